package e2e

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// emptied moves the account xa to a commune that has just been set up: no
// team, nobody in it.
func emptied(t *testing.T, site *webtest.Site) {
	t.Helper()
	moment := webtest.Clocks().Moment()
	tree, err := site.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var district org.UnitID
	for _, d := range tree.Children(tree.Root(moment.Today), moment.Today) {
		if tree.Name(d, moment.Today).Code == "582" {
			district = d
		}
	}
	if err := pg.InTx(t.Context(), site.Pool, func(tx pg.Tx) error {
		id, err := org.OpenUnit(t.Context(), tx, access.System("lập xã mới", access.UnitWrite), moment, org.NewUnit{Level: org.Commune, Parent: district, Code: "22799", Name: "Thành Tâm", Kind: "phường",
			From: clock.NewDay(2024, 11, 1), Basis: "Nghị quyết lập phường"})
		if err != nil {
			return err
		}
		_, err = tx.Exec(t.Context(), `UPDATE appointment SET unit_id = $1 WHERE user_id = (SELECT id FROM app_user WHERE login = 'xa')`, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// download clicks a link that hands out a file and gives the file.
func (p *person) download(words string) []byte {
	p.t.Helper()
	dir := p.t.TempDir()
	if _, err := chromedp.Call(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir}); err != nil {
		p.fatal(err)
	}
	p.wait(`(() => { const e = [...document.querySelectorAll("main a")].find((x) => x.innerText.trim() === "` + words + `"); if (!e) return false; e.click(); return true; })()`)
	for deadline := time.Now().Add(step); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if list, _ := filepath.Glob(filepath.Join(dir, "*.xlsx")); len(list) == 1 {
			if b, err := os.ReadFile(list[0]); err == nil && len(b) > 0 {
				return b
			}
		}
	}
	p.t.Fatalf("%s: no file came down by “%s”", p.name, words)
	return nil
}

// filled writes rows into a form below its heading, as Excel would, and keeps
// the workbook.
func filled(t *testing.T, form []byte, rows ...[]any) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	head := 0
	for i, r := range all {
		if len(r) > 1 && strings.Contains(r[0], "(*)") {
			head = i + 1
		}
	}
	if head == 0 {
		t.Fatalf("the form has no heading: %q", all)
	}
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, head+1+i)
		if err := f.SetSheetRow(sheet, cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	at := filepath.Join(t.TempDir(), "đã điền.xlsx")
	if err := f.SaveAs(at); err != nil {
		t.Fatal(err)
	}
	return at
}

func (p *person) handIn(file string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.CSS("[name=tep]"), []string{file}))
	p.press("Tải lên và kiểm tra")
}

// An officer of an empty commune: the teams, then their members by the forms
// handed out, mistakes shown by row and column and mended; a deed with a photo;
// the month's grid counts both and says where from.
func TestEmptyCommuneByExcel(t *testing.T) {
	site := webtest.Start(t)
	emptied(t, site)
	xa := as(t, site, "xa")
	xa.see("/don-vi")
	xa.says("Chưa có Tổ nào")
	xa.press("Nhập từ Excel")
	xa.says("Đơn vị chưa có Tổ nào")
	xa.press("Tổ")
	xa.says("Nhập Tổ từ Excel")
	form := xa.download("Tải tệp mẫu")
	xa.handIn(filled(t, form, []any{"khu phố 1", "01/11/2024", "5/QĐ-UBND"}, []any{"khu phố 1", "31/02/2025", "5/QĐ-UBND"}, []any{"khu phố 2", "15/11/2024", ""}))
	for _, s := range []string{"Có 3 lỗi, chưa ghi dòng nào", "A7", "Tên Tổ trùng với dòng 6 trong tệp", "B7", "C8", "Nhập số, ngày quyết định"} {
		xa.says(s)
	}
	xa.accessible("problems of teams")
	xa.press("Tải tệp đã sửa")
	xa.handIn(filled(t, form, []any{"khu phố 1", "01/11/2024", "5/QĐ-UBND", "khu phố 1; xóm Chài"}, []any{"khu phố 2", "15/11/2024", "5/QĐ-UBND"}))
	xa.press("Nhập 2 Tổ")
	xa.says("Đã nhập xong: 2 thêm mới")
	xa.press("Xem các Tổ của đơn vị")
	xa.says("Tổ bảo vệ ANTT khu phố 2")

	xa.see("/nhap-excel/thanh-vien")
	form = xa.download("Tải tệp mẫu")
	good := [][]any{
		{"Tổ khu phố 1", "Nguyễn Văn An", "05/03/1980", "Nam", "058080001234", "0912345678", "Tổ trưởng", "01/11/2024", "6/QĐ-UBND"},
		{"Tổ khu phố 1", "Trần Thị Bình", "17/11/1991", "Nữ", "058191004321", "", "Tổ viên", "01/11/2024", "6/QĐ-UBND"},
		{"Tổ khu phố 2", "Lê Văn Cường", "", "Nam", "", "", "Tổ trưởng", "15/11/2024", "6/QĐ-UBND"},
	}
	xa.handIn(filled(t, form, good[0], []any{"Tổ khu phố 9", "Trần Thị Bình", "17/11/1991", "Nữ", "058080001234", "", "Tổ viên", "01/11/2024"}, []any{"Tổ khu phố 2", "Lê Văn Cường", "", "Nam", "", "", "Tổ trưởng", "15/07/2026"}))
	for _, s := range []string{"Có 3 lỗi, chưa ghi dòng nào", "A7", "Đơn vị không có Tổ tên này", "E7", "Số định danh trùng với dòng 6 trong tệp", "H8", "Ngày tham gia không được sau hôm nay"} {
		xa.says(s)
	}
	if body := is[string](xa, `document.body.innerText`); strings.Contains(body, "058080001234") {
		t.Error("a citizen id is shown in full")
	}
	xa.shot("nhap-loi-1280")
	xa.press("Tải tệp đã sửa")
	xa.handIn(filled(t, form, good...))
	xa.accessible("what will be written")
	xa.shot("nhap-xem-lai-1280")
	xa.press("Nhập 3 thành viên")
	xa.says("Đã nhập xong: 3 thêm mới")
	xa.press("Xem các Tổ của đơn vị")
	xa.press("Tổ bảo vệ ANTT khu phố 1")
	for _, s := range []string{"2 thành viên", "Nguyễn Văn An", "Trần Thị Bình", "xóm Chài"} {
		xa.says(s)
	}

	xa.see("/guong/moi")
	xa.do(chromedp.SetValue(chromedp.CSS("[name=to]"), is[string](xa, `[...document.querySelector("[name=to]").options].find((o) => o.text.includes("khu phố 1")).value`)),
		chromedp.SendKeys(chromedp.CSS("[name=ngay]"), "02/02/2025"), chromedp.SendKeys(chromedp.CSS("[name=viec]"), "Cứu người đuối nước ở bến cá"))
	xa.press("Hiện thành viên của Tổ")
	xa.says("Nguyễn Văn An")
	xa.do(chromedp.Click(chromedp.CSS("[name=thanh-vien]")))
	xa.press("Lưu")
	xa.says("Thêm tệp minh chứng")
	xa.do(chromedp.Click(chromedp.CSS("[name=khong-mat]")), chromedp.SetUploadFiles(chromedp.CSS("[name=tep]"), []string{sideways(t)}))
	xa.press("Gửi tệp")
	xa.says("Đã lưu 1 tệp minh chứng")
	photo := is[string](xa, `document.querySelector(".reg-photo").getAttribute("src")`)
	kept := site.As(t, "xa").Get(photo).Want(t, http.StatusOK)
	if strings.Contains(kept.Body, "GPS") || !strings.HasPrefix(kept.Body, "\xff\xd8\xff") {
		t.Errorf("the stored photo tells where it was taken, or is none: %d bytes", len(kept.Body))
	}
	xa.press("Kỳ 01/01 – 03/02/2025")
	xa.wait(`/Việc tốt\s+\(tự động\)/.test(document.querySelector("main table").innerText.normalize("NFC"))`)
	for link, want := range map[string]string{"/guong?": "1", "/to/": "2"} {
		if got := is[string](xa, `[...document.querySelectorAll("main tr")].find((r) => r.innerText.includes("Tổ khu phố 1")).querySelector('td a[href^="`+link+`"]').innerText.trim()`); got != want {
			t.Errorf("the cell that leads to %s shows %q, want %q", link, got, want)
		}
	}
	xa.shot("luoi-sau-nhap-1280")
	xa.accessible("the grid")
}
