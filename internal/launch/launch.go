package launch

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Duty is the duty of the definition whose holder launches below the province.
const Duty = "launch"

// Launch is a phase launched by one unit to all below it.
type Launch struct {
	ID          int64      `db:"id"`
	PhaseID     int64      `db:"phase_id"`
	Unit        org.UnitID `db:"unit_id"`
	Level       string     `db:"level"`
	On          clock.Day  `db:"launched_on"`
	Slogan      string     `db:"slogan"`
	PlanSlogan  string     `db:"plan_slogan"`
	PlanVersion int64      `db:"plan_version_id"`
	DocNumber   string     `db:"doc_number"`
	DocDay      *clock.Day `db:"doc_date"`
	Signer      string     `db:"signer"`
	Message     string     `db:"message"`
	By          string     `db:"by_name"`
	At          time.Time  `db:"launched_at"`
}

// Document is "số 12/KH-UBND ngày 03/02/2025", "" for none.
func (l *Launch) Document() string {
	if l.DocNumber == "" {
		return ""
	}
	return "số " + l.DocNumber + " ngày " + l.DocDay.String()
}

// Receipt is a commune's word that it has the launch and carried it on.
type Receipt struct {
	LaunchID int64      `db:"launch_id"`
	PhaseID  int64      `db:"phase_id"`
	Unit     org.UnitID `db:"unit_id"`
	On       clock.Day  `db:"received_on"`
	Teams    int        `db:"teams"`
	Note     string     `db:"note"`
	By       string     `db:"by_name"`
	At       time.Time  `db:"received_at"`
}

const sqlLaunches = `SELECT l.id, l.phase_id, l.unit_id, l.level, l.launched_on, l.slogan, l.plan_slogan, l.plan_version_id, l.doc_number, l.doc_date, l.signer,
  l.message, l.by_name, l.launched_at
 FROM launch l JOIN phase p ON p.id = l.phase_id WHERE p.campaign_id = $1 ORDER BY l.id`

const sqlReceipts = `SELECT r.launch_id, r.phase_id, r.unit_id, r.received_on, r.teams, r.note, r.by_name, r.received_at
 FROM launch_receipt r JOIN phase p ON p.id = r.phase_id WHERE p.campaign_id = $1 ORDER BY r.id`

// Book is every launch and receipt of the campaign: some hundred rows.
type Book struct {
	launches map[key]*Launch
	roots    map[int64]*Launch
	receipts map[key]*Receipt
}

type key struct {
	phase int64
	unit  org.UnitID
}

// Read reads the launches of a campaign: two statements in one round trip.
func Read(ctx context.Context, q pg.Querier, campaign int64) (*Book, error) {
	b := &pgx.Batch{}
	b.Queue(sqlLaunches, campaign)
	b.Queue(sqlReceipts, campaign)
	br := q.SendBatch(ctx, b)
	defer br.Close()
	out := &Book{launches: map[key]*Launch{}, roots: map[int64]*Launch{}, receipts: map[key]*Receipt{}}
	rows, err := br.Query()
	if err != nil {
		return nil, pg.Map(err)
	}
	launches, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[Launch])
	if err != nil {
		return nil, pg.Map(err)
	}
	if rows, err = br.Query(); err != nil {
		return nil, pg.Map(err)
	}
	receipts, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[Receipt])
	if err != nil {
		return nil, pg.Map(err)
	}
	for _, l := range launches {
		out.launches[key{l.PhaseID, l.Unit}] = l
		if l.Level == string(org.Province) {
			out.roots[l.PhaseID] = l
		}
	}
	for _, r := range receipts {
		out.receipts[key{r.PhaseID, r.Unit}] = r
	}
	return out, nil
}

// Root is the province's launch of a phase, nil before it.
func (b *Book) Root(phase int64) *Launch { return b.roots[phase] }

// Of is a unit's own launch of a phase, nil for none.
func (b *Book) Of(phase int64, unit org.UnitID) *Launch { return b.launches[key{phase, unit}] }

// Receipt is a commune's acknowledgement, nil for none.
func (b *Book) Receipt(phase int64, commune org.UnitID) *Receipt {
	return b.receipts[key{phase, commune}]
}

// Above is the launch a commune acknowledges: its own office's, otherwise its
// district's; nil before either.
func (b *Book) Above(tree *org.Tree, phase int64, commune org.UnitID, day clock.Day) *Launch {
	if l := b.Of(phase, commune); l != nil {
		return l
	}
	if d := tree.Ancestor(commune, org.District, day); d != 0 {
		return b.Of(phase, d)
	}
	return nil
}

// Holder is the unit that launches a phase to a commune on a day.
func Holder(tree *org.Tree, live *plan.Live, commune org.UnitID, day clock.Day) org.UnitID {
	if level, _ := live.Rules.Def.DutyLevel(Duty, day); level == plan.LevelDistrict {
		if d := tree.Ancestor(commune, org.District, day); d != 0 {
			return d
		}
	}
	return commune
}

// Communes are those taking part, on the last day of the phase that has come,
// inside a scope of today.
func Communes(tree *org.Tree, live *plan.Live, ph plan.LivePhase, today clock.Day, scope access.Scope) []org.UnitID {
	day := AsOf(ph, today)
	var out []org.UnitID
	for _, root := range live.Participants {
		for _, c := range tree.Communes(org.UnitID(root), day) {
			if scope.Holds(tree.PlaceNow(c, today).Path) && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// AsOf is the day a phase's structure is read on.
func AsOf(ph plan.LivePhase, today clock.Day) clock.Day { return min(today, ph.End) }

// Stage is where a commune stands.
type Stage string

// The stages: nobody launched to it yet; it has not answered; it has.
const (
	NotLaunched Stage = "chua-phat-dong"
	Waiting     Stage = "chua-nhan"
	Received    Stage = "da-nhan"
)

// Stages in the order of filters.
var Stages = []Stage{Received, Waiting, NotLaunched}

// String is the stage for people.
func (s Stage) String() string {
	return map[Stage]string{NotLaunched: "Chưa được phát động", Waiting: "Chưa xác nhận", Received: "Đã nhận và triển khai"}[s]
}

// StageOf is where a commune stands.
func (b *Book) StageOf(tree *org.Tree, phase int64, commune org.UnitID, day clock.Day) Stage {
	switch {
	case b.Receipt(phase, commune) != nil:
		return Received
	case b.Above(tree, phase, commune, day) != nil:
		return Waiting
	}
	return NotLaunched
}
