package decision

import (
	"context"
	"fmt"
	"io"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
)

// Signing is what is recorded of a signed decision; Term is a signer's id.
type Signing struct {
	Number string
	Day    *clock.Day
	Term   int64
}

// Record gives a draft its number, day and signer, and its money by the law of
// that day; its dossiers are decided. Fields: so, ngay, nguoi-ky, danh-sach.
func (s *Service) Record(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, version int, in Signing) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		l, err := lockOne(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		set, err := criteria.LoadSettings(ctx, tx)
		if err != nil {
			return err
		}
		p, signer, err := s.papers(ctx, tx, w, l, set.Law, in.Term)
		if err != nil {
			return err
		}
		var f, list fault.Fields // of the list: told together with what is wrong of the rest
		if l.machine.State == award.DecisionDraft {
			if err := l.standing(ctx, tx, w, in.Day, &list); err != nil {
				return err
			}
		}
		if err := f.Take(l.machine.Record(a, now, p, in.Number, in.Day, signer)); err != nil {
			return err
		}
		_ = f.Take(list.Err()) // made of fields
		if err := f.Err(); err != nil {
			return err
		}
		sum, err := l.sum(set, w, *in.Day)
		if err != nil {
			return err
		}
		l.Money, l.TermID = &sum, &in.Term
		for _, h := range l.held.Of(l.order) {
			if h.Machine.State == award.Decided {
				continue
			}
			ready := h.Ready()
			ready.Signed = true
			if err := h.Move(ctx, tx, a, now, award.ActDecide, "", ready); err != nil {
				return err
			}
		}
		err = l.save(ctx, tx)
		if pg.Violates(err, "award_decision_number") {
			y, _, _ := in.Day.Date()
			return field("so", fmt.Sprintf("Số %s đã dùng cho một quyết định khác của đơn vị trong năm %d.", l.Number, y))
		}
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.record", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath,
			Summary: fmt.Sprintf("Ghi Quyết định %s, %s ký: tặng %s cho %s", l.signedWords(), l.SignerName, l.Form.Label(), l.count()),
			After:   map[string]any{"danh sách": l.names(), "tiền thưởng chính xác": sum.Exact, "tiền thưởng làm tròn": sum.Rounded}})
	})
}

func field(name, message string) error {
	var f fault.Fields
	f.Add(name, message)
	return f.Err()
}

// papers are what recording is checked against; signer is the chosen term's
// person, and only that term counts.
func (s *Service) papers(ctx context.Context, tx pg.Tx, w report.World, l *locked, law award.Law, term int64) (award.Papers, string, error) {
	p := award.Papers{Def: w.Plan.Rules.Def, Law: law, Level: levelOf(w, l.UnitID)}
	terms, err := s.Terms(ctx, tx, l.UnitID)
	if err != nil {
		return p, "", err
	}
	signer := ""
	for i := range terms {
		if terms[i].ID == term {
			p.Terms, signer = []award.Term{terms[i].Rule()}, terms[i].Name
		}
	}
	used, err := pg.List[struct {
		ID     int64     `db:"id"`
		Unit   int64     `db:"unit_id"`
		Number string    `db:"number"`
		On     clock.Day `db:"signed_on"`
	}](ctx, tx, sqlNumbers, l.UnitID)
	if err != nil {
		return p, "", err
	}
	for _, x := range used {
		p.Numbers = append(p.Numbers, award.Numbered{Decision: x.ID, Unit: x.Unit, Number: x.Number, Date: x.On})
	}
	var dossiers []dossier.ID
	for _, h := range l.held.Of(l.order) {
		dossiers = append(dossiers, h.ID)
	}
	if len(dossiers) > 0 {
		p.NotSince, err = dossier.ConcludedOn(ctx, tx, dossiers)
	}
	return p, signer, err
}

// standing refuses a list with somebody withdrawn since, one who must not be
// awarded on the day, and dossiers the chair was not asked about.
func (l *locked) standing(ctx context.Context, tx pg.Tx, w report.World, day *clock.Day, f *fault.Fields) error {
	var all []*dossier.Nominee
	for _, id := range l.order {
		n := l.held.Nominee(id)
		if all = append(all, n); n.State != award.Listed {
			f.Add("danh-sach", n.Name+" đang ở trạng thái “"+n.State.Words()+"”. Đưa ra khỏi danh sách trước khi ghi quyết định.")
		}
	}
	if day != nil {
		barred, err := dossier.Barred(ctx, tx, all, *day)
		if err != nil {
			return err
		}
		for _, x := range barred {
			f.Add("danh-sach", "Chưa được khen thưởng: "+x+".")
		}
	}
	var waiting []string
	for _, h := range l.held.Of(l.order) {
		if h.Machine.State == award.Concluded && l.Form == award.BangKhen {
			waiting = append(waiting, fmt.Sprintf("hồ sơ số %d của %s", h.No, w.Tree.Name(h.UnitID, w.Day).Full()))
		}
	}
	if len(waiting) > 0 {
		f.Add("danh-sach", "Chưa trình Chủ tịch Ủy ban nhân dân tỉnh: "+strings.Join(waiting, "; ")+". Ghi việc trình tại hồ sơ trước khi ghi quyết định.")
	}
	return nil
}

// sum is the list's money by a day's law.
func (l *locked) sum(set criteria.Settings, w report.World, day clock.Day) (award.Sum, error) {
	teams := 0
	for _, id := range l.order {
		if l.held.Nominee(id).Subject == award.Team {
			teams++
		}
	}
	return set.Law.Total(day, l.Form, levelOf(w, l.UnitID), set.Rounding, teams, len(l.order)-teams)
}

// Attach keeps the signed copy of a recorded or applied decision, in place of
// the one before. Field: tep.
func (s *Service) Attach(ctx context.Context, a access.Actor, now clock.Moment, id ID, file *register.Ready) error {
	if err := access.CheckRole(a, access.AwardDecide); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		rows, err := pg.List[Row](ctx, tx, sqlLockRows, []ID{id})
		if err != nil {
			return err
		}
		if len(rows) == 0 || !rows[0].Judges(a) {
			return fault.Missing()
		}
		r := rows[0]
		switch {
		case r.SignedOn == nil || r.State == award.DecisionCancelled:
			return fault.New(fault.Stale, "Ghi số, ngày, người ký của quyết định trước khi gửi bản ký.")
		case file == nil:
			return field("tep", "Chọn tệp PDF quét từ quyết định đã ký.")
		case file.Kind != register.PDF:
			return field("tep", "Bản ký phải là tệp PDF quét từ văn bản giấy hoặc bản ký số.")
		}
		if err := register.Keep(ctx, tx, file, now.Business); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlAttach, id, file.Digest[:], file.Name); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.attach", ObjectKind: "award_decision", ObjectID: int64(id), Path: r.ScopePath,
			Summary: "Gửi bản ký của Quyết định " + r.signedWords(), Before: map[string]any{"tệp": r.FileName}, After: map[string]any{"tệp": file.Name, "mã băm tệp": fmt.Sprintf("%x", file.Digest)}})
	})
}

const sqlAttach = `UPDATE award_decision SET file_digest = $2, file_name = $3 WHERE id = $1`

// Scan is the signed copy's file, read piece by piece; fault.Missing where
// there is none.
func (s *Service) Scan(ctx context.Context, q pg.Querier, r *Row) (io.ReadSeeker, error) {
	if r.FileDigest == nil {
		return nil, fault.Missing()
	}
	return register.Kept(ctx, q, r.FileDigest)
}
