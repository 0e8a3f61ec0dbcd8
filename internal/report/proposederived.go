package report

import (
	"context"
	"fmt"
	"maps"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Reports under review are locked too, though nothing is proposed for them: an
// acceptance running meanwhile then either sees this change or is seen by it.
const sqlSettledOf = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id
 WHERE (r.commune_id = $1 OR r.holder_id = $1) AND r.state IN ('submitted', 'in_review', 'accepted', 'frozen') AND p.ends_on >= $2 AND p.starts_on <= $3 ORDER BY r.id`

// ProposeDerived is Refresh's counterpart for accepted reports: where a roster
// or register changed for days in [from, to], it alters no figure but proposes
// old → new for each derived cell whose fresh count differs. A pending
// proposal of a list is replaced where the count changed again and withdrawn
// where the difference is gone; one the reviewer refused is not made again. It
// answers how many it proposed.
func (s *Service) ProposeDerived(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, commune org.UnitID, from, to clock.Day, reason string) (int, error) {
	ids, err := pg.Column[int64](ctx, tx, sqlSettledOf, int64(commune), from, to)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, id := range ids {
		r, err := lock(ctx, tx, ID(id))
		if err != nil {
			return n, err
		}
		if !r.State.Final() {
			continue
		}
		more, err := s.proposeDrift(ctx, tx, a, a.UserID, now, w, &r, reason)
		if err != nil {
			return n, err
		}
		n += more
	}
	return n, nil
}

// drifted is why an acceptance proposes at once: lists may change while a
// report waits for its reviewer.
const drifted = "Danh sách, sổ theo dõi đã thay đổi sau khi đơn vị gửi báo cáo"

const sqlRefusedDrift = `SELECT DISTINCT ON (team_id, slot) coalesce(team_id, 0) AS row, slot, old, new FROM correction
 WHERE report_id = $1 AND origin <> 'holder' AND state = 'refused' ORDER BY team_id, slot, id DESC`

type drift struct {
	Row  int64  `db:"row"`
	Slot int    `db:"slot"`
	Old  *int32 `db:"old"`
	New  *int32 `db:"new"`
}

// proposeDrift compares the derived cells of a locked accepted report with
// what the lists count now and answers how many it proposed. proposer 0 is the
// system.
func (s *Service) proposeDrift(ctx context.Context, tx pg.Tx, a access.Actor, proposer int64, now clock.Moment, w World, r *Report, reason string) (int, error) {
	f, err := loadFigures(ctx, tx, r.ID)
	if err != nil {
		return 0, err
	}
	fresh, err := s.derive(ctx, tx, w, r, f)
	if err != nil {
		return 0, err
	}
	waiting, err := pendingOf(ctx, tx, r.ID)
	if err != nil || len(fresh) == 0 && len(waiting) == 0 {
		return 0, err
	}
	want := map[Cell]change{}
	for _, c := range fresh {
		want[c.Cell] = c
	}
	gone := 0
	for i := range waiting {
		p := &waiting[i]
		c, differs := want[p.Cell()]
		switch {
		case p.Origin == FromHolder, differs && c.New.N == p.To().N && c.Old.N == p.From().N:
			delete(want, p.Cell())
			continue
		}
		answer := "Không còn chênh lệch với danh sách"
		if differs {
			answer = "Thay bằng đề nghị mới"
		}
		if err := settle(ctx, tx, p.ID, Withdrawn, a.UserID, now, answer); err != nil {
			return 0, err
		}
		gone++
	}
	if err := unrefused(ctx, tx, r.ID, want); err != nil {
		return 0, err
	}
	period, err := w.period(r)
	if err != nil {
		return 0, err
	}
	said := audit.Entry{ObjectKind: "report", ObjectID: int64(r.ID), Path: r.ScopePath, After: map[string]any{"lý do": reason}}
	if len(want) == 0 {
		if gone == 0 {
			return 0, nil
		}
		said.Action, said.Summary = "correction.withdraw", fmt.Sprintf("Rút %d đề nghị đính chính không còn chênh lệch, báo cáo %s", gone, w.titleOf(r, period))
		return 0, audit.Record(ctx, tx, a, now, said)
	}
	for _, c := range fresh {
		if _, still := want[c.Cell]; !still {
			continue
		}
		if _, err := tx.Exec(ctx, sqlPropose, int64(r.ID), c.Cell.Row, c.Cell.Slot, c.Old.ptr(), c.New.ptr(), false, reason, c.Source, proposer, now.Business); err != nil {
			return 0, err
		}
	}
	rules, err := w.rules(r)
	if err != nil {
		return 0, err
	}
	after := auditCells(w, rules, within(fresh, want))
	after["lý do"] = reason
	said.Action, said.After = "correction.propose", after
	said.Summary = fmt.Sprintf("Đề nghị đính chính %d ô theo danh sách, báo cáo %s", len(want), w.titleOf(r, period))
	return len(want), audit.Record(ctx, tx, a, now, said)
}

// unrefused takes out of want what the reviewer refused in these very words.
func unrefused(ctx context.Context, tx pg.Tx, id ID, want map[Cell]change) error {
	if len(want) == 0 {
		return nil
	}
	list, err := pg.List[drift](ctx, tx, sqlRefusedDrift, int64(id))
	if err != nil {
		return err
	}
	for _, d := range list {
		maps.DeleteFunc(want, func(at Cell, c change) bool {
			return at == Cell{d.Row, d.Slot} && c.Old.N == valueOf(d.Old, false).N && c.New.N == valueOf(d.New, false).N
		})
	}
	return nil
}

func within(list []change, want map[Cell]change) []change {
	out := make([]change, 0, len(want))
	for _, c := range list {
		if _, there := want[c.Cell]; there {
			out = append(out, c)
		}
	}
	return out
}
