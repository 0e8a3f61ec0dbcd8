package plan

import (
	"bytes"
	"strings"
	"testing"

	"thidua/internal/fault"
)

// refused parses the Ninh Thuận file with replacements and gives the problems
// as "path: message" lines.
func refused(t *testing.T, oldNew ...string) []string {
	t.Helper()
	src := string(ninhThuanSource)
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(src, oldNew[i]) {
			t.Fatalf("the file has no %q", oldNew[i])
		}
		src = strings.Replace(src, oldNew[i], oldNew[i+1], 1)
	}
	_, err := Parse([]byte(src))
	f, ok := fault.Of(err)
	if !ok || f.Kind != fault.Invalid {
		t.Fatalf("%q: err = %v", oldNew, err)
	}
	var out []string
	for _, x := range f.Fields {
		out = append(out, x.Name+": "+x.Message)
	}
	return out
}

func TestParseRefusesForm(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"due_days: 5 ", "due_days: năm ", "settings.due_days: cần số nguyên từ 0, không phải “năm”"},
		{"due_days: 5 ", "due_days: -1 ", "settings.due_days: cần số nguyên từ 0, không phải “-1”"},
		{"due_days: 5 ", "due_days: 010 ", "settings.due_days: cần số nguyên từ 0, không phải “010”"},
		{"due_days: 5 ", "due_days: \"5\" ", "settings.due_days: cần số nguyên từ 0, không phải “5”"},
		{"due_days: 5 ", "due_dayz: 5 ", "settings.due_dayz: không có mục này trong định nghĩa"},
		{"due_days: 5 ", "due_days: 5\n  due_days: 6 ", "settings.due_days: viết hai lần"},
		{"issued: 2024-11-06", "issued: 06/11/2024", "campaign.plan.issued: ngày viết dạng năm-tháng-ngày, ví dụ 2025-02-03, không phải “06/11/2024”"},
		{"issued: 2024-11-06", "issued: 2024-02-30", "campaign.plan.issued: ngày viết dạng năm-tháng-ngày"},
		{"issued: 2024-11-06", "issued: 1924-11-06", "campaign.plan.issued: ngày 06/11/1924 ngoài khoảng 2000–2100"},
		{"    entry: teams", "    entry: village", "measures[0].entry: “village” không hợp lệ; chọn một trong: teams, commune, both"},
		{"target: \"≥ 80 %\"", "target: \"khoảng 80 %\"", "indicators[0].target: chỉ tiêu viết như “≥ 80 %”, “> 90 %”, “= 0”, “≥ 1”"},
		{"target: \"≥ 80 %\"", "target: \"≥ 0 %\"", "indicators[0].target: tỷ lệ phải lớn hơn 0 %"},
		{"target: \"≥ 80 %\"", "target: \"≥ 101 %\"", "indicators[0].target: tỷ lệ phải lớn hơn 0 % và không quá 100 %"},
		{"target: \"≥ 80 %\"", "target: \"= 80 %\"", "indicators[0].target: tỷ lệ với dấu = chỉ dùng cho 100 %"},
		{"target: \"≥ 80 %\"", "target: \"> 100 %\"", "indicators[0].target: chỉ tiêu này lúc nào cũng đạt hoặc không bao giờ đạt"},
		{"target: \"≥ 1\"", "target: \"≥ 0\"", "indicators[2].target: chỉ tiêu này lúc nào cũng đạt"},
		{"    short: Tin qua Tổ\n", "", "measures[0].short: thiếu mục này"},
		{"    short: Tin qua Tổ\n", "    short: \"  \"\n", "measures[0].short: không được để trống"},
		{"    short: Tin qua Tổ\n", "    short:\n", "measures[0].short: cần một giá trị"},
		{"    short: Tin qua Tổ\n", "    short: [Tin]\n", "measures[0].short: cần một giá trị"},
		{"    short: Tin qua Tổ\n", "    short: Tin qua To\u0302\u0309\n", "measures[0].short: có ký tự lạ hoặc chữ chưa ở dạng dựng sẵn NFC"},
		{"    short: Tin qua Tổ\n", "    short: &a Tin qua Tổ\n", "measures[0].short: không dùng neo và bí danh"},
		{"participants: [\"58\"]", "participants: []", "campaign.participants: cần một danh sách có ít nhất một dòng"},
		{"participants: [\"58\"]", "participants: 58", "campaign.participants: cần một danh sách"},
		{"settings:\n", "settings: 5\nsetting:\n", "settings: cần các mục dạng “tên: giá trị”"},
	} {
		got := refused(t, c.from, c.to)
		if !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%q → %q: %s; want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestParseRefusesSense(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"format: 1", "format: 2", "format: phần mềm này đọc định dạng 1, tệp ghi 2"},
		{"code: ninh-thuan-2024", "code: Ninh Thuận", "campaign.code: mã “Ninh Thuận” chỉ gồm chữ thường không dấu"},
		{"participants: [\"58\"]", "participants: [\"58\", \"58\"]", "campaign.participants[1]: “58” trùng với campaign.participants[0]"},
		{"slot: 1\n", "slot: 0\n", "measures[1].slot: “0” trùng với measures[0].slot"},
		{"slot: 1\n", "slot: 256\n", "measures[1].slot: chỗ lớn nhất là 255"},
		{"ordinal: 1\n", "ordinal: 0\n", "indicators[1].ordinal: “0” trùng với indicators[0].ordinal"},
		{"code: \"1.2\"", "code: \"1.1\"", "indicators[1].code: “1.1” trùng với indicators[0].code"},
		{"code: tips_total", "code: tips_via_force", "measures[1].code: “tips_via_force” trùng với measures[0].code"},
		{"plan_ref: \"2.1\"", "plan_ref: \"2.8\"", "indicators[0].plan_ref: không có nội dung thi đua “2.8”"},
		{"group: \"2.1\"", "group: \"3.1\"", "measures[0].group: không có nội dung thi đua “3.1”"},
		{"numerator: tips_via_force", "numerator: tips", "indicators[0].numerator: không có số liệu “tips”"},
		{"denominator: tips_total", "denominator: tips", "indicators[0].denominator: không có số liệu “tips”"},
		{"part: tips_via_force, whole: tips_total", "part: tips_via_force, whole: tips", "parts[0].whole: không có số liệu “tips”"},
		{"part: tips_via_force, whole: tips_total", "part: tips_via_force, whole: people_info_required", "indicators[0]: tỷ lệ cần một quy tắc trong parts: “tips_via_force” không lớn hơn “tips_total”"},
		{"part: tips_via_force, whole: tips_total, per: commune", "part: tips_via_force, whole: tips_total, per: row", "parts[0]: xét từng dòng thì phần và tổng phải nhập ở cùng những dòng"},
		{"part: patrolled, whole: members", "part: patrolled, whole: incidents_total", "parts[4]: phần và tổng phải cùng cách cộng qua các kỳ"},
		{"judged_from: commune", "judged_from: team", "indicators[0].judged_from: xét cho Tổ thì quy tắc phần không lớn hơn tổng phải giữ ở từng dòng"},
		{"judged_from: commune", "judged_from: district", "indicators[0].judged_from: chỉ tiêu được xét từ Tổ (team) hoặc từ xã (commune)"},
		{"target: \"≥ 80 %\"", "target: \"≥ 80\"", "indicators[0].target: tỷ lệ cần mẫu số và mốc tính bằng %"},
		{"target: \"= 0\"", "target: \"≥ 10 %\"", "indicators[4].target: tỷ lệ cần mẫu số"},
		{"catch_up: none", "catch_up: new_cases", "indicators[1].catch_up: mốc 100 % đã hụt thì vụ mới không bù được"},
		{"catch_up: new_cases", "catch_up: none", "indicators[0].catch_up: mốc dưới 100 % thì vụ mới còn bù được"},
		{"span: each_period\n    above: sum", "span: each_period\n    above: every_commune", "indicators[10].above: each_period đã xét từng Tổ"},
		{"    span: any", "    span: campaign", "indicators[0].span: campaign chỉ dùng cho số đếm “ít nhất”"},
		{"    span: any", "    span: each_period", "indicators[0].span: each_period chỉ dùng cho số đếm “ít nhất”, nhập và xét ở Tổ"},
		{"    entry: both\n    over: last", "    entry: teams\n    over: last", "measures[5].commune_total: tổng lấy ở dòng Toàn xã thì số liệu phải được nhập ở dòng đó"},
		{"start: 2025-02-04", "start: 2025-02-03", "phases[1].start: 03/02/2025 chồng lên Đợt 1, đợt kết thúc ngày 03/02/2025"},
		{"start: 2025-02-04", "start: 2025-02-06", "phases[1].start: để trống từ ngày 04/02/2025 đến ngày 05/02/2025, không thuộc đợt nào"},
		{"    start: 2025-02-04\n", "", "phases[1].start: chỉ đợt đầu được bắt đầu từ ngày ban hành"},
		{"end: 2025-02-03", "end: 2024-11-01", "phases[0].end: 01/11/2024 trước ngày bắt đầu 06/11/2024"},
		{"report_before: 2025-02-07", "report_before: 2025-02-04", "phases[0].report_before: “trước ngày 04/02/2025” không còn ngày nào đúng hạn"},
		{"closing_due_days_before: 1", "closing_due_days_before: 4", "phases[0].report_before: Kỳ 01/01 – 03/02/2025: nộp từ 03/02/2025, hạn 02/02/2025, đóng trước 07/02/2025"},
		{"hard_close_days: 10", "hard_close_days: 4", "settings.hard_close_days: không được sớm hơn hạn nộp (due_days 5)"},
		{"min_clip_days: 10", "min_clip_days: 25", "settings.min_clip_days: phải từ 1 đến 20 ngày"},
		{"phases: [dot-2]", "phases: [dot-3]", "awards[1].phases[0]: không có đợt “dot-3”"},
		{"from: 2025-07-01", "from: 2025-07-02", "duties[0].held[1].from: phải nối tiếp đúng ngày cấp trước thôi giữ nhiệm vụ"},
		{", before: 2025-03-01", ", from: 2025-03-01, before: 2025-03-01", "recognition[0].before: không sau ngày bắt đầu 01/03/2025"},
	} {
		got := refused(t, c.from, c.to)
		found := false
		for _, g := range got {
			found = found || strings.HasPrefix(g, c.want)
		}
		if !found {
			t.Errorf("%q → %q: %q; want %s", c.from, c.to, got, c.want)
		}
	}
}

// A phase that does not end cannot be cut into periods: it is refused with
// the words that say so.
func TestParseRefusesOpenEndedPhase(t *testing.T) {
	got := refused(t, "    end: 2025-08-19\n", "")
	if len(got) != 1 || !strings.HasPrefix(got[0], "phases[1].end: thiếu mục này") {
		t.Errorf("problems %q", got)
	}
}

func TestParseCollectsEverything(t *testing.T) {
	got := refused(t, "due_days: 5 ", "due_days: năm ", "    entry: teams", "    entry: village", "issued: 2024-11-06", "issued: mai")
	if len(got) != 3 {
		t.Errorf("form: %d problems: %q", len(got), got)
	}
	got = refused(t, "slot: 1\n", "slot: 0\n", "denominator: tips_total", "denominator: tips", "phases: [dot-2]", "phases: [dot-3]", "start: 2025-02-04", "start: 2025-02-01")
	if len(got) != 4 {
		t.Errorf("sense: %d problems: %q", len(got), got)
	}
	_, err := Parse([]byte(strings.Replace(string(ninhThuanSource), "format: 1", "format: 2", 1)))
	if want := "Tệp định nghĩa kế hoạch có 1 chỗ cần sửa:\n- format: phần mềm này đọc định dạng 1, tệp ghi 2"; err == nil || err.Error() != want {
		t.Errorf("err = %v", err)
	}
}

func TestParseRefusesOtherFiles(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "(tệp): không đọc được theo cú pháp YAML",
		"a: [":                     "(tệp): không đọc được theo cú pháp YAML, gần dòng 1",
		"a: b\n---\nc: d":          "(tệp): chỉ được có một tài liệu YAML",
		"- 1":                      "(tệp): cần các mục dạng “tên: giá trị”",
		"\x00":                     "(tệp): không đọc được theo cú pháp YAML",
		strings.Repeat("#", 2<<20): "(tệp): lớn hơn 1 MB",
	} {
		_, err := Parse([]byte(in))
		f, ok := fault.Of(err)
		if !ok || !strings.HasPrefix(f.Fields[0].Name+": "+f.Fields[0].Message, want) {
			t.Errorf("%.20q: %v; want %s", in, err, want)
		}
	}
}

func TestTarget(t *testing.T) {
	for in, want := range map[string]Target{
		"≥ 80 %":   {AtLeast, 4, 5, true, PlanTarget},
		">=80%":    {AtLeast, 4, 5, true, PlanTarget},
		"> 90 %":   {Greater, 9, 10, true, PlanTarget},
		"= 100 %":  {Equal, 1, 1, true, PlanTarget},
		"≥ 99,5 %": {AtLeast, 199, 200, true, PlanTarget},
		"= 0":      {Equal, 0, 1, false, PlanTarget},
		"≥ 1":      {AtLeast, 1, 1, false, PlanTarget},
		"<= 3":     {AtMost, 3, 1, false, PlanTarget},
	} {
		var got Target
		if err := got.UnmarshalText([]byte(in)); err != nil || got != want {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"≥ 80 %", "> 90 %", "= 100 %", "= 0", "≥ 1", "≥ 99,5 %"} {
		var got Target
		if err := got.UnmarshalText([]byte(in)); err != nil || got.String() != in {
			t.Errorf("%q comes back as %q, %v", in, got.String(), err)
		}
	}
	for _, in := range []string{"", "80", "≥", "≥ 1,5", "≥ −1", "≥ 80 % ạ", "≈ 80 %", "≥ 1000000", "< 0", "≤ 100 %"} {
		if err := new(Target).UnmarshalText([]byte(in)); err == nil {
			t.Errorf("%q must be refused", in)
		}
	}
}

// Whatever Parse accepts can be cut, prepared and judged.
func FuzzParse(f *testing.F) {
	f.Add(ninhThuanSource)
	f.Add([]byte("a: b"))
	f.Add([]byte("x: &x [*x]"))
	f.Add(bytes.ReplaceAll(ninhThuanSource, []byte("entry: teams"), []byte("entry: both")))
	f.Add(bytes.ReplaceAll(ninhThuanSource, []byte("min_clip_days: 10"), []byte("min_clip_days: 1")))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(data)
		if err != nil {
			if e, ok := fault.Of(err); !ok || len(e.Fields) == 0 {
				t.Fatalf("an error that names nothing: %v", err)
			}
			return
		}
		r := NewRules(d)
		next := d.Start()
		for _, p := range r.Periods {
			if p.Start != next || p.End < p.Start || p.Due < p.SubmitFrom || p.ClosesBefore <= p.Due {
				t.Fatalf("period %+v after %s", p, next)
			}
			next = p.End + 1
		}
		if next != d.End()+1 {
			t.Fatalf("periods end on %s", next-1)
		}
		sum := r.SumCommune([][]Cell{nil}, nil)
		for _, res := range r.JudgeAll(nil, []Share{{Unit: 1, Sum: &sum, Counted: true}}, d.End()+1) {
			if res.Verdict != Unknown {
				t.Fatalf("%s: nothing entered is %s", res.Indicator.Code, res.Verdict)
			}
		}
	})
}
