// Package criteria owns what awards ask for and what is known of teams and
// members: guides (Hướng dẫn tiêu chí khen thưởng), settings of the law, cases
// that make an award wait, point sheets, and the facts eligibility is judged
// by (tables award_guide, award_setting, award_case, award_score).
//
// States: award.Guide's. It refuses what award's rules refuse, and facts of
// units out of reach. Plan, parts III.2, IV.2 and IV.4; product §8.
package criteria

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Service reads facts and keeps guides, cases, scores and settings.
type Service struct {
	Pool    *pg.Pool
	Clocks  clock.Clocks
	Reports *report.Service
	// Nominated reads where a subject's proposal stands, and with lock holds it
	// until the transaction ends. Nil: no proposals.
	Nominated func(ctx context.Context, q pg.Querier, lock bool, at ScoreAt) (Nomination, error)
	// Held reads the campaign's awards given to the teams and persons; the
	// packages above own them. Nil: none yet.
	Held func(ctx context.Context, q pg.Querier, live *plan.Live, teams []org.UnitID, persons []roster.PersonID) ([]Holding, error)
}

// Holding is an award of the campaign and whose it is.
type Holding struct {
	award.Held
	Subject award.Subject
	Team    org.UnitID
	Person  roster.PersonID
}
