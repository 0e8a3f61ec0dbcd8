package register

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

const (
	sqlAddDiary = `
INSERT INTO diary_entry (campaign_id, commune_id, team_id, day, slot, n, words, created_by, created_at)
VALUES ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, $8, $9) RETURNING id`
	diaryColumns = `e.id, e.commune_id, coalesce(e.team_id, 0) AS team, e.day, e.slot, e.n, e.words, e.created_by, u.full_name AS author,
  e.created_at, e.withdrawn_at, e.withdrawn_why, e.version`
	sqlLockDiary     = `SELECT ` + diaryColumns + ` FROM diary_entry e JOIN app_user u ON u.id = e.created_by WHERE e.id = $1 FOR UPDATE OF e`
	sqlWithdrawDiary = `UPDATE diary_entry SET withdrawn_at = $2, withdrawn_why = $3, withdrawn_by = $4, version = version + 1 WHERE id = $1`
)

// AddDiary writes an entry down; the same form sent twice makes one. The
// answer is the address of the first.
func (s *Service) AddDiary(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key string, in DiaryInput, url func(DiaryID) string) (string, error) {
	if err := access.CheckRole(a, access.DiaryWrite); err != nil {
		return "", err
	}
	writer := DiaryEntry{Commune: org.UnitID(a.UnitID), Team: in.Team}
	place, err := writer.keeper(a, access.DiaryWrite, now, w.Tree)
	if err != nil {
		return "", err
	}
	var f fault.Fields
	in.Check(&f, now, w, writer.Commune)
	if err := f.Err(); err != nil {
		return "", err
	}
	commune := writer.Commune
	if in.Team != 0 {
		commune = w.Tree.Ancestor(in.Team, org.Commune, *in.Day)
	}
	at := ""
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := pg.Value[int64](ctx, tx, sqlAddDiary, w.Plan.CampaignID, int64(commune), int64(in.Team), *in.Day, in.Slot, in.N, in.Words, a.UserID, now.Business)
			if err != nil {
				return "", err
			}
			p, _ := PeriodOn(w.Plan, *in.Day)
			m := w.Plan.RulesAt(p.Ordinal).Measure(in.Slot)
			return url(DiaryID(id)), audit.Record(ctx, tx, a, now, audit.Entry{Action: "diary.add", ObjectKind: "diary_entry", ObjectID: id, Path: place.Path,
				Summary: fmt.Sprintf("Ghi sổ ngày %s: %d %s, %s", *in.Day, in.N, m.Short, diaryRow(w.Tree, in.Team, commune, *in.Day)), After: in})
		})
		return err
	})
	return at, err
}

func diaryRow(tree *org.Tree, team, commune org.UnitID, day clock.Day) string {
	if team != 0 {
		return tree.Name(team, day).Full()
	}
	return "toàn " + tree.Name(commune, day).Full()
}

// WithdrawDiary takes an entry out of every sum, with a reason; it stays
// readable. version is the one the page showed.
func (s *Service) WithdrawDiary(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id DiaryID, version int, why string) error {
	if err := access.CheckRole(a, access.DiaryWrite); err != nil {
		return err
	}
	why = vi.Clean(why)
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		was, err := pg.One[DiaryEntry](ctx, tx, sqlLockDiary, int64(id))
		if err != nil {
			return err
		}
		place, err := was.keeper(a, access.DiaryWrite, now, w.Tree)
		if err != nil {
			return err
		}
		if was.WithdrawnAt != nil {
			return fault.New(fault.Stale, "Mục này đã được rút trước đó.")
		}
		if was.Version != version {
			return stale()
		}
		if err := checkReason(why); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlWithdrawDiary, int64(id), now.Business, why, a.UserID); err != nil {
			return err
		}
		name := fmt.Sprint(was.N)
		if p, ok := PeriodOn(w.Plan, was.Day); ok {
			if m := w.Plan.RulesAt(p.Ordinal).Measure(was.Slot); m != nil {
				name += " " + m.Short
			}
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "diary.withdraw", ObjectKind: "diary_entry", ObjectID: int64(id), Path: place.Path,
			Summary: fmt.Sprintf("Rút mục sổ ngày %s: %s, %s: %s", was.Day, name, diaryRow(w.Tree, was.Team, was.Commune, was.Day), why),
			Before:  DiaryInput{Team: was.Team, Day: &was.Day, Slot: was.Slot, N: was.N, Words: was.Words}})
	})
}
