package decision

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Term is the time a person may sign for a unit's chair, under a title.
type Term struct {
	ID      int64           `db:"id"`
	UnitID  org.UnitID      `db:"unit_id"`
	Name    string          `db:"name"`
	Title   string          `db:"title"`
	From    *clock.Day      `db:"since"`
	Before  *clock.Day      `db:"before"` // the first day no longer; nil open
	Version int             `db:"version"`
	Changed award.Signature `db:"changed"`
	Used    bool            `db:"used"` // a decision was signed by it
}

// Holds tells whether the person may sign on a day.
func (t *Term) Holds(day clock.Day) bool {
	return (t.From == nil || day >= *t.From) && (t.Before == nil || day < *t.Before)
}

// Rule is the term as award checks it.
func (t *Term) Rule() award.Term {
	return award.Term{Unit: int64(t.UnitID), Name: t.Name, Title: t.Title, From: t.From, Before: t.Before}
}

// Until is the last day, nil for none set.
func (t *Term) Until() *clock.Day {
	if t.Before == nil {
		return nil
	}
	d := *t.Before - 1
	return &d
}

// TermForm is what a signer's form asks for; Until is the last day.
type TermForm struct {
	Name, Title string
	From, Until *clock.Day
}

const (
	termColumns = `t.id, t.unit_id, t.name, t.title, lower(t.during) AS since, upper(t.during) AS before, t.version, t.changed,
  EXISTS (SELECT FROM award_decision d WHERE d.term_id = t.id AND d.state IN ('recorded', 'applied')) AS used`
	sqlTerms    = `SELECT ` + termColumns + ` FROM award_term t WHERE t.unit_id = $1 ORDER BY lower(t.during) DESC NULLS LAST, t.id DESC`
	sqlTerm     = `SELECT ` + termColumns + ` FROM award_term t WHERE t.id = $1`
	sqlLockTerm = sqlTerm + ` FOR UPDATE OF t`
	sqlPutTerm  = `INSERT INTO award_term (unit_id, name, title, during, changed) VALUES ($1, $2, $3, daterange($4, $5), $6) RETURNING id`
	sqlSaveTerm = `UPDATE award_term SET name = $2, title = $3, during = daterange($4, $5), version = version + 1, changed = $6 WHERE id = $1 AND version = $7`
	sqlSignedBy = `SELECT min(signed_on) AS first, max(signed_on) AS last FROM award_decision WHERE term_id = $1 AND state IN ('recorded', 'applied')`
)

// Terms are a unit's signers, the newest first. The caller has checked the
// right.
func (s *Service) Terms(ctx context.Context, q pg.Querier, unit org.UnitID) ([]Term, error) {
	return pg.List[Term](ctx, q, sqlTerms, unit)
}

func ownTerm(a access.Actor, t *Term) error {
	return access.Check(a, access.SignerWrite, access.Place{UnitID: int64(t.UnitID), Path: pathOf(a, t.UnitID)})
}

// pathOf is the actor's own path where the unit is the actor's, else nothing
// anyone reaches.
func pathOf(a access.Actor, unit org.UnitID) string {
	if int64(unit) == a.UnitID {
		return a.Path
	}
	return ""
}

// TermOf is one of the actor's own unit's; fault.Missing for any other.
func (s *Service) TermOf(ctx context.Context, q pg.Querier, a access.Actor, id int64) (Term, error) {
	if err := access.CheckRole(a, access.SignerWrite); err != nil {
		return Term{}, err
	}
	t, err := pg.One[Term](ctx, q, sqlTerm, id)
	if err != nil {
		return t, err
	}
	return t, ownTerm(a, &t)
}

// AddTerm adds a signer of the actor's unit; key is the form's, url the address
// of what was made.
func (s *Service) AddTerm(ctx context.Context, a access.Actor, now clock.Moment, key string, in TermForm, url string) (string, error) {
	if err := access.CheckRole(a, access.SignerWrite); err != nil {
		return "", err
	}
	if err := in.clean(); err != nil {
		return "", err
	}
	var out string
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		var err error
		out, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			if err := in.unlike(ctx, tx, a, nil); err != nil {
				return "", err
			}
			id, err := pg.Value[int64](ctx, tx, sqlPutTerm, a.UnitID, in.Name, in.Title, in.From, in.before(), by(a, now))
			if err != nil {
				return "", err
			}
			return url, audit.Record(ctx, tx, a, now, audit.Entry{Action: "signer.add", ObjectKind: "award_term", ObjectID: id, Path: a.Path, Summary: "Thêm người ký " + in.words(), After: in.record()})
		})
		return err
	})
	return out, err
}

// EditTerm changes a signer, or ends the term by its last day. It refuses days
// on which no longer is valid what was signed by it.
func (s *Service) EditTerm(ctx context.Context, a access.Actor, now clock.Moment, id int64, version int, in TermForm) error {
	if err := access.CheckRole(a, access.SignerWrite); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		t, err := pg.One[Term](ctx, tx, sqlLockTerm, id)
		if err != nil {
			return err
		}
		if err := ownTerm(a, &t); err != nil {
			return err
		}
		if t.Version != version {
			return fault.New(fault.Stale, "Người ký này vừa được người khác sửa. Tải lại trang để xem bản mới.")
		}
		if err := in.clean(); err != nil {
			return err
		}
		if err := in.unlike(ctx, tx, a, &t); err != nil {
			return err
		}
		was := TermForm{Name: t.Name, Title: t.Title, From: t.From, Until: t.Until()}
		if _, err := tx.Exec(ctx, sqlSaveTerm, id, in.Name, in.Title, in.From, in.before(), by(a, now), version); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "signer.edit", ObjectKind: "award_term", ObjectID: id, Path: a.Path, Summary: "Sửa người ký " + in.words(), Before: was.record(), After: in.record()})
	})
}

func (in *TermForm) before() *clock.Day {
	if in.Until == nil {
		return nil
	}
	d := *in.Until + 1
	return &d
}

func (in *TermForm) words() string {
	text := in.Name + ", " + vi.CleanLine(in.Title)
	if in.From != nil {
		text += fmt.Sprintf(", từ ngày %s", in.From)
	}
	if in.Until != nil {
		text += fmt.Sprintf(" đến hết ngày %s", in.Until)
	}
	return text
}

func (in *TermForm) record() map[string]any {
	return map[string]any{"name": in.Name, "title": in.Title, "from": in.From, "to": in.Until}
}

// clean brings the form to the stored shape or refuses it. Fields: ten,
// chuc-vu, tu-ngay, den-ngay.
func (in *TermForm) clean() error {
	in.Name, in.Title = vi.CleanLine(in.Name), vi.Clean(in.Title)
	var f fault.Fields
	short := func(name, text, what string, most int) {
		switch {
		case text == "":
			f.Add(name, "Nhập "+what+".")
		case vi.Length(text) > most:
			f.Add(name, fmt.Sprintf("Rút gọn còn tối đa %d ký tự.", most))
		case vi.FindPersonal(text) != "":
			f.Add(name, "Không ghi số định danh, số điện thoại vào đây.")
		}
	}
	short("ten", in.Name, "họ và tên người ký", 100)
	short("chuc-vu", in.Title, "quyền hạn, chức vụ như ghi trên văn bản, ví dụ CHỦ TỊCH", 200)
	if in.From == nil {
		f.Add("tu-ngay", "Nhập ngày bắt đầu được ký.")
	}
	if in.From != nil && in.Until != nil && *in.Until < *in.From {
		f.Add("den-ngay", "Ngày kết thúc không được trước ngày bắt đầu ("+in.From.String()+").")
	}
	return f.Err()
}

// unlike refuses a second term of the same person on the same days, and days
// that leave out a decision signed by the term.
func (in *TermForm) unlike(ctx context.Context, q pg.Querier, a access.Actor, old *Term) error {
	var f fault.Fields
	list, err := pg.List[Term](ctx, q, sqlTerms, a.UnitID)
	if err != nil {
		return err
	}
	before := in.before()
	for i := range list {
		t := &list[i]
		if old != nil && t.ID == old.ID || vi.Fold(t.Name) != vi.Fold(in.Name) {
			continue
		}
		if (t.Before == nil || *in.From < *t.Before) && (before == nil || t.From == nil || *t.From < *before) {
			f.Add("tu-ngay", t.Name+" đã có chức vụ “"+vi.CleanLine(t.Title)+"” trong thời gian này. Kết thúc chức vụ cũ trước.")
			break
		}
	}
	if old == nil || !old.Used {
		return f.Err()
	}
	signed, err := pg.One[struct {
		First clock.Day `db:"first"`
		Last  clock.Day `db:"last"`
	}](ctx, q, sqlSignedBy, old.ID)
	if err != nil {
		return err
	}
	if signed.First < *in.From {
		f.Add("tu-ngay", "Đã có quyết định ký ngày "+signed.First.String()+" theo chức vụ này.")
	}
	if in.Until != nil && signed.Last > *in.Until {
		f.Add("den-ngay", "Đã có quyết định ký ngày "+signed.Last.String()+" theo chức vụ này.")
	}
	if in.Name != old.Name || in.Title != old.Title {
		f.Add("chuc-vu", "Đã có quyết định ký theo tên, chức vụ này nên không sửa được. Kết thúc rồi thêm chức vụ mới.")
	}
	return f.Err()
}

// by is who acts, as stored.
func by(a access.Actor, now clock.Moment) award.Signature {
	return award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}
