package award

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
)

// Dated is a text in force on the days [From, Before); nil: without that
// bound.
type Dated struct {
	Text         string
	From, Before *clock.Day
}

func (d Dated) holds(day clock.Day) bool { return holds(day, d.From, d.Before) }

func holds(day clock.Day, from, before *clock.Day) bool {
	return (from == nil || day >= *from) && (before == nil || day < *before)
}

// Regime is the law a decision is made under, by its date: two of them fall
// inside the campaign (Nghị định 98/2023 until 30/6/2025, 152/2025 after it).
type Regime struct {
	Decree       string
	From, Before *clock.Day // the decisions' dates; Before is exclusive
	Rates        []Rate
	// The decree's form numbers; "" where the number is not confirmed.
	SubmissionForm string // tờ trình
	ReportForm     string // báo cáo thành tích of a thematic campaign
}

// Rate is the bonus of one award as hundredths of the base salary. Checked is
// false where the figure was not compared with the decree's own text; screens
// say so.
type Rate struct {
	Form       Form
	Level      plan.Level // whose chair gives it
	Subject    Subject
	Hundredths int64
	Checked    bool
}

// Salary is the base salary (lương cơ sở) in đồng from a day on.
type Salary struct {
	From   clock.Day
	Amount int64
	Basis  string
}

// Law is all that is dated about awards: a setting, not code.
type Law struct {
	Regimes  []Regime
	Bases    []Dated // legal bases of papers, beside the regime's decree
	Salaries []Salary
}

func from(y, m, d int) *clock.Day {
	day := clock.NewDay(y, m, d)
	return &day
}

// Statute is the law as known when this was written. Collective bonuses are
// twice the individual ones.
func Statute() Law {
	pair := func(f Form, l plan.Level, member int64, memberChecked, teamChecked bool) []Rate {
		return []Rate{{f, l, Member, member, memberChecked}, {f, l, Team, 2 * member, teamChecked}}
	}
	rates := func(lists ...[]Rate) []Rate {
		var out []Rate
		for _, l := range lists {
			out = append(out, l...)
		}
		return out
	}
	return Law{
		Regimes: []Regime{
			{Decree: "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ", From: from(2024, 1, 1), Before: from(2025, 7, 1),
				Rates: rates(
					pair(BangKhen, plan.LevelProvince, 150, false, false),
					pair(GiayKhen, plan.LevelDistrict, 30, false, false),
					pair(GiayKhen, plan.LevelCommune, 15, false, false))},
			// Điều 54: Giấy khen of every level alike.
			{Decree: "Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ", From: from(2025, 7, 1),
				Rates: rates(
					pair(BangKhen, plan.LevelProvince, 150, true, true),
					pair(GiayKhen, plan.LevelDistrict, 30, false, true),
					pair(GiayKhen, plan.LevelCommune, 30, false, true)),
				SubmissionForm: "Mẫu số 01"},
		},
		Bases: []Dated{
			{Text: "Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/6/2022", From: from(2024, 1, 1)},
			{Text: "Luật số 06/2026/QH16 sửa đổi, bổ sung Luật Thi đua, khen thưởng", From: from(2026, 10, 1)},
			{Text: "Thông tư số 01/2024/TT-BNV của Bộ trưởng Bộ Nội vụ", From: from(2024, 1, 1), Before: from(2025, 8, 5)},
			{Text: "Thông tư số 15/2025/TT-BNV của Bộ trưởng Bộ Nội vụ", From: from(2025, 8, 5)},
		},
		Salaries: []Salary{
			{From: clock.NewDay(2023, 7, 1), Amount: 1_800_000, Basis: "Nghị định số 24/2023/NĐ-CP ngày 14/5/2023 của Chính phủ"},
			{From: clock.NewDay(2024, 7, 1), Amount: 2_340_000, Basis: "Nghị định số 73/2024/NĐ-CP ngày 30/6/2024 của Chính phủ"},
			{From: clock.NewDay(2026, 7, 1), Amount: 2_530_000, Basis: "Nghị định số 161/2026/NĐ-CP"},
		},
	}
}

// Regime is the one in force on a decision's day; Invalid, field ngay, where
// there is none.
func (l Law) Regime(day clock.Day) (*Regime, error) {
	for i := range l.Regimes {
		if r := &l.Regimes[i]; holds(day, r.From, r.Before) {
			return r, nil
		}
	}
	return nil, undated("Ngày " + day.String() + " không thuộc thời gian áp dụng của nghị định nào về thi đua, khen thưởng đã khai báo.")
}

// LegalBases are the texts papers of a day cite: laws, the decree, the rest.
func (l Law) LegalBases(day clock.Day) ([]string, error) {
	r, err := l.Regime(day)
	if err != nil {
		return nil, err
	}
	var laws, others []string
	for _, b := range l.Bases {
		switch {
		case !b.holds(day):
		case strings.HasPrefix(b.Text, "Luật"):
			laws = append(laws, b.Text)
		default:
			others = append(others, b.Text)
		}
	}
	return append(append(laws, r.Decree), others...), nil
}

// Salary is the base salary on a decision's day.
func (l Law) Salary(day clock.Day) (Salary, error) {
	var out Salary
	found := false
	for _, s := range l.Salaries {
		if s.From <= day && (!found || s.From > out.From) {
			out, found = s, true
		}
	}
	if !found {
		return out, undated("Chưa khai báo mức lương cơ sở áp dụng ngày " + day.String() + ".")
	}
	return out, nil
}

func undated(message string) error {
	var f fault.Fields
	f.Add("ngay", message)
	return f.Err()
}
