package certificate

import (
	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/org"
)

// ID and its like key the tables.
type (
	ID         int64
	TemplateID int64
	JobID      int64
	PastID     int64
)

// Award is an award given, with the newest of its certificates.
type Award struct {
	decision.Grant
	SignedOn    clock.Day `db:"signed_on"`
	SignerName  string    `db:"signer_name"`
	SignerTitle string    `db:"signer_title"`

	Certificate ID                     `db:"certificate"` // 0: none yet
	Issue       int                    `db:"issue"`
	Code        string                 `db:"code"`
	State       award.CertificateState `db:"state"`
}

// Place is where the award is read: the team's on the day of the decision.
func (x *Award) Place() access.Place { return access.Place{UnitID: int64(x.Team), Path: x.ScopePath} }

// Awarding is whose chair gave it: who prints.
func (x *Award) Awarding(tree *org.Tree, today clock.Day) access.Place {
	return tree.PlaceNow(x.Unit, today)
}

// seen tells whether the actor may read the award: where it was given, or
// where the team stands today.
func (x *Award) seen(a access.Actor, action access.Action, tree *org.Tree, today clock.Day) bool {
	return a.Can(action, x.Place()) || a.Can(action, tree.PlaceNow(x.Team, today)) || x.prints(a, tree, today)
}

func (x *Award) prints(a access.Actor, tree *org.Tree, today clock.Day) bool {
	return a.Can(access.AwardPrint, x.Awarding(tree, today))
}

// Certificate is one issue of an award's certificate as stored.
type Certificate struct {
	ID       ID                     `db:"id"`
	GrantID  decision.GrantID       `db:"grant_id"`
	Issue    int                    `db:"issue"`
	Code     string                 `db:"code"`
	State    award.CertificateState `db:"state"`
	Issued   award.Signature        `db:"issued"`
	Since    award.Signature        `db:"since"`
	Why      string                 `db:"why"`
	Ground   award.RevocationGround `db:"ground"`
	Document string                 `db:"document"`
}

// rule is the certificate as the rules know it.
func (c *Certificate) rule(x *Award) award.Certificate {
	return award.Certificate{Grant: ruleGrant(&x.Grant), Issue: c.Issue, Code: c.Code, Posthumous: x.Posthumous, State: c.State, Since: c.Since,
		Why: c.Why, Ground: c.Ground, Document: c.Document}
}

func ruleGrant(g *decision.Grant) award.Grant {
	return award.Grant{Nominee: g.Nominee, Decision: int64(g.Decision), Form: g.Form, Golden: g.Golden}
}

const (
	awardColumns = `g.id, g.nominee_id, g.decision_id, g.golden, g.form, g.phase_id, g.unit_id, g.subject, g.team_id, g.person_id, g.span, g.deeds, g.models,
  g.name, g.detail, g.merit, g.posthumous, g.gender, g.position, g.exact, g.rounded, g.granted_on, g.revoked_on, g.scope_path, d.number, d.signed_on, d.signer_name, d.signer_title`
	newestColumns = `coalesce(c.id, 0) AS certificate, coalesce(c.issue, 0) AS issue, coalesce(c.code, '') AS code, coalesce(c.state, '') AS state`
	newestTables  = ` FROM award_grant g JOIN award_decision d ON d.id = g.decision_id
 LEFT JOIN LATERAL (SELECT id, issue, code, state FROM certificate WHERE grant_id = g.id ORDER BY issue DESC LIMIT 1) c ON true`
	ownTables          = ` FROM certificate c JOIN award_grant g ON g.id = c.grant_id JOIN award_decision d ON d.id = g.decision_id`
	ownColumns         = `c.id AS certificate, c.issue, c.code, c.state`
	certificateColumns = `c.id, c.grant_id, c.issue, c.code, c.state, c.issued, c.since, c.why, c.ground, c.document`
)
