package report

import (
	"fmt"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Report is one row of the table: a commune's month and where it stands.
type Report struct {
	ID               ID         `db:"id"`
	CommuneID        int64      `db:"commune_id"`
	PeriodID         int64      `db:"period_id"`
	State            State      `db:"state"`
	Version          int        `db:"version"`
	SubmissionNo     int        `db:"submission_no"` // 0: never submitted
	FirstSubmittedAt *time.Time `db:"first_submitted_at"`
	FirstSubmittedOn *clock.Day `db:"first_submitted_on"`
	SubmittedAt      *time.Time `db:"submitted_at"`
	SubmittedBy      *int64     `db:"submitted_by"`
	TakenAt          *time.Time `db:"taken_at"`
	TakenBy          *int64     `db:"taken_by"`
	DecidedAt        *time.Time `db:"decided_at"`
	DecidedBy        *int64     `db:"decided_by"`
	HolderID         int64      `db:"holder_id"`
	ReviewerID       int64      `db:"reviewer_id"`
	PlanVersionID    int64      `db:"plan_version_id"`
	ExtendedUntil    *clock.Day `db:"extended_until"`
	Fixed            int        `db:"fixed"`   // corrections carried out
	Annexed          string     `db:"annexed"` // read by ParseAnnexed
	ScopePath        string     `db:"scope_path"`
}

// Preparing is the number of the submission being prepared, which a cell's
// change is recorded under: 0 before the first one.
func (r *Report) Preparing() int { return r.SubmissionNo }

// LastDay is the last day entry is open: the hard close or, where one was
// granted, the extension.
func (r *Report) LastDay(p plan.LivePeriod) clock.Day {
	last := p.ClosesBefore - 1
	if r.ExtendedUntil != nil && *r.ExtendedUntil > last {
		last = *r.ExtendedUntil
	}
	return last
}

// Closed says why figures may not be written today, "" where they may.
// Returned cells stay open until the phase is frozen.
func (r *Report) Closed(p plan.LivePeriod, today clock.Day) string {
	switch {
	case today < p.Opens:
		return fmt.Sprintf("%s chưa mở. Nhập số liệu được từ ngày %s.", p.Label, p.Opens)
	case r.State == Draft && today > r.LastDay(p):
		return fmt.Sprintf("%s đã đóng từ ngày %s. Cần nhập tiếp thì đề nghị đơn vị duyệt gia hạn.", p.Label, r.LastDay(p)+1)
	case r.State == Submitted:
		return "Báo cáo đã gửi. Muốn sửa, hãy rút lại trước khi đơn vị duyệt nhận xem."
	case r.State == InReview:
		return "Đơn vị duyệt đang xem báo cáo này, chưa sửa được."
	case r.State == Accepted:
		return "Báo cáo đã duyệt. Số liệu chỉ thay đổi bằng đính chính."
	case r.State == Frozen:
		return "Số liệu đã chốt cùng báo cáo đợt. Có sai sót thì đề nghị đính chính sau chốt, Công an tỉnh quyết định."
	case r.State == LeftOut:
		return "Đợt đã chốt khi báo cáo này chưa được duyệt nên không tính vào báo cáo đợt và không sửa được nữa."
	}
	return ""
}

// Writable is Closed as an error.
func (r *Report) Writable(p plan.LivePeriod, today clock.Day) error {
	if why := r.Closed(p, today); why != "" {
		return fault.New(fault.Stale, why)
	}
	return nil
}

// Submittable says why the report may not be handed in today, nil where it
// may: a month is submitted from its last day on.
func (r *Report) Submittable(p plan.LivePeriod, today clock.Day) error {
	if err := r.Writable(p, today); err != nil {
		return err
	}
	if today < p.SubmitFrom {
		return fault.New(fault.Stale, fmt.Sprintf("%s còn đang diễn ra. Gửi được từ ngày %s.", p.Label, p.SubmitFrom))
	}
	return nil
}

// Submit hands the report in. The caller has checked what is missing.
func (r *Report) Submit(p plan.LivePeriod, now clock.Moment, user int64) error {
	if err := r.Submittable(p, now.Today); err != nil {
		return err
	}
	r.State = Submitted
	r.SubmissionNo++
	at, on := now.Business, now.Today
	r.SubmittedAt, r.SubmittedBy = &at, &user
	if r.FirstSubmittedAt == nil {
		r.FirstSubmittedAt, r.FirstSubmittedOn = &at, &on
	}
	r.TakenAt, r.TakenBy, r.DecidedAt, r.DecidedBy = nil, nil, nil, nil
	return nil
}

// Recall takes a submission back before the reviewer pressed "Nhận xem".
// returned tells whether the report was a returned one before it was sent; a
// first submission can't be recalled into a month that has closed.
func (r *Report) Recall(p plan.LivePeriod, today clock.Day, returned bool) error {
	switch r.State {
	case Submitted:
		if !returned && today > r.LastDay(p) {
			return fault.New(fault.Stale, "Kỳ báo cáo đã đóng: rút lại thì không gửi lại được. Nếu cần sửa, đề nghị đơn vị duyệt trả lại.")
		}
	case InReview:
		return fault.New(fault.Stale, "Đơn vị duyệt đã nhận xem, không rút lại được nữa. Nếu cần sửa, đề nghị đơn vị duyệt trả lại.")
	default:
		return fault.New(fault.Stale, "Báo cáo không ở trạng thái “Đã gửi” nên không rút lại được.")
	}
	r.State = Draft
	if returned {
		r.State = Returned
	}
	r.SubmittedAt, r.SubmittedBy = nil, nil
	return nil
}

// seen refuses an act on another submission than the one the reviewer saw.
func (r *Report) seen(submission int) error {
	if submission != r.SubmissionNo {
		return fault.New(fault.Stale, "Báo cáo đã được gửi lại sau khi bạn mở trang. Tải lại trang để xem bản mới rồi quyết định.")
	}
	return nil
}

// Take is "Nhận xem": from now on the holder can't recall.
func (r *Report) Take(submission int, now clock.Moment, user int64) error {
	if err := r.seen(submission); err != nil {
		return err
	}
	switch r.State {
	case Submitted:
	case InReview:
		return fault.New(fault.Stale, "Báo cáo này đã có người nhận xem.")
	default:
		return r.notWaiting()
	}
	r.State = InReview
	at := now.Business
	r.TakenAt, r.TakenBy = &at, &user
	return nil
}

// Accept counts the figures from now on. A submitted report is taken and
// accepted in one act, so that clean ones can be accepted in bulk.
func (r *Report) Accept(submission int, now clock.Moment, user int64) error {
	if err := r.seen(submission); err != nil {
		return err
	}
	if r.State == Submitted {
		if err := r.Take(submission, now, user); err != nil {
			return err
		}
	}
	if r.State != InReview {
		return r.notWaiting()
	}
	r.State = Accepted
	at := now.Business
	r.DecidedAt, r.DecidedBy = &at, &user
	return nil
}

// Return sends the report back to its holder. Only a report under review is
// returned: whoever returns has looked.
func (r *Report) Return(submission int, now clock.Moment, user int64) error {
	if err := r.seen(submission); err != nil {
		return err
	}
	if r.State != InReview {
		if r.State == Submitted {
			return fault.New(fault.Stale, "Bấm “Nhận xem” trước khi trả lại.")
		}
		return r.notWaiting()
	}
	r.State = Returned
	at := now.Business
	r.DecidedAt, r.DecidedBy = &at, &user
	return nil
}

func (r *Report) notWaiting() error {
	return fault.New(fault.Stale, fmt.Sprintf("Báo cáo đang ở trạng thái “%s”, không còn chờ duyệt.", r.State.Words()))
}

// Extend opens a closed draft until a day (inclusive).
func (r *Report) Extend(p plan.LivePeriod, until clock.Day, today clock.Day) error {
	var f fault.Fields
	switch {
	case r.State != Draft:
		return fault.New(fault.Stale, "Chỉ gia hạn cho báo cáo chưa gửi.")
	case until < today:
		f.Add("den-ngay", "Ngày gia hạn phải từ hôm nay ("+today.String()+") trở đi.")
	case until <= p.ClosesBefore-1:
		f.Add("den-ngay", "Kỳ này còn mở đến hết ngày "+(p.ClosesBefore-1).String()+", chưa cần gia hạn.")
	case until > today+31:
		f.Add("den-ngay", "Chỉ gia hạn tối đa 31 ngày, đến "+(today+31).String()+".")
	}
	if err := f.Err(); err != nil {
		return err
	}
	r.ExtendedUntil = &until
	return nil
}

// OnTime tells whether the first submission came by the due day; false and
// false where none came yet.
func (r *Report) OnTime(p plan.LivePeriod) (onTime, submitted bool) {
	if r.FirstSubmittedOn == nil {
		return false, false
	}
	return *r.FirstSubmittedOn <= p.Due, true
}

// DueWords is the due day as the holder reads it today.
func DueWords(due, today clock.Day) (text string, late bool) {
	switch n := int(due - today); {
	case n > 1:
		return fmt.Sprintf("%s (còn %d ngày)", due, n), false
	case n == 1:
		return "ngày mai, " + vi.ShortDay(due), false
	case n == 0:
		return "hôm nay, 24 giờ", false
	default:
		return fmt.Sprintf("%s (quá hạn %d ngày)", due, -n), true
	}
}
