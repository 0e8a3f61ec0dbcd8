package award

import "strings"

import (
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Form is a form of commendation, by the code the plan's definition uses.
type Form string

// The forms: of the chair who awards at the district's (from 01/7/2025 the
// commune's) level, and of the province's chair (Luật TĐKT, Điều 74, 75, 80).
const (
	GiayKhen Form = "giay_khen"
	BangKhen Form = "bang_khen"
)

// Forms in the order lists print them.
var Forms = []Form{GiayKhen, BangKhen}

// Label is the form's name, which papers keep with a capital.
func (f Form) Label() string {
	return map[Form]string{GiayKhen: "Giấy khen", BangKhen: "Bằng khen"}[f]
}

// Merit is what the law asks of whoever is given the form, as decisions say it.
func (f Form) Merit() string {
	if f == BangKhen {
		return "thành tích xuất sắc"
	}
	return "thành tích"
}

// Formal writes out what lists shorten: decisions and certificates hold no
// abbreviation in a name.
func Formal(name string) string {
	return strings.NewReplacer("Tổ bảo vệ ANTT", "Tổ bảo vệ an ninh, trật tự", "tổ bảo vệ ANTT", "tổ bảo vệ an ninh, trật tự").Replace(name)
}

// Subject is whom an award is given to.
type Subject string

// A team, or one who serves in one.
const (
	Team   Subject = "team"
	Member Subject = "member"
)

// Subjects in the order lists print them.
var Subjects = []Subject{Team, Member}

// Label is the subject as the law calls it.
func (s Subject) Label() string {
	return map[Subject]string{Team: "Tập thể", Member: "Cá nhân"}[s]
}

// Ref points at what stands behind a figure or a finding; screens make links
// of it. ID is of the kind's table; Ordinal and Span are set for verdicts.
type Ref struct {
	Kind    RefKind
	ID      int64
	Ordinal int
	Span    string
}

// RefKind says what a Ref points at.
type RefKind string

// The kinds.
const (
	RefTeam    RefKind = "team"    // the unit, with Ordinal and Span: its verdict
	RefCommune RefKind = "commune" // likewise
	RefReport  RefKind = "report"
	RefService RefKind = "service"
	RefDeed    RefKind = "deed"
	RefModel   RefKind = "model"
	RefCase    RefKind = "case"
	RefAward   RefKind = "award"
	RefNominee RefKind = "nominee"
	RefPerson  RefKind = "person"
	RefItem    RefKind = "item" // of the point sheet
)

// Authority is the level whose chair gives the form on a day; ok is false for
// a form the plan does not know. Which level holds a duty is campaign data.
func Authority(def *plan.Definition, f Form, day clock.Day) (plan.Level, bool) {
	switch f {
	case GiayKhen:
		return def.DutyLevel("giay_khen", day)
	case BangKhen:
		return plan.LevelProvince, true
	}
	return 0, false
}

// Proposer is the level that nominates for the form on a day.
func Proposer(def *plan.Definition, f Form, day clock.Day) (plan.Level, bool) {
	switch f {
	case GiayKhen:
		return plan.LevelCommune, true
	case BangKhen:
		return def.DutyLevel("nominate_bang_khen", day)
	}
	return 0, false
}

// GivenAt tells whether the plan gives the form at the review of a phase
// (plan, III.2: Bằng khen at tổng kết only).
func GivenAt(def *plan.Definition, f Form, phase string) bool {
	for _, a := range def.Awards {
		if a.Code == string(f) {
			for _, p := range a.Phases {
				if p == phase {
					return true
				}
			}
		}
	}
	return false
}

// longest is how many letters a reason may have.
const longest = 1000

// reason refuses an empty reason, one too long, and one with personal numbers.
func reason(f *fault.Fields, name, text string) {
	switch {
	case f.Has(name):
	case vi.Clean(text) == "":
		f.Add(name, "Ghi rõ lý do.")
	case vi.Length(text) > longest:
		f.Add(name, "Rút gọn lý do còn tối đa "+vi.Int(longest)+" ký tự.")
	case vi.FindPersonal(text) != "":
		f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(text))+" rồi lưu lại.")
	}
}

// checkReason is reason for a form with nothing else in it; its field is ly-do.
func checkReason(text string) error {
	var f fault.Fields
	reason(&f, "ly-do", text)
	return f.Err()
}

// two writes a count in a sentence as papers do: 01, 02 … 10.
func two(n int) string {
	if n >= 0 && n < 10 {
		return "0" + vi.Int(int64(n))
	}
	return vi.Int(int64(n))
}
