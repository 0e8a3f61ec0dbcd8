package org

import (
	"thidua/internal/access"
	"thidua/internal/clock"
)

// Two readings of old figures (product §4). "Theo đơn vị tại thời điểm" asks
// Parent and Communes on the period's last day. "Theo đơn vị hiện nay" places
// each team's figures by CommuneNow and each whole-commune row by
// LeadSuccessor, on today.

// LeadSuccessor is the unit that stands for id on the day: itself while in
// force, afterwards the lead successor, following chains. ok is false where
// nothing succeeds it, and before it was opened.
func (t *Tree) LeadSuccessor(id UnitID, day clock.Day) (UnitID, bool) {
	for range len(t.units) {
		u, ok := t.Unit(id)
		if !ok || day < u.During.From {
			return 0, false
		}
		if u.During.Holds(day) {
			return id, true
		}
		if u.Successor == 0 {
			return 0, false
		}
		id = u.Successor
	}
	return 0, false
}

// Absorbed are the units that ended by the day and whose line of lead
// successors leads to id: what it stands for beside itself.
func (t *Tree) Absorbed(id UnitID, day clock.Day) []UnitID {
	var list []UnitID
	for _, u := range t.units {
		at := u
		for range len(t.units) {
			if at.ID == id || at.During.Until > day || at.Successor == 0 {
				break
			}
			at, _ = t.Unit(at.Successor)
		}
		if at.ID == id && u.ID != id {
			list = append(list, u.ID)
		}
	}
	return list
}

// CommuneNow is the commune a team's figures belong to on the day: by its link
// while in force, afterwards by its successor's, and where it has none by its
// last commune's lead successor.
func (t *Tree) CommuneNow(team UnitID, day clock.Day) (UnitID, bool) {
	if s, ok := t.LeadSuccessor(team, day); ok {
		c := t.Ancestor(s, Commune, day)
		return c, c != 0
	}
	links := t.Links(team)
	if len(links) == 0 || day < links[0].During.From {
		return 0, false
	}
	return t.LeadSuccessor(links[len(links)-1].Parent, day)
}

// PlaceNow is where the right to read a unit, closed ones too, is asked for on
// the day: its own place, else its lead successor's, else that of its last
// parent. The zero Place, which nobody may act in, where nothing is left.
func (t *Tree) PlaceNow(id UnitID, day clock.Day) access.Place {
	for range len(rungs) + 1 {
		if s, ok := t.LeadSuccessor(id, day); ok {
			return t.Place(s, day)
		}
		links := t.Links(id)
		if len(links) == 0 || day < links[0].During.From {
			break
		}
		id = links[len(links)-1].Parent
	}
	return access.Place{}
}

// TeamsWithin are all teams, closed ones too, that CommuneNow places inside
// the scope on the day: what a list of dated rows is filtered by.
func (t *Tree) TeamsWithin(scope access.Scope, day clock.Day) []UnitID {
	return t.within(scope, day, Team, t.CommuneNow)
}

// CommunesWithin are all communes, closed ones too, whose lead successor lies
// inside the scope on the day.
func (t *Tree) CommunesWithin(scope access.Scope, day clock.Day) []UnitID {
	return t.within(scope, day, Commune, t.LeadSuccessor)
}

func (t *Tree) within(scope access.Scope, day clock.Day, level Level, place func(UnitID, clock.Day) (UnitID, bool)) []UnitID {
	var list []UnitID
	for _, u := range t.units {
		if u.Level != level {
			continue
		}
		// A team of the scope's own path ("1.2.3.77.") lies in it too.
		if p := t.Path(u.ID, day); p != "" && scope.Holds(p) {
			list = append(list, u.ID)
		} else if c, ok := place(u.ID, day); ok && c != u.ID && scope.Holds(t.Path(c, day)) {
			list = append(list, u.ID)
		}
	}
	return list
}
