package award

import (
	"fmt"
	"slices"

	"thidua/internal/fault"
	"thidua/internal/vi"
)

// The law fixes a share of votes for higher titles only; for Bằng khen and
// Giấy khen it asks for minutes. So thresholds are the council's setting, and
// like the law's they are counted over the total membership, absent members
// giving written opinions (Nghị định 98/2023, Điều 30 khoản 7).

// Share is a fraction to reach, or with Strict to exceed.
type Share struct {
	Num, Den int
	Strict   bool
}

// Needed is the least number of total that satisfies the share.
func (s Share) Needed(total int) int {
	if s.Strict {
		return s.Num*total/s.Den + 1
	}
	return (s.Num*total + s.Den - 1) / s.Den
}

// Words is "quá 1/2", "từ 80 %".
func (s Share) Words() string {
	text := fmt.Sprintf("%d/%d", s.Num, s.Den)
	if s.Den == 100 {
		text = fmt.Sprintf("%d %%", s.Num)
	}
	if s.Strict {
		return "quá " + text
	}
	return "từ " + text
}

func (s Share) valid() bool {
	return s.Den > 0 && s.Num > 0 && (s.Num < s.Den || s.Num == s.Den && !s.Strict)
}

// Majority is the default threshold: more than half of the membership.
var Majority = Share{1, 2, true}

// CouncilRule is how a council works.
type CouncilRule struct {
	Threshold Share // of votes for, over the total membership
	Quorum    Share // of members present, over the total membership
}

// DefaultCouncilRule is a majority of all members, two thirds of them present.
func DefaultCouncilRule() CouncilRule {
	return CouncilRule{Threshold: Majority, Quorum: Share{2, 3, false}}
}

// Seat is what a councillor is in the council.
type Seat string

// The seats.
const (
	SeatChair     Seat = "chair"
	SeatMember    Seat = "member"
	SeatSecretary Seat = "secretary"
)

// Label is "Chủ tịch Hội đồng", "Ủy viên", "Thư ký".
func (s Seat) Label() string {
	return map[Seat]string{SeatChair: "Chủ tịch Hội đồng", SeatMember: "Ủy viên", SeatSecretary: "Thư ký"}[s]
}

// Attendance is how a councillor took part.
type Attendance string

// Absent members may send a written opinion on each nominee.
const (
	Present Attendance = "present"
	Absent  Attendance = "absent"
)

// Councillor is a member of the council at one meeting.
type Councillor struct {
	ID         int64
	Name       string
	Title      string
	Seat       Seat
	Attendance Attendance
	Excuse     string // why absent
}

// Choice is a vote; "" is none given.
type Choice string

// The choices.
const (
	VoteFor     Choice = "for"
	VoteAgainst Choice = "against"
	Abstained   Choice = "abstain"
)

// Vote is one councillor's on one nominee: given in the room, or Written by
// one who was absent. Recused, with a reason, gives none.
type Vote struct {
	Councillor int64
	Nominee    int64
	Choice     Choice
	Written    bool
	Recused    string
}

// Meeting is one sitting of a council.
type Meeting struct {
	Rule    CouncilRule
	Members []Councillor
	Votes   []Vote
}

// VoteTally is a nominee's votes. Silent members gave none.
type VoteTally struct {
	Nominee               int64
	Total, Needed         int
	For, Against, Abstain int
	Written               int // of the three: sent in writing
	Silent, Recused       int
	Outcome               VoteOutcome
}

// VoteOutcome is what the votes decide.
type VoteOutcome string

// Undecided only while votes that could change the outcome are out.
const (
	Passed    VoteOutcome = "passed"
	NotPassed VoteOutcome = "not_passed"
	Undecided VoteOutcome = "undecided"
)

// Words is the outcome for people.
func (o VoteOutcome) Words() string {
	return map[VoteOutcome]string{Passed: "Thông qua", NotPassed: "Không thông qua", Undecided: "Chưa đủ phiếu"}[o]
}

// Words is "5/9 phiếu đồng ý (55,5 %), cần từ 5: Thông qua".
func (t VoteTally) Words() string {
	text := fmt.Sprintf("%d/%d phiếu đồng ý", t.For, t.Total)
	if t.Total > 0 {
		text += " (" + vi.Percent(int64(t.For), int64(t.Total)) + ")"
	}
	return text + fmt.Sprintf(", cần từ %d: %s", t.Needed, t.Outcome.Words())
}

// Count is a nominee's tally over the total membership: those recused, absent
// and silent stay in the denominator. closed: the meeting is over, what was
// not given counts as none.
func (m *Meeting) Count(nominee int64, closed bool) VoteTally {
	t := VoteTally{Nominee: nominee, Total: len(m.Members), Needed: m.Rule.Threshold.Needed(len(m.Members))}
	for _, c := range m.Members {
		i := slices.IndexFunc(m.Votes, func(v Vote) bool { return v.Councillor == c.ID && v.Nominee == nominee })
		if i < 0 {
			t.Silent++
			continue
		}
		v := m.Votes[i]
		switch {
		case v.Recused != "":
			t.Recused++
			continue
		case v.Choice == VoteFor:
			t.For++
		case v.Choice == VoteAgainst:
			t.Against++
		case v.Choice == Abstained:
			t.Abstain++
		default:
			t.Silent++
			continue
		}
		if v.Written {
			t.Written++
		}
	}
	switch {
	case t.For >= t.Needed:
		t.Outcome = Passed
	case closed || t.For+t.Silent < t.Needed:
		t.Outcome = NotPassed
	default:
		t.Outcome = Undecided
	}
	return t
}

// PresentCount is how many are in the room.
func (m *Meeting) PresentCount() int {
	n := 0
	for _, c := range m.Members {
		if c.Attendance == Present {
			n++
		}
	}
	return n
}

// Check collects everything refused of a meeting about nominees, before its
// minutes are kept. Fields: nguong, so-du-hop, thanh-vien, phieu-N.
func (m *Meeting) Check(nominees []int64) error {
	var f fault.Fields
	if !m.Rule.Threshold.valid() {
		f.Add("nguong", "Tỷ lệ phiếu cần đạt phải lớn hơn 0 và không quá toàn bộ thành viên.")
	}
	if !m.Rule.Quorum.valid() {
		f.Add("so-du-hop", "Tỷ lệ thành viên dự họp phải lớn hơn 0 và không quá toàn bộ thành viên.")
	}
	m.checkMembers(&f)
	if !f.Has("so-du-hop") && len(m.Members) > 0 {
		if need := m.Rule.Quorum.Needed(len(m.Members)); m.PresentCount() < need {
			f.Add("so-du-hop", fmt.Sprintf("Có %d/%d thành viên dự họp, cần từ %d (%s tổng số thành viên).", m.PresentCount(), len(m.Members), need, m.Rule.Quorum.Words()))
		}
	}
	type key struct{ councillor, nominee int64 }
	seen := map[key]bool{}
	for i, v := range m.Votes {
		name := fmt.Sprintf("phieu-%d", i+1)
		k := key{v.Councillor, v.Nominee}
		at := slices.IndexFunc(m.Members, func(c Councillor) bool { return c.ID == v.Councillor })
		switch {
		case at < 0:
			f.Add(name, "Phiếu của người không phải thành viên Hội đồng.")
		case !slices.Contains(nominees, v.Nominee):
			f.Add(name, "Phiếu cho trường hợp không thuộc hồ sơ đang xét.")
		case seen[k]:
			f.Add(name, m.Members[at].Name+" có hai phiếu cho cùng một trường hợp.")
		case v.Recused != "" && v.Choice != "":
			f.Add(name, m.Members[at].Name+" đã từ chối bỏ phiếu vì có liên quan nên không được bỏ phiếu cho trường hợp này.")
		case v.Recused == "" && !slices.Contains([]Choice{VoteFor, VoteAgainst, Abstained}, v.Choice):
			f.Add(name, "Chọn đồng ý, không đồng ý hoặc không có ý kiến.")
		case v.Recused == "" && m.Members[at].Attendance == Absent && !v.Written:
			f.Add(name, m.Members[at].Name+" vắng mặt: chỉ ghi được ý kiến bằng văn bản.")
		case v.Written && m.Members[at].Attendance == Present:
			f.Add(name, m.Members[at].Name+" dự họp nên bỏ phiếu tại cuộc họp, không gửi ý kiến bằng văn bản.")
		}
		if v.Recused != "" && !f.Has(name) {
			reason(&f, name, v.Recused)
		}
		seen[k] = true
	}
	return f.Err()
}

func (m *Meeting) checkMembers(f *fault.Fields) {
	chairs := 0
	ids := map[int64]bool{}
	for _, c := range m.Members {
		if c.Seat == SeatChair {
			chairs++
		}
		switch {
		case ids[c.ID]:
			f.Add("thanh-vien", c.Name+" có hai lần trong danh sách Hội đồng.")
		case c.Seat.Label() == "":
			f.Add("thanh-vien", "Chọn chức danh trong Hội đồng của "+c.Name+".")
		case c.Attendance != Present && c.Attendance != Absent:
			f.Add("thanh-vien", "Ghi "+c.Name+" dự họp hay vắng mặt.")
		}
		ids[c.ID] = true
	}
	switch {
	case len(m.Members) < 3:
		f.Add("thanh-vien", "Hội đồng cần ít nhất 03 thành viên.")
	case chairs != 1:
		f.Add("thanh-vien", "Hội đồng cần đúng một Chủ tịch.")
	}
}
