package award

import (
	"fmt"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// CaseKind is why an award has to wait (Nghị định 152/2025, Điều 4).
type CaseKind string

// The kinds.
const (
	Disciplining  CaseKind = "discipline"
	Investigation CaseKind = "investigation"
	Inspecting    CaseKind = "inspection"
	Complaint     CaseKind = "complaint"
	Press         CaseKind = "press"
)

// CaseKinds in the order forms offer them.
var CaseKinds = []CaseKind{Disciplining, Investigation, Inspecting, Complaint, Press}

// Words is "đang xem xét kỷ luật".
func (k CaseKind) Words() string {
	return map[CaseKind]string{Disciplining: "đang xem xét kỷ luật", Investigation: "đang bị điều tra", Inspecting: "đang được thanh tra, kiểm tra",
		Complaint: "có khiếu nại, tố cáo đang được xác minh", Press: "có nội dung báo chí nêu đang được xác minh"}[k]
}

// Case is a matter that keeps a team or a member from being awarded. It stays
// after its conclusion, which releases it.
type Case struct {
	ID     int64
	Kind   CaseKind
	Since  clock.Day
	Reason string
	// Concluded is the day of the conclusion, nil while pending.
	Concluded  *clock.Day
	Conclusion string
	// DisciplinedTo is the last day of the disciplinary period a conclusion
	// set; nil: no discipline.
	DisciplinedTo *clock.Day
}

// Blocks says why no award may be proposed or given on a day, "" where the
// case lets it: concluded, and its disciplinary period over.
func (c Case) Blocks(day clock.Day) string {
	switch {
	case c.Concluded == nil || *c.Concluded > day:
		if c.Since > day {
			return ""
		}
		return fmt.Sprintf("%s từ ngày %s: %s", vi.UpperFirst(c.Kind.Words()), c.Since, c.Reason)
	case c.DisciplinedTo != nil && *c.DisciplinedTo >= day:
		return fmt.Sprintf("Đang trong thời hạn kỷ luật đến hết ngày %s: %s", *c.DisciplinedTo, c.Conclusion)
	}
	return ""
}

// Release says what lets the subject be considered again, "" where nothing
// blocks.
func (c Case) Release(day clock.Day) string {
	switch {
	case c.Blocks(day) == "":
		return ""
	case c.Concluded == nil || *c.Concluded > day:
		return "Được xét trở lại khi có kết luận bằng văn bản."
	}
	return "Được xét trở lại từ ngày " + (*c.DisciplinedTo + 1).String() + "; thành tích tính từ ngày đó."
}

// countsFrom is the first day whose achievements count: after the last
// disciplinary period that is over; ok is false where there was none.
func countsFrom(list []Case, today clock.Day) (day clock.Day, ok bool) {
	for _, c := range list {
		if to := c.DisciplinedTo; c.Concluded != nil && *c.Concluded <= today && to != nil && (!ok || *to+1 > day) {
			day, ok = *to+1, true
		}
	}
	return day, ok
}
