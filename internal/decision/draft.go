package decision

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// Create makes a draft of the actor's unit that lists recommended nominees, all
// of one form and phase; url makes the address of its id. Field: chon.
func (s *Service) Create(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key string, ids []dossier.NomineeID, url func(ID) string) (string, error) {
	unit := org.UnitID(a.UnitID)
	place := w.Tree.Place(unit, now.Today)
	if err := access.Check(a, access.AwardDecide, place); err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "", nobody()
	}
	var out string
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		var err error
		out, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			first, err := dossier.DossierOf(ctx, tx, ids[0])
			if err != nil {
				return "", err
			}
			id, err := pg.Value[ID](ctx, tx, sqlMake, first.Form, first.PhaseID, unit, by(a, now), place.Path)
			if err != nil {
				return "", err
			}
			l, err := s.list(ctx, tx, a, now, id, 1, ids)
			if err != nil {
				return "", err
			}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.create", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath,
				Summary: fmt.Sprintf("Lập dự thảo quyết định tặng %s: %s", l.Form.Label(), l.count()), After: map[string]any{"danh sách": l.names()}})
		})
		return err
	})
	return out, err
}

func nobody() error {
	var f fault.Fields
	f.Add("chon", "Chọn ít nhất một trường hợp được đề nghị khen thưởng.")
	return f.Err()
}

// Add lists more nominees in a draft. Field: chon.
func (s *Service) Add(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int, ids []dossier.NomineeID) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		if len(ids) == 0 {
			if _, err := lockOne(ctx, tx, a, id, version); err != nil {
				return err
			}
			return nobody()
		}
		l, err := s.list(ctx, tx, a, now, id, version, ids)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.list", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath,
			Summary: fmt.Sprintf("Thêm %d trường hợp vào dự thảo quyết định: %s", len(ids), l.count()), After: map[string]any{"danh sách": l.names()}})
	})
}

// list puts nominees into a draft; teams stand before members.
func (s *Service) list(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id ID, version int, ids []dossier.NomineeID) (*locked, error) {
	dossiers, err := dossier.DossiersOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	l, err := lockOne(ctx, tx, a, id, version, dossiers...)
	if err != nil {
		return nil, err
	}
	for _, nid := range ids {
		n := l.held.Nominee(nid)
		if n == nil || n.Form != l.Form || n.PhaseID != l.PhaseID {
			return nil, fault.Missing()
		}
		m := n.Machine()
		if err := l.machine.List(a, now, m); err != nil {
			return nil, err
		}
		if err := dossier.SaveMoved(ctx, tx, n, m, len(l.machine.Nominees), nil); err != nil {
			return nil, err
		}
		l.order = append(l.order, nid)
	}
	l.sort(nil)
	if err := dossier.PlaceListed(ctx, tx, int64(id), l.order); err != nil {
		return nil, err
	}
	return l, l.save(ctx, tx)
}

// sort puts teams first, and within each by the places typed, else as it was.
// One moved to a taken place has it: the other gives way towards where it
// came from.
func (l *locked) sort(typed map[dossier.NomineeID]int) {
	was := slices.Clone(l.order)
	stood := make(map[dossier.NomineeID]int, len(was))
	for i, id := range was {
		stood[id] = i + 1
	}
	at := func(id dossier.NomineeID) (place, way int) {
		p, ok := typed[id]
		if !ok {
			p = stood[id]
		}
		return p, cmp.Compare(p, stood[id])
	}
	slices.SortStableFunc(l.order, func(x, y dossier.NomineeID) int {
		if p, q := l.held.Nominee(x), l.held.Nominee(y); p.Subject != q.Subject {
			if p.Subject == award.Team {
				return -1
			}
			return 1
		}
		p, up := at(x)
		q, down := at(y)
		return cmp.Or(p-q, up-down)
	})
	l.machine.Nominees = l.machine.Nominees[:0]
	for _, id := range l.order {
		l.machine.Nominees = append(l.machine.Nominees, int64(id))
	}
}

// Arrange changes a draft's order (places typed, within teams and within
// members) and takes nominees off it.
func (s *Service) Arrange(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int, places map[dossier.NomineeID]int, off []dossier.NomineeID) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		l, err := lockOne(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		if l.State != award.DecisionDraft {
			return fault.New(fault.Stale, "Quyết định đang ở trạng thái “"+l.State.Words()+"” nên không sửa danh sách được.")
		}
		var gone []string
		for _, nid := range off {
			n := l.held.Nominee(nid)
			if n == nil || !slices.Contains(l.order, nid) {
				return fault.Missing()
			}
			m := n.Machine()
			if err := l.machine.Unlist(a, now, m); err != nil {
				return err
			}
			if err := dossier.SaveMoved(ctx, tx, n, m, 0, nil); err != nil {
				return err
			}
			gone = append(gone, n.Name)
			l.order = slices.DeleteFunc(l.order, func(x dossier.NomineeID) bool { return x == nid })
		}
		was := slices.Clone(l.order)
		l.sort(places)
		if len(off) == 0 && slices.Equal(was, l.order) {
			return nil
		}
		if err := dossier.PlaceListed(ctx, tx, int64(id), l.order); err != nil {
			return err
		}
		if len(off) == 0 {
			l.machine.Version++
			l.machine.Changed = by(a, now)
		}
		if err := l.save(ctx, tx); err != nil {
			return err
		}
		if err := l.undecided(ctx, tx, a, now, off, "Đưa ra khỏi dự thảo quyết định"); err != nil {
			return err
		}
		e := audit.Entry{Action: "decision.arrange", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath, Summary: "Sắp xếp danh sách dự thảo quyết định: " + l.count(),
			After: map[string]any{"danh sách": l.names()}}
		if len(gone) > 0 {
			e.Summary, e.Before = fmt.Sprintf("Đưa %d trường hợp ra khỏi dự thảo quyết định: %s", len(gone), l.count()), map[string]any{"đưa ra": gone}
		}
		return audit.Record(ctx, tx, a, now, e)
	})
}

// undecided takes the nominees' dossiers back where no signed decision is left
// to them.
func (l *locked) undecided(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, ids []dossier.NomineeID, why string) error {
	for _, h := range l.held.Of(ids) {
		if err := h.Undecided(ctx, tx, a, now, why); err != nil {
			return err
		}
	}
	return nil
}

// Reopen makes a recorded decision a draft again, with a reason (ly-do); its
// number is free again, the signed copy is let go and its dossiers wait for a
// decision again.
func (s *Service) Reopen(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		l, err := lockOne(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		was := l.signedWords()
		if err := l.machine.Reopen(a, now, why); err != nil {
			return err
		}
		l.TermID, l.Money, l.FileDigest, l.FileName = nil, nil, nil, ""
		if err := l.save(ctx, tx); err != nil {
			return err
		}
		if err := l.undecided(ctx, tx, a, now, l.order, l.Why); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.reopen", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath,
			Summary: "Mở lại quyết định " + was + ": " + l.Why, Before: map[string]any{"quyết định": was}})
	})
}

// Cancel ends a decision that was not applied, with a reason (ly-do): its
// nominees are recommended again, their dossiers concluded.
func (s *Service) Cancel(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int, why string) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		l, err := lockOne(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		was, names, count := l.signedWords(), l.names(), l.count()
		machines := make([]*award.Nominee, len(l.order))
		for i, nid := range l.order {
			machines[i] = l.held.Nominee(nid).Machine()
		}
		if err := l.machine.Cancel(a, now, why, machines); err != nil {
			return err
		}
		for i, nid := range l.order {
			if err := dossier.SaveMoved(ctx, tx, l.held.Nominee(nid), machines[i], 0, nil); err != nil {
				return err
			}
		}
		if err := l.save(ctx, tx); err != nil {
			return err
		}
		if err := l.undecided(ctx, tx, a, now, l.order, l.Why); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "decision.cancel", ObjectKind: "award_decision", ObjectID: int64(id), Path: l.ScopePath,
			Summary: fmt.Sprintf("Hủy quyết định %s (%s): %s", was, count, l.Why), Before: map[string]any{"danh sách": names}})
	})
}

// signedWords is "số 125/QĐ-UBND ngày 20/08/2025", or that it is a draft.
func (r *Row) signedWords() string {
	if r.SignedOn == nil {
		return "dự thảo"
	}
	return "số " + r.Number + " ngày " + r.SignedOn.String()
}

// count is "02 tập thể, 15 cá nhân" of the list.
func (l *locked) count() string {
	teams := 0
	for _, id := range l.order {
		if l.held.Nominee(id).Subject == award.Team {
			teams++
		}
	}
	return countWords(teams, len(l.order)-teams)
}

func (l *locked) names() []string {
	out := make([]string, len(l.order))
	for i, id := range l.order {
		out[i] = l.held.Nominee(id).Name
	}
	return out
}

// countWords is "02 tập thể, 15 cá nhân".
func countWords(teams, members int) string {
	switch {
	case members == 0:
		return fmt.Sprintf("%02d tập thể", teams)
	case teams == 0:
		return fmt.Sprintf("%02d cá nhân", members)
	}
	return fmt.Sprintf("%02d tập thể, %02d cá nhân", teams, members)
}
