// Package page is the kit every screen is written with: the handler type, the
// route, forms, rendering, the error funnel, flash messages.
//
// It owns no table. A handler gets a Context and returns an error; whatever it
// returns becomes one page for people (or JSON for scripts) with a request id.
package page

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/templates/ui"
)

// Signed is who a request comes from; the zero value is nobody.
type Signed struct {
	Actor      access.Actor
	MustChange bool  // an initial password must be changed first
	OrgRev     int64 // revision of the organisation every cache must reach
	PlanRev    int64
	Session    any // the session layer's own, for its screens
}

// Context is one request on its way through a handler.
type Context struct {
	W         http.ResponseWriter
	R         *http.Request
	Signed    Signed
	Actor     access.Actor
	Now       clock.Moment
	RequestID string
	Route     *Route

	kit  *Kit
	form *Form
}

// Ctx is the request's context.
func (c *Context) Ctx() context.Context { return c.R.Context() }

// Param is a part of the path.
func (c *Context) Param(name string) string { return chi.URLParam(c.R, name) }

// ID is a numeric part of the path; anything else is fault.Missing.
func (c *Context) ID(name string) (int64, error) {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || n <= 0 {
		return 0, fault.Missing()
	}
	return n, nil
}

// Query is a cleaned value of the URL's query.
func (c *Context) Query(name string) string { return cleanLine(c.R.URL.Query().Get(name)) }

// QueryID is a positive number of the query, 0 where it is absent or none.
func (c *Context) QueryID(name string) int64 {
	n, err := strconv.ParseInt(c.Query(name), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// See answers 303: the page to see after a write, with a message to show once.
func (c *Context) See(url, flash string) error {
	if flash != "" {
		setFlash(c.W, flash)
	}
	http.Redirect(c.W, c.R, url, http.StatusSeeOther)
	return nil
}

// View is what a page is besides its body.
type View struct {
	Title   string
	Status  int // 0: 200
	Narrow  bool
	Scripts []string
}

// Render answers a page inside the frame, buffered: an error while rendering
// never leaves half a page.
func (c *Context) Render(v View, body templ.Component) error {
	shell := c.kit.Shell(c)
	shell.Title, shell.Narrow, shell.Scripts = v.Title, v.Narrow, v.Scripts
	shell.Flash = takeFlash(c.W, c.R)
	return c.HTML(v.Status, withChildren(ui.Layout(shell), body))
}

// Door answers a page for people not signed in.
func (c *Context) Door(v View, body templ.Component) error {
	return c.HTML(v.Status, withChildren(ui.Door(v.Title, c.kit.Demo), body))
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// HTML answers a whole document or a fragment.
func (c *Context) HTML(status int, doc templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b)
	if err := doc.Render(c.Ctx(), b); err != nil {
		return err
	}
	if status == 0 {
		status = http.StatusOK
	}
	h := c.W.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	c.W.WriteHeader(status)
	if c.R.Method != http.MethodHead {
		_, _ = c.W.Write(b.Bytes())
	}
	return nil
}

func withChildren(frame, body templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return frame.Render(templ.WithChildren(ctx, body), w)
	})
}
