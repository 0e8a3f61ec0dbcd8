package dossier

import (
	"context"
	"encoding/json"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// PageSize is the rows of a list's page.
const PageSize = 50

// Filter narrows the list; zero values do not narrow.
type Filter struct {
	Phase int64
	Form  award.Form
	State award.State
	Under org.UnitID
	Mine  bool // waiting for the actor
	Late  bool // over the time limit
	Page  int  // from 1
}

// Line is a dossier of the list.
type Line struct {
	Row
	Teams   int // not withdrawn
	Members int
	Machine *award.Dossier
	Timing  award.Timing
}

// List is a part of it. Mine and Late count whatever the two filters ask.
type List struct {
	Lines      []Line
	Total      int
	All        int
	Mine, Late int
	Page       int
}

// The log is read with the row: clocks and holders are worked out from it. A
// province has hundreds of dossiers, not thousands.
const sqlList = `SELECT ` + dossierColumns + `,
  (SELECT count(*) FROM nominee n WHERE n.dossier_id = d.id AND n.subject = 'team' AND n.state <> 'withdrawn')::int AS teams,
  (SELECT count(*) FROM nominee n WHERE n.dossier_id = d.id AND n.subject = 'member' AND n.state <> 'withdrawn')::int AS members,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('Act', s.act, 'From', s.from_state, 'State', s.state, 'Holder', s.holder, 'By', s.by, 'Day', s.on_day, 'Why', s.why) ORDER BY s.id), '[]') FROM dossier_step s WHERE s.dossier_id = d.id) AS log
 FROM dossier d WHERE d.scope_path >= $1 AND d.scope_path < $2 AND ($3::bigint = 0 OR d.phase_id = $3) AND ($4::text = '' OR d.form = $4) AND ($5::text = '' OR d.state = $5)
 ORDER BY d.id DESC`

type listRow struct {
	Row
	Teams   int             `db:"teams"`
	Members int             `db:"members"`
	Log     json.RawMessage `db:"log"`
}

// List is the dossiers of the actor's scope, newest first: two statements. A
// page past the end is the first page.
func (s *Service) List(ctx context.Context, q pg.Querier, a access.Actor, w report.World, f Filter) (List, error) {
	scope, err := access.ScopeOf(a, access.AwardRead)
	if err == nil && f.Under != 0 {
		scope, err = scope.Narrow(w.Tree.PlaceNow(f.Under, w.Day))
	}
	if err != nil {
		return List{}, err
	}
	set, err := criteria.LoadSettings(ctx, q)
	if err != nil {
		return List{}, err
	}
	rows, err := pg.List[listRow](ctx, q, sqlList, scope.From(), scope.To(), f.Phase, f.Form, f.State)
	if err != nil {
		return List{}, err
	}
	out := List{All: len(rows)}
	var kept []Line
	for _, r := range rows {
		l, err := r.line(set, w.Day)
		if err != nil {
			return out, err
		}
		mine := l.WaitsFor(a, l.Machine)
		if mine {
			out.Mine++
		}
		if l.Timing.Late() {
			out.Late++
		}
		if (!f.Mine || mine) && (!f.Late || l.Timing.Late()) {
			kept = append(kept, l)
		}
	}
	out.Total, out.Page = len(kept), max(1, f.Page)
	if (out.Page-1)*PageSize >= len(kept) {
		out.Page = 1
	}
	if f.Page >= 0 {
		first := (out.Page - 1) * PageSize
		kept = kept[min(first, len(kept)):min(first+PageSize, len(kept))]
	}
	out.Lines = kept
	return out, nil
}

func (r listRow) line(set criteria.Settings, today clock.Day) (Line, error) {
	var log []struct {
		award.Handover
		Day string
	}
	if err := json.Unmarshal(r.Log, &log); err != nil {
		return Line{}, err
	}
	var steps []award.Handover
	for _, x := range log {
		day, err := clock.ParseISO(x.Day)
		if err != nil {
			return Line{}, err
		}
		x.On = day
		steps = append(steps, x.Handover)
	}
	l := Line{Row: r.Row, Teams: r.Teams, Members: r.Members, Machine: r.Row.Machine(steps)}
	l.Timing = l.Machine.Timing(set.Calendar, set.Limits, today)
	return l, nil
}

// WaitsFor tells whether the actor is who has it: the holder's role, at the
// holder's unit.
func (r *Row) WaitsFor(a access.Actor, d *award.Dossier) bool {
	p := d.Holder()
	if p == "" || r.Roles[p] != a.Role {
		return false
	}
	switch p {
	case award.ByProposer:
		return int64(r.UnitID) == a.UnitID
	case award.ByAppraiser:
		return int64(r.AwardingID) == a.UnitID
	}
	return true
}
