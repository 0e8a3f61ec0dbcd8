package decisionui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// renamed gives a service's refusals the rows the form has them in: at is the
// form's row of each that was sent on.
func renamed(err error, at []int) error {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Invalid || len(e.Fields) == 0 {
		return err
	}
	out := *e
	out.Fields = slices.Clone(e.Fields)
	for i := range out.Fields {
		p := strings.Split(out.Fields[i].Name, ".")
		if len(p) < 2 {
			continue
		}
		if n, err := strconv.Atoi(p[1]); err == nil && n >= 1 && n <= len(at) {
			p[1] = itoa(at[n-1])
			out.Fields[i].Name = strings.Join(p, ".")
		}
	}
	return &out
}

// days reads from and until of a row; until becomes the first day after.
func spanOf(f *page.Form, n int) (from, before *clock.Day) {
	from, before = f.DayOrNone(key("tu", n), "ngày bắt đầu"), f.DayOrNone(key("den", n), "ngày hết áp dụng")
	if before != nil {
		d := *before + 1
		before = &d
	}
	return from, before
}

func saveRegimes(u *UI, c *page.Context, f *page.Form, version int) error {
	var list []award.Regime
	var at []int
	for n := 1; n <= rowsOf(f, "nghi-dinh"); n++ {
		if f.Line(key("nghi-dinh", n)) == "" && f.Line(key("tu", n)) == "" {
			continue
		}
		r := award.Regime{Decree: f.Line(key("nghi-dinh", n)), SubmissionForm: f.Line(key("mau-to-trinh", n)), ReportForm: f.Line(key("mau-bao-cao", n))}
		r.From, r.Before = spanOf(f, n)
		for k, x := range criteria.Rates {
			name := key(key("he-so", n), k+1)
			if f.Line(name) == "" {
				continue
			}
			h, ok := hundredths(f.Line(name))
			if !ok {
				f.Fields.Add(name, "Nhập hệ số với tối đa hai chữ số sau dấu phẩy, ví dụ 0,3.")
			}
			x.Hundredths, x.Checked = h, f.Has(key(key("doi-chieu", n), k+1))
			r.Rates = append(r.Rates, x)
		}
		for _, name := range []string{"mau-to-trinh", "mau-bao-cao"} {
			if vi.Length(f.Line(key(name, n))) > 60 {
				f.Fields.Add(key(name, n), "Rút gọn còn tối đa 60 ký tự.")
			}
		}
		list, at = append(list, r), append(at, n)
	}
	if err := f.Fields.Err(); err != nil {
		return err
	}
	return renamed(u.Criteria.SaveRegimes(c.Ctx(), c.Actor, c.Now, version, list), at)
}

func saveBases(u *UI, c *page.Context, f *page.Form, version int) error {
	var list []award.Dated
	var at []int
	for n := 1; n <= rowsOf(f, "can-cu"); n++ {
		if f.Line(key("can-cu", n)) == "" && f.Line(key("tu", n)) == "" {
			continue
		}
		b := award.Dated{Text: f.Line(key("can-cu", n))}
		b.From, b.Before = spanOf(f, n)
		list, at = append(list, b), append(at, n)
	}
	if err := f.Fields.Err(); err != nil {
		return err
	}
	return renamed(u.Criteria.SaveBases(c.Ctx(), c.Actor, c.Now, version, list), at)
}

func saveSalaries(u *UI, c *page.Context, f *page.Form, version int) error {
	var list []award.Salary
	var at []int
	for n := 1; n <= rowsOf(f, "can-cu"); n++ {
		if f.Line(key("can-cu", n)) == "" && f.Line(key("muc", n)) == "" {
			continue
		}
		s := award.Salary{From: f.Day(key("tu", n), "ngày áp dụng"), Basis: f.Line(key("can-cu", n))}
		amount, err := strconv.ParseInt(strings.NewReplacer(".", "", " ", "").Replace(f.Line(key("muc", n))), 10, 64)
		if err != nil {
			f.Fields.Add(key("muc", n), "Nhập mức lương cơ sở theo đồng, ví dụ 2.340.000.")
		}
		s.Amount = amount
		list, at = append(list, s), append(at, n)
	}
	if err := f.Fields.Err(); err != nil {
		return err
	}
	return renamed(u.Criteria.SaveSalaries(c.Ctx(), c.Actor, c.Now, version, list), at)
}

func saveRounding(u *UI, c *page.Context, f *page.Form, version int) error {
	return u.Criteria.SaveRounding(c.Ctx(), c.Actor, c.Now, version, award.Rounding(f.Line("lam-tron")))
}

func saveLimits(u *UI, c *page.Context, f *page.Form, version int) error {
	l := award.Limits{}
	for _, x := range award.Stages {
		l[x] = f.Int(string(x))
	}
	return u.Criteria.SaveLimits(c.Ctx(), c.Actor, c.Now, version, l)
}

func saveCalendar(u *UI, c *page.Context, f *page.Form, version int) error {
	read := func(name string) []clock.Day {
		out := []clock.Day{}
		for _, l := range strings.FieldsFunc(f.Text(name), func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
			if l = strings.TrimSpace(l); l == "" {
				continue
			}
			d, err := vi.ParseDay(l)
			if err != nil {
				f.Fields.Add(name, "“"+vi.CleanLine(l)+"” không phải ngày. Nhập theo dạng ngày/tháng/năm, mỗi dòng một ngày.")
				break
			}
			out = append(out, d)
		}
		return out
	}
	cal := award.Calendar{Holidays: read("ngay-nghi"), Worked: read("lam-bu")}
	if err := f.Fields.Err(); err != nil {
		return err
	}
	return u.Criteria.SaveCalendar(c.Ctx(), c.Actor, c.Now, version, cal)
}

func saveCouncil(u *UI, c *page.Context, f *page.Form, version int) error {
	share := func(name string) award.Share {
		return award.Share{Num: f.Int(name), Den: f.Int(name + "-mau"), Strict: f.Line(name+"-qua") != ""}
	}
	return u.Criteria.SaveCouncil(c.Ctx(), c.Actor, c.Now, version, award.CouncilRule{Threshold: share("nguong"), Quorum: share("so-du-hop")})
}

func saveCopy(u *UI, c *page.Context, f *page.Form, version int) error {
	return u.Criteria.SaveCopy(c.Ctx(), c.Actor, c.Now, version, award.CopyRule{Syllables: f.Int("so-tieng"), Percent: f.Int("ty-le"), Least: f.Int("it-nhat")})
}
