package reportui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
)

// diaryURL is the diary's lines behind a cell.
func (b *builder) diaryURL(at report.Cell) string {
	s := "/so-phat-sinh?ky=" + strconv.Itoa(b.g.Period.Ordinal+1) + "&loc-so-lieu=" + strconv.Itoa(at.Slot)
	if at.Row == report.Whole {
		return s + "&loc-to=xa"
	}
	return s + "&loc-to=" + strconv.FormatInt(at.Row, 10)
}

// diary puts what the diary counts beside a cell; called only where the
// report has entries at all.
func (b *builder) diary(at report.Cell, c *reportview.Cell) {
	n, counted := b.g.Diary[at]
	if !counted {
		return
	}
	differ := b.g.Value(at).N != plan.Cell(n)
	if c.Kind == "closed" && (!differ || !b.c.Actor.Can(access.ReportEnter, b.g.Report.HolderPlace()) && !b.reviewer()) {
		return
	}
	c.More = &reportview.More{Diary: vi.Int(int64(n)), Differ: differ}
}

// diaryNote says how many open cells differ, and seen what sums the page
// shows: they are taken only as seen.
func (b *builder) diaryNote() (note *reportview.DiaryNote, seen string) {
	if !b.edit || len(b.g.Diary) == 0 {
		return nil, ""
	}
	var s strings.Builder
	for _, at := range b.g.Counted() {
		s.WriteString(cellName(at.Row, at.Slot))
		s.WriteByte('=')
		s.WriteString(strconv.Itoa(b.g.Diary[at]))
		s.WriteByte(';')
	}
	differ := 0
	for _, d := range b.g.Differences() {
		if b.g.CellOpen(d.Cell) {
			differ++
		}
	}
	if differ > 0 {
		note = &reportview.DiaryNote{Text: fmt.Sprintf("Sổ phát sinh khác bảng này ở %d ô (đánh dấu “sổ”).", differ), URL: "/so-phat-sinh?ky=" + strconv.Itoa(b.g.Period.Ordinal+1)}
	}
	return note, s.String()
}

func (b *builder) diaryChecks() []reportview.CheckDiary {
	var out []reportview.CheckDiary
	for _, d := range b.g.Differences() {
		out = append(out, reportview.CheckDiary{Name: cellWords(b.w, b.g.Rules, b.g.Period, b.g.Report.CommuneID, d.Cell), Text: diaryWords(d.Diary, d.Stored),
			URL: page.ReportURL(int64(b.g.Report.ID)) + "#f-" + cellName(d.Cell.Row, d.Cell.Slot), Entries: b.diaryURL(d.Cell)})
	}
	return out
}

// diaryWords is "Sổ ghi 3, báo cáo ghi 2.".
func diaryWords(n int, stored report.Value) string {
	if !stored.Known() {
		return fmt.Sprintf("Sổ ghi %s, báo cáo để trống.", vi.Int(int64(n)))
	}
	if stored.None {
		return fmt.Sprintf("Sổ ghi %s, báo cáo ghi không phát sinh.", vi.Int(int64(n)))
	}
	return fmt.Sprintf("Sổ ghi %s, báo cáo ghi %s.", vi.Int(int64(n)), stored.Text())
}

// readSeen reads the diary's sums a page showed: "c.12.3=4;c.0.1=2;".
func readSeen(s string) map[report.Cell]int {
	out := map[report.Cell]int{}
	for part := range strings.SplitSeq(s, ";") {
		name, value, ok := strings.Cut(strings.TrimPrefix(part, "c."), "=")
		at, isCell := parseCell(name)
		n, err := strconv.Atoi(value)
		if ok && isCell && err == nil {
			out[at] = n
		}
	}
	return out
}

// fromDiary replaces edits by the diary's sums where one of the buttons "sổ"
// was pressed: for a cell, a row or all. A sum that changed since the page
// was made is refused and told, not taken.
func (u *UI) fromDiary(c *page.Context, w report.World, id report.ID, f *page.Form, base map[report.Cell]report.Value, edits []report.Edit, t *typed) ([]report.Edit, error) {
	ask := f.Line("tu-so")
	if ask == "" {
		return edits, nil
	}
	wanted := func(at report.Cell) bool {
		return ask == "tat-ca" || ask == "r."+strconv.FormatInt(at.Row, 10) || ask == cellName(at.Row, at.Slot)
	}
	g, err := u.Reports.Grid(c.Ctx(), u.Reports.Pool, c.Actor, w, id, c.Now.Today)
	if err != nil {
		return nil, err
	}
	for at, n := range readSeen(f.Raw("so")) {
		if !wanted(at) || !g.CellOpen(at) {
			continue
		}
		name := cellName(at.Row, at.Slot)
		edits = slices.DeleteFunc(edits, func(e report.Edit) bool { return e.Cell == at })
		delete(t.values, name)
		delete(t.words, name)
		if now := g.Diary[at]; now != n {
			t.values[name], t.words[name] = f.Raw(name), fmt.Sprintf("Sổ phát sinh vừa đổi từ %d thành %d. Xem lại rồi lấy số mới.", n, now)
			continue
		}
		saw, known := base[at]
		if !known {
			saw = report.Blank
		}
		if saw.N != plan.Cell(n) {
			edits = append(edits, report.Edit{Cell: at, Base: saw, New: report.Value{N: plan.Cell(n)}})
		}
	}
	return edits, nil
}
