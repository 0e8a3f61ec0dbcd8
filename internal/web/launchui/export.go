package launchui

import (
	"strings"

	"thidua/internal/identity"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// phasesFile is the phases, how far each was launched in the reader's sight.
func phasesFile(c *page.Context, scenes []*scene) page.File {
	out := page.File{Name: "Phát động"}
	out.Table.Columns = []workbook.Column{{Header: "Đợt", Width: 16}, {Header: "Từ ngày", Kind: workbook.Date}, {Header: "Đến ngày", Kind: workbook.Date}, {Header: "Khẩu hiệu", Width: 60}, {Header: "Trạng thái", Kind: workbook.State, Width: 26},
		{Header: "Tỉnh phát động", Kind: workbook.Date}, {Header: "Số xã đã nhận và triển khai", Kind: workbook.Int}, {Header: "Số xã", Kind: workbook.Int}}
	var rows [][]workbook.Cell
	for _, s := range scenes {
		row := []workbook.Cell{workbook.T(s.ph.Name), workbook.D(s.ph.Start), workbook.D(s.ph.End), workbook.T(s.ph.Slogan), workbook.T(s.tag().Text), {}, workbook.N(int64(s.count(s.all)[launch.Received])), workbook.N(int64(len(s.all)))}
		if root := s.book.Root(s.ph.ID); root != nil {
			row[3], row[5] = workbook.T(root.Slogan), workbook.D(root.On)
		}
		rows = append(rows, row)
	}
	out.Table.Rows = workbook.Lines(rows)
	return out
}

// communesFile is who has received a phase's launch.
func (s *scene) communesFile(communes []org.UnitID, stage launch.Stage, under org.UnitID, people map[org.UnitID]identity.Contact) page.File {
	day := launch.AsOf(s.ph, s.c.Now.Today)
	var words []string
	if under != 0 {
		words = append(words, s.w.Tree.Name(under, day).Full())
	}
	if stage != "" {
		words = append(words, "trạng thái: "+vi.LowerFirst(stage.String()))
	}
	out := page.File{Name: "Phát động " + s.ph.Name, Filter: strings.Join(words, "; ")}
	out.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 28}, {Header: "Huyện, thành phố", Width: 30}, {Header: "Trạng thái", Kind: workbook.State, Width: 26}, {Header: "Ngày nhận", Kind: workbook.Date},
		{Header: "Số Tổ đã triển khai", Kind: workbook.Int}, {Header: "Số Tổ", Kind: workbook.Int}, {Header: "Ghi chú", Width: 50}, {Header: "Người xác nhận", Width: 26}, {Header: "Người phụ trách", Width: 30}, {Header: "Điện thoại", Width: 16}}
	var rows [][]workbook.Cell
	for _, c := range communes {
		row := []workbook.Cell{workbook.T(vi.UpperFirst(s.w.Tree.Name(c, day).Full())), workbook.T(vi.UpperFirst(s.w.Tree.Name(s.w.Tree.Ancestor(c, org.District, day), day).Full())), workbook.T(s.stage(c).String()), {}, {},
			workbook.N(int64(len(s.w.Tree.Teams(c, day)))), {}, {}, workbook.T(who(people[c])), workbook.T(people[c].Phone)}
		if x := s.book.Receipt(s.ph.ID, c); x != nil {
			row[3], row[4], row[6], row[7] = workbook.D(x.On), workbook.N(int64(x.Teams)), workbook.T(x.Note), workbook.T(x.By)
		}
		rows = append(rows, row)
	}
	out.Table.Rows = workbook.Lines(rows)
	return out
}
