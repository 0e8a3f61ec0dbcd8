package e2e

import (
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/demo"
	"thidua/internal/paper/papertest"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// A district goes on with its draft for Bằng khen and sends it up; PX03 gives an
// opinion on each, against one; Home Affairs consults, appraises each criterion,
// declines that one, has the decision signed and published; the district reads
// who is awarded and why one is not; the Bằng khen are printed, one anew, one is
// taken back, and anyone can verify each.
func TestBangKhen(t *testing.T) {
	site := webtest.StartAt(t, demo.Second)
	huyen := as(t, site, "huyen")
	at := nominated(t, huyen)
	opined(t, as(t, site, "px03"), huyen, at)
	noivu := as(t, site, "noivu")
	consulted(t, noivu, huyen, at)
	appraised(t, noivu, at)
	decision := published(t, noivu, huyen, at)
	printed(t, site, noivu, decision)
	remembered(t, site, noivu)
	papersOf(t, site, at, decision)
}

// The nominees: a team, two who are awarded, one who is not.
const (
	bkTeam    = "Tổ bảo vệ ANTT khu phố 9"
	bkVan     = "Phạm Thị Vân"
	bkOanh    = "Lý Thị Kim Oanh"
	bkLoan    = "Huỳnh Thị Thanh Loan"
	bkRefusal = "Bị xử phạt vi phạm hành chính về thuế trong thời gian xét thành tích (Quyết định số 77/QĐ-CCT ngày 05/6/2025)."
	bkNumber  = "1350/QĐ-UBND"
)

// nominated is the address of a dossier sent up: a draft found on the first
// page, one more taken from the ranked list, what it lacks filled in.
func nominated(t *testing.T, huyen *person) (at string) {
	huyen.see("/")
	huyen.says("Hoàn thiện và gửi hồ sơ số 2 đề nghị Bằng khen, Đợt 2")
	huyen.press("Mở hồ sơ")
	at = is[string](huyen, `location.pathname`)
	huyen.row(".ds-nominees tbody tr", bkVan, "Đủ điều kiện", "Chưa soạn", "Được đề nghị")
	huyen.press("Thêm trường hợp")
	huyen.row(".ds-picks tbody tr", bkVan, "Đã đề nghị Bằng khen, hồ sơ số 2 của thành phố Phan Rang – Tháp Chàm")
	if !is[bool](huyen, fmt.Sprintf(`document.querySelector('[aria-label="Chọn %s"]').disabled`, bkVan)) {
		t.Error("who is put forward already can be chosen again")
	}
	huyen.sound("who to put forward for a Bằng khen")
	huyen.tick(bkLoan)
	huyen.pressIn("#f-danh-sach", "Đưa vào hồ sơ")
	huyen.says("Đã đưa vào hồ sơ.")
	huyen.press("Soạn báo cáo thành tích cho các trường hợp chưa có")
	huyen.says("Đã soạn báo cáo thành tích của 04 trường hợp.")
	huyen.pressIn(`form[action$="/gui"]`, "Gửi hồ sơ")
	huyen.says("Hồ sơ còn thiếu: Tờ trình; Biên bản họp xét khen thưởng.")
	huyen.allow("422")

	huyen.see(at)
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#to-trinh").open = true`))
	huyen.fill("#f-so", "218/TTr-UBND")
	huyen.fill("#f-ngay", "20/08/2025")
	huyen.fill("#f-chuc-vu", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
	huyen.fill("#f-nguoi-ky", "Trần Minh Thái")
	huyen.pressIn("#to-trinh", "Lưu")
	huyen.says("số 218/TTr-UBND ngày 20/08/2025, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Trần Minh Thái")
	minutes := filepath.Join(t.TempDir(), "Biên bản họp xét.docx")
	if err := os.WriteFile(minutes, []byte(huyen.site.As(t, "huyen").Get(at+"/danh-sach.docx").Want(t, http.StatusOK).Body), 0o600); err != nil {
		t.Fatal(err)
	}
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#them-giay-to").open = true`))
	huyen.choose("#f-loai", "Biên bản họp xét khen thưởng")
	huyen.do(chromedp.SetUploadFiles(chromedp.CSS("#them-giay-to [name=tep]"), []string{minutes}))
	huyen.pressIn("#them-giay-to", "Tải lên")
	huyen.says("Đã thêm giấy tờ.")
	huyen.says("Biên bản họp xét.docx")
	huyen.sound("a Bằng khen's dossier ready to go")
	huyen.pressIn(`form[action$="/gui"]`, "Gửi hồ sơ")
	huyen.says("Đã gửi hồ sơ.")
	huyen.says("Cho ý kiến: 0/5 ngày làm việc, hạn 27/08/2025")
	return at
}

// opined is PX03's part: for all but one, against one, with why.
func opined(t *testing.T, px03, huyen *person, at string) {
	px03.toDo("Nhận xem 2 hồ sơ Bằng khen", at)
	px03.press("Nhận xem hồ sơ")
	px03.says("Phòng PX03 đang cho ý kiến")
	against := fmt.Sprintf(`const of = [...document.querySelectorAll(".hd-opinion")].find((x) => x.innerText.includes(%q));`, bkOanh)
	px03.do(chromedp.Evaluate[chromedp.Void](`{` + against + ` of.querySelector("select").value = "khong"; }`))
	px03.pressIn("#y-kien", "Thống nhất với các trường hợp chưa có ý kiến")
	px03.says("Ghi lý do không thống nhất đề nghị khen thưởng " + bkOanh + ".")
	px03.allow("422")
	px03.sound("opinions, one without its reason")
	px03.do(chromedp.Evaluate[chromedp.Void](`{` + against + ` of.querySelector("textarea").value = "Đề nghị lấy ý kiến cơ quan thuế trước khi xét."; }`))
	px03.pressIn("#y-kien", "Thống nhất với các trường hợp chưa có ý kiến")
	px03.says("Đã lưu ý kiến.")
	px03.press("Chuyển Sở Nội vụ kèm ý kiến")
	px03.says("Đã chuyển hồ sơ kèm ý kiến đến Sở Nội vụ.")
	for name, said := range map[string]string{bkTeam: "Thống nhất", bkVan: "Thống nhất", bkOanh: "Không thống nhất Đề nghị lấy ý kiến cơ quan thuế trước khi xét.", bkLoan: "Thống nhất"} {
		px03.row("#y-kien li", name, said)
	}
	px03.sound("a dossier gone up with opinions")
	huyen.see(at)
	huyen.says("Thẩm định: 0/20 ngày làm việc, hạn 19/09/2025")
	huyen.hides("Đề nghị lấy ý kiến cơ quan thuế", "Không thống nhất")
}

// consulted has Home Affairs receive, assign a specialist and ask two agencies:
// the clock stands while they answer.
func consulted(t *testing.T, noivu, huyen *person, at string) {
	noivu.toDo("Tiếp nhận 2 hồ sơ Bằng khen", at)
	noivu.press("Tiếp nhận hồ sơ")
	noivu.says("Đã tiếp nhận hồ sơ.")
	noivu.press("Phân công chuyên viên")
	noivu.choose("#f-chuyen-vien", "Trương Văn Bình")
	noivu.sound("assigning a specialist")
	noivu.pressIn(".hd-form", "Phân công chuyên viên")
	noivu.says("Trương Văn Bình, phân công ngày 20/08/2025")
	noivu.press("Lấy ý kiến hiệp y")
	noivu.fill("#f-co-quan", "Thanh tra tỉnh\nChi cục Thuế khu vực XIV")
	noivu.fill("#f-ly-do", "Đề nghị cho ý kiến về việc chấp hành pháp luật của các cá nhân.")
	noivu.sound("asking other agencies")
	noivu.pressIn(".hd-form", "Lấy ý kiến hiệp y")
	const stands = "Hiệp y: 0/10 ngày làm việc, hạn 05/09/2025 (thẩm định tạm dừng khi chưa hết ngày đầu)"
	noivu.says(stands)
	huyen.see(at)
	huyen.says(stands)
	noivu.press("Ghi ý kiến hiệp y")
	noivu.do(chromedp.Evaluate[chromedp.Void](`{ const a = document.querySelectorAll(".hd-form textarea");
 a[0].value = "Thanh tra tỉnh không có ý kiến khác."; a[1].value = "Bà ` + bkOanh + ` bị xử phạt vi phạm hành chính về thuế ngày 05/6/2025."; }`))
	noivu.sound("writing an agency's answer down")
	noivu.pressIn(".hd-form", "Ghi ý kiến hiệp y")
	noivu.says("Đã ghi ý kiến hiệp y.")
	noivu.row("#hiep-y li", "Thanh tra tỉnh", "Trả lời: Thanh tra tỉnh không có ý kiến khác.")
	noivu.row("#hiep-y li", "Chi cục Thuế khu vực XIV", "bị xử phạt vi phạm hành chính về thuế ngày 05/6/2025.")
	noivu.says("Thẩm định: 0/20 ngày làm việc, hạn 19/09/2025")
	huyen.see(at)
	huyen.hides("Chi cục Thuế", "bị xử phạt")
}

// appraised looks at every criterion of each nominee, declines one and lays the
// rest before the chair.
func appraised(t *testing.T, noivu *person, at string) {
	for _, name := range []string{bkTeam, bkVan, bkOanh, bkLoan} {
		noivu.see(at)
		noivu.follow(fmt.Sprintf(`.ds-nominees a[href="%s"]`, is[string](noivu, fmt.Sprintf(`[...document.querySelectorAll(".ds-nominees a")].find((x) => x.innerText === %q).getAttribute("href")`, name))))
		asked := is[int](noivu, `document.querySelectorAll("#tham-dinh .hd-opinion").length`)
		if want := map[bool]int{true: 14, false: 15}[name == bkTeam]; asked != want {
			t.Errorf("%s is asked %d criteria, want %d", name, asked, want)
		}
		if name != bkOanh {
			noivu.press("Thống nhất các điều kiện chưa có ý kiến")
			noivu.says("Đã lưu ý kiến thẩm định.")
			if n := is[int](noivu, `[...document.querySelectorAll("#tham-dinh .hd-opinion select")].filter((x) => x.value === "co").length`); n != asked {
				t.Errorf("%d of %d criteria of %s are agreed to", n, asked, name)
			}
			continue
		}
		noivu.do(chromedp.Evaluate[chromedp.Void](`{ const of = [...document.querySelectorAll("#tham-dinh .hd-opinion")].at(-1); of.querySelector("select").value = "khong"; of.querySelector("textarea").value = "Cơ quan thuế đã xử phạt, xem ý kiến hiệp y."; }`))
		noivu.press("Lưu ý kiến thẩm định")
		noivu.says("Đã lưu ý kiến thẩm định.")
		noivu.wait(`[...document.querySelectorAll("#tham-dinh .hd-opinion")].map((x) => x.querySelector("select").value + x.querySelector("textarea").value).join("") === "khongCơ quan thuế đã xử phạt, xem ý kiến hiệp y."`)
		noivu.sound("a nominee for a Bằng khen under appraisal")
		noivu.press("Đề nghị không khen thưởng")
		noivu.choose("#f-can-cu", "Vi phạm hoặc đang được xem xét vi phạm")
		noivu.fill("#f-ly-do", bkRefusal)
		noivu.sound("declining a nominee")
		noivu.pressIn(".hd-form", "Ghi kết quả")
		noivu.says("Đã ghi kết quả thẩm định.")
	}
	noivu.see(at)
	noivu.says("0 đề nghị khen, 1 không khen, 3 chưa có kết quả")
	noivu.press("Đề nghị khen tất cả đủ điều kiện")
	noivu.says("Đã đề nghị khen thưởng 3 trường hợp.")
	noivu.press("Kết luận hồ sơ")
	noivu.says("Đã kết luận hồ sơ.")
	noivu.press("Trình Chủ tịch")
	noivu.says("Trình ký: 0/5 ngày làm việc, hạn 27/08/2025")
	noivu.sound("a dossier before the chair")
}

// published is the decision's address: drafted, refused a number that is taken,
// told to the district only when it is published.
func published(t *testing.T, noivu, huyen *person, at string) (decision string) {
	noivu.see(at)
	noivu.press("Lập dự thảo quyết định")
	noivu.says("2 trường hợp không khen thưởng sẽ được thông báo cùng lúc công bố.")
	noivu.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("[name=chon]").forEach((x) => { x.checked = x.closest("section").querySelector("h2").innerText === "Thành phố Phan Rang – Tháp Chàm"; })`))
	noivu.sound("who a Bằng khen's decision is of")
	noivu.pressIn("main form", "Lập dự thảo")
	noivu.says("Đã lập dự thảo quyết định với 3 trường hợp.")
	decision = is[string](noivu, `location.pathname`)
	noivu.row(".sheet tbody tr", "Tập thể", "3 × 2.340.000", "7.020.000")
	noivu.row(".sheet tbody tr", "Cá nhân", "1,5 × 2.340.000", "3.510.000")
	noivu.row(".sheet tfoot tr", "Tổng cộng", "14.040.000")
	noivu.sound("a Bằng khen's decision, a draft")
	noivu.press("Ghi số, ngày, người ký")
	sign := func(number string) {
		noivu.fill("#f-so", number)
		noivu.fill("#f-ngay", "20/08/2025")
		noivu.choose("#f-nguoi-ky", "Nguyễn Quốc Thành, CHỦ TỊCH")
		noivu.press("Ghi quyết định")
	}
	sign("1342/QĐ-UBND")
	noivu.says("Số 1342/QĐ-UBND đã dùng cho quyết định ngày 20/08/2025 trong năm 2025.")
	noivu.allow("422")
	noivu.sound("a Bằng khen's number that is taken")
	sign(bkNumber)
	noivu.says("Đã ghi quyết định. Kết quả chờ công bố.")
	huyen.see(at)
	huyen.says("Có quyết định, chờ công bố")
	huyen.hides(bkNumber, "Đã khen thưởng", "Không khen thưởng", "Đề nghị không khen", bkRefusal)
	huyen.see("/khen-thuong/ket-qua")
	huyen.hides(bkNumber, bkOanh)

	noivu.press("Công bố kết quả")
	noivu.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll("[name=chon], [name=ho-so]").forEach((x) => { x.checked = x.closest("li").innerText.includes(%q); })`, bkNumber)))
	noivu.sound("publishing Bằng khen")
	noivu.press("Công bố kết quả")
	noivu.says("Đã công bố 1 quyết định")
	noivu.says("khen thưởng 1 tập thể, 2 cá nhân; không khen thưởng 1 trường hợp.")
	huyen.see(at)
	huyen.says("Đã công bố kết quả")
	for _, name := range []string{bkTeam, bkVan, bkLoan} {
		huyen.row(".ds-nominees tbody tr", name, "Đã khen thưởng")
	}
	huyen.row(".ds-nominees tbody tr", bkOanh, "Không khen thưởng", "Vi phạm hoặc đang được xem xét vi phạm: "+bkRefusal)
	huyen.sound("a dossier whose results are told")
	huyen.see("/khen-thuong/ket-qua")
	huyen.row(".sheet tbody tr", bkTeam, "Số "+bkNumber+", ngày 20/08/2025", "Số sổ vàng 1", "7.020.000")
	huyen.row(".sheet tbody tr", bkOanh, "Không khen thưởng", bkRefusal)
	huyen.sound("results with a refusal")
	return decision
}

// printed issues and prints on white paper and on blanks, with the test sheet.
func printed(t *testing.T, site *webtest.Site, noivu *person, decision string) {
	noivu.see(decision)
	noivu.press("Cấp, in Bằng khen")
	noivu.press("Cấp tất cả")
	noivu.says("Đã cấp 3 Bằng khen.")
	desk, from := site.As(t, "noivu"), is[string](noivu, `location.pathname`)
	frame := []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", "TẶNG", "BẰNG KHEN"}
	filled := []string{"Đã có thành tích xuất sắc trong thực hiện phong trào thi đua đặc biệt", bkNumber, "ngày 20 tháng 8 năm 2025", "CHỦ TỊCH", "Nguyễn Quốc Thành"}
	for _, paper := range []string{"Giấy trắng", "Phôi in sẵn"} {
		noivu.see(from)
		noivu.choose("#f-mau", "Bằng khen 420 × 297 mm")
		noivu.choose("#f-giay", paper)
		if paper == "Giấy trắng" {
			noivu.sound("printing Bằng khen")
		}
		noivu.press("Tạo tệp in")
		noivu.wait(`document.body.innerText.includes("Tất cả trong một PDF")`)
		pdf := papertest.Open(t, []byte(desk.Get(is[string](noivu, `[...document.querySelectorAll("main a")].find((a) => a.innerText.startsWith("Tất cả trong một PDF")).getAttribute("href")`)).Want(t, http.StatusOK).Body))
		if n := pdf.Pages(t); n != 3 {
			t.Fatalf("%s: %d pages, want one for each Bằng khen", paper, n)
		}
		for n, who := range [][]string{{"Tổ bảo vệ an ninh, trật tự khu phố 9", "Phường Phước Mỹ", "Số sổ vàng: 1"}, {bkVan, "Tổ viên, Tổ bảo vệ an ninh, trật tự khu phố 9", "Số sổ vàng: 2"}, {bkLoan, "Tổ phó", "Số sổ vàng: 3"}} {
			text := strings.Join(strings.Fields(pdf.Text(t, n+1)), " ")
			for _, w := range slices.Concat(who, filled, frame) {
				white := paper == "Giấy trắng" || !slices.Contains(frame, w)
				if strings.Contains(text, w) != white && w != "TẶNG" {
					t.Errorf("%s, page %d: %q is there: %t: %s", paper, n+1, w, !white, text)
				}
			}
		}
	}
	noivu.see("/khen-thuong/mau-in")
	noivu.sound("templates")
	sheet := papertest.Open(t, []byte(desk.Get(is[string](noivu, `[...document.querySelectorAll("main a")].find((a) => a.innerText.replace(/\s+/g, " ").startsWith("Tờ căn chỉnh : Bằng khen 420")).getAttribute("href")`)).Want(t, http.StatusOK).Body))
	if w, h := sheet.Size(t); sheet.Pages(t) != 1 || math.Round(w) != 420 || math.Round(h) != 297 {
		t.Errorf("the test sheet is %d pages of %v × %v mm", sheet.Pages(t), w, h)
	}
}

// remembered prints one anew, takes one back, verifies all and finds them in
// the history and the statistics.
func remembered(t *testing.T, site *webtest.Site, noivu *person) {
	found := func(name string) (code string) {
		noivu.see("/khen-thuong/chung-nhan?hinh-thuc=bang-khen")
		noivu.press(name)
		return issued.FindString(is[string](noivu, `document.querySelector("main").innerText`))
	}
	old := found(bkTeam)
	noivu.sound("a Bằng khen")
	noivu.press("Cấp lại")
	noivu.fill("#f-ly-do", "Bản in lần đầu bị rách khi trao.")
	noivu.sound("printing one anew")
	noivu.pressIn("form.form", "Cấp lại")
	noivu.says("Đã cấp lại. Bản cũ hết giá trị.")
	noivu.says("Lý do: Bản in lần đầu bị rách khi trao.")
	fresh := issued.FindString(is[string](noivu, `document.querySelector("main").innerText`))
	again := papertest.Open(t, []byte(site.As(t, "noivu").Post(is[string](noivu, `location.pathname`)+"/in", map[string][]string{"mau": {"bang-khen-420x297"}, "giay": {"trang"}, "nudge.right": {""}, "nudge.down": {""}}).Want(t, http.StatusOK).Body))
	if text := strings.Join(strings.Fields(again.Text(t, 1)), " "); !strings.Contains(text, "Cấp lại lần 1") || !strings.Contains(text, fresh) || strings.Contains(text, old) {
		t.Errorf("the second print reads %s", text)
	}
	kept := found(bkVan)
	gone := found(bkLoan)
	noivu.press("Thu hồi")
	noivu.choose("#f-can-cu", "Có vi phạm trong thời gian tính thành tích được phát hiện sau")
	noivu.fill("#f-so", "1360/QĐ-UBND")
	noivu.fill("#f-ngay", "20/08/2025")
	noivu.fill("#f-ly-do", "Phát hiện vi phạm trong thời gian tính thành tích.")
	noivu.sound("taking one back")
	noivu.pressIn("form.form", "Thu hồi khen thưởng")
	noivu.says("Đã thu hồi. Số tiền thưởng phải thu hồi: 3.510.000 đồng.")
	noivu.sound("a Bằng khen taken back")

	visitor := open(t, site, "visitor")
	for _, x := range []struct{ code, name, state string }{{old, "khu phố 9", "Đã được cấp lại bằng bản khác"}, {fresh, "khu phố 9", "Còn hiệu lực"}, {kept, bkVan, "Còn hiệu lực"}, {gone, bkLoan, "Đã bị thu hồi"}} {
		visitor.see("/xac-minh")
		visitor.fill("#f-ma", strings.ToLower(strings.ReplaceAll(x.code, "-", " ")))
		visitor.pressIn(".verify", "Xác minh")
		for _, says := range []string{"Bằng khen", x.name, bkNumber, x.state} {
			visitor.says(says)
		}
		visitor.hides("rách", "vi phạm", "3.510.000")
		if x.code != kept {
			visitor.sound("verified, " + strings.ToLower(x.state))
		}
		visitor.see("/xac-minh/" + strings.ReplaceAll(x.code, "-", "")) // as a QR code leads
		visitor.says(x.state)
	}

	found(bkVan)
	noivu.press("Các lần khen của cá nhân này")
	noivu.row(".sheet tbody tr", bkVan, "Bằng khen", bkNumber, "20/08/2025", "Tỉnh Ninh Thuận", "Đã cấp")
	noivu.sound("a person's awards")
	found(bkLoan)
	noivu.press("Các lần khen của cá nhân này")
	noivu.row(".sheet tbody tr", bkLoan, "Bằng khen", bkNumber, "Đã thu hồi")
	counted(t, noivu)
}

// counted follows the second phase's figures to lists as long as they say.
func counted(t *testing.T, noivu *person) {
	noivu.see("/khen-thuong/thong-ke")
	noivu.sound("statistics")
	row := is[[]string](noivu, `[...document.querySelectorAll(".sheet tbody tr")].filter((r) => r.cells[0].innerText === "Đợt 2").map((r) => [...r.cells].slice(1).map((c) => c.innerText.trim() + " " + c.querySelector("a").getAttribute("href")))[0]`)
	var figures []string
	for _, f := range row {
		n, href, _ := strings.Cut(f, " ")
		figures = append(figures, n)
		noivu.see(href)
		noivu.says("1–" + n + " trong " + n)
		if rows := is[int](noivu, `document.querySelectorAll(".sheet tbody tr").length`); fmt.Sprint(rows) != n {
			t.Errorf("%s leads to %d rows", f, rows)
		}
	}
	if got := strings.Join(figures, " "); got != "1 5 1 2 9" {
		t.Errorf("the second phase's figures are %s", got)
	}
	if is[bool](noivu, fmt.Sprintf(`document.body.innerText.includes(%q)`, bkLoan)) {
		t.Error("an award taken back is counted")
	}
}

// papersOf reads the papers of the way back.
func papersOf(t *testing.T, site *webtest.Site, at, decision string) {
	files := map[string][]byte{}
	for name, path := range map[string]string{"letter": at + "/to-trinh.docx", "list": at + "/danh-sach.docx", "reports": at + "/bao-cao-thanh-tich.docx"} {
		files[name] = []byte(site.As(t, "huyen").Get(path).Want(t, http.StatusOK).Body)
	}
	notice := strings.Replace(at, "ho-so", "ket-qua", 1) + "/thong-bao.docx"
	for name, path := range map[string]string{"submission": decision + "/to-trinh.docx", "decision": decision + "/van-ban.docx", "notice": notice} {
		files[name] = []byte(site.As(t, "noivu").Get(path).Want(t, http.StatusOK).Body)
	}
	read(t, files, map[string][]string{
		"letter":     {"Số: 218/TTr-UBND", "Về việc đề nghị tặng Bằng khen trong phong trào thi đua đặc biệt", "Căn cứ Hướng dẫn số 58/HD-SNV ngày 14/07/2025", "thành tích xuất sắc", "01 tập thể và 03 cá nhân", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Trần Minh Thái", "báo cáo thành tích; biên bản họp xét khen thưởng", bkOanh},
		"list":       {"Danh sách này có 01 tập thể và 03 cá nhân./."},
		"reports":    {"KHU PHỐ 9 Phường Phước Mỹ", "Cổng trường an toàn giao thông", "LÝ THỊ KIM OANH"},
		"submission": {"Căn cứ Hướng dẫn số 58/HD-SNV ngày 14/07/2025", "thẩm định hồ sơ đề nghị khen thưởng của 01 đơn vị", "1 3 1 2 0 1", "Cộng 1 3 1 2 0 1", bkOanh, "77/QĐ-CCT", "tặng Bằng khen cho 01 tập thể và 02 cá nhân", "14.040.000 đồng"},
		"decision":   {bkNumber, "ngày 20 tháng 8 năm 2025", "Căn cứ Nghị định số 152/2025/NĐ-CP", "mỗi tập thể 7.020.000 đồng, mỗi cá nhân 3.510.000 đồng; tổng số tiền 14.040.000 đồng", "Tổ bảo vệ an ninh, trật tự khu phố 9", bkVan, bkLoan},
		"notice":     {"Tờ trình số 218/TTr", bkNumber, bkVan, bkLoan, bkOanh, "Vi phạm hoặc đang được xem xét vi phạm: Bị xử phạt vi phạm hành chính về thuế"},
	})
	n, err := pg.Value[string](t.Context(), site.Pool, `SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE g.revoked_on IS NOT NULL), sum(g.rounded)) FROM award_grant g JOIN award_decision d ON d.id = g.decision_id WHERE d.number = '`+bkNumber+`'`)
	if err != nil || n != "3 1 14040000" {
		t.Errorf("awards given, taken back and their money are %s (%v)", n, err)
	}
}
