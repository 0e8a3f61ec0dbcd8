package launch

import (
	"context"
	"sync/atomic"

	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Shelf keeps the process's snapshot of a campaign's launches. It is as old as
// the plan's: every launch and acknowledgement renews that (plan.Renew), and
// requests bring its revision along, so a kept one costs nothing.
type Shelf struct {
	q    pg.Querier
	kept atomic.Pointer[kept]
}

type kept struct {
	campaign, revision int64
	book               *Book
}

// NewShelf reads through q, usually the pool.
func NewShelf(q pg.Querier) *Shelf { return &Shelf{q: q} }

// At are the launches as of the plan's snapshot, or newer. They are read only.
func (s *Shelf) At(ctx context.Context, live *plan.Live) (*Book, error) {
	if k := s.kept.Load(); k != nil && k.campaign == live.CampaignID && k.revision >= live.Revision {
		return k.book, nil
	}
	book, err := Read(ctx, s.q, live.CampaignID)
	if err != nil {
		return nil, err
	}
	s.kept.Store(&kept{live.CampaignID, live.Revision, book})
	return book, nil
}
