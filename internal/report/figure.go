package report

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Whole is the row id of "Toàn xã (không thuộc Tổ nào)": stored as NULL.
const Whole int64 = 0

// Cell names one figure of a report: row (team id or Whole) and slot.
type Cell struct {
	Row  int64
	Slot int
}

// Value is what a cell holds: a number, or nothing (plan.Empty). None marks a
// zero that was given as "không phát sinh".
type Value struct {
	N    plan.Cell
	None bool
}

// Blank is the empty value, which is not zero.
var Blank = Value{N: plan.Empty}

// Known tells a number from an empty cell.
func (v Value) Known() bool { return v.N != plan.Empty }

func (v Value) ptr() *int32 {
	if !v.Known() {
		return nil
	}
	n := int32(v.N)
	return &n
}

// Row is the figures of a team or of the whole commune, by measure slot.
type Row struct {
	Team  int64 // Whole for the whole-commune row
	Cells []plan.Cell
	None  []int32 // slots whose zero is "không phát sinh", ascending
}

// NewRow is a row with every cell empty.
func NewRow(team int64, slots int) Row {
	r := Row{Team: team, Cells: make([]plan.Cell, slots)}
	for i := range r.Cells {
		r.Cells[i] = plan.Empty
	}
	return r
}

// Value is the cell at a slot; slots beyond the row's length are empty (the
// measure came with a later plan version), and so is a row that is not there.
func (r *Row) Value(slot int) Value {
	if r == nil || slot >= len(r.Cells) {
		return Blank
	}
	return Value{N: r.Cells[slot], None: slices.Contains(r.None, int32(slot))}
}

// Set writes the cell at a slot.
func (r *Row) Set(slot int, v Value) {
	for slot >= len(r.Cells) {
		r.Cells = append(r.Cells, plan.Empty)
	}
	r.Cells[slot] = v.N
	i, has := slices.BinarySearch(r.None, int32(slot))
	switch {
	case v.None && !has:
		r.None = slices.Insert(r.None, i, int32(slot))
	case !v.None && has:
		r.None = slices.Delete(r.None, i, i+1)
	}
}

// figures are the rows of one report by team id.
type figures map[int64]*Row

const sqlFigures = `SELECT coalesce(team_id, 0), values, none_slots FROM team_figure WHERE report_id = $1`

func loadFigures(ctx context.Context, q pg.Querier, id ID) (figures, error) {
	rows, err := q.Query(ctx, sqlFigures, int64(id))
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	f := figures{}
	for rows.Next() {
		raw := rows.RawValues()
		r := &Row{Team: int8Of(raw[0])}
		if r.Cells, err = cellsOf(raw[1]); err != nil {
			return nil, err
		}
		if r.None, err = int4sOf(raw[2]); err != nil {
			return nil, err
		}
		f[r.Team] = r
	}
	return f, pg.Map(rows.Err())
}

const sqlPutFigure = `INSERT INTO team_figure (report_id, team_id, values, none_slots) VALUES ($1, nullif($2::bigint, 0), $3, $4)
ON CONFLICT ON CONSTRAINT team_figure_once DO UPDATE SET values = excluded.values, none_slots = excluded.none_slots`

func putFigure(ctx context.Context, tx pg.Tx, id ID, r *Row) error {
	none := r.None
	if none == nil {
		none = []int32{}
	}
	_, err := tx.Exec(ctx, sqlPutFigure, int64(id), r.Team, nullable(r.Cells), none)
	return err
}

func nullable(cells []plan.Cell) []pgtype.Int4 {
	out := make([]pgtype.Int4, len(cells))
	for i, c := range cells {
		out[i] = pgtype.Int4{Int32: int32(c), Valid: c != plan.Empty}
	}
	return out
}

// The figures' arrays are read from PostgreSQL's binary form directly: the
// scorecard reads thousands of elements a page, and the general decoder costs
// more than everything else on it. Form: dimensions, flags, element type, then
// per dimension length and lower bound, then per element length (−1: NULL) and
// bytes.

func int8Of(b []byte) int64 { return int64(binary.BigEndian.Uint64(b)) }
func int4Of(b []byte) int32 { return int32(binary.BigEndian.Uint32(b)) }

// int4Ptr reads an integer that may be NULL.
func int4Ptr(b []byte) *int32 {
	if b == nil {
		return nil
	}
	n := int4Of(b)
	return &n
}

func int8Ptr(b []byte) *int64 {
	if b == nil {
		return nil
	}
	n := int8Of(b)
	return &n
}

func timePtr(b []byte) *time.Time {
	if b == nil {
		return nil
	}
	t := timeOf(b)
	return &t
}

// timeOf reads a timestamptz's binary form: microseconds from 2000-01-01 UTC.
func timeOf(b []byte) time.Time {
	if b == nil {
		return time.Time{}
	}
	return time.UnixMicro(int8Of(b) + 946_684_800_000_000).UTC()
}

func header(b []byte) (n int, body []byte, err error) {
	if len(b) < 12 {
		return 0, nil, fmt.Errorf("figures: array of %d bytes", len(b))
	}
	if binary.BigEndian.Uint32(b) == 0 {
		return 0, nil, nil
	}
	if binary.BigEndian.Uint32(b) != 1 || len(b) < 20 {
		return 0, nil, fmt.Errorf("figures: array is not one-dimensional")
	}
	return int(binary.BigEndian.Uint32(b[12:])), b[20:], nil
}

func cellsOf(b []byte) ([]plan.Cell, error) {
	n, b, err := header(b)
	if err != nil {
		return nil, err
	}
	out := make([]plan.Cell, n)
	for i := range out {
		if binary.BigEndian.Uint32(b) == 0xFFFFFFFF {
			out[i], b = plan.Empty, b[4:]
			continue
		}
		out[i], b = plan.Cell(int4Of(b[4:])), b[8:]
	}
	return out, nil
}

func int4sOf(b []byte) ([]int32, error) {
	n, b, err := header(b)
	if err != nil || n == 0 {
		return nil, err
	}
	out := make([]int32, n)
	for i := range out {
		out[i], b = int4Of(b[4:]), b[8:]
	}
	return out, nil
}
