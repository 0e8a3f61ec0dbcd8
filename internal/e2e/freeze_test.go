package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/paper/papertest"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// The province compiles what the districts sent and freezes it; a commune asks
// for a correction, PX03 grants it; the annex and the public page say so, the
// paper downloads and opens.
func TestFreezeAndAfter(t *testing.T) {
	site := webtest.Start(t)
	at := func(code string) string {
		s, err := pg.Value[string](t.Context(), site.Pool, `SELECT '/bao-cao-dot/xem/' || r.id FROM phase_report r JOIN unit_name n ON n.unit_id = r.unit_id JOIN phase p ON p.id = r.phase_id
		  WHERE n.code = $1 AND p.ordinal = 0`, code)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	desk := site.As(t, "px03")
	for code, login := range map[string]string{"582": "huyen", "585": "huyen-585", "586": "huyen-586", "587": "huyen-587"} {
		site.As(t, login).Post(at(code)+"/gui", url.Values{"ly-do": {"Còn tháng chờ duyệt"}}).Want(t, http.StatusSeeOther)
	}
	for _, code := range []string{"582", "585", "586", "587", "589"} {
		n, err := pg.Value[string](t.Context(), site.Pool, `SELECT submission_no::text FROM phase_report WHERE '/bao-cao-dot/xem/' || id = $1`, at(code))
		if err != nil {
			t.Fatal(err)
		}
		desk.Post(at(code)+"/tiep-nhan", url.Values{"lan": {n}}).Want(t, http.StatusSeeOther)
	}

	px03 := as(t, site, "px03")
	px03.see(at("58"))
	px03.says("Thứ hạng các địa phương")
	px03.says("Huyện Bác Ái: báo cáo đợt đang soạn, chưa được tiếp nhận")
	px03.press("Chốt báo cáo")
	px03.says("6/7 báo cáo đã tiếp nhận được chốt")
	px03.accessible("before the freeze")
	px03.do(chromedp.SendKeys(chromedp.CSS("[name=ly-do]"), "Huyện Bác Ái báo cáo sau; chốt để kịp hạn"))
	px03.do(chromedp.SendKeys(chromedp.CSS("[name=ky-chuc-vu]"), "Phó Giám đốc"), chromedp.SendKeys(chromedp.CSS("[name=ky-ten]"), "Đại tá Nguyễn Văn Bình"))
	px03.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=ky-quyen-han]").value = "KT."`))
	px03.press("Chốt số liệu và nội dung")
	px03.says("Đã chốt số liệu và nội dung báo cáo.")
	px03.says("Mã xác minh")
	code := is[string](px03, `[...document.querySelectorAll(".sm-facts div")].find((d) => d.innerText.startsWith("Mã xác minh")).querySelector("dd").innerText`)

	visitor := open(t, site, "visitor")
	visitor.see("/xac-minh")
	visitor.do(chromedp.SendKeys(chromedp.CSS("[name=ma]"), strings.ToLower(code)))
	visitor.press("Xác minh")
	visitor.says("Báo cáo cấp tỉnh kết quả thực hiện đợt 1")
	visitor.accessible("a verified paper")
	before := is[string](visitor, `document.querySelector(".verify").innerText`)

	month, team := site.ReportOf(t, "22759", 1), site.TeamOf(t, "22759", 2)
	figure := fmt.Sprintf("/bao-cao/%d/o/%d/16", month, team)
	xa := as(t, site, "xa")
	xa.see(figure)
	xa.says("Công an tỉnh (PX03) quyết định")
	xa.do(chromedp.SendKeys(chromedp.CSS("[name=so-moi]"), "77"), chromedp.SendKeys(chromedp.CSS("#dinh-chinh [name=ly-do]"), "Sổ trực ghi đủ 77 ca"))
	xa.press("Đề nghị đính chính")
	xa.says("Số liệu chỉ thay đổi khi đơn vị duyệt đồng ý")

	px03.see("/dinh-chinh?trang-thai=proposed")
	px03.says("Sổ trực ghi đủ 77 ca")
	px03.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("tr")].find((r) => r.innerText.includes("Sổ trực ghi đủ 77 ca")).querySelector("form button").click()`))
	px03.says("Đã duyệt đính chính")
	px03.see(at("58"))
	px03.says("đính chính sau khi chốt")
	px03.says("Sổ trực ghi đủ 77 ca")
	px03.accessible("a frozen report with its annex")
	xa.see(figure)
	xa.says("sau chốt")
	xa.see(fmt.Sprintf("/bao-cao/%d", month))
	xa.says("Đã sửa sau khi chốt")
	xa.accessible("a frozen month corrected since")

	visitor.see("/xac-minh/" + strings.ReplaceAll(code, "-", ""))
	visitor.says("đã được đính chính sau khi chốt")
	if after := is[string](visitor, `document.querySelector(".verify").innerText`); after == before || regexp.MustCompile(`\b77\b`).MatchString(after) { // the digest may have the figures in a row
		t.Errorf("the public page says %q, before the correction %q", after, before)
	}

	// The paper: the print view on the screen, the file in an office program.
	px03.see(at("58") + "/in")
	px03.says("ĐÍNH CHÍNH SỐ LIỆU SAU KHI CHỐT")
	px03.accessible("the paper on a screen")
	word := is[string](px03, `[...document.querySelectorAll("main a")].find((a) => a.innerText.startsWith("Tải DOCX")).getAttribute("href")`)
	file := desk.Get(word).Want(t, http.StatusOK)
	if got := file.Header.Get("Content-Disposition"); !strings.Contains(got, ".docx") {
		t.Errorf("the file is handed out as %q", got)
	}
	pdf := papertest.Convert(t, map[string][]byte{"tinh": []byte(file.Body)})["tinh"]
	var all strings.Builder
	for n := 1; n <= pdf.Pages(t); n++ {
		for _, l := range pdf.Lines(t, n) {
			all.WriteString(strings.Join(strings.Fields(l), " ") + "\n")
		}
	}
	for _, want := range []string{"CÔNG AN TỈNH NINH THUẬN", "KT. GIÁM ĐỐC", "Đại tá Nguyễn Văn Bình", "ĐÍNH CHÍNH SỐ LIỆU SAU KHI CHỐT", "Sổ trực ghi đủ 77 ca", "Mã xác minh: " + code} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the paper lacks %q", want)
		}
	}
}
