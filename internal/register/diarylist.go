package register

import (
	"context"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// DiaryFilter narrows the list; zero values do not narrow.
type DiaryFilter struct {
	Under    org.UnitID // a unit or team
	Whole    bool       // only rows of no team
	Measure  bool       // only of Slot
	Slot     int
	From, To *clock.Day // inclusive
	State    State
	Page     int // from 1
}

// DiaryTotal is a measure's sum over a filter; withdrawn entries never count.
type DiaryTotal struct {
	Slot int `db:"slot"`
	N    int `db:"n"`
}

const diaryMatch = `
WHERE e.commune_id = ANY ($1::bigint[]) AND ($2::bigint = 0 OR e.team_id = $2) AND (NOT $3::bool OR e.team_id IS NULL)
  AND ($4::int < 0 OR e.slot = $4) AND ($5::date IS NULL OR e.day >= $5) AND ($6::date IS NULL OR e.day <= $6) AND e.campaign_id = $7`

const sqlDiary = `
SELECT ` + diaryColumns + `, (count(*) OVER ())::int AS total
FROM diary_entry e JOIN app_user u ON u.id = e.created_by` + diaryMatch + `
  AND CASE $8::text WHEN 'all' THEN true WHEN 'withdrawn' THEN e.withdrawn_at IS NOT NULL ELSE e.withdrawn_at IS NULL END
ORDER BY e.day DESC, e.id DESC LIMIT $9 OFFSET $10`

const sqlDiaryTotals = `SELECT e.slot, sum(e.n)::int AS n FROM diary_entry e` + diaryMatch + ` AND e.withdrawn_at IS NULL GROUP BY e.slot`

type diaryLine struct {
	DiaryEntry
	Total int `db:"total"`
}

// Diary lists entries of communes in the actor's scope today, newest day
// first, with the sums of the filter: two statements in one round trip.
func (s *Service) Diary(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, campaign int64, f DiaryFilter) (Page[DiaryEntry], []DiaryTotal, error) {
	scope, err := access.ScopeOf(a, access.DiaryRead)
	if err != nil {
		return Page[DiaryEntry]{}, nil, err
	}
	team := org.UnitID(0)
	if f.Under != 0 {
		if _, err = scope.Narrow(tree.PlaceNow(f.Under, now.Today)); err != nil {
			return Page[DiaryEntry]{}, nil, err
		}
		if u, _ := tree.Unit(f.Under); u.Level == org.Team {
			team = f.Under
		} else {
			scope = access.Under(tree.PlaceNow(f.Under, now.Today).Path)
		}
	}
	slot := -1
	if f.Measure {
		slot = f.Slot
	}
	p := Page[DiaryEntry]{Page: min(max(1, f.Page), lastPage)}
	match := []any{tree.CommunesWithin(scope, now.Today), int64(team), f.Whole, slot, f.From, f.To, campaign}
	b := &pgx.Batch{}
	b.Queue(sqlDiary, append(match[:7:7], string(f.State), PageSize, (p.Page-1)*PageSize)...)
	b.Queue(sqlDiaryTotals, match...)
	br := s.DB.SendBatch(ctx, b)
	defer br.Close()
	rows, err := br.Query()
	if err != nil {
		return p, nil, pg.Map(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[diaryLine])
	if err != nil {
		return p, nil, pg.Map(err)
	}
	for _, l := range lines {
		p.Rows, p.Total = append(p.Rows, l.DiaryEntry), l.Total
	}
	if rows, err = br.Query(); err != nil {
		return p, nil, pg.Map(err)
	}
	totals, err := pgx.CollectRows(rows, pgx.RowToStructByName[DiaryTotal])
	if err == nil && len(lines) == 0 && p.Page > 1 { // past the end: the first page
		_ = br.Close()
		f.Page = 1
		return s.Diary(ctx, a, now, tree, campaign, f)
	}
	return p, totals, pg.Map(err)
}

const sqlDiaryOne = `SELECT ` + diaryColumns + ` FROM diary_entry e JOIN app_user u ON u.id = e.created_by WHERE e.id = $1`

// DiaryEntry is one entry, for an actor who may withdraw it.
func (s *Service) DiaryEntry(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id DiaryID) (DiaryEntry, error) {
	if err := access.CheckRole(a, access.DiaryWrite); err != nil {
		return DiaryEntry{}, err
	}
	e, err := pg.One[DiaryEntry](ctx, s.DB, sqlDiaryOne, int64(id))
	if err != nil {
		return e, err
	}
	_, err = e.keeper(a, access.DiaryWrite, now, tree)
	return e, err
}

// MayWithdraw tells whether the actor may take the entry out.
func (e *DiaryEntry) MayWithdraw(a access.Actor, now clock.Moment, tree *org.Tree) bool {
	if e.WithdrawnAt != nil || !a.May(access.DiaryWrite) {
		return false
	}
	_, err := e.keeper(a, access.DiaryWrite, now, tree)
	return err == nil
}

const sqlDiaryLast = `SELECT coalesce(team_id, 0) FROM diary_entry WHERE commune_id = $1 AND created_by = $2 ORDER BY id DESC LIMIT 1`

// LastTeam is the team the actor wrote about last, 0 where that was the whole
// commune or nothing yet.
func (s *Service) LastTeam(ctx context.Context, a access.Actor) (org.UnitID, error) {
	list, err := pg.Column[int64](ctx, s.DB, sqlDiaryLast, a.UnitID, a.UserID)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return org.UnitID(list[0]), nil
}
