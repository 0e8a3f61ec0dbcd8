package report

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Reading says whose figures a unit's are.
type Reading string

// AtTheTime: the structure on each period's last day. Today: each team's
// figures by today's links.
const (
	AtTheTime Reading = "tai-thoi-diem"
	Today     Reading = "hien-nay"
)

// Words is the reading as people read it.
func (r Reading) Words() string {
	if r == Today {
		return "theo đơn vị hiện nay"
	}
	return "theo đơn vị tại thời điểm"
}

// Want is what a board or explanation is asked for.
type Want struct {
	Periods     []plan.LivePeriod // the span: ended periods, in order
	Reading     Reading
	Provisional bool // "tạm tính": everything entered counts
}

// Expected is one commune-period of a board: its share and where its report
// stands.
type Expected struct {
	plan.Share
	Report           ID
	State            State
	FirstSubmittedOn *clock.Day
}

const sqlShares = `SELECT r.id, r.commune_id, r.period_id, r.state, r.first_submitted_on, s.sums, s.missing, s.teams, s.meeting, s.failing
 FROM report r LEFT JOIN commune_sum s ON s.report_id = r.id
 WHERE r.scope_path >= $1 AND r.scope_path < $2 AND r.period_id = ANY($3)
 ORDER BY r.commune_id, r.period_id`

// Shares reads every commune-period of a scope over the wanted periods, by
// commune then period: one statement. Above the commune only accepted months
// count, unless the want is provisional.
func (s *Service) Shares(ctx context.Context, q pg.Querier, w World, scope access.Scope, want Want) ([]Expected, error) {
	if len(want.Periods) == 0 {
		return nil, nil
	}
	if want.Reading == Today {
		return s.sharesToday(ctx, q, w, scope, want)
	}
	ids := periodIDs(want.Periods)
	rows, err := q.Query(ctx, sqlShares, scope.From(), scope.To(), ids)
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	out := make([]Expected, 0, 64*len(ids))
	for rows.Next() {
		raw := rows.RawValues()
		e := Expected{Report: ID(int8Of(raw[0])), State: State(raw[3])}
		e.Unit = int8Of(raw[1])
		p, _ := w.Plan.Period(int8Of(raw[2]))
		e.Period = p.Ordinal
		if raw[4] != nil {
			d := clock.NewDay(2000, 1, 1) + clock.Day(int4Of(raw[4])) // PostgreSQL counts days from 2000-01-01
			e.FirstSubmittedOn = &d
		}
		if raw[5] != nil {
			if e.Sum, err = sumOfRaw(raw[5:]); err != nil {
				return nil, err
			}
		}
		e.count(want)
		out = append(out, e)
	}
	return out, pg.Map(rows.Err())
}

func (e *Expected) count(want Want) {
	e.Share.State = e.State.Words()
	e.Counted = e.State.Final() || want.Provisional
}

func sumOfRaw(raw [][]byte) (*plan.CommuneSum, error) {
	var s plan.CommuneSum
	var err error
	if s.Sums, err = int8sOf(raw[0]); err != nil {
		return nil, err
	}
	if s.Missing, err = int4sOf(raw[1]); err != nil {
		return nil, err
	}
	s.Teams = int4Of(raw[2])
	if s.Meeting, err = int4sOf(raw[3]); err != nil {
		return nil, err
	}
	s.Failing, err = int4sOf(raw[4])
	return &s, err
}

func periodIDs(list []plan.LivePeriod) []int64 {
	ids := make([]int64, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}

const sqlTeamFigures = `SELECT r.id, r.commune_id, r.period_id, r.state, r.first_submitted_on, coalesce(f.team_id, 0), f.values
 FROM report r LEFT JOIN team_figure f ON f.report_id = r.id
 WHERE r.period_id = ANY($1) ORDER BY r.period_id, r.commune_id`

// nowKey is a commune of today in a period.
type nowKey struct {
	unit   int64
	period int
}

// sharesToday sums each team's figures by today's links; a whole-commune row
// goes to the commune's lead successor. A share counts where every report it
// draws on does.
func (s *Service) sharesToday(ctx context.Context, q pg.Querier, w World, scope access.Scope, want Want) ([]Expected, error) {
	today := w.Day
	rows, err := q.Query(ctx, sqlTeamFigures, periodIDs(want.Periods))
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	type pile struct {
		Expected
		teams [][]plan.Cell
		whole []plan.Cell
	}
	piles := map[nowKey]*pile{}
	for rows.Next() {
		raw := rows.RawValues()
		p, _ := w.Plan.Period(int8Of(raw[2]))
		team, commune := int8Of(raw[5]), int8Of(raw[1])
		var unit org.UnitID
		var ok bool
		if team == Whole {
			unit, ok = w.Tree.LeadSuccessor(org.UnitID(commune), today)
		} else {
			unit, ok = w.Tree.CommuneNow(org.UnitID(team), today)
		}
		if !ok || !scope.Holds(w.Tree.Path(unit, today)) {
			continue
		}
		k := nowKey{int64(unit), p.Ordinal}
		at := piles[k]
		state := State(raw[3])
		if at == nil {
			at = &pile{Expected: Expected{Report: ID(int8Of(raw[0])), State: state}}
			at.Unit, at.Period = k.unit, k.period
			piles[k] = at
		}
		if at.State.Final() && !state.Final() {
			at.State, at.Report = state, ID(int8Of(raw[0]))
		}
		if raw[6] == nil {
			continue
		}
		cells, err := cellsOf(raw[6])
		if err != nil {
			return nil, err
		}
		if team != Whole {
			at.teams = append(at.teams, cells)
		} else {
			at.whole = addWhole(at.whole, cells)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, pg.Map(err)
	}
	out := make([]Expected, 0, len(piles))
	for _, p := range piles {
		rules := w.Plan.RulesAt(p.Period)
		sum := rules.SumCommune(p.teams, p.whole)
		p.Sum = &sum
		p.count(want)
		out = append(out, p.Expected)
	}
	slices.SortFunc(out, func(a, b Expected) int {
		if a.Unit != b.Unit {
			return int(a.Unit - b.Unit)
		}
		return a.Period - b.Period
	})
	return out, nil
}

// addWhole adds the whole-commune rows of merged communes; a figure one of
// them lacks is lacking in the sum.
func addWhole(sum, more []plan.Cell) []plan.Cell {
	if sum == nil {
		return slices.Clone(more)
	}
	for i := range sum {
		if i >= len(more) || more[i] == plan.Empty || sum[i] == plan.Empty {
			sum[i] = plan.Empty
			continue
		}
		sum[i] += more[i]
	}
	return sum
}

// Group is a unit's line on a board.
type Group struct {
	Unit    org.UnitID
	Shares  []plan.Share
	Results []plan.Result
}

// Progress counts reports of a span: expected, first submitted, on time,
// accepted.
type Progress struct{ Expected, Submitted, OnTime, Accepted, Returned, Late int }

// ProgressOf counts a list of expected reports; due is by each one's period.
func ProgressOf(list []Expected, w World, today clock.Day) Progress {
	var p Progress
	for i := range list {
		e := &list[i]
		period := w.Plan.Periods[e.Period]
		p.Expected++
		if e.FirstSubmittedOn != nil {
			p.Submitted++
			if *e.FirstSubmittedOn <= period.Due {
				p.OnTime++
			}
		} else if today > period.Due {
			p.Late++
		}
		if e.State.Final() {
			p.Accepted++
		}
		if e.State == Returned {
			p.Returned++
		}
	}
	return p
}
