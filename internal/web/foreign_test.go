package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
)

// Rows of others are out of reach also where a form names them, not the path:
// refused, and nothing is written.
func TestFormsNamingOthersRows(t *testing.T) {
	h := start(t)
	mine, other := path("/bao-cao/{id}", report(kinhDinh, 3)(h)), team(doVinh)(h)["id"]
	keyOfTarget := h.key(t, "huyen", "/giao-chi-tieu/moi")
	xa, keyOfDeed, keyOfModel := h.as(t, "xa"), h.key(t, "xa", "/guong/moi"), h.key(t, "xa", "/mo-hinh/moi")
	foreign := waiting("submitted", false, 0)(h)["id"]
	own := waiting("submitted", true, 0)(h)["id"]
	person := h.row(`SELECT person_id FROM service WHERE team_id = $1::text::bigint AND upper_inf(during) LIMIT 1`, other)["person_id"]
	missing, refused := []int{http.StatusNotFound}, []int{http.StatusNotFound, http.StatusUnprocessableEntity}
	last := func() int64 { return value[int64](h, `SELECT max(id) FROM audit_entry`) }
	h.as(t, "huyen")
	before := last()
	for _, c := range []struct {
		login, at string
		form      url.Values
		want      []int
	}{
		{"huyen", "/bao-cao/duyet", url.Values{"chon": {foreign + ".1"}}, missing},
		{"huyen", "/bao-cao/duyet", url.Values{"chon": {own + ".1", foreign + ".1"}}, missing}, // all or none
		{"xa", "/guong/moi", deedForm(h, url.Values{"khoa": {keyOfDeed}, "to": {other}}), refused},
		{"xa", "/mo-hinh/moi", modelForm(url.Values{"khoa": {keyOfModel}, "to": {other}}), refused},
		{"xa", path("/guong/{id}/sua", deed(kinhDinh)(h)), deedForm(h, url.Values{"phien-ban": {"1"}, "to": {other}}), refused},
		{"xa", path("/to/{id}/so-dinh-danh", team(kinhDinh)(h)), url.Values{"nguoi": {person}}, missing},
		{"xa", mine, url.Values{"base": {other + "=;"}, "c." + other + ".0": {"7"}}, refused},
		{"huyen", "/giao-chi-tieu/moi", targetForm(h, url.Values{"khoa": {keyOfTarget}, "don-vi": {unit(kinhDinh)(h)["id"], unit("22846")(h)["id"]}}), missing},
		{"huyen", "/giao-chi-tieu/moi", targetForm(h, url.Values{"khoa": {keyOfTarget}, "chi-tieu": {"7.1"}, "muc": {"2"}, "don-vi": {team("22846")(h)["id"]}}), missing},
		{"xa", "/tai-khoan/vai-tro", url.Values{"vai-tro": {appointed("huyen")(h)["appointment"]}}, missing},
	} {
		if a := h.as(t, c.login).Post(c.at, c.form).Look(t, c.at); !slices.Contains(c.want, a.Status) {
			t.Errorf("%s %s %v: %d, want one of %v", c.login, c.at, c.form, a.Status, c.want)
		}
	}
	if now := last(); now != before {
		t.Errorf("something was written: %s", value[string](h, `SELECT string_agg(action || ' ' || summary, '; ') FROM audit_entry WHERE id > $1`, before))
	}
	for _, at := range []string{"/bao-cao?don-vi=" + unit(doVinh)(h)["id"], "/guong?don-vi=" + unit(doVinh)(h)["id"], "/mo-hinh?don-vi=" + other, "/bang-ket-qua?don-vi=" + unit(doVinh)(h)["id"],
		"/giai-thich?don-vi=" + unit(doVinh)(h)["id"] + "&chi-tieu=2.1", "/giao-chi-tieu?don-vi=" + unit(doVinh)(h)["id"]} {
		xa.Get(at).Look(t, at).Want(t, http.StatusNotFound)
	}
	for _, login := range []string{"xa", "ubnd"} {
		for _, at := range []string{"/", "/bao-cao", "/don-vi", "/guong?trang-thai=all", "/mo-hinh?trang-thai=all", "/bang-ket-qua", "/tien-do", "/giao-chi-tieu?dot=tat-ca", "/giao-chi-tieu/1", "/giao-chi-tieu/in?van-ban=1", "/phat-dong", "/phat-dong/dot-1"} {
			h.as(t, login).Get(at).Want(t, http.StatusOK).Lacks(t, "Đô Vinh")
		}
	}
}
