package guideui

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// listFilter is what the ranked list's address asks for.
type listFilter struct {
	phase   plan.LivePhase
	form    award.Form
	subject award.Subject
	under   org.UnitID // 0: the actor's own unit
	verdict string     // "du", "khong", "thieu"
	text    string
	chosen  bool // those within the cap are ticked
}

var verdicts = []struct {
	key, label string
	is         plan.Verdict
}{{"du", "Đủ điều kiện", plan.Met}, {"khong", "Không đủ điều kiện", plan.NotMet}, {"thieu", "Chưa đủ số liệu", plan.Unknown}}

func (f listFilter) url(edit ...string) string {
	q := url.Values{"dot": {f.phase.Code}, "hinh-thuc": {string(f.form)}, "doi-tuong": {string(f.subject)}}
	if f.under != 0 {
		q.Set("don-vi", id64(int64(f.under)))
	}
	for name, v := range map[string]string{"ket-luan": f.verdict, "q": f.text} {
		if v != "" {
			q.Set(name, v)
		}
	}
	for i := 0; i+1 < len(edit); i += 2 {
		q.Set(edit[i], edit[i+1])
	}
	return standing + "?" + q.Encode()
}

func readList(c *page.Context, w report.World) listFilter {
	f := listFilter{phase: reviewed(w), form: award.GiayKhen, subject: award.Team, under: org.UnitID(c.QueryID("don-vi")), text: c.Query("q"), chosen: c.Query("chon") == "gioi-han"}
	if ph, ok := w.Plan.PhaseByCode(c.Query("dot")); ok {
		f.phase = ph
	}
	if x := award.Form(c.Query("hinh-thuc")); slices.Contains(award.Forms, x) {
		f.form = x
	}
	if !award.GivenAt(w.Plan.Rules.Def, f.form, f.phase.Code) {
		f.form = award.GiayKhen
	}
	if x := award.Subject(c.Query("doi-tuong")); slices.Contains(award.Subjects, x) {
		f.subject = x
	}
	for _, v := range verdicts {
		if c.Query("ket-luan") == v.key {
			f.verdict = v.key
		}
	}
	return f
}

// Standing is the ranked list of the actor's reach by the guide in force.
func (u *UI) Standing(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := readList(c, w)
	at := f.under
	if at == 0 {
		at = org.UnitID(c.Actor.UnitID)
	}
	if err := access.Check(c.Actor, access.AwardRead, w.Tree.PlaceNow(at, w.Day)); err != nil {
		return err
	}
	g, issued, err := criteria.IssuedGuide(c.Ctx(), u.Pool, w.Plan, f.phase.ID)
	if err != nil {
		return err
	}
	m := guideview.Standing{URL: standing, Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(at, w.Day).Full()), Title: "Xét khen thưởng", Aside: reviewName(w, f.phase.Code), Export: c.Exports()}, NextAct: guides}
	u.tools(c, w, f, &m)
	var st *criteria.Standing
	if issued {
		var ok bool
		if st, ok, err = u.Criteria.Standing(c.Ctx(), u.Pool, c.Actor, w, g, f.form, f.subject, at); err != nil {
			return err
		}
		if !ok {
			m.Nothing = "Hướng dẫn " + g.Number + " không có tiêu chí " + pairName(f.form, f.subject) + "."
		}
	} else {
		m.Nothing = "Chưa có hướng dẫn tiêu chí khen thưởng khi " + vi.LowerFirst(reviewName(w, f.phase.Code)) + ": Phòng PX03 dự thảo, Sở Nội vụ thống nhất và ban hành thì mới xét được."
	}
	if m.Nothing == "" {
		list := f.narrow(w, st)
		if c.Wants() != "" {
			return c.Export(page.File{Name: "Xét khen thưởng " + pairName(f.form, f.subject), Filter: f.words(w), Path: w.Tree.PlaceNow(at, w.Day).Path, Table: table(w, st.Criteria, list)})
		}
		m.Head.Lead = "Theo Hướng dẫn số " + g.Number + " ngày " + g.Date.String() + ". Hạng theo số chỉ tiêu chưa đạt, chưa đủ số liệu; bằng nhau thì đồng hạng (=), ưu tiên nữ và Tổ từ 70 % nữ."
		u.ranked(c, w, f, at, st, list, &m)
	} else if c.Wants() != "" {
		return c.Export(page.File{Name: "Xét khen thưởng " + pairName(f.form, f.subject), Filter: m.Nothing, Path: w.Tree.PlaceNow(at, w.Day).Path, Table: table(w, award.Criteria{}, nil)})
	}
	return c.Render(page.View{Title: m.Head.Title}, guideview.StandingPage(m))
}

// tools are the tabs and filters above the list.
func (u *UI) tools(c *page.Context, w report.World, f listFilter, m *guideview.Standing) {
	for _, p := range pairs(w, f.phase.Code) {
		x := f
		x.form, x.subject = p.Form, p.Subject
		m.Forms = append(m.Forms, ui.Link{Label: pairName(p.Form, p.Subject), URL: x.url(), Current: p.Form == f.form && p.Subject == f.subject})
	}
	m.Keep = []ui.Kept{{Name: "hinh-thuc", Value: string(f.form)}, {Name: "doi-tuong", Value: string(f.subject)}}
	phases := ui.Choice{Name: "dot", Label: "Khi"}
	for _, p := range w.Plan.Phases {
		phases.Options = append(phases.Options, ui.Option{Value: p.Code, Label: reviewName(w, p.Code), Selected: p.ID == f.phase.ID})
	}
	said := ui.Choice{Name: "ket-luan", Label: "Kết luận", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, v := range verdicts {
		said.Options = append(said.Options, ui.Option{Value: v.key, Label: v.label, Selected: v.key == f.verdict})
	}
	m.Choices = []ui.Choice{phases}
	if units := unitChoice(c, w, f.under); len(units.Options) > 1 {
		m.Choices = append(m.Choices, units)
	}
	m.Choices = append(m.Choices, said)
	m.Search = ui.Field{Name: "q", Label: "Tìm theo tên, đơn vị", Kind: "search", Value: f.text, Grow: true, Max: 100}
	if f.under != 0 || f.verdict != "" || f.text != "" {
		m.Reset = listFilter{phase: f.phase, form: f.form, subject: f.subject}.url()
	}
}

// narrow is the list in the filter: ranked first.
func (f listFilter) narrow(w report.World, st *criteria.Standing) []*award.Judged {
	words := strings.Fields(vi.Fold(f.text))
	var out []*award.Judged
	for _, j := range slices.Concat(st.Ranked, st.Others) {
		ok := true
		for _, v := range verdicts {
			ok = ok && (v.key != f.verdict || j.Eligibility.Verdict() == v.is)
		}
		if len(words) > 0 {
			text := vi.Fold(j.Candidate.Name + " " + under(w, j.Candidate))
			ok = ok && !slices.ContainsFunc(words, func(x string) bool { return !strings.Contains(text, x) })
		}
		if ok {
			out = append(out, j)
		}
	}
	return out
}

func (f listFilter) words(w report.World) string {
	s := []string{reviewName(w, f.phase.Code)}
	if f.under != 0 {
		s = append(s, w.Tree.Name(f.under, w.Day).Full())
	}
	for _, v := range verdicts {
		if v.key == f.verdict {
			s = append(s, vi.LowerFirst(v.label))
		}
	}
	if f.text != "" {
		s = append(s, "có “"+f.text+"”")
	}
	return strings.Join(s, "; ")
}

// proposes tells whether the actor's side nominates for the form.
func proposes(c *page.Context, w report.World, f award.Form) bool {
	route, err := award.RouteOn(w.Plan.Rules.Def, f, w.Day)
	return err == nil && c.Actor.May(access.AwardPut) && route.Roles[award.ByProposer] == c.Actor.Role
}

func (u *UI) ranked(c *page.Context, w report.World, f listFilter, at org.UnitID, st *criteria.Standing, list []*award.Judged, m *guideview.Standing) {
	seen := func(unit org.UnitID) bool { // all of the proposing unit is in the list
		return strings.HasPrefix(w.Tree.PlaceNow(unit, w.Day).Path, w.Tree.PlaceNow(at, w.Day).Path)
	}
	m.Points = st.Criteria.Sheet != nil
	m.Stats = []guideview.Stat{{Label: "Đủ điều kiện", Value: itoa(st.All.Qualified), Of: "/" + itoa(st.All.Total)}, {Label: "Không đủ điều kiện", Value: itoa(st.All.Failed)}, {Label: "Chưa đủ số liệu", Value: itoa(st.All.Unknown)}}
	var caps []string
	over := 0
	for _, a := range st.Units {
		if a.Bound && seen(a.Unit) {
			caps = append(caps, fmt.Sprintf("%s được đề nghị không quá %s/%s; %s đủ điều kiện.", vi.UpperFirst(a.UnitName), itoa(a.Most), itoa(a.Subjects), itoa(a.Qualified)))
			if a.Qualified > a.Most {
				over++
			}
		}
	}
	if len(caps) > 3 {
		caps = []string{fmt.Sprintf("%s. %s/%s đơn vị có nhiều đối tượng đủ điều kiện hơn giới hạn.", st.Criteria.Cap.Words(f.subject), itoa(over), itoa(len(caps)))}
	}
	m.Caps = caps
	for i, l := range st.Criteria.Lines(w.Plan.Rules, f.phase.Code) {
		m.Legend = append(m.Legend, guideview.Fact{Label: st.Criteria.Short(w.Plan.Rules, i), Text: l.Text})
	}
	m.Empty = "Không có Tổ, thành viên nào khớp với cách lọc này."
	rows, n := paged(list, int(min(c.QueryID("trang"), 1<<20)), pageSize)
	puts := proposes(c, w, f.form)
	for _, j := range rows {
		l := shown(w, st.Criteria, j, asked{f.form, f.phase.Code, 0}, st.Criteria.Cap != nil && seen(j.Candidate.Unit))
		if puts && int64(j.Candidate.Unit) == c.Actor.UnitID {
			x := whom(j.Candidate)
			l.Check = &guideview.Check{Name: "to", Value: id64(int64(x.Team)), Label: "Chọn " + j.Candidate.Name, On: f.chosen && j.Place == award.Within}
			if x.Person != 0 {
				l.Check.Name, l.Check.Value = "nguoi", id64(int64(x.Person))
			}
			l.Check.ID = "f-" + l.Check.Name + "-" + l.Check.Value
			m.Propose = proposal
		}
		m.Lines = append(m.Lines, l)
	}
	if m.Propose != "" {
		m.Hidden = []ui.Kept{{Name: "khoa", Value: page.NewID()}, {Name: "hinh-thuc", Value: string(f.form)}, {Name: "dot", Value: f.phase.Code}}
		m.Choose = ui.Link{Label: "Chọn sẵn người đủ điều kiện trong giới hạn", URL: f.url("chon", "gioi-han", "trang", strconv.Itoa(n))}
		if f.subject == award.Team {
			m.Choose.Label = "Chọn sẵn Tổ đủ điều kiện trong giới hạn"
		}
	}
	m.Pager = pager(n, pageSize, len(list), func(n int) string { return f.url("trang", strconv.Itoa(n)) })
}
