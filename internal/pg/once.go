package pg

import (
	"context"
	"time"

	"thidua/internal/fault"
)

const (
	sqlOnceTake = `INSERT INTO once (actor_id, key, result_url, at) VALUES ($1, $2, '', $3) ON CONFLICT DO NOTHING`
	sqlOnceRead = `SELECT result_url FROM once WHERE actor_id = $1 AND key = $2`
	sqlOnceKeep = `UPDATE once SET result_url = $3 WHERE actor_id = $1 AND key = $2`
)

// Once carries out a creating form one time only: fn runs for the form's
// first sending and gives the address of what it made; a second sending, also
// one at the same moment, gets that address and fn does not run. A form
// without a key is refused.
func Once(ctx context.Context, tx Tx, actor int64, key string, at time.Time, fn func() (url string, err error)) (url string, err error) {
	if key == "" || len(key) > 64 {
		return "", fault.New(fault.Invalid, "Biểu mẫu thiếu mã gửi một lần. Tải lại trang rồi nhập lại.")
	}
	tag, err := tx.Exec(ctx, sqlOnceTake, actor, key, at)
	if err != nil {
		return "", err
	}
	if tag.RowsAffected() == 0 {
		return Value[string](ctx, tx, sqlOnceRead, actor, key)
	}
	if url, err = fn(); err != nil {
		return "", err
	}
	_, err = tx.Exec(ctx, sqlOnceKeep, actor, key, url)
	return url, err
}
