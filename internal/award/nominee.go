package award

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
)

// NomineeState is where one nominee of a dossier stands.
type NomineeState string

// The states. Recommended, Declined and Listed are nobody's result yet: they
// become Awarded or Refused only when applied together, and can be looked at
// again until then. Awarded, Refused and Withdrawn are final; what becomes of
// an award later is its certificate's.
const (
	Nominated   NomineeState = "nominated"
	Recommended NomineeState = "recommended"
	Declined    NomineeState = "declined"
	Listed      NomineeState = "listed" // in a decision not applied
	Awarded     NomineeState = "awarded"
	Refused     NomineeState = "refused"
	Withdrawn   NomineeState = "withdrawn"
)

// NomineeStates in the order of a nominee's life.
var NomineeStates = []NomineeState{Nominated, Recommended, Declined, Listed, Awarded, Refused, Withdrawn}

var nomineeWords = map[NomineeState]string{Nominated: "Được đề nghị", Recommended: "Đề nghị khen thưởng", Declined: "Đề nghị không khen thưởng", Listed: "Có trong dự thảo quyết định",
	Awarded: "Đã khen thưởng", Refused: "Không khen thưởng", Withdrawn: "Đã rút"}

// Words is the state as those who decide read it.
func (s NomineeState) Words() string { return nomineeWords[s] }

// Final tells whether nothing happens to the nominee any more.
func (s NomineeState) Final() bool { return s == Awarded || s == Refused || s == Withdrawn }

// Pending tells an outcome that is not applied yet.
func (s NomineeState) Pending() bool { return s == Recommended || s == Declined || s == Listed }

// ToldTo is the state as a side reads it: the proposer sees no outcome before
// it is applied.
func (s NomineeState) ToldTo(p Party) string {
	if p == ByProposer && s.Pending() {
		return "Đang xét"
	}
	return s.Words()
}

// Refusal is the ground for not awarding, which the proposer is told.
type Refusal string

// The grounds.
const (
	WrongSubject Refusal = "subject"
	BelowMark    Refusal = "standard"
	BadDossier   Refusal = "dossier"
	Violation    Refusal = "violation"
	NotVoted     Refusal = "vote"
	OverTheCap   Refusal = "cap"
)

// Refusals in the order forms offer them.
var Refusals = []Refusal{WrongSubject, BelowMark, BadDossier, Violation, NotVoted, OverTheCap}

// Words is the ground for people.
func (r Refusal) Words() string {
	return map[Refusal]string{WrongSubject: "Không đúng đối tượng", BelowMark: "Không đủ tiêu chuẩn", BadDossier: "Hồ sơ không đủ, không hợp lệ", Violation: "Vi phạm hoặc đang được xem xét vi phạm",
		NotVoted: "Hội đồng không thông qua", OverTheCap: "Vượt số lượng được xét"}[r]
}

// Nominee is one subject of one dossier.
type Nominee struct {
	ID       int64
	Name     string
	State    NomineeState
	Version  int
	Ground   Refusal // of Declined and Refused
	Why      string  // of the last state that needs words
	Decision int64   // that lists or awarded it, 0 none
	Changed  Signature
}

// Grounds are what a recommendation rests on.
type Grounds struct {
	Eligibility *Eligibility
	Findings    []Finding
	Confirmed   []Finding  // those of weight Asks somebody confirmed
	Vote        *VoteTally // nil where no council meets
}

// Recommend is the favourable outcome of a review or an appraisal. It refuses
// one who does not qualify, whom a guard blocks, whose finding nobody looked
// at, and whom the council did not pass.
func (n *Nominee) Recommend(a access.Actor, now clock.Moment, version int, g Grounds) error {
	if err := n.at(version, "đề nghị khen thưởng", Nominated); err != nil {
		return err
	}
	var f fault.Fields
	if g.Eligibility == nil {
		f.Add("dieu-kien", "Chưa xét điều kiện của "+n.Name+".")
	} else if !g.Eligibility.Qualifies() {
		failing, unknown := g.Eligibility.Open()
		var words []string
		for _, o := range append(failing, unknown...) {
			words = append(words, o.Reason)
		}
		f.Add("dieu-kien", n.Name+": "+g.Eligibility.Words()+" ("+list(words)+").")
	}
	for _, x := range g.Findings {
		confirmed := slices.ContainsFunc(g.Confirmed, func(c Finding) bool { return c.Guard == x.Guard && slices.Equal(c.Refs, x.Refs) })
		if x.Weight == Blocks || x.Weight == Asks && !confirmed {
			f.Add("canh-bao", n.Name+": "+x.Text+". "+x.Release)
		}
	}
	if g.Vote != nil && g.Vote.Outcome != Passed {
		f.Add("bieu-quyet", n.Name+": "+g.Vote.Words()+".")
	}
	if err := f.Err(); err != nil {
		return err
	}
	n.to(Recommended, a, now, "")
	return nil
}

// Decline is the unfavourable outcome, with its ground and reason; told to the
// proposer when applied.
func (n *Nominee) Decline(a access.Actor, now clock.Moment, version int, ground Refusal, why string) error {
	if err := n.at(version, "đề nghị không khen thưởng", Nominated); err != nil {
		return err
	}
	var f fault.Fields
	if ground.Words() == "" {
		f.Add("can-cu", "Chọn căn cứ không khen thưởng.")
	}
	reason(&f, "ly-do", why)
	if err := f.Err(); err != nil {
		return err
	}
	n.Ground = ground
	n.to(Declined, a, now, why)
	return nil
}

// Reconsider takes an outcome back, with a reason; one in a decision is taken
// out of it first.
func (n *Nominee) Reconsider(a access.Actor, now clock.Moment, version int, why string) error {
	if err := n.at(version, "xem xét lại", Recommended, Declined); err != nil {
		return err
	}
	if err := checkReason(why); err != nil {
		return err
	}
	n.Ground = ""
	n.to(Nominated, a, now, why)
	return nil
}

// Reset forgets an outcome: the dossier went back to its proposer and comes
// again as it may then be.
func (n *Nominee) Reset(a access.Actor, now clock.Moment, why string) {
	if n.State == Recommended || n.State == Declined {
		n.Ground = ""
		n.to(Nominated, a, now, why)
	}
}

// Withdraw is the proposer's, until the outcome is applied. A decision that
// lists the nominee can't be applied until it is mended.
func (n *Nominee) Withdraw(a access.Actor, now clock.Moment, version int, why string) error {
	if err := n.at(version, "rút", Nominated, Recommended, Declined, Listed); err != nil {
		return err
	}
	if err := checkReason(why); err != nil {
		return err
	}
	n.Ground = ""
	n.to(Withdrawn, a, now, why)
	return nil
}

func (n *Nominee) at(version int, verb string, states ...NomineeState) error {
	switch {
	case version != n.Version:
		return fault.New(fault.Stale, n.Name+" vừa được người khác xử lý. Tải lại trang để xem tình trạng mới.")
	case !slices.Contains(states, n.State):
		return fault.New(fault.Stale, n.Name+" đang ở trạng thái “"+n.State.Words()+"” nên không "+verb+" được.")
	}
	return nil
}

func (n *Nominee) to(s NomineeState, a access.Actor, now clock.Moment, why string) {
	n.State, n.Why, n.Changed = s, vi.Clean(why), *sign(a, now)
	n.Version++
}
