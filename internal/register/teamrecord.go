package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Credit is a deed or a model as a team's page lists it.
type Credit struct {
	On           clock.Day  `db:"on_day"` // done, or started
	Title        string     `db:"title"`  // what was done; the model's name
	About        string     `db:"about"`  // who; the field
	RecognisedBy string     `db:"recognised_by"`
	RecognisedOn *clock.Day `db:"recognised_on"`
	Ended        *clock.Day `db:"ended_on"` // a model's last working day
}

// TeamRecord is what a team has done, the latest first.
type TeamRecord struct {
	Deeds     []Credit
	MoreDeeds bool // only the latest are here
	Models    []Credit
}

// recordedDeeds is how many deeds a team's page lists.
const recordedDeeds = 12

const sqlTeamRecord = `
(SELECT 'deed' AS what, d.done_on AS on_day, d.what AS title, d.who AS about, coalesce(best.by_whom, '') AS recognised_by, best.on_day AS recognised_on, NULL::date AS ended_on, d.id
   FROM good_deed d LEFT JOIN LATERAL (SELECT r.by_whom, r.on_day FROM recognition r WHERE r.row_kind = 'good_deed' AND r.row_id = d.id` + sqlBest + `) best ON true
  WHERE d.team_id = $1 AND d.withdrawn_at IS NULL ORDER BY d.done_on DESC, d.id DESC LIMIT $2)
UNION ALL
SELECT 'model', m.started_on, m.name, m.field, coalesce(best.by_whom, ''), best.on_day, m.ended_on, m.id
  FROM community_model m JOIN model_credit c ON c.model_id = m.id
  LEFT JOIN LATERAL (SELECT r.by_whom, r.on_day FROM recognition r WHERE r.row_kind = 'community_model' AND r.row_id = m.id` + sqlBest + `) best ON true
 WHERE c.team_id = $1 AND m.withdrawn_at IS NULL
ORDER BY what, on_day DESC, id DESC`

// TeamRecord reads a team's deeds and the models crediting it: one statement.
// The right is asked for where the team, or what followed it, is today.
func (s *Service) TeamRecord(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID) (TeamRecord, error) {
	var r TeamRecord
	if err := access.Check(a, access.DeedRead, tree.PlaceNow(team, now.Today)); err != nil {
		return r, err
	}
	rows, err := pg.List[struct {
		Credit
		What string `db:"what"`
		ID   int64  `db:"id"`
	}](ctx, s.DB, sqlTeamRecord, team, recordedDeeds+1)
	for _, x := range rows {
		switch {
		case x.What == "model":
			r.Models = append(r.Models, x.Credit)
		case len(r.Deeds) == recordedDeeds:
			r.MoreDeeds = true
		default:
			r.Deeds = append(r.Deeds, x.Credit)
		}
	}
	return r, err
}
