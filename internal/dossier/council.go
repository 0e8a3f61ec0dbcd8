package dossier

import (
	"context"
	"encoding/json"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// MeetingID keys council_meeting.
type MeetingID int64

// Meeting is a sitting of a unit's council as stored.
type Meeting struct {
	ID        MeetingID         `db:"id"`
	UnitID    org.UnitID        `db:"unit_id"`
	Form      award.Form        `db:"form"`
	PhaseID   int64             `db:"phase_id"`
	HeldOn    clock.Day         `db:"held_on"`
	Began     string            `db:"began"` // "08:00", "" not written down
	Ended     string            `db:"ended"`
	Venue     string            `db:"venue"`
	Rule      award.CouncilRule `db:"rule"`
	Remarks   string            `db:"remarks"`
	Number    string            `db:"number"`
	Version   int               `db:"version"`
	Opened    award.Signature   `db:"opened"`
	Closed    *award.Signature  `db:"closed"`
	ScopePath string            `db:"scope_path"`
}

// Place is the unit's whose council it is.
func (m *Meeting) Place() access.Place {
	return access.Place{UnitID: int64(m.UnitID), Path: m.ScopePath}
}

// Kept tells whether the minutes are kept: then nothing of it changes.
func (m *Meeting) Kept() bool { return m.Closed != nil }

// Brought is a dossier before a meeting, or one that could be.
type Brought struct {
	ID      ID
	No      int
	UnitID  org.UnitID
	State   award.State
	Version int
	Here    bool // before this meeting
}

// Councillor is a member at one meeting, with the place in its list.
type Councillor struct {
	award.Councillor
	Place int
}

// Sitting is a meeting with all that its page and its minutes show.
type Sitting struct {
	Meeting
	Members  []Councillor
	Votes    []award.Vote
	Dossiers []Brought // here first
	Nominees []Nominee // of the dossiers here, voted on or to be voted on
}

const (
	meetingColumns = `m.id, m.unit_id, m.form, m.phase_id, m.held_on, m.began, m.ended, m.venue, m.rule, m.remarks, m.number, m.version, m.opened, m.closed, m.scope_path`
	sqlMeeting     = `SELECT ` + meetingColumns + ` FROM council_meeting m WHERE m.id = $1`
	sqlLockMeeting = sqlMeeting + ` FOR UPDATE OF m`

	// A district also lays its own proposals before its council, before it sends them.
	sqlBrought = `SELECT ` + meetingColumns + `, coalesce((SELECT jsonb_agg(jsonb_build_object('ID', d.id, 'No', d.no, 'UnitID', d.unit_id, 'State', d.state, 'Version', d.version, 'Here', c.dossier_id IS NOT NULL)
   ORDER BY c.dossier_id IS NULL, d.scope_path, d.no)
  FROM dossier d LEFT JOIN council_dossier c ON c.dossier_id = d.id AND c.meeting_id = m.id
  WHERE c.dossier_id IS NOT NULL OR m.closed IS NULL AND d.form = m.form AND d.phase_id = m.phase_id
   AND (d.awarding_id = m.unit_id AND (d.state = 'appraising' OR d.state = 'council' AND NOT EXISTS (SELECT FROM council_dossier x WHERE x.dossier_id = d.id))
    OR d.unit_id = m.unit_id AND d.unit_id <> d.awarding_id AND d.state IN ('draft', 'returned'))), '[]') AS brought
 FROM council_meeting m WHERE m.id = $1`

	sqlCouncillors = `SELECT c.id, c.place, c.name, c.title, c.seat, c.attendance, c.excuse, coalesce((SELECT jsonb_agg(jsonb_build_object('Councillor', v.member_id, 'Nominee', v.nominee_id,
   'Choice', v.choice, 'Written', v.written, 'Recused', v.recused) ORDER BY v.nominee_id) FROM council_vote v WHERE v.member_id = c.id), '[]') AS votes
 FROM council_member c WHERE c.meeting_id = $1 ORDER BY c.place`

	sqlBroughtNominees = `SELECT ` + nomineeColumns + ` FROM nominee n JOIN council_dossier c ON c.dossier_id = n.dossier_id JOIN dossier d ON d.id = n.dossier_id
 WHERE c.meeting_id = $1 AND (n.state NOT IN ('withdrawn', 'declined', 'refused')
   OR EXISTS (SELECT FROM council_vote v JOIN council_member w ON w.id = v.member_id WHERE v.nominee_id = n.id AND w.meeting_id = $1))
 ORDER BY n.subject DESC, d.scope_path, n.dossier_id, n.place, n.id`
)

type councillorRow struct {
	ID         int64            `db:"id"`
	Place      int              `db:"place"`
	Name       string           `db:"name"`
	Title      string           `db:"title"`
	Seat       award.Seat       `db:"seat"`
	Attendance award.Attendance `db:"attendance"`
	Excuse     string           `db:"excuse"`
	Votes      []award.Vote     `db:"votes"`
}

// Rules is the meeting as award's rules count it.
func (s *Sitting) Rules() *award.Meeting {
	m := &award.Meeting{Rule: s.Rule, Votes: s.Votes}
	for _, c := range s.Members {
		m.Members = append(m.Members, c.Councillor)
	}
	return m
}

// Tally is a nominee's votes; once the minutes are kept what was not given
// counts as none.
func (s *Sitting) Tally(n NomineeID) award.VoteTally { return s.Rules().Count(int64(n), s.Kept()) }

// Writable tells whether the actor may write in it now.
func (s *Sitting) Writable(a access.Actor) bool {
	return !s.Kept() && a.UnitID == int64(s.UnitID) && a.Can(access.AwardJudge, s.Place())
}

func (s *Sitting) ids() []int64 {
	out := make([]int64, len(s.Nominees))
	for i := range s.Nominees {
		out[i] = int64(s.Nominees[i].ID)
	}
	return out
}

// nominee is one of those voted on, nil where it is none.
func (s *Sitting) nominee(id NomineeID) *Nominee {
	if i := slices.IndexFunc(s.Nominees, func(n Nominee) bool { return n.ID == id }); i >= 0 {
		return &s.Nominees[i]
	}
	return nil
}

// fill reads what belongs to the meeting.
func (s *Sitting) fill(ctx context.Context, q pg.Querier) error {
	rows, err := pg.List[councillorRow](ctx, q, sqlCouncillors, s.ID)
	if err != nil {
		return err
	}
	s.Members, s.Votes = nil, nil
	for _, r := range rows {
		s.Members = append(s.Members, Councillor{award.Councillor{ID: r.ID, Name: r.Name, Title: r.Title, Seat: r.Seat, Attendance: r.Attendance, Excuse: r.Excuse}, r.Place})
		s.Votes = append(s.Votes, r.Votes...)
	}
	s.Nominees, err = pg.List[Nominee](ctx, q, sqlBroughtNominees, s.ID)
	return err
}

// Sitting is a meeting the actor may look into, whoever does not judge only
// once its minutes are kept: three statements.
func (s *Service) Sitting(ctx context.Context, q pg.Querier, a access.Actor, id MeetingID) (*Sitting, error) {
	if err := access.CheckRole(a, access.CouncilRead); err != nil {
		return nil, err
	}
	row, err := pg.One[struct {
		Meeting
		Brought json.RawMessage `db:"brought"`
	}](ctx, q, sqlBrought, id)
	if err != nil {
		return nil, err
	}
	x := &Sitting{Meeting: row.Meeting}
	if err := access.Check(a, access.CouncilRead, x.Place()); err != nil {
		return nil, err
	}
	if !x.Kept() && !a.May(access.AwardJudge) {
		return nil, fault.Missing()
	}
	if err := json.Unmarshal(row.Brought, &x.Dossiers); err != nil {
		return nil, err
	}
	return x, x.fill(ctx, q)
}

// MeetingFilter narrows the list; zero values do not narrow.
type MeetingFilter struct {
	Phase int64
	Form  award.Form
	Open  *bool
}

// MeetingLine is a meeting in the list.
type MeetingLine struct {
	Meeting
	Dossiers int `db:"dossiers"`
	Nominees int `db:"nominees"`
	Members  int `db:"members"`
	Present  int `db:"present"`
}

const sqlMeetings = `SELECT ` + meetingColumns + `,
  (SELECT count(*)::int FROM council_dossier c WHERE c.meeting_id = m.id) AS dossiers,
  (SELECT count(*)::int FROM council_dossier c JOIN nominee n ON n.dossier_id = c.dossier_id WHERE c.meeting_id = m.id AND n.state <> 'withdrawn') AS nominees,
  (SELECT count(*)::int FROM council_member w WHERE w.meeting_id = m.id) AS members,
  (SELECT count(*)::int FROM council_member w WHERE w.meeting_id = m.id AND w.attendance = 'present') AS present
 FROM council_meeting m WHERE m.scope_path >= $1 AND m.scope_path < $2 AND ($3::bigint = 0 OR m.phase_id = $3) AND ($4::text = '' OR m.form = $4)
  AND ($5::boolean IS NULL OR (m.closed IS NULL) = $5) AND ($6::boolean OR m.closed IS NOT NULL) ORDER BY m.held_on DESC, m.id DESC`

// Meetings are those of the actor's scope, newest first, kept ones alone for
// who does not judge: one statement.
func (s *Service) Meetings(ctx context.Context, q pg.Querier, a access.Actor, f MeetingFilter) ([]MeetingLine, error) {
	scope, err := access.ScopeOf(a, access.CouncilRead)
	if err != nil {
		return nil, err
	}
	return pg.List[MeetingLine](ctx, q, sqlMeetings, scope.From(), scope.To(), f.Phase, string(f.Form), f.Open, a.May(access.AwardJudge))
}
