package intake

import (
	"bytes"
	"encoding/json"

	"thidua/internal/org"
	"thidua/internal/roster"
)

// Line is one row as checked: what will be written of it.
type Line struct {
	Row    int               `json:"r"`
	Do     Do                `json:"d"`
	Name   string            `json:"n"`
	Detail string            `json:"t,omitempty"`
	Member *roster.Enrolment `json:"m,omitempty"`
	Team   *org.TeamInput    `json:"u,omitempty"`
	Cells  []CellLine        `json:"c,omitempty"`
}

// Do is what becomes of a row.
type Do string

// Add, Change, Same: left as it is on record.
const (
	Add    Do = "add"
	Change Do = "change"
	Same   Do = "same"
)

// result is a workbook checked. Its lines are kept as the JSON they are stored
// in, for there may be thousands.
type result struct {
	lines  bytes.Buffer // one after the other, parted by commas
	n      map[Do]int
	issues []Issue
	bad    int
}

func (r *result) keep(l Line) {
	if r.n == nil {
		r.n = map[Do]int{}
	}
	r.n[l.Do]++
	b, err := json.Marshal(l)
	if err != nil {
		panic(err) // texts, numbers and days: nothing that cannot be written
	}
	if r.lines.Len() > 0 {
		_ = r.lines.WriteByte(',')
	}
	_, _ = r.lines.Write(b)
}

func (r *result) add(list ...Issue) {
	for _, i := range list {
		if !i.Warning {
			r.bad++
		}
	}
	r.issues = append(r.issues, list...)
}

// errors is how many problems are no mere warnings.
func (r *result) errors() int { return r.bad }

func (r *result) count(do Do) int { return r.n[do] }
