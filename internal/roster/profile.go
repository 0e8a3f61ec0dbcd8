package roster

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Profile is a person with all services, the latest first. Who keeps only a
// former team's roster sees only the services there, and no phone.
type Profile struct {
	ID       PersonID
	Version  int
	FullName string
	Birth    *clock.Day
	Gender   Gender
	MaskedID string
	Phone    string
	Home     org.UnitID // team of the latest service; its commune keeps the person
	Writable bool
	Partial  bool // services elsewhere are left out
	Spells   []Spell
	Warnings []Warning
}

const sqlPerson = `SELECT id, full_name, birth_date, gender, citizen_id, phone, version FROM person WHERE id = $1`

type personRow struct {
	ID        PersonID   `db:"id"`
	FullName  string     `db:"full_name"`
	BirthDate *clock.Day `db:"birth_date"`
	Gender    Gender     `db:"gender"`
	CitizenID string     `db:"citizen_id"`
	Phone     string     `db:"phone"`
	Version   int        `db:"version"`
}

// Profile is a person the actor's teams know or knew.
func (s *Service) Profile(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id PersonID) (Profile, error) {
	p, _, err := profile(ctx, s.DB, a, now, tree, id)
	return p, err
}

func profile(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, tree *org.Tree, id PersonID) (Profile, personRow, error) {
	if err := access.CheckRole(a, access.RosterRead); err != nil {
		return Profile{}, personRow{}, err
	}
	row, err := pg.One[personRow](ctx, q, sqlPerson, id)
	if err != nil {
		return Profile{}, row, err
	}
	spells, err := pg.List[Spell](ctx, q, sqlSpells, id)
	if err != nil {
		return Profile{}, row, err
	}
	p := Profile{ID: row.ID, Version: row.Version, FullName: row.FullName, Birth: row.BirthDate, Gender: row.Gender, MaskedID: MaskID(row.CitizenID),
		Phone: row.Phone, Warnings: Warnings(row.BirthDate, row.Gender, row.CitizenID, now.Today)}
	for i, x := range spells {
		seen := a.Can(access.RosterRead, tree.PlaceNow(x.Team, now.Today))
		if i == 0 {
			p.Home, p.Partial = x.Team, !seen
		}
		commune, _ := tree.CommuneNow(x.Team, now.Today)
		x.Writable = a.Can(access.RosterWrite, tree.Place(commune, now.Today))
		if i == 0 {
			p.Writable = x.Writable
		}
		if seen || !p.Partial {
			p.Spells = append(p.Spells, x)
		}
	}
	if len(p.Spells) == 0 || p.Partial && !hasCounting(p.Spells) {
		return Profile{}, row, fault.Missing()
	}
	if p.Partial {
		p.Phone = ""
	}
	return p, row, nil
}

// hasCounting tells whether a service was not withdrawn: one entered by
// mistake gives no sight of a person who is elsewhere.
func hasCounting(list []Spell) bool {
	for _, x := range list {
		if x.WithdrawnAt == nil {
			return true
		}
	}
	return false
}

// Seat is a team in the actor's sight where the person serves or served last,
// for CitizenID.
func (p Profile) Seat(a access.Actor, now clock.Moment, tree *org.Tree) org.UnitID {
	for _, x := range p.Spells {
		if a.Can(access.RosterRead, tree.PlaceNow(x.Team, now.Today)) {
			return x.Team
		}
	}
	return 0
}
