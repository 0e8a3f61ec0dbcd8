package award

import (
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/register"
)

func refused(t *testing.T, l *plan.Live, phase string, c Criteria) string {
	t.Helper()
	var f fault.Fields
	c.Check(&f, "", l.Rules, phase)
	if f.Empty() {
		return ""
	}
	return said(t, f.Err())
}

// full asks for everything there is.
func full(l *plan.Live) Criteria {
	return Criteria{Form: BangKhen, Subject: Member, Span: plan.WholeCampaign,
		Verdicts:   []Required{{ordinal(l, "1.2"), "dot-1"}, {ordinal(l, "4.1"), "dot-2"}, {ordinal(l, "1.1"), plan.WholeCampaign}, {ordinal(l, "2.1"), plan.WholeCampaign}},
		Discipline: &Discipline{Span: plan.WholeCampaign, Late: 1},
		Service:    &Tenure{Months: 9, Span: plan.WholeCampaign},
		Deeds:      &Deeds{Count: 2, Span: "dot-2", Rank: register.ByDistrict},
		Exclusions: []Exclusion{Left, Dismissed, Rewarded},
		Sheet: &Sheet{Items: []Item{{"A", "Nắm tình hình", 60}, {"B", "Tuần tra", 40}},
			Deductions: []Deduction{{"T1", "Báo cáo trễ hạn", 2, 10}}, Least: 80},
		Cap: &Cap{Percent: 20, Count: 15, AtLeastOne: true}}
}

func TestCriteriaInWords(t *testing.T) {
	l := live(t)
	c := full(l)
	same(t, "nothing to refuse", refused(t, l, "dot-2", c), "")
	var got []string
	for i, x := range c.Lines(l.Rules, "dot-2") {
		got = append(got, x.Text)
		if x.Key != c.Keys()[i] {
			t.Errorf("line %d is of %s, the outcome of %s", i, x.Key, c.Keys()[i])
		}
	}
	same(t, "lines", strings.Join(got, "\n"), `Tổ nơi cá nhân tham gia, tính các kỳ người đó có mặt trong Tổ vào ngày cuối kỳ, đạt chỉ tiêu 1.2 “Tỷ lệ vụ, việc về ANTT lực lượng có mặt kịp thời” (= 100 %) trong đợt 1; không phát sinh thì coi là đạt
Tổ nơi cá nhân tham gia, tính các kỳ người đó có mặt trong Tổ vào ngày cuối kỳ, đạt chỉ tiêu 4.1 “Cơ sở kinh doanh có điều kiện về ANTT vi phạm” (= 0) trong đợt 2
Xã, phường, thị trấn nơi Tổ hoạt động đạt chỉ tiêu 1.1 “Tỷ lệ nguồn tin Nhân dân cung cấp qua lực lượng” (≥ 80 %) trong toàn phong trào; không phát sinh thì coi là đạt
Tổ nơi cá nhân tham gia, tính các kỳ người đó có mặt trong Tổ vào ngày cuối kỳ, đạt chỉ tiêu 2.1 “Mô hình được Công an cấp huyện trở lên ghi nhận” (≥ 1) trong toàn phong trào
Báo cáo tháng của xã, phường, thị trấn trong toàn phong trào được gửi đủ, quá hạn không quá 01 kỳ
Tham gia Tổ bảo vệ ANTT đủ 09 tháng trở lên trong toàn phong trào
Trực tiếp làm ít nhất 02 việc tốt được cấp huyện trở lên ghi nhận, biểu dương trong đợt 2
Đạt từ 80/100 điểm trở lên theo bảng chấm điểm
Không xét người đã thôi tham gia trước khi kết thúc thời gian xét, trừ người từ trần, hy sinh
Không xét người bị cho thôi theo điểm c, điểm d khoản 3 Điều 17 Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
Không xét cá nhân đã được tặng Bằng khen trong phong trào này
Chưa xét đối tượng đang trong thời gian xem xét kỷ luật, điều tra, thanh tra, kiểm tra hoặc có khiếu nại, tố cáo, báo chí nêu đang được xác minh; thành tích chỉ tính từ khi hết thời hạn kỷ luật`)
	same(t, "cap", c.Cap.Words(Member), "Mỗi đơn vị đề nghị không quá 20 % số thành viên các Tổ và không quá 15 trường hợp; đơn vị nhỏ được đề nghị 01 trường hợp")
	same(t, "service to the review's end", Criteria{Subject: Team, Service: &Tenure{Months: 6}}.Lines(l.Rules, "dot-1")[0].Text,
		"Tổ hoạt động đủ 06 tháng trở lên, tính đến hết ngày 03/02/2025")
	for _, d := range []struct {
		Discipline
		want string
	}{{Discipline{"dot-1", 0, 0}, "được gửi đủ, đúng hạn"}, {Discipline{"dot-1", 0, 1}, "thiếu không quá 01 kỳ, các kỳ còn lại đúng hạn"},
		{Discipline{"dot-1", 2, 1}, "thiếu không quá 01 kỳ, quá hạn không quá 02 kỳ"}} {
		same(t, "discipline", Criteria{Discipline: &d.Discipline}.Lines(l.Rules, "dot-1")[0].Text, "Báo cáo tháng của xã, phường, thị trấn trong đợt 1 "+d.want)
	}
}

func TestCriteriaRefused(t *testing.T) {
	l := live(t)
	base := func() Criteria {
		return Criteria{Form: GiayKhen, Subject: Team, Span: "dot-1", Verdicts: []Required{{ordinal(l, "1.2"), "dot-1"}}}
	}
	for _, c := range []struct {
		name string
		with func(c *Criteria)
		want string
	}{
		{"Bằng khen at sơ kết", func(c *Criteria) { c.Form = BangKhen }, "hinh-thuc: Bằng khen không xét khi sơ kết Đợt 1 theo kế hoạch."},
		{"no form, no subject", func(c *Criteria) { c.Form, c.Subject = "", "" }, "hinh-thuc: Chọn hình thức khen thưởng.\ndoi-tuong: Chọn đối tượng: tập thể hoặc cá nhân."},
		{"a span to come", func(c *Criteria) { c.Span = plan.WholeCampaign }, "thanh-tich: Khi sơ kết Đợt 1 chưa có kết quả toàn phong trào (đến hết ngày 19/08/2025)."},
		{"no span", func(c *Criteria) { c.Span = "dot-3" }, "thanh-tich: Chọn khoảng thời gian: một đợt hoặc toàn phong trào."},
		{"a verdict to come", func(c *Criteria) { c.Verdicts[0].Span = "dot-2" }, "chi-tieu-1: Khi sơ kết Đợt 1 chưa có kết quả Đợt 2 (đến hết ngày 19/08/2025)."},
		{"an indicator of the end", func(c *Criteria) { c.Verdicts[0].Ordinal = ordinal(l, "2.1") }, "chi-tieu-1: Chỉ tiêu 2.1 chỉ xét khi phong trào kết thúc: chọn toàn phong trào."},
		{"twice", func(c *Criteria) { c.Verdicts = append(c.Verdicts, c.Verdicts[0]) }, "chi-tieu-2: Chỉ tiêu 1.2 được chọn hai lần cho cùng khoảng thời gian."},
		{"no such indicator", func(c *Criteria) { c.Verdicts[0].Ordinal = 99 }, "chi-tieu-1: Chọn chỉ tiêu có trong kế hoạch."},
		{"nothing achieved", func(c *Criteria) { c.Verdicts = nil }, "chi-tieu: Chọn ít nhất một chỉ tiêu, số việc tốt hoặc bảng chấm điểm: khen thưởng phải dựa trên thành tích."},
		{"months", func(c *Criteria) { c.Service = &Tenure{Months: 61} }, "thang: Số tháng tham gia phải từ 1 đến 60."},
		{"more months than đợt 1 has", func(c *Criteria) { c.Service = &Tenure{Months: 3, Span: "dot-1"} }, "thang: Khoảng thời gian này chỉ có 2 tháng trọn."},
		{"as many", func(c *Criteria) { c.Service = &Tenure{Months: 2, Span: "dot-1"} }, ""},
		{"reports", func(c *Criteria) { c.Discipline = &Discipline{Span: "dot-1", Late: -1, Missing: 11} },
			"bao-cao: Số kỳ gửi quá hạn phải từ 0 đến 10."},
		{"deeds", func(c *Criteria) { c.Deeds = &Deeds{Count: 0, Span: "dot-1", Rank: "world"} }, "viec-tot: Số việc tốt phải từ 1 đến 100."},
		{"exclusions", func(c *Criteria) { c.Exclusions = []Exclusion{Left} }, "loai-tru: Trường hợp thôi tham gia chỉ áp dụng cho cá nhân."},
		{"exclusion twice", func(c *Criteria) { c.Exclusions = []Exclusion{Rewarded, Rewarded} }, "loai-tru: Một trường hợp không xét được chọn hai lần."},
		{"an empty sheet", func(c *Criteria) { c.Sheet = &Sheet{Least: 5} }, "bang-diem: Bảng chấm điểm cần ít nhất một nội dung."},
		{"more than the sheet has", func(c *Criteria) { c.Sheet = &Sheet{Items: []Item{{"A", "Việc", 10}}, Least: 11} }, "bang-diem: Điểm cần đạt phải từ 1 đến 10."},
		{"as much", func(c *Criteria) { c.Sheet = &Sheet{Items: []Item{{"A", "Việc", 10}}, Least: 10} }, ""},
		{"a code twice", func(c *Criteria) { c.Sheet = &Sheet{Items: []Item{{"A", "Việc", 10}, {"A", "Khác", 5}}, Least: 10} }, "bang-diem: Ký hiệu “A” có hai dòng trong bảng chấm điểm."},
		{"a deduction", func(c *Criteria) {
			c.Sheet = &Sheet{Items: []Item{{"A", "Việc", 10}}, Deductions: []Deduction{{"T", "Trễ", 3, 2}}, Least: 10}
		}, "bang-diem: Mức trừ tối đa của “T” không được nhỏ hơn điểm trừ mỗi lần."},
		{"an empty cap", func(c *Criteria) { c.Cap = &Cap{} }, "gioi-han: Nhập số lượng hoặc tỷ lệ tối đa, hoặc bỏ giới hạn."},
		{"a cap over all", func(c *Criteria) { c.Cap = &Cap{Percent: 101} }, "gioi-han: Tỷ lệ tối đa (%) phải từ 0 đến 100."},
	} {
		x := base()
		c.with(&x)
		same(t, c.name, refused(t, l, "dot-1", x), c.want)
	}
}

func TestCap(t *testing.T) {
	for _, c := range []struct {
		cap      *Cap
		subjects int
		most     int
		bound    bool
	}{
		{nil, 10, 0, false}, {&Cap{}, 10, 0, false},
		{&Cap{Percent: 20}, 14, 2, true}, {&Cap{Percent: 20}, 15, 3, true}, {&Cap{Percent: 20}, 4, 0, true},
		{&Cap{Percent: 20, AtLeastOne: true}, 4, 1, true}, {&Cap{Percent: 20, AtLeastOne: true}, 0, 0, true},
		{&Cap{Count: 5}, 100, 5, true}, {&Cap{Count: 5, Percent: 20}, 100, 5, true}, {&Cap{Count: 5, Percent: 20}, 20, 4, true},
		{&Cap{Percent: 100}, 7, 7, true},
	} {
		if most, bound := c.cap.Of(c.subjects); most != c.most || bound != c.bound {
			t.Errorf("%+v of %d: %d, %v", c.cap, c.subjects, most, bound)
		}
	}
	c := Criteria{Form: BangKhen, Subject: Team, Cap: &Cap{Percent: 20}}
	if got := OverCap(c, 15, 3); got != nil {
		t.Errorf("three of fifteen: %+v", got)
	}
	got := OverCap(c, 14, 3)
	same(t, "three of fourteen", got[0].Text, "Đề nghị 03 Bằng khen cho tập thể, vượt mức tối đa 02 (Mỗi đơn vị đề nghị không quá 20 % số Tổ)")
	same(t, "release", got[0].Release, "Bớt 01 trường hợp.")
}

func TestGuide(t *testing.T) {
	l := live(t)
	px03, home := actor(access.PX03), actor(access.HomeAffairs)
	home.Name = "Trần Văn Bình"
	now := moment("2025-08-01")
	g := &Guide{Phase: "dot-2", Version: 1, State: GuideDraft}
	list := []Criteria{full(l)}

	same(t, "nothing to agree to", said(t, g.Agree(home, now, l.Rules, 0)), "Dự thảo chưa có tiêu chí nào để thống nhất.")
	same(t, "Home Affairs does not draft", said(t, g.Edit(home, now, l.Rules, list)), "Công an tỉnh (Phòng PX03) dự thảo tiêu chí khen thưởng.")
	same(t, "two of one kind", said(t, g.Edit(px03, now, l.Rules, append(list, list[0]))), "2-doi-tuong: Đã có tiêu chí Bằng khen cho cá nhân trong hướng dẫn này.")
	same(t, "none", said(t, g.Edit(px03, now, l.Rules, nil)), "tieu-chi: Nhập tiêu chí cho ít nhất một hình thức, một đối tượng.")
	if err := g.Edit(px03, now, l.Rules, list); err != nil {
		t.Fatal(err)
	}
	same(t, "an older draft", said(t, g.Agree(home, now, l.Rules, 0)), "Dự thảo vừa được sửa. Tải lại trang để xem bản mới rồi thống nhất.")
	same(t, "PX03 does not agree", said(t, g.Agree(px03, now, l.Rules, 1)), "Sở Nội vụ thống nhất tiêu chí khen thưởng.")
	if err := g.Agree(home, now, l.Rules, 1); err != nil {
		t.Fatal(err)
	}
	same(t, "agreed ones are not edited", said(t, g.Edit(px03, now, l.Rules, list)), "Hướng dẫn đang ở trạng thái “Đã thống nhất” nên không sửa được. Tải lại trang để xem tình trạng mới.")
	same(t, "a reason", said(t, g.SendBack(px03, " ")), "ly-do: Ghi rõ lý do.")
	if err := g.SendBack(px03, "Thêm chỉ tiêu"); err != nil || g.State != GuideDraft || g.Agreed != nil || g.SentBack != "Thêm chỉ tiêu" {
		t.Fatalf("%v %+v", err, g)
	}
	if err := g.Agree(home, now, l.Rules, 1); err != nil {
		t.Fatal(err)
	}
	same(t, "number and date", said(t, g.Issue(home, now, " ", nil)), "so: Nhập số, ký hiệu của Hướng dẫn, ví dụ 12/HD-SNV.\nngay: Nhập ngày ban hành.")
	same(t, "tomorrow", said(t, g.Issue(home, now, "12/HD-SNV", dayp("2025-08-02"))), "ngay: Ngày ban hành không được sau hôm nay (01/08/2025).")
	same(t, "before it was agreed", said(t, g.Issue(home, moment("2025-08-03"), "12/HD-SNV", dayp("2025-07-31"))), "ngay: Ngày ban hành không được trước ngày thống nhất (01/08/2025).")
	if err := g.Issue(home, moment("2025-08-03"), "12/HD-SNV", dayp("2025-08-02")); err != nil {
		t.Fatal(err)
	}
	same(t, "both names", g.Drafted.Name+", "+g.Agreed.Name+", "+g.Issued.Name+", "+g.Number, "Nguyễn Thị Hà, Trần Văn Bình, Trần Văn Bình, 12/HD-SNV")
	if g.SendBack(home, "x") == nil || g.Issue(home, now, "13/HD-SNV", dayp("2025-08-01")) == nil || g.Edit(px03, now, l.Rules, list) == nil {
		t.Error("an issued guide changed")
	}
	next := g.Next(2)
	if next.State != GuideDraft || len(next.Criteria) != 1 || g.Replace(next) == nil {
		t.Errorf("%+v", next)
	}
	next.State = GuideIssued
	if err := g.Replace(next); err != nil || g.State != GuideReplaced {
		t.Errorf("%v, %s", err, g.State)
	}
	if _, ok := g.For(BangKhen, Member); !ok {
		t.Error("criteria not found")
	}
	if _, ok := g.For(GiayKhen, Member); ok {
		t.Error("criteria of nothing")
	}
}
