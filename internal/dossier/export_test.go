package dossier

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Add stores nominees without asking the guards.
func (s *Service) Add(ctx context.Context, a access.Actor, now clock.Moment, r *Row, list []Nominee) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error { return add(ctx, tx, a, now, r, list) })
}

// SignerTitle is signerTitle.
var SignerTitle = signerTitle
