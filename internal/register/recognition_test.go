package register

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

func given(rank Rank, on *clock.Day) RecognitionInput {
	return RecognitionInput{Rank: rank, By: "Công an thành phố", Document: "05/CV-CATP", On: on}
}

// A model recognised by its commune first counts once the district recognises
// it too, and no longer where that is taken back.
func TestSeveralRecognitions(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	id := h.model(t, "1", recognised(ByCommune, day(2024, 12, 1)))
	row := Row{Models, int64(id)}
	c := Counting{Starts: clock.NewDay(2024, 11, 6), Ends: clock.NewDay(2025, 8, 19), On: today, Accepted: []Accepted{{Rank: ByDistrict}}}
	counted := func(want int) {
		t.Helper()
		n, err := CommuneModels(ctx, h.tx, h.communes, c)
		p, err2 := h.service.Models(ctx, h.px03(), moment, h.tree, ModelFilter{State: Counted, Counting: c})
		if err != nil || err2 != nil || n[h.communes[0]] != want || p.Total != want {
			t.Errorf("counted %v, listed %d, want %d (%v %v)", n, p.Total, want, err, err2)
		}
	}
	counted(0)
	*h.changes = nil
	once := key("r", "/mo-hinh")
	first, err := h.service.Recognise(ctx, a, moment, h.tree, once, row, given(ByDistrict, day(2025, 1, 10)))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := h.service.Recognise(ctx, a, moment, h.tree, once, row, given(ByDistrict, day(2025, 1, 10))); err != nil || !again.Repeated || again.URL != first.URL {
		t.Errorf("the second click: %+v, %v", again, err)
	}
	counted(1)
	if c := (*h.changes)[0]; len(*h.changes) != 1 || c.Kind != Models || c.Day != clock.NewDay(2025, 1, 10) || !slices.Equal(c.Teams, h.teams[:2]) {
		t.Errorf("told %+v", *h.changes)
	}
	m, err := h.service.Model(ctx, h.px03(), access.DeedRead, moment, h.tree, id)
	if err != nil || m.RecognisedRank != ByDistrict || *m.RecognisedOn != clock.NewDay(2025, 1, 10) || m.RecognisedDoc != "05/CV-CATP" {
		t.Errorf("the highest is shown: %+v, %v", m, err)
	}
	whole, err := h.whole(t, h.px03(), row)
	list := whole.Recognitions
	if err != nil || len(list) != 2 || list[0].Rank != ByCommune || list[1].Rank != ByDistrict || list[1].Author != "Công an xa1" {
		t.Fatalf("%+v, %v", list, err)
	}
	for name, actor := range map[string]access.Actor{"another commune": h.police(1), "px03": h.px03()} {
		want := fault.NotFound
		if name == "px03" {
			want = fault.Forbidden
		}
		if _, err := h.service.Recognise(ctx, actor, moment, h.tree, key("x", "/"), row, given(ByDistrict, day(2025, 1, 10))); fault.KindOf(err) != want {
			t.Errorf("%s recognises: %v", name, err)
		}
		if err := h.service.WithdrawRecognition(ctx, actor, moment, h.tree, list[1].ID, "Nhầm"); fault.KindOf(err) != want {
			t.Errorf("%s withdraws: %v", name, err)
		}
	}
	if got := refused(t, h.service.WithdrawRecognition(ctx, a, moment, h.tree, list[1].ID, "")); !slices.Equal(got, []string{"ly-do: Nhập lý do rút."}) {
		t.Errorf("%v", got)
	}
	if err := h.service.WithdrawRecognition(ctx, a, moment, h.tree, list[1].ID, "Nhập nhầm văn bản"); err != nil {
		t.Fatal(err)
	}
	counted(0)
	if err := h.service.WithdrawRecognition(ctx, a, moment, h.tree, list[1].ID, "Lần nữa"); fault.KindOf(err) != fault.Stale {
		t.Errorf("twice: %v", err)
	}
	if whole, err = h.whole(t, h.px03(), row); err != nil || len(whole.Recognitions) != 2 || whole.Recognitions[1].WithdrawnWhy != "Nhập nhầm văn bản" {
		t.Errorf("a withdrawn one stays to be read: %+v, %v", whole, err)
	}
	log, err := pg.Column[string](ctx, h.tx, `SELECT summary FROM audit_entry WHERE action IN ('model.recognise', 'model.unrecognise') ORDER BY id`)
	want := []string{"Thêm ghi nhận của Công an thành phố ngày 10/01/2025 cho mô hình “Camera an ninh”",
		"Rút ghi nhận của Công an thành phố ngày 10/01/2025 cho mô hình “Camera an ninh”: Nhập nhầm văn bản"}
	if err != nil || !slices.Equal(log, want) {
		t.Errorf("%s, %v", strings.Join(log, "\n"), err)
	}
}

func TestRecognitionRefusals(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	row := Row{Deeds, int64(h.deed(t, "1", nil))}
	for _, c := range []struct {
		in   RecognitionInput
		want []string
	}{
		{RecognitionInput{}, []string{"cap: Chọn cấp ghi nhận, hoặc xóa đơn vị, ngày và văn bản ghi nhận.", "noi-ghi-nhan: Nhập đơn vị ghi nhận, biểu dương.", "ngay-ghi-nhan: Nhập ngày ghi nhận, biểu dương."}},
		{given(ByCommune, day(2024, 12, 9)), []string{"ngay-ghi-nhan: Ngày ghi nhận không được trước ngày làm việc tốt."}},
		{given(ByCommune, day(2025, 2, 6)), []string{"ngay-ghi-nhan: Ngày ghi nhận không được sau hôm nay."}},
		{RecognitionInput{Rank: ByCommune, By: "Gọi 0912 345 678", On: day(2024, 12, 10)}, []string{"noi-ghi-nhan: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại."}},
	} {
		_, err := h.service.Recognise(ctx, a, moment, h.tree, key("k", "/"), row, c.in)
		if got := refused(t, err); !slices.Equal(got, c.want) {
			t.Errorf("%+v:\n%s", c.in, strings.Join(got, "\n"))
		}
	}
	*h.changes = nil
	if _, err := h.service.Recognise(ctx, a, moment, h.tree, key("k", "/"), row, RecognitionInput{Rank: ByCommune, By: "UBND", On: day(2024, 12, 10)}); err != nil {
		t.Errorf("a deed needs no document: %v", err)
	}
	if len(*h.changes) != 0 {
		t.Error("7.1 does not ask who recognised a deed")
	}
	d, err := h.service.Deed(ctx, a, access.DeedRead, moment, h.tree, DeedID(row.ID))
	if err != nil {
		t.Fatal(err)
	}
	in := d.Input()
	in.DoneOn = day(2024, 12, 11)
	if got := refused(t, h.service.EditDeed(ctx, a, moment, h.tree, d.ID, 1, in)); !slices.Equal(got, []string{"ngay: Nội dung này đã được ghi nhận ngày 10/12/2024; ngày nhập không được sau ngày đó."}) {
		t.Errorf("%v", got)
	}
	if _, err := h.service.Recognise(ctx, a, moment, h.tree, key("z", "/"), Row{"person", 1}, given(ByCommune, day(2024, 12, 10))); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of something else: %v", err)
	}
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Nhặt được ví có giấy tờ và 5.100.000 đồng, giao Công an phường tìm trả lại người đánh rơi", "nhat duoc vi co giay to va 5.100.000 dong giao cong an phuong tra lai nguoi danh roi", true},
		{"Nhặt được ví, trả lại người đánh rơi", "Nhặt được ví có giấy tờ và tiền, giao Công an phường để trả lại người đánh rơi", true},
		{"Dập tắt đám cháy bãi rác", "Dập tắt kịp thời đám cháy bãi rác sau chợ", true},
		{"Hoà giải mâu thuẫn giữa hai hộ", "Hòa giải mâu thuẫn giữa hai hộ dân", true},
		{"Dập tắt đám cháy bãi rác", "Đưa cụ già qua đường", false},
		{"Đưa người bị tai nạn giao thông đi cấp cứu", "Dầm mưa phân luồng giao thông tại đoạn đường ngập", false},
		{"Camera an ninh – Tai mắt của Nhân dân", "Camera an ninh", false},
		{"Camera an ninh", "camera  AN NINH", true},
		{"", "", false},
	} {
		if got := alike(wordsOf(c.a), wordsOf(c.b)); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
	for who, want := range map[string]string{"Anh Lê Văn An, Tổ viên": "le van an", "đồng chí Lê Văn An": "le van an", "Lê văn  AN": "le van an", "Cả Tổ": "", "An": "", "": ""} {
		if got := personOf(who); got != want {
			t.Errorf("%q is %q, want %q", who, got, want)
		}
	}
}

func TestSimilarRows(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	an := h.serving(t, "Lê Văn An", 0, clock.NewDay(2024, 11, 6))
	same := h.deed(t, "1", func(in *DeedInput) { in.What = "Nhặt được ví, trả lại người mất" })
	h.deed(t, "2", func(in *DeedInput) { in.DoneOn, in.Who = day(2024, 12, 20), "Chị B C" })
	gone := h.deed(t, "3", func(in *DeedInput) { in.DoneOn = day(2024, 12, 11) })
	credited := h.deed(t, "4", func(in *DeedInput) {
		in.DoneOn, in.Who, in.What, in.Members = day(2024, 12, 5), "Chị D E", "Hiến máu", []roster.PersonID{an}
	})
	if err := h.service.WithdrawDeed(ctx, a, moment, h.tree, gone, 1, "Ghi trùng"); err != nil {
		t.Fatal(err)
	}
	ask := func(in DeedInput) string {
		list, err := h.service.SimilarDeeds(ctx, a, moment, h.tree, in)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, d := range list {
			name := map[DeedID]string{same: "same", credited: "credited"}[d.ID]
			out = append(out, name+": "+string(d.Why))
		}
		return strings.Join(out, "; ")
	}
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 13), Who: "Chị F G", What: "Nhặt được ví rồi trả lại cho người mất"}
	for _, c := range []struct {
		name string
		edit func(*DeedInput)
		want string
	}{
		{"three days later", func(*DeedInput) {}, "same: " + string(SameWords)},
		{"four days later", func(in *DeedInput) { in.DoneOn = day(2024, 12, 14) }, ""},
		{"another team", func(in *DeedInput) { in.Team = h.teams[1] }, ""},
		{"another team, the same person that day", func(in *DeedInput) { in.Team, in.DoneOn, in.Who = h.teams[1], day(2024, 12, 10), "lê văn a" }, "same: " + string(SamePerson)},
		{"the same member that day", func(in *DeedInput) {
			in.DoneOn, in.What, in.Members = day(2024, 12, 5), "Cứu hỏa", []roster.PersonID{an}
		}, "credited: " + string(SamePerson)},
		{"the whole team", func(in *DeedInput) { in.DoneOn, in.Who, in.What = day(2024, 12, 10), "Cả Tổ", "Cứu hỏa" }, ""},
	} {
		x := in
		c.edit(&x)
		if got := ask(x); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, err := h.service.SimilarDeeds(ctx, h.police(1), moment, h.tree, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's team: %v", err)
	}
	h.model(t, "m", nil)
	for name, want := range map[string]int{"CAMERA  an ninh": 1, "Tiếng kẻng an ninh": 0} {
		list, err := h.service.SimilarModels(ctx, a, moment, h.tree, ModelInput{Name: name})
		if err != nil || len(list) != want {
			t.Errorf("%s: %d, %v", name, len(list), err)
		}
	}
	if list, err := h.service.SimilarModels(ctx, h.police(1), moment, h.tree, ModelInput{Name: "Camera an ninh"}); err != nil || len(list) != 0 {
		t.Errorf("another commune's models: %v, %v", list, err)
	}
}
