package plan

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// Book keeps the process's snapshot of the campaign.
type Book struct {
	q        pg.Querier
	mu       sync.Mutex // one reload at a time
	live     atomic.Pointer[Live]
	versions map[int64]*Rules // parsed once each; a version never changes
}

// NewBook reads through q, usually the pool.
func NewBook(q pg.Querier) *Book { return &Book{q: q, versions: map[int64]*Rules{}} }

// At is the campaign at revision rev or newer; requests take rev from the
// statement that loads their session, so a cached one costs nothing.
func (b *Book) At(ctx context.Context, rev int64) (*Live, error) {
	if l := b.live.Load(); l != nil && l.Revision >= rev {
		return l, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if l := b.live.Load(); l != nil && l.Revision >= rev {
		return l, nil
	}
	l, err := ReadLive(ctx, b.q, b.versions)
	if err != nil {
		return nil, err
	}
	b.live.Store(l)
	return l, nil
}

const sqlPlanRevision = `SELECT n FROM revision WHERE scope = 'plan'`

// Now is the newest campaign: it reads the revision first.
func (b *Book) Now(ctx context.Context) (*Live, error) {
	rev, err := pg.Value[int64](ctx, b.q, sqlPlanRevision)
	if err != nil {
		return nil, err
	}
	return b.At(ctx, rev)
}

const sqlCampaign = `SELECT c.id, (SELECT n FROM revision WHERE scope = 'plan') FROM campaign c ORDER BY c.id DESC LIMIT 1`

const sqlVersions = `SELECT id, definition, plan_text FROM plan_version WHERE campaign_id = $1 ORDER BY number`

const sqlPhases = `SELECT id, ordinal, code, name, slogan, starts_on, ends_on, report_before FROM phase WHERE campaign_id = $1 ORDER BY ordinal`

const sqlPeriods = `SELECT id, phase_id, ordinal, label, starts_on, ends_on, opens_on, submit_from, due_on, closes_before, plan_version_id
 FROM period WHERE campaign_id = $1 ORDER BY ordinal`

const sqlParticipants = `SELECT unit_id FROM participation WHERE campaign_id = $1 ORDER BY unit_id`

type versionRow struct {
	ID         int64  `db:"id"`
	Definition string `db:"definition"`
	PlanText   string `db:"plan_text"`
}

type phaseRow struct {
	ID           int64     `db:"id"`
	Ordinal      int       `db:"ordinal"`
	Code         string    `db:"code"`
	Name         string    `db:"name"`
	Slogan       string    `db:"slogan"`
	StartsOn     clock.Day `db:"starts_on"`
	EndsOn       clock.Day `db:"ends_on"`
	ReportBefore clock.Day `db:"report_before"`
}

type periodRow struct {
	ID            int64     `db:"id"`
	PhaseID       int64     `db:"phase_id"`
	Ordinal       int       `db:"ordinal"`
	Label         string    `db:"label"`
	StartsOn      clock.Day `db:"starts_on"`
	EndsOn        clock.Day `db:"ends_on"`
	OpensOn       clock.Day `db:"opens_on"`
	SubmitFrom    clock.Day `db:"submit_from"`
	DueOn         clock.Day `db:"due_on"`
	ClosesBefore  clock.Day `db:"closes_before"`
	PlanVersionID int64     `db:"plan_version_id"`
}

// ErrNoCampaign: no plan has been loaded yet.
var ErrNoCampaign = fault.New(fault.Unavailable, "Chưa nạp kế hoạch phong trào thi đua. Quản trị hệ thống cần nạp kế hoạch trước.")

// ReadLive reads the newest campaign through q; inside a transaction it sees
// what that wrote. known holds versions parsed before and gains new ones.
func ReadLive(ctx context.Context, q pg.Querier, known map[int64]*Rules) (*Live, error) {
	var l Live
	if err := q.QueryRow(ctx, sqlCampaign).Scan(&l.CampaignID, &l.Revision); err != nil {
		if pg.None(err) {
			return nil, ErrNoCampaign
		}
		return nil, pg.Map(err)
	}
	versions, err := pg.List[versionRow](ctx, q, sqlVersions, l.CampaignID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if known[v.ID] == nil {
			d, err := Parse([]byte(v.Definition))
			if err != nil {
				return nil, errors.Join(errors.New("stored plan version does not parse"), err)
			}
			if err := d.Attach(v.PlanText); err != nil {
				return nil, err
			}
			known[v.ID] = NewRules(d)
		}
		l.VersionID = v.ID
	}
	phases, err := pg.List[phaseRow](ctx, q, sqlPhases, l.CampaignID)
	if err != nil {
		return nil, err
	}
	index := map[int64]int{}
	for i, p := range phases {
		index[p.ID] = i
		l.Phases = append(l.Phases, LivePhase{p.ID, p.Ordinal, p.Code, p.Name, p.Slogan, p.StartsOn, p.EndsOn, p.ReportBefore})
	}
	periods, err := pg.List[periodRow](ctx, q, sqlPeriods, l.CampaignID)
	if err != nil {
		return nil, err
	}
	for i, p := range periods {
		_, short := periodNames(clip{p.StartsOn, p.EndsOn})
		closing := i == len(periods)-1 || periods[i+1].PhaseID != p.PhaseID
		l.Periods = append(l.Periods, LivePeriod{ID: p.ID, PhaseID: p.PhaseID, VersionID: p.PlanVersionID, Period: Period{Ordinal: p.Ordinal,
			Phase: index[p.PhaseID], Start: p.StartsOn, End: p.EndsOn, Opens: p.OpensOn, SubmitFrom: p.SubmitFrom, Due: p.DueOn,
			ClosesBefore: p.ClosesBefore, Closing: closing, Label: p.Label, Short: short}})
	}
	if l.Participants, err = pg.Column[int64](ctx, q, sqlParticipants, l.CampaignID); err != nil {
		return nil, err
	}
	if l.Assigned, err = readAssigned(ctx, q, l.CampaignID); err != nil {
		return nil, err
	}
	versionsCopy := make(map[int64]*Rules, len(known))
	for id, r := range known {
		versionsCopy[id] = r
	}
	return NewLive(l, versionsCopy), nil
}
