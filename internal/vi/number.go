package vi

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// What ParseCount refuses; the messages are for the person.
var (
	ErrNotNumber = errors.New("Chỉ nhập số nguyên từ 0, ví dụ 12.")
	ErrNegative  = errors.New("Số không được âm.")
	ErrDecimal   = errors.New("Chỉ nhập số nguyên, không có phần lẻ.")
	ErrTooBig    = errors.New("Số quá lớn, tối đa 1.000.000.")
)

// MaxCount is the largest count a cell may hold.
const MaxCount = 1_000_000

var (
	digits  = regexp.MustCompile(`^[0-9]+$`)
	grouped = regexp.MustCompile(`^[0-9]{1,3}([. ][0-9]{3})+$`)
	decimal = regexp.MustCompile(`^[0-9. ]*[.,][0-9]+$`)
)

// ParseCount reads a count as people type or paste it: digits, with or
// without "." or space between thousands. Errors are one of the four above.
func ParseCount(s string) (int64, error) {
	s = CleanLine(s)
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−"):
		rest := strings.TrimSpace(strings.TrimLeft(s, "-−"))
		if decimal.MatchString(rest) || digits.MatchString(rest) {
			return 0, ErrNegative
		}
		return 0, ErrNotNumber
	case grouped.MatchString(s):
		s = strings.NewReplacer(".", "", " ", "").Replace(s)
	case digits.MatchString(s):
	case decimal.MatchString(s):
		return 0, ErrDecimal
	default:
		return 0, ErrNotNumber
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > MaxCount {
		return 0, ErrTooBig
	}
	return n, nil
}

// Int writes n with "." between thousands.
func Int(n int64) string {
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	if neg {
		s = s[1:]
	}
	if len(s) > 3 {
		var b strings.Builder
		head := len(s) % 3
		b.WriteString(s[:head])
		for i := head; i < len(s); i += 3 {
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s[i : i+3])
		}
		s = b.String()
	}
	if neg {
		return "−" + s
	}
	return s
}

// OutOf writes "7/8".
func OutOf(n, of int32) string { return strconv.Itoa(int(n)) + "/" + strconv.Itoa(int(of)) }

// Rate writes num/den as a percentage cut (never rounded up) to one decimal,
// with "," and a space before %: 91,4 %. A whole number has no decimal. Two
// more decimals are shown where one would hide on which side of the target
// (in percent) the rate lies: 79,96 % is not 80 %. den must be positive.
func Rate(num, den int64, targetPercent int64) string {
	scaled := num * 1000 / den
	exact := scaled*den == num*1000
	if !exact && scaled == targetPercent*10 {
		return decimals(num*100_000/den, 3) + " %"
	}
	return decimals(scaled, 1) + " %"
}

// Percent is Rate without a target.
func Percent(num, den int64) string { return Rate(num, den, -1) }

// Share is a part of a whole, "35,6 %": rounded to the nearest, since no target
// is held against it.
func Share(num, den int64) string { return decimals((num*2000+den)/(2*den), 1) + " %" }

func decimals(n int64, places int) string {
	p := int64(1)
	for range places {
		p *= 10
	}
	whole, frac := n/p, n%p
	if frac == 0 {
		return Int(whole)
	}
	f := strconv.FormatInt(frac, 10)
	f = strings.Repeat("0", places-len(f)) + f
	return Int(whole) + "," + strings.TrimRight(f, "0")
}
