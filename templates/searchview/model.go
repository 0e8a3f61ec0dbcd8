// Package searchview is what the search box's page shows: hits by kind.
package searchview

import "thidua/templates/ui"

// Page is the answer to a search.
type Page struct {
	Head   ui.Head
	Field  ui.Field
	Empty  string // nothing asked, too short or nothing found
	Groups []Group
	Total  int
}

// Group is the hits of one kind.
type Group struct {
	Title string
	Count string
	Total int
	Hits  []Hit
	More  ui.Link // URL "": words only
}

// Hit is one thing found.
type Hit struct {
	Name, URL, Under string
	Tag              ui.Tag
}
