package criteria

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// CaseID keys award_case.
type CaseID int64

// MaxCase is how many letters a reason or a conclusion may have.
const MaxCase = 1000

const (
	sqlAddCase = `INSERT INTO award_case (subject, team_id, person_id, kind, since, reason, recorded, scope_path)
 VALUES ($1, nullif($2::bigint, 0), nullif($3::bigint, 0), $4, $5, $6, $7, $8) RETURNING id`
	sqlLockCase     = `SELECT ` + caseColumns + ` FROM award_case c WHERE c.id = $1 FOR UPDATE`
	sqlConcludeCase = `UPDATE award_case SET concluded = $2, conclusion = $3, disciplined_to = $4, settled = $5, version = version + 1 WHERE id = $1`
)

// CaseInput is a new case; fields: loai, ngay, ly-do.
type CaseInput struct {
	Kind   award.CaseKind
	Since  *clock.Day
	Reason string
}

// text refuses an empty text, a long one and one with personal numbers.
func text(f *fault.Fields, name, what, s string) {
	switch {
	case s == "":
		f.Add(name, "Nhập "+what+".")
	case vi.Length(s) > MaxCase:
		f.Add(name, "Rút gọn "+what+" còn tối đa "+vi.Int(MaxCase)+" ký tự.")
	case vi.FindPersonal(s) != "":
		f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(s))+" rồi lưu lại.")
	}
}

func (in *CaseInput) check(f *fault.Fields, today clock.Day) {
	in.Reason = vi.Clean(in.Reason)
	if !slices.Contains(award.CaseKinds, in.Kind) {
		f.Add("loai", "Chọn loại vụ việc.")
	}
	switch {
	case in.Since == nil:
		f.Add("ngay", "Nhập ngày bắt đầu xem xét.")
	case *in.Since > today:
		f.Add("ngay", "Ngày bắt đầu xem xét không được sau hôm nay ("+today.String()+").")
	case *in.Since < clock.NewDay(2000, 1, 1):
		f.Add("ngay", "Ngày bắt đầu xem xét phải từ ngày 01/01/2000.")
	}
	text(f, "ly-do", "nội dung vụ việc", in.Reason)
}

// placed is a subject's name, its team and the commune's place.
type placed struct {
	name string
	team org.UnitID
	access.Place
}

// whereIs finds a subject among what is in force today or was.
func whereIs(ctx context.Context, q pg.Querier, w report.World, x Whom) (placed, error) {
	team, name := x.Team, ""
	if x.Person != 0 {
		list, err := roster.Careers(ctx, q, nil, []roster.PersonID{x.Person})
		if err != nil {
			return placed{}, err
		}
		if len(list) != 1 || len(list[0].Spells) == 0 {
			return placed{}, fault.Missing()
		}
		team, name = list[0].Last().Team, list[0].Name
	}
	u, ok := w.Tree.Unit(team)
	if !ok || u.Level != org.Team {
		return placed{}, fault.Missing()
	}
	day := lastDay(w, team)
	if x.Person == 0 {
		name = w.Tree.Name(team, day).Full()
	}
	return placed{name, team, casePlace(w, w.Tree.Path(team, day))}, nil
}

// casePlace is the commune of a team's path, with the team's path.
func casePlace(w report.World, path string) access.Place {
	team := teamOf(path)
	return access.Place{UnitID: int64(w.Tree.Ancestor(team, org.Commune, lastDay(w, team))), Path: path}
}

// teamOf is the last unit of a path.
func teamOf(path string) org.UnitID {
	parts := strings.Split(strings.TrimSuffix(path, "."), ".")
	n, _ := strconv.ParseInt(parts[len(parts)-1], 10, 64)
	return org.UnitID(n)
}

// CaseSubject is whose case is recorded: the name, and fault.Missing out of
// reach.
func (s *Service) CaseSubject(ctx context.Context, q pg.Querier, a access.Actor, w report.World, x Whom) (name string, team org.UnitID, err error) {
	p, err := whereIs(ctx, q, w, x)
	if err != nil {
		return "", 0, err
	}
	return p.name, p.team, access.Check(a, access.CaseWrite, p.Place)
}

// Record writes a case down; the same form sent twice writes one.
func (s *Service) Record(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key string, x Whom, in CaseInput, url func(CaseID) string) (string, error) {
	if err := access.CheckRole(a, access.CaseWrite); err != nil {
		return "", err
	}
	var f fault.Fields
	if x == (Whom{}) {
		f.Add("cua", "Chọn Tổ hoặc thành viên.")
	}
	in.check(&f, now.Today)
	at := ""
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		var p placed
		if x != (Whom{}) {
			var err error
			if p, err = whereIs(ctx, tx, w, x); err != nil {
				return err
			}
			if err := access.Check(a, access.CaseWrite, p.Place); err != nil {
				return err
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		var err error
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			team, person := int64(x.Team), int64(x.Person)
			if person != 0 {
				team = 0
			}
			id, err := pg.Value[CaseID](ctx, tx, sqlAddCase, x.Subject(), team, person, in.Kind, *in.Since, in.Reason, signed(a, now), p.Path)
			if err != nil {
				return "", err
			}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "case.record", ObjectKind: "award_case", ObjectID: int64(id), Path: p.Path,
				Summary: "Ghi vụ việc chưa xét khen thưởng của " + p.name + ": " + in.Kind.Words(),
				After:   map[string]any{"kind": in.Kind.Words(), "from": *in.Since, "reason": in.Reason}})
		})
		return err
	})
	return at, err
}

func signed(a access.Actor, now clock.Moment) *award.Signature {
	return &award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}

// Conclusion ends a case; fields: ngay, ket-luan, ky-luat-den.
type Conclusion struct {
	On            *clock.Day
	Words         string
	DisciplinedTo *clock.Day
}

func (in *Conclusion) check(f *fault.Fields, since, today clock.Day) {
	in.Words = vi.Clean(in.Words)
	switch {
	case in.On == nil:
		f.Add("ngay", "Nhập ngày kết luận.")
	case *in.On > today:
		f.Add("ngay", "Ngày kết luận không được sau hôm nay ("+today.String()+").")
	case *in.On < since:
		f.Add("ngay", "Ngày kết luận không được trước ngày bắt đầu xem xét ("+since.String()+").")
	}
	text(f, "ket-luan", "nội dung kết luận, số văn bản", in.Words)
	if d := in.DisciplinedTo; d != nil && in.On != nil && *d < *in.On {
		f.Add("ky-luat-den", "Ngày hết thời hạn kỷ luật không được trước ngày kết luận.")
	}
}

// Conclude writes how a case ended, as seen at a version. What was concluded
// stays; a new matter is a new case.
func (s *Service) Conclude(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id CaseID, version int, in Conclusion) error {
	if err := access.CheckRole(a, access.CaseWrite); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := pg.One[caseRow](ctx, tx, sqlLockCase, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.CaseWrite, casePlace(w, r.ScopePath)); err != nil {
			return err
		}
		if r.Concluded != nil {
			return fault.New(fault.Stale, "Vụ việc này đã có kết luận ngày "+r.Concluded.String()+". Tải lại trang để xem.")
		}
		if r.Version != version {
			return fault.New(fault.Stale, "Vụ việc này vừa có thay đổi. Tải lại trang để xem bản mới, rồi làm lại.")
		}
		var f fault.Fields
		in.check(&f, r.Since, now.Today)
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlConcludeCase, id, *in.On, in.Words, in.DisciplinedTo, signed(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "case.conclude", ObjectKind: "award_case", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Ghi kết luận vụ việc %s từ ngày %s", r.Kind.Words(), r.Since),
			After:   map[string]any{"concluded": *in.On, "conclusion": in.Words, "disciplinedto": in.DisciplinedTo}})
	})
}
