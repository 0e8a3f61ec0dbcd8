// Package decision owns award decisions: who may sign for a unit and when, the
// list, number and date, applying (results of all nominees at once), awards
// given with their money (tables award_term, award_decision, award_grant).
//
// States: award.Decision's. It refuses a number used twice in a year, a day
// outside every regime, a signer without a title that day, and applying while
// a listed nominee was withdrawn. Plan, part III.2; product §8; Luật TĐKT,
// Điều 79, 80.
package decision

import (
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/pg"
)

// Service keeps decisions.
type Service struct {
	Pool     *pg.Pool
	Clocks   clock.Clocks
	Dossiers *dossier.Service
}
