package register

import (
	"context"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

const (
	sqlDeedCounts = `
SELECT team_id AS id, count(*)::int AS n FROM good_deed
WHERE team_id = ANY ($1::bigint[]) AND done_on BETWEEN $2 AND $3 AND withdrawn_at IS NULL GROUP BY team_id`
)

const (
	// What counts for 2.1, with the arguments of Counting.args from $2 on.
	sqlCountedModels = `
 m.withdrawn_at IS NULL AND m.started_on <= $4 AND (m.ended_on IS NULL OR m.ended_on >= $4)
 AND EXISTS (SELECT FROM recognition r JOIN unnest($5::text[], $6::date[], $7::date[]) AS x (level, from_day, to_day) ON x.level = r.level
   WHERE r.row_kind = 'community_model' AND r.row_id = m.id AND r.withdrawn_at IS NULL AND r.on_day BETWEEN $2 AND least($3::date, $4::date)
     AND (x.from_day IS NULL OR r.on_day >= x.from_day) AND (x.to_day IS NULL OR r.on_day <= x.to_day))`
	sqlTeamModels = `
SELECT c.team_id AS id, count(*)::int AS n FROM model_credit c JOIN community_model m ON m.id = c.model_id
WHERE c.team_id = ANY ($1::bigint[]) AND` + sqlCountedModels + ` GROUP BY c.team_id`
	sqlCommuneModels = `
SELECT m.commune_id AS id, count(*)::int AS n FROM community_model m
WHERE m.commune_id = ANY ($1::bigint[]) AND` + sqlCountedModels + ` GROUP BY m.commune_id`
)

// DeedCounts are the deeds of each team dated within [from, to], for indicator
// 7.1. Teams without any are not in the map.
func DeedCounts(ctx context.Context, q pg.Querier, teams []org.UnitID, from, to clock.Day) (map[org.UnitID]int, error) {
	return counts(ctx, q, sqlDeedCounts, teams, from, to)
}

// Accepted is a rank whose recognition counts where given within [From, To];
// nil has no bound.
type Accepted struct {
	Rank     Rank
	From, To *clock.Day
}

// Counting says which models count for indicator 2.1: recognised at an
// accepted rank on a day inside the campaign and not after On, still working
// on On, not withdrawn.
type Counting struct {
	Starts, Ends clock.Day // the campaign, inclusive
	On           clock.Day
	Accepted     []Accepted
}

// Counts tells whether a recognition is one that counts.
func (c Counting) Counts(rank Rank, on clock.Day) bool {
	for _, x := range c.Accepted {
		if x.Rank == rank && (x.From == nil || on >= *x.From) && (x.To == nil || on <= *x.To) {
			return on >= c.Starts && on <= min(c.Ends, c.On)
		}
	}
	return false
}

var ranksOf = map[plan.Level]Rank{plan.LevelDistrict: ByDistrict, plan.LevelProvince: ByProvince, plan.LevelMinistry: ByMinistry}

// CountingOf is which models the plan counts on a day: recognised inside the
// campaign at a level it accepts on the day of recognition.
func CountingOf(d *plan.Definition, on clock.Day) Counting {
	c := Counting{Starts: d.Start(), Ends: d.End(), On: on}
	for _, l := range d.Recognition {
		rank, ok := ranksOf[l.Level]
		if !ok {
			continue
		}
		a := Accepted{Rank: rank, From: l.From}
		if l.Before != nil {
			last := *l.Before - 1
			a.To = &last
		}
		c.Accepted = append(c.Accepted, a)
	}
	return c
}

func (c Counting) args() []any {
	ranks, from, to := []string{}, []*clock.Day{}, []*clock.Day{}
	for _, x := range c.Accepted {
		ranks, from, to = append(ranks, string(x.Rank)), append(from, x.From), append(to, x.To)
	}
	return []any{c.Starts, c.Ends, c.On, ranks, from, to}
}

// TeamModels are the models that count and credit each team.
func TeamModels(ctx context.Context, q pg.Querier, teams []org.UnitID, c Counting) (map[org.UnitID]int, error) {
	return counts(ctx, q, sqlTeamModels, append([]any{teams}, c.args()...)...)
}

// CommuneModels are the models of each commune that count, each once however
// many teams it credits.
func CommuneModels(ctx context.Context, q pg.Querier, communes []org.UnitID, c Counting) (map[org.UnitID]int, error) {
	return counts(ctx, q, sqlCommuneModels, append([]any{communes}, c.args()...)...)
}

func counts(ctx context.Context, q pg.Querier, sql string, args ...any) (map[org.UnitID]int, error) {
	type row struct {
		ID org.UnitID `db:"id"`
		N  int        `db:"n"`
	}
	rows, err := pg.List[row](ctx, q, sql, args...)
	if err != nil {
		return nil, err
	}
	m := make(map[org.UnitID]int, len(rows))
	for _, r := range rows {
		m[r.ID] = r.N
	}
	return m, nil
}
