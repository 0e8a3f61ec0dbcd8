package demo_test

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/award"
	"thidua/internal/demo"
	"thidua/internal/pg"
)

// what holds a query's one column to a list.
func what(t *testing.T, pool *pg.Pool, name, sql string, want ...string) {
	t.Helper()
	got, err := pg.Column[string](t.Context(), pool, sql)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%s (%v):\n got %s\nwant %s", name, err, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

const (
	dossiersAre = `SELECT concat_ws(' ', ph.code, d.form, u.code, d.state, (SELECT string_agg(concat(n.state, '×', n.n), ' ' ORDER BY n.state) FROM (SELECT x.subject || ' ' || x.state AS state, count(*) AS n FROM nominee x WHERE x.dossier_id = d.id GROUP BY 1) n))
 FROM dossier d JOIN phase ph ON ph.id = d.phase_id JOIN unit_name u ON u.unit_id = d.unit_id ORDER BY ph.code, d.form, u.code, d.id`
	decisionsAre    = `SELECT concat_ws(' ', ph.code, d.form, u.code, d.state, d.number, d.signed_on, (SELECT count(*) FROM award_grant g WHERE g.decision_id = d.id)) FROM award_decision d JOIN phase ph ON ph.id = d.phase_id JOIN unit_name u ON u.unit_id = d.unit_id ORDER BY d.id`
	certificatesAre = `SELECT state || ' ' || count(*) FROM certificate GROUP BY state ORDER BY 1`
	guidesAre       = `SELECT concat_ws(' ', ph.code, g.version, g.state, g.number, g.issued_on) FROM award_guide g JOIN phase ph ON ph.id = g.phase_id ORDER BY g.id`
	meetingsAre     = `SELECT concat_ws(' ', ph.code, m.form, u.code, m.held_on, CASE WHEN m.closed IS NULL THEN 'open' ELSE 'kept' END) FROM council_meeting m JOIN phase ph ON ph.id = m.phase_id JOIN unit_name u ON u.unit_id = m.unit_id ORDER BY m.held_on, u.code`
	restIs          = `SELECT 'signers ' || count(*) FROM award_term UNION ALL SELECT 'cases ' || count(*) FROM award_case UNION ALL SELECT 'overrides ' || count(*) FROM nominee_override
 UNION ALL SELECT 'opinions ' || count(*) FROM nominee_opinion UNION ALL SELECT 'checks ' || count(*) FROM nominee_check UNION ALL SELECT 'past ' || count(*) FROM award_past
 UNION ALL SELECT 'truy tặng ' || count(*) FROM award_grant WHERE posthumous UNION ALL SELECT 'taken back ' || count(*) FROM award_grant WHERE revoked_on IS NOT NULL`
)

// forestalledIs what was judged or awarded before the figures of the team's
// commune that count for it were accepted.
const (
	forestalledIs = `SELECT DISTINCT concat_ws(' ', d.number, u.code, p.label, r.decided_at) FROM award_grant g JOIN award_decision d ON d.id = g.decision_id JOIN unit_link l ON l.child_id = g.team_id AND l.during @> g.granted_on
 JOIN unit_name u ON u.unit_id = l.parent_id JOIN report r ON r.commune_id = l.parent_id JOIN period p ON p.id = r.period_id AND p.phase_id = g.phase_id
 WHERE p.ends_on < g.granted_on AND r.decided_at > (SELECT min((s.by->>'At')::timestamptz) FROM nominee n JOIN dossier_step s ON s.dossier_id = n.dossier_id WHERE n.id = g.nominee_id AND s.act = 'conclude') ORDER BY 1`
	// At the first review even the proposals rest on accepted figures.
	hastyIs = `SELECT DISTINCT u.code || ' ' || r.decided_at FROM dossier d JOIN phase ph ON ph.id = d.phase_id AND ph.code = 'dot-1' JOIN unit_name u ON u.unit_id = d.unit_id JOIN report r ON r.commune_id = d.unit_id JOIN period p ON p.id = r.period_id AND p.phase_id = d.phase_id
 WHERE d.state <> 'withdrawn' AND r.state IN ('accepted', 'frozen') AND r.decided_at > (SELECT min((s.by->>'At')::timestamptz) FROM dossier_step s WHERE s.dossier_id = d.id AND s.act = 'submit') ORDER BY 1`
)

// firstAwards is what Today's awards are.
func firstAwards(t *testing.T, pool *pg.Pool) {
	what(t, pool, "guides", guidesAre,
		"dot-1 1 issued 15/HD-SNV 2025-01-15")
	what(t, pool, "dossiers", dossiersAre,
		"dot-1 giay_khen 22783 supplement member nominated×2 team nominated×1",
		"dot-1 giay_khen 22795 consulting member nominated×1",
		"dot-1 giay_khen 22816 returned member nominated×2 team nominated×1",
		"dot-1 giay_khen 22819 sent member nominated×3 team nominated×1",
		"dot-1 giay_khen 22831 draft member nominated×2 team nominated×1",
		"dot-1 giay_khen 22837 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22840 closed member awarded×3 member refused×1 team awarded×1",
		"dot-1 giay_khen 22843 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22846 appraising member nominated×2",
		"dot-1 giay_khen 22853 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22856 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22867 council member nominated×3 team nominated×1",
		"dot-1 giay_khen 22894 concluded member listed×2 team listed×1",
		"dot-1 giay_khen 22898 withdrawn member withdrawn×1 team withdrawn×1")
	what(t, pool, "decisions", decisionsAre,
		"dot-1 giay_khen 588 applied 186/QĐ-UBND 2025-02-05 16",
		"dot-1 giay_khen 587 draft  0")
	what(t, pool, "certificates", certificatesAre,
		"replaced 1",
		"revoked 1",
		"valid 15")
	what(t, pool, "meetings", meetingsAre,
		"dot-1 giay_khen 587 2025-02-04 kept",
		"dot-1 giay_khen 588 2025-02-05 kept",
		"dot-1 giay_khen 586 2025-02-06 open")
	what(t, pool, "the rest", restIs,
		"signers 16",
		"cases 1",
		"overrides 2",
		"opinions 0",
		"checks 0",
		"past 0",
		"truy tặng 0",
		"taken back 1")
	what(t, pool, "after the day", `SELECT action || ' ' || at FROM audit_entry WHERE business_day > '2025-02-05'`)
	what(t, pool, "before their figures", forestalledIs)
	what(t, pool, "proposed before", hastyIs)
	what(t, pool, "the free commune", `SELECT d.state FROM dossier d JOIN unit_name u ON u.unit_id = d.unit_id WHERE u.code IN ('`+demo.FreeCommune+`', '22759')`)
}

// secondAwards is what Second's awards are.
func secondAwards(t *testing.T, pool *pg.Pool) {
	what(t, pool, "guides", guidesAre,
		"dot-1 1 issued 15/HD-SNV 2025-01-15",
		"dot-2 1 issued 58/HD-SNV 2025-07-14")
	what(t, pool, "dossiers", dossiersAre,
		"dot-1 giay_khen 22750 closed member awarded×3 team awarded×1",
		"dot-1 giay_khen 22759 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22762 closed member awarded×3 team awarded×1",
		"dot-1 giay_khen 22783 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22795 closed member awarded×1",
		"dot-1 giay_khen 22816 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22819 closed member awarded×3 team awarded×1",
		"dot-1 giay_khen 22831 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22837 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22840 closed member awarded×3 member refused×1 team awarded×1",
		"dot-1 giay_khen 22843 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22846 closed member awarded×2",
		"dot-1 giay_khen 22849 closed member awarded×3 team awarded×1",
		"dot-1 giay_khen 22853 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22856 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22867 closed member awarded×3 team awarded×1",
		"dot-1 giay_khen 22894 closed member awarded×2 team awarded×1",
		"dot-1 giay_khen 22898 withdrawn member withdrawn×1 team withdrawn×1",
		"dot-1 giay_khen 22898 closed member awarded×1 team awarded×1",
		"dot-2 bang_khen 582 withdrawn member withdrawn×1",
		"dot-2 bang_khen 582 draft member nominated×2 team nominated×1",
		"dot-2 bang_khen 584 council member nominated×2 team nominated×1",
		"dot-2 bang_khen 584 sent member nominated×2",
		"dot-2 bang_khen 585 closed member refused×2",
		"dot-2 bang_khen 585 consulting member nominated×2",
		"dot-2 bang_khen 585 returned member nominated×2",
		"dot-2 bang_khen 586 closed member awarded×1",
		"dot-2 bang_khen 586 received member nominated×2 team nominated×1",
		"dot-2 bang_khen 587 appraising member nominated×3 team nominated×1",
		"dot-2 bang_khen 587 in_opinion member nominated×2 team nominated×1",
		"dot-2 bang_khen 588 decided member listed×3 team listed×1",
		"dot-2 bang_khen 588 presented member declined×1 member recommended×2 team recommended×1",
		"dot-2 bang_khen 588 concluded member listed×3",
		"dot-2 bang_khen 589 supplement member nominated×1 team nominated×1",
		"dot-2 bang_khen 589 forwarded member nominated×2",
		"dot-2 giay_khen 22750 sent member nominated×2 team nominated×1",
		"dot-2 giay_khen 22759 returned member nominated×2 team nominated×1",
		"dot-2 giay_khen 22762 appraising member nominated×2",
		"dot-2 giay_khen 22840 sent member nominated×3 team nominated×1",
		"dot-2 giay_khen 22853 closed member awarded×2",
		"dot-2 giay_khen 22856 closed member awarded×3 team awarded×1",
		"dot-2 giay_khen 22894 draft member nominated×2")
	what(t, pool, "decisions", decisionsAre,
		"dot-1 giay_khen 588 applied 186/QĐ-UBND 2025-02-05 16",
		"dot-1 giay_khen 587 applied 284/QĐ-UBND 2025-02-24 3",
		"dot-1 giay_khen 582 cancelled  0",
		"dot-1 giay_khen 582 applied 240/QĐ-UBND 2025-02-24 11",
		"dot-1 giay_khen 584 applied 251/QĐ-UBND 2025-02-24 4",
		"dot-1 giay_khen 585 applied 262/QĐ-UBND 2025-02-24 10",
		"dot-1 giay_khen 586 applied 273/QĐ-UBND 2025-02-24 6",
		"dot-1 giay_khen 588 applied 295/QĐ-UBND 2025-02-24 4",
		"dot-1 giay_khen 589 applied 306/QĐ-UBND 2025-02-24 2",
		"dot-2 bang_khen 58 applied 1128/QĐ-UBND 2025-07-21 1",
		"dot-2 bang_khen 58 recorded 1342/QĐ-UBND 2025-08-20 0",
		"dot-2 bang_khen 58 draft  0",
		"dot-2 giay_khen 588 applied 955/QĐ-UBND 2025-08-20 6")
	what(t, pool, "certificates", certificatesAre,
		"replaced 1",
		"revoked 1",
		"valid 62")
	what(t, pool, "meetings", meetingsAre,
		"dot-1 giay_khen 587 2025-02-04 kept",
		"dot-1 giay_khen 588 2025-02-05 kept",
		"dot-1 giay_khen 586 2025-02-06 kept",
		"dot-1 giay_khen 582 2025-02-18 kept",
		"dot-1 giay_khen 584 2025-02-18 kept",
		"dot-1 giay_khen 585 2025-02-18 kept",
		"dot-1 giay_khen 588 2025-02-18 kept",
		"dot-1 giay_khen 589 2025-02-18 kept",
		"dot-2 bang_khen 58 2025-07-18 kept",
		"dot-2 bang_khen 58 2025-08-19 kept",
		"dot-2 giay_khen 588 2025-08-19 kept",
		"dot-2 bang_khen 58 2025-08-22 open")
	what(t, pool, "the rest", restIs,
		"signers 16",
		"cases 2",
		"overrides 6",
		"opinions 32",
		"checks 14",
		"past 3",
		"truy tặng 1",
		"taken back 1")
	what(t, pool, "before their figures", forestalledIs)
	for _, s := range award.States {
		if n, err := pg.Value[int](t.Context(), pool, `SELECT count(*)::int FROM dossier WHERE state = $1`, s); err != nil || n == 0 {
			t.Errorf("no dossier is %s (%v)", s, err)
		}
	}
	for _, s := range award.DecisionStates {
		if n, err := pg.Value[int](t.Context(), pool, `SELECT count(*)::int FROM award_decision WHERE state = $1`, s); err != nil || n == 0 {
			t.Errorf("no decision is %s (%v)", s, err)
		}
	}
}
