package plan

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"thidua/internal/vi"
)

// Comparator compares a figure with its target, exactly as the plan words it.
type Comparator uint8

// The comparators. Greater is strict: 18/20 is not > 90 %.
const (
	Equal Comparator = iota + 1
	AtLeast
	Greater
	AtMost
	Less
)

var comparatorSigns = []string{"=", "≥", ">", "≤", "<"}

// String is the sign.
func (c Comparator) String() string { return word(c, comparatorSigns) }

// holds tells whether a figure whose difference from the target has this sign
// meets it.
func (c Comparator) holds(sign int) bool {
	switch c {
	case Equal:
		return sign == 0
	case AtLeast:
		return sign >= 0
	case Greater:
		return sign > 0
	case AtMost:
		return sign <= 0
	case Less:
		return sign < 0
	}
	return false
}

// PlanTarget is who set the targets of the definition file.
const PlanTarget = "Kế hoạch tỉnh"

// Target is what a figure is compared with: the fraction P/Q of a rate, or
// the count P (Q is 1). SetBy names who set it.
type Target struct {
	Comparator Comparator
	P, Q       int64
	Rate       bool
	SetBy      string
}

var (
	targetForm    = regexp.MustCompile(`^(=|≥|>=|>|≤|<=|<) ?([0-9]{1,6})(?:[,.]([0-9]))? ?(%?)$`)
	errTarget     = errors.New("chỉ tiêu viết như “≥ 80 %”, “> 90 %”, “= 0”, “≥ 1”")
	errTargetRate = errors.New("tỷ lệ phải lớn hơn 0 % và không quá 100 %")
	errTargetSame = errors.New("tỷ lệ với dấu = chỉ dùng cho 100 %")
	errTargetSure = errors.New("chỉ tiêu này lúc nào cũng đạt hoặc không bao giờ đạt")
)

// UnmarshalText reads "≥ 80 %", "> 90 %", "= 0", "≥ 1"; the target is set by
// the plan.
func (t *Target) UnmarshalText(b []byte) error {
	m := targetForm.FindStringSubmatch(strings.TrimSpace(string(b)))
	if m == nil || (m[4] == "" && m[3] != "") {
		return errTarget
	}
	sign := strings.NewReplacer(">=", "≥", "<=", "≤").Replace(m[1])
	out := Target{Q: 1, Rate: m[4] == "%", SetBy: PlanTarget}
	if err := pick(&out.Comparator, []byte(sign), comparatorSigns); err != nil {
		return errTarget
	}
	out.P, _ = strconv.ParseInt(m[2], 10, 64)
	if out.Rate {
		out.Q = 100
		if m[3] != "" {
			out.P, out.Q = out.P*10+int64(m[3][0]-'0'), 1000
		}
		g := gcd(out.P, out.Q)
		out.P, out.Q = out.P/g, out.Q/g
		switch {
		case out.P == 0 || out.P > out.Q:
			return errTargetRate
		case out.Comparator == Equal && out.P != out.Q:
			return errTargetSame
		}
	}
	top := out.Rate && out.P == out.Q
	if c := out.Comparator; (top && (c == Greater || c == AtMost)) || (!out.Rate && out.P == 0 && (c == AtLeast || c == Less)) {
		return errTargetSure
	}
	*t = out
	return nil
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// String is the target as the plan says it: "≥ 80 %", "= 0".
func (t Target) String() string {
	if t.Rate {
		return t.Comparator.String() + " " + vi.Percent(t.P, t.Q)
	}
	return t.Comparator.String() + " " + vi.Int(t.P)
}

// Percent is the whole part of a rate's target in percent, -1 for a count:
// what vi.Rate wants, so that 79,96 % never shows as 80 %.
func (t Target) Percent() int64 {
	if !t.Rate {
		return -1
	}
	return t.P * 100 / t.Q
}
