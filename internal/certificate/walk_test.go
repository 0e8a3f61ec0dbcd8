package certificate_test

import (
	"math/rand/v2"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
)

// Certificates are walked at random: whatever is done in whatever order, the
// rows are those of a life the rules allow, and what was refused changed
// nothing.
func TestRandomWalk(t *testing.T) {
	x := build(t)
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	d, a, on := rows[0].Decision, x.as(access.District, "A"), clock.NewDay(2025, 2, 12)
	r := rand.New(rand.NewPCG(345, 2025))
	newest, issues, gone := map[int]certificate.ID{}, map[int]int{}, map[int]bool{}
	for i := range rows {
		newest[i], issues[i] = rows[i].Certificate, 1
	}
	old := []certificate.ID{}
	for step := range 120 {
		i := r.IntN(len(rows))
		switch act := r.IntN(10); {
		case act < 5:
			fresh, err := x.s.Reissue(t.Context(), a, x.now, x.tree, newest[i], "In nhòe")
			if gone[i] {
				if fault.KindOf(err) != fault.Stale {
					t.Fatalf("step %d: re-issue of a revoked one: %v", step, err)
				}
				break
			}
			x.ok(err)
			old = append(old, newest[i])
			newest[i], issues[i] = fresh, issues[i]+1
		case act < 7 && len(old) > 0:
			was := old[r.IntN(len(old))]
			if _, err := x.s.Reissue(t.Context(), a, x.now, x.tree, was, "In nhòe"); fault.KindOf(err) != fault.Stale {
				t.Fatalf("step %d: re-issue of a replaced one: %v", step, err)
			}
			if err := x.s.Revoke(t.Context(), a, x.now, x.tree, was, award.Revocation{Ground: award.Unlawful, Number: "9", Date: &on, Why: "Sai"}); fault.KindOf(err) != fault.Stale {
				t.Fatalf("step %d: revocation of a replaced one: %v", step, err)
			}
		case act < 9:
			if n, err := x.s.IssueAll(t.Context(), a, x.now, x.tree, d); n != 0 || err != nil {
				t.Fatalf("step %d: issued %d more, %v", step, n, err)
			}
		case step > 60:
			err := x.s.Revoke(t.Context(), a, x.now, x.tree, newest[i], award.Revocation{Ground: award.Unlawful, Number: "9", Date: &on, Why: "Sai quy định"})
			if (err == nil) == gone[i] || gone[i] && fault.KindOf(err) != fault.Stale {
				t.Fatalf("step %d: revocation: %v", step, err)
			}
			gone[i] = true
		}
	}
	if len(gone) == 0 {
		t.Fatal("the walk revoked nothing")
	}
	for i := range rows {
		list, err := x.s.Issues(t.Context(), rows[i].ID)
		x.ok(err)
		if len(list) != issues[i] || list[0].ID != newest[i] {
			t.Fatalf("award %d: %d issues, want %d", i, len(list), issues[i])
		}
		codes := map[string]bool{}
		for n, c := range list {
			want := award.Replaced
			switch {
			case n == 0 && gone[i]:
				want = award.Revoked
			case n == 0:
				want = award.Valid
			}
			if c.Issue != issues[i]-n || c.State != want || codes[c.Code] {
				t.Errorf("award %d, issue %d: %+v", i, issues[i]-n, c)
			}
			codes[c.Code] = true
		}
		if off := one[bool](x, `SELECT revoked_on IS NOT NULL FROM award_grant WHERE id = $1`, rows[i].ID); off != gone[i] {
			t.Errorf("award %d: revoked %v, want %v", i, off, gone[i])
		}
	}
}
