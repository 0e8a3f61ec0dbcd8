package intake

import (
	"io"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// blankRows is how many rows a form for members or teams offers.
const blankRows = 1000

func meta(kind Kind, tree *org.Tree, commune org.UnitID, now clock.Moment, more ...workbook.Pair) []workbook.Pair {
	n := tree.Name(commune, now.Today)
	return append([]workbook.Pair{{Key: "loai", Value: string(kind)}, {Key: "phien-ban", Value: templateVersion}, {Key: "ma-don-vi", Value: n.Code},
		{Key: "don-vi", Value: vi.UpperFirst(n.Full())}, {Key: "lap-ngay", Value: now.Today.ISO()}}, more...)
}

var helpAll = []string{
	"Ô có dấu (*) bắt buộc nhập. Không đổi tên cột, không gộp ô, không dùng công thức; dán số liệu bằng Dán đặc biệt, Giá trị.",
	"Ngày ghi dạng ngày/tháng/năm, ví dụ 05/02/2025.",
	"Tải tệp lên, hệ thống kiểm tra mọi dòng và chỉ rõ ô cần sửa. Chưa có gì được ghi cho đến khi bạn bấm “Nhập”; còn lỗi thì không nhập dòng nào.",
	"Không ghi bí mật nhà nước, danh tính người cung cấp nguồn tin, dân tộc, tôn giáo, tình trạng sức khỏe.",
}

// MembersForm writes the form for a commune's members.
func MembersForm(w io.Writer, tree *org.Tree, commune org.UnitID, now clock.Moment) error {
	names := namesOf(tree, commune, now.Today)
	unit := vi.UpperFirst(tree.Name(commune, now.Today).Full())
	var ranks, sexes []string
	for _, p := range roster.Positions {
		ranks = append(ranks, p.Label())
	}
	for _, g := range []roster.Gender{roster.Male, roster.Female} {
		sexes = append(sexes, g.Label())
	}
	f := workbook.Form{Sheet: "Thành viên", Title: "Danh sách thành viên Tổ bảo vệ an ninh, trật tự", Notes: []string{unit, "Mỗi người một dòng, nhập từ dòng dưới tiêu đề. Xem trang “Hướng dẫn”."}, Blank: blankRows,
		Meta: meta(Members, tree, commune, now)}
	about := map[string]workbook.FormColumn{
		"to":            {Width: 26, List: names.list, Hint: "Chọn Tổ trong danh sách của đơn vị."},
		"ho-ten":        {Width: 28, Hint: "Họ và tên đầy đủ, có dấu."},
		"ngay-sinh":     {Width: 13, Kind: workbook.Date, Hint: "Ngày/tháng/năm. Chưa rõ thì để trống."},
		"gioi-tinh":     {Width: 11, Kind: workbook.State, List: sexes},
		"so-dinh-danh":  {Width: 19, Hint: "12 chữ số, kể cả số 0 ở đầu (hoặc 9 chữ số của chứng minh nhân dân cũ)."},
		"dien-thoai":    {Width: 16, Hint: "10 hoặc 11 chữ số, kể cả số 0 ở đầu."},
		"chuc-danh":     {Width: 13, Kind: workbook.State, List: ranks, Hint: "Mỗi Tổ một Tổ trưởng."},
		"ngay-tham-gia": {Width: 16, Kind: workbook.Date, Hint: "Ngày theo quyết định công nhận."},
		"quyet-dinh":    {Width: 30, Hint: "Số, ngày quyết định của Chủ tịch UBND cấp xã."},
	}
	for _, x := range memberFields {
		if c, ok := about[x.key]; ok {
			c.Header, c.Required = x.header, x.required
			f.Columns = append(f.Columns, c)
		}
	}
	f.Help = append([]string{"Cách điền danh sách thành viên – " + unit, "Cột “Tổ”, “Giới tính”, “Chức danh”: chọn trong danh sách.",
		"Cột “Số định danh/CCCD”: nhập đủ 12 chữ số. Ô đã để dạng văn bản nên số 0 ở đầu được giữ.", "Người đã có trong hệ thống được giữ nguyên, không ghi lần thứ hai."}, helpAll...)
	return f.Write(w)
}

// TeamsForm writes the form for a commune's teams.
func TeamsForm(w io.Writer, tree *org.Tree, commune org.UnitID, now clock.Moment) error {
	unit := vi.UpperFirst(tree.Name(commune, now.Today).Full())
	f := workbook.Form{Sheet: "Tổ", Title: "Danh sách Tổ bảo vệ an ninh, trật tự", Notes: []string{unit, "Mỗi Tổ một dòng, nhập từ dòng dưới tiêu đề. Xem trang “Hướng dẫn”."}, Blank: 200, Meta: meta(Teams, tree, commune, now)}
	about := map[string]workbook.FormColumn{"ten": {Width: 34, Hint: "Phần tên riêng, ví dụ “khu phố 5”, “thôn Ma Hoa”."}, "ngay": {Width: 16, Kind: workbook.Date}, "dia-ban": {Width: 34, Hint: "Các thôn, khu phố, cách nhau bằng dấu chấm phẩy. Để trống nếu Tổ phụ trách đúng thôn, khu phố mang tên Tổ."}, "quyet-dinh": {Width: 40, Hint: "Số, ngày quyết định của Chủ tịch UBND cấp xã."}}
	for _, x := range teamFields {
		c := about[x.key]
		c.Header, c.Required = x.header, x.required
		f.Columns = append(f.Columns, c)
	}
	f.Help = append([]string{"Cách điền danh sách Tổ – " + unit, "Cột “Tên Tổ”: chỉ ghi phần tên riêng, hệ thống tự thêm “Tổ bảo vệ ANTT”.", "Tổ đã có trong hệ thống được giữ nguyên."}, helpAll...)
	return f.Write(w)
}

// MonthForm writes the form of a report: its teams down, its measures across,
// what is entered already filled in.
func MonthForm(w io.Writer, world report.World, g *report.Grid, now clock.Moment) error {
	m := monthSheet{world, g}
	commune := org.UnitID(g.Report.CommuneID)
	unit := vi.UpperFirst(m.commune().Full())
	f := workbook.Form{Sheet: "Số liệu", Title: "Số liệu báo cáo tháng: " + g.Period.Label, Notes: []string{unit, "Ô xám không nhập. Không phát sinh thì ghi 0 hoặc –; chưa có số liệu thì để trống (giữ nguyên số đã ghi)."},
		Columns: []workbook.FormColumn{{Header: "Tổ", Width: 34, Required: true}},
		Meta:    meta(Month, world.Tree, commune, now, workbook.Pair{Key: "bao-cao", Value: strconv.FormatInt(int64(g.Report.ID), 10)}, workbook.Pair{Key: "ky", Value: g.Period.Label}, workbook.Pair{Key: "ke-hoach", Value: strconv.FormatInt(g.Report.PlanVersionID, 10)})}
	f.Help = []string{"Cách điền số liệu tháng – " + unit + ", " + g.Period.Label}
	for _, x := range g.Rules.Measures {
		f.Columns = append(f.Columns, workbook.FormColumn{Header: m.headerOf(x) + " (" + x.Unit + ")", Width: 14, Kind: workbook.Int})
		f.Help = append(f.Help, m.headerOf(x)+": "+x.Name+" ("+x.Unit+"). "+x.Definition)
	}
	for _, row := range g.RowIDs() {
		cells := []workbook.FormCell{{Cell: workbook.T(m.rowName(row)), Locked: true}}
		for _, x := range g.Rules.Measures {
			at := report.Cell{Row: row, Slot: x.Slot}
			c := workbook.FormCell{Locked: !g.CellOpen(at)}
			switch v := g.Value(at); {
			case v.None:
				c.Cell = workbook.T("–")
			case v.Known():
				c.Cell = workbook.N(int64(v.N))
			}
			cells = append(cells, c)
		}
		f.Rows = append(f.Rows, cells)
	}
	f.Help = append(f.Help, helpAll...)
	return f.Write(w)
}
