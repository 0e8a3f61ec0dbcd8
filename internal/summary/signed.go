package summary

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// SignedCopy is the signed paper as registered.
type SignedCopy struct {
	ReportID ID        `db:"report_id"`
	Number   string    `db:"number"`
	SignedOn clock.Day `db:"signed_on"`
	Signer   string    `db:"signer"`
	Digest   []byte    `db:"file_digest"`
	FileName string    `db:"file_name"`
	By       string    `db:"by"`
	At       time.Time `db:"registered_at"`
}

// SignForm is what is registered: number, day, who signed, and the scan.
type SignForm struct {
	Number string
	Day    clock.Day
	Signer string
	File   *register.Ready
}

const (
	sqlSignedCopy = `SELECT c.report_id, c.number, c.signed_on, c.signer, c.file_digest, c.file_name, u.full_name AS by, c.registered_at
 FROM signed_copy c JOIN app_user u ON u.id = c.registered_by WHERE c.report_id = $1`
	sqlPutSigned = `INSERT INTO signed_copy (report_id, unit_id, number, signed_on, signer, file_digest, file_name, registered_by, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlDocNumber = `UPDATE phase_report SET doc_number = $2, doc_date = $3, signer_name = $4 WHERE id = $1`
)

// Signed is the registered copy of a report; fault.Missing where there is none.
func (s *Service) Signed(ctx context.Context, q pg.Querier, id ID) (SignedCopy, error) {
	return pg.One[SignedCopy](ctx, q, sqlSignedCopy, int64(id))
}

// Scan is the copy's file, read piece by piece.
func (s *Service) Scan(ctx context.Context, q pg.Querier, c *SignedCopy) (io.ReadSeeker, error) {
	return register.Kept(ctx, q, c.Digest)
}

// signable says why no signed copy may be registered, nil where it may.
func (r *Report) signable(a access.Actor, w report.World) error {
	if err := r.check(a, access.SummaryWrite, w); err != nil {
		return err
	}
	if r.State == Signed {
		return fault.New(fault.Stale, "Bản ký của báo cáo này đã được đăng ký.")
	}
	if r.State != Frozen {
		return fault.New(fault.Stale, "Chỉ đăng ký bản ký sau khi báo cáo đã chốt.")
	}
	return nil
}

// Signable is signable for the page that asks.
func (s *Service) Signable(a access.Actor, w report.World, r *Report) error { return r.signable(a, w) }

// Sign registers the signed paper; from then on the report is closed. Refusals
// are named "so", "ngay", "nguoi-ky", "tep".
func (s *Service) Sign(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, in SignForm) error {
	in.Number, in.Signer = vi.CleanLine(in.Number), vi.CleanLine(in.Signer)
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := r.signable(a, w); err != nil {
			return err
		}
		if err := in.check(&r, now); err != nil {
			return err
		}
		if err := register.Keep(ctx, tx, in.File, now.Business); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, sqlPutSigned, int64(id), r.UnitID, in.Number, in.Day, in.Signer, in.File.Digest[:], in.File.Name, a.UserID, now.Business)
		if pg.Violates(err, "signed_copy_once") {
			var bad fault.Fields
			bad.Add("so", fmt.Sprintf("Đơn vị đã có văn bản số %s trong năm này. Kiểm tra lại số.", in.Number))
			return bad.Err()
		}
		if err != nil {
			return err
		}
		if err := r.Sign(); err != nil {
			return err
		}
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDocNumber, int64(id), in.Number, in.Day, in.Signer); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlPutStep, int64(id), "sign", r.SubmissionNo, "", 0, a.UserID, now.Business); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.sign", ObjectKind: "phase_report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Đăng ký bản ký số %s ngày %s", in.Number, in.Day), After: map[string]any{"người ký": in.Signer, "tệp": in.File.Name, "mã băm tệp": fmt.Sprintf("%x", in.File.Digest)}})
	})
}

func (in *SignForm) check(r *Report, now clock.Moment) error {
	var bad fault.Fields
	digits := strings.TrimLeft(in.Number, "0123456789")
	switch {
	case in.Number == "":
		bad.Add("so", "Nhập số văn bản.")
	case len(in.Number) > 20 || digits == in.Number:
		bad.Add("so", "Số văn bản bắt đầu bằng chữ số, tối đa 20 ký tự, ví dụ 125.")
	}
	switch {
	case in.Day == 0:
		bad.Add("ngay", "Nhập ngày ký.")
	case in.Day > now.Today:
		bad.Add("ngay", "Ngày ký không được sau hôm nay ("+now.Today.String()+").")
	case r.DecidedAt != nil && in.Day < clock.DayOf(*r.DecidedAt):
		bad.Add("ngay", "Ngày ký không được trước ngày chốt ("+clock.DayOf(*r.DecidedAt).String()+").")
	}
	switch {
	case in.Signer == "":
		bad.Add("nguoi-ky", "Nhập họ tên người ký.")
	case vi.Length(in.Signer) > 100:
		bad.Add("nguoi-ky", "Họ tên tối đa 100 chữ.")
	}
	switch {
	case in.File == nil:
		bad.Add("tep", "Chọn tệp PDF quét từ bản đã ký.")
	case in.File.Kind != register.PDF:
		bad.Add("tep", "Bản ký phải là tệp PDF quét từ văn bản giấy hoặc bản ký số.")
	}
	return bad.Err()
}
