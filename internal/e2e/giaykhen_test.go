package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/demo"
	"thidua/internal/paper/papertest"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// A commune puts a team and two members forward from the ranked list; the
// district asks for a supplement, sets a criterion aside, has its council vote,
// signs and publishes; the commune knows the outcome only then; the
// certificates are printed and anyone can verify them.
func TestGiayKhen(t *testing.T) {
	site := webtest.Start(t)
	xa := as(t, site, "xa-"+demo.FreeCommune)
	at, excused := proposal(t, xa)
	huyen := as(t, site, "huyen-588")
	reviewed(t, huyen, xa, at, excused)
	minutes := voted(t, huyen, at)
	word := signed(t, huyen, xa, at)
	granted(t, site, huyen, xa, at, minutes, word)
}

// proposal is the address of a dossier sent, and of the nominee who lacks a
// criterion.
func proposal(t *testing.T, xa *person) (at, excused string) {
	// The ranked list leads to a criterion, its figure and the months behind it.
	xa.see("/khen-thuong/xet")
	xa.says("Theo Hướng dẫn số 15/HD-SNV ngày 15/01/2025")
	xa.sound("the ranked list of teams")
	xa.press("Tổ bảo vệ ANTT thôn 1")
	xa.says("Đủ điều kiện")
	xa.sound("a team's criteria")
	xa.press("Tổ bảo vệ ANTT thôn 1: 5/5 (100 %)")
	xa.says("5/5")
	xa.says("Xã Lợi Hải")

	xa.see("/khen-thuong/ho-so/moi")
	xa.says("Chưa đủ điều kiện, chưa đủ số liệu")
	xa.tick("Tổ bảo vệ ANTT thôn 1", "Nguyễn Xuân Thắng", "Đặng Văn An")
	xa.sound("who to put forward")
	xa.pressIn("#f-danh-sach", "Đưa vào hồ sơ")
	xa.says("Đã đưa vào hồ sơ. Soạn báo cáo thành tích cho từng trường hợp trước khi gửi.")
	at = is[string](xa, `location.pathname`)
	xa.says("Thiếu: tờ trình.")
	xa.says("Thiếu: báo cáo thành tích.")
	// It cannot go as it is.
	xa.fill("#f-loi-nhan", "Kỳ thiếu là kỳ Tổ được huy động tìm kiếm cứu nạn ở địa bàn khác")
	xa.pressIn(`form[action$="/gui"]`, "Gửi hồ sơ")
	xa.says("Hồ sơ còn thiếu: Tờ trình; Báo cáo thành tích.")
	xa.allow("422")

	xa.see(at)
	xa.press("Soạn báo cáo thành tích cho các trường hợp chưa có")
	xa.says("Đã soạn")
	xa.press("Đặng Văn An")
	excused = is[string](xa, `location.pathname`)
	xa.says("Chưa đạt 7.1: 2, chỉ tiêu ≥ 1")
	xa.says("Thành tích cá nhân")
	xa.sound("a nominee being written")
	xa.do(chromedp.Evaluate[chromedp.Void](`(() => { const e = [...document.querySelectorAll("#f-bao-cao textarea")].at(-1); e.value += "\nĐồng chí trực tiếp dẫn đường cho lực lượng cứu nạn trong đêm 18/12/2024."; })()`))
	xa.press("Lưu báo cáo")
	xa.says("Bản 2, Lê Thị Vân")
	xa.see(at)
	xa.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#to-trinh").open = true`))
	xa.fill("#f-so", "57/TTr-CAX")
	xa.fill("#f-ngay", "05/02/2025")
	xa.fill("#f-chuc-vu", "TRƯỞNG CÔNG AN")
	xa.fill("#f-nguoi-ky", "Thiếu tá Lê Thị Vân")
	xa.pressIn("#to-trinh", "Lưu")
	xa.says("Đã ghi số tờ trình.")
	xa.sound("a dossier ready to go")
	xa.fill("#f-loi-nhan", "Kỳ thiếu là kỳ Tổ được huy động tìm kiếm cứu nạn ở địa bàn khác")
	xa.pressIn(`form[action$="/gui"]`, "Gửi hồ sơ")
	xa.says("Đã gửi hồ sơ.")
	xa.says("UBND huyện Thuận Bắc, từ")
	return at, excused
}

// reviewed has the district ask, look at every criterion and set one aside.
func reviewed(t *testing.T, huyen, xa *person, at, excused string) {
	huyen.see(at)
	huyen.press("Nhận xem hồ sơ")
	huyen.says("Đã nhận xem hồ sơ.")
	huyen.press("Yêu cầu bổ sung")
	huyen.fill("#f-ly-do", "Bổ sung xác nhận về kỳ Tổ được huy động")
	huyen.sound("asking for a supplement")
	huyen.pressIn(".hd-form", "Yêu cầu bổ sung")
	huyen.says("thời hạn thẩm định tạm dừng đến khi có bổ sung.")
	xa.see(at)
	xa.says("Bổ sung xác nhận về kỳ Tổ được huy động")
	xa.fill("#f-loi-nhan", "Đã có xác nhận của Ban chỉ huy phòng chống thiên tai xã")
	xa.pressIn(`form[action$="/gui"]`, "Gửi bổ sung")
	xa.says("Đang thẩm định")

	huyen.see(excused)
	huyen.says("Đồng chí trực tiếp dẫn đường cho lực lượng cứu nạn")
	huyen.press("Cho qua điều kiện này")
	huyen.fill("#f-ly-do", "Kỳ thiếu là kỳ Tổ được huy động, có xác nhận kèm hồ sơ")
	huyen.pressIn(".hd-form", "Cho qua")
	huyen.says("Đã ghi việc cho qua điều kiện.")
	huyen.press("Thống nhất các điều kiện chưa có ý kiến")
	huyen.says("Đã lưu ý kiến thẩm định.")
	huyen.says("Được cho qua")
	huyen.sound("a nominee under appraisal")
}

// voted is the minutes' address: a council in which one member is away and
// writes, one stays out of a vote, one is against.
func voted(t *testing.T, huyen *person, at string) (minutes string) {
	huyen.see("/khen-thuong/hop/moi")
	huyen.fill("#f-dia-diem", "Phòng họp số 1, trụ sở UBND huyện Thuận Bắc")
	huyen.sound("opening a meeting")
	huyen.press("Mở cuộc họp")
	huyen.says("Đã mở cuộc họp.")
	meeting := is[string](huyen, `location.pathname`)
	huyen.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`[...document.querySelectorAll('[name=ho-so]')].find((x) => x.closest("li, div, label").innerText.includes(%q)).checked = true`, "Xã Lợi Hải")))
	huyen.pressIn("#ho-so", "Đưa ra Hội đồng")
	huyen.says("Đã đưa 1 hồ sơ ra Hội đồng.")
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".co-edit").open = true`))
	huyen.fill("#f-du-6", "vang")
	huyen.fill("#f-ly-do-vang-6", "đi công tác")
	huyen.press("Lưu thành phần")
	huyen.says("Đã lưu thành phần Hội đồng.")
	huyen.says("6/7 thành viên")
	huyen.says("ý kiến bằng văn bản")
	// The first is about nobody's kin; of the last, the fifth stays out and must
	// say why, the fourth is against.
	grid := `const rows = [...document.querySelectorAll(".co-grid tbody tr")]; const of = (r, c) => rows.at(r).querySelectorAll("select")[c];`
	huyen.do(chromedp.Evaluate[chromedp.Void](`{` + grid + ` of(-1, 3).value = "against"; of(-1, 4).value = "recused"; }`))
	huyen.pressIn("#phieu", "Lưu phiếu")
	huyen.says("lý do")
	huyen.allow("422")
	huyen.do(chromedp.Evaluate[chromedp.Void](`{` + grid + ` of(-1, 4).parentElement.querySelector("input").value = "Có quan hệ họ hàng với người được đề nghị"; }`))
	huyen.pressIn("#phieu", "Đồng ý ở mọi phiếu còn trống")
	huyen.wait(`document.querySelectorAll(".co-grid tbody tr").length === 3 && [...document.querySelectorAll(".co-grid tbody tr td:nth-child(2)")].every((x) => x.innerText.includes("Thông qua"))`)
	huyen.sound("a council's votes")
	huyen.fill("#f-so", "05/BB-HĐTĐKT")
	huyen.fill("#f-ghi-chu", "Hội đồng thống nhất trình Chủ tịch UBND huyện xem xét, quyết định.")
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("#chot [type=checkbox]").forEach((x) => { x.checked = true; })`))
	huyen.pressIn("#chot", "Chốt biên bản")
	huyen.says("Đã chốt biên bản")
	huyen.sound("minutes that are kept")

	huyen.see(at)
	huyen.press("Ghi kết quả theo phiếu")
	huyen.says("Đã ghi kết quả theo phiếu cho 3 trường hợp.")
	huyen.press("Kết luận hồ sơ")
	huyen.says("Đã kết luận hồ sơ.")
	return meeting + "/bien-ban.docx"
}

// signed is the address of the decision's file: listed, refused a number that
// is taken and a signer whose term was over, published.
func signed(t *testing.T, huyen, xa *person, at string) (decision string) {
	huyen.site.As(t, "huyen-588").Post("/khen-thuong/nguoi-ky/moi", url.Values{"khoa": {"e2e-nguoi-ky"}, "ten": {"Trần Văn Lượm"}, "chuc-vu": {"CHỦ TỊCH"}, "tu-ngay": {"01/07/2016"}, "den-ngay": {"30/06/2021"}}).Want(t, http.StatusSeeOther)
	huyen.see("/khen-thuong/quyet-dinh/moi")
	huyen.says("Đặng Văn An")
	huyen.sound("who a decision is of")
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("[name=chon]").forEach((x) => { x.checked = x.closest("section").innerText.includes("Lợi Hải"); })`))
	huyen.press("Lập dự thảo")
	decision = is[string](huyen, `location.pathname`)
	huyen.says("Nguyễn Xuân Thắng")
	huyen.sound("a decision's draft")
	huyen.press("Ghi số, ngày, người ký")
	sign := func(number, signer string) {
		huyen.fill("#f-so", number)
		huyen.fill("#f-ngay", "05/02/2025")
		huyen.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const s = document.querySelector("#f-nguoi-ky"); s.value = [...s.options].find((o) => /%s/.test(o.text)).value; }`, signer)))
		huyen.press("Ghi quyết định")
	}
	beside := func(css, words string) {
		t.Helper()
		huyen.wait(fmt.Sprintf(`document.querySelector(%q).closest(".fld").innerText.includes(%q)`, css, words))
		huyen.allow("422")
	}
	sign("186/QĐ-UBND", ", CHỦ TỊCH$")
	beside("#f-so", "186/QĐ-UBND")
	huyen.sound("a number that is taken")
	sign("191/QĐ-UBND", "Trần Văn Lượm")
	beside("#f-nguoi-ky", "Trần Văn Lượm")
	sign("191/QĐ-UBND", ", CHỦ TỊCH$")
	huyen.says("Đã ghi quyết định. Kết quả chờ công bố.")
	huyen.sound("a decision not published yet")

	xa.see(at)
	for _, hidden := range []string{"191/QĐ-UBND", "Đã khen thưởng", "Hội đồng họp"} {
		if is[bool](xa, fmt.Sprintf(`document.body.innerText.includes(%q)`, hidden)) {
			t.Errorf("the commune reads %q before it is published", hidden)
		}
	}
	huyen.press("Công bố kết quả")
	huyen.says("191/QĐ-UBND")
	huyen.sound("publishing")
	huyen.press("Công bố kết quả")
	huyen.says("Đã công bố")
	xa.see(at)
	xa.says("Đã công bố kết quả")
	xa.says("Đã khen thưởng")
	xa.says("(được cho qua)")
	xa.see("/khen-thuong/ket-qua")
	xa.says("191/QĐ-UBND")
	xa.sound("results")
	return decision
}

var issued = regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`)

// granted issues and prints, reads every paper back and verifies one.
func granted(t *testing.T, site *webtest.Site, huyen, xa *person, at, minutes, decision string) {
	huyen.see(decision)
	huyen.press("Cấp, in Giấy khen")
	huyen.press("Cấp tất cả")
	huyen.says("Đã cấp 3 Giấy khen.")
	huyen.sound("certificates of a decision")
	huyen.press("Tạo tệp in")
	huyen.wait(`document.body.innerText.includes("Tất cả trong một PDF")`)
	huyen.sound("a batch that is printed")
	batch := is[string](huyen, `[...document.querySelectorAll("main a")].find((a) => a.innerText.startsWith("Tất cả trong một PDF")).getAttribute("href")`)
	desk := site.As(t, "huyen-588")
	pdf := papertest.Open(t, []byte(desk.Get(batch).Want(t, http.StatusOK).Body))
	if n := pdf.Pages(t); n != 3 {
		t.Fatalf("the batch has %d pages, want one for each certificate", n)
	}
	code := ""
	for n, want := range [][]string{{"Tổ bảo vệ an ninh, trật tự thôn 1", "Số sổ vàng: 1"}, {"Nguyễn Xuân Thắng", "Số sổ vàng: 2"}, {"Đặng Văn An", "Số sổ vàng: 3"}} {
		text := strings.Join(strings.Fields(pdf.Text(t, n+1)), " ")
		for _, w := range append(want, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THUẬN BẮC", "GIẤY KHEN", "191/QĐ-UBND", "ngày 05 tháng 02 năm 2025",
			"Đã có thành tích trong thực hiện đợt 1 phong trào thi đua đặc biệt") {
			if !strings.Contains(text, w) {
				t.Errorf("page %d lacks %q: %s", n+1, w, text)
			}
		}
		code = issued.FindString(text)
	}
	visitor := open(t, site, "visitor")
	visitor.see("/xac-minh")
	visitor.fill("#f-ma", strings.ToLower(code))
	visitor.pressIn(".verify", "Xác minh")
	visitor.says("Đặng Văn An")
	visitor.says("191/QĐ-UBND")
	visitor.sound("a verified certificate")

	docs := map[string][]byte{}
	for name, path := range map[string]string{"minutes": minutes, "decision": decision + "/van-ban.docx", "letter": at + "/to-trinh.docx", "list": at + "/danh-sach.docx", "reports": at + "/bao-cao-thanh-tich.docx"} {
		docs[name] = []byte(desk.Get(path).Want(t, http.StatusOK).Body)
	}
	read(t, docs, map[string][]string{
		"minutes":  {"05/BB-HĐTĐKT", "có quan hệ họ hàng với người được đề nghị", "đi công tác", "Đặng Văn An"},
		"decision": {"191/QĐ-UBND", "Tổ bảo vệ an ninh, trật tự thôn 1", "QUYẾT ĐỊNH", "Nguyễn Xuân Thắng", "Đặng Văn An", "Xã Lợi Hải"},
		"letter":   {"Số: 57/TTr-CAX ", "TRƯỞNG CÔNG AN", "Thiếu tá Lê Thị Vân"},
		"list":     {"thôn 1", "Danh sách này có 01 tập thể và 02 cá nhân./.", "Nguyễn Xuân Thắng", "Đặng Văn An"},
		"reports":  {"Đồng chí trực tiếp dẫn đường cho lực lượng cứu nạn trong đêm 18/12/2024."},
	})
	if n, err := pg.Value[int](t.Context(), site.Pool, `SELECT count(*)::int FROM award_grant g JOIN award_decision d ON d.id = g.decision_id WHERE d.number = '191/QĐ-UBND'`); err != nil || n != 3 {
		t.Errorf("%d awards were given (%v), want 3", n, err)
	}
}
