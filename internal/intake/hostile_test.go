package intake_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/fault"
	"thidua/internal/intake"
	"thidua/internal/paper/workbook"
)

// altered is a workbook with something done to it in Excel.
func altered(t *testing.T, file []byte, do func(f *excelize.File, sheet string) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := do(f, f.GetSheetName(0)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with is a workbook with a part put in or replaced.
func with(t *testing.T, file []byte, name string, body func(was string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	was := ""
	for _, f := range in.File {
		if f.Name != name {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var s bytes.Buffer
		if _, err := s.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		was = s.String()
	}
	w, err := out.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(body(was))); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const sheetPart = "xl/worksheets/sheet1.xml"

func one() []workbook.Cell {
	return row("Lê Thị Tư", "Nữ", "Tổ viên", "058190009991", "01/12/2024", "", "0912345678", "Tổ khu phố 5")
}

// A workbook made to harm, or of another kind, is refused whole with words
// that help; nothing of it is kept.
func TestHostileWorkbooks(t *testing.T) {
	d := start(t)
	file := sheet(t, sister, one())
	inside := func(more string) func(string) string {
		return func(was string) string { return strings.Replace(was, "</sheetData>", more+"</sheetData>", 1) }
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"zip bomb":       {with(t, file, sheetPart, inside(strings.Repeat(" ", 300<<20))), "quá lớn khi mở ra"},
		"a million rows": {with(t, file, sheetPart, inside(strings.Repeat(`<row><c><v>1</v></c></row>`, 1_000_000))), "dòng"},
		"external links": {with(t, file, "xl/externalLinks/externalLink1.xml", func(string) string { return "<externalLink/>" }), "liên kết sang tệp khác"},
		"macros":         {with(t, file, "xl/vbaProject.bin", func(string) string { return "x" }), "macro"},
		"cut off":        {file[:len(file)/2], "bị hỏng"},
		"wrong sheet": {altered(t, sheet(t, []string{"Tháng", "Doanh thu"}, []workbook.Cell{workbook.T("1"), workbook.T("2")}), func(f *excelize.File, s string) error {
			return f.SetSheetName(s, "Bán hàng")
		}), "Không tìm thấy dòng tiêu đề"},
	} {
		if len(c.file) > intake.MaxFile {
			t.Fatalf("%s: %d bytes, refused for its size alone", name, len(c.file))
		}
		_, err := d.check(intake.Members, c.file)
		if e, ok := fault.Of(err); !ok || e.Kind != fault.Invalid || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if n := d.value(`SELECT count(*) FROM import_batch`); n != 0 {
		t.Errorf("%d workbooks are kept", n)
	}
}

// The heading may stand on another sheet than the first, below a title.
func TestHeadingElsewhere(t *testing.T) {
	d := start(t)
	b, err := d.check(intake.Members, altered(t, sheet(t, sister, one()), func(f *excelize.File, s string) error {
		if _, err := f.NewSheet("Bìa"); err != nil {
			return err
		}
		return f.MoveSheet("Bìa", s)
	}))
	if err != nil || b.Errors != 0 || b.Added != 1 {
		t.Errorf("%+v %v", b, err)
	}
}

// What cells hide is told by row and column.
func TestHostileCells(t *testing.T) {
	d := start(t)
	file := altered(t, sheet(t, sister, one(), row("Lê Thị Năm", "Nữ", "Tổ viên", "", "01/12/2024", "", "", "Tổ khu phố 5"), row("Lê Thị Sáu", "Nữ", "Tổ viên", "", "01/12/2024", "", "", "Tổ khu phố 5")),
		func(f *excelize.File, s string) error {
			if err := f.SetCellFormula(s, "B4", `HYPERLINK("http://x","Lê")`); err != nil {
				return err
			}
			return f.MergeCell(s, "M5", "M6")
		})
	b, err := d.check(intake.Members, file)
	if err != nil {
		t.Fatal(err)
	}
	said := d.issues(b)
	for _, want := range []string{"B4 false HoTen: Ô có công thức", "dòng 5 false : Các ô M5:M6 bị gộp"} {
		if !strings.Contains(said, want) {
			t.Errorf("lacks %q:\n%s", want, said)
		}
	}
	if b.Errors == 0 || d.value(`SELECT count(*) FROM person WHERE full_name LIKE 'Lê Thị %' AND citizen_id = '058190009991'`) != 0 {
		t.Errorf("%+v", b)
	}
}

// Letters and combining marks typed apart are the same text: teams are found,
// headings known, and what is stored is composed.
func TestDecomposedText(t *testing.T) {
	d := start(t)
	var heads []string
	for _, h := range []string{"Tổ", "Họ và tên", "Giới tính", "Chức danh", "Ngày tham gia", "Quyết định công nhận"} {
		heads = append(heads, norm.NFD.String(h))
	}
	var cells []workbook.Cell
	for _, s := range []string{"Tổ khu phố 5", "Nguyễn Thị Hoà Bình", "Nữ", "Tổ viên", "01/12/2024", "12/QĐ-UBND phường"} {
		cells = append(cells, workbook.T(norm.NFD.String(s)))
	}
	b, err := d.check(intake.Members, sheet(t, heads, cells))
	if err != nil || b.Errors != 0 || b.Added != 1 {
		t.Fatalf("%+v %v\n%s", b, err, d.issues(b))
	}
	if b = d.confirm(b); b.State != intake.Done {
		t.Fatalf("%+v", b)
	}
	if d.value(`SELECT count(*) FROM person p JOIN service s ON s.person_id = p.id WHERE p.full_name = $1 AND s.join_decision = $2`, "Nguyễn Thị Hoà Bình", "12/QĐ-UBND phường") != 1 {
		t.Error("not stored composed")
	}
}

// Services that overlap one on record, or end before they begin, are refused
// row by row; a service withdrawn as written by mistake stands in nobody's way.
func TestOverlaps(t *testing.T) {
	d := start(t)
	team := d.TeamOf(t, "22759", 5)
	add := func(name, id, during, reason, withdrawn string) {
		t.Helper()
		if _, err := d.Pool.Exec(t.Context(), `WITH p AS (INSERT INTO person (full_name, gender, citizen_id) VALUES ($1, 'male', $2) RETURNING id)
			INSERT INTO service (person_id, team_id, position, during, leave_reason, withdrawn_at, withdrawn_why)
			SELECT id, $3, 'member', $4::daterange, $5, CASE WHEN $6 <> '' THEN now() END, $6 FROM p`, name, id, team, during, reason, withdrawn); err != nil {
			t.Fatal(err)
		}
	}
	add("Trần Văn Cũ", "058190000001", "[2024-07-01,2025-01-15)", "own_request", "")
	add("Trần Văn Nhầm", "058190000002", "[2024-07-01,)", "", "Ghi nhầm người")
	b, err := d.check(intake.Members, sheet(t, sister,
		row("Trần Văn Cũ", "Nam", "Tổ viên", "058190000001", "01/01/2025", "", "", "Tổ khu phố 6"),
		row("Trần Văn Nhầm", "Nam", "Tổ viên", "058190000002", "01/08/2024", "", "", "Tổ khu phố 6"),
		row("Lê Văn Ngược", "Nam", "Tổ viên", "", "01/12/2024", "01/11/2024", "", "Tổ khu phố 6"),
		row("Lê Văn Sắp", "Nam", "Tổ viên", "", "01/12/2024", "01/03/2025", "", "Tổ khu phố 6")))
	if err != nil {
		t.Fatal(err)
	}
	said := d.issues(b)
	for _, want := range []string{"J4 false NgayThamGiaLLTGBVANTT: Người này còn tham gia Tổ trước đến 15/01/2025", "K6 false NgayThoiThamGiaLLTGBVANTT: Ngày thôi tham gia phải sau ngày tham gia (01/12/2024)",
		"K7 true NgayThoiThamGiaLLTGBVANTT: Ngày thôi tham gia còn ở phía trước"} {
		if !strings.Contains(said, want) {
			t.Errorf("lacks %q:\n%s", want, said)
		}
	}
	if b.Errors != 2 {
		t.Errorf("%d errors:\n%s", b.Errors, said)
	}
}
