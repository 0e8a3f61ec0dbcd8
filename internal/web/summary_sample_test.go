package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// phased is đợt 1's report of a district: 582 is huyen's, still written; 589's
// was sent, 588's accepted, 587's returned.
func phased(code string) func(h *house) map[string]string {
	return id(`SELECT r.id FROM phase_report r JOIN unit_name n ON n.unit_id = r.unit_id JOIN phase p ON p.id = r.phase_id WHERE n.code = $1 AND p.ordinal = 0`, code)
}

// secondOf is đợt 2's report of a commune, which everyone above may read too.
func secondOf(code string) func(h *house) map[string]string {
	return id(`SELECT r.id FROM phase_report r JOIN unit_name n ON n.unit_id = r.unit_id JOIN phase p ON p.id = r.phase_id WHERE n.code = $1 AND p.ordinal = 1`, code)
}

func part(code, section string) func(h *house) map[string]string {
	return func(h *house) map[string]string { return with(phased(code)(h), map[string]string{"muc": section}) }
}

func first(*house) map[string]string { return map[string]string{"dot": "dot-1"} }

// difficulty is a question of a unit.
func difficulty(code string) func(h *house) map[string]string {
	return id(`SELECT q.id FROM question q JOIN unit_name n ON n.unit_id = q.unit_id WHERE n.code = $1 AND q.state = 'open' ORDER BY q.id LIMIT 1`, code)
}

// sentOnce is a form with the sending the reviewer saw.
func sentOnce(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		return both(form, url.Values{"lan": {h.row(`SELECT submission_no FROM phase_report WHERE id = $1::text::bigint`, p["id"])["submission_no"]}})
	}
}

// after carries out forms before a sample's own.
func after(s func(*house, *testing.T) attempt, before ...attempt) func(*house, *testing.T) attempt {
	return func(h *house, t *testing.T) attempt {
		for _, b := range before {
			b.parts = phased(b.parts["code"])(h)
			if a := h.as(t, b.as).Post(path(b.json, b.parts), b.form); a.Status != http.StatusSeeOther {
				t.Fatalf("%s: %d", b.json, a.Status)
			}
		}
		return s(h, t)
	}
}

// drifted corrects a figure of an accepted month of 588, so that its report
// differs from what was sent.
func drifted(s func(*house, *testing.T) attempt) func(*house, *testing.T) attempt {
	return func(h *house, t *testing.T) attempt {
		if _, err := h.Pool.Exec(t.Context(), `UPDATE report SET summed = regexp_replace(summed, '^([0-9]+;)([0-9]+)', '\1' || (substring(summed from '^[0-9]+;([0-9]+)')::int + 5)::text)
		  WHERE id = (SELECT r.id FROM report r JOIN unit_name d ON d.code = '588' WHERE r.scope_path LIKE '%.' || d.unit_id || '.%' AND r.state = 'accepted' ORDER BY r.id LIMIT 1)`); err != nil {
			t.Fatal(err)
		}
		return s(h, t)
	}
}

// supplied is drifted with the supplement sent.
func supplied(s func(*house, *testing.T) attempt) func(*house, *testing.T) attempt {
	return drifted(func(h *house, t *testing.T) attempt {
		h.as(t, "huyen-588").Post(path("/bao-cao-dot/xem/{id}/bo-sung", phased("588")(h)), url.Values{"ly-do": {"Xã đính chính số liệu"}})
		return s(h, t)
	})
}

const one = "/bao-cao-dot/xem/{id}"

var summarySamples = map[string]sample{
	"GET /bao-cao-dot/{dot}": {as: "px03", own: first},
	"POST /bao-cao-dot/{dot}/don-doc": {as: "px03", own: first, act: "summary.urge", good: sent("px03", first, func(h *house, _ *testing.T, _ map[string]string) url.Values {
		return url.Values{"don-vi": {unit("584")(h)["id"], unit(kinhDinh)(h)["id"]}}
	})},
	"GET " + one: {as: "ubnd", own: secondOf(kinhDinh), other: secondOf(doVinh)},
	"POST " + one + "/noi-dung": {as: "huyen", own: phased("582"), other: phased("584"), empty: http.StatusSeeOther, why: "nothing changed is nothing to refuse", act: "summary.text",
		good: sent("huyen", phased("582"), func(h *house, _ *testing.T, p map[string]string) url.Values {
			version := value[string](h, `SELECT coalesce(max(version), 0)::text FROM phase_text WHERE report_id = $1::text::bigint AND section = 'uu-diem'`, p["id"])
			return url.Values{"muc.uu-diem": {"Các Tổ tuần tra đều, [[xa]] phường, xã đều có đủ Tổ. Lần " + version}, "base.uu-diem": {version}, "dau.uu-diem": {"0"}}
		})},
	"GET " + one + "/muc/{muc}": {as: "huyen", own: part("582", "uu-diem"), other: part("584", "uu-diem")},
	"GET " + one + "/gui":       {as: "huyen", own: phased("582"), other: phased("584")},
	"POST " + one + "/gui": {as: "huyen", own: phased("582"), other: phased("584"), act: "summary.submit",
		good: sent("huyen-584", phased("584"), fixed(url.Values{"ly-do": {"Còn xã chưa duyệt xong"}}))},
	"POST " + one + "/rut-lai": {as: "huyen", own: phased("582"), other: phased("584"), empty: http.StatusConflict, why: "a draft can't be taken back", act: "summary.recall",
		good: sent("huyen-589", phased("589"), nil)},
	"POST " + one + "/tiep-nhan": {as: "px03", own: phased("582"), empty: http.StatusConflict, why: "a draft can't be accepted", act: "summary.accept",
		good: after(sent("px03", phased("587"), sentOnce(nil)), attempt{as: "huyen-587", parts: map[string]string{"code": "587"}, json: one + "/gui", form: url.Values{"ly-do": {"Đã làm rõ"}}})},
	"POST " + one + "/tra-lai": {as: "px03", own: phased("582"), empty: http.StatusConflict, why: "a draft can't be returned", act: "summary.return",
		good: after(sent("px03", phased("585"), sentOnce(url.Values{"ly-do": {"Làm rõ nguyên nhân"}})), attempt{as: "huyen-585", parts: map[string]string{"code": "585"}, json: one + "/gui", form: url.Values{"ly-do": {"Chưa viết hết"}}})},
	"GET " + one + "/bo-sung": {as: "huyen", own: phased("582"), other: phased("584")},
	"POST " + one + "/bo-sung": {as: "huyen", own: phased("582"), other: phased("584"), empty: http.StatusConflict, why: "only an accepted report is supplemented", act: "summary.supplement",
		good: drifted(sent("huyen-588", phased("588"), fixed(url.Values{"ly-do": {"Xã đính chính số liệu"}})))},
	"POST " + one + "/bo-sung/quyet-dinh": {as: "px03", own: phased("582"), empty: http.StatusConflict, why: "nothing waits there", act: "summary.supplement_accept",
		good: supplied(sent("px03", phased("588"), func(h *house, _ *testing.T, p map[string]string) url.Values {
			no := value[string](h, `SELECT max(no)::text FROM phase_snapshot WHERE report_id = $1::text::bigint AND kind = 'supplement'`, p["id"])
			return url.Values{"so": {no}, "quyet-dinh": {"nhan"}}
		}))},

	"POST /vuong-mac/moi": {as: "xa", act: "question.ask", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "xa", "/vuong-mac/moi")}, "dot": {h.row(`SELECT id FROM phase WHERE code = 'dot-2'`)["id"]}, "tieu-de": {"Kinh phí tuần tra đêm"},
			"noi-dung": {"Các Tổ chưa có kinh phí xăng xe tuần tra đêm"}, "kien-nghi": {"Đề nghị hướng dẫn nguồn chi"}}
	})},
	"GET /vuong-mac/{id}": {as: "xa", own: difficulty(kinhDinh), other: difficulty("582")},
	"POST /vuong-mac/{id}/tra-loi": {as: "px03", own: difficulty(kinhDinh), empty: http.StatusConflict, why: "not the version that was seen", act: "question.answer",
		good: sent("px03", difficulty("582"), func(h *house, _ *testing.T, p map[string]string) url.Values {
			return url.Values{"phien-ban": {h.row(`SELECT version FROM question WHERE id = $1::text::bigint`, p["id"])["version"]}, "tra-loi": {"Chi từ quỹ thi đua, khen thưởng của địa phương"}}
		})},
	"POST /vuong-mac/{id}/rut": {as: "xa", own: difficulty(kinhDinh), other: difficulty("582"), empty: http.StatusConflict, why: "not the version that was seen", act: "question.withdraw",
		good: sent("xa", difficulty(kinhDinh), fixed(url.Values{"phien-ban": {"1"}}))},
}

// A district learns nothing of another's report, and the province's own is not
// for districts.
func TestPhaseReportsOfOthers(t *testing.T) {
	h := start(t)
	for _, code := range []string{"584", "588", "58"} {
		at := path(one, phased(code)(h))
		for _, sub := range []string{"", "/gui", "/bo-sung", "/muc/uu-diem"} {
			h.as(t, "huyen").Get(at+sub).Look(t, code).Want(t, http.StatusNotFound)
		}
	}
	body := h.as(t, "huyen").Get("/bao-cao-dot/dot-1").Want(t, http.StatusOK).Body
	for _, foreign := range []string{"Bác Ái", "Ninh Sơn", "Thuận Bắc"} {
		if strings.Contains(body, foreign) {
			t.Errorf("the cockpit of a district names %s", foreign)
		}
	}
	h.as(t, "huyen").Get("/bao-cao-dot/dot-1?don-vi="+unit("584")(h)["id"]).Want(t, http.StatusNotFound)
	h.as(t, "px03").Post("/bao-cao-dot/dot-1/don-doc", url.Values{"don-vi": {unit("58")(h)["id"]}}).Want(t, http.StatusForbidden)
	h.as(t, "huyen").Post("/bao-cao-dot/dot-1/don-doc", url.Values{"don-vi": {unit("22846")(h)["id"]}}).Want(t, http.StatusNotFound)
}

// What two people write at once is shown side by side, and nothing is lost.
func TestSectionsClash(t *testing.T) {
	h := start(t)
	at := path(one, phased("582")(h)) + "/noi-dung"
	form := func(text string) url.Values {
		return url.Values{"muc.bai-hoc": {text}, "base.bai-hoc": {"0"}, "dau.bai-hoc": {"x"}, "muc.nguyen-nhan": {"Nguyên nhân: " + text}, "base.nguyen-nhan": {"0"}, "dau.nguyen-nhan": {"x"}}
	}
	c := h.as(t, "huyen")
	c.Post(at, form("Bản thứ nhất của thành phố")).Want(t, http.StatusSeeOther)
	c.Post(at, form("Bản thứ hai của thành phố")).Look(t, "clash").Want(t, http.StatusConflict, "Bản thứ nhất của thành phố", "Bản thứ hai của thành phố", `name="base.bai-hoc" value="1"`)
	c.Post(at, url.Values{"muc.bai-hoc": {"Bản chung"}, "base.bai-hoc": {"1"}}).Want(t, http.StatusSeeOther)
	c.Get(path(one, phased("582")(h))+"/muc/bai-hoc").Look(t, "history").Want(t, http.StatusOK, "Bản thứ nhất của thành phố", "Bản chung")
}

// Two hundred kilobytes with what Word pastes are stored whole.
func TestLongSection(t *testing.T) {
	h := start(t)
	at := path(one, phased("582")(h))
	text := "<p class=MsoNormal>Đoạn đầu 😀 \u202eđảo\u202c</p>\r\n" + strings.Repeat("Tổ tuần tra đêm. ", 10_000) + "Đoạn cuối."
	c := h.as(t, "huyen")
	c.Post(at+"/noi-dung", url.Values{"muc.uu-diem": {text}, "base.uu-diem": {"0"}}).Want(t, http.StatusSeeOther)
	got := value[string](h, `SELECT body FROM phase_text WHERE section = 'uu-diem' AND report_id = $1::text::bigint`, phased("582")(h)["id"])
	if !strings.HasPrefix(got, "<p class=MsoNormal>Đoạn đầu 😀 đảo</p>\n") || !strings.HasSuffix(got, "Đoạn cuối.") || len(got) < 200_000 {
		t.Errorf("stored %d bytes: %.80q", len(got), got)
	}
	c.Get(at).Look(t, "the report").Want(t, http.StatusOK, "Đoạn cuối.")
}
