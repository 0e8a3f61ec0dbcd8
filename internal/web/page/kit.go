package page

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/templates/ui"
)

// Kit is what all handlers share.
type Kit struct {
	Clocks clock.Clocks
	Demo   string // the banner; "" in production
	// Sign finds out who a request comes from. Nobody is Signed{} and no error.
	Sign func(w http.ResponseWriter, r *http.Request, now clock.Moment) (Signed, error)
	// Nav is the menu of an actor; current is the request's path.
	Nav func(a access.Actor, current string) []ui.Entry
	// Unit is how an actor's office is called: "Công an phường Kinh Dinh".
	Unit func(a access.Actor) string
	// DB is where an export is put on record.
	DB pg.Beginner
	// Address is the client's address, seen through trusted proxies only.
	Address func(r *http.Request) string
}

// Shell is the frame of the request's actor.
func (k *Kit) Shell(c *Context) ui.Shell {
	s := ui.Shell{Home: "/", Demo: k.Demo}
	if c.Actor.Zero() {
		return s
	}
	s.UserName = c.Actor.Name
	if c.Actor.Title != "" {
		s.UserName = c.Actor.Title + " " + c.Actor.Name
	}
	s.UserUnit = k.Unit(c.Actor)
	if !c.Signed.MustChange {
		s.Nav, s.Search = k.Nav(c.Actor, c.R.URL.Path), c.Actor.May(access.UnitRead)
	}
	return s
}

// Handle turns a route into a net/http handler: recover, request id, session,
// actor, the route's action, then the handler and the funnel.
func (k *Kit) Handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &Context{W: w, R: r, Now: k.Clocks.Moment(), RequestID: NewID(), Route: &route, kit: k}
		w.Header().Set("X-Request-Id", c.RequestID)
		started := k.Clocks.Wall.Now()
		rec := &recorder{ResponseWriter: w}
		c.W = rec
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				err := fmt.Errorf("panic: %v\n%s", v, debug.Stack())
				if rec.status == 0 {
					c.Fail(fault.Wrap(fault.Internal, "Có lỗi ngoài dự kiến. Nội dung vừa gửi chưa được lưu. Báo quản trị hệ thống kèm mã yêu cầu.", err))
				} else {
					slog.Error("request failed", "request", c.RequestID, "method", r.Method, "path", r.URL.Path, "error", err)
				}
			}
			slog.Debug("request", "request", c.RequestID, "method", r.Method, "path", r.URL.Path, "status", rec.status,
				"user", c.Actor.UserID, "ms", k.Clocks.Wall.Now().Sub(started).Milliseconds())
		}()
		if err := k.run(c, route); err != nil {
			c.Fail(err)
		}
	})
}

func (k *Kit) run(c *Context, route Route) error {
	signed, err := k.Sign(c.W, c.R, c.Now)
	if err != nil {
		return err
	}
	signed.Actor.RequestID = c.RequestID
	signed.Actor.Address = k.Address(c.R)
	c.Signed, c.Actor = signed, signed.Actor
	if route.Action != "" {
		if signed.MustChange && route.Pattern != "/mat-khau" {
			return c.See("/mat-khau", "")
		}
		if err := access.CheckRole(c.Actor, route.Action); err != nil {
			return err
		}
	}
	return route.Handler(c)
}

// NewID is 128 random bits, written short: request ids and form keys.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// recorder remembers the status, so that a panic after the answer began does
// not write a second one.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(s int) {
	if r.status == 0 {
		r.status = s
	}
	r.ResponseWriter.WriteHeader(s)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
