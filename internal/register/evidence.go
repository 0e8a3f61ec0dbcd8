package register

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// EvidenceID keys evidence_link.
type EvidenceID int64

// Evidence is a file as evidence of a row.
type Evidence struct {
	ID           EvidenceID `db:"id"`
	Kind         Kind       `db:"row_kind"`
	RowID        int64      `db:"row_id"`
	Digest       []byte     `db:"digest"`
	Name         string     `db:"name"`
	File         FileKind   `db:"kind"`
	Size         int64      `db:"size"`
	Width        int        `db:"width"`
	Height       int        `db:"height"`
	Author       string     `db:"author"`
	CreatedAt    time.Time  `db:"created_at"`
	WithdrawnAt  *time.Time `db:"withdrawn_at"`
	WithdrawnWhy string     `db:"withdrawn_why"`
}

// Row is what the file is evidence of.
func (e Evidence) Row() Row { return Row{e.Kind, e.RowID} }

const (
	// ChunkSize is the bytes of one row of a file, the last one shorter.
	ChunkSize = 256 << 10
	// MaxFiles is how many files a row may have.
	MaxFiles = 20

	sqlEvidenceColumns = `l.id, l.row_kind, l.row_id, l.digest, l.name, f.kind, f.size, f.width, f.height, u.full_name AS author, l.created_at,
  l.withdrawn_at, l.withdrawn_why`
	sqlEvidenceOf = `
SELECT ` + sqlEvidenceColumns + ` FROM evidence_link l JOIN evidence_file f ON f.digest = l.digest JOIN app_user u ON u.id = l.created_by
WHERE l.row_kind = $1 AND l.row_id = $2 ORDER BY l.id`
	sqlEvidence = `
SELECT ` + sqlEvidenceColumns + ` FROM evidence_link l JOIN evidence_file f ON f.digest = l.digest JOIN app_user u ON u.id = l.created_by
WHERE l.id = $1`
	sqlFileCount = `SELECT count(*)::int FROM evidence_link WHERE row_kind = $1 AND row_id = $2 AND withdrawn_at IS NULL`
	sqlAddFile   = `INSERT INTO evidence_file (digest, kind, size, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`
	sqlAddLink   = `
INSERT INTO evidence_link (row_kind, row_id, digest, name, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (row_kind, row_id, digest) WHERE withdrawn_at IS NULL DO NOTHING`
	sqlWithdrawLink = `UPDATE evidence_link SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 WHERE id = $1 AND withdrawn_at IS NULL`
	sqlChunk        = `SELECT bytes FROM evidence_chunk WHERE digest = $1 AND n = $2`
)

// Evidence is one file of a row the actor may read (access.DeedRead) or write
// (access.DeedWrite). A withdrawn one is there only for those who may write.
func (s *Service) Evidence(ctx context.Context, a access.Actor, action access.Action, now clock.Moment, tree *org.Tree, id EvidenceID) (Evidence, error) {
	if err := access.CheckRole(a, action); err != nil {
		return Evidence{}, err
	}
	e, err := pg.One[Evidence](ctx, s.DB, sqlEvidence, id)
	if err != nil {
		return e, err
	}
	h, err := hold(ctx, s.DB, a, action, now, tree, e.Row(), false)
	if err == nil && e.WithdrawnAt != nil && !a.Can(access.DeedWrite, h.place) {
		err = fault.Missing()
	}
	return e, err
}

// Attach stores files as evidence of a row and tells how many were new to it.
// The same file sent twice, also at the same moment, is there once.
func (s *Service) Attach(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, row Row, files []*Ready) (int, error) {
	added := 0
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		added = 0
		h, err := holdToWrite(ctx, tx, a, now, tree, row)
		if err != nil {
			return err
		}
		n, err := pg.Value[int](ctx, tx, sqlFileCount, row.Kind, row.ID)
		if err != nil {
			return err
		}
		// In one order, so that two senders of the same files never wait for each other.
		files = slices.SortedFunc(slices.Values(files), func(x, y *Ready) int { return bytes.Compare(x.Digest[:], y.Digest[:]) })
		for _, f := range files {
			fresh, err := Store(ctx, tx, row, f, a.UserID, now.Business)
			if err != nil {
				return err
			}
			if !fresh {
				continue
			}
			added++
			action := "deed.attach"
			if row.family() == "model" {
				action = "model.attach"
			}
			if err := audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: row.object(), ObjectID: row.ID, Path: h.place.Path,
				Summary: fmt.Sprintf("Thêm minh chứng “%s” cho %s", f.Name, h.Words), After: fileFacts{f.Name, f.Kind, f.Size, fmt.Sprintf("%x", f.Digest)}}); err != nil {
				return err
			}
		}
		if n+added > MaxFiles {
			return refuse(fmt.Sprintf("Mỗi nội dung kèm tối đa %d tệp. Gỡ bớt tệp cũ rồi gửi lại.", MaxFiles))
		}
		return nil
	})
	return added, err
}

type fileFacts struct {
	Name   string   `json:"name"`
	Kind   FileKind `json:"file_kind"`
	Size   int64    `json:"size"`
	SHA256 string   `json:"sha256"`
}

// Store writes a file's bytes, where nobody did yet, and links it to a row;
// false where the row has it already. It asks for no right: see Attach.
func Store(ctx context.Context, tx pg.Tx, row Row, f *Ready, user int64, at time.Time) (bool, error) {
	if err := Keep(ctx, tx, f, at); err != nil {
		return false, err
	}
	tag, err := tx.Exec(ctx, sqlAddLink, row.Kind, row.ID, f.Digest[:], f.Name, user, at)
	return err == nil && tag.RowsAffected() == 1, err
}

// Keep writes a file's bytes where nobody did yet; what they belong to is the
// caller's to write down.
func Keep(ctx context.Context, tx pg.Tx, f *Ready, at time.Time) error {
	// A second sender waits here until the first commits, then finds the file.
	tag, err := tx.Exec(ctx, sqlAddFile, f.Digest[:], f.Kind, f.Size, f.Width, f.Height, at)
	if err != nil || tag.RowsAffected() == 0 {
		return err
	}
	_, err = tx.CopyFrom(ctx, "evidence_chunk", []string{"digest", "n", "bytes"}, &chunks{ready: f})
	return err
}

const sqlKept = `SELECT size FROM evidence_file WHERE digest = $1`

// Kept reads a file by its digest, piece by piece as Content does.
func Kept(ctx context.Context, q pg.Querier, digest []byte) (io.ReadSeeker, error) {
	size, err := pg.Value[int64](ctx, q, sqlKept, digest)
	if err != nil {
		return nil, err
	}
	return io.NewSectionReader(&content{ctx: ctx, q: q, digest: digest, held: -1}, 0, size), nil
}

// chunks feeds a file to COPY, one piece at a time.
type chunks struct {
	ready *Ready
	n     int32
	buf   []byte
	err   error
}

func (c *chunks) Next() bool {
	at := int64(c.n) * ChunkSize
	if c.err != nil || at >= c.ready.Size {
		return false
	}
	if c.buf == nil {
		c.buf = make([]byte, ChunkSize)
	}
	c.buf = c.buf[:min(ChunkSize, c.ready.Size-at)]
	if n, err := c.ready.body.ReadAt(c.buf, at); n < len(c.buf) {
		c.err = fmt.Errorf("evidence: read %d of %d bytes: %w", n, len(c.buf), err)
		return false
	}
	c.n++
	return true
}

func (c *chunks) Values() ([]any, error) { return []any{c.ready.Digest[:], c.n - 1, c.buf}, nil }
func (c *chunks) Err() error             { return c.err }

// WithdrawEvidence takes a file off a row, with a reason; afterwards only
// those who may write the row can open it.
func (s *Service) WithdrawEvidence(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id EvidenceID, why string) error {
	if err := access.CheckRole(a, access.DeedWrite); err != nil {
		return err
	}
	why = vi.Clean(why)
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		e, err := pg.One[Evidence](ctx, tx, sqlEvidence, id)
		if err != nil {
			return err
		}
		h, err := holdToWrite(ctx, tx, a, now, tree, e.Row())
		if err != nil {
			return err
		}
		if err := checkReason(why); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, sqlWithdrawLink, id, now.Business, a.UserID, why)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Stale, "Minh chứng này đã được gỡ.")
		}
		action := "deed.detach"
		if e.Row().family() == "model" {
			action = "model.detach"
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: e.Row().object(), ObjectID: e.RowID, Path: h.place.Path,
			Summary: fmt.Sprintf("Gỡ minh chứng “%s” khỏi %s: %s", e.Name, h.Words, why), Before: fileFacts{e.Name, e.File, e.Size, fmt.Sprintf("%x", e.Digest)}})
	})
}

// Content reads a file piece by piece: no transaction and no connection is
// held while a slow client takes it.
func (s *Service) Content(ctx context.Context, e Evidence) io.ReadSeeker {
	return io.NewSectionReader(&content{ctx: ctx, q: s.DB, digest: e.Digest, held: -1}, 0, e.Size)
}

type content struct {
	ctx    context.Context
	q      pg.Querier
	digest []byte
	held   int64
	chunk  []byte
}

func (c *content) ReadAt(p []byte, at int64) (int, error) {
	total := 0
	for len(p) > 0 {
		if n := at / ChunkSize; n != c.held {
			b, err := pg.Value[[]byte](c.ctx, c.q, sqlChunk, c.digest, n)
			if err != nil {
				return total, err
			}
			c.chunk, c.held = b, n
		}
		off := at % ChunkSize
		if off >= int64(len(c.chunk)) {
			return total, io.ErrUnexpectedEOF
		}
		n := copy(p, c.chunk[off:])
		p, at, total = p[n:], at+int64(n), total+n
	}
	return total, nil
}
