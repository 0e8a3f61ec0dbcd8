// Package targetui is the screens of assigned targets: the list by phase, one
// target with each unit's standing, assigning, editing, ending, the annex.
package targetui

import (
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/targetview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Targets *plan.Targets
	Reports *report.Service
	World   func(c *page.Context) (report.World, error)
}

const list = "/giao-chi-tieu"

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: list, Action: access.TargetRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: list + "/in", Action: access.TargetRead, Class: page.List, Handler: u.Annex},
		{Method: "GET", Pattern: list + "/moi", Action: access.TargetWrite, Class: page.Page, Handler: u.New},
		{Method: "POST", Pattern: list + "/moi", Action: access.TargetWrite, Class: page.Create, Handler: u.Add},
		{Method: "GET", Pattern: list + "/{id}", Action: access.TargetRead, Class: page.Item, Handler: u.Show},
		{Method: "GET", Pattern: list + "/{id}/sua", Action: access.TargetWrite, Class: page.Item, Handler: u.Edit},
		{Method: "POST", Pattern: list + "/{id}/sua", Action: access.TargetWrite, Class: page.Act, Handler: u.Save},
		{Method: "GET", Pattern: list + "/{id}/ket-thuc", Action: access.TargetWrite, Class: page.Item, Handler: u.AskEnd},
		{Method: "POST", Pattern: list + "/{id}/ket-thuc", Action: access.TargetWrite, Class: page.Act, Handler: u.End},
	}
}

// target is the one of the path, with the units the actor may see of it.
func (u *UI) target(c *page.Context, action access.Action) (report.World, *plan.Assigned, []plan.AssignedUnit, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, nil, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, nil, nil, err
	}
	t := w.Plan.AssignedByID(plan.AssignedID(id))
	if t == nil {
		return w, nil, nil, fault.Missing()
	}
	if action == access.TargetWrite {
		return w, t, t.Units, access.Check(c.Actor, action, w.Tree.PlaceNow(t.Setter, c.Now.Today))
	}
	scope, err := access.ScopeOf(c.Actor, action)
	if err != nil {
		return w, nil, nil, err
	}
	units := t.Seen(scope, w.Tree, c.Now.Today)
	if len(units) == 0 {
		return w, nil, nil, fault.Missing()
	}
	return w, t, units, nil
}

// counted is "3 xã, 12 Tổ".
func counted(tree *org.Tree, units []plan.AssignedUnit) string {
	communes, teams := 0, 0
	for _, u := range units {
		if x, _ := tree.Unit(u.Unit); x.Level == org.Team {
			teams++
		} else {
			communes++
		}
	}
	s := ""
	if communes > 0 {
		s = strconv.Itoa(communes) + " xã, phường, thị trấn"
	}
	if teams > 0 {
		if s != "" {
			s += "; "
		}
		s += strconv.Itoa(teams) + " Tổ"
	}
	return s
}

// planValue is the plan's own target, "" for a new count.
func planValue(r *plan.Rules, t *plan.Assigned) string {
	if ind := r.Indicator(t.Ordinal); ind != nil {
		return ind.Target.String()
	}
	return ""
}

func facts(w report.World, t *plan.Assigned) []targetview.Fact {
	r := w.Plan.Rules
	ph, _ := w.Plan.Phase(t.PhaseID)
	name := t.Name(r)
	if ind := r.Indicator(t.Ordinal); ind != nil {
		name = ind.Code + " " + ind.Name
	} else if m := r.Measure(t.Slot); m != nil {
		name = m.Name + " (" + m.Unit + ")"
	}
	out := []targetview.Fact{{Label: "Nội dung", Text: name}, {Label: "Mức giao", Text: t.Short()}}
	if own := planValue(r, t); own != "" {
		out = append(out, targetview.Fact{Label: "Mức của kế hoạch", Text: own})
	}
	return append(out, targetview.Fact{Label: "Đợt", Text: ph.Name}, targetview.Fact{Label: "Bên giao", Text: t.Issuer},
		targetview.Fact{Label: "Văn bản giao", Text: vi.UpperFirst(t.Document())})
}

// tag is a state's look.
func tag(s plan.AssignedState) ui.Tag {
	return ui.Tag{Text: s.String(), Kind: map[plan.AssignedState]string{plan.AssignedOn: "accepted", plan.AssignedAhead: "submitted", plan.AssignedEnded: "returned"}[s]}
}
