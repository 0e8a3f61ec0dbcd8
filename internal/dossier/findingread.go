package dossier

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

const (
	// Every active nomination of the campaign that is of one of the subjects, or
	// of somebody in one of the communes.
	sqlActive = `SELECT n.id, n.subject, n.team_id, coalesce(n.person_id, 0) AS person_id, n.name, n.form, n.phase_id, n.span, n.deeds, n.models, n.state, d.no, d.unit_id, p.birth_date,
  n.subject = 'member' AND n.team_id IN (SELECT l.child_id FROM unit_link l WHERE l.parent_id = ANY ($4::bigint[])) AS near
 FROM nominee n JOIN dossier d ON d.id = n.dossier_id JOIN phase h ON h.id = n.phase_id LEFT JOIN person p ON p.id = n.person_id
 WHERE h.campaign_id = $1 AND n.state NOT IN ('withdrawn', 'refused') AND (n.subject = 'team' AND n.team_id = ANY ($2::bigint[]) OR n.subject = 'member' AND n.person_id = ANY ($3::bigint[])
  OR n.subject = 'member' AND n.team_id IN (SELECT l.child_id FROM unit_link l WHERE l.parent_id = ANY ($4::bigint[]))) ORDER BY n.id`
	sqlBirths = `SELECT id, birth_date FROM person WHERE id = ANY ($1::bigint[])`
	// How many a unit nominates for a form, by subject: those declined are not
	// asked for any more.
	sqlAsked = `SELECT n.subject, count(*) AS n FROM nominee n JOIN dossier d ON d.id = n.dossier_id
 WHERE d.phase_id = $1 AND d.form = $2 AND d.unit_id = $3 AND n.state NOT IN ('withdrawn', 'refused', 'declined') GROUP BY n.subject`
	// The newest texts of the phase's active nominees within a place: a member's
	// own, a team's.
	sqlTexts = `SELECT DISTINCT ON (t.nominee_id) t.nominee_id, n.subject, n.name, n.detail, t.body, t.figures FROM nominee_text t JOIN nominee n ON n.id = t.nominee_id JOIN dossier d ON d.id = n.dossier_id
 WHERE d.phase_id = $1 AND starts_with(d.scope_path, $2) AND n.state NOT IN ('withdrawn', 'refused') AND t.section = CASE WHEN n.subject = 'team' THEN 'team' ELSE 'own' END
 ORDER BY t.nominee_id, t.version DESC`
)

type activeRow struct {
	ID      int64              `db:"id"`
	Subject award.Subject      `db:"subject"`
	Team    org.UnitID         `db:"team_id"`
	Person  roster.PersonID    `db:"person_id"`
	Name    string             `db:"name"`
	Form    award.Form         `db:"form"`
	PhaseID int64              `db:"phase_id"`
	Span    string             `db:"span"`
	Deeds   []register.DeedID  `db:"deeds"`
	Models  []register.ModelID `db:"models"`
	State   award.NomineeState `db:"state"`
	No      int                `db:"no"`
	Unit    org.UnitID         `db:"unit_id"`
	Birth   *clock.Day         `db:"birth_date"`
	Near    bool               `db:"near"`
}

// looking is one look at a dossier's nominees, or at those about to be.
type looking struct {
	w     report.World
	r     *Row
	phase plan.LivePhase
	set   criteria.Settings
	guide criteria.Guide
	has   bool // a guide
	facts map[subjectKey]*award.Candidate
	model []register.Model
	act   []activeRow
	birth map[roster.PersonID]*clock.Day
	asked map[award.Subject]int
	size  map[award.Subject]int // how many subjects the unit has
	texts *award.Copies
	mine  map[NomineeID]award.Text
}

type subjectKey struct {
	subject award.Subject
	id      int64
}

func (n *Nominee) key() subjectKey {
	if n.Subject == award.Member {
		return subjectKey{award.Member, int64(n.PersonID())}
	}
	return subjectKey{award.Team, int64(n.Team)}
}

// look reads everything the guards and the criteria ask for.
func (s *Service) look(ctx context.Context, q pg.Querier, w report.World, r *Row, list []Nominee) (*looking, error) {
	l := &looking{w: w, r: r, facts: map[subjectKey]*award.Candidate{}, birth: map[roster.PersonID]*clock.Day{}, asked: map[award.Subject]int{}}
	l.phase, _ = w.Plan.Phase(r.PhaseID)
	var err error
	if l.set, err = criteria.LoadSettings(ctx, q); err != nil {
		return nil, err
	}
	if l.guide, l.has, err = criteria.IssuedGuide(ctx, q, w.Plan, r.PhaseID); err != nil {
		return nil, err
	}
	teams, persons, communes := []org.UnitID{}, []roster.PersonID{}, []org.UnitID{}
	for i := range list {
		if list[i].Subject == award.Team {
			teams = append(teams, list[i].Team)
			continue
		}
		persons = append(persons, list[i].PersonID())
		if c := l.commune(list[i].Team); c != 0 && !slices.Contains(communes, c) {
			communes = append(communes, c)
		}
	}
	found, err := s.Criteria.Candidates(ctx, q, w, criteria.Ask{Form: r.Form, Phase: l.phase, Teams: teams, Persons: persons})
	if err != nil {
		return nil, err
	}
	for i := range found {
		c := &found[i]
		l.facts[subjectKey{c.Subject, map[award.Subject]int64{award.Team: int64(c.Team), award.Member: int64(c.Person)}[c.Subject]}] = c
	}
	if err := l.credited(ctx, q, teams, persons); err != nil {
		return nil, err
	}
	if l.act, err = pg.List[activeRow](ctx, q, sqlActive, w.Plan.CampaignID, teams, persons, communes); err != nil {
		return nil, err
	}
	births, err := pg.List[struct {
		ID    roster.PersonID `db:"id"`
		Birth *clock.Day      `db:"birth_date"`
	}](ctx, q, sqlBirths, persons)
	if err != nil {
		return nil, err
	}
	for _, b := range births {
		l.birth[b.ID] = b.Birth
	}
	for i := range list {
		if list[i].ID == 0 {
			l.asked[list[i].Subject]++
		}
	}
	if err := l.count(ctx, q); err != nil {
		return nil, err
	}
	return l, l.read(ctx, q)
}

// count counts the unit's subjects and those it asks for.
func (l *looking) count(ctx context.Context, q pg.Querier) error {
	asked, err := pg.List[struct {
		Subject award.Subject `db:"subject"`
		N       int           `db:"n"`
	}](ctx, q, sqlAsked, l.r.PhaseID, l.r.Form, l.r.UnitID)
	if err != nil {
		return err
	}
	for _, a := range asked {
		l.asked[a.Subject] += a.N
	}
	teams := l.w.Tree.Teams(l.r.UnitID, l.w.Day)
	l.size = map[award.Subject]int{award.Team: len(teams)}
	if c, ok := l.criteria(award.Member); !ok || c.Cap == nil {
		return nil
	}
	heads, err := roster.Headcounts(ctx, q, teams, l.w.Day)
	for _, n := range heads {
		l.size[award.Member] += n
	}
	return err
}

// read takes the texts of the proposing unit's district: copying is done among
// neighbours.
func (l *looking) read(ctx context.Context, q pg.Querier) error {
	within := l.w.Tree.Path(l.r.UnitID, l.w.Day)
	if d := l.w.Tree.Ancestor(l.r.UnitID, org.District, l.w.Day); d != 0 {
		within = l.w.Tree.Path(d, l.w.Day)
	}
	rows, err := pg.List[struct {
		Nominee NomineeID     `db:"nominee_id"`
		Subject award.Subject `db:"subject"`
		Name    string        `db:"name"`
		Detail  string        `db:"detail"`
		Body    string        `db:"body"`
		Figures []TextFigure  `db:"figures"`
	}](ctx, q, sqlTexts, l.r.PhaseID, within)
	if err != nil {
		return err
	}
	l.mine = map[NomineeID]award.Text{}
	var all []award.Text
	var house strings.Builder
	for _, x := range rows {
		t := award.Text{Ref: award.Ref{Kind: award.RefNominee, ID: int64(x.Nominee)}, Whose: x.Name, Text: x.Body}
		if x.Detail != "" {
			t.Whose += " (" + vi.LowerFirst(x.Detail) + ")"
		}
		for _, f := range x.Figures {
			house.WriteString(f.Said + "\n")
		}
		l.mine[x.Nominee] = t
		all = append(all, t)
	}
	l.texts = award.NewCopies(l.set.Copy, all, house.String())
	return nil
}

func (l *looking) criteria(s award.Subject) (award.Criteria, bool) {
	if !l.has {
		return award.Criteria{}, false
	}
	i := slices.IndexFunc(l.guide.Criteria, func(c award.Criteria) bool { return c.Form == l.r.Form && c.Subject == s })
	if i < 0 {
		return award.Criteria{}, false
	}
	return l.guide.Criteria[i], true
}

// commune is a team's, today's or its last.
func (l *looking) commune(team org.UnitID) org.UnitID {
	c, _ := l.w.Tree.CommuneNow(team, l.w.Day)
	return c
}

func (l *looking) name(id org.UnitID) string {
	day := l.w.Day
	if u, ok := l.w.Tree.Unit(id); ok && !u.During.Open() && u.During.LastDay() < day {
		day = u.During.LastDay()
	}
	return l.w.Tree.Name(id, day).Full()
}

// where is "Tổ bảo vệ ANTT khu phố 5, phường Kinh Dinh".
func (l *looking) where(team org.UnitID) string {
	text := vi.UpperFirst(l.name(team))
	if c := l.commune(team); c != 0 {
		text += ", " + l.name(c)
	}
	return text
}

// nomination is a stored one as the guards read it; of one whose result is
// known the award itself tells.
func (l *looking) nomination(a *activeRow) award.Nomination {
	ph, _ := l.w.Plan.Phase(a.PhaseID)
	n := award.Nomination{ID: a.ID, Subject: a.Subject, Team: a.Team, Person: a.Person, Name: a.Name, Form: a.Form, Phase: ph.Code, Over: a.State.Final(),
		Achievement: award.Achievement{Span: a.Span, Deeds: a.Deeds, Models: a.Models}}
	n.Dossier = fmt.Sprintf("hồ sơ số %d của %s", a.No, l.name(a.Unit))
	return n
}

func (l *looking) identity(p roster.PersonID, name string, team org.UnitID, birth *clock.Day) award.Identity {
	return award.Identity{Person: p, Name: name, Birth: birth, Unit: l.commune(team), Where: l.where(team)}
}

// near are the nominees and awarded persons of the communes.
func (l *looking) near() []award.Identity {
	var out []award.Identity
	seen := map[roster.PersonID]bool{}
	for i := range l.act {
		if a := &l.act[i]; a.Near && !seen[a.Person] {
			seen[a.Person] = true
			out = append(out, l.identity(a.Person, a.Name, a.Team, a.Birth))
		}
	}
	return out
}
