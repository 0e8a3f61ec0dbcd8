package criteria_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// services are who serves in a team today, oldest first.
func (h *house) services(team org.UnitID) []roster.Spell {
	h.t.Helper()
	list, err := roster.Careers(h.t.Context(), h.Pool, []org.UnitID{team}, nil)
	h.ok(err)
	var out []roster.Spell
	for i := range list {
		if s := list[i].Last(); s.Team == team && s.Serves(h.now.Today) {
			out = append(out, s)
		}
	}
	return out
}

func (h *house) candidate(f award.Form, x criteria.Whom, as string) (award.Candidate, error) {
	w := h.world()
	return h.s.Candidate(h.t.Context(), h.Pool, h.as(as), w, f, w.Plan.Phases[0], x)
}

// months are a candidate's as "period team commune".
func months(c award.Candidate, last int) string {
	var out []string
	for _, m := range c.Months {
		if m.Own.Period <= last {
			out = append(out, fmt.Sprintf("%d %d", m.Own.Period, m.Team))
		}
	}
	return strings.Join(out, ", ")
}

// Facts of those to whom something happened: one who moved has each period's
// team, one who died keeps what was served, a closed team its days, and awards
// of a team stay with the team they were given to.
func TestCandidatesOfAWorldThatChanges(t *testing.T) {
	h := start(t)
	ctx, xa := t.Context(), h.as("xa")
	a, b, c := h.team(kinhDinh, 2), h.team(kinhDinh, 3), h.team(kinhDinh, 4)
	plain := func(team org.UnitID) roster.Spell {
		for _, s := range h.services(team) {
			if s.Position == roster.Plain && s.From < clock.NewDay(2024, 11, 1) {
				return s
			}
		}
		t.Fatal("no plain member")
		return roster.Spell{}
	}
	moved, died := plain(a), plain(b)
	_, err := h.Server.Rosters.Transfer(ctx, xa, h.now, h.world().Tree, roster.Transfer{Service: moved.ID, Version: moved.Version, To: b, On: clock.NewDay(2025, 1, 10), Position: roster.Plain, Decision: "15/QĐ-UBND"})
	h.ok(err)
	_, err = h.Server.Rosters.Leave(ctx, xa, h.now, h.world().Tree, roster.Leaving{Service: died.ID, Version: died.Version, Left: clock.NewDay(2025, 1, 15), Reason: roster.Died})
	h.ok(err)
	version, err := org.VersionOf(ctx, h.Pool, c)
	h.ok(err)
	size := len(h.services(c))
	_, err = h.Server.Rosters.CloseTeam(ctx, xa, h.now, h.world().Tree, version, org.Closing{ID: c, On: clock.NewDay(2025, 2, 4), Successor: b, Basis: "Quyết định số 7/QĐ-UBND"})
	h.ok(err)
	h.rewarded(c)
	w := h.world()

	x, err := h.candidate(award.GiayKhen, criteria.Whom{Person: moved.Person}, "xa")
	h.ok(err)
	if want := fmt.Sprintf("0 %d, 1 %d, 2 %d", a, a, b); months(x, 2) != want || x.Team != b || len(x.Spells) != 2 || x.UnitName != "phường Kinh Dinh" {
		t.Errorf("moved: %q, want %q; %+v", months(x, 2), want, x.Spells)
	}
	if x.Months[0].TeamName == x.Months[2].TeamName || x.Months[2].CommuneName != "phường Kinh Dinh" {
		t.Errorf("%+v", x.Months[:3])
	}
	x, err = h.candidate(award.GiayKhen, criteria.Whom{Person: died.Person}, "xa")
	h.ok(err)
	if want := fmt.Sprintf("0 %d, 1 %d", b, b); months(x, 9) != want || x.Spells[0].Reason != roster.Died || !award.Posthumous(x.Spells, h.now.Today) {
		t.Errorf("died: %q, want %q; %+v", months(x, 9), want, x.Spells)
	}
	x, err = h.candidate(award.GiayKhen, criteria.Whom{Team: c}, "xa")
	h.ok(err)
	if want := fmt.Sprintf("0 %d, 1 %d, 2 %d", c, c, c); months(x, 9) != want || x.Formed.Open() || x.Formed.LastDay() != clock.NewDay(2025, 2, 3) || x.UnitName != "phường Kinh Dinh" {
		t.Errorf("closed: %q, want %q; %+v", months(x, 9), want, x.Formed)
	}
	if len(x.Held) != 1 || x.Held[0].Words() != "Giấy khen (Quyết định số 9/QĐ-UBND ngày 05/02/2025)" {
		t.Errorf("the closed team's award: %+v", x.Held)
	}
	x, err = h.candidate(award.GiayKhen, criteria.Whom{Team: b}, "xa")
	h.ok(err)
	if len(x.Held) != 0 {
		t.Errorf("what a team was given before it was merged is no award of the other: %+v", x.Held)
	}
	// The list of today: the closed team is not in it, its people are by where
	// they serve; the dead one stays in the list of his team.
	list, err := h.s.Candidates(ctx, h.Pool, w, criteria.AskWithin(w, award.GiayKhen, w.Plan.Phases[0], "", h.unit(kinhDinh)))
	h.ok(err)
	teams, members, dead := 0, 0, false
	for _, x := range list {
		if x.Subject == award.Team {
			teams++
			if x.Team == c {
				t.Error("a closed team is asked for")
			}
			continue
		}
		members++
		dead = dead || x.Person == died.Person && x.Team == b
	}
	want := value[int](h, `SELECT count(DISTINCT person_id)::int FROM (SELECT DISTINCT ON (s.person_id) s.person_id, s.team_id FROM service s WHERE s.withdrawn_at IS NULL ORDER BY s.person_id, lower(s.during) DESC) x
	  WHERE team_id = ANY ($1::bigint[])`, w.Tree.Teams(h.unit(kinhDinh), w.Day))
	if teams != 12 || members != want || !dead {
		t.Errorf("%d teams, %d members (want %d), the dead one listed: %v; the closed team had %d", teams, members, want, dead, size)
	}

	_, err = h.candidate(award.GiayKhen, criteria.Whom{Person: moved.Person}, "xa-22738")
	h.want("another commune reads", err, fault.NotFound, "")
	_, err = h.candidate(award.GiayKhen, criteria.Whom{Team: a}, "huyen-584")
	h.want("another district reads", err, fault.NotFound, "")
	_, err = h.candidate(award.GiayKhen, criteria.Whom{Team: h.unit(kinhDinh)}, "xa")
	h.want("a commune is no candidate", err, fault.NotFound, "")
	_, err = h.candidate(award.GiayKhen, criteria.Whom{Person: 1 << 40}, "px03")
	h.want("nobody", err, fault.NotFound, "")
}

// rewarded gives a team a Giấy khen for đợt 1, as rows.
func (h *house) rewarded(team org.UnitID) {
	h.t.Helper()
	place := h.world().Tree.Path(h.unit(kinhDinh), h.now.Today)
	const sign = `'{"UserID": 1, "Name": "Trần Văn Bình", "Title": "", "At": "2025-02-05T08:00:00+07:00"}'`
	args := []any{int64(h.unit("582")), int64(h.unit(kinhDinh)), int64(team), place}
	for _, sql := range []string{
		`INSERT INTO award_decision (form, phase_id, unit_id, state, number, plain, signed_on, signer_name, changed, applied, scope_path) SELECT 'giay_khen', p.id, $1::bigint, 'applied', '9/QĐ-UBND', '9/qd-ubnd', '2025-02-05', 'Trần Văn Bình', ` + sign + `, ` + sign + `, $4::text
		  FROM phase p WHERE p.ordinal = 0 AND $2::bigint > 0 AND $3::bigint > 0`,
		`INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created) SELECT 'giay_khen', p.id, $2::bigint, $1::bigint, 1, '{}', 'closed', $4::text, ` + sign + ` FROM phase p WHERE p.ordinal = 0 AND $3::bigint > 0`,
		`INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, name, span, state, changed, decision_id, decision_place)
		  SELECT d.id, d.phase_id, 'giay_khen', 1, 'team', $3::bigint, 'Tổ', 'dot-1', 'awarded', ` + sign + `, a.id, 1 FROM dossier d, award_decision a WHERE $1::bigint > 0 AND $2::bigint > 0 AND $4::text <> ''`,
		`INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, span, name, merit, exact, rounded, granted_on, scope_path)
		  SELECT n.id, n.decision_id, 1, 'giay_khen', n.phase_id, $1::bigint, 'team', $3::bigint, 'dot-1', 'Tổ', 'Có thành tích', 0, 0, '2025-02-05', $4::text FROM nominee n WHERE $2::bigint > 0`,
	} {
		if _, err := h.Pool.Exec(h.t.Context(), sql, args...); err != nil {
			h.t.Fatal(err)
		}
	}
}

// Everybody of the province takes six statements, as everybody of a commune
// does; judging them all by a guide stays well below a second.
func TestCandidatesOfTheProvince(t *testing.T) {
	h := start(t)
	w := h.world()
	for _, under := range []org.UnitID{h.unit("58"), h.unit(kinhDinh)} {
		var n atomic.Int64
		list, err := h.s.Candidates(pg.Counted(context.Background(), &n), h.Pool, w, criteria.AskWithin(w, award.GiayKhen, w.Plan.Phases[0], "", under))
		h.ok(err)
		if n.Load() > 6 {
			t.Errorf("%d statements", n.Load())
		}
		if under == h.unit(kinhDinh) {
			continue
		}
		teams := 0
		for _, x := range list {
			if x.Subject == award.Team {
				teams++
			}
		}
		if people := value[int](h, `SELECT count(DISTINCT person_id)::int FROM service WHERE withdrawn_at IS NULL`); teams != 397 || len(list)-teams != people {
			t.Errorf("%d teams, %d members, want 397 and %d", teams, len(list)-teams, people)
		}
		from := time.Now()
		sim := award.Simulate(criteria.Basis(w, w.Plan.Phases[0], false), criteria.Start(w.Plan.Rules, "dot-1")[1], list)
		t.Logf("%d members judged in %s", sim.All.Total, time.Since(from))
	}
}

// The ranked list of a reach; a leader reads it without the words of cases.
func TestStanding(t *testing.T) {
	h := start(t)
	w, ctx := h.world(), t.Context()
	g := h.issued("dot-1")
	team := h.team("22840", 1)
	px := h.as("px03")
	since := clock.NewDay(2025, 1, 20)
	_, err := h.s.Record(ctx, px, h.now, w, "k", criteria.Whom{Team: team}, criteria.CaseInput{Kind: award.Complaint, Since: &since, Reason: "Đơn tố cáo của người dân"}, func(criteria.CaseID) string { return "/" })
	h.ok(err)
	at := w.Tree.Ancestor(team, org.District, w.Day)
	for login, reason := range map[string]string{"px03": "Có khiếu nại, tố cáo đang được xác minh từ ngày 20/01/2025: Đơn tố cáo của người dân", "lanhdao": "Có vụ việc chưa cho phép xét khen thưởng"} {
		st, ok, err := h.s.Standing(ctx, h.Pool, h.as(login), w, g, award.GiayKhen, award.Team, at)
		h.ok(err)
		if !ok || st.All.Total != len(w.Tree.Teams(at, w.Day)) || st.All.Qualified != len(st.Ranked) {
			t.Errorf("%+v", st.All)
		}
		for _, j := range slices.Concat(st.Ranked, st.Others) {
			if j.Candidate.Team != team {
				continue
			}
			last := j.Eligibility.Outcomes[len(j.Eligibility.Outcomes)-1]
			if last.Key != award.KeyPending || last.Reason != reason || j.Rank != 0 {
				t.Errorf("%s reads %q, rank %d", login, last.Reason, j.Rank)
			}
			if login == "lanhdao" && (len(last.Figures) > 0 || strings.Contains(strings.Join(last.Missing, ""), "tố cáo")) {
				t.Errorf("the leader reads %+v", last)
			}
		}
	}
	_, _, err = h.s.Standing(ctx, h.Pool, h.as("huyen"), w, g, award.GiayKhen, award.Team, at)
	h.want("another district's", err, fault.NotFound, "")
	if _, ok, err := h.s.Standing(ctx, h.Pool, px, w, g, award.BangKhen, award.Team, at); ok || err != nil {
		t.Errorf("Bằng khen at sơ kết: %v %v", ok, err)
	}
}

// issued is a guide of Start's criteria in force.
func (h *house) issued(phase string, edit ...func(list []award.Criteria)) criteria.Guide {
	h.t.Helper()
	w, ctx := h.world(), h.t.Context()
	_, err := h.s.Draft(ctx, h.as("px03"), h.now, w, "ban-hanh", phase, url)
	h.ok(err)
	list, err := h.s.Guides(ctx, h.Pool, h.as("px03"), w)
	h.ok(err)
	g := list[0]
	for _, e := range edit {
		crit := slices.Clone(g.Criteria)
		e(crit)
		h.ok(h.s.Edit(ctx, h.as("px03"), h.now, w, g.ID, g.Edits, crit))
		g.Edits++
	}
	h.ok(h.s.Agree(ctx, h.as("noivu"), h.now, w, g.ID, g.Edits))
	h.ok(h.s.Issue(ctx, h.as("noivu"), h.now, w, g.ID, "12/HD-SNV", &h.now.Today))
	g, err = h.s.Guide(ctx, h.Pool, access.Actor{UserID: h.as("xa").UserID, Appointment: h.as("xa").Appointment}, w, g.ID)
	h.ok(err)
	return g
}

// A list whose criteria ask for no deeds leaves them unread; one that asks for
// some counts them. The rest of a verdict is the same.
func TestStandingReadsDeedsWhereAsked(t *testing.T) {
	h := start(t)
	w := h.world()
	g := h.issued("dot-1")
	i := slices.IndexFunc(g.Criteria, func(c award.Criteria) bool { return c.Form == award.GiayKhen && c.Subject == award.Team })
	verdicts := func(deeds *award.Deeds) (words []string, credited int, statements int64) {
		g.Criteria = slices.Clone(g.Criteria)
		g.Criteria[i].Deeds = deeds
		var n atomic.Int64
		st, _, err := h.s.Standing(pg.Counted(t.Context(), &n), h.Pool, h.as("px03"), w, g, award.GiayKhen, award.Team, h.unit(kinhDinh))
		h.ok(err)
		for _, j := range slices.Concat(st.Ranked, st.Others) {
			for _, o := range j.Eligibility.Outcomes {
				if o.Key == award.KeyDeeds {
					credited += len(o.Figures)
					continue
				}
				words = append(words, j.Candidate.Name+": "+o.Reason)
			}
		}
		slices.Sort(words)
		return words, credited, n.Load()
	}
	without, none, few := verdicts(nil)
	with, some, more := verdicts(&award.Deeds{Count: 1, Span: "dot-1"})
	if !slices.Equal(without, with) || none != 0 || some == 0 || more != few+1 {
		t.Errorf("%d deeds in %d statements, %d in %d; %d and %d reasons", none, few, some, more, len(without), len(with))
	}
	if want := value[int](h, `SELECT count(*)::int FROM good_deed d JOIN unit_link l ON l.child_id = d.team_id AND l.parent_id = $1 JOIN phase p ON p.code = 'dot-1' AND d.done_on BETWEEN p.starts_on AND p.ends_on
	  WHERE d.withdrawn_at IS NULL`, h.unit(kinhDinh)); some != want {
		t.Errorf("%d deeds counted, the rows are %d", some, want)
	}
}
