package report

import (
	"context"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Why explains one verdict: what it was judged on, down to the single cell
// with who sent and who accepted it.
type Why struct {
	Sight
	Want      Want
	Rules     *plan.Rules
	Indicator *plan.Indicator
	Num, Den  *plan.Measure // Den is nil for a count
	Result    plan.Result
	Judged    bool // false: the indicator is not judged for a team
	Periods   []WhyPeriod
	Below     []WhyUnit // the units directly below; teams for a commune
	Rows      []WhyRow  // of a commune or team: teams, then whole-commune rows
	Missing   []Lack
	Given     []Given // assigned targets of the same indicator, judged apart
	Annexed   []int   // corrections of its figures after the freeze, by number
	Progress
}

// WhyPeriod is one period's part.
type WhyPeriod struct {
	Period plan.LivePeriod
	Result plan.Result // of this period alone
	Judged bool
	Used   bool       // false: a stock's earlier period, which does not count
	Months []WhyMonth // the reports behind a commune's or team's figures
}

// WhyMonth says who answers for a report.
type WhyMonth struct {
	Report    ID
	Commune   org.UnitID
	State     State
	SentBy    string
	SentAt    *time.Time
	DecidedBy string
	DecidedAt *time.Time
}

// WhyUnit is a unit below with its own verdict.
type WhyUnit struct {
	Unit   org.UnitID
	Result plan.Result
	Judged bool
}

// WhyRow is a row of the grid over the periods: a team's, or a commune's own.
type WhyRow struct {
	Row     int64 // a team, or Whole
	Commune org.UnitID
	Cells   []WhyCell // one a period of Want.Periods
}

// WhyCell is the figures a row gives in one period. Report 0: the row was not
// there. A measure not entered on the row has no figure.
type WhyCell struct {
	Report         ID
	Counted        bool
	HasNum, HasDen bool
	Num, Den       plan.Cell
}

// Lack is something the verdict misses: a whole report that does not count
// yet (Measure is nil), or empty cells.
type Lack struct {
	Unit    org.UnitID // the commune
	Period  plan.LivePeriod
	Report  ID
	State   State
	Measure *plan.Measure
	Cells   int
	OneCell bool // Row is the row of the one empty cell
	Row     int64
	Note    string // the reason given for it
}

// Why reads an explanation: one statement, three for a commune or team. An
// indicator the plan does not have is fault.Missing.
func (s *Service) Why(ctx context.Context, q pg.Querier, a access.Actor, w World, unit org.UnitID, want Want, code string) (*Why, error) {
	b, months, err := s.gather(ctx, q, a, w, unit, want)
	if err != nil {
		return nil, err
	}
	y := &Why{Sight: b.Sight, Want: b.Want, Rules: b.Rules, Indicator: b.Rules.IndicatorByCode(code), Progress: b.Progress}
	if y.Indicator == nil {
		return nil, fault.Missing()
	}
	y.Num, y.Den = b.Rules.Inputs(y.Indicator.Ordinal)
	row := int64(-1)
	if y.Level == org.Team {
		row = int64(y.Unit)
	}
	y.Annexed = AnnexedIn(b.Rules, b.Reports, row, y.Indicator.Ordinal)
	if len(b.Want.Periods) == 0 {
		y.Judged = y.Level != org.Team || y.Indicator.JudgedFrom == plan.LevelTeam
		y.Result = b.Rules.Judge(y.Indicator.Ordinal, nil, w.Day)
		return y, nil
	}
	if y.Level != org.Commune && y.Level != org.Team {
		y.units(w, b)
		return y, nil
	}
	if y.Level == org.Team {
		y.team(w, b, months)
	} else {
		y.commune(w, b, months)
	}
	return y, s.sign(ctx, q, y)
}

// units explains a unit above the communes.
func (y *Why) units(w World, b *Board) {
	o := y.Indicator.Ordinal
	var all []Expected
	for g := range b.Groups {
		y.Below = append(y.Below, WhyUnit{b.Groups[g].Unit, y.Rules.Judge(o, b.Groups[g].parts(), w.Day), true})
		all = append(all, b.Groups[g].shares...)
	}
	y.judge(w, all)
	y.lack(w, all)
}

// judge judges the shares together and period by period.
func (y *Why) judge(w World, all []Expected) {
	o := y.Indicator.Ordinal
	shares := make([]plan.Share, len(all))
	last := 0
	for i := range all {
		shares[i] = all[i].Share
		last = max(last, all[i].Period)
	}
	y.Judged, y.Result = true, y.Rules.Judge(o, shares, w.Day)
	for _, p := range y.Want.Periods {
		var mine []plan.Share
		for i := range shares {
			if shares[i].Period == p.Ordinal {
				mine = append(mine, shares[i])
			}
		}
		y.Periods = append(y.Periods, WhyPeriod{Period: p, Judged: true, Result: y.Rules.Judge(o, mine, w.Day), Used: !y.Rules.TakesLast(o) || p.Ordinal == last})
	}
}

// lack lists what the verdict misses, with the report to look at.
func (y *Why) lack(w World, all []Expected) {
	shares := make([]plan.Share, len(all))
	for i := range all {
		shares[i] = all[i].Share
	}
	for _, m := range y.Rules.Missing(y.Indicator.Ordinal, shares) {
		for i := range all {
			if e := &all[i]; e.Unit == m.Unit && e.Period == m.Period {
				y.Missing = append(y.Missing, Lack{Unit: org.UnitID(m.Unit), Period: w.Plan.Periods[m.Period], Report: e.Report, State: e.State,
					Measure: y.Rules.Measure(m.Slot), Cells: int(m.Cells)})
			}
		}
	}
	slices.SortStableFunc(y.Missing, func(a, b Lack) int { return a.Period.Ordinal - b.Period.Ordinal })
}
