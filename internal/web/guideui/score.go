package guideui

import (
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// score shows a point sheet; f is a refused form.
func (v *view) score(sheet *award.Sheet, sc criteria.Score, f *page.Form, errs []ui.Error) *guideview.Score {
	self, verify := criteria.MayScore(v.c.Actor, v.w, v.a.form, &v.cand)
	self = self && sc.Verified == nil
	m := &guideview.Score{Errors: errs, Version: strconv.Itoa(sc.Version), Hidden: []ui.Kept{{Name: "hinh-thuc", Value: string(v.a.form)}, {Name: "dot", Value: v.phase.Code}}}
	if v.a.guide != 0 { // a draft is only looked at
		self, verify = false, false
	}
	switch {
	case verify:
		m.Verify, m.Self = subjectPath(v.x)+"/xac-nhan", ""
	case self:
		m.Self = subjectPath(v.x) + "/tu-cham"
	}
	least, most, open := v.cand.Score.Bounds(sheet)
	m.Total = fmt.Sprintf("Cần đạt từ %d/%d điểm. Đã xác nhận %d điểm", sheet.Least, sheet.Max(), least)
	if len(open) > 0 {
		m.Total += fmt.Sprintf("; còn %d nội dung chưa xác nhận, có thể đến %d điểm", len(open), most)
	}
	m.Total += "."
	field := func(name, label string, stored string, short bool) *ui.Field {
		x := &ui.Field{Name: name, Label: label, Value: stored, Short: short, Error: page.Of(errs, name)}
		if short {
			x.Mode = "numeric"
		}
		if f != nil {
			x.Value = f.Raw(name)
		}
		return x
	}
	for i, item := range sheet.Items {
		p := sc.Points[item.Code]
		r := guideview.ScoreRow{Code: item.Code, Text: item.Text, Max: itoa(item.Max), Self: dash(p.Self), Verified: dash(p.Verified), Words: p.Words}
		n := strconv.Itoa(i + 1)
		if m.Self != "" {
			r.SelfField = field("diem-"+n, "Điểm tự chấm "+item.Code, number(p.Self), true)
			r.WordsField = field("chung-cu-"+n, "Căn cứ "+item.Code, p.Words, false)
		}
		if m.Verify != "" {
			r.VerifyField = field("diem-"+n, "Điểm xác nhận "+item.Code, number(p.Verified), true)
		}
		m.Rows = append(m.Rows, r)
	}
	for i, d := range sheet.Deductions {
		r := guideview.ScoreRow{Code: d.Code, Text: d.Text, Max: fmt.Sprintf("−%d/lần", d.Points), Verified: itoa(sc.Deductions[d.Code]) + " lần"}
		if m.Verify != "" {
			stored := ""
			if n := sc.Deductions[d.Code]; n > 0 {
				stored = strconv.Itoa(n)
			}
			r.VerifyField = field("lan-"+strconv.Itoa(i+1), "Số lần trừ "+d.Code, stored, true)
		}
		m.Offs = append(m.Offs, r)
	}
	if s := signed(sc.Scored); s != "" {
		m.Said = append(m.Said, "Tự chấm: "+s+".")
	}
	if s := signed(sc.Verified); s != "" {
		m.Said = append(m.Said, "Xác nhận: "+s+".")
	}
	return m
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func dash(n *int) string {
	if n == nil {
		return "–"
	}
	return itoa(*n)
}

// subjectPath is the address of a subject's page without what it is asked by.
func subjectPath(x criteria.Whom) string {
	if x.Person != 0 {
		return standing + "/ca-nhan/" + id64(int64(x.Person))
	}
	return standing + "/to/" + id64(int64(x.Team))
}

func (u *UI) teamScore(verify bool) page.Func {
	return func(c *page.Context) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		return u.saveScore(c, criteria.Whom{Team: org.UnitID(id)}, verify)
	}
}

func (u *UI) memberScore(verify bool) page.Func {
	return func(c *page.Context) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		return u.saveScore(c, criteria.Whom{Person: roster.PersonID(id)}, verify)
	}
}

// saveScore stores the proposer's points, or what was found right.
func (u *UI) saveScore(c *page.Context, x criteria.Whom, verify bool) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	v, err := u.look(c, x, f.Values)
	if err != nil {
		return err
	}
	want, ok := v.g.For(v.a.form, x.Subject())
	if !v.has || !ok || want.Sheet == nil {
		return fault.New(fault.Stale, "Hướng dẫn đang áp dụng không có bảng chấm điểm cho đối tượng này.")
	}
	in := criteria.Scoring{Version: f.Int("phien-ban")}
	for i := range want.Sheet.Items {
		in.Points, in.Words = append(in.Points, f.Raw(fmt.Sprintf("diem-%d", i+1))), append(in.Words, f.Raw(fmt.Sprintf("chung-cu-%d", i+1)))
	}
	for i := range want.Sheet.Deductions {
		in.Deductions = append(in.Deductions, f.Raw(fmt.Sprintf("lan-%d", i+1)))
	}
	if verify {
		err = u.Criteria.Verify(c.Ctx(), c.Actor, c.Now, v.w, v.g, v.at(), in)
	} else {
		err = u.Criteria.SelfScore(c.Ctx(), c.Actor, c.Now, v.w, v.g, v.at(), in)
	}
	if errs, ok := page.Problems(err); ok {
		return u.subject(c, x, f.Values, http.StatusUnprocessableEntity, f, errs)
	}
	if err != nil {
		return err
	}
	flash := "Đã lưu điểm tự chấm."
	if verify {
		flash = "Đã xác nhận điểm."
	}
	return c.See(subjectURL(x, v.a)+"#bang-diem", flash)
}
