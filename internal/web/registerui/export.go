package registerui

import (
	"iter"
	"strconv"
	"strings"

	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/register"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// every walks all pages of a filtered list.
func every[T any](read func(page int) (register.Page[T], error), line func(*T) []workbook.Cell) iter.Seq2[[]workbook.Cell, error] {
	return page.Walk(func(n int) ([]T, bool, error) {
		p, err := read(n)
		if err != nil || p.Page != n { // past the end
			return nil, true, err
		}
		return p.Rows, n >= p.Pages(), nil
	}, line)
}

// words say how the list is narrowed.
func (f filter) words(states map[register.State]string) string {
	var s []string
	if f.under != 0 {
		s = append(s, f.w.Tree.Name(f.under, f.c.Now.Today).Full())
	}
	switch {
	case f.period > 0:
		s = append(s, f.w.Plan.Periods[f.period-1].Label)
	case f.from != nil && f.to != nil:
		s = append(s, vi.Span(*f.from, *f.to))
	case f.from != nil:
		s = append(s, "từ "+f.from.String())
	case f.to != nil:
		s = append(s, "đến "+f.to.String())
	}
	if label := states[f.state]; label != "" {
		s = append(s, "trạng thái: "+label)
	}
	if f.text != "" {
		s = append(s, "nội dung có “"+f.text+"”")
	}
	return strings.Join(s, "; ")
}

func (u *UI) deedsFile(c *page.Context, f filter, ask register.DeedFilter) page.File {
	w := f.w
	out := page.File{Name: "Gương người tốt, việc tốt", Filter: f.words(map[register.State]string{register.Withdrawn: "đã rút", register.All: "tất cả"})}
	out.Table.Sheet = "Gương"
	out.Table.Columns = []workbook.Column{{Header: "Ngày", Kind: workbook.Date}, {Header: "Đơn vị", Width: 24}, {Header: "Tổ", Width: 26}, {Header: "Người được nêu gương", Width: 30},
		{Header: "Việc làm", Width: 60}, {Header: "Cấp ghi nhận", Kind: workbook.State}, {Header: "Nơi ghi nhận", Width: 28}, {Header: "Ngày ghi nhận", Kind: workbook.Date}, {Header: "Văn bản", Width: 20}, {Header: "Trạng thái", Kind: workbook.State}, {Header: "Người ghi", Width: 24}}
	out.Table.Rows = every(func(n int) (register.Page[register.Deed], error) {
		ask.Page = n
		return u.Registers.Deeds(c.Ctx(), c.Actor, c.Now, w.Tree, ask)
	}, func(d *register.Deed) []workbook.Cell {
		commune, _ := w.Tree.CommuneNow(d.Team, c.Now.Today)
		state := "Đang tính"
		if d.WithdrawnAt != nil {
			state = "Đã rút: " + d.WithdrawnWhy
		}
		return []workbook.Cell{workbook.D(d.DoneOn), workbook.T(vi.UpperFirst(w.Tree.Name(commune, c.Now.Today).Full())), workbook.T(w.Tree.Name(d.Team, d.DoneOn).Short()), workbook.T(d.Who), workbook.T(d.What),
			workbook.T(d.RecognisedRank.Label()), workbook.T(d.RecognisedBy), workbook.DayOr(d.RecognisedOn), workbook.T(d.Decision), workbook.T(state), workbook.T(d.Author)}
	})
	return out
}

func (u *UI) modelsFile(c *page.Context, f filter, ask register.ModelFilter) page.File {
	w := f.w
	out := page.File{Name: "Mô hình phong trào toàn dân bảo vệ an ninh Tổ quốc", Filter: f.words(map[register.State]string{register.Recognised: "đã được ghi nhận", register.Unrecognised: "chưa được ghi nhận",
		register.Counted: "được tính cho chỉ tiêu 2.1", register.Working: "đang hoạt động", register.Ended: "đã kết thúc", register.Withdrawn: "đã rút", register.All: "tất cả"})}
	out.Table.Sheet = "Mô hình"
	out.Table.Columns = []workbook.Column{{Header: "Tên mô hình", Width: 40}, {Header: "Lĩnh vực", Width: 24}, {Header: "Đơn vị", Width: 24}, {Header: "Số Tổ tham gia", Kind: workbook.Int}, {Header: "Các Tổ tham gia", Width: 36},
		{Header: "Bắt đầu", Kind: workbook.Date}, {Header: "Ngày cuối", Kind: workbook.Date}, {Header: "Cấp ghi nhận", Kind: workbook.State}, {Header: "Nơi ghi nhận", Width: 28}, {Header: "Ngày ghi nhận", Kind: workbook.Date},
		{Header: "Văn bản", Width: 20}, {Header: "Hiệu quả", Width: 60}, {Header: "Trạng thái", Kind: workbook.State}, {Header: "Người ghi", Width: 24}}
	out.Table.Rows = every(func(n int) (register.Page[register.Model], error) {
		ask.Page = n
		return u.Registers.Models(c.Ctx(), c.Actor, c.Now, w.Tree, ask)
	}, func(m *register.Model) []workbook.Cell {
		state := "Đang hoạt động"
		switch {
		case m.WithdrawnAt != nil:
			state = "Đã rút: " + m.WithdrawnWhy
		case m.EndedOn != nil && *m.EndedOn < c.Now.Today:
			state = "Đã kết thúc"
		}
		return []workbook.Cell{workbook.T(m.Name), workbook.T(m.Field), workbook.T(vi.UpperFirst(w.Tree.Name(m.Commune, c.Now.Today).Full())), workbook.N(int64(len(m.Teams))), workbook.T(teamNames(c, w.Tree, m.Teams)),
			workbook.D(m.StartedOn), workbook.DayOr(m.EndedOn), workbook.T(m.RecognisedRank.Label()), workbook.T(m.RecognisedBy), workbook.DayOr(m.RecognisedOn), workbook.T(m.RecognisedDoc), workbook.T(m.Effect), workbook.T(state), workbook.T(m.Author)}
	})
	return out
}

func teamNames(c *page.Context, tree *org.Tree, teams []org.UnitID) string {
	var names []string
	for _, t := range teams {
		name := tree.Name(t, c.Now.Today).Name
		if name == "" {
			name = strconv.FormatInt(int64(t), 10)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
