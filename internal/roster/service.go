package roster

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// DB is where a Service reads and begins transactions: the pool.
type DB interface {
	pg.Querier
	pg.Beginner
}

// Change tells what moved in a commune's rosters or teams. The headcount of
// Teams may differ on days in [From, To]; org.Forever: from then on.
type Change struct {
	Actor    access.Actor
	Now      clock.Moment
	Tree     *org.Tree // as it stands after the change
	Commune  org.UnitID
	Teams    []org.UnitID
	From, To clock.Day
	Units    bool   // teams themselves were opened or closed
	Why      string // in Vietnamese, for whoever must follow
}

// Month is one of a commune's months, as the opening or closing of a team must
// respect it.
type Month struct {
	Label      string // "tháng 12/2024"
	Start, End clock.Day
	Settled    string // "đã duyệt": the report is out of its holder's hands; "" where he writes in it
	Entered    bool   // the team has figures typed in it
}

// Service answers for rosters. The function fields are set by the app, which
// knows the higher floors; nil does nothing.
type Service struct {
	DB DB
	// Changed brings open months up to date, in the change's transaction.
	Changed func(ctx context.Context, tx pg.Tx, c Change) error
	// Accepted proposes corrections where the change reaches into accepted
	// months, whose figures it does not alter; it gives how many it proposed.
	Accepted func(ctx context.Context, tx pg.Tx, c Change) (int, error)
	// Months are those of a commune with a report, in order.
	Months func(ctx context.Context, q pg.Querier, now clock.Moment, tree *org.Tree, commune, team org.UnitID) ([]Month, error)
}

// Done is what an act tells besides its success.
type Done struct {
	Proposed int       // corrections proposed to accepted months
	Warnings []Warning // about the person
}

func (s *Service) changed(ctx context.Context, tx pg.Tx, done *Done, c Change) error {
	if s.Changed != nil {
		if err := s.Changed(ctx, tx, c); err != nil {
			return err
		}
	}
	if s.Accepted == nil {
		return nil
	}
	n, err := s.Accepted(ctx, tx, c)
	done.Proposed += n
	return err
}

func stale() error {
	return fault.New(fault.Stale, "Thông tin này vừa được người khác sửa. Tải lại trang rồi làm lại.")
}

func until(day *clock.Day) clock.Day {
	if day == nil {
		return org.Forever
	}
	return *day
}
