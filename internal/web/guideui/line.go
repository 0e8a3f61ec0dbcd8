package guideui

import (
	"slices"
	"strings"

	"thidua/internal/award"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// under says where a candidate is: commune and district of a team, position,
// team and commune of a member.
func under(w report.World, c *award.Candidate) string {
	commune, _ := w.Tree.CommuneNow(c.Team, w.Day)
	var parts []string
	if c.Subject == award.Member {
		parts = append(parts, c.Position.Label(), teamName(w, c))
	}
	parts = append(parts, w.Tree.Name(commune, w.Day).Full())
	if c.Subject == award.Team {
		if up := w.Tree.Parent(commune, w.Day); up != 0 && up != w.Tree.Root(w.Day) {
			parts = append(parts, w.Tree.Name(up, w.Day).Full())
		}
	}
	return vi.UpperFirst(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", "))
}

// teamName is the team of a candidate: as called today, or last.
func teamName(w report.World, c *award.Candidate) string {
	day := w.Day
	if u, ok := w.Tree.Unit(c.Team); ok && !u.During.Open() && u.During.LastDay() < day {
		day = u.During.LastDay()
	}
	return w.Tree.Name(c.Team, day).Full()
}

func held(c *award.Candidate) []string {
	var out []string
	for _, h := range c.Held {
		s := h.Words()
		if h.Revoked {
			s += ", đã thu hồi"
		}
		out = append(out, s)
	}
	return out
}

var placeTags = map[award.Place]ui.Tag{award.AtEdge: {Kind: "warn", Text: "Ngang mức giới hạn"}, award.OverIt: {Kind: "late", Text: "Vượt giới hạn"}, award.Within: {Kind: "accepted", Text: "Trong giới hạn"}}

// shown is a judged candidate as a line; capped: its place against the cap.
func shown(w report.World, c award.Criteria, j *award.Judged, a asked, capped bool) guideview.Line {
	l := guideview.Line{Rank: "–", Tied: j.Tied, Name: ui.Link{Label: j.Candidate.Name, URL: subjectURL(whom(j.Candidate), a)}, Under: under(w, j.Candidate),
		Verdict: verdictPill(j.Eligibility.Verdict(), j.Eligibility.Words()), Held: held(j.Candidate)}
	if j.Rank > 0 {
		l.Rank = itoa(j.Rank)
		if capped {
			l.Place = placeTags[j.Place]
		}
	}
	for i, o := range j.Eligibility.Outcomes {
		l.Marks = append(l.Marks, ui.Pill{Kind: o.Verdict.Code(), Text: c.Short(w.Plan.Rules, i), Words: o.Verdict.String()})
	}
	l.Missing = j.Eligibility.InTheWay(w.Plan.Rules)
	const most = 3
	if n := len(l.Missing) - most; n > 0 {
		l.Missing = append(l.Missing[:most:most], "và "+itoa(n)+" tiêu chí khác")
	}
	if c.Sheet != nil {
		l.Points = itoa(j.Points) + "/" + itoa(c.Sheet.Max())
	}
	return l
}

// table is judged candidates as a workbook, one a row.
func table(w report.World, c award.Criteria, list []*award.Judged) workbook.Table {
	t := workbook.Table{Columns: []workbook.Column{{Header: "Hạng", Kind: workbook.Int}, {Header: "Tập thể, cá nhân", Width: 34}, {Header: "Chức danh", Width: 12}, {Header: "Tổ", Width: 34}, {Header: "Xã, phường, thị trấn", Width: 24}, {Header: "Đơn vị đề nghị", Width: 28},
		{Header: "Kết luận", Kind: workbook.State, Width: 18}, {Header: "So với giới hạn", Width: 16}}}
	if c.Sheet != nil {
		t.Columns = append(t.Columns, workbook.Column{Header: "Điểm", Kind: workbook.Int})
	}
	for i := range c.Keys() {
		t.Columns = append(t.Columns, workbook.Column{Header: c.Short(w.Plan.Rules, i), Kind: workbook.State, Width: 14})
	}
	t.Columns = append(t.Columns, workbook.Column{Header: "Còn vướng", Width: 60}, workbook.Column{Header: "Đã được khen trong phong trào", Width: 40})
	t.Rows = func(yield func([]workbook.Cell, error) bool) {
		for _, j := range list {
			x := j.Candidate
			commune, _ := w.Tree.CommuneNow(x.Team, w.Day)
			rank := workbook.Cell{}
			if j.Rank > 0 {
				rank = workbook.N(int64(j.Rank))
			}
			position := ""
			if x.Subject == award.Member {
				position = x.Position.Label()
			}
			row := []workbook.Cell{rank, workbook.T(x.Name), workbook.T(position), workbook.T(teamName(w, x)), workbook.T(vi.UpperFirst(w.Tree.Name(commune, w.Day).Full())), workbook.T(vi.UpperFirst(x.UnitName)),
				workbook.T(j.Eligibility.Words()), workbook.T(placeTags[j.Place].Text)}
			if c.Sheet != nil {
				row = append(row, workbook.N(int64(j.Points)))
			}
			for _, o := range j.Eligibility.Outcomes {
				row = append(row, workbook.T(o.Verdict.String()))
			}
			row = append(row, workbook.T(strings.Join(j.Eligibility.InTheWay(w.Plan.Rules), "; ")), workbook.T(strings.Join(held(x), "; ")))
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}
