package dossier

import (
	"context"
	"fmt"
	"io"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/vi"
)

// PaperID keys dossier_paper.
type PaperID int64

// Paper is a paper of the dossier as a file.
type Paper struct {
	ID        PaperID          `db:"id"`
	Dossier   ID               `db:"dossier_id"`
	Nominee   *NomineeID       `db:"nominee_id"`
	Kind      string           `db:"kind"`
	Name      string           `db:"name"`
	Digest    []byte           `db:"digest"`
	Added     award.Signature  `db:"added"`
	Withdrawn *award.Signature `db:"withdrawn"`
	Why       string           `db:"why"` // it was withdrawn
}

// MaxPapers is how many files a dossier holds.
const MaxPapers = 60

const (
	paperColumns  = `p.id, p.dossier_id, p.nominee_id, p.kind, p.name, p.digest, p.added, p.withdrawn, p.why`
	sqlPapers     = `SELECT ` + paperColumns + ` FROM dossier_paper p WHERE p.dossier_id = $1 ORDER BY p.id`
	sqlPaper      = `SELECT ` + paperColumns + ` FROM dossier_paper p WHERE p.dossier_id = $1 AND p.id = $2`
	sqlFileType   = `SELECT kind FROM evidence_file WHERE digest = $1`
	sqlPutPaper   = `INSERT INTO dossier_paper (dossier_id, kind, name, digest, added) VALUES ($1, $2, $3, $4, $5)`
	sqlDropPaper  = `UPDATE dossier_paper SET withdrawn = $2, why = $3 WHERE id = $1 AND withdrawn IS NULL`
	sqlPutLetter  = `UPDATE dossier SET doc_number = $2, doc_date = $3, signer_title = $4, signer_name = $5, version = version + 1 WHERE id = $1`
	sqlSameLetter = `SELECT count(*)::int FROM dossier WHERE unit_id = $1 AND id <> $2 AND state <> 'withdrawn' AND doc_number = $3 AND extract(year FROM doc_date) = extract(year FROM $4::date)`
)

func papers(ctx context.Context, q pg.Querier, id ID) ([]Paper, error) {
	return pg.List[Paper](ctx, q, sqlPapers, id)
}

// AddPaper keeps a file as a paper of the dossier; the same file again is one.
// Refused fields: loai, tep.
func (s *Service) AddPaper(ctx context.Context, a access.Actor, now clock.Moment, id ID, kind string, f *register.Ready) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, _, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		var bad fault.Fields
		if paperNames[kind] == "" {
			bad.Add("loai", "Chọn loại giấy tờ.")
		}
		if f == nil {
			bad.Add("tep", "Chọn tệp cần tải lên.")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		there, err := papers(ctx, tx, id)
		if err != nil {
			return err
		}
		n := 0
		for _, p := range there {
			if p.Withdrawn != nil {
				continue
			}
			if n++; p.Kind == kind && string(p.Digest) == string(f.Digest[:]) {
				return nil
			}
		}
		if n >= MaxPapers {
			return refuse("tep", fmt.Sprintf("Mỗi hồ sơ có tối đa %d tệp. Rút bớt tệp cũ rồi tải lại.", MaxPapers))
		}
		if err := register.Keep(ctx, tx, f, now.Business); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlPutPaper, id, kind, f.Name, f.Digest[:], signed(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "dossier.paper", ObjectKind: "dossier", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Thêm %s “%s” vào %s", vi.LowerFirst(paperNames[kind]), f.Name, r.Words()), After: map[string]any{"mã băm tệp": fmt.Sprintf("%x", f.Digest), "cỡ": f.Size}})
	})
}

// DropPaper withdraws a file, with a reason; it stays to be seen.
func (s *Service) DropPaper(ctx context.Context, a access.Actor, now clock.Moment, id ID, paper PaperID, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, _, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		p, err := pg.One[Paper](ctx, tx, sqlPaper, id, paper)
		if err != nil {
			return err
		}
		if p.Withdrawn != nil {
			return fault.New(fault.Stale, "Tệp này đã được rút.")
		}
		if err := checkReason(why); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropPaper, paper, signed(a, now), vi.Clean(why)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "dossier.paper_withdraw", ObjectKind: "dossier", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Rút %s “%s” khỏi %s", vi.LowerFirst(paperNames[p.Kind]), p.Name, r.Words()), After: map[string]any{"lý do": vi.Clean(why)}})
	})
}

// Paper is a file of a dossier the actor may read; withdrawn ones too, for
// those of the proposing side.
func (s *Service) Paper(ctx context.Context, q pg.Querier, a access.Actor, id ID, paper PaperID) (Paper, register.FileKind, error) {
	if err := access.CheckRole(a, access.AwardRead); err != nil {
		return Paper{}, "", err
	}
	r, err := pg.One[Row](ctx, q, sqlDossier, id)
	if err != nil {
		return Paper{}, "", err
	}
	if err := r.reads(a); err != nil {
		return Paper{}, "", err
	}
	p, err := pg.One[Paper](ctx, q, sqlPaper, id, paper)
	if err == nil && p.Withdrawn != nil && !r.Proposes(a) {
		err = fault.Missing()
	}
	if err != nil {
		return p, "", err
	}
	kind, err := pg.Value[register.FileKind](ctx, q, sqlFileType, p.Digest)
	return p, kind, err
}

// Content is a paper's bytes, read piece by piece.
func (p Paper) Content(ctx context.Context, q pg.Querier) (io.ReadSeeker, error) {
	return register.Kept(ctx, q, p.Digest)
}

// Letter is the signed tờ trình's number, day and signer.
type Letter struct {
	Version int
	Number  string
	Day     clock.Day
	Title   string
	Signer  string
}

// SaveLetter writes them down. Refused fields: so, ngay, chuc-vu, nguoi-ky.
func (s *Service) SaveLetter(ctx context.Context, a access.Actor, now clock.Moment, id ID, in Letter) error {
	in.Number, in.Title, in.Signer = vi.CleanLine(in.Number), vi.CleanLine(in.Title), vi.CleanLine(in.Signer)
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, _, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		if err := in.check(now); err != nil {
			return err
		}
		if r.Version != in.Version {
			return fault.New(fault.Stale, "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
		}
		same, err := pg.Value[int](ctx, tx, sqlSameLetter, r.UnitID, id, in.Number, in.Day)
		if err != nil {
			return err
		}
		if same > 0 {
			return refuse("so", "Đơn vị đã dùng số "+in.Number+" cho hồ sơ khác trong năm này. Kiểm tra lại số.")
		}
		if _, err := tx.Exec(ctx, sqlPutLetter, id, in.Number, in.Day, in.Title, in.Signer); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "dossier.letter", ObjectKind: "dossier", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Ghi tờ trình số %s ngày %s của %s", in.Number, in.Day, r.Words()), After: map[string]any{"người ký": in.Signer, "chức vụ": in.Title}})
	})
}

func (in *Letter) check(now clock.Moment) error {
	var bad fault.Fields
	switch {
	case in.Number == "":
		bad.Add("so", "Nhập số tờ trình.")
	case len(in.Number) > 20 || strings.TrimLeft(in.Number, "0123456789") == in.Number:
		bad.Add("so", "Số tờ trình bắt đầu bằng chữ số, tối đa 20 ký tự, ví dụ 125.")
	}
	switch {
	case in.Day == 0:
		bad.Add("ngay", "Nhập ngày ký.")
	case in.Day > now.Today:
		bad.Add("ngay", "Ngày ký không được sau hôm nay ("+now.Today.String()+").")
	case in.Day < clock.NewDay(2024, 1, 1):
		bad.Add("ngay", "Ngày ký trước khi có phong trào. Kiểm tra lại năm.")
	}
	for _, x := range []struct{ name, what, text string }{{"chuc-vu", "chức vụ người ký", in.Title}, {"nguoi-ky", "họ tên người ký", in.Signer}} {
		switch {
		case x.text == "":
			bad.Add(x.name, "Nhập "+x.what+".")
		case vi.Length(x.text) > 100:
			bad.Add(x.name, vi.UpperFirst(x.what)+" tối đa 100 chữ.")
		}
	}
	return bad.Err()
}
