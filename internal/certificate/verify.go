package certificate

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/pg"
)

// Verified is what anyone with a certificate's code is told; nothing else.
type Verified struct {
	award.Public
	State   award.CertificateState
	Revoked bool // the award was, whichever issue is asked for
}

const sqlVerify = `SELECT ` + awardColumns + `, ` + ownColumns + ownTables + ` WHERE c.code = $1`

// Verify tells of a code as summary.ReadCode gives it; an unknown one is
// fault.Missing.
func (s *Service) Verify(ctx context.Context, q pg.Querier, code string) (Verified, error) {
	x, err := pg.One[Award](ctx, q, sqlVerify, code)
	if err != nil {
		return Verified{}, err
	}
	c := award.Certificate{Grant: ruleGrant(&x.Grant), Posthumous: x.Posthumous, State: x.State}
	return Verified{Public: c.Told(x.Name, "Quyết định số "+x.Number+" ngày "+x.SignedOn.String()), State: x.State, Revoked: x.RevokedOn != nil}, nil
}
