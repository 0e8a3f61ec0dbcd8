// Package app builds the house: configuration → pool → services → screens.
//
// It owns nothing; it wires. What a lower capability needs of a higher one is
// pushed through function fields set here.
package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"

	"thidua/internal/audit"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/identity"
	"thidua/internal/intake"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/web"
	"thidua/templates/accountview"
)

// Config is what an App is built from.
type Config struct {
	DSN            string
	Clocks         clock.Clocks
	Demo           string // the banner of a demo, "" in production
	DemoAccounts   []accountview.DemoAccount
	DemoWord       string
	Secure         bool   // people reach the server by https
	Site           string // its address as papers print it, "https://thidua.ninhthuan.gov.vn"; "" unknown
	Secret         []byte // keys session ids; nil only in a demo
	TrustedProxies []netip.Prefix
	PrintDays      int               // that printed files are kept; 0: certificate.DefaultKeep
	Identity       identity.Settings // zero: identity.Defaults
	Plain          bool              // no compression (bench)
	Log            *slog.Logger
}

// App is a running house without a listener.
type App struct {
	Pool    *pg.Pool
	Server  *web.Server
	Handler http.Handler

	stop context.CancelFunc
	jobs sync.WaitGroup
}

// New connects and wires; Close ends it.
func New(ctx context.Context, cfg Config) (*App, error) {
	pool, err := pg.Open(ctx, cfg.DSN)
	if err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Identity.Hash == nil {
		cfg.Identity = identity.Defaults()
	}
	cfg.Identity.Secure, cfg.Identity.Key = cfg.Secure, cfg.Secret
	units := org.NewDirectory(pool)
	book := plan.NewBook(pool)
	reports := &report.Service{Pool: pool, Clocks: cfg.Clocks, Sources: Sources()}
	sums := &summary.Service{Pool: pool, Clocks: cfg.Clocks, Reports: reports, Lookup: cfg.Site}
	reports.Annex = sums.Annex
	people := identity.New(pool, cfg.Clocks, units, cfg.Identity, cfg.Log)
	rosterService := rosters(pool, book, reports, sums)
	asked := &criteria.Service{Pool: pool, Clocks: cfg.Clocks, Reports: reports, Held: decision.Held, Nominated: dossier.Nominated}
	dossiers := &dossier.Service{Pool: pool, Clocks: cfg.Clocks, Criteria: asked}
	decisions := &decision.Service{Pool: pool, Clocks: cfg.Clocks, Dossiers: dossiers}
	s := &web.Server{Pool: pool, Clocks: cfg.Clocks, Identity: people, Org: units, Book: book, Reports: reports, Summaries: sums, Rosters: rosterService, Registers: registers(pool, book, reports),
		Criteria: asked, Dossiers: dossiers, Decisions: decisions,
		Certificates: &certificate.Service{Pool: pool, Clocks: cfg.Clocks, Decisions: decisions, Lookup: cfg.Site, Log: cfg.Log, Keep: cfg.PrintDays},
		Intake:       &intake.Service{Pool: pool, Clocks: cfg.Clocks, Rosters: rosterService, Reports: reports, Log: cfg.Log},
		DemoAccounts: cfg.DemoAccounts, DemoWord: cfg.DemoWord,
		Demo: cfg.Demo, Secure: cfg.Secure, Plain: cfg.Plain, Address: Address(cfg.TrustedProxies)}
	a := &App{Pool: pool, Server: s, Handler: s.Handler()}
	var jobs context.Context
	jobs, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	a.jobs.Go(func() { audit.Run(jobs, pool, cfg.Clocks, cfg.Log) })
	a.jobs.Go(func() { people.Run(jobs) })
	a.jobs.Go(func() { s.Intake.Run(jobs) })
	a.jobs.Go(func() { s.Certificates.Run(jobs) })
	return a, nil
}

// Close stops the jobs and closes the pool.
func (a *App) Close() {
	a.stop()
	a.jobs.Wait()
	a.Pool.Close()
}
