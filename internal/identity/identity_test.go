package identity

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// quick keeps tests short: production's parameters are tested by themselves.
var quick = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// handClock is a wall clock tests move by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// house is a province with a few accounts: every password is demoPassword.
type house struct {
	t     testing.TB
	pool  *pg.Pool
	s     *Service
	wall  *handClock
	day   clock.Day
	unit  map[string]int64 // by official code, and "tỉnh", "huyện", "xã", "xã 2"
	user  map[string]int64 // by login
	slept []time.Duration
}

const demoPassword = "ThiDua@2025"

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, pool: pgtest.DB(t, pg.Demo), day: clock.NewDay(2025, 2, 5), unit: map[string]int64{}, user: map[string]int64{},
		wall: &handClock{now: time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)}}
	set := Defaults()
	set.Hash = quick
	clocks := clock.Clocks{Wall: h.wall, Business: clock.FixedDay{Day: h.day, Wall: h.wall}}
	h.s = New(h.pool, clocks, org.NewDirectory(h.pool), set, slog.New(slog.DiscardHandler))
	h.s.sleep = func(_ context.Context, d time.Duration) error { h.slept = append(h.slept, d); return nil }
	list, err := org.NinhThuan2024()
	if err != nil {
		t.Fatal(err)
	}
	hash, err := h.s.Hash(t.Context(), demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), h.pool, func(tx pg.Tx) error {
		ids, err := org.LoadUnits(t.Context(), tx, access.System("nạp", access.UnitWrite), clocks.Moment(), list, "1198/NQ-UBTVQH15")
		if err != nil {
			return err
		}
		for i, l := range list {
			h.unit[l.Code] = int64(ids[i])
			for key, level := range map[string]org.Level{"tỉnh": org.Province, "huyện": org.District, "xã": org.Commune} {
				if _, seen := h.unit[key]; l.Level == level {
					if !seen {
						h.unit[key] = int64(ids[i])
					} else if key == "xã" && h.unit["xã 2"] == 0 {
						h.unit["xã 2"] = int64(ids[i])
					}
				}
			}
		}
		for _, a := range []struct {
			login, name string
			role        access.Role
			unit        string
		}{
			{"xa", "Nguyễn Văn Minh", access.CommunePolice, "xã"},
			{"huyen", "Trần Thị Đào", access.District, "huyện"},
			{"px03", "Lê Văn Ân", access.PX03, "tỉnh"},
			{"quantri", "Phạm Thị An", access.Admin, "tỉnh"},
		} {
			id, err := Insert(t.Context(), tx, clocks.Moment(), Account{Login: a.login, Profile: Profile{Name: a.name, Title: "Đại úy"}, Hash: hash,
				Appointments: []NewAppointment{{Role: a.role, UnitID: h.unit[a.unit], From: clock.NewDay(2024, 11, 1)}}})
			if err != nil {
				return err
			}
			h.user[a.login] = id
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// from is a client at an address without a session.
func from(address string) Client {
	return Client{Address: address, Agent: "kiểm thử", RequestID: "r"}
}

// login gets in or fails the test; the result is the browser's cookie.
func (h *house) login(login, address string) *http.Cookie {
	h.t.Helper()
	b, err := h.s.Login(h.t.Context(), login, demoPassword, from(address))
	if err != nil {
		h.t.Fatalf("login %s: %v", login, err)
	}
	return h.cookie(b)
}

func (h *house) cookie(b Begun) *http.Cookie {
	h.t.Helper()
	w := httptest.NewRecorder()
	h.s.Give(w, b)
	return w.Result().Cookies()[0]
}

// load is what a request with the cookie (nil for none) loads.
func (h *house) load(c *http.Cookie) Loaded {
	h.t.Helper()
	r := httptest.NewRequest("GET", "/", nil)
	if c != nil {
		r.AddCookie(c)
	}
	l, err := h.s.Load(r)
	if err != nil {
		h.t.Fatal(err)
	}
	return l
}

// actor is a signed-in person.
func (h *house) actor(login string) access.Actor {
	h.t.Helper()
	a := h.load(h.login(login, "10.9.9.9")).Actor
	a.Address, a.RequestID = "10.9.9.9", "r"
	return a
}

func (h *house) count(sql string, args ...any) int {
	h.t.Helper()
	n, err := pg.Value[int](h.t.Context(), h.pool, sql, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// audited is the number of audit rows of an action.
func (h *house) audited(action string) int {
	return h.count(`SELECT count(*) FROM audit_entry WHERE action = $1`, action)
}
