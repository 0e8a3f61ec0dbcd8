package award

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
)

// Party is a side of a dossier's path. Every state has one that holds the
// dossier; Consulted and Chair act on paper, and the side that sent it to them
// records what they answered.
type Party string

// The parties.
const (
	ByProposer  Party = "proposer"
	ByOpinion   Party = "opinion"   // PX03, on Bằng khen
	ByAppraiser Party = "appraiser" // who reviews, appraises, records the decision
	ByConsulted Party = "consulted" // hiệp y
	ByChair     Party = "chair"
)

// Act is what a party does.
type Act string

// The acts on dossiers.
const (
	ActSubmit   Act = "submit"
	ActRecall   Act = "recall"
	ActWithdraw Act = "withdraw"
	ActTake     Act = "take"
	ActForward  Act = "forward" // PX03, with an opinion on every nominee
	ActReceive  Act = "receive"
	ActAssign   Act = "assign"
	ActReturn   Act = "return"
	ActAsk      Act = "ask"     // for a supplement
	ActSupply   Act = "supply"  // the supplement
	ActConsult  Act = "consult" // another agency (hiệp y)
	ActAnswer   Act = "answer"  // what it said
	ActResume   Act = "resume"  // go on without the supplement or the answer
	ActConvene  Act = "convene" // the council
	ActConclude Act = "conclude"
	ActReopen   Act = "reopen"
	ActPresent  Act = "present" // tờ trình to the chair
	ActHandBack Act = "hand_back"
	ActDecide   Act = "decide"
	ActUndecide Act = "undecide" // the decision was reopened or cancelled before it was applied
	ActApply    Act = "apply"
	ActClose    Act = "close" // nobody is proposed to be awarded
)

var actWords = map[Act]string{ActSubmit: "gửi hồ sơ", ActRecall: "rút lại", ActWithdraw: "rút hồ sơ", ActTake: "nhận xem", ActForward: "chuyển kèm ý kiến",
	ActReceive: "tiếp nhận", ActAssign: "phân công chuyên viên", ActReturn: "trả lại", ActAsk: "yêu cầu bổ sung", ActSupply: "gửi bổ sung", ActConsult: "lấy ý kiến hiệp y",
	ActAnswer: "ghi ý kiến hiệp y", ActResume: "tiếp tục xem xét", ActConvene: "chuyển họp Hội đồng", ActConclude: "kết luận", ActReopen: "xem xét lại",
	ActPresent: "trình Chủ tịch", ActHandBack: "ghi ý kiến trả lại của Chủ tịch", ActDecide: "ghi quyết định", ActUndecide: "bỏ quyết định chưa công bố",
	ActApply: "công bố kết quả", ActClose: "kết thúc, không khen thưởng"}

// Words is the act after "không … được".
func (a Act) Words() string { return actWords[a] }

// State is where a dossier stands.
type State string

// The states. Closed and Withdrawn are final.
const (
	Draft      State = "draft"
	Sent       State = "sent"
	Returned   State = "returned"
	InOpinion  State = "in_opinion" // Bằng khen: PX03 looks
	Forwarded  State = "forwarded"  // to Home Affairs
	Received   State = "received"   // waits for a specialist
	Appraising State = "appraising"
	Supplement State = "supplement"
	Consulting State = "consulting"
	InCouncil  State = "council"
	Concluded  State = "concluded"
	Presented  State = "presented"
	Decided    State = "decided"
	Closed     State = "closed"
	Retracted  State = "withdrawn"
)

// States in the order of a dossier's life.
var States = []State{Draft, Sent, Returned, InOpinion, Forwarded, Received, Appraising, Supplement, Consulting, InCouncil, Concluded, Presented, Decided, Closed, Retracted}

var dossierWords = map[State]string{Draft: "Đang soạn", Sent: "Đã gửi", Returned: "Bị trả lại", InOpinion: "Phòng PX03 đang cho ý kiến", Forwarded: "Đã chuyển Sở Nội vụ",
	Received: "Đã tiếp nhận", Appraising: "Đang thẩm định", Supplement: "Chờ bổ sung", Consulting: "Đang lấy ý kiến hiệp y", InCouncil: "Đang xét tại Hội đồng",
	Concluded: "Đã kết luận", Presented: "Đang trình Chủ tịch", Decided: "Có quyết định, chờ công bố", Closed: "Đã công bố kết quả", Retracted: "Đã rút"}

// Words is the state as people read it.
func (s State) Words() string { return dossierWords[s] }

// Final tells whether nothing happens any more.
func (s State) Final() bool { return s == Closed || s == Retracted }

// Editable tells whether the proposer may write in the dossier.
func (s State) Editable() bool { return s == Draft || s == Returned || s == Supplement }

// move is one line of a path's table.
type move struct {
	from   State
	act    Act
	to     State
	by     Party
	reason bool // needs words
}

// paths are the tables. Giấy khen: commune → district (or commune chair's
// office) → council → decision. Bằng khen: district → PX03 → Home Affairs →
// (council) → chair → decision.
var paths = map[Form][]move{
	GiayKhen: append([]move{
		{Sent, ActTake, Appraising, ByAppraiser, false},
		{InCouncil, ActConclude, Concluded, ByAppraiser, false},
		{Concluded, ActDecide, Decided, ByAppraiser, false},
	}, shared...),
	BangKhen: append([]move{
		{Sent, ActTake, InOpinion, ByOpinion, false},
		{InOpinion, ActReturn, Returned, ByOpinion, true},
		{InOpinion, ActForward, Forwarded, ByOpinion, false},
		{Forwarded, ActReceive, Received, ByAppraiser, false},
		{Received, ActAssign, Appraising, ByAppraiser, false},
		{Received, ActReturn, Returned, ByAppraiser, true},
		{Appraising, ActAssign, Appraising, ByAppraiser, false},
		{Appraising, ActConclude, Concluded, ByAppraiser, false}, // where no council meets
		{InCouncil, ActConclude, Concluded, ByAppraiser, false},
		{Concluded, ActPresent, Presented, ByAppraiser, false},
		{Presented, ActHandBack, Appraising, ByAppraiser, true},
		{Presented, ActDecide, Decided, ByAppraiser, false},
	}, shared...),
}

var shared = []move{
	{Draft, ActSubmit, Sent, ByProposer, false},
	{Returned, ActSubmit, Sent, ByProposer, false},
	{Sent, ActRecall, Draft, ByProposer, false}, // to Returned where it was one
	{Draft, ActWithdraw, Retracted, ByProposer, true},
	{Sent, ActWithdraw, Retracted, ByProposer, true},
	{Returned, ActWithdraw, Retracted, ByProposer, true},
	{Supplement, ActWithdraw, Retracted, ByProposer, true},
	{Appraising, ActReturn, Returned, ByAppraiser, true},
	{Appraising, ActAsk, Supplement, ByAppraiser, true},
	{Supplement, ActSupply, Appraising, ByProposer, false},
	{Supplement, ActResume, Appraising, ByAppraiser, true},
	{Appraising, ActConsult, Consulting, ByAppraiser, true},
	{Consulting, ActAnswer, Appraising, ByAppraiser, true},
	{Consulting, ActResume, Appraising, ByAppraiser, true},
	{Appraising, ActConvene, InCouncil, ByAppraiser, false},
	{InCouncil, ActReopen, Appraising, ByAppraiser, true},
	{Concluded, ActReopen, Appraising, ByAppraiser, true},
	{Concluded, ActClose, Closed, ByAppraiser, false},
	{Decided, ActUndecide, Concluded, ByAppraiser, true}, // to Presented where a draft still lists nominees
	{Decided, ActApply, Closed, ByAppraiser, false},
}

// Route says which role each party is, by the day's duties.
type Route struct {
	Form  Form
	Roles map[Party]access.Role
}

var roleAt = map[plan.Level]access.Role{plan.LevelDistrict: access.District, plan.LevelCommune: access.CommuneOffice, plan.LevelProvince: access.HomeAffairs}

// RouteOn is the path of a form on a day: from 01/7/2025 the commune's office
// takes the district's part (duties are campaign data).
func RouteOn(def *plan.Definition, f Form, day clock.Day) (Route, error) {
	r := Route{Form: f, Roles: map[Party]access.Role{}}
	proposer, ok1 := Proposer(def, f, day)
	awarding, ok2 := Authority(def, f, day)
	if !ok1 || !ok2 {
		return r, fault.New(fault.Invalid, "Kế hoạch không quy định cấp đề nghị hoặc cấp khen thưởng vào ngày "+day.String()+".")
	}
	r.Roles[ByProposer], r.Roles[ByAppraiser] = roleAt[proposer], roleAt[awarding]
	if f == GiayKhen {
		r.Roles[ByProposer] = access.CommunePolice
	} else {
		r.Roles[ByOpinion] = access.PX03
	}
	return r, nil
}

// Holder is the party that has the dossier in a state; "" in final ones.
func (r Route) Holder(s State) Party {
	switch s {
	case Draft, Returned, Supplement:
		return ByProposer
	case Sent:
		if r.Form == BangKhen {
			return ByOpinion
		}
		return ByAppraiser
	case InOpinion:
		return ByOpinion
	case Consulting:
		return ByConsulted
	case Presented:
		return ByChair
	case Closed, Retracted:
		return ""
	}
	return ByAppraiser
}

// move finds a line of the path's table.
func (r Route) move(s State, a Act) (move, bool) {
	list := paths[r.Form]
	if i := slices.IndexFunc(list, func(m move) bool { return m.from == s && m.act == a }); i >= 0 {
		return list[i], true
	}
	return move{}, false
}

// May tells whether a role does the act somewhere on this path.
func (r Route) May(role access.Role, a Act) bool {
	return slices.ContainsFunc(paths[r.Form], func(m move) bool { return m.act == a && r.Roles[m.by] == role })
}
