package scoreui_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/demo"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// unit finds a unit of the demo by its official code.
func unit(t *testing.T, s *webtest.Site, code string) int64 {
	t.Helper()
	tree, err := s.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	root := tree.Root(demo.Today)
	for _, id := range append(append([]org.UnitID{root}, tree.Children(root, demo.Today)...), tree.Communes(root, demo.Today)...) {
		if tree.Name(id, demo.Today).Code == code {
			return int64(id)
		}
	}
	t.Fatalf("no unit %s", code)
	return 0
}

var anchor = regexp.MustCompile(`<a [^>]*href="([^"]+)"[^>]*>`)

// links are the addresses a page leads to below a prefix, each once.
func links(body, prefix string) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range anchor.FindAllStringSubmatch(body, -1) {
		to := html.UnescapeString(m[1])
		if i := strings.IndexByte(to, '#'); i >= 0 {
			to = to[:i]
		}
		if strings.HasPrefix(to, prefix) && !seen[to] {
			seen[to] = true
			out = append(out, to)
		}
	}
	return out
}

// Every role lands on its own unit; the rows are the units below it.
func TestBoardOfEachRole(t *testing.T) {
	s := webtest.Start(t)
	for login, c := range map[string]struct {
		head, total string
		rows        int
		links       string // what the first row's name leads to
	}{
		"px03": {"Tỉnh Ninh Thuận · theo đơn vị tại thời điểm · số liệu đã duyệt", "Toàn tỉnh", 7, "/bang-ket-qua?"}, "noivu": {"Tỉnh Ninh Thuận", "Toàn tỉnh", 7, "/bang-ket-qua?"},
		"lanhdao": {"Tỉnh Ninh Thuận", "Toàn tỉnh", 7, "/bang-ket-qua?"},
		"huyen":   {"Thành phố Phan Rang – Tháp Chàm", "Toàn thành phố", 13, "/bang-ket-qua?"}, "xa": {"Phường Kinh Dinh", "Toàn phường", 13, "/to/"},
	} {
		a := s.As(t, login).Get("/bang-ket-qua").Want(t, http.StatusOK, c.head, c.total, "Bảng kết quả Đợt 1", "trước ngày 07/02/2025, còn 1 ngày")
		table := a.Body[strings.Index(a.Body, "<tbody>"):strings.Index(a.Body, "</tbody>")]
		if got := strings.Count(table, "<tr>"); got != c.rows {
			t.Errorf("%s: %d rows", login, got)
		}
		if got := links(table, ""); len(got) == 0 || !strings.HasPrefix(got[0], c.links) {
			t.Errorf("%s: the first row leads to %v", login, got[:1])
		}
		a.Lacks(t, "NaN", "%!", "tt</abbr>")
	}
}

// Each cell opens its explanation, and that leads on down to the cells.
func TestFromTheProvinceDownToACell(t *testing.T) {
	s := webtest.Start(t)
	c := s.As(t, "px03")
	top := c.Get("/bang-ket-qua").Want(t, http.StatusOK)
	cells := links(top.Body, "/giai-thich")
	if len(cells) != 8*11 {
		t.Fatalf("%d explanations on the province's board", len(cells))
	}
	for _, to := range cells[len(cells)-11:] { // the province's own
		c.Get(to).Want(t, http.StatusOK, "Kế hoạch, mục II.2.", "Mức phải đạt", "Từng kỳ", "Đơn vị cấp dưới", "Kế hoạch tỉnh")
	}
	province := fmt.Sprintf("/giai-thich?chi-tieu=1.1&khoang=dot-1&don-vi=%d", unit(t, s, "58"))
	why := c.Get(province).Want(t, http.StatusOK, "“… 80% nguồn tin", "chưa được tính", "không phải trung bình các tỷ lệ", "1.2 Có mặt tại vụ, việc ›", "<svg class=\"bar-of")
	district := fmt.Sprintf("don-vi=%d", unit(t, s, "588"))
	next := ""
	for _, to := range links(why.Body, "/giai-thich") {
		if strings.Contains(to, district+"&") {
			next = to
		}
	}
	why = c.Get(next).Want(t, http.StatusOK, "Huyện Thuận Bắc", "18/18 báo cáo tháng của xã", "Xã, phường, thị trấn").Lacks(t, "Còn thiếu")
	commune := ""
	for _, to := range links(why.Body, "/giai-thich") {
		if strings.Contains(to, fmt.Sprintf("don-vi=%d&", unit(t, s, "22840"))) {
			commune = to
		}
	}
	why = c.Get(commune).Want(t, http.StatusOK, "Từng Tổ, từng ô số liệu", "Người gửi → người duyệt", " → ", "Dòng của Tổ ghi “Tin qua Tổ”, dòng Toàn xã ghi “Tổng tin”")
	figures := links(why.Body[strings.Index(why.Body, `id="tung-dong"`):], "/bao-cao/")
	if len(figures) < 6 {
		t.Fatalf("%d cells of the commune", len(figures))
	}
	c.Get(figures[0]).Want(t, http.StatusOK, "Ai ghi, khi nào", "Số này được tính vào kết quả")
}

// A page with empty cells and unaccepted months says which, with their reason
// and state; "tạm tính" is on every figure.
func TestWhatIsMissing(t *testing.T) {
	s := webtest.Start(t)
	c := s.As(t, "xa")
	home := unit(t, s, "22759")
	at := fmt.Sprintf("&don-vi=%d&khoang=dot-1", home)
	c.Get("/giai-thich?chi-tieu=1.1"+at).Want(t, http.StatusOK, "Còn thiếu 1 báo cáo chưa được tính", "Báo cáo của phường Kinh Dinh</a>: chưa gửi")
	// The denominator of the draft is missing: no share is shown of what is there.
	c.Get("/giai-thich?chi-tieu=1.1&tam-tinh=1"+at).Want(t, http.StatusOK, "Còn thiếu 3 ô trống", "ô “Tổng tin”</a>: để trống", `<span class="tag warn">tạm tính</span>`, "66/52", "(thiếu 1 ô)").Lacks(t, "126,9")
	a := c.Get("/bang-ket-qua?tam-tinh=1"+at).Want(t, http.StatusOK, "tạm tính, gồm cả số liệu chưa duyệt", "Chỉ tiêu đạt (tạm tính)")
	pills, marks := strings.Count(a.Body, `<a class="pill`), strings.Count(a.Body, ">tt</abbr>")
	if pills == 0 || pills != marks {
		t.Errorf("%d figures, %d of them marked tạm tính", pills, marks)
	}
	// One team's own verdict, and one that is not judged for teams.
	team := s.TeamOf(t, "22759", 4)
	c.Get(fmt.Sprintf("/giai-thich?chi-tieu=1.2&khoang=dot-1&don-vi=%d", team)).Want(t, http.StatusOK, "Tổ bảo vệ ANTT khu phố 4", "Chưa đạt", "không thể đạt trong đợt này")
	c.Get(fmt.Sprintf("/giai-thich?chi-tieu=1.1&khoang=dot-1&don-vi=%d", team)).Want(t, http.StatusOK, "Không xét cho từng Tổ", "Xem phường Kinh Dinh")
	// 2.1 is the last period's, 7.1 each team's in each period.
	c.Get("/giai-thich?chi-tieu=2.1"+at).Want(t, http.StatusOK, "Đang thực hiện", "(không tính)", "không cộng dồn")
	c.Get("/giai-thich?chi-tieu=7.1"+at).Want(t, http.StatusOK, "23 lượt Tổ – kỳ có việc tốt", "26 lượt Tổ – kỳ đã có số liệu", "03 lượt Tổ – kỳ không có việc tốt", "Tổ khu phố 1, Tổ khu phố 9, Tổ khu phố 10")
}

// The running period and spans without an ended one.
func TestSpans(t *testing.T) {
	s := webtest.Start(t)
	c := s.As(t, "px03")
	c.Get("/bang-ket-qua?khoang=dot-2").Want(t, http.StatusOK, "Chưa có kỳ nào kết thúc", "Kỳ đầu tiên, Kỳ 04 – 28/02/2025, kết thúc hết ngày 28/02/2025", "Xem Đợt 1")
	c.Get("/giai-thich?chi-tieu=1.1&khoang=dot-2").Want(t, http.StatusOK, "Chưa có kỳ nào kết thúc", "80% nguồn tin")
	c.Get("/tien-do?khoang=dot-2").Want(t, http.StatusOK, "Chưa có kỳ nào kết thúc")
	c.Get("/bang-ket-qua?khoang=toan").Want(t, http.StatusOK, "Bảng kết quả Toàn phong trào", "136<small>/186")
	c.Get("/bang-ket-qua?khoang=ky-4").Want(t, http.StatusOK, "Kỳ này còn đang diễn ra", "(đang diễn ra)")
	c.Get("/bang-ket-qua?khoang=ky-9").Want(t, http.StatusOK, "Tháng 7/2025 chưa mở")
	c.Get("/tien-do?ky=2").Want(t, http.StatusOK, "Tiến độ báo cáo Tháng 12/2024")
	for _, bad := range []string{"khoang=dot-9", "khoang=ky-0", "khoang=ky-11", "don-vi=abc", "don-vi=99999999", "don-vi=-1"} {
		for _, page := range []string{"/bang-ket-qua?", "/giai-thich?", "/tien-do?"} {
			c.Get(page+bad).Want(t, http.StatusNotFound, "Mã yêu cầu")
		}
	}
	c.Get("/giai-thich?chi-tieu=9.9").Want(t, http.StatusNotFound)
	c.Get("/giai-thich").Want(t, http.StatusOK, "1.1 Tỷ lệ nguồn tin")
}

// Own subtree only; figures are not the administrator's.
func TestRights(t *testing.T) {
	s := webtest.Start(t)
	other, district, home := unit(t, s, "22750"), unit(t, s, "582"), unit(t, s, "22759")
	for _, page := range []string{"/bang-ket-qua", "/giai-thich", "/tien-do"} {
		at := func(id int64) string { return fmt.Sprintf("%s?don-vi=%d", page, id) }
		s.As(t, "xa").Get(at(home)).Want(t, http.StatusOK)
		s.As(t, "xa").Get(at(other)).Want(t, http.StatusNotFound)
		s.As(t, "xa").Get(at(district)).Want(t, http.StatusNotFound)
		s.As(t, "huyen").Get(at(other)).Want(t, http.StatusOK)
		s.As(t, "huyen").Get(at(unit(t, s, "588"))).Want(t, http.StatusNotFound)
		s.As(t, "huyen").Get(at(unit(t, s, "58"))).Want(t, http.StatusNotFound)
		s.As(t, "quantri").Get(page).Want(t, http.StatusForbidden)
		if a := s.Nobody(t).Get(page); a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Location, "/dang-nhap?ve=") {
			t.Errorf("nobody on %s: %d, %s", page, a.Status, a.Location)
		}
	}
}

var (
	counter = regexp.MustCompile(`<td data-l="([^"]+)"[^>]*><span class="parts"><span><a href="(/bao-cao\?[^"]+)">([0-9.]+)</a>`)
	listed  = regexp.MustCompile(`<span>([0-9.]+) báo cáo</span>`)
)

// Every number of the progress page counts the reports its link lists.
func TestProgressNumbersAreTheirLists(t *testing.T) {
	s := webtest.Start(t)
	for login, page := range map[string]string{"px03": "/tien-do", "huyen": "/tien-do?ky=2"} {
		c := s.As(t, login)
		a := c.Get(page).Want(t, http.StatusOK, "Quá hạn và gửi muộn", "Từng đơn vị")
		found := counter.FindAllStringSubmatch(a.Body, -1)
		if len(found) < 50 {
			t.Fatalf("%s: %d numbers", login, len(found))
		}
		asked := map[string]bool{}
		for _, m := range found {
			to := html.UnescapeString(m[2])
			if asked[to] {
				continue
			}
			asked[to] = true
			list := c.Get(to).Want(t, http.StatusOK)
			n := "0"
			if x := listed.FindStringSubmatch(list.Body); x != nil {
				n = x[1]
			} else if !strings.Contains(list.Body, "Không có báo cáo nào") {
				t.Fatalf("no list at %s", to)
			}
			if n != m[3] {
				t.Errorf("%s says %s of %s, the list has %s", m[1], m[3], to, n)
			}
		}
		for _, m := range regexp.MustCompile(`data-l="[^"]+" class="num"><span>([0-9,]+) %`).FindAllStringSubmatch(a.Body, -1) {
			if v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64); err != nil || v > 100 {
				t.Errorf("a share of %s %%", m[1])
			}
		}
	}
}

// The scorecard costs at most three statements beside the session's.
func TestStatementsOfThePages(t *testing.T) {
	s := webtest.Start(t)
	for _, login := range []string{"px03", "xa"} {
		in := httptest.NewRequest(http.MethodPost, "/dang-nhap", strings.NewReader(url.Values{"ten-dang-nhap": {login}, "mat-khau": {demo.Password}}.Encode()))
		in.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		signed := httptest.NewRecorder()
		s.Handler.ServeHTTP(signed, in)
		count := func(path string) int64 {
			var n atomic.Int64
			r := httptest.NewRequest(http.MethodGet, path, nil)
			for _, c := range signed.Result().Cookies() {
				r.AddCookie(c)
			}
			w := httptest.NewRecorder()
			s.Handler.ServeHTTP(w, r.WithContext(pg.Counted(r.Context(), &n)))
			if w.Code != http.StatusOK {
				t.Fatalf("%s: %d", path, w.Code)
			}
			return n.Load()
		}
		session := count("/ke-hoach/toan-van") // this page asks nothing of its own
		for path, most := range map[string]int64{"/bang-ket-qua": 1, "/bang-ket-qua?doc=hien-nay": 1, "/giai-thich?chi-tieu=1.2": 3, "/tien-do": 1, "/ke-hoach": 1} {
			if got := count(path) - session; got > most {
				t.Errorf("%s for %s: %d statements beside the session's %d", path, login, got, session)
			}
		}
	}
}
