package certificateui

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/decision"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// filter is the list as the address narrows it.
func filter(c *page.Context, w report.World) certificate.Filter {
	f := certificate.Filter{Under: org.UnitID(c.QueryID("don-vi")), Then: org.UnitID(c.QueryID("khi-khen")), Unit: org.UnitID(c.QueryID("noi-tang")), Decision: decision.ID(c.QueryID("quyet-dinh")), Text: c.Query("q"), Page: int(min(c.QueryID("trang"), 1<<30)),
		Form: of(formCodes, c.Query("hinh-thuc")), Subject: of(subjectCodes, c.Query("doi-tuong")), State: of(stateCodes, c.Query("tinh-trang")),
		Gender: of(genderCodes, c.Query("gioi")), Position: of(positionCodes, c.Query("chuc-danh")), Women: of(womenCodes, c.Query("nu"))}
	if ph, ok := w.Plan.PhaseByCode(c.Query("dot")); ok {
		f.Phase = ph.ID
	}
	return f
}

// address is the list narrowed by a filter.
func address(w report.World, f certificate.Filter, n int) string {
	ph, _ := w.Plan.Phase(f.Phase)
	v := map[string]string{"don-vi": text(f.Under), "khi-khen": text(f.Then), "noi-tang": text(f.Unit), "quyet-dinh": text(f.Decision), "q": f.Text, "hinh-thuc": formCodes[f.Form], "doi-tuong": subjectCodes[f.Subject],
		"tinh-trang": stateCodes[f.State], "gioi": genderCodes[f.Gender], "chuc-danh": positionCodes[f.Position], "nu": womenCodes[f.Women], "dot": ph.Code}
	if n > 1 {
		v["trang"] = strconv.Itoa(n)
	}
	return link(root, v)
}

var womenWords = map[certificate.Women]string{certificate.MostlyWomen: "Tổ có từ 70 % nữ", certificate.FewerWomen: "Tổ có dưới 70 % nữ"}

var stateWords = map[certificate.Standing]string{certificate.Unissued: "Chưa cấp", certificate.InForce: "Còn hiệu lực", certificate.Again: "Cấp lại", certificate.TakenOff: "Đã thu hồi", certificate.Stands: "Không bị thu hồi"}

// few are the conditions the form has no field for.
func few(c *page.Context, w report.World, f certificate.Filter) string {
	var s []string
	if f.Then != 0 {
		s = append(s, "khi được khen thuộc "+w.Tree.Name(f.Then, c.Now.Today).Full())
	}
	if f.Gender != "" {
		s = append(s, "giới tính "+vi.LowerFirst(f.Gender.Label()))
	}
	if f.Position != "" {
		s = append(s, "chức danh "+f.Position.Label())
	}
	if f.Women != "" {
		s = append(s, womenWords[f.Women])
	}
	if f.State == certificate.Stands {
		s = append(s, "khen thưởng không bị thu hồi")
	}
	return strings.Join(s, "; ")
}

// List is the awards of the reader's scope.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := filter(c, w)
	if c.Wants() != "" {
		return c.Export(u.file(c, w, f))
	}
	list, err := u.Certificates.List(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
	if err != nil {
		return err
	}
	applied, err := u.Certificates.Applied(c.Ctx(), c.Actor, w.Tree, c.Now.Today)
	if err != nil {
		return err
	}
	m := certificateview.List{URL: root, Head: ui.Head{Kicker: kicker(c, w), Title: "Khen thưởng đã tặng", Lead: "Giấy khen, Bằng khen theo các quyết định đã công bố: ai được khen, giấy đã cấp hay chưa.", Export: c.Exports()},
		Search: ui.Field{Name: "q", Label: "Tìm", Kind: "search", Value: f.Text, Grow: true}, Narrow: few(c, w, f)}
	state := f.State
	for _, s := range []struct {
		of    certificate.Standing
		label string
	}{{"", "Tất cả"}, {certificate.Unissued, "Chưa cấp"}, {certificate.InForce, "Còn hiệu lực"}, {certificate.Again, "Cấp lại"}, {certificate.TakenOff, "Đã thu hồi"}} {
		f.State = s.of
		m.Tabs = append(m.Tabs, ui.Link{Label: s.label, URL: address(w, f, 1), Current: s.of == state, Count: count(list.Counts[s.of])})
	}
	f.State = state
	u.choices(c, w, f, applied, &m)
	loose := f
	loose.Gender, loose.Position, loose.Women, loose.Then = "", "", "", 0
	if f.State == certificate.Stands {
		loose.State = ""
	}
	m.Clear = ui.Link{Label: "Bỏ điều kiện này", URL: address(w, loose, 1)}
	for _, k := range [][2]string{{"tinh-trang", stateCodes[f.State]}, {"gioi", genderCodes[f.Gender]}, {"chuc-danh", positionCodes[f.Position]}, {"nu", womenCodes[f.Women]}, {"khi-khen", text(f.Then)}} {
		if k[1] != "" && k[1] != "0" {
			m.Keep = append(m.Keep, ui.Kept{Name: k[0], Value: k[1]})
		}
	}
	for _, d := range applied {
		if !c.Actor.Can(access.AwardPrint, w.Tree.PlaceNow(d.Unit, c.Now.Today)) || f.Decision != 0 && f.Decision != d.ID {
			continue
		}
		m.Batches = append(m.Batches, ui.Link{Label: "số " + d.Number, URL: decidedURL(d.ID)})
		if d.Issued < d.Awards {
			m.Notices = append(m.Notices, certificateview.Notice{Text: fmt.Sprintf("Quyết định số %s: còn %s %s chưa cấp.", d.Number, count(d.Awards-d.Issued), d.Form.Label()), Link: ui.Link{Label: "Cấp và in", URL: decidedURL(d.ID)}})
		}
	}
	m.Empty = "Chưa có quyết định khen thưởng nào được công bố trong phạm vi của bạn."
	if f != (certificate.Filter{Page: f.Page}) {
		m.Empty = "Không có khen thưởng nào khớp với điều kiện đã chọn."
	}
	for i := range list.Rows {
		m.Rows = append(m.Rows, rowOf(c, w, &list.Rows[i]))
	}
	m.Pager = pager(list.Page, len(list.Rows), list.Total, func(n int) string { return address(w, f, n) })
	return c.Render(page.View{Title: m.Head.Title}, certificateview.ListPage(m))
}

func pager(n, rows, total int, at func(n int) string) ui.Pager {
	first := (n-1)*certificate.PageSize + 1
	p := ui.Pager{Text: fmt.Sprintf("%s–%s trong %s", count(first), count(first+rows-1), count(total))}
	if n > 1 {
		p.Prev = at(n - 1)
	}
	if first+rows <= total {
		p.Next = at(n + 1)
	}
	return p
}

// choices are the filters by form, phase, subject, units and decision.
func (u *UI) choices(c *page.Context, w report.World, f certificate.Filter, applied []certificate.Decided, m *certificateview.List) {
	forms := ui.Choice{Name: "hinh-thuc", Label: "Hình thức", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, x := range award.Forms {
		forms.Options = append(forms.Options, ui.Option{Value: formCodes[x], Label: x.Label(), Selected: x == f.Form})
	}
	phases := ui.Choice{Name: "dot", Label: "Đợt", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, ph := range w.Plan.Phases {
		phases.Options = append(phases.Options, ui.Option{Value: ph.Code, Label: ph.Name, Selected: ph.ID == f.Phase})
	}
	units := ui.Choice{Name: "noi-tang", Label: "Nơi tặng", Options: []ui.Option{{Label: "Tất cả"}}}
	papers := ui.Choice{Name: "quyet-dinh", Label: "Quyết định", Options: []ui.Option{{Label: "Tất cả"}}}
	seen := map[org.UnitID]bool{}
	for _, d := range applied {
		if !seen[d.Unit] {
			seen[d.Unit] = true
			units.Options = append(units.Options, ui.Option{Value: text(d.Unit), Label: unitName(c, w, d.Unit), Selected: d.Unit == f.Unit})
		}
		papers.Options = append(papers.Options, ui.Option{Value: text(d.ID), Label: fmt.Sprintf("Số %s ngày %s", d.Number, d.SignedOn), Selected: d.ID == f.Decision})
	}
	m.Choices = []ui.Choice{forms, phases, subjects(f.Subject), units, receivers(c, w, f.Under), papers}
}

func subjects(now award.Subject) ui.Choice {
	x := ui.Choice{Name: "doi-tuong", Label: "Đối tượng", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, s := range award.Subjects {
		x.Options = append(x.Options, ui.Option{Value: subjectCodes[s], Label: vi.UpperFirst(s.Label()), Selected: s == now})
	}
	return x
}

// receivers are the units below the reader's.
func receivers(c *page.Context, w report.World, now org.UnitID) ui.Choice {
	x := ui.Choice{Name: "don-vi", Label: "Nơi nhận", Options: []ui.Option{{Label: "Tất cả"}}}
	listed := now == 0
	for _, id := range w.Tree.Children(org.UnitID(c.Actor.UnitID), c.Now.Today) {
		x.Options = append(x.Options, ui.Option{Value: text(id), Label: unitName(c, w, id), Selected: id == now})
		listed = listed || id == now
	}
	if !listed {
		x.Options = append(x.Options, ui.Option{Value: text(now), Label: unitName(c, w, now), Selected: true})
	}
	return x
}

// file is the list as a file.
func (u *UI) file(c *page.Context, w report.World, f certificate.Filter) page.File {
	out := page.File{Name: "Khen thưởng đã tặng", Filter: words(c, w, f)}
	out.Table.Columns = []workbook.Column{{Header: "Hình thức"}, {Header: "Đợt"}, {Header: "Số quyết định"}, {Header: "Ngày quyết định", Kind: workbook.Date}, {Header: "Nơi tặng", Width: 28}, {Header: "Số sổ vàng", Kind: workbook.Int},
		{Header: "Đối tượng"}, {Header: "Người, tập thể được khen", Width: 34}, {Header: "Chức danh, đơn vị", Width: 44}, {Header: "Giới tính"}, {Header: "Chức danh trong Tổ"}, {Header: "Thành tích", Width: 60},
		{Header: "Tiền thưởng (đồng)", Kind: workbook.Int}, {Header: "Tình trạng", Kind: workbook.State}, {Header: "Lần cấp", Kind: workbook.Int}, {Header: "Ngày thu hồi", Kind: workbook.Date}}
	out.Table.Rows = page.Walk(func(n int) ([]certificate.Award, bool, error) {
		f.Page = n
		p, err := u.Certificates.List(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
		if err != nil || p.Page != n { // past the end
			return nil, true, err
		}
		return p.Rows, n*certificate.PageSize >= p.Total, nil
	}, func(x *certificate.Award) []workbook.Cell {
		return []workbook.Cell{workbook.T(formName(x)), workbook.T(phaseName(w, x.PhaseID)), workbook.T(x.Number), workbook.D(x.SignedOn), workbook.T(unitName(c, w, x.Unit)), workbook.N(int64(x.Golden)),
			workbook.T(vi.UpperFirst(x.Subject.Label())), workbook.T(x.Name), workbook.T(x.Detail), workbook.T(genderWords(x.Gender)), workbook.T(positionWords(x.Position)), workbook.T(x.Merit),
			workbook.N(x.Rounded), workbook.T(tagOf(x).Text), workbook.N(int64(x.Issue)), workbook.DayOr(x.RevokedOn)}
	})
	return out
}

func genderWords(g roster.Gender) string {
	if g == "" {
		return ""
	}
	return g.Label()
}

func positionWords(p roster.Position) string {
	if p == "" {
		return ""
	}
	return p.Label()
}

// words say how the list is narrowed.
func words(c *page.Context, w report.World, f certificate.Filter) string {
	var s []string
	add := func(is bool, what string) {
		if is {
			s = append(s, what)
		}
	}
	add(f.Form != "", f.Form.Label())
	add(f.Phase != 0, phaseName(w, f.Phase))
	add(f.Subject != "", f.Subject.Label())
	add(f.Unit != 0, "nơi tặng "+w.Tree.Name(f.Unit, c.Now.Today).Full())
	add(f.Under != 0, "nơi nhận "+w.Tree.Name(f.Under, c.Now.Today).Full())
	add(f.Decision != 0, "một quyết định")
	add(f.State != "" && f.State != certificate.Stands, vi.LowerFirst(stateWords[f.State]))
	add(few(c, w, f) != "", few(c, w, f))
	add(f.Text != "", "có “"+f.Text+"”")
	return strings.Join(s, "; ")
}
