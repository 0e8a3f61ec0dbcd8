package guideui

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// Sheet is a subject's point sheet on its way to a page: of its own, or, with
// Back, of its nomination.
type Sheet struct {
	Actor access.Actor
	World report.World
	At    criteria.ScoreAt
	Cand  *award.Candidate
	Sheet *award.Sheet
	Score criteria.Score
	Nom   criteria.Nomination
	Draft bool   // of a guide that is only looked at
	Back  string // "dossier-nominee" to return to
}

// View shows it, with its form for whose turn it is; f is a refused one.
func (v *Sheet) View(f *page.Form, errs []ui.Error) *ui.Score {
	sheet, sc := v.Sheet, v.Score
	self, verify := criteria.MayScore(v.Actor, v.World, v.At.Form, v.Cand)
	self = self && !v.Draft && !v.Nom.Locked(sc) && v.Nom.MayScore(v.Actor.Role, false) == nil
	verify = verify && !v.Draft && v.Nom.MayScore(v.Actor.Role, true) == nil
	m := &ui.Score{Errors: errs, Version: strconv.Itoa(sc.Version), Hidden: []ui.Kept{{Name: "hinh-thuc", Value: string(v.At.Form)}, {Name: "dot", Value: v.At.Phase.Code}}}
	if v.Back == "" && f != nil {
		v.Back = f.Line(backField)
	}
	if v.Back != "" {
		m.Hidden = append(m.Hidden, ui.Kept{Name: backField, Value: v.Back})
	}
	switch {
	case verify:
		m.Verify, m.Self = subjectPath(v.At.Whom)+"/xac-nhan", ""
	case self:
		m.Self = subjectPath(v.At.Whom) + "/tu-cham"
	}
	least, most, open := v.Cand.Score.Bounds(sheet)
	m.Total = fmt.Sprintf("Cần đạt từ %d/%d điểm. Đã xác nhận %d điểm", sheet.Least, sheet.Max(), least)
	if len(open) > 0 {
		m.Total += fmt.Sprintf("; còn %d nội dung chưa xác nhận, có thể đến %d điểm", len(open), most)
	}
	m.Total += "."
	if v.Nom.Machine != nil && sc.Verified == nil && !self && !verify {
		m.Total += " Điểm tự chấm đã khóa theo hồ sơ; cấp xem xét, thẩm định xác nhận."
	}
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
		r := ui.ScoreRow{Code: item.Code, Text: item.Text, Max: itoa(item.Max), Self: dash(p.Self), Verified: dash(p.Verified), Words: p.Words}
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
		r := ui.ScoreRow{Code: d.Code, Text: d.Text, Max: fmt.Sprintf("−%d/lần", d.Points), Verified: itoa(sc.Deductions[d.Code]) + " lần"}
		if off := v.Cand.Score.Off(d); off > 0 {
			r.Verified += ", " + vi.Int(int64(-off))
		}
		if d.Most > 0 {
			r.Max += fmt.Sprintf(", tối đa %d", d.Most)
		}
		if m.Verify != "" {
			stored := ""
			if n := sc.Deductions[d.Code]; n > 0 {
				stored = strconv.Itoa(n)
			}
			r.VerifyField = field("lan-"+strconv.Itoa(i+1), "Số lần trừ "+d.Code, stored, true)
		}
		m.Offs = append(m.Offs, r)
	}
	m.Sums = v.sums(least, len(open) > 0)
	if s := signed(sc.Scored); s != "" {
		m.Said = append(m.Said, "Tự chấm: "+s+".")
	}
	if s := signed(sc.Verified); s != "" {
		m.Said = append(m.Said, "Xác nhận: "+s+".")
	}
	return m
}

// sums are the lines below the sheet: points given, taken off, what remains.
func (v *Sheet) sums(total int, open bool) []ui.ScoreRow {
	given := ui.ScoreRow{Text: "Cộng", Max: itoa(v.Sheet.Max()), Self: "–", Verified: "–"}
	var self, verified int
	var scored, found bool
	for _, item := range v.Sheet.Items {
		if p := v.Score.Points[item.Code]; p.Self != nil {
			self, scored = self+*p.Self, true
		}
		if p := v.Score.Points[item.Code]; p.Verified != nil {
			verified, found = verified+*p.Verified, true
		}
	}
	if scored {
		given.Self = itoa(self)
	}
	if !found {
		return []ui.ScoreRow{given}
	}
	given.Verified = itoa(verified)
	off := 0
	for _, d := range v.Sheet.Deductions {
		off += v.Cand.Score.Off(d)
	}
	last := ui.ScoreRow{Text: "Tổng điểm", Verified: itoa(total)}
	switch {
	case open:
		last.Words = "Chưa xác nhận hết"
	case total >= v.Sheet.Least:
		last.Words = fmt.Sprintf("Đạt (cần từ %d)", v.Sheet.Least)
	default:
		last.Words = fmt.Sprintf("Chưa đạt (cần từ %d)", v.Sheet.Least)
	}
	return []ui.ScoreRow{given, {Text: "Điểm trừ", Verified: vi.Int(int64(-off))}, last}
}

// backField names the nomination a form was sent from.
const backField = "truong-hop"

// backTo is that nomination's page, "" where the form names none.
func backTo(f *page.Form) string {
	d, n, ok := strings.Cut(f.Line(backField), "-")
	id, err1 := strconv.ParseInt(d, 10, 64)
	no, err2 := strconv.ParseInt(n, 10, 64)
	if !ok || err1 != nil || err2 != nil || id <= 0 || no <= 0 {
		return ""
	}
	return page.NomineeURL(id, no) + "#bang-diem"
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
	if e, ok := fault.Of(err); ok && e.Kind == fault.Stale { // the form again, above what is stored now
		return u.subject(c, x, f.Values, http.StatusConflict, f, []ui.Error{{Message: e.Message}})
	}
	if err != nil {
		return err
	}
	flash := "Đã lưu điểm tự chấm."
	if verify {
		flash = "Đã xác nhận điểm."
	}
	if to := backTo(f); to != "" {
		return c.See(to, flash)
	}
	return c.See(subjectURL(x, v.a)+"#bang-diem", flash)
}
