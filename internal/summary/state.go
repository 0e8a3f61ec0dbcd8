package summary

import (
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
)

// State is where a phase report stands.
type State string

// The states; the province's report knows Draft, Frozen and Signed only.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Returned  State = "returned"
	Accepted  State = "accepted"
	Frozen    State = "frozen"
	Signed    State = "signed"
	// LeftOut: its phase was frozen before it was accepted.
	LeftOut State = "left_out"
)

// States in the order of a report's life.
var States = []State{Draft, Submitted, Returned, Accepted, Frozen, Signed, LeftOut}

var stateWords = map[State]string{Draft: "Đang soạn", Submitted: "Đã gửi", Returned: "Bị trả lại", Accepted: "Đã tiếp nhận", Frozen: "Đã chốt", Signed: "Đã ký ban hành", LeftOut: "Ngoài số chốt"}

// Words is the state as people read it.
func (s State) Words() string { return stateWords[s] }

// Editable tells whether the holder may write.
func (s State) Editable() bool { return s == Draft || s == Returned }

// Closed tells whether nothing changes the report any more.
func (s State) Closed() bool { return s == Frozen || s == Signed || s == LeftOut }

// ID is a phase report's id.
type ID int64

// Report is one row of the table.
type Report struct {
	ID               ID         `db:"id"`
	PhaseID          int64      `db:"phase_id"`
	UnitID           int64      `db:"unit_id"`
	Level            string     `db:"level"` // commune, district or province
	State            State      `db:"state"`
	Version          int        `db:"version"`
	SubmissionNo     int        `db:"submission_no"` // 0: never sent
	FirstSubmittedAt *time.Time `db:"first_submitted_at"`
	FirstSubmittedOn *clock.Day `db:"first_submitted_on"`
	SubmittedAt      *time.Time `db:"submitted_at"`
	SubmittedBy      *int64     `db:"submitted_by"`
	DecidedAt        *time.Time `db:"decided_at"`
	DecidedBy        *int64     `db:"decided_by"`
	HolderID         int64      `db:"holder_id"`
	ReviewerID       *int64     `db:"reviewer_id"` // nil for the province's
	DueBefore        clock.Day  `db:"due_before"`  // exclusive
	DocNumber        string     `db:"doc_number"`
	DocDate          *clock.Day `db:"doc_date"`
	SignerForm       string     `db:"signer_form"`
	SignerTitle      string     `db:"signer_title"`
	SignerName       string     `db:"signer_name"`
	ScopePath        string     `db:"scope_path"`
}

// Place is the report's unit, for reading.
func (r *Report) Place() access.Place { return access.Place{UnitID: r.UnitID, Path: r.ScopePath} }

// HolderPlace is where the right to write and send is held.
func (r *Report) HolderPlace() access.Place {
	return access.Place{UnitID: r.HolderID, Path: r.ScopePath}
}

// LastOnTime is the last day a first sending is on time: "trước ngày" is
// exclusive.
func (r *Report) LastOnTime() clock.Day { return r.DueBefore - 1 }

// OnTime tells whether the first sending came strictly before the due date;
// sent is false where nothing was sent yet.
func (r *Report) OnTime() (onTime, sent bool) {
	if r.FirstSubmittedOn == nil {
		return false, false
	}
	return *r.FirstSubmittedOn < r.DueBefore, true
}

// Submit hands the report to its reviewer. The caller has stored the snapshot
// and checked the gaps.
func (r *Report) Submit(now clock.Moment, user int64) error {
	if r.Level == "province" {
		return fault.New(fault.Stale, "Báo cáo của tỉnh không gửi duyệt mà được chốt.")
	}
	if !r.State.Editable() {
		return r.stale("gửi")
	}
	r.State = Submitted
	r.SubmissionNo++
	at, on := now.Business, now.Today
	r.SubmittedAt, r.SubmittedBy = &at, &user
	if r.FirstSubmittedAt == nil {
		r.FirstSubmittedAt, r.FirstSubmittedOn = &at, &on
	}
	r.DecidedAt, r.DecidedBy = nil, nil
	return nil
}

// Recall takes a sending back before the reviewer decided on it; returned
// tells whether the report was a returned one before.
func (r *Report) Recall(returned bool) error {
	if r.State != Submitted {
		return r.stale("rút lại")
	}
	r.State = Draft
	if returned {
		r.State = Returned
	}
	return nil
}

// Accept and Return decide on the submission the reviewer saw.
func (r *Report) Accept(submission int, now clock.Moment, user int64) error {
	return r.decide(Accepted, "tiếp nhận", submission, now, user)
}

// Return sends the report back to its holder.
func (r *Report) Return(submission int, now clock.Moment, user int64) error {
	if r.State == Accepted && submission == r.SubmissionNo { // an accepted one may still be returned until the freeze
		r.State = Submitted
	}
	return r.decide(Returned, "trả lại", submission, now, user)
}

func (r *Report) decide(to State, verb string, submission int, now clock.Moment, user int64) error {
	if r.State != Submitted {
		return r.stale(verb)
	}
	if submission != r.SubmissionNo {
		return fault.New(fault.Stale, "Báo cáo vừa được gửi lại. Tải lại trang để xem bản mới rồi quyết định.")
	}
	at := now.Business
	r.State, r.DecidedAt, r.DecidedBy = to, &at, &user
	return nil
}

// Freeze ends all change. The province's draft, or one below it with it.
func (r *Report) Freeze(now clock.Moment, user int64) error {
	if r.State.Closed() {
		return fault.New(fault.Stale, "Báo cáo này đã được chốt.")
	}
	if r.Level != "province" && r.State != Accepted {
		return r.stale("chốt")
	}
	at := now.Business
	r.State, r.DecidedAt, r.DecidedBy = Frozen, &at, &user
	return nil
}

// Sign registers the signed paper: from then on the report is closed.
func (r *Report) Sign() error {
	if r.State != Frozen {
		return r.stale("đăng ký bản ký")
	}
	r.State = Signed
	return nil
}

func (r *Report) stale(verb string) error {
	return fault.New(fault.Stale, "Báo cáo đang ở trạng thái “"+r.State.Words()+"” nên không "+verb+" được. Tải lại trang để xem tình trạng mới.")
}
