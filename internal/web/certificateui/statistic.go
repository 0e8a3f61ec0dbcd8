package certificateui

import (
	"slices"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// board counts awards in groups; every figure is a filter of the list.
type board struct {
	c     *page.Context
	w     report.World
	phase plan.LivePhase // zero: all
	all   []certificate.Counted
}

// group is a line: which awards, and the filter that lists them.
type group struct {
	label  string
	filter certificate.Filter
	is     func(x *certificate.Counted) bool
}

// column is a form and a subject; "" is both.
type column struct {
	label   string
	form    award.Form
	subject award.Subject
}

var (
	bothSubjects = []column{{"Giấy khen tập thể", award.GiayKhen, award.Team}, {"Giấy khen cá nhân", award.GiayKhen, award.Member}, {"Bằng khen tập thể", award.BangKhen, award.Team}, {"Bằng khen cá nhân", award.BangKhen, award.Member}, {"Cộng", "", ""}}
	ofMembers    = []column{{"Giấy khen", award.GiayKhen, award.Member}, {"Bằng khen", award.BangKhen, award.Member}, {"Cộng", "", award.Member}}
	ofTeams      = []column{{"Giấy khen", award.GiayKhen, award.Team}, {"Bằng khen", award.BangKhen, award.Team}, {"Cộng", "", award.Team}}
)

func (k column) holds(x *certificate.Counted) bool {
	return (k.form == "" || x.Form == k.form) && (k.subject == "" || x.Subject == k.subject)
}

// table counts groups; share adds each line's part of the whole.
func (b *board) table(id, title, first string, columns []column, share bool, groups []group) certificateview.Table {
	t := certificateview.Table{ID: id, Title: title, First: first}
	whole := 0
	for i := range b.all {
		if columns[len(columns)-1].holds(&b.all[i]) {
			whole++
		}
	}
	for _, k := range columns {
		t.Columns = append(t.Columns, k.label)
	}
	if share {
		t.Columns = append(t.Columns, "Tỷ lệ")
	}
	for _, g := range groups {
		l := certificateview.Line{Label: g.label}
		n := 0
		for _, k := range columns {
			n = 0
			for i := range b.all {
				if k.holds(&b.all[i]) && g.is(&b.all[i]) {
					n++
				}
			}
			f := g.filter
			f.Form, f.Subject, f.State = k.form, k.subject, certificate.Stands
			if f.Phase == 0 {
				f.Phase = b.phase.ID
			}
			cell := ui.Link{Label: count(n)}
			if n > 0 {
				cell.URL = address(b.w, f, 1)
			}
			l.Cells = append(l.Cells, cell)
		}
		if share {
			part := "–"
			if whole > 0 {
				part = vi.Share(int64(n), int64(whole))
			}
			l.Cells = append(l.Cells, ui.Link{Label: part})
		}
		t.Lines = append(t.Lines, l)
	}
	return t
}

// byUnit are the groups of a unit told by of, in the order of the tree; what
// nobody has is left out.
func (b *board) byUnit(of func(x *certificate.Counted) org.UnitID, filter func(id org.UnitID) certificate.Filter) []group {
	var ids []org.UnitID
	for i := range b.all {
		if id := of(&b.all[i]); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(p, q org.UnitID) int {
		x, _ := b.w.Tree.Unit(p)
		y, _ := b.w.Tree.Unit(q)
		if x.Ordinal != y.Ordinal {
			return x.Ordinal - y.Ordinal
		}
		return int(p - q)
	})
	var out []group
	for _, id := range ids {
		out = append(out, group{unitName(b.c, b.w, id), filter(id), func(x *certificate.Counted) bool { return of(x) == id }})
	}
	return out
}

// receiver is the unit just below the reader's that the team stood in.
func (b *board) receiver(x *certificate.Counted) org.UnitID {
	return x.In(org.UnitID(b.c.Actor.UnitID))
}

func (b *board) tables() []certificateview.Table {
	if len(b.all) == 0 {
		return nil
	}
	var phases []group
	for _, ph := range b.w.Plan.Phases {
		if b.phase.ID == 0 || b.phase.ID == ph.ID {
			phases = append(phases, group{ph.Name, certificate.Filter{Phase: ph.ID}, func(x *certificate.Counted) bool { return x.PhaseID == ph.ID }})
		}
	}
	var genders, positions, women []group
	for _, g := range []roster.Gender{roster.Male, roster.Female} {
		genders = append(genders, group{g.Label(), certificate.Filter{Gender: g}, func(x *certificate.Counted) bool { return x.Gender == g }})
	}
	for _, p := range roster.Positions {
		label := p.Label()
		if p == roster.Plain {
			label += " (trực tiếp)"
		}
		positions = append(positions, group{label, certificate.Filter{Position: p}, func(x *certificate.Counted) bool { return x.Position == p }})
	}
	for _, k := range []certificate.Women{certificate.MostlyWomen, certificate.FewerWomen} {
		women = append(women, group{womenWords[k], certificate.Filter{Women: k}, func(x *certificate.Counted) bool { return x.Women == (k == certificate.MostlyWomen) }})
	}
	return []certificateview.Table{
		b.table("theo-dot", "Theo đợt", "Đợt", bothSubjects, false, phases),
		b.table("noi-tang", "Theo nơi tặng", "Nơi tặng", bothSubjects, false, b.byUnit(func(x *certificate.Counted) org.UnitID { return x.Unit }, func(id org.UnitID) certificate.Filter { return certificate.Filter{Unit: id} })),
		b.table("noi-nhan", "Theo nơi nhận", "Nơi nhận", bothSubjects, false, b.byUnit(b.receiver, func(id org.UnitID) certificate.Filter { return certificate.Filter{Then: id} })),
		b.table("gioi-tinh", "Cá nhân theo giới tính", "Giới tính", ofMembers, true, genders),
		b.table("chuc-danh", "Cá nhân theo chức danh", "Chức danh", ofMembers, true, positions),
		b.table("to-nu", "Tập thể theo tỷ lệ nữ", "Tổ", ofTeams, true, women),
	}
}

// Statistics count the awards that stand.
func (u *UI) Statistics(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	b := &board{c: c, w: w}
	b.phase, _ = w.Plan.PhaseByCode(c.Query("dot"))
	if b.all, err = u.Certificates.Counted(c.Ctx(), c.Actor, w.Tree, c.Now.Today, b.phase.ID); err != nil {
		return err
	}
	tables := b.tables()
	if c.Wants() != "" {
		return c.Export(b.file(tables))
	}
	m := certificateview.Statistics{URL: counts, Head: ui.Head{Kicker: kicker(c, w), Title: "Thống kê khen thưởng", Lead: "Khen thưởng đã công bố và không bị thu hồi. Bấm vào con số để xem danh sách.", Export: c.Exports()}, Tables: tables,
		Phase: ui.Choice{Name: "dot", Label: "Đợt", Options: []ui.Option{{Label: "Toàn phong trào"}}}, Empty: "Chưa có quyết định khen thưởng nào được công bố trong phạm vi của bạn.",
		Note: "Tỷ lệ nữ của Tổ tính trên số thành viên vào ngày quyết định. Cộng tiền thưởng theo số đã làm tròn của từng khen thưởng."}
	for _, ph := range w.Plan.Phases {
		m.Phase.Options = append(m.Phase.Options, ui.Option{Value: ph.Code, Label: ph.Name, Selected: ph.ID == b.phase.ID})
	}
	if len(tables) > 0 {
		m.Stats = b.stats()
	}
	return c.Render(page.View{Title: m.Head.Title}, certificateview.StatisticsPage(m))
}

func (b *board) stats() []certificateview.Stat {
	var forms, members, women, direct int
	money := int64(0)
	for i := range b.all {
		x := &b.all[i]
		money += x.Rounded
		if x.Form == award.GiayKhen {
			forms++
		}
		if x.Subject == award.Member {
			members++
			if x.Gender == roster.Female {
				women++
			}
			if x.Position == roster.Plain {
				direct++
			}
		}
	}
	at := func(f certificate.Filter) string {
		f.Phase, f.State = b.phase.ID, certificate.Stands
		return address(b.w, f, 1)
	}
	share := func(n int) string {
		if members == 0 {
			return "–"
		}
		return vi.Share(int64(n), int64(members))
	}
	return []certificateview.Stat{
		{Label: "Giấy khen", Value: count(forms), Text: "tập thể và cá nhân", URL: at(certificate.Filter{Form: award.GiayKhen})},
		{Label: "Bằng khen", Value: count(len(b.all) - forms), Text: "tập thể và cá nhân", URL: at(certificate.Filter{Form: award.BangKhen})},
		{Label: "Tổ viên trực tiếp trong số cá nhân", Value: share(direct), Text: count(direct) + "/" + count(members) + " cá nhân; nữ " + count(women), URL: at(certificate.Filter{Subject: award.Member, Position: roster.Plain})},
		{Label: "Tiền thưởng kèm theo", Value: vi.Int(money), Text: "đồng"},
	}
}

// file is all tables under each other.
func (b *board) file(tables []certificateview.Table) page.File {
	out := page.File{Name: "Thống kê khen thưởng", Filter: b.phase.Name}
	out.Table.Columns = []workbook.Column{{Header: "Cách phân", Width: 28}, {Header: "Nhóm", Width: 34}, {Header: "Giấy khen tập thể", Kind: workbook.Int}, {Header: "Giấy khen cá nhân", Kind: workbook.Int},
		{Header: "Bằng khen tập thể", Kind: workbook.Int}, {Header: "Bằng khen cá nhân", Kind: workbook.Int}, {Header: "Cộng", Kind: workbook.Int}, {Header: "Tỷ lệ"}}
	var rows [][]workbook.Cell
	for _, t := range tables {
		for _, l := range t.Lines {
			rows = append(rows, b.line(t, l))
		}
	}
	out.Table.Rows = workbook.Lines(rows)
	return out
}

// line puts a table's figures under the file's columns.
func (b *board) line(t certificateview.Table, l certificateview.Line) []workbook.Cell {
	figure := func(s string) workbook.Cell {
		n, err := vi.ParseCount(s)
		if err != nil {
			return workbook.T(s)
		}
		return workbook.N(n)
	}
	row := []workbook.Cell{workbook.T(t.Title), workbook.T(l.Label), {}, {}, {}, {}, {}, {}}
	places := []int{2, 3, 4, 5, 6}
	switch {
	case t.ID == "to-nu":
		places = []int{2, 4, 6}
	case len(l.Cells) == 4:
		places = []int{3, 5, 6}
	}
	for i, at := range places {
		row[at] = figure(l.Cells[i].Label)
	}
	if len(l.Cells) > len(places) {
		row[7] = workbook.T(l.Cells[len(places)].Label)
	}
	return row
}
