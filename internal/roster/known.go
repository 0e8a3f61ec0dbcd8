package roster

import (
	"context"
	"errors"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Known is somebody on record who may be the one being added.
type Known struct {
	Person   PersonID
	FullName string
	Birth    *clock.Day
	Gender   Gender
	MaskedID string
	Team     org.UnitID // of the latest service
	Since    clock.Day
	Left     *clock.Day
	SameID   bool // by citizen id; otherwise by name and birth year
	Visible  bool // the team is in the actor's sight
}

// Serving tells whether the latest service goes on after the day.
func (k Known) Serving(day clock.Day) bool { return k.Left == nil || *k.Left > day }

const (
	sqlLatest = `
SELECT p.id AS person, p.full_name, p.birth_date, p.gender, p.citizen_id, s.team_id, lower(s.during) AS since, upper(s.during) AS left_on
FROM person p CROSS JOIN LATERAL (SELECT team_id, during FROM service s WHERE s.person_id = p.id
  ORDER BY (s.withdrawn_at IS NULL) DESC, lower(s.during) DESC, s.id DESC LIMIT 1) s`
	sqlKnownByID = sqlLatest + ` WHERE p.citizen_id = $1`
)

// Names in one's own reach only: a stranger's name and birth year are not
// given away to whoever guesses them.
var sqlKnownByName = sqlLatest + ` WHERE s.team_id = ANY ($1::bigint[]) AND ` + pg.Fold("p.full_name") + ` = $2
  AND (p.birth_date IS NULL OR $3::int = 0 OR extract(year FROM p.birth_date) = $3) ORDER BY p.id LIMIT 10`

type knownRow struct {
	Person    PersonID   `db:"person"`
	FullName  string     `db:"full_name"`
	BirthDate *clock.Day `db:"birth_date"`
	Gender    Gender     `db:"gender"`
	CitizenID string     `db:"citizen_id"`
	TeamID    org.UnitID `db:"team_id"`
	Since     clock.Day  `db:"since"`
	LeftOn    *clock.Day `db:"left_on"`
}

// Find looks for people already on record: everywhere by the same citizen id,
// among the actor's own by the same name without marks and the same birth
// year.
func (s *Service) Find(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in Enrolment) ([]Known, error) {
	return find(ctx, s.DB, a, now, tree, in)
}

func find(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, tree *org.Tree, in Enrolment) ([]Known, error) {
	scope, err := access.ScopeOf(a, access.RosterRead)
	if err != nil {
		return nil, err
	}
	in.clean()
	if in.CitizenID != "" && citizenForm.MatchString(in.CitizenID) {
		rows, err := pg.List[knownRow](ctx, q, sqlKnownByID, in.CitizenID)
		if err != nil || len(rows) > 0 {
			return knownOf(a, now, tree, rows, true), err
		}
	}
	if in.FullName == "" {
		return nil, nil
	}
	year := 0
	if in.Birth != nil {
		year, _, _ = in.Birth.Date()
	}
	rows, err := pg.List[knownRow](ctx, q, sqlKnownByName, tree.TeamsWithin(scope, now.Today), vi.Fold(in.FullName), year)
	if err != nil {
		return nil, err
	}
	var alike []knownRow
	for _, r := range rows { // two different ids of today's form are two people
		if len(r.CitizenID) != 12 || len(in.CitizenID) != 12 || r.CitizenID == in.CitizenID {
			alike = append(alike, r)
		}
	}
	return knownOf(a, now, tree, alike, false), nil
}

func knownOf(a access.Actor, now clock.Moment, tree *org.Tree, rows []knownRow, same bool) []Known {
	var list []Known
	for _, r := range rows {
		list = append(list, Known{Person: r.Person, FullName: r.FullName, Birth: r.BirthDate, Gender: r.Gender, MaskedID: MaskID(r.CitizenID), Team: r.TeamID,
			Since: r.Since, Left: r.LeftOn, SameID: same, Visible: a.Can(access.RosterRead, tree.PlaceNow(r.TeamID, now.Today))})
	}
	return list
}

// Alike is the answer to adding somebody who may be on record already: the
// page shows them and asks.
type Alike struct{ People []Known }

func (e *Alike) Error() string { return "roster: people alike are on record" }

// Added is the service begun, or, where the form was sent before, only the
// address of what was made then.
type Added struct {
	Done
	URL      string
	Repeated bool
}

// Add enrols somebody by a form with its key; the same form sent twice makes
// one. Where people alike are on record it stores nothing and answers *Alike,
// unless sure. A person on record is taken only by who sees a team of theirs
// or typed their citizen id.
func (s *Service) Add(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, key string, url func(PersonID) string, in Enrolment, sure bool) (Added, error) {
	made := Added{Repeated: true}
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		if _, err := mayWrite(a, now, tree, in.Team); err != nil {
			return err
		}
		var err error
		made.URL, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			made.Repeated = false
			if err := s.admit(ctx, tx, a, now, tree, in, sure); err != nil {
				return "", err
			}
			x, err := enrol(ctx, tx, a, now, tree, in)
			if err != nil {
				return "", err
			}
			row, err := pg.One[personRow](ctx, tx, sqlPerson, x.Person)
			if err != nil {
				return "", err
			}
			made.Warnings = Warnings(row.BirthDate, row.Gender, row.CitizenID, now.Today)
			why := x.FullName + " tham gia " + tree.Name(x.Team, now.Today).Full() + " từ ngày " + x.From.String()
			return url(x.Person), s.moved(ctx, tx, &made.Done, a, now, tree, x.From, until(x.Left), why, x.Team)
		})
		return err
	})
	return made, err
}

func (s *Service) admit(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Enrolment, sure bool) error {
	if in.Person == 0 {
		var f fault.Fields
		in.clean()
		if in.check(&f, now, tree); !f.Empty() {
			return f.Err() // first what was typed must hold
		}
		alike, err := find(ctx, tx, a, now, tree, in)
		if err != nil || len(alike) == 0 || sure && !alike[0].SameID {
			return err
		}
		return &Alike{alike}
	}
	if _, _, err := profile(ctx, tx, a, now, tree, in.Person); err == nil {
		return nil
	}
	alike, err := find(ctx, tx, a, now, tree, Enrolment{CitizenID: in.CitizenID})
	if err != nil {
		return err
	}
	for _, k := range alike {
		if k.SameID && k.Person == in.Person {
			return nil
		}
	}
	return fault.Missing()
}

// AlikeOf are the people an error asks about, nil where it is another.
func AlikeOf(err error) []Known {
	var e *Alike
	if errors.As(err, &e) {
		return e.People
	}
	return nil
}
