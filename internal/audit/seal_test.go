package audit

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

var testNow = time.Date(2025, 2, 5, 7, 2, 0, 0, time.UTC)

func fixed(at time.Time) clock.Clocks {
	return clock.Clocks{Wall: clock.Fixed(at), Business: clock.Fixed(at)}
}

func record(t *testing.T, pool pg.Beginner, at time.Time, entries ...Entry) {
	t.Helper()
	actor := access.Actor{UserID: 7, Name: "Trần Thị Bình", Appointment: access.Appointment{Role: access.Admin, Path: "1."}, RequestID: "r1", Address: "10.0.0.1"}
	err := pg.InTx(context.Background(), pool, func(tx pg.Tx) error {
		for _, e := range entries {
			if err := Record(context.Background(), tx, actor, fixed(at).Moment(), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func entry(summary string) Entry {
	return Entry{Action: "user.edit", ObjectKind: "user", ObjectID: 3, Path: "1.2.", Summary: summary,
		Before: map[string]any{"phone": "091"}, After: map[string]any{"phone": "092"}}
}

func mustSeal(t *testing.T, pool pg.Beginner, at time.Time, want int) {
	t.Helper()
	if n, err := Seal(context.Background(), pool, fixed(at)); err != nil || n != want {
		t.Fatalf("Seal = %d, %v; want %d", n, err, want)
	}
}

func verify(t *testing.T, pool *pg.Pool, at time.Time, anchors ...Anchor) Report {
	t.Helper()
	r, err := Verify(context.Background(), pool, at, anchors...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSealChainsOnceAndVerifies(t *testing.T) {
	pool := database(t)
	mustSeal(t, pool, testNow, 0)
	record(t, pool, testNow, entry("một"), entry("hai"))
	record(t, pool, testNow, Entry{Action: "login", ObjectKind: "user", Summary: "không có trước, sau"})
	mustSeal(t, pool, testNow, 3)
	mustSeal(t, pool, testNow, 0)
	record(t, pool, testNow, entry("bốn"))
	mustSeal(t, pool, testNow, 1)
	r := verify(t, pool, testNow)
	if !r.Unbroken || r.Sealed != 4 || r.Last != 4 || len(r.Head) != 32 || r.Waiting != 0 {
		t.Fatalf("%+v", r)
	}
	a, err := ParseAnchor(r.Anchor().String())
	if err != nil || a.Ordinal != 4 || !bytes.Equal(a.Hash, r.Head) {
		t.Fatalf("anchor %v, %v", a, err)
	}
	if r := verify(t, pool, testNow, a); !r.Unbroken {
		t.Errorf("the chain passes its own anchor: %+v", r.Breaks)
	}
}

func TestSealInBatchesAndAtOnce(t *testing.T) {
	pool := database(t)
	entries := make([]Entry, 2*sealBatch+5)
	for i := range entries {
		entries[i] = entry("dòng")
	}
	record(t, pool, testNow, entries...)
	var wg sync.WaitGroup
	counts := make([]int, 6)
	for i := range counts {
		wg.Go(func() {
			n, err := Seal(context.Background(), pool, fixed(testNow))
			if err != nil {
				t.Error(err)
			}
			counts[i] = n
		})
	}
	wg.Wait()
	n, err := Seal(context.Background(), pool, fixed(testNow))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range counts {
		n += c
	}
	if r := verify(t, pool, testNow); n != len(entries) || r.Sealed != int64(n) || !r.Unbroken {
		t.Errorf("sealed %d of %d; %+v", n, len(entries), r)
	}
}

// A row that commits after rows with higher ids were sealed joins the chain
// later, by either pass.
func TestLateCommit(t *testing.T) {
	pool := database(t)
	ctx := context.Background()
	slow, err := pool.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := Record(ctx, pg.WrapTx(slow), access.System("chậm"), fixed(testNow).Moment(), entry("chậm")); err != nil {
		t.Fatal(err)
	}
	record(t, pool, testNow, entry("nhanh"))
	mustSeal(t, pool, testNow, 1)
	if err := slow.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if n, err := seal(ctx, pool, fixed(testNow), false); err != nil || n != 1 {
		t.Fatalf("quick pass sealed %d, %v", n, err)
	}
	if r := verify(t, pool, testNow); !r.Unbroken || r.Sealed != 2 {
		t.Errorf("%+v", r)
	}
}

func TestUnsealedForAMinute(t *testing.T) {
	pool := database(t)
	record(t, pool, testNow, entry("chờ"))
	if r := verify(t, pool, testNow.Add(time.Minute-time.Microsecond)); !r.Unbroken || r.Waiting != 1 {
		t.Errorf("just under a minute: %+v", r)
	}
	r := verify(t, pool, testNow.Add(time.Minute))
	if r.Unbroken || len(r.Breaks) != 1 || r.Breaks[0].EntryID != 1 || !strings.Contains(r.Breaks[0].Message, "quá một phút") {
		t.Errorf("after a minute: %+v", r)
	}
}

func TestTamper(t *testing.T) {
	for _, c := range []struct {
		name, sql string
		ordinal   int64
		message   string
	}{
		{"summary", `UPDATE audit_entry SET summary = 'khác' WHERE id = 2`, 2, "không khớp"},
		{"instant", `UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = 2`, 2, "không khớp"},
		{"white space inside json", `UPDATE audit_entry SET after = '{"phone": "092"}' WHERE id = 3`, 3, "không khớp"},
		{"json to null", `UPDATE audit_entry SET before = NULL WHERE id = 3`, 3, "không khớp"},
		{"actor", `UPDATE audit_entry SET actor_id = NULL WHERE id = 1`, 1, "không khớp"},
		{"text moved between columns", `UPDATE audit_entry SET actor_role = '', action = actor_role || action WHERE id = 4`, 4, "không khớp"},
		{"row removed", `DELETE FROM audit_entry WHERE id = 2`, 2, "đã bị xóa"},
		{"row and seal removed", `DELETE FROM audit_seal WHERE ordinal = 2; DELETE FROM audit_entry WHERE id = 2`, 2, "thiếu niêm phong"},
		{"first seal removed", `DELETE FROM audit_seal WHERE ordinal = 1; DELETE FROM audit_entry WHERE id = 1`, 1, "thiếu niêm phong"},
		{"two rows swapped", `UPDATE audit_seal SET entry_id = 5 - entry_id + 100 WHERE ordinal IN (2, 3); UPDATE audit_seal SET entry_id = entry_id - 100 WHERE ordinal IN (2, 3)`, 2, "thứ tự"},
		{"hash replaced", `UPDATE audit_seal SET hash = sha256('x') WHERE ordinal = 3`, 3, "không khớp"},
		{"seal dated back", `UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE ordinal = 3`, 3, "không khớp"},
		{"row slipped in with a seal of its own", `INSERT INTO audit_entry (at, business_day, actor_name, actor_role, action, object_kind, scope_path, summary, request_id, address)
			VALUES ('2025-02-05 07:02Z', '2025-02-05', 'x', '', 'login', 'user', '', 'x', '', ''); INSERT INTO audit_seal VALUES (5, 5, sha256('x'), '2025-02-05 07:02Z')`, 5, "không khớp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pool := database(t)
			record(t, pool, testNow, entry("một"), entry("hai"), entry("ba"), entry("bốn"))
			mustSeal(t, pool, testNow, 4)
			if _, err := pool.Exec(context.Background(), `SET session_replication_role = replica; `+c.sql+`; RESET session_replication_role`); err != nil {
				t.Fatal(err)
			}
			r := verify(t, pool, testNow)
			if r.Unbroken || len(r.Breaks) == 0 || r.Breaks[0].Ordinal != c.ordinal || !strings.Contains(r.Breaks[0].Message, c.message) {
				t.Errorf("%+v", r.Breaks)
			}
		})
	}
}

func TestTailCutOff(t *testing.T) {
	pool := database(t)
	record(t, pool, testNow, entry("một"), entry("hai"), entry("ba"))
	mustSeal(t, pool, testNow, 3)
	anchor := verify(t, pool, testNow).Anchor()
	if _, err := pool.Exec(context.Background(), `SET session_replication_role = replica;
		DELETE FROM audit_seal WHERE ordinal = 3; DELETE FROM audit_entry WHERE id = 3; RESET session_replication_role`); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, pool, testNow); !r.Unbroken {
		t.Fatalf("a shorter chain holds by itself: %+v", r.Breaks)
	}
	if r := verify(t, pool, testNow, anchor); r.Unbroken || r.Breaks[0].Ordinal != 3 {
		t.Errorf("the anchor shows the cut: %+v", r)
	}
	record(t, pool, testNow, entry("ba giả"))
	mustSeal(t, pool, testNow, 1)
	if r := verify(t, pool, testNow, anchor); r.Unbroken || !strings.Contains(r.Breaks[0].Message, "viết lại") {
		t.Errorf("the anchor shows the rewriting: %+v", r)
	}
}

func TestRowsAreKept(t *testing.T) {
	pool := database(t)
	record(t, pool, testNow, entry("một"))
	mustSeal(t, pool, testNow, 1)
	for _, sql := range []string{`UPDATE audit_entry SET summary = ''`, `DELETE FROM audit_entry`, `TRUNCATE audit_entry, audit_seal`,
		`UPDATE audit_seal SET ordinal = 9`, `DELETE FROM audit_seal`, `TRUNCATE audit_seal`} {
		if _, err := pool.Exec(context.Background(), sql); err == nil || !strings.Contains(err.Error(), "never changed") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
