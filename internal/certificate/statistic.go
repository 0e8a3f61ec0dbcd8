package certificate

import (
	"context"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// Counted is one award that stands, as statistics count it.
type Counted struct {
	Form      award.Form      `db:"form"`
	Subject   award.Subject   `db:"subject"`
	PhaseID   int64           `db:"phase_id"`
	Unit      org.UnitID      `db:"unit_id"`
	Team      org.UnitID      `db:"team_id"`
	Gender    roster.Gender   `db:"gender"`
	Position  roster.Position `db:"position"`
	GrantedOn clock.Day       `db:"granted_on"`
	Rounded   int64           `db:"rounded"`
	Women     bool            `db:"women"` // of a team: mostly
	ScopePath string          `db:"scope_path"`
}

const sqlCounted = `SELECT g.form, g.subject, g.phase_id, g.unit_id, g.team_id, g.gender, g.position, g.granted_on, g.rounded, g.scope_path,
  CASE WHEN g.subject = 'team' THEN ` + womenSQL + ` ELSE false END AS women
 FROM award_grant g WHERE (g.scope_path >= $1 AND g.scope_path < $2 OR g.team_id = ANY ($3::bigint[])) AND ($4::bigint = 0 OR g.phase_id = $4) AND g.revoked_on IS NULL
 ORDER BY g.granted_on, g.id`

// In is the unit just below another that the team stood in on the day of the
// award; where it stood elsewhere, the one just below the top.
func (x *Counted) In(unit org.UnitID) org.UnitID {
	path := "." + x.ScopePath
	_, below, ok := strings.Cut(path, "."+strconv.FormatInt(int64(unit), 10)+".")
	if !ok || below == "" {
		_, below, _ = strings.Cut(x.ScopePath, ".")
	}
	id, _, _ := strings.Cut(below, ".")
	n, _ := strconv.ParseInt(id, 10, 64)
	return org.UnitID(n)
}

// Counted are the awards that stand in the actor's scope; phase 0 is all.
func (s *Service) Counted(ctx context.Context, a access.Actor, tree *org.Tree, today clock.Day, phase int64) ([]Counted, error) {
	scope, teams, err := reach(a, access.HistoryRead, tree, today, 0)
	if err != nil {
		return nil, err
	}
	return pg.List[Counted](ctx, s.Pool, sqlCounted, scope.From(), scope.To(), teams, phase)
}
