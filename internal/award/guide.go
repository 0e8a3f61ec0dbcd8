package award

import (
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// GuideState is where a guide (Hướng dẫn tiêu chí khen thưởng) stands.
type GuideState string

// The states; Issued never changes but to Replaced, by a later guide of the
// same occasion.
const (
	GuideDraft    GuideState = "draft"
	GuideAgreed   GuideState = "agreed"
	GuideIssued   GuideState = "issued"
	GuideReplaced GuideState = "replaced"
)

// GuideStates in the order of a guide's life.
var GuideStates = []GuideState{GuideDraft, GuideAgreed, GuideIssued, GuideReplaced}

// Words is the state as people read it.
func (s GuideState) Words() string {
	return map[GuideState]string{GuideDraft: "Đang soạn", GuideAgreed: "Đã thống nhất", GuideIssued: "Đã ban hành", GuideReplaced: "Đã được thay thế"}[s]
}

// Signature is who did something and when.
type Signature struct {
	UserID int64
	Name   string
	Title  string
	At     time.Time
}

func sign(a access.Actor, now clock.Moment) *Signature {
	return &Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}

// Guide is one version of the criteria for a phase's review: drafted by PX03,
// agreed and issued by Home Affairs (plan, IV.2 and IV.4).
type Guide struct {
	Phase    string // the occasion: the phase reviewed
	Version  int    // from 1, within the occasion
	State    GuideState
	Edits    int // grows with each edit; Home Affairs agrees to the one it saw
	Criteria []Criteria
	Drafted  *Signature // who edited last
	Agreed   *Signature
	Issued   *Signature
	Number   string // of the Hướng dẫn
	Date     *clock.Day
	SentBack string // why it is a draft again, "" where it never was agreed
}

func (g *Guide) stale(verb string) error {
	return fault.New(fault.Stale, "Hướng dẫn đang ở trạng thái “"+g.State.Words()+"” nên không "+verb+" được. Tải lại trang để xem tình trạng mới.")
}

func only(a access.Actor, role access.Role, message string) error {
	if a.Role != role {
		return fault.New(fault.Forbidden, message)
	}
	return nil
}

// Edit puts other criteria in a draft.
func (g *Guide) Edit(a access.Actor, now clock.Moment, rules *plan.Rules, list []Criteria) error {
	if err := only(a, access.PX03, "Công an tỉnh (Phòng PX03) dự thảo tiêu chí khen thưởng."); err != nil {
		return err
	}
	if g.State != GuideDraft {
		return g.stale("sửa")
	}
	if err := CheckAll(rules, g.Phase, list); err != nil {
		return err
	}
	g.Criteria, g.Drafted, g.Edits = list, sign(a, now), g.Edits+1
	return nil
}

// CheckAll is nil where the criteria may be stored, otherwise Invalid with
// every refused field; those of the first are named 1-…
func CheckAll(rules *plan.Rules, phase string, list []Criteria) error {
	var f fault.Fields
	if len(list) == 0 {
		f.Add("tieu-chi", "Nhập tiêu chí cho ít nhất một hình thức, một đối tượng.")
	}
	type key struct {
		Form
		Subject
	}
	seen := map[key]bool{}
	for i, c := range list {
		prefix := vi.Int(int64(i+1)) + "-"
		c.Check(&f, prefix, rules, phase)
		k := key{c.Form, c.Subject}
		if seen[k] && !f.Has(prefix+"doi-tuong") {
			f.Add(prefix+"doi-tuong", "Đã có tiêu chí "+k.Form.Label()+" cho "+vi.LowerFirst(k.Subject.Label())+" trong hướng dẫn này.")
		}
		seen[k] = true
	}
	return f.Err()
}

// Agree is Home Affairs' consent to the draft as it saw it.
func (g *Guide) Agree(a access.Actor, now clock.Moment, rules *plan.Rules, edits int) error {
	if err := only(a, access.HomeAffairs, "Sở Nội vụ thống nhất tiêu chí khen thưởng."); err != nil {
		return err
	}
	switch {
	case g.State != GuideDraft:
		return g.stale("thống nhất")
	case edits != g.Edits:
		return fault.New(fault.Stale, "Dự thảo vừa được sửa. Tải lại trang để xem bản mới rồi thống nhất.")
	case g.Drafted == nil:
		return fault.New(fault.Stale, "Dự thảo chưa có tiêu chí nào để thống nhất.")
	}
	if err := CheckAll(rules, g.Phase, g.Criteria); err != nil {
		return err
	}
	g.State, g.Agreed = GuideAgreed, sign(a, now)
	return nil
}

// SendBack makes an agreed guide a draft again, by either side, with a reason.
func (g *Guide) SendBack(a access.Actor, why string) error {
	if a.Role != access.PX03 && a.Role != access.HomeAffairs {
		return fault.New(fault.Forbidden, "Chỉ Phòng PX03 và Sở Nội vụ sửa tiêu chí khen thưởng.")
	}
	if g.State != GuideAgreed {
		return g.stale("trả lại")
	}
	if err := checkReason(why); err != nil {
		return err
	}
	g.State, g.Agreed, g.SentBack = GuideDraft, nil, vi.Clean(why)
	return nil
}

// Issue gives an agreed guide its number and date; nothing of it changes from
// then on.
func (g *Guide) Issue(a access.Actor, now clock.Moment, number string, date *clock.Day) error {
	if err := only(a, access.HomeAffairs, "Sở Nội vụ ban hành hướng dẫn tiêu chí khen thưởng."); err != nil {
		return err
	}
	if g.State != GuideAgreed {
		return g.stale("ban hành")
	}
	number = vi.CleanLine(number)
	var f fault.Fields
	switch {
	case number == "":
		f.Add("so", "Nhập số, ký hiệu của Hướng dẫn, ví dụ 12/HD-SNV.")
	case vi.Length(number) > 60:
		f.Add("so", "Rút gọn số, ký hiệu còn tối đa 60 ký tự.")
	}
	switch {
	case date == nil:
		f.Add("ngay", "Nhập ngày ban hành.")
	case *date > now.Today:
		f.Add("ngay", "Ngày ban hành không được sau hôm nay ("+now.Today.String()+").")
	case *date < clock.DayOf(g.Agreed.At):
		f.Add("ngay", "Ngày ban hành không được trước ngày thống nhất ("+clock.DayOf(g.Agreed.At).String()+").")
	}
	if err := f.Err(); err != nil {
		return err
	}
	day := *date
	g.State, g.Issued, g.Number, g.Date = GuideIssued, sign(a, now), number, &day
	return nil
}

// Replace ends an issued guide: a later version of its occasion was issued.
func (g *Guide) Replace(by *Guide) error {
	if g.State != GuideIssued || by.State != GuideIssued || by.Phase != g.Phase || by.Version <= g.Version {
		return g.stale("thay thế")
	}
	g.State = GuideReplaced
	return nil
}

// Next is a draft that begins with this guide's criteria.
func (g *Guide) Next(version int) *Guide {
	return &Guide{Phase: g.Phase, Version: version, State: GuideDraft, Criteria: slices.Clone(g.Criteria)}
}

// For finds the criteria for a form and subject, false where the guide has none.
func (g *Guide) For(f Form, s Subject) (Criteria, bool) {
	for _, c := range g.Criteria {
		if c.Form == f && c.Subject == s {
			return c, true
		}
	}
	return Criteria{}, false
}
