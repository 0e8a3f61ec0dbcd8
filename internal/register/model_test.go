package register

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

func (h house) model(t *testing.T, k string, edit func(*ModelInput)) ModelID {
	t.Helper()
	in := ModelInput{Name: "Camera an ninh", Field: Fields[0], StartedOn: day(2024, 8, 1), Teams: []org.UnitID{h.teams[1], h.teams[0], h.teams[0]}}
	if edit != nil {
		edit(&in)
	}
	made, err := h.service.AddModel(t.Context(), h.police(0), moment, h.tree, key(k, "/mo-hinh"), in)
	if err != nil {
		t.Fatal(err)
	}
	return ModelID(made.ID)
}

func recognised(rank Rank, on *clock.Day) func(*ModelInput) {
	return func(in *ModelInput) {
		in.Recognition = RecognitionInput{Rank: rank, By: "Công an thành phố", On: on, Document: "05/CV-CATP"}
	}
}

func TestModelRows(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	id := h.model(t, "1", nil)
	again, err := h.service.AddModel(ctx, a, moment, h.tree, key("1", "/mo-hinh"), ModelInput{Name: "x", Field: "y", StartedOn: day(2024, 8, 1)})
	if err != nil || !again.Repeated || !strings.HasPrefix(again.URL, "/mo-hinh?moi=") {
		t.Errorf("the second click: %+v, %v", again, err)
	}
	in := ModelInput{Name: "Camera an ninh, ánh sáng an ninh", Field: "Khác", StartedOn: day(2024, 8, 1), EndedOn: day(2025, 1, 31), EndedWhy: "Hết kinh phí", Teams: []org.UnitID{h.teams[0]}}
	*h.changes = nil
	if err := h.service.EditModel(ctx, a, moment, h.tree, id, 1, in); err != nil {
		t.Fatal(err)
	}
	if c := (*h.changes)[0]; len(*h.changes) != 1 || c.Kind != Models || c.Day != clock.NewDay(2024, 8, 1) || !slices.Equal(c.Teams, h.teams[:2]) {
		t.Errorf("told %+v", *h.changes)
	}
	if err := h.service.EditModel(ctx, a, moment, h.tree, id, 1, in); fault.KindOf(err) != fault.Stale {
		t.Errorf("the old version: %v", err)
	}
	if err := h.service.EditModel(ctx, h.police(1), moment, h.tree, id, 2, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's model: %v", err)
	}
	foreign := in
	foreign.Teams = []org.UnitID{h.teams[2]}
	if err := h.service.EditModel(ctx, a, moment, h.tree, id, 2, foreign); fault.KindOf(err) != fault.NotFound {
		t.Errorf("crediting another commune's team: %v", err)
	}
	foreign.Teams = []org.UnitID{h.communes[0]}
	if err := h.service.EditModel(ctx, a, moment, h.tree, id, 2, foreign); fault.KindOf(err) != fault.NotFound {
		t.Errorf("crediting a commune: %v", err)
	}
	m, err := h.service.Model(ctx, a, "deed.read", moment, h.tree, id)
	if err != nil || m.Name != in.Name || !slices.Equal(m.Teams, h.teams[:1]) || m.EndedWhy != "Hết kinh phí" || m.Version != 2 || *m.EndedOn != clock.NewDay(2025, 1, 31) {
		t.Errorf("%+v, %v", m, err)
	}
	if err := h.service.WithdrawModel(ctx, a, moment, h.tree, id, 2, "Không còn thực hiện"); err != nil {
		t.Fatal(err)
	}
	if err := h.service.WithdrawModel(ctx, a, moment, h.tree, id, 3, "Lần nữa"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("twice: %v", err)
	}
	for state, want := range map[State]int{Current: 0, All: 1, Withdrawn: 1, Ended: 0} {
		p, err := h.service.Models(ctx, h.px03(), moment, h.tree, ModelFilter{State: state})
		if err != nil || p.Total != want {
			t.Errorf("state %q: %d, %v", state, p.Total, err)
		}
	}
	if p, err := h.service.Models(ctx, h.police(1), moment, h.tree, ModelFilter{State: All}); err != nil || p.Total != 0 {
		t.Errorf("another commune's list: %d, %v", p.Total, err)
	}
}

func TestModelRefusals(t *testing.T) {
	h := build(t)
	for _, c := range []struct {
		name string
		in   ModelInput
		want []string
	}{
		{"empty", ModelInput{}, []string{"ten: Nhập tên mô hình.", "linh-vuc: Nhập lĩnh vực.", "bat-dau: Nhập ngày bắt đầu hoạt động."}},
		{"days", ModelInput{Name: "a", Field: "b", StartedOn: day(2025, 2, 6), EndedOn: day(2025, 2, 7)},
			[]string{"bat-dau: Ngày bắt đầu phải từ 01/01/1990 đến hôm nay.", "ket-thuc: Ngày kết thúc không được sau hôm nay; mô hình đang hoạt động thì để trống.", "vi-sao: Nhập lý do kết thúc."}},
		{"ended before it began", ModelInput{Name: "a", Field: "b", StartedOn: day(2024, 8, 2), EndedOn: day(2024, 8, 1), EndedWhy: "Hết kinh phí"},
			[]string{"ket-thuc: Ngày kết thúc không được trước ngày bắt đầu."}},
		{"half recognised", ModelInput{Name: "a", Field: "b", StartedOn: day(2024, 8, 1), Recognition: RecognitionInput{Rank: ByDistrict}},
			[]string{"noi-ghi-nhan: Nhập đơn vị ghi nhận, biểu dương.", "van-ban: Nhập số quyết định, văn bản ghi nhận.", "ngay-ghi-nhan: Nhập ngày ghi nhận, biểu dương."}},
		{"recognised by nobody", ModelInput{Name: "a", Field: "b", StartedOn: day(2024, 8, 1), Recognition: RecognitionInput{On: day(2024, 7, 1)}},
			[]string{"cap: Chọn cấp ghi nhận, hoặc xóa đơn vị, ngày và văn bản ghi nhận.", "noi-ghi-nhan: Nhập đơn vị ghi nhận, biểu dương.",
				"van-ban: Nhập số quyết định, văn bản ghi nhận.", "ngay-ghi-nhan: Ngày ghi nhận không được trước ngày bắt đầu hoạt động."}},
		{"unknown rank", ModelInput{Name: "a", Field: "b", StartedOn: day(2024, 8, 1), Recognition: RecognitionInput{Rank: "world", By: "x", Document: "y", On: day(2025, 1, 1)}},
			[]string{"cap: Chọn cấp ghi nhận."}},
	} {
		_, err := h.service.AddModel(t.Context(), h.police(0), moment, h.tree, key("k", "/mo-hinh"), c.in)
		if got := refused(t, err); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// 2.1 counts models recognised inside the campaign at a rank accepted on that
// very day, and still working.
func TestModelCounts(t *testing.T) {
	h := build(t)
	ctx := t.Context()
	starts, ends := clock.NewDay(2024, 11, 6), clock.NewDay(2025, 8, 19)
	counting := func(on clock.Day) Counting {
		return Counting{Starts: starts, Ends: ends, On: on, Accepted: []Accepted{
			{Rank: ByDistrict, To: day(2025, 1, 15)}, {Rank: ByProvince}, {Rank: ByMinistry}}}
	}
	check := func(name string, on clock.Day, team0, team1, commune int) {
		t.Helper()
		var n atomic.Int64
		q := pg.Counted(ctx, &n)
		teams, err := TeamModels(q, h.tx, h.teams, counting(on))
		communes, err2 := CommuneModels(q, h.tx, h.communes, counting(on))
		if err != nil || err2 != nil || n.Load() != 2 {
			t.Fatalf("%s: %v %v, %d statements", name, err, err2, n.Load())
		}
		if teams[h.teams[0]] != team0 || teams[h.teams[1]] != team1 || communes[h.communes[0]] != commune || communes[h.communes[1]] != 0 {
			t.Errorf("%s: teams %v, communes %v; want %d, %d, %d", name, teams, communes, team0, team1, commune)
		}
	}
	h.model(t, "not yet", nil)
	h.model(t, "by the commune", recognised(ByCommune, day(2024, 12, 1)))
	h.model(t, "day before the campaign", recognised(ByDistrict, day(2024, 11, 5)))
	h.model(t, "district, too late", recognised(ByDistrict, day(2025, 1, 16)))
	check("none of these", today, 0, 0, 0)
	first := h.model(t, "first day", recognised(ByDistrict, day(2024, 11, 6)))
	check("the day before it was recognised", starts-1, 0, 0, 0)
	check("the campaign's first day", starts, 1, 1, 1)
	h.model(t, "district, last accepted day, one team", func(in *ModelInput) {
		recognised(ByDistrict, day(2025, 1, 15))(in)
		in.Teams = []org.UnitID{h.teams[0]}
	})
	check("a commune counts models, a team its credits", today, 2, 1, 2)
	h.model(t, "province, ended", func(in *ModelInput) {
		recognised(ByProvince, day(2025, 1, 20))(in)
		in.EndedOn, in.EndedWhy = day(2025, 1, 31), "Hết kinh phí"
	})
	check("its last working day", clock.NewDay(2025, 1, 31), 3, 2, 3)
	check("the day after", clock.NewDay(2025, 2, 1), 2, 1, 2)
	if err := h.service.WithdrawModel(ctx, h.police(0), moment, h.tree, first, 1, "Ghi nhầm"); err != nil {
		t.Fatal(err)
	}
	check("withdrawn", today, 1, 0, 1)
	if none, err := TeamModels(ctx, h.tx, h.teams, Counting{Starts: starts, Ends: ends, On: today}); err != nil || len(none) != 0 {
		t.Errorf("no rank accepted: %v, %v", none, err)
	}
}

// What a listener refuses is not written.
func TestListenerRefuses(t *testing.T) {
	h := build(t)
	h.service.Changed = func(context.Context, pg.Tx, Change) error { return errors.New("no") }
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh A", What: "Việc tốt"}
	if _, err := h.service.AddDeed(t.Context(), h.police(0), moment, h.tree, key("k", "/guong"), in); err == nil {
		t.Fatal("want the listener's error")
	}
	n, err := pg.Value[int](t.Context(), h.tx, `SELECT (SELECT count(*) FROM good_deed) + (SELECT count(*) FROM once)`)
	if err != nil || n != 0 {
		t.Errorf("%d rows stay, %v", n, err)
	}
}
