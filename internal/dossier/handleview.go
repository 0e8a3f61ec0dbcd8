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
	Opinions  []Opinion // of every sending
	Checks    []Checked // likewise
	Overrides []OverrideEntry
	Consults  []Consult
	Council   *Sitting // the meeting that looked at it last, nil for none
}

// OverrideEntry is an override ever written, with its key.
type OverrideEntry struct {
	award.Override
	ID      int64
	Nominee NomineeID
}

const sqlHandling = `SELECT
 (SELECT coalesce(jsonb_agg(jsonb_build_object('Nominee', o.nominee_id, 'Submission', o.submission_no, 'Favourable', o.favourable, 'Words', o.words, 'By', o.by) ORDER BY o.submission_no, o.nominee_id), '[]')
  FROM nominee_opinion o JOIN nominee n ON n.id = o.nominee_id WHERE n.dossier_id = $1) AS opinions,
 (SELECT coalesce(jsonb_agg(jsonb_build_object('Nominee', k.nominee_id, 'Submission', k.submission_no, 'Key', k.key, 'Agreed', k.agreed, 'Words', k.words, 'By', k.by) ORDER BY k.submission_no, k.nominee_id, k.key), '[]')
  FROM nominee_check k JOIN nominee n ON n.id = k.nominee_id WHERE n.dossier_id = $1) AS checks,
 (SELECT coalesce(jsonb_agg(jsonb_build_object('ID', o.id, 'Nominee', o.nominee_id, 'Key', o.key, 'Was', o.was, 'Said', o.said, 'Reason', o.reason, 'By', o.by, 'LiftedBy', o.lifted_by, 'LiftedWhy', o.lifted_why) ORDER BY o.id), '[]')
  FROM nominee_override o JOIN nominee n ON n.id = o.nominee_id WHERE n.dossier_id = $1) AS overrides,
 (SELECT coalesce(jsonb_agg(jsonb_build_object('ID', c.id, 'Agency', c.agency, 'Question', c.question, 'Asked', c.asked, 'Answer', c.answer, 'Answered', c.answered) ORDER BY c.id), '[]')
  FROM dossier_consult c WHERE c.dossier_id = $1) AS consults`

// HandlingOf reads it for who may: the proposer sees none of it. The caller
// has read the dossier. One statement, and at most three of the council.
func (s *Service) HandlingOf(ctx context.Context, q pg.Querier, v *View) (*HandlingView, error) {
	row, err := pg.One[struct {
		Opinions  []Opinion     `db:"opinions"`
		Checks    []Checked     `db:"checks"`
		Overrides []overrideRow `db:"overrides"`
		Consults  []Consult     `db:"consults"`
	}](ctx, q, sqlHandling, v.ID)
	if err != nil {
		return nil, err
	}
	h := &HandlingView{Opinions: row.Opinions, Checks: row.Checks, Consults: row.Consults}
	for _, r := range row.Overrides {
		h.Overrides = append(h.Overrides, OverrideEntry{r.override(), r.ID, r.Nominee})
	}
	if !convened(v.Machine) {
		return h, nil
	}
	h.Council, err = CouncilOf(ctx, q, &v.Row, int64(v.AwardingID))
	return h, err
}

// Specialists are who may be given the dossier.
func (s *Service) Specialists(ctx context.Context, q pg.Querier, w report.World, v *View) ([]identity.Holder, error) {
	return identity.Holders(ctx, q, v.AwardingID, v.Roles[award.ByAppraiser], w.Day)
}

// OpenMeetings are those the dossier could be brought to.
func (s *Service) OpenMeetings(ctx context.Context, q pg.Querier, v *View) ([]Meeting, error) {
	return pg.List[Meeting](ctx, q, sqlOpenMeetings, v.AwardingID, v.Form, v.PhaseID)
}
