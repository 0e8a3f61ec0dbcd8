package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Return is the newest return of a report and the cells it ticked.
type Return struct {
	Reason string
	By     string
	At     time.Time
	Cells  []ReturnedCell // empty: the whole report
}

// ReturnedCell is a ticked cell and the value it had when returned.
type ReturnedCell struct {
	Cell Cell
	Old  Value
}

// Fix is a proposed correction as the report's page lists it.
type Fix struct {
	ID       CorrectionID
	Cell     Cell
	Old, New Value
	State    CorrectionState
	Reason   string
	By       string // "" where a list proposed
	At       time.Time
}

// Names are the people a report shows: who sent, took and decided.
type Names struct{ SubmittedBy, TakenBy, DecidedBy string }

// Grid is a report ready to be shown: figures of all rows, two earlier
// periods beside them, notes, texts, the newest return, live verdicts.
type Grid struct {
	Report  Report
	Names   Names
	Period  plan.LivePeriod
	Rules   *plan.Rules
	Teams   []org.UnitID
	Rows    map[int64]*Row
	Earlier []Earlier // oldest first
	Notes   map[Cell]Note
	Texts   map[string]string
	Return  *Return
	Open    map[Cell]bool // nil: every cell of an editable report is open
	Diary   map[Cell]int  // what the diary counts in the period; nil where it has nothing
	Fixes   []Fix         // proposed corrections, newest first
	Sum     plan.CommuneSum
	Results []plan.Result // this report alone, in the plan's order
	Given   []Given       // targets assigned beside them: the commune's, then its teams'
}

// Earlier is a past period's figures of the same commune.
type Earlier struct {
	Period plan.LivePeriod
	Report ID
	Rows   map[int64]*Row
}

// Value is a cell of the grid.
func (g *Grid) Value(c Cell) Value { return g.Rows[c.Row].Value(c.Slot) }

// Value is a cell of an earlier period.
func (e *Earlier) Value(c Cell) Value { return e.Rows[c.Row].Value(c.Slot) }

// Across is a row of the grid beside the same row of the earlier periods (nil
// where it had none), found once for all its cells.
type Across struct {
	*Row
	Earlier []*Row // as Grid.Earlier
}

// Across finds a row.
func (g *Grid) Across(row int64) Across {
	l := Across{Row: g.Rows[row], Earlier: make([]*Row, len(g.Earlier))}
	for i := range g.Earlier {
		l.Earlier[i] = g.Earlier[i].Rows[row]
	}
	return l
}

const sqlGridReport = `SELECT ` + reportColumns + `,
 coalesce((SELECT full_name FROM app_user u WHERE u.id = submitted_by), ''),
 coalesce((SELECT full_name FROM app_user u WHERE u.id = taken_by), ''),
 coalesce((SELECT full_name FROM app_user u WHERE u.id = decided_by), '')
 FROM report WHERE id = $1`

// The period and the two before it are named by the caller's list of the
// campaign's periods, in order: joining them cost more than the figures.
const sqlGridFigures = `SELECT r.id, r.period_id, coalesce(f.team_id, 0), f.sent, f.none_slots
 FROM report me
 JOIN report r ON r.commune_id = me.commune_id
  AND r.period_id = ANY(($2::bigint[])[array_position($2, me.period_id) - 2 : array_position($2, me.period_id)])
 JOIN team_figure f ON f.report_id = r.id
 WHERE me.id = $1`

// The last branches: the diary's sums over the period (the diary is kept by
// internal/register, above; OFFSET 0 has the report read first, not the whole
// diary) and what was proposed after acceptance.
const sqlGridWords = `SELECT 'note', coalesce(n.team_id, 0), n.slot, n.body, (SELECT full_name FROM app_user u WHERE u.id = n.user_id), n.at, NULL::int, NULL::int, NULL::bigint
  FROM cell_note n WHERE n.report_id = $1
 UNION ALL SELECT 'text', 0, 0, t.code || ':' || t.body, '', t.at, NULL, NULL, NULL FROM report_text t WHERE t.report_id = $1
 UNION ALL SELECT 'return', 0, 0, b.reason, (SELECT full_name FROM app_user u WHERE u.id = b.user_id), b.at, NULL, NULL, NULL FROM report_return b
  WHERE b.id = (SELECT max(id) FROM report_return WHERE report_id = $1)
 UNION ALL SELECT 'cell', coalesce(c.team_id, 0), c.slot, '', '', NULL, c.old, NULL, NULL FROM return_cell c
  WHERE c.return_id = (SELECT max(id) FROM report_return WHERE report_id = $1)
 UNION ALL (SELECT 'diary', coalesce(d.team_id, 0), d.slot, '', '', NULL, NULL, sum(d.n)::int, NULL
  FROM (SELECT r.commune_id, p.campaign_id, p.starts_on, p.ends_on FROM report r JOIN period p ON p.id = r.period_id WHERE r.id = $1 OFFSET 0) m
  JOIN diary_entry d ON d.commune_id = m.commune_id AND d.day BETWEEN m.starts_on AND m.ends_on AND d.withdrawn_at IS NULL AND d.campaign_id = m.campaign_id
  GROUP BY d.team_id, d.slot)
 UNION ALL SELECT 'fix.' || c.state, coalesce(c.team_id, 0), c.slot, c.reason, coalesce((SELECT full_name FROM app_user u WHERE u.id = c.proposed_by), ''), c.proposed_at, c.old, c.new, c.id
  FROM correction c WHERE c.report_id = $1`

// Grid reads a report for an actor who may read it: three statements in one
// round trip.
func (s *Service) Grid(ctx context.Context, q pg.Querier, a access.Actor, w World, id ID, today clock.Day) (*Grid, error) {
	b := &pgx.Batch{}
	b.Queue(sqlGridReport, int64(id))
	b.Queue(sqlGridFigures, int64(id), w.Plan.PeriodIDs())
	b.Queue(sqlGridWords, int64(id))
	br := q.SendBatch(ctx, b)
	defer br.Close()
	g, err := readReport(br, a, w)
	if err != nil {
		return nil, err
	}
	if err := g.readFigures(br, w); err != nil {
		return nil, err
	}
	if err := g.readWords(br); err != nil {
		return nil, err
	}
	g.judge(today)
	g.given(w)
	return g, nil
}

// readReport is a grid with its report alone, where the actor may read it.
func readReport(br pgx.BatchResults, a access.Actor, w World) (*Grid, error) {
	g := &Grid{Rows: map[int64]*Row{}, Notes: map[Cell]Note{}, Texts: map[string]string{}}
	rows, err := br.Query()
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, pg.Map(err)
		}
		return nil, fault.Missing()
	}
	r, raw := &g.Report, rows.RawValues()
	*r = Report{ID: ID(int8Of(raw[0])), CommuneID: int8Of(raw[1]), PeriodID: int8Of(raw[2]), State: stateOf(raw[3]), Version: int(int4Of(raw[4])),
		SubmissionNo: int(int4Of(raw[5])), FirstSubmittedAt: timePtr(raw[6]), FirstSubmittedOn: dayOf(raw[7]), SubmittedAt: timePtr(raw[8]), SubmittedBy: int8Ptr(raw[9]),
		TakenAt: timePtr(raw[10]), TakenBy: int8Ptr(raw[11]), DecidedAt: timePtr(raw[12]), DecidedBy: int8Ptr(raw[13]), HolderID: int8Of(raw[14]), ReviewerID: int8Of(raw[15]),
		PlanVersionID: int8Of(raw[16]), ExtendedUntil: dayOf(raw[17]), Fixed: int(int4Of(raw[18])), Annexed: string(raw[19]), ScopePath: string(raw[20])}
	g.Names = Names{string(raw[21]), string(raw[22]), string(raw[23])}
	rows.Close()
	if err := rows.Err(); err != nil {
		return nil, pg.Map(err)
	}
	if err := access.Check(a, access.ReportRead, r.Place()); err != nil {
		return nil, err
	}
	if g.Period, err = w.period(r); err != nil {
		return nil, err
	}
	if g.Rules, err = w.rules(r); err != nil {
		return nil, err
	}
	g.Teams = w.teams(r, g.Period)
	return g, nil
}

func (g *Grid) readFigures(br pgx.BatchResults, w World) error {
	rows, err := br.Query()
	if err != nil {
		return pg.Map(err)
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		row := &Row{Team: int8Of(raw[2])}
		if row.Cells, err = cellsOf(raw[3]); err != nil {
			return err
		}
		if row.None, err = int4sOf(raw[4]); err != nil {
			return err
		}
		id := ID(int8Of(raw[0]))
		if id == g.Report.ID {
			g.Rows[row.Team] = row
			continue
		}
		at := slices.IndexFunc(g.Earlier, func(e Earlier) bool { return e.Report == id })
		if at < 0 {
			p, _ := w.Plan.Period(int8Of(raw[1]))
			at = len(g.Earlier)
			g.Earlier = append(g.Earlier, Earlier{Period: p, Report: id, Rows: map[int64]*Row{}})
		}
		g.Earlier[at].Rows[row.Team] = row
	}
	slices.SortFunc(g.Earlier, func(a, b Earlier) int { return a.Period.Ordinal - b.Period.Ordinal })
	return pg.Map(rows.Err())
}

func (g *Grid) readWords(br pgx.BatchResults) error {
	rows, err := br.Query()
	if err != nil {
		return pg.Map(err)
	}
	defer rows.Close()
	var cells []ReturnedCell
	for rows.Next() {
		raw := rows.RawValues()
		kind, body, by := string(raw[0]), string(raw[3]), string(raw[4])
		c := Cell{int8Of(raw[1]), int(int4Of(raw[2]))}
		at, old, fresh := timeOf(raw[5]), int4Ptr(raw[6]), int4Ptr(raw[7])
		switch kind {
		case "note":
			g.Notes[c] = Note{Body: body, By: by, At: at}
		case "text":
			for i := range body {
				if body[i] == ':' {
					g.Texts[body[:i]] = body[i+1:]
					break
				}
			}
		case "return":
			g.Return = &Return{Reason: body, By: by, At: at}
		case "cell":
			v := Blank
			if old != nil {
				v.N = plan.Cell(*old)
			}
			cells = append(cells, ReturnedCell{c, v})
		case "diary":
			if g.Diary == nil {
				g.Diary = map[Cell]int{}
			}
			g.Diary[c] = int(*fresh)
		default:
			if state, is := strings.CutPrefix(kind, "fix."); is {
				g.Fixes = append(g.Fixes, Fix{ID: CorrectionID(int8Of(raw[8])), Cell: c, Old: valueOf(old, false), New: valueOf(fresh, false),
					State: CorrectionState(state), Reason: body, By: by, At: at})
			}
		}
	}
	slices.SortFunc(g.Fixes, func(a, b Fix) int { return int(b.ID - a.ID) })
	if g.Return != nil {
		g.Return.Cells = cells
	}
	if g.Report.State == Returned && len(cells) > 0 {
		g.Open = map[Cell]bool{}
		for _, c := range cells {
			g.Open[c.Cell] = true
		}
	}
	return pg.Map(rows.Err())
}

// judge fills the sums and the live verdicts from the figures in hand.
func (g *Grid) judge(today clock.Day) {
	g.Sum = sumOf(g.Rules, g.Teams, g.Rows)
	share := []plan.Share{{Unit: g.Report.CommuneID, Period: g.Period.Ordinal, Sum: &g.Sum, Counted: true}}
	g.Results = g.Rules.JudgeAll(nil, share, today)
}

// CellOpen tells whether the holder may type into a cell now (the report
// itself being writable).
func (g *Grid) CellOpen(c Cell) bool {
	m := g.Rules.Measure(c.Slot)
	return m != nil && m.Derived == 0 && g.Rules.Expects(c.Slot, c.Row == Whole) && (g.Open == nil || g.Open[c])
}

// Gaps are the rows' empty cells without a reason, in grid order.
func (g *Grid) Gaps(w World) []Gap {
	noted := map[Cell]bool{}
	for c := range g.Notes {
		noted[c] = true
	}
	return gaps(g.Rules, w, &g.Report, g.Period, g.Rows, noted)
}

// Unusual tells whether a value deserves a second look against the row's own
// earlier periods: far above everything before. Zeros, small repeats and 100 %
// never warn.
func (g *Grid) Unusual(c Cell) bool {
	l := g.Across(c.Row)
	return l.Unusual(g.Rules.Measure(c.Slot))
}

// Unusual is Grid.Unusual for a measure of the row.
func (l *Across) Unusual(m *plan.Measure) bool {
	if m == nil || m.Derived != 0 {
		return false
	}
	v := l.Value(m.Slot)
	if !v.Known() {
		return false
	}
	most, known := plan.Cell(0), false
	for _, r := range l.Earlier {
		if e := r.Value(m.Slot); e.Known() {
			known = true
			most = max(most, e.N)
		}
	}
	return known && v.N > 3*most+10
}

// Difference is a cell whose value is not what the diary counts.
type Difference struct {
	Cell   Cell
	Diary  int
	Stored Value
}

// Differences are the cells where month and diary differ, in grid order.
// Cells the diary has nothing for are not compared.
func (g *Grid) Differences() []Difference {
	if len(g.Diary) == 0 {
		return nil
	}
	var out []Difference
	for _, at := range g.Counted() {
		m, n := g.Rules.Measure(at.Slot), g.Diary[at]
		if v := g.Value(at); m != nil && v.N != plan.Cell(n) && m.Derived == 0 && g.Rules.Expects(m.Slot, at.Row == Whole) {
			out = append(out, Difference{at, n, v})
		}
	}
	return out
}

// Counted are the cells the diary counts something for, in grid order.
func (g *Grid) Counted() []Cell {
	out := make([]Cell, 0, len(g.Diary))
	for at := range g.Diary {
		out = append(out, at)
	}
	place := func(row int64) int {
		if i := slices.Index(g.Teams, org.UnitID(row)); i >= 0 {
			return i
		}
		return len(g.Teams) // the whole commune comes last
	}
	slices.SortFunc(out, func(a, b Cell) int {
		if a.Row != b.Row {
			return place(a.Row) - place(b.Row)
		}
		return a.Slot - b.Slot
	})
	return out
}

// RowIDs are the teams in order, then the whole commune.
func (g *Grid) RowIDs() []int64 {
	out := make([]int64, 0, len(g.Teams)+1)
	for _, t := range g.Teams {
		out = append(out, int64(t))
	}
	return append(out, Whole)
}
