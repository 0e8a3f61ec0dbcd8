package criteria

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// GuideID keys award_guide.
type GuideID int64

// Guide is a stored guide.
type Guide struct {
	award.Guide
	ID      GuideID
	PhaseID int64
	Earlier string // the numbered one this version comes after: "số 58/HD-SNV ngày 14/07/2025", "" for the first
}

const guideColumns = `g.id, g.phase_id, g.version, g.state, g.edits, g.criteria, g.drafted, g.agreed, g.issued, g.number, g.issued_on, g.sent_back,
 coalesce((SELECT 'số ' || o.number || ' ngày ' || to_char(o.issued_on, 'DD/MM/YYYY') FROM award_guide o WHERE o.phase_id = g.phase_id AND o.version < g.version AND o.number <> '' ORDER BY o.version DESC LIMIT 1), '') AS earlier`

const sqlIssuedGuide = `SELECT ` + guideColumns + ` FROM award_guide g WHERE g.phase_id = $1 AND g.state = 'issued'`

type guideRow struct {
	ID       GuideID          `db:"id"`
	PhaseID  int64            `db:"phase_id"`
	Version  int              `db:"version"`
	State    award.GuideState `db:"state"`
	Edits    int              `db:"edits"`
	Criteria []award.Criteria `db:"criteria"`
	Drafted  *award.Signature `db:"drafted"`
	Agreed   *award.Signature `db:"agreed"`
	Issued   *award.Signature `db:"issued"`
	Number   string           `db:"number"`
	IssuedOn *clock.Day       `db:"issued_on"`
	SentBack string           `db:"sent_back"`
	Earlier  string           `db:"earlier"`
}

func (r guideRow) guide(live *plan.Live) Guide {
	ph, _ := live.Phase(r.PhaseID)
	return Guide{ID: r.ID, PhaseID: r.PhaseID, Earlier: r.Earlier, Guide: award.Guide{Phase: ph.Code, Version: r.Version, State: r.State, Edits: r.Edits, Criteria: r.Criteria,
		Drafted: r.Drafted, Agreed: r.Agreed, Issued: r.Issued, Number: r.Number, Date: r.IssuedOn, SentBack: r.SentBack}}
}

// IssuedGuide is the guide in force for a phase's review; ok is false where
// none was issued yet.
func IssuedGuide(ctx context.Context, q pg.Querier, live *plan.Live, phase int64) (g Guide, ok bool, err error) {
	rows, err := pg.List[guideRow](ctx, q, sqlIssuedGuide, phase)
	if err != nil || len(rows) == 0 {
		return Guide{}, false, err
	}
	return rows[0].guide(live), true, nil
}

// the guide of a phase's review that was in force on a day, as papers cite it
const sqlCitedGuide = `SELECT 'Căn cứ Hướng dẫn số ' || g.number || ' ngày ' || to_char(g.issued_on, 'DD/MM/YYYY') || ' của Sở Nội vụ về tiêu chí xét khen thưởng' FROM award_guide g
 WHERE g.phase_id = $1 AND g.number <> '' AND g.issued_on <= $2 ORDER BY g.version DESC LIMIT 1`

// CitedGuide is what papers of a day cite of a phase's review, beside the laws:
// one line, or none.
func CitedGuide(ctx context.Context, q pg.Querier, phase int64, day clock.Day) ([]string, error) {
	return pg.Column[string](ctx, q, sqlCitedGuide, phase, day)
}
