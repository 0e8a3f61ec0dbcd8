package diaryui

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/paper/workbook"
	"thidua/internal/register"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the diary as a file.
func (f *filter) file(u *UI) page.File {
	out := page.File{Name: "Sổ phát sinh", Filter: f.words()}
	out.Table.Columns = []workbook.Column{{Header: "Ngày", Kind: workbook.Date}, {Header: "Đơn vị", Width: 24}, {Header: "Tổ", Width: 26}, {Header: "Số liệu", Width: 28}, {Header: "Số lượng", Kind: workbook.Int},
		{Header: "Nội dung", Width: 50}, {Header: "Trạng thái", Kind: workbook.State, Width: 30}, {Header: "Người ghi", Width: 24}, {Header: "Ngày ghi", Kind: workbook.Date}}
	ask := f.DiaryFilter
	out.Table.Rows = page.Walk(func(n int) ([]register.DiaryEntry, bool, error) {
		ask.Page = n
		p, _, err := u.Registers.Diary(f.c.Ctx(), f.c.Actor, f.c.Now, f.w.Tree, f.w.Plan.CampaignID, ask)
		if err != nil || p.Page != n { // past the end
			return nil, true, err
		}
		return p.Rows, n >= p.Pages(), nil
	}, func(e *register.DiaryEntry) []workbook.Cell {
		state := "Đang tính"
		if e.WithdrawnAt != nil {
			state = "Đã rút: " + e.WithdrawnWhy
		}
		return []workbook.Cell{workbook.D(e.Day), workbook.T(vi.UpperFirst(f.w.Tree.Name(e.Commune, e.Day).Full())), workbook.T(teamWords(f.w, e)), workbook.T(measureName(f.w, e.Day, e.Slot)), workbook.N(int64(e.N)),
			workbook.T(e.Words), workbook.T(state), workbook.T(e.Author), workbook.D(clock.DayOf(e.CreatedAt))}
	})
	return out
}

// words say how the list is narrowed.
func (f *filter) words() string {
	var s []string
	if f.Under != 0 {
		s = append(s, f.w.Tree.Name(f.Under, f.c.Now.Today).Full())
	}
	if f.Whole {
		s = append(s, "không thuộc Tổ nào")
	}
	if f.Measure {
		s = append(s, "số liệu: "+f.w.Plan.Rules.Measure(f.Slot).Short)
	}
	if f.period > 0 {
		s = append(s, f.w.Plan.Periods[f.period-1].Label)
	}
	switch f.State {
	case register.Withdrawn:
		s = append(s, "đã rút")
	case register.All:
		s = append(s, "cả mục đã rút")
	}
	return strings.Join(s, "; ")
}
