package launchui

import (
	"strings"

	"thidua/internal/identity"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// phasesFile is the phases, how far each was launched in the reader's sight.
func phasesFile(c *page.Context, scenes []*scene) page.File {
	out := page.File{Name: "Phát động"}
	out.Table.Columns = []paper.Column{{Header: "Đợt", Width: 16}, {Header: "Từ ngày", Kind: paper.Date}, {Header: "Đến ngày", Kind: paper.Date}, {Header: "Khẩu hiệu", Width: 60}, {Header: "Trạng thái", Kind: paper.State, Width: 26},
		{Header: "Tỉnh phát động", Kind: paper.Date}, {Header: "Số xã đã nhận và triển khai", Kind: paper.Int}, {Header: "Số xã", Kind: paper.Int}}
	var rows [][]paper.Cell
	for _, s := range scenes {
		row := []paper.Cell{paper.T(s.ph.Name), paper.D(s.ph.Start), paper.D(s.ph.End), paper.T(s.ph.Slogan), paper.T(s.tag().Text), {}, paper.N(int64(s.count(s.all)[launch.Received])), paper.N(int64(len(s.all)))}
		if root := s.book.Root(s.ph.ID); root != nil {
			row[3], row[5] = paper.T(root.Slogan), paper.D(root.On)
		}
		rows = append(rows, row)
	}
	out.Table.Rows = paper.Lines(rows)
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
	out.Table.Columns = []paper.Column{{Header: "Đơn vị", Width: 28}, {Header: "Huyện, thành phố", Width: 30}, {Header: "Trạng thái", Kind: paper.State, Width: 26}, {Header: "Ngày nhận", Kind: paper.Date},
		{Header: "Số Tổ đã triển khai", Kind: paper.Int}, {Header: "Số Tổ", Kind: paper.Int}, {Header: "Ghi chú", Width: 50}, {Header: "Người xác nhận", Width: 26}, {Header: "Người phụ trách", Width: 30}, {Header: "Điện thoại", Width: 16}}
	var rows [][]paper.Cell
	for _, c := range communes {
		row := []paper.Cell{paper.T(vi.UpperFirst(s.w.Tree.Name(c, day).Full())), paper.T(vi.UpperFirst(s.w.Tree.Name(s.w.Tree.Ancestor(c, org.District, day), day).Full())), paper.T(s.stage(c).String()), {}, {},
			paper.N(int64(len(s.w.Tree.Teams(c, day)))), {}, {}, paper.T(who(people[c])), paper.T(people[c].Phone)}
		if x := s.book.Receipt(s.ph.ID, c); x != nil {
			row[3], row[4], row[6], row[7] = paper.D(x.On), paper.N(int64(x.Teams)), paper.T(x.Note), paper.T(x.By)
		}
		rows = append(rows, row)
	}
	out.Table.Rows = paper.Lines(rows)
	return out
}
