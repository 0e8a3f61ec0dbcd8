// Package homeview shows where each role begins: what it must do next by due
// date, then its standing.
package homeview

import "thidua/templates/ui"

// Home is the page.
type Home struct {
	Head   ui.Head
	Todo   []Task
	Stats  []Stat
	Blocks []Block
	Legend bool
}

// Task is one thing to do.
type Task struct {
	Title string
	Text  string
	Due   string
	Late  bool
	Tag   ui.Tag
	Act   ui.Link
	First bool // the most urgent one: its button is the primary one
}

// Stat is a figure that leads to what makes it.
type Stat struct {
	Label string
	Value string
	Of    string // "/186"
	Text  string
	Late  bool
	URL   string
	Bar   bool
	Num   string
	Max   string
}

// Block is a titled list of lines: verdicts, deadlines, who is late.
type Block struct {
	Title string
	Wide  bool
	More  ui.Link
	Lines []Line
	Empty string
}

// Line is one row of a block.
type Line struct {
	Label string
	URL   string
	Pill  ui.Pill // Kind "" for none
	Text  string
	Late  bool
}
