package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// fate is where a report of the demo stands on the demo's day.
type fate int

const (
	accepted fate = iota
	lateAccepted
	submitted
	inReview
	returned
	resubmitted
	partDraft
	emptyDraft
	missing
)

// The district whose months are all accepted, and the commune a visitor fills.
const fullDistrict = "588"

// fateOf decides from the commune's seed, so that every state is there and a
// visitor always meets the same province. Months of phase 1 are told as of Today.
func (w *World) fateOf(commune org.UnitID, period int) fate {
	code := w.Tree.Name(commune, Today).Code
	district := w.Tree.Name(w.Tree.Ancestor(commune, org.District, Today), Today).Code
	n := seeded("fate", code).Perm(100)[period]
	switch {
	case code == homeCommune && period == 2:
		return partDraft
	case period >= firstOfTwo:
		return w.fateTwo(code, district, period, n)
	case code == homeCommune, district == fullDistrict:
		return accepted
	case period == 0:
		return pickFate(n, 4, missing, 3, returned, 14, lateAccepted, accepted)
	case period == 1:
		return pickFate(n, 4, missing, 5, returned, 10, lateAccepted, accepted, submitted, 8)
	}
	switch {
	case n < 34:
		return accepted
	case n < 62:
		return submitted
	case n < 70:
		return inReview
	case n < 76:
		return returned
	case n < 80:
		return resubmitted
	case n < 93:
		return partDraft
	}
	return emptyDraft
}

func pickFate(n int, aN int, a fate, bN int, b fate, cN int, c fate, rest fate, more ...any) fate {
	switch {
	case n < aN:
		return a
	case n < aN+bN:
		return b
	case n < aN+bN+cN:
		return c
	}
	if len(more) == 2 && n < aN+bN+cN+more[1].(int) {
		return more[0].(fate)
	}
	return rest
}

// scribe writes the demo's months the way people would: through the service,
// at the times people would have.
type scribe struct {
	w       *World
	people  People
	reports *report.Service
	world   report.World
	today   clock.Day // what has happened by then
	prize   *prizes
}

func momentAt(day clock.Day, hour, minute int) clock.Moment {
	at := day.Start().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	return clock.Moment{Wall: at, Business: at, Today: day}
}

func (s *scribe) officer(c org.UnitID) access.Actor {
	return s.actor(s.people.Commune[c], access.CommunePolice, c)
}

func (s *scribe) reviewer(c org.UnitID) access.Actor {
	d := s.w.Tree.Ancestor(c, org.District, Today)
	return s.actor(s.people.District[d], access.District, d)
}

func (s *scribe) actor(user int64, role access.Role, unit org.UnitID) access.Actor {
	return access.Actor{UserID: user, Name: s.people.Names[user], Appointment: access.Appointment{Role: role, UnitID: int64(unit),
		UnitName: s.w.Tree.Name(unit, Today).Full(), Path: s.w.Tree.Path(unit, Today)}, RequestID: "demo", Address: "127.0.0.1"}
}

// month writes one commune's report of one period to where fate has it.
func (s *scribe) month(ctx context.Context, id report.ID, commune org.UnitID, p plan.LivePeriod) error {
	f := s.w.fateOf(commune, p.Ordinal)
	r := seeded("month", s.w.key(commune)+p.Short)
	if f == missing || f == emptyDraft {
		return nil
	}
	officer := s.officer(commune)
	entryDay := min(p.End+1+clock.Day(r.IntN(2)), s.today)
	if s.hurried(commune, p, f) {
		entryDay = p.End
	}
	now := momentAt(entryDay, 8+r.IntN(8), r.IntN(60))
	edits := s.figures(r, commune, p, f == partDraft)
	if _, err := s.reports.SaveCells(ctx, officer, now, s.world, id, edits); err != nil {
		return err
	}
	if err := s.texts(ctx, r, officer, now, id); err != nil || f == partDraft {
		return err
	}
	send := min(entryDay+clock.Day(r.IntN(3)), p.Due, s.today)
	if s.hurried(commune, p, f) {
		send = p.End
	}
	if f == lateAccepted {
		send = min(p.Due+1+clock.Day(r.IntN(4)), p.ClosesBefore-1)
	}
	if err := s.reports.Submit(ctx, officer, momentAt(send, 16, r.IntN(60)), s.world, id); err != nil {
		return err
	}
	return s.review(ctx, r, id, commune, p, f, send)
}

// hurried tells a month that is entered, sent and accepted on its last day: one
// that awards of the next day rest on.
func (s *scribe) hurried(commune org.UnitID, p plan.LivePeriod, f fate) bool {
	district := s.w.Tree.Name(s.w.Tree.Ancestor(commune, org.District, Today), Today).Code
	return f == accepted && (p.Ordinal == firstOfTwo-1 || p.Ordinal == lastOfTwo && district == fullDistrict)
}

func (s *scribe) review(ctx context.Context, r *rand.Rand, id report.ID, commune org.UnitID, p plan.LivePeriod, f fate, sent clock.Day) error {
	if f == submitted {
		return nil
	}
	chief := s.reviewer(commune)
	day := min(sent+clock.Day(1+r.IntN(2)), s.today)
	if s.hurried(commune, p, f) {
		day = sent
	}
	now := momentAt(day, 17, r.IntN(60))
	if err := s.reports.Take(ctx, chief, now, s.world, id, 1); err != nil || f == inReview {
		return err
	}
	now = momentAt(day, 18, r.IntN(60))
	if f == accepted || f == lateAccepted {
		return s.reports.Accept(ctx, chief, now, s.world, []report.Seen{{ID: id, Submission: 1}})
	}
	teams := s.w.Tree.Teams(commune, p.End)
	team := int64(teams[r.IntN(len(teams))])
	rules := s.world.Plan.RulesAt(p.Ordinal)
	cells := []report.Cell{{Row: team, Slot: rules.MeasureByCode("incidents_total").Slot}, {Row: team, Slot: rules.MeasureByCode("incidents_attended").Slot}}
	name := s.w.Tree.Name(org.UnitID(team), Today).Short()
	err := s.reports.Return(ctx, chief, now, s.world, id, 1, "Số vụ, việc của "+name+" chưa khớp sổ trực ban của Công an huyện. Đề nghị kiểm tra lại.", cells)
	if err != nil || f != resubmitted {
		return err
	}
	g, err := s.reports.Grid(ctx, s.reports.Pool, chief, s.world, id, day)
	if err != nil {
		return err
	}
	total := g.Value(cells[0])
	edit := report.Edit{Cell: cells[0], Base: total, New: report.Value{N: total.N + 1}}
	if _, err := s.reports.SaveCells(ctx, s.officer(commune), momentAt(day, 19, 10), s.world, id, []report.Edit{edit}); err != nil {
		return err
	}
	return s.reports.Submit(ctx, s.officer(commune), momentAt(day, 19, 30), s.world, id)
}

// figures invents a month: small counts, mostly on target, now and then not.
// A part draft lacks its last team and what the whole commune knows.
func (s *scribe) figures(r *rand.Rand, commune org.UnitID, p plan.LivePeriod, part bool) []report.Edit {
	rules := s.world.Plan.RulesAt(p.Ordinal)
	slot := func(code string) int { return rules.MeasureByCode(code).Slot }
	var out []report.Edit
	put := func(row int64, code string, n int) {
		out = append(out, report.Edit{Cell: report.Cell{Row: row, Slot: slot(code)}, Base: report.Blank, New: report.Value{N: plan.Cell(n)}})
	}
	rare := func(perMille int) int {
		if r.IntN(1000) < perMille {
			return 1
		}
		return 0
	}
	teams := s.w.Tree.Teams(commune, p.End)
	tips, people := 0, 0
	weak := chance(r, 18)
	given := 96
	if chance(r, 20) {
		given = 86
	}
	required := 0
	for i, t := range teams {
		if part && (i == 4 || i == len(teams)-1) {
			continue
		}
		row, strong := int64(t), p.Ordinal >= firstOfTwo && s.w.strong(t)
		miss := func(perMille int) int {
			if n := rare(perMille); !strong {
				return n
			}
			return 0
		}
		via := r.IntN(5)
		incidents := r.IntN(4)
		fires := rare(60)
		need := 8 + r.IntN(34)
		got := 0
		for range need {
			if chance(r, given) {
				got++
			}
		}
		tips, people, required = tips+via, people+got, required+need
		put(row, "tips_via_force", via)
		put(row, "incidents_total", incidents)
		put(row, "incidents_attended", incidents-min(incidents, miss(25)))
		put(row, "fire_mobilised", fires)
		put(row, "fire_attended", fires)
		put(row, "business_violations", miss(2))
		put(row, "people_info_given", got)
		put(row, "weapons_cases", miss(2))
		put(row, "reoffences", miss(2))
		members := s.w.serving(t, p.End)
		put(row, "patrolled", members-min(members, miss(15)))
		put(row, "serious_accidents", miss(2))
		put(row, "patrol_shifts", 8+r.IntN(14))
		put(row, "propaganda_sessions", r.IntN(3))
		put(row, "propaganda_attendances", r.IntN(120))
		put(row, "cases_supported", incidents+r.IntN(2))
		put(row, "people_reformed", r.IntN(2))
		put(row, "weapons_handed_in", rare(120))
		put(row, "news_items", r.IntN(2))
	}
	if part {
		return out
	}
	direct := tips / 8
	if weak {
		direct = tips/2 + 2
	}
	put(report.Whole, "tips_total", tips+direct)
	put(report.Whole, "people_info_required", required)
	for _, code := range []string{"business_violations", "weapons_cases", "reoffences", "serious_accidents"} {
		put(report.Whole, code, rare(4))
	}
	for _, m := range rules.Measures {
		if rules.Expects(m.Slot, true) && m.Derived == 0 && !has(out, report.Cell{Row: report.Whole, Slot: m.Slot}) {
			put(report.Whole, m.Code, r.IntN(3))
		}
	}
	return out
}

func has(list []report.Edit, c report.Cell) bool {
	for _, e := range list {
		if e.Cell == c {
			return true
		}
	}
	return false
}

// serving counts a team's members on a day.
func (w *World) serving(team org.UnitID, day clock.Day) int {
	n := 0
	for _, m := range w.members[team] {
		if m.serves(day) {
			n++
		}
	}
	return n
}

var difficulties = []string{"", "Địa bàn rộng, một số Tổ thiếu đèn pin và phương tiện đi lại ban đêm.", "",
	"Thành viên Tổ vào mùa vụ nên khó bố trí đủ ca tuần tra ban ngày.", "Hỗ trợ hằng tháng chi trả chậm, đề nghị cấp trên quan tâm.", ""}

var practices = []string{"", "Lập nhóm liên lạc giữa Tổ với các hộ kinh doanh để báo tin nhanh.", "",
	"Phân công mỗi thành viên phụ trách một cụm dân cư, ghi sổ từng hộ.", "Tuần tra chung với dân quân vào tối thứ bảy, chủ nhật."}

func (s *scribe) texts(ctx context.Context, r *rand.Rand, officer access.Actor, now clock.Moment, id report.ID) error {
	return s.reports.SaveTexts(ctx, officer, now, s.world, id, map[string]report.TextEdit{
		"difficulties": {New: pick(r, difficulties)}, "good_practices": {New: pick(r, practices)}})
}
