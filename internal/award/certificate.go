package award

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
)

// CertificateState is where a certificate stands; the public page tells it.
type CertificateState string

// The states. Replaced and Revoked are final; Valid is where a certificate
// rests, and it can become either.
const (
	Valid    CertificateState = "valid"
	Replaced CertificateState = "replaced" // by another for the same award
	Revoked  CertificateState = "revoked"  // with the award
)

// CertificateStates in the order of a certificate's life.
var CertificateStates = []CertificateState{Valid, Replaced, Revoked}

// Words is the state as anyone reads it.
func (s CertificateState) Words() string {
	return map[CertificateState]string{Valid: "Còn hiệu lực", Replaced: "Đã được cấp lại bằng bản khác", Revoked: "Đã bị thu hồi"}[s]
}

// Final tells whether nothing happens to the certificate any more.
func (s CertificateState) Final() bool { return s == Replaced || s == Revoked }

// Certificate is one printed for a grant. Its code is what the public page is
// asked for.
type Certificate struct {
	Grant      Grant
	Issue      int // 1 the first, 2 its replacement, …
	Code       string
	Posthumous bool
	State      CertificateState
	Since      Signature // of the state
	Why        string
	Ground     RevocationGround
	Document   string // the revoking decision: "Quyết định số … ngày …"
}

// IssueAll makes a certificate for every grant that has none, and no second
// one: a batch that broke off goes on where it stopped. code makes one code;
// posthumous tells truy tặng. Grants whose award was revoked stay without.
func IssueAll(a access.Actor, now clock.Moment, grants []Grant, have []Certificate, code func() string, posthumous func(nominee int64) bool) []Certificate {
	done := map[int64]bool{}
	for _, c := range have {
		done[c.Grant.Nominee] = true
	}
	var out []Certificate
	for _, g := range grants {
		if done[g.Nominee] {
			continue
		}
		done[g.Nominee] = true
		out = append(out, Certificate{Grant: g, Issue: 1, Code: code(), Posthumous: posthumous(g.Nominee), State: Valid, Since: *sign(a, now)})
	}
	return out
}

// Reissue replaces a valid certificate (lost, spoilt, misprinted) by one of the
// same award and golden-book number, with a reason.
func (c *Certificate) Reissue(a access.Actor, now clock.Moment, code, why string) (Certificate, error) {
	if c.State != Valid {
		return Certificate{}, fault.New(fault.Stale, "Chỉ cấp lại bản còn hiệu lực; bản này “"+vi.LowerFirst(c.State.Words())+"”.")
	}
	if err := checkReason(why); err != nil {
		return Certificate{}, err
	}
	c.State, c.Since, c.Why = Replaced, *sign(a, now), vi.Clean(why)
	return Certificate{Grant: c.Grant, Issue: c.Issue + 1, Code: code, Posthumous: c.Posthumous, State: Valid, Since: *sign(a, now)}, nil
}

// RevocationGround is why an award is taken back (Luật TĐKT, Chương VII).
type RevocationGround string

// The grounds.
const (
	FalseMerit   RevocationGround = "false_merit"
	Forged       RevocationGround = "forged"
	Unlawful     RevocationGround = "unlawful"
	FoundBehind  RevocationGround = "violation"
	WrongAwarded RevocationGround = "error"
)

// RevocationGrounds in the order forms offer them.
var RevocationGrounds = []RevocationGround{FalseMerit, Forged, Unlawful, FoundBehind, WrongAwarded}

// Words is the ground for people.
func (g RevocationGround) Words() string {
	return map[RevocationGround]string{FalseMerit: "Kê khai gian dối thành tích", Forged: "Làm giả hồ sơ, giấy tờ", Unlawful: "Thẩm định, xét, quyết định trái quy định",
		FoundBehind: "Có vi phạm trong thời gian tính thành tích được phát hiện sau", WrongAwarded: "Quyết định nhầm đối tượng"}[g]
}

// Revocation takes an award back: certificate and money are to be returned.
type Revocation struct {
	Ground   RevocationGround
	Number   string
	Date     *clock.Day
	Why      string
	NotSince clock.Day // the date of the awarding decision
}

// Revoke ends a valid certificate with its award. Fields: can-cu, so, ngay,
// ly-do.
func (c *Certificate) Revoke(a access.Actor, now clock.Moment, in Revocation) error {
	if c.State != Valid {
		return fault.New(fault.Stale, "Chỉ thu hồi bản còn hiệu lực; bản này “"+vi.LowerFirst(c.State.Words())+"”.")
	}
	in.Number = vi.CleanLine(in.Number)
	var f fault.Fields
	if !slices.Contains(RevocationGrounds, in.Ground) {
		f.Add("can-cu", "Chọn căn cứ thu hồi.")
	}
	if in.Number == "" {
		f.Add("so", "Nhập số, ký hiệu của quyết định thu hồi.")
	}
	switch {
	case in.Date == nil:
		f.Add("ngay", "Nhập ngày của quyết định thu hồi.")
	case *in.Date > now.Today:
		f.Add("ngay", "Ngày của quyết định thu hồi không được sau hôm nay ("+now.Today.String()+").")
	case *in.Date < in.NotSince:
		f.Add("ngay", "Ngày thu hồi không được trước ngày của quyết định khen thưởng ("+in.NotSince.String()+").")
	}
	reason(&f, "ly-do", in.Why)
	if err := f.Err(); err != nil {
		return err
	}
	c.State, c.Since, c.Why, c.Ground = Revoked, *sign(a, now), vi.Clean(in.Why), in.Ground
	c.Document = "Quyết định số " + in.Number + " ngày " + in.Date.String()
	return nil
}

// Public is what anyone with the code is told.
type Public struct {
	Form      string
	Recipient string
	Decision  string
	State     string
}

// Told is the public page's answer: form, recipient, decision, state; nothing
// else of the person, and no reason.
func (c *Certificate) Told(recipient, decision string) Public {
	form := c.Grant.Form.Label()
	if c.Posthumous {
		form += " (truy tặng)"
	}
	return Public{Form: form, Recipient: recipient, Decision: decision, State: c.State.Words()}
}
