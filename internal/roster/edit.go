package roster

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// PersonEdit is a person's new details. CitizenID nil keeps the stored one, ""
// forgets it: the form never shows it.
type PersonEdit struct {
	Person    PersonID
	Version   int
	FullName  string
	Birth     *clock.Day
	Gender    Gender
	CitizenID *string
	Phone     string
}

const (
	sqlLockPerson = sqlPerson + ` FOR UPDATE`
	sqlEditPerson = `UPDATE person SET full_name = $2, birth_date = $3, gender = $4, citizen_id = $5, phone = $6, version = version + 1 WHERE id = $1`
)

// Check collects what is wrong with the input as far as it can be seen without
// the rosters, for a form that has more to say.
func (in PersonEdit) Check(f *fault.Fields, p Profile, now clock.Moment) {
	var own fault.Fields
	id := ""
	if in.CitizenID != nil {
		id = digits(*in.CitizenID)
	}
	checkPerson(&own, vi.CleanLine(in.FullName), in.Birth, in.Gender, id, digits(in.Phone), firstJoined(p, now))
	addMissing(f, own)
}

// EditPerson changes a person's details: the commune of the latest service
// keeps them.
func (s *Service) EditPerson(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in PersonEdit) (Done, error) {
	var done Done
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		if err := access.CheckRole(a, access.RosterWrite); err != nil {
			return err
		}
		if _, err := pg.One[personRow](ctx, tx, sqlLockPerson, in.Person); err != nil {
			return err
		}
		p, row, err := profile(ctx, tx, a, now, tree, in.Person)
		if err != nil {
			return err
		}
		place, err := mayWrite(a, now, tree, p.Home)
		if err != nil {
			return err
		}
		if row.Version != in.Version {
			return stale()
		}
		in.FullName, in.Phone = vi.CleanLine(in.FullName), digits(in.Phone)
		id := row.CitizenID
		if in.CitizenID != nil {
			id = digits(*in.CitizenID)
		}
		var f fault.Fields
		checkPerson(&f, in.FullName, in.Birth, in.Gender, id, in.Phone, firstJoined(p, now))
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEditPerson, in.Person, in.FullName, in.Birth, in.Gender, id, in.Phone); err != nil {
			return explain(err)
		}
		done.Warnings = Warnings(in.Birth, in.Gender, id, now.Today)
		before := map[string]any{"full_name": row.FullName, "birth_date": row.BirthDate, "gender": row.Gender, "citizen_id": MaskID(row.CitizenID), "phone": row.Phone}
		after := map[string]any{"full_name": in.FullName, "birth_date": in.Birth, "gender": in.Gender, "citizen_id": MaskID(id), "phone": in.Phone}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.edit", ObjectKind: "person", ObjectID: int64(in.Person), Path: place.Path,
			Summary: fmt.Sprintf("Sửa thông tin của %s, %s", in.FullName, tree.Name(p.Home, now.Today).Full()), Before: before, After: after})
	})
	return done, err
}

// firstJoined is the first day of the services known, on which the person was
// of age.
func firstJoined(p Profile, now clock.Moment) clock.Day {
	first := now.Today
	for _, x := range p.Spells {
		if x.WithdrawnAt == nil {
			first = min(first, x.From)
		}
	}
	return first
}
