package report

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Proposal asks to correct one figure of an accepted report: what the page
// showed, what it should be, and why.
type Proposal struct {
	Report ID
	Cell   Cell
	Base   Value
	New    Value
	Reason string
}

const sqlPropose = `INSERT INTO correction (report_id, team_id, slot, old, new, new_none, reason, origin, state, proposed_by, proposed_at)
 VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6, $7, $8, 'proposed', nullif($9::bigint, 0), $10) RETURNING id`

// Propose writes a holder's proposal down. It is refused where the cell has
// one pending, where the stored value is not what the page showed, and where
// the result would put a part above its whole (what is pending counted in).
// Refusals are named "so-moi" and "ly-do".
func (s *Service) Propose(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, p Proposal) error {
	_, err := s.propose(ctx, tx, a, now, w, p)
	return err
}

// ProposeOnce is Propose in a transaction of its own, carried out once per
// key however often its form is sent.
func (s *Service) ProposeOnce(ctx context.Context, a access.Actor, now clock.Moment, w World, key string, p Proposal, url func(CorrectionID) string) (string, error) {
	at := ""
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		if key == "" { // no form of ours: what is wrong with it besides is told first
			if _, err := s.propose(ctx, tx, a, now, w, p); err != nil && fault.KindOf(err) != fault.Stale {
				return err
			}
		}
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := s.propose(ctx, tx, a, now, w, p)
			return url(id), err
		})
		return err
	})
	return at, err
}

func (s *Service) propose(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, p Proposal) (CorrectionID, error) {
	r, err := lock(ctx, tx, p.Report)
	if err != nil {
		return 0, err
	}
	if err := access.Check(a, access.ReportEnter, r.HolderPlace()); err != nil {
		return 0, err
	}
	if err := r.Correctable(); err != nil {
		return 0, err
	}
	period, err := w.period(&r)
	if err != nil {
		return 0, err
	}
	rules, err := w.rules(&r)
	if err != nil {
		return 0, err
	}
	teams := w.teams(&r, period)
	m := rules.Measure(p.Cell.Slot)
	if m == nil || !rules.Expects(p.Cell.Slot, p.Cell.Row == Whole) || p.Cell.Row != Whole && !slices.Contains(teams, org.UnitID(p.Cell.Row)) {
		return 0, fault.Missing()
	}
	f, err := loadFigures(ctx, tx, r.ID)
	if err != nil {
		return 0, err
	}
	waiting, err := pendingOf(ctx, tx, r.ID)
	if err != nil {
		return 0, err
	}
	stored := f.at(p.Cell)
	for i := range waiting {
		if waiting[i].Cell() == p.Cell {
			return 0, fault.New(fault.Stale, fmt.Sprintf("Ô này đã có một đề nghị đính chính đang chờ duyệt (%s → %s). Chờ đơn vị duyệt quyết định, hoặc rút đề nghị đó rồi lập đề nghị mới.",
				waiting[i].From().Words(), waiting[i].To().Words()))
		}
	}
	reason := vi.Clean(p.Reason)
	if err := p.check(m, rules, teams, f, waiting, reason); err != nil {
		return 0, err
	}
	if stored.N != p.Base.N {
		return 0, fault.New(fault.Stale, "Ô này vừa được đính chính thành "+stored.Words()+". Xem lại số mới rồi quyết định có đề nghị nữa không.")
	}
	id, err := pg.Value[int64](ctx, tx, sqlPropose, int64(r.ID), p.Cell.Row, p.Cell.Slot, stored.ptr(), p.New.ptr(), p.New.None, reason, FromHolder, a.UserID, now.Business)
	if pg.Violates(err, "correction_one_pending") {
		return 0, fault.New(fault.Stale, "Ô này vừa có một đề nghị đính chính khác đang chờ duyệt.")
	}
	if err != nil {
		return 0, err
	}
	return CorrectionID(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "correction.propose", ObjectKind: "correction", ObjectID: id, Path: r.ScopePath,
		Summary: fmt.Sprintf("Đề nghị đính chính %s / %s: %s → %s, báo cáo %s", w.rowName(p.Cell.Row), m.Short, stored.Words(), p.New.Words(), w.titleOf(&r, period)),
		After:   map[string]any{"lý do": reason}})
}

// check collects what is wrong with what was typed. f is spent.
func (p *Proposal) check(m *plan.Measure, rules *plan.Rules, teams []org.UnitID, f figures, waiting []Correction, reason string) error {
	var bad fault.Fields
	switch {
	case m.Derived != 0:
		bad.Add("so-moi", "Số này tự lấy từ danh sách. Sửa danh sách, hệ thống sẽ tự lập đề nghị đính chính.")
	case !p.New.Known():
		bad.Add("so-moi", "Nhập số đúng của ô này.")
	case p.New.N == f.at(p.Cell).N:
		bad.Add("so-moi", "Số mới trùng với số đang lưu.")
	default:
		for i := range waiting {
			f.put(waiting[i].Cell(), waiting[i].To(), rules.Slots())
		}
		f.put(p.Cell, p.New, rules.Slots())
		if why := breach(rules, teams, f, p.Cell); why != "" {
			bad.Add("so-moi", why+" Nếu cả hai số đều sai, đề nghị đính chính ô kia trước.")
		}
	}
	checkWhy(&bad, "lý do đính chính", reason)
	return bad.Err()
}

// checkWhy holds a reason to being there, its length, and no personal
// numbers; the field is "ly-do".
func checkWhy(bad *fault.Fields, what, reason string) {
	switch {
	case reason == "":
		bad.Add("ly-do", "Nhập "+what+".")
	case vi.Length(reason) > MaxNote:
		bad.Add("ly-do", fmt.Sprintf("%s tối đa %d chữ.", vi.UpperFirst(what), MaxNote))
	case personal(reason) != "":
		bad.Add("ly-do", vi.UpperFirst(what)+": "+personal(reason))
	}
}
