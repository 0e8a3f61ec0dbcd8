// Package launchui is the screens of phát động: the phases, one phase with who
// launched it and who has it, launching and acknowledging.
package launchui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/launchview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Launches *launch.Service
	World    func(c *page.Context) (report.World, error)
	Pool     *pg.Pool
}

const list = "/phat-dong"

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: list, Action: access.LaunchRead, Class: page.Page, Handler: u.Index},
		{Method: "GET", Pattern: list + "/{dot}", Action: access.LaunchRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: list + "/{dot}/phat-dong", Action: access.LaunchWrite, Class: page.Act, Handler: u.Launch},
		{Method: "POST", Pattern: list + "/{dot}/xac-nhan", Action: access.LaunchAnswer, Class: page.Act, Handler: u.Answer},
	}
}

// scene is a phase as the reader's office sees it.
type scene struct {
	c     *page.Context
	w     report.World
	ph    plan.LivePhase
	book  *launch.Book
	unit  org.UnitID
	level org.Level
	all   []org.UnitID // communes of the reader's scope
}

func (u *UI) scene(c *page.Context, w report.World, ph plan.LivePhase, book *launch.Book) (*scene, error) {
	scope, err := access.ScopeOf(c.Actor, access.LaunchRead)
	if err != nil {
		return nil, err
	}
	s := &scene{c: c, w: w, ph: ph, book: book, unit: org.UnitID(c.Actor.UnitID), all: launch.Communes(w.Tree, w.Plan, ph, c.Now.Today, scope)}
	x, _ := w.Tree.Unit(s.unit)
	s.level = x.Level
	return s, nil
}

func (s *scene) stage(c org.UnitID) launch.Stage {
	return s.book.StageOf(s.w.Tree, s.ph.ID, c, launch.AsOf(s.ph, s.c.Now.Today))
}

func (s *scene) count(communes []org.UnitID) map[launch.Stage]int {
	n := map[launch.Stage]int{}
	for _, c := range communes {
		n[s.stage(c)]++
	}
	return n
}

// launches tells whether the reader launches the phase now.
func (s *scene) launches() bool {
	return s.c.Actor.Can(access.LaunchWrite, s.w.Tree.Place(s.unit, s.c.Now.Today)) && s.book.Of(s.ph.ID, s.unit) == nil && s.book.May(s.w.Plan, s.ph, s.level, s.c.Now.Today)
}

// answers tells whether the reader acknowledges it now.
func (s *scene) answers() bool {
	return s.c.Actor.Can(access.LaunchAnswer, s.w.Tree.Place(s.unit, s.c.Now.Today)) && s.stage(s.unit) == launch.Waiting
}

func (s *scene) tag() ui.Tag {
	switch {
	case s.book.Root(s.ph.ID) == nil:
		return ui.Tag{Kind: "warn", Text: "Chưa phát động"}
	case s.level == org.Commune:
		return stageTag(s.stage(s.unit))
	case s.level == org.District && s.book.Of(s.ph.ID, s.unit) == nil:
		return ui.Tag{Kind: "warn", Text: "Chưa phát động đến các xã"}
	}
	return ui.Tag{Kind: "accepted", Text: "Đã phát động"}
}

func stageTag(s launch.Stage) ui.Tag {
	return ui.Tag{Text: s.String(), Kind: map[launch.Stage]string{launch.Received: "accepted", launch.Waiting: "warn"}[s]}
}

// Index is the phases.
func (u *UI) Index(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	book, err := launch.Read(c.Ctx(), u.Pool, w.Plan.CampaignID)
	if err != nil {
		return err
	}
	var scenes []*scene
	for _, ph := range w.Plan.Phases {
		s, err := u.scene(c, w, ph, book)
		if err != nil {
			return err
		}
		scenes = append(scenes, s)
	}
	if c.Wants() != "" {
		return c.Export(phasesFile(c, scenes))
	}
	m := launchview.Index{Head: ui.Head{Export: c.Exports(), Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), c.Now.Today).Full()), Title: "Phát động",
		Lead: "Công an tỉnh phát động từng đợt đến mọi đơn vị; huyện, thành phố phát động đến các xã; Công an xã xác nhận đã nhận và triển khai đến các Tổ."}}
	for _, s := range scenes {
		m.Phases = append(m.Phases, s.phase())
	}
	return c.Render(page.View{Title: "Phát động"}, launchview.IndexPage(m))
}

func (s *scene) phase() launchview.Phase {
	p := launchview.Phase{Name: s.ph.Name, Days: vi.Span(s.ph.Start, s.ph.End), Slogan: s.ph.Slogan, Tag: s.tag(), Act: ui.Link{Label: "Xem", URL: list + "/" + s.ph.Code}}
	root := s.book.Root(s.ph.ID)
	if root != nil {
		p.Slogan = root.Slogan
		p.Lines = append(p.Lines, "Phát động toàn tỉnh ngày "+root.On.String()+".")
		n := s.count(s.all)
		if s.level != org.Commune {
			p.Lines = append(p.Lines, fmt.Sprintf("%d/%d xã, phường, thị trấn đã nhận và triển khai đến các Tổ.", n[launch.Received], len(s.all)))
		}
	}
	switch {
	case s.launches():
		p.Act.Label, p.First = "Phát động "+s.ph.Name, true
	case s.answers():
		p.Act.Label, p.First = "Xác nhận đã nhận", true
	}
	return p
}

// read finds the phase of the path.
func (u *UI) read(c *page.Context) (*scene, error) {
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	ph, ok := w.Plan.PhaseByCode(c.Param("dot"))
	if !ok {
		return nil, fault.Missing()
	}
	book, err := launch.Read(c.Ctx(), u.Pool, w.Plan.CampaignID)
	if err != nil {
		return nil, err
	}
	return u.scene(c, w, ph, book)
}

// Show is one phase.
func (u *UI) Show(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	v := map[string]string{"khau-hieu": s.ph.Slogan, "ngay-nhan": c.Now.Today.String(), "so-to": strconv.Itoa(len(s.w.Tree.Teams(s.unit, c.Now.Today)))}
	return u.page(s, http.StatusOK, func(n string) string { return v[n] }, nil)
}

// Launch launches the phase from the reader's office.
func (u *UI) Launch(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := launch.Input{Slogan: f.Line("khau-hieu"), DocNumber: f.Line("so"), DocDay: f.DayOrNone("ngay", "ngày văn bản"), Signer: f.Line("nguoi-ky"), Message: f.Text("loi")}
	if f.Fields.Has("ngay") { // a day before the plan: refused below, with the words for what was typed
		in.DocDay = new(clock.Day)
	}
	done, err := u.Launches.Launch(c.Ctx(), c.Actor, c.Now, s.w.Tree, s.w.Plan, s.ph.Code, in)
	if refused, ok := page.Problems(err); ok {
		return u.page(s, http.StatusUnprocessableEntity, f.Raw, unread(f, refused))
	}
	if err != nil {
		return err
	}
	if !done {
		return c.See(list+"/"+s.ph.Code, s.ph.Name+" đã được phát động từ trước, không có gì thay đổi.")
	}
	return c.See(list+"/"+s.ph.Code, fmt.Sprintf("Đã phát động %s đến %d xã, phường, thị trấn.", s.ph.Name, len(s.all)))
}

// Answer acknowledges a launch.
func (u *UI) Answer(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := launch.Answer{On: f.DayOrNone("ngay-nhan", "ngày nhận"), TeamCount: -1, Note: f.Text("ghi-chu")}
	if f.Fields.Has("ngay-nhan") {
		in.On = nil
	}
	if n, err := vi.ParseCount(f.Line("so-to")); err == nil && n < 10_000 {
		in.TeamCount = int(n)
	}
	done, err := u.Launches.Receive(c.Ctx(), c.Actor, c.Now, s.w.Tree, s.w.Plan, s.ph.Code, in)
	if refused, ok := page.Problems(err); ok {
		return u.page(s, http.StatusUnprocessableEntity, f.Raw, unread(f, refused))
	}
	if err != nil {
		return err
	}
	if !done {
		return c.See(list+"/"+s.ph.Code, "Đơn vị đã xác nhận "+s.ph.Name+" từ trước, không có gì thay đổi.")
	}
	return c.See(list+"/"+s.ph.Code, "Đã xác nhận nhận phát động "+s.ph.Name+".")
}

// unread says of a day that could not be read so, where the service, given
// none, asks for one.
func unread(f *page.Form, refused []ui.Error) []ui.Error {
	typed, _ := page.Problems(f.Fields.Err())
	for i := range refused {
		if said := page.Of(typed, refused[i].Name); said != "" {
			refused[i].Message = said
		}
	}
	return refused
}

// districts of the communes in scope, in administrative order.
func (s *scene) districts() []org.UnitID {
	var out []org.UnitID
	for _, c := range s.all {
		if d := s.w.Tree.Ancestor(c, org.District, launch.AsOf(s.ph, s.c.Now.Today)); d != 0 && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}
