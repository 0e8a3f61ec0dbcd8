package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func init() {
	for k, s := range intakeSamples {
		samples[k] = s
	}
}

// filled is a form handed out, with cells written into its first sheet.
func filled(h *house, t *testing.T, at string, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(h.as(t, "xa").Get(at).Want(t, http.StatusOK).Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, v := range cells {
		if err := f.SetCellValue(f.GetSheetName(0), cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// batch is a workbook of a person's, checked and without rows.
func batch(login string) func(h *house) map[string]string {
	return id(`INSERT INTO import_batch (actor_id, unit_id, kind, file_name, digest, state, created_at, expires_at, added, changed, same, errors, warnings, total, lines, issues)
	  SELECT u.id, a.unit_id, 'teams', 'tổ.xlsx', decode(repeat('00', 32), 'hex'), 'checked', now(), now() + interval '1 day', 0, 0, 1, 0, 0, 0, '[]', '[]'
	  FROM app_user u JOIN appointment a ON a.user_id = u.id WHERE u.login = $1 LIMIT 1 RETURNING id`, login)
}

// handed is a workbook sent with its form's key.
func handed(form, template func(h *house) string, cells map[string]any, parts func(h *house) map[string]string) func(*house, *testing.T) attempt {
	return func(h *house, t *testing.T) attempt {
		a := attempt{as: "xa", form: url.Values{"khoa": {h.key(t, "xa", form(h))}}, name: "tệp đã điền.xlsx", file: filled(h, t, template(h), cells)}
		if parts != nil {
			a.parts = parts(h)
		}
		return a
	}
}

func fixedAt(s string) func(*house) string { return func(*house) string { return s } }

func monthAt(end string) func(*house) string {
	return func(h *house) string { return path("/bao-cao/{id}"+end, report(kinhDinh, 4)(h)) }
}

var intakeSamples = map[string]sample{
	"POST /nhap-excel/thanh-vien": {as: "xa", act: "import.upload", good: handed(fixedAt("/nhap-excel/thanh-vien"), fixedAt("/nhap-excel/thanh-vien/mau.xlsx"),
		map[string]any{"A6": "Tổ khu phố 5", "B6": "Nguyễn Văn Ước", "D6": "Nam", "G6": "Tổ viên", "H6": "01/12/2024"}, nil)},
	"POST /nhap-excel/to": {as: "xa", act: "import.upload", good: handed(fixedAt("/nhap-excel/to"), fixedAt("/nhap-excel/to/mau.xlsx"),
		map[string]any{"A6": "khu phố 98", "B6": "02/01/2025", "C6": "12/QĐ-UBND", "D6": "khu phố 98; khu phố 99"}, nil)},
	"GET /bao-cao/{id}/nhap-excel": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
	"GET /bao-cao/{id}/mau.xlsx":   {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
	"POST /bao-cao/{id}/nhap-excel": {as: "xa", own: report(kinhDinh, 4), other: report(doVinh, 4), act: "import.upload",
		good: handed(monthAt("/nhap-excel"), monthAt("/mau.xlsx"), map[string]any{"B6": 41, "C6": 42}, report(kinhDinh, 4))},
	"GET /nhap-excel/{id}": {as: "xa", own: batch("xa"), other: batch("xa-" + doVinh)},
	"POST /nhap-excel/{id}/nhap": {as: "xa", own: batch("xa"), other: batch("xa-" + doVinh), act: "import.teams",
		good: sent("xa", batch("xa"), fixed(url.Values{"ma-bam": {strings.Repeat("00", 32)}}))},
	"POST /nhap-excel/{id}/bo": {as: "xa", own: batch("xa"), other: batch("xa-" + doVinh), empty: http.StatusSeeOther, why: "dropping needs nothing", blind: true, act: "import.drop",
		good: sent("xa", batch("xa"), nil)},
}
