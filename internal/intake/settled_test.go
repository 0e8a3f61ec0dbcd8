package intake_test

import (
	"strings"
	"testing"

	"thidua/internal/intake"
	"thidua/internal/paper/workbook"
)

// Members who joined in a month that was accepted alter none of its figures:
// corrections are proposed, and open months are counted anew.
func TestImportProposesCorrections(t *testing.T) {
	d := start(t)
	figures := func(state string) string {
		t.Helper()
		return d.text(`SELECT md5(string_agg(f.report_id || ' ' || f.team_id || ' ' || f.values::text, ',' ORDER BY f.report_id, f.team_id)) FROM team_figure f JOIN report r ON r.id = f.report_id
			WHERE r.commune_id = $1 AND (r.state = 'accepted') = ($2 = 'accepted')`, d.a.UnitID, state)
	}
	pending := func() int64 { return d.value(`SELECT count(*) FROM correction WHERE state = 'proposed'`) }
	accepted, open, before := figures("accepted"), figures("open"), pending()
	b, err := d.check(intake.Members, sheet(t, sister, one()))
	if err != nil || b.Added != 1 {
		t.Fatalf("%+v %v", b, err)
	}
	if b = d.confirm(b); b.State != intake.Done {
		t.Fatalf("%+v", b)
	}
	if figures("accepted") != accepted {
		t.Error("an accepted month's figures moved")
	}
	if figures("open") == open {
		t.Error("an open month's headcount did not follow")
	}
	made := pending() - before
	if made == 0 || !strings.Contains(b.Message, "đã đề nghị đính chính") {
		t.Errorf("%d corrections proposed; the page says %q", made, b.Message)
	}
	if why := d.text(`SELECT reason FROM correction WHERE state = 'proposed' ORDER BY id DESC LIMIT 1`); why != "1 thành viên được nhập từ tệp Excel, tham gia sớm nhất từ ngày 01/12/2024" {
		t.Errorf("reason %q", why)
	}
	if n := d.value(`SELECT count(*) FROM audit_entry WHERE action = 'roster.enrol' AND summary LIKE 'Lê Thị Tư tham gia %' AND after->>'citizen_id' = '••••••••9991'`); n != 1 {
		t.Errorf("%d rows of the enrolment on record", n)
	}
}

// A team does not open by a workbook inside a month handed in either, and one
// that opens has its row in the open month at once.
func TestImportedTeams(t *testing.T) {
	d := start(t)
	heads := []string{"Tên Tổ", "Ngày thành lập", "Quyết định thành lập", "Địa bàn"}
	b, err := d.check(intake.Teams, sheet(t, heads, []workbook.Cell{workbook.T("khu phố 98"), workbook.T("01/12/2024"), workbook.T("9/QĐ")}))
	if err != nil {
		t.Fatal(err)
	}
	if said := d.issues(b); b.Errors != 1 || !strings.Contains(said, "B4 false Ngày thành lập: Báo cáo tháng 12/2024 đã duyệt: số Tổ của kỳ đó không thay đổi nữa. Chọn ngày từ 01/01/2025 trở đi.") {
		t.Errorf("%s", said)
	}
	b, err = d.check(intake.Teams, sheet(t, heads, []workbook.Cell{workbook.T("khu phố 98"), workbook.T("02/01/2025"), workbook.T("9/QĐ"), workbook.T("khu phố 98; khu phố 99")},
		[]workbook.Cell{workbook.T("khu phố 97"), workbook.T("03/01/2025"), workbook.T("9/QĐ")}))
	if err != nil || b.Errors != 0 {
		t.Fatalf("%+v %v", b, err)
	}
	if b = d.confirm(b); b.State != intake.Done {
		t.Fatalf("%+v", b)
	}
	if got := d.text(`SELECT string_agg(a.name, ', ' ORDER BY a.name) FROM team_area a JOIN unit_name n ON n.unit_id = a.team_id WHERE n.name = 'khu phố 98'`); got != "khu phố 98, khu phố 99" {
		t.Errorf("its area is %q", got)
	}
	if n := d.value(`SELECT count(*) FROM team_figure f JOIN unit_name n ON n.unit_id = f.team_id JOIN report r ON r.id = f.report_id
		WHERE n.name IN ('khu phố 97', 'khu phố 98') AND r.commune_id = $1`, d.a.UnitID); n < 2 {
		t.Errorf("%d rows in the months that are open", n)
	}
}
