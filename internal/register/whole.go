package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// Hanging is what hangs on a deed or a model. Withdrawn recognitions are in
// it; withdrawn files only for those who may write the row.
type Hanging struct {
	Recognitions []Recognition // the earliest first
	Files        []Evidence
	Names        map[roster.PersonID]string // of the members credited
}

// WholeDeed is a deed the actor may read with what hangs on it.
func (s *Service) WholeDeed(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id DeedID) (Deed, Hanging, error) {
	d, err := s.Deed(ctx, a, access.DeedRead, now, tree, id)
	if err != nil {
		return d, Hanging{}, err
	}
	commune, _ := tree.CommuneNow(d.Team, now.Today)
	h, err := s.hanging(ctx, d.Row(), d.Members, a.Can(access.DeedWrite, tree.Place(commune, now.Today)))
	return d, h, err
}

// WholeModel is a model the actor may read with what hangs on it.
func (s *Service) WholeModel(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ModelID) (Model, Hanging, error) {
	m, err := s.Model(ctx, a, access.DeedRead, now, tree, id)
	if err != nil {
		return m, Hanging{}, err
	}
	commune, _ := tree.LeadSuccessor(m.Commune, now.Today)
	h, err := s.hanging(ctx, m.Row(), m.Members, a.Can(access.DeedWrite, tree.Place(commune, now.Today)))
	return m, h, err
}

func (s *Service) hanging(ctx context.Context, row Row, members []roster.PersonID, write bool) (h Hanging, err error) {
	if h.Recognitions, err = pg.List[Recognition](ctx, s.DB, sqlRecognitions, row.Kind, row.ID); err != nil {
		return h, err
	}
	if h.Files, err = pg.List[Evidence](ctx, s.DB, sqlEvidenceOf, row.Kind, row.ID); err != nil {
		return h, err
	}
	if !write {
		h.Files = slices.DeleteFunc(h.Files, func(e Evidence) bool { return e.WithdrawnAt != nil })
	}
	if len(members) > 0 {
		h.Names, err = roster.Names(ctx, s.DB, members)
	}
	return h, err
}
