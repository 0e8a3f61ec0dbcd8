package dossier

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// drafting writes a nominee's report from accepted figures and the registers.
type drafting struct {
	w  report.World
	n  *Nominee
	c  *award.Candidate
	g  *Ground
	st plan.Stretch
	// untold says of indicators that are not written what they are now.
	untold map[int]string
}

// draft is a section as the program writes it: its sentences, each with the
// figure it tells. A sentence without a figure has a Ref of no kind.
func draft(w report.World, phase plan.LivePhase, n *Nominee, g *Ground, s Section) []TextFigure {
	list, _ := drafted(w, phase, n, g, s)
	return list
}

// drafted is draft, and of indicators that are not written what they are now.
func drafted(w report.World, phase plan.LivePhase, n *Nominee, g *Ground, s Section) ([]TextFigure, map[int]string) {
	code := n.Span
	if code == "" {
		code = phase.Code
	}
	st, _ := w.Plan.Stretch(code, w.Day)
	d := &drafting{w: w, n: n, c: g.Candidate, g: g, st: st, untold: map[int]string{}}
	if s == Own {
		return d.own(), nil
	}
	return d.team(), d.untold
}

// Body is a drafted section's text.
func body(list []TextFigure) string {
	said := make([]string, len(list))
	for i, f := range list {
		said[i] = f.Said
	}
	return strings.Join(said, "\n")
}

func (d *drafting) in() string {
	if d.st.Code == plan.WholeCampaign {
		return "toàn phong trào"
	}
	return vi.LowerFirst(d.st.Name)
}

// team is the achievement of the team, of a member that of the teams served in
// while serving there.
func (d *drafting) team() []TextFigure {
	lead := fmt.Sprintf("Trong %s (từ ngày %s đến ngày %s), %s đạt các kết quả sau:", d.in(), d.st.Start, d.st.End, d.who())
	out := []TextFigure{{Said: lead}}
	facts := d.c.Facts
	e := award.Judge(award.Basis{Live: d.w.Plan, Phase: d.st.Code, Today: d.w.Day, ToDate: true}, award.Criteria{Form: d.n.Form, Subject: d.n.Subject, Span: d.st.Code}, facts)
	inputs := map[int]bool{}
	rules := d.st.Rules(d.w.Plan)
	for _, r := range e.Results {
		if num, den := rules.Inputs(r.Indicator.Ordinal); true {
			for _, m := range []*plan.Measure{num, den} {
				if m != nil {
					inputs[m.Slot] = true
				}
			}
		}
		words := vi.LowerFirst(r.Verdict.String())
		switch {
		case r.Verdict == plan.Met || r.Verdict == plan.NotMet:
		case r.Verdict == plan.Unknown && r.Counted > 0 && (r.Num > 0 || r.Den > 0 || !r.Indicator.IsRate()):
			words = "theo số liệu đã duyệt"
		default:
			d.untold[r.Indicator.Ordinal] = words
			continue
		}
		ref := award.Ref{Kind: award.RefTeam, ID: int64(d.n.Team), Ordinal: r.Indicator.Ordinal, Span: d.st.Code}
		whose := "" // a commune's figure is not the team's alone
		if r.Indicator.JudgedFrom != plan.LevelTeam {
			c, _ := d.w.Tree.CommuneNow(d.n.Team, d.w.Day)
			ref.Kind, ref.ID = award.RefCommune, int64(c)
			whose = " (số liệu chung của " + d.w.Tree.Name(c, d.w.Day).Full() + ")"
		}
		out = append(out, TextFigure{Ref: ref, Label: r.Indicator.Code + " " + r.Indicator.Name, Value: r.Value(),
			Said: fmt.Sprintf("- %s%s: %s (chỉ tiêu %s), %s.", r.Indicator.Name, whose, r.Value(), award.TargetWords(r.Indicator), words)})
	}
	out = append(out, d.sums(rules, inputs)...)
	teams := served(d.c)
	out = append(out, d.models("Mô hình được công nhận:", func(m register.Model) bool {
		return slices.ContainsFunc(teams, func(t org.UnitID) bool { return slices.Contains(m.Teams, t) })
	})...)
	if d.n.Subject == award.Team {
		out = append(out, d.deeds("Việc tốt được nêu gương:")...)
	}
	return out
}

func (d *drafting) who() string {
	if d.n.Subject == award.Team {
		return d.n.Name
	}
	seen := map[string]bool{}
	var names []string
	for _, m := range d.c.Months {
		if n := m.TeamName; !seen[n] && m.Own.Period < len(d.w.Plan.Periods) {
			seen[n] = true
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return "Tổ"
	}
	return strings.Join(names, ", ") + " (các kỳ có đồng chí tham gia)"
}

// sums are the totals of what no indicator tells, of the periods in the stretch
// whose reports were accepted.
func (d *drafting) sums(rules *plan.Rules, told map[int]bool) []TextFigure {
	within := map[int]bool{}
	for _, p := range d.st.Judged {
		within[p.Ordinal] = true
	}
	total := map[int]int64{}
	for _, m := range d.c.Months {
		if !within[m.Own.Period] || !m.Own.Counted {
			continue
		}
		for slot, v := range rules.Row(m.Own.Row) {
			if v > 0 {
				total[slot] += int64(v)
			}
		}
	}
	var out []TextFigure
	for slot := range rules.Slots() {
		m := rules.Measure(slot)
		if m == nil || told[slot] || m.Over != plan.OverSum || total[slot] == 0 {
			continue
		}
		value := vi.Int(total[slot]) + " " + m.Unit
		out = append(out, TextFigure{Ref: award.Ref{Kind: award.RefTeam, ID: int64(d.n.Team)}, Label: m.Name, Value: value, Said: fmt.Sprintf("- %s: %s.", m.Name, value)})
	}
	return out
}

// deeds are the good deeds of the stretch, or those named, by themselves.
func (d *drafting) deeds(lead string) []TextFigure {
	var out []TextFigure
	for _, x := range d.c.Deeds {
		if x.WithdrawnAt != nil || x.DoneOn < d.st.Start || x.DoneOn > d.st.End {
			continue
		}
		text := strings.TrimRight(vi.CleanLine(x.What), ".")
		said := fmt.Sprintf("- Ngày %s: %s", x.DoneOn, text)
		if x.RecognisedRank != register.Unranked && x.RecognisedBy != "" {
			said += fmt.Sprintf("; được %s ghi nhận, biểu dương", x.RecognisedBy)
			if x.Decision != "" {
				said += " (" + x.Decision + ")"
			}
		}
		out = append(out, TextFigure{Ref: award.Ref{Kind: award.RefDeed, ID: int64(x.ID)}, Label: "Việc tốt ngày " + x.DoneOn.String(), Value: text, Said: said + "."})
	}
	if len(out) > 0 {
		out = append([]TextFigure{{Said: lead}}, out...)
	}
	return out
}

// models are those recognised in the stretch, by themselves.
func (d *drafting) models(lead string, which func(register.Model) bool) []TextFigure {
	var out []TextFigure
	for _, m := range d.g.Models {
		if m.RecognisedOn == nil || *m.RecognisedOn < d.st.Start || *m.RecognisedOn > d.st.End || !which(m) {
			continue
		}
		text := strings.TrimRight(vi.CleanLine(m.Name), ".")
		said := fmt.Sprintf("- %s, được %s công nhận ngày %s", text, m.RecognisedBy, m.RecognisedOn)
		if m.RecognisedDoc != "" {
			said += " (" + m.RecognisedDoc + ")"
		}
		out = append(out, TextFigure{Ref: award.Ref{Kind: award.RefModel, ID: int64(m.ID)}, Label: "Mô hình được công nhận ngày " + m.RecognisedOn.String(), Value: text, Said: said + "."})
	}
	if len(out) > 0 {
		out = append([]TextFigure{{Said: lead}}, out...)
	}
	return out
}

// own is the achievement of the member: service, deeds, earlier awards.
func (d *drafting) own() []TextFigure {
	var out []TextFigure
	for _, s := range d.c.Spells {
		if s.WithdrawnAt != nil || s.From > d.st.End || s.Left != nil && *s.Left <= d.st.Start {
			continue
		}
		until := "đến nay"
		if s.Left != nil {
			until = "đến hết ngày " + (*s.Left - 1).String()
		}
		value := fmt.Sprintf("%s từ ngày %s %s", s.Position.Label(), s.From, until)
		team := d.w.Tree.Name(s.Team, min(d.w.Day, d.st.End)).Full()
		out = append(out, TextFigure{Ref: award.Ref{Kind: award.RefService, ID: int64(s.ID)}, Label: "Thời gian tham gia", Value: value, Said: fmt.Sprintf("Đồng chí %s tham gia %s với vị trí %s.", d.n.Name, team, vi.LowerFirst(value))})
	}
	out = append(out, d.deeds("Việc tốt đã làm trong "+d.in()+":")...)
	out = append(out, d.models("Mô hình được công nhận có công xây dựng:", d.n.credits)...)
	for _, h := range d.c.Held {
		if !h.Revoked {
			out = append(out, TextFigure{Ref: award.Ref{Kind: award.RefAward, ID: h.ID}, Label: "Khen thưởng đã nhận", Value: h.Words(), Said: "Đã được tặng " + h.Words() + "."})
		}
	}
	return out
}

// Drift is a figure of a report that is another now.
type Drift struct {
	Section Section
	Label   string
	Ref     award.Ref
	Old     string
	New     string // "" where its source is gone
}

// Drifts compare a nominee's newest texts with what would be drafted today.
func (v *View) Drifts(w report.World, n *Nominee) []Drift {
	g := v.Grounds[n.ID]
	if g == nil || g.Candidate == nil {
		return nil
	}
	var out []Drift
	for _, t := range v.Texts[n.ID] {
		now := map[string]string{}
		key := func(f TextFigure) string { return fmt.Sprint(f.Ref, f.Label) }
		fresh, untold := drafted(w, v.Phase, n, g, t.Section)
		for _, f := range fresh {
			now[key(f)] = f.Value
		}
		for _, f := range t.Figures {
			is := now[key(f)]
			if is == "" && f.Ref.Span != "" {
				is = untold[f.Ref.Ordinal]
			}
			if f.Ref.Kind != "" && is != f.Value {
				out = append(out, Drift{Section: t.Section, Label: f.Label, Ref: f.Ref, Old: f.Value, New: is})
			}
		}
	}
	return out
}

// Edited tells whether a person changed what the program wrote.
func (t Text) Edited() bool { return t.Body != body(t.Figures) }
