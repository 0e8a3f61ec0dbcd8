package report

import (
	"context"
	"slices"
	"time"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// commune explains a commune: its teams, its rows, each empty cell.
func (y *Why) commune(w World, b *Board, months []month) {
	o := y.Indicator.Ordinal
	var all []Expected
	for g := range b.Groups {
		all = append(all, b.Groups[g].shares...)
	}
	y.judge(w, all)
	y.lack(w, all)
	lines := b.teams(w, months)
	y.give(w, y.Unit, all, lines)
	for _, l := range lines {
		res, ok := y.Rules.JudgeTeam(o, l.shares, w.Day)
		y.Below = append(y.Below, WhyUnit{l.team, res, ok})
		y.Rows = append(y.Rows, y.row(int64(l.team), l.months))
	}
	wholes := map[org.UnitID][]*month{}
	var order []org.UnitID
	for i := range months {
		m := &months[i]
		if !b.ownsWhole(w, m) {
			continue
		}
		if wholes[m.commune] == nil {
			order = append(order, m.commune)
		}
		wholes[m.commune] = append(wholes[m.commune], m)
	}
	for _, c := range order {
		r := y.row(Whole, wholes[c])
		r.Commune = c
		y.Rows = append(y.Rows, r)
	}
	y.emptyCells(lines, order, wholes)
	y.months(b, w, months)
}

// ownsWhole tells whether a month's whole-commune row belongs to the board's
// commune.
func (b *Board) ownsWhole(w World, m *month) bool {
	if b.Want.Reading == Today {
		c, ok := w.Tree.LeadSuccessor(m.commune, w.Day)
		return ok && c == b.Unit
	}
	return w.below(b.Sight, m.commune, m.period.End) != 0
}

// team explains one team by its own rows.
func (y *Why) team(w World, b *Board, months []month) {
	o := y.Indicator.Ordinal
	lines := b.teams(w, months)
	if len(lines) == 0 {
		lines = []teamLine{{team: y.Unit}}
	}
	l := lines[0]
	y.Result, y.Judged = y.Rules.JudgeTeam(o, l.shares, w.Day)
	y.give(w, y.Unit, nil, lines[:1])
	for i, m := range l.months {
		res, ok := y.Rules.JudgeTeam(o, l.shares[i:i+1], w.Day)
		y.Periods = append(y.Periods, WhyPeriod{Period: m.period, Result: res, Judged: ok, Used: !y.Rules.TakesLast(o) || i == len(l.months)-1})
	}
	y.Rows = []WhyRow{y.row(int64(y.Unit), l.months)}
	for _, item := range y.Rules.TeamMissing(o, l.shares) {
		for _, m := range l.months {
			if m.period.Ordinal == item.Period {
				y.Missing = append(y.Missing, Lack{Unit: m.commune, Period: m.period, Report: m.id, State: m.state, Measure: y.Rules.Measure(item.Slot),
					Cells: int(item.Cells), OneCell: item.Slot >= 0, Row: int64(y.Unit)})
			}
		}
	}
	y.months(b, w, months)
}

// row is a row's figures over the periods.
func (y *Why) row(row int64, months []*month) WhyRow {
	r := WhyRow{Row: row, Cells: make([]WhyCell, len(y.Want.Periods))}
	for _, m := range months {
		for i, p := range y.Want.Periods {
			if p.ID != m.period.ID {
				continue
			}
			c := WhyCell{Report: m.id, Counted: m.state.Final() || y.Want.Provisional, Num: plan.Empty, Den: plan.Empty}
			c.HasNum = m.rules.Expects(y.Num.Slot, row == Whole)
			c.HasDen = y.Den != nil && m.rules.Expects(y.Den.Slot, row == Whole)
			cells := m.rules.Row(m.rows[row])
			if c.HasNum {
				c.Num = cells[y.Num.Slot]
			}
			if c.HasDen {
				c.Den = cells[y.Den.Slot]
			}
			r.Cells[i], r.Commune = c, m.commune
		}
	}
	return r
}

// emptyCells replaces each count of empty cells by the cells themselves.
func (y *Why) emptyCells(lines []teamLine, order []org.UnitID, wholes map[org.UnitID][]*month) {
	var out []Lack
	for _, l := range y.Missing {
		if l.Measure == nil {
			out = append(out, l)
			continue
		}
		find := func(m *month, row int64) {
			cells := m.rules.Row(m.rows[row])
			own := l.Measure.CommuneTotal == plan.TotalOwnRow && row != Whole
			if m.period.ID == l.Period.ID && !own && m.rules.Expects(l.Measure.Slot, row == Whole) && cells[l.Measure.Slot] == plan.Empty {
				x := l
				x.Unit, x.Report, x.State, x.Cells, x.OneCell, x.Row = m.commune, m.id, m.state, 1, true, row
				out = append(out, x)
			}
		}
		for _, t := range lines {
			for _, m := range t.months {
				find(m, int64(t.team))
			}
		}
		for _, c := range order {
			for _, m := range wholes[c] {
				find(m, Whole)
			}
		}
	}
	y.Missing = out
}

// months names the reports behind each period.
func (y *Why) months(b *Board, w World, months []month) {
	for i := range months {
		m := &months[i]
		mine := b.Level == org.Team || b.ownsWhole(w, m)
		for _, t := range m.teams {
			mine = mine || b.holds(w, m, t)
		}
		for k := range y.Periods {
			if mine && y.Periods[k].Period.ID == m.period.ID {
				y.Periods[k].Months = append(y.Periods[k].Months, WhyMonth{Report: m.id, Commune: m.commune, State: m.state})
			}
		}
	}
}

const sqlSigned = `SELECT r.id, coalesce(u.full_name, '') AS sent_by, r.submitted_at, coalesce(d.full_name, '') AS decided_by, r.decided_at
 FROM report r LEFT JOIN app_user u ON u.id = r.submitted_by LEFT JOIN app_user d ON d.id = r.decided_by WHERE r.id = ANY($1)`

const sqlReasons = `SELECT report_id, coalesce(team_id, 0) AS row, slot, body FROM cell_note WHERE report_id = ANY($1) AND slot = ANY($2)`

type signedRow struct {
	ID          int64      `db:"id"`
	SentBy      string     `db:"sent_by"`
	SubmittedAt *time.Time `db:"submitted_at"`
	DecidedBy   string     `db:"decided_by"`
	DecidedAt   *time.Time `db:"decided_at"`
}

type reasonRow struct {
	ReportID int64  `db:"report_id"`
	Row      int64  `db:"row"`
	Slot     int    `db:"slot"`
	Body     string `db:"body"`
}

// sign adds who sent and decided each report, and the reasons given for empty
// cells.
func (s *Service) sign(ctx context.Context, q pg.Querier, y *Why) error {
	var ids []int64
	for _, p := range y.Periods {
		for _, m := range p.Months {
			ids = append(ids, int64(m.Report))
		}
	}
	signed, err := pg.List[signedRow](ctx, q, sqlSigned, ids)
	if err != nil {
		return err
	}
	for i := range y.Periods {
		for k := range y.Periods[i].Months {
			m := &y.Periods[i].Months[k]
			for _, r := range signed {
				if r.ID == int64(m.Report) {
					m.SentBy, m.SentAt, m.DecidedBy, m.DecidedAt = r.SentBy, r.SubmittedAt, r.DecidedBy, r.DecidedAt
				}
			}
		}
	}
	if !slices.ContainsFunc(y.Missing, func(l Lack) bool { return l.OneCell }) {
		return nil
	}
	slots := []int{y.Num.Slot}
	if y.Den != nil {
		slots = append(slots, y.Den.Slot)
	}
	reasons, err := pg.List[reasonRow](ctx, q, sqlReasons, ids, slots)
	if err != nil {
		return err
	}
	for i := range y.Missing {
		l := &y.Missing[i]
		for _, r := range reasons {
			if l.OneCell && r.ReportID == int64(l.Report) && r.Row == l.Row && r.Slot == l.Measure.Slot {
				l.Note = r.Body
			}
		}
	}
	return nil
}
