package report

import (
	"context"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// CorrectionPage is the rows of a list's page.
const CorrectionPage = 50

// CorrectionFilter narrows the list; zero values do not narrow.
type CorrectionFilter struct {
	State   CorrectionState
	Periods []int64 // of the campaign; needed
	Report  ID
	Page    int // from 1
}

// Corrections is a part of the list, and how many there are in each state.
type Corrections struct {
	Rows   []Correction
	Counts map[CorrectionState]int
	Page   int
}

// Total is how many rows the filter has in all.
func (l *Corrections) Total(state CorrectionState) int {
	if state != "" {
		return l.Counts[state]
	}
	n := 0
	for _, c := range l.Counts {
		n += c
	}
	return n
}

const correctionScope = ` r.scope_path >= $1 AND r.scope_path < $2 AND r.period_id = ANY($3) AND ($4::bigint = 0 OR c.report_id = $4)`

const sqlCorrections = `SELECT ` + correctionColumns + correctionTables + `
 WHERE` + correctionScope + ` AND ($5::text = '' OR c.state = $5) ORDER BY c.state <> 'proposed', c.id DESC LIMIT $6 OFFSET $7`

const sqlCorrectionCounts = `SELECT c.state, count(*)::int FROM correction c JOIN report r ON r.id = c.report_id
 WHERE` + correctionScope + ` GROUP BY c.state`

// Corrections lists the proposals of a scope, those waiting first, then the
// newest: two statements in one round trip.
func (s *Service) Corrections(ctx context.Context, q pg.Querier, scope access.Scope, f CorrectionFilter) (Corrections, error) {
	out := Corrections{Counts: map[CorrectionState]int{}, Page: min(max(1, f.Page), 1_000_000)}
	b := &pgx.Batch{}
	b.Queue(sqlCorrections, scope.From(), scope.To(), f.Periods, int64(f.Report), string(f.State), CorrectionPage, (out.Page-1)*CorrectionPage)
	b.Queue(sqlCorrectionCounts, scope.From(), scope.To(), f.Periods, int64(f.Report))
	br := q.SendBatch(ctx, b)
	defer br.Close()
	rows, err := br.Query()
	if err != nil {
		return out, pg.Map(err)
	}
	if out.Rows, err = pgx.CollectRows(rows, pgx.RowToStructByName[Correction]); err != nil {
		return out, pg.Map(err)
	}
	if rows, err = br.Query(); err != nil {
		return out, pg.Map(err)
	}
	var state CorrectionState
	var n int
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error {
		out.Counts[state] = n
		return nil
	})
	return out, pg.Map(err)
}

// Correction is one proposal, for an actor who may read its report.
func (s *Service) Correction(ctx context.Context, q pg.Querier, a access.Actor, id CorrectionID) (Correction, error) {
	if err := access.CheckRole(a, access.ReportRead); err != nil {
		return Correction{}, err
	}
	c, err := pg.One[Correction](ctx, q, sqlCorrection, int64(id))
	if err != nil {
		return c, err
	}
	return c, access.Check(a, access.ReportRead, access.Place{UnitID: c.CommuneID, Path: c.ScopePath})
}

// MayDecide tells whether the actor decides on the proposal while it waits: the
// reviewer of its report or, once the phase is frozen, PX03.
func (c *Correction) MayDecide(a access.Actor, w World, day clock.Day) bool {
	r := Report{State: c.ReportState, ReviewerID: c.ReviewerID}
	return c.State == Proposed && r.State.Final() && r.decider(a, w, day) == nil
}

// MayWithdraw tells whether the actor may take it back: the holder what the
// holder proposed.
func (c *Correction) MayWithdraw(a access.Actor) bool {
	return c.State == Proposed && c.Origin == FromHolder && a.Can(access.ReportEnter, access.Place{UnitID: c.HolderID, Path: c.ScopePath})
}
