package decision

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Row is a decision as stored.
type Row struct {
	ID          ID                  `db:"id"`
	Form        award.Form          `db:"form"`
	PhaseID     int64               `db:"phase_id"`
	UnitID      org.UnitID          `db:"unit_id"`
	State       award.DecisionState `db:"state"`
	Version     int                 `db:"version"`
	Number      string              `db:"number"`
	SignedOn    *clock.Day          `db:"signed_on"`
	TermID      *int64              `db:"term_id"`
	SignerName  string              `db:"signer_name"`
	SignerTitle string              `db:"signer_title"`
	Why         string              `db:"why"`
	Changed     award.Signature     `db:"changed"`
	Applied     *award.Signature    `db:"applied"`
	Money       *award.Sum          `db:"money"`
	FileDigest  []byte              `db:"file_digest"`
	FileName    string              `db:"file_name"`
	ScopePath   string              `db:"scope_path"`
	Teams       int                 `db:"teams"`
	Members     int                 `db:"members"`
	Out         int                 `db:"out"` // of the list, withdrawn since
}

// Place is the awarding unit's.
func (r *Row) Place() access.Place { return access.Place{UnitID: int64(r.UnitID), Path: r.ScopePath} }

const (
	rowColumns = `d.id, d.form, d.phase_id, d.unit_id, d.state, d.version, d.number, d.signed_on, d.term_id, d.signer_name, d.signer_title, d.why, d.changed, d.applied,
  d.money, d.file_digest, d.file_name, d.scope_path,
  (SELECT count(*)::int FROM nominee n WHERE n.decision_id = d.id AND n.subject = 'team') AS teams,
  (SELECT count(*)::int FROM nominee n WHERE n.decision_id = d.id AND n.subject = 'member') AS members,
  (SELECT count(*)::int FROM nominee n WHERE n.decision_id = d.id AND n.state NOT IN ('listed', 'awarded')) AS out`
	sqlRow = `SELECT ` + rowColumns + `, EXISTS (SELECT FROM award_grant g WHERE g.decision_id = d.id AND (g.scope_path >= $2 AND g.scope_path < $3 OR g.team_id = ANY ($4::bigint[]))) AS reached
 FROM award_decision d WHERE d.id = $1`
	sqlLockRows = `SELECT ` + rowColumns + ` FROM award_decision d WHERE d.id = ANY ($1::bigint[]) ORDER BY d.id FOR UPDATE OF d`
	sqlMake     = `INSERT INTO award_decision (form, phase_id, unit_id, state, changed, scope_path) VALUES ($1, $2, $3, 'draft', $4, $5) RETURNING id`
	sqlSave     = `UPDATE award_decision SET state = $2, version = $3, number = $4, plain = $5, signed_on = $6, term_id = $7, signer_name = $8, signer_title = $9, why = $10,
  changed = $11, applied = $12, money = $13, file_digest = $14, file_name = $15 WHERE id = $1 AND version = $16`
	sqlNumbers = `SELECT id, unit_id, number, signed_on FROM award_decision WHERE unit_id = $1 AND state IN ('recorded', 'applied') ORDER BY id`
)

var stale = fault.New(fault.Stale, "Quyết định vừa được người khác sửa. Tải lại trang để xem bản mới.")

// prepares tells whether the actor is of the unit whose chair decides, and sees
// decisions before they are applied.
func (r *Row) prepares(a access.Actor) bool {
	return int64(r.UnitID) == a.UnitID && (a.Can(access.AwardDecide, r.Place()) || a.Role == access.Leader && a.Can(access.AwardRead, r.Place()))
}

// reads: what is applied is for those above and for everyone whose people it
// awards; what is not, for the awarding side alone.
func (r *Row) reads(a access.Actor, reached bool) error {
	if r.prepares(a) || r.State == award.DecisionApplied && (reached || a.Can(access.AwardRead, r.Place())) {
		return nil
	}
	return fault.Missing()
}

// Get is a decision the actor may read.
func (s *Service) Get(ctx context.Context, q pg.Querier, a access.Actor, w report.World, id ID) (Row, error) {
	scope, err := access.ScopeOf(a, access.AwardRead)
	if err != nil {
		return Row{}, err
	}
	r, err := pg.One[struct {
		Row
		Reached bool `db:"reached"`
	}](ctx, q, sqlRow, int64(id), scope.From(), scope.To(), w.Tree.TeamsWithin(scope, w.Day))
	if err != nil {
		return r.Row, err
	}
	return r.Row, r.reads(a, r.Reached)
}

// Judges tells whether the actor prepares the decision.
func (r *Row) Judges(a access.Actor) bool {
	return int64(r.UnitID) == a.UnitID && a.Can(access.AwardDecide, r.Place())
}

// locked is a decision being changed: the row, its machine, its list, and the
// list's dossiers.
type locked struct {
	Row
	machine *award.Decision
	order   []dossier.NomineeID
	held    *dossier.Deciding
}

// lockAll locks decisions ascending, then their dossiers and nominees, and of
// other dossiers too. It refuses what the actor does not prepare, and a version
// that is not the one seen.
func lockAll(ctx context.Context, tx pg.Tx, a access.Actor, seen map[ID]int, more []dossier.ID, act award.NomineeAct) ([]*locked, *dossier.Deciding, error) {
	if err := access.CheckRole(a, access.AwardDecide); err != nil {
		return nil, nil, err
	}
	ids := make([]ID, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	rows, err := pg.List[Row](ctx, tx, sqlLockRows, ids)
	if err != nil {
		return nil, nil, err
	}
	if len(rows) != len(ids) {
		return nil, nil, fault.Missing()
	}
	var out []*locked
	dossiers := slices.Clone(more)
	for i := range rows {
		r := rows[i]
		if !r.Judges(a) {
			return nil, nil, fault.Missing()
		}
		if act == award.ApplyThem && r.State == award.DecisionApplied {
			return nil, nil, fault.New(fault.Stale, "Quyết định số "+r.Number+" đã được công bố trước đó. Xem tại trang kết quả.")
		}
		if seen[r.ID] != r.Version {
			return nil, nil, stale
		}
		list, err := dossier.Listed(ctx, tx, int64(r.ID))
		if err != nil {
			return nil, nil, err
		}
		l := &locked{Row: r}
		for _, n := range list {
			l.order = append(l.order, n.ID)
			dossiers = append(dossiers, n.Dossier)
		}
		l.machine = r.machine(l.order)
		out = append(out, l)
	}
	slices.Sort(dossiers)
	held, err := dossier.LockDeciding(ctx, tx, a, slices.Compact(dossiers), act)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range out {
		l.held = held
	}
	return out, held, nil
}

func lockOne(ctx context.Context, tx pg.Tx, a access.Actor, id ID, version int, more ...dossier.ID) (*locked, error) {
	list, _, err := lockAll(ctx, tx, a, map[ID]int{id: version}, more, award.ListThem)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// machine is the row as award's rules move it.
func (r *Row) machine(order []dossier.NomineeID) *award.Decision {
	d := &award.Decision{ID: int64(r.ID), Form: r.Form, Unit: int64(r.UnitID), State: r.State, Version: r.Version, Number: r.Number, Date: r.SignedOn, Why: r.Why, Changed: r.Changed,
		Signer: award.Term{Unit: int64(r.UnitID), Name: r.SignerName, Title: r.SignerTitle}}
	for _, id := range order {
		d.Nominees = append(d.Nominees, int64(id))
	}
	return d
}

// save writes what an act did to the machine.
func (l *locked) save(ctx context.Context, tx pg.Tx) error {
	m, was := l.machine, l.Version
	l.State, l.Version, l.Number, l.SignedOn, l.SignerName, l.SignerTitle, l.Why, l.Changed = m.State, m.Version, m.Number, m.Date, m.Signer.Name, m.Signer.Title, m.Why, m.Changed
	plain := ""
	if l.Number != "" {
		plain = award.PlainNumber(l.Number)
	}
	tag, err := tx.Exec(ctx, sqlSave, l.ID, l.State, l.Version, l.Number, plain, l.SignedOn, l.TermID, l.SignerName, l.SignerTitle, l.Why, l.Changed, l.Applied, l.Money,
		l.FileDigest, l.FileName, was)
	if err == nil && tag.RowsAffected() == 0 {
		return stale
	}
	return err
}

var levels = map[org.Level]plan.Level{org.Province: plan.LevelProvince, org.District: plan.LevelDistrict, org.Commune: plan.LevelCommune}

// levelOf is the level of the unit whose chair decides.
func levelOf(w report.World, unit org.UnitID) plan.Level {
	u, _ := w.Tree.Unit(unit)
	return levels[u.Level]
}
