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

const sqlVerify = `SELECT ` + awardColumns + `, ` + ownColumns + `, (SELECT u.kind || ' ' || u.name FROM unit_name u WHERE u.unit_id = g.unit_id AND lower(u.during) <= d.signed_on ORDER BY lower(u.during) DESC LIMIT 1) AS authority` +
	ownTables + ` WHERE c.code = $1`

// Verify tells of a code as summary.ReadCode gives it, in the certificate's
// words; an unknown one is fault.Missing.
func (s *Service) Verify(ctx context.Context, q pg.Querier, code string) (Verified, error) {
	x, err := pg.One[struct {
		Award
		Authority string `db:"authority"` // the awarding unit, as it was called then
	}](ctx, q, sqlVerify, code)
	if err != nil {
		return Verified{}, err
	}
	c := award.Certificate{Grant: ruleGrant(&x.Grant), Posthumous: x.Posthumous, State: x.State}
	return Verified{Public: c.Told(recipient(&x.Award), "Quyết định số "+x.Number+" ngày "+x.SignedOn.String()+" của Chủ tịch Ủy ban nhân dân "+x.Authority), State: x.State, Revoked: x.RevokedOn != nil}, nil
}
