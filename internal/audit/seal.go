package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/clock"
	"thidua/internal/pg"
)

const (
	sealLock  = 0x7468_6175_6469_74 // advisory lock: one sealer at a time
	sealBatch = 1000
	// sealWindow is how many ids below the highest sealed one the quick pass
	// looks for rows that committed later than rows with higher ids.
	sealWindow = 20_000
)

// row is audit_entry as sealed. Instants are microseconds since 1970, the day
// is yyyy-mm-dd, json is the stored text byte for byte.
type row struct {
	id, at               int64
	day                  string
	actorID              *int64
	actorName, actorRole string
	action, objectKind   string
	objectID             *int64
	path, summary        string
	before, after        *string
	requestID, address   string
}

const sqlRowColumns = `e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.business_day::text, e.actor_id, e.actor_name,
 e.actor_role, e.action, e.object_kind, e.object_id, e.scope_path, e.summary, e.before::text, e.after::text, e.request_id, e.address`

func (r *row) targets() []any {
	return []any{&r.id, &r.at, &r.day, &r.actorID, &r.actorName, &r.actorRole, &r.action, &r.objectKind,
		&r.objectID, &r.path, &r.summary, &r.before, &r.after, &r.requestID, &r.address}
}

// link is SHA-256 over the previous hash, the seal's own ordinal and instant
// and every column of the row, each with its length before it, so that no two
// rows encode alike.
func link(previous []byte, ordinal int64, sealedAt time.Time, r row) []byte {
	h := sha256.New()
	h.Write([]byte("thidua audit 1\n"))
	put(h, previous)
	sealed := sealedAt.UnixMicro()
	putInt(h, &ordinal)
	putInt(h, &sealed)
	putInt(h, &r.id)
	putInt(h, &r.at)
	put(h, []byte(r.day))
	putInt(h, r.actorID)
	for _, s := range []string{r.actorName, r.actorRole, r.action, r.objectKind} {
		put(h, []byte(s))
	}
	putInt(h, r.objectID)
	put(h, []byte(r.path))
	put(h, []byte(r.summary))
	putText(h, r.before)
	putText(h, r.after)
	put(h, []byte(r.requestID))
	put(h, []byte(r.address))
	return h.Sum(nil)
}

func put(h hash.Hash, b []byte) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(b)))
	h.Write(n[:])
	h.Write(b)
}

// putInt and putText write NULL as length 2^64-1, which no value has.
func putInt(h hash.Hash, v *int64) {
	if v == nil {
		putNull(h)
		return
	}
	put(h, binary.BigEndian.AppendUint64(nil, uint64(*v)))
}

func putText(h hash.Hash, v *string) {
	if v == nil {
		putNull(h)
		return
	}
	put(h, []byte(*v))
}

func putNull(h hash.Hash) {
	h.Write([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
}

// genesis stands before the first seal.
var genesis = make([]byte, sha256.Size)

const (
	sqlLockSeal = `SELECT pg_try_advisory_xact_lock($1)`
	sqlLastSeal = `SELECT ordinal, hash FROM audit_seal ORDER BY ordinal DESC LIMIT 1`
	sqlSealFrom = `SELECT coalesce(max(entry_id), 0) - $1::bigint FROM audit_seal`
	sqlUnsealed = `SELECT ` + sqlRowColumns + ` FROM audit_entry e
 WHERE e.id >= $1 AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT $2`
	sqlSeal = `INSERT INTO audit_seal (ordinal, entry_id, hash, sealed_at)
 SELECT o, e, h, $4 FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS t (o, e, h)`
)

// Seal chains every committed row that is not sealed yet, in batches, and
// says how many. Where another sealer is at work it does nothing.
func Seal(ctx context.Context, pool pg.Beginner, clocks clock.Clocks) (int, error) {
	return seal(ctx, pool, clocks, true)
}

func seal(ctx context.Context, pool pg.Beginner, clocks clock.Clocks, whole bool) (int, error) {
	total := 0
	for {
		n := 0
		err := pg.InTx(ctx, pool, func(tx pg.Tx) (err error) {
			n, err = sealOnce(ctx, tx, clocks.Wall.Now().Truncate(time.Microsecond), whole)
			return err
		})
		total += n
		if err != nil || n < sealBatch {
			return total, err
		}
	}
}

// sealOnce seals one batch. The lock is a statement of its own: what follows
// sees everything the sealer before committed.
func sealOnce(ctx context.Context, tx pg.Tx, now time.Time, whole bool) (int, error) {
	mine, err := pg.Value[bool](ctx, tx, sqlLockSeal, int64(sealLock))
	if err != nil || !mine {
		return 0, err
	}
	var ordinal, from int64
	previous := genesis
	if err := tx.QueryRow(ctx, sqlLastSeal).Scan(&ordinal, &previous); err != nil && !pg.None(err) {
		return 0, fmt.Errorf("last seal: %w", err)
	}
	if !whole {
		if from, err = pg.Value[int64](ctx, tx, sqlSealFrom, sealWindow); err != nil {
			return 0, fmt.Errorf("seal window: %w", err)
		}
	}
	rows, err := tx.Query(ctx, sqlUnsealed, from, sealBatch)
	if err != nil {
		return 0, err
	}
	var ordinals, ids []int64
	var hashes [][]byte
	var r row
	_, err = pgx.ForEachRow(rows, r.targets(), func() error {
		ordinal++
		previous = link(previous, ordinal, now, r)
		ordinals, ids, hashes = append(ordinals, ordinal), append(ids, r.id), append(hashes, previous)
		return nil
	})
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	_, err = tx.Exec(ctx, sqlSeal, ordinals, ids, hashes, now)
	return len(ids), err
}

// Run seals every five seconds until ctx ends: one quick pass a tick, one
// over everything at the start and each hour.
func Run(ctx context.Context, pool pg.Beginner, clocks clock.Clocks, log *slog.Logger) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for n := 0; ; n++ {
		if _, err := seal(ctx, pool, clocks, n%720 == 0); err != nil && ctx.Err() == nil {
			log.Error("audit: sealing failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
