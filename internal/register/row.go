package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Row names a deed or a model: what recognitions and evidence hang on.
type Row struct {
	Kind Kind
	ID   int64
}

// Row is the deed as what recognitions and evidence hang on.
func (d Deed) Row() Row { return Row{Deeds, int64(d.ID)} }

// Row is the model as what recognitions and evidence hang on.
func (m Model) Row() Row { return Row{Models, int64(m.ID)} }

// object is the row's name in the audit.
func (r Row) object() string { return string(r.Kind) }

// family is the beginning of the row's audit actions.
func (r Row) family() string {
	if r.Kind == Models {
		return "model"
	}
	return "deed"
}

// held is a row with what is needed to judge rights and to tell listeners.
type held struct {
	Team      org.UnitID   `db:"team_id"` // of a deed
	Commune   org.UnitID   `db:"commune_id"`
	Teams     []org.UnitID `db:"teams"`
	Began     clock.Day    `db:"began"` // deed done, model started
	First     clock.Day    `db:"first"` // the first day whose count it may change
	Withdrawn bool         `db:"withdrawn"`
	Words     string       `db:"words"`

	place access.Place
}

const (
	sqlHeldDeed = `
SELECT d.team_id, 0::bigint AS commune_id, ARRAY[d.team_id] AS teams, d.done_on AS began, d.done_on AS first, d.withdrawn_at IS NOT NULL AS withdrawn,
  'việc tốt ngày ' || to_char(d.done_on, 'DD/MM/YYYY') AS words
FROM good_deed d WHERE d.id = $1`
	sqlHeldModel = `
SELECT 0::bigint AS team_id, m.commune_id, array(SELECT c.team_id FROM model_credit c WHERE c.model_id = m.id ORDER BY c.team_id) AS teams, m.started_on AS began,
  coalesce((SELECT min(r.on_day) FROM recognition r WHERE r.row_kind = 'community_model' AND r.row_id = m.id AND r.withdrawn_at IS NULL), m.started_on) AS first,
  m.withdrawn_at IS NOT NULL AS withdrawn, 'mô hình “' || m.name || '”' AS words
FROM community_model m WHERE m.id = $1`
)

// hold reads a row for an action, with the right asked for; lock waits for
// other writers of the row first.
func hold(ctx context.Context, q pg.Querier, a access.Actor, action access.Action, now clock.Moment, tree *org.Tree, row Row, lock bool) (held, error) {
	var h held
	if err := access.CheckRole(a, action); err != nil {
		return h, err
	}
	sql, locking := sqlHeldDeed, sqlLockDeed
	switch row.Kind {
	case Deeds:
	case Models:
		sql, locking = sqlHeldModel, sqlLockModel
	default:
		return h, fault.Missing()
	}
	if lock {
		if _, err := pg.Value[int64](ctx, q, locking, row.ID); err != nil {
			return h, err
		}
	}
	h, err := pg.One[held](ctx, q, sql, row.ID)
	if err != nil {
		return h, err
	}
	if row.Kind == Deeds {
		h.Commune, h.place, err = communeOf(a, action, now, tree, h.Team)
		return h, err
	}
	h.Commune, _ = tree.LeadSuccessor(h.Commune, now.Today)
	h.place = tree.Place(h.Commune, now.Today)
	return h, access.Check(a, action, h.place)
}

// holdToWrite is hold for writing to a row that was not withdrawn.
func holdToWrite(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, row Row) (held, error) {
	h, err := hold(ctx, tx, a, access.DeedWrite, now, tree, row, true)
	if err == nil && h.Withdrawn {
		err = fault.New(fault.Invalid, "Nội dung này đã được rút nên không sửa được nữa.")
	}
	return h, err
}

// firstCount is the first day whose count of 2.1 a model may change.
func firstCount(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, tree *org.Tree, id ModelID) (clock.Day, error) {
	h, err := hold(ctx, q, a, access.DeedWrite, now, tree, Row{Models, int64(id)}, false)
	return h.First, err
}
