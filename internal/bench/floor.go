package bench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"

	"thidua/internal/pg"
)

// FROZEN. This file is what every page is compared with: the least a signed-in
// page of a province's figures can do. Changing it moves every ratio ever
// reported, so it needs an ADR (internal/doc/adr).

// Floor answers a signed-in request with the least work an ordinary handler of
// this house could do: the session by its key, one period's commune sums by
// theirs, collected into structs as pg.List does, and a body made beforehand.
// Nothing is rendered, compressed, logged or checked further.
type Floor struct {
	Pool     *pg.Pool
	Cookie   string  // name of the session's cookie
	Period   int64   // whose sums
	Communes []int64 // of the province, 62 in the demo
	Body     []byte  // as long as the page compared with
}

const sqlFloorSession = `SELECT user_id, data, seen_at FROM session WHERE id_hash = $1`

const sqlFloorSums = `SELECT commune_id, sums, missing, teams, meeting, failing, accepted FROM commune_sum
 WHERE commune_id = ANY($1) AND period_id = $2`

type floorSession struct {
	User int64     `db:"user_id"`
	Data []byte    `db:"data"`
	Seen time.Time `db:"seen_at"`
}

type floorSum struct {
	Commune  int64   `db:"commune_id"`
	Sums     []int64 `db:"sums"`
	Missing  []int32 `db:"missing"`
	Teams    int32   `db:"teams"`
	Meeting  []int32 `db:"meeting"`
	Failing  []int32 `db:"failing"`
	Accepted bool    `db:"accepted"`
}

func (f *Floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := f.session(r); err != nil {
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

func (f *Floor) session(r *http.Request) error {
	c, err := r.Cookie(f.Cookie)
	if err != nil {
		return err
	}
	token, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return err
	}
	key := sha256.Sum256(token)
	_, err = pg.One[floorSession](r.Context(), f.Pool, sqlFloorSession, key[:])
	return err
}

func (f *Floor) sums(ctx context.Context) ([]floorSum, error) {
	return pg.List[floorSum](ctx, f.Pool, sqlFloorSums, f.Communes, f.Period)
}
