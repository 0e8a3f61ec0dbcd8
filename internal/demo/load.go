package demo

import (
	"context"

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
const sqlLoaded = `SELECT EXISTS (SELECT FROM campaign) AS begun, EXISTS (SELECT FROM revision WHERE scope = 'demo') AS done`

const sqlDone = `INSERT INTO revision (scope, n) VALUES ('demo', 1)`

const sqlMonths = `SELECT r.id, r.commune_id, r.period_id FROM report r JOIN period p ON p.id = r.period_id
 WHERE p.ends_on < $1 ORDER BY p.ordinal, r.commune_id`

// Load fills an empty demo database; one that is filled already is left as it
// is. hash makes the password's hash. It refuses a production database.
func Load(ctx context.Context, reports *report.Service, hash func(ctx context.Context, password string) (string, error)) error {
	pool := reports.Pool
	kind, err := pg.Kind(ctx, pool)
	if err != nil {
		return err
	}
	if kind != pg.Demo {
		return fault.New(fault.Forbidden, "Đây là cơ sở dữ liệu chính thức, không nạp dữ liệu minh họa.")
	}
	loaded, err := pg.One[struct {
		Begun bool `db:"begun"`
		Done  bool `db:"done"`
	}](ctx, pool, sqlLoaded)
	if err != nil || loaded.Done {
		return err
	}
	if loaded.Begun {
		return fault.New(fault.Stale, "Lần nạp dữ liệu minh họa trước bị dừng giữa chừng. Xóa cơ sở dữ liệu trình diễn này rồi chạy lại.")
	}
	secret, err := hash(ctx, Password)
	if err != nil {
		return err
	}
	return load(ctx, reports, secret)
}

func load(ctx context.Context, reports *report.Service, secret string) error {
	now := momentAt(clock.NewDay(2024, 11, 6), 7, 30)
	s := &scribe{reports: reports}
	type month struct {
		ID        int64 `db:"id"`
		CommuneID int64 `db:"commune_id"`
		PeriodID  int64 `db:"period_id"`
	}
	var months []month
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
		d, err := plan.NinhThuan()
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
		months, err = pg.List[month](ctx, tx, sqlMonths, Today)
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range months {
		p, _ := s.world.Plan.Period(m.PeriodID)
		if err := s.month(ctx, report.ID(m.ID), org.UnitID(m.CommuneID), p); err != nil {
			return err
		}
	}
	if err := s.launch(ctx, reports.Pool); err != nil {
		return err
	}
	if err := s.assign(ctx, reports.Pool); err != nil {
		return err
	}
	if err := s.afterwards(ctx); err != nil {
		return err
	}
	if err := s.questions(ctx); err != nil {
		return err
	}
	if err := s.phaseReports(ctx); err != nil {
		return err
	}
	return pg.InTx(ctx, reports.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlDone)
		return err
	})
}
