package decision

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// PageSize is the rows of a list's page.
const PageSize = 50

// lastPage keeps an absurd page number from overflowing the offset.
const lastPage = 1_000_000

// Filter narrows the list of decisions; zero values do not narrow.
type Filter struct {
	Phase int64
	Form  award.Form
	State award.DecisionState
	Page  int // from 1
}

// Page is a part of the list.
type Page struct {
	Rows  []Row
	Total int
	Page  int
}

const sqlList = `SELECT ` + rowColumns + `, count(*) OVER ()::int AS total FROM award_decision d
 WHERE (d.unit_id = $1 AND $2::boolean OR d.state = 'applied' AND (d.scope_path >= $3 AND d.scope_path < $4
   OR EXISTS (SELECT FROM award_grant g WHERE g.decision_id = d.id AND (g.scope_path >= $3 AND g.scope_path < $4 OR g.team_id = ANY ($10::bigint[])))))
  AND ($5::bigint = 0 OR d.phase_id = $5) AND ($6::text = '' OR d.form = $6) AND ($7::text = '' OR d.state = $7)
 ORDER BY d.id DESC LIMIT $8 OFFSET $9`

// List is the decisions the actor may read, newest first: one statement. A
// page past the end is the first page. Applied ones are read where the teams
// awarded stood or stand.
func (s *Service) List(ctx context.Context, q pg.Querier, a access.Actor, w report.World, f Filter) (Page, error) {
	scope, err := access.ScopeOf(a, access.AwardRead)
	if err != nil {
		return Page{}, err
	}
	prepares := a.May(access.AwardDecide) || a.Role == access.Leader
	for page := min(max(1, f.Page), lastPage); ; page = 1 {
		rows, err := pg.List[struct {
			Row
			Total int `db:"total"`
		}](ctx, q, sqlList, a.UnitID, prepares, scope.From(), scope.To(), f.Phase, f.Form, f.State, PageSize, (page-1)*PageSize, w.Tree.TeamsWithin(scope, w.Day))
		if err != nil {
			return Page{}, err
		}
		p := Page{Page: page}
		for _, r := range rows {
			p.Total = r.Total
			p.Rows = append(p.Rows, r.Row)
		}
		if len(p.Rows) > 0 || page == 1 {
			return p, nil
		}
	}
}

// View is a decision with its list and its money.
type View struct {
	Row
	Nominees []dossier.Pending // in the list's order; of an applied one as awarded
	Sum      award.Sum
	MoneyOn  clock.Day // the day the money is of: the decision's, else today
	NoMoney  error     // why there is no sum
	Settings criteria.Settings
	// Gone are withdrawn or otherwise no longer listed.
	Gone []string
}

// View reads a decision: three statements whatever its size.
func (s *Service) View(ctx context.Context, q pg.Querier, a access.Actor, w report.World, id ID) (*View, error) {
	r, err := s.Get(ctx, q, a, w, id)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, q, w, r)
}

func (s *Service) view(ctx context.Context, q pg.Querier, w report.World, r Row) (*View, error) {
	v := &View{Row: r, MoneyOn: w.Day}
	var err error
	if v.Nominees, err = dossier.Listed(ctx, q, int64(r.ID)); err != nil {
		return nil, err
	}
	if v.Settings, err = criteria.LoadSettings(ctx, q); err != nil {
		return nil, err
	}
	for _, n := range v.Nominees {
		if n.State != award.Listed && n.State != award.Awarded {
			v.Gone = append(v.Gone, n.Name)
		}
	}
	if r.SignedOn != nil {
		v.MoneyOn = *r.SignedOn
	}
	if r.Money != nil {
		v.Sum = *r.Money
		return v, nil
	}
	v.Sum, v.NoMoney = v.Settings.Law.Total(v.MoneyOn, r.Form, levelOf(w, r.UnitID), v.Settings.Rounding, r.Teams, r.Members)
	return v, nil
}

// Bonus is what one of the list brings.
func (v *View) Bonus(s award.Subject) award.Bonus {
	if s == award.Team {
		return v.Sum.TeamBonus
	}
	return v.Sum.MemberBonus
}

// Waiting is what a unit has still to decide on: nominees recommended and
// declined in no decision, and decisions recorded but not applied.
type Waiting struct {
	Recommended []dossier.Pending
	Declined    []dossier.Pending
	Recorded    []Row
}

const sqlRecorded = `SELECT ` + rowColumns + ` FROM award_decision d WHERE d.unit_id = $1 AND d.state = 'recorded' ORDER BY d.id`

// Waiting reads it: two statements. Form "" and phase 0 are any.
func (s *Service) Waiting(ctx context.Context, q pg.Querier, a access.Actor, w report.World, form award.Form, phase int64) (*Waiting, error) {
	unit := org.UnitID(a.UnitID)
	if err := access.Check(a, access.AwardDecide, w.Tree.Place(unit, w.Day)); err != nil {
		return nil, err
	}
	list, err := dossier.Outcomes(ctx, q, unit, form, phase)
	if err != nil {
		return nil, err
	}
	out := &Waiting{}
	for _, n := range list {
		if n.State == award.Recommended {
			out.Recommended = append(out.Recommended, n)
		} else {
			out.Declined = append(out.Declined, n)
		}
	}
	out.Recorded, err = pg.List[Row](ctx, q, sqlRecorded, unit)
	return out, err
}
