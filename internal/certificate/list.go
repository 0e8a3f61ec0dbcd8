package certificate

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// PageSize is the rows of a list's page.
const PageSize = 50

// lastPage keeps an absurd page number from overflowing the offset.
const lastPage = 1_000_000

// Standing is what the list filters by: the award's newest certificate.
type Standing string

// The standings.
const (
	Unissued Standing = "none"
	InForce  Standing = "valid"
	Again    Standing = "reissued" // valid, but not the first
	TakenOff Standing = "revoked"
	Stands   Standing = "standing" // not revoked, issued or not: what statistics count
)

// Women is a team's share of women on the day of the award.
type Women string

// MostlyWomen is from 70 % (Luật Thi đua, khen thưởng counts such teams
// apart); FewerWomen is less.
const (
	MostlyWomen Women = "most"
	FewerWomen  Women = "fewer"
)

// Filter narrows the list; zero values do not narrow.
type Filter struct {
	Under    org.UnitID // that received it, as units stand today
	Then     org.UnitID // that the team stood in on the day of the award
	Phase    int64
	Form     award.Form
	Subject  award.Subject
	Unit     org.UnitID // that gave it
	Decision decision.ID
	State    Standing
	Gender   roster.Gender
	Position roster.Position
	Women    Women
	Text     string // in name, detail and number, without marks
	Page     int    // from 1
}

// Page is a part of the list. Counts are by standing, whatever the filter asks
// for: InForce has those issued again in it.
type Page struct {
	Rows   []Award
	Total  int
	Counts map[Standing]int
	Page   int
}

const womenSQL = `(SELECT count(*) FILTER (WHERE p.gender = 'female') * 10 >= count(*) * 7 AND count(*) > 0 FROM service s JOIN person p ON p.id = s.person_id
  WHERE s.team_id = g.team_id AND s.during @> g.granted_on AND s.withdrawn_at IS NULL)`

const awardsWhere = ` WHERE (g.scope_path >= $1 AND g.scope_path < $2 OR g.team_id = ANY ($3::bigint[])) AND ($4::bigint = 0 OR g.phase_id = $4)
  AND ($5::text = '' OR g.form = $5) AND ($6::text = '' OR g.subject = $6) AND ($7::bigint = 0 OR g.unit_id = $7) AND ($8::bigint = 0 OR g.decision_id = $8)
  AND ($9::text = '' OR g.gender = $9) AND ($10::text = '' OR g.position = $10)
  AND ($11::text = '' OR g.subject = 'team' AND ($11 = 'most') = ` + womenSQL + `) AND ($12::bigint = 0 OR position('.' || $12::bigint || '.' in '.' || g.scope_path) > 0)`

var (
	textWhere     = ` AND ($13::text = '' OR ` + pg.Fold(`concat_ws(' ', g.name, g.detail, d.number)`) + ` LIKE $13)`
	sqlAwardCount = `SELECT count(*) FILTER (WHERE c.id IS NULL AND g.revoked_on IS NULL)::int AS unissued, count(*) FILTER (WHERE c.state = 'valid')::int AS valid,
  count(*) FILTER (WHERE c.state = 'valid' AND c.issue > 1)::int AS again, count(*) FILTER (WHERE g.revoked_on IS NOT NULL)::int AS revoked, count(*)::int AS total` + newestTables + awardsWhere + textWhere
	sqlAwards = `SELECT ` + awardColumns + `, ` + newestColumns + newestTables + awardsWhere + textWhere + `
  AND ($14::text = '' OR $14 = 'none' AND c.id IS NULL AND g.revoked_on IS NULL OR $14 = 'valid' AND c.state = 'valid' OR $14 = 'reissued' AND c.state = 'valid' AND c.issue > 1
   OR $14 = 'revoked' AND g.revoked_on IS NOT NULL OR $14 = 'standing' AND g.revoked_on IS NULL)
 ORDER BY g.granted_on DESC, g.decision_id DESC, g.golden LIMIT $15 OFFSET $16`
)

type countRow struct {
	Unissued int `db:"unissued"`
	Valid    int `db:"valid"`
	Again    int `db:"again"`
	Revoked  int `db:"revoked"`
	Total    int `db:"total"`
}

// reach is what an actor reads: paths of the day of the award, and the teams
// that stand there today.
func reach(a access.Actor, action access.Action, tree *org.Tree, today clock.Day, under org.UnitID) (access.Scope, []org.UnitID, error) {
	scope, err := access.ScopeOf(a, action)
	if err == nil && under != 0 {
		scope, err = scope.Narrow(tree.PlaceNow(under, today))
	}
	if err != nil {
		return scope, nil, err
	}
	return scope, tree.TeamsWithin(scope, today), nil
}

// List is the awards of the actor's scope, the newest first.
func (s *Service) List(ctx context.Context, a access.Actor, tree *org.Tree, today clock.Day, f Filter) (Page, error) {
	scope, teams, err := reach(a, access.AwardRead, tree, today, f.Under)
	if err != nil {
		return Page{}, err
	}
	text := ""
	if typed := vi.Fold(vi.CleanLine(f.Text)); typed != "" {
		text = pg.Contains(typed)
	}
	args := []any{scope.From(), scope.To(), teams, f.Phase, f.Form, f.Subject, f.Unit, f.Decision, f.Gender, f.Position, f.Women, f.Then, text}
	n, err := pg.One[countRow](ctx, s.Pool, sqlAwardCount, args...)
	if err != nil {
		return Page{}, err
	}
	p := Page{Counts: map[Standing]int{"": n.Total, Unissued: n.Unissued, InForce: n.Valid, Again: n.Again, TakenOff: n.Revoked, Stands: n.Total - n.Revoked}}
	p.Total = p.Counts[f.State]
	if p.Page = min(max(1, f.Page), lastPage); (p.Page-1)*PageSize >= p.Total {
		p.Page = 1
	}
	if p.Total > 0 {
		p.Rows, err = pg.List[Award](ctx, s.Pool, sqlAwards, append(args, f.State, PageSize, (p.Page-1)*PageSize)...)
	}
	return p, err
}

// Decided is an applied decision with how far its certificates are.
type Decided struct {
	ID       decision.ID `db:"id"`
	Number   string      `db:"number"`
	SignedOn clock.Day   `db:"signed_on"`
	Form     award.Form  `db:"form"`
	Unit     org.UnitID  `db:"unit_id"`
	PhaseID  int64       `db:"phase_id"`
	Awards   int         `db:"awards"` // that were not taken back
	Issued   int         `db:"issued"` // of those
	Revoked  int         `db:"revoked"`
}

const (
	decidedColumns = `d.id, d.number, d.signed_on, d.form, d.unit_id, d.phase_id, count(*) FILTER (WHERE g.revoked_on IS NULL)::int AS awards,
  count(*) FILTER (WHERE g.revoked_on IS NULL AND EXISTS (SELECT FROM certificate c WHERE c.grant_id = g.id))::int AS issued, count(g.revoked_on)::int AS revoked`
	decidedTables = ` FROM award_decision d JOIN award_grant g ON g.decision_id = d.id WHERE d.state = 'applied'`
	sqlDecisions  = `SELECT ` + decidedColumns + decidedTables + ` AND (g.scope_path >= $1 AND g.scope_path < $2 OR g.team_id = ANY ($3::bigint[])) GROUP BY d.id ORDER BY d.signed_on DESC, d.id DESC`
	sqlDecided    = `SELECT ` + decidedColumns + decidedTables + ` AND d.id = $1 GROUP BY d.id`
)

// Applied are the applied decisions that awarded somebody in the actor's
// scope, the newest first; counts are of that scope.
func (s *Service) Applied(ctx context.Context, a access.Actor, tree *org.Tree, today clock.Day) ([]Decided, error) {
	scope, teams, err := reach(a, access.AwardRead, tree, today, 0)
	if err != nil {
		return nil, err
	}
	return pg.List[Decided](ctx, s.Pool, sqlDecisions, scope.From(), scope.To(), teams)
}

// Decision is an applied decision the actor prints for; others are Missing.
func (s *Service) Decision(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id decision.ID) (Decided, error) {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return Decided{}, err
	}
	d, err := pg.One[Decided](ctx, s.Pool, sqlDecided, id)
	if err != nil {
		return d, err
	}
	if !a.Can(access.AwardPrint, tree.PlaceNow(d.Unit, now.Today)) {
		return d, fault.Missing()
	}
	return d, nil
}
