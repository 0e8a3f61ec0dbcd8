package report

import (
	"fmt"
	"strings"
	"time"

	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// CorrectionID keys correction.
type CorrectionID int64

// CorrectionState is where a proposed correction stands.
type CorrectionState string

// The states. Lapsed: when it was to be approved the old value stood no more.
const (
	Proposed  CorrectionState = "proposed"
	Approved  CorrectionState = "approved"
	Refusal   CorrectionState = "refused"
	Withdrawn CorrectionState = "withdrawn"
	Lapsed    CorrectionState = "lapsed"
)

// CorrectionStates in the order lists show them.
var CorrectionStates = []CorrectionState{Proposed, Approved, Refusal, Withdrawn, Lapsed}

var correctionWords = map[CorrectionState]string{Proposed: "Chờ duyệt", Approved: "Đã duyệt", Refusal: "Đã từ chối",
	Withdrawn: "Đã rút", Lapsed: "Hết hiệu lực"}

// Words is the state as people read it.
func (s CorrectionState) Words() string { return correctionWords[s] }

// ParseCorrectionState reads a state's code; ok is false for anything else.
func ParseCorrectionState(s string) (st CorrectionState, ok bool) {
	_, ok = correctionWords[CorrectionState(s)]
	return CorrectionState(s), ok
}

// Origin is who asks for a correction: the holder, or a list that changed.
type Origin string

// The origins.
const (
	FromHolder   Origin = "holder"
	FromRegister Origin = "register"
	FromRoster   Origin = "roster"
)

// Correction is a proposed change of one figure of an accepted report.
type Correction struct {
	ID            CorrectionID    `db:"id"`
	Report        ID              `db:"report_id"`
	CommuneID     int64           `db:"commune_id"`
	PeriodID      int64           `db:"period_id"`
	PlanVersionID int64           `db:"plan_version_id"`
	HolderID      int64           `db:"holder_id"`
	ReviewerID    int64           `db:"reviewer_id"`
	ScopePath     string          `db:"scope_path"`
	ReportState   State           `db:"report_state"`
	Row           int64           `db:"row"`
	Slot          int             `db:"slot"`
	Old           *int32          `db:"old"`
	New           *int32          `db:"new"`
	NewNone       bool            `db:"new_none"`
	Stored        *int32          `db:"stored"` // the cell now
	Reason        string          `db:"reason"`
	Origin        Origin          `db:"origin"`
	State         CorrectionState `db:"state"`
	AnnexNo       int             `db:"annex_no"`    // in the annex of the frozen phase report; 0: none
	ProposedBy    string          `db:"proposed_by"` // "" where a list did
	ProposedAt    time.Time       `db:"proposed_at"`
	DecidedBy     string          `db:"decided_by"`
	DecidedAt     *time.Time      `db:"decided_at"`
	Answer        string          `db:"answer"`

	ProposerID int64 `db:"proposer_id"`
}

// Cell is the figure it would change.
func (c *Correction) Cell() Cell { return Cell{c.Row, c.Slot} }

// From and To are the old and the new value.
func (c *Correction) From() Value { return valueOf(c.Old, false) }

// To is the new value.
func (c *Correction) To() Value { return valueOf(c.New, c.NewNone) }

// Stands tells whether the old value is still the stored one.
func (c *Correction) Stands() bool { return valueOf(c.Stored, false).N == c.From().N }

func valueOf(n *int32, none bool) Value {
	if n == nil {
		return Blank
	}
	return Value{N: plan.Cell(*n), None: none}
}

// Words is the value in a sentence: "3", "ô trống", "“không phát sinh”".
func (v Value) Words() string { return valueWords(v) }

// Correctable says why no figure of the report can be corrected, nil where one
// can: accepted reports are and those frozen with their phase; before that
// cells are edited, and what was left out of a frozen phase stays as it is.
func (r *Report) Correctable() error {
	switch r.State {
	case Accepted, Frozen:
		return nil
	case LeftOut:
		return fault.New(fault.Stale, "Báo cáo này không có trong số đã chốt của đợt nên không có gì để đính chính.")
	}
	return fault.New(fault.Stale, "Báo cáo chưa duyệt: sửa thẳng trong bảng nhập, chưa cần đính chính.")
}

// decided says that somebody was faster.
func (c *Correction) decided() error {
	by := c.DecidedBy
	if by == "" {
		by = "hệ thống"
	}
	when := ""
	if c.DecidedAt != nil {
		when = ", " + vi.DayTime(*c.DecidedAt)
	}
	return fault.New(fault.Stale, fmt.Sprintf("Đề nghị này không còn chờ duyệt: %s (%s%s).", strings.ToLower(c.State.Words()), by, when))
}

// breach says which rule "part ≤ whole" the figures break at a cell, "" where
// none.
func breach(rules *plan.Rules, teams []org.UnitID, f figures, at Cell) string {
	touches := func(b plan.Breach) bool { return b.Rule.Part.Slot == at.Slot || b.Rule.Whole.Slot == at.Slot }
	if row := f[at.Row]; row != nil {
		for _, b := range rules.RowBreaches(row.Cells) {
			if touches(b) {
				return b.Message()
			}
		}
	}
	sum := sumOf(rules, teams, f)
	for _, b := range rules.SumBreaches(&sum) {
		if touches(b) {
			return b.Message()
		}
	}
	return ""
}

// at is a cell of the figures.
func (f figures) at(c Cell) Value {
	if row := f[c.Row]; row != nil {
		return row.Value(c.Slot)
	}
	return Blank
}

// put writes a cell in memory.
func (f figures) put(c Cell, v Value, slots int) {
	row := f[c.Row]
	if row == nil {
		fresh := NewRow(c.Row, slots)
		row, f[c.Row] = &fresh, &fresh
	}
	row.Set(c.Slot, v)
}
