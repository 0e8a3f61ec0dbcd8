package register

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// RecognitionID keys recognition.
type RecognitionID int64

// Recognition is one time a deed or a model was recognised.
type Recognition struct {
	ID           RecognitionID `db:"id"`
	Kind         Kind          `db:"row_kind"`
	RowID        int64         `db:"row_id"`
	Rank         Rank          `db:"level"` // Unranked only on deeds of old
	By           string        `db:"by_whom"`
	Document     string        `db:"document"`
	On           clock.Day     `db:"on_day"`
	Author       string        `db:"author"`
	CreatedAt    time.Time     `db:"created_at"`
	WithdrawnAt  *time.Time    `db:"withdrawn_at"`
	WithdrawnWhy string        `db:"withdrawn_why"`
}

// Row is what was recognised.
func (r Recognition) Row() Row { return Row{r.Kind, r.RowID} }

// RecognitionInput is what the form asks; its fields' names in it are cap,
// noi-ghi-nhan, van-ban, ngay-ghi-nhan. The zero value is none.
type RecognitionInput struct {
	Rank     Rank       `json:"recognised_level"`
	By       string     `json:"recognised_by"`
	Document string     `json:"recognised_doc"`
	On       *clock.Day `json:"recognised_on"`
}

// Given tells whether anything was filled in.
func (in RecognitionInput) Given() bool {
	return in.Rank != Unranked || in.By != "" || in.Document != "" || in.On != nil
}

// Clean brings the texts to NFC.
func (in *RecognitionInput) Clean() {
	in.By, in.Document = vi.CleanLine(in.By), vi.CleanLine(in.Document)
}

// Check collects everything refused; fields f holds already are passed over.
// began is the day the deed was done or the model began, nil where unknown.
// Models need a document: 2.1 rests on it.
func (in RecognitionInput) Check(f *fault.Fields, now clock.Moment, kind Kind, began *clock.Day) {
	switch {
	case f.Has("cap"):
	case in.Rank == Unranked:
		f.Add("cap", "Chọn cấp ghi nhận, hoặc xóa đơn vị, ngày và văn bản ghi nhận.")
	case in.Rank.Label() == "":
		f.Add("cap", "Chọn cấp ghi nhận.")
	}
	check(f, "noi-ghi-nhan", "đơn vị ghi nhận, biểu dương", in.By, true, 200)
	check(f, "van-ban", "số quyết định, văn bản ghi nhận", in.Document, kind == Models, 160)
	switch {
	case f.Has("ngay-ghi-nhan"):
	case in.On == nil:
		f.Add("ngay-ghi-nhan", "Nhập ngày ghi nhận, biểu dương.")
	case *in.On > now.Today:
		f.Add("ngay-ghi-nhan", "Ngày ghi nhận không được sau hôm nay.")
	case began != nil && *in.On < *began && kind == Models:
		f.Add("ngay-ghi-nhan", "Ngày ghi nhận không được trước ngày bắt đầu hoạt động.")
	case began != nil && *in.On < *began:
		f.Add("ngay-ghi-nhan", "Ngày ghi nhận không được trước ngày làm việc tốt.")
	}
}

const (
	sqlRecognitionColumns = `r.id, r.row_kind, r.row_id, r.level, r.by_whom, r.document, r.on_day, u.full_name AS author, r.created_at, r.withdrawn_at, r.withdrawn_why`
	sqlRecognitions       = `
SELECT ` + sqlRecognitionColumns + ` FROM recognition r JOIN app_user u ON u.id = r.created_by
WHERE r.row_kind = $1 AND r.row_id = $2 ORDER BY r.on_day, r.id`
	sqlRecognition    = `SELECT ` + sqlRecognitionColumns + ` FROM recognition r JOIN app_user u ON u.id = r.created_by WHERE r.id = $1`
	sqlAddRecognition = `
INSERT INTO recognition (row_kind, row_id, level, by_whom, document, on_day, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`
	sqlWithdrawRecognition = `
UPDATE recognition SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 WHERE id = $1 AND withdrawn_at IS NULL`

	// The recognition a list shows: the highest, of these the earliest.
	sqlBest = ` AND r.withdrawn_at IS NULL ORDER BY array_position('{ministry,province,district,commune}', r.level), r.on_day, r.id LIMIT 1`
)

// Recognition is one recognition of a row the actor may write, for its form.
func (s *Service) Recognition(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id RecognitionID) (Recognition, error) {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return Recognition{}, err
	}
	r, err := pg.One[Recognition](ctx, s.DB, sqlRecognition, id)
	if err != nil {
		return r, err
	}
	_, err = hold(ctx, s.DB, a, access.DeedWrite, now, tree, r.Row(), false)
	return r, err
}

// Recognise writes a recognition of a row down, once per form.
func (s *Service) Recognise(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, once Once, row Row, in RecognitionInput) (Created, error) {
	var made Created
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		h, err := holdToWrite(ctx, tx, a, now, tree, row)
		if err != nil {
			return err
		}
		in.Clean()
		var f fault.Fields
		in.Check(&f, now, row.Kind, &h.Began)
		if err := f.Err(); err != nil {
			return err
		}
		if made, err = once.claim(ctx, tx, a, now, row.ID); err != nil || made.Repeated {
			return err
		}
		if _, err := addRecognition(ctx, tx, a, now, row, in); err != nil {
			return err
		}
		if err := s.recognitionChanged(ctx, tx, a, now, tree, row, h, *in.On); err != nil {
			return err
		}
		action := "deed.recognise"
		if row.family() == "model" {
			action = "model.recognise"
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: row.object(), ObjectID: row.ID, Path: h.place.Path,
			Summary: fmt.Sprintf("Thêm ghi nhận của %s ngày %s cho %s", in.By, *in.On, h.Words), After: in})
	})
	return made, err
}

func addRecognition(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, row Row, in RecognitionInput) (RecognitionID, error) {
	return pg.Value[RecognitionID](ctx, tx, sqlAddRecognition, row.Kind, row.ID, in.Rank, in.By, in.Document, *in.On, a.UserID, now.Business)
}

// recognitionChanged tells listeners: of models the count of 2.1 may differ
// from that day on; 7.1 does not ask who recognised a deed.
func (s *Service) recognitionChanged(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, row Row, h held, on clock.Day) error {
	if row.Kind != Models {
		return nil
	}
	return s.changed(ctx, tx, Change{a, now, tree, Models, h.Commune, h.Teams, on})
}

// WithdrawRecognition takes a recognition back, with a reason.
func (s *Service) WithdrawRecognition(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id RecognitionID, why string) error {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return err
	}
	why = vi.Clean(why)
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		r, err := pg.One[Recognition](ctx, tx, sqlRecognition, id)
		if err != nil {
			return err
		}
		row := r.Row()
		h, err := holdToWrite(ctx, tx, a, now, tree, row)
		if err != nil {
			return err
		}
		if err := checkReason(why); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, sqlWithdrawRecognition, id, now.Business, a.UserID, why)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Stale, "Ghi nhận này đã được rút.")
		}
		if err := s.recognitionChanged(ctx, tx, a, now, tree, row, h, r.On); err != nil {
			return err
		}
		action := "deed.unrecognise"
		if row.family() == "model" {
			action = "model.unrecognise"
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: row.object(), ObjectID: row.ID, Path: h.place.Path,
			Summary: fmt.Sprintf("Rút ghi nhận của %s ngày %s cho %s: %s", r.By, r.On, h.Words, why),
			Before:  RecognitionInput{Rank: r.Rank, By: r.By, Document: r.Document, On: &r.On}})
	})
}

const sqlFirstRecognition = `SELECT min(on_day) FROM recognition WHERE row_kind = $1 AND row_id = $2 AND withdrawn_at IS NULL`

// afterRecognition refuses to move a row's day behind a recognition of it.
func afterRecognition(ctx context.Context, q pg.Querier, row Row, began clock.Day, field string) error {
	first, err := pg.Value[*clock.Day](ctx, q, sqlFirstRecognition, row.Kind, row.ID)
	if err != nil || first == nil || *first >= began {
		return err
	}
	var f fault.Fields
	f.Add(field, fmt.Sprintf("Nội dung này đã được ghi nhận ngày %s; ngày nhập không được sau ngày đó.", *first))
	return f.Err()
}
