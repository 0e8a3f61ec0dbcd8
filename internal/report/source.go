package report

import (
	"context"
	"fmt"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Ask is what a derived measure is counted for: a commune's teams over a
// period's days.
type Ask struct {
	Commune  org.UnitID
	Teams    []org.UnitID
	From, To clock.Day
	Live     *plan.Live
}

// Counts answers an Ask: by team (absent: 0) and the whole-commune row's own
// figure.
type Counts struct {
	Teams map[org.UnitID]int
	Whole int
}

// Source counts a derived measure in one statement.
type Source func(ctx context.Context, q pg.Querier, a Ask) (Counts, error)

// Sources fills the derived measures: the roster below this floor, registers
// above it; the app wires them.
type Sources map[plan.Derived]Source

// derive refreshes the derived cells of an editable report from their
// sources, in f, and returns the changes. Cells of the whole-commune row are
// filled where the measure has one.
func (s *Service) derive(ctx context.Context, tx pg.Tx, w World, r *Report, f figures) ([]change, error) {
	rules, err := w.rules(r)
	if err != nil {
		return nil, err
	}
	p, err := w.period(r)
	if err != nil {
		return nil, err
	}
	teams := w.teams(r, p)
	ask := Ask{Commune: org.UnitID(r.CommuneID), Teams: teams, From: p.Start, To: p.End, Live: w.Plan}
	var out []change
	set := func(row int64, slot, n int, source string) {
		at := f[row]
		if at == nil {
			fresh := NewRow(row, rules.Slots())
			at, f[row] = &fresh, &fresh
		}
		old := at.Value(slot)
		if old.N == plan.Cell(n) {
			return
		}
		at.Set(slot, Value{N: plan.Cell(n)})
		out = append(out, change{Cell{row, slot}, old, at.Value(slot), source})
	}
	for _, m := range rules.Measures {
		if m.Derived == 0 {
			continue
		}
		src := s.Sources[m.Derived]
		if src == nil {
			return nil, fmt.Errorf("report: no source for measure %s", m.Code)
		}
		c, err := src(ctx, tx, ask)
		if err != nil {
			return nil, err
		}
		source := "register"
		if m.Derived == plan.DerivedRoster {
			source = "roster"
		}
		if m.Entry.Teams() {
			for _, t := range teams {
				set(int64(t), m.Slot, c.Teams[t], source)
			}
		}
		if m.Entry.Commune() {
			set(Whole, m.Slot, c.Whole, source)
		}
	}
	return out, nil
}

const sqlEditableOf = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id
 WHERE r.commune_id = $1 AND r.state IN ('draft', 'returned') AND p.ends_on >= $2 AND p.starts_on <= $3 ORDER BY r.id`

// Refresh brings the derived figures of a commune's editable reports up to
// date after a roster, a register or the teams changed for days in [from, to];
// the sums follow even where only a row came or went. Accepted reports keep
// what they have.
func (s *Service) Refresh(ctx context.Context, tx pg.Tx, w World, now clock.Moment, commune org.UnitID, from, to clock.Day) error {
	ids, err := pg.Column[int64](ctx, tx, sqlEditableOf, int64(commune), from, to)
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := lock(ctx, tx, ID(id))
		if err != nil {
			return err
		}
		if !r.State.Editable() {
			continue
		}
		f, err := loadFigures(ctx, tx, r.ID)
		if err != nil {
			return err
		}
		changes, err := s.derive(ctx, tx, w, &r, f)
		if err != nil {
			return err
		}
		if err := writeChanges(ctx, tx, &r, f, changes, now.Business, 0); err != nil {
			return err
		}
		if _, err := recompute(ctx, tx, w, &r); err != nil {
			return err
		}
	}
	return nil
}
