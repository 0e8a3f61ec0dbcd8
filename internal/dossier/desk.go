package dossier

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Desk is a dossier as the home of one of its parties shows it.
type Desk struct {
	Row
	Since clock.Day   `db:"since"` // of the last hand-over
	Why   string      `db:"why"`   // of it
	Side  award.Party `db:"-"`
}

// Those that are not over, and those closed since a day, of a unit that
// proposes or decides; all that ask for an opinion below a place.
const sqlDesk = `SELECT ` + dossierColumns + `, s.on_day AS since, s.why FROM dossier d JOIN LATERAL (SELECT x.on_day, x.why FROM dossier_step x WHERE x.dossier_id = d.id ORDER BY x.id DESC LIMIT 1) s ON true
 WHERE (d.unit_id = $1 OR d.awarding_id = $1 OR $2::text <> '' AND d.form = 'bang_khen' AND starts_with(d.scope_path, $2)) AND (d.state NOT IN ('closed', 'withdrawn') OR d.state = 'closed' AND s.on_day >= $3)
 ORDER BY d.phase_id, d.form DESC, d.scope_path, d.no`

// Desk is what dossiers ask of the actor's office: those it holds, and those
// of its own whose results were made known since a day. One statement.
func (s *Service) Desk(ctx context.Context, q pg.Querier, a access.Actor, since clock.Day) ([]Desk, error) {
	if !a.May(access.AwardRead) {
		return nil, nil
	}
	opines := ""
	if a.May(access.AwardOpine) {
		opines = a.Path
	}
	type row struct {
		Row
		Since clock.Day `db:"since"`
		Why   string    `db:"why"`
	}
	rows, err := pg.List[row](ctx, q, sqlDesk, a.UnitID, opines, since)
	var out []Desk
	for _, r := range rows {
		d := Desk{Row: r.Row, Since: r.Since, Why: r.Why}
		switch holder := r.Machine(nil).Holder(); {
		case r.State == award.Closed:
			d.Side = award.ByProposer
		case holder == award.ByConsulted || holder == award.ByChair:
			d.Side = award.ByAppraiser // who writes down what they say
		default:
			d.Side = holder
		}
		if r.Roles[d.Side] != a.Role {
			continue
		}
		switch d.Side {
		case award.ByProposer:
			if int64(r.UnitID) != a.UnitID {
				continue
			}
		case award.ByAppraiser:
			if int64(r.AwardingID) != a.UnitID {
				continue
			}
		}
		out = append(out, d)
	}
	return out, err
}
