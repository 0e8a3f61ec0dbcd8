package report

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
)

// Sight is a unit as an actor may read its figures.
type Sight struct {
	Unit  org.UnitID
	Level org.Level
	// AsOf is the day the unit is named and placed on: today or, for one that
	// was closed, its last day.
	AsOf   clock.Day
	Closed bool
	scope  access.Scope
}

// See is the unit, if the actor may read its figures: it lies in the actor's
// subtree or, closed, was followed there or belonged to what was. Anything
// else is fault.Missing.
func (w World) See(a access.Actor, unit org.UnitID) (Sight, error) {
	scope, err := access.ScopeOf(a, access.ScoreRead)
	if err != nil {
		return Sight{}, err
	}
	u, ok := w.Tree.Unit(unit)
	if !ok {
		return Sight{}, fault.Missing()
	}
	v := Sight{Unit: unit, Level: u.Level, AsOf: w.Day}
	if u.During.Holds(w.Day) {
		v.scope, err = scope.Narrow(w.Tree.Place(unit, w.Day))
		return v, err
	}
	if w.Day < u.During.From {
		return v, fault.Missing()
	}
	v.Closed, v.AsOf = true, u.During.LastDay()
	v.scope = access.Under(w.Tree.Path(unit, v.AsOf))
	for id := unit; id != 0; id = w.Tree.Parent(id, v.AsOf) {
		if s, ok := w.Tree.LeadSuccessor(id, w.Day); ok && scope.Holds(w.Tree.Path(s, w.Day)) {
			return v, nil
		}
	}
	return v, fault.Missing()
}

// below is the unit directly under the seen one that a commune's month
// belongs to, by the structure of a day; 0 where it belongs elsewhere. The
// seen unit is found by what it was then: itself or what it follows.
func (w World) below(v Sight, commune org.UnitID, day clock.Day) org.UnitID {
	under := commune
	for id := commune; id != 0; id = w.Tree.Parent(id, day) {
		if id == v.Unit {
			return under
		}
		if s, ok := w.Tree.LeadSuccessor(id, w.Day); ok && s == v.Unit {
			return under
		}
		under = id
	}
	return 0
}

// communesOf are the communes whose months of the wanted periods are the seen
// commune's or team's, by the structure of the time.
func (w World) communesOf(v Sight, want Want) []org.UnitID {
	var out []org.UnitID
	for _, p := range want.Periods {
		if v.Level == org.Team {
			out = append(out, w.Tree.Ancestor(v.Unit, org.Commune, p.End))
			continue
		}
		for _, c := range w.Tree.Communes(w.Tree.Root(p.End), p.End) {
			if w.below(v, c, p.End) != 0 {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// day is the day a period's structure is read on.
func (want Want) day(w World, period int) clock.Day {
	if want.Reading == Today {
		return w.Day
	}
	return w.Plan.Periods[period].End
}
