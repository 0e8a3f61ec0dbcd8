package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// DB is where a Service reads and begins transactions: the pool.
type DB interface {
	pg.Querier
	pg.Beginner
}

// Service keeps both registers.
type Service struct {
	DB DB
	// Changed is told inside the transaction after each write, so that figures
	// derived from the registers follow; nil: nobody listens.
	Changed func(ctx context.Context, tx pg.Tx, c Change) error
}

// Kind says which register changed.
type Kind string

// The registers.
const (
	Deeds  Kind = "good_deed"
	Models Kind = "community_model"
)

// Change says whose derived figures may differ now. Of deeds only the period
// that holds Day does; of models every period that ends on Day or later.
type Change struct {
	Actor   access.Actor
	Now     clock.Moment
	Tree    *org.Tree
	Kind    Kind
	Commune org.UnitID
	Teams   []org.UnitID
	Day     clock.Day
}

func (s *Service) changed(ctx context.Context, tx pg.Tx, c Change) error {
	if s.Changed == nil {
		return nil
	}
	return s.Changed(ctx, tx, c)
}

// ForceBegan is the first day a team could do anything.
var ForceBegan = clock.NewDay(2024, 7, 1)

// PageSize is the rows of a list's page.
const PageSize = 50

// lastPage keeps an absurd page number from overflowing the offset.
const lastPage = 1_000_000

// State filters a list; the zero value is what counts.
type State string

// The states both lists know; models have more.
const (
	Current   State = ""
	Withdrawn State = "withdrawn"
	All       State = "all"
)

// Page is a part of a list.
type Page[T any] struct {
	Rows  []T
	Total int
	Page  int // from 1
}

// Pages is how many pages the list has, at least 1.
func (p Page[T]) Pages() int { return max(1, (p.Total+PageSize-1)/PageSize) }

// stale answers a form that saw an older version.
func stale() error {
	return fault.New(fault.Stale, "Nội dung này vừa được người khác sửa. Tải lại trang để xem bản mới, rồi sửa lại.")
}

// check holds a text to its length and to the notice that personal numbers are
// not written. what is its label in the middle of a sentence.
func check(f *fault.Fields, name, what, text string, need bool, most int) {
	switch {
	case f.Has(name):
	case need && text == "":
		f.Add(name, "Nhập "+what+".")
	case vi.Length(text) > most:
		f.Add(name, "Rút gọn "+what+" còn tối đa "+vi.Int(int64(most))+" ký tự.")
	case vi.FindPersonal(text) != "":
		f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(text))+" rồi lưu lại.")
	}
}

// checkReason is check for the reason of a withdrawal.
func checkReason(why string) error {
	var f fault.Fields
	check(&f, "ly-do", "lý do rút", why, true, 500)
	return f.Err()
}
