package report

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Edit asks for one cell: what the page saw and what it wants (compare-and-set).
type Edit struct {
	Cell Cell
	Base Value
	New  Value
}

// Outcome of one edit.
type Outcome string

// Saved; Refused (a rule, a closed or unknown cell: Message says it); Conflict
// (somebody else stored a value that is neither base nor new).
const (
	Saved    Outcome = "saved"
	Refused  Outcome = "refused"
	Conflict Outcome = "conflict"
)

// EditResult is what became of an edit; Stored is the cell's value now.
type EditResult struct {
	Cell    Cell
	Outcome Outcome
	Stored  Value
	Message string
}

// SaveCells saves what can be saved of the edits and tells about each. The
// report, place and period are refused as a whole; single cells one by one.
func (s *Service) SaveCells(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, edits []Edit) ([]EditResult, error) {
	var out []EditResult
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		out, err = s.saveIn(ctx, tx, a, now, w, id, edits)
		return err
	})
	return out, err
}

// SaveEvery saves all of the edits in the caller's transaction or refuses:
// the error names the first cell that could not be saved.
func (s *Service) SaveEvery(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, id ID, edits []Edit) error {
	results, err := s.saveIn(ctx, tx, a, now, w, id, edits)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.Outcome != Saved {
			return fault.New(fault.Stale, w.rowName(r.Cell.Row)+": "+r.Message)
		}
	}
	return nil
}

// Try tells what would become of the edits, writing nothing.
func (g *Grid) Try(edits []Edit) []EditResult {
	f := figures{}
	for id, row := range g.Rows {
		f[id] = &Row{Team: row.Team, Cells: slices.Clone(row.Cells), None: slices.Clone(row.None)}
	}
	e := entry{rules: g.Rules, teams: g.Teams, figures: f, open: g.Open}
	return e.apply(edits)
}

func (s *Service) saveIn(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, id ID, edits []Edit) ([]EditResult, error) {
	r, err := lock(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if err := access.Check(a, access.ReportEnter, r.HolderPlace()); err != nil {
		return nil, err
	}
	p, err := w.period(&r)
	if err != nil {
		return nil, err
	}
	if err := r.Writable(p, now.Today); err != nil {
		return nil, err
	}
	f, err := loadFigures(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	open, err := openCells(ctx, tx, &r)
	if err != nil {
		return nil, err
	}
	rules, err := w.rules(&r)
	if err != nil {
		return nil, err
	}
	derived, err := s.derive(ctx, tx, w, &r, f)
	if err != nil {
		return nil, err
	}
	e := entry{rules: rules, teams: w.teams(&r, p), figures: f, open: open}
	out := e.apply(edits)
	changes := append(derived, e.changes(out, edits)...)
	if len(changes) == 0 {
		return out, nil
	}
	if err := writeChanges(ctx, tx, &r, f, changes, now.Business, a.UserID); err != nil {
		return nil, err
	}
	if err := save(ctx, tx, &r); err != nil {
		return nil, err
	}
	if _, err := recompute(ctx, tx, w, &r); err != nil {
		return nil, err
	}
	return out, audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.save", ObjectKind: "report", ObjectID: int64(id),
		Path: r.ScopePath, Summary: fmt.Sprintf("Ghi %d ô, báo cáo %s", len(changes), w.titleOf(&r, p)), After: auditCells(w, rules, changes)})
}

// entry applies edits to figures in memory; pure.
type entry struct {
	rules   *plan.Rules
	teams   []org.UnitID
	figures figures
	open    map[Cell]bool // nil: every cell is open
	before  map[Cell]Value
}

// refusal says why a cell can't be written at all, "" where it can.
func (e *entry) refusal(c Cell) string {
	m := e.rules.Measure(c.Slot)
	switch {
	case m == nil, c.Row != Whole && !slices.Contains(e.teams, org.UnitID(c.Row)):
		return "Ô này không thuộc báo cáo. Tải lại trang."
	case m.Derived != 0:
		return "Ô này tự lấy từ danh sách, không nhập tay."
	case !e.rules.Expects(c.Slot, c.Row == Whole):
		return "Số liệu này không nhập ở dòng này."
	case e.open != nil && !e.open[c]:
		return "Ô này không nằm trong các ô được trả lại để sửa."
	}
	return ""
}

// apply writes each edit whose base still stands, then takes back those that
// would make a part larger than its whole.
func (e *entry) apply(edits []Edit) []EditResult {
	out := make([]EditResult, len(edits))
	e.before = map[Cell]Value{}
	for i, ed := range edits {
		out[i] = EditResult{Cell: ed.Cell, Outcome: Refused}
		if out[i].Message = e.refusal(ed.Cell); out[i].Message != "" {
			continue
		}
		row := e.figures[ed.Cell.Row]
		if row == nil {
			fresh := NewRow(ed.Cell.Row, e.rules.Slots())
			row, e.figures[ed.Cell.Row] = &fresh, &fresh
		}
		stored := row.Value(ed.Cell.Slot)
		out[i].Stored = stored
		switch {
		case stored == ed.New:
			out[i].Outcome = Saved
		case stored != ed.Base:
			out[i].Outcome = Conflict
			out[i].Message = "Ô này vừa được sửa ở nơi khác thành " + valueWords(stored) + ". Nhập lại nếu vẫn muốn thay."
		default:
			if _, twice := e.before[ed.Cell]; !twice {
				e.before[ed.Cell] = stored
			}
			row.Set(ed.Cell.Slot, ed.New)
			out[i].Outcome, out[i].Stored = Saved, ed.New
		}
	}
	for e.takeBack(out) {
	}
	return out
}

// takeBack finds one broken rule among the cells just written, restores them
// and marks them refused; false where no rule is broken by them.
func (e *entry) takeBack(out []EditResult) bool {
	undo := func(cells []Cell, message string) bool {
		did := false
		for i := range out {
			c := out[i].Cell
			old, written := e.before[c]
			if !written || out[i].Outcome != Saved || !slices.Contains(cells, c) {
				continue
			}
			e.figures[c.Row].Set(c.Slot, old)
			out[i].Outcome, out[i].Stored, out[i].Message = Refused, old, message
			did = true
		}
		for _, c := range cells {
			delete(e.before, c)
		}
		return did
	}
	for _, row := range e.figures {
		for _, b := range e.rules.RowBreaches(row.Cells) {
			if undo([]Cell{{row.Team, b.Rule.Part.Slot}, {row.Team, b.Rule.Whole.Slot}}, b.Message()) {
				return true
			}
		}
	}
	sum := sumOf(e.rules, e.teams, e.figures)
	for _, b := range e.rules.SumBreaches(&sum) {
		// The total of the whole commune is refused before the teams' parts:
		// one wrong total must not turn honest parts away.
		var wholes, parts []Cell
		for team := range e.figures {
			wholes, parts = append(wholes, Cell{team, b.Rule.Whole.Slot}), append(parts, Cell{team, b.Rule.Part.Slot})
		}
		if undo(wholes, b.Message()) || undo(parts, b.Message()) {
			return true
		}
	}
	return false
}

func (e *entry) changes(results []EditResult, edits []Edit) []change {
	var out []change
	done := map[Cell]bool{}
	for _, r := range results {
		old, written := e.before[r.Cell]
		if r.Outcome != Saved || !written || done[r.Cell] {
			continue
		}
		done[r.Cell] = true
		out = append(out, change{r.Cell, old, e.figures[r.Cell.Row].Value(r.Cell.Slot), "entry"})
	}
	return out
}

func valueWords(v Value) string {
	switch {
	case !v.Known():
		return "ô trống"
	case v.None:
		return "“không phát sinh”"
	}
	return fmt.Sprint(v.N)
}

const sqlOpenCells = `SELECT coalesce(c.team_id, 0) AS row, c.slot FROM return_cell c JOIN report_return t ON t.id = c.return_id
 WHERE t.id = (SELECT max(id) FROM report_return WHERE report_id = $1)`

// openCells are the cells a return ticked; nil where all are open.
func openCells(ctx context.Context, q pg.Querier, r *Report) (map[Cell]bool, error) {
	if r.State != Returned {
		return nil, nil
	}
	list, err := pg.List[Cell](ctx, q, sqlOpenCells, int64(r.ID))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	open := map[Cell]bool{}
	for _, c := range list {
		open[c] = true
	}
	return open, nil
}

// ParseValue reads a cell as typed: "" is empty, "-" or "kps" is "không phát
// sinh", otherwise a count. The error is for the person.
func ParseValue(s string) (Value, error) {
	return parseValue(s)
}

func auditCells(w World, rules *plan.Rules, changes []change) map[string]any {
	out := map[string]any{}
	for _, c := range changes {
		name := fmt.Sprintf("%s / %s", w.rowName(c.Cell.Row), rules.Measure(c.Cell.Slot).Short)
		out[name] = valueWords(c.Old) + " → " + valueWords(c.New)
	}
	return out
}

func (w World) rowName(row int64) string {
	if row == Whole {
		return "Toàn xã"
	}
	return w.Tree.Name(org.UnitID(row), w.Plan.Rules.Def.End()).Short()
}

func (w World) titleOf(r *Report, p plan.LivePeriod) string {
	return w.Tree.Name(org.UnitID(r.CommuneID), p.End).Full() + ", " + p.Label
}
