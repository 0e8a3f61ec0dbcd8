// Package fault owns the one error a person ever sees.
//
// It holds no table and no state. Services return *Error for everything a
// person can act on; whatever else reaches the funnel is Internal. Kinds map
// to HTTP statuses in one table (Kind.Status), messages are Vietnamese and
// addressed to the person, Err is for the log only.
package fault

import (
	"errors"
	"net/http"
)

// Kind says what went wrong, from the person's point of view.
type Kind int

// The kinds; Kind.Status holds their HTTP statuses.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Stale
	TooLarge
	TooMany
	Unavailable
)

var statuses = map[Kind]int{
	Internal:        http.StatusInternalServerError,
	Invalid:         http.StatusUnprocessableEntity,
	Unauthenticated: http.StatusUnauthorized,
	Forbidden:       http.StatusForbidden,
	NotFound:        http.StatusNotFound,
	Stale:           http.StatusConflict,
	TooLarge:        http.StatusRequestEntityTooLarge,
	TooMany:         http.StatusTooManyRequests,
	Unavailable:     http.StatusServiceUnavailable,
}

// Status is the HTTP status of the kind.
func (k Kind) Status() int { return statuses[k] }

// Field is one refused input: the form field's name and what to do about it.
type Field struct {
	Name    string
	Message string
}

// Error is an error for a person. Message is Vietnamese; Fields are the
// refused inputs, in form order; Err is logged and never shown.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field
	Err     error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// Of finds the *Error in err's chain; ok is false where there is none.
func Of(err error) (e *Error, ok bool) {
	ok = errors.As(err, &e)
	return e, ok
}

// KindOf is the kind of err: Internal for anything that is not an *Error.
func KindOf(err error) Kind {
	if e, ok := Of(err); ok {
		return e.Kind
	}
	return Internal
}

// New makes an error of a kind with the message the person reads.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Wrap keeps the cause for the log.
func Wrap(kind Kind, message string, err error) *Error {
	return &Error{Kind: kind, Message: message, Err: err}
}

// Missing is the answer for a row that does not exist or belongs to another
// unit: the two are never told apart.
func Missing() *Error {
	return New(NotFound, "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác.")
}

// Fields collects every refused input of a form, never only the first.
type Fields struct{ list []Field }

// Add records a refused field.
func (f *Fields) Add(name, message string) { f.list = append(f.list, Field{name, message}) }

// Take adds what another check refused. An error that is not made of fields is
// handed back: it goes first.
func (f *Fields) Take(err error) error {
	e, ok := Of(err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	f.list = append(f.list, e.Fields...)
	return nil
}

// Has tells whether the field was refused already.
func (f *Fields) Has(name string) bool {
	for _, x := range f.list {
		if x.Name == name {
			return true
		}
	}
	return false
}

// Empty is true where nothing was refused.
func (f *Fields) Empty() bool { return len(f.list) == 0 }

// Err is nil where nothing was refused, otherwise Invalid with all fields.
func (f *Fields) Err() error {
	if f.Empty() {
		return nil
	}
	return &Error{Kind: Invalid, Message: "Có nội dung cần sửa trước khi lưu.", Fields: f.list}
}
