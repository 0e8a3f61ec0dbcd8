package vi

import (
	"errors"
	"testing"

	"thidua/internal/clock"
)

func TestParseCount(t *testing.T) {
	good := map[string]int64{"0": 0, "12": 12, " 7 ": 7, "1.234": 1234, "1 234": 1234, "1\u00a0234": 1234, "1.000.000": 1_000_000, "007": 7}
	for in, want := range good {
		if got, err := ParseCount(in); err != nil || got != want {
			t.Errorf("ParseCount(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	bad := map[string]error{"": ErrNotNumber, "abc": ErrNotNumber, "-5": ErrNegative, "−5": ErrNegative, "-": ErrNotNumber,
		"1,5": ErrDecimal, "1.5": ErrDecimal, "1.23": ErrDecimal, "1000000000000": ErrTooBig, "1.000.001": ErrTooBig,
		"99999999999999999999999": ErrTooBig, "1e3": ErrNotNumber, "=1+1": ErrNotNumber, "５": ErrNotNumber, "1.2345": ErrDecimal}
	for in, want := range bad {
		if _, err := ParseCount(in); !errors.Is(err, want) {
			t.Errorf("ParseCount(%q) error = %v; want %v", in, err, want)
		}
	}
}

func FuzzParseCount(f *testing.F) {
	f.Add("1.234")
	f.Add("-0")
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := ParseCount(s); err == nil && (n < 0 || n > MaxCount) {
			t.Errorf("ParseCount(%q) = %d out of range", s, n)
		}
	})
}

func TestRate(t *testing.T) {
	for _, c := range []struct {
		n, d, target int64
		want         string
	}{{18, 25, 80, "72 %"}, {80, 100, 80, "80 %"}, {18, 20, 90, "90 %"}, {138, 152, 90, "90,7 %"}, {7999, 10000, 80, "79,9 %"},
		{90001, 100000, 90, "90,001 %"}, {170, 186, -1, "91,3 %"}, {14, 19, 100, "73,6 %"}, {1, 1, 100, "100 %"}, {99999, 100000, 100, "99,9 %"}} {
		if got := Rate(c.n, c.d, c.target); got != c.want {
			t.Errorf("Rate(%d, %d, %d) = %q; want %q", c.n, c.d, c.target, got, c.want)
		}
	}
}

func TestFoldAndSort(t *testing.T) {
	for in, want := range map[string]string{"Hoà": "hoa", "H\u00f2a": "hoa", "Đông  Hải": "dong hai", "THUỶ": "thuy"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q; want %q", in, got, want)
		}
	}
	s := NewSorter()
	order := []string{"Lê Thị An", "Nguyễn Văn Ân", "Trần Bình", "Phạm Đức", "Lê Dũng"}
	if s.CompareNames(order[0], order[1]) >= 0 || s.CompareNames(order[4], order[3]) >= 0 {
		t.Error("names must sort by given name in Vietnamese order")
	}
	if s.Compare("Thôn 2", "Thôn 10") >= 0 {
		t.Error("Thôn 2 must precede Thôn 10")
	}
}

func TestClean(t *testing.T) {
	if got := Clean("  Hoa\u0300\x00\u202e b\r\nc "); got != "Hoà b\nc" {
		t.Errorf("Clean = %q", got)
	}
}

func TestDays(t *testing.T) {
	d := clock.NewDay(2025, 2, 5)
	for _, in := range []string{"05/02/2025", "5/2/2025", "2025-02-05", "05.02.2025"} {
		if got, err := ParseDay(in); err != nil || got != d {
			t.Errorf("ParseDay(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "31/02/2025", "2025-13-01", "05/02/25", "32/01/2025"} {
		if _, err := ParseDay(in); err == nil {
			t.Errorf("ParseDay(%q) must be refused", in)
		}
	}
	if got := DocumentDay(d); got != "ngày 05 tháng 02 năm 2025" {
		t.Error(got)
	}
	for want, p := range map[string][2]clock.Day{
		"06–30/11/2024":    {clock.NewDay(2024, 11, 6), clock.NewDay(2024, 11, 30)},
		"01/01–03/02/2025": {clock.NewDay(2025, 1, 1), clock.NewDay(2025, 2, 3)},
	} {
		if got := Span(p[0], p[1]); got != want {
			t.Errorf("Span = %q; want %q", got, want)
		}
	}
}
