package org

import (
	"slices"
	"sort"
	"sync/atomic"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Tree is every unit with its dated names and links: an immutable snapshot of
// one revision. What holds between two changes is computed once and kept, so
// lookups neither allocate nor search. Slices it returns must not be changed.
type Tree struct {
	rev    int64
	units  []Unit
	names  [][]NameSpan // by unit index, in order of From
	links  [][]LinkSpan
	areas  map[UnitID][]AreaSpan // in order of From
	index  map[UnitID]int32
	days   []clock.Day // where something changes, ascending
	slices []atomic.Pointer[slice]
}

// newTree takes ownership of its arguments.
func newTree(rev int64, units []Unit, names map[UnitID][]NameSpan, links map[UnitID][]LinkSpan, areas map[UnitID][]AreaSpan) *Tree {
	t := &Tree{rev: rev, units: units, areas: areas, index: make(map[UnitID]int32, len(units)),
		names: make([][]NameSpan, len(units)), links: make([][]LinkSpan, len(units))}
	changes := map[clock.Day]bool{}
	mark := func(s Span) {
		changes[s.From] = true
		if !s.Open() {
			changes[s.Until] = true
		}
	}
	for i, u := range units {
		t.index[u.ID] = int32(i)
		mark(u.During)
		n, l := names[u.ID], links[u.ID]
		slices.SortFunc(n, func(a, b NameSpan) int { return int(a.During.From) - int(b.During.From) })
		slices.SortFunc(l, func(a, b LinkSpan) int { return int(a.During.From) - int(b.During.From) })
		for _, x := range n {
			mark(x.During)
		}
		for _, x := range l {
			mark(x.During)
		}
		t.names[i], t.links[i] = n, l
	}
	for _, list := range areas {
		slices.SortStableFunc(list, func(a, b AreaSpan) int { return int(a.During.From) - int(b.During.From) })
	}
	for d := range changes {
		t.days = append(t.days, d)
	}
	slices.Sort(t.days)
	t.slices = make([]atomic.Pointer[slice], len(t.days)+1)
	return t
}

// Revision is the revision 'org' the tree was read at.
func (t *Tree) Revision() int64 { return t.rev }

// Stretch numbers the time between two changes that the day lies in: on all
// days of a stretch the structure is the same.
func (t *Tree) Stretch(day clock.Day) int {
	return sort.Search(len(t.days), func(i int) bool { return t.days[i] > day })
}

// at is the slice of time the day lies in, built on first use. Two requests
// may build it twice; both results are equal.
func (t *Tree) at(day clock.Day) *slice {
	i := t.Stretch(day)
	if s := t.slices[i].Load(); s != nil {
		return s
	}
	s := buildSlice(t, day)
	t.slices[i].Store(s)
	return s
}

// node is the unit on the day; nil where it is unknown or not in force.
func (t *Tree) node(id UnitID, day clock.Day) *node {
	i, ok := t.index[id]
	if !ok {
		return nil
	}
	if n := &t.at(day).nodes[i]; n.inForce {
		return n
	}
	return nil
}

// Unit is the unit whatever the day.
func (t *Tree) Unit(id UnitID) (Unit, bool) {
	i, ok := t.index[id]
	if !ok {
		return Unit{}, false
	}
	return t.units[i], true
}

// InForce tells whether the unit exists on the day.
func (t *Tree) InForce(id UnitID, day clock.Day) bool { return t.node(id, day) != nil }

// Name is what the unit is called on the day. A closed unit keeps its last
// name, one not yet opened has its first: history must still be readable.
func (t *Tree) Name(id UnitID, day clock.Day) Name {
	if n := t.node(id, day); n != nil && n.name != nil {
		return *n.name
	}
	i, ok := t.index[id]
	if !ok || len(t.names[i]) == 0 {
		return Name{}
	}
	names := t.names[i]
	for k := len(names) - 1; k > 0; k-- {
		if names[k].During.From <= day {
			return names[k].Name
		}
	}
	return names[0].Name
}

// Names is every name the unit had, oldest first.
func (t *Tree) Names(id UnitID) []NameSpan {
	if i, ok := t.index[id]; ok {
		return t.names[i]
	}
	return nil
}

// Links is every parent the unit had, oldest first.
func (t *Tree) Links(id UnitID) []LinkSpan {
	if i, ok := t.index[id]; ok {
		return t.links[i]
	}
	return nil
}

// Areas are the thôn, khu phố a team works or worked in, oldest first; none
// for a team that works in the one it is named after.
func (t *Tree) Areas(team UnitID) []AreaSpan { return t.areas[team] }

// AreasOn are the names of a team's areas on the day, in Vietnamese order.
func (t *Tree) AreasOn(team UnitID, day clock.Day) []string {
	var list []string
	for _, a := range t.areas[team] {
		if a.During.Holds(day) {
			list = append(list, a.Name)
		}
	}
	slices.SortFunc(list, vi.NewSorter().Compare)
	return list
}

// Parent is the unit's parent on the day, 0 for none.
func (t *Tree) Parent(id UnitID, day clock.Day) UnitID {
	if n := t.node(id, day); n != nil {
		return n.parent
	}
	return 0
}

// Children are the units directly below, in administrative order.
func (t *Tree) Children(id UnitID, day clock.Day) []UnitID {
	if n := t.node(id, day); n != nil {
		return n.children
	}
	return nil
}

// Path is the ids from the top to the unit, "1.3.45."; "" where the unit is
// not in force.
func (t *Tree) Path(id UnitID, day clock.Day) string {
	if n := t.node(id, day); n != nil {
		return n.path
	}
	return ""
}

// Place is the unit as access asks for it; the zero Place, which nobody may
// act in, where the unit is not in force.
func (t *Tree) Place(id UnitID, day clock.Day) access.Place {
	if n := t.node(id, day); n != nil {
		return access.Place{UnitID: int64(id), Path: n.path}
	}
	return access.Place{}
}

// Communes are those in the unit's subtree, itself included where it is one,
// in administrative order.
func (t *Tree) Communes(under UnitID, day clock.Day) []UnitID {
	if n := t.node(under, day); n != nil {
		return t.at(day).communes[n.communes[0]:n.communes[1]:n.communes[1]]
	}
	return nil
}

// Teams are those in the unit's subtree, itself included where it is one, in
// administrative order.
func (t *Tree) Teams(under UnitID, day clock.Day) []UnitID {
	if n := t.node(under, day); n != nil {
		return t.at(day).teams[n.teams[0]:n.teams[1]:n.teams[1]]
	}
	return nil
}

// Ancestor is the unit itself or the unit above it of the level, 0 for none.
func (t *Tree) Ancestor(id UnitID, level Level, day clock.Day) UnitID {
	for n := t.node(id, day); n != nil; n = t.node(id, day) {
		if n.level == level {
			return id
		}
		id = n.parent
	}
	return 0
}

// Root is the province of the day, 0 where there is none.
func (t *Tree) Root(day clock.Day) UnitID { return t.at(day).root }
