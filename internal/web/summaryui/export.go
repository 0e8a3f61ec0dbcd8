package summaryui

import (
	"slices"
	"strings"

	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the cockpit as a file: units, then communes, narrowed as the page is.
func (d *desk) file() page.File {
	out := page.File{Name: "Tiến độ báo cáo " + vi.LowerFirst(d.k.Phase.Name), Filter: d.words()}
	out.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 30}, {Header: "Thuộc", Width: 28}, {Header: "Tình trạng", Kind: workbook.State}, {Header: "Báo cáo tháng đã duyệt", Kind: workbook.Int}, {Header: "Chờ duyệt", Kind: workbook.Int},
		{Header: "Chưa gửi", Kind: workbook.Int}, {Header: "Việc tiếp theo", Width: 34}, {Header: "Đang giữ", Width: 30}, {Header: "Từ ngày", Kind: workbook.Date}, {Header: "Hạn", Kind: workbook.Date},
		{Header: "Quá hạn (ngày)", Kind: workbook.Int}, {Header: "Lệch số liệu", Kind: workbook.Int}, {Header: "Liên hệ", Width: 26}, {Header: "Điện thoại", Width: 14}, {Header: "Đôn đốc gần nhất", Kind: workbook.Date}}
	out.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for _, x := range d.shown() {
			if !yield(d.cells(x), nil) {
				return
			}
		}
	}
	return out
}

// shown are the lines the filters leave.
func (d *desk) shown() []*summary.Line {
	var out []*summary.Line
	take := func(list []summary.Line, stages []stage, key string) {
		i := slices.IndexFunc(stages, func(s stage) bool { return s.key == key })
		for k := range list {
			if x := &list[k]; stages[i].is(x) {
				out = append(out, x)
			}
		}
	}
	take(d.k.Units, unitStages, d.stage)
	communes := d.k.Communes
	if d.under != 0 {
		communes = slices.DeleteFunc(slices.Clone(communes), func(x summary.Line) bool { return x.Unit.Parent != d.under })
	}
	take(communes, communeStages, d.commune)
	return out
}

func (d *desk) cells(x *summary.Line) []workbook.Cell {
	r := d.line(x)
	day := func(has bool, c workbook.Cell) workbook.Cell {
		if has {
			return c
		}
		return workbook.T("")
	}
	state := []string{r.Tag.Text}
	for _, f := range r.Flags {
		state = append(state, f.Text)
	}
	above := ""
	if x.Level == org.Commune && x.Unit.Parent != 0 {
		above = vi.UpperFirst(d.w.Tree.Name(org.UnitID(x.Unit.Parent), d.k.Phase.End).Full())
	}
	since, nudged := workbook.T(""), workbook.T("")
	if x.Since != nil {
		since = workbook.D(*x.Since)
	}
	if x.Nudged != nil {
		nudged = workbook.D(*x.Nudged)
	}
	return []workbook.Cell{workbook.T(r.Name.Label), workbook.T(above), workbook.T(strings.Join(state, "; ")), workbook.N(int64(x.Accepted())), workbook.N(int64(x.Waiting())), workbook.N(int64(x.Missing())),
		workbook.T(x.Next), workbook.T(r.Holder), since, day(x.Due != 0, workbook.D(x.Due)), workbook.N(int64(x.Late)), workbook.N(int64(x.Drift)), workbook.T(r.Contact), workbook.T(r.Phone), nudged}
}

// words say how the cockpit is narrowed.
func (d *desk) words() string {
	var s []string
	name := func(stages []stage, key, of string) {
		if i := slices.IndexFunc(stages, func(x stage) bool { return x.key == key }); i > 0 {
			s = append(s, of+": "+vi.LowerFirst(stages[i].label))
		}
	}
	name(unitStages, d.stage, "đơn vị báo cáo đợt")
	name(communeStages, d.commune, "xã")
	if d.under != 0 {
		s = append(s, d.w.Tree.Name(org.UnitID(d.under), d.k.Phase.End).Full())
	}
	return strings.Join(s, "; ")
}
