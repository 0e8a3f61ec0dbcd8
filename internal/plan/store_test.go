package plan

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

var loader = access.System("nạp kế hoạch", access.UnitWrite)

// on is both clocks at nine on a day.
func on(s string) clock.Moment {
	at := day(s).Start().Add(9 * time.Hour)
	return clock.Moment{Wall: at.UTC(), Business: at, Today: day(s)}
}

// shelf is a database with a province and one commune.
type shelf struct {
	tx                pg.Tx
	province, commune int64
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	s := shelf{tx: pg.WrapTx(pgtest.Tx(t))}
	open := func(u org.NewUnit) int64 {
		u.From = day("2024-11-01")
		id, err := org.OpenUnit(t.Context(), s.tx, loader, on("2024-11-06"), u)
		if err != nil {
			t.Fatal(err)
		}
		return int64(id)
	}
	s.province = open(org.NewUnit{Level: org.Province, Code: "58", Name: "Ninh Thuận", Kind: "tỉnh"})
	s.commune = open(org.NewUnit{Level: org.Commune, Parent: org.UnitID(s.province), Code: "22759", Name: "Kinh Dinh", Kind: "phường"})
	return s
}

func (s shelf) load(t *testing.T, d *Definition, today string) Loaded {
	t.Helper()
	out, err := Load(t.Context(), s.tx, loader, on(today), d, []int64{s.province}, "thử")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s shelf) live(t *testing.T) *Live {
	t.Helper()
	l, err := NewBook(s.tx).Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// report opens a draft of the commune in a period, submitted n times.
func (s shelf) report(t *testing.T, l *Live, ordinal, n int) {
	t.Helper()
	p := l.Periods[ordinal]
	var at *time.Time
	var first *clock.Day
	if n > 0 {
		now := on("2025-02-05")
		at, first = &now.Business, &now.Today
	}
	_, err := s.tx.Exec(t.Context(), `INSERT INTO report (commune_id, period_id, holder_id, reviewer_id, plan_version_id, scope_path, submission_no, first_submitted_at, first_submitted_on)
	  VALUES ($1, $2, $1, $3, $4, '1.2.', $5, $6, $7)`, s.commune, p.ID, s.province, p.VersionID, n, at, first)
	if err != nil {
		t.Fatal(err)
	}
}

// mended is the plan that ships, with some of its words replaced.
func mended(t *testing.T, oldnew ...string) *Definition {
	t.Helper()
	text := string(ninhThuanSource)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("no %q in the definition", oldnew[i])
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	d, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Attach(ninhThuanText); err != nil {
		t.Fatal(err)
	}
	return d
}

// What the database holds of the plan that ships.
func TestCalendarFromTheDatabase(t *testing.T) {
	s := newShelf(t)
	out := s.load(t, ninhThuan(t), "2024-11-06")
	if !out.New || out.Number != 1 {
		t.Fatalf("loaded %+v", out)
	}
	l := s.live(t)
	var got []string
	for _, p := range l.Phases {
		got = append(got, fmt.Sprintf("%s %s %s–%s, trước %s", p.Code, p.Name, p.Start, p.End, p.ReportBefore))
	}
	for _, p := range l.Periods {
		ph, _ := l.Phase(p.PhaseID)
		got = append(got, fmt.Sprintf("%d %s [%s] %s–%s mở %s gửi %s hạn %s đóng %s cuối đợt %v, %s phiên bản %d",
			p.Ordinal, p.Label, p.Short, p.Start, p.End, p.Opens, p.SubmitFrom, p.Due, p.ClosesBefore, p.Closing, ph.Code, p.VersionID-out.VersionID+1))
	}
	want := []string{
		"dot-1 Đợt 1 06/11/2024–03/02/2025, trước 07/02/2025",
		"dot-2 Đợt 2 04/02/2025–19/08/2025, trước 22/08/2025",
		"0 Kỳ 06 – 30/11/2024 [06–30/11] 06/11/2024–30/11/2024 mở 06/11/2024 gửi 30/11/2024 hạn 05/12/2024 đóng 11/12/2024 cuối đợt false, dot-1 phiên bản 1",
		"1 Tháng 12/2024 [12/2024] 01/12/2024–31/12/2024 mở 01/12/2024 gửi 31/12/2024 hạn 05/01/2025 đóng 11/01/2025 cuối đợt false, dot-1 phiên bản 1",
		"2 Kỳ 01/01 – 03/02/2025 [01/01–03/02] 01/01/2025–03/02/2025 mở 01/01/2025 gửi 03/02/2025 hạn 05/02/2025 đóng 07/02/2025 cuối đợt true, dot-1 phiên bản 1",
		"3 Kỳ 04 – 28/02/2025 [04–28/02] 04/02/2025–28/02/2025 mở 04/02/2025 gửi 28/02/2025 hạn 05/03/2025 đóng 11/03/2025 cuối đợt false, dot-2 phiên bản 1",
		"4 Tháng 3/2025 [3/2025] 01/03/2025–31/03/2025 mở 01/03/2025 gửi 31/03/2025 hạn 05/04/2025 đóng 11/04/2025 cuối đợt false, dot-2 phiên bản 1",
		"5 Tháng 4/2025 [4/2025] 01/04/2025–30/04/2025 mở 01/04/2025 gửi 30/04/2025 hạn 05/05/2025 đóng 11/05/2025 cuối đợt false, dot-2 phiên bản 1",
		"6 Tháng 5/2025 [5/2025] 01/05/2025–31/05/2025 mở 01/05/2025 gửi 31/05/2025 hạn 05/06/2025 đóng 11/06/2025 cuối đợt false, dot-2 phiên bản 1",
		"7 Tháng 6/2025 [6/2025] 01/06/2025–30/06/2025 mở 01/06/2025 gửi 30/06/2025 hạn 05/07/2025 đóng 11/07/2025 cuối đợt false, dot-2 phiên bản 1",
		"8 Tháng 7/2025 [7/2025] 01/07/2025–31/07/2025 mở 01/07/2025 gửi 31/07/2025 hạn 05/08/2025 đóng 11/08/2025 cuối đợt false, dot-2 phiên bản 1",
		"9 Kỳ 01 – 19/08/2025 [01–19/08] 01/08/2025–19/08/2025 mở 01/08/2025 gửi 19/08/2025 hạn 20/08/2025 đóng 22/08/2025 cuối đợt true, dot-2 phiên bản 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("calendar\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// The snapshot's periods are those the rules cut.
	for i, p := range l.Periods {
		if p.Period != l.Rules.Periods[i] {
			t.Errorf("period %d stored as %+v, cut as %+v", i, p.Period, l.Rules.Periods[i])
		}
	}
	if !slices.Equal(l.Participants, []int64{s.province}) || l.Rules.Def.Text != l.RulesAt(9).Def.Text || l.Rules.Def.Text == "" {
		t.Errorf("participants %v", l.Participants)
	}
	if p, ok := l.Period(l.Periods[4].ID); !ok || p.Label != "Tháng 3/2025" {
		t.Errorf("period by id %+v", p)
	}
	if _, ok := l.Period(-1); ok || l.RulesOf(-1) != nil {
		t.Error("ids that are none are found")
	}
}

// The same content is no new version; other content is, audited and counted.
func TestVersions(t *testing.T) {
	s := newShelf(t)
	first := s.load(t, ninhThuan(t), "2024-11-06")
	again := s.load(t, ninhThuan(t), "2024-11-07")
	if again.New || again.VersionID != first.VersionID || again.Number != 1 {
		t.Errorf("same content: %+v after %+v", again, first)
	}
	rev := s.live(t).Revision
	second := s.load(t, mended(t, `number: ""`, `number: "5180"`), "2024-11-08")
	if !second.New || second.Number != 2 {
		t.Errorf("another content: %+v", second)
	}
	l := s.live(t)
	if l.Revision != rev+1 || l.VersionID != second.VersionID || l.Rules.Def.Campaign.Plan.Reference() != "Số 5180/KH-UBND" {
		t.Errorf("revision %d after %d, %s", l.Revision, rev, l.Rules.Def.Campaign.Plan.Reference())
	}
	if got := l.RulesOf(first.VersionID).Def.Campaign.Plan.Reference(); got != "Số ……/KH-UBND" {
		t.Errorf("the first version now says %s", got)
	}
	said, err := pg.Column[string](t.Context(), s.tx, `SELECT summary FROM audit_entry WHERE action = 'plan.load' ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	if len(said) != 2 || !strings.HasPrefix(said[0], "Nạp kế hoạch, phiên bản 1: Phong trào") || !strings.HasPrefix(said[1], "Nạp kế hoạch, phiên bản 2: ") {
		t.Errorf("audited %q", said)
	}
}

// Slots and ordinals are for good, also those a later version dropped.
func TestPlacesAreRefusedToOthers(t *testing.T) {
	s := newShelf(t)
	s.load(t, ninhThuan(t), "2024-11-06")
	before := s.live(t)
	for name, c := range map[string]struct {
		d    *Definition
		want []string
	}{
		"a slot under another code": {mended(t, "code: news_items", "code: press_items"),
			[]string{"Chỗ 22 đã dành cho số liệu news_items, không dùng lại cho press_items được."}},
		"a code in another slot": {mended(t, "- slot: 22", "- slot: 23"),
			[]string{"số liệu news_items đã có chỗ 22, không đổi sang 23 được."}},
		"an ordinal under another code": {mended(t, `code: "7.1"`, `code: "7.2"`),
			[]string{"Chỗ 10 đã dành cho chỉ tiêu 7.1, không dùng lại cho 7.2 được."}},
	} {
		_, err := Load(t.Context(), s.tx, loader, on("2024-11-07"), c.d, []int64{s.province}, "")
		e, ok := fault.Of(err)
		if !ok || e.Kind != fault.Invalid {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Message)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if l := s.live(t); l.VersionID != before.VersionID || l.Revision != before.Revision {
		t.Error("a refused version was stored")
	}
	// A new slot is welcome.
	out := s.load(t, mended(t, "  - slot: 22\n", "  - slot: 23\n    code: extra\n    group: \"2.7\"\n    name: Thêm\n    short: Thêm\n    unit: việc\n    entry: teams\n    over: sum\n    definition: Thêm.\n  - slot: 22\n"), "2024-11-08")
	if l := s.live(t); !out.New || l.Rules.Slots() != 24 || l.RulesOf(before.VersionID).Slots() != 23 {
		t.Errorf("%+v, %d slots", out, l.Rules.Slots())
	}
}

// An ended period keeps its version and deadlines; those not over follow, and
// so do reports never handed in.
func TestPeriodsFollowOrStay(t *testing.T) {
	s := newShelf(t)
	first := s.load(t, ninhThuan(t), "2024-11-06")
	l := s.live(t)
	for ordinal := range 4 {
		s.report(t, l, ordinal, 1-ordinal/3)
	}
	s.report(t, l, 4, 0)
	second := s.load(t, mended(t, "due_days: 5 ", "due_days: 7 "), "2025-02-03") // the third period's last day
	l = s.live(t)
	for i, p := range l.Periods {
		wantVersion, wantDue := second.VersionID, p.End+7
		if i < 2 {
			wantVersion, wantDue = first.VersionID, p.End+5
		}
		if p.Closing {
			wantDue = p.ClosesBefore - 2
		}
		if p.VersionID != wantVersion || p.Due != wantDue {
			t.Errorf("period %d: version %d, due %s", i, p.VersionID, p.Due)
		}
	}
	if l.RulesAt(1) != l.RulesOf(first.VersionID) || l.RulesAt(2) != l.Rules {
		t.Error("periods are not judged by their versions")
	}
	versions, err := pg.Column[int64](t.Context(), s.tx, `SELECT plan_version_id FROM report ORDER BY period_id`)
	if err != nil {
		t.Fatal(err)
	}
	// Handed in: stays. The fourth and fifth were not, and follow.
	if want := []int64{first.VersionID, first.VersionID, first.VersionID, second.VersionID, second.VersionID}; !slices.Equal(versions, want) {
		t.Errorf("reports by versions %v, want %v", versions, want)
	}

	// A period with reports is not moved, nor one that is over.
	for name, change := range map[string][2]string{
		"with reports": {"end: 2025-02-03", "end: 2025-02-04"},
		"over":         {"issued: 2024-11-06", "issued: 2024-11-05"},
	} {
		d := mended(t, "due_days: 5 ", "due_days: 7 ")
		text := strings.Replace(string(d.Source), change[0], change[1], 1)
		if name == "with reports" {
			text = strings.Replace(text, "start: 2025-02-04", "start: 2025-02-05", 1)
			text = strings.Replace(text, "quote: Từ ngày 04/02/2025 đến", "quote: đến", 1)
			text = strings.Replace(text, "quote: Từ ngày ban hành kế hoạch đến hết ngày 03/02/2025", "quote: Từ ngày ban hành kế hoạch", 1)
		}
		d, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Load(t.Context(), s.tx, loader, on("2025-02-03"), d, []int64{s.province}, "")
		if e, ok := fault.Of(err); !ok || e.Kind != fault.Invalid || !strings.HasSuffix(e.Message, "đã có báo cáo hoặc đã kết thúc, không dời ngày được.") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A cached snapshot answers until a newer revision is asked for.
func TestBookKeepsARevision(t *testing.T) {
	pool := pgtest.DB(t)
	var n atomic.Int64
	ctx := pg.Counted(t.Context(), &n)
	book := NewBook(pool)
	if _, err := book.Now(ctx); fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("without a plan: %v", err)
	}
	put := func(d *Definition) Loaded {
		t.Helper()
		var out Loaded
		err := pg.InTx(t.Context(), pool, func(tx pg.Tx) (err error) {
			out, err = Load(t.Context(), tx, loader, on("2024-11-06"), d, nil, "")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	put(ninhThuan(t))
	l, err := book.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	n.Store(0)
	same, err := book.At(ctx, l.Revision)
	if err != nil || same != l || n.Load() != 0 {
		t.Errorf("asked again for revision %d: %d statements, same %v, %v", l.Revision, n.Load(), same == l, err)
	}
	second := put(mended(t, `number: ""`, `number: "5180"`))
	if old, _ := book.At(ctx, l.Revision); old != l || n.Load() != 0 {
		t.Error("an older revision is not answered from the cache")
	}
	fresh, err := book.At(ctx, l.Revision+1)
	if err != nil || fresh == l || fresh.VersionID != second.VersionID || n.Load() == 0 {
		t.Fatalf("revision %d: %+v, %v", l.Revision+1, fresh, err)
	}
	// Versions are parsed once: the first version's rules are the same ones.
	if fresh.RulesOf(l.VersionID) != l.Rules {
		t.Error("the first version was parsed again")
	}
	n.Store(0)
	if again, err := book.Now(ctx); err != nil || again != fresh || n.Load() != 1 {
		t.Errorf("now: %d statements, %v", n.Load(), err)
	}
}
