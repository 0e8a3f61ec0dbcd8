package demo

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
)

// monthsOfTwo are phase 2's periods with the days deeds fall on.
func (s *scribe) monthsOfTwo() (list [][2]clock.Day) {
	for _, p := range s.world.Plan.Periods[firstOfTwo:] {
		list = append(list, [2]clock.Day{p.Start, p.End})
	}
	return list
}

// Models at work that nobody recognised since the campaign began, but communes.
const sqlUnrecognised = `SELECT m.id, m.commune_id, m.started_on FROM community_model m WHERE m.withdrawn_at IS NULL AND m.ended_on IS NULL
 AND NOT EXISTS (SELECT FROM recognition r WHERE r.row_kind = 'community_model' AND r.row_id = m.id AND r.level <> 'commune' AND r.on_day >= $1) ORDER BY m.commune_id, m.id`

const sqlAtWork = `SELECT DISTINCT commune_id FROM community_model WHERE withdrawn_at IS NULL AND ended_on IS NULL`

// registersTwo writes phase 2's deeds down, begins some models and has models
// recognised: in February by the districts' police, from March on by the
// province's.
func (s *scribe) registersTwo(ctx context.Context) error {
	if err := pg.InTx(ctx, s.reports.Pool, func(tx pg.Tx) error {
		n, err := storeDeeds(ctx, tx, s.w, func(c org.UnitID) int64 { return s.people.Commune[c] }, "deeds-2", s.monthsOfTwo(), Second)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, Loader, momentAt(Second, 6, 0), audit.Entry{Action: "demo.register", ObjectKind: "good_deed", Path: s.w.Tree.Path(s.w.Tree.Root(Today), Today),
			Summary: fmt.Sprintf("Nạp dữ liệu mẫu: %d việc tốt của đợt 2", n)})
	}); err != nil {
		return err
	}
	registers := &register.Service{DB: s.reports.Pool}
	if err := s.newModels(ctx, registers); err != nil {
		return err
	}
	list, err := pg.List[struct {
		ID      int64     `db:"id"`
		Commune int64     `db:"commune_id"`
		Started clock.Day `db:"started_on"`
	}](ctx, s.reports.Pool, sqlUnrecognised, s.world.Plan.Phases[0].Start)
	if err != nil {
		return err
	}
	for i, m := range list {
		c := org.UnitID(m.Commune)
		r := seeded("recognised-2", fmt.Sprint(s.w.key(c), i))
		if s.w.key(c) == kinhDinh || !chance(r, 75) && !s.w.under(c, fullDistrict) {
			continue
		}
		on := max(m.Started+14, dayIn(r, clock.NewDay(2025, 2, 10), clock.NewDay(2025, 8, 8)))
		in := register.RecognitionInput{Rank: register.ByProvince, By: "Công an tỉnh Ninh Thuận", Document: fmt.Sprintf("Thông báo %d/TB-CAT-PV05", 110+i), On: &on}
		if on <= districtsPolice {
			in.Rank, in.By, in.Document = register.ByDistrict, "Công an "+s.w.Tree.Name(s.w.Tree.Parent(c, Today), Today).Full(), fmt.Sprintf("%d/QĐ-CA", 20+i)
		}
		if _, err := registers.Recognise(ctx, s.officer(c), momentAt(on+2, 10, i%60), s.w.Tree, register.Once{Key: fmt.Sprintf("demo-gn-%d", i), URL: func(int64) string { return fmt.Sprintf("/mo-hinh/%d", m.ID) }},
			register.Row{Kind: register.Models, ID: m.ID}, in); err != nil {
			return err
		}
	}
	return nil
}

// districtsPolice is the last day of the districts' police.
var districtsPolice = clock.NewDay(2025, 2, 28)

// newModels begins a model in most communes that have none at work, and in a
// few others.
func (s *scribe) newModels(ctx context.Context, registers *register.Service) error {
	have, err := pg.Column[int64](ctx, s.reports.Pool, sqlAtWork)
	if err != nil {
		return err
	}
	for i, c := range s.w.communes() {
		r := seeded("models-2", s.w.key(c))
		share := 18
		if !slices.Contains(have, int64(c)) {
			share = 85
		}
		if !chance(r, share) {
			continue
		}
		fit := fittingModels(s.w, c)
		m := fit[r.IntN(len(fit))]
		day := dayIn(r, clock.NewDay(2025, 2, 12), clock.NewDay(2025, 5, 30))
		teams := s.w.Tree.Teams(c, Today)
		n := len(teams)
		if chance(r, 40) {
			n = 1 + r.IntN(n)
		}
		if _, err := registers.AddModel(ctx, s.officer(c), momentAt(day+3, 14, i%60), s.w.Tree, register.Once{Key: fmt.Sprintf("demo-mh-%d", i), URL: func(id int64) string { return fmt.Sprintf("/mo-hinh/%d", id) }},
			register.ModelInput{Name: m[0], Field: m[1], Effect: m[2], StartedOn: &day, Teams: teams[:n]}); err != nil {
			return err
		}
	}
	return nil
}
