package summary

import (
	"context"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// DriftKind says how a month differs from what was sent.
type DriftKind string

// The kinds: accepted since; a figure corrected since; no longer accepted.
const (
	DriftAccepted DriftKind = "accepted"
	DriftChanged  DriftKind = "changed"
	DriftDropped  DriftKind = "dropped"
)

// Drift is one difference between a report as sent and its months now ("lệch
// số liệu"). It enters the report only by return and resubmission, or as a
// supplement.
type Drift struct {
	Kind    DriftKind
	Unit    UnitRef // the commune
	Period  int
	Label   string // the month's
	Report  report.ID
	Measure *MeasureRef // of a changed figure
	Old     int64
	New     int64
}

// Effect is an indicator of the whole unit that reads differently now.
type Effect struct {
	IndicatorRef
	Old Judged
	New Judged
}

// DriftOf compares a report's figures with its communes' months as they are;
// fresh may hold more communes.
func DriftOf(f *Figures, fresh []Commune) []Drift {
	label := map[int]string{}
	for _, p := range f.Periods {
		label[p.Ordinal] = p.Label
	}
	now := map[report.ID]*Month{}
	for i := range fresh {
		for k := range fresh[i].Months {
			m := &fresh[i].Months[k]
			now[report.ID(m.Report)] = m
		}
	}
	var out []Drift
	for i := range f.Communes {
		c := &f.Communes[i]
		for k := range c.Months {
			was := &c.Months[k]
			is := now[report.ID(was.Report)]
			d := Drift{Unit: c.UnitRef, Period: was.Period, Label: label[was.Period], Report: report.ID(was.Report)}
			switch {
			case is == nil || was.Counted == is.Counted && !was.Counted:
			case !was.Counted:
				d.Kind = DriftAccepted
				out = append(out, d)
			case !is.Counted:
				d.Kind = DriftDropped
				out = append(out, d)
			default:
				out = append(out, changed(d, f.Measures, was.Sum, is.Sum)...)
			}
		}
	}
	return out
}

func changed(d Drift, measures []MeasureRef, was, is *plan.CommuneSum) (out []Drift) {
	at := func(s *plan.CommuneSum, slot int) (int64, int32) {
		if s == nil || slot >= len(s.Sums) {
			return 0, 0
		}
		return s.Sums[slot], s.Missing[slot]
	}
	for i := range measures {
		old, gone := at(was, measures[i].Slot)
		fresh, lacks := at(is, measures[i].Slot)
		if old != fresh || gone != lacks {
			d.Kind, d.Measure, d.Old, d.New = DriftChanged, &measures[i], old, fresh
			out = append(out, d)
		}
	}
	return out
}

// effects are the unit's indicators that read differently.
func effects(f *Figures, fresh *Figures) []Effect {
	var out []Effect
	for i, ind := range f.Indicators {
		for k, n := range fresh.Indicators {
			if n.Ordinal == ind.Ordinal && i < len(f.Whole) && k < len(fresh.Whole) && f.Whole[i] != fresh.Whole[k] {
				out = append(out, Effect{ind, f.Whole[i], fresh.Whole[k]})
			}
		}
	}
	return out
}

// fresh are the months and verdicts of a report's unit as they are now, over
// the periods it was made of: the board alone.
func (s *Service) fresh(ctx context.Context, q pg.Querier, w report.World, r *Report, f *Figures) (*Figures, error) {
	ph, err := phaseOf(w, r)
	if err != nil {
		return nil, err
	}
	c := &compilation{w: w, ph: ph, unit: unitOf(r.UnitID), level: org.Level(r.Level)}
	want := report.Want{Reading: report.AtTheTime}
	for _, p := range f.Periods {
		if live, ok := w.Plan.Period(p.ID); ok {
			want.Periods = append(want.Periods, live)
		}
	}
	b, err := s.Reports.Board(ctx, q, compiler, w, c.unit, want)
	if err != nil {
		return nil, err
	}
	now := c.begin(b.Rules, want.Periods, w.Day)
	c.communes(b, nil)
	now.Whole = judgedAll(b.Whole)
	return now, nil
}
