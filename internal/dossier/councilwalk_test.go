package dossier_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/fault"
)

// Meetings and appraisals, walked at random: whatever is asked in whatever
// order, by whom it may, the rows agree with what the rules promise.
func TestWalkOfCouncils(t *testing.T) {
	steps := 200
	if testing.Short() {
		steps = 60
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { walk(t, rand.New(rand.NewPCG(seed, 7)), steps) })
	}
}

func walk(t *testing.T, r *rand.Rand, steps int) {
	x := build(t)
	id := x.handedIn(3)
	huyen := x.district()
	x.open(huyen, award.GiayKhen, 0)
	done := map[string]int{}
	frozen := map[dossier.MeetingID]string{}
	for step := range steps {
		before := x.picture(id)
		audits := number[int](x, `SELECT count(*)::int FROM audit_entry`)
		what, err := x.stroll(r, id)
		switch {
		case err == nil:
			done[what]++
		case fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Forbidden && fault.KindOf(err) != fault.Stale && fault.KindOf(err) != fault.NotFound:
			t.Fatalf("step %d, %s: %v", step, what, err)
		default:
			if now := x.picture(id); now != before || number[int](x, `SELECT count(*)::int FROM audit_entry`) != audits {
				t.Fatalf("step %d, %s was refused (%v), and something changed:\n%s\n%s", step, what, said(err), before, now)
			}
		}
		// The log tells the way to the state, without a gap.
		if n := number[int](x, `SELECT count(*)::int FROM (SELECT from_state, lag(state) OVER (ORDER BY id) AS was FROM dossier_step WHERE dossier_id = $1) s WHERE was IS NOT NULL AND was <> from_state`, id); n != 0 {
			t.Fatalf("step %d, %s: %d gaps in the log", step, what, n)
		}
		state := x.state(id)
		if last := number[string](x, `SELECT state FROM dossier_step WHERE dossier_id = $1 ORDER BY id DESC LIMIT 1`, id); last != state {
			t.Fatalf("step %d, %s: state %s, the log says %s", step, what, state, last)
		}
		// Nobody votes outside the meeting's members and dossiers; one absent votes in writing.
		if n := number[int](x, `SELECT count(*)::int FROM council_vote v JOIN council_member m ON m.id = v.member_id JOIN nominee n ON n.id = v.nominee_id
		  WHERE NOT EXISTS (SELECT FROM council_dossier d WHERE d.meeting_id = m.meeting_id AND d.dossier_id = n.dossier_id) OR v.written <> (v.recused = '' AND m.attendance = 'absent')`); n != 0 {
			t.Fatalf("step %d, %s: %d stray votes", step, what, n)
		}
		// Kept minutes never change.
		for _, m := range x.closed() {
			now := number[string](x, `SELECT md5(row(m.*)::text || (SELECT string_agg(row(c.*)::text, '|' ORDER BY c.id) FROM council_member c WHERE c.meeting_id = m.id)
			  || coalesce((SELECT string_agg(row(v.*)::text, '|' ORDER BY v.member_id, v.nominee_id) FROM council_vote v JOIN council_member c ON c.id = v.member_id WHERE c.meeting_id = m.id), '')) FROM council_meeting m WHERE m.id = $1`, m)
			if was, seen := frozen[m]; seen && was != now {
				t.Fatalf("step %d, %s: kept minutes changed", step, what)
			}
			frozen[m] = now
		}
		if state == "concluded" {
			x.concluded(huyen.UserID, id, fmt.Sprintf("step %d, %s", step, what))
		}
	}
	for _, must := range []string{"take", "convene", "vote", "close", "conclude", "by_votes", "recommend_all", "reopen"} {
		if done[must] == 0 && !testing.Short() {
			t.Errorf("the walk never came to %s: %v", must, done)
		}
	}
}

// concluded holds a conclusion to its council: kept minutes, nobody recommended
// who did not pass, nobody without an outcome.
func (x *world) concluded(_ int64, id dossier.ID, where string) {
	x.t.Helper()
	s, err := dossier.CouncilOf(x.t.Context(), x.pool, &x.view(x.district(), id).Row, int64(x.unit("582")))
	x.ok(err)
	if s == nil || !s.Kept() {
		x.t.Fatalf("%s: concluded without minutes", where)
	}
	for _, n := range x.view(x.district(), id).Nominees {
		if n.State == award.Nominated || n.State == award.Recommended && s.Tally(n.ID).Outcome != award.Passed {
			x.t.Fatalf("%s: concluded with %s %s (%s)", where, n.Name, n.State, s.Tally(n.ID).Words())
		}
	}
}

// picture is everything the walk can change.
func (x *world) picture(id dossier.ID) string {
	return number[string](x, `SELECT row(d.*)::text || (SELECT string_agg(row(n.*)::text, '|' ORDER BY n.id) FROM nominee n WHERE n.dossier_id = d.id) || (SELECT count(*) FROM dossier_step)
	  || coalesce((SELECT string_agg(row(m.*)::text, '|' ORDER BY m.id) FROM council_meeting m), '') || coalesce((SELECT string_agg(row(v.*)::text, '|' ORDER BY v.member_id, v.nominee_id) FROM council_vote v), '')
	  || (SELECT count(*) FROM nominee_override) || (SELECT count(*) FROM nominee_check) FROM dossier d WHERE d.id = $1`, id)
}

func (x *world) closed() []dossier.MeetingID {
	return number[[]dossier.MeetingID](x, `SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM council_meeting WHERE closed IS NOT NULL`)
}

// stroll does one thing at random.
func (x *world) stroll(r *rand.Rand, id dossier.ID) (string, error) {
	a := x.district()
	v := x.view(a, id)
	n := v.Nominees[r.IntN(len(v.Nominees))]
	version := func(have int) int { // now and then what somebody saw before
		if r.IntN(8) == 0 {
			return have - 1
		}
		return have
	}
	meeting := func() *dossier.Sitting {
		m := x.lastMeeting()
		if m == 0 {
			m = x.open(a, award.GiayKhen, 0)
		}
		return x.sitting(a, m)
	}
	switch r.IntN(15) {
	case 0, 1, 2:
		acts := v.Machine.Acts(a.Role)
		if len(acts) == 0 || r.IntN(6) == 0 {
			acts = dossier.Judging
		}
		act := acts[r.IntN(len(acts))]
		if act == award.ActClose && r.IntN(4) > 0 || act == award.ActReturn && r.IntN(3) > 0 {
			act = award.ActConvene
		}
		in := dossier.Handling{Act: act, Version: version(v.Version), Why: "Ghi rõ lý do để biết", Agencies: []string{"Chi cục Thuế"}, Meeting: x.lastMeeting(), Answers: map[int64]string{}}
		for k := range int64(40) {
			in.Answers[k] = "Không có ý kiến khác"
		}
		return string(act), x.s.Handle(x.t.Context(), a, x.now, x.w, id, "award.judge", in)
	case 3:
		if m := x.lastMeeting(); m == 0 || x.sitting(a, m).Kept() {
			x.open(a, award.GiayKhen, 0)
		}
		return "open", nil
	case 4:
		m := meeting()
		var list []dossier.MemberInput
		for i := range 3 + r.IntN(3) {
			in := dossier.MemberInput{Name: fmt.Sprintf("Thành viên %c", 'A'+i), Seat: award.SeatMember, Absent: r.IntN(5) == 0}
			if i < len(m.Members) {
				in.ID = m.Members[i].ID
			}
			if in.Seat = award.SeatMember; i == 0 {
				in.Seat = award.SeatChair
			} else if i == 1 {
				in.Seat = award.SeatSecretary
			}
			list = append(list, in)
		}
		for i := len(list); i < len(m.Members); i++ {
			list = append(list, dossier.MemberInput{ID: m.Members[i].ID})
		}
		return "members", x.s.EditMeeting(x.t.Context(), a, x.now, m.ID, version(m.Version), dossier.MeetingInput{HeldOn: &m.HeldOn}, list)
	case 5, 6, 7:
		m := meeting()
		in := dossier.Votes{}
		if r.IntN(2) == 0 && len(m.Nominees) > 0 {
			in.All = []dossier.NomineeID{n.ID}
		}
		for _, c := range m.Members {
			for _, k := range m.Nominees {
				b := dossier.Ballot{Councillor: c.ID, Nominee: k.ID, Choice: []award.Choice{award.VoteFor, award.VoteFor, award.VoteFor, award.VoteAgainst, award.Abstained, ""}[r.IntN(6)]}
				if r.IntN(12) == 0 {
					b.Recuse, b.Reason = true, strings.Repeat("Có liên quan", r.IntN(2))
				}
				in.Cells = append(in.Cells, b)
			}
		}
		return "vote", x.s.Vote(x.t.Context(), a, x.now, m.ID, version(m.Version), in)
	case 8:
		m := meeting()
		return "close", x.s.CloseMeeting(x.t.Context(), a, x.now, m.ID, version(m.Version), dossier.Closing{Number: "1/BB", Sure: true})
	case 9:
		_, _, err := x.s.RecommendAll(x.t.Context(), a, x.now, x.w, id, version(v.Version))
		return "recommend_all", err
	case 10:
		_, _, err := x.s.ByVotes(x.t.Context(), a, x.now, x.w, id, version(v.Version))
		return "by_votes", err
	case 11:
		states := []award.NomineeState{award.Recommended, award.Declined, award.Nominated}
		return "appraise", x.s.Appraise(x.t.Context(), a, x.now, x.w, id, dossier.Outcome{Nominee: n.ID, Version: version(n.Version), State: states[r.IntN(3)], Ground: award.BelowMark, Why: strings.Repeat("Có lý do", r.IntN(2))})
	}
	if r.IntN(3) > 0 {
		return x.pressOn(a, v)
	}
	// Sent anew, where it came back to the proposer or ended.
	if s := v.State; s == award.Returned || s == award.Supplement {
		act := map[award.State]award.Act{award.Returned: award.ActSubmit, award.Supplement: award.ActSupply}[s]
		to := map[award.State]award.State{award.Returned: award.Sent, award.Supplement: award.Appraising}[s]
		x.put(id, s, to, act)
		return "anew", nil
	} else if s == award.Closed {
		x.exec(`UPDATE nominee SET state = 'nominated', ground = '', why = '' WHERE dossier_id = $1`, id)
		x.put(id, s, award.Sent, award.ActSubmit)
		return "anew", nil
	}
	m := meeting()
	ready := slices.ContainsFunc(m.Dossiers, func(d dossier.Brought) bool { return !d.Here })
	if !ready {
		return "nothing", nil
	}
	return "bring", x.s.Bring(x.t.Context(), a, x.now, x.w, m.ID, version(m.Version), []dossier.ID{id})
}

// pressOn does what comes next on the way to a conclusion.
func (x *world) pressOn(a access.Actor, v *dossier.View) (string, error) {
	ctx := x.t.Context()
	var m *dossier.Sitting
	if id := x.lastMeeting(); id != 0 {
		m = x.sitting(a, id)
	}
	switch {
	case v.State == award.Sent:
		return "take", x.handle(a, v.ID, award.ActTake, "")
	case m == nil || m.Kept() && v.State == award.Appraising:
		x.open(a, award.GiayKhen, 0)
		return "open", nil
	case v.State == award.Appraising:
		return "convene", x.handle(a, v.ID, award.ActConvene, "")
	case v.State != award.InCouncil:
		return "nothing", nil
	case m.Kept() && slices.ContainsFunc(v.Nominees, func(n dossier.Nominee) bool { return n.State == award.Nominated }):
		_, _, err := x.s.ByVotes(ctx, a, x.now, x.w, v.ID, v.Version)
		return "by_votes", err
	case m.Kept():
		return "conclude", x.handle(a, v.ID, award.ActConclude, "")
	case len(m.Members) < 3:
		x.seat(a, m.ID)
		return "members", nil
	}
	var in dossier.Votes
	for _, n := range m.Nominees {
		in.All = append(in.All, n.ID)
	}
	if len(m.Votes) < len(in.All)*len(m.Members) {
		return "vote", x.s.Vote(ctx, a, x.now, m.ID, m.Version, in)
	}
	return "close", x.s.CloseMeeting(ctx, a, x.now, m.ID, m.Version, dossier.Closing{Sure: true})
}
