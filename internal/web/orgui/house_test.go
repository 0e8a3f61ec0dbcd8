package orgui_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"thidua/internal/web/webtest"
)

// The demo province as each role sees it through the whole house.
func TestHouse(t *testing.T) {
	s := webtest.Start(t)
	for login, want := range map[string][]string{
		"xa":      {"Phường Kinh Dinh", "Tổ bảo vệ ANTT khu phố 13", `data-l="Thành viên">49<`},
		"huyen":   {"Thành phố Phan Rang – Tháp Chàm", "Phường Kinh Dinh", `data-l="Tổ bảo vệ ANTT">109<`},
		"px03":    {"Huyện Thuận Nam", `data-l="Xã, phường, thị trấn">62<`, `data-l="Tổ bảo vệ ANTT">397<`, `data-l="Thành viên">1.475<`},
		"noivu":   {`data-l="Thành viên">1.475<`},
		"lanhdao": {`data-l="Thành viên">1.475<`},
		"quantri": {`data-l="Thành viên">1.475<`},
	} {
		s.As(t, login).Get("/don-vi").Want(t, http.StatusOK, want...)
	}
	team := fmt.Sprintf("/to/%d", s.TeamOf(t, "22759", 5))
	other := fmt.Sprintf("/to/%d", s.TeamOf(t, "22738", 1))
	xa := s.As(t, "xa")
	page := xa.Get(team).Want(t, http.StatusOK, "Tổ bảo vệ ANTT khu phố 5", "Tổ trưởng", "••••••••")
	xa.Get(other).Want(t, http.StatusNotFound)
	s.As(t, "lanhdao").Get(team).Want(t, http.StatusOK, "không xem danh sách thành viên").Lacks(t, `data-l="Chức danh"`, "••••")
	s.Nobody(t).Get(team).Want(t, http.StatusSeeOther)

	person := page.Body[strings.Index(page.Body, `name="nguoi" value="`)+len(`name="nguoi" value="`):]
	person = person[:strings.IndexByte(person, '"')]
	xa.Post(team+"/so-dinh-danh", url.Values{"nguoi": {person}}).Want(t, http.StatusOK, `<strong class="nowrap">0`)
	xa.Post(other+"/so-dinh-danh", url.Values{"nguoi": {person}}).Want(t, http.StatusNotFound)
	s.As(t, "quantri").Post(team+"/so-dinh-danh", url.Values{"nguoi": {person}}).Want(t, http.StatusForbidden)
}
