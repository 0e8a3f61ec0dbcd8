// Package dossier owns proposals for awards on their way: dossiers with every
// hand-over, nominees with their achievement reports, opinions, appraisals,
// overrides and confirmed warnings, consultations, and the council's meetings
// and votes (tables dossier, dossier_…, nominee, nominee_…, council_…).
//
// States: award.Dossier's and award.Nominee's. It refuses what those machines
// refuse: a second active nomination of one subject for an occasion, a blocked
// nominee, an act of who does not hold the dossier. Plan, parts III.2 and IV.2;
// product §8.
package dossier

import (
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/pg"
)

// Service keeps dossiers.
type Service struct {
	Pool     *pg.Pool
	Clocks   clock.Clocks
	Criteria *criteria.Service
}
