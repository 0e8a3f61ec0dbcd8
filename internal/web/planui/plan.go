package planui

import (
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/planview"
	"thidua/templates/ui"
)

// Plan is the campaign on one page.
func (u *UI) Plan(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	versions, err := plan.Versions(c.Ctx(), u.Pool, w.Plan.CampaignID)
	if err != nil {
		return err
	}
	r := reader{c: c, w: w, d: w.Plan.Rules.Def, today: c.Now.Today}
	m := r.plan()
	m.Versions = r.versions(versions)
	return c.Render(page.View{Title: "Kế hoạch"}, planview.PlanPage(m))
}

// reader makes the view of the plan for who reads it today.
type reader struct {
	c     *page.Context
	w     report.World
	d     *plan.Definition
	today clock.Day
}

func (r *reader) plan() planview.Plan {
	d := r.d
	m := planview.Plan{Theme: d.Campaign.Theme, FullText: "/ke-hoach/toan-van", Bases: d.Campaign.LegalBases, Next: r.next()}
	if r.c.Actor.May(access.LaunchRead) {
		m.Links = append(m.Links, ui.Link{Label: "Phát động", URL: "/phat-dong"})
	}
	if r.c.Actor.May(access.TargetRead) {
		m.Links = append(m.Links, ui.Link{Label: "Chỉ tiêu giao", URL: "/giao-chi-tieu"})
	}
	m.Head = ui.Head{Kicker: d.Campaign.IssuingBody + " · Kế hoạch " + lowerFirst(d.Campaign.Plan.Reference()) + ", ban hành ngày " + d.Campaign.Plan.Issued.String(),
		Title: d.Campaign.Short, Aside: r.w.Plan.Phases[0].Start.String() + " – " + r.w.Plan.Phases[len(r.w.Plan.Phases)-1].End.String()}
	m.Contents = []ui.Link{{Label: "Các đợt", URL: "#cac-dot"}, {Label: "Nội dung, chỉ tiêu", URL: "#noi-dung-thi-dua"}, {Label: "Kỳ báo cáo", URL: "#ky-bao-cao"},
		{Label: "Khen thưởng", URL: "#khen-thuong"}, {Label: "Văn bản, căn cứ", URL: "#van-ban"}, {Label: "Phiên bản", URL: "#phien-ban"}}
	m.Facts = []planview.Fact{
		{Label: "Tên", Text: d.Campaign.Name},
		{Label: "Cơ quan ban hành", Text: d.Campaign.IssuingBody},
		{Label: "Số, ký hiệu", Text: d.Campaign.Plan.Reference()},
		{Label: "Ngày ban hành", Text: d.Campaign.Plan.Issued.String()},
		{Label: "Đối tượng thi đua", Text: d.Campaign.Subjects},
		{Label: "Đơn vị tham gia", Text: r.participants()},
	}
	for i, ph := range r.w.Plan.Phases {
		m.Phases = append(m.Phases, r.phase(i, ph))
	}
	for i := range d.Groups {
		m.Groups = append(m.Groups, r.group(&d.Groups[i]))
	}
	for _, p := range r.w.Plan.Periods {
		m.Periods = append(m.Periods, r.period(p))
	}
	for _, a := range d.Awards {
		m.Awards = append(m.Awards, planview.Award{Name: a.Name, Phases: r.reviews(a), Quote: a.Quote})
	}
	for _, x := range d.Duties {
		duty := planview.Duty{Name: x.Name}
		for _, h := range x.Held {
			duty.Held = append(duty.Held, levelNames[h.Level]+bounds(h.From, h.Before))
		}
		m.Duties = append(m.Duties, duty)
	}
	for _, l := range d.Recognition {
		m.Levels = append(m.Levels, planview.Duty{Name: l.Name, Held: []string{vi.UpperFirst(strings.TrimPrefix(bounds(l.From, l.Before), " ")) + orAlways(l)}})
	}
	for _, t := range d.Texts {
		m.Texts = append(m.Texts, planview.Measure{Name: t.Name, Definition: t.Hint})
	}
	return m
}

var levelNames = map[plan.Level]string{plan.LevelTeam: "Tổ", plan.LevelCommune: "Cấp xã", plan.LevelDistrict: "Cấp huyện", plan.LevelProvince: "Cấp tỉnh", plan.LevelMinistry: "Bộ"}

// bounds are the days a level holds something, in words.
func bounds(from, before *clock.Day) string {
	switch {
	case from != nil && before != nil:
		return fmt.Sprintf(" từ ngày %s đến hết ngày %s", *from, *before-1)
	case from != nil:
		return fmt.Sprintf(" từ ngày %s", *from)
	case before != nil:
		return fmt.Sprintf(" đến hết ngày %s", *before-1)
	}
	return ""
}

func orAlways(l plan.RecognisingLevel) string {
	if l.From == nil && l.Before == nil {
		return "Trong cả phong trào"
	}
	return ""
}

// next is the nearest day somebody has to keep.
func (r *reader) next() string {
	var due clock.Day
	what := ""
	for _, p := range r.w.Plan.Periods {
		if p.Due >= r.today && (what == "" || p.Due < due) {
			due, what = p.Due, "hạn gửi báo cáo tháng "+lowerFirst(p.Label)
		}
	}
	for _, ph := range r.w.Plan.Phases {
		if last := ph.ReportBefore - 1; last >= r.today && (what == "" || last < due) {
			due, what = last, "ngày cuối còn đúng hạn của báo cáo kết quả "+lowerFirst(ph.Name)
		}
	}
	if what == "" {
		return ""
	}
	switch n := due - r.today; n {
	case 0:
		return "Hôm nay, " + due.String() + ", là " + what + "."
	default:
		return fmt.Sprintf("Mốc gần nhất: %s, ngày %s, còn %d ngày.", what, due, n)
	}
}

func (r *reader) participants() string {
	var out []string
	for _, id := range r.w.Plan.Participants {
		name := vi.UpperFirst(r.w.Tree.Name(org.UnitID(id), r.today).Full())
		day := min(r.today, r.d.End())
		if n := len(r.w.Tree.Communes(org.UnitID(id), day)); n > 1 {
			name += fmt.Sprintf(" (%d xã, phường, thị trấn, %s Tổ)", n, vi.Int(int64(len(r.w.Tree.Teams(org.UnitID(id), day)))))
		}
		out = append(out, name)
	}
	return strings.Join(out, "; ")
}

func (r *reader) phase(i int, ph plan.LivePhase) planview.Phase {
	p := planview.Phase{Name: ph.Name, Days: "Từ ngày " + ph.Start.String() + " đến hết ngày " + ph.End.String(), Slogan: ph.Slogan,
		Report: fmt.Sprintf("gửi trước ngày %s (ngày cuối còn đúng hạn: %s)", ph.ReportBefore, ph.ReportBefore-1), Review: "Khen thưởng"}
	if i < len(r.d.Phases) {
		p.Review = r.d.Phases[i].Review
	}
	var awards []string
	for _, a := range r.d.Awards {
		for _, code := range a.Phases {
			if code == ph.Code {
				awards = append(awards, a.Short)
			}
		}
	}
	p.Awards = "Xét tặng " + strings.Join(awards, ", ")
	if len(awards) == 0 {
		p.Awards = "Không xét tặng"
	}
	switch {
	case r.today < ph.Start:
		p.Status, p.Left = "Chưa bắt đầu", fmt.Sprintf("còn %d ngày", ph.Start-r.today)
	case r.today <= ph.End:
		p.Status, p.StatusKind, p.Left = "Đang diễn ra", "submitted", fmt.Sprintf("còn %d ngày", ph.End-r.today)
		if ph.End == r.today {
			p.Left = "hôm nay là ngày cuối"
		}
	case r.today < ph.ReportBefore:
		p.Status, p.StatusKind = "Đang báo cáo", "warn"
		if p.Left = fmt.Sprintf("còn %d ngày", ph.ReportBefore-1-r.today); ph.ReportBefore-1 == r.today {
			p.Left = "hôm nay là ngày cuối"
		}
	default:
		p.Status = "Đã kết thúc"
	}
	if r.c.Actor.May(access.ScoreRead) && r.today >= ph.Start {
		p.Score = ui.Link{Label: "Bảng kết quả " + ph.Name, URL: page.ScoreURL(page.Asked{Unit: r.c.Actor.UnitID, Span: ph.Code})}
	}
	return p
}

func (r *reader) reviews(a plan.Award) string {
	var out []string
	for _, code := range a.Phases {
		for _, ph := range r.d.Phases {
			if ph.Code == code {
				out = append(out, ph.Review+" ("+lowerFirst(ph.Name)+")")
			}
		}
	}
	return strings.Join(out, ", ")
}

func (r *reader) period(p plan.LivePeriod) planview.Period {
	ph, _ := r.w.Plan.Phase(p.PhaseID)
	out := planview.Period{Name: p.Label, Phase: ph.Name, Days: vi.Span(p.Start, p.End), Opens: p.Opens.String(), From: p.SubmitFrom.String(), Due: "hết ngày " + p.Due.String(),
		Closes: "sau ngày " + p.LastOpen().String(), Past: r.today > p.LastOpen(), Current: p.ID == r.w.Plan.Current(r.today).ID}
	if p.Closing {
		out.Closes = "trước ngày " + p.ClosesBefore.String() + " (hạn báo cáo đợt)"
	}
	switch {
	case r.today < p.Opens:
		out.Status = "chưa mở"
	case !p.Ended(r.today):
		out.Status = fmt.Sprintf("đang diễn ra, còn %d ngày", p.End-r.today)
	case r.today <= p.Due:
		out.Status = fmt.Sprintf("đang nhận, còn %d ngày", p.Due-r.today)
		if p.Due == r.today {
			out.Status = "hạn gửi là hôm nay"
		}
	case r.today <= p.LastOpen():
		out.Status = "quá hạn, còn nhận"
	default:
		out.Status = "đã đóng"
	}
	return out
}

// versions tells which periods each version judges.
func (r *reader) versions(list []plan.Version) []planview.Version {
	var out []planview.Version
	for _, v := range list {
		var names []string
		for _, p := range r.w.Plan.Periods {
			if p.VersionID == v.ID {
				names = append(names, p.Short)
			}
		}
		x := planview.Version{Number: fmt.Sprintf("Phiên bản %d", v.Number), Loaded: "nạp lúc " + vi.DayTime(v.LoadedAt), By: v.LoadedBy, Note: v.Note, Periods: "Không còn kỳ nào xét theo phiên bản này."}
		switch {
		case len(names) == len(r.w.Plan.Periods):
			x.Periods = "Xét tất cả các kỳ."
		case len(names) > 0:
			x.Periods = "Xét các kỳ: " + strings.Join(names, "; ") + "."
		}
		out = append(out, x)
	}
	return out
}

// lowerFirst makes a name fit inside a sentence: "số 12/KH-UBND".
func lowerFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToLower(s[:i]) + s[i:]
		}
	}
	return s
}
