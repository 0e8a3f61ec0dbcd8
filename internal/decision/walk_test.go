package decision_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/fault"
)

// invariants are what no sequence of acts may break; each counts what breaks it.
var invariants = map[string]string{
	"a nominee listed or awarded without its decision": `SELECT count(*)::int FROM nominee n LEFT JOIN award_decision d ON d.id = n.decision_id WHERE n.state IN ('listed', 'awarded') AND (d.id IS NULL
	   OR n.state = 'listed' AND d.state NOT IN ('draft', 'recorded') OR n.state = 'awarded' AND d.state <> 'applied')`,
	"a decision's places with a gap or twice": `SELECT count(*)::int FROM (SELECT decision_id FROM nominee WHERE decision_id IS NOT NULL GROUP BY 1
	   HAVING min(decision_place) <> 1 OR max(decision_place) <> count(*) OR count(DISTINCT decision_place) <> count(*)) x`,
	"a member before a team":                     `SELECT count(*)::int FROM nominee a JOIN nominee b ON a.decision_id = b.decision_id AND a.subject = 'member' AND b.subject = 'team' AND a.decision_place < b.decision_place`,
	"an award without its grant, or the reverse": `SELECT count(*)::int FROM nominee n FULL JOIN award_grant g ON g.nominee_id = n.id WHERE (coalesce(n.state, '') = 'awarded') <> (g.id IS NOT NULL)`,
	"a grant that is not its place":              `SELECT count(*)::int FROM award_grant g JOIN nominee n ON n.id = g.nominee_id WHERE g.golden <> n.decision_place OR g.decision_id <> n.decision_id`,
	"a number twice":                             `SELECT count(*)::int FROM (SELECT FROM award_decision WHERE state IN ('recorded', 'applied') GROUP BY unit_id, year, plain HAVING count(*) > 1) x`,
	"a cancelled decision with a list":           `SELECT count(*)::int FROM nominee n JOIN award_decision d ON d.id = n.decision_id WHERE d.state = 'cancelled'`,
	"a dossier closed with something open":       `SELECT count(*)::int FROM nominee n JOIN dossier d ON d.id = n.dossier_id WHERE d.state = 'closed' AND n.state NOT IN ('awarded', 'refused', 'withdrawn')`,
	"a recorded decision of a dossier not decided": `SELECT count(*)::int FROM nominee n JOIN award_decision x ON x.id = n.decision_id JOIN dossier d ON d.id = n.dossier_id
	   WHERE x.state = 'recorded' AND n.state = 'listed' AND d.state <> 'decided'`,
	"a dossier decided by no signed decision": `SELECT count(*)::int FROM dossier d WHERE d.state = 'decided'
	   AND NOT EXISTS (SELECT FROM nominee n JOIN award_decision x ON x.id = n.decision_id WHERE n.dossier_id = d.id AND x.state IN ('recorded', 'applied'))`,
	"a dossier's last step elsewhere":                     `SELECT count(*)::int FROM dossier d JOIN LATERAL (SELECT state FROM dossier_step s WHERE s.dossier_id = d.id ORDER BY id DESC LIMIT 1) s ON true WHERE s.state <> d.state`,
	"a signed decision without money, or a draft with it": `SELECT count(*)::int FROM award_decision WHERE state IN ('recorded', 'applied') AND money IS NULL OR state = 'draft' AND money IS NOT NULL`,
}

// Random acts of the district and its communes: whatever is refused changes
// nothing, whatever is done leaves the rows as the rules say.
func TestRandomWalk(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	var dossiers []dossier.ID
	of := map[dossier.NomineeID]dossier.ID{}
	var all []dossier.NomineeID
	for n := range 12 {
		id, ids := x.dossier(award.GiayKhen, []string{kinhDinh, doVinh, "22741"}[n%3], feb10, goodTeam, goodMember, goodMember, badMember)
		dossiers = append(dossiers, id)
		for _, i := range ids {
			of[i] = id
			all = append(all, i)
		}
	}
	police := x.actor(access.CommunePolice, kinhDinh)
	r := rand.New(rand.NewPCG(5, 2025))
	// some are mostly nominees that may be listed.
	some := func() []dossier.NomineeID {
		var out []dossier.NomineeID
		if r.IntN(5) > 0 {
			id := value[*dossier.NomineeID](x, `SELECT max(id) FROM (SELECT id FROM nominee WHERE state = 'recommended' ORDER BY id OFFSET $1 LIMIT 1) x`, r.IntN(6))
			if id != nil {
				return []dossier.NomineeID{*id}
			}
		}
		for range 1 + r.IntN(4) {
			out = append(out, all[r.IntN(len(all))])
		}
		return out
	}
	var decisions []decision.ID
	seen := func() map[decision.ID]int {
		out := map[decision.ID]int{}
		for range 1 + r.IntN(2) {
			id := decisions[r.IntN(len(decisions))]
			out[id] = x.version(id)
		}
		return out
	}
	done := map[string]int{}
	for step := range 300 {
		var err error
		var act string
		if len(decisions) == 0 || r.IntN(5) == 0 {
			act = "create"
			_, err = x.s.Create(t.Context(), a, x.now, x.w, fmt.Sprint("walk", step), some(), func(id decision.ID) string {
				decisions = append(decisions, id)
				return "/"
			})
			if err != nil && len(decisions) > 0 && value[int](x, `SELECT count(*)::int FROM award_decision WHERE id = $1`, decisions[len(decisions)-1]) == 0 {
				decisions = decisions[:len(decisions)-1]
			}
		} else {
			id := decisions[r.IntN(len(decisions))]
			v := x.version(id)
			switch r.IntN(8) {
			case 0:
				act, err = "add", x.s.Add(t.Context(), a, x.now, id, v, some())
			case 1:
				act, err = "arrange", x.s.Arrange(t.Context(), a, x.now, id, v, map[dossier.NomineeID]int{all[r.IntN(len(all))]: r.IntN(9)}, all[r.IntN(len(all)):][:r.IntN(2)])
			case 2, 3:
				act, err = "record", x.record(a, id, fmt.Sprintf("%d/QĐ-UBND", 1+r.IntN(40)), "2025-02-10", term)
			case 4:
				act, err = "reopen", x.s.Reopen(t.Context(), a, x.now, id, v, "Sửa số")
			case 5:
				act, err = "cancel", x.s.Cancel(t.Context(), a, x.now, id, v, "Lập lại")
			case 6:
				act = "apply"
				if r.IntN(3) == 0 {
					_, err = x.s.Apply(t.Context(), a, x.now, x.w, nil, dossiers[r.IntN(len(dossiers)):][:1])
				} else {
					_, err = x.s.Apply(t.Context(), a, x.now, x.w, seen(), nil)
				}
			case 7:
				n := all[r.IntN(len(all))]
				if r.IntN(3) > 0 {
					continue
				}
				act, err = "withdraw", x.withdrawAs(police, of[n], n)
			}
		}
		if k := fault.KindOf(err); err != nil && k != fault.Stale && k != fault.Invalid && k != fault.NotFound {
			t.Fatalf("step %d, %s: %v", step, act, err)
		}
		if err == nil {
			done[act]++
		}
		for what, sql := range invariants {
			if n := value[int](x, sql); n != 0 {
				t.Fatalf("step %d, %s (%v): %d times %s", step, act, err, n, what)
			}
		}
	}
	for _, act := range []string{"create", "add", "arrange", "record", "reopen", "cancel", "apply", "withdraw"} {
		if done[act] < 2 {
			t.Errorf("%s succeeded %d times: the walk says too little (%v)", act, done[act], done)
		}
	}
}
