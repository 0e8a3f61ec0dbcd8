package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// Once is what a creating form carries so that a double click makes one row:
// the form's random key, and where the row will be seen.
type Once struct {
	Key string
	URL func(id int64) string
}

// Created is the row made, or, where the form was sent before, only the
// address of the row made then.
type Created struct {
	ID       int64
	URL      string
	Repeated bool
}

const (
	sqlOnce      = `INSERT INTO once (actor_id, key, result_url, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`
	sqlOnceFirst = `SELECT result_url FROM once WHERE actor_id = $1 AND key = $2`
)

// claim takes the form's key for a row id reserved beforehand. A second sender
// waits here until the first commits, then finds its result.
func (o Once) claim(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id int64) (Created, error) {
	if o.Key == "" || len(o.Key) > 64 {
		return Created{}, fault.New(fault.Invalid, "Biểu mẫu này đã cũ. Mở lại trang rồi nhập lại.")
	}
	c := Created{ID: id, URL: o.URL(id)}
	tag, err := tx.Exec(ctx, sqlOnce, a.UserID, o.Key, c.URL, now.Wall)
	if err != nil || tag.RowsAffected() == 1 {
		return c, err
	}
	url, err := pg.Value[string](ctx, tx, sqlOnceFirst, a.UserID, o.Key)
	return Created{URL: url, Repeated: true}, err
}

// Sent is where the form of a key led when it was sent before, "" where it
// was not.
func (s *Service) Sent(ctx context.Context, a access.Actor, key string) (string, error) {
	url, err := pg.Value[string](ctx, s.DB, sqlOnceFirst, a.UserID, key)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return url, err
}
