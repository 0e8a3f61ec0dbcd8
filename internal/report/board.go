package report

import (
	"context"

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
	Periods     []plan.LivePeriod // those judged, in order
	Reading     Reading
	Provisional bool // "tạm tính": everything entered counts
}

// Expected is one commune-period of a board: its share and where its report
// stands. By today's links a share may draw on several reports; Report and
// State are then of the one that counts least.
type Expected struct {
	plan.Share
	Report           ID
	State            State
	FirstSubmittedOn *clock.Day
	Fixed            int       // corrections its sums hold
	Annexed          []Annexed // those of them made after the freeze
}

func (e *Expected) count(want Want) {
	e.Share.State = e.State.Words()
	e.Counted = e.State.Final() || want.Provisional
}

const sqlShares = `SELECT id, commune_id, period_id, state, first_submitted_on, summed, ` + fixesColumn + ` FROM report
 WHERE period_id = ANY($3) AND (scope_path >= $1 AND scope_path < $2 OR commune_id = ANY($4))
 ORDER BY commune_id, period_id`

// Shares reads every commune-period of a scope over the wanted periods, by
// commune then period: one statement. At the time, those of communes that
// moved or were merged into the scope since are given too. Only accepted
// months count, unless the want is provisional.
func (s *Service) Shares(ctx context.Context, q pg.Querier, w World, scope access.Scope, want Want) ([]Expected, error) {
	if len(want.Periods) == 0 {
		return nil, nil
	}
	if want.Reading == Today {
		months, err := s.months(ctx, q, w, w.sources(scope, want), want)
		return sharesToday(w, scope, want, months), err
	}
	ids := periodIDs(want.Periods)
	rows, err := q.Query(ctx, sqlShares, scope.From(), scope.To(), ids, unitIDs(w.Tree.CommunesWithin(scope, w.Day)))
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	out := make([]Expected, 0, 64*len(ids))
	sums := s.known.sums()
	defer sums.keep()
	for rows.Next() {
		raw := rows.RawValues()
		e := Expected{Report: ID(int8Of(raw[0])), State: stateOf(raw[3]), FirstSubmittedOn: dayOf(raw[4])}
		if raw[6] != nil {
			e.Fixed, e.Annexed = fixesOf(raw[6])
		}
		e.Unit = int8Of(raw[1])
		p, _ := w.Plan.Period(int8Of(raw[2]))
		e.Period = p.Ordinal
		if raw[5] != nil {
			if e.Sum, err = sums.sum(raw[5]); err != nil {
				return nil, err
			}
		}
		e.count(want)
		out = append(out, e)
	}
	return out, pg.Map(rows.Err())
}

func unitIDs(list []org.UnitID) []int64 {
	ids := make([]int64, len(list))
	for i, u := range list {
		ids[i] = int64(u)
	}
	return ids
}

func periodIDs(list []plan.LivePeriod) []int64 {
	ids := make([]int64, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}

// Progress counts the reports of a span. Completeness is Submitted of
// Expected, timeliness OnTime of Submitted (product §5): neither passes 100 %.
type Progress struct {
	Expected  int
	Submitted int // handed in at least once
	OnTime    int // of those, first handed in by the due day
	Late      int // past due and never handed in
	Waiting   int // with the reviewer
	Returned  int
	Accepted  int
}

// ProgressOf counts a list of expected reports; due is by each one's period.
func ProgressOf(list []Expected, w World, today clock.Day) Progress {
	var p Progress
	for i := range list {
		e := &list[i]
		period := &w.Plan.Periods[e.Period]
		p.Expected++
		if e.FirstSubmittedOn != nil {
			p.Submitted++
			if *e.FirstSubmittedOn <= period.Due {
				p.OnTime++
			}
		} else if today > period.Due {
			p.Late++
		}
		switch {
		case e.State.Final():
			p.Accepted++
		case e.State == Returned:
			p.Returned++
		case e.State == Submitted || e.State == InReview:
			p.Waiting++
		}
	}
	return p
}
