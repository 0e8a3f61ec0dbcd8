package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// written is a report of đợt 1 that everyone above a commune and it itself may
// read: the demo has none, since communes do not report on that phase.
func written(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		if _, err := h.Pool.Exec(h.t.Context(), `INSERT INTO phase_report (phase_id, unit_id, level, holder_id, reviewer_id, due_before, scope_path, created_at)
		  SELECT p.id, n.unit_id, 'commune', n.unit_id, s.reviewer_id, s.due_before, s.scope_path || n.unit_id || '.', s.created_at FROM unit_name n
		   JOIN unit_link l ON l.child_id = n.unit_id JOIN phase p ON p.ordinal = 0 JOIN phase_report s ON s.phase_id = p.id AND s.unit_id = l.parent_id WHERE n.code = $1
		  ON CONFLICT DO NOTHING`, code); err != nil {
			h.t.Fatal(err)
		}
		return phased(code)(h)
	}
}

// scanned is written with a signed copy.
func scanned(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		p := written(code)(h)
		for _, sql := range []string{
			`INSERT INTO evidence_file (digest, kind, size, created_at) VALUES (sha256('%PDF'), 'pdf', 4, '2025-02-05') ON CONFLICT DO NOTHING`,
			`INSERT INTO evidence_chunk (digest, n, bytes) VALUES (sha256('%PDF'), 0, '%PDF') ON CONFLICT DO NOTHING`,
			`INSERT INTO signed_copy (report_id, unit_id, number, signed_on, signer, file_digest, file_name, registered_by, registered_at)
			  SELECT r.id, r.unit_id, '9', '2025-02-05', 'Trần Văn Bình', sha256('%PDF'), 'Bản ký.pdf', u.id, '2025-02-05' FROM phase_report r, app_user u
			  WHERE r.id = ` + p["id"] + ` AND u.login = 'px03' ON CONFLICT DO NOTHING`,
		} {
			if _, err := h.Pool.Exec(h.t.Context(), sql); err != nil {
				h.t.Fatal(err)
			}
		}
		return p
	}
}

// coded is the code of what 588 sent.
func coded(h *house) map[string]string {
	return map[string]string{"ma": value[string](h, `SELECT s.code FROM phase_snapshot s WHERE s.report_id = $1::text::bigint ORDER BY s.id LIMIT 1`, phased("588")(h)["id"])}
}

// seenToFreeze is the form of the page before the freeze, with a reason.
func seenToFreeze(h *house, t *testing.T, p map[string]string) url.Values {
	t.Helper()
	body := h.as(t, "px03").Get(path(one+"/chot", p)).Want(t, http.StatusOK).Body
	_, rest, _ := strings.Cut(body, `name="da-xem" value="`)
	seen, _, ok := strings.Cut(rest, `"`)
	if !ok || len(seen) != 64 {
		t.Fatalf("the page before the freeze names no content: %q", seen)
	}
	return url.Values{"da-xem": {seen}, "ly-do": {"Chốt để báo cáo đúng hạn, phần thiếu bổ sung đợt sau"}, "ky-quyen-han": {"KT."}, "ky-chuc-vu": {"Phó Giám đốc"}, "ky-ten": {"Đại tá Nguyễn Văn Bình"}}
}

var provinceSamples = map[string]sample{
	"GET /xac-minh/{ma}":           {own: coded},
	"GET " + one + "/in":           {as: "ubnd", own: written(kinhDinh), other: written(doVinh)},
	"GET " + one + "/van-ban.docx": {as: "ubnd", own: written(kinhDinh), other: written(doVinh)},
	"GET " + one + "/phu-luc.xlsx": {as: "ubnd", own: written(kinhDinh), other: written(doVinh)},
	"GET " + one + "/ban-ky":       {as: "ubnd", own: scanned(kinhDinh), other: scanned(doVinh)},
	"GET " + one + "/chot":         {as: "px03", own: phased("58"), other: phased("584")},
	"POST " + one + "/chot": {as: "px03", own: phased("58"), other: phased("584"), empty: http.StatusConflict, why: "not the content that was seen", act: "summary.freeze",
		good: sent("px03", phased("58"), seenToFreeze)},
	"GET " + one + "/ky": {as: "huyen", own: phased("582"), other: phased("584")},
	"POST " + one + "/ky": {as: "huyen", own: phased("582"), other: phased("584"), empty: http.StatusConflict, why: "a draft is not signed yet", file: true, act: "summary.sign",
		good: sent("px03", phased("58"), fixed(url.Values{"so": {"125"}, "ngay": {"05/02/2025"}, "nguoi-ky": {"Đại tá Nguyễn Văn Bình"}}))},
}

func init() {
	for k, s := range provinceSamples {
		samples[k] = s
	}
}

// The province's report, its papers and its freeze are not for districts, nor
// for those of the province who only read.
func TestProvinceReportOfOthers(t *testing.T) {
	h := start(t)
	at := path(one, phased("58")(h))
	for _, sub := range []string{"", "/in", "/van-ban.docx", "/phu-luc.xlsx", "/ban-ky"} {
		h.as(t, "huyen").Get(at+sub).Look(t, sub).Want(t, http.StatusNotFound)
	}
	for _, login := range []string{"huyen", "lanhdao", "noivu"} {
		h.as(t, login).Get(at+"/chot").Look(t, login).Want(t, http.StatusForbidden)
	}
	h.as(t, "lanhdao").Get(at+"/in").Look(t, "leader").Want(t, http.StatusOK, "DỰ THẢO", "CÔNG AN TỈNH NINH THUẬN", "Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận")
	other := path(one, phased("584")(h))
	h.as(t, "huyen").Get(other+"/van-ban.docx").Look(t, "another's paper").Want(t, http.StatusNotFound)
}

// Freeze, correction and verification over the screens: what was typed stays
// when refused, the figure's screens name the correction, the public page tells
// of it and of nothing else.
func TestFreezeOverTheScreens(t *testing.T) {
	h := start(t)
	px03, p := h.as(t, "px03"), phased("58")(h)
	form := seenToFreeze(h, t, p)
	bad := both(form, url.Values{"ly-do": {""}, "ky-chuc-vu": {""}})
	px03.Post(path(one+"/chot", p), bad).Look(t, "refused").Want(t, http.StatusUnprocessableEntity, "Nhập lý do chốt khi còn thiếu", "Đại tá Nguyễn Văn Bình", `aria-invalid="true"`)
	stale := both(form, url.Values{"da-xem": {strings.Repeat("0", 64)}})
	px03.Post(path(one+"/chot", p), stale).Look(t, "stale").Want(t, http.StatusConflict, "vừa thay đổi so với trang bạn xem", "phần thiếu bổ sung đợt sau")
	px03.Post(path(one+"/chot", p), form).Want(t, http.StatusSeeOther)
	px03.Get(path(one, p)).Look(t, "frozen").Want(t, http.StatusOK, "Đã chốt", "Đăng ký bản ký", "Mã xác minh").Lacks(t, "Chốt báo cáo<", "<textarea")
	px03.Get(path(one+"/chot", p)).Look(t, "again").Want(t, http.StatusOK, "Báo cáo này đã được chốt.")

	// A month of Kinh Dinh: its officer asks, the district may not decide, PX03 does.
	month := report(kinhDinh, 1)(h)
	cell := with(month, map[string]string{"row": itoa(h.TeamOf(t, kinhDinh, 2)), "slot": "16"})
	at := path("/bao-cao/{id}/o/{row}/{slot}", cell)
	officer := h.as(t, "xa")
	page := officer.Get(at).Look(t, "the figure").Want(t, http.StatusOK, "Công an tỉnh (PX03) quyết định")
	_, rest, _ := strings.Cut(page.Body, `name="dang-luu" value="`)
	base, _, _ := strings.Cut(rest, `"`)
	officer.Post(at+"/dinh-chinh", url.Values{"khoa": {h.key(t, "xa", at)}, "dang-luu": {base}, "so-moi": {"77"}, "ly-do": {"Sổ trực ghi đủ 77 ca"}}).Want(t, http.StatusSeeOther)
	id := value[string](h, `SELECT max(id)::text FROM correction WHERE state = 'proposed' AND report_id = $1::text::bigint`, month["id"])
	h.as(t, "huyen").Get("/dinh-chinh/"+id).Look(t, "the district").Want(t, http.StatusOK).Lacks(t, "Duyệt đính chính")
	h.as(t, "huyen").Post("/dinh-chinh/"+id+"/duyet", nil).Look(t, "the district decides").Want(t, http.StatusConflict, "Công an tỉnh (PX03) quyết định")
	px03.Get("/").Look(t, "home").Want(t, http.StatusOK, "đề nghị đính chính")
	px03.Post("/dinh-chinh/"+id+"/duyet", nil).Want(t, http.StatusSeeOther)

	no := value[string](h, `SELECT annex_no::text FROM correction WHERE id = $1::text::bigint`, id)
	said := "đính chính số " + no + " sau chốt"
	officer.Get(at).Look(t, "the figure").Want(t, http.StatusOK, said)
	officer.Get(path("/bao-cao/{id}", month)).Look(t, "the grid").Want(t, http.StatusOK, said, ">đc "+no+"<")
	officer.Get(path("/bao-cao/{id}/in", month)).Look(t, "the print").Want(t, http.StatusOK, said, "77 *")
	officer.Get("/to/"+cell["row"]).Look(t, "the team").Want(t, http.StatusOK, said)
	px03.Get("/dinh-chinh?trang-thai=approved").Look(t, "the list").Want(t, http.StatusOK, "số "+no+" sau chốt")
	px03.Get(path(one, p)).Look(t, "the report").Want(t, http.StatusOK, "Sổ trực ghi đủ 77 ca", "Số "+no)
	px03.Get(path(one+"/in", p)).Look(t, "the paper").Want(t, http.StatusOK, "ĐÍNH CHÍNH SỐ LIỆU SAU KHI CHỐT", "Sổ trực ghi đủ 77 ca")

	// 16 is no indicator's: the scorecard has nothing to say of it. A member who
	// patrolled is 6.1's.
	cell["slot"] = "11"
	at = path("/bao-cao/{id}/o/{row}/{slot}", cell)
	_, rest, _ = strings.Cut(officer.Get(at).Want(t, http.StatusOK).Body, `name="dang-luu" value="`)
	base, _, _ = strings.Cut(rest, `"`)
	officer.Post(at+"/dinh-chinh", url.Values{"khoa": {h.key(t, "xa", at)}, "dang-luu": {base}, "so-moi": {"1"}, "ly-do": {"Chỉ một người đi tuần"}}).Want(t, http.StatusSeeOther)
	id = value[string](h, `SELECT max(id)::text FROM correction WHERE state = 'proposed' AND report_id = $1::text::bigint`, month["id"])
	px03.Post("/dinh-chinh/"+id+"/duyet", nil).Want(t, http.StatusSeeOther)
	no = value[string](h, `SELECT annex_no::text FROM correction WHERE id = $1::text::bigint`, id)
	for name, url := range map[string]string{"the province's board": "/bang-ket-qua?khoang=dot-1", "the commune's board": "/bang-ket-qua?khoang=dot-1&don-vi=" + unit(kinhDinh)(h)["id"]} {
		px03.Get(url).Look(t, name).Want(t, http.StatusOK, "đc "+no, "sửa sau khi chốt")
	}
	px03.Get("/giai-thich?khoang=dot-1&chi-tieu=6.1&don-vi="+unit(kinhDinh)(h)["id"]).Look(t, "why").Want(t, http.StatusOK, "Đính chính số "+no+" sau chốt")

	// Anybody: by any way of typing the code.
	code := value[string](h, `SELECT code FROM phase_snapshot WHERE report_id = $1::text::bigint AND kind = 'freeze'`, p["id"])
	nobody := h.as(t, "")
	if a := nobody.Get("/xac-minh?ma=" + strings.ToLower(code[:4]+"-"+code[4:])); a.Location != "/xac-minh/"+code {
		t.Errorf("the code typed in small letters leads to %d %s", a.Status, a.Location)
	}
	nobody.Get("/xac-minh?ma=AB").Look(t, "no code").Want(t, http.StatusUnprocessableEntity, "Mã gồm 16")
	a := nobody.Get("/xac-minh/"+code).Look(t, "verified").Want(t, http.StatusOK, "đã được đính chính sau khi chốt", "số "+no+", ngày 05/02/2025", "Báo cáo cấp tỉnh", "Tỉnh Ninh Thuận")
	for _, secret := range []string{"77", "Kinh Dinh", "Sổ trực", "Nguyễn Văn Bình", "Tổ khu phố"} {
		a.Lacks(t, secret)
	}
}

// Guessing codes is stopped; a code that is there still answers others.
func TestVerificationIsLimited(t *testing.T) {
	h := start(t)
	code := coded(h)["ma"]
	c := h.as(t, "")
	for n := range 20 {
		c.Get("/xac-minh/0000000000000"+itoa(int64(100+n))).Look(t, "unknown")
	}
	last := c.Get("/xac-minh/"+code).Look(t, "after many")
	last.Want(t, http.StatusTooManyRequests, "Có quá nhiều lần tra cứu")
}
