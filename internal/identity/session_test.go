package identity

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/sessions"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

func TestCookie(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	if c.Name != "thidua" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" || c.MaxAge != 0 || c.Domain != "" {
		t.Errorf("cookie over http: %+v", c)
	}
	h.s.set.Secure = true
	c = h.login("xa", "10.0.0.1")
	if c.Name != "__Host-thidua" || !c.Secure {
		t.Errorf("cookie over https: %+v", c)
	}
}

// The table holds the hash of the cookie's id, never the id.
func TestHashNotID(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	id, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(id) != 32 {
		t.Fatalf("id %d bytes, %v", len(id), err)
	}
	stored, err := pg.Value[[]byte](t.Context(), h.pool, `SELECT id_hash FROM session`)
	sum := sha256.Sum256(id)
	if err != nil || !bytes.Equal(stored, sum[:]) || bytes.Equal(stored, id) {
		t.Errorf("stored %x, %v", stored, err)
	}
}

func TestLoad(t *testing.T) {
	h := newHouse(t)
	l := h.load(h.login("xa", "10.0.0.1"))
	a := l.Actor
	want := access.Appointment{ID: a.Appointment.ID, Role: access.CommunePolice, UnitID: h.unit["xã"], UnitName: a.UnitName, Path: a.Path}
	if a.UserID != h.user["xa"] || a.Name != "Nguyễn Văn Minh" || a.Title != "Đại úy" || a.Appointment != want || len(a.Others) != 0 ||
		a.UnitName == "" || a.Path == "" || l.MustChange || l.OrgRev == 0 || l.Expired {
		t.Errorf("%+v", l)
	}
	if l := h.load(nil); !l.Actor.Zero() || l.Expired {
		t.Errorf("no cookie: %+v", l)
	}
	for _, v := range []string{"", "x", base64.RawURLEncoding.EncodeToString(make([]byte, 32))} {
		if l := h.load(&http.Cookie{Name: "thidua", Value: v}); !l.Actor.Zero() || !l.Expired {
			t.Errorf("cookie %q: %+v", v, l)
		}
	}
}

// One statement a request, none without a cookie, none where it is no id.
func TestLoadIsOneStatement(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	h.load(c)
	for _, v := range []struct {
		cookie *http.Cookie
		want   int64
	}{{c, 1}, {nil, 0}, {&http.Cookie{Name: "thidua", Value: "khongphaima"}, 0}} {
		var n atomic.Int64
		r := httptest.NewRequest("GET", "/", nil)
		r = r.WithContext(pg.Counted(r.Context(), &n))
		if v.cookie != nil {
			r.AddCookie(v.cookie)
		}
		for range 2 { // the second call in a request is free
			if _, err := h.s.Load(r); err != nil {
				t.Fatal(err)
			}
		}
		if n.Load() != v.want {
			t.Errorf("%d statements, want %d", n.Load(), v.want)
		}
	}
}

func TestIdleBoundary(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	h.wall.pass(30*time.Minute - time.Microsecond)
	if l := h.load(c); l.Actor.Zero() {
		t.Fatal("just under 30 minutes the session lives")
	}
	// Nothing was flushed, so the session still counts from the login.
	h.wall.pass(time.Microsecond)
	if l := h.load(c); !l.Actor.Zero() || !l.Expired {
		t.Fatal("at 30 minutes it is over")
	}
}

func TestSeenIsNotedAfterAMinuteAndTogether(t *testing.T) {
	h := newHouse(t)
	c, d := h.login("xa", "10.0.0.1"), h.login("huyen", "10.0.0.2")
	begun := h.wall.Now()
	seen := func() (n int) {
		return h.count(`SELECT count(*) FROM session WHERE seen_at = $1`, h.wall.Now())
	}
	h.wall.pass(time.Minute - time.Microsecond)
	h.load(c)
	if err := h.s.Flush(t.Context()); err != nil || seen() != 0 {
		t.Fatalf("under a minute nothing is noted: %d, %v", seen(), err)
	}
	h.wall.pass(time.Microsecond)
	h.load(c)
	h.load(c)
	h.load(d)
	if n := h.count(`SELECT count(*) FROM session WHERE seen_at = $1`, begun); n != 2 {
		t.Fatalf("loading writes nothing: %d", n)
	}
	var n atomic.Int64
	if err := h.s.Flush(pg.Counted(t.Context(), &n)); err != nil || seen() != 2 {
		t.Fatalf("both are noted: %d, %v", seen(), err)
	}
	if n.Load() > 3 { // begin, one update, commit
		t.Errorf("%d statements to note two sessions", n.Load())
	}
	h.wall.pass(30*time.Minute - time.Microsecond)
	if l := h.load(c); l.Actor.Zero() {
		t.Error("idle time counts from the last use noted")
	}
}

func TestAbsoluteBoundary(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	for range 47 { // used every 15 minutes
		h.wall.pass(15 * time.Minute)
		if h.load(c).Actor.Zero() {
			t.Fatal("a used session lives")
		}
		if err := h.s.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.wall.pass(15*time.Minute - time.Microsecond)
	if h.load(c).Actor.Zero() {
		t.Error("just under 12 hours it lives")
	}
	h.wall.pass(time.Microsecond)
	if !h.load(c).Actor.Zero() {
		t.Error("at 12 hours it is over, used or not")
	}
}

func TestClean(t *testing.T) {
	h := newHouse(t)
	h.login("xa", "10.0.0.1")
	_, _ = h.s.Login(t.Context(), "xa", "sai", from("10.0.0.2"))
	if n, err := h.s.Clean(t.Context()); n != 0 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	h.wall.pass(30 * time.Minute)
	if n, err := h.s.Clean(t.Context()); n != 1 || err != nil || h.count(`SELECT count(*) FROM session`) != 0 {
		t.Fatalf("the idle session goes: %d, %v", n, err)
	}
	h.wall.pass(30 * time.Minute)
	if n, err := h.s.Clean(t.Context()); n != 1 || err != nil || h.count(`SELECT count(*) FROM login_failure`) != 0 {
		t.Fatalf("the failure goes after an hour: %d, %v", n, err)
	}
}

// A login never takes over the id the browser came with.
func TestFixation(t *testing.T) {
	h := newHouse(t)
	planted := h.login("huyen", "10.0.0.66")
	old := h.load(planted).Session
	client := from("10.0.0.1")
	client.Session = old
	b, err := h.s.Login(t.Context(), "xa", demoPassword, client)
	if err != nil {
		t.Fatal(err)
	}
	c := h.cookie(b)
	if c.Value == planted.Value || h.load(c).Actor.UserID != h.user["xa"] {
		t.Error("a new id for the new login")
	}
	if !h.load(planted).Actor.Zero() {
		t.Error("the id held before is over")
	}
}

func TestLogout(t *testing.T) {
	h := newHouse(t)
	c, other := h.login("xa", "10.0.0.1"), h.login("xa", "10.0.0.2")
	l := h.load(c)
	if err := h.s.Logout(t.Context(), l.Actor, l.Session); err != nil {
		t.Fatal(err)
	}
	if !h.load(c).Actor.Zero() || h.load(other).Actor.Zero() || h.audited("logout") != 1 {
		t.Error("logging out ends this session only")
	}
	if err := h.s.Logout(t.Context(), access.Actor{}, SessionID{}); err != nil {
		t.Errorf("logging out twice is no error: %v", err)
	}
}

func TestLogoutEverywhere(t *testing.T) {
	h := newHouse(t)
	a, b, foreign := h.login("xa", "10.0.0.1"), h.login("xa", "10.0.0.2"), h.login("huyen", "10.0.0.3")
	if err := h.s.LogoutEverywhere(t.Context(), h.load(a).Actor); err != nil {
		t.Fatal(err)
	}
	if !h.load(a).Actor.Zero() || !h.load(b).Actor.Zero() || h.load(foreign).Actor.Zero() || h.audited("logout.everywhere") != 1 {
		t.Error("all of this person's sessions end, no other's")
	}
}

func TestOwnSessions(t *testing.T) {
	h := newHouse(t)
	a := h.login("xa", "10.0.0.1")
	h.wall.pass(time.Minute)
	b := h.login("xa", "10.0.0.2")
	foreign := h.load(h.login("huyen", "10.0.0.3")).Session
	actor := h.load(a).Actor
	list, err := h.s.Sessions(t.Context(), actor)
	if err != nil || len(list) != 2 || list[0].Address != "10.0.0.2" || list[1].Address != "10.0.0.1" || list[0].Agent != "kiểm thử" ||
		!list[1].Until.Equal(list[1].Since.Add(12*time.Hour)) {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := h.s.EndSession(t.Context(), actor, foreign); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another person's session: %v", err)
	}
	id, ok := ParseSessionID(list[0].ID.String())
	if err := h.s.EndSession(t.Context(), actor, id); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if !h.load(b).Actor.Zero() || h.load(a).Actor.Zero() || h.audited("session.end") != 1 {
		t.Error("only the chosen session ends")
	}
	if _, err := h.s.Sessions(t.Context(), access.Actor{}); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("nobody: %v", err)
	}
}

func TestGorillaStore(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(c)
	session, err := h.s.Store().Get(r, "thidua")
	if err != nil || session.IsNew || session.ID != c.Value {
		t.Fatal(session, err)
	}
	session.Values["lọc"] = "xã"
	if err := session.Save(r, httptest.NewRecorder()); err != nil {
		t.Fatal(err)
	}
	r = httptest.NewRequest("GET", "/", nil)
	r.AddCookie(c)
	session, _ = h.s.Store().Get(r, "thidua")
	if session.Values["lọc"] != "xã" {
		t.Errorf("values: %v", session.Values)
	}
	session.Options.MaxAge = -1
	w := httptest.NewRecorder()
	if err := session.Save(r, w); err != nil || w.Result().Cookies()[0].MaxAge >= 0 || !h.load(c).Actor.Zero() {
		t.Errorf("MaxAge below 0 ends the session: %v", err)
	}
	fresh := sessions.NewSession(h.s.Store(), "thidua")
	if err := fresh.Save(httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()); err == nil {
		t.Error("a session begins at login only")
	}
}

// What a signed-in request pays before its handler, one at a time and on the
// pool.
func BenchmarkLoad(b *testing.B) {
	h := newHouse(b)
	c := h.login("xa", "10.0.0.1")
	b.ReportAllocs()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			r := httptest.NewRequest("GET", "/", nil)
			r.AddCookie(c)
			if l, err := h.s.Load(r); err != nil || l.Actor.Zero() {
				b.Error(err)
			}
		}
	})
}

// The least a session can cost: its row by key.
func BenchmarkFloor(b *testing.B) {
	h := newHouse(b)
	id := h.load(h.login("xa", "10.0.0.1")).Session
	b.ReportAllocs()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			var user int64
			if err := h.pool.QueryRow(b.Context(), `SELECT user_id FROM session WHERE id_hash = $1`, id[:]).Scan(&user); err != nil {
				b.Error(err)
			}
		}
	})
}
