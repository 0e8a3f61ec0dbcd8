package demo_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/demo"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

// The campaign's last days, on one load: what stands in the tables, and every
// page of every role.
func TestSecond(t *testing.T) {
	began := time.Now()
	s := webtest.StartAt(t, demo.Second)
	// About 11 s where nothing else runs.
	if took := time.Since(began); took > time.Minute {
		t.Errorf("loading took %s", took)
	}
	t.Run("months", func(t *testing.T) { secondMonths(t, s) })
	t.Run("reports", func(t *testing.T) { secondReports(t, s) })
	t.Run("people", func(t *testing.T) { secondPeople(t, s) })
	t.Run("registers", func(t *testing.T) { secondRegisters(t, s) })
	t.Run("duties", func(t *testing.T) { secondDuties(t, s) })
	t.Run("homes", func(t *testing.T) { secondHomes(t, s) })
	t.Run("awards", func(t *testing.T) { secondAwards(t, s.Pool) })
	t.Run("statistics", func(t *testing.T) { secondStatistics(t, s) })
	t.Run("other day", func(t *testing.T) { otherDay(t, s) })
	for _, l := range demo.Logins {
		t.Run(l.Login, func(t *testing.T) { s.As(t, l.Login).Crawl(3) })
	}
}

func number(t *testing.T, s *webtest.Site, sql string, args ...any) int {
	t.Helper()
	n, err := pg.Value[int](t.Context(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func secondMonths(t *testing.T, s *webtest.Site) {
	type row struct {
		Ordinal int    `db:"ordinal"`
		State   string `db:"state"`
		N       int    `db:"n"`
	}
	rows, err := pg.List[row](t.Context(), s.Pool, `SELECT p.ordinal, r.state, count(*)::int AS n FROM report r JOIN period p ON p.id = r.period_id GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	want := []row{{0, "frozen", 62}, {1, "frozen", 62}, {2, "frozen", 62}, {3, "accepted", 62}, {4, "accepted", 62}, {5, "accepted", 62}, {6, "accepted", 62},
		{7, "accepted", 60}, {7, "returned", 2}, {8, "accepted", 53}, {8, "draft", 3}, {8, "returned", 2}, {8, "submitted", 4},
		{9, "accepted", 26}, {9, "draft", 9}, {9, "in_review", 2}, {9, "returned", 5}, {9, "submitted", 20}}
	if !slices.Equal(rows, want) {
		t.Errorf("months: %v, want %v", rows, want)
	}
	for phase, want := range map[string]int{"dot-1": 26, "dot-2": 32} {
		if n := number(t, s, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id JOIN phase ph ON ph.id = p.phase_id WHERE ph.code = $1 AND r.first_submitted_on > p.due_on`, phase); n != want {
			t.Errorf("%d months of %s came late, want %d", n, phase, want)
		}
	}
	for what, sql := range map[string]string{
		"the last month is not due today": `SELECT count(*)::int FROM period WHERE ordinal = 9 AND due_on <> '2025-08-20'`,
		"steps after the day":             `SELECT count(*)::int FROM audit_entry WHERE business_day > '2025-08-20'`,
		"a headcount that is not the roster's": `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id JOIN team_figure f ON f.report_id = r.id AND f.team_id IS NOT NULL
		 WHERE p.ordinal >= 3 AND f.values[13] <> (SELECT count(*) FROM service x WHERE x.team_id = f.team_id AND x.during @> p.ends_on)`,
		"deeds that are not the register's": `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id JOIN team_figure f ON f.report_id = r.id AND f.team_id IS NOT NULL
		 WHERE p.ordinal >= 3 AND f.values[15] <> (SELECT count(*) FROM good_deed d WHERE d.team_id = f.team_id AND d.done_on BETWEEN p.starts_on AND p.ends_on AND d.withdrawn_at IS NULL)`,
	} {
		if n := number(t, s, sql); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

func secondReports(t *testing.T, s *webtest.Site) {
	got, err := pg.Column[string](t.Context(), s.Pool, `SELECT concat_ws(' ', ph.code, r.level, r.state, count(*)) FROM phase_report r JOIN phase ph ON ph.id = r.phase_id
	 GROUP BY ph.code, r.level, r.state ORDER BY 1`)
	want := []string{"dot-1 district frozen 7", "dot-1 province signed 1", "dot-2 district draft 6", "dot-2 district submitted 1", "dot-2 province draft 1"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v (%v), want %v", got, err, want)
	}
	for what, c := range map[string]struct {
		sql  string
		want int
	}{
		"signed copies":               {`SELECT count(*)::int FROM signed_copy WHERE number = '412' AND signed_on = '2025-02-14'`, 1},
		"corrections in the annex":    {`SELECT count(*)::int FROM correction WHERE annex_no IS NOT NULL`, 1},
		"corrections that wait":       {`SELECT count(*)::int FROM correction WHERE state = 'proposed'`, 2},
		"launches of phase 2":         {`SELECT count(*)::int FROM launch l JOIN phase ph ON ph.id = l.phase_id WHERE ph.code = 'dot-2'`, 8},
		"communes that have it":       {`SELECT count(*)::int FROM launch_receipt x JOIN launch l ON l.id = x.launch_id JOIN phase ph ON ph.id = l.phase_id WHERE ph.code = 'dot-2'`, 62},
		"questions that wait":         {`SELECT count(*)::int FROM question WHERE state = 'open'`, 2},
		"supplements taken over":      {`SELECT count(*)::int FROM phase_snapshot WHERE kind = 'supplement' AND accepted_at IS NOT NULL`, 1},
		"diary entries of August":     {`SELECT (count(*) > 20)::int FROM diary_entry WHERE day BETWEEN '2025-08-01' AND '2025-08-19'`, 1},
		"sections left to be written": {`SELECT count(*)::int FROM phase_text x JOIN phase_report r ON r.id = x.report_id JOIN phase ph ON ph.id = r.phase_id WHERE ph.code = 'dot-2' AND r.state = 'draft' AND x.section = 'bai-hoc'`, 0},
	} {
		if n := number(t, s, c.sql); n != c.want {
			t.Errorf("%s: %d, want %d", what, n, c.want)
		}
	}
}

func secondPeople(t *testing.T, s *webtest.Site) {
	got, err := pg.Column[string](t.Context(), s.Pool, `SELECT leave_reason || ' ' || count(*) FROM service WHERE upper(during) >= '2025-02-04' GROUP BY leave_reason ORDER BY 1`)
	want := []string{"died 2", "fell_on_duty 1", "health 5", "own_request 10", "refused_tasks 4", "transferred 15"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v (%v), want %v", got, err, want)
	}
	if n := number(t, s, `SELECT count(*)::int FROM service WHERE during @> date '2025-08-20' AND withdrawn_at IS NULL`); n != 1475 {
		t.Errorf("%d members on 20/08/2025", n)
	}
	if n := number(t, s, `SELECT count(*)::int FROM (SELECT team_id, count(*) AS n FROM service WHERE during @> date '2025-08-20' GROUP BY 1) x WHERE n NOT BETWEEN 3 AND 5`); n != 0 {
		t.Errorf("%d teams are not of 3 to 5", n)
	}
}

func secondRegisters(t *testing.T, s *webtest.Site) {
	if n := number(t, s, `SELECT count(*)::int FROM good_deed WHERE done_on >= '2025-02-04'`); n != 3531 {
		t.Errorf("%d deeds of phase 2", n)
	}
	for what, sql := range map[string]string{
		"a deed credits nobody of the day": `SELECT count(*)::int FROM good_deed d JOIN deed_person x ON x.deed_id = d.id
		 WHERE NOT EXISTS (SELECT FROM service s WHERE s.person_id = x.person_id AND s.team_id = d.team_id AND s.during @> d.done_on)`,
		"firecrackers in summer":                          `SELECT count(*)::int FROM good_deed WHERE done_on >= '2025-03-01' AND (what LIKE '%pháo%' OR what LIKE '%Tết%')`,
		"the districts' police recognises after it ended": `SELECT count(*)::int FROM recognition WHERE row_kind = 'community_model' AND level = 'district' AND on_day > '2025-02-28'`,
		"the future": `SELECT count(*)::int FROM good_deed WHERE done_on > '2025-08-19'`,
	} {
		if n := number(t, s, sql); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if n := number(t, s, `SELECT count(*)::int FROM recognition WHERE row_kind = 'community_model' AND on_day BETWEEN '2025-02-04' AND '2025-08-20'`); n != 28 {
		t.Errorf("%d models recognised in phase 2", n)
	}
}

// The demo's plan differs from the province's in one thing alone: the districts
// keep what they hold.
func secondDuties(t *testing.T, s *webtest.Site) {
	live, err := plan.NewBook(s.Pool).Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := plan.NinhThuan()
	if err != nil {
		t.Fatal(err)
	}
	d := live.Rules.Def
	for i, duty := range d.Duties {
		if level, ok := d.DutyLevel(duty.Code, demo.Second); !ok || level != plan.LevelDistrict {
			t.Errorf("%s is with %s", duty.Code, level)
		}
		if duty.Code != shipped.Duties[i].Code || duty.Name != shipped.Duties[i].Name {
			t.Errorf("%s is not %s", duty.Code, shipped.Duties[i].Code)
		}
	}
	was, is := strings.Split(string(shipped.Source), "\nduties:"), strings.Split(string(d.Source), "\nduties:")
	if cut, _, _ := strings.Cut(was[0], "# Cấp giữ"); !strings.HasPrefix(is[0], cut) || d.Text != shipped.Text {
		t.Error("something else of the plan differs")
	}
	if r := d.Recognising(demo.Second); len(r) != 2 || r[0].Level != plan.LevelProvince {
		t.Errorf("recognising: %v", r)
	}
	tree, err := org.Load(t.Context(), s.Pool)
	if n := len(tree.Children(tree.Root(demo.Second), demo.Second)); err != nil || n != 7 {
		t.Errorf("%d districts, %v", n, err)
	}
}

// What a visitor of each role is met with.
func secondHomes(t *testing.T, s *webtest.Site) {
	const review, ask = "Tiếp nhận 1 báo cáo kết quả Đợt 2", "Trả lời 2 vướng mắc"
	for login, c := range map[string]struct{ has, hasNot []string }{
		"xa": {[]string{"Báo cáo Kỳ 01 – 19/08/2025", "Hạn gửi: hôm nay, 24 giờ", "Sửa hồ sơ số 1 đề nghị Giấy khen, Đợt 2"}, []string{review}},
		"huyen": {[]string{"Lập và gửi báo cáo kết quả Đợt 2", "Hạn: ngày mai, 21/08", "Duyệt 6 báo cáo Kỳ 01 – 19/08/2025", "Duyệt 1 đề nghị đính chính",
			"Hoàn thiện và gửi hồ sơ số 2 đề nghị Bằng khen, Đợt 2", "Nhận xem 1 hồ sơ Giấy khen", "Xét 1 hồ sơ Giấy khen"}, []string{review}},
		"px03": {[]string{"Tổng hợp báo cáo kết quả Đợt 2 của tỉnh", review, ask, "387", "Nhận xem 1 hồ sơ Bằng khen", "Cho ý kiến 1 hồ sơ Bằng khen"}, nil},
		"noivu": {[]string{ask, "387", "Tiếp nhận 1 hồ sơ Bằng khen", "Phân công thẩm định 1 hồ sơ Bằng khen", "Xét 1 hồ sơ Bằng khen", "Họp Hội đồng xét 1 hồ sơ Bằng khen",
			"Theo dõi hiệp y của 1 hồ sơ Bằng khen", "Lập quyết định cho 1 hồ sơ Bằng khen", "Ghi quyết định của 1 hồ sơ Bằng khen", "Công bố kết quả 1 hồ sơ Bằng khen"}, []string{review}},
		"lanhdao": {[]string{"387"}, []string{review, ask}},
	} {
		a := s.As(t, login).Get("/")
		for _, text := range c.has {
			if !strings.Contains(a.Body, text) {
				t.Errorf("%s is not told %q", login, text)
			}
		}
		for _, text := range c.hasNot {
			if strings.Contains(a.Body, text) {
				t.Errorf("%s is told %q", login, text)
			}
		}
	}
}

func otherDay(t *testing.T, s *webtest.Site) {
	hash := func(context.Context, string) (string, error) { return "", nil }
	reports := &report.Service{Pool: s.Pool}
	if err := demo.LoadAt(t.Context(), demo.Second, reports, hash); err != nil {
		t.Error("a second load must leave the data as it is: ", err)
	}
	err := demo.Load(t.Context(), reports, hash)
	if err == nil || !strings.Contains(err.Error(), "Cơ sở dữ liệu này giữ bản trình diễn ngày 20/08/2025") || !strings.Contains(err.Error(), "DEMO_DATE=2025-08-20") {
		t.Errorf("%v", err)
	}
	if err := demo.LoadAt(t.Context(), demo.Second+1, reports, hash); err == nil || !strings.Contains(err.Error(), "không có ngày 21/08/2025") {
		t.Errorf("%v", err)
	}
}
