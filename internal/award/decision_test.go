package award

import (
	"fmt"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/plan"
)

func listed(t *testing.T, d *Decision, names ...string) map[int64]*Nominee {
	t.Helper()
	m := map[int64]*Nominee{}
	for i, name := range names {
		n := &Nominee{ID: int64(i + 1), Name: name, State: Recommended, Version: 1}
		if err := d.List(actor(access.HomeAffairs), moment("2025-08-25"), n); err != nil {
			t.Fatal(err)
		}
		m[n.ID] = n
	}
	return m
}

func papers(t *testing.T) Papers {
	return Papers{Def: live(t).Rules.Def, Law: Statute(), Level: plan.LevelProvince, NotSince: day("2025-08-26"),
		Terms: []Term{{Unit: 1, Name: "Trần Quốc Nam", Title: "CHỦ TỊCH", Before: dayp("2025-08-29")}, {Unit: 1, Name: "Lê Huyền", Title: "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", From: dayp("2025-08-29")}},
		Numbers: []Numbered{{Decision: 9, Unit: 1, Number: "125/QĐ-UBND", Date: day("2025-01-02")}, {Decision: 8, Unit: 2, Number: "7/QĐ-UBND", Date: day("2025-01-02")},
			{Decision: 7, Unit: 1, Number: "8/QĐ-UBND", Date: day("2024-12-31")}}}
}

func TestRecordADecision(t *testing.T) {
	a := actor(access.HomeAffairs)
	now := moment("2025-08-30")
	p := papers(t)
	for _, c := range []struct {
		name, number, date, signer string
		want                       string
	}{
		{"nothing", "", "", "", "so: Nhập số, ký hiệu của quyết định, ví dụ 125/QĐ-UBND.\nngay: Nhập ngày ký quyết định."},
		{"a number of this year", "125/QĐ-UBND", "2025-08-28", "Trần Quốc Nam", "so: Số 125/QĐ-UBND đã dùng cho quyết định ngày 02/01/2025 trong năm 2025."},
		{"written otherwise", "Số: 0125 / qđ-ubnd", "2025-08-28", "Trần Quốc Nam", "so: Số 125/QĐ-UBND đã dùng cho quyết định ngày 02/01/2025 trong năm 2025."},
		{"tomorrow", "9/QĐ-UBND", "2025-08-31", "Lê Huyền", "ngay: Ngày ký không được sau hôm nay (30/08/2025)."},
		{"before the conclusion", "9/QĐ-UBND", "2025-08-25", "Trần Quốc Nam", "ngay: Ngày ký không được trước ngày kết luận xét khen thưởng (26/08/2025)."},
		{"nobody chosen", "9/QĐ-UBND", "2025-08-28", "", "nguoi-ky: Chọn người ký quyết định."},
		{"who no longer signs", "9/QĐ-UBND", "2025-08-29", "Trần Quốc Nam", "nguoi-ky: Người ký không có thẩm quyền ký thay đơn vị vào ngày 29/08/2025. Chọn người ký có chức danh còn hiệu lực ngày đó."},
		{"who does not sign yet", "9/QĐ-UBND", "2025-08-28", "Lê Huyền", "nguoi-ky: Người ký không có thẩm quyền ký thay đơn vị vào ngày 28/08/2025. Chọn người ký có chức danh còn hiệu lực ngày đó."},
	} {
		d := &Decision{ID: 1, Form: BangKhen, Unit: 1, State: DecisionDraft}
		listed(t, d, "An")
		var on *clock.Day
		if c.date != "" {
			on = dayp(c.date)
		}
		same(t, c.name, said(t, d.Record(a, now, p, c.number, on, c.signer)), c.want)
		if d.State != DecisionDraft || d.Number != "" {
			t.Errorf("%s: refused and changed", c.name)
		}
	}
	empty := &Decision{ID: 1, Form: BangKhen, Unit: 1, State: DecisionDraft}
	same(t, "an empty list", said(t, empty.Record(a, now, p, "9/QĐ-UBND", dayp("2025-08-28"), "Trần Quốc Nam")), "danh-sach: Danh sách của quyết định chưa có trường hợp nào.")
	for _, number := range []string{"7/QĐ-UBND", "8/QĐ-UBND"} { // another unit's, another year's
		d := &Decision{ID: 1, Form: BangKhen, Unit: 1, State: DecisionDraft}
		listed(t, d, "An")
		if err := d.Record(a, now, p, number, dayp("2025-08-29"), "Lê  Huyền"); err != nil {
			t.Errorf("%s: %v", number, err)
		}
		same(t, "the title of that day", d.Signer.Title, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
	}
}

// Giấy khen is the district's until 30/06/2025 and the commune's from then on;
// a day before every decree has no regime.
func TestDecisionInsideItsRegime(t *testing.T) {
	a := actor(access.District)
	p := papers(t)
	p.NotSince = 0
	p.Terms = []Term{{Unit: 1, Name: "Lê Huyền", Title: "CHỦ TỊCH"}}
	for _, c := range []struct {
		level plan.Level
		on    string
		want  string
	}{
		{plan.LevelDistrict, "2025-06-30", ""}, {plan.LevelCommune, "2025-07-01", ""},
		{plan.LevelDistrict, "2025-07-01", "ngay: Vào ngày 01/07/2025, Giấy khen không thuộc thẩm quyền của cấp này."},
		{plan.LevelCommune, "2025-06-30", "ngay: Vào ngày 30/06/2025, Giấy khen không thuộc thẩm quyền của cấp này."},
		{plan.LevelDistrict, "2023-12-31", "ngay: Ngày 31/12/2023 không thuộc thời gian áp dụng của nghị định nào về thi đua, khen thưởng đã khai báo."},
	} {
		d := &Decision{ID: 1, Form: GiayKhen, Unit: 1, State: DecisionDraft}
		listed(t, d, "An")
		p.Level = c.level
		err := d.Record(a, moment("2025-08-30"), p, "9/QĐ-UBND", dayp(c.on), "Lê Huyền")
		got := ""
		if err != nil {
			got = said(t, err)
		}
		same(t, c.on, got, c.want)
	}
}

func TestApplyTogetherOrNotAtAll(t *testing.T) {
	a := actor(access.HomeAffairs)
	now := moment("2025-08-30")
	d := &Decision{ID: 1, Form: BangKhen, Unit: 1, State: DecisionDraft}
	m := listed(t, d, "An", "Bình", "Chi")
	no := &Nominee{ID: 9, Name: "Dũng", State: Nominated, Version: 1}
	if err := no.Decline(a, now, 1, BelowMark, "Chưa đạt chỉ tiêu 1.2"); err != nil {
		t.Fatal(err)
	}
	_, err := Apply(a, now, []*Decision{d}, m, nil)
	same(t, "not recorded", said(t, err), "quyet-dinh-1: Quyết định đang ở trạng thái “Dự thảo” nên không công bố được.")
	record := func() {
		t.Helper()
		if err := d.Record(a, now, papers(t), "9/QĐ-UBND", dayp("2025-08-28"), "Trần Quốc Nam"); err != nil {
			t.Fatal(err)
		}
	}
	record()
	same(t, "nobody is told before", m[1].State.ToldTo(ByProposer)+", "+no.State.ToldTo(ByProposer)+", "+no.State.ToldTo(ByAppraiser), "Đang xét, Đang xét, Đề nghị không khen thưởng")

	// Bình withdraws while the decision waits.
	if err := m[2].Withdraw(actor(access.CommuneOffice), now, m[2].Version, "Xin rút"); err != nil {
		t.Fatal(err)
	}
	_, err = Apply(a, now, []*Decision{d}, m, []*Nominee{no})
	same(t, "names who is in the way", said(t, err), "quyet-dinh-1: Bình đang ở trạng thái “Đã rút”. Mở lại quyết định 9/QĐ-UBND để đưa ra khỏi danh sách rồi công bố.")
	same(t, "nothing applied", fmt.Sprintf("%s %s %s %s", d.State, m[1].State, m[3].State, no.State), "recorded listed listed declined")
	if d.Unlist(a, now, m[2]) == nil {
		t.Error("taken off a recorded decision")
	}
	if err := d.Reopen(a, now, "Bình xin rút"); err != nil {
		t.Fatal(err)
	}
	if err := d.Unlist(a, now, m[2]); err != nil || m[2].State != Withdrawn || m[2].Decision != 0 {
		t.Fatalf("%v %+v", err, m[2])
	}
	record()
	grants, err := Apply(a, now, []*Decision{d}, m, []*Nominee{no})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "grants", fmt.Sprintf("%+v", grants), "[{Nominee:1 Decision:1 Form:bang_khen Golden:1} {Nominee:3 Decision:1 Form:bang_khen Golden:2}]")
	same(t, "told", fmt.Sprint(m[1].State.ToldTo(ByProposer), ", ", no.State.ToldTo(ByProposer), ", ", no.Ground.Words(), ": ", no.Why),
		"Đã khen thưởng, Không khen thưởng, Không đủ tiêu chuẩn: Chưa đạt chỉ tiêu 1.2")
	if again, err := Apply(a, now, []*Decision{d}, m, nil); err == nil || again != nil {
		t.Error("applied twice")
	}
	if d.Cancel(a, now, "Nhầm", nil) == nil || d.Reopen(a, now, "Nhầm") == nil {
		t.Error("an applied decision changed")
	}
	if m[1].Withdraw(a, now, m[1].Version, "Muộn") == nil || m[1].Reconsider(a, now, m[1].Version, "Muộn") == nil {
		t.Error("an awarded nominee changed")
	}
}

func TestCancelGivesNomineesBack(t *testing.T) {
	a, now := actor(access.HomeAffairs), moment("2025-08-30")
	d := &Decision{ID: 1, Form: BangKhen, Unit: 1, State: DecisionDraft}
	m := listed(t, d, "An", "Bình")
	same(t, "all of them", said(t, d.Cancel(a, now, "Sai", []*Nominee{m[1]})), "Danh sách của quyết định vừa thay đổi. Tải lại trang rồi làm lại.")
	if err := d.Cancel(a, now, "Sai thẩm quyền", []*Nominee{m[1], m[2]}); err != nil {
		t.Fatal(err)
	}
	same(t, "cancelled", fmt.Sprintf("%s %d %s %d", d.State, len(d.Nominees), m[1].State, m[2].Decision), "cancelled 0 recommended 0")
	other := &Decision{ID: 2, Form: BangKhen, Unit: 1, State: DecisionDraft}
	if err := other.List(a, now, m[1]); err != nil {
		t.Fatal(err)
	}
	if third := (&Decision{ID: 3, State: DecisionDraft}); third.List(a, now, m[1]) == nil {
		t.Error("one nominee in two decisions")
	}
}

func TestRecommendRests(t *testing.T) {
	a, now := actor(access.District), moment("2025-08-21")
	yes := &Eligibility{Outcomes: []Outcome{{Key: KeyService, Verdict: plan.Met}}}
	no := &Eligibility{Outcomes: []Outcome{{Key: KeyService, Verdict: plan.NotMet, Reason: "Tham gia 05 tháng"}}}
	asks := Finding{GuardName, Asks, "Có thể trùng với Lê Văn Ân", "Xác nhận là hai người khác nhau.", []Ref{{Kind: RefPerson, ID: 6}}}
	lost := VoteTally{Total: 9, Needed: 5, For: 4, Outcome: NotPassed}
	for _, c := range []struct {
		name string
		g    Grounds
		want string
	}{
		{"not judged", Grounds{}, "dieu-kien: Chưa xét điều kiện của An."},
		{"does not qualify", Grounds{Eligibility: no}, "dieu-kien: An: Không đủ điều kiện (Tham gia 05 tháng)."},
		{"blocked", Grounds{Eligibility: yes, Findings: []Finding{{GuardPending, Blocks, "Đang bị điều tra", "Chờ kết luận.", nil}}}, "canh-bao: An: Đang bị điều tra. Chờ kết luận."},
		{"a block is not confirmed away", Grounds{Eligibility: yes, Findings: []Finding{{GuardPending, Blocks, "Đang bị điều tra", "Chờ kết luận.", nil}}, Confirmed: []Finding{{Guard: GuardPending}}},
			"canh-bao: An: Đang bị điều tra. Chờ kết luận."},
		{"nobody looked", Grounds{Eligibility: yes, Findings: []Finding{asks}}, "canh-bao: An: Có thể trùng với Lê Văn Ân. Xác nhận là hai người khác nhau."},
		{"looked at another", Grounds{Eligibility: yes, Findings: []Finding{asks}, Confirmed: []Finding{{Guard: GuardName, Refs: []Ref{{Kind: RefPerson, ID: 7}}}}},
			"canh-bao: An: Có thể trùng với Lê Văn Ân. Xác nhận là hai người khác nhau."},
		{"looked", Grounds{Eligibility: yes, Findings: []Finding{asks}, Confirmed: []Finding{asks}}, ""},
		{"a note", Grounds{Eligibility: yes, Findings: []Finding{{GuardEarlier, Notes, "Đã được tặng Giấy khen", "", nil}}}, ""},
		{"the council", Grounds{Eligibility: yes, Vote: &lost}, "bieu-quyet: An: 4/9 phiếu đồng ý (44,4 %), cần từ 5: Không thông qua."},
	} {
		n := &Nominee{ID: 1, Name: "An", State: Nominated, Version: 3}
		err := n.Recommend(a, now, 3, c.g)
		got := ""
		if err != nil {
			got = said(t, err)
		}
		same(t, c.name, got, c.want)
		if (n.State == Recommended) != (c.want == "") {
			t.Errorf("%s: %s", c.name, n.State)
		}
	}
	n := &Nominee{ID: 1, Name: "An", State: Nominated, Version: 3}
	same(t, "somebody was faster", said(t, n.Recommend(a, now, 2, Grounds{Eligibility: yes})), "An vừa được người khác xử lý. Tải lại trang để xem tình trạng mới.")
	same(t, "a ground and a reason", said(t, n.Decline(a, now, 3, "x", "")), "can-cu: Chọn căn cứ không khen thưởng.\nly-do: Ghi rõ lý do.")
}

func TestCertificates(t *testing.T) {
	a, now := actor(access.HomeAffairs), moment("2025-09-03")
	n := 0
	code := func() string { n++; return fmt.Sprintf("code-%d", n) }
	died := func(nominee int64) bool { return nominee == 2 }
	grants := []Grant{{1, 1, BangKhen, 1}, {2, 1, BangKhen, 2}, {3, 1, BangKhen, 3}}
	part := IssueAll(a, now, grants[:2], nil, code, died)
	rest := IssueAll(a, now, grants, part, code, died) // the batch goes on
	if len(part) != 2 || len(rest) != 1 || rest[0].Grant.Nominee != 3 || len(IssueAll(a, now, grants, append(part, rest...), code, died)) != 0 {
		t.Fatalf("%+v %+v", part, rest)
	}
	same(t, "truy tặng", fmt.Sprint(part[1].Told("Lê Văn An", "Quyết định số 9/QĐ-UBND ngày 28/08/2025")), "{Bằng khen (truy tặng) Lê Văn An Quyết định số 9/QĐ-UBND ngày 28/08/2025 Còn hiệu lực}")
	c := part[0]
	_, err := c.Reissue(a, now, "code-9", " ")
	same(t, "a reason", said(t, err), "ly-do: Ghi rõ lý do.")
	second, err := c.Reissue(a, now, "code-9", "Bị mất")
	if err != nil || second.Issue != 2 || second.Grant != c.Grant || second.State != Valid || c.State != Replaced {
		t.Fatalf("%v %+v %+v", err, c, second)
	}
	_, err = c.Reissue(a, now, "code-10", "Bị mất")
	same(t, "the old one", said(t, err), "Chỉ cấp lại bản còn hiệu lực; bản này “đã được cấp lại bằng bản khác”.")
	same(t, "all at once", said(t, second.Revoke(a, now, Revocation{})), "can-cu: Chọn căn cứ thu hồi.\nso: Nhập số, ký hiệu của quyết định thu hồi.\nngay: Nhập ngày của quyết định thu hồi.\nly-do: Ghi rõ lý do.")
	in := Revocation{Ground: FalseMerit, Number: "20/QĐ-UBND", Date: dayp("2025-08-27"), Why: "Kê khai sai", NotSince: day("2025-08-28")}
	same(t, "before the award", said(t, second.Revoke(a, now, in)), "ngay: Ngày thu hồi không được trước ngày của quyết định khen thưởng (28/08/2025).")
	in.Date = dayp("2025-09-04")
	same(t, "tomorrow", said(t, second.Revoke(a, now, in)), "ngay: Ngày của quyết định thu hồi không được sau hôm nay (03/09/2025).")
	in.Date = dayp("2025-09-03")
	if err := second.Revoke(a, now, in); err != nil || second.State != Revoked {
		t.Fatal(err)
	}
	same(t, "why", second.Document+": "+second.Ground.Words()+", "+second.Why, "Quyết định số 20/QĐ-UBND ngày 03/09/2025: Kê khai gian dối thành tích, Kê khai sai")
	same(t, "told without the reason", fmt.Sprint(second.Told("A", "B")), "{Bằng khen A B Đã bị thu hồi}")
	if second.Revoke(a, now, in) == nil {
		t.Error("revoked twice")
	}
	if len(IssueAll(a, now, grants, append([]Certificate{c, second}, append(part[1:], rest...)...), code, died)) != 0 {
		t.Error("a revoked award got a certificate again")
	}
}

// A number is kept as papers print it: the word before it goes, letters that
// only begin like it stay.
func TestNumberIsBare(t *testing.T) {
	for typed, want := range map[string]string{"Số 125/QĐ-UBND": "125/QĐ-UBND", "số: 012 /QĐ-UBND": "012 /QĐ-UBND", " SỐ125/QĐ": "125/QĐ", "125/QĐ-UBND": "125/QĐ-UBND", "Sở-5/QĐ": "Sở-5/QĐ", "Số": "Số", "": ""} {
		same(t, typed, bareNumber(typed), want)
	}
}
