package register

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

const (
	sqlModelID  = `SELECT nextval(pg_get_serial_sequence('community_model', 'id'))`
	sqlAddModel = `
INSERT INTO community_model (id, commune_id, name, field, effect, started_on, ended_on, ended_why, created_by, created_at)
OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	sqlEditModel = `
UPDATE community_model SET name = $2, field = $3, effect = $4, started_on = $5, ended_on = $6, ended_why = $7, version = version + 1 WHERE id = $1`
	sqlCredit        = `INSERT INTO model_credit (model_id, team_id) SELECT $1, unnest($2::bigint[])`
	sqlDropCredits   = `DELETE FROM model_credit WHERE model_id = $1 AND team_id <> ALL ($2::bigint[])`
	sqlAddCredits    = sqlCredit + ` ON CONFLICT DO NOTHING`
	sqlWithdrawModel = `UPDATE community_model SET withdrawn_at = $2, withdrawn_why = $3, version = version + 1 WHERE id = $1`
	sqlLockModel     = `SELECT id FROM community_model WHERE id = $1 FOR UPDATE`
)

// AddModel writes a model of the actor's commune down; the same form sent
// twice makes one.
func (s *Service) AddModel(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, once Once, in ModelInput) (Created, error) {
	commune := org.UnitID(a.UnitID)
	place := tree.Place(commune, now.Today)
	if err := access.Check(a, access.DeedWrite, place); err != nil {
		return Created{}, err
	}
	if err := s.admitModel(ctx, now, tree, commune, &in, nil); err != nil {
		return Created{}, err
	}
	var made Created
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		id, err := pg.Value[int64](ctx, tx, sqlModelID)
		if err != nil {
			return err
		}
		if made, err = once.claim(ctx, tx, a, now, id); err != nil || made.Repeated {
			return err
		}
		if _, err := tx.Exec(ctx, sqlAddModel, id, commune, in.Name, in.Field, in.Effect, *in.StartedOn, in.EndedOn, in.EndedWhy, a.UserID, now.Business); err != nil {
			return err
		}
		if in.Recognition.Given() {
			if _, err := addRecognition(ctx, tx, a, now, Row{Models, id}, in.Recognition); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, sqlCredit, id, in.Teams); err != nil {
			return err
		}
		if err := creditModel(ctx, tx, ModelID(id), in.Members); err != nil {
			return err
		}
		if err := s.changed(ctx, tx, Change{a, now, tree, Models, commune, in.Teams, in.firstDay()}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "model.add", ObjectKind: "community_model", ObjectID: id, Path: place.Path,
			Summary: "Thêm mô hình “" + in.Name + "”", After: in})
	})
	return made, err
}

// admitModel cleans and checks an input; was is the model it changes, nil for
// a new one. Teams must be the commune's today; those credited already may
// stay whatever became of them. Another commune's team is not there.
func (s *Service) admitModel(ctx context.Context, now clock.Moment, tree *org.Tree, commune org.UnitID, in *ModelInput, was *Model) error {
	var credited []org.UnitID
	if was != nil {
		credited, in.Recognition = was.Teams, RecognitionInput{}
	}
	slices.Sort(in.Teams)
	in.Teams = slices.Compact(in.Teams)
	for _, t := range in.Teams {
		if c, ok := tree.CommuneNow(t, now.Today); (!ok || c != commune) && !slices.Contains(credited, t) {
			return fault.Missing()
		}
		if u, ok := tree.Unit(t); !ok || u.Level != org.Team {
			return fault.Missing()
		}
	}
	if in.Teams == nil {
		in.Teams = []org.UnitID{}
	}
	in.Clean()
	var f fault.Fields
	in.Check(&f, now)
	if err := s.checkModelMembers(ctx, &f, now, in, was); err != nil {
		return err
	}
	return f.Err()
}

// EditModel changes a model; version is the one the page showed.
func (s *Service) EditModel(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ModelID, version int, in ModelInput) error {
	return s.onModel(ctx, a, now, tree, id, version, func(tx pg.Tx, was Model, commune org.UnitID, place access.Place) error {
		if err := s.admitModel(ctx, now, tree, commune, &in, &was); err != nil {
			return err
		}
		if err := afterRecognition(ctx, tx, Row{Models, int64(id)}, *in.StartedOn, "bat-dau"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEditModel, id, in.Name, in.Field, in.Effect, *in.StartedOn, in.EndedOn, in.EndedWhy); err != nil {
			return err
		}
		if err := creditModel(ctx, tx, id, in.Members); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropCredits, id, in.Teams); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlAddCredits, id, in.Teams); err != nil {
			return err
		}
		teams := slices.Concat(was.Teams, in.Teams)
		slices.Sort(teams)
		first, err := firstCount(ctx, tx, a, now, tree, id)
		if err != nil {
			return err
		}
		if err := s.changed(ctx, tx, Change{a, now, tree, Models, commune, slices.Compact(teams), first}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "model.edit", ObjectKind: "community_model", ObjectID: int64(id), Path: place.Path,
			Summary: "Sửa mô hình “" + in.Name + "”", Before: was.Input(), After: in})
	})
}

// WithdrawModel takes a model out of every count, with a reason.
func (s *Service) WithdrawModel(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ModelID, version int, why string) error {
	why = vi.Clean(why)
	return s.onModel(ctx, a, now, tree, id, version, func(tx pg.Tx, was Model, commune org.UnitID, place access.Place) error {
		if err := checkReason(why); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlWithdrawModel, id, now.Business, why); err != nil {
			return err
		}
		first, err := firstCount(ctx, tx, a, now, tree, id)
		if err != nil {
			return err
		}
		if err := s.changed(ctx, tx, Change{a, now, tree, Models, commune, was.Teams, first}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "model.withdraw", ObjectKind: "community_model", ObjectID: int64(id), Path: place.Path,
			Summary: fmt.Sprintf("Rút mô hình “%s”: %s", was.Name, why), Before: was.Input()})
	})
}

// onModel locks a model the actor may write, of the version seen and not
// withdrawn, and lets fn write.
func (s *Service) onModel(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ModelID, version int,
	fn func(tx pg.Tx, was Model, commune org.UnitID, place access.Place) error) error {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return err
	}
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		if _, err := pg.Value[ModelID](ctx, tx, sqlLockModel, id); err != nil {
			return err
		}
		was, err := pg.One[Model](ctx, tx, sqlModel, id)
		if err != nil {
			return err
		}
		commune, _ := tree.LeadSuccessor(was.Commune, now.Today)
		place := tree.Place(commune, now.Today)
		if err := access.Check(a, access.DeedWrite, place); err != nil {
			return err
		}
		if was.Version != version {
			return stale()
		}
		if was.WithdrawnAt != nil {
			return fault.New(fault.Invalid, "Mô hình này đã được rút nên không sửa được nữa.")
		}
		return fn(tx, was, commune, place)
	})
}
