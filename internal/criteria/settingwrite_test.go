package criteria_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
)

func on(iso string) clock.Day {
	d, err := clock.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return d
}

func at(iso string) *clock.Day {
	d := on(iso)
	return &d
}

// refused is an error in one line: its fields, else its message.
func refused(err error) string {
	e, ok := fault.Of(err)
	if !ok {
		return fmt.Sprint(err)
	}
	if len(e.Fields) == 0 {
		return e.Message
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Message)
	}
	return strings.Join(out, "\n")
}

func holds(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// Every part is stored as it was given, read again, and kept with what it was;
// who may not, and who saw an older one, change nothing.
func TestSettingsAreKept(t *testing.T) {
	pool := pgtest.DB(t)
	s := &criteria.Service{Pool: pool, Clocks: clock.Real()}
	day := on("2025-07-05")
	now := clock.Moment{Wall: day.Start().Add(9 * time.Hour), Business: day.Start().Add(9 * time.Hour), Today: day}
	actor := func(role access.Role) access.Actor {
		return access.Actor{UserID: 1, Name: "Lê Thị Hoa", Appointment: access.Appointment{Role: role, UnitID: 1, Path: "1."}}
	}
	a := actor(access.HomeAffairs)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(pg.InTx(t.Context(), pool, func(tx pg.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO app_user (id, login, full_name, password_hash, must_change, password_at, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 'noivu', 'Lê Thị Hoa', '', false, now(), now())`)
		return err
	}))
	load := func() criteria.Settings {
		t.Helper()
		x, err := criteria.LoadSettings(t.Context(), pool)
		must(err)
		return x
	}
	law := load().Law
	regimes := law.Regimes
	regimes[1].ReportForm, regimes[1].Before = "Mẫu số 08", at("2026-10-01")
	for _, role := range []access.Role{access.PX03, access.District, access.Leader, access.Admin} {
		holds(t, string(role), fault.KindOf(s.SaveRegimes(t.Context(), actor(role), now, 0, regimes)), fault.Forbidden)
	}
	holds(t, "a version nobody has", fault.KindOf(s.SaveRegimes(t.Context(), a, now, 3, regimes)), fault.Stale)
	must(s.SaveRegimes(t.Context(), a, now, 0, regimes))
	holds(t, "twice the same version", fault.KindOf(s.SaveRegimes(t.Context(), a, now, 0, regimes)), fault.Stale)
	must(s.SaveBases(t.Context(), a, now, 1, law.Bases[:1]))
	must(s.SaveSalaries(t.Context(), a, now, 2, append(law.Salaries[:2:2], award.Salary{From: on("2026-01-01"), Amount: 2_500_000, Basis: "Nghị định thử"})))
	got := load()
	holds(t, "the law", fmt.Sprint(got.Versions["law"], len(got.Law.Bases), len(got.Law.Salaries), got.Law.Regimes[1].ReportForm, got.Law.Regimes[1].Before, got.Law.Regimes[1].Rates), fmt.Sprint(3, 1, 3, "Mẫu số 08", at("2026-10-01"), regimes[1].Rates))
	if b, err := got.Law.Bonus(on("2026-01-01"), award.BangKhen, plan.LevelProvince, award.Team, award.RoundUp); err != nil || b.Exact != 7_500_000 {
		t.Errorf("a bonus by what was set: %d, %v", b.Exact, err)
	}

	must(s.SaveRounding(t.Context(), a, now, 0, award.RoundNearest))
	must(s.SaveCalendar(t.Context(), a, now, 0, award.Calendar{Holidays: []clock.Day{on("2025-09-02"), on("2025-09-01"), on("2025-09-02")}}))
	must(s.SaveLimits(t.Context(), a, now, 0, award.Limits{award.StageOpinion: 0, award.StageAppraisal: 15, award.StageSupplement: 5, award.StageConsult: 7, award.StageSignature: 3, award.StageAnnounce: 4}))
	must(s.SaveCouncil(t.Context(), a, now, 0, award.CouncilRule{Threshold: award.Share{Num: 80, Den: 100}, Quorum: award.Share{Num: 1, Den: 2, Strict: true}}))
	must(s.SaveCopy(t.Context(), a, now, 0, award.CopyRule{Syllables: 4, Percent: 60, Least: 15}))
	old := got.Law.Regimes[0].Decree
	must(s.SavePapers(t.Context(), a, now, 0, []criteria.PaperRule{{Form: award.GiayKhen, Kinds: []string{"to-trinh"}}, {Form: award.BangKhen, Kinds: []string{"to-trinh", "bien-ban"}}, {Form: award.BangKhen, Decree: old, Kinds: []string{"danh-sach"}}}))
	got = load()
	holds(t, "papers", fmt.Sprint(got.PapersOn(award.GiayKhen, on("2025-06-30")), got.PapersOn(award.BangKhen, on("2025-06-30")), got.PapersOn(award.BangKhen, on("2025-07-01"))), "[to-trinh] [danh-sach] [to-trinh bien-ban]")
	for k := range got.Law.Regimes { // a title written otherwise is of the same decree
		got.Law.Regimes[k].Decree = strings.Replace(got.Law.Regimes[k].Decree, "Nghị định số", "Nghị định", 1)
	}
	rule, own := got.PaperRuleOf(award.BangKhen, strings.ToUpper(old))
	holds(t, "papers by number", fmt.Sprint(got.PapersOn(award.BangKhen, on("2025-06-30")), got.PapersOn(award.BangKhen, on("2025-07-01")), rule.Kinds, own), "[danh-sach] [to-trinh bien-ban] [danh-sach] true")
	holds(t, "the rest", fmt.Sprintln(got.Rounding, got.Calendar.Holidays, got.Calendar.Worked, got.Limits[award.StageOpinion], got.Limits[award.StageAppraisal], got.Council.Threshold.Words(), got.Council.Quorum.Words(), got.Copy),
		"nearest [01/09/2025 02/09/2025] [] 0 15 từ 80 % quá 1/2 {4 60 15}\n")
	text, err := pg.Value[string](t.Context(), pool, `SELECT before || ' → ' || after FROM audit_entry WHERE action = 'setting.save' AND summary LIKE '%làm tròn%'`)
	must(err)
	holds(t, "before and after", text, `{"làm tròn tiền thưởng":"up"} → {"làm tròn tiền thưởng":"nearest"}`)
	n, err := pg.Value[int](t.Context(), pool, `SELECT count(*)::int FROM audit_entry WHERE action = 'setting.save'`)
	must(err)
	holds(t, "on record", n, 9)
}

// What makes no sense is refused beside its field.
func TestSettingsAreRefused(t *testing.T) {
	s := &criteria.Service{Pool: pgtest.DB(t), Clocks: clock.Real()}
	day := on("2025-07-05")
	now := clock.Moment{Wall: day.Start(), Business: day.Start(), Today: day}
	a := access.Actor{UserID: 1, Name: "Lê Thị Hoa", Appointment: access.Appointment{Role: access.HomeAffairs, UnitID: 1, Path: "1."}}
	regimes := func(change func(l []award.Regime)) error {
		l := award.Statute().Regimes
		change(l)
		return s.SaveRegimes(t.Context(), a, now, 0, l)
	}
	salaries := func(l ...award.Salary) error { return s.SaveSalaries(t.Context(), a, now, 0, l) }
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"no decree", s.SaveRegimes(t.Context(), a, now, 0, nil), "nghi-dinh.1: Khai báo ít nhất một nghị định."},
		{"an overlap", regimes(func(l []award.Regime) { l[0].Before = at("2025-07-02") }), "tu.2: Trùng với nghị định trước, áp dụng đến hết ngày 01/07/2025."},
		{"a gap", regimes(func(l []award.Regime) { l[0].Before = at("2025-06-30") }), "tu.2: Từ ngày 30/06/2025 đến hết ngày 30/06/2025 không có nghị định nào áp dụng."},
		{"two without end", regimes(func(l []award.Regime) { l[0].Before = nil }), "tu.2: Nghị định trước chưa có ngày hết áp dụng: hai nghị định cùng áp dụng một ngày."},
		{"backwards", regimes(func(l []award.Regime) { l[1].Before = at("2025-07-01") }), "den.2: Ngày hết áp dụng không được trước ngày bắt đầu."},
		{"empty", regimes(func(l []award.Regime) { l[1].Decree, l[1].From, l[1].Rates = "", nil, l[1].Rates[1:] }),
			"nghi-dinh.2: Nhập tên, số, ngày của nghị định.\ntu.2: Nhập ngày bắt đầu áp dụng.\nhe-so.2.1: Nhập hệ số, ví dụ 0,3."},
		{"a huge rate", regimes(func(l []award.Regime) { l[0].Rates[0].Hundredths = 10_001 }), "he-so.1.1: Hệ số từ 0 đến 100."},
		{"no base", s.SaveBases(t.Context(), a, now, 0, nil), "can-cu.1: Khai báo ít nhất một căn cứ."},
		{"a base twice", s.SaveBases(t.Context(), a, now, 0, []award.Dated{{Text: "Luật A", Before: at("2025-01-01")}, {Text: "Luật A", From: at("2025-01-01")}, {Text: "luật a", From: at("2025-02-01")}}),
			"can-cu.3: Văn bản này đã có ở trên, cùng thời gian áp dụng."},
		{"no salary", salaries(), "muc.1: Khai báo ít nhất một mức lương cơ sở."},
		{"salaries out of order", salaries(award.Salary{From: on("2023-07-01"), Amount: 1_800_000, Basis: "A"}, award.Salary{From: on("2023-07-01"), Amount: 5, Basis: ""}),
			"can-cu.2: Nhập văn bản quy định mức lương.\nmuc.2: Nhập mức lương cơ sở theo đồng, từ 100.000 đến 100.000.000.\ntu.2: Ngày áp dụng phải sau mức ở trên (01/07/2023)."},
		{"a decree without salary", salaries(award.Salary{From: on("2024-01-02"), Amount: 1_800_000, Basis: "A"}), "tu.1: Chưa có mức lương cơ sở cho ngày 01/01/2024, khi nghị định đầu tiên bắt đầu áp dụng."},
		{"no whole đồng", salaries(award.Salary{From: on("2023-07-01"), Amount: 1_800_001, Basis: "A"}), "muc.1: Có mức lương nhân hệ số tiền thưởng không ra số đồng nguyên. Kiểm tra mức lương và hệ số."},
		{"no rounding", s.SaveRounding(t.Context(), a, now, 0, "down"), "lam-tron: Chọn cách làm tròn."},
		{"a Monday worked", s.SaveCalendar(t.Context(), a, now, 0, award.Calendar{Worked: []clock.Day{on("2025-07-07")}}), "lam-bu: Ngày 07/07/2025 không phải thứ Bảy, Chủ nhật nên không cần ghi làm bù."},
		{"off and worked", s.SaveCalendar(t.Context(), a, now, 0, award.Calendar{Holidays: []clock.Day{on("2025-07-06")}, Worked: []clock.Day{on("2025-07-06")}}), "lam-bu: Ngày 06/07/2025 vừa là ngày nghỉ vừa là ngày làm bù."},
		{"no council", s.SaveCouncil(t.Context(), a, now, 0, award.CouncilRule{Threshold: award.Share{Num: 1, Den: 1, Strict: true}, Quorum: award.Share{Num: 3, Den: 2}}),
			"nguong: Tỷ lệ phiếu cần đạt phải lớn hơn 0 và không quá toàn bộ thành viên; mẫu số tối đa 100.\nso-du-hop: Tỷ lệ thành viên dự họp phải lớn hơn 0 và không quá toàn bộ thành viên; mẫu số tối đa 100."},
		{"papers of one form", s.SavePapers(t.Context(), a, now, 0, []criteria.PaperRule{{Form: award.GiayKhen}, {Form: award.GiayKhen, Kinds: []string{"to-trinh"}}, {Form: award.GiayKhen, Decree: "Nghị định lạ", Kinds: []string{"to-trinh"}}}),
			"giay-to.2.0: Chọn giấy tờ hồ sơ Bằng khen cần có.\ngiay-to.1.0: Chọn ít nhất một loại giấy tờ hồ sơ Giấy khen cần có.\ngiay-to.1.0: Có hai quy định về giấy tờ cho cùng hình thức, cùng nghị định.\ngiay-to.1.0: Nghị định này không còn trong cài đặt. Tải lại trang để xem danh sách mới."},
		{"copying", s.SaveCopy(t.Context(), a, now, 0, award.CopyRule{Syllables: 2, Percent: 70, Least: 20}), "so-tieng: Nhập số từ 3 đến 15."},
	} {
		holds(t, c.name, refused(c.err), c.want)
	}
	if err := s.SaveLimits(t.Context(), a, now, 0, award.Limits{award.StageOpinion: -1}); strings.Count(refused(err), "\n") != 5 {
		t.Errorf("limits: %s", refused(err))
	}
}
