// Package certificate owns what is printed of awards: certificates with their
// codes, re-issues and revocations, a unit's templates and printer's nudge,
// batches that go on where they broke off, and the memory of awards (tables
// certificate, certificate_template, print_job, print_part, award_past).
//
// States: award.Certificate's; a batch is waiting → running → done, failed or cancelled.
// It refuses a second valid certificate for an award and text that would be
// clipped. Plan, part III.2; Nghị định 98/2023, Điều 104; product §8.
package certificate

import (
	"log/slog"
	"sync"

	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/pg"
)

// Service keeps certificates and prints them.
type Service struct {
	Pool      *pg.Pool
	Clocks    clock.Clocks
	Decisions *decision.Service
	Lookup    string // the site's address as papers print it, "" unknown
	Log       *slog.Logger
	Keep      int // days that a batch's files are kept after its end; 0: DefaultKeep

	once sync.Once
	work chan struct{} // a batch was put in line
}
