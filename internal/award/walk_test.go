package award

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
)

// party is a world of one dossier with its nominees, the decisions made of it
// and the certificates that follow.
type party struct {
	t         *testing.T
	rnd       *rand.Rand
	now       clock.Moment
	dossier   *Dossier
	nominees  []*Nominee
	byID      map[int64]*Nominee
	decisions []*Decision
	grants    []Grant
	papers    []Certificate
	codes     int
	numbers   int
	refusals  int
}

func newParty(t *testing.T, r Route, rnd *rand.Rand) *party {
	w := &party{t: t, rnd: rnd, now: moment("2025-08-20"), byID: map[int64]*Nominee{}}
	w.dossier = NewDossier(r, actor(r.Roles[ByProposer]), w.now)
	for i := range 4 {
		n := &Nominee{ID: int64(i + 1), Name: fmt.Sprintf("Người %d", i+1), State: Nominated, Version: 1}
		w.nominees, w.byID[n.ID] = append(w.nominees, n), n
	}
	return w
}

// ready counts the world as a service would.
func (w *party) ready() Readiness {
	r := Readiness{Minutes: w.rnd.IntN(2) == 0, Signed: true, Cancelled: true}
	listed := 0
	for _, n := range w.nominees {
		switch n.State {
		case Nominated:
			r.Open++
		case Recommended, Listed:
			r.Approved++
		}
		if n.State.Pending() {
			r.Pending++
		}
		if n.State != Withdrawn {
			r.Nominees++
		}
		if n.State == Listed {
			listed++
		}
	}
	for _, d := range w.decisions {
		switch d.State {
		case DecisionDraft:
			r.Signed, r.Cancelled = false, false
		case DecisionRecorded:
			r.Cancelled = false
		}
	}
	r.Signed = r.Signed && listed > 0 && listed == r.Approved
	return r
}

// step is one random act of anybody; err is what refused it.
func (w *party) step() (what string, err error) {
	role := access.Roles[w.rnd.IntN(len(access.Roles))]
	if w.rnd.IntN(3) > 0 {
		role = w.dossier.Route.Roles[[]Party{ByProposer, ByOpinion, ByAppraiser}[w.rnd.IntN(3)]]
	}
	a := actor(role)
	n := w.nominees[w.rnd.IntN(len(w.nominees))]
	why := []string{"Lý do", ""}[w.rnd.IntN(8)/7]
	switch w.rnd.IntN(16) {
	case 0, 1, 2, 3, 4:
		return w.forward()
	case 5, 6:
		if w.rnd.IntN(4) == 0 {
			w.now = moment((w.now.Today + 1).ISO())
		}
		all := paths[w.dossier.Route.Form]
		act := all[w.rnd.IntN(len(all))].act
		if acts := w.dossier.Acts(role); len(acts) > 0 && w.rnd.IntN(4) > 0 {
			act = acts[w.rnd.IntN(len(acts))]
		}
		if act == ActWithdraw && w.rnd.IntN(8) > 0 {
			act = ActSubmit
		}
		return string(act), w.do(a, Move{Act: act, Version: w.dossier.Version - w.rnd.IntN(8)/7, Why: why, Specialist: int64(w.rnd.IntN(3)), Ready: w.ready()})
	case 7, 8, 9:
		if err := w.dossier.Permits(role, Appraise); err != nil {
			return "appraise", err
		}
		switch w.rnd.IntN(5) {
		case 0:
			return "reconsider", n.Reconsider(a, w.now, n.Version, why)
		case 1, 2:
			return "decline", n.Decline(a, w.now, n.Version, BelowMark, why)
		}
		verdict := []plan.Verdict{plan.Met, plan.NoneArose, plan.NotMet}[w.rnd.IntN(3)]
		return "recommend", n.Recommend(a, w.now, n.Version, Grounds{Eligibility: &Eligibility{Outcomes: []Outcome{{Verdict: verdict}}}})
	case 10:
		if err := w.dossier.Permits(role, PullOut); err != nil || w.rnd.IntN(8) > 0 {
			return "withdraw one", err
		}
		return "withdraw one", n.Withdraw(a, w.now, n.Version, why)
	case 11, 12, 13:
		return w.decide(a, n, why)
	case 14:
		return w.apply(a)
	}
	return w.paper(a, why)
}

// do carries an act out with what it resets.
func (w *party) do(a access.Actor, in Move) error {
	err := w.dossier.Do(a, w.now, in)
	if err == nil && in.Act.Resets() {
		for _, n := range w.nominees {
			n.Reset(a, w.now, in.Why)
		}
	}
	return err
}

// forward is the next act on the way to a result, by who does it.
func (w *party) forward() (string, error) {
	r := w.dossier.Route
	a := actor(r.Roles[ByAppraiser])
	switch w.dossier.State {
	case Appraising, InCouncil:
		for _, n := range w.nominees {
			if n.State == Nominated {
				return "recommend", n.Recommend(a, w.now, n.Version, Grounds{Eligibility: &Eligibility{}})
			}
		}
	case Concluded, Presented, Decided:
		if len(w.decisions) == 0 || w.decisions[len(w.decisions)-1].State.Final() {
			w.decisions = append(w.decisions, &Decision{ID: int64(len(w.decisions) + 1), Form: r.Form, Unit: 1, State: DecisionDraft})
		}
		d := w.decisions[len(w.decisions)-1]
		for _, n := range w.nominees {
			if n.State == Recommended && d.State == DecisionDraft {
				return "list", d.List(a, w.now, n)
			}
		}
		if d.State == DecisionDraft && len(d.Nominees) > 0 {
			return w.record(a, d)
		}
		if w.dossier.State == Decided && w.rnd.IntN(2) == 0 {
			return w.apply(a)
		}
	}
	next := map[State][]Act{Draft: {ActSubmit}, Returned: {ActSubmit}, Sent: {ActTake}, InOpinion: {ActForward}, Forwarded: {ActReceive}, Received: {ActAssign}, Appraising: {ActConvene, ActConclude},
		Supplement: {ActSupply}, Consulting: {ActAnswer}, InCouncil: {ActConclude}, Concluded: {ActPresent, ActDecide, ActClose}, Presented: {ActDecide}, Decided: {ActApply}}[w.dossier.State]
	if len(next) == 0 {
		return w.paper(a, "Lý do")
	}
	act := next[w.rnd.IntN(len(next))]
	if m, ok := r.move(w.dossier.State, act); ok {
		a = actor(r.Roles[m.by])
	}
	ready := w.ready()
	if act == ActForward { // PX03's opinions are not the outcome
		ready.Open = 0
	}
	return string(act), w.dossier.Do(a, w.now, Move{Act: act, Version: w.dossier.Version, Why: "Lý do", Specialist: 3, Ready: ready})
}

func (w *party) decide(a access.Actor, n *Nominee, why string) (string, error) {
	if err := w.dossier.Permits(a.Role, ListThem); err != nil {
		return "decide", err
	}
	if len(w.decisions) == 0 || w.rnd.IntN(12) == 0 {
		w.decisions = append(w.decisions, &Decision{ID: int64(len(w.decisions) + 1), Form: w.dossier.Route.Form, Unit: 1, State: DecisionDraft})
	}
	d := w.decisions[w.rnd.IntN(len(w.decisions))]
	switch w.rnd.IntN(10) {
	case 0:
		return "unlist", d.Unlist(a, w.now, n)
	case 1, 2, 3:
		return w.record(a, d)
	case 4:
		return "reopen", d.Reopen(a, w.now, why)
	case 5:
		var all []*Nominee
		for _, id := range d.Nominees {
			all = append(all, w.byID[id])
		}
		return "cancel", d.Cancel(a, w.now, why, all)
	}
	return "list", d.List(a, w.now, n)
}

// record takes a number that may be in use.
func (w *party) record(a access.Actor, d *Decision) (string, error) {
	w.numbers++
	p := papers(w.t)
	p.Terms, p.NotSince = []Term{{Unit: 1, Name: "Lê Huyền", Title: "CHỦ TỊCH"}}, 0
	if d.Form == GiayKhen {
		p.Level = plan.LevelCommune
	}
	for _, x := range w.decisions {
		if x.Date != nil {
			p.Numbers = append(p.Numbers, Numbered{x.ID, x.Unit, x.Number, *x.Date})
		}
	}
	today := w.now.Today
	return "record", d.Record(a, w.now, p, fmt.Sprintf("%d/QĐ-UBND", w.rnd.IntN(w.numbers)+1), &today, "Lê Huyền")
}

func (w *party) apply(a access.Actor) (string, error) {
	if err := w.dossier.Permits(a.Role, ApplyThem); err != nil {
		return "apply", err
	}
	var recorded []*Decision
	for _, d := range w.decisions {
		if d.State == DecisionRecorded || w.rnd.IntN(20) == 0 {
			recorded = append(recorded, d)
		}
	}
	var declined []*Nominee
	for _, n := range w.nominees {
		if n.State == Declined {
			declined = append(declined, n)
		}
	}
	grants, err := Apply(a, w.now, recorded, w.byID, declined)
	w.grants = append(w.grants, grants...)
	return "apply", err
}

func (w *party) paper(a access.Actor, why string) (string, error) {
	if err := w.dossier.Permits(a.Role, CertifyIt); err != nil {
		return "certify", err
	}
	code := func() string { w.codes++; return fmt.Sprint(w.codes) }
	if len(w.papers) == 0 || w.rnd.IntN(3) == 0 {
		some := w.grants[:w.rnd.IntN(len(w.grants)+1)] // a batch that may break off
		w.papers = append(w.papers, IssueAll(a, w.now, some, w.papers, code, func(int64) bool { return false })...)
		return "issue", nil
	}
	c := &w.papers[w.rnd.IntN(len(w.papers))]
	if w.rnd.IntN(10) == 0 {
		today := w.now.Today
		return "revoke", c.Revoke(a, w.now, Revocation{Ground: Forged, Number: "20/QĐ-UBND", Date: &today, Why: why})
	}
	next, err := c.Reissue(a, w.now, code(), why)
	if err == nil {
		w.papers = append(w.papers, next)
	}
	return "reissue", err
}

// snapshot is everything that a refusal may not change.
func (w *party) snapshot() any {
	type all struct {
		D Dossier
		N []Nominee
		Q []Decision
		C []Certificate
	}
	s := all{D: *w.dossier, C: append([]Certificate(nil), w.papers...)}
	s.D.Log = append([]Handover(nil), w.dossier.Log...)
	for _, n := range w.nominees {
		s.N = append(s.N, *n)
	}
	for _, d := range w.decisions {
		x := *d
		x.Nominees = append([]int64(nil), d.Nominees...)
		s.Q = append(s.Q, x)
	}
	return s
}

// hold checks what must be true after every act.
func (w *party) hold(what string) {
	w.t.Helper()
	granted := map[int64]int{}
	for _, g := range w.grants {
		granted[g.Nominee]++
	}
	listed := map[int64]int{}
	numbers := map[string]int64{}
	for _, d := range w.decisions {
		for _, id := range d.Nominees {
			listed[id]++
			if n := w.byID[id]; n.Decision != d.ID || d.State == DecisionCancelled || d.State == DecisionApplied && n.State != Awarded {
				w.t.Fatalf("after %s: decision %d %s lists %+v", what, d.ID, d.State, n)
			}
		}
		if d.Number != "" {
			if other := numbers[d.Number]; other != 0 {
				w.t.Fatalf("after %s: decisions %d and %d are both %s", what, other, d.ID, d.Number)
			}
			numbers[d.Number] = d.ID
		}
	}
	valid, issued := map[int64]int{}, map[string]bool{}
	for _, c := range w.papers {
		if c.State == Valid {
			valid[c.Grant.Nominee]++
		}
		if issued[c.Code] || granted[c.Grant.Nominee] == 0 {
			w.t.Fatalf("after %s: certificate %+v", what, c)
		}
		issued[c.Code] = true
	}
	for _, n := range w.nominees {
		awarded := 0
		if n.State == Awarded {
			awarded = 1
		}
		if granted[n.ID] != awarded || listed[n.ID] > 1 || valid[n.ID] > 1 || (n.State == Listed && listed[n.ID] != 1) || (n.State == Refused && (n.Why == "" || n.Ground == "")) {
			w.t.Fatalf("after %s: %+v was granted %d times, is listed %d times, holds %d certificates", what, n, granted[n.ID], listed[n.ID], valid[n.ID])
		}
	}
	if last := w.dossier.Log[len(w.dossier.Log)-1]; last.State != w.dossier.State || last.Holder != w.dossier.Holder() || w.dossier.Version != len(w.dossier.Log) {
		w.t.Fatalf("after %s: %s, last handed over as %+v", what, w.dossier.State, last)
	}
	for _, n := range w.nominees { // outcomes stand only where somebody judges
		if n.State.Pending() && (w.dossier.Holder() == ByProposer && w.dossier.State != Supplement || w.dossier.State == Sent || w.dossier.State == InOpinion) {
			w.t.Fatalf("after %s: %s in a dossier %s", what, n.State, w.dossier.State)
		}
	}
	if w.dossier.State == Closed {
		for _, n := range w.nominees {
			if !n.State.Final() {
				w.t.Fatalf("after %s: closed with %+v", what, n)
			}
		}
	}
	if t := w.dossier.Timing(Vietnam2025(), DefaultLimits(), w.now.Today); t.Used < 0 || (t.Stage != "") == (w.dossier.State.Final() || w.dossier.State == Draft || w.dossier.State == Returned) {
		w.t.Fatalf("after %s in %s: clock %+v", what, w.dossier.State, t)
	}
}

// Everybody does anything: a refusal is a clear fault and changes nothing, no
// award is given twice, none is lost, and every walk comes to an end.
func TestRandomWalk(t *testing.T) {
	states, nominees, certificates := map[State]int{}, map[NomineeState]int{}, map[CertificateState]int{}
	for seed := range uint64(250) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		all := routes(t)[1:]
		w := newParty(t, []Route{all[0], all[2]}[rnd.IntN(2)], rnd)
		for i := range 300 {
			before := w.snapshot()
			decisions := len(w.decisions)
			what, err := w.step()
			if err != nil {
				w.refusals++
				if fault.KindOf(err) == fault.Internal {
					t.Fatalf("%s: %v", what, err)
				}
				if len(w.decisions) == decisions && !reflect.DeepEqual(before, w.snapshot()) {
					t.Fatalf("seed %d: %s was refused (%v) and yet changed\n%+v into\n%+v", seed, what, err, before, w.snapshot())
				}
			}
			w.hold(fmt.Sprintf("seed %d step %d, %s", seed, i, what))
			states[w.dossier.State]++
		}
		for _, n := range w.nominees {
			nominees[n.State]++
		}
		for _, c := range w.papers {
			certificates[c.State]++
		}
		w.finish(seed)
	}
	for _, s := range States {
		if states[s] == 0 {
			t.Errorf("no walk stood in %s: %v", s, states)
		}
	}
	for _, s := range []NomineeState{Awarded, Refused, Withdrawn} {
		if nominees[s] == 0 {
			t.Errorf("no walk ended with %s: %v", s, nominees)
		}
	}
	for _, s := range CertificateStates {
		if certificates[s] == 0 {
			t.Errorf("no walk made a certificate %s: %v", s, certificates)
		}
	}
}

// finish brings a walk to its end by the shortest way from wherever it stands:
// there is one.
func (w *party) finish(seed uint64) {
	w.t.Helper()
	r := w.dossier.Route
	for i := 0; !w.dossier.State.Final(); i++ {
		if i > 40 {
			w.t.Fatalf("seed %d: %s has no way out", seed, w.dossier.State)
		}
		act := map[State]Act{Draft: ActSubmit, Returned: ActSubmit, Sent: ActTake, InOpinion: ActForward, Forwarded: ActReceive, Received: ActAssign, Appraising: ActConvene,
			Supplement: ActResume, Consulting: ActResume, InCouncil: ActConclude, Concluded: ActClose, Presented: ActHandBack, Decided: ActUndecide}[w.dossier.State]
		m, ok := r.move(w.dossier.State, act)
		if !ok {
			w.t.Fatalf("seed %d: no %s in %s", seed, act, w.dossier.State)
		}
		if act == ActConclude || act == ActForward || act == ActUndecide || act == ActClose {
			w.declineAll()
		}
		ready := w.ready()
		ready.Nominees, ready.Minutes = 1, true
		if act == ActUndecide { // what was decided elsewhere stays
			ready.Cancelled = true
		}
		if err := w.dossier.Do(actor(r.Roles[m.by]), w.now, Move{Act: act, Version: w.dossier.Version, Why: "Lý do", Specialist: 1, Ready: ready}); err != nil {
			w.t.Fatalf("seed %d: %s in %s: %v", seed, act, w.dossier.State, err)
		}
		w.hold("the way out")
	}
}

// declineAll cancels what is not applied and tells everybody no.
func (w *party) declineAll() {
	w.t.Helper()
	a := actor(access.HomeAffairs)
	check := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	for _, d := range w.decisions {
		if d.State.Final() {
			continue
		}
		var all []*Nominee
		for _, id := range d.Nominees {
			all = append(all, w.byID[id])
		}
		check(d.Cancel(a, w.now, "Kết thúc", all))
	}
	var declined []*Nominee
	for _, n := range w.nominees {
		if n.State == Recommended {
			check(n.Reconsider(a, w.now, n.Version, "Kết thúc"))
		}
		if n.State == Nominated {
			check(n.Decline(a, w.now, n.Version, BelowMark, "Kết thúc"))
		}
		if n.State == Declined {
			declined = append(declined, n)
		}
	}
	if w.dossier.State == Concluded {
		_, err := Apply(a, w.now, nil, w.byID, declined)
		check(err)
	}
}
