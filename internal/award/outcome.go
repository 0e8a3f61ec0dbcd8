package award

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Key names a criterion in rows and addresses, for good: "verdict:8:dot-1".
type Key string

// The criteria that are there once.
const (
	KeyDiscipline Key = "discipline"
	KeyService    Key = "service"
	KeyDeeds      Key = "deeds"
	KeyPoints     Key = "points"
	KeyPending    Key = "pending" // the statute's own; never overridden
)

func (r Required) key() Key  { return Key(fmt.Sprintf("verdict:%d:%s", r.Ordinal, r.Span)) }
func (e Exclusion) key() Key { return Key("exclude:" + string(e)) }

// Keys are the criteria asked, in the order of outcomes and lines.
func (c Criteria) Keys() []Key {
	var out []Key
	for _, r := range c.Verdicts {
		out = append(out, r.key())
	}
	for _, x := range []struct {
		asked bool
		key   Key
	}{{c.Discipline != nil, KeyDiscipline}, {c.Service != nil, KeyService}, {c.Deeds != nil, KeyDeeds}, {c.Sheet != nil, KeyPoints}} {
		if x.asked {
			out = append(out, x.key)
		}
	}
	for _, e := range c.Exclusions {
		out = append(out, e.key())
	}
	return append(out, KeyPending)
}

// Figure is a figure behind an outcome, with what it is made of.
type Figure struct {
	Text string // "Tổ bảo vệ ANTT khu phố 5: 18/20 (90 %)"
	Ref  Ref
}

// Outcome is one criterion judged for one subject. NoneArose satisfies, NotMet
// fails, Unknown blocks and Missing says what is lacking.
type Outcome struct {
	Key     Key
	Verdict plan.Verdict
	Reason  string // in words, without its full stop
	Missing []string
	Figures []Figure
	// Override is the one in force; it turns NotMet and Unknown aside and is
	// shown ever after.
	Override *Override
}

// Satisfied tells whether the criterion stands in nobody's way.
func (o Outcome) Satisfied() bool {
	return o.Verdict == plan.Met || o.Verdict == plan.NoneArose || o.Override != nil
}

// Eligibility is a subject judged by criteria.
type Eligibility struct {
	Criteria Criteria
	Outcomes []Outcome // in the criteria's order, the statute's last
	Results  []plan.Result
	// Past are all overrides ever written, lifted ones and those of criteria
	// that are no longer asked included.
	Past []Override
}

// Verdict sums the outcomes up: NotMet where one fails, else Unknown where one
// is, else Met.
func (e *Eligibility) Verdict() plan.Verdict {
	v := plan.Met
	for _, o := range e.Outcomes {
		switch {
		case o.Satisfied():
		case o.Verdict == plan.NotMet:
			return plan.NotMet
		default:
			v = plan.Unknown
		}
	}
	return v
}

// Qualifies tells whether every criterion is satisfied.
func (e *Eligibility) Qualifies() bool { return e.Verdict() == plan.Met }

// Words is "Đủ điều kiện", "Không đủ điều kiện", "Chưa đủ số liệu".
func (e *Eligibility) Words() string {
	return map[plan.Verdict]string{plan.Met: "Đủ điều kiện", plan.NotMet: "Không đủ điều kiện", plan.Unknown: "Chưa đủ số liệu"}[e.Verdict()]
}

// Open are the outcomes in the way: those that fail, then those unknown.
func (e *Eligibility) Open() (failing, unknown []Outcome) {
	for _, o := range e.Outcomes {
		switch {
		case o.Satisfied():
		case o.Verdict == plan.NotMet:
			failing = append(failing, o)
		default:
			unknown = append(unknown, o)
		}
	}
	return failing, unknown
}

// Overridden tells whether any criterion was ever set aside by hand.
func (e *Eligibility) Overridden() bool { return len(e.Past) > 0 }

// Override sets a criterion aside for one nominee, with a written reason. It is
// never removed: lifting it is a second entry on it.
type Override struct {
	Key      Key
	Was      plan.Verdict // what it set aside
	Said     string       // the outcome's reason then
	Reason   string
	By       Signature
	LiftedBy *Signature
	LiftedOn *time.Time
	Lifted   string // why
}

// NewOverride writes an override of an outcome. It refuses the statute's own
// criterion, one that is satisfied, and an empty reason.
func NewOverride(a access.Actor, now clock.Moment, o Outcome, why string) (Override, error) {
	switch {
	case o.Key == KeyPending:
		return Override{}, fault.New(fault.Invalid, "Pháp luật không cho xét khen thưởng khi còn vụ việc chưa kết luận hoặc còn thời hạn kỷ luật; không thể bỏ qua điều kiện này.")
	case o.Satisfied():
		return Override{}, fault.New(fault.Stale, "Điều kiện này đã đạt hoặc đã được cho qua. Tải lại trang để xem tình trạng mới.")
	}
	if err := checkReason(why); err != nil {
		return Override{}, err
	}
	return Override{Key: o.Key, Was: o.Verdict, Said: o.Reason, Reason: vi.Clean(why), By: *sign(a, now)}, nil
}

// Lift ends an override, with a reason; the entry stays.
func (o *Override) Lift(a access.Actor, now clock.Moment, why string) error {
	if o.LiftedBy != nil {
		return fault.New(fault.Stale, "Quyết định cho qua này đã được hủy.")
	}
	if err := checkReason(why); err != nil {
		return err
	}
	at := now.Business
	o.LiftedBy, o.LiftedOn, o.Lifted = sign(a, now), &at, vi.Clean(why)
	return nil
}

// Words is the override as it is shown ever after.
func (o Override) Words() string {
	text := fmt.Sprintf("%s cho qua ngày %s (khi đó: %s). Lý do: %s", o.By.Name, clock.DayOf(o.By.At), vi.LowerFirst(o.Was.String()), o.Reason)
	if o.LiftedBy != nil {
		text += fmt.Sprintf(". %s đã hủy ngày %s: %s", o.LiftedBy.Name, clock.DayOf(*o.LiftedOn), o.Lifted)
	}
	return text
}

// Apply lays the overrides ever written over the outcomes; the statute's
// criterion takes none.
func (e *Eligibility) Apply(list []Override) {
	e.Past = slices.Clone(list)
	for i := range e.Outcomes {
		e.Outcomes[i].Override = nil
		for k := range e.Past {
			if o := &e.Past[k]; o.LiftedBy == nil && o.Key == e.Outcomes[i].Key && o.Key != KeyPending {
				e.Outcomes[i].Override = o
			}
		}
	}
}

// list joins words as a sentence does, at most four of them.
func list(words []string) string {
	if n := len(words) - 4; n > 0 {
		return strings.Join(words[:4], "; ") + "; và " + two(n) + " mục khác"
	}
	return strings.Join(words, "; ")
}
