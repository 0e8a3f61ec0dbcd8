package page

import "thidua/internal/access"

// Class says how a route is tested and answered.
type Class string

// The classes; a test walks the route list and holds every route to the cases
// of its class.
const (
	Public Class = "public" // anyone
	Page   Class = "page"   // a screen of the role
	List   Class = "list"   // rows in the actor's scope
	Item   Class = "item"   // one row, 404 out of reach
	Create Class = "create" // form that makes a row
	Act    Class = "act"    // form that changes a row
)

// Func is a handler: what it returns goes to the one error funnel.
type Func func(c *Context) error

// Route is one line of THE route list. Action "" means public.
type Route struct {
	Method  string
	Pattern string
	Action  access.Action
	Class   Class
	Handler Func
}
