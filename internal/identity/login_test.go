package identity

import (
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/fault"
	"thidua/internal/pg"
)

func (h *house) try(login, password, address string) error {
	h.t.Helper()
	_, err := h.s.Login(h.t.Context(), login, password, from(address))
	return err
}

func (h *house) fail(times int, login, address string) {
	h.t.Helper()
	for range times {
		if err := h.try(login, "Sai@12345", address); fault.KindOf(err) != fault.Invalid {
			h.t.Fatalf("a wrong password is Invalid: %v", err)
		}
	}
}

func TestLogin(t *testing.T) {
	h := newHouse(t)
	for _, login := range []string{"xa", " XA ", "xã"} { // typed with capitals or a Vietnamese keyboard
		if err := h.try(login, demoPassword, "10.0.0.1"); err != nil {
			t.Errorf("login %q: %v", login, err)
		}
	}
	if n := h.audited("login.success"); n != 3 {
		t.Errorf("%d logins in the record", n)
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE action = 'login.success' AND actor_id = $1 AND actor_role = 'commune_police' AND scope_path <> '' AND address = '10.0.0.1'`, h.user["xa"]); n != 3 {
		t.Errorf("%d of them say who and where", n)
	}
	for _, c := range []struct{ login, password string }{{"xa", "thidua@2025"}, {"xa", ""}, {"không-có", demoPassword}, {"", ""}, {"px03", demoPassword + " "}} {
		err := h.try(c.login, c.password, "10.0.0.9")
		if e, ok := fault.Of(err); !ok || e.Kind != fault.Invalid || !strings.HasPrefix(e.Message, wrongLogin) || len(e.Fields) != 0 {
			t.Errorf("%q, %q: %v", c.login, c.password, err)
		}
	}
	if n := h.count(`SELECT count(*) FROM session`); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

// What was typed is written down, but never what may be a password.
func TestFailureInTheRecord(t *testing.T) {
	h := newHouse(t)
	for login, want := range map[string]string{
		"xa": "“xa”: sai mật khẩu", "Nobody": "“nobody”: không có tài khoản này", "Matkhau@CuaToi9": "“(sai dạng, 15 ký tự)”: không có tài khoản này",
		strings.Repeat("dài ", 4000): "“(quá dài)”: không có tài khoản này", "  ": "“(để trống)”: không có tài khoản này",
	} {
		_ = h.try(login, "Bí-mật@999", "10.0.0.1")
		if n := h.count(`SELECT count(*) FROM audit_entry WHERE action = 'login.failure' AND actor_id IS NULL AND summary LIKE '%' || $1`, want); n != 1 {
			t.Errorf("%q: %d rows with %q", login, n, want)
		}
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE concat(summary, before, after) ~* 'bí-mật|999|matkhau'`); n != 0 {
		t.Errorf("a password in the record: %d", n)
	}
	if n := h.count(`SELECT count(*) FROM login_failure WHERE login ~* 'matkhau'`); n != 0 {
		t.Error("a password among the failures")
	}
}

func TestPairWaitsAfterFiveFailures(t *testing.T) {
	h := newHouse(t)
	h.fail(4, "xa", "10.0.0.1")
	if err := h.try("xa", demoPassword, "10.0.0.1"); err != nil {
		t.Fatalf("after the 4th failure: %v", err)
	}
	// Getting in forgives.
	h.fail(4, "xa", "10.0.0.1")
	if err := h.try("xa", "Sai@12345", "10.0.0.1"); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "phải chờ 15 phút") {
		t.Fatalf("the 5th failure says what comes: %v", err)
	}
	err := h.try("xa", demoPassword, "10.0.0.1")
	if fault.KindOf(err) != fault.TooMany || !strings.Contains(err.Error(), "08:15") || !strings.Contains(err.Error(), "khoảng 15 phút") {
		t.Fatalf("the 6th try waits, though right: %v", err)
	}
	if err := h.try("xa", demoPassword, "10.0.0.2"); err != nil {
		t.Errorf("from elsewhere the account gets in: %v", err)
	}
	if err := h.try("huyen", demoPassword, "10.0.0.1"); err != nil {
		t.Errorf("another account gets in from the same address: %v", err)
	}
	failures, audited := h.count(`SELECT count(*) FROM login_failure`), h.audited("login.failure")
	_ = h.try("xa", demoPassword, "10.0.0.1")
	if h.count(`SELECT count(*) FROM login_failure`) != failures || h.audited("login.failure") != audited {
		t.Error("waiting does not start again with every try")
	}
	h.wall.pass(15*time.Minute - time.Microsecond)
	if err := h.try("xa", demoPassword, "10.0.0.1"); fault.KindOf(err) != fault.TooMany || !strings.Contains(err.Error(), "khoảng 1 phút") {
		t.Errorf("just under 15 minutes: %v", err)
	}
	h.wall.pass(time.Microsecond)
	if err := h.try("xa", demoPassword, "10.0.0.1"); err != nil {
		t.Errorf("after 15 minutes: %v", err)
	}
}

// Failures leave the window one by one: the pair waits until fewer than five
// of them lie in it.
func TestWindowSlides(t *testing.T) {
	h := newHouse(t)
	h.fail(1, "xa", "10.0.0.1")
	h.wall.pass(10 * time.Minute)
	h.fail(4, "xa", "10.0.0.1")
	if err := h.try("xa", "Sai@12345", "10.0.0.1"); fault.KindOf(err) != fault.TooMany || !strings.Contains(err.Error(), "khoảng 5 phút") {
		t.Fatalf("five in the window: %v", err)
	}
	h.wall.pass(5 * time.Minute)
	h.fail(1, "xa", "10.0.0.1")
	if err := h.try("xa", demoPassword, "10.0.0.1"); fault.KindOf(err) != fault.TooMany || !strings.Contains(err.Error(), "khoảng 10 phút") {
		t.Errorf("five again: %v", err)
	}
}

func TestUnknownLoginsAreThrottledAlike(t *testing.T) {
	h := newHouse(t)
	h.fail(5, "khong-co", "10.0.0.1")
	if err := h.try("khong-co", demoPassword, "10.0.0.1"); fault.KindOf(err) != fault.TooMany {
		t.Errorf("as with a real account: %v", err)
	}
}

func TestAddressWaits(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.fail(1, "ten"+string(rune('a'+i%26))+string(rune('a'+i/26)), "10.0.0.1")
	}
	if err := h.try("xa", demoPassword, "10.0.0.1"); fault.KindOf(err) != fault.TooMany || !strings.Contains(err.Error(), "địa chỉ mạng") {
		t.Errorf("the 31st try from the address: %v", err)
	}
	if err := h.try("xa", demoPassword, "10.0.0.2"); err != nil {
		t.Errorf("another address: %v", err)
	}
	h.wall.pass(15 * time.Minute)
	if err := h.try("xa", demoPassword, "10.0.0.1"); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

// An account under attack from everywhere answers slower, up to 3 seconds,
// and is never locked.
func TestAccountOnlyDelays(t *testing.T) {
	h := newHouse(t)
	for i := range 20 {
		h.fail(1, "px03", "10.1.0."+string(rune('0'+i/10))+string(rune('0'+i%10)))
	}
	if err := h.try("px03", demoPassword, "10.0.0.1"); err != nil {
		t.Fatalf("nobody locks PX03 out: %v", err)
	}
	want := make([]time.Duration, 21)
	for n := range want {
		want[n] = min(max(time.Duration(n-4), 0)*250*time.Millisecond, 3*time.Second)
	}
	for n, d := range h.slept {
		if d != want[n] {
			t.Errorf("with %d failures the answer waits %v; want %v", n, d, want[n])
		}
	}
	if len(h.slept) != 21 || h.slept[20] != 3*time.Second {
		t.Errorf("delays: %v", h.slept)
	}
}

// Many tries at one moment do not slip past the limit.
func TestParallelGuesses(t *testing.T) {
	h := newHouse(t)
	h.s.hasher.slots = make(chan struct{}, 8)
	var wg sync.WaitGroup
	var mu sync.Mutex
	compared := 0
	for range 20 {
		wg.Go(func() {
			_, err := h.s.Login(t.Context(), "xa", "Sai@12345", from("10.0.0.1"))
			mu.Lock()
			defer mu.Unlock()
			if fault.KindOf(err) == fault.Invalid {
				compared++
			}
		})
	}
	wg.Wait()
	if compared != 5 || h.audited("login.failure") != 5 {
		t.Errorf("%d guesses were compared, %d recorded; want 5", compared, h.audited("login.failure"))
	}
}

func TestDisabledAccount(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	if _, err := h.pool.Exec(t.Context(), `UPDATE app_user SET disabled_at = now() WHERE login = 'xa'`); err != nil {
		t.Fatal(err)
	}
	if !h.load(c).Actor.Zero() {
		t.Error("a live session of a disabled account is dead")
	}
	if err := h.try("xa", demoPassword, "10.0.0.1"); err == nil || !strings.Contains(err.Error(), "ngừng sử dụng") {
		t.Errorf("the right password says why: %v", err)
	}
	if err := h.try("xa", "Sai@12345", "10.0.0.1"); err == nil || strings.Contains(err.Error(), "ngừng sử dụng") {
		t.Errorf("a wrong one does not: %v", err)
	}
}

func TestThrottledAddress(t *testing.T) {
	for in, want := range map[string]string{"10.0.0.1": "10.0.0.1", "::ffff:10.0.0.1": "10.0.0.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "@": "@"} {
		if got := throttled(in); got != want {
			t.Errorf("throttled(%q) = %q; want %q", in, got, want)
		}
	}
}

// An unknown login costs as much as a known one: the same hash is computed.
func TestSameTime(t *testing.T) {
	p := Defaults().Hash
	h := newHasher(p, 1)
	hash, err := h.hash(t.Context(), demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = h.matches("x", "") // the dummy is made once
	cost := func(hash string) time.Duration {
		best := time.Hour
		for range 5 {
			begun := time.Now()
			_, _ = h.matches("Sai@12345", hash)
			best = min(best, time.Since(begun))
		}
		return best
	}
	known, unknown := cost(hash), cost("")
	if unknown < known/3 || unknown > known*3 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}

func TestSlots(t *testing.T) {
	h := newHouse(t)
	h.s.hasher.slots <- struct{}{}
	h.s.hasher.slots <- struct{}{}
	done := make(chan error, 1)
	go func() { done <- h.try("xa", demoPassword, "10.0.0.1") }()
	select {
	case err := <-done:
		t.Fatalf("a third hash at once: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	if h.count(`SELECT count(*) FROM login_failure`) != 0 {
		t.Error("who waits for a turn has not failed yet")
	}
	<-h.s.hasher.slots
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestLoginWithoutDatabase(t *testing.T) {
	h := newHouse(t)
	h.pool.Close()
	if err := h.try("xa", demoPassword, "10.0.0.1"); err == nil || fault.KindOf(pg.Map(err)) == fault.Invalid {
		t.Errorf("no database is not a wrong password: %v", err)
	}
}
