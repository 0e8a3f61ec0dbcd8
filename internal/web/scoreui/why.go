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

// Why explains one verdict, from the plan's sentence down to the cells.
func (u *UI) Why(c *page.Context) error {
	a, err := u.ask(c)
	if err != nil {
		return err
	}
	code := c.Query("chi-tieu")
	if code == "" {
		code = a.span.Rules(a.w.Plan).Indicators()[0].Code
	}
	y, err := u.Reports.Why(c.Ctx(), u.Reports.Pool, c.Actor, a.w, a.unit, a.want, code)
	if err != nil {
		return err
	}
	e := &explainer{ask: a, y: y}
	if c.Wants() != "" {
		return c.Export(e.file())
	}
	m := e.view()
	m.Head.Export = c.Exports()
	return c.Render(page.View{Title: m.Head.Title + " – " + a.name(a.unit)}, scoreview.WhyPage(m))
}

// explainer makes the view of an explanation.
type explainer struct {
	*ask
	y *report.Why
}

func (e *explainer) url(at page.Asked) string { return page.WhyURL(at, e.y.Indicator.Code) }

func (e *explainer) view() scoreview.Why {
	ind, res := e.y.Indicator, &e.y.Result
	m := scoreview.Why{Single: e.single(), Quote: ind.Quote, Source: "Kế hoạch, mục II." + ind.PlanRef, Prov: e.prov()}
	m.Head = ui.Head{Kicker: e.kicker() + " · " + e.span.Name, Title: ind.Code + " " + ind.Name}
	crumbs := e.crumbs(e.url)
	m.Head.Crumbs = append(crumbs, ui.Link{Label: "Chỉ tiêu " + ind.Code})
	m.Head.Crumbs = append([]ui.Link{{Label: "Bảng kết quả", URL: page.ScoreURL(e.at)}}, m.Head.Crumbs...)
	m.Tools = e.tools("/giai-thich", e.url, true, ui.Kept{Name: "chi-tieu", Value: ind.Code})
	m.Prev, m.Next = e.neighbours()
	switch {
	case len(e.want.Periods) == 0:
		m.Empty = e.nothing(e.url)
		return m
	case !e.y.Judged:
		m.Empty = &scoreview.Empty{Title: "Không xét cho từng Tổ", Text: "Chỉ tiêu này có mẫu số nhập chung cho toàn xã, nên chỉ xét từ cấp xã trở lên."}
		if up := e.w.Tree.Parent(e.unit, e.sight.AsOf); up != 0 {
			m.Empty.Links = []ui.Link{{Label: "Xem " + e.w.Tree.Name(up, e.w.Day).Full(), URL: e.url(e.of(up))}}
		}
		return m
	case res.Expected == 0:
		m.Empty = &scoreview.Empty{Title: "Không có báo cáo nào", Text: e.name(e.unit) + " không phải báo cáo trong khoảng đã chọn, hoặc không tham gia phong trào."}
		return m
	}
	m.Pill = ui.Pill{Kind: page.PillKind(res), Text: res.Words()}
	m.Figure, m.Pair = e.figure()
	m.Bar = e.bar()
	m.Sentence = e.sentence()
	m.Facts = e.facts()
	m.Given = e.besides()
	m.Lacking, m.Missing = e.missing()
	m.Tables = e.tables()
	return m
}

func (e *explainer) neighbours() (prev, next ui.Link) {
	list := e.y.Rules.Indicators()
	for i, ind := range list {
		if ind != e.y.Indicator {
			continue
		}
		link := func(x *plan.Indicator) ui.Link {
			return ui.Link{Label: x.Code + " " + x.Short, URL: page.WhyURL(e.at, x.Code)}
		}
		if i > 0 {
			prev = link(list[i-1])
		}
		if i+1 < len(list) {
			next = link(list[i+1])
		}
	}
	return prev, next
}

// eachPeriod: every team in every period.
func (e *explainer) eachPeriod() bool { return e.y.Indicator.Span == plan.SpanEachPeriod }

// everyCommune: judged above the commune by the number of communes that meet.
func (e *explainer) everyCommune() bool {
	return e.y.Indicator.Above == plan.AboveEveryCommune && e.y.Result.Units() > 1
}

// figure is the value at its largest, and its parts in words.
func (e *explainer) figure() (string, []ui.Link) {
	res, num, den := &e.y.Result, e.y.Num, e.y.Den
	count := func(n int64, m *plan.Measure) ui.Link {
		return ui.Link{Label: vi.Int(n) + " " + m.Unit + " (" + m.Short + ")", URL: "#tung-ky"}
	}
	switch {
	case res.Counted == 0:
		return "chưa có số liệu", nil
	case e.everyCommune():
		return fmt.Sprintf("%d/%d xã", res.UnitsMet, res.Units()), []ui.Link{{Label: fmt.Sprintf("%d xã có mô hình", res.UnitsMet), URL: "#cap-duoi"}, {Label: fmt.Sprintf("%d xã phải có", res.Units()), URL: "#cap-duoi"}}
	case e.eachPeriod() && res.TeamsTotal > 0:
		what := "lượt Tổ – kỳ"
		if e.y.Level == org.Team {
			what = "kỳ"
		} else if e.span.Within == plan.InPeriod {
			what = "Tổ"
		}
		return vi.Rate(int64(res.TeamsMeeting), int64(res.TeamsTotal), 100), []ui.Link{
			{Label: vi.Int(int64(res.TeamsMeeting)) + " " + what + " có việc tốt", URL: "#tung-ky"}, {Label: vi.Int(int64(res.TeamsTotal)) + " " + what + " đã có số liệu", URL: "#tung-ky"}}
	case den != nil && !res.HasShare():
		return res.Value(), []ui.Link{count(res.Num, num), count(res.Den, den)}
	case den != nil:
		return vi.Rate(res.Num, res.Den, res.Target.Percent()), []ui.Link{count(res.Num, num), count(res.Den, den)}
	}
	return vi.Int(res.Num), []ui.Link{count(res.Num, num)}
}

func (e *explainer) bar() *ui.Bar {
	res := &e.y.Result
	b := ui.Bar{Kind: page.PillKind(res), Target: res.Target.String(), At: res.Target.P, Of: res.Target.Q}
	switch {
	case res.HasShare():
		b.Num, b.Den = res.Num, res.Den
	case e.everyCommune():
		b.Num, b.Den, b.At, b.Of, b.Target = int64(res.UnitsMet), int64(res.Units()), 1, 1, "mọi xã"
	case e.eachPeriod() && res.TeamsTotal > 0:
		b.Num, b.Den, b.At, b.Of, b.Target = int64(res.TeamsMeeting), int64(res.TeamsTotal), 1, 1, "mọi Tổ, mọi kỳ"
	default:
		return nil
	}
	b.Title = fmt.Sprintf("%s/%s, mức phải đạt: %s", vi.Int(b.Num), vi.Int(b.Den), b.Target)
	return &b
}

// sentence is the verdict and its reason in words.
func (e *explainer) sentence() string {
	res := &e.y.Result
	value := res.Value()
	switch {
	case e.everyCommune():
		value = fmt.Sprintf("%d/%d xã có mô hình", res.UnitsMet, res.Units())
	case e.eachPeriod():
		value = fmt.Sprintf("%d lượt có, %d lượt không có", res.TeamsMeeting, res.TeamsFailing)
	}
	switch {
	case res.InProgress && res.Counted == 0:
		return "Đang thực hiện: chưa có số liệu được tính của kỳ cuối; chỉ kết luận chưa đạt khi phong trào kết thúc."
	case res.Counted == 0:
		return "Chưa đủ số liệu: chưa có báo cáo nào được tính."
	case res.InProgress:
		return "Đang thực hiện: hiện có " + value + "; chỉ kết luận chưa đạt khi phong trào kết thúc."
	case res.Verdict == plan.NoneArose:
		return "Không phát sinh: mẫu số bằng 0, nên không xét đạt hay chưa đạt."
	case res.Verdict == plan.Unknown:
		return fmt.Sprintf("Chưa đủ số liệu: phần còn thiếu vẫn có thể làm thay đổi kết luận. Hiện có %s, tính trên %s.", value, e.basis())
	}
	s := res.Words() + ": " + value + ", mức phải đạt là " + res.Target.String() + "."
	if res.Provisional && res.Counted == res.Expected {
		s += " Còn ô trống, nhưng số còn thiếu không thể làm thay đổi kết luận này."
	} else if res.Provisional {
		s += " Còn thiếu số liệu (tính trên " + e.basis() + "), nhưng phần thiếu không thể làm thay đổi kết luận này."
	}
	return s
}

// basis is "15/16 báo cáo xã".
func (e *explainer) basis() string {
	what := "báo cáo"
	if e.y.Level != org.Team {
		what = "báo cáo tháng của xã"
	}
	return fmt.Sprintf("%s/%s %s", vi.Int(int64(e.y.Result.Counted)), vi.Int(int64(e.y.Result.Expected)), what)
}

func (e *explainer) facts() []scoreview.Fact {
	res := &e.y.Result
	list := []scoreview.Fact{
		{Label: "Mức phải đạt", Text: res.Target.String() + " (" + res.Target.SetBy + ")"},
		{Label: "Cách tính", Text: e.formula()},
		{Label: "Khoảng thời gian", Text: e.stretch()},
		{Label: "Số liệu", Text: vi.UpperFirst(e.counts()) + ": " + e.basis() + "."},
		{Label: "Cách đọc", Text: vi.UpperFirst(e.want.Reading.Words())},
	}
	if fixed := page.AnnexWords(e.y.Annexed); fixed != "" {
		list = append(list, scoreview.Fact{Label: "Sửa sau khi chốt", Text: vi.UpperFirst(fixed) + ". Báo cáo đợt đã chốt giữ số cũ, đính chính nằm ở phụ lục."})
	}
	if res.Units() > 1 {
		list = append(list, scoreview.Fact{Label: "Từng xã", Text: unitsWords(res)})
	}
	if gap := e.gap(); gap != "" {
		list = append(list, scoreview.Fact{Label: "Cần để đạt", Text: gap})
	}
	return list
}

func unitsWords(res *plan.Result) string {
	s := fmt.Sprintf("%d/%d xã đạt", res.UnitsMet, res.Units())
	for _, x := range []struct {
		n    int32
		what string
	}{{res.UnitsNotMet, "chưa đạt"}, {res.UnitsNone, "không phát sinh"}, {res.UnitsUnknown, "chưa đủ số liệu"}} {
		if x.n > 0 {
			s += fmt.Sprintf(", %d %s", x.n, x.what)
		}
	}
	return s
}

func (e *explainer) formula() string {
	y := e.y
	switch {
	case y.Den != nil:
		return "“" + y.Num.Name + "” ÷ “" + y.Den.Name + "”; cộng tử số và mẫu số của mọi đơn vị, mọi kỳ rồi mới chia."
	case e.eachPeriod():
		return "Mỗi Tổ, mỗi kỳ: “" + y.Num.Name + "” " + y.Result.Target.String() + "; đạt khi mọi Tổ đạt trong mọi kỳ."
	case y.Rules.TakesLast(y.Indicator.Ordinal) && y.Indicator.Above == plan.AboveEveryCommune && e.y.Level != org.Team:
		return "“" + y.Num.Name + "” vào cuối khoảng (lấy kỳ cuối, không cộng các kỳ); cấp trên đạt khi mọi xã đạt."
	case y.Rules.TakesLast(y.Indicator.Ordinal):
		return "“" + y.Num.Name + "” vào cuối khoảng (lấy kỳ cuối, không cộng các kỳ)."
	}
	return "Tổng “" + y.Num.Name + "” của mọi đơn vị, mọi kỳ."
}

func (e *explainer) stretch() string {
	s := e.span.Name
	if e.span.Within != plan.InPeriod {
		s += " (" + e.days() + ")"
	}
	n, of := len(e.want.Periods), len(e.span.Periods)
	switch {
	case e.span.Within == plan.InPeriod && !e.span.Judged[0].Ended(e.c.Now.Today):
		s += ", đang diễn ra"
	case n < of:
		s += fmt.Sprintf(", đến nay %d/%d kỳ đã kết thúc", n, of)
	case of > 1:
		s += fmt.Sprintf(", %d kỳ", of)
	}
	return s
}

func (e *explainer) gap() string {
	in := plan.GapInput{Within: e.span.Within, End: e.span.End, Today: e.c.Now.Today}
	if e.eachPeriod() && e.y.Level == org.Commune {
		in.Teams = e.failing()
	}
	g := plan.GapOf(e.y.Result, in)
	if g.Text == "" {
		return ""
	}
	return vi.UpperFirst(g.Text) + "."
}

// failing names the teams that certainly fail an indicator of each period.
func (e *explainer) failing() []string {
	var out []string
	for i := range e.y.Below {
		if b := &e.y.Below[i]; b.Judged && b.Result.TeamsFailing > 0 {
			out = append(out, e.short(b.Unit))
		}
	}
	if len(out) > 6 {
		out = append(out[:6:6], fmt.Sprintf("và %d Tổ khác", len(out)-6))
	}
	return out
}
