package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/fault"
	"thidua/internal/pg"
)

// Break is one place where the record does not hold. Message is Vietnamese.
type Break struct {
	Ordinal int64 // of the seal; 0 for an unsealed row
	EntryID int64
	Message string
}

// Report is what a verification found.
type Report struct {
	Sealed   int64   // seals read
	Last     int64   // the last seal's ordinal
	Head     []byte  // the last seal's hash
	Waiting  int64   // rows not sealed yet, still within their minute
	Breaks   []Break // the first maxBreaks, in the chain's order
	Unbroken bool
}

// Anchor is the head of an earlier report, kept outside the database: what
// shows that the chain's tail was cut off or written anew.
type Anchor struct {
	Ordinal int64
	Hash    []byte
}

// String is "1234:9f86…", as ParseAnchor reads it.
func (a Anchor) String() string { return fmt.Sprintf("%d:%s", a.Ordinal, hex.EncodeToString(a.Hash)) }

// Anchor is the report's head, to be written down.
func (r Report) Anchor() Anchor { return Anchor{Ordinal: r.Last, Hash: r.Head} }

// ParseAnchor reads what Anchor.String wrote.
func ParseAnchor(s string) (Anchor, error) {
	n, h, _ := strings.Cut(strings.TrimSpace(s), ":")
	ordinal, err := strconv.ParseInt(n, 10, 64)
	sum, err2 := hex.DecodeString(h)
	if err != nil || err2 != nil || ordinal < 1 || len(sum) != sha256.Size {
		return Anchor{}, fault.New(fault.Invalid, "Mốc đối chiếu phải có dạng “số thứ tự:mã băm” do lần kiểm tra trước in ra.")
	}
	return Anchor{ordinal, sum}, nil
}

const (
	maxBreaks = 50
	// unsealedAfter is how long a committed row may wait for its seal.
	unsealedAfter = time.Minute
)

const (
	sqlChain = `SELECT s.ordinal, s.entry_id, s.hash, s.sealed_at, e.id IS NOT NULL, coalesce(e.id, 0),
 coalesce((extract(epoch FROM e.at) * 1000000)::bigint, 0), coalesce(e.business_day::text, ''), e.actor_id,
 coalesce(e.actor_name, ''), coalesce(e.actor_role, ''), coalesce(e.action, ''), coalesce(e.object_kind, ''), e.object_id,
 coalesce(e.scope_path, ''), coalesce(e.summary, ''), e.before::text, e.after::text, coalesce(e.request_id, ''), coalesce(e.address, '')
 FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.ordinal`
	sqlWaiting = `SELECT e.id, e.at <= $1 FROM audit_entry e
 WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id`
)

// Verify computes the chain anew from the rows and says where it breaks:
// changed, missing, reordered or added rows, gaps, rows left unsealed for
// over a minute, and anchors the chain does not pass through.
func Verify(ctx context.Context, q pg.Querier, now time.Time, anchors ...Anchor) (Report, error) {
	v := verifier{previous: genesis, anchors: anchors}
	if err := v.chain(ctx, q); err != nil {
		return Report{}, pg.Map(err)
	}
	for _, a := range anchors {
		if a.Ordinal > v.last {
			v.fail(a.Ordinal, 0, fmt.Sprintf("chuỗi chỉ còn đến số %d, mất phần sau so với mốc đã ghi", v.last))
		}
	}
	if err := v.unsealed(ctx, q, now); err != nil {
		return Report{}, pg.Map(err)
	}
	v.report.Last, v.report.Head = v.last, v.previous
	v.report.Unbroken = len(v.report.Breaks) == 0
	return v.report, nil
}

type verifier struct {
	report   Report
	previous []byte
	last     int64
	anchors  []Anchor
}

func (v *verifier) fail(ordinal, entry int64, message string) {
	if len(v.report.Breaks) < maxBreaks {
		v.report.Breaks = append(v.report.Breaks, Break{ordinal, entry, message})
	}
}

func (v *verifier) chain(ctx context.Context, q pg.Querier) error {
	rows, err := q.Query(ctx, sqlChain)
	if err != nil {
		return err
	}
	var ordinal, entry int64
	var stored []byte
	var sealedAt time.Time
	var there bool
	var r row
	_, err = pgx.ForEachRow(rows, append([]any{&ordinal, &entry, &stored, &sealedAt, &there}, r.targets()...), func() error {
		v.seal(ordinal, entry, stored, sealedAt, there, r)
		return nil
	})
	return err
}

// seal checks one link against the hash stored before it, so that a single
// changed row is reported once and not with everything after it.
func (v *verifier) seal(ordinal, entry int64, stored []byte, sealedAt time.Time, there bool, r row) {
	v.report.Sealed++
	if ordinal != v.last+1 {
		v.fail(v.last+1, 0, fmt.Sprintf("thiếu niêm phong từ số %d đến số %d", v.last+1, ordinal-1))
	}
	switch {
	case !there:
		v.fail(ordinal, entry, "dòng nhật ký đã bị xóa")
	case !bytes.Equal(stored, link(v.previous, ordinal, sealedAt, r)) && ordinal == v.last+1:
		v.fail(ordinal, entry, "nội dung hoặc thứ tự không khớp niêm phong")
	}
	for _, a := range v.anchors {
		if a.Ordinal == ordinal && !bytes.Equal(a.Hash, stored) {
			v.fail(ordinal, entry, "niêm phong khác mốc đã ghi: chuỗi bị viết lại")
		}
	}
	v.last, v.previous = ordinal, bytes.Clone(stored)
}

func (v *verifier) unsealed(ctx context.Context, q pg.Querier, now time.Time) error {
	rows, err := q.Query(ctx, sqlWaiting, now.Add(-unsealedAfter))
	if err != nil {
		return err
	}
	var id int64
	var over bool
	_, err = pgx.ForEachRow(rows, []any{&id, &over}, func() error {
		if over {
			v.fail(0, id, "dòng nhật ký quá một phút chưa được niêm phong")
		} else {
			v.report.Waiting++
		}
		return nil
	})
	return err
}
