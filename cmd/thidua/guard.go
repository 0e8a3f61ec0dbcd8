package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"thidua/internal/pg"
)

// state is how a database stands to this binary.
type state struct {
	version uint // 0: no schema yet
	dirty   bool
	kind    string // "" where there is no schema yet
}

// stateOf reads it; an empty database has version 0 and no kind.
func stateOf(ctx context.Context, q pg.Querier) (s state, err error) {
	s.version, s.dirty, err = pg.Schema(ctx, q)
	if absent(err) {
		return state{}, nil
	}
	if err != nil {
		return s, err
	}
	s.kind, err = pg.Kind(ctx, q)
	if absent(err) {
		err = nil
	}
	return s, err
}

// absent tells that a table or its one row is not there yet.
func absent(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && pe.Code == "42P01" || pg.None(err)
}

// clean refuses a schema a failed migration left marked dirty.
func (s state) clean() error {
	if s.dirty {
		return errors.New(mend(s.version))
	}
	return nil
}

// mend says how to go on after a migration that failed. PostgreSQL undoes a
// migration that fails, as each runs in one implicit transaction: only the
// mark stays.
func mend(version uint) string {
	set := fmt.Sprintf("UPDATE schema_migrations SET version = %d, dirty = false;", version-1)
	if version <= 1 {
		set = "DELETE FROM schema_migrations;"
	}
	return fmt.Sprintf(`lần chuyển lược đồ số %d đã thất bại giữa chừng (migration %d failed and is marked dirty).
Cách sửa: 1) xem và khắc phục nguyên nhân trong nhật ký lần chạy đó;
2) PostgreSQL đã hoàn tác lần chuyển ấy, chỉ cần bỏ dấu bằng lệnh:
     psql "$DATABASE_URL" -c '%s'
3) chạy lại: thidua migrate`, version, version, set)
}

// forServe refuses what production must not run on.
func (s state) forServe() error {
	switch newest := pg.Newest(); {
	case s.kind == pg.Demo:
		return errors.New("đây là cơ sở dữ liệu trình diễn; lệnh này chỉ chạy trên cơ sở dữ liệu chính thức, hãy đặt DATABASE_URL khác (this is a demo database)")
	case s.dirty:
		return s.clean()
	case s.version < newest:
		return fmt.Errorf("lược đồ dữ liệu đang ở bản %d, chương trình cần bản %d; chạy: thidua migrate (the schema is not migrated)", s.version, newest)
	case s.version > newest:
		return newer(s.version)
	}
	return nil
}

// forDemo refuses a production database, whatever its version.
func (s state) forDemo() error {
	switch {
	case s.kind == pg.Production:
		return errors.New("đây là cơ sở dữ liệu chính thức; bản trình diễn không được chạy trên đó, hãy đặt DATABASE_URL khác hoặc bỏ trống (this is a production database)")
	case s.version > pg.Newest():
		return newer(s.version)
	}
	return s.clean()
}

func newer(version uint) error {
	return fmt.Errorf("lược đồ dữ liệu ở bản %d, mới hơn chương trình này (bản %d); hãy dùng chương trình mới hơn (the database is newer than this binary)", version, pg.Newest())
}
