package certificate_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
	"thidua/internal/summary"
)

// Every award has one certificate, whoever issues, as often as they like and at
// once.
func TestIssueAll(t *testing.T) {
	x := build(t)
	d := x.decide("A", "AX", award.GiayKhen, "345/QĐ-UBND", usual...)
	a := x.as(access.District, "A")
	for name, who := range map[string]access.Actor{"another district": x.as(access.District, "B"), "Home Affairs": x.as(access.HomeAffairs, "T")} {
		if _, err := x.s.IssueAll(t.Context(), who, x.now, x.tree, d); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := x.s.IssueAll(t.Context(), x.as(access.PX03, "T"), x.now, x.tree, d); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
	var all sync.WaitGroup
	made := make([]int, 4)
	for i := range made {
		all.Go(func() {
			n, err := x.s.IssueAll(t.Context(), a, x.now, x.tree, d)
			if err != nil {
				t.Error(err)
			}
			made[i] = n
		})
	}
	all.Wait()
	slices.Sort(made)
	if !slices.Equal(made, []int{0, 0, 0, 3}) {
		t.Errorf("made %v", made)
	}
	if n := one[int](x, `SELECT count(*)::int FROM certificate`); n != 3 {
		t.Errorf("%d certificates", n)
	}
	if got := x.audits("certificate.issue"); !slices.Equal(got, []string{"Cấp 3 Giấy khen theo Quyết định số 345/QĐ-UBND ngày 10/02/2025"}) {
		t.Error(got)
	}
	p, err := x.s.List(t.Context(), a, x.tree, x.now.Today, certificate.Filter{})
	x.ok(err)
	if len(p.Rows) != 3 || p.Counts[certificate.InForce] != 3 || p.Rows[0].Golden != 1 || p.Rows[1].State != award.Valid || p.Rows[2].Issue != 1 {
		t.Errorf("%+v", p)
	}
	for _, r := range p.Rows {
		if _, ok := summary.ReadCode(r.Code); !ok {
			t.Errorf("code %q", r.Code)
		}
	}
}

func (x *world) issued(team, unit string, form award.Form, number string, list ...given) []certificate.Award {
	x.t.Helper()
	d := x.decide(unit, team, form, number, list...)
	role := access.District
	if unit == "T" {
		role = access.HomeAffairs
	}
	_, err := x.s.IssueAll(x.t.Context(), x.as(role, unit), x.now, x.tree, d)
	x.ok(err)
	p, err := x.s.List(x.t.Context(), x.as(role, unit), x.tree, x.now.Today, certificate.Filter{Decision: d})
	x.ok(err)
	return p.Rows
}

func TestReissueAndRevoke(t *testing.T) {
	x := build(t)
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	a, first := x.as(access.District, "A"), rows[1]
	if _, err := x.s.Reissue(t.Context(), a, x.now, x.tree, first.Certificate, "  "); words(err) != "ly-do: Ghi rõ lý do." {
		t.Error(words(err))
	}
	if _, err := x.s.Reissue(t.Context(), x.as(access.District, "B"), x.now, x.tree, first.Certificate, "Mất"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := x.s.Reissue(t.Context(), x.as(access.PX03, "T"), x.now, x.tree, first.Certificate, "Mất"); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
	var all sync.WaitGroup
	ids, errs := make([]certificate.ID, 2), make([]error, 2)
	for i := range ids {
		all.Go(func() {
			ids[i], errs[i] = x.s.Reissue(t.Context(), a, x.now, x.tree, first.Certificate, "Bị mất khi chuyển nhà")
		})
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("two re-issues at once: %v, %v", errs[0], errs[1])
	}
	fresh := max(ids[0], ids[1])
	for _, err := range errs {
		if err != nil && words(err) != "Chỉ cấp lại bản còn hiệu lực; bản này “đã được cấp lại bằng bản khác”." {
			t.Error(words(err))
		}
	}
	again, err := x.s.One(t.Context(), a, x.now, x.tree, fresh)
	x.ok(err)
	if again.Issue != 2 || again.State != award.Valid || again.Golden != 2 || again.Code == first.Code {
		t.Errorf("%+v", again)
	}
	issues, err := x.s.Issues(t.Context(), again.ID)
	x.ok(err)
	if len(issues) != 2 || issues[1].State != award.Replaced || issues[1].Why != "Bị mất khi chuyển nhà" || issues[1].Since.Name != "Cán bộ A" {
		t.Errorf("%+v", issues)
	}

	in := award.Revocation{}
	if err := x.s.Revoke(t.Context(), a, x.now, x.tree, fresh, in); words(err) != "can-cu: Chọn căn cứ thu hồi.|so: Nhập số, ký hiệu của quyết định thu hồi.|ngay: Nhập ngày của quyết định thu hồi.|ly-do: Ghi rõ lý do." {
		t.Error(words(err))
	}
	early := clock.NewDay(2025, 2, 9)
	in = award.Revocation{Ground: award.FalseMerit, Number: "12/QĐ-UBND", Date: &early, Why: "Khai sai"}
	if err := x.s.Revoke(t.Context(), a, x.now, x.tree, fresh, in); words(err) != "ngay: Ngày thu hồi không được trước ngày của quyết định khen thưởng (10/02/2025)." {
		t.Error(words(err))
	}
	on := clock.NewDay(2025, 2, 11)
	in.Date = &on
	if err := x.s.Revoke(t.Context(), a, x.now, x.tree, first.Certificate, in); fault.KindOf(err) != fault.Stale {
		t.Errorf("the replaced one: %v", err)
	}
	x.ok(x.s.Revoke(t.Context(), a, x.now, x.tree, fresh, in))
	gone, err := x.s.One(t.Context(), a, x.now, x.tree, fresh)
	x.ok(err)
	if gone.State != award.Revoked || gone.RevokedOn == nil || *gone.RevokedOn != on {
		t.Errorf("%+v", gone)
	}
	if n, err := x.s.IssueAll(t.Context(), a, x.now, x.tree, gone.Decision); n != 0 || err != nil {
		t.Errorf("issued again after the revocation: %d %v", n, err)
	}
	if got := x.audits("certificate.revoke"); !slices.Equal(got, []string{"Thu hồi Giấy khen của Nguyễn Hữu Phước theo Quyết định số 12/QĐ-UBND ngày 11/02/2025"}) {
		t.Error(got)
	}
	if got := x.audits("certificate.reissue"); len(got) != 1 || !strings.HasPrefix(got[0], "Cấp lại lần 1 Giấy khen của Nguyễn Hữu Phước") {
		t.Error(got)
	}

	// What anyone is told of the three codes.
	for code, want := range map[string]certificate.Verified{
		rows[0].Code: {Public: award.Public{Form: "Giấy khen", Recipient: "Tổ bảo vệ an ninh, trật tự khu phố 5", Decision: "Quyết định số 345/QĐ-UBND ngày 10/02/2025 của Chủ tịch Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", State: "Còn hiệu lực"}, State: award.Valid},
		rows[2].Code: {Public: award.Public{Form: "Giấy khen (truy tặng)", Recipient: "Bà Trần Thị Hoa", Decision: "Quyết định số 345/QĐ-UBND ngày 10/02/2025 của Chủ tịch Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", State: "Còn hiệu lực"}, State: award.Valid},
		first.Code:   {Public: award.Public{Form: "Giấy khen", Recipient: "Ông Nguyễn Hữu Phước", Decision: "Quyết định số 345/QĐ-UBND ngày 10/02/2025 của Chủ tịch Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", State: "Đã được cấp lại bằng bản khác"}, State: award.Replaced, Revoked: true},
		gone.Code:    {Public: award.Public{Form: "Giấy khen", Recipient: "Ông Nguyễn Hữu Phước", Decision: "Quyết định số 345/QĐ-UBND ngày 10/02/2025 của Chủ tịch Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", State: "Đã bị thu hồi"}, State: award.Revoked, Revoked: true},
	} {
		if got, err := x.s.Verify(t.Context(), x.pool, code); err != nil || got != want {
			t.Errorf("%s: %+v %v", code, got, err)
		}
	}
	if _, err := x.s.Verify(t.Context(), x.pool, "0000000000000000"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// Who reads: all above the team, nobody beside it.
func TestAwardsAreRead(t *testing.T) {
	x := build(t)
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	x.issued("BX", "T", award.BangKhen, "1207/QĐ-UBND", given{"Lê Thị Bích", "Bà Lê Thị Bích", "Tổ trưởng Tổ bảo vệ an ninh, trật tự thôn Hữu Đức", false})
	for name, c := range map[string]struct {
		a    access.Actor
		want int
		kind fault.Kind
	}{
		"the commune":         {x.as(access.CommunePolice, "A1"), 3, fault.Internal},
		"another commune":     {x.as(access.CommunePolice, "B1"), 1, fault.NotFound},
		"the district":        {x.as(access.District, "A"), 3, fault.Internal},
		"the other district":  {x.as(access.District, "B"), 1, fault.NotFound},
		"the province's PX03": {x.as(access.PX03, "T"), 4, fault.Internal},
		"the leader":          {x.as(access.Leader, "T"), 4, fault.Internal},
	} {
		p, err := x.s.List(t.Context(), c.a, x.tree, x.now.Today, certificate.Filter{})
		if err != nil || p.Total != c.want || len(p.Rows) != c.want {
			t.Errorf("%s reads %d, want %d (%v)", name, p.Total, c.want, err)
		}
		if _, err := x.s.One(t.Context(), c.a, x.now, x.tree, rows[0].Certificate); err != nil && fault.KindOf(err) != c.kind || err == nil && c.kind != fault.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := x.s.List(t.Context(), x.as(access.Admin, "T"), x.tree, x.now.Today, certificate.Filter{}); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
	px := x.as(access.PX03, "T")
	for f, want := range map[certificate.Filter]int{
		{Form: award.BangKhen}: 1, {Subject: award.Team}: 1, {Unit: x.unit["T"]}: 1, {Under: x.unit["A"]}: 3, {Gender: "female"}: 2, {Position: "head"}: 2, {Text: "bich"}: 1, {Text: "345/qd"}: 3,
		{Women: certificate.FewerWomen}: 1, {Women: certificate.MostlyWomen}: 0, {State: certificate.Unissued}: 0, {State: certificate.Stands}: 4, {Phase: x.live.Phases[1].ID}: 0,
	} {
		if p, err := x.s.List(t.Context(), px, x.tree, x.now.Today, f); err != nil || p.Total != want || len(p.Rows) != want {
			t.Errorf("%+v: %d of %d (%v)", f, len(p.Rows), p.Total, err)
		}
	}
}

// scanned is what a telephone reads of the page's QR code.
func scanned(t *testing.T, pdf papertest.PDF) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(pdf.Image(t, 1, 200))
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

// What is printed: complete Vietnamese, a page, fonts in the file, TRUY TẶNG
// and the mark of a re-issue where they are due.
func TestPDF(t *testing.T) {
	x := build(t)
	long := "Ông Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Bích Phượng Thùy Dương"
	if n := len([]rune(long)); n < 60 {
		t.Fatalf("%d letters", n)
	}
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", append(slices.Clone(usual), given{"Nguyễn Hữu Phước", long, usual[1].detail, false})...)
	a := x.as(access.District, "A")
	p, err := x.s.Print(t.Context(), a, x.now, award.GiayKhen, certificate.Chosen{Template: "giay-khen-a4"})
	x.ok(err)
	for i, want := range [][]string{
		{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTHÀNH PHỐ PHAN RANG - THÁP CHÀM", "\nTẶNG\n", "GIẤY KHEN", "Tổ bảo vệ an ninh, trật tự khu phố 5", "Số sổ vàng: 1", "Phan Rang - Tháp Chàm, ngày 10 tháng 02 năm 2025", "Lê Văn Thành", "Tra cứu tại thidua.example.vn/xac-minh", summary.ShowCode(rows[0].Code)},
		{"Ông Nguyễn Hữu Phước", "Tổ trưởng Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ", "Quyết định số 345/QĐ-UBND ngày 10 tháng 02 năm 2025", "Số sổ vàng: 2"},
		{"TRUY TẶNG", "Bà Trần Thị Hoa"},
		{long, "Số sổ vàng: 4"},
	} {
		b, err := x.s.PDF(x.tree, p, &rows[i])
		x.ok(err)
		pdf := papertest.Open(t, b)
		text := pdf.Text(t, 1)
		for _, w := range want {
			if !strings.Contains("\n"+text, w) && !strings.Contains(strings.ReplaceAll(text, "\n", " "), w) {
				t.Errorf("certificate %d lacks %q:\n%s", i+1, w, text)
			}
		}
		if got, want := scanned(t, pdf), "https://thidua.example.vn/xac-minh/"+rows[i].Code; got != want {
			t.Errorf("the QR code leads to %s, want %s", got, want)
		}
		if n := pdf.Pages(t); n != 1 {
			t.Errorf("%d pages", n)
		}
		for _, f := range pdf.Fonts(t) {
			if !f.Embedded || !f.Unicode {
				t.Errorf("font %+v", f)
			}
		}
	}
	fresh, err := x.s.Reissue(t.Context(), a, x.now, x.tree, rows[1].Certificate, "In nhòe")
	x.ok(err)
	again, err := x.s.One(t.Context(), a, x.now, x.tree, fresh)
	x.ok(err)
	b, err := x.s.PDF(x.tree, p, again)
	x.ok(err)
	if text := papertest.Open(t, b).Text(t, 1); !strings.Contains(text, "Cấp lại lần 1") || strings.Contains(text, summary.ShowCode(rows[1].Code)) {
		t.Error(text)
	}
	p.Blank = true
	if _, err := x.s.PDF(x.tree, p, &rows[2]); !strings.Contains(words(err), "không in được “TRUY TẶNG”") {
		t.Error(words(err))
	}
	if _, err := x.s.Print(t.Context(), a, x.now, award.GiayKhen, certificate.Chosen{Template: "bang-khen-420x297", Nudge: &paper.Nudge{Right: 99}}); words(err) != "mau: Chọn mẫu in.|nudge.right: Dịch ngang phải từ -20 đến 20 mm." {
		t.Error(words(err))
	}
}
