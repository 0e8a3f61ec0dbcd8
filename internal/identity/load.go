package identity

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/sessions"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Loaded is who a request comes from. The zero Actor is nobody; an actor with
// a user and no role has no appointment in force and may do nothing.
type Loaded struct {
	Actor      access.Actor
	MustChange bool // an initial password: nothing else before it is changed
	OrgRev     int64
	PlanRev    int64
	Session    SessionID
	Expired    bool // a cookie came, but its session is over
}

// live is a session row with its user, appointments in force and revisions.
type live struct {
	id         SessionID
	userID     int64
	name       string
	title      string
	mustChange bool
	data       []byte
	seenAt     time.Time
	orgRev     int64
	planRev    int64
	appointed  []appointed
}

type appointed struct {
	id, unitID int64
	role       access.Role
	acting     bool
}

// sqlLive is the one statement of every request: the session by its cookie's
// hash, and the revisions of what the process keeps.
const sqlLive = `SELECT s.user_id, s.data, s.seen_at, (SELECT n FROM revision WHERE scope = 'identity'),
 (SELECT n FROM revision WHERE scope = 'org'), (SELECT n FROM revision WHERE scope = 'plan')
 FROM session s WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3`

// readLive is nil where there is no such session, it is over, or its user is
// disabled.
func (s *Service) readLive(ctx context.Context, q pg.Querier, id SessionID, day clock.Day, now time.Time) (*live, error) {
	l := &live{id: id}
	var rev int64
	err := q.QueryRow(ctx, sqlLive, id[:], now, now.Add(-s.set.Idle)).Scan(&l.userID, &l.data, &l.seenAt, &rev, &l.orgRev, &l.planRev)
	if pg.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, pg.Map(err)
	}
	all, err := s.crowd.at(ctx, q, rev)
	if err != nil {
		return nil, err
	}
	x := all.byID[l.userID]
	if x == nil {
		return nil, nil
	}
	l.name, l.title, l.mustChange, l.appointed = x.name, x.title, x.mustChange, x.on(day)
	return l, nil
}

// Load finds out who a request comes from, in one statement; a request
// without a cookie costs none. It never writes: that the session was seen is
// noted at most once a minute, afterwards and together with others.
func (s *Service) Load(r *http.Request) (Loaded, error) {
	session, err := sessions.GetRegistry(r).Get(s.Store(), s.CookieName())
	if err != nil {
		return Loaded{}, err
	}
	l, _ := session.Values[liveKey{}].(*live)
	if l == nil {
		_, err := r.Cookie(s.CookieName())
		return Loaded{Expired: err == nil}, nil
	}
	units, err := s.org.At(r.Context(), l.orgRev)
	if err != nil {
		return Loaded{}, err
	}
	return Loaded{Actor: l.actor(units, clock.Today(s.clocks.Business), chosen(session.Values)), MustChange: l.mustChange,
		OrgRev: l.orgRev, PlanRev: l.planRev, Session: l.id}, nil
}

// actor acts in the chosen appointment, or else in the first: an own one
// before an acting one, the older before the newer.
func (l *live) actor(units *org.Tree, day clock.Day, chosen int64) access.Actor {
	a := access.Actor{UserID: l.userID, Name: l.name, Title: l.title}
	pick := -1
	for i, p := range l.appointed {
		if p.id == chosen {
			pick = i
			break
		}
		if pick < 0 || before(p, l.appointed[pick]) {
			pick = i
		}
	}
	for i, p := range l.appointed {
		full := access.Appointment{ID: p.id, Role: p.role, UnitID: p.unitID, UnitName: units.Name(org.UnitID(p.unitID), day).Full(),
			Path: units.Place(org.UnitID(p.unitID), day).Path, Acting: p.acting}
		if i == pick {
			a.Appointment = full
		} else {
			a.Others = append(a.Others, full)
		}
	}
	return a
}

func before(a, b appointed) bool {
	if a.acting != b.acting {
		return b.acting
	}
	return a.id < b.id
}

// What a session keeps besides its user: JSON of a few strings, empty for most.
const chosenKey = "as" // id of the appointment acted in

func chosen(values map[any]any) int64 {
	s, _ := values[chosenKey].(string)
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

func encodeValues(values map[any]any) ([]byte, error) {
	m := map[string]any{}
	for k, v := range values {
		if name, ok := k.(string); ok {
			m[name] = v
		}
	}
	if len(m) == 0 {
		return []byte{}, nil
	}
	return json.Marshal(m)
}

func decodeValues(data []byte, into map[any]any) error {
	if len(data) == 0 {
		return nil
	}
	m := map[string]any{}
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	for k, v := range m {
		into[k] = v
	}
	return nil
}
