package roster

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

const (
	sqlReservePersons  = `SELECT nextval(pg_get_serial_sequence('person', 'id')) FROM generate_series(1, $1)`
	sqlReserveServices = `SELECT nextval(pg_get_serial_sequence('service', 'id')) FROM generate_series(1, $1)`
)

// EnrolMany begins services in teams of one commune in the caller's
// transaction, as an import does: part by part, so that a long list never
// stands in memory. each is told of every one by its place in its part, with
// why it was refused; an error of its own ends the act. Open months, and
// corrections of accepted ones, follow once for all.
func (s *Service) EnrolMany(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, commune org.UnitID, parts iter.Seq2[[]Enrolment, error], each func(i int, err error) error) (Done, error) {
	var done Done
	var teams []org.UnitID
	n, from := 0, org.Forever
	for part, err := range parts {
		if err != nil {
			return done, err
		}
		n += len(part)
		err = tx.Nested(ctx, func(tx pg.Tx) error { return enrolPart(ctx, tx, a, now, tree, part) })
		for i, in := range part {
			if err != nil { // one of them is refused: which, and in whose words
				_, err := enrol(ctx, tx, a, now, tree, in)
				if err := each(i, err); err != nil {
					return done, err
				}
				if err != nil {
					return done, err
				}
			} else if err := each(i, nil); err != nil {
				return done, err
			}
			from = min(from, in.Joined)
			if !slices.Contains(teams, in.Team) {
				teams = append(teams, in.Team)
			}
		}
	}
	if n == 0 {
		return done, nil
	}
	why := fmt.Sprintf("%s thành viên được nhập từ tệp Excel, tham gia sớm nhất từ ngày %s", vi.Int(int64(n)), from)
	return done, s.changed(ctx, tx, &done, Change{Actor: a, Now: now, Tree: tree, Commune: commune, Teams: teams, From: from, To: org.Forever, Why: why})
}

// enrolPart stores what enrol would one by one. Only somebody on record, or a
// head, can have a service in the way.
func enrolPart(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, list []Enrolment) error {
	persons, err := pg.Column[PersonID](ctx, tx, sqlReservePersons, len(list))
	if err != nil {
		return err
	}
	services, err := pg.Column[ServiceID](ctx, tx, sqlReserveServices, len(list))
	if err != nil {
		return err
	}
	var people, spells [][]any
	var entries []audit.Entry
	for i, in := range list {
		place, err := mayWrite(a, now, tree, in.Team)
		if err != nil {
			return err
		}
		in.clean()
		var f fault.Fields
		in.check(&f, now, tree)
		if err := f.Err(); err != nil {
			return err
		}
		known := in.Person != 0
		if known {
			if in.FullName, err = pg.Value[string](ctx, tx, sqlPersonName, in.Person); err != nil {
				return err
			}
		} else {
			in.Person = persons[i]
			people = append(people, []any{int64(in.Person), in.FullName, in.Birth, string(in.Gender), in.CitizenID, in.Phone})
		}
		x := Spell{ID: services[i], Person: in.Person, FullName: in.FullName, Team: in.Team, Position: in.Position, From: in.Joined, JoinDecision: in.Decision}
		x.endWithTeam(tree)
		if known || in.Position == Head {
			if err := x.free(ctx, tx, tree, a, now); err != nil {
				return err
			}
		}
		spells = append(spells, []any{int64(x.ID), int64(x.Person), int64(x.Team), string(x.Position), during(x.From, x.Left), x.JoinDecision, string(x.Reason), x.LeaveDecision})
		entries = append(entries, in.entry(x.ID, place, now, tree))
	}
	if _, err := tx.CopyFrom(ctx, "person", []string{"id", "full_name", "birth_date", "gender", "citizen_id", "phone"}, pgx.CopyFromRows(people)); err != nil {
		return err
	}
	if _, err := tx.CopyFrom(ctx, "service", []string{"id", "person_id", "team_id", "position", "during", "join_decision", "leave_reason", "leave_decision"}, pgx.CopyFromRows(spells)); err != nil {
		return err
	}
	return audit.RecordMany(ctx, tx, a, now, entries)
}

// during is [from, left) for a copied column.
func during(from clock.Day, left *clock.Day) pgtype.Range[pgtype.Date] {
	lower, _ := from.DateValue()
	r := pgtype.Range[pgtype.Date]{Lower: lower, LowerType: pgtype.Inclusive, UpperType: pgtype.Unbounded, Valid: true}
	if left != nil {
		r.Upper, _ = left.DateValue()
		r.UpperType = pgtype.Exclusive
	}
	return r
}
