package clock

import (
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
)

// Location is Asia/Ho_Chi_Minh: UTC+7 the whole year, so it needs no zone
// database on the machine.
var Location = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// Day is a calendar day in Asia/Ho_Chi_Minh, counted from 1970-01-01. Days
// compare and subtract as integers; the zero Day is 1970-01-01, so a missing
// day is a *Day or pgtype infinity, never 0.
type Day int32

// NewDay is the day of a year, month (1–12) and day of month.
func NewDay(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DayOf is the day an instant falls on in Vietnam.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Location).Date()
	return NewDay(y, int(m), d)
}

// Date gives year, month (1–12) and day of month.
func (d Day) Date() (year, month, day int) {
	y, m, dd := time.Unix(int64(d)*86400, 0).UTC().Date()
	return y, int(m), dd
}

// Start is the instant the day begins in Vietnam.
func (d Day) Start() time.Time {
	y, m, dd := d.Date()
	return time.Date(y, time.Month(m), dd, 0, 0, 0, 0, Location)
}

// String is dd/mm/yyyy, as people write it.
func (d Day) String() string {
	y, m, dd := d.Date()
	return fmt.Sprintf("%02d/%02d/%04d", dd, m, y)
}

// ISO is yyyy-mm-dd, as <input type="date"> and files write it.
func (d Day) ISO() string {
	y, m, dd := d.Date()
	b := make([]byte, 0, 10)
	if y < 1000 || y > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
	}
	b = strconv.AppendInt(b, int64(y), 10)
	b = append(b, '-', byte('0'+int(m)/10), byte('0'+int(m)%10), '-', byte('0'+dd/10), byte('0'+dd%10))
	return string(b)
}

// ParseISO reads yyyy-mm-dd.
func ParseISO(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("day %q: want yyyy-mm-dd", s)
	}
	return DayOfUTC(t), nil
}

// DayOfUTC is the day of an instant that carries a bare date in UTC.
func DayOfUTC(t time.Time) Day { return Day(t.Unix() / 86400) }

// ScanDate implements pgtype.DateScanner; NULL and infinity are refused,
// columns that may hold them scan into *Day or pgtype.Date.
func (d *Day) ScanDate(v pgtype.Date) error {
	if !v.Valid || v.InfinityModifier != pgtype.Finite {
		return fmt.Errorf("day: cannot hold NULL or infinity")
	}
	*d = DayOfUTC(v.Time)
	return nil
}

// DateValue implements pgtype.DateValuer.
func (d Day) DateValue() (pgtype.Date, error) {
	return pgtype.Date{Time: time.Unix(int64(d)*86400, 0).UTC(), Valid: true}, nil
}

// MarshalText writes yyyy-mm-dd (JSON, YAML).
func (d Day) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }

// UnmarshalText reads yyyy-mm-dd (JSON, YAML).
func (d *Day) UnmarshalText(b []byte) error {
	v, err := ParseISO(string(b))
	if err == nil {
		*d = v
	}
	return err
}
