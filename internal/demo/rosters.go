package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// member is one service as it will be stored.
type member struct {
	person   int // index among the people made
	name     string
	gender   roster.Gender
	position roster.Position
	from     clock.Day
	until    clock.Day // org.Forever: still serving
	joinDoc  string
	reason   roster.LeaveReason
	leaveDoc string
}

func (m member) serves(day clock.Day) bool { return day >= m.from && day < m.until }

type person struct {
	name      string
	gender    roster.Gender
	birth     clock.Day
	citizenID string
	phone     string
}

type people struct {
	list []person
	ids  map[string]bool
}

// Rosters makes 1 475 members on the founding day and again on Today, with a
// few leaving and joining between.
func Rosters(ctx context.Context, tx pg.Tx, now clock.Moment, w *World) error {
	all := &people{ids: map[string]bool{}}
	w.known = all
	for _, c := range w.communes() {
		teams := w.Tree.Teams(c, Today)
		sizes := spread(seeded("sizes", w.key(c)), len(teams), w.sizes[c])
		for i, t := range teams {
			r := seeded("roster", w.key(t))
			w.members[t] = all.team(r, w, t, sizes[i])
			w.members[t] = append(w.members[t], all.turnover(r, w, t)...)
		}
	}
	return all.store(ctx, tx, now, w)
}

// spread divides n members among teams of 3 to 5.
func spread(r *rand.Rand, teams, n int) []int {
	sizes := make([]int, teams)
	for i := range sizes {
		sizes[i] = n / teams
		if i < n%teams {
			sizes[i]++
		}
	}
	for range teams {
		if i, j := r.IntN(teams), r.IntN(teams); i != j && sizes[i] < 5 && sizes[j] > 3 {
			sizes[i]++
			sizes[j]--
		}
	}
	return sizes
}

// team makes the members of the founding day.
func (p *people) team(r *rand.Rand, w *World, t org.UnitID, size int) []member {
	list := make([]member, size)
	decision := fmt.Sprintf("%d/QĐ-UBND ngày 28/6/2024", 20+r.IntN(120))
	for i := range list {
		pos := roster.Plain
		if i == 0 {
			pos = roster.Head
		} else if i == 1 && (size > 3 || chance(r, 70)) {
			pos = roster.Deputy
		}
		list[i] = p.invent(r, w, t, pos, roster.ForceBegan, decision, list[:i])
	}
	return list
}

// turnover lets about one member in thirty leave between November and January;
// somebody takes the place soon after. A head is followed by a member.
func (p *people) turnover(r *rand.Rand, w *World, t org.UnitID) []member {
	if !chance(r, 13) {
		return nil
	}
	list := w.members[t]
	gone := &list[len(list)-1]
	if chance(r, 12) {
		gone = &list[0]
	}
	left := dayIn(r, clock.NewDay(2024, 11, 10), clock.NewDay(2025, 1, 20))
	gone.until, gone.leaveDoc = left, fmt.Sprintf("%d/QĐ-UBND ngày %s", 130+r.IntN(90), left-1)
	switch n := r.IntN(20); {
	case n < 12:
		gone.reason = roster.OwnRequest
	case n < 18:
		gone.reason = roster.Health
	case n < 19:
		gone.reason = roster.Died
	default:
		gone.reason = roster.RefusedTasks
	}
	var more []member
	if gone.position == roster.Head {
		next := &list[len(list)-1]
		next.until, next.reason, next.leaveDoc = left, roster.PositionChanged, gone.leaveDoc
		head := *next
		head.position, head.from, head.until, head.reason, head.joinDoc, head.leaveDoc = roster.Head, left, org.Forever, "", gone.leaveDoc, ""
		more = append(more, head)
	}
	joined := left + clock.Day(r.IntN(15))
	return append(more, p.invent(r, w, t, roster.Plain, joined, fmt.Sprintf("%d/QĐ-UBND ngày %s", 225+r.IntN(40), joined-1), slices.Concat(list, more)))
}

// invent makes a person unlike those already in the team.
func (p *people) invent(r *rand.Rand, w *World, t org.UnitID, pos roster.Position, from clock.Day, decision string, known []member) member {
	g := roster.Male
	if chance(r, 19) {
		g = roster.Female
	}
	commune := w.Tree.Parent(t, Today)
	code := w.Tree.Name(commune, Today).Code
	district := w.Tree.Name(w.Tree.Parent(commune, Today), Today).Code
	name := inventName(r, g, code, district)
	for slices.ContainsFunc(known, func(m member) bool { return m.name == name }) {
		name = inventName(r, g, code, district)
	}
	born := birth(r)
	x := person{name: name, gender: g, birth: born, citizenID: p.citizenID(r, g, born)}
	if pos != roster.Plain {
		x.phone = fmt.Sprintf("0900%06d", len(p.list))
	}
	p.list = append(p.list, x)
	return member{person: len(p.list) - 1, name: name, gender: g, position: pos, from: from, until: org.Forever, joinDoc: decision}
}

// birth gives ages of 22 to 72 on Today, most of 35 to 60.
func birth(r *rand.Rand) clock.Day {
	low, high := 22, 29
	switch n := r.IntN(100); {
	case n < 9:
	case n < 30:
		low, high = 30, 39
	case n < 61:
		low, high = 40, 49
	case n < 87:
		low, high = 50, 59
	case n < 98:
		low, high = 60, 69
	default:
		low, high = 70, 72
	}
	y, m, d := Today.Date()
	last := clock.NewDay(y-low, m, d) // turns low today
	first := clock.NewDay(y-high-1, m, d) + 1
	return dayIn(r, first, last)
}

// citizenID fits gender and birth year; most were born in the province (058).
func (p *people) citizenID(r *rand.Rand, g roster.Gender, born clock.Day) string {
	province := "058"
	if chance(r, 12) {
		province = pick(r, []string{"056", "060", "054", "052", "068", "079"})
	}
	year, _, _ := born.Date()
	century := 2 * (year/100 - 19)
	if g == roster.Female {
		century++
	}
	for {
		id := fmt.Sprintf("%s%d%02d%06d", province, century, year%100, r.IntN(1_000_000))
		if !p.ids[id] {
			p.ids[id] = true
			return id
		}
	}
}

const sqlReservePeople = `SELECT nextval(pg_get_serial_sequence('person', 'id')) FROM generate_series(1, $1)`

func (p *people) store(ctx context.Context, tx pg.Tx, now clock.Moment, w *World) error {
	ids, err := pg.Column[int64](ctx, tx, sqlReservePeople, len(p.list))
	if err != nil {
		return err
	}
	w.people = ids
	var persons, services [][]any
	for i, x := range p.list {
		persons = append(persons, []any{ids[i], x.name, x.birth, string(x.gender), x.citizenID, x.phone})
	}
	for _, c := range w.communes() {
		for _, t := range w.Tree.Teams(c, Today) {
			for _, m := range w.members[t] {
				services = append(services, []any{ids[m.person], int64(t), string(m.position), during(m.from, m.until), m.joinDoc, string(m.reason), m.leaveDoc})
			}
		}
	}
	if _, err := tx.CopyFrom(ctx, "person", []string{"id", "full_name", "birth_date", "gender", "citizen_id", "phone"}, pgx.CopyFromRows(persons)); err != nil {
		return err
	}
	if _, err := tx.CopyFrom(ctx, "service", []string{"person_id", "team_id", "position", "during", "join_decision", "leave_reason", "leave_decision"},
		pgx.CopyFromRows(services)); err != nil {
		return err
	}
	return audit.Record(ctx, tx, Loader, now, audit.Entry{Action: "demo.roster", ObjectKind: "person", Path: w.Tree.Path(w.Tree.Root(Today), Today),
		Summary: fmt.Sprintf("Nạp dữ liệu mẫu: %d người, %d lượt tham gia Tổ", len(persons), len(services))})
}

func during(from, until clock.Day) pgtype.Range[pgtype.Date] {
	lower, _ := from.DateValue()
	r := pgtype.Range[pgtype.Date]{Lower: lower, LowerType: pgtype.Inclusive, UpperType: pgtype.Unbounded, Valid: true}
	if until != org.Forever {
		r.Upper, _ = until.DateValue()
		r.UpperType = pgtype.Exclusive
	}
	return r
}
