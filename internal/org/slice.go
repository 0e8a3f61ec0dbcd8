package org

import (
	"slices"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// slice is the structure between two changes.
type slice struct {
	nodes    []node // by unit index
	root     UnitID
	communes []UnitID // in administrative order; a node names its range
	teams    []UnitID
}

type node struct {
	inForce  bool
	level    Level
	name     *Name
	parent   UnitID
	path     string
	children []UnitID
	communes [2]int32
	teams    [2]int32
}

func buildSlice(t *Tree, day clock.Day) *slice {
	s := &slice{nodes: make([]node, len(t.units))}
	for i := range t.units {
		n := &s.nodes[i]
		n.inForce, n.level = t.units[i].During.Holds(day), t.units[i].Level
		for k := range t.names[i] {
			if t.names[i][k].During.Holds(day) {
				n.name = &t.names[i][k].Name
			}
		}
	}
	var tops []UnitID
	for i, u := range t.units {
		n := &s.nodes[i]
		if !n.inForce {
			continue
		}
		for _, l := range t.links[i] {
			if p, ok := t.index[l.Parent]; ok && l.During.Holds(day) && s.nodes[p].inForce {
				n.parent = l.Parent
				s.nodes[p].children = append(s.nodes[p].children, u.ID)
			}
		}
		if n.parent == 0 {
			tops = append(tops, u.ID)
		}
	}
	less := s.order(t)
	for i := range s.nodes {
		slices.SortFunc(s.nodes[i].children, less)
	}
	slices.SortFunc(tops, less)
	for _, id := range tops {
		if s.root == 0 && s.nodes[t.index[id]].level == Province {
			s.root = id
		}
		s.walk(t, id, "")
	}
	return s
}

// order is the fixed administrative order: ordinal, then name with numbers by
// value, then id.
func (s *slice) order(t *Tree) func(a, b UnitID) int {
	sorter := vi.NewSorter()
	return func(a, b UnitID) int {
		x, y := t.index[a], t.index[b]
		if d := t.units[x].Ordinal - t.units[y].Ordinal; d != 0 {
			return d
		}
		if p, q := s.nodes[x].name, s.nodes[y].name; p != nil && q != nil {
			if d := sorter.Compare(p.Name, q.Name); d != 0 {
				return d
			}
		}
		return int(a - b)
	}
}

func (s *slice) walk(t *Tree, id UnitID, above string) {
	n := &s.nodes[t.index[id]]
	n.path = above + strconv.FormatInt(int64(id), 10) + "."
	n.communes[0], n.teams[0] = int32(len(s.communes)), int32(len(s.teams))
	switch n.level {
	case Commune:
		s.communes = append(s.communes, id)
	case Team:
		s.teams = append(s.teams, id)
	}
	for _, c := range n.children {
		s.walk(t, c, n.path)
	}
	n.communes[1], n.teams[1] = int32(len(s.communes)), int32(len(s.teams))
}
