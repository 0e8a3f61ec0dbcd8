package audit

import (
	"context"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Filter narrows the record; zero values ask for nothing.
type Filter struct {
	ActorID    int64
	Who        string // in the actor's name, without marks
	Family     string // key of Families
	Action     string
	ObjectKind string
	ObjectID   int64
	Place      access.Place // a unit and everything below it
	From, To   *clock.Day   // by the wall clock, both inclusive
	Text       string       // in the summary, without marks
	Older      int64        // rows before this id
	Newer      int64        // rows after this id
}

// Item is one row of the record.
type Item struct {
	ID          int64     `db:"id"`
	At          time.Time `db:"at"`
	BusinessDay clock.Day `db:"business_day"`
	ActorID     *int64    `db:"actor_id"`
	ActorName   string    `db:"actor_name"`
	ActorRole   string    `db:"actor_role"`
	Action      string    `db:"action"`
	ObjectKind  string    `db:"object_kind"`
	ObjectID    *int64    `db:"object_id"`
	Path        string    `db:"scope_path"`
	Summary     string    `db:"summary"`
	Before      *string   `db:"before"`
	After       *string   `db:"after"`
	RequestID   string    `db:"request_id"`
	Address     string    `db:"address"`
	Ordinal     *int64    `db:"ordinal"` // of its seal; nil: not sealed yet
}

// Items is a page of the record, newest first.
type Items struct {
	List  []Item
	Older int64 // pass as Filter.Older for the next page, 0 where there is none
	Newer int64 // pass as Filter.Newer for the page before, 0 where there is none
}

// PageSize is how many rows a page of the record has.
const PageSize = 50

const sqlItemsFrom = `SELECT e.id, e.at, e.business_day, e.actor_id, e.actor_name, e.actor_role, e.action, e.object_kind, e.object_id,
 e.scope_path, e.summary, e.before::text AS before, e.after::text AS after, e.request_id, e.address, s.ordinal
 FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
 WHERE (e.scope_path >= $1 AND e.scope_path < $2 OR $3 AND e.scope_path = '')
 AND ($4::bigint = 0 OR e.actor_id = $4) AND ($5 = '' OR `

var (
	sqlItemsWhere = sqlItemsFrom + pg.Fold("e.actor_name") + ` LIKE $6) AND ($7 = '' OR split_part(e.action, '.', 1) = ANY ($8))
 AND ($9 = '' OR e.action = $9) AND ($10 = '' OR e.object_kind = $10) AND ($11::bigint = 0 OR e.object_id = $11)
 AND ($12::timestamptz IS NULL OR e.at >= $12) AND ($13::timestamptz IS NULL OR e.at < $13)
 AND ($14 = '' OR ` + pg.Fold("e.summary") + ` LIKE $15)
 AND ($16::bigint = 0 OR e.id < $16) AND ($17::bigint = 0 OR e.id > $17)`
	sqlItemsDown = sqlItemsWhere + ` ORDER BY e.id DESC LIMIT $18`
	sqlItemsUp   = sqlItemsWhere + ` ORDER BY e.id LIMIT $18`
)

// List reads a page of the record the actor may see. Rows without a place
// (logins nobody could be matched to, acts of the system) show to everyone
// who reads the whole of their scope.
func List(ctx context.Context, q pg.Querier, actor access.Actor, f Filter) (Items, error) {
	scope, err := access.ScopeOf(actor, access.AuditRead)
	if err != nil {
		return Items{}, err
	}
	narrowed := f.Place != access.Place{}
	if narrowed {
		if scope, err = scope.Narrow(f.Place); err != nil {
			return Items{}, err
		}
	}
	sql := sqlItemsDown
	if f.Newer != 0 {
		sql = sqlItemsUp
	}
	who, text := vi.Fold(f.Who), vi.Fold(f.Text)
	list, err := pg.List[Item](ctx, q, sql, scope.From(), scope.To(), !narrowed, f.ActorID, who, pg.Contains(who),
		f.Family, prefixes(f.Family), f.Action, f.ObjectKind, f.ObjectID, start(f.From, 0), start(f.To, 1), text, pg.Contains(text), f.Older, f.Newer, PageSize+1)
	if err != nil {
		return Items{}, err
	}
	more := len(list) > PageSize
	list = list[:min(len(list), PageSize)]
	if f.Newer != 0 {
		slices.Reverse(list)
	}
	items := Items{List: list}
	if len(list) == 0 {
		return items, nil
	}
	if more || f.Newer != 0 {
		items.Older = list[len(list)-1].ID
	}
	if f.Newer == 0 && f.Older != 0 || f.Newer != 0 && more {
		items.Newer = list[0].ID
	}
	return items, nil
}

func start(d *clock.Day, plus clock.Day) *time.Time {
	if d == nil {
		return nil
	}
	t := (*d + plus).Start()
	return &t
}

const sqlItem = `SELECT e.id, e.at, e.business_day, e.actor_id, e.actor_name, e.actor_role, e.action, e.object_kind, e.object_id,
 e.scope_path, e.summary, e.before::text AS before, e.after::text AS after, e.request_id, e.address, s.ordinal
 FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
 WHERE e.id = $1 AND (e.scope_path >= $2 AND e.scope_path < $3 OR e.scope_path = '')`

// Read is one row of the record.
func Read(ctx context.Context, q pg.Querier, actor access.Actor, id int64) (Item, error) {
	scope, err := access.ScopeOf(actor, access.AuditRead)
	if err != nil {
		return Item{}, err
	}
	return pg.One[Item](ctx, q, sqlItem, id, scope.From(), scope.To())
}
