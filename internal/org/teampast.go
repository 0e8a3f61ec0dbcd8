package org

import (
	"context"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// AreaSpan is a thôn or khu phố and the days a team works in it.
type AreaSpan struct {
	Name   string
	During Span
}

// TeamPast is what of a team's rows the Tree does not keep.
type TeamPast struct {
	Version int
	Areas   []AreaSpan           // oldest first
	Bases   map[clock.Day]string // decision of the name that begins on the day
}

const sqlTeamPast = `
SELECT 'version' AS what, version AS n, '' AS a, NULL::date AS from_day, NULL::date AS until_day FROM unit WHERE id = $1
UNION ALL SELECT 'area', 0, name, lower(during), upper(during) FROM team_area WHERE team_id = $1
UNION ALL SELECT 'name', 0, basis, lower(during), upper(during) FROM unit_name WHERE unit_id = $1
ORDER BY 1, 4, 3`

// PastOf reads a team's version, areas and the decisions of its names.
func PastOf(ctx context.Context, q pg.Querier, id UnitID) (TeamPast, error) {
	type row struct {
		What     string     `db:"what"`
		N        int        `db:"n"`
		A        string     `db:"a"`
		FromDay  *clock.Day `db:"from_day"`
		UntilDay *clock.Day `db:"until_day"`
	}
	rows, err := pg.List[row](ctx, q, sqlTeamPast, id)
	p := TeamPast{Bases: map[clock.Day]string{}}
	for _, r := range rows {
		switch r.What {
		case "version":
			p.Version = r.N
		case "area":
			p.Areas = append(p.Areas, AreaSpan{r.A, treeRow{FromDay: r.FromDay, UntilDay: r.UntilDay}.span()})
		case "name":
			if r.FromDay != nil {
				p.Bases[*r.FromDay] = r.A
			}
		}
	}
	return p, err
}

// AreasOn are the names of the areas on the day, in Vietnamese order.
func (p TeamPast) AreasOn(day clock.Day) []string {
	var list []string
	for _, a := range p.Areas {
		if a.During.Holds(day) {
			list = append(list, a.Name)
		}
	}
	slices.SortFunc(list, vi.NewSorter().Compare)
	return list
}
