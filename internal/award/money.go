package award

import (
	"fmt"
	"math"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Rounding is how a bonus is brought to whole tens of thousands. The decree's
// "làm tròn số lên hàng chục nghìn đồng" is read in more than one way, so the
// rule is a setting.
type Rounding string

// The rules. RoundUp reads the decree literally and is the default; Nearest
// takes 5.000 upwards; Exact leaves the sum as it is.
const (
	RoundUp      Rounding = "up"
	RoundNearest Rounding = "nearest"
	RoundNone    Rounding = "exact"
)

// Roundings in the order forms offer them.
var Roundings = []Rounding{RoundUp, RoundNearest, RoundNone}

// Words is the rule for people.
func (r Rounding) Words() string {
	return map[Rounding]string{RoundUp: "Làm tròn lên hàng chục nghìn đồng", RoundNearest: "Làm tròn đến hàng chục nghìn đồng gần nhất", RoundNone: "Không làm tròn"}[r]
}

const tenThousand = 10_000

// Apply rounds a sum in đồng, which is not negative.
func (r Rounding) Apply(dong int64) int64 {
	switch r {
	case RoundUp:
		return (dong + tenThousand - 1) / tenThousand * tenThousand
	case RoundNearest:
		return (dong + tenThousand/2) / tenThousand * tenThousand
	}
	return dong
}

// Bonus is the money that goes with one award: base × coefficient, exact and
// rounded, in whole đồng.
type Bonus struct {
	Salary  Salary
	Rate    Rate
	Exact   int64
	Rounded int64
}

// Coefficient is "0,3", "1,5".
func (r Rate) Coefficient() string { return hundredths(r.Hundredths) }

func hundredths(n int64) string {
	text := vi.Int(n / 100)
	switch rest := n % 100; {
	case rest == 0:
		return text
	case rest%10 == 0:
		return fmt.Sprintf("%s,%d", text, rest/10)
	default:
		return fmt.Sprintf("%s,%02d", text, rest)
	}
}

// Words is "0,3 × 2.340.000 = 702.000 đồng, làm tròn 710.000 đồng".
func (b Bonus) Words() string {
	text := fmt.Sprintf("%s × %s = %s đồng", b.Rate.Coefficient(), vi.Int(b.Salary.Amount), vi.Int(b.Exact))
	if b.Rounded != b.Exact {
		text += ", làm tròn " + vi.Int(b.Rounded) + " đồng"
	}
	return text
}

// Bonus is what an award by a decision of a day brings: the base salary in
// force on that day (Nghị định 152/2025, Điều 54; 98/2023 likewise). It
// refuses a day outside every regime, and a rate that makes no whole đồng.
func (l Law) Bonus(day clock.Day, f Form, level plan.Level, s Subject, r Rounding) (Bonus, error) {
	regime, err := l.Regime(day)
	if err != nil {
		return Bonus{}, err
	}
	salary, err := l.Salary(day)
	if err != nil {
		return Bonus{}, err
	}
	for _, x := range regime.Rates {
		if x.Form != f || x.Level != level || x.Subject != s {
			continue
		}
		if x.Hundredths < 0 || salary.Amount < 0 || (x.Hundredths > 0 && salary.Amount > math.MaxInt64/x.Hundredths) || salary.Amount*x.Hundredths%100 != 0 {
			return Bonus{}, undated(fmt.Sprintf("Mức %s × %s không ra số đồng nguyên; kiểm tra hệ số và lương cơ sở đã khai báo.", x.Coefficient(), vi.Int(salary.Amount)))
		}
		exact := salary.Amount * x.Hundredths / 100
		return Bonus{Salary: salary, Rate: x, Exact: exact, Rounded: r.Apply(exact)}, nil
	}
	return Bonus{}, fault.New(fault.Invalid, fmt.Sprintf("Chưa khai báo hệ số tiền thưởng %s cho %s theo %s.", f.Label(), lower(s), regime.Decree))
}

// Sum is a decision's money: of its teams, its members and together. Rounded
// sums add rounded bonuses, as they are paid.
type Sum struct {
	Teams, Members             int
	TeamExact, MemberExact     int64
	TeamRounded, MemberRounded int64
	TeamBonus, MemberBonus     Bonus
	Exact, Rounded             int64
	HasUnchecked               bool // some rate was not compared with the decree's text
}

// Total counts a decision's money. Posthumous awards are paid alike, to the
// family.
func (l Law) Total(day clock.Day, f Form, level plan.Level, r Rounding, teams, members int) (Sum, error) {
	s := Sum{Teams: teams, Members: members}
	var err error
	if teams > 0 {
		if s.TeamBonus, err = l.Bonus(day, f, level, Team, r); err != nil {
			return s, err
		}
		s.TeamExact, s.TeamRounded = s.TeamBonus.Exact*int64(teams), s.TeamBonus.Rounded*int64(teams)
		s.HasUnchecked = !s.TeamBonus.Rate.Checked
	}
	if members > 0 {
		if s.MemberBonus, err = l.Bonus(day, f, level, Member, r); err != nil {
			return s, err
		}
		s.MemberExact, s.MemberRounded = s.MemberBonus.Exact*int64(members), s.MemberBonus.Rounded*int64(members)
		s.HasUnchecked = s.HasUnchecked || !s.MemberBonus.Rate.Checked
	}
	s.Exact, s.Rounded = s.TeamExact+s.MemberExact, s.TeamRounded+s.MemberRounded
	return s, nil
}
