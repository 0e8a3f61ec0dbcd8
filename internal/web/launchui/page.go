package launchui

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/launchview"
	"thidua/templates/ui"
)

// page is a phase with what the reader can do and who has it; v and errs are
// of a refused form.
func (u *UI) page(s *scene, status int, v func(string) string, errs []ui.Error) error {
	root := s.book.Root(s.ph.ID)
	m := launchview.Page{Head: ui.Head{Crumbs: []ui.Link{{Label: "Phát động", URL: list}, {Label: s.ph.Name}}, Kicker: vi.UpperFirst(s.w.Tree.Name(s.unit, s.c.Now.Today).Full()),
		Title: "Phát động " + s.ph.Name, Aside: vi.Span(s.ph.Start, s.ph.End), Tag: s.tag()}, Errors: errs, Slogan: s.ph.Slogan, PlanURL: "/ke-hoach/toan-van", PlanText: "Toàn văn kế hoạch kèm theo"}
	if root != nil {
		m.Slogan = root.Slogan
		if root.Slogan != root.PlanSlogan {
			m.Own = root.PlanSlogan
		}
		m.Steps = append(m.Steps, s.step("Phát động toàn tỉnh", root))
	}
	field := func(f ui.Field) ui.Field {
		f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
		return f
	}
	s.forms(&m, field)
	if s.level == org.Commune {
		s.own(&m)
		return s.c.Render(page.View{Title: m.Head.Title, Status: status}, launchview.PhasePage(m))
	}
	if mine := s.book.Of(s.ph.ID, s.unit); mine != nil && s.level != org.Province {
		m.Steps = append(m.Steps, s.step("UBND "+s.w.Tree.Name(s.unit, s.c.Now.Today).Full()+" phát động đến các xã", mine))
	}
	file, err := u.below(s, &m)
	if err != nil {
		return err
	}
	if s.c.Wants() != "" {
		return s.c.Export(file)
	}
	m.Head.Export = s.c.ExportsAt(list + "/" + s.ph.Code)
	return s.c.Render(page.View{Title: m.Head.Title, Status: status}, launchview.PhasePage(m))
}

func (s *scene) step(title string, l *launch.Launch) launchview.Step {
	st := launchview.Step{Title: title, Said: l.Message, Facts: []launchview.Fact{{Label: "Ngày", Text: l.On.String()}}}
	if d := l.Document(); d != "" {
		st.Facts = append(st.Facts, launchview.Fact{Label: "Văn bản", Text: vi.UpperFirst(d)})
	}
	if l.Signer != "" {
		st.Facts = append(st.Facts, launchview.Fact{Label: "Người ký", Text: l.Signer})
	}
	st.Facts = append(st.Facts, launchview.Fact{Label: "Người thực hiện", Text: l.By + ", " + vi.DayTime(l.At)})
	return st
}

// forms are what the reader's office does next.
func (s *scene) forms(m *launchview.Page, field func(ui.Field) ui.Field) {
	base := list + "/" + s.ph.Code
	today := s.c.Now.Today
	if s.launches() {
		below := s.level != org.Province
		f := &launchview.Launch{URL: base + "/phat-dong", Title: "Phát động " + s.ph.Name, Button: "Phát động",
			Number:  field(ui.Field{Name: "so", Label: "Số văn bản", Max: launch.MaxNumber, Required: below, Hint: "Ví dụ: 12/KH-UBND."}),
			Day:     field(ui.Field{Name: "ngay", Label: "Ngày văn bản", Kind: "date", Required: below}),
			Signer:  field(ui.Field{Name: "nguoi-ky", Label: "Người ký (họ tên, chức vụ)", Max: launch.MaxSigner, Required: below}),
			Message: field(ui.Field{Name: "loi", Label: "Lời phát động", Kind: "textarea", Rows: 5, Max: launch.MaxMessage})}
		f.Lead = fmt.Sprintf("Phát động một lần đến %d xã, phường, thị trấn, kèm toàn văn kế hoạch.", len(s.all))
		if below {
			f.Button = "Phát động đến các xã"
		} else {
			x := field(ui.Field{Name: "khau-hieu", Label: "Khẩu hiệu của đợt", Kind: "textarea", Required: true, Max: launch.MaxSlogan, Hint: "Điền sẵn theo kế hoạch; lưu đúng như nhập."})
			f.Slogan, f.PlanSlogan = &x, s.ph.Slogan
		}
		m.Launch = f
	} else if s.c.Actor.Can(access.LaunchWrite, s.w.Tree.Place(s.unit, today)) && s.book.Of(s.ph.ID, s.unit) == nil {
		held, _ := s.w.Plan.Rules.Def.DutyLevel(launch.Duty, today)
		if why := s.book.Refusal(s.w.Plan, s.ph, s.level, today); why != "" && (s.level == org.Province || held.String() == string(s.level)) {
			m.Notices = append(m.Notices, why)
		}
	}
	if s.answers() {
		m.Answer = &launchview.Answer{URL: base + "/xac-nhan", Lead: "Ghi ngày nhận được văn bản phát động và số Tổ đã triển khai.",
			Day:   field(ui.Field{Name: "ngay-nhan", Label: "Ngày nhận", Kind: "date", Required: true}),
			Teams: field(ui.Field{Name: "so-to", Label: "Số Tổ đã triển khai", Required: true, Short: true, Mode: "numeric", Max: 5}),
			Note:  field(ui.Field{Name: "ghi-chu", Label: "Ghi chú", Kind: "textarea", Max: launch.MaxNote})}
	}
}

// own is what concerns one commune: its district's launch and its own word.
func (s *scene) own(m *launchview.Page) {
	above := s.book.Above(s.w.Tree, s.ph.ID, s.unit, launch.AsOf(s.ph, s.c.Now.Today))
	if above != nil {
		m.Steps = append(m.Steps, s.step("UBND "+s.w.Tree.Name(above.Unit, above.On).Full()+" phát động", above))
	} else if s.book.Root(s.ph.ID) != nil {
		m.Notices = append(m.Notices, "UBND "+s.w.Tree.Name(launch.Holder(s.w.Tree, s.w.Plan, s.unit, s.c.Now.Today), s.c.Now.Today).Full()+" chưa phát động đợt này đến đơn vị.")
	} else {
		m.Notices = append(m.Notices, "Tỉnh chưa phát động đợt này.")
	}
	if r := s.book.Receipt(s.ph.ID, s.unit); r != nil {
		m.Steps = append(m.Steps, launchview.Step{Title: "Đơn vị đã nhận và triển khai đến các Tổ", Said: r.Note, Facts: []launchview.Fact{{Label: "Ngày nhận", Text: r.On.String()},
			{Label: "Số Tổ đã triển khai", Text: strconv.Itoa(r.Teams)}, {Label: "Người xác nhận", Text: r.By + ", " + vi.DayTime(r.At)}}})
	}
}

// below are the districts and communes of the reader's scope, and the communes
// as a file.
func (u *UI) below(s *scene, m *launchview.Page) (file page.File, err error) {
	q := s.c.R.URL.Query()
	stage, under := launch.Stage(s.c.Query("trang-thai")), org.UnitID(s.c.QueryID("don-vi"))
	districts := s.districts()
	if under != 0 && !slices.Contains(districts, under) {
		return file, fault.Missing()
	}
	if !slices.Contains(launch.Stages, stage) {
		stage = ""
	}
	day := launch.AsOf(s.ph, s.c.Now.Today)
	scope := s.all
	if under != 0 {
		scope = slices.DeleteFunc(slices.Clone(s.all), func(c org.UnitID) bool { return s.w.Tree.Ancestor(c, org.District, day) != under })
	}
	base := list + "/" + s.ph.Code
	address := func(stage launch.Stage) string {
		x := url.Values{}
		if stage != "" {
			x.Set("trang-thai", string(stage))
		}
		if under != 0 {
			x.Set("don-vi", q.Get("don-vi"))
		}
		if len(x) == 0 {
			return base + "#cac-xa"
		}
		return base + "?" + x.Encode() + "#cac-xa"
	}
	n := s.count(scope)
	m.Tabs = append(m.Tabs, ui.Link{Label: "Tất cả", URL: address(""), Current: stage == "", Count: strconv.Itoa(len(scope))})
	for _, x := range launch.Stages {
		m.Tabs = append(m.Tabs, ui.Link{Label: x.String(), URL: address(x), Current: stage == x, Count: strconv.Itoa(n[x])})
	}
	m.Empty = "Không có đơn vị nào ở trạng thái này."
	m.Wide = len(districts) > 1
	people, err := identity.Contacts(s.c.Ctx(), u.Pool, append(slices.Clone(scope), districts...), s.c.Now.Today, access.CommunePolice, access.District)
	if err != nil {
		return file, err
	}
	if m.Wide {
		s.districtLines(m, districts, people)
		choice := ui.Choice{Name: "don-vi", Label: "Huyện, thành phố", Options: []ui.Option{{Label: "Tất cả"}}}
		for _, d := range districts {
			choice.Options = append(choice.Options, ui.Option{Value: strconv.FormatInt(int64(d), 10), Label: vi.UpperFirst(s.w.Tree.Name(d, day).Full()), Selected: d == under})
		}
		m.Filter = &launchview.Filter{URL: base, Choice: choice}
		if stage != "" {
			m.Filter.Keep = []ui.Kept{{Name: "trang-thai", Value: string(stage)}}
		}
	}
	if stage != "" {
		scope = slices.DeleteFunc(slices.Clone(scope), func(c org.UnitID) bool { return s.stage(c) != stage })
	}
	for _, c := range scope {
		at := s.stage(c)
		r := launchview.Row{Name: vi.UpperFirst(s.w.Tree.Name(c, day).Full()), URL: page.UnitURL(int64(c)), State: stageTag(at),
			District: vi.UpperFirst(s.w.Tree.Name(s.w.Tree.Ancestor(c, org.District, day), day).Full()), Contact: who(people[c]), Phone: people[c].Phone}
		if x := s.book.Receipt(s.ph.ID, c); x != nil {
			r.On, r.Teams, r.Note = x.On.String(), fmt.Sprintf("%d/%d Tổ", x.Teams, len(s.w.Tree.Teams(c, day))), x.Note
		}
		m.Rows = append(m.Rows, r)
	}
	return s.communesFile(scope, stage, under, people), nil
}

func who(p identity.Contact) string {
	if p.Title != "" {
		return p.Title + " " + p.FullName
	}
	return p.FullName
}

func (s *scene) districtLines(m *launchview.Page, districts []org.UnitID, people map[org.UnitID]identity.Contact) {
	day := launch.AsOf(s.ph, s.c.Now.Today)
	for _, d := range districts {
		var mine []org.UnitID
		for _, c := range s.all {
			if s.w.Tree.Ancestor(c, org.District, day) == d {
				mine = append(mine, c)
			}
		}
		x := launchview.Unit{Name: vi.UpperFirst(s.w.Tree.Name(d, day).Full()), URL: list + "/" + s.ph.Code + "?don-vi=" + strconv.FormatInt(int64(d), 10) + "#cac-xa",
			State: ui.Tag{Kind: "warn", Text: "Chưa phát động"}, Received: fmt.Sprintf("%d/%d", s.count(mine)[launch.Received], len(mine)), Contact: who(people[d]), Phone: people[d].Phone}
		if l := s.book.Of(s.ph.ID, d); l != nil {
			x.State, x.Launched, x.Document = ui.Tag{Kind: "accepted", Text: "Đã phát động"}, l.On.String(), vi.UpperFirst(l.Document())
		}
		m.Units = append(m.Units, x)
	}
}
