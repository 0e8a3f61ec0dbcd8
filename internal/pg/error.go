package pg

import (
	"context"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"thidua/internal/fault"
)

// Map turns a lost or overloaded database into fault.Unavailable and a lock
// or serialisation clash into fault.Stale, text it cannot hold (a NUL, what is
// no UTF-8) into fault.Invalid; everything else passes unchanged.
func Map(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.Of(err); ok {
		return err
	}
	// Whatever the server says to a new connection, it is not to be had now.
	var ce *pgconn.ConnectError
	if errors.As(err, &ce) {
		return unavailable(err)
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		switch {
		case strings.HasPrefix(pe.Code, "08"), strings.HasPrefix(pe.Code, "57P"), pe.Code == "53300":
			return unavailable(err)
		case pe.Code == "40001", pe.Code == "40P01", pe.Code == "55P03":
			return fault.Wrap(fault.Stale, "Có người khác vừa thay đổi nội dung này. Tải lại trang rồi làm lại.", err)
		case pe.Code == "22021", pe.Code == "22P05":
			return fault.Wrap(fault.Invalid, "Nội dung gửi lên có ký tự không đọc được. Tải lại trang rồi nhập lại.", err)
		}
		return err
	}
	var ne *net.OpError
	if errors.As(err, &ne) || pgconn.SafeToRetry(err) ||
		errors.Is(err, net.ErrClosed) || strings.Contains(err.Error(), "unexpected EOF") ||
		strings.Contains(err.Error(), "conn closed") || errors.Is(err, context.DeadlineExceeded) {
		return unavailable(err)
	}
	return err
}

func unavailable(err error) error {
	return fault.Wrap(fault.Unavailable, "Cơ sở dữ liệu đang tạm ngừng kết nối. Nội dung bạn nhập chưa được lưu; giữ nguyên trang này và thử lại sau ít phút.", err)
}

// Violates tells whether err is a violation of the named constraint.
func Violates(err error, constraint string) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && pe.ConstraintName == constraint
}

// None tells whether err means that no row was there.
func None(err error) bool { return errors.Is(err, pgx.ErrNoRows) }
