package intake

import (
	"fmt"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// CellLine is one figure to write: what the check saw and what the file says.
type CellLine struct {
	Row   int64        `json:"row"`
	Slot  int          `json:"slot"`
	Base  report.Value `json:"base"`
	Value report.Value `json:"value"`
}

// monthSheet is what a month's form holds: measures across, teams and the
// whole commune down.
type monthSheet struct {
	w report.World
	g *report.Grid
}

func (m monthSheet) commune() org.Name {
	return m.w.Tree.Name(org.UnitID(m.g.Report.CommuneID), m.g.Period.End)
}

func (m monthSheet) rowName(row int64) string {
	if row == report.Whole {
		return "Toàn " + m.commune().Kind + " (không thuộc Tổ nào)"
	}
	return vi.UpperFirst(m.w.Tree.Name(org.UnitID(row), m.g.Period.End).Short())
}

// headerOf is a measure's heading; two that would read the same carry their
// full names.
func (m monthSheet) headerOf(x *plan.Measure) string {
	for _, y := range m.g.Rules.Measures {
		if y != x && letters(y.Short) == letters(x.Short) {
			return x.Name
		}
	}
	return x.Short
}

func (m monthSheet) fields() []field {
	list := []field{{"row", "Tổ", true, nil}}
	for _, x := range m.g.Rules.Measures {
		list = append(list, field{key: strconv.Itoa(x.Slot), header: m.headerOf(x)})
	}
	return list
}

// belongs refuses the form of another report, or an older one.
func (m monthSheet) belongs(meta map[string]string) error {
	switch {
	case meta["loai"] != string(Month):
		return fault.New(fault.Invalid, "Đây không phải tệp mẫu số liệu tháng. Tải tệp mẫu của chính báo cáo này, dán số liệu vào rồi tải lên.")
	case meta["bao-cao"] != strconv.FormatInt(int64(m.g.Report.ID), 10):
		return fault.New(fault.Invalid, fmt.Sprintf("Tệp mẫu này của báo cáo khác (%s, %s). Chọn đúng báo cáo, hoặc tải tệp mẫu của báo cáo này.", meta["don-vi"], meta["ky"]))
	case meta["phien-ban"] != templateVersion || meta["ke-hoach"] != strconv.FormatInt(m.g.Report.PlanVersionID, 10):
		return fault.New(fault.Invalid, "Tệp mẫu đã cũ: các cột số liệu đã thay đổi. Tải tệp mẫu mới rồi dán số liệu vào.")
	}
	return nil
}

type monthCheck struct {
	monthSheet
	rows  map[string]int64 // folded row name → row
	seen  map[int64]int
	at    map[report.Cell]Issue // where each edit stands in the file
	cells []CellLine
	result
}

func newMonthCheck(m monthSheet) *monthCheck {
	c := &monthCheck{monthSheet: m, rows: map[string]int64{}, seen: map[int64]int{}, at: map[report.Cell]Issue{}}
	for _, row := range m.g.RowIDs() {
		c.rows[bare(m.rowName(row))] = row
	}
	return c
}

func (c *monthCheck) judge(l line) {
	c.add(l.sound()...)
	row, ok := c.rows[bare(l.at("row").Plain())]
	if !ok {
		c.add(l.problem("row", "Báo cáo này không có dòng tên như vậy. Giữ nguyên tên các Tổ trong tệp mẫu."))
		return
	}
	if at, twice := c.seen[row]; twice {
		c.add(l.problem("row", fmt.Sprintf("Dòng này lặp lại dòng %d.", at)))
		return
	}
	c.seen[row] = l.row.N
	out := Line{Row: l.row.N, Do: Same, Name: c.rowName(row)}
	for _, m := range c.g.Rules.Measures {
		name := strconv.Itoa(m.Slot)
		v := l.at(name)
		if _, there := l.s.cols[name]; !there || v.Text == "" || v.Formula || v.Fail {
			continue
		}
		cell := report.Cell{Row: row, Slot: m.Slot}
		stored := c.g.Value(cell)
		value, err := report.ParseValue(v.Plain())
		switch {
		case m.Derived != 0:
			if err != nil || value.N != stored.N {
				c.add(l.warning(name, "Cột tự lấy từ danh sách, không nhập: giữ nguyên số của hệ thống."))
			}
		case !c.g.Rules.Expects(m.Slot, row == report.Whole):
			c.add(l.problem(name, "Số liệu này không nhập ở dòng này. Xóa ô."))
		case err != nil:
			c.add(l.problem(name, err.Error()))
		case value == stored:
		default:
			out.Cells = append(out.Cells, CellLine{Row: row, Slot: m.Slot, Base: stored, Value: value})
			c.at[cell] = l.problem(name, "")
			if out.Do == Same {
				out.Do = Add
			}
			if stored.Known() {
				out.Do = Change
			}
		}
	}
	c.keep(out)
	c.cells = append(c.cells, out.Cells...)
}

// rules tries the edits on the report: what its own rules refuse.
func (c *monthCheck) rules() {
	for _, r := range c.g.Try(c.edits()) {
		if r.Outcome == report.Saved {
			continue
		}
		i, ok := c.at[r.Cell]
		if !ok {
			continue
		}
		i.Message = r.Message
		c.add(i)
	}
}

func (c *monthCheck) edits() []report.Edit { return editsOf(c.cells) }

func editsOf(cells []CellLine) []report.Edit {
	var list []report.Edit
	for _, x := range cells {
		list = append(list, report.Edit{Cell: report.Cell{Row: x.Row, Slot: x.Slot}, Base: x.Base, New: x.Value})
	}
	return list
}

// cellCounts are figures added, changed and left as they are.
func cellCounts(cells []CellLine, g *report.Grid) (added, changed, same int) {
	for _, x := range cells {
		if x.Base.Known() {
			changed++
		} else {
			added++
		}
	}
	for _, row := range g.RowIDs() {
		for _, m := range g.Rules.Measures {
			if m.Derived == 0 && g.Rules.Expects(m.Slot, row == report.Whole) {
				same++
			}
		}
	}
	return added, changed, same - len(cells)
}

// writable says whether the report's figures may be typed today.
func (m monthSheet) writable(today clock.Day) error { return m.g.Report.Writable(m.g.Period, today) }
