package dossier

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/identity"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// HandlingView is what the deciding side sees of a dossier besides its page.
type HandlingView struct {
	Opinions    []Opinion // of every sending
	Checks      []Checked // likewise
	Overrides   []OverrideEntry
	Consults    []Consult
	Council     *Sitting // the meeting that looked at it last, nil for none
	Specialists []identity.Holder
	Meetings    []Meeting // open ones it could be brought to
}

// OverrideEntry is an override ever written, with its key.
type OverrideEntry struct {
	award.Override
	ID      int64
	Nominee NomineeID
}

// HandlingOf reads it for who may: the proposer sees none of it. The caller
// has read the dossier.
func (s *Service) HandlingOf(ctx context.Context, q pg.Querier, w report.World, v *View) (*HandlingView, error) {
	h := &HandlingView{}
	var err error
	if h.Opinions, err = pg.List[Opinion](ctx, q, sqlOpinions, v.ID); err != nil {
		return nil, err
	}
	if h.Checks, err = pg.List[Checked](ctx, q, sqlChecks, v.ID); err != nil {
		return nil, err
	}
	if h.Consults, err = pg.List[Consult](ctx, q, sqlConsults, v.ID); err != nil {
		return nil, err
	}
	ids := make([]NomineeID, len(v.Nominees))
	for i := range v.Nominees {
		ids[i] = v.Nominees[i].ID
	}
	rows, err := pg.List[overrideRow](ctx, q, sqlOverrides, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		h.Overrides = append(h.Overrides, OverrideEntry{r.override(), r.ID, r.Nominee})
	}
	if h.Council, err = CouncilOf(ctx, q, &v.Row, int64(v.AwardingID)); err != nil {
		return nil, err
	}
	if v.State == award.Received || v.State == award.Appraising {
		if h.Specialists, err = identity.Holders(ctx, q, v.AwardingID, v.Roles[award.ByAppraiser], w.Day); err != nil {
			return nil, err
		}
		h.Meetings, err = pg.List[Meeting](ctx, q, sqlOpenMeetings, v.AwardingID, v.Form, v.PhaseID)
	}
	return h, err
}
