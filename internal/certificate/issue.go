package certificate

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/summary"
	"thidua/internal/vi"
)

const (
	sqlIssued = `SELECT ` + certificateColumns + ` FROM certificate c JOIN award_grant g ON g.id = c.grant_id WHERE g.decision_id = $1 ORDER BY c.grant_id, c.issue`
	sqlIssue  = `INSERT INTO certificate (grant_id, issue, code, state, issued, since)
 SELECT g, 1, code, 'valid', $3, $3 FROM unnest($1::bigint[], $2::text[]) AS new (g, code)`
	sqlReissue = `INSERT INTO certificate (grant_id, issue, code, state, issued, since) VALUES ($1, $2, $3, 'valid', $4, $4) RETURNING id`
	sqlEnd     = `UPDATE certificate SET state = $2, since = $3, why = $4, ground = $5, document = $6 WHERE id = $1`
	sqlOwn     = `SELECT ` + awardColumns + `, ` + ownColumns + ownTables + ` WHERE c.id = $1`
	sqlLock    = `SELECT ` + certificateColumns + ` FROM certificate c WHERE c.id = $1 FOR UPDATE`
	sqlIssues  = `SELECT ` + certificateColumns + ` FROM certificate c WHERE c.grant_id = $1 ORDER BY c.issue DESC`
)

// IssueAll makes a certificate for every award of an applied decision that has
// none and says how many it made: again, it makes what is still missing.
func (s *Service) IssueAll(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id decision.ID) (int, error) {
	d, err := s.Decision(ctx, a, now, tree, id)
	if err != nil {
		return 0, err
	}
	if err := access.Check(a, access.AwardPrint, tree.PlaceNow(d.Unit, now.Today)); err != nil {
		return 0, err
	}
	made := 0
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		if err := decision.Hold(ctx, tx, id); err != nil {
			return err
		}
		grants, err := decision.Grants(ctx, tx, id)
		if err != nil {
			return err
		}
		have, err := pg.List[Certificate](ctx, tx, sqlIssued, id)
		if err != nil {
			return err
		}
		fresh := missing(a, now, grants, have)
		if made = len(fresh); made == 0 {
			return nil
		}
		of := map[int64]decision.GrantID{}
		for _, g := range grants {
			of[g.Nominee] = g.ID
		}
		ids, codes := make([]int64, made), make([]string, made)
		for i, c := range fresh {
			ids[i], codes[i] = int64(of[c.Grant.Nominee]), c.Code
		}
		if _, err := tx.Exec(ctx, sqlIssue, ids, codes, fresh[0].Since); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.issue", ObjectKind: "decision", ObjectID: int64(id), Path: tree.PlaceNow(d.Unit, now.Today).Path,
			Summary: fmt.Sprintf("Cấp %s %s theo Quyết định số %s ngày %s", vi.Int(int64(made)), d.Form.Label(), d.Number, d.SignedOn)})
	})
	return made, err
}

// missing are the first certificates of awards that stand and have none.
func missing(a access.Actor, now clock.Moment, grants []decision.Grant, have []Certificate) []award.Certificate {
	nominee := map[decision.GrantID]int64{}
	var standing []award.Grant
	posthumous := map[int64]bool{}
	for i := range grants {
		g := &grants[i]
		nominee[g.ID], posthumous[g.Nominee] = g.Nominee, g.Posthumous
		if g.RevokedOn == nil {
			standing = append(standing, ruleGrant(g))
		}
	}
	held := make([]award.Certificate, len(have))
	for i, c := range have {
		held[i] = award.Certificate{Grant: award.Grant{Nominee: nominee[c.GrantID]}, State: c.State}
	}
	return award.IssueAll(a, now, standing, held, summary.NewCode, func(n int64) bool { return posthumous[n] })
}

// One is a certificate the actor may read, with its award.
func (s *Service) One(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ID) (*Award, error) {
	if err := access.CheckRole(a, access.AwardRead); err != nil {
		return nil, err
	}
	x, err := pg.One[Award](ctx, s.Pool, sqlOwn, id)
	if err != nil {
		return nil, err
	}
	if !x.seen(a, access.AwardRead, tree, now.Today) {
		return nil, fault.Missing()
	}
	return &x, nil
}

// Issues are all certificates of an award, the newest first. The caller may
// read the award.
func (s *Service) Issues(ctx context.Context, id decision.GrantID) ([]Certificate, error) {
	return pg.List[Certificate](ctx, s.Pool, sqlIssues, id)
}

// change locks a certificate of the actor's own awards and lets do change it.
func (s *Service) change(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ID, do func(tx pg.Tx, x *Award, c *award.Certificate) error) error {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		row, err := pg.One[Certificate](ctx, tx, sqlLock, id)
		if err != nil {
			return err
		}
		x, err := pg.One[Award](ctx, tx, sqlOwn, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.AwardPrint, x.Awarding(tree, now.Today)); err != nil {
			return err
		}
		c := row.rule(&x)
		return do(tx, &x, &c)
	})
}

func keep(ctx context.Context, tx pg.Tx, id ID, c *award.Certificate) error {
	_, err := tx.Exec(ctx, sqlEnd, id, c.State, c.Since, c.Why, c.Ground, c.Document)
	return err
}

// Reissue replaces a valid certificate by a new one of the same award, with
// the reason.
func (s *Service) Reissue(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ID, why string) (fresh ID, err error) {
	err = s.change(ctx, a, now, tree, id, func(tx pg.Tx, x *Award, c *award.Certificate) error {
		next, err := c.Reissue(a, now, summary.NewCode(), why)
		if err != nil {
			return err
		}
		if err := keep(ctx, tx, id, c); err != nil {
			return err
		}
		if fresh, err = pg.Value[ID](ctx, tx, sqlReissue, x.ID, next.Issue, next.Code, next.Since); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.reissue", ObjectKind: "certificate", ObjectID: int64(fresh), Path: x.ScopePath,
			Summary: fmt.Sprintf("Cấp lại lần %d %s của %s (Quyết định số %s)", next.Issue-1, x.Form.Label(), x.Name, x.Number), After: map[string]any{"reason": c.Why}})
	})
	return fresh, err
}

// Revoke takes the award back with its certificate. Fields: can-cu, so, ngay,
// ly-do.
func (s *Service) Revoke(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ID, in award.Revocation) error {
	return s.change(ctx, a, now, tree, id, func(tx pg.Tx, x *Award, c *award.Certificate) error {
		in.NotSince = x.SignedOn
		if err := c.Revoke(a, now, in); err != nil {
			return err
		}
		if err := keep(ctx, tx, id, c); err != nil {
			return err
		}
		if err := decision.TakeBack(ctx, tx, x.ID, *in.Date); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.revoke", ObjectKind: "certificate", ObjectID: int64(id), Path: x.ScopePath,
			Summary: fmt.Sprintf("Thu hồi %s của %s theo %s", x.Form.Label(), x.Name, c.Document), After: map[string]any{"ground": c.Ground.Words(), "reason": c.Why, "money": x.Rounded}})
	})
}
