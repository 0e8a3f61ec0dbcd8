package register

import (
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// DiaryID keys diary_entry.
type DiaryID int64

// DiaryEntry is one line of the diary: on a day something happened n times.
type DiaryEntry struct {
	ID           DiaryID    `db:"id"`
	Commune      org.UnitID `db:"commune_id"`
	Team         org.UnitID `db:"team"` // 0: the whole commune
	Day          clock.Day  `db:"day"`
	Slot         int        `db:"slot"`
	N            int        `db:"n"`
	Words        string     `db:"words"`
	AuthorID     int64      `db:"created_by"`
	Author       string     `db:"author"`
	CreatedAt    time.Time  `db:"created_at"`
	WithdrawnAt  *time.Time `db:"withdrawn_at"`
	WithdrawnWhy string     `db:"withdrawn_why"`
	Version      int        `db:"version"`
}

// DiaryInput is what one tap brings; the fields' names in its form are to,
// ngay, so-lieu, so-luong, noi-dung.
type DiaryInput struct {
	Team  org.UnitID `json:"team"` // 0: the whole commune
	Day   *clock.Day `json:"on"`
	Slot  int        `json:"slot"`
	N     int        `json:"n"`
	Words string     `json:"words"`
}

// Bounds of an entry.
const (
	DiaryMost  = 9999
	DiaryWords = 200
)

// CountedByDiary tells whether the month's figure of a measure can be a sum of
// entries: a flow typed by hand, in a row that has it.
func CountedByDiary(rules *plan.Rules, m *plan.Measure, whole bool) bool {
	return m != nil && m.Derived == 0 && m.Over == plan.OverSum && rules.Expects(m.Slot, whole)
}

// PeriodOn is the period a day falls in; false outside the campaign.
func PeriodOn(live *plan.Live, day clock.Day) (plan.LivePeriod, bool) {
	for _, p := range live.Periods {
		if p.Start <= day && day <= p.End {
			return p, true
		}
	}
	return plan.LivePeriod{}, false
}

// Check collects everything refused; fields f holds already are passed over.
// commune is the one whose officer writes.
func (in *DiaryInput) Check(f *fault.Fields, now clock.Moment, w report.World, commune org.UnitID) {
	in.Words = vi.CleanLine(in.Words)
	p, inside := in.checkDay(f, now, w, commune)
	if inside && !f.Has("so-lieu") {
		in.checkMeasure(f, w.Plan.RulesAt(p.Ordinal))
	}
	if !f.Has("so-luong") && (in.N < 1 || in.N > DiaryMost) {
		f.Add("so-luong", fmt.Sprintf("Nhập số lượng từ 1 đến %s.", vi.Int(DiaryMost)))
	}
	check(f, "noi-dung", "nội dung", in.Words, false, DiaryWords)
}

func (in *DiaryInput) checkDay(f *fault.Fields, now clock.Moment, w report.World, commune org.UnitID) (plan.LivePeriod, bool) {
	if f.Has("ngay") {
		return plan.LivePeriod{}, false
	}
	if in.Day == nil {
		f.Add("ngay", "Nhập ngày.")
		return plan.LivePeriod{}, false
	}
	day := *in.Day
	p, inside := PeriodOn(w.Plan, day)
	switch {
	case day > now.Today:
		f.Add("ngay", "Ngày không được sau hôm nay.")
	case !inside:
		d := w.Plan.Rules.Def
		f.Add("ngay", fmt.Sprintf("Ngày phải trong thời gian phong trào, từ %s đến %s.", d.Start(), d.End()))
	case in.Team == 0 && !w.Tree.InForce(commune, day):
		f.Add("ngay", fmt.Sprintf("Vào ngày này chưa có %s.", w.Tree.Name(commune, now.Today).Full()))
	case in.Team != 0 && !w.Tree.InForce(in.Team, day):
		f.Add("ngay", fmt.Sprintf("%s không có trong danh mục vào ngày này.", w.Tree.Name(in.Team, day).Full()))
	case in.Team != 0:
		if c, moved := movedFrom(w.Tree, in.Team, day, now.Today); moved {
			f.Add("ngay", fmt.Sprintf("Vào ngày này Tổ thuộc %s; đơn vị đó ghi sổ.", w.Tree.Name(c, day).Full()))
		}
	}
	return p, inside && !f.Has("ngay")
}

func (in *DiaryInput) checkMeasure(f *fault.Fields, rules *plan.Rules) {
	m := rules.Measure(in.Slot)
	whole := in.Team == 0
	switch {
	case m == nil:
		f.Add("so-lieu", "Chọn một số liệu.")
	case m.Derived != 0:
		f.Add("so-lieu", "“"+m.Short+"” tự lấy từ danh sách, không ghi ở sổ này.")
	case m.Over != plan.OverSum:
		f.Add("so-lieu", "“"+m.Short+"” là số cuối kỳ, không cộng từ sổ.")
	case whole && !rules.Expects(in.Slot, true):
		f.Add("so-lieu", "“"+m.Short+"” ghi theo từng Tổ.")
	case !whole && !rules.Expects(in.Slot, false):
		f.Add("so-lieu", "“"+m.Short+"” ghi chung toàn xã, không ghi theo Tổ.")
	}
}

// keeper is the commune that keeps an entry's row today, and its place;
// fault.Missing where the actor may not do the action there.
func (e *DiaryEntry) keeper(a access.Actor, action access.Action, now clock.Moment, tree *org.Tree) (access.Place, error) {
	if e.Team != 0 {
		_, place, err := communeOf(a, action, now, tree, e.Team)
		return place, err
	}
	commune, _ := tree.LeadSuccessor(e.Commune, now.Today)
	place := tree.Place(commune, now.Today)
	return place, access.Check(a, action, place)
}
