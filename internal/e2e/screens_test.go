package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// Every screen of every role, at a desk and on a phone: nothing wider than
// the window, no axe violation, no console error, no CSP refusal.
func TestEveryScreen(t *testing.T) {
	site := webtest.Start(t)
	draft := fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, "22759", 3))
	done := fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, "22759", 1))
	team := site.TeamOf(t, "22759", 1)
	tree, err := site.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := webtest.Clocks().Moment().Today
	commune := int64(tree.Parent(org.UnitID(team), today))
	person, err := pg.Value[int64](t.Context(), site.Pool, `SELECT person_id FROM service WHERE team_id = $1 AND upper_inf(during) ORDER BY id DESC LIMIT 1`, team)
	if err != nil {
		t.Fatal(err)
	}
	serving, err := pg.Value[int64](t.Context(), site.Pool, `SELECT id FROM service WHERE person_id = $1 AND upper_inf(during)`, person)
	if err != nil {
		t.Fatal(err)
	}
	service := fmt.Sprintf("/tham-gia/%d", serving)
	batches := handedIn(t, site)
	phased := func(code string) string {
		at, err := pg.Value[string](t.Context(), site.Pool, `SELECT '/bao-cao-dot/xem/' || r.id FROM phase_report r JOIN unit_name n ON n.unit_id = r.unit_id JOIN phase p ON p.id = r.phase_id WHERE n.code = $1 AND p.ordinal = 0`, code)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	// The same for every role, so looked at once.
	deed, model := evidenced(t, site)
	everyone := []string{"/ke-hoach", "/ke-hoach/toan-van", "/tai-khoan", "/mat-khau", "/huong-dan", "/khong-co-trang-nay"}
	scores := []string{"/bang-ket-qua", "/bang-ket-qua?khoang=ky-1&tam-tinh=1", "/giai-thich?chi-tieu=1.1&khoang=dot-1", "/giai-thich?chi-tieu=7.1&khoang=dot-1", "/tien-do"}
	lists := []string{"/bao-cao", "/bao-cao?trang-thai=frozen", "/don-vi", "/guong", "/guong?q=khongcogi", "/mo-hinh", "/giao-chi-tieu", "/giao-chi-tieu?dot=dot-2&q=khongcogi", "/phat-dong", "/phat-dong/dot-1", "/phat-dong/dot-2", deed, model}
	for login, paths := range map[string][]string{
		"xa": {draft, draft + "/kiem-tra", draft + "/lich-su", draft + "/in", draft + "/in?mau=trong", done, fmt.Sprintf("%s/o/%d/0", done, team),
			fmt.Sprintf("/to/%d", team), "/guong/moi", "/mo-hinh/moi", deed + "/sua", deed + "/ghi-nhan", deed + "/rut", model + "/sua", "/dinh-chinh", "/so-phat-sinh", "/so-phat-sinh?ky=3&loc-to=xa", "/vuong-mac", "/vuong-mac/moi", "/vuong-mac/3", fmt.Sprintf("%s/o/%d/16", done, team),
			fmt.Sprintf("/don-vi/%d", commune), fmt.Sprintf("/don-vi/%d/to-moi", commune), fmt.Sprintf("/to/%d/sua", team), fmt.Sprintf("/to/%d/dong", team), fmt.Sprintf("/to/%d/thanh-vien/moi", team),
			fmt.Sprintf("/thanh-vien/%d", person), fmt.Sprintf("/thanh-vien/%d/sua", person), service + "/thoi", service + "/chuyen", service + "/chuc-danh", service + "/dinh-chinh", service + "/rut",
			"/nhap-excel/thanh-vien", "/nhap-excel/to", draft + "/nhap-excel", batches[0], batches[1], "/tim", "/tim?q=khu+pho+1", "/tim?q=zzzz"},
		"huyen": {phased("582"), phased("582") + "/gui", phased("582") + "/muc/uu-diem", phased("582") + "/in", phased("582") + "/ky", "/bao-cao-dot/dot-1", "/bao-cao-dot/dot-2", draft, done, "/dinh-chinh", "/dinh-chinh?trang-thai=lapsed", "/dinh-chinh/1", "/dinh-chinh/2", "/so-phat-sinh", "/bao-cao?trang-thai=cho-duyet", "/giao-chi-tieu/1", "/giao-chi-tieu/2", "/giao-chi-tieu/moi", "/giao-chi-tieu/5/sua", "/giao-chi-tieu/5/ket-thuc",
			"/giao-chi-tieu/in?van-ban=1", "/bang-ket-qua?khoang=dot-1", fmt.Sprintf("/bang-ket-qua?khoang=dot-1&don-vi=%d", commune), fmt.Sprintf("/giai-thich?chi-tieu=1.1&khoang=dot-1&don-vi=%d", commune)},
		"px03":    {phased("589"), phased("588"), phased("587"), phased("58"), phased("58") + "/chot", phased("58") + "/in", "/bao-cao-dot/dot-1", "/bao-cao-dot/dot-1?trang-thai=lech&xa=qua-han", "/vuong-mac", "/vuong-mac?q=khongcogi", "/vuong-mac/4", fmt.Sprintf("/bang-ket-qua?don-vi=%d", commune), fmt.Sprintf("/don-vi/%d", commune)},
		"noivu":   {},
		"lanhdao": {},
		"quantri": {"/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung?q=zzz", "/quan-tri/nguoi-dung/moi", "/quan-tri/nguoi-dung/1", "/quan-tri/nguoi-dung/1/giao-vai-tro",
			"/quan-tri/nguoi-dung/1/cap-lai-mat-khau", "/quan-tri/nguoi-dung/1/ngung", "/quan-tri/nhat-ky", "/quan-tri/nhat-ky/1"},
	} {
		t.Run(login, func(t *testing.T) {
			p := as(t, site, login)
			all := append([]string{"/"}, paths...)
			switch login {
			case "xa":
				all = append(append(append(all, everyone...), scores...), lists...)
			case "px03":
				all = append(append(all, scores...), lists...)
			case "huyen", "noivu", "lanhdao":
				all = append(all, "/bang-ket-qua", "/bao-cao")
			}
			for _, width := range []int64{1280, 360} {
				p.do(chromedp.EmulateViewport(width, 800))
				for _, path := range all {
					p.see(path)
					p.wait(`document.querySelectorAll("h1").length === 1`)
					where := fmt.Sprintf("%s %s at %d px", login, path, width)
					if w := is[int64](p, `document.documentElement.scrollWidth`); w > width {
						t.Errorf("%s is %d px wide", where, w)
					}
					p.accessible(where)
					p.shot(fmt.Sprintf("%s%s-%d", login, strings.NewReplacer("/", "_", "?", "_", "&", "_", "=", "-").Replace(path), width))
				}
			}
			p.allow("404") // the page that is not there
		})
	}
}

// The way in, for people not signed in yet.
func TestDoor(t *testing.T) {
	site := webtest.Start(t)
	p := open(t, site, "visitor")
	for _, width := range []int64{1280, 360} {
		p.do(chromedp.EmulateViewport(width, 800))
		p.see("/xac-minh")
		p.says("Xác minh văn bản")
		p.accessible("the check of a paper")
		p.shot(fmt.Sprintf("xac-minh-%d", width))
		p.see("/bao-cao?ky=1")
		p.says("Đăng nhập")
		p.accessible("the door")
		p.shot(fmt.Sprintf("dang-nhap-%d", width))
		p.do(chromedp.SendKeys(chromedp.CSS("[name=ten-dang-nhap]"), "xa"), chromedp.SendKeys(chromedp.CSS("[name=mat-khau]"), "sai mat khau"), chromedp.Submit(chromedp.CSS("form.form")))
		p.says("không đúng")
		p.accessible("the door after a wrong password")
		p.allow("422")
	}
}

// evidenced are the pages of a deed and a model with files, of the commune of xa.
func evidenced(t *testing.T, site *webtest.Site) (deed, model string) {
	t.Helper()
	for _, x := range []struct {
		to  *string
		sql string
	}{
		{&deed, `SELECT '/guong/' || l.deed_id FROM evidence_link l JOIN recognition r ON r.deed_id = l.deed_id ORDER BY l.id LIMIT 1`},
		{&model, `SELECT '/mo-hinh/' || model_id FROM evidence_link WHERE model_id IS NOT NULL ORDER BY id LIMIT 1`},
	} {
		var err error
		if *x.to, err = pg.Value[string](t.Context(), site.Pool, x.sql); err != nil {
			t.Fatal(err)
		}
	}
	return deed, model
}
