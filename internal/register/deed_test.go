package register

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/vi"
)

func (h house) deed(t *testing.T, k string, edit func(*DeedInput)) DeedID {
	t.Helper()
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh Lê Văn A, Tổ viên", What: "Nhặt được ví, trả lại người mất"}
	if edit != nil {
		edit(&in)
	}
	made, err := h.service.AddDeed(t.Context(), h.police(0), moment, h.tree, key(k, "/guong"), in)
	if err != nil {
		t.Fatal(err)
	}
	return DeedID(made.ID)
}

func TestAddDeedOnce(t *testing.T) {
	h := build(t)
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "  Anh Lê Văn A ", What: "Giúp người gă\u0323p nạn\r\n trên đường",
		Recognition: RecognitionInput{Rank: ByCommune, By: " UBND phường ", Document: "12/QĐ-UBND", On: day(2024, 12, 20)}}
	ctx, a := t.Context(), h.police(0)
	first, err := h.service.AddDeed(ctx, a, moment, h.tree, key("k1", "/guong"), in)
	if err != nil || first.Repeated || first.ID == 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := h.service.AddDeed(ctx, a, moment, h.tree, key("k1", "/guong"), in)
	if err != nil || !again.Repeated || again.URL != first.URL {
		t.Errorf("the second click: %+v, %v; want the address of the first, %q", again, err, first.URL)
	}
	d, err := h.service.Deed(ctx, a, access.DeedWrite, moment, h.tree, DeedID(first.ID))
	if err != nil {
		t.Fatal(err)
	}
	want := Deed{ID: DeedID(first.ID), Team: h.teams[0], DoneOn: clock.NewDay(2024, 12, 10), Who: "Anh Lê Văn A", What: "Giúp người gặp nạn\n trên đường",
		RecognisedBy: "UBND phường", RecognisedRank: ByCommune, Decision: "12/QĐ-UBND", Author: "Công an xa1", Version: 1}
	if d.RecognisedOn == nil || *d.RecognisedOn != clock.NewDay(2024, 12, 20) || !d.CreatedAt.Equal(moment.Wall) {
		t.Errorf("recognised %v, created %v", d.RecognisedOn, d.CreatedAt)
	}
	d.RecognisedOn, d.CreatedAt = nil, time.Time{}
	if len(d.Members) != 0 {
		t.Errorf("members %v", d.Members)
	}
	d.Members = nil
	if !reflect.DeepEqual(d, want) {
		t.Errorf("stored %+v\nwant   %+v", d, want)
	}
	n, err := pg.Value[int](ctx, h.tx, `SELECT count(*) FROM good_deed`)
	audits, err2 := pg.Value[int](ctx, h.tx, `SELECT count(*) FROM audit_entry WHERE action = 'deed.add' AND actor_id = $1`, a.UserID)
	if n != 1 || audits != 1 || err != nil || err2 != nil {
		t.Errorf("%d deeds, %d audit rows, %v %v", n, audits, err, err2)
	}
	if len(*h.changes) != 1 {
		t.Fatalf("%d changes told", len(*h.changes))
	}
	if c := (*h.changes)[0]; c.Kind != Deeds || c.Commune != h.communes[0] || !slices.Equal(c.Teams, h.teams[:1]) || c.Day != clock.NewDay(2024, 12, 10) {
		t.Errorf("told %+v", c)
	}
	if _, err := h.service.AddDeed(ctx, a, moment, h.tree, key("", "/guong"), in); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a key: %v", err)
	}
}

// Two clicks at the same instant, in two transactions.
func TestDoubleClick(t *testing.T) {
	pool := pgtest.DB(t)
	var h house
	if err := pg.InTx(t.Context(), pool, func(tx pg.Tx) error { h = fill(t, tx); return nil }); err != nil {
		t.Fatal(err)
	}
	s := &Service{DB: pool}
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh A", What: "Việc tốt"}
	var wg sync.WaitGroup
	var made [8]Created
	var errs [8]error
	for i := range made {
		wg.Go(func() { made[i], errs[i] = s.AddDeed(t.Context(), h.police(0), moment, h.tree, key("k", "/guong"), in) })
	}
	wg.Wait()
	first := 0
	for i, m := range made {
		if errs[i] != nil || m.URL != made[0].URL {
			t.Errorf("%+v, %v", m, errs[i])
		}
		if !m.Repeated {
			first++
		}
	}
	n, err := pg.Value[int](t.Context(), pool, `SELECT count(*) FROM good_deed`)
	if n != 1 || first != 1 || err != nil {
		t.Errorf("%d rows, %d first answers, %v", n, first, err)
	}
}

func TestDeedRefusals(t *testing.T) {
	h := build(t)
	long := strings.Repeat("ă", 1001)
	for _, c := range []struct {
		name string
		edit func(*DeedInput)
		want []string
	}{
		{"all at once", func(in *DeedInput) { *in = DeedInput{Recognition: RecognitionInput{Document: "1"}, What: long} }, []string{
			"to: Chọn Tổ bảo vệ ANTT.", "ngay: Nhập ngày làm việc tốt hoặc được biểu dương.",
			"nguoi: Nhập người làm việc tốt hoặc được biểu dương, hoặc chọn thành viên.", "viec: Rút gọn việc làm còn tối đa 1.000 ký tự.",
			"cap: Chọn cấp ghi nhận, hoặc xóa đơn vị, ngày và văn bản ghi nhận.", "noi-ghi-nhan: Nhập đơn vị ghi nhận, biểu dương.", "ngay-ghi-nhan: Nhập ngày ghi nhận, biểu dương."}},
		{"tomorrow", func(in *DeedInput) { in.DoneOn = day(2025, 2, 6) }, []string{"ngay: Ngày không được sau hôm nay."}},
		{"before the force", func(in *DeedInput) { in.DoneOn = day(2024, 6, 30) },
			[]string{"ngay: Ngày không được trước 01/07/2024, ngày lực lượng được thành lập."}},
		{"before the team is listed", func(in *DeedInput) { in.DoneOn = day(2024, 10, 31) },
			[]string{"ngay: Tổ bảo vệ ANTT khu phố 1 không có trong danh mục vào ngày này."}},
		{"an id number", func(in *DeedInput) { in.What = "Trả giấy tờ cho người có CCCD 058190001234" },
			[]string{"viec: Không ghi số định danh, số điện thoại vào đây. Bỏ số định danh rồi lưu lại."}},
		{"a phone", func(in *DeedInput) { in.Who = "Anh A (0912 345 678)" },
			[]string{"nguoi: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại."}},
		{"recognised before", func(in *DeedInput) {
			in.Recognition = RecognitionInput{Rank: ByCommune, By: "UBND", On: day(2024, 12, 9)}
		},
			[]string{"ngay-ghi-nhan: Ngày ghi nhận không được trước ngày làm việc tốt."}},
		{"recognised tomorrow", func(in *DeedInput) {
			in.Recognition = RecognitionInput{Rank: ByCommune, By: "UBND", On: day(2025, 2, 6)}
		},
			[]string{"ngay-ghi-nhan: Ngày ghi nhận không được sau hôm nay."}},
	} {
		in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh A", What: "Việc tốt"}
		c.edit(&in)
		_, err := h.service.AddDeed(t.Context(), h.police(0), moment, h.tree, key("k", "/guong"), in)
		if got := refused(t, err); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	ok := DeedInput{Team: h.teams[0], DoneOn: day(2025, 2, 5), Who: "Anh A", What: "Hôm nay vẫn được"}
	if _, err := h.service.AddDeed(t.Context(), h.police(0), moment, h.tree, key("k", "/guong"), ok); err != nil {
		t.Errorf("a refused form's key still works: %v", err)
	}
	if _, err := h.service.AddDeed(t.Context(), h.police(1), moment, h.tree, key("k2", "/guong"), ok); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's team: %v", err)
	}
	if _, err := h.service.AddDeed(t.Context(), h.px03(), moment, h.tree, key("k3", "/guong"), ok); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("px03 does not write deeds: %v", err)
	}
	if _, err := h.service.AddDeed(t.Context(), access.Actor{}, moment, h.tree, key("k4", "/guong"), ok); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("nobody: %v", err)
	}
}

func TestEditAndWithdrawDeed(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	id := h.deed(t, "k", nil)
	*h.changes = nil
	in := DeedInput{Team: h.teams[1], DoneOn: day(2025, 1, 3), Who: "Chị B", What: "Sửa lại"}
	if err := h.service.EditDeed(ctx, h.police(1), moment, h.tree, id, 1, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's deed: %v", err)
	}
	if err := h.service.EditDeed(ctx, a, moment, h.tree, 999_999, 1, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such deed: %v", err)
	}
	if err := h.service.EditDeed(ctx, a, moment, h.tree, id, 1, in); err != nil {
		t.Fatal(err)
	}
	if err := h.service.EditDeed(ctx, a, moment, h.tree, id, 1, in); fault.KindOf(err) != fault.Stale {
		t.Errorf("the old version: %v", err)
	}
	var told []string
	for _, c := range *h.changes {
		told = append(told, h.tree.Name(c.Teams[0], today).Short()+" "+c.Day.String())
	}
	if want := []string{"Tổ khu phố 1 10/12/2024", "Tổ khu phố 2 03/01/2025"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	foreign := in
	foreign.Team = h.teams[2]
	if err := h.service.EditDeed(ctx, a, moment, h.tree, id, 2, foreign); fault.KindOf(err) != fault.NotFound {
		t.Errorf("into another commune's team: %v", err)
	}
	if got := refused(t, h.service.WithdrawDeed(ctx, a, moment, h.tree, id, 2, " ")); !slices.Equal(got, []string{"ly-do: Nhập lý do rút."}) {
		t.Errorf("%v", got)
	}
	if err := h.service.WithdrawDeed(ctx, a, moment, h.tree, id, 2, "Ghi trùng"); err != nil {
		t.Fatal(err)
	}
	if got := refused(t, h.service.EditDeed(ctx, a, moment, h.tree, id, 3, in)); !strings.Contains(got[0], "đã được rút") {
		t.Errorf("%v", got)
	}
	log, err := pg.Column[string](ctx, h.tx, `SELECT action || ' ' || summary FROM audit_entry WHERE object_kind = 'good_deed' ORDER BY id`)
	want := []string{"deed.add Thêm việc tốt ngày 10/12/2024 của Tổ bảo vệ ANTT khu phố 1",
		"deed.edit Sửa việc tốt ngày 03/01/2025 của Tổ bảo vệ ANTT khu phố 2",
		"deed.withdraw Rút việc tốt ngày 03/01/2025 của Tổ bảo vệ ANTT khu phố 2: Ghi trùng"}
	if err != nil || !slices.Equal(log, want) {
		t.Errorf("audit:\n%s\n%v", strings.Join(log, "\n"), err)
	}
}

func TestDeedList(t *testing.T) {
	h := build(t)
	ctx := t.Context()
	h.deed(t, "1", func(in *DeedInput) { in.What = "ĐƯA cụ già qua đường Thống Nhất" })
	gone := h.deed(t, "2", func(in *DeedInput) { in.DoneOn = day(2024, 12, 11) })
	h.deed(t, "3", func(in *DeedInput) { in.Team, in.DoneOn = h.teams[1], day(2025, 1, 15) })
	if err := h.service.WithdrawDeed(ctx, h.police(0), moment, h.tree, gone, 1, "Ghi trùng"); err != nil {
		t.Fatal(err)
	}
	other := DeedInput{Team: h.teams[2], DoneOn: day(2025, 1, 20), Who: "Anh C", What: "Chữa cháy"}
	if _, err := h.service.AddDeed(ctx, h.police(1), moment, h.tree, key("o", "/guong"), other); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		actor access.Actor
		f     DeedFilter
		want  []string // days
	}{
		{"own", h.police(0), DeedFilter{}, []string{"15/01/2025", "10/12/2024"}},
		{"all states", h.police(0), DeedFilter{State: All}, []string{"15/01/2025", "11/12/2024", "10/12/2024"}},
		{"withdrawn", h.police(0), DeedFilter{State: Withdrawn}, []string{"11/12/2024"}},
		{"province", h.px03(), DeedFilter{}, []string{"20/01/2025", "15/01/2025", "10/12/2024"}},
		{"a team", h.px03(), DeedFilter{Under: h.teams[1]}, []string{"15/01/2025"}},
		{"a commune", h.px03(), DeedFilter{Under: h.communes[1]}, []string{"20/01/2025"}},
		{"inclusive days", h.px03(), DeedFilter{From: day(2024, 12, 10), To: day(2025, 1, 15)}, []string{"15/01/2025", "10/12/2024"}},
		{"folded text", h.px03(), DeedFilter{Text: "đua cu  GIÀ"}, []string{"10/12/2024"}},
		{"no wildcard", h.px03(), DeedFilter{Text: "%"}, nil},
		{"past the end", h.px03(), DeedFilter{Page: 9}, []string{"20/01/2025", "15/01/2025", "10/12/2024"}},
	} {
		p, err := h.service.Deeds(ctx, c.actor, moment, h.tree, c.f)
		var got []string
		for _, d := range p.Rows {
			got = append(got, d.DoneOn.String())
		}
		if err != nil || !slices.Equal(got, c.want) || p.Total != len(c.want) || p.Page != 1 {
			t.Errorf("%s: %v (total %d, page %d, %v), want %v", c.name, got, p.Total, p.Page, err, c.want)
		}
	}
	if _, err := h.service.Deeds(ctx, h.police(0), moment, h.tree, DeedFilter{Under: h.teams[2]}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's team: %v", err)
	}
	n, err := DeedCounts(ctx, h.tx, h.teams, clock.NewDay(2024, 12, 1), clock.NewDay(2025, 1, 15))
	if err != nil || len(n) != 2 || n[h.teams[0]] != 1 || n[h.teams[1]] != 1 {
		t.Errorf("counts %v, %v", n, err)
	}
}

// The folding in SQL must equal vi.Fold, or a search would miss.
func TestSQLFolds(t *testing.T) {
	h := build(t)
	for _, s := range []string{"Đường Thống Nhất", "HOÀ – hòa – hoà", "Ưu tiên Ơ ê Ỹ ặ", "Nguyễn Thị Ánh Tuyết", "100% – “trích”"} {
		got, err := pg.Value[string](t.Context(), h.tx,
			`SELECT lower(translate(regexp_replace(normalize($1::text, NFD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd'))`, s)
		if err != nil || got != vi.Fold(s) {
			t.Errorf("%q folds to %q in SQL, %q in Go (%v)", s, got, vi.Fold(s), err)
		}
	}
}

// A team that moved keeps its deeds; the commune of the day writes them.
func TestDeedOfMovedTeam(t *testing.T) {
	h := build(t)
	h.deed(t, "1", nil)
	if err := org.Move(t.Context(), h.tx, clerk, moment, clock.NewDay(2025, 1, 1), h.communes[1], h.teams[0]); err != nil {
		t.Fatal(err)
	}
	tree, err := org.Load(t.Context(), h.tx)
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.service.Deeds(t.Context(), h.police(1), moment, tree, DeedFilter{})
	if err != nil || p.Total != 1 {
		t.Errorf("the new commune sees %d deeds, %v", p.Total, err)
	}
	if p, err = h.service.Deeds(t.Context(), h.police(0), moment, tree, DeedFilter{}); err != nil || p.Total != 0 {
		t.Errorf("the old commune sees %d deeds, %v", p.Total, err)
	}
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 31), Who: "Anh A", What: "Việc tốt"}
	_, err = h.service.AddDeed(t.Context(), h.police(1), moment, tree, key("2", "/guong"), in)
	if got := refused(t, err); !slices.Equal(got, []string{"ngay: Vào ngày này Tổ thuộc phường Kinh Dinh; đơn vị đó ghi việc tốt."}) {
		t.Errorf("%v", got)
	}
	in.DoneOn = day(2025, 1, 1)
	if _, err = h.service.AddDeed(t.Context(), h.police(1), moment, tree, key("2", "/guong"), in); err != nil {
		t.Error(err)
	}
}
