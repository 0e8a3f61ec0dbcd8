package dossier

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/pg"
)

const (
	sqlNominations = `SELECT n.id, n.state, d.id AS dossier_id, d.no, d.form, d.roles, d.state AS stands, d.version, d.submission_no,
  coalesce((SELECT jsonb_agg(jsonb_build_object('ID', o.id, 'Nominee', o.nominee_id, 'Key', o.key, 'Was', o.was, 'Said', o.said, 'Reason', o.reason, 'By', o.by, 'LiftedBy', o.lifted_by, 'LiftedWhy', o.lifted_why) ORDER BY o.id)
   FROM nominee_override o WHERE o.nominee_id = n.id), '[]') AS overrides
 FROM nominee n JOIN dossier d ON d.id = n.dossier_id
 WHERE n.phase_id = $1 AND n.form = $2 AND n.subject = $3 AND CASE WHEN n.subject = 'member' THEN n.person_id ELSE n.team_id END = $4 ORDER BY n.id`
	sqlHoldNominations = sqlNominations + ` FOR SHARE OF d`
)

type nominationRow struct {
	ID         NomineeID                   `db:"id"`
	State      award.NomineeState          `db:"state"`
	Dossier    ID                          `db:"dossier_id"`
	No         int                         `db:"no"`
	Form       award.Form                  `db:"form"`
	Roles      map[award.Party]access.Role `db:"roles"`
	Stands     award.State                 `db:"stands"`
	Version    int                         `db:"version"`
	Submission int                         `db:"submission_no"`
	Overrides  []overrideRow               `db:"overrides"`
}

// Nominated is criteria.Service.Nominated: one statement.
func Nominated(ctx context.Context, q pg.Querier, lock bool, at criteria.ScoreAt) (criteria.Nomination, error) {
	sql := sqlNominations
	if lock {
		sql = sqlHoldNominations
	}
	id := int64(at.Whom.Team)
	if at.Whom.Person != 0 {
		id = int64(at.Whom.Person)
	}
	rows, err := pg.List[nominationRow](ctx, q, sql, at.Phase.ID, at.Form, at.Whom.Subject(), id)
	var out criteria.Nomination
	for _, r := range rows {
		n := Nominee{State: r.State}
		for _, o := range r.Overrides {
			out.Overrides = append(out.Overrides, criteria.Overriding{Override: o.override(), Dossier: int64(r.Dossier), Nominee: int64(r.ID), No: r.No, InForce: n.Active()})
		}
		if n.Active() {
			d := Row{Form: r.Form, Roles: r.Roles, State: r.Stands, Version: r.Version, Submission: r.Submission}
			out.Machine = d.Machine(nil)
		}
	}
	return out, err
}

// nominationOf is a nominee's of the dossier, as Nominated reads it.
func (v *View) nominationOf(n *Nominee) criteria.Nomination {
	if !n.Active() {
		return criteria.Nomination{}
	}
	return criteria.Nomination{Machine: v.Machine}
}

// PointSheet is a nominee's as stored, and where its proposal stands; ok is
// false where the criteria ask for none. At most one statement.
func (s *Service) PointSheet(ctx context.Context, q pg.Querier, v *View, n *Nominee) (sc criteria.Score, nom criteria.Nomination, ok bool, err error) {
	g := v.Grounds[n.ID]
	if g == nil || g.Candidate == nil || g.Eligibility == nil || g.Eligibility.Criteria.Sheet == nil {
		return sc, nom, false, nil
	}
	sc, err = s.Criteria.ScoreOf(ctx, q, v.ScoreAt(n))
	return sc, v.nominationOf(n), true, err
}

// ScoreAt names a nominee's point sheet.
func (v *View) ScoreAt(n *Nominee) criteria.ScoreAt {
	x := criteria.Whom{Person: n.PersonID()}
	if x.Person == 0 {
		x.Team = n.Team
	}
	return criteria.ScoreAt{Form: v.Form, Phase: v.Phase, Whom: x}
}
