package bench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strconv"

	"github.com/jackc/pgx/v5/pgxpool"
)

// FROZEN. This file is what every page is compared with: the least a signed-in
// page of a province's figures can do. Changing it moves every ratio ever
// reported, so it needs an ADR (internal/doc/adr).

// Floor answers a signed-in request with the least work: the session by its
// key, one period's commune sums by theirs, decoded into slices, and a body
// made beforehand. Nothing is rendered, compressed, logged or checked further.
type Floor struct {
	Pool     *pgxpool.Pool
	Cookie   string  // name of the session's cookie
	Period   int64   // whose sums
	Communes []int64 // of the province, 62 in the demo
	Body     []byte  // as long as the page compared with
}

const sqlFloorSession = `SELECT user_id, data, seen_at FROM session WHERE id_hash = $1`

const sqlFloorSums = `SELECT commune_id, sums, missing, teams, meeting, failing, accepted FROM commune_sum
 WHERE commune_id = ANY($1) AND period_id = $2`

// floorSum is a commune's sums.
type floorSum struct {
	Commune  int64
	Sums     []int64
	Missing  []int64
	Teams    int64
	Meeting  []int64
	Failing  []int64
	Accepted bool
}

func (f *Floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if ok, err := f.session(r); err != nil || !ok {
		http.Error(w, "no session", http.StatusForbidden)
		return
	}
	sums, err := f.sums(r.Context())
	if err != nil || len(sums) != len(f.Communes) {
		http.Error(w, "no sums", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(f.Body)))
	_, _ = w.Write(f.Body)
}

func (f *Floor) session(r *http.Request) (bool, error) {
	c, err := r.Cookie(f.Cookie)
	if err != nil {
		return false, nil
	}
	token, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return false, nil
	}
	key := sha256.Sum256(token)
	rows, err := f.Pool.Query(r.Context(), sqlFloorSession, key[:])
	if err != nil {
		return false, err
	}
	defer rows.Close()
	found := rows.Next() && len(rows.RawValues()[0]) == 8
	rows.Close()
	return found, rows.Err()
}

func (f *Floor) sums(ctx context.Context) ([]floorSum, error) {
	rows, err := f.Pool.Query(ctx, sqlFloorSums, f.Communes, f.Period)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]floorSum, 0, len(f.Communes))
	for rows.Next() {
		raw := rows.RawValues()
		out = append(out, floorSum{Commune: floorInt(raw[0]), Sums: floorArray(raw[1]), Missing: floorArray(raw[2]), Teams: floorInt(raw[3]),
			Meeting: floorArray(raw[4]), Failing: floorArray(raw[5]), Accepted: raw[6][0] == 1})
	}
	return out, rows.Err()
}

// floorInt reads int4 and int8 in PostgreSQL's binary form.
func floorInt(b []byte) int64 {
	if len(b) == 4 {
		return int64(int32(binary.BigEndian.Uint32(b)))
	}
	return int64(binary.BigEndian.Uint64(b))
}

// floorArray reads a one-dimensional int array without NULLs in binary form:
// dimensions, flags, type, length, lower bound, then length and bytes each.
func floorArray(b []byte) []int64 {
	if len(b) < 20 {
		return nil
	}
	out := make([]int64, binary.BigEndian.Uint32(b[12:]))
	b = b[20:]
	for i := range out {
		n := 4 + binary.BigEndian.Uint32(b)
		out[i], b = floorInt(b[4:n]), b[n:]
	}
	return out
}
