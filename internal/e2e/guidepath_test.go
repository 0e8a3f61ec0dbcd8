package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/demo"
	"thidua/internal/web/webtest"
)

// PX03 drafts a new version of the last review's criteria and tries thresholds
// before it asks for anything: who would be gained and lost, by name; Home
// Affairs sends it back once, agrees and issues it with a number; everybody
// judges by it, and the Hướng dẫn says so on paper.
func TestGuidePath(t *testing.T) {
	site := webtest.StartAt(t, demo.Second)
	px03 := as(t, site, "px03")
	at := tried(t, px03)
	noivu := as(t, site, "noivu")
	agreed(t, px03, noivu, at)

	huyen := as(t, site, "huyen")
	huyen.see("/khen-thuong/xet?hinh-thuc=bang_khen&doi-tuong=team")
	huyen.says("Theo Hướng dẫn số 71/HD-SNV ngày 20/08/2025")
	huyen.row(".gd-list tbody tr", "Tổ bảo vệ ANTT khu phố 6", "Phường Mỹ Đông", "Đủ điều kiện")
	huyen.sound("ranked by a new guide")
	files := map[string][]byte{"guide": []byte(site.As(t, "huyen").Get(at+"/huong-dan.docx").Want(t, http.StatusOK).Body)}
	read(t, files, map[string][]string{"guide": {"Số: 71/HD-SNV", "Ninh Thuận, ngày 20 tháng 8 năm 2025", "HƯỚNG DẪN", "Tiêu chí xét khen thưởng khi tổng kết đợt 2", "III. TIÊU CHÍ XÉT TẶNG BẰNG KHEN",
		"trong toàn phong trào được gửi đủ, quá hạn không quá 02 kỳ.", "Hướng dẫn này thay thế Hướng dẫn số 58/HD-SNV ngày 14/07/2025 của Sở Nội vụ."}})
}

// The teams a Bằng khen is lost or gained for when the reports of their commune
// may be late never, or twice, instead of once.
var (
	lost = []string{"Tổ bảo vệ ANTT khu phố 9, phường Phước Mỹ, thành phố Phan Rang – Tháp Chàm", "Tổ bảo vệ ANTT khu phố 1, phường Mỹ Hải, thành phố Phan Rang – Tháp Chàm", "Tổ bảo vệ ANTT khu phố 3, phường Mỹ Hải, thành phố Phan Rang – Tháp Chàm",
		"Tổ bảo vệ ANTT thôn 2, xã Phước Tiến, huyện Bác Ái", "Tổ bảo vệ ANTT thôn 3, xã Phước Tiến, huyện Bác Ái", "Tổ bảo vệ ANTT thôn 3, xã Hộ Hải, huyện Ninh Hải", "Tổ bảo vệ ANTT thôn 4, xã Hộ Hải, huyện Ninh Hải",
		"Tổ bảo vệ ANTT thôn 1, xã Phước Vinh, huyện Ninh Phước", "Tổ bảo vệ ANTT thôn 6, xã Phước Vinh, huyện Ninh Phước"}
	gained = []string{"Tổ bảo vệ ANTT khu phố 6, phường Mỹ Đông, thành phố Phan Rang – Tháp Chàm", "Tổ bảo vệ ANTT khu phố 7, phường Mỹ Đông, thành phố Phan Rang – Tháp Chàm", "Tổ bảo vệ ANTT thôn 2, xã Lương Sơn, huyện Ninh Sơn", "Tổ bảo vệ ANTT thôn 3, xã Lương Sơn, huyện Ninh Sơn",
		"Tổ bảo vệ ANTT khu phố 1, thị trấn Phước Dân, huyện Ninh Phước", "Tổ bảo vệ ANTT khu phố 6, thị trấn Phước Dân, huyện Ninh Phước", "Tổ bảo vệ ANTT khu phố 8, thị trấn Phước Dân, huyện Ninh Phước", "Tổ bảo vệ ANTT khu phố 12, thị trấn Phước Dân, huyện Ninh Phước",
		"Tổ bảo vệ ANTT khu phố 14, thị trấn Phước Dân, huyện Ninh Phước"}
)

// tried is the draft's address, with the threshold put into it.
func tried(t *testing.T, px03 *person) (at string) {
	px03.see("/khen-thuong/tieu-chi")
	px03.row(".gd-phase:first-of-type tbody tr", "Phiên bản 1", "Đã ban hành", "58/HD-SNV 14/07/2025")
	px03.sound("guides")
	px03.pressIn(".gd-phase", "Lập phiên bản mới")
	px03.says("Đã lập dự thảo.")
	px03.says("Tổng kết đợt 2, phiên bản 2")
	at = is[string](px03, `location.pathname`)
	px03.sound("a guide's draft")
	px03.press("Thử tiêu chí")
	px03.press("Bằng khen, tập thể")
	figures := func(qualify, not, unknown string) {
		t.Helper()
		px03.row(".stat", "Đủ điều kiện", qualify)
		px03.row(".stat", "Không đủ điều kiện "+not)
		px03.row(".stat", "Chưa đủ số liệu "+unknown)
	}
	names := func(title string, want []string) {
		t.Helper()
		got := is[[]string](px03, fmt.Sprintf(`[...[...document.querySelectorAll("section.card")].find((x) => x.querySelector("h2")?.innerText === %q).querySelectorAll("li")].map((x) => x.innerText.normalize("NFC"))`, title))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	try := func(late string) {
		px03.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".gd-try").open = true`))
		px03.fill("#f-bao-cao-tre", late)
		px03.pressIn(".gd-try", "Thử với ngưỡng này")
		px03.says("Đang thử ngưỡng khác dự thảo; chưa ghi gì vào dự thảo.")
	}
	figures("21/397", "302", "74")
	px03.sound("a simulator")
	try("0")
	figures("12/397", "344", "41")
	names("Thêm được xét so với dự thảo", []string{})
	names("Không còn được xét so với dự thảo", lost)
	try("2")
	figures("30/397", "275", "92")
	names("Thêm được xét so với dự thảo", gained)
	names("Không còn được xét so với dự thảo", []string{})
	px03.row(".gd-groups tbody tr", "Thành phố Phan Rang – Tháp Chàm", "109", "5")
	px03.sound("a simulator with another threshold")
	px03.press("Đưa ngưỡng này vào dự thảo")
	px03.says("quá hạn không quá 02 kỳ")
	return at
}

// agreed is Home Affairs' part, and what PX03 and the districts see of it.
func agreed(t *testing.T, px03, noivu *person, at string) {
	noivu.see("/khen-thuong/tieu-chi")
	noivu.press("Phiên bản 2")
	if here := is[string](noivu, `location.pathname`); here != at {
		t.Fatalf("the draft is at %s, not %s", here, at)
	}
	noivu.press("Thống nhất bản này")
	noivu.says("Đã thống nhất")
	noivu.fill("#f-ly-do", "Nêu rõ việc xã gửi quá hạn hai kỳ vẫn phải gửi đủ báo cáo.")
	noivu.sound("a guide Home Affairs looks at")
	noivu.press("Trả lại dự thảo")
	noivu.says("Nêu rõ việc xã gửi quá hạn hai kỳ vẫn phải gửi đủ báo cáo.")
	px03.see(at)
	px03.says("Bị trả lại để sửa.")
	px03.press("Sửa dự thảo")
	px03.sound("a guide being written")
	px03.press("Lưu dự thảo")
	noivu.see(at)
	noivu.press("Thống nhất bản này")
	noivu.says("Đã thống nhất")
	noivu.fill("#f-so", "71/HD-SNV")
	noivu.fill("#f-ngay", "20/08/2025")
	noivu.sound("a guide to be issued")
	noivu.press("Ban hành hướng dẫn")
	noivu.says("71/HD-SNV")
	noivu.says("Trung tá Huỳnh Công Thuận")
	noivu.says("Trương Văn Bình")
	noivu.see("/khen-thuong/tieu-chi")
	noivu.row(".gd-phase tbody tr", "Phiên bản 2", "Đã ban hành", "71/HD-SNV 20/08/2025", "Huỳnh Công Thuận", "Trương Văn Bình")
	noivu.row(".gd-phase tbody tr", "Phiên bản 1", "thay thế", "58/HD-SNV 14/07/2025")
	noivu.sound("guides, one replaced")
}
