package identity

import (
	"context"
	"sync"
	"sync/atomic"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// people is everybody who may log in, with all appointments: an immutable
// snapshot of one revision, which the database raises in every transaction
// that changes them.
type people struct {
	rev  int64
	byID map[int64]*account
}

type account struct {
	name, title string
	mustChange  bool
	appointed   []appointment // in the order they were made
}

type appointment struct {
	appointed
	from  clock.Day
	until *clock.Day // exclusive; nil: open
}

// on are the appointments in force on a day.
func (x *account) on(day clock.Day) []appointed {
	var out []appointed
	for _, a := range x.appointed {
		if a.from <= day && (a.until == nil || day < *a.until) {
			out = append(out, a.appointed)
		}
	}
	return out
}

// crowd keeps the newest snapshot.
type crowd struct {
	mu  sync.Mutex // one reload at a time
	now atomic.Pointer[people]
}

// at is the snapshot of a revision, or a newer one.
func (c *crowd) at(ctx context.Context, q pg.Querier, rev int64) (*people, error) {
	if p := c.now.Load(); p != nil && p.rev >= rev {
		return p, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.now.Load(); p != nil && p.rev >= rev {
		return p, nil
	}
	p, err := readPeople(ctx, q)
	if err != nil {
		return nil, err
	}
	c.now.Store(p)
	return p, nil
}

const sqlPeople = `SELECT (SELECT n FROM revision WHERE scope = 'identity') AS rev, u.id, u.full_name, u.title, u.must_change,
 coalesce(a.id, 0) AS appointment, coalesce(a.unit_id, 0) AS unit_id, coalesce(a.role, '') AS role, coalesce(a.kind = 'acting', false) AS acting,
 lower(a.during) AS since, upper(a.during) AS until
 FROM app_user u LEFT JOIN appointment a ON a.user_id = u.id WHERE u.disabled_at IS NULL ORDER BY u.id, a.id`

func readPeople(ctx context.Context, q pg.Querier) (*people, error) {
	rows, err := pg.List[struct {
		Rev         int64       `db:"rev"`
		ID          int64       `db:"id"`
		Name        string      `db:"full_name"`
		Title       string      `db:"title"`
		MustChange  bool        `db:"must_change"`
		Appointment int64       `db:"appointment"`
		UnitID      int64       `db:"unit_id"`
		Role        access.Role `db:"role"`
		Acting      bool        `db:"acting"`
		Since       *clock.Day  `db:"since"`
		Until       *clock.Day  `db:"until"`
	}](ctx, q, sqlPeople)
	if err != nil {
		return nil, err
	}
	p := &people{byID: make(map[int64]*account, len(rows))}
	for i := range rows {
		r := &rows[i]
		p.rev = r.Rev
		x := p.byID[r.ID]
		if x == nil {
			x = &account{name: r.Name, title: r.Title, mustChange: r.MustChange}
			p.byID[r.ID] = x
		}
		if r.Appointment != 0 {
			x.appointed = append(x.appointed, appointment{appointed{r.Appointment, r.UnitID, r.Role, r.Acting}, *r.Since, r.Until})
		}
	}
	return p, nil
}
