package vi

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"thidua/internal/clock"
)

// ErrDate is what ParseDay answers to anything that is no day.
var ErrDate = errors.New("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2025.")

var (
	dmy = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$`)
	ymd = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
)

// ParseDay reads d/m/yyyy (also with . or -) and yyyy-mm-dd.
func ParseDay(s string) (clock.Day, error) {
	s = CleanLine(s)
	var y, m, d int
	if p := dmy.FindStringSubmatch(s); p != nil {
		d, m, y = atoi(p[1]), atoi(p[2]), atoi(p[3])
	} else if p := ymd.FindStringSubmatch(s); p != nil {
		y, m, d = atoi(p[1]), atoi(p[2]), atoi(p[3])
	} else {
		return 0, ErrDate
	}
	day := clock.NewDay(y, m, d)
	if yy, mm, dd := day.Date(); yy != y || mm != m || dd != d || y < 1900 || y > 2200 {
		return 0, ErrDate
	}
	return day, nil
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// DocumentDay is the day as documents write it (Decree 30/2020): days below
// 10 and months 1 and 2 are padded, "ngày 05 tháng 02 năm 2025".
func DocumentDay(d clock.Day) string {
	y, m, dd := d.Date()
	month := strconv.Itoa(m)
	if m <= 2 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", dd, month, y)
}

// ShortDay is dd/mm.
func ShortDay(d clock.Day) string {
	_, m, dd := d.Date()
	return fmt.Sprintf("%02d/%02d", dd, m)
}

// Span is a range of days as people write it: "06–30/11/2024",
// "01/01–03/02/2025", "28/12/2024–03/01/2025".
func Span(from, to clock.Day) string {
	fy, fm, fd := from.Date()
	ty, tm, _ := to.Date()
	switch {
	case fy != ty:
		return from.String() + "–" + to.String()
	case fm != tm:
		return fmt.Sprintf("%02d/%02d–%s", fd, fm, to)
	case from == to:
		return to.String()
	}
	return fmt.Sprintf("%02d–%s", fd, to)
}

// DayTime is an instant in Vietnam: "14:02 05/02/2025".
func DayTime(t time.Time) string { return t.In(clock.Location).Format("15:04 02/01/2006") }

// TimeOfDay is "14:02".
func TimeOfDay(t time.Time) string { return t.In(clock.Location).Format("15:04") }
