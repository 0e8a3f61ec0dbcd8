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
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// MaxMerit bounds a sentence of merit, in characters: it has to stand on a
// certificate.
const MaxMerit = 300

const (
	sqlEditNominee   = `UPDATE nominee SET span = $2, deeds = $3, models = $4, merit = $5, changed = $6, version = version + 1 WHERE id = $1`
	sqlPlaceNominee  = `UPDATE nominee SET place = $2 WHERE id = $1`
	sqlDropTexts     = `DELETE FROM nominee_text WHERE nominee_id = $1`
	sqlDropConfirms  = `DELETE FROM nominee_confirm WHERE nominee_id = $1`
	sqlDropOverrides = `DELETE FROM nominee_override WHERE nominee_id = $1`
	sqlUnhang        = `UPDATE dossier_paper SET nominee_id = NULL WHERE nominee_id = $1`
	sqlDropNominee   = `DELETE FROM nominee WHERE id = $1`
	sqlPutConfirm    = `INSERT INTO nominee_confirm (nominee_id, guard, refs, side, said, reason, by) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

// NomineeEdit is what a nominee is put forward for.
type NomineeEdit struct {
	Version int
	Span    string // "" where certain deeds and models are, by themselves
	Deeds   []register.DeedID
	Models  []register.ModelID
	Merit   string
}

// EditNominee writes the achievement and the sentence of merit. Refused fields:
// thanh-tich, khen-ve.
func (s *Service) EditNominee(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, nominee NomineeID, in NomineeEdit) error {
	in.Merit = vi.CleanLine(in.Merit)
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, list, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		n, err := nomineeIn(list, nominee)
		if err != nil {
			return err
		}
		after := *n
		after.Span, after.Deeds, after.Models, after.Merit = in.Span, in.Deeds, in.Models, in.Merit
		if in.Span != "" {
			after.Deeds, after.Models = nil, nil
		}
		if err := s.checkEdit(ctx, tx, w, &r, n, &after); err != nil {
			return err
		}
		if n.Version != in.Version {
			return fault.New(fault.Stale, n.Name+" vừa được người khác sửa. Tải lại trang để xem bản mới.")
		}
		if after.Deeds == nil {
			after.Deeds = []register.DeedID{}
		}
		if after.Models == nil {
			after.Models = []register.ModelID{}
		}
		if _, err := tx.Exec(ctx, sqlEditNominee, n.ID, after.Span, after.Deeds, after.Models, after.Merit, signed(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.edit", ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath,
			Summary: fmt.Sprintf("Sửa nội dung đề nghị khen thưởng %s", n.Name), Before: map[string]any{"khen về": n.Span, "việc tốt": n.Deeds, "mô hình": n.Models, "thành tích": n.Merit},
			After: map[string]any{"khen về": after.Span, "việc tốt": after.Deeds, "mô hình": after.Models, "thành tích": after.Merit}})
	})
}

// checkEdit refuses an achievement that is none, or rewarded already.
func (s *Service) checkEdit(ctx context.Context, q pg.Querier, w report.World, r *Row, n, after *Nominee) error {
	var f fault.Fields
	switch {
	case after.Merit == "":
		f.Add("thanh-tich", "Nhập thành tích ghi trên quyết định, giấy chứng nhận.")
	case vi.Length(after.Merit) > MaxMerit:
		f.Add("thanh-tich", fmt.Sprintf("Rút gọn còn tối đa %d ký tự để in vừa một tờ.", MaxMerit))
	case vi.FindPersonal(after.Merit) != "":
		f.Add("thanh-tich", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(after.Merit))+" rồi lưu lại.")
	}
	if _, ok := w.Plan.Stretch(after.Span, w.Day); after.Span != "" && (!ok || after.Span != plan.WholeCampaign && !isPhase(w, after.Span)) {
		f.Add("khen-ve", "Chọn thành tích được khen.")
	}
	found, err := s.grounds(ctx, q, w, r, []Nominee{*after})
	if err != nil {
		return err
	}
	if after.Span == "" {
		if len(after.Deeds)+len(after.Models) == 0 {
			f.Add("khen-ve", "Chọn ít nhất một việc tốt hoặc mô hình, hoặc khen thành tích của cả đợt.")
		}
		for _, m := range after.Models {
			if !slices.ContainsFunc(found[0].OwnModels(after), func(x register.Model) bool { return x.ID == m }) {
				f.Add("khen-ve", "Có mô hình chưa được công nhận hoặc không ghi nhận công của tập thể, cá nhân này. Tải lại trang để chọn lại.")
				break
			}
		}
		for _, d := range after.Deeds {
			if c := found[0].Candidate; c == nil || !slices.ContainsFunc(c.Deeds, func(x register.Deed) bool { return x.ID == d && x.WithdrawnAt == nil }) {
				f.Add("khen-ve", "Có việc tốt không phải của tập thể, cá nhân này. Tải lại trang để chọn lại.")
				break
			}
		}
	}
	for _, x := range found[0].Findings {
		if x.Guard == award.GuardRepeat && !f.Has("khen-ve") {
			f.Add("khen-ve", x.Text+". "+x.Release)
		}
	}
	return f.Err()
}

func isPhase(w report.World, code string) bool {
	_, ok := w.Plan.PhaseByCode(code)
	return ok
}

// Move puts a nominee before (up) or after its neighbour of the same kind.
func (s *Service) Move(ctx context.Context, a access.Actor, now clock.Moment, id ID, nominee NomineeID, up bool) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, list, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		n, err := nomineeIn(list, nominee)
		if err != nil {
			return err
		}
		var kind []*Nominee
		for i := range list {
			if list[i].Subject == n.Subject {
				kind = append(kind, &list[i])
			}
		}
		at := slices.Index(kind, n)
		to := at + 1
		if up {
			to = at - 1
		}
		if to < 0 || to >= len(kind) {
			return nil
		}
		kind[at], kind[to] = kind[to], kind[at]
		for i, x := range kind {
			if _, err := tx.Exec(ctx, sqlPlaceNominee, x.ID, i+1); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.edit", ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath,
			Summary: fmt.Sprintf("Đổi thứ tự %s trong %s", n.Name, r.Words()), After: map[string]any{"thứ tự": to + 1}})
	})
}

// Pull takes a nominee out: off a dossier that was never sent, without a
// trace but the audit's; afterwards it is withdrawn, with a reason, and stays.
func (s *Service) Pull(ctx context.Context, a access.Actor, now clock.Moment, id ID, nominee NomineeID, version int, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, d, err := lock(ctx, tx, a, id)
		if err != nil {
			return err
		}
		if !r.Proposes(a) {
			return fault.New(fault.Forbidden, "Hồ sơ này do đơn vị khác lập; bạn chỉ xem được.")
		}
		if err := d.Permits(a.Role, award.PullOut); err != nil {
			return err
		}
		list, err := lockNominees(ctx, tx, id)
		if err != nil {
			return err
		}
		n, err := nomineeIn(list, nominee)
		if err != nil {
			return err
		}
		if n.Version != version {
			return fault.New(fault.Stale, n.Name+" vừa được người khác xử lý. Tải lại trang để xem tình trạng mới.")
		}
		action := "nominee.withdraw"
		gone := d.State == award.Draft && d.Submission == 0
		if gone {
			action = "nominee.remove"
		}
		entry := audit.Entry{Action: action, ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath, Summary: fmt.Sprintf("Đưa %s ra khỏi %s", n.Name, r.Words())}
		if gone {
			for _, sql := range []string{sqlDropTexts, sqlDropConfirms, sqlDropOverrides, sqlUnhang, sqlDropNominee} {
				if _, err := tx.Exec(ctx, sql, n.ID); err != nil {
					return err
				}
			}
			return audit.Record(ctx, tx, a, now, entry)
		}
		m := n.Machine()
		if err := m.Withdraw(a, now, version, why); err != nil {
			return err
		}
		if err := SaveMoved(ctx, tx, n, m, 0, nil); err != nil {
			return err
		}
		entry.Summary, entry.After = fmt.Sprintf("Rút %s khỏi %s", n.Name, r.Words()), map[string]any{"lý do": vi.Clean(why)}
		return audit.Record(ctx, tx, a, now, entry)
	})
}

// Confirm writes down that somebody of the side holding the dossier looked at a
// warning, and what they found. Refused fields: canh-bao, ly-do.
func (s *Service) Confirm(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, nominee NomineeID, guard award.Guard, refs []award.Ref, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, d, err := lock(ctx, tx, a, id)
		if err != nil {
			return err
		}
		side := award.ByAppraiser
		switch {
		case r.Proposes(a):
			side = award.ByProposer
		case int64(r.AwardingID) != a.UnitID:
			return fault.New(fault.Forbidden, "Đơn vị đang giữ hồ sơ xác nhận cảnh báo.")
		}
		if err := d.Permits(a.Role, award.ConfirmIt); err != nil {
			return err
		}
		list, err := lockNominees(ctx, tx, id)
		if err != nil {
			return err
		}
		n, err := nomineeIn(list, nominee)
		if err != nil {
			return err
		}
		found, err := s.grounds(ctx, tx, w, &r, list)
		if err != nil {
			return err
		}
		open := found[slices.IndexFunc(list, func(x Nominee) bool { return x.ID == nominee })].Open()
		i := slices.IndexFunc(open, func(f award.Finding) bool {
			return f.Weight == award.Asks && f.Guard == guard && slices.Equal(f.Refs, refs)
		})
		if i < 0 {
			return refuse("canh-bao", "Cảnh báo này không còn hoặc đã được xác nhận. Tải lại trang để xem tình trạng mới.")
		}
		if err := checkReason(why); err != nil {
			return err
		}
		if refs == nil {
			refs = []award.Ref{}
		}
		if _, err := tx.Exec(ctx, sqlPutConfirm, n.ID, guard, refs, side, open[i].Text, vi.Clean(why), signed(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.confirm", ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath,
			Summary: fmt.Sprintf("Xác nhận cảnh báo về %s: %s", n.Name, open[i].Text), After: map[string]any{"lý do": vi.Clean(why)}})
	})
}

// checkReason refuses a reason that is none; its field is ly-do.
func checkReason(why string) error {
	switch p := vi.FindPersonal(why); {
	case vi.Clean(why) == "":
		return refuse("ly-do", "Ghi rõ lý do.")
	case vi.Length(why) > MaxReason:
		return refuse("ly-do", "Rút gọn lý do còn tối đa 2.000 ký tự.")
	case p != "":
		return refuse("ly-do", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(p)+" rồi lưu lại.")
	}
	return nil
}
