package criteria

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// Nomination is what proposals say of a subject, for a form at a review.
type Nomination struct {
	Machine   *award.Dossier // of the one in force, nil for none
	Overrides []Overriding   // ever written, of every proposal, oldest first
}

// Overriding is a criterion set aside in a dossier.
type Overriding struct {
	award.Override
	Dossier, Nominee int64
	No               int  // the dossier's
	InForce          bool // its nomination is
}

// NominationOf reads it; the caller has checked the right to the subject.
func (s *Service) NominationOf(ctx context.Context, q pg.Querier, at ScoreAt) (Nomination, error) {
	if s.Nominated == nil {
		return Nomination{}, nil
	}
	return s.Nominated(ctx, q, false, at)
}

// MayScore is nil where the role may score itself, or with verify say what is
// right: itself until the proposal is sent, the other while it is looked at.
func (n Nomination) MayScore(role access.Role, verify bool) error {
	act := award.ScoreIt
	if verify {
		act = award.VerifyIt
	}
	switch {
	case n.Machine != nil:
		return n.Machine.Permits(role, act)
	case verify:
		return fault.New(fault.Stale, "Chưa có hồ sơ đề nghị đang thẩm định nên chưa xác nhận điểm được.")
	}
	return nil
}

// returned tells whether the proposal went back: then its points are open again.
func (n Nomination) returned() bool { return n.Machine != nil && n.Machine.State == award.Returned }

// Locked tells whether a self-score stands as it is.
func (n Nomination) Locked(sc Score) bool { return sc.Verified != nil && !n.returned() }

// unverified takes the verification of a returned proposal back.
func (sc *Score) unverified() {
	for code, m := range sc.Points {
		m.Verified = nil
		sc.Points[code] = m
	}
	sc.Deductions, sc.Verified = map[string]int{}, nil
}
