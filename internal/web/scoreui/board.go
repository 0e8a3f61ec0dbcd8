package scoreui

import (
	"fmt"
	"strconv"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/scoreview"
	"thidua/templates/ui"
)

// Board is a unit's scorecard: the units below by all indicators.
func (u *UI) Board(c *page.Context) error {
	a, err := u.ask(c)
	if err != nil {
		return err
	}
	b, err := u.Reports.Board(c.Ctx(), u.Reports.Pool, c.Actor, a.w, a.unit, a.want)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(a.boardFile(b))
	}
	m := a.board(b)
	return c.Render(page.View{Title: m.Head.Title + " – " + a.name(a.unit)}, scoreview.BoardPage(m))
}

func (a *ask) board(b *report.Board) scoreview.Board {
	m := scoreview.Board{Prov: a.prov(), Hint: "Bấm một ô để xem vì sao. Tỷ lệ chung = tổng tử số ÷ tổng mẫu số, không phải trung bình các tỷ lệ."}
	if b.Level == org.Province || b.Level == org.District {
		m.Hint = "Dòng nhỏ dưới ô: số xã đạt trên số xã phải xét. " + m.Hint
	}
	m.Head = ui.Head{Kicker: a.kicker(), Title: "Bảng kết quả " + a.span.Name, Aside: a.days(), Lead: a.due(a.c.Now.Today)}
	if a.span.Within == plan.InPeriod {
		m.Head.Aside = ""
	}
	if crumbs := a.crumbs(page.ScoreURL); len(crumbs) > 1 {
		crumbs[len(crumbs)-1].URL = ""
		m.Head.Crumbs = crumbs
	}
	m.Tools = a.tools("/bang-ket-qua", page.ScoreURL, true)
	m.More = ui.Link{Label: "Tiến độ báo cáo", URL: page.ProgressURL(a.at)}
	switch {
	case len(a.want.Periods) == 0:
		m.Empty = a.nothing(page.ScoreURL)
		return m
	case len(b.Groups) == 0:
		m.Empty = &scoreview.Empty{Title: "Không có báo cáo nào", Text: a.name(a.unit) + " không phải báo cáo trong khoảng đã chọn, hoặc không tham gia phong trào."}
		return m
	}
	if a.span.Within == plan.InPeriod && !a.span.Judged[0].Ended(a.c.Now.Today) {
		m.Notices = append(m.Notices, "Kỳ này còn đang diễn ra: kết quả còn thay đổi đến hết ngày "+a.span.End.String()+".")
	}
	m.Head.Export = a.c.Exports()
	if fixed := page.AnnexWords(report.AnnexedAll(b.Reports)); fixed != "" {
		a.fixed = true
		m.Notices = append(m.Notices, "Có số liệu đã sửa sau khi chốt báo cáo đợt: "+fixed+". Ô có số liệu được sửa ghi “đc” và số đính chính; báo cáo đã chốt giữ số cũ, đính chính nằm ở phụ lục.")
	}
	m.RowHead, m.Label = rowHeads[b.Level], "Kết quả từng đơn vị theo các chỉ tiêu"
	m.Ranked = len(b.Groups) > 1
	for _, ind := range b.Rules.Indicators() {
		m.Columns = append(m.Columns, scoreview.Column{Code: ind.Code, Short: ind.Short, Full: ind.Name + " (" + ind.Target.String() + ")"})
	}
	m.Rows = make([]scoreview.Row, len(b.Groups))
	for i := range b.Groups {
		m.Rows[i] = a.row(b, &b.Groups[i])
	}
	if b.Whole != nil {
		m.Total = &scoreview.Row{Name: wholeNames[b.Level]}
		if n := a.w.Tree.Name(a.unit, a.w.Day); b.Level != org.Province {
			m.Total.Name = "Toàn " + n.Kind
		}
		for i := range b.Whole {
			ind := b.Rules.Indicators()[i]
			m.Total.Cells = append(m.Total.Cells, a.cell(a.unit, b.Level, &b.Whole[i], ind, b.Given...))
			if a.fixed {
				fix(&m.Total.Cells[i], report.AnnexedIn(b.Rules, b.Reports, -1, ind.Ordinal))
			}
		}
		m.Cards = a.cards(b)
	}
	a.given(&m, b)
	return m
}

var rowHeads = map[org.Level]string{org.Province: "Đơn vị", org.District: "Xã, phường, thị trấn", org.Commune: "Tổ bảo vệ ANTT", org.Team: "Tổ bảo vệ ANTT"}

var wholeNames = map[org.Level]string{org.Province: "Toàn tỉnh"}

func (a *ask) row(b *report.Board, g *report.Group) scoreview.Row {
	r := scoreview.Row{Name: a.short(g.Unit), Note: a.gone(g.Unit), URL: page.ScoreURL(a.of(g.Unit))}
	level := org.Team
	if g.Team {
		r.URL = page.TeamURL(int64(g.Unit))
	} else if u, ok := a.w.Tree.Unit(g.Unit); ok {
		level = u.Level
	}
	if len(b.Groups) > 1 {
		r.Rank = strconv.Itoa(g.Rank)
		if g.Tied {
			r.Rank += " ="
		}
		r.Tally = tally(g.Tally)
	}
	r.Cells = make([]scoreview.Cell, len(g.Results))
	row, reports := int64(-1), g.Reports
	if g.Team {
		row, reports = int64(g.Unit), b.Reports
	}
	for i := range g.Results {
		ind := b.Rules.Indicators()[i]
		r.Cells[i] = a.cell(g.Unit, level, &g.Results[i], ind, g.Given...)
		if !a.fixed {
			continue
		}
		fix(&r.Cells[i], report.AnnexedIn(b.Rules, reports, row, ind.Ordinal))
	}
	return r
}

// tally is "1 chưa đạt, 2 chưa đủ".
func tally(t plan.Tally) string {
	switch {
	case t == plan.Tally{}:
		return "đủ, đạt hết"
	case t.Unknown == 0:
		return fmt.Sprintf("%d chưa đạt", t.NotMet)
	case t.NotMet == 0:
		return fmt.Sprintf("%d chưa đủ", t.Unknown)
	}
	return fmt.Sprintf("%d chưa đạt, %d chưa đủ", t.NotMet, t.Unknown)
}

// cell is one verdict of a unit; it leads to its explanation. Assigned targets
// of the indicator stand below it with their own.
func (a *ask) cell(unit org.UnitID, level org.Level, res *plan.Result, ind *plan.Indicator, given ...report.Given) scoreview.Cell {
	c := scoreview.Cell{Label: ind.Code + " " + ind.Short}
	if res.Indicator == nil {
		c.None = "xét ở xã"
		return c
	}
	c.Pill = a.pill(unit, level, res)
	c.Sub = meeting(res, c.Pill.Text)
	for i := range given {
		if g := &given[i]; g.Ordinal == ind.Ordinal {
			p := page.GivenPill(g.Assigned, &g.Result, level == org.Team, len(g.Periods))
			p.Text, p.URL = "giao "+g.Target.String(), page.WhyURL(a.of(unit), ind.Code)
			c.Given = append(c.Given, p)
		}
	}
	return c
}

// fix marks a cell whose figures were corrected beside the frozen report.
func fix(c *scoreview.Cell, numbers []int) {
	c.Fixed, c.FixedBy = page.AnnexMark(numbers), page.AnnexWords(numbers)
}

// pill is a verdict with the way to its explanation.
func (a *ask) pill(unit org.UnitID, level org.Level, res *plan.Result) ui.Pill {
	p := page.Pill(res)
	if level == org.Team && res.TeamsTotal > 0 { // of one team the periods are counted
		p.Text = vi.OutOf(res.TeamsMeeting, res.TeamsTotal) + " kỳ"
	}
	if level == org.Commune && res.Indicator.Span == plan.SpanEachPeriod && res.TeamsTotal > 0 && len(a.want.Periods) > 1 {
		p.Text = vi.OutOf(res.TeamsMeeting, res.TeamsTotal) + " lượt"
	}
	p.URL = page.WhyURL(a.of(unit), res.Indicator.Code)
	if a.at.Provisional {
		p.Words += ", tạm tính"
	}
	return p
}

// meeting says how many units meet a target every one of them should; "" where
// it says nothing new.
func meeting(res *plan.Result, shown string) string {
	if t := res.Target; t.Comparator != plan.Equal && (t.Rate || t.Comparator != plan.AtLeast) || res.Verdict == plan.NoneArose {
		return ""
	}
	text := ""
	switch {
	case res.Units() > 1:
		text = vi.OutOf(res.UnitsMet+res.UnitsNone, res.Units()) + " xã"
		if res.Indicator.Above == plan.AboveEveryCommune {
			text = vi.OutOf(res.UnitsMet, res.Units()) + " xã"
		}
	case res.TeamsFailing > 0 && res.Indicator.Span != plan.SpanEachPeriod && res.Units() == 1:
		text = fmt.Sprintf("%d Tổ chưa đạt", res.TeamsFailing)
	}
	if text == shown {
		return ""
	}
	return text
}

func (a *ask) cards(b *report.Board) []scoreview.Card {
	p, list := b.Progress, func(state string) string { return page.ReportsURL(a.listSpan(), a.at.Unit, state) }
	count := map[plan.Verdict]int{}
	running := 0
	for i := range b.Whole {
		count[b.Whole[i].Verdict]++
		if b.Whole[i].InProgress {
			running++
		}
	}
	label := "Chỉ tiêu đạt"
	if a.at.Provisional {
		label += " (tạm tính)"
	}
	text := fmt.Sprintf("%d chưa đạt · %d chưa đủ số liệu", count[plan.NotMet], count[plan.Unknown]-running)
	if running > 0 {
		text += fmt.Sprintf(" · %d đang thực hiện", running)
	}
	if n := count[plan.NoneArose]; n > 0 {
		text += fmt.Sprintf(" · %d không phát sinh", n)
	}
	return []scoreview.Card{
		{Label: "Báo cáo tháng đã duyệt", Value: vi.Int(int64(p.Accepted)), Of: "/" + vi.Int(int64(p.Expected)), URL: list("accepted"), Num: strconv.Itoa(p.Accepted), Max: strconv.Itoa(p.Expected)},
		{Label: "Gửi lần đầu đúng hạn", Value: rate(p.OnTime, p.Submitted), Text: fmt.Sprintf("%s/%s báo cáo đã gửi", vi.Int(int64(p.OnTime)), vi.Int(int64(p.Submitted))), URL: page.ProgressURL(a.at)},
		{Label: label, Value: strconv.Itoa(count[plan.Met]), Of: "/" + strconv.Itoa(len(b.Whole)), Text: text, URL: "#chung"},
		{Label: "Chờ duyệt", Value: vi.Int(int64(p.Waiting)), Text: fmt.Sprintf("%s bị trả lại · %s quá hạn chưa gửi", vi.Int(int64(p.Returned)), vi.Int(int64(p.Late))), Late: p.Late > 0, URL: list("cho-duyet")},
	}
}

// rate is a share in percent, "–" of nothing.
func rate(n, d int) string {
	if d == 0 {
		return "–"
	}
	return vi.Percent(int64(n), int64(d))
}
