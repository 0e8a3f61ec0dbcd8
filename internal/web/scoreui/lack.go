package scoreui

import (
	"fmt"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/scoreview"
	"thidua/templates/ui"
)

// waitWords says where a report that does not count stands.
var waitWords = map[report.State]string{report.Draft: "chưa gửi", report.Submitted: "đã gửi, chờ duyệt", report.InReview: "đơn vị duyệt đang xem",
	report.Returned: "bị trả lại, đang sửa"}

// fewLacks are shown at once; more are folded away.
const fewLacks = 5

// missing lists what the verdict lacks, period by period.
func (e *explainer) missing() (string, []scoreview.Lacks) {
	if len(e.y.Missing) == 0 {
		return "", nil
	}
	var out []scoreview.Lacks
	reports, cells := 0, 0
	last := -1
	for i := range e.y.Missing {
		l := &e.y.Missing[i]
		if l.Period.Ordinal != last {
			last = l.Period.Ordinal
			g := scoreview.Lacks{Title: ui.Link{Label: l.Period.Label}}
			if e.y.Level != org.Team && e.y.Level != org.Commune && !e.sight.Closed {
				g.Title.URL = page.ReportsURL(fmt.Sprint(last+1), e.at.Unit, "")
			}
			out = append(out, g)
		}
		g := &out[len(out)-1]
		g.Items = append(g.Items, e.lack(l))
		if l.Measure == nil {
			reports++
		} else {
			cells += l.Cells
		}
	}
	for i := range out {
		out[i].Open = len(out[i].Items) <= fewLacks
	}
	title := "Còn thiếu"
	switch {
	case cells == 0:
		title += fmt.Sprintf(" %s báo cáo chưa được tính", vi.Int(int64(reports)))
	case reports == 0:
		title += fmt.Sprintf(" %s ô trống", vi.Int(int64(cells)))
	default:
		title += fmt.Sprintf(" %s báo cáo chưa được tính và %s ô trống", vi.Int(int64(reports)), vi.Int(int64(cells)))
	}
	return title, out
}

func (e *explainer) lack(l *report.Lack) scoreview.Lack {
	where := e.name(l.Unit)
	switch {
	case l.Measure == nil:
		return scoreview.Lack{Link: ui.Link{Label: "Báo cáo của " + e.w.Tree.Name(l.Unit, e.w.Day).Full(), URL: page.ReportURL(int64(l.Report))}, Text: waitWords[l.State]}
	case !l.OneCell:
		return scoreview.Lack{Link: ui.Link{Label: where, URL: page.ReportURL(int64(l.Report))}, Text: fmt.Sprintf("%d ô trống ở cột “%s”", l.Cells, l.Measure.Short)}
	case l.Row == report.Whole:
		where = "Dòng toàn xã"
	default:
		where = e.short(org.UnitID(l.Row))
	}
	x := scoreview.Lack{Link: ui.Link{Label: where + ", ô “" + l.Measure.Short + "”", URL: page.CellURL(int64(l.Report), l.Row, l.Measure.Slot)}, Text: "để trống"}
	if l.Note != "" {
		x.Text += ", lý do: " + l.Note
	}
	return x
}

// cellText is a figure of a cell; "trống" where there is none.
func cellText(c plan.Cell) string {
	if c == plan.Empty {
		return "trống"
	}
	return vi.Int(int64(c))
}
