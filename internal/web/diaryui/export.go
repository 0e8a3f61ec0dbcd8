package diaryui

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/paper"
	"thidua/internal/register"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the diary as a file.
func (f *filter) file(u *UI) page.File {
	out := page.File{Name: "Sổ phát sinh", Filter: f.words()}
	out.Table.Columns = []paper.Column{{Header: "Ngày", Kind: paper.Date}, {Header: "Đơn vị", Width: 24}, {Header: "Tổ", Width: 26}, {Header: "Số liệu", Width: 28}, {Header: "Số lượng", Kind: paper.Int},
		{Header: "Nội dung", Width: 50}, {Header: "Trạng thái", Kind: paper.State, Width: 30}, {Header: "Người ghi", Width: 24}, {Header: "Ngày ghi", Kind: paper.Date}}
	ask := f.DiaryFilter
	out.Table.Rows = page.Walk(func(n int) ([]register.DiaryEntry, bool, error) {
		ask.Page = n
		p, _, err := u.Registers.Diary(f.c.Ctx(), f.c.Actor, f.c.Now, f.w.Tree, f.w.Plan.CampaignID, ask)
		if err != nil || p.Page != n { // past the end
			return nil, true, err
		}
		return p.Rows, n >= p.Pages(), nil
	}, func(e *register.DiaryEntry) []paper.Cell {
		state := "Đang tính"
		if e.WithdrawnAt != nil {
			state = "Đã rút: " + e.WithdrawnWhy
		}
		return []paper.Cell{paper.D(e.Day), paper.T(vi.UpperFirst(f.w.Tree.Name(e.Commune, e.Day).Full())), paper.T(teamWords(f.w, e)), paper.T(measureName(f.w, e.Day, e.Slot)), paper.N(int64(e.N)),
			paper.T(e.Words), paper.T(state), paper.T(e.Author), paper.D(clock.DayOf(e.CreatedAt))}
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
