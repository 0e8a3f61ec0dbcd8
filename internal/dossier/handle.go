package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Handling is an act of the opining or appraising side on a dossier. Fields:
// ly-do, chuyen-vien, co-quan, tra-loi-N, cuoc-hop, danh-sach, bien-ban.
type Handling struct {
	Act        award.Act
	Version    int
	Why        string
	Specialist int64            // of assign
	Agencies   []string         // of consult; Why is the question
	Answers    map[int64]string // of answer, by consultation
	Meeting    MeetingID        // of convene
}

// Opining and Judging are the acts of the two sides that Handle carries out,
// in the order screens offer them.
var (
	Opining = []award.Act{award.ActTake, award.ActForward, award.ActReturn}
	Judging = []award.Act{award.ActTake, award.ActReceive, award.ActAssign, award.ActConvene, award.ActConclude, award.ActPresent, award.ActAnswer, award.ActAsk, award.ActConsult,
		award.ActResume, award.ActReopen, award.ActHandBack, award.ActReturn, award.ActClose}
)

// handling is a dossier locked for an act, with its nominees.
type handling struct {
	s    *Service
	tx   pg.Tx
	a    access.Actor
	now  clock.Moment
	w    report.World
	row  Row
	d    *award.Dossier
	list []Nominee
}

func (s *Service) handled(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w report.World, id ID) (*handling, error) {
	h := &handling{s: s, tx: tx, a: a, now: now, w: w}
	var err error
	if h.row, h.d, err = lock(ctx, tx, a, id); err != nil {
		return nil, err
	}
	h.list, err = lockNominees(ctx, tx, id)
	return h, err
}

// Sits tells whether the actor sits where the appraising side does.
func (r *Row) Sits(a access.Actor) bool {
	return r.Roles[award.ByAppraiser] == a.Role && a.UnitID == int64(r.AwardingID)
}

// Opines tells whether the actor is the side that gives its opinion.
func (r *Row) Opines(a access.Actor) bool {
	return r.Roles[award.ByOpinion] == a.Role && a.Can(access.AwardOpine, r.Place())
}

// Handle carries an act out for the side whose right action is: AwardOpine or
// AwardJudge.
func (s *Service) Handle(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, action access.Action, in Handling) error {
	if err := access.CheckRole(a, action); err != nil {
		return err
	}
	acts := Judging
	if action == access.AwardOpine {
		acts = Opining
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		h, err := s.handled(ctx, tx, a, now, w, id)
		if err != nil {
			return err
		}
		if err := h.side(action); err != nil {
			return err
		}
		if !slices.Contains(acts, in.Act) {
			var f fault.Fields
			f.Add("viec", "Chọn việc cần làm với hồ sơ.")
			return f.Err()
		}
		return h.act(ctx, in)
	})
}

// side refuses who is not the party the right is of, or sits elsewhere.
func (h *handling) side(action access.Action) error {
	if action == access.AwardOpine && h.row.Opines(h.a) || action == access.AwardJudge && h.row.Sits(h.a) {
		return nil
	}
	return fault.New(fault.Forbidden, "Hồ sơ này do đơn vị khác xem xét; bạn chỉ xem được.")
}

// act adds to an act what belongs to it alone.
func (h *handling) act(ctx context.Context, in Handling) error {
	m := award.Move{Act: in.Act, Version: in.Version, Why: vi.Clean(in.Why), Specialist: in.Specialist}
	var f fault.Fields
	checkWords(&f, "ly-do", "nội dung", m.Why, MaxWords)
	if err := f.Err(); err != nil {
		return err
	}
	switch in.Act {
	case award.ActAssign:
		return h.assign(ctx, m)
	case award.ActConsult:
		return h.consult(ctx, m, in.Agencies)
	case award.ActAnswer:
		return h.answer(ctx, m, in.Answers)
	case award.ActConvene:
		return h.convene(ctx, m, in.Meeting)
	case award.ActReopen, award.ActHandBack:
		if err := h.unlisted(); err != nil {
			return err
		}
		was := h.row.State
		if err := h.do(ctx, m, ""); err != nil || was != award.InCouncil {
			return err
		}
		return h.leaveMeetings(ctx)
	case award.ActClose:
		return h.end(ctx, m)
	}
	return h.do(ctx, m, "")
}

// unlisted refuses to go back with nominees a draft decision lists.
func (h *handling) unlisted() error {
	for i := range h.list {
		if h.list[i].State == award.Listed {
			return fault.New(fault.Stale, h.list[i].Name+" có trong dự thảo quyết định. Đưa ra khỏi dự thảo quyết định trước khi xem xét lại hồ sơ.")
		}
	}
	return nil
}

// do carries one act out: the machine, the row and its step, outcomes that no
// longer stand, the audit.
func (h *handling) do(ctx context.Context, m award.Move, said string) error {
	from, holder := h.row.State, h.d.Holder()
	var err error
	if m.Ready, err = h.ready(ctx, m.Act); err != nil {
		return err
	}
	if err := h.d.Do(h.a, h.now, m); err != nil {
		return err
	}
	if m.Act.Resets() {
		if err := h.reset(ctx, m.Why); err != nil {
			return err
		}
	}
	if err := saveMoved(ctx, h.tx, &h.row, h.d); err != nil {
		return err
	}
	after := map[string]any{"trạng thái": h.row.State.Words(), "bên giữ": h.d.Holder(), "lý do": m.Why}
	if said != "" {
		after["nội dung"] = said
	}
	return h.record(ctx, m.Act, map[string]any{"trạng thái": from.Words(), "bên giữ": holder}, after)
}

func (h *handling) reset(ctx context.Context, why string) error {
	for i := range h.list {
		n := &h.list[i]
		m := n.Machine()
		if m.Reset(h.a, h.now, why); m.Version == n.Version {
			continue
		}
		if err := SaveMoved(ctx, h.tx, n, m, 0, nil); err != nil {
			return err
		}
	}
	return nil
}

// record puts the act on record under its own name.
func (h *handling) record(ctx context.Context, act award.Act, before, after any) error {
	var action string
	switch act {
	case award.ActTake:
		action = "dossier.take"
	case award.ActForward:
		action = "dossier.forward"
	case award.ActReceive:
		action = "dossier.receive"
	case award.ActAssign:
		action = "dossier.assign"
	case award.ActReturn:
		action = "dossier.return"
	case award.ActAsk:
		action = "dossier.ask"
	case award.ActConsult:
		action = "dossier.consult"
	case award.ActAnswer:
		action = "dossier.answer"
	case award.ActResume:
		action = "dossier.resume"
	case award.ActConvene:
		action = "dossier.convene"
	case award.ActConclude:
		action = "dossier.conclude"
	case award.ActReopen:
		action = "dossier.reopen"
	case award.ActPresent:
		action = "dossier.present"
	case award.ActHandBack:
		action = "dossier.hand_back"
	case award.ActClose:
		action = "dossier.close"
	}
	return audit.Record(ctx, h.tx, h.a, h.now, audit.Entry{Action: action, ObjectKind: "dossier", ObjectID: int64(h.row.ID), Path: h.row.ScopePath,
		Summary: vi.UpperFirst(act.Words()) + ": " + h.named(), Before: before, After: after})
}

// named is "hồ sơ số 2 đề nghị Giấy khen của xã Phước Hậu".
func (h *handling) named() string {
	return fmt.Sprintf("hồ sơ số %d đề nghị %s của %s", h.row.No, h.row.Form.Label(), h.w.Tree.Name(h.row.UnitID, h.w.Day).Full())
}

func signatureOf(a access.Actor, now clock.Moment) award.Signature {
	return award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}
