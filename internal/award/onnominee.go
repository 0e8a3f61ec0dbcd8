package award

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/fault"
)

// NomineeAct is what is done to nominees, their decisions and results while
// their dossier stands in a state.
type NomineeAct string

// The acts. Nominate also edits and takes off; Opine is PX03's opinion; List
// also unlists, records, reopens and cancels the decision.
const (
	Nominate   NomineeAct = "nominate"
	Opine      NomineeAct = "opine"
	Appraise   NomineeAct = "appraise"   // recommend, decline, reconsider
	ListThem   NomineeAct = "list"       // in a decision
	ApplyThem  NomineeAct = "apply"      // make the outcomes known
	PullOut    NomineeAct = "withdraw"   // one nominee
	OverrideIt NomineeAct = "override"   // a criterion, with a reason
	ConfirmIt  NomineeAct = "confirm"    // a finding somebody looked at
	CertifyIt  NomineeAct = "certify"    // issue, reissue, revoke
	ScoreIt    NomineeAct = "self_score" // the subject's own points
	VerifyIt   NomineeAct = "verify"     // those points
)

// permission says which party does an act while the dossier stands where.
type permission struct {
	by     []Party
	states []State
}

var (
	writing  = []State{Draft, Returned, Supplement}
	judgings = []State{Appraising, InCouncil}
	deciding = []State{Concluded, Presented, Decided}
)

var permissions = map[NomineeAct]permission{
	Nominate:   {[]Party{ByProposer}, writing},
	ScoreIt:    {[]Party{ByProposer}, writing},
	Opine:      {[]Party{ByOpinion}, []State{InOpinion}},
	Appraise:   {[]Party{ByAppraiser}, judgings},
	VerifyIt:   {[]Party{ByAppraiser}, judgings},
	OverrideIt: {[]Party{ByAppraiser}, judgings},
	ConfirmIt:  {[]Party{ByProposer, ByAppraiser}, append(slices.Clone(writing), judgings...)},
	ListThem:   {[]Party{ByAppraiser}, deciding},
	ApplyThem:  {[]Party{ByAppraiser}, []State{Concluded, Decided}},
	CertifyIt:  {[]Party{ByAppraiser}, []State{Closed}},
	PullOut: {[]Party{ByProposer}, []State{Draft, Sent, Returned, InOpinion, Forwarded, Received, Appraising, Supplement, Consulting, InCouncil, Concluded,
		Presented, Decided}},
}

// Permits is nil where the role may do the act to the dossier's nominees now.
func (d *Dossier) Permits(role access.Role, act NomineeAct) error {
	p := permissions[act]
	if !slices.ContainsFunc(p.by, func(b Party) bool { return role != "" && d.Route.Roles[b] == role }) {
		return fault.New(fault.Forbidden, "Vai trò của bạn không làm việc này trong quy trình xét "+d.Route.Form.Label()+".")
	}
	if !slices.Contains(p.states, d.State) {
		return fault.New(fault.Stale, "Hồ sơ đang ở trạng thái “"+d.State.Words()+"” nên không làm việc này được. Tải lại trang để xem tình trạng mới.")
	}
	// Before the proposal is sent what proposer and appraiser confirm is apart.
	if act == ConfirmIt && slices.Contains(writing, d.State) != (d.Route.Roles[ByProposer] == role) {
		return fault.New(fault.Forbidden, "Đơn vị đang giữ hồ sơ xác nhận cảnh báo.")
	}
	return nil
}
