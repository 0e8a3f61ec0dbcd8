// Package web puts the screens together: the order of the middleware, THE
// route list, the menu.
//
// Order, once: request size and time → security headers → cross-origin check →
// compression → route: recover, request id, session, actor, the route's
// action, handler, error funnel. It owns no table and writes no SQL.
package web

import (
	"context"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"thidua/internal/access"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/intake"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/question"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/summary"
	"thidua/internal/web/accountui"
	"thidua/internal/web/adminui"
	"thidua/internal/web/certificateui"
	"thidua/internal/web/decisionui"
	"thidua/internal/web/diaryui"
	"thidua/internal/web/dossierui"
	"thidua/internal/web/guideui"
	"thidua/internal/web/helpui"
	"thidua/internal/web/homeui"
	"thidua/internal/web/importui"
	"thidua/internal/web/launchui"
	"thidua/internal/web/orgui"
	"thidua/internal/web/page"
	"thidua/internal/web/planui"
	"thidua/internal/web/questionui"
	"thidua/internal/web/registerui"
	"thidua/internal/web/reportui"
	"thidua/internal/web/rosterui"
	"thidua/internal/web/scoreui"
	"thidua/internal/web/searchui"
	"thidua/internal/web/summaryui"
	"thidua/internal/web/targetui"
	"thidua/internal/web/verifyui"
	"thidua/templates/accountview"
	"thidua/web"
)

// Server is everything the screens are made of.
type Server struct {
	Pool         *pg.Pool
	Clocks       clock.Clocks
	Identity     *identity.Service
	Org          *org.Directory
	Book         *plan.Book
	Reports      *report.Service
	Rosters      *roster.Service
	Registers    *register.Service
	Intake       *intake.Service
	Summaries    *summary.Service
	Criteria     *criteria.Service
	Dossiers     *dossier.Service
	Decisions    *decision.Service
	Certificates *certificate.Service
	Demo         string // the banner, "" in production
	// The demo's accounts and password, shown at its login; none in production.
	DemoAccounts []accountview.DemoAccount
	DemoWord     string
	Secure       bool // the base URL is https
	Address      func(r *http.Request) string
	Plain        bool // no compression: the bench's comparison
}

func (s *Server) families() [][]page.Route {
	tree := func(c *page.Context) (*org.Tree, error) { return s.Org.At(c.Ctx(), c.Signed.OrgRev) }
	return [][]page.Route{
		(&homeui.UI{Reports: s.Reports, Summaries: s.Summaries, Dossiers: s.Dossiers, Launches: launch.NewShelf(s.Pool), World: s.World, Pool: s.Pool}).Routes(),
		(&reportui.UI{Reports: s.Reports, World: s.World}).Routes(),
		(&scoreui.UI{Reports: s.Reports, World: s.World}).Routes(),
		(&planui.UI{Pool: s.Pool, World: s.World}).Routes(),
		(&orgui.UI{Rosters: s.Rosters, Tree: tree, Reports: s.Reports, Registers: s.Registers, World: s.World}).Routes(),
		(&rosterui.UI{Rosters: s.Rosters, Tree: tree}).Routes(),
		(&registerui.UI{Registers: s.Registers, World: s.World, Reports: s.Reports, Pool: s.Pool}).Routes(),
		(&targetui.UI{Targets: &plan.Targets{DB: s.Pool}, Reports: s.Reports, World: s.World}).Routes(),
		(&launchui.UI{Launches: &launch.Service{DB: s.Pool}, Pool: s.Pool, World: s.World}).Routes(),
		(&helpui.UI{}).Routes(),
		(&accountui.UI{Identity: s.Identity, Demo: s.DemoAccounts, Word: s.DemoWord}).Routes(),
		(&adminui.UI{Identity: s.Identity, Org: s.Org, Pool: s.Pool}).Routes(),
		(&verifyui.UI{Summaries: s.Summaries, Certificates: s.Certificates}).Routes(),
		(&diaryui.UI{Registers: s.Registers, Reports: s.Reports, World: s.World}).Routes(),
		(&searchui.UI{Rosters: s.Rosters, Registers: s.Registers, Reports: s.Reports, World: s.World}).Routes(),
		(&importui.UI{Intake: s.Intake, Reports: s.Reports, World: s.World}).Routes(),
		(&summaryui.UI{Summaries: s.Summaries, Pool: s.Pool, World: s.World}).Routes(),
		(&questionui.UI{Questions: &question.Service{DB: s.Pool}, World: s.World}).Routes(),
		(&guideui.UI{Criteria: s.Criteria, Reports: s.Reports, Rosters: s.Rosters, Pool: s.Pool, World: s.World}).Routes(),
		(&dossierui.UI{Dossiers: s.Dossiers, Registers: s.Registers, Pool: s.Pool, World: s.World}).Routes(),
		(&decisionui.UI{Decisions: s.Decisions, Criteria: s.Criteria, Pool: s.Pool, World: s.World}).Routes(),
		(&certificateui.UI{Certificates: s.Certificates, Pool: s.Pool, World: s.World}).Routes(),
	}
}

// World is the organisation and the campaign as the request sees them: cached
// snapshots at the revisions the session's statement brought.
func (s *Server) World(c *page.Context) (report.World, error) {
	tree, err := s.Org.At(c.Ctx(), c.Signed.OrgRev)
	if err != nil {
		return report.World{}, err
	}
	live, err := s.Book.At(c.Ctx(), c.Signed.PlanRev)
	return report.World{Tree: tree, Day: c.Now.Today, Plan: live}, err
}

func (s *Server) sign(_ http.ResponseWriter, r *http.Request, _ clock.Moment) (page.Signed, error) {
	l, err := s.Identity.Load(r)
	return page.Signed{Actor: l.Actor, MustChange: l.MustChange, OrgRev: l.OrgRev, PlanRev: l.PlanRev, Session: l}, err
}

// Office is how an actor's office is called.
func Office(a access.Actor) string {
	name := ""
	switch a.Role {
	case access.CommunePolice:
		name = "Công an " + a.UnitName
	case access.District, access.CommuneOffice:
		name = "UBND " + a.UnitName
	case access.PX03:
		name = "Phòng PX03, Công an " + a.UnitName
	case access.HomeAffairs:
		name = "Sở Nội vụ " + a.UnitName
	case access.Leader:
		name = "Lãnh đạo " + a.UnitName
	case access.Admin:
		name = "Quản trị hệ thống"
	default:
		return "Chưa được giao nhiệm vụ"
	}
	if a.Acting {
		name += " (quyền)"
	}
	return name
}

// Handler is the whole server.
func (s *Server) Handler() http.Handler {
	kit := &page.Kit{Clocks: s.Clocks, Demo: s.Demo, Sign: s.sign, Nav: Nav, Unit: Office, DB: s.Pool, Address: s.Address}
	r := chi.NewRouter()
	r.Use(s.headers, crossOrigin(kit), middleware.GetHead)
	if !s.Plain {
		r.Use(middleware.Compress(5, "text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"))
	}
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	r.Get("/readyz", s.ready)
	r.Handle(assets.Prefix+"*", assets.Handler())
	for _, route := range s.Routes() {
		r.Method(route.Method, route.Pattern, kit.Handle(route))
	}
	r.NotFound(kit.Handle(page.Route{Handler: func(*page.Context) error { return fault.Missing() }}).ServeHTTP)
	r.MethodNotAllowed(kit.Handle(page.Route{Handler: func(*page.Context) error { return fault.Missing() }}).ServeHTTP)
	return r
}

// ready tells whether the database answers with the schema this binary needs.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	v, dirty, err := pg.Schema(ctx, s.Pool)
	if err != nil || dirty || v != pg.Newest() {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ready\n"))
}

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// crossOrigin refuses writes that another site's page sends.
func crossOrigin(kit *page.Kit) func(http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(kit.Handle(page.Route{Handler: func(*page.Context) error {
		return fault.New(fault.Forbidden, "Yêu cầu đến từ trang khác nên bị từ chối. Mở lại hệ thống rồi thao tác từ đó.")
	}}))
	return guard.Handler
}
