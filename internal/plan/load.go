package plan

import (
	"context"
	"crypto/sha256"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// Loaded is what became of a definition.
type Loaded struct {
	VersionID int64
	Number    int
	New       bool // false: the same content was loaded before
}

const sqlPutCampaign = `INSERT INTO campaign (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`

const sqlNewestVersion = `SELECT id, number, sha256 FROM plan_version WHERE campaign_id = $1 ORDER BY number DESC LIMIT 1`

const sqlPutVersion = `INSERT INTO plan_version (campaign_id, number, definition, plan_text, sha256, loaded_at, loaded_by, note)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`

const sqlPutPhase = `INSERT INTO phase (campaign_id, ordinal, code, name, slogan, starts_on, ends_on, report_before)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
 ON CONFLICT (campaign_id, ordinal) DO UPDATE SET code = excluded.code, name = excluded.name, slogan = excluded.slogan,
  starts_on = excluded.starts_on, ends_on = excluded.ends_on, report_before = excluded.report_before RETURNING id`

const sqlOpenPeriods = `DELETE FROM period WHERE campaign_id = $1 AND ends_on >= $2
 AND NOT EXISTS (SELECT FROM report WHERE report.period_id = period.id) RETURNING ordinal`

const sqlKeptPeriods = `SELECT ordinal, starts_on, ends_on FROM period WHERE campaign_id = $1 AND ordinal = $2`

const sqlPutPeriod = `INSERT INTO period (campaign_id, phase_id, ordinal, label, starts_on, ends_on, opens_on, submit_from, due_on, closes_before, plan_version_id)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// A period that is not over follows the new version: deadlines, label, rules.
const sqlFollow = `UPDATE period SET label = $3, opens_on = $4, submit_from = $5, due_on = $6, closes_before = $7, plan_version_id = $8
 WHERE campaign_id = $1 AND ordinal = $2 AND ends_on >= $9`

const sqlReportsFollow = `UPDATE report SET plan_version_id = p.plan_version_id FROM period p
 WHERE p.id = report.period_id AND p.campaign_id = $1 AND report.plan_version_id <> p.plan_version_id AND report.submission_no = 0`

const sqlSlots = `SELECT slot AS n, code FROM measure WHERE campaign_id = $1`

const sqlOrdinals = `SELECT ordinal AS n, code FROM indicator WHERE campaign_id = $1`

const sqlPutSlot = `INSERT INTO measure (campaign_id, slot, code) VALUES ($1, $2, $3)`

const sqlPutOrdinal = `INSERT INTO indicator (campaign_id, ordinal, code) VALUES ($1, $2, $3)`

const sqlPutParticipation = `INSERT INTO participation (campaign_id, unit_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`

const sqlBump = `UPDATE revision SET n = n + 1 WHERE scope = 'plan'`

// Renew makes every process read the plan, and what it keeps beside it, anew
// after the commit.
func Renew(ctx context.Context, tx pg.Tx) error {
	_, err := tx.Exec(ctx, sqlBump)
	return err
}

type place struct {
	N    int    `db:"n"`
	Code string `db:"code"`
}

// Load stores a definition as a new version of its campaign, for the units
// participants (ids of the codes it names). Slots and ordinals are permanent:
// giving one to another code is refused, and so is moving a period that is
// over or already has reports. A period that is over keeps its version.
func Load(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, d *Definition, participants []int64, note string) (Loaded, error) {
	campaign, err := pg.Value[int64](ctx, tx, sqlPutCampaign, d.Campaign.Code, d.Campaign.Name)
	if err != nil {
		return Loaded{}, err
	}
	sum := sha256.Sum256([]byte(string(d.Source) + "\x00" + d.Text))
	var out Loaded
	var before []byte
	err = tx.QueryRow(ctx, sqlNewestVersion, campaign).Scan(&out.VersionID, &out.Number, &before)
	if err != nil && !pg.None(err) {
		return out, err
	}
	if string(before) == string(sum[:]) {
		return out, nil
	}
	if err := keepPlaces(ctx, tx, campaign, d); err != nil {
		return out, err
	}
	out.Number, out.New = out.Number+1, true
	out.VersionID, err = pg.Value[int64](ctx, tx, sqlPutVersion, campaign, out.Number, string(d.Source), d.Text, sum[:], now.Business, a.Name, note)
	if err != nil {
		return out, err
	}
	if err := putCalendar(ctx, tx, campaign, out.VersionID, d, now.Today); err != nil {
		return out, err
	}
	for _, id := range participants {
		if _, err := tx.Exec(ctx, sqlPutParticipation, campaign, id); err != nil {
			return out, err
		}
	}
	if err := Renew(ctx, tx); err != nil {
		return out, err
	}
	return out, audit.Record(ctx, tx, a, now, audit.Entry{Action: "plan.load", ObjectKind: "plan_version", ObjectID: out.VersionID,
		Summary: fmt.Sprintf("Nạp kế hoạch, phiên bản %d: %s", out.Number, d.Campaign.Name), After: map[string]any{"sha256": fmt.Sprintf("%x", sum), "ghi chú": note}})
}

// keepPlaces stores new slots and ordinals and refuses given ones that move.
func keepPlaces(ctx context.Context, tx pg.Tx, campaign int64, d *Definition) error {
	var bad fault.Fields
	keep := func(sqlHave, sqlPut, what string, want map[string]int) error {
		have, err := pg.List[place](ctx, tx, sqlHave, campaign)
		if err != nil {
			return err
		}
		byCode, byPlace := map[string]int{}, map[int]string{}
		for _, p := range have {
			byCode[p.Code], byPlace[p.N] = p.N, p.Code
		}
		for code, at := range want {
			if was, ok := byCode[code]; ok && was != at {
				bad.Add(what, fmt.Sprintf("%s %s đã có chỗ %d, không đổi sang %d được.", what, code, was, at))
			} else if other, taken := byPlace[at]; taken && other != code {
				bad.Add(what, fmt.Sprintf("Chỗ %d đã dành cho %s %s, không dùng lại cho %s được.", at, what, other, code))
			} else if !ok {
				if _, err := tx.Exec(ctx, sqlPut, campaign, at, code); err != nil {
					return err
				}
			}
		}
		return nil
	}
	slots, ordinals := map[string]int{}, map[string]int{}
	for _, m := range d.Measures {
		slots[m.Code] = m.Slot
	}
	for _, i := range d.Indicators {
		ordinals[i.Code] = i.Ordinal
	}
	if err := keep(sqlSlots, sqlPutSlot, "số liệu", slots); err != nil {
		return err
	}
	if err := keep(sqlOrdinals, sqlPutOrdinal, "chỉ tiêu", ordinals); err != nil {
		return err
	}
	return bad.Err()
}

// putCalendar stores phases and periods. Periods over, or with reports, stay
// where they are.
func putCalendar(ctx context.Context, tx pg.Tx, campaign, version int64, d *Definition, today clock.Day) error {
	ids := make([]int64, len(d.Phases))
	for i, p := range d.Phases {
		id, err := pg.Value[int64](ctx, tx, sqlPutPhase, campaign, i, p.Code, p.Name, p.Slogan, d.PhaseStart(i), p.End, p.ReportBefore)
		if err != nil {
			return err
		}
		ids[i] = id
	}
	if _, err := tx.Exec(ctx, sqlOpenPeriods, campaign, today); err != nil {
		return err
	}
	for _, p := range CutPeriods(d) {
		var n int
		var from, to clock.Day
		err := tx.QueryRow(ctx, sqlKeptPeriods, campaign, p.Ordinal).Scan(&n, &from, &to)
		switch {
		case pg.None(err):
			_, err = tx.Exec(ctx, sqlPutPeriod, campaign, ids[p.Phase], p.Ordinal, p.Label, p.Start, p.End, p.Opens, p.SubmitFrom, p.Due, p.ClosesBefore, version)
		case err != nil:
		case from != p.Start || to != p.End:
			err = fault.New(fault.Invalid, fmt.Sprintf("%s đã có báo cáo hoặc đã kết thúc, không dời ngày được.", p.Label))
		default:
			_, err = tx.Exec(ctx, sqlFollow, campaign, p.Ordinal, p.Label, p.Opens, p.SubmitFrom, p.Due, p.ClosesBefore, version, today)
		}
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, sqlReportsFollow, campaign)
	return err
}
