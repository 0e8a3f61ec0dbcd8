package certificate

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
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Past is an award of another campaign, or of the time before, as its paper
// says.
type Past struct {
	ID        PastID           `db:"id"`
	Subject   award.Subject    `db:"subject"`
	Team      *org.UnitID      `db:"team_id"`
	Person    *roster.PersonID `db:"person_id"`
	Title     string           `db:"title"`
	Authority string           `db:"authority"`
	Number    string           `db:"number"`
	GivenOn   clock.Day        `db:"given_on"`
	Merit     string           `db:"merit"`
	Recorded  award.Signature  `db:"recorded"`
	Withdrawn *Withdrawal      `db:"withdrawn"`
	ScopePath string           `db:"scope_path"`
	Keeper    org.UnitID       `db:"keeper"` // the team, or the person's latest
}

// Withdrawal is who took an entry back, and why.
type Withdrawal struct {
	award.Signature
	Why string
}

const (
	pastColumns = `id, subject, team_id, person_id, title, authority, number, given_on, merit, recorded, withdrawn, scope_path,
  coalesce(team_id, (SELECT s.team_id FROM service s WHERE s.person_id = award_past.person_id AND s.withdrawn_at IS NULL ORDER BY lower(s.during) DESC LIMIT 1), 0) AS keeper`
	sqlPasts     = `SELECT ` + pastColumns + ` FROM award_past WHERE CASE WHEN $1 = 'team' THEN team_id = ANY ($2::bigint[]) ELSE person_id = ANY ($2::bigint[]) END ORDER BY given_on DESC, id DESC`
	sqlPast      = `SELECT ` + pastColumns + ` FROM award_past WHERE id = $1`
	sqlPastLock  = sqlPast + ` FOR UPDATE`
	sqlPastAdd   = `INSERT INTO award_past (subject, team_id, person_id, title, authority, number, given_on, merit, recorded, scope_path) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`
	sqlPastAlike = `SELECT count(*)::int FROM award_past WHERE CASE WHEN $1 = 'team' THEN team_id = $2 ELSE person_id = $2 END AND withdrawn IS NULL AND given_on = $3 AND lower(title) = lower($4)`
	sqlPastDrop  = `UPDATE award_past SET withdrawn = $2 WHERE id = $1`
)

// PastInput is an award as its paper says.
type PastInput struct {
	Title, Authority, Number, Merit string
	GivenOn                         *clock.Day
}

func (in *PastInput) check(f *fault.Fields, today clock.Day) {
	in.Title, in.Authority, in.Number, in.Merit = vi.CleanLine(in.Title), vi.CleanLine(in.Authority), vi.CleanLine(in.Number), vi.Clean(in.Merit)
	for _, x := range []struct {
		field, text, empty string
		most               int
	}{{"danh-hieu", in.Title, "Nhập hình thức khen thưởng hoặc danh hiệu.", 200}, {"noi-tang", in.Authority, "Nhập cấp có thẩm quyền đã tặng.", 200}, {"so", in.Number, "", 60}, {"thanh-tich", in.Merit, "", 1000}} {
		switch {
		case x.text == "" && x.empty != "":
			f.Add(x.field, x.empty)
		case vi.Length(x.text) > x.most:
			f.Add(x.field, "Rút gọn còn tối đa "+vi.Int(int64(x.most))+" ký tự.")
		case vi.FindPersonal(x.text) != "" && x.field != "so":
			f.Add(x.field, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(x.text))+" rồi lưu lại.")
		}
	}
	switch {
	case in.GivenOn == nil:
		f.Add("ngay", "Nhập ngày quyết định khen thưởng.")
	case *in.GivenOn > today:
		f.Add("ngay", "Ngày khen thưởng không được sau hôm nay ("+today.String()+").")
	case *in.GivenOn < clock.NewDay(1945, 9, 2):
		f.Add("ngay", "Ngày khen thưởng không được trước 02/09/1945.")
	}
}

// AddPast writes an award of another campaign into a subject's history.
// Fields: danh-hieu, noi-tang, so, ngay, thanh-tich.
func (s *Service) AddPast(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, key string, whose Subject, in PastInput, url string) (string, error) {
	place := tree.PlaceNow(whose.Team, now.Today)
	if err := access.Check(a, access.HistoryPut, place); err != nil {
		return "", err
	}
	var f fault.Fields
	in.check(&f, now.Today)
	if err := f.Err(); err != nil {
		return "", err
	}
	var team *org.UnitID
	var person *int64
	if whose.Kind == award.Team {
		team = &whose.Team
	} else {
		person = &whose.ID
	}
	var at string
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			n, err := pg.Value[int](ctx, tx, sqlPastAlike, whose.Kind, whose.ID, *in.GivenOn, in.Title)
			if err != nil {
				return "", err
			}
			if n > 0 {
				f.Add("danh-hieu", "Khen thưởng này, cùng ngày, đã có trong lịch sử.")
				return "", f.Err()
			}
			id, err := pg.Value[PastID](ctx, tx, sqlPastAdd, whose.Kind, team, person, in.Title, in.Authority, in.Number, *in.GivenOn, in.Merit, signature(a, now), place.Path)
			if err != nil {
				return "", err
			}
			return url, audit.Record(ctx, tx, a, now, audit.Entry{Action: "award.past_add", ObjectKind: "award", ObjectID: int64(id), Path: place.Path,
				Summary: fmt.Sprintf("Ghi khen thưởng trước đây của %s: %s, ngày %s", whose.Name, in.Title, in.GivenOn)})
		})
		return err
	})
	return at, err
}

// PastOf is an entry the actor may take back.
func (s *Service) PastOf(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id PastID) (Past, error) {
	return past(ctx, s.Pool, a, now, tree, sqlPast, id)
}

// past is for who kept the team when it was written, or keeps it now.
func past(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, tree *org.Tree, sql string, id PastID) (Past, error) {
	if err := access.CheckRole(a, access.HistoryPut); err != nil {
		return Past{}, err
	}
	x, err := pg.One[Past](ctx, q, sql, id)
	if err != nil {
		return x, err
	}
	if a.Can(access.HistoryPut, tree.PlaceNow(x.Keeper, now.Today)) {
		return x, nil
	}
	return x, access.Check(a, access.HistoryPut, access.Place{Path: x.ScopePath})
}

// DropPast takes an entry back, with the reason; it stays readable. Field:
// ly-do.
func (s *Service) DropPast(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id PastID, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		x, err := past(ctx, tx, a, now, tree, sqlPastLock, id)
		if err != nil {
			return err
		}
		if x.Withdrawn != nil {
			return fault.New(fault.Stale, "Mục này đã được rút trước đó. Tải lại trang để xem.")
		}
		var f fault.Fields
		why = vi.Clean(why)
		switch {
		case why == "":
			f.Add("ly-do", "Ghi rõ lý do.")
		case vi.Length(why) > 1000:
			f.Add("ly-do", "Rút gọn lý do còn tối đa 1.000 ký tự.")
		case vi.FindPersonal(why) != "":
			f.Add("ly-do", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(why))+" rồi lưu lại.")
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlPastDrop, id, Withdrawal{signature(a, now), why}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "award.past_withdraw", ObjectKind: "award", ObjectID: int64(id), Path: x.ScopePath,
			Summary: fmt.Sprintf("Rút khen thưởng trước đây: %s, ngày %s", x.Title, x.GivenOn), After: map[string]any{"reason": why}})
	})
}
