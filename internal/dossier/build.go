package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Pick is who is put forward, for which form at which phase's review.
type Pick struct {
	Form    award.Form
	Phase   string
	Teams   []org.UnitID
	Persons []roster.PersonID
	// Skip leaves out those that may not be proposed and adds the others;
	// without it nobody is added where one may not.
	Skip bool
}

// MostPicked is how many one form puts forward.
const MostPicked = 300

const (
	sqlHoldUnit    = `SELECT id FROM unit WHERE id = $1 FOR NO KEY UPDATE`
	sqlOpenDossier = `SELECT ` + dossierColumns + ` FROM dossier d WHERE d.phase_id = $1 AND d.form = $2 AND d.unit_id = $3 AND d.state IN ('draft', 'returned') ORDER BY d.id DESC LIMIT 1 FOR UPDATE OF d`
	sqlPutDossier  = `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, version, scope_path, created)
 VALUES ($1, $2, $3, $4, (SELECT coalesce(max(no), 0) + 1 FROM dossier WHERE phase_id = $2 AND form = $1 AND unit_id = $3), $5, $6, $7, $8, $9) RETURNING id`
	sqlPutNominee = `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, merit, state, changed)
 VALUES ($1, $2, $3, (SELECT coalesce(max(place), 0) + 1 FROM nominee WHERE dossier_id = $1 AND subject = $4), $4, $5, nullif($6::bigint, 0), $7, $8, $9, $10, 'nominated', $11) RETURNING id`
	sqlTouched = `UPDATE dossier SET version = version + 1 WHERE id = $1`
)

func signed(a access.Actor, now clock.Moment) award.Signature {
	return award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}

// Start is the dossier a unit would begin today, not stored: its route and who
// awards. It refuses forms the actor's office does not propose, and those the
// phase's review does not give.
func Start(a access.Actor, w report.World, form award.Form, phase string) (Row, error) {
	var f fault.Fields
	if !slices.Contains(award.Forms, form) {
		f.Add("hinh-thuc", "Chọn hình thức khen thưởng.")
	}
	ph, ok := w.Plan.PhaseByCode(phase)
	if !ok || w.Day < ph.Start {
		f.Add("dot", "Chọn đợt đã bắt đầu.")
	}
	if err := f.Err(); err != nil {
		return Row{}, err
	}
	route, err := award.RouteOn(w.Plan.Rules.Def, form, w.Day)
	if err != nil {
		return Row{}, err
	}
	place := w.Tree.Place(org.UnitID(a.UnitID), w.Day)
	if err := access.Check(a, access.AwardPut, place); err != nil {
		return Row{}, err
	}
	if route.Roles[award.ByProposer] != a.Role {
		f.Add("hinh-thuc", "Theo phân công ngày "+w.Day.String()+", đơn vị bạn không đề nghị "+form.Label()+".")
	}
	for _, x := range award.AtPhase(w.Plan.Rules.Def, award.Nomination{Form: form, Phase: phase}) {
		f.Add("hinh-thuc", x.Text+".")
	}
	r := Row{Form: form, PhaseID: ph.ID, UnitID: org.UnitID(a.UnitID), Roles: route.Roles, State: award.Draft, Version: 1, ScopePath: place.Path}
	switch level, _ := award.Authority(w.Plan.Rules.Def, form, w.Day); level {
	case plan.LevelProvince:
		r.AwardingID = w.Tree.Root(w.Day)
	case plan.LevelDistrict:
		r.AwardingID = w.Tree.Ancestor(r.UnitID, org.District, w.Day)
	default:
		r.AwardingID = r.UnitID
	}
	return r, f.Err()
}

// Build puts teams and members forward: in the unit's open dossier of the form
// and phase, or a new one. The same form sent twice does it once; the answer is
// the dossier's address. Refused fields: hinh-thuc, dot, danh-sach.
func (s *Service) Build(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key string, in Pick, url func(ID) string) (string, error) {
	r, err := Start(a, w, in.Form, in.Phase)
	if err != nil {
		return "", err
	}
	at := ""
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := s.build(ctx, tx, a, now, w, r, in)
			return url(id), err
		})
		return err
	})
	return at, err
}

func (s *Service) build(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w report.World, r Row, in Pick) (ID, error) {
	if _, err := pg.Value[int64](ctx, tx, sqlHoldUnit, r.UnitID); err != nil {
		return 0, err
	}
	open, err := pg.List[Row](ctx, tx, sqlOpenDossier, r.PhaseID, r.Form, r.UnitID)
	if err != nil {
		return 0, err
	}
	if len(open) > 0 {
		r = open[0]
	}
	list, err := s.chosen(ctx, tx, w, &r, in)
	if err != nil {
		return 0, err
	}
	if list, err = s.passing(ctx, tx, w, &r, list, in.Skip); err != nil {
		return 0, err
	}
	if r.ID == 0 {
		if err := create(ctx, tx, a, now, w, &r); err != nil {
			return 0, err
		}
	} else if _, err := tx.Exec(ctx, sqlTouched, r.ID); err != nil {
		return 0, err
	}
	return r.ID, add(ctx, tx, a, now, &r, list)
}

func create(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w report.World, r *Row) error {
	d := award.NewDossier(award.Route{Form: r.Form, Roles: r.Roles}, a, now)
	first := d.Log[0]
	id, err := pg.Value[ID](ctx, tx, sqlPutDossier, r.Form, r.PhaseID, r.UnitID, r.AwardingID, r.Roles, d.State, d.Version, r.ScopePath, first.By)
	if err != nil {
		return err
	}
	if *r, err = pg.One[Row](ctx, tx, sqlDossier, id); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlPutStep, id, first.Act, first.From, first.State, first.Holder, first.By, first.On, first.Why); err != nil {
		return err
	}
	ph, _ := w.Plan.Phase(r.PhaseID)
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: "dossier.create", ObjectKind: "dossier", ObjectID: int64(id), Path: r.ScopePath,
		Summary: fmt.Sprintf("Lập %s, %s", r.Words(), ph.Name)})
}

// Words is "hồ sơ số 2 đề nghị tặng Giấy khen".
func (r *Row) Words() string {
	return fmt.Sprintf("hồ sơ số %d đề nghị tặng %s", r.No, r.Form.Label())
}

// add stores nominees. Somebody else may have put one of them forward since
// the guards looked: the constraint answers as they do.
func add(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, r *Row, list []Nominee) error {
	var names []string
	for i := range list {
		n := &list[i]
		_, err := pg.Value[int64](ctx, tx, sqlPutNominee, r.ID, r.PhaseID, r.Form, n.Subject, n.Team, n.PersonID(), n.Name, n.Detail, n.Span, n.Merit, signed(a, now))
		if pg.Violates(err, "nominee_active") {
			return refuse("danh-sach", n.Name+": vừa được đề nghị trong một hồ sơ khác của đợt này. Tải lại trang để xem.")
		}
		if err != nil {
			return err
		}
		names = append(names, n.Name)
	}
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.add", ObjectKind: "dossier", ObjectID: int64(r.ID), Path: r.ScopePath,
		Summary: fmt.Sprintf("Thêm %d trường hợp vào %s", len(list), r.Words()), After: map[string]any{"danh sách": names}})
}

func refuse(field, message string) error {
	var f fault.Fields
	f.Add(field, message)
	return f.Err()
}

// chosen are the nominees of a pick, not stored. Teams and members of other
// units are Missing.
func (s *Service) chosen(ctx context.Context, q pg.Querier, w report.World, r *Row, in Pick) ([]Nominee, error) {
	slices.Sort(in.Teams)
	slices.Sort(in.Persons)
	in.Teams, in.Persons = slices.Compact(in.Teams), slices.Compact(in.Persons)
	switch n := len(in.Teams) + len(in.Persons); {
	case n == 0:
		return nil, refuse("danh-sach", "Chọn ít nhất một tập thể hoặc cá nhân.")
	case n > MostPicked:
		return nil, refuse("danh-sach", fmt.Sprintf("Mỗi lần chọn tối đa %d trường hợp.", MostPicked))
	}
	l := &looking{w: w}
	guide, has, err := criteria.IssuedGuide(ctx, q, w.Plan, r.PhaseID)
	if err != nil {
		return nil, err
	}
	l.r, l.guide, l.has = r, guide, has
	ph, _ := w.Plan.Phase(r.PhaseID)
	var out []Nominee
	put := func(n Nominee) {
		n.Form, n.PhaseID, n.Dossier, n.State, n.Version = r.Form, r.PhaseID, r.ID, award.Nominated, 1
		n.Span = l.span(n.Subject, ph)
		n.Merit = merit(w, r.Form, n.Span, ph)
		out = append(out, n)
	}
	for _, t := range in.Teams {
		if u, ok := w.Tree.Unit(t); !ok || u.Level != org.Team || criteria.ProposingUnit(w, r.Form, t) != r.UnitID {
			return nil, fault.Missing()
		}
		put(Nominee{Subject: award.Team, Team: t, Name: l.teamName(t), Detail: l.above(t)})
	}
	careers, err := roster.Careers(ctx, q, nil, in.Persons)
	if err != nil {
		return nil, err
	}
	if len(careers) != len(in.Persons) {
		return nil, fault.Missing()
	}
	for i := range careers {
		c := &careers[i]
		last := c.Last()
		if criteria.ProposingUnit(w, r.Form, last.Team) != r.UnitID {
			return nil, fault.Missing()
		}
		put(Nominee{Subject: award.Member, Team: last.Team, Person: &c.Person, Name: c.Name, Detail: last.Position.Label() + ", " + l.where(last.Team)})
	}
	slices.SortStableFunc(out, func(x, y Nominee) int {
		return slices.Index(award.Subjects, x.Subject) - slices.Index(award.Subjects, y.Subject)
	})
	return out, nil
}

// passing asks the guards about nominees not stored yet.
func (s *Service) passing(ctx context.Context, q pg.Querier, w report.World, r *Row, list []Nominee, skip bool) ([]Nominee, error) {
	found, err := s.grounds(ctx, q, w, r, list)
	if err != nil {
		return nil, err
	}
	var f fault.Fields
	var out []Nominee
	said := map[string]bool{}
	for i, g := range found {
		var words string
		whole := false
		for _, x := range g.Findings {
			if x.Weight == award.Blocks {
				words, whole = x.Text+". "+x.Release, x.Guard == award.GuardCap
				break
			}
		}
		switch {
		case words == "":
			out = append(out, list[i])
		case whole && !said[words]: // of the unit, not of one
			said[words] = true
			f.Add("danh-sach", words)
		case !whole:
			f.Add("danh-sach", list[i].Name+": "+words)
		}
	}
	if err := f.Err(); err != nil && (!skip || len(out) == 0 || len(said) > 0) {
		return nil, err
	}
	return out, nil
}

// span is what the achievement is rewarded over: the guide's, else the phase
// for Giấy khen and the whole campaign for Bằng khen.
func (l *looking) span(s award.Subject, ph plan.LivePhase) string {
	if c, ok := l.criteria(s); ok {
		return c.Span
	}
	if l.r.Form == award.BangKhen {
		return plan.WholeCampaign
	}
	return ph.Code
}
