package dossier

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/pg"
)

const sqlOpined = `SELECT n.id FROM nominee n JOIN nominee_opinion o ON o.nominee_id = n.id WHERE n.dossier_id = $1 AND o.submission_no = $2`

// ready is what an act of the opining or appraising side asks of the content.
func (h *handling) ready(ctx context.Context, act award.Act) (award.Readiness, error) {
	r := award.Readiness{}
	opined := map[NomineeID]bool{}
	if act == award.ActForward {
		ids, err := pg.Column[NomineeID](ctx, h.tx, sqlOpined, h.row.ID, h.row.Submission)
		if err != nil {
			return r, err
		}
		for _, id := range ids {
			opined[id] = true
		}
	}
	for i := range h.list {
		n := &h.list[i]
		if n.State == award.Withdrawn {
			continue
		}
		r.Nominees++
		switch {
		case act == award.ActForward && !opined[n.ID], act != award.ActForward && n.State == award.Nominated:
			r.Open++
		}
		if n.State.Pending() {
			r.Pending++
		}
		if n.State == award.Recommended || n.State == award.Listed {
			r.Approved++
		}
	}
	if act != award.ActConclude && act != award.ActPresent {
		return r, nil
	}
	council, err := h.council(ctx)
	if err != nil {
		return r, err
	}
	r.Minutes = council != nil && council.Kept()
	grounds, err := h.grounds(ctx, council)
	if err != nil {
		return r, err
	}
	for i := range h.list {
		if n := &h.list[i]; n.State == award.Recommended || n.State == award.Listed {
			if why := denied(h, n, grounds[n.ID]); why != "" {
				r.Blocked = append(r.Blocked, why)
			}
		}
	}
	return r, nil
}

// denied is why a recommended nominee could not be recommended now, "" where
// it still could.
func denied(h *handling, n *Nominee, g award.Grounds) string {
	m := n.Machine()
	m.State = award.Nominated
	return problem(m.Recommend(h.a, h.now, m.Version, g))
}

// council is the meeting of the appraising side that looked at this sending of
// the dossier, nil where none did.
func (h *handling) council(ctx context.Context) (*Sitting, error) {
	if !convened(h.d) {
		return nil, nil
	}
	return CouncilOf(ctx, h.tx, &h.row, int64(h.row.AwardingID))
}

// convened tells whether this sending of the dossier went to the council.
func convened(d *award.Dossier) bool {
	for i := len(d.Log) - 1; i >= 0; i-- {
		switch d.Log[i].Act {
		case award.ActConvene:
			return true
		case award.ActSubmit:
			return false
		}
	}
	return false
}

// grounds are what every nominee's recommendation would rest on.
func (h *handling) grounds(ctx context.Context, council *Sitting) (map[NomineeID]award.Grounds, error) {
	known, err := h.s.Grounds(ctx, h.tx, h.w, &h.row, h.list)
	if err != nil {
		return nil, err
	}
	out := make(map[NomineeID]award.Grounds, len(known))
	for id, k := range known {
		g := k.Grounds()
		if council != nil {
			t := council.Tally(id)
			g.Vote = &t
		}
		out[id] = g
	}
	return out, nil
}
