package e2e

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"thidua/internal/paper/workbook"
	"thidua/internal/web/webtest"
)

// members is a workbook of another system's columns.
func members(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	tab := workbook.Table{Title: "Danh sách"}
	for _, h := range []string{"TenTo", "HoTen", "GioiTinh", "ChucVu", "CCCD", "NgayThamGiaLLTGBVANTT"} {
		tab.Columns = append(tab.Columns, workbook.Column{Header: h})
	}
	var list [][]workbook.Cell
	for _, r := range rows {
		var cells []workbook.Cell
		for _, s := range r {
			cells = append(cells, workbook.T(s))
		}
		list = append(list, cells)
	}
	tab.Rows = workbook.Lines(list)
	var b bytes.Buffer
	if _, err := tab.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// handedIn are the pages of a workbook with problems and of one to confirm.
func handedIn(t *testing.T, site *webtest.Site) []string {
	t.Helper()
	c := site.As(t, "xa")
	send := func(key string, file []byte) string {
		return c.Upload("/nhap-excel/thanh-vien", url.Values{"khoa": {key}}, "tep", "danh sách thành viên.xlsx", file).Want(t, http.StatusSeeOther).Location
	}
	return []string{
		send("e2e-1", members(t, []string{"Tổ khu phố 55", "Nguyễn Văn Một", "x", "Tổ viên", "123", "31/02/2025"})),
		send("e2e-2", members(t, []string{"Tổ khu phố 5", "Trần Thị Hai", "Nữ", "Tổ viên", "58190001299", "01/12/2024"})),
	}
}

// A roster by Excel and a search, as an officer does both: by keyboard.
func TestExcelAndSearch(t *testing.T) {
	site := webtest.Start(t)
	ready := handedIn(t, site)[1]
	p := as(t, site, "xa")
	p.do(chromedp.EmulateViewport(1280, 800))
	p.see(ready)
	p.says("Nhập 1 thành viên")
	p.do(chromedp.Submit(chromedp.CSS(`form[action$="/nhap"]`)))
	p.says("Đã nhập xong: 1 thêm mới")
	p.wait(`document.readyState === "complete"`)
	p.do(chromedp.KeyEvent("/"))
	if at := is[string](p, `document.activeElement.name`); at != "q" {
		t.Fatalf("“/” goes to %q", at)
	}
	// The driver sends the letter as an event of its own, which no page can take.
	p.do(chromedp.KeyEvent(kb.Backspace + "tran thi hai" + kb.Enter))
	p.says("Trần Thị Hai")
	p.wait(`document.readyState === "complete"`)
	p.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(2)))
	if at := is[bool](p, `document.activeElement.hasAttribute("data-find")`); !at {
		t.Error("Ctrl+K does not reach the search box")
	}
	if body := is[string](p, `document.body.innerText`); strings.Contains(body, "058190001299") {
		t.Error("a citizen id is shown in full")
	}
}
