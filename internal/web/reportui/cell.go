package reportui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// figure is one cell of a report: where it stands, its value and its story.
type figure struct {
	w       report.World
	g       *report.Grid
	at      report.Cell
	changes []report.Change
}

// cellOf reads row and slot of the path; anything that is no cell of the
// report is fault.Missing.
func (u *UI) cellOf(c *page.Context) (f figure, err error) {
	id, err := c.ID("id")
	if err != nil {
		return f, err
	}
	at, ok := parseCell(c.Param("row") + "." + c.Param("slot"))
	if !ok {
		return f, fault.Missing()
	}
	f.at = at
	if f.w, err = u.World(c); err != nil {
		return f, err
	}
	if f.g, f.changes, err = u.Reports.Story(c.Ctx(), u.Reports.Pool, c.Actor, f.w, report.ID(id), at); err != nil {
		return f, err
	}
	if f.g.Rules.Measure(at.Slot) == nil || !f.g.Rules.Expects(at.Slot, at.Row == report.Whole) || !slices.Contains(f.g.RowIDs(), at.Row) {
		return f, fault.Missing()
	}
	return f, nil
}

// Cell is one figure: what it means, who wrote it when, who accepted it.
func (u *UI) Cell(c *page.Context) error {
	f, err := u.cellOf(c)
	if err != nil {
		return err
	}
	return u.renderCell(c, f, "", nil, fixForm{}, http.StatusOK)
}

func (u *UI) renderCell(c *page.Context, f figure, typedNote string, errs []ui.Error, fix fixForm, status int) error {
	g, at := f.g, f.at
	b := newBuilder(c, f.w, g)
	m := g.Rules.Measure(at.Slot)
	url := page.ReportURL(int64(g.Report.ID))
	crumbs := b.crumbs()
	crumbs[len(crumbs)-1].URL = url + "#f-" + cellName(at.Row, at.Slot)
	p := reportview.CellPage{Head: ui.Head{Crumbs: append(crumbs, ui.Link{Label: m.Short}), Kicker: b.rowName(at.Row), Title: m.Name,
		Tag: ui.Tag{Kind: string(g.Report.State), Text: g.Report.State.Words()}}, Errors: slices.Concat(errs, fix.errs), Fix: b.fix(at, fix),
		Value: g.Value(at).Text(), Full: m.Definition, Where: g.Period.Label + ", " + b.rowName(at.Row), Status: b.statusOf(at), NoteURL: page.CellURL(int64(g.Report.ID), at.Row, at.Slot) + "/ghi-chu"}
	switch v := g.Value(at); {
	case !v.Known():
		p.Value = "Ô trống: chưa có số liệu"
	case v.None:
		p.Value = "Không phát sinh"
	default:
		p.Value += " " + m.Unit
	}
	if m.Derived != 0 {
		p.Source = ui.Link{Label: "Xem danh sách làm ra số này", URL: b.derivedURL(at.Row, m)}
		if m.Derived == plan.DerivedRoster && at.Row == report.Whole {
			p.Source = ui.Link{}
		}
	}
	if n, counted := g.Diary[at]; counted && c.Actor.May(access.DiaryRead) {
		p.Diary, p.Entries = diaryWords(n, g.Value(at)), b.diaryURL(at)
	}
	for i := range g.Earlier {
		e := &g.Earlier[i]
		text := e.Value(at).Text()
		if text == "" {
			text = "trống"
		}
		p.Earlier = append(p.Earlier, reportview.Earlier{Period: e.Period.Label, Value: text, URL: page.CellURL(int64(e.Report), at.Row, at.Slot)})
	}
	p.Changes = b.changeRows(f.changes)
	if n, ok := g.Notes[at]; ok {
		p.Note, p.NoteBy = n.Body, n.By+", "+vi.DayTime(n.At)
	}
	p.CanNote = b.edit
	p.NoteField = ui.Field{Name: "ghi-chu", Label: "Ghi chú cho ô này", Hint: "Với ô trống, ghi chú là lý do chưa có số liệu. Để trống rồi lưu là xóa ghi chú.", Kind: "textarea", Max: report.MaxNote, Value: p.Note}
	if errs != nil {
		p.NoteField.Value, p.NoteField.Error = typedNote, errs[0].Message
	}
	return c.Render(page.View{Title: m.Short + " – " + p.Where, Status: status}, reportview.Figure(p))
}

// statusOf is status for one cell, with its corrections after the freeze.
func (b *builder) statusOf(at report.Cell) string {
	s := b.status()
	if fixed := page.AnnexWords(b.annexed(at)); fixed != "" {
		s += " Số này đã sửa sau khi chốt: " + fixed + "; báo cáo đợt đã chốt giữ số cũ."
	}
	return s
}

// status says whether the figures count, and by whose word.
func (b *builder) status() string {
	r := &b.g.Report
	switch r.State {
	case report.Accepted, report.Frozen:
		s := "Đã duyệt"
		if r.DecidedAt != nil {
			s += ": " + b.g.Names.DecidedBy + ", " + vi.DayTime(*r.DecidedAt)
		}
		s += ". Số này được tính vào kết quả."
		if r.State == report.Frozen {
			s += " Số liệu đã chốt cùng báo cáo đợt."
		}
		return s
	case report.LeftOut:
		return "Đợt đã chốt khi báo cáo này chưa được duyệt: số này không tính vào kết quả."
	case report.Draft:
		return "Báo cáo đang nhập, chưa gửi: số này chưa tính vào kết quả cấp trên."
	}
	return "Báo cáo “" + r.State.Words() + "”, chưa duyệt: số này chưa tính vào kết quả cấp trên."
}

var sourceWords = map[string]string{"register": "Sổ theo dõi", "roster": "Danh sách Tổ", "correction": "Đính chính"}

func (b *builder) changeRows(list []report.Change) []reportview.ChangeRow {
	var out []reportview.ChangeRow
	for _, ch := range list {
		m := b.g.Rules.Measure(ch.Slot)
		if m == nil {
			continue
		}
		by := ch.By
		if by == "" {
			by = sourceWords[ch.Source] + " (tự động)"
		} else if ch.Source == "correction" {
			by += ", đính chính"
		}
		out = append(out, reportview.ChangeRow{At: vi.DayTime(ch.At), By: by, Cell: b.rowName(ch.Row) + " – " + m.Short,
			CellURL: page.CellURL(int64(b.g.Report.ID), ch.Row, ch.Slot), Old: numberOr(ch.Old, false), New: numberOr(ch.New, ch.NewNone),
			Round: fmt.Sprintf("lần %d", ch.SubmissionNo+1)})
	}
	return out
}

func numberOr(n *int32, none bool) string {
	switch {
	case n == nil:
		return "trống"
	case none:
		return "không phát sinh"
	}
	return vi.Int(int64(*n))
}

// Note writes or takes away a note on a cell.
func (u *UI) Note(c *page.Context) error {
	x, err := u.cellOf(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = u.Reports.Say(c.Ctx(), c.Actor, c.Now, x.w, x.g.Report.ID, map[report.Cell]string{x.at: f.Text("ghi-chu")})
	if list, ok := page.Problems(err); ok {
		list[0].Name = "ghi-chu"
		return u.renderCell(c, x, f.Raw("ghi-chu"), list, fixForm{}, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(page.CellURL(int64(x.g.Report.ID), x.at.Row, x.at.Slot), "Đã lưu ghi chú.")
}

var eventWords = map[string]string{"submit": "Gửi", "recall": "Rút lại", "return": "Trả lại"}

// History is a report's life and every change of its cells.
func (u *UI) History(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	g, events, changes, err := u.Reports.Life(c.Ctx(), u.Reports.Pool, c.Actor, w, report.ID(id))
	if err != nil {
		return err
	}
	b := newBuilder(c, w, g)
	if c.Wants() != "" {
		return c.Export(b.changesFile(changes))
	}
	crumbs := b.crumbs()
	crumbs[len(crumbs)-1].URL = page.ReportURL(int64(g.Report.ID))
	h := reportview.History{Head: ui.Head{Crumbs: append(crumbs, ui.Link{Label: "Lịch sử"}), Title: "Lịch sử báo cáo", Aside: g.Period.Label}, Cut: len(changes) == report.MaxChanges}
	h.Head.Export = c.Exports()
	r := &g.Report
	if r.State.Final() && r.DecidedAt != nil {
		h.Events = append(h.Events, reportview.EventRow{At: vi.DayTime(*r.DecidedAt), By: g.Names.DecidedBy, What: "Duyệt lần gửi " + strconv.Itoa(r.SubmissionNo)})
	}
	for _, e := range events {
		h.Events = append(h.Events, reportview.EventRow{At: vi.DayTime(e.At), By: e.By, What: fmt.Sprintf("%s lần %d", eventWords[e.What], e.Number), Reason: e.Reason})
	}
	h.Changes = b.changeRows(changes)
	return c.Render(page.View{Title: "Lịch sử báo cáo"}, reportview.HistoryPage(h))
}

// star marks the figures corrected after the freeze.
func (b *builder) star(sheets []reportview.Sheet) {
	for i := range sheets {
		measures := headOf(b.g.Rules).sheets[i].measures
		for k, row := range b.g.RowIDs() {
			for n := range measures {
				if len(b.annexed(report.Cell{Row: row, Slot: measures[n].Slot})) > 0 {
					sheets[i].Rows[k].Cells[n].Value += " *"
				}
			}
		}
	}
}

// Print is the report on paper: filled in, or blank with ?mau=trong.
func (u *UI) Print(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	b := newBuilder(c, w, g)
	b.edit = false
	unit := w.Tree.Name(orgID(g.Report.CommuneID), g.Period.End)
	p := reportview.Print{Unit: "CÔNG AN " + upper(unit.Full()), Title: "Báo cáo tháng phong trào thi đua", Period: g.Period.Label,
		State: "Trạng thái: " + g.Report.State.Words(), Blank: c.Query("mau") == "trong", Sheets: b.sheets(), Stamp: "In lúc " + vi.DayTime(c.Now.Business)}
	if d := w.Tree.Ancestor(orgID(g.Report.CommuneID), districtLevel, g.Period.End); d != 0 {
		p.Parent = "CÔNG AN " + upper(w.Tree.Name(d, g.Period.End).Full())
	}
	if fixed := b.fixedAfter(); fixed != "" {
		p.State += ". Số có dấu * đã sửa sau khi chốt: " + fixed
		b.star(p.Sheets)
	}
	for _, t := range g.Rules.Def.Texts {
		p.Texts = append(p.Texts, reportview.Def{Name: t.Name, Text: g.Texts[t.Code]})
	}
	if p.Blank {
		p.State = "Mẫu trống để ghi tại Tổ"
		for i := range p.Sheets {
			for j := range p.Sheets[i].Rows {
				for k := range p.Sheets[i].Rows[j].Cells {
					p.Sheets[i].Rows[j].Cells[k].Value = ""
				}
			}
		}
	}
	return c.Render(page.View{Title: "Bản in báo cáo tháng"}, reportview.Paper(p))
}
