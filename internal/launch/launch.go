package launch

import (
	"context"
	"slices"
	"time"

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
	ID          int64
	PhaseID     int64
	Unit        org.UnitID
	Level       string
	On          clock.Day
	Slogan      string
	PlanSlogan  string
	PlanVersion int64
	DocNumber   string
	DocDay      *clock.Day
	Signer      string
	Message     string
	By          string
	At          time.Time
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
	LaunchID int64
	PhaseID  int64
	Unit     org.UnitID
	On       clock.Day
	Teams    int
	Note     string
	By       string
	At       time.Time
}

// Launches, then receipts, in one statement: homes read it too.
const sqlLaunches = `SELECT l.id, l.phase_id, l.unit_id, l.level, l.launched_on AS done_on, l.slogan, l.plan_slogan, l.plan_version_id, l.doc_number, l.doc_date, l.signer,
  l.message, l.by_name, l.launched_at AS at, 0 AS teams, 0::bigint AS launch_id
  FROM launch l JOIN phase p ON p.id = l.phase_id WHERE p.campaign_id = $1
 UNION ALL SELECT r.id, r.phase_id, r.unit_id, '', r.received_on, '', '', 0, '', NULL, '', r.note, r.by_name, r.received_at, r.teams, r.launch_id
  FROM launch_receipt r JOIN phase p ON p.id = r.phase_id WHERE p.campaign_id = $1`

type row struct {
	ID          int64      `db:"id"`
	PhaseID     int64      `db:"phase_id"`
	Unit        org.UnitID `db:"unit_id"`
	Level       string     `db:"level"` // "" for a receipt
	On          clock.Day  `db:"done_on"`
	Slogan      string     `db:"slogan"`
	PlanSlogan  string     `db:"plan_slogan"`
	PlanVersion int64      `db:"plan_version_id"`
	DocNumber   string     `db:"doc_number"`
	DocDay      *clock.Day `db:"doc_date"`
	Signer      string     `db:"signer"`
	Said        string     `db:"message"`
	By          string     `db:"by_name"`
	At          time.Time  `db:"at"`
	Teams       int        `db:"teams"`
	LaunchID    int64      `db:"launch_id"`
}

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

// Read reads the launches of a campaign and their receipts: one statement.
func Read(ctx context.Context, q pg.Querier, campaign int64) (*Book, error) {
	rows, err := pg.List[row](ctx, q, sqlLaunches, campaign)
	if err != nil {
		return nil, err
	}
	out := &Book{launches: map[key]*Launch{}, roots: map[int64]*Launch{}, receipts: map[key]*Receipt{}}
	for _, r := range rows {
		k := key{r.PhaseID, r.Unit}
		if r.Level == "" {
			out.receipts[k] = &Receipt{LaunchID: r.LaunchID, PhaseID: r.PhaseID, Unit: r.Unit, On: r.On, Teams: r.Teams, Note: r.Said, By: r.By, At: r.At}
			continue
		}
		l := &Launch{r.ID, r.PhaseID, r.Unit, r.Level, r.On, r.Slogan, r.PlanSlogan, r.PlanVersion, r.DocNumber, r.DocDay, r.Signer, r.Said, r.By, r.At}
		out.launches[k] = l
		if l.Level == string(org.Province) {
			out.roots[r.PhaseID] = l
		}
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
