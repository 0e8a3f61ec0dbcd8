package summary

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// FreezePlan is the province's report with what its freeze would do, for the
// page that asks.
type FreezePlan struct {
	Assembly
	Sealed *Sealed
	Seen   string // names exactly this content: a freeze of anything else is refused
	Later  []Drifted
}

// Drifted is a correction carried out after a unit sent its figures: the
// freeze lists it in the annex, for the canonical figures hold the old value.
type Drifted struct {
	ID     report.CorrectionID `db:"id"`
	Report report.ID           `db:"report_id"`
}

// FreezeForm is what the freeze is given.
type FreezeForm struct {
	Seen   string
	Reason string // needed where something is missing
	Form   string // signature: "", KT., TL., TUQ.
	Title  string
	Name   string
}

// ToFreeze is what would be frozen now. The actor may freeze the report.
func (s *Service) ToFreeze(ctx context.Context, q pg.Querier, a access.Actor, w report.World, r Report, now clock.Moment) (*FreezePlan, error) {
	if err := r.freezable(a, w, now); err != nil {
		return nil, err
	}
	return s.toFreeze(ctx, q, w, r, now)
}

func (r *Report) freezable(a access.Actor, w report.World, now clock.Moment) error {
	if err := access.Check(a, access.SummaryFreeze, r.HolderPlace()); err != nil {
		return err
	}
	if err := notProvince(r); err != nil {
		return err
	}
	ph, err := phaseOf(w, r)
	if err != nil {
		return err
	}
	if now.Today <= ph.End {
		return fault.New(fault.Stale, fmt.Sprintf("%s còn đang diễn ra đến hết ngày %s, chưa chốt được.", ph.Name, ph.End))
	}
	if r.State.Closed() {
		return fault.New(fault.Stale, "Báo cáo này đã được chốt.")
	}
	return nil
}

func (s *Service) toFreeze(ctx context.Context, q pg.Querier, w report.World, r Report, now clock.Moment) (*FreezePlan, error) {
	as, err := s.Assemble(ctx, q, w, r, now)
	if err != nil {
		return nil, err
	}
	texts, err := s.Texts(ctx, q, r.ID)
	if err != nil {
		return nil, err
	}
	p := &FreezePlan{Assembly: *as, Sealed: as.Seal(texts)}
	p.Gaps = append(p.Gaps, unwritten(p.Sealed.Sections)...)
	_, digest, err := p.Sealed.Canonical()
	if err != nil {
		return nil, err
	}
	p.Seen = hex.EncodeToString(digest[:])
	p.Later, err = drifted(ctx, q, as.Figures)
	return p, err
}

const sqlDrifted = `SELECT c.id, c.report_id FROM correction c JOIN unnest($1::bigint[], $2::int[]) AS m (report_id, fixed) ON m.report_id = c.report_id
 WHERE c.state = 'approved' AND c.nth > m.fixed AND c.annex_no IS NULL ORDER BY c.decided_at, c.id`

// drifted are the corrections of months that count which the figures do not
// hold yet.
func drifted(ctx context.Context, q pg.Querier, f *Figures) ([]Drifted, error) {
	var ids []int64
	var fixed []int32
	for i := range f.Communes {
		for _, m := range f.Communes[i].Months {
			if m.Counted {
				ids, fixed = append(ids, m.Report), append(fixed, int32(m.Fixed))
			}
		}
	}
	return pg.List[Drifted](ctx, q, sqlDrifted, ids, fixed)
}

const sqlReportsBelow = `SELECT ` + reportColumns + ` FROM phase_report r WHERE r.phase_id = $1 AND r.level <> 'province' ORDER BY r.id FOR UPDATE`

const sqlSaveFrozen = `UPDATE phase_report SET signer_form = $2, signer_title = $3, signer_name = $4 WHERE id = $1`

// Freeze is chốt: the phase's lock, the province's canonical bytes, then the
// reports below, their months, and in the annex what was corrected since the
// units sent. All of it or nothing; nothing changes a frozen report any more.
// Refusals are named "ly-do", "ky-ten", "ky-chuc-vu", "ky-quyen-han".
func (s *Service) Freeze(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, in FreezeForm) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := pg.One[Report](ctx, tx, sqlReport, int64(id))
		if err != nil {
			return err
		}
		if err := r.freezable(a, w, now); err != nil {
			return err
		}
		if err := report.HoldPhase(ctx, tx, r.PhaseID); err != nil {
			return err
		}
		if r, err = lock(ctx, tx, id); err != nil {
			return err
		}
		if err := r.freezable(a, w, now); err != nil {
			return err
		}
		below, err := pg.List[Report](ctx, tx, sqlReportsBelow, r.PhaseID)
		if err != nil {
			return err
		}
		p, err := s.toFreeze(ctx, tx, w, r, now)
		if err != nil {
			return err
		}
		if in.Seen != p.Seen {
			return fault.New(fault.Stale, "Số liệu hoặc nội dung vừa thay đổi so với trang bạn xem. Xem lại bản mới rồi chốt.")
		}
		if err := in.check(p.Gaps); err != nil {
			return err
		}
		return s.freeze(ctx, tx, a, now, w, &r, below, p, in)
	})
}

func (in *FreezeForm) check(gaps []Gap) error {
	in.Reason, in.Form, in.Title, in.Name = vi.Clean(in.Reason), vi.CleanLine(in.Form), vi.CleanLine(in.Title), vi.CleanLine(in.Name)
	var bad fault.Fields
	if err := checkReason("lý do chốt khi còn thiếu", in.Reason, len(gaps) > 0); err != nil {
		e, _ := fault.Of(err)
		for _, f := range e.Fields {
			bad.Add(f.Name, f.Message)
		}
	}
	signerOf(&bad, in.Form, in.Title, in.Name)
	return bad.Err()
}

// SignerForms are the authorities a signature may open with.
var SignerForms = []string{"", "KT.", "TL.", "TUQ."}

func signerOf(bad *fault.Fields, form, title, name string) {
	known := false
	for _, f := range SignerForms {
		known = known || f == form
	}
	if !known {
		bad.Add("ky-quyen-han", "Chọn quyền hạn ký trong danh sách.")
	}
	if form != "" && title == "" {
		bad.Add("ky-chuc-vu", "Nhập chức vụ của người ký khi ký "+form)
	}
	if vi.Length(title) > 100 {
		bad.Add("ky-chuc-vu", "Chức vụ tối đa 100 chữ.")
	}
	if vi.Length(name) > 100 {
		bad.Add("ky-ten", "Họ tên tối đa 100 chữ.")
	}
}

func (s *Service) freeze(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w report.World, r *Report, below []Report, p *FreezePlan, in FreezeForm) error {
	snapshot, err := store(ctx, tx, r.ID, Freezing, 1, p.Sealed, gapWords(p.Gaps), in.Reason, a, now)
	if err != nil {
		return err
	}
	if err := r.Freeze(now, a.UserID); err != nil {
		return err
	}
	if err := save(ctx, tx, r); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlSaveFrozen, int64(r.ID), in.Form, in.Title, in.Name); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlPutStep, int64(r.ID), "freeze", r.SubmissionNo, in.Reason, snapshot, a.UserID, now.Business); err != nil {
		return err
	}
	for i := range below {
		if err := freezeBelow(ctx, tx, a, now, &below[i]); err != nil {
			return err
		}
	}
	phase := p.Figures.Phase
	frozen, leftOut, err := report.FreezePhase(ctx, tx, a, now, phase.ID, vi.LowerFirst(phase.Name))
	if err != nil {
		return err
	}
	for _, d := range p.Later {
		no, err := s.Annex(ctx, tx, a, now, phase.ID, d.ID)
		if err != nil {
			return err
		}
		if err := report.MarkAnnexed(ctx, tx, d.Report, d.ID, no); err != nil {
			return err
		}
	}
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.freeze", ObjectKind: "phase_report", ObjectID: int64(r.ID), Path: r.ScopePath,
		Summary: fmt.Sprintf("Chốt báo cáo kết quả %s của %s: %d báo cáo tháng, %d ngoài số chốt", vi.LowerFirst(phase.Name), p.Figures.Unit.Name, frozen, leftOut),
		After:   map[string]any{"mã băm": p.Seen, "còn thiếu": len(p.Gaps), "lý do": in.Reason, "đính chính kèm theo": len(p.Later)}})
}

// freezeBelow closes a report below the province: frozen where it was
// accepted, left out otherwise.
func freezeBelow(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, r *Report) error {
	step := "freeze"
	switch {
	case r.State.Closed():
		return nil
	case r.State == Accepted:
		if err := r.Freeze(now, a.UserID); err != nil {
			return err
		}
	default:
		r.State, step = LeftOut, "leave_out"
	}
	if err := save(ctx, tx, r); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlPutStep, int64(r.ID), step, r.SubmissionNo, "", 0, a.UserID, now.Business)
	return err
}

// store writes a snapshot down under a fresh code.
func store(ctx context.Context, tx pg.Tx, id ID, kind Kind, no int, sealed *Sealed, gaps, reason string, a access.Actor, now clock.Moment) (int64, error) {
	b, digest, err := sealed.Canonical()
	if err != nil {
		return 0, err
	}
	return pg.Value[int64](ctx, tx, sqlPutSnapshot, int64(id), kind, no, b, digest[:], NewCode(), gaps, reason, a.UserID, now.Business)
}

func gapWords(gaps []Gap) string {
	list := make([]string, len(gaps))
	for i, g := range gaps {
		list[i] = paper.CleanLine(g.Text)
	}
	return strings.Join(list, "\n")
}
