package summary

import (
	"fmt"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// stand works out whose turn it is, for what, since when and by when. A
// commune's months come first; once all are accepted, its own report where it
// makes one.
func (l *Line) stand(w report.World, ph plan.LivePhase, today clock.Day) {
	if l.Level == org.Commune && (l.Report == nil || l.Report.State.Editable()) {
		if done := l.standMonths(w, today); !done || l.Report == nil {
			return
		}
	}
	r := l.Report
	if r == nil {
		return
	}
	since := ph.End + 1
	l.Due = r.LastOnTime()
	switch {
	case today <= ph.End:
		l.Next = "Chưa mở"
		return
	case r.State.Editable():
		l.Holder, l.Next = unitOf(r.HolderID), "Lập và gửi báo cáo đợt"
		if r.State == Returned {
			since, l.Next = clock.DayOf(*r.DecidedAt), "Sửa và gửi lại báo cáo đợt"
		}
		if today > l.Due && r.FirstSubmittedOn == nil {
			l.Late = int(today - l.Due)
		}
		l.Urge = l.urge(ph)
	case r.State == Submitted:
		l.Holder, l.Next = unitOf(*r.ReviewerID), "Xem và tiếp nhận"
		since = clock.DayOf(*r.SubmittedAt)
	default:
		l.Next = r.State.Words()
		if r.DecidedAt != nil {
			since = clock.DayOf(*r.DecidedAt)
		}
	}
	l.Since = &since
}

// standMonths sees to a commune's first month not accepted; done where there
// is none.
func (l *Line) standMonths(w report.World, today clock.Day) (done bool) {
	for i := range l.Months {
		m := &l.Months[i]
		if m.State.Final() || m.State == report.LeftOut { // nobody's turn any more
			continue
		}
		p, _ := w.Plan.Period(m.PeriodID)
		label, since := vi.LowerFirst(p.Label), p.End+1
		l.Due = p.Due
		switch {
		case m.State == report.Returned:
			l.Next = "Sửa và gửi lại báo cáo " + label
			if m.DecidedAt != nil {
				since = clock.DayOf(*m.DecidedAt)
			}
		case m.State.Editable():
			l.Next = "Gửi báo cáo " + label
		default:
			l.Next, l.Holder = "Duyệt báo cáo "+label, unitOf(m.ReviewerID)
			if m.SubmittedAt != nil {
				since = clock.DayOf(*m.SubmittedAt)
			}
		}
		if m.State.Editable() {
			l.Holder, l.Police, l.Urge = unitOf(m.HolderID), true, urgeMonths(w, l.Months, today)
			if today > p.Due && m.FirstSubmittedOn == nil {
				l.Late = int(today - p.Due)
			}
		}
		l.Since = &since
		return false
	}
	l.Next = "Đã duyệt đủ"
	return true
}

// urge is what a unit is told that has its report still to send.
func (l *Line) urge(ph plan.LivePhase) string {
	words := "Đề nghị gửi báo cáo kết quả " + ph.Name + " trước ngày " + l.Report.DueBefore.String()
	switch {
	case l.Late > 0:
		words = fmt.Sprintf("Đề nghị gửi ngay báo cáo kết quả %s (hạn trước ngày %s, đã quá %d ngày)", ph.Name, l.Report.DueBefore, l.Late)
	case l.Report.State == Returned:
		words = "Đề nghị sửa và gửi lại báo cáo kết quả " + ph.Name
	}
	if n := l.Waiting(); n > 0 {
		words += fmt.Sprintf("; duyệt %d báo cáo tháng đang chờ", n)
	}
	return words + "."
}

// urgeMonths is what a commune is told: the months it has to hand in.
func urgeMonths(w report.World, months []report.Line, today clock.Day) string {
	var list []string
	for i := range months {
		m := &months[i]
		p, _ := w.Plan.Period(m.PeriodID)
		switch {
		case m.State == report.Returned:
			list = append(list, vi.LowerFirst(p.Label)+" (sửa và gửi lại)")
		case m.State.Editable() && today > p.Due:
			list = append(list, fmt.Sprintf("%s (hạn %s, đã quá %d ngày)", vi.LowerFirst(p.Label), p.Due, today-p.Due))
		case m.State.Editable():
			list = append(list, vi.LowerFirst(p.Label)+" (hạn "+p.Due.String()+")")
		}
	}
	return "Đề nghị gửi báo cáo " + strings.Join(list, ", ") + "."
}
