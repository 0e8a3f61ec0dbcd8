package decision

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Result is what became of a nominee, once it was made known.
type Result struct {
	Nominee    dossier.NomineeID  `db:"nominee_id"`
	Dossier    dossier.ID         `db:"dossier_id"`
	PhaseID    int64              `db:"phase_id"`
	Form       award.Form         `db:"form"`
	Subject    award.Subject      `db:"subject"`
	Team       org.UnitID         `db:"team_id"`
	Unit       org.UnitID         `db:"unit_id"`     // that proposed
	Awarding   org.UnitID         `db:"awarding_id"` // that decided
	Name       string             `db:"name"`
	Detail     string             `db:"detail"`
	State      award.NomineeState `db:"state"`
	Ground     award.Refusal      `db:"ground"`
	Why        string             `db:"why"`
	Told       award.Signature    `db:"changed"`
	Decision   *ID                `db:"decision_id"`
	Number     string             `db:"number"`
	SignedOn   *clock.Day         `db:"signed_on"`
	Golden     *int               `db:"golden"`
	Rounded    *int64             `db:"rounded"`
	RevokedOn  *clock.Day         `db:"revoked_on"`
	Posthumous bool               `db:"posthumous"`
}

// ResultFilter narrows the results; zero values do not narrow.
type ResultFilter struct {
	Phase   int64
	Form    award.Form
	Subject award.Subject
	State   award.NomineeState // Awarded or Refused
	Under   org.UnitID
	Dossier dossier.ID
	Text    string
	Page    int
}

// ResultPage is a part of the results.
type ResultPage struct {
	Rows            []Result
	Total           int
	Awarded, Denied int // of those the filter finds, whatever state it asks for
	Page            int
}

var sqlResults = `WITH found AS (
 SELECT n.id AS nominee_id, n.dossier_id, n.phase_id, n.form, n.subject, n.team_id, o.unit_id, o.awarding_id, n.name, n.detail, n.state, n.ground, n.why, n.changed, n.decision_id,
  coalesce(d.number, '') AS number, d.signed_on, g.golden, g.rounded, g.revoked_on, coalesce(g.posthumous, false) AS posthumous,
  count(*) FILTER (WHERE n.state = 'awarded') OVER ()::int AS awarded, count(*) FILTER (WHERE n.state = 'refused') OVER ()::int AS denied
 FROM nominee n JOIN dossier o ON o.id = n.dossier_id LEFT JOIN award_decision d ON d.id = n.decision_id LEFT JOIN award_grant g ON g.nominee_id = n.id
 WHERE n.state IN ('awarded', 'refused') AND (o.scope_path >= $1 AND o.scope_path < $2 OR n.team_id = ANY ($11::bigint[])) AND ($3::bigint = 0 OR n.phase_id = $3) AND ($4::text = '' OR n.form = $4)
  AND ($5::text = '' OR n.subject = $5) AND ($7::bigint = 0 OR n.dossier_id = $7) AND ($8::text = '' OR ` + pg.Fold(`concat_ws(' ', n.name, n.detail)`) + ` LIKE $8))
SELECT * FROM found WHERE $6::text = '' OR state = $6 ORDER BY phase_id DESC, form, unit_id, state, decision_id, golden, nominee_id LIMIT $9 OFFSET $10`

// Results are what was made known in the actor's scope, by the proposing unit
// or where the team stands today.
// A page past the end is the first page; size 0 is PageSize.
func (s *Service) Results(ctx context.Context, q pg.Querier, a access.Actor, w report.World, f ResultFilter, size int) (ResultPage, error) {
	scope, err := access.ScopeOf(a, access.AwardRead)
	if err == nil && f.Under != 0 {
		scope, err = scope.Narrow(w.Tree.PlaceNow(f.Under, w.Day))
	}
	if err != nil {
		return ResultPage{}, err
	}
	if size == 0 {
		size = PageSize
	}
	text := ""
	if typed := vi.Fold(vi.CleanLine(f.Text)); typed != "" {
		text = pg.Contains(typed)
	}
	for page := min(max(1, f.Page), lastPage); ; page = 1 {
		rows, err := pg.List[struct {
			Result
			Awarded int `db:"awarded"`
			Denied  int `db:"denied"`
		}](ctx, q, sqlResults, scope.From(), scope.To(), f.Phase, f.Form, f.Subject, f.State, f.Dossier, text, size, (page-1)*size, w.Tree.TeamsWithin(scope, w.Day))
		if err != nil {
			return ResultPage{}, err
		}
		p := ResultPage{Page: page}
		for _, r := range rows {
			p.Awarded, p.Denied = r.Awarded, r.Denied
			p.Rows = append(p.Rows, r.Result)
		}
		switch f.State {
		case award.Awarded:
			p.Total = p.Awarded
		case award.Refused:
			p.Total = p.Denied
		default:
			p.Total = p.Awarded + p.Denied
		}
		if len(p.Rows) > 0 || page == 1 {
			return p, nil
		}
	}
}
