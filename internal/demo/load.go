package demo

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

// The last step of loading leaves its mark, so that one cut short is not taken
// for complete.
const sqlLoaded = `SELECT EXISTS (SELECT FROM campaign) AS begun, coalesce((SELECT n FROM revision WHERE scope = 'demo'), 0) AS done`

// The mark tells which of Days it is, from 1.
const sqlDone = `INSERT INTO revision (scope, n) VALUES ('demo', $1)`

const sqlMonths = `SELECT r.id, r.commune_id, r.period_id FROM report r JOIN period p ON p.id = r.period_id
 WHERE p.ends_on < $1 ORDER BY p.ordinal, r.commune_id`

type monthRow struct {
	ID        int64 `db:"id"`
	CommuneID int64 `db:"commune_id"`
	PeriodID  int64 `db:"period_id"`
}

// Load is LoadAt of Today.
func Load(ctx context.Context, reports *report.Service, hash func(ctx context.Context, password string) (string, error)) error {
	return LoadAt(ctx, Today, reports, hash)
}

// LoadBare is Load without guides, dossiers and awards: what tests of those
// begin with.
func LoadBare(ctx context.Context, reports *report.Service, hash func(ctx context.Context, password string) (string, error)) error {
	return loadAt(ctx, Today, true, reports, hash)
}

// LoadAt fills an empty demo database as of one of Days; one that is filled
// already is left as it is. hash makes the password's hash. It refuses a
// production database and one that stands on another day.
func LoadAt(ctx context.Context, day clock.Day, reports *report.Service, hash func(ctx context.Context, password string) (string, error)) error {
	return loadAt(ctx, day, false, reports, hash)
}

func loadAt(ctx context.Context, day clock.Day, bare bool, reports *report.Service, hash func(ctx context.Context, password string) (string, error)) error {
	nth := int64(slices.Index(Days, day) + 1)
	if nth == 0 {
		return fault.New(fault.Invalid, "Bản trình diễn không có ngày "+day.String()+".")
	}
	pool := reports.Pool
	kind, err := pg.Kind(ctx, pool)
	if err != nil {
		return err
	}
	if kind != pg.Demo {
		return fault.New(fault.Forbidden, "Đây là cơ sở dữ liệu chính thức, không nạp dữ liệu minh họa.")
	}
	loaded, err := pg.One[struct {
		Begun bool  `db:"begun"`
		Done  int64 `db:"done"`
	}](ctx, pool, sqlLoaded)
	if err != nil || loaded.Done == nth {
		return err
	}
	if loaded.Done > 0 && loaded.Done <= int64(len(Days)) {
		return otherDay(Days[loaded.Done-1], day)
	}
	if loaded.Begun {
		return fault.New(fault.Stale, "Lần nạp dữ liệu minh họa trước bị dừng giữa chừng. Xóa cơ sở dữ liệu trình diễn này rồi chạy lại.")
	}
	secret, err := hash(ctx, Password)
	if err != nil {
		return err
	}
	s, err := load(ctx, day, reports, secret)
	if err != nil {
		return err
	}
	if !bare {
		if err := s.awardsOne(ctx); err != nil {
			return err
		}
	}
	if day == Second {
		if err := s.second(ctx); err != nil {
			return err
		}
	}
	return pg.InTx(ctx, pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlDone, nth)
		return err
	})
}

// otherDay says that a database stands on another day than asked for, and what
// to do.
func otherDay(there, wanted clock.Day) error {
	return fault.New(fault.Stale, "Cơ sở dữ liệu này giữ bản trình diễn ngày "+there.String()+", không đổi sang ngày "+wanted.String()+" được. "+
		"Chạy với DEMO_DATE="+there.ISO()+", hoặc chọn thư mục (--dir) hay cơ sở dữ liệu (DATABASE_URL) khác cho ngày kia.")
}

// load makes the province of Today; on it the later day is built.
func load(ctx context.Context, day clock.Day, reports *report.Service, secret string) (*scribe, error) {
	now := momentAt(clock.NewDay(2024, 11, 6), 7, 30)
	s := &scribe{reports: reports, today: Today}
	var months []monthRow
	err := pg.InTx(ctx, reports.Pool, func(tx pg.Tx) error {
		var err error
		if s.w, err = Units(ctx, tx, now); err != nil {
			return err
		}
		if err = Rosters(ctx, tx, now, s.w); err != nil {
			return err
		}
		if s.people, err = Accounts(ctx, tx, now, s.w, secret); err != nil {
			return err
		}
		if err = Registers(ctx, tx, now, s.w, func(c org.UnitID) int64 { return s.people.Commune[c] }); err != nil {
			return err
		}
		d, err := definition(day)
		if err != nil {
			return err
		}
		var roots []int64
		for _, code := range d.Campaign.Participants {
			roots = append(roots, int64(s.w.Unit(code)))
		}
		if _, err = plan.Load(ctx, tx, Loader, now, d, roots, "Kế hoạch của tỉnh, bản đầu"); err != nil {
			return err
		}
		live, err := plan.ReadLive(ctx, tx, map[int64]*plan.Rules{})
		if err != nil {
			return err
		}
		s.world = report.World{Tree: s.w.Tree, Day: Today, Plan: live}
		if _, err = reports.Expect(ctx, tx, s.world, access.System("nạp dữ liệu mẫu", access.ReportEnter), now); err != nil {
			return err
		}
		sums := &summary.Service{Pool: reports.Pool, Clocks: reports.Clocks, Reports: reports}
		if _, err = sums.Expect(ctx, tx, s.world, Loader, now); err != nil {
			return err
		}
		months, err = pg.List[monthRow](ctx, tx, sqlMonths, Today)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, m := range months {
		p, _ := s.world.Plan.Period(m.PeriodID)
		if err := s.month(ctx, report.ID(m.ID), org.UnitID(m.CommuneID), p); err != nil {
			return nil, err
		}
	}
	if err := s.launch(ctx, reports.Pool); err != nil {
		return nil, err
	}
	if err := s.assign(ctx); err != nil {
		return nil, err
	}
	if err := s.afterwards(ctx); err != nil {
		return nil, err
	}
	if err := s.questions(ctx, questions, "demo-hoi"); err != nil {
		return nil, err
	}
	return s, s.phaseReports(ctx)
}
