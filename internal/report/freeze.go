package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// A phase's lock is shared by accepting and correcting; a freeze takes it
// exclusively, so that each lands wholly before or after it. It comes before
// the locks of rows.
const (
	sqlFreezeLock  = `SELECT pg_advisory_xact_lock_shared(7001, $1::int)`
	sqlFreezeLocks = `SELECT pg_advisory_xact_lock_shared(7001, phase_id::int)
 FROM (SELECT DISTINCT p.phase_id FROM report r JOIN period p ON p.id = r.period_id WHERE r.id = ANY($1) ORDER BY 1) x`
	sqlFreezeHold = `SELECT pg_advisory_xact_lock(7001, $1::int)`
)

// HoldPhase is the freeze's side of the lock: until the transaction ends
// nothing of the phase is accepted or corrected.
func HoldPhase(ctx context.Context, tx pg.Tx, phase int64) error {
	_, err := tx.Exec(ctx, sqlFreezeHold, phase)
	return err
}

// SharePhase is the other side, for what changes a phase's figures.
func SharePhase(ctx context.Context, tx pg.Tx, phase int64) error {
	_, err := tx.Exec(ctx, sqlFreezeLock, phase)
	return err
}

// In id order, as everybody who locks several reports does.
const sqlMonthsOfPhase = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 ORDER BY r.id FOR UPDATE OF r`

const sqlFreezeMonths = `UPDATE report SET state = CASE WHEN state = 'accepted' THEN 'frozen' ELSE 'left_out' END, version = version + 1
 WHERE id = ANY($1) AND state NOT IN ('frozen', 'left_out')
 RETURNING state`

// FreezePhase closes the phase's months in the caller's transaction, which
// holds the phase: the accepted ones keep their figures for good, the others
// are left out. It tells how many of each.
func FreezePhase(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, phase int64, name string) (frozen, leftOut int, err error) {
	if err := HoldPhase(ctx, tx, phase); err != nil {
		return 0, 0, err
	}
	ids, err := pg.Column[int64](ctx, tx, sqlMonthsOfPhase, phase)
	if err != nil {
		return 0, 0, err
	}
	states, err := pg.Column[State](ctx, tx, sqlFreezeMonths, ids)
	if err != nil {
		return 0, 0, err
	}
	for _, s := range states {
		if s == Frozen {
			frozen++
		} else {
			leftOut++
		}
	}
	return frozen, leftOut, audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.freeze", ObjectKind: "phase", ObjectID: phase,
		Summary: fmt.Sprintf("Chốt %d báo cáo tháng của %s; %d báo cáo chưa duyệt nằm ngoài số chốt", frozen, name, leftOut)})
}

// decider is nil where the actor decides on the report's corrections: its
// reviewer or, once its phase is frozen, PX03 at the province.
func (r *Report) decider(a access.Actor, w World, day clock.Day) error {
	reviewer := r.ReviewerPlace(w, day)
	if r.State != Frozen {
		return access.Check(a, access.ReportReview, reviewer)
	}
	province := w.Tree.Place(w.Tree.Root(day), day)
	if !a.Can(access.SummaryFreeze, province) && a.Can(access.ReportReview, reviewer) {
		return fault.New(fault.Stale, "Đợt đã chốt: đề nghị đính chính này nay do Công an tỉnh (PX03) quyết định.")
	}
	return access.Check(a, access.SummaryFreeze, province)
}

// annex numbers the correction under decision, its figure written already.
func (s *Service) annex(ctx context.Context, a access.Actor, now clock.Moment, w World, k *hearing) error {
	if s.Annex == nil {
		return fault.New(fault.Internal, "Chưa nối phần đính chính sau chốt. Báo quản trị hệ thống.")
	}
	no, err := s.Annex(ctx, k.tx, a, now, k.period.PhaseID, k.c.ID)
	if err != nil {
		return err
	}
	if err := MarkAnnexed(ctx, k.tx, k.r.ID, k.c.ID, no); err != nil {
		return err
	}
	return k.record(ctx, a, now, "correction.approve", fmt.Sprintf("Duyệt đính chính số %d sau chốt: %s", no, k.name(w)), nil)
}

const sqlMarkCorrection = `UPDATE correction SET annex_no = $2 WHERE id = $1`

const sqlMarkReport = `UPDATE report SET annexed = btrim(annexed || ' ' || $3 || ':' || coalesce(c.team_id, 0) || ':' || c.slot), version = version + 1
 FROM correction c WHERE report.id = $1 AND c.id = $2`

// MarkAnnexed writes a correction's number in the annex beside its figure, so
// that every screen that shows it can say so. The report is locked.
func MarkAnnexed(ctx context.Context, tx pg.Tx, id ID, c CorrectionID, no int) error {
	if _, err := tx.Exec(ctx, sqlMarkCorrection, int64(c), no); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlMarkReport, int64(id), int64(c), strconv.Itoa(no))
	return err
}

// Annexed is a figure corrected beside a frozen phase report.
type Annexed struct {
	No   int
	Cell Cell
}

// fixesColumn is a report's corrections in one value, NULL for the most that
// have none: a scorecard reads hundreds of rows.
const fixesColumn = `CASE WHEN fixed > 0 THEN fixed || ' ' || annexed END`

// fixesOf reads fixesColumn.
func fixesOf(raw []byte) (fixed int, annexed []Annexed) {
	n, rest, _ := strings.Cut(string(raw), " ")
	fixed, _ = strconv.Atoi(n)
	return fixed, ParseAnnexed(rest)
}

// ParseAnnexed reads report.annexed, in the order of the numbers.
func ParseAnnexed(s string) []Annexed {
	var out []Annexed
	for part := range strings.FieldsSeq(s) {
		no, rest, _ := strings.Cut(part, ":")
		row, slot, ok := strings.Cut(rest, ":")
		if !ok {
			continue
		}
		var x Annexed
		x.No, _ = strconv.Atoi(no)
		x.Cell.Row, _ = strconv.ParseInt(row, 10, 64)
		x.Cell.Slot, _ = strconv.Atoi(slot)
		out = append(out, x)
	}
	return out
}

// AnnexedIn are the annex numbers of the corrections that touch an
// indicator's figures in some reports; row −1 is any, else a team's or Whole.
func AnnexedIn(rules *plan.Rules, list []Expected, row int64, ordinal int) []int {
	var out []int
	for i := range list {
		if len(list[i].Annexed) > 0 {
			num, den := rules.Inputs(ordinal)
			slots := []int{num.Slot}
			if den != nil {
				slots = append(slots, den.Slot)
			}
			out = append(out, Numbers(list[i].Annexed, row, slots...)...)
		}
	}
	return out
}

// AnnexedAll are the annex numbers of all corrections in some reports.
func AnnexedAll(list []Expected) []int {
	var out []int
	for i := range list {
		for _, x := range list[i].Annexed {
			out = append(out, x.No)
		}
	}
	return out
}

// Numbers are the annex numbers of the corrections that touch one of the
// slots in a row; row −1 is any.
func Numbers(list []Annexed, row int64, slots ...int) []int {
	var out []int
	for _, x := range list {
		for _, s := range slots {
			if x.Cell.Slot == s && (row < 0 || row == x.Cell.Row) {
				out = append(out, x.No)
				break
			}
		}
	}
	return out
}
