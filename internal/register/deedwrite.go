package register

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

const (
	sqlDeedID  = `SELECT nextval(pg_get_serial_sequence('good_deed', 'id'))`
	sqlAddDeed = `
INSERT INTO good_deed (id, team_id, done_on, who, what, created_by, created_at) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlLockDeed     = `SELECT id FROM good_deed WHERE id = $1 FOR UPDATE`
	sqlEditDeed     = `UPDATE good_deed SET team_id = $2, done_on = $3, who = $4, what = $5, version = version + 1 WHERE id = $1`
	sqlWithdrawDeed = `UPDATE good_deed SET withdrawn_at = $2, withdrawn_why = $3, version = version + 1 WHERE id = $1`
)

// AddDeed writes a deed down; the same form sent twice makes one.
func (s *Service) AddDeed(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, once Once, in DeedInput) (Created, error) {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return Created{}, err
	}
	commune, place, err := s.admit(ctx, a, now, tree, &in, nil)
	if err != nil {
		return Created{}, err
	}
	var made Created
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		id, err := pg.Value[int64](ctx, tx, sqlDeedID)
		if err != nil {
			return err
		}
		if made, err = once.claim(ctx, tx, a, now, id); err != nil || made.Repeated {
			return err
		}
		if _, err := tx.Exec(ctx, sqlAddDeed, id, in.Team, *in.DoneOn, in.Who, in.What, a.UserID, now.Business); err != nil {
			return err
		}
		if err := creditDeed(ctx, tx, DeedID(id), in.Members); err != nil {
			return err
		}
		if in.Recognition.Given() {
			if _, err := addRecognition(ctx, tx, a, now, Row{Deeds, id}, in.Recognition); err != nil {
				return err
			}
		}
		if err := s.changed(ctx, tx, Change{a, now, tree, Deeds, commune, []org.UnitID{in.Team}, *in.DoneOn}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "deed.add", ObjectKind: "good_deed", ObjectID: id, Path: place.Path,
			Summary: fmt.Sprintf("Thêm việc tốt ngày %s của %s", *in.DoneOn, tree.Name(in.Team, now.Today).Full()), After: in})
	})
	return made, err
}

// admit cleans and checks an input; was is the deed it changes, nil for a new
// one. Another commune's team is not there.
func (s *Service) admit(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in *DeedInput, was *Deed) (org.UnitID, access.Place, error) {
	var commune org.UnitID
	var place access.Place
	if in.Team != 0 {
		var err error
		if commune, place, err = communeOf(a, access.DeedWrite, now, tree, in.Team); err != nil {
			return 0, access.Place{}, err
		}
	}
	in.Clean()
	if was != nil {
		in.Recognition = RecognitionInput{}
	}
	var f fault.Fields
	in.Check(&f, now, tree)
	if err := s.checkMembers(ctx, &f, in, was); err != nil {
		return 0, access.Place{}, err
	}
	return commune, place, f.Err()
}

// EditDeed changes a deed; version is the one the page showed.
func (s *Service) EditDeed(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id DeedID, version int, in DeedInput) error {
	return s.onDeed(ctx, a, now, tree, id, version, func(tx pg.Tx, was Deed, commune org.UnitID, place access.Place) error {
		if _, _, err := s.admit(ctx, a, now, tree, &in, &was); err != nil {
			return err
		}
		if err := afterRecognition(ctx, tx, Row{Deeds, int64(id)}, *in.DoneOn, "ngay"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEditDeed, id, in.Team, *in.DoneOn, in.Who, in.What); err != nil {
			return err
		}
		if err := creditDeed(ctx, tx, id, in.Members); err != nil {
			return err
		}
		if was.Team != in.Team || was.DoneOn != *in.DoneOn {
			if err := s.changed(ctx, tx, Change{a, now, tree, Deeds, commune, []org.UnitID{was.Team}, was.DoneOn}); err != nil {
				return err
			}
			if err := s.changed(ctx, tx, Change{a, now, tree, Deeds, commune, []org.UnitID{in.Team}, *in.DoneOn}); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "deed.edit", ObjectKind: "good_deed", ObjectID: int64(id), Path: place.Path,
			Summary: fmt.Sprintf("Sửa việc tốt ngày %s của %s", *in.DoneOn, tree.Name(in.Team, now.Today).Full()), Before: was.Input(), After: in})
	})
}

// WithdrawDeed takes a deed out of every count, with a reason; it stays
// readable.
func (s *Service) WithdrawDeed(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id DeedID, version int, why string) error {
	why = vi.Clean(why)
	return s.onDeed(ctx, a, now, tree, id, version, func(tx pg.Tx, was Deed, commune org.UnitID, place access.Place) error {
		if err := checkReason(why); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlWithdrawDeed, id, now.Business, why); err != nil {
			return err
		}
		if err := s.changed(ctx, tx, Change{a, now, tree, Deeds, commune, []org.UnitID{was.Team}, was.DoneOn}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "deed.withdraw", ObjectKind: "good_deed", ObjectID: int64(id), Path: place.Path,
			Summary: fmt.Sprintf("Rút việc tốt ngày %s của %s: %s", was.DoneOn, tree.Name(was.Team, now.Today).Full(), why), Before: was.Input()})
	})
}

// onDeed locks a deed the actor may write, of the version seen and not
// withdrawn, and lets fn write.
func (s *Service) onDeed(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id DeedID, version int,
	fn func(tx pg.Tx, was Deed, commune org.UnitID, place access.Place) error) error {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return err
	}
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		if _, err := pg.Value[DeedID](ctx, tx, sqlLockDeed, id); err != nil {
			return err
		}
		was, err := pg.One[Deed](ctx, tx, sqlDeed, id)
		if err != nil {
			return err
		}
		commune, place, err := communeOf(a, access.DeedWrite, now, tree, was.Team)
		if err != nil {
			return err
		}
		if was.Version != version {
			return stale()
		}
		if was.WithdrawnAt != nil {
			return fault.New(fault.Invalid, "Việc tốt này đã được rút nên không sửa được nữa.")
		}
		return fn(tx, was, commune, place)
	})
}
