package criteria

import (
	"fmt"
	"slices"
	"time"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Rates are the bonuses a decree sets, in the order forms ask for them.
var Rates = []award.Rate{
	{Form: award.BangKhen, Level: plan.LevelProvince, Subject: award.Member}, {Form: award.BangKhen, Level: plan.LevelProvince, Subject: award.Team},
	{Form: award.GiayKhen, Level: plan.LevelDistrict, Subject: award.Member}, {Form: award.GiayKhen, Level: plan.LevelDistrict, Subject: award.Team},
	{Form: award.GiayKhen, Level: plan.LevelCommune, Subject: award.Member}, {Form: award.GiayKhen, Level: plan.LevelCommune, Subject: award.Team},
}

// longestText is how many letters a legal text may have.
const longestText = 300

// text refuses an empty or very long legal text.
func text(f *fault.Fields, name, s, what string) {
	switch {
	case s == "":
		f.Add(name, "Nhập "+what+".")
	case vi.Length(s) > longestText:
		f.Add(name, fmt.Sprintf("Rút gọn còn tối đa %d ký tự.", longestText))
	}
}

// checkRegimes refuses decrees that overlap or leave days between them, and
// bonuses that come to no whole đồng. Fields, N from 1: nghi-dinh.N, tu.N,
// den.N, he-so.N.K (K of Rates, from 1), bieu-mau.N.
func checkRegimes(law award.Law) error {
	var f fault.Fields
	list := law.Regimes
	if len(list) == 0 {
		f.Add("nghi-dinh.1", "Khai báo ít nhất một nghị định.")
	}
	for i := range list {
		r, n := &list[i], i+1
		text(&f, fmt.Sprintf("nghi-dinh.%d", n), r.Decree, "tên, số, ngày của nghị định")
		from, den := fmt.Sprintf("tu.%d", n), fmt.Sprintf("den.%d", n)
		if r.From == nil {
			f.Add(from, "Nhập ngày bắt đầu áp dụng.")
		}
		if r.From != nil && r.Before != nil && *r.Before <= *r.From {
			f.Add(den, "Ngày hết áp dụng không được trước ngày bắt đầu.")
		}
		if i > 0 && r.From != nil {
			follows(&f, from, list[i-1].Before, *r.From)
		}
		checkRates(&f, law, r, n)
	}
	return f.Err()
}

// follows refuses an overlap with the decree before, and a gap.
func follows(f *fault.Fields, name string, before *clock.Day, from clock.Day) {
	switch {
	case before == nil:
		f.Add(name, "Nghị định trước chưa có ngày hết áp dụng: hai nghị định cùng áp dụng một ngày.")
	case from < *before:
		f.Add(name, "Trùng với nghị định trước, áp dụng đến hết ngày "+(*before-1).String()+".")
	case from > *before:
		f.Add(name, "Từ ngày "+before.String()+" đến hết ngày "+(from-1).String()+" không có nghị định nào áp dụng.")
	}
}

func checkRates(f *fault.Fields, law award.Law, r *award.Regime, n int) {
	for k, want := range Rates {
		name := fmt.Sprintf("he-so.%d.%d", n, k+1)
		at := slices.IndexFunc(r.Rates, func(x award.Rate) bool {
			return x.Form == want.Form && x.Level == want.Level && x.Subject == want.Subject
		})
		if at < 0 {
			f.Add(name, "Nhập hệ số, ví dụ 0,3.")
			continue
		}
		x := r.Rates[at].Hundredths
		if x < 0 || x > 10_000 {
			f.Add(name, "Hệ số từ 0 đến 100.")
			continue
		}
		for _, s := range law.Salaries {
			if s.Amount*x%100 != 0 {
				f.Add(name, fmt.Sprintf("Hệ số này nhân lương cơ sở %s đồng không ra số đồng nguyên.", vi.Int(s.Amount)))
				break
			}
		}
	}
}

// checkBases refuses one text twice on the same day. Fields: can-cu.N, tu.N,
// den.N.
func checkBases(list []award.Dated) error {
	var f fault.Fields
	if len(list) == 0 {
		f.Add("can-cu.1", "Khai báo ít nhất một căn cứ.")
	}
	for i, b := range list {
		name := fmt.Sprintf("can-cu.%d", i+1)
		text(&f, name, b.Text, "tên, số, ngày của văn bản")
		if b.From != nil && b.Before != nil && *b.Before <= *b.From {
			f.Add(fmt.Sprintf("den.%d", i+1), "Ngày hết áp dụng không được trước ngày bắt đầu.")
		}
		for _, o := range list[:i] {
			if vi.Fold(o.Text) == vi.Fold(b.Text) && (o.Before == nil || b.From == nil || *b.From < *o.Before) && (b.Before == nil || o.From == nil || *o.From < *b.Before) {
				f.Add(name, "Văn bản này đã có ở trên, cùng thời gian áp dụng.")
				break
			}
		}
	}
	return f.Err()
}

// checkSalaries wants days in order, a sum each, and one before the first
// decree. Fields: tu.N, muc.N, can-cu.N.
func checkSalaries(law award.Law) error {
	var f fault.Fields
	list := law.Salaries
	if len(list) == 0 {
		f.Add("muc.1", "Khai báo ít nhất một mức lương cơ sở.")
	}
	for i, s := range list {
		n := i + 1
		text(&f, fmt.Sprintf("can-cu.%d", n), s.Basis, "văn bản quy định mức lương")
		if s.Amount < 100_000 || s.Amount > 100_000_000 {
			f.Add(fmt.Sprintf("muc.%d", n), "Nhập mức lương cơ sở theo đồng, từ 100.000 đến 100.000.000.")
		}
		if i > 0 && s.From <= list[i-1].From {
			f.Add(fmt.Sprintf("tu.%d", n), "Ngày áp dụng phải sau mức ở trên ("+list[i-1].From.String()+").")
		}
	}
	if len(list) > 0 && len(law.Regimes) > 0 && law.Regimes[0].From != nil && list[0].From > *law.Regimes[0].From {
		f.Add("tu.1", "Chưa có mức lương cơ sở cho ngày "+law.Regimes[0].From.String()+", khi nghị định đầu tiên bắt đầu áp dụng.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	for i := range law.Regimes {
		checkRates(&f, law, &law.Regimes[i], i+1)
	}
	if f.Empty() {
		return nil
	}
	return refuse(fmt.Sprintf("muc.%d", len(list)), "Có mức lương nhân hệ số tiền thưởng không ra số đồng nguyên. Kiểm tra mức lương và hệ số.")
}

// checkCalendar wants weekends for the days worked in exchange, and no day on
// both lists.
func checkCalendar(c award.Calendar) error {
	var f fault.Fields
	for _, d := range c.Worked {
		if day := d.Start().Weekday(); day != time.Saturday && day != time.Sunday {
			f.Add("lam-bu", "Ngày "+d.String()+" không phải thứ Bảy, Chủ nhật nên không cần ghi làm bù.")
			break
		}
		if slices.Contains(c.Holidays, d) {
			f.Add("lam-bu", "Ngày "+d.String()+" vừa là ngày nghỉ vừa là ngày làm bù.")
			break
		}
	}
	if len(c.Holidays) > 400 || len(c.Worked) > 400 {
		f.Add("ngay-nghi", "Tối đa 400 ngày.")
	}
	return f.Err()
}
