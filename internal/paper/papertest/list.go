package papertest

import (
	"fmt"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

var districts = []struct {
	name     string
	communes int
}{{"Thành phố Phan Rang - Tháp Chàm", 14}, {"Huyện Ninh Phước", 9}, {"Huyện Thuận Nam", 8}, {"Huyện Ninh Hải", 9}, {"Huyện Thuận Bắc", 6}, {"Huyện Ninh Sơn", 8}, {"Huyện Bác Ái", 8}}

// communes is the annex of a province: 62 rows, a head of two rows with
// merges both ways, district lines across, a total.
func communes() paper.Table {
	right := paper.Column{Width: 19, Align: paper.Right}
	t := paper.Table{
		Unit: "nguồn tin, vụ, việc, nhân khẩu", Dense: true,
		Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {}, right, right, right, right, right, right, right, right, right},
		Head: []paper.Row{
			{Cells: []paper.Cell{{Text: "TT", Down: 2}, {Text: "Đơn vị", Down: 2}, {Text: "Nguồn tin", Span: 3}, {Text: "Vụ, việc", Span: 3}, {Text: "Thông tin nhân khẩu", Span: 3}}},
			paper.Cells("Qua lực lượng", "Tổng số", "Tỷ lệ", "Có mặt kịp thời", "Tổng số", "Tỷ lệ", "Cung cấp", "Phát sinh", "Tỷ lệ"),
		},
	}
	n, sum := 0, [6]int64{}
	for _, d := range districts {
		t.Rows = append(t.Rows, paper.Row{Bold: true, Cells: []paper.Cell{{Text: d.name, Span: 11, Align: paper.Left, Aligned: true}}})
		for i := range d.communes {
			n++
			v := [6]int64{int64(20 + n), int64(24 + n), int64(n % 9), int64(n % 9), int64(900 + 13*n), int64(1000 + 13*n)}
			cells := []string{vi.Int(int64(n)), fmt.Sprintf("Xã số %d", i+1)}
			for k := range v {
				sum[k] += v[k]
				cells = append(cells, vi.Int(v[k]))
				if k%2 == 1 {
					cells = append(cells, rate(v[k-1], v[k]))
				}
			}
			t.Rows = append(t.Rows, paper.Cells(cells...))
		}
	}
	total := paper.Row{Bold: true, Cells: []paper.Cell{{Text: "Toàn tỉnh", Span: 2, Align: paper.Centre, Aligned: true}}}
	for k := range sum {
		total.Cells = append(total.Cells, paper.Cell{Text: vi.Int(sum[k])})
		if k%2 == 1 {
			total.Cells = append(total.Cells, paper.Cell{Text: rate(sum[k-1], sum[k])})
		}
	}
	t.Rows = append(t.Rows, total)
	return t
}

func rate(n, of int64) string {
	if of == 0 {
		return "–"
	}
	return vi.Percent(n, of)
}

// Honoured is a list of n people to be honoured, those of one team under one
// cell.
func Honoured(n int) paper.Table {
	t := paper.Table{
		Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {Width: 50}, {Width: 38}, {}},
		Head:    []paper.Row{paper.Cells("STT", "Họ và tên", "Chức vụ", "Đơn vị")},
	}
	names := []string{"Nguyễn Thị Ánh", "Chamaléa Thị Phượng", "Trần Văn Đức", "Katơr Hùng", "Phạm Ngọc Quỳnh", "Lê Hữu Thuận"}
	for i := range n {
		r := paper.Cells(fmt.Sprint(i+1), names[i%len(names)], [...]string{"Tổ trưởng", "Tổ phó", "Tổ viên"}[i%3])
		if i%3 == 0 {
			r.Cells = append(r.Cells, paper.Cell{Text: fmt.Sprintf("Tổ bảo vệ an ninh, trật tự khu phố %d, phường Kinh Dinh, thành phố Phan Rang - Tháp Chàm", i/3+1), Down: min(3, n-i)})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
