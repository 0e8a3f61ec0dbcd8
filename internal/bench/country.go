package bench

import (
	"context"

	"thidua/internal/pg"
)

// provinces is how many more Country makes: with the demo's they are 63.
const provinces = 62

// Each copies the demo province's rows for $1 more: ids move by ten million a
// province, paths lie outside the demo's.
const (
	sqlCountryUnits = `INSERT INTO unit (id, level, during, ordinal, basis) OVERRIDING SYSTEM VALUE
 SELECT u.id + k * 10000000::bigint, u.level, u.during, u.ordinal + k * 1000, u.basis FROM unit u, generate_series(1, $1::int) k`
	sqlCountryNames = `INSERT INTO unit_name (unit_id, code, name, kind, during)
 SELECT n.unit_id + k * 10000000::bigint, CASE WHEN n.code = '' THEN '' ELSE k || '.' || n.code END, n.name, n.kind, n.during FROM unit_name n, generate_series(1, $1::int) k`
	sqlCountryLinks = `INSERT INTO unit_link (child_id, parent_id, during)
 SELECT l.child_id + k * 10000000::bigint, l.parent_id + k * 10000000::bigint, l.during FROM unit_link l, generate_series(1, $1::int) k`
	sqlCountryReports = `INSERT INTO report (id, commune_id, period_id, state, version, submission_no, first_submitted_at, first_submitted_on, submitted_at, submitted_by, taken_at, taken_by,
  decided_at, decided_by, holder_id, reviewer_id, plan_version_id, extended_until, scope_path, summed) OVERRIDING SYSTEM VALUE
 SELECT r.id + k * 10000000::bigint, r.commune_id + k * 10000000::bigint, r.period_id, r.state, r.version, r.submission_no, r.first_submitted_at, r.first_submitted_on, r.submitted_at, r.submitted_by,
  r.taken_at, r.taken_by, r.decided_at, r.decided_by, r.holder_id + k * 10000000::bigint, r.reviewer_id + k * 10000000::bigint, r.plan_version_id, r.extended_until,
  regexp_replace(r.scope_path, '([0-9]+)\.', (k * 10) || '\1.', 'g'), r.summed FROM report r, generate_series(1, $1::int) k`
	sqlCountryFigures = `INSERT INTO team_figure (report_id, team_id, values, none_slots)
 SELECT f.report_id + k * 10000000::bigint, f.team_id + k * 10000000::bigint, f.values, f.none_slots FROM team_figure f, generate_series(1, $1::int) k`
	sqlCountrySums = `INSERT INTO commune_sum (report_id, commune_id, period_id, scope_path, sums, missing, teams, meeting, failing, accepted)
 SELECT s.report_id + k * 10000000::bigint, s.commune_id + k * 10000000::bigint, s.period_id, regexp_replace(s.scope_path, '([0-9]+)\.', (k * 10) || '\1.', 'g'),
  s.sums, s.missing, s.teams, s.meeting, s.failing, s.accepted FROM commune_sum s, generate_series(1, $1::int) k`
	sqlCountryPeople = `INSERT INTO person (id, full_name, gender) OVERRIDING SYSTEM VALUE
 SELECT p.id + k * 10000000::bigint, p.full_name, p.gender FROM person p, generate_series(1, $1::int) k`
	sqlCountryServices = `INSERT INTO service (person_id, team_id, position, during, leave_reason)
 SELECT s.person_id + k * 10000000::bigint, s.team_id + k * 10000000::bigint, s.position, s.during, s.leave_reason FROM service s, generate_series(1, $1::int) k WHERE s.withdrawn_at IS NULL`
	sqlCountryPhases = `INSERT INTO phase_report (id, phase_id, unit_id, level, state, version, submission_no, first_submitted_at, first_submitted_on, submitted_at, submitted_by, decided_at, decided_by,
  holder_id, reviewer_id, due_before, scope_path, created_at) OVERRIDING SYSTEM VALUE
 SELECT r.id + k * 10000000::bigint, r.phase_id, r.unit_id + k * 10000000::bigint, r.level, r.state, r.version, r.submission_no, r.first_submitted_at, r.first_submitted_on, r.submitted_at, r.submitted_by,
  r.decided_at, r.decided_by, r.holder_id + k * 10000000::bigint, r.reviewer_id + k * 10000000::bigint, r.due_before, regexp_replace(r.scope_path, '([0-9]+)\.', (k * 10) || '\1.', 'g'), r.created_at
 FROM phase_report r, generate_series(1, $1::int) k`
	sqlCountrySnapshots = `INSERT INTO phase_snapshot (report_id, kind, no, canonical, digest, code, made_by, made_at, accepted_at)
 SELECT s.report_id + k * 10000000::bigint, s.kind, s.no, s.canonical, s.digest, k || s.code, s.made_by, s.made_at, s.accepted_at FROM phase_snapshot s, generate_series(1, $1::int) k`
	sqlCountryRevision = `UPDATE revision SET n = n + 1 WHERE scope = 'org'`
)

// Country puts the data of the country's other provinces beside the demo's:
// units, members, months with their figures, phase reports and what was sent.
func Country(ctx context.Context, pool *pg.Pool) error {
	for _, sql := range []string{sqlCountryUnits, sqlCountryNames, sqlCountryLinks, sqlCountryReports, sqlCountryFigures, sqlCountrySums, sqlCountryPeople, sqlCountryServices,
		sqlCountryPhases, sqlCountrySnapshots} {
		if _, err := pool.Exec(ctx, sql, provinces); err != nil {
			return err
		}
	}
	_, err := pool.Exec(ctx, sqlCountryRevision)
	return err
}
