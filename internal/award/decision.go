package award

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// DecisionState is where a decision (quyết định khen thưởng) stands.
type DecisionState string

// The states. Recorded has its number and stays pending until applied. Applied
// and Cancelled are final; an award is taken back by its certificate.
const (
	DecisionDraft     DecisionState = "draft"
	DecisionRecorded  DecisionState = "recorded"
	DecisionApplied   DecisionState = "applied"
	DecisionCancelled DecisionState = "cancelled"
)

// DecisionStates in the order of a decision's life.
var DecisionStates = []DecisionState{DecisionDraft, DecisionRecorded, DecisionApplied, DecisionCancelled}

// Words is the state as people read it.
func (s DecisionState) Words() string {
	return map[DecisionState]string{DecisionDraft: "Dự thảo", DecisionRecorded: "Đã ký, chờ công bố", DecisionApplied: "Đã công bố", DecisionCancelled: "Đã hủy"}[s]
}

// Final tells whether nothing happens to the decision any more.
func (s DecisionState) Final() bool { return s == DecisionApplied || s == DecisionCancelled }

// Decision lists nominees of one form, of one awarding unit.
type Decision struct {
	ID       int64
	Form     Form
	Unit     int64 // whose chair decides
	State    DecisionState
	Version  int
	Nominees []int64 // in the list's order: the golden book's numbers
	Number   string
	Date     *clock.Day
	Signer   Term
	Why      string // of reopening or cancelling
	Changed  Signature
}

// Term is the time a person may sign for a unit under a title: "CHỦ TỊCH",
// "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH".
type Term struct {
	Unit         int64
	Name         string
	Title        string
	From, Before *clock.Day
}

// Numbered is a decision number in use.
type Numbered struct {
	Decision int64
	Unit     int64
	Number   string
	Date     clock.Day
}

// List adds a recommended nominee to a draft.
func (d *Decision) List(a access.Actor, now clock.Moment, n *Nominee) error {
	if err := d.at("thêm vào danh sách", DecisionDraft); err != nil {
		return err
	}
	if err := n.at(n.Version, "đưa vào quyết định", Recommended); err != nil {
		return err
	}
	d.Nominees = append(d.Nominees, n.ID)
	n.Decision = d.ID
	n.to(Listed, a, now, "")
	d.changed(a, now)
	return nil
}

// Unlist takes a nominee off a draft. A withdrawn one stays withdrawn.
func (d *Decision) Unlist(a access.Actor, now clock.Moment, n *Nominee) error {
	if err := d.at("bớt khỏi danh sách", DecisionDraft); err != nil {
		return err
	}
	if n.Decision != d.ID || !slices.Contains(d.Nominees, n.ID) {
		return fault.New(fault.Stale, n.Name+" không có trong quyết định này.")
	}
	d.drop(a, now, n)
	d.changed(a, now)
	return nil
}

func (d *Decision) drop(a access.Actor, now clock.Moment, n *Nominee) {
	d.Nominees = slices.DeleteFunc(d.Nominees, func(id int64) bool { return id == n.ID })
	n.Decision = 0
	if n.State == Listed {
		n.to(Recommended, a, now, "")
	}
}

// Papers are what recording a decision is checked against.
type Papers struct {
	Def      *plan.Definition
	Law      Law
	Level    plan.Level // of the unit whose chair signs
	Terms    []Term
	Numbers  []Numbered
	NotSince clock.Day // the day of the last council or conclusion; 0: none
}

// Record gives a draft its number, date and signer. Fields: so, ngay,
// nguoi-ky, danh-sach.
func (d *Decision) Record(a access.Actor, now clock.Moment, p Papers, number string, date *clock.Day, signer string) error {
	if err := d.at("ghi số, ngày", DecisionDraft); err != nil {
		return err
	}
	number = bareNumber(number)
	var f fault.Fields
	if len(d.Nominees) == 0 {
		f.Add("danh-sach", "Danh sách của quyết định chưa có trường hợp nào.")
	}
	switch {
	case number == "":
		f.Add("so", "Nhập số, ký hiệu của quyết định, ví dụ 125/QĐ-UBND.")
	case vi.Length(number) > 60:
		f.Add("so", "Rút gọn số, ký hiệu còn tối đa 60 ký tự.")
	}
	if date == nil {
		f.Add("ngay", "Nhập ngày ký quyết định.")
		return f.Err()
	}
	p.checkDay(&f, d.Form, now.Today, *date)
	if other, taken := p.taken(d, number, *date); taken && !f.Has("so") {
		y, _, _ := date.Date()
		f.Add("so", fmt.Sprintf("Số %s đã dùng cho quyết định ngày %s trong năm %d.", other.Number, other.Date, y))
	}
	term, ok := p.signer(d.Unit, signer, *date)
	if signer == "" {
		f.Add("nguoi-ky", "Chọn người ký quyết định.")
	} else if !ok {
		f.Add("nguoi-ky", "Người ký không có thẩm quyền ký thay đơn vị vào ngày "+date.String()+". Chọn người ký có chức danh còn hiệu lực ngày đó.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	day := *date
	d.State, d.Number, d.Date, d.Signer = DecisionRecorded, number, &day, term
	d.changed(a, now)
	return nil
}

// checkDay refuses a day to come, one before the conclusion, one outside every
// regime, and one on which the level does not give the form.
func (p Papers) checkDay(f *fault.Fields, form Form, today, day clock.Day) {
	_, regime := p.Law.Regime(day)
	_, salary := p.Law.Salary(day)
	level, known := Authority(p.Def, form, day)
	switch {
	case day > today:
		f.Add("ngay", "Ngày ký không được sau hôm nay ("+today.String()+").")
	case p.NotSince != 0 && day < p.NotSince:
		f.Add("ngay", "Ngày ký không được trước ngày kết luận xét khen thưởng ("+p.NotSince.String()+").")
	case regime != nil:
		f.Add("ngay", text(regime))
	case salary != nil:
		f.Add("ngay", text(salary))
	case !known || level != p.Level:
		f.Add("ngay", "Vào ngày "+day.String()+", "+form.Label()+" không thuộc thẩm quyền của cấp này.")
	}
}

// text is the message of an error's first field.
func text(err error) string {
	if e, ok := fault.Of(err); ok && len(e.Fields) > 0 {
		return e.Fields[0].Message
	}
	return err.Error()
}

func (p Papers) taken(d *Decision, number string, date clock.Day) (Numbered, bool) {
	y, _, _ := date.Date()
	for _, x := range p.Numbers {
		if xy, _, _ := x.Date.Date(); x.Decision != d.ID && x.Unit == d.Unit && xy == y && PlainNumber(x.Number) == PlainNumber(number) {
			return x, true
		}
	}
	return Numbered{}, false
}

// bareNumber is a number as papers print it, without the word before it.
func bareNumber(s string) string {
	s = vi.CleanLine(s)
	if rest, ok := strings.CutPrefix(vi.Fold(s), "so"); ok && rest != "" && strings.ContainsAny(rest[:1], " :0123456789") {
		runes := []rune(s)
		s = strings.TrimLeft(string(runes[2:]), " :")
	}
	return s
}

// PlainNumber makes "Số 012/QĐ-UBND" and "12/qđ-ubnd" one.
func PlainNumber(s string) string {
	s = strings.ReplaceAll(vi.Fold(s), " ", "")
	s = strings.TrimLeft(strings.TrimPrefix(s, "so"), ":0")
	return s
}

func (p Papers) signer(unit int64, name string, day clock.Day) (Term, bool) {
	for _, t := range p.Terms {
		if t.Unit == unit && vi.CleanLine(t.Name) == vi.CleanLine(name) && holds(day, t.From, t.Before) {
			return t, true
		}
	}
	return Term{}, false
}

// Reopen makes a recorded decision a draft again, with a reason: a wrong
// number, a nominee withdrawn since. It loses number and signer.
func (d *Decision) Reopen(a access.Actor, now clock.Moment, why string) error {
	if err := d.at("sửa", DecisionRecorded); err != nil {
		return err
	}
	if err := checkReason(why); err != nil {
		return err
	}
	d.State, d.Number, d.Date, d.Signer, d.Why = DecisionDraft, "", nil, Term{}, vi.Clean(why)
	d.changed(a, now)
	return nil
}

// Cancel ends a decision that was not applied; its nominees are recommended
// again. nominees are those it lists.
func (d *Decision) Cancel(a access.Actor, now clock.Moment, why string, nominees []*Nominee) error {
	if err := d.at("hủy", DecisionDraft, DecisionRecorded); err != nil {
		return err
	}
	if err := checkReason(why); err != nil {
		return err
	}
	if len(nominees) != len(d.Nominees) || slices.ContainsFunc(nominees, func(n *Nominee) bool { return n.Decision != d.ID || !slices.Contains(d.Nominees, n.ID) }) {
		return fault.New(fault.Stale, "Danh sách của quyết định vừa thay đổi. Tải lại trang rồi làm lại.")
	}
	for _, n := range nominees {
		d.drop(a, now, n)
	}
	d.State, d.Why = DecisionCancelled, vi.Clean(why)
	d.changed(a, now)
	return nil
}

func (d *Decision) at(verb string, states ...DecisionState) error {
	if !slices.Contains(states, d.State) {
		return fault.New(fault.Stale, "Quyết định đang ở trạng thái “"+d.State.Words()+"” nên không "+verb+" được.")
	}
	return nil
}

func (d *Decision) changed(a access.Actor, now clock.Moment) {
	d.Changed = *sign(a, now)
	d.Version++
}
