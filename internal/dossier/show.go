package dossier

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// View is a dossier as its page shows it.
type View struct {
	Row
	Machine  *award.Dossier
	Phase    plan.LivePhase
	Today    clock.Day
	Settings criteria.Settings
	Nominees []Nominee
	Grounds  map[NomineeID]*Ground
	Texts    map[NomineeID][]Text // the newest of each section
	Papers   []Paper              // all ever added, oldest first
	// Minutes tells whether the proposing unit's own council kept minutes of it.
	Minutes bool
}

// View reads a dossier; fault.Missing where the actor may not.
func (s *Service) View(ctx context.Context, q pg.Querier, a access.Actor, w report.World, id ID) (*View, error) {
	if err := access.CheckRole(a, access.AwardRead); err != nil {
		return nil, err
	}
	r, err := pg.One[Row](ctx, q, sqlDossier, id)
	if err != nil {
		return nil, err
	}
	if err := r.reads(a); err != nil {
		return nil, err
	}
	return s.view(ctx, q, w, r)
}

func (s *Service) view(ctx context.Context, q pg.Querier, w report.World, r Row) (*View, error) {
	v := &View{Row: r, Today: w.Day}
	v.Phase, _ = w.Plan.Phase(r.PhaseID)
	log, err := steps(ctx, q, r.ID)
	if err != nil {
		return nil, err
	}
	v.Machine = r.Machine(log)
	if v.Settings, err = criteria.LoadSettings(ctx, q); err != nil {
		return nil, err
	}
	if v.Nominees, err = nominees(ctx, q, r.ID); err != nil {
		return nil, err
	}
	if v.Grounds, err = s.Grounds(ctx, q, w, &v.Row, v.Nominees); err != nil {
		return nil, err
	}
	if v.Texts, err = texts(ctx, q, r.ID); err != nil {
		return nil, err
	}
	if v.Papers, err = papers(ctx, q, r.ID); err != nil || r.Form != award.BangKhen {
		return v, err
	}
	v.Minutes, err = pg.Value[bool](ctx, q, sqlOwnMinutes, r.ID, r.UnitID)
	return v, err
}

// Nominee is one of them; ok is false for another dossier's.
func (v *View) Nominee(id NomineeID) (*Nominee, bool) {
	i := slices.IndexFunc(v.Nominees, func(n Nominee) bool { return n.ID == id })
	if i < 0 {
		return nil, false
	}
	return &v.Nominees[i], true
}

// Timing is the present stage's clock.
func (v *View) Timing(today clock.Day) award.Timing {
	return v.Machine.Timing(v.Settings.Calendar, v.Settings.Limits, today)
}

// Side is the party the actor reads a dossier as: who decides in it sees
// outcomes before they are applied, and so do leaders; units below do not.
func (r *Row) Side(a access.Actor) award.Party {
	for _, p := range []award.Party{award.ByAppraiser, award.ByOpinion} {
		if r.Roles[p] == a.Role {
			return p
		}
	}
	switch a.Role {
	case access.CommunePolice, access.CommuneOffice, access.District:
		return award.ByProposer
	}
	return ""
}

// Proposes tells whether the actor is the proposing side: its role, at the
// unit itself.
func (r *Row) Proposes(a access.Actor) bool {
	return r.Roles[award.ByProposer] == a.Role && a.Can(access.AwardPut, r.Place())
}

// Office is how a side of the dossier is called: "Công an xã Phước Hậu", "UBND
// huyện Ninh Phước", "Sở Nội vụ".
func (r *Row) Office(w report.World, p award.Party) string {
	name := func(u org.UnitID) string { return w.Tree.Name(u, w.Day).Full() }
	switch r.Roles[p] {
	case access.CommunePolice:
		return "Công an " + name(r.UnitID)
	case access.District, access.CommuneOffice:
		if p == award.ByProposer {
			return "UBND " + name(r.UnitID)
		}
		return "UBND " + name(r.AwardingID)
	case access.HomeAffairs:
		return "Sở Nội vụ"
	case access.PX03:
		return "Phòng PX03"
	}
	return ""
}

// HolderWords names who holds it; "" of one that is over.
func (r *Row) HolderWords(w report.World, d *award.Dossier) string {
	return d.HolderWords(r.Office(w, d.Holder()))
}
