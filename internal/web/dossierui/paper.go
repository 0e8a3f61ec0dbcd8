package dossierui

import (
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// papers is the checklist.
func (s *scene) papers() []dossierview.Paper {
	var out []dossierview.Paper
	for _, n := range s.v.Checklist() {
		p := dossierview.Paper{Name: n.Name, Required: n.Required, Lacks: n.Lacks}
		switch {
		case n.Done:
			p.State = ui.Tag{Kind: "accepted", Text: "Đã có"}
		case n.Required:
			p.State = ui.Tag{Kind: "returned", Text: "Còn thiếu"}
		default:
			p.State = ui.Tag{Text: "Không bắt buộc"}
		}
		out = append(out, p)
	}
	return out
}
