package decision

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// ID and GrantID key the two tables.
type (
	ID      int64
	GrantID int64
)

// Grant is an award given, as printed.
type Grant struct {
	ID         GrantID            `db:"id"`
	Nominee    int64              `db:"nominee_id"`
	Decision   ID                 `db:"decision_id"`
	Golden     int                `db:"golden"`
	Form       award.Form         `db:"form"`
	PhaseID    int64              `db:"phase_id"`
	Unit       org.UnitID         `db:"unit_id"` // whose chair gave it
	Subject    award.Subject      `db:"subject"`
	Team       org.UnitID         `db:"team_id"`
	Person     *roster.PersonID   `db:"person_id"`
	Span       string             `db:"span"`
	Deeds      []register.DeedID  `db:"deeds"`
	Models     []register.ModelID `db:"models"`
	Name       string             `db:"name"`
	Detail     string             `db:"detail"`
	Merit      string             `db:"merit"`
	Posthumous bool               `db:"posthumous"`
	Gender     roster.Gender      `db:"gender"`
	Position   roster.Position    `db:"position"`
	Exact      int64              `db:"exact"`
	Rounded    int64              `db:"rounded"`
	GrantedOn  clock.Day          `db:"granted_on"`
	RevokedOn  *clock.Day         `db:"revoked_on"`
	ScopePath  string             `db:"scope_path"`
	Number     string             `db:"number"` // the decision's
}

const (
	grantColumns = `g.id, g.nominee_id, g.decision_id, g.golden, g.form, g.phase_id, g.unit_id, g.subject, g.team_id, g.person_id, g.span, g.deeds, g.models,
  g.name, g.detail, g.merit, g.posthumous, g.gender, g.position, g.exact, g.rounded, g.granted_on, g.revoked_on, g.scope_path, d.number`
	sqlGrants = `SELECT ` + grantColumns + ` FROM award_grant g JOIN award_decision d ON d.id = g.decision_id WHERE g.decision_id = $1 ORDER BY g.golden`
	sqlHeld   = `SELECT ` + grantColumns + ` FROM award_grant g JOIN award_decision d ON d.id = g.decision_id JOIN phase p ON p.id = g.phase_id
 WHERE p.campaign_id = $1 AND (g.subject = 'team' AND g.team_id = ANY ($2::bigint[]) OR g.subject = 'member' AND g.person_id = ANY ($3::bigint[])) ORDER BY g.granted_on, g.id`
)

// Grants are a decision's awards, by golden-book number.
func Grants(ctx context.Context, q pg.Querier, id ID) ([]Grant, error) {
	return pg.List[Grant](ctx, q, sqlGrants, id)
}

// Held is criteria.Service.Held: the campaign's awards of teams and persons.
func Held(ctx context.Context, q pg.Querier, live *plan.Live, teams []org.UnitID, persons []roster.PersonID) ([]criteria.Holding, error) {
	list, err := pg.List[Grant](ctx, q, sqlHeld, live.CampaignID, teams, persons)
	out := make([]criteria.Holding, len(list))
	for i, g := range list {
		out[i] = g.holding(live)
	}
	return out, err
}

func (g *Grant) holding(live *plan.Live) criteria.Holding {
	ph, _ := live.Phase(g.PhaseID)
	h := criteria.Holding{Subject: g.Subject, Team: g.Team, Held: award.Held{ID: int64(g.ID), Form: g.Form, Phase: ph.Code,
		Achievement: award.Achievement{Span: g.Span, Deeds: g.Deeds, Models: g.Models}, Number: g.Number, On: g.GrantedOn, Revoked: g.RevokedOn != nil}}
	if g.Person != nil {
		h.Person = *g.Person
	}
	return h
}
