package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/register"
	"thidua/internal/roster"
)

var moment = clock.Moment{Wall: Today.Start().Add(2 * time.Hour), Business: Today.Start().Add(2 * time.Hour), Today: Today}

// loadAll loads people and registers; skip ids are used up first, so that two
// runs never share ids.
func loadAll(t *testing.T, tx pg.Tx, skip int) *World {
	t.Helper()
	ctx := t.Context()
	if _, err := pg.Column[int64](ctx, tx, `SELECT nextval(pg_get_serial_sequence(t, 'id')) FROM generate_series(1, $1), unnest('{unit,person,good_deed,community_model}'::text[]) AS t`, skip); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	w, err := Units(ctx, tx, moment)
	if err != nil {
		t.Fatal(err)
	}
	if err := Rosters(ctx, tx, moment, w); err != nil {
		t.Fatal(err)
	}
	author, err := pg.Value[int64](ctx, tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
	  VALUES ('tac-gia', 'Tác giả', '', false, $1, $1) RETURNING id`, moment.Wall)
	if err != nil {
		t.Fatal(err)
	}
	if err := Registers(ctx, tx, moment, w, func(org.UnitID) int64 { return author }); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(started); d > 5*time.Second {
		t.Errorf("loading took %s", d)
	}
	return w
}

func one[T any](t *testing.T, q pg.Querier, sql string, args ...any) T {
	t.Helper()
	v, err := pg.Value[T](t.Context(), q, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPeople(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t, pg.Demo))
	w := loadAll(t, tx, 0)
	root := w.Tree.Root(Today)
	teams := w.Tree.Teams(root, Today)
	if len(teams) != 397 || len(w.Tree.Communes(root, Today)) != 62 || len(w.Tree.Children(root, Today)) != 7 {
		t.Fatalf("%d teams, %d communes, %d districts", len(teams), len(w.Tree.Communes(root, Today)), len(w.Tree.Children(root, Today)))
	}
	for _, day := range []clock.Day{roster.ForceBegan, clock.NewDay(2024, 11, 6), Today} {
		n, err := roster.Headcounts(t.Context(), tx, teams, day)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, team := range teams {
			if n[team] < 3 || n[team] > 5 {
				t.Errorf("%s has %d members on %s", w.Tree.Name(team, day).Full(), n[team], day)
			}
			sum += n[team]
		}
		if sum != 1475 {
			t.Errorf("%d members on %s, want 1 475", sum, day)
		}
	}
	plans, err := readTeams()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range plans {
		n := one[int](t, tx, `SELECT count(*) FROM service WHERE team_id = ANY ($1::bigint[]) AND during @> $2::date`, w.Tree.Teams(w.ByCode[p.code], Today), Today)
		if n != p.members || len(w.Tree.Teams(w.ByCode[p.code], Today)) != p.teams {
			t.Errorf("%s: %d members, want %d", p.code, n, p.members)
		}
	}
	for what, sql := range map[string]string{
		"a team without a head today":  `SELECT count(*) FROM unit u WHERE level = 'team' AND NOT EXISTS (SELECT FROM service s WHERE s.team_id = u.id AND s.position = 'head' AND s.during @> date '2025-02-05')`,
		"a team with two deputies":     `SELECT count(*) FROM (SELECT team_id FROM service WHERE position = 'deputy' AND during @> date '2025-02-05' GROUP BY 1 HAVING count(*) > 1) x`,
		"somebody too young":           `SELECT count(*) FROM person WHERE birth_date > date '2003-02-05'`,
		"an end without reason":        `SELECT count(*) FROM service WHERE (upper(during) IS NULL) <> (leave_reason = '')`,
		"a phone outside the fictions": `SELECT count(*) FROM person WHERE phone <> '' AND phone NOT LIKE '0900%'`,
	} {
		if n := one[int](t, tx, sql); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if left := one[int](t, tx, `SELECT count(*) FROM service WHERE upper(during) BETWEEN '2024-11-10' AND '2025-01-20' AND leave_reason <> 'position_changed'`); left < 30 || left > 70 {
		t.Errorf("%d left between November and January", left)
	}
	if women := one[int](t, tx, `SELECT count(*) FROM person WHERE gender = 'female'`); women < 200 || women > 400 {
		t.Errorf("%d women", women)
	}
	warned := map[roster.Warning]int{}
	type row struct {
		Birth  clock.Day     `db:"birth_date"`
		Gender roster.Gender `db:"gender"`
		ID     string        `db:"citizen_id"`
	}
	list, err := pg.List[row](t.Context(), tx, `SELECT birth_date, gender, citizen_id FROM person`)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		for _, x := range roster.Warnings(&p.Birth, p.Gender, p.ID, Today) {
			warned[x]++
		}
	}
	if n := warned[roster.OverSeventy]; n < 5 || n > 60 || len(warned) != 1 {
		t.Errorf("warnings %v: want a few over 70 and nothing else", warned)
	}
}

func TestRegisters(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t, pg.Demo))
	w := loadAll(t, tx, 0)
	deeds, err := pg.List[register.Deed](t.Context(), tx, `SELECT d.id, team_id, done_on, who, what, array(SELECT person_id FROM deed_person p WHERE p.deed_id = d.id) AS members,
	  coalesce(r.by_whom, '') AS recognised_by, coalesce(r.level, '') AS recognised_level, coalesce(r.document, '') AS decision, r.on_day AS recognised_on,
	  (SELECT count(*)::int FROM evidence_link l WHERE l.deed_id = d.id) AS files,
	  '' AS author, d.created_at, d.withdrawn_at, d.withdrawn_why, d.version FROM good_deed d LEFT JOIN recognition r ON r.deed_id = d.id`)
	if err != nil {
		t.Fatal(err)
	}
	recognised, files := 0, 0
	for _, d := range deeds {
		var f fault.Fields
		in := d.Input()
		in.Recognition = register.RecognitionInput{Rank: d.RecognisedRank, By: d.RecognisedBy, Document: d.Decision, On: d.RecognisedOn}
		in.Check(&f, moment, w.Tree)
		served, err := roster.ServingIn(t.Context(), tx, []org.UnitID{d.Team}, d.DoneOn, d.DoneOn)
		if err != nil || len(d.Members) != 1 || !slices.ContainsFunc(served, func(x roster.Serving) bool {
			return x.Person == d.Members[0] && strings.Contains(d.Who, x.FullName)
		}) {
			t.Fatalf("%+v credits somebody else than who did it (%v)", d, err)
		}
		files += d.Files
		if err := f.Err(); err != nil {
			t.Fatalf("%+v: %v", d, err)
		}
		if strings.ContainsAny(d.What+d.Who, "{}") || d.CreatedAt.Before(d.DoneOn.Start()) {
			t.Fatalf("unfinished: %+v", d)
		}
		if d.RecognisedOn != nil {
			recognised++
		}
	}
	if len(deeds) < 1200 || len(deeds) > 1700 || recognised < 150 {
		t.Errorf("%d deeds, %d recognised", len(deeds), recognised)
	}
	if n := one[int](t, tx, `SELECT count(*)::int FROM evidence_file f WHERE f.size = (SELECT sum(octet_length(bytes)) FROM evidence_chunk c WHERE c.digest = f.digest)
	  AND f.digest = (SELECT sha256(string_agg(bytes, ''::bytea ORDER BY n)) FROM evidence_chunk c WHERE c.digest = f.digest)`); n != 7 || files != 5 {
		t.Errorf("%d files with the bytes of their digest, %d of them of deeds", n, files)
	}
	for i, m := range months {
		n, err := register.DeedCounts(t.Context(), tx, w.Tree.Teams(w.Tree.Root(Today), Today), m[0], m[1])
		if err != nil || len(n) < 340 || len(n) > 385 {
			t.Errorf("period %d: %d of 397 teams have a deed (%v)", i+1, len(n), err)
		}
	}
	models, err := pg.List[register.Model](t.Context(), tx, `SELECT m.id, commune_id, name, field, effect, started_on, ended_on, ended_why, coalesce(r.by_whom, '') AS recognised_by,
	  coalesce(r.level, '') AS recognised_level, r.on_day AS recognised_on, coalesce(r.document, '') AS recognised_doc, array(SELECT team_id FROM model_credit WHERE model_id = m.id) AS teams,
	  array(SELECT person_id FROM model_person WHERE model_id = m.id) AS members, 0 AS files, '' AS author, m.created_at, m.withdrawn_at, m.withdrawn_why, m.version
	  FROM community_model m LEFT JOIN recognition r ON r.model_id = m.id`)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range models {
		var f fault.Fields
		in := m.Input()
		in.Recognition = register.RecognitionInput{Rank: m.RecognisedRank, By: m.RecognisedBy, Document: m.RecognisedDoc, On: m.RecognisedOn}
		in.Check(&f, moment)
		if err := f.Err(); err != nil {
			t.Fatalf("%+v: %v", m, err)
		}
		if len(m.Teams) == 0 {
			t.Errorf("no team credited: %+v", m)
		}
	}
	accepted := register.Counting{Starts: clock.NewDay(2024, 11, 6), Ends: clock.NewDay(2025, 8, 19), On: Today, Accepted: []register.Accepted{
		{Rank: register.ByDistrict}, {Rank: register.ByProvince}, {Rank: register.ByMinistry}}}
	n, err := register.CommuneModels(t.Context(), tx, w.communes(), accepted)
	if err != nil || len(n) < 30 || len(n) > 50 || n[w.Unit(kinhDinh)] != 1 {
		t.Errorf("%d communes have a model that counts, Kinh Dinh %d (%v)", len(n), n[w.Unit(kinhDinh)], err)
	}
	credited, err := register.TeamModels(t.Context(), tx, w.Tree.Teams(w.Unit(kinhDinh), Today), accepted)
	if err != nil || len(credited) != 8 {
		t.Errorf("%d teams of Kinh Dinh are credited (%v)", len(credited), err)
	}
}

// The same rows on every machine, whatever the ids.
func TestDeterministic(t *testing.T) {
	content := func(t *testing.T, skip int) string {
		tx := pg.WrapTx(pgtest.Tx(t, pg.Demo))
		loadAll(t, tx, skip)
		rows, err := pg.Column[string](context.Background(), tx, `
		SELECT x FROM (
		  SELECT concat_ws('|', 'service', n.name, p.full_name, p.birth_date, p.citizen_id, p.phone, s.position, s.during, s.join_decision, s.leave_reason, s.leave_decision) AS x
		    FROM service s JOIN person p ON p.id = s.person_id JOIN unit_name n ON n.unit_id = s.team_id
		  UNION ALL SELECT concat_ws('|', 'deed', n.name, d.done_on, d.who, d.what, r.by_whom, r.level, r.document, r.on_day, d.created_at, d.withdrawn_why)
		    FROM good_deed d LEFT JOIN recognition r ON r.deed_id = d.id JOIN unit_name n ON n.unit_id = d.team_id
		  UNION ALL SELECT concat_ws('|', 'model', n.code, m.name, m.started_on, m.ended_on, r.by_whom, r.level, r.on_day, r.document,
		      m.withdrawn_why, (SELECT count(*) FROM model_credit c WHERE c.model_id = m.id))
		    FROM community_model m LEFT JOIN recognition r ON r.model_id = m.id JOIN unit_name n ON n.unit_id = m.commune_id
		  UNION ALL SELECT concat_ws('|', 'file', row_kind, name, encode(digest, 'hex'), created_at) FROM evidence_link) x ORDER BY x COLLATE "C"`)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(strings.Join(rows, "\n")))
		return hex.EncodeToString(sum[:8])
	}
	var sums []string
	for _, skip := range []int{0, 1000} { // subtests, so that each rolls back before the next begins
		t.Run("", func(t *testing.T) { sums = append(sums, content(t, skip)) })
	}
	if len(sums) != 2 || sums[0] != sums[1] {
		t.Errorf("two runs differ: %v", sums)
	}
}
