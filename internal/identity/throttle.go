package identity

import (
	"context"
	"fmt"
	"net/netip"
	"regexp"
	"time"

	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// failures are what counts against an attempt now. A failure at t counts
// while now < t + Window.
type failures struct {
	pair    int        // of this account from this address
	account int        // of this account from anywhere
	address int        // from this address, any account
	pairNth *time.Time // the PairLimit-th most recent of the pair: while it counts, the pair waits
	addrNth *time.Time // the AddressLimit-th most recent of the address
}

const sqlFailures = `SELECT count(*) FILTER (WHERE login = $1 AND address = $2), count(*) FILTER (WHERE login = $1),
 count(*) FILTER (WHERE address = $2),
 (array_agg(at ORDER BY at DESC) FILTER (WHERE login = $1 AND address = $2))[$4],
 (array_agg(at ORDER BY at DESC) FILTER (WHERE address = $2))[$5]
 FROM login_failure WHERE (login = $1 OR address = $2) AND at > $3`

func (s *Service) failures(ctx context.Context, q pg.Querier, login, address string, now time.Time) (f failures, err error) {
	err = q.QueryRow(ctx, sqlFailures, login, address, now.Add(-s.set.Window), s.set.PairLimit, s.set.AddressLimit).
		Scan(&f.pair, &f.account, &f.address, &f.pairNth, &f.addrNth)
	return f, pg.Map(err)
}

// refused is TooMany while the pair or the address has to wait; an account
// alone is never locked, or anyone could lock out anyone.
func (s *Service) refused(f failures, now time.Time) error {
	until, what := time.Time{}, ""
	if f.pairNth != nil {
		until, what = f.pairNth.Add(s.set.Window), fmt.Sprintf("Đã đăng nhập sai %d lần với tài khoản này từ máy này.", s.set.PairLimit)
	}
	if f.addrNth != nil && f.addrNth.Add(s.set.Window).After(until) {
		until, what = f.addrNth.Add(s.set.Window), "Có quá nhiều lần đăng nhập sai từ địa chỉ mạng này."
	}
	if !until.After(now) {
		return nil
	}
	minutes := int((until.Sub(now) + time.Minute - 1) / time.Minute)
	return fault.New(fault.TooMany, fmt.Sprintf("%s Thử lại sau %s (khoảng %d phút nữa). Nếu quên mật khẩu, đề nghị quản trị hệ thống cấp lại.",
		what, vi.TimeOfDay(until.Add(time.Minute-1)), minutes))
}

// delay grows with an account's failures from anywhere, up to DelayMax.
func (s *Service) delay(f failures) time.Duration {
	over := f.account - s.set.DelayFrom + 1
	if over <= 0 {
		return 0
	}
	return min(time.Duration(over)*s.set.DelayStep, s.set.DelayMax)
}

const (
	sqlLockAddress   = `SELECT pg_advisory_xact_lock(hashtextextended('login ' || $1, 0))`
	sqlInsertFailure = `INSERT INTO login_failure (login, address, at) VALUES ($1, $2, $3)`
	sqlForgive       = `DELETE FROM login_failure WHERE login = $1 AND address = $2`
)

// attempt counts a try as failed before its password is looked at, so that
// many at once cannot slip past the limit; forgive takes it back.
func (s *Service) attempt(ctx context.Context, login, address string) (before failures, err error) {
	err = pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		if _, err := tx.Exec(ctx, sqlLockAddress, address); err != nil {
			return err
		}
		now := s.clocks.Wall.Now()
		before, err = s.failures(ctx, tx, login, address, now)
		if err != nil {
			return err
		}
		if err := s.refused(before, now); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, sqlInsertFailure, login, address, now)
		return err
	})
	return before, err
}

// forgive clears a pair's failures after it got in; those of the address with
// other accounts stay.
func forgive(ctx context.Context, tx pg.Tx, login, address string) error {
	_, err := tx.Exec(ctx, sqlForgive, login, address)
	return err
}

// throttled is the address failures are counted by: an IPv6 client owns a
// whole /64.
func throttled(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.Masked().String()
		}
	}
	return a.String()
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// typed is a typed login as looked up, counted and written down. What has not
// the form of a login may be a password in the wrong field: only its length
// is kept.
func typed(login string) string {
	if n := vi.Length(login); n > 200 {
		return "(quá dài)"
	}
	folded := vi.Fold(vi.CleanLine(login))
	if folded == "" {
		return "(để trống)"
	}
	if !loginForm.MatchString(folded) {
		return fmt.Sprintf("(sai dạng, %d ký tự)", vi.Length(folded))
	}
	return folded
}

func clip(s string, runes int) string {
	s = vi.CleanLine(s)
	if vi.Length(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes])
}
