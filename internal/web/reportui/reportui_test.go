package reportui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

const kinhDinh = "22759"

func path(id int64) string { return "/bao-cao/" + strconv.FormatInt(id, 10) }

func stored(t *testing.T, s *webtest.Site, report, team int64, slot int) string {
	t.Helper()
	v, err := pg.Value[*int32](context.Background(), s.Pool, `SELECT values[$3 + 1] FROM team_figure WHERE report_id = $1 AND coalesce(team_id, 0) = $2`, report, team, slot)
	if err != nil {
		t.Fatal(err)
	}
	if v == nil {
		return ""
	}
	return strconv.Itoa(int(*v))
}

// The whole life of a month without script: typed wrong, mended, missing cells
// explained, sent, taken, returned with one cell, mended, sent, accepted.
func TestMonthWithoutScript(t *testing.T) {
	s := webtest.Start(t)
	id := s.ReportOf(t, kinhDinh, 3)
	team := s.TeamOf(t, kinhDinh, 5)
	xa, huyen := s.As(t, "xa"), s.As(t, "huyen")
	cell := func(slot int) string { return fmt.Sprintf("c.%d.%d", team, slot) }

	base := fmt.Sprintf("%d=%s;", team, strings.Repeat(",", 22))
	a := xa.Post(path(id), url.Values{"base": {base}, cell(2): {"3"}, cell(3): {"2"}, cell(4): {"abc"}, cell(5): {"-4"}, cell(6): {"1,5"},
		cell(7): {"1000000000000"}, cell(0): {"1.234"}, cell(9): {"0"}, cell(10): {"-"}})
	a.Want(t, http.StatusUnprocessableEntity, "Chỉ nhập số nguyên từ 0", "Số không được âm", "không có phần lẻ", "Số quá lớn",
		`value="abc"`, `value="-4"`, `value="1,5"`, `value="1000000000000"`, "không được lớn hơn", "3 ô khác đã lưu")
	for slot, want := range map[int]string{0: "1234", 2: "", 3: "", 4: "", 9: "0", 10: "0"} {
		if got := stored(t, s, id, team, slot); got != want {
			t.Errorf("slot %d stored %q, want %q", slot, got, want)
		}
	}

	// A base that no longer stands is a conflict that says what is stored.
	xa.Post(path(id), url.Values{"base": {base}, cell(0): {"7"}}).Want(t, http.StatusUnprocessableEntity, "vừa được sửa ở nơi khác thành 1234")
	base = fmt.Sprintf("%d=1234%s;", team, strings.Repeat(",", 22))
	xa.Post(path(id), url.Values{"base": {base}, cell(0): {"3"}}).Want(t, http.StatusSeeOther)

	// Handing in says what is missing; a reason for each row lets it through.
	xa.Post(path(id)+"/gui", url.Values{}).Want(t, http.StatusUnprocessableEntity, "chưa nêu lý do")
	last := s.TeamOf(t, kinhDinh, 13)
	form := url.Values{fmt.Sprintf("row.%d", team): {"Sổ của Tổ đang bổ sung"}, fmt.Sprintf("row.%d", last): {"Tổ trưởng gọi 0912345678"}, "row.0": {"Chờ số của Công an huyện"}}
	xa.Post(path(id)+"/gui", form).Want(t, http.StatusUnprocessableEntity, "không ghi số điện thoại", "Tổ trưởng gọi 0912345678")
	form.Set(fmt.Sprintf("row.%d", last), "Tổ trưởng đi viện")
	xa.Post(path(id)+"/gui", form).Want(t, http.StatusSeeOther)
	xa.Get(path(id)).Want(t, http.StatusOK, "Rút lại để sửa", "Đã gửi").Lacks(t, `<input name="c.`)
	xa.Post(path(id)+"/gui", url.Values{}).Want(t, http.StatusConflict, "Muốn sửa, hãy rút lại")

	// Recall works until the district takes it.
	xa.Post(path(id)+"/rut-lai", nil).Want(t, http.StatusSeeOther)
	xa.Post(path(id)+"/gui", url.Values{}).Want(t, http.StatusSeeOther)
	huyen.Post(path(id)+"/nhan-xem", url.Values{"lan": {"1"}}).Want(t, http.StatusConflict, "gửi lại sau khi bạn mở trang")
	huyen.Post(path(id)+"/nhan-xem", url.Values{"lan": {"2"}}).Want(t, http.StatusSeeOther)
	xa.Post(path(id)+"/rut-lai", nil).Want(t, http.StatusConflict, "không rút lại được nữa")

	// A return needs a reason; what was ticked and typed stays.
	huyen.Post(path(id)+"/tra-lai", url.Values{"lan": {"2"}, "o": {cell(0)}}).Want(t, http.StatusUnprocessableEntity, "Nhập lý do trả lại", "checked")
	huyen.Post(path(id)+"/tra-lai", url.Values{"lan": {"2"}, "o": {cell(0)}, "ly-do": {"Số tin chưa khớp"}}).Want(t, http.StatusSeeOther)
	xa.Get(path(id)).Want(t, http.StatusOK, "Số tin chưa khớp", `name="`+cell(0)+`"`).Lacks(t, `name="`+cell(9)+`"`)
	base = fmt.Sprintf("%d=3,,,,,,,,,0;", team)
	xa.Post(path(id), url.Values{"base": {base}, cell(0): {"4"}, cell(9): {"5"}}).Want(t, http.StatusUnprocessableEntity, "không nằm trong các ô được trả lại")
	if got := stored(t, s, id, team, 0); got != "4" {
		t.Errorf("the ticked cell holds %q", got)
	}
	xa.Post(path(id)+"/gui", url.Values{}).Want(t, http.StatusSeeOther)
	huyen.Get(path(id)).Want(t, http.StatusOK, "1 ô thay đổi", "<del>3</del>")
	huyen.Post(path(id)+"/nhan-xem", url.Values{"lan": {"3"}}).Want(t, http.StatusSeeOther)
	huyen.Post(path(id)+"/duyet", url.Values{"lan": {"3"}}).Want(t, http.StatusSeeOther)
	huyen.Post(path(id)+"/duyet", url.Values{"lan": {"3"}}).Want(t, http.StatusConflict, "không còn chờ duyệt")
	xa.Post(path(id), url.Values{"base": {base}, cell(0): {"9"}}).Want(t, http.StatusConflict, "chỉ thay đổi bằng đính chính")

	// Every step is in the cell's history and the audit.
	huyen.Get(fmt.Sprintf("%s/o/%d/0", path(id), team)).Want(t, http.StatusOK, "4 nguồn tin", "1.234", "Đã duyệt")
	n, err := pg.Value[int](context.Background(), s.Pool, `SELECT count(*)::int FROM audit_entry WHERE object_kind = 'report' AND object_id = $1
		AND action IN ('report.submit', 'report.recall', 'report.take', 'report.return', 'report.accept') AND request_id <> 'demo'`, id)
	if err != nil || n != 8 {
		t.Errorf("%d audit rows of the month's life, want 8 (%v)", n, err)
	}
}

// The grid's script: each cell answers for itself, only as its person, and a
// repeated save is harmless.
func TestCellsByScript(t *testing.T) {
	s := webtest.Start(t)
	id := s.ReportOf(t, kinhDinh, 3)
	team := s.TeamOf(t, kinhDinh, 5)
	xa := s.As(t, "xa")
	me, err := pg.Value[int64](context.Background(), s.Pool, `SELECT id FROM app_user WHERE login = 'xa'`)
	if err != nil {
		t.Fatal(err)
	}
	body := func(actor int64, cells string) string { return fmt.Sprintf(`{"actor":%d,"cells":[%s]}`, actor, cells) }
	one := func(slot int, base, value string) string {
		return fmt.Sprintf(`{"row":%d,"slot":%d,"base":%q,"value":%q}`, team, slot, base, value)
	}
	xa.JSON(path(id)+"/o", body(me, one(3, "", "2")+","+one(2, "", "5")+","+one(4, "", "x"))).
		Want(t, http.StatusOK, `"state":"refused"`, "không được lớn hơn", "Chỉ nhập số nguyên", `"saved":"Đã lưu`)
	xa.JSON(path(id)+"/o", body(me, one(3, "", "2"))).Want(t, http.StatusOK, `"state":"saved"`)
	xa.JSON(path(id)+"/o", body(me, one(3, "", "2"))).Want(t, http.StatusOK, `"state":"saved"`)
	xa.JSON(path(id)+"/o", body(me, one(3, "", "9"))).Want(t, http.StatusOK, `"state":"conflict"`, `"value":"2"`)
	xa.JSON(path(id)+"/o", body(me+1, one(3, "2", "9"))).Want(t, http.StatusConflict, "tài khoản khác")
	xa.JSON(path(id)+"/o", body(me, one(12, "", "9"))).Want(t, http.StatusOK, "tự lấy từ danh sách")
	xa.JSON(path(id)+"/o", body(me, one(1, "", "9"))).Want(t, http.StatusOK, "không nhập ở dòng này")
	xa.JSON(path(id)+"/o", body(me, `{"row":999999,"slot":3,"base":"","value":"1"}`)).Want(t, http.StatusOK, "không thuộc báo cáo")
	xa.JSON(path(id)+"/o", `{"actor":`).Want(t, http.StatusUnprocessableEntity, "Không đọc được")
	xa.JSON(path(id)+"/o", body(me, one(19, "", "4"))).Want(t, http.StatusOK, `"foot"`, "tfoot")
	n, err := pg.Value[int](context.Background(), s.Pool, `SELECT count(*)::int FROM cell_change WHERE report_id = $1 AND team_id = $2 AND slot = 3 AND source = 'entry'`, id, team)
	if err != nil || n != 1 {
		t.Errorf("the cell changed %d times in its history, want once (%v)", n, err)
	}
}

func TestPlaces(t *testing.T) {
	s := webtest.Start(t)
	other := s.ReportOf(t, "22750", 3)
	xa := s.As(t, "xa")
	for _, p := range []string{path(other), path(other) + "/kiem-tra", path(other) + "/lich-su", path(other) + "/in", path(other) + "/o/0/1", "/bao-cao/999999", "/bao-cao/abc", "/bao-cao/1/o/x/y"} {
		xa.Get(p).Want(t, http.StatusNotFound, "Mã yêu cầu")
	}
	xa.Post(path(other), url.Values{"c.0.1": {"3"}}).Want(t, http.StatusNotFound)
	s.As(t, "noivu").Post(path(other)+"/duyet", url.Values{"lan": {"1"}}).Want(t, http.StatusForbidden)
	s.As(t, "px03").Post(path(other)+"/duyet", url.Values{"lan": {"1"}}).Want(t, http.StatusNotFound)
	s.As(t, "quantri").Get("/bao-cao").Want(t, http.StatusForbidden)
	s.Nobody(t).Get(path(other)).Want(t, http.StatusSeeOther)
	future := s.ReportOf(t, kinhDinh, 6)
	xa.Post(path(future), url.Values{"c.0.1": {"3"}}).Want(t, http.StatusConflict, "chưa mở")
	big := url.Values{"text.difficulties": {strings.Repeat("a", 5<<20)}}
	xa.Post(path(s.ReportOf(t, kinhDinh, 3)), big).Want(t, http.StatusRequestEntityTooLarge, "quá lớn")
}
