package award

import (
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
)

// Handover is one act on a dossier: who did it, why, and who holds it since.
type Handover struct {
	Act    Act
	From   State
	State  State
	Holder Party
	By     Signature
	On     clock.Day // the business day
	Why    string
}

// Dossier is a proposal (hồ sơ đề nghị) on its way. The unit's place is
// checked by whoever loads it; here are states and roles.
type Dossier struct {
	Route      Route
	State      State
	Version    int
	Submission int   // how often it was sent
	Specialist int64 // the user who appraises, 0 none
	Log        []Handover
}

// NewDossier is a draft held by its proposer.
func NewDossier(r Route, a access.Actor, now clock.Moment) *Dossier {
	d := &Dossier{Route: r, State: Draft, Version: 1}
	d.Log = []Handover{{State: Draft, Holder: ByProposer, By: *sign(a, now), On: now.Today}}
	return d
}

// Holder is the party that has the dossier.
func (d *Dossier) Holder() Party { return d.Route.Holder(d.State) }

// Since is when the present holder got it.
func (d *Dossier) Since() (at time.Time, on clock.Day) {
	for i := len(d.Log) - 1; i >= 0; i-- {
		if i == 0 || d.Log[i-1].Holder != d.Log[i].Holder {
			return d.Log[i].By.At, d.Log[i].On
		}
	}
	return time.Time{}, 0
}

// Readiness is what an act asks of the dossier's content.
type Readiness struct {
	Nominees  int      // not withdrawn
	Open      int      // without an opinion, appraisal or vote yet
	Approved  int      // recommended or listed
	Pending   int      // outcomes not applied yet
	Papers    []string // required papers that are missing
	Blocked   []string // nominees a guard blocks; of those recommended, who no longer qualify
	Minutes   bool     // the council's minutes are there
	Signed    bool     // the decision is recorded
	Cancelled bool     // no signed decision is left: cancelled, or a draft again
	Listed    bool     // a draft still lists nominees: what was presented stays so
}

// Move is one act by one who acts.
type Move struct {
	Act        Act
	Version    int // the dossier's as seen
	Why        string
	Specialist int64 // of ActAssign
	Ready      Readiness
}

// Do carries an act out, or says why not and changes nothing.
func (d *Dossier) Do(a access.Actor, now clock.Moment, in Move) error {
	m, ok := d.Route.move(d.State, in.Act)
	switch {
	case !d.Route.May(a.Role, in.Act):
		return fault.New(fault.Forbidden, "Vai trò của bạn không "+in.Act.Words()+" trong quy trình này.")
	case in.Version != d.Version:
		return fault.New(fault.Stale, "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
	case !ok:
		return fault.New(fault.Stale, "Hồ sơ đang ở trạng thái “"+d.State.Words()+"” nên không "+in.Act.Words()+" được.")
	case d.Route.Roles[m.by] != a.Role:
		return fault.New(fault.Forbidden, "Vai trò của bạn không "+in.Act.Words()+" khi hồ sơ ở trạng thái “"+d.State.Words()+"”.")
	}
	if err := in.check(m); err != nil {
		return err
	}
	to := m.to
	if in.Act == ActRecall && d.wasReturned() {
		to = Returned
	}
	if in.Act == ActUndecide && in.Ready.Listed && d.Route.Form == BangKhen {
		to = Presented
	}
	switch in.Act {
	case ActSubmit:
		d.Submission++
	case ActAssign:
		d.Specialist = in.Specialist
	}
	d.Log = append(d.Log, Handover{Act: in.Act, From: d.State, State: to, Holder: d.Route.Holder(to), By: *sign(a, now), On: now.Today, Why: vi.Clean(in.Why)})
	d.State = to
	d.Version++
	return nil
}

// wasReturned tells whether the present sending was of a returned dossier.
func (d *Dossier) wasReturned() bool {
	for i := len(d.Log) - 1; i >= 0; i-- {
		if d.Log[i].Act == ActSubmit {
			return d.Log[i].From == Returned
		}
	}
	return false
}

// check refuses what the act lacks.
func (in Move) check(m move) error {
	var f fault.Fields
	if m.reason {
		reason(&f, "ly-do", in.Why)
	}
	r := in.Ready
	switch in.Act {
	case ActSubmit, ActSupply:
		if r.Nominees == 0 {
			f.Add("danh-sach", "Hồ sơ chưa có trường hợp nào được đề nghị.")
		}
		if len(r.Papers) > 0 {
			f.Add("thanh-phan", "Hồ sơ còn thiếu: "+list(r.Papers)+".")
		}
		if len(r.Blocked) > 0 {
			f.Add("danh-sach", "Còn cảnh báo phải xử lý ở: "+list(r.Blocked)+". Mở từng trường hợp để xử lý, hoặc đưa ra khỏi hồ sơ.")
		}
	case ActAssign:
		if in.Specialist == 0 {
			f.Add("chuyen-vien", "Chọn chuyên viên thẩm định.")
		}
	case ActForward, ActConclude:
		if r.Open > 0 {
			f.Add("danh-sach", "Còn "+two(r.Open)+" trường hợp chưa có ý kiến, kết quả.")
		}
		if m.from == InCouncil && !r.Minutes {
			f.Add("bien-ban", "Ghi biên bản họp Hội đồng trước khi kết luận.")
		}
		if in.Act == ActConclude {
			in.blocked(&f)
		}
	case ActPresent:
		in.blocked(&f)
		if r.Approved == 0 {
			f.Add("danh-sach", "Không có trường hợp nào đủ điều kiện để trình; kết thúc hồ sơ và thông báo lý do.")
		}
	case ActClose:
		if r.Approved > 0 {
			f.Add("danh-sach", "Còn "+two(r.Approved)+" trường hợp được đề nghị khen thưởng: trình hoặc xem xét lại trước khi kết thúc.")
		}
		if r.Open > 0 {
			f.Add("danh-sach", "Còn "+two(r.Open)+" trường hợp chưa có kết quả.")
		}
		if r.Approved == 0 && r.Open == 0 && r.Pending > 0 {
			f.Add("danh-sach", "Thông báo kết quả của "+two(r.Pending)+" trường hợp trước khi kết thúc.")
		}
	case ActDecide:
		in.blocked(&f)
		if !r.Signed {
			f.Add("quyet-dinh", "Chưa ghi số, ngày, người ký quyết định.")
		}
	case ActApply:
		if r.Pending+r.Open+r.Approved > 0 {
			f.Add("danh-sach", "Còn trường hợp chưa được công bố kết quả.")
		}
	case ActUndecide:
		if !r.Cancelled {
			f.Add("quyet-dinh", "Hủy hoặc mở lại quyết định chưa công bố trước.")
		}
	}
	return f.Err()
}

// blocked refuses to go on with nominees recommended before something came up.
func (in Move) blocked(f *fault.Fields) {
	if len(in.Ready.Blocked) > 0 && !f.Has("danh-sach") {
		f.Add("danh-sach", "Có trường hợp không còn đủ điều kiện để khen thưởng, cần xem xét lại: "+list(in.Ready.Blocked)+".")
	}
}

// Resets tells an act after which no outcome stands: the nominees go back to
// Nominated by Nominee.Reset, in the same transaction.
func (a Act) Resets() bool { return a == ActReturn }

// Acts are what a role may do now, in the table's order.
func (d *Dossier) Acts(role access.Role) []Act {
	var out []Act
	for _, m := range paths[d.Route.Form] {
		if m.from == d.State && d.Route.Roles[m.by] == role {
			out = append(out, m.act)
		}
	}
	return out
}

// HolderWords names the present holder: a unit's name where the caller knows
// it, else the party.
func (d *Dossier) HolderWords(unit string) string {
	switch h := d.Holder(); h {
	case "":
		return ""
	case ByConsulted:
		return "Cơ quan được lấy ý kiến"
	case ByChair:
		return "Chủ tịch Ủy ban nhân dân"
	default:
		if strings.TrimSpace(unit) != "" {
			return unit
		}
		return map[Party]string{ByProposer: "Đơn vị đề nghị", ByOpinion: "Phòng PX03", ByAppraiser: "Cơ quan thẩm định"}[h]
	}
}
