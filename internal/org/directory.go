package org

import (
	"context"
	"sync"
	"sync/atomic"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// One statement, so that revision, units, names, links and areas are of one
// instant.
const sqlTree = `
SELECT 'revision' AS what, 0::bigint AS id, n AS other, '' AS a, '' AS b, '' AS c, '' AS d, 0 AS ordinal, NULL::date AS from_day, NULL::date AS until_day
  FROM revision WHERE scope = 'org'
UNION ALL
SELECT 'unit', id, coalesce(successor_id, 0), level, basis, '', '', ordinal, lower(during), upper(during) FROM unit
UNION ALL
SELECT 'name', unit_id, 0, code, name, kind, basis, 0, lower(during), upper(during) FROM unit_name
UNION ALL
SELECT 'link', child_id, parent_id, '', '', '', '', 0, lower(during), upper(during) FROM unit_link
UNION ALL
SELECT 'area', team_id, 0, name, '', '', '', 0, lower(during), upper(during) FROM team_area
ORDER BY 1 DESC, 2`

const sqlRevision = `SELECT n FROM revision WHERE scope = 'org'`

type treeRow struct {
	What     string     `db:"what"`
	ID       UnitID     `db:"id"`
	Other    int64      `db:"other"`
	A        string     `db:"a"`
	B        string     `db:"b"`
	C        string     `db:"c"`
	D        string     `db:"d"`
	Ordinal  int        `db:"ordinal"`
	FromDay  *clock.Day `db:"from_day"`
	UntilDay *clock.Day `db:"until_day"`
}

func (r treeRow) span() Span {
	s := Span{From: -Forever, Until: Forever}
	if r.FromDay != nil {
		s.From = *r.FromDay
	}
	if r.UntilDay != nil {
		s.Until = *r.UntilDay
	}
	return s
}

// Load reads the tree: inside a transaction it sees what that wrote.
func Load(ctx context.Context, q pg.Querier) (*Tree, error) {
	rows, err := pg.List[treeRow](ctx, q, sqlTree)
	if err != nil {
		return nil, err
	}
	var rev int64
	var units []Unit
	names, links, areas := map[UnitID][]NameSpan{}, map[UnitID][]LinkSpan{}, map[UnitID][]AreaSpan{}
	for _, r := range rows {
		switch r.What {
		case "revision":
			rev = r.Other
		case "unit":
			units = append(units, Unit{ID: r.ID, Level: Level(r.A), During: r.span(), Ordinal: r.Ordinal, Successor: UnitID(r.Other), Basis: r.B})
		case "name":
			names[r.ID] = append(names[r.ID], NameSpan{MakeName(r.A, r.B, r.C), r.span(), r.D})
		case "link":
			links[r.ID] = append(links[r.ID], LinkSpan{UnitID(r.Other), r.span()})
		case "area":
			areas[r.ID] = append(areas[r.ID], AreaSpan{r.A, r.span()})
		}
	}
	return newTree(rev, units, names, links, areas), nil
}

// Directory keeps the process's Tree.
type Directory struct {
	q    pg.Querier
	mu   sync.Mutex // one reload at a time
	tree atomic.Pointer[Tree]
}

// NewDirectory reads through q, usually the pool.
func NewDirectory(q pg.Querier) *Directory { return &Directory{q: q} }

// At is a tree of revision rev or newer; requests take rev from the statement
// that loads their session, so a cached tree costs nothing.
func (d *Directory) At(ctx context.Context, rev int64) (*Tree, error) {
	if t := d.tree.Load(); t != nil && t.rev >= rev {
		return t, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := d.tree.Load(); t != nil && t.rev >= rev {
		return t, nil
	}
	t, err := Load(ctx, d.q)
	if err != nil {
		return nil, err
	}
	if t.rev < rev {
		return nil, fault.New(fault.Unavailable, "Danh mục đơn vị vừa thay đổi. Tải lại trang sau ít giây.")
	}
	d.tree.Store(t)
	return t, nil
}

// Now is the newest tree: it reads the revision first.
func (d *Directory) Now(ctx context.Context) (*Tree, error) {
	rev, err := pg.Value[int64](ctx, d.q, sqlRevision)
	if err != nil {
		return nil, err
	}
	return d.At(ctx, rev)
}
