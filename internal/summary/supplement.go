package summary

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

const (
	sqlSupplements      = `SELECT count(*)::int AS made, count(*) FILTER (WHERE accepted_at IS NULL AND refused_at IS NULL)::int AS waiting FROM phase_snapshot WHERE report_id = $1 AND kind = 'supplement'`
	sqlWaitingNo        = `SELECT id FROM phase_snapshot WHERE report_id = $1 AND kind = 'supplement' AND no = $2::bigint AND accepted_at IS NULL AND refused_at IS NULL FOR UPDATE`
	sqlTakeSupplement   = `UPDATE phase_snapshot SET accepted_at = $2 WHERE id = $1`
	sqlRefuseSupplement = `UPDATE phase_snapshot SET refused_at = $2 WHERE id = $1`
	sqlStanding         = `SELECT ` + sqlSnapshotColumns + ` JOIN phase_report r ON r.id = s.report_id
 WHERE s.report_id = $1 AND (s.kind = 'submission' AND s.no = r.submission_no OR s.kind = 'supplement' AND s.accepted_at IS NOT NULL OR s.kind = 'freeze')
 ORDER BY s.id DESC LIMIT 1`
)

// standing is the snapshot that speaks for the report.
func standing(ctx context.Context, q pg.Querier, id ID) (Snapshot, *Sealed, error) {
	x, err := pg.One[Snapshot](ctx, q, sqlStanding, int64(id))
	if err != nil {
		return x, nil, err
	}
	sealed, err := Unseal(x.Canonical)
	return x, sealed, err
}

// Supply sends what differs since an accepted report was sent as a numbered
// supplement with a reason, the field "ly-do"; the reviewer takes it over
// apart. The narrative stays as written, its live figures follow. Returns its
// number.
func (s *Service) Supply(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, reason string) (no int, err error) {
	reason = vi.Clean(reason)
	err = s.acting(ctx, a, now, w, id, access.SummaryWrite, func(x *act) error {
		if x.r.State != Accepted {
			return x.r.stale("bổ sung")
		}
		n, err := pg.One[struct {
			Made    int `db:"made"`
			Waiting int `db:"waiting"`
		}](ctx, x.tx, sqlSupplements, int64(id))
		if err != nil {
			return err
		}
		if n.Waiting > 0 {
			return fault.New(fault.Stale, "Đã có báo cáo bổ sung đang chờ tiếp nhận. Chờ kết quả rồi gửi bổ sung tiếp.")
		}
		_, was, err := standing(ctx, x.tx, id)
		if err != nil {
			return err
		}
		f, gaps, err := s.Compile(ctx, x.tx, w, &x.r, now)
		if err != nil {
			return err
		}
		drift := DriftOf(&was.Figures, f.Communes)
		if len(drift) == 0 {
			return fault.New(fault.Stale, "Số liệu đã duyệt không khác báo cáo đã gửi, không có gì để bổ sung.")
		}
		if err := checkReason("lý do bổ sung", reason, true); err != nil {
			return err
		}
		no = n.Made + 1
		sealed := &Sealed{Figures: *f, Sections: was.Sections}
		known := values(f)
		for i := range sealed.Sections {
			sealed.Sections[i].Text, _ = resolve(sealed.Sections[i].Raw, known)
		}
		snapshot, err := x.keep(ctx, Supplement, no, sealed, gaps, reason)
		if err != nil {
			return err
		}
		if err := x.step(ctx, "supplement", fmt.Sprintf("Bổ sung số %d: %s", no, reason), snapshot); err != nil {
			return err
		}
		return x.record(ctx, "summary.supplement", fmt.Sprintf("Gửi bổ sung số %d của", no), map[string]any{"lý do": reason, "số điểm khác": len(drift)})
	})
	return no, err
}

// DecideSupplement takes a waiting supplement over, or refuses it with a
// reason, the field "ly-do".
func (s *Service) DecideSupplement(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, no int, take bool, reason string) error {
	reason = vi.Clean(reason)
	return s.acting(ctx, a, now, w, id, access.SummaryReview, func(x *act) error {
		if x.r.State != Accepted {
			return x.r.stale("xử lý bổ sung của")
		}
		snapshot, err := pg.Value[int64](ctx, x.tx, sqlWaitingNo, int64(id), int64(no))
		if fault.KindOf(err) == fault.NotFound {
			return fault.New(fault.Stale, "Báo cáo bổ sung này không còn chờ tiếp nhận. Tải lại trang để xem kết quả.")
		}
		if err != nil {
			return err
		}
		if take {
			if _, err := x.tx.Exec(ctx, sqlTakeSupplement, snapshot, now.Business); err != nil {
				return err
			}
			if err := x.step(ctx, "supplement.accept", fmt.Sprintf("Bổ sung số %d", no), snapshot); err != nil {
				return err
			}
			return x.record(ctx, "summary.supplement_accept", fmt.Sprintf("Tiếp nhận bổ sung số %d của", no), nil)
		}
		if err := checkReason("lý do không tiếp nhận bổ sung", reason, true); err != nil {
			return err
		}
		if _, err := x.tx.Exec(ctx, sqlRefuseSupplement, snapshot, now.Business); err != nil {
			return err
		}
		if err := x.step(ctx, "supplement.refuse", fmt.Sprintf("Bổ sung số %d: %s", no, reason), snapshot); err != nil {
			return err
		}
		return x.record(ctx, "summary.supplement_refuse", fmt.Sprintf("Không tiếp nhận bổ sung số %d của", no), map[string]any{"lý do": reason})
	})
}
