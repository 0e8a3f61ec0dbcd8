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

const sumNote = "Tỷ lệ chung = tổng tử số ÷ tổng mẫu số, không phải trung bình các tỷ lệ."

func (e *explainer) tables() []scoreview.Table {
	list := []scoreview.Table{e.periods()}
	if len(e.y.Rows) > 0 {
		return append(list, e.rows())
	}
	return append(list, e.below())
}

// heads are the columns of a result's figures.
func (e *explainer) heads() []scoreview.Col {
	switch {
	case e.y.Den != nil:
		return []scoreview.Col{{Label: e.y.Num.Short, Num: true}, {Label: e.y.Den.Short, Num: true}, {Label: "Tỷ lệ", Num: true}}
	case e.eachPeriod():
		return []scoreview.Col{{Label: "Tổ đạt", Num: true}, {Label: e.y.Num.Short, Num: true}}
	}
	return []scoreview.Col{{Label: e.y.Num.Short, Num: true}}
}

// figures are a result's cells under heads; each number leads to what makes it.
func (e *explainer) figures(res *plan.Result, numURL, denURL string) []scoreview.TCell {
	cell := func(label, url string, head int) scoreview.TCell {
		return scoreview.TCell{Label: e.heads()[head].Label, Num: true, Links: []ui.Link{{Label: label, URL: url}}}
	}
	num := vi.Int(res.Num)
	if res.Counted == 0 {
		num = "–"
	}
	switch {
	case e.y.Den != nil:
		den, share := vi.Int(res.Den), "–"
		if res.Counted == 0 {
			den = "–"
		} else if res.HasShare() {
			share = vi.Rate(res.Num, res.Den, res.Target.Percent())
		}
		return []scoreview.TCell{cell(num, numURL, 0), cell(den, denURL, 1), {Label: "Tỷ lệ", Num: true, Text: share}}
	case e.eachPeriod():
		teams := "–"
		if res.TeamsTotal > 0 {
			teams = fmt.Sprintf("%s/%s", vi.Int(int64(res.TeamsMeeting)), vi.Int(int64(res.TeamsTotal)))
		}
		return []scoreview.TCell{cell(teams, numURL, 0), cell(num, numURL, 1)}
	}
	return []scoreview.TCell{cell(num, numURL, 0)}
}

// verdict is a result's pill in a table, in words beside the colour.
func (e *explainer) verdict(res *plan.Result, url string) scoreview.TCell {
	p := ui.Pill{Kind: page.PillKind(res), Text: res.Words(), URL: url}
	return scoreview.TCell{Label: "Kết quả", Pill: &p}
}

// single: figures of single cells are at hand.
func (e *explainer) single() bool { return e.y.Level == org.Commune || e.y.Level == org.Team }

func (e *explainer) periods() scoreview.Table {
	t := scoreview.Table{ID: "tung-ky", Title: "Từng kỳ", Head: append([]scoreview.Col{{Label: "Kỳ"}}, e.heads()...), Note: ""}
	t.Head = append(t.Head, scoreview.Col{Label: "Kết quả"})
	if e.single() {
		t.Head = append(t.Head, scoreview.Col{Label: "Người gửi → người duyệt"})
	} else {
		t.Head = append(t.Head, scoreview.Col{Label: "Báo cáo được tính", Num: true})
	}
	unused := false
	for i := range e.y.Periods {
		p := &e.y.Periods[i]
		own := e.url(e.in(p.Period))
		r := scoreview.TRow{Head: ui.Link{Label: p.Period.Label, URL: own}, Soft: !p.Used}
		if e.span.Within == plan.InPeriod {
			r.Head.URL = ""
		}
		if !p.Used {
			unused, r.Note = true, "(không tính)"
		}
		numURL, denURL := e.inputURLs(p)
		r.Cells = append(e.figures(&p.Result, numURL, denURL), e.verdict(&p.Result, r.Head.URL))
		e.markLacks(r.Cells, p)
		if e.single() {
			r.Cells = append(r.Cells, e.signed(p))
		} else {
			r.Cells = append(r.Cells, scoreview.TCell{Label: "Báo cáo được tính", Num: true,
				Links: []ui.Link{{Label: fmt.Sprintf("%d/%d", p.Result.Counted, p.Result.Expected), URL: e.listURL(p.Period)}}})
		}
		t.Rows = append(t.Rows, r)
	}
	if len(e.y.Periods) > 1 {
		foot := scoreview.TRow{Head: ui.Link{Label: "Cộng"}}
		foot.Cells = append(e.figures(&e.y.Result, "#tung-ky", "#tung-ky"), e.verdict(&e.y.Result, ""))
		for i := range foot.Cells {
			for k := range foot.Cells[i].Links {
				foot.Cells[i].Links[k].URL = ""
			}
		}
		last := scoreview.TCell{Label: "Báo cáo được tính", Num: !e.single(), Text: fmt.Sprintf("%d/%d", e.y.Result.Counted, e.y.Result.Expected)}
		if e.single() {
			last.Text += " báo cáo được tính"
		}
		foot.Cells = append(foot.Cells, last)
		if unused {
			foot.Head.Label = "Kỳ cuối"
		}
		t.Foot = &foot
	}
	switch {
	case unused:
		t.Note = "Mô hình đang hoạt động không cộng dồn: chỉ lấy kỳ cuối của khoảng."
	case e.y.Den != nil && len(e.y.Periods) > 1:
		t.Note = sumNote
	}
	return t
}

// markLacks says beside a period's figures how many cells they lack.
func (e *explainer) markLacks(cells []scoreview.TCell, p *report.WhyPeriod) {
	for i, m := range []*plan.Measure{e.y.Num, e.y.Den} {
		if e.eachPeriod() {
			i = 1
		}
		n := 0
		for _, l := range e.y.Missing {
			if l.Measure == m && m != nil && l.Period.ID == p.Period.ID {
				n += l.Cells
			}
		}
		if n > 0 {
			cells[i].Text = fmt.Sprintf("(thiếu %d ô)", n)
		}
	}
}

// inputURLs are where a period's two figures come from: the cell itself where
// it is one, the rows below, or the same unit's explanation of that period.
func (e *explainer) inputURLs(p *report.WhyPeriod) (num, den string) {
	one := func(m *plan.Measure) string {
		if m == nil {
			return ""
		}
		if len(p.Months) == 1 {
			id := int64(p.Months[0].Report)
			switch {
			case e.y.Level == org.Team:
				return page.CellURL(id, int64(e.unit), m.Slot)
			case m.Entry == plan.EntryCommune || m.CommuneTotal == plan.TotalOwnRow:
				return page.CellURL(id, report.Whole, m.Slot)
			}
		}
		switch {
		case e.single():
			return "#tung-dong"
		case e.span.Within == plan.InPeriod:
			return "#cap-duoi"
		}
		return e.url(e.in(p.Period))
	}
	return one(e.y.Num), one(e.y.Den)
}

func (e *explainer) listURL(p plan.LivePeriod) string {
	if e.sight.Closed {
		return ""
	}
	return page.ReportsURL(fmt.Sprint(p.Ordinal+1), e.at.Unit, "")
}

// signed names who sent and who accepted the reports of a period.
func (e *explainer) signed(p *report.WhyPeriod) scoreview.TCell {
	c := scoreview.TCell{Label: "Người gửi → người duyệt", Lines: true}
	for i := range p.Months {
		m := &p.Months[i]
		s := waitWords[m.State]
		if len(p.Months) > 1 {
			s = e.short(m.Commune) + ": " + s
		}
		if m.SentBy != "" {
			s = m.SentBy + ", " + vi.DayTime(*m.SentAt)
			if len(p.Months) > 1 {
				s = e.short(m.Commune) + ": " + s
			}
			if m.State.Final() && m.DecidedBy != "" {
				s += " → " + m.DecidedBy + ", " + vi.DayTime(*m.DecidedAt)
			} else {
				s += " → " + waitWords[m.State]
			}
		}
		c.Links = append(c.Links, ui.Link{Label: s, URL: page.ReportURL(int64(m.Report))})
	}
	return c
}

// below are the units directly below, each with its own verdict.
func (e *explainer) below() scoreview.Table {
	t := scoreview.Table{ID: "cap-duoi", Title: "Đơn vị cấp dưới", Head: append([]scoreview.Col{{Label: rowHeads[e.y.Level]}}, e.heads()...)}
	t.Head = append(t.Head, scoreview.Col{Label: "Kết quả"}, scoreview.Col{Label: "Từng xã"})
	for i := range e.y.Below {
		b := &e.y.Below[i]
		own := e.url(e.of(b.Unit))
		r := scoreview.TRow{Head: ui.Link{Label: e.short(b.Unit), URL: own}, Note: e.gone(b.Unit)}
		r.Cells = append(e.figures(&b.Result, own, own), e.verdict(&b.Result, own))
		words := scoreview.TCell{Label: "Từng xã"}
		if b.Result.Units() > 1 {
			words.Text = unitsWords(&b.Result)
		} else {
			words.Label = ""
		}
		r.Cells = append(r.Cells, words)
		t.Rows = append(t.Rows, r)
	}
	foot := scoreview.TRow{Head: ui.Link{Label: "Cộng"}, Cells: append(e.figures(&e.y.Result, "", ""), e.verdict(&e.y.Result, ""), scoreview.TCell{Label: "Từng xã", Text: unitsWords(&e.y.Result)})}
	t.Foot = &foot
	if e.y.Level == org.District { // single communes: nothing below to count
		t.Head = t.Head[:len(t.Head)-1]
		for i := range t.Rows {
			t.Rows[i].Cells = t.Rows[i].Cells[:len(t.Rows[i].Cells)-1]
		}
		foot.Cells = foot.Cells[:len(foot.Cells)-1]
	}
	if e.y.Den != nil {
		t.Note = sumNote
	}
	return t
}

// rows are the teams and the whole-commune rows by period: single cells.
func (e *explainer) rows() scoreview.Table {
	t := scoreview.Table{ID: "tung-dong", Title: "Từng Tổ, từng ô số liệu", Head: []scoreview.Col{{Label: "Dòng"}}}
	if e.y.Level == org.Team {
		t.Title = "Từng ô số liệu"
	}
	for _, p := range e.want.Periods {
		t.Head = append(t.Head, scoreview.Col{Label: p.Short, Num: true})
	}
	t.Head = append(t.Head, scoreview.Col{Label: "Kết quả"})
	results := map[int64]*report.WhyUnit{}
	for i := range e.y.Below {
		results[int64(e.y.Below[i].Unit)] = &e.y.Below[i]
	}
	waiting := false
	for i := range e.y.Rows {
		row := &e.y.Rows[i]
		r := scoreview.TRow{ID: fmt.Sprintf("dong-%d", row.Row), Head: ui.Link{Label: "Toàn xã (không thuộc Tổ nào)"}}
		if row.Row == report.Whole {
			if !e.y.Num.Entry.Commune() && (e.y.Den == nil || !e.y.Den.Entry.Commune()) {
				continue
			}
			r.ID = ""
			if e.want.Reading == report.Today {
				r.Note = e.short(row.Commune)
			}
		} else {
			r.Head = ui.Link{Label: e.short(org.UnitID(row.Row)), URL: page.TeamURL(row.Row)}
		}
		for k := range row.Cells {
			c, soft := e.rowCell(row, k)
			waiting = waiting || soft
			r.Cells = append(r.Cells, c)
		}
		verdict := scoreview.TCell{Label: "Kết quả"}
		if b := results[row.Row]; b != nil && b.Judged {
			verdict = e.verdict(&b.Result, e.url(e.of(b.Unit)))
		} else if e.y.Level == org.Team {
			verdict = e.verdict(&e.y.Result, "")
		} else if row.Row != report.Whole {
			verdict.Text, verdict.Soft = "xét ở xã", true
		}
		r.Cells = append(r.Cells, verdict)
		t.Rows = append(t.Rows, r)
	}
	if e.y.Level == org.Commune && len(t.Rows) > 1 && !e.y.Rules.TakesLast(e.y.Indicator.Ordinal) {
		t.Foot = e.rowsFoot()
	}
	t.Note = "Mỗi số mở ra ô số liệu: ai ghi, khi nào, ai duyệt."
	switch {
	case e.y.Den == nil:
	case e.y.Num.Entry == e.y.Den.Entry:
		t.Note = "Viết “" + e.y.Num.Short + "”/“" + e.y.Den.Short + "”. " + t.Note
	default:
		t.Note = "Dòng của Tổ ghi “" + e.y.Num.Short + "”, dòng Toàn xã ghi “" + e.y.Den.Short + "”. " + t.Note
	}
	if waiting {
		t.Note += " Số in nghiêng thuộc báo cáo chưa duyệt, chưa được tính."
	}
	return t
}

// rowCell is a row's figures of one period; soft tells that they don't count.
func (e *explainer) rowCell(row *report.WhyRow, k int) (scoreview.TCell, bool) {
	c := &row.Cells[k]
	out := scoreview.TCell{Label: e.want.Periods[k].Short, Num: true}
	if c.Report == 0 {
		return out, false
	}
	link := func(n plan.Cell, m *plan.Measure) {
		out.Links = append(out.Links, ui.Link{Label: cellText(n), URL: page.CellURL(int64(c.Report), row.Row, m.Slot)})
	}
	if c.HasNum {
		link(c.Num, e.y.Num)
	}
	if c.HasDen {
		link(c.Den, e.y.Den)
	}
	out.Soft = !c.Counted && len(out.Links) > 0
	return out, out.Soft
}

// rowsFoot is what the rows of each period come to.
func (e *explainer) rowsFoot() *scoreview.TRow {
	foot := scoreview.TRow{Head: ui.Link{Label: "Cộng"}}
	for i := range e.y.Periods {
		res, text := &e.y.Periods[i].Result, "–"
		if res.Counted > 0 {
			if text = vi.Int(res.Num); e.y.Den != nil {
				text += "/" + vi.Int(res.Den)
			}
			if res.Provisional {
				text += ", còn thiếu"
			}
		}
		foot.Cells = append(foot.Cells, scoreview.TCell{Label: e.y.Periods[i].Period.Short, Num: true, Text: text})
	}
	foot.Cells = append(foot.Cells, e.verdict(&e.y.Result, ""))
	return &foot
}
