package guideui

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

var caseTags = map[criteria.CaseState]string{criteria.CasePending: "late", criteria.CaseDisciplined: "warn", criteria.CaseReleased: "accepted"}

func caseTag(s criteria.CaseState) ui.Tag { return ui.Tag{Kind: caseTags[s], Text: s.Words()} }

// stateKeys are the states in addresses.
var stateKeys = map[criteria.CaseState]string{criteria.CasePending: "dang-xem-xet", criteria.CaseDisciplined: "dang-ky-luat", criteria.CaseReleased: "da-ket-luan"}

func newCaseURL(x criteria.Whom) string {
	if x.Person != 0 {
		return cases + "/moi?nguoi=" + id64(int64(x.Person))
	}
	return cases + "/moi?to=" + id64(int64(x.Team))
}

// caseName is whose a case is, and where.
func caseName(w report.World, l *criteria.CaseLine) (name, where string) {
	day := w.Day
	if u, ok := w.Tree.Unit(l.Team); ok && !u.During.Open() && u.During.LastDay() < day {
		day = u.During.LastDay()
	}
	team := w.Tree.Name(l.Team, day).Full()
	commune := vi.UpperFirst(w.Tree.Name(w.Tree.Ancestor(l.Team, org.Commune, day), day).Full())
	if l.Whom.Person != 0 {
		return l.Name, team + ", " + vi.LowerFirst(commune)
	}
	return team, commune
}

func kindName(k award.CaseKind) string { return vi.UpperFirst(k.Words()) }

func readCases(c *page.Context) criteria.CaseFilter {
	f := criteria.CaseFilter{Under: org.UnitID(c.QueryID("don-vi")), Text: c.Query("q"), Page: int(min(c.QueryID("trang"), 1<<20))}
	if k := award.CaseKind(c.Query("loai")); slices.Contains(award.CaseKinds, k) {
		f.Kind = k
	}
	for s, key := range stateKeys {
		if c.Query("tinh-trang") == key {
			f.State = s
		}
	}
	return f
}

func casesURL(f criteria.CaseFilter) string {
	q := url.Values{}
	for name, v := range map[string]string{"loai": string(f.Kind), "tinh-trang": stateKeys[f.State], "q": f.Text} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if f.Under != 0 {
		q.Set("don-vi", id64(int64(f.Under)))
	}
	if f.Page > 1 {
		q.Set("trang", strconv.Itoa(f.Page))
	}
	if len(q) == 0 {
		return cases
	}
	return cases + "?" + q.Encode()
}

// Cases is the list.
func (u *UI) Cases(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := readCases(c)
	if c.Wants() != "" {
		return c.Export(u.casesFile(c, w, f))
	}
	p, err := u.Criteria.Cases(c.Ctx(), u.Pool, c.Actor, w, f)
	if err != nil {
		return err
	}
	m := guideview.Cases{URL: cases, Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), w.Day).Full()), Title: "Vụ việc chưa xét khen thưởng",
		Lead: "Chưa xét, chưa đề nghị khen thưởng khi đang xem xét kỷ luật, điều tra, thanh tra, kiểm tra, khiếu nại, tố cáo, báo chí nêu (Nghị định 152/2025/NĐ-CP, Điều 4).", Export: c.Exports()},
		Search: ui.Field{Name: "q", Label: "Tìm theo tên, nội dung", Kind: "search", Value: f.Text, Grow: true, Max: 100}, Empty: "Chưa có vụ việc nào được ghi trong phạm vi của bạn."}
	if f != (criteria.CaseFilter{Page: f.Page}) {
		m.Empty = "Không có vụ việc nào khớp với cách lọc này."
	}
	if c.Actor.May(access.CaseWrite) {
		m.New = cases + "/moi"
	}
	tab := func(s criteria.CaseState, label string) {
		x := f
		x.State, x.Page = s, 0
		m.Tabs = append(m.Tabs, ui.Link{Label: label, URL: casesURL(x), Current: s == f.State})
	}
	tab("", "Tất cả")
	for _, s := range criteria.CaseStates {
		tab(s, s.Words())
	}
	if f.State != "" {
		m.Keep = []ui.Kept{{Name: "tinh-trang", Value: stateKeys[f.State]}}
	}
	if units := unitChoice(c, w, f.Under); len(units.Options) > 1 {
		m.Choices = append(m.Choices, units)
	}
	kinds := ui.Choice{Name: "loai", Label: "Loại", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, k := range award.CaseKinds {
		kinds.Options = append(kinds.Options, ui.Option{Value: string(k), Label: kindName(k), Selected: k == f.Kind})
	}
	m.Choices = append(m.Choices, kinds)
	for i := range p.Rows {
		l := &p.Rows[i]
		name, where := caseName(w, l)
		m.Rows = append(m.Rows, guideview.CaseRow{Whose: ui.Link{Label: name, URL: caseURL(criteria.CaseID(l.ID))}, Under: where, Kind: kindName(l.Kind), Since: l.Since.String(), Reason: short(l.Reason), Tag: caseTag(criteria.CaseStateOn(l.Case, w.Day)), End: short(ending(l))})
	}
	m.Pager = pager(p.Page, criteria.CasePageSize, p.Total, func(n int) string {
		x := f
		x.Page = n
		return casesURL(x)
	})
	return c.Render(page.View{Title: m.Head.Title}, guideview.CasesPage(m))
}

// short is the beginning of a text.
func short(s string) string {
	const most = 160
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// ending is how a case ended.
func ending(l *criteria.CaseLine) string {
	if l.Concluded == nil {
		return ""
	}
	s := l.Concluded.String() + ": " + l.Conclusion
	if l.DisciplinedTo != nil {
		s += " (kỷ luật đến hết ngày " + l.DisciplinedTo.String() + ")"
	}
	return s
}

func (u *UI) casesFile(c *page.Context, w report.World, f criteria.CaseFilter) page.File {
	var said []string
	if f.Under != 0 {
		said = append(said, w.Tree.Name(f.Under, w.Day).Full())
	}
	if f.Kind != "" {
		said = append(said, f.Kind.Words())
	}
	if f.State != "" {
		said = append(said, vi.LowerFirst(f.State.Words()))
	}
	if f.Text != "" {
		said = append(said, "có “"+f.Text+"”")
	}
	out := page.File{Name: "Vụ việc chưa xét khen thưởng", Filter: strings.Join(said, "; ")}
	out.Table.Columns = []workbook.Column{{Header: "Tổ, thành viên", Width: 32}, {Header: "Thuộc", Width: 44}, {Header: "Loại", Width: 30}, {Header: "Từ ngày", Kind: workbook.Date}, {Header: "Nội dung", Width: 50},
		{Header: "Tình trạng", Kind: workbook.State, Width: 22}, {Header: "Ngày kết luận", Kind: workbook.Date}, {Header: "Kết luận", Width: 50}, {Header: "Kỷ luật đến hết ngày", Kind: workbook.Date}, {Header: "Người ghi", Width: 24}}
	out.Table.Rows = page.Walk(func(n int) ([]criteria.CaseLine, bool, error) {
		f.Page = n
		p, err := u.Criteria.Cases(c.Ctx(), u.Pool, c.Actor, w, f)
		if err != nil || p.Page != n {
			return nil, true, err
		}
		return p.Rows, n >= p.Pages(), nil
	}, func(l *criteria.CaseLine) []workbook.Cell {
		name, where := caseName(w, l)
		return []workbook.Cell{workbook.T(name), workbook.T(where), workbook.T(kindName(l.Kind)), workbook.D(l.Since), workbook.T(l.Reason), workbook.T(criteria.CaseStateOn(l.Case, w.Day).Words()),
			workbook.DayOr(l.Concluded), workbook.T(l.Conclusion), workbook.DayOr(l.DisciplinedTo), workbook.T(l.Recorded.Name)}
	})
	return out
}
