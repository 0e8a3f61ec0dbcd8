// Package audit owns the append-only record of every write and login.
//
// Tables audit_entry (written in the caller's transaction) and audit_seal (a
// hash chain over committed rows, made afterwards by one sealer). Rows are
// never changed or removed: triggers and the server's database role refuse it.
package audit

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Entry is what is written down. Summary is one Vietnamese line; Before and
// After are marshalled to JSON (nil: nothing); Path places it in the tree.
type Entry struct {
	Action     string
	ObjectKind string
	ObjectID   int64
	Path       string
	Summary    string
	Before     any
	After      any
}

const sqlRecord = `INSERT INTO audit_entry
 (at, business_day, actor_id, actor_name, actor_role, action, object_kind, object_id, scope_path, summary, before, after, request_id, address)
 VALUES ($1, $2, nullif($3, 0), $4, $5, $6, $7, nullif($8, 0), $9, $10, $11, $12, $13, $14)`

// RecordMany writes entries of one act at once.
func RecordMany(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, list []Entry) error {
	rows := make([][]any, len(list))
	for i, e := range list {
		before, err := asJSON(e.Before)
		if err != nil {
			return err
		}
		after, err := asJSON(e.After)
		if err != nil {
			return err
		}
		rows[i] = []any{now.Wall, now.Today, orNull(a.UserID), nameOf(a), string(a.Role), e.Action, e.ObjectKind, orNull(e.ObjectID), e.Path, e.Summary, before, after, a.RequestID, a.Address}
	}
	_, err := tx.CopyFrom(ctx, "audit_entry", []string{"at", "business_day", "actor_id", "actor_name", "actor_role", "action", "object_kind", "object_id", "scope_path", "summary", "before", "after",
		"request_id", "address"}, pgx.CopyFromRows(rows))
	if err != nil {
		return fmt.Errorf("audit, %d rows: %w", len(list), err)
	}
	return nil
}

func orNull(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

func nameOf(a access.Actor) string {
	if a.Name == "" {
		return "(chưa đăng nhập)"
	}
	return a.Name
}

// Record writes an entry in the caller's transaction.
func Record(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, e Entry) error {
	before, err := asJSON(e.Before)
	if err != nil {
		return err
	}
	after, err := asJSON(e.After)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqlRecord, now.Wall, now.Today, a.UserID, nameOf(a), string(a.Role), e.Action, e.ObjectKind,
		e.ObjectID, e.Path, e.Summary, before, after, a.RequestID, a.Address)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

func asJSON(v any) (*string, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	s := string(b)
	return &s, nil
}
