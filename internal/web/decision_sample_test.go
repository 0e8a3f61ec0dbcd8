package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// deciding is a unit with one nominee of its teams on the way to a decision.
type deciding struct{ dossier, nominee, decision, version string }

const decidedBy = `'{"UserID":1,"Name":"Người làm mẫu","Title":"","At":"2025-02-05T01:00:00Z"}'::jsonb`

// decide puts a nominee of a team below a unit that has none yet into a dossier
// the unit decides on, and, unless state is "", into a decision of that state.
func (h *house) decide(code, form, state string) deciding {
	h.t.Helper()
	role, proposer := map[bool]string{true: "home_affairs", false: "district"}[code == "58"], "commune_police"
	if code == kinhDinh || code == doVinh {
		role = "commune_office"
	}
	if form == "bang_khen" {
		proposer = "district"
	}
	dossier := map[string]string{"": "concluded", "draft": "concluded", "recorded": "decided", "applied": "closed"}[state]
	if form == "bang_khen" && dossier == "concluded" {
		dossier = "presented"
	}
	d := deciding{version: "1"}
	d.dossier = value[string](h, `WITH chosen AS (SELECT unit_id FROM unit_name WHERE code = $1),
	 team AS (SELECT l.child_id AS team, l.parent_id AS commune, u.parent_id AS district FROM unit_link l JOIN unit t ON t.id = l.child_id AND t.level = 'team' JOIN unit_link u ON u.child_id = l.parent_id
	   WHERE upper_inf(l.during) AND (l.parent_id = (SELECT unit_id FROM chosen) OR u.parent_id = (SELECT unit_id FROM chosen) OR $1 = '58')
	   AND NOT EXISTS (SELECT FROM nominee x WHERE x.team_id = l.child_id) ORDER BY l.child_id DESC LIMIT 1),
	 made AS (INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, submission_no, scope_path, created)
	   SELECT $2::text, (SELECT id FROM phase WHERE ordinal = CASE WHEN $2::text = 'bang_khen' THEN 1 ELSE 0 END), CASE WHEN $2::text = 'bang_khen' THEN team.district ELSE team.commune END, chosen.unit_id,
	    (SELECT count(*)::int + 1 FROM dossier), jsonb_build_object('proposer', $3::text, 'appraiser', $4::text, 'opinion', 'px03'), $5, 1,
	    (SELECT r.scope_path FROM report r WHERE r.commune_id = team.commune LIMIT 1), `+decidedBy+` FROM chosen, team RETURNING id, phase_id)
	 INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, name, detail, span, merit, state, changed)
	  SELECT made.id, made.phase_id, $2::text, 1, 'team', team.team, 'Tổ bảo vệ ANTT số ' || team.team, 'thuộc xã, phường', 'dot-1', 'Đã có thành tích xuất sắc', 'recommended', `+decidedBy+` FROM made, team RETURNING dossier_id::text`,
		code, form, proposer, role, dossier)
	d.nominee = value[string](h, `SELECT id::text FROM nominee WHERE dossier_id = $1::text::bigint`, d.dossier)
	if state == "" {
		return d
	}
	d.decision = value[string](h, `INSERT INTO award_decision (form, phase_id, unit_id, state, number, plain, signed_on, signer_name, changed, applied, money, scope_path)
	 SELECT o.form, o.phase_id, o.awarding_id, $2::text, CASE WHEN $2::text = 'draft' THEN '' ELSE o.id || '/QĐ-UBND' END, CASE WHEN $2::text = 'draft' THEN '' ELSE o.id || '/qd-ubnd' END,
	  CASE WHEN $2::text = 'draft' THEN NULL ELSE '2025-02-05'::date END, CASE WHEN $2::text = 'draft' THEN '' ELSE 'Trần Văn Bình' END, `+decidedBy+`,
	  CASE WHEN $2::text = 'applied' THEN `+decidedBy+` END, NULL, (SELECT left(o.scope_path, strpos('.' || o.scope_path, '.' || o.awarding_id || '.') + length(o.awarding_id::text)))
	 FROM dossier o WHERE o.id = $1::text::bigint RETURNING id::text`, d.dossier, state)
	if _, err := h.Pool.Exec(h.t.Context(), `UPDATE nominee SET state = $2, decision_id = $3::text::bigint, decision_place = 1, version = 2 WHERE id = $1::text::bigint`, d.nominee,
		map[bool]string{true: "awarded", false: "listed"}[state == "applied"], d.decision); err != nil {
		h.t.Fatal(err)
	}
	if state == "applied" {
		if _, err := h.Pool.Exec(h.t.Context(), `INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, name, merit, exact, rounded, granted_on, scope_path)
		 SELECT n.id, n.decision_id, 1, n.form, n.phase_id, o.awarding_id, 'team', n.team_id, n.name, n.merit, 1404000, 1410000, '2025-02-05', o.scope_path || n.team_id || '.' FROM nominee n JOIN dossier o ON o.id = n.dossier_id
		 WHERE n.id = $1::text::bigint`, d.nominee); err != nil {
			h.t.Fatal(err)
		}
	}
	return d
}

// signedDecision is a decision of a unit in a state.
func signedDecision(code, form, state string) func(h *house) map[string]string {
	return func(h *house) map[string]string { return map[string]string{"id": h.decide(code, form, state).decision} }
}

// signedCopy is an applied decision with its scan.
func signedCopy(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		p := signedDecision(code, "giay_khen", "applied")(h)
		for _, sql := range []string{
			`INSERT INTO evidence_file (digest, kind, size, created_at) VALUES (sha256('%PDF'), 'pdf', 4, '2025-02-05') ON CONFLICT DO NOTHING`,
			`INSERT INTO evidence_chunk (digest, n, bytes) VALUES (sha256('%PDF'), 0, '%PDF') ON CONFLICT DO NOTHING`,
			`UPDATE award_decision SET file_digest = sha256('%PDF'), file_name = 'Bản ký.pdf' WHERE id = ` + p["id"]} {
			if _, err := h.Pool.Exec(h.t.Context(), sql); err != nil {
				h.t.Fatal(err)
			}
		}
		return p
	}
}

// resulting is a dossier with a result that was made known.
func resulting(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		return map[string]string{"id": h.decide(code, "giay_khen", "applied").dossier}
	}
}

// signer is a term of a unit from the first day of 2025 on.
func signer(code string) func(h *house) map[string]string {
	return id(`INSERT INTO award_term (unit_id, name, title, during, changed) SELECT unit_id, 'Nguyễn Thành ' || (SELECT count(*) FROM award_term), 'CHỦ TỊCH', daterange('2025-01-01', NULL), `+decidedBy+`
	  FROM unit_name WHERE code = $1 RETURNING id`, code)
}

// deciders is a form with the version of the decision in the path.
func deciders(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		return both(form, url.Values{"phien-ban": {h.row(`SELECT version FROM award_decision WHERE id = $1::text::bigint`, p["id"])["version"]}})
	}
}

func fixedPart(name string) func(h *house) map[string]string {
	return func(*house) map[string]string { return map[string]string{"phan": name} }
}

const (
	termsAt     = "/khen-thuong/nguoi-ky"
	decisionsAt = "/khen-thuong/quyet-dinh"
	decisionAt  = decisionsAt + "/{id}"
)

var becauseWrong = url.Values{"ly-do-mo-lai": {"Ghi nhầm số của quyết định"}, "ly-do-huy": {"Ghi nhầm số của quyết định"}}

var decisionSamples = map[string]sample{
	"POST " + termsAt + "/moi": {as: "huyen", act: "signer.add", good: sent("huyen", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "huyen", termsAt+"/moi")}, "ten": {"Lê Văn " + itoa(value[int64](h, `SELECT count(*) FROM award_term`))}, "chuc-vu": {"KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"}, "tu-ngay": {"01/01/2025"}}
	})},
	"GET " + termsAt + "/{id}": {as: "huyen", own: signer("582"), other: signer("584")},
	"POST " + termsAt + "/{id}": {as: "huyen", own: signer("582"), other: signer("584"), empty: http.StatusConflict, why: "not the version that was seen", act: "signer.edit",
		good: sent("huyen", signer("582"), fixed(url.Values{"phien-ban": {"1"}, "ten": {"Nguyễn Thành Công"}, "chuc-vu": {"CHỦ TỊCH"}, "tu-ngay": {"01/01/2025"}, "den-ngay": {"30/06/2025"}}))},
	"POST " + decisionsAt + "/moi": {as: "huyen", act: "decision.create", good: sent("huyen", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		d := h.decide("582", "giay_khen", "")
		return url.Values{"khoa": {h.key(t, "huyen", decisionsAt+"/moi")}, "chon": {d.nominee}}
	})},
	"GET " + decisionAt:           {as: "xa", own: signedDecision(kinhDinh, "giay_khen", "applied"), other: signedDecision(doVinh, "giay_khen", "applied")},
	"GET " + decisionAt + "/them": {as: "huyen", own: signedDecision("582", "giay_khen", "draft"), other: signedDecision("584", "giay_khen", "draft")},
	"POST " + decisionAt + "/them": {as: "huyen", own: signedDecision("582", "giay_khen", "draft"), other: signedDecision("584", "giay_khen", "draft"), empty: http.StatusConflict, why: "not the version that was seen", act: "decision.list",
		good: sent("huyen", signedDecision("582", "giay_khen", "draft"), func(h *house, t *testing.T, p map[string]string) url.Values {
			return deciders(url.Values{"chon": {h.decide("582", "giay_khen", "").nominee}})(h, t, p)
		})},
	"POST " + decisionAt + "/danh-sach": {as: "huyen", own: signedDecision("582", "giay_khen", "draft"), other: signedDecision("584", "giay_khen", "draft"), empty: http.StatusConflict, why: "not the version that was seen", act: "decision.arrange",
		good: sent("huyen", signedDecision("582", "giay_khen", "draft"), func(h *house, t *testing.T, p map[string]string) url.Values {
			return deciders(url.Values{"bo": {h.row(`SELECT id FROM nominee WHERE decision_id = $1::text::bigint`, p["id"])["id"]}})(h, t, p)
		})},
	"GET " + decisionAt + "/ghi": {as: "huyen", own: signedDecision("582", "giay_khen", "draft"), other: signedDecision("584", "giay_khen", "draft")},
	"POST " + decisionAt + "/ghi": {as: "huyen", own: signedDecision("582", "giay_khen", "draft"), other: signedDecision("584", "giay_khen", "draft"), empty: http.StatusConflict, why: "not the version that was seen", act: "decision.record",
		good: sent("huyen", signedDecision("582", "giay_khen", "draft"), func(h *house, t *testing.T, p map[string]string) url.Values {
			return deciders(url.Values{"so": {"9" + p["id"] + "/QĐ-UBND"}, "ngay": {"05/02/2025"}, "nguoi-ky": {signer("582")(h)["id"]}})(h, t, p)
		})},
	"POST " + decisionAt + "/mo-lai": {as: "huyen", own: signedDecision("582", "giay_khen", "recorded"), other: signedDecision("584", "giay_khen", "recorded"), empty: http.StatusConflict, why: "not the version that was seen", act: "decision.reopen",
		good: sent("huyen", signedDecision("582", "giay_khen", "recorded"), deciders(becauseWrong))},
	"POST " + decisionAt + "/huy": {as: "huyen", own: signedDecision("582", "giay_khen", "recorded"), other: signedDecision("584", "giay_khen", "recorded"), empty: http.StatusConflict, why: "not the version that was seen", act: "decision.cancel",
		good: sent("huyen", signedDecision("582", "giay_khen", "recorded"), deciders(becauseWrong))},
	"GET " + decisionAt + "/in":            {as: "xa", own: signedDecision(kinhDinh, "giay_khen", "applied"), other: signedDecision(doVinh, "giay_khen", "applied")},
	"GET " + decisionAt + "/van-ban.docx":  {as: "xa", own: signedDecision(kinhDinh, "giay_khen", "applied"), other: signedDecision(doVinh, "giay_khen", "applied")},
	"GET " + decisionAt + "/to-trinh.docx": {as: "noivu", own: signedDecision("58", "bang_khen", "draft"), other: signedDecision("584", "giay_khen", "draft")},
	"GET " + decisionAt + "/ban-ky":        {as: "xa", own: signedCopy(kinhDinh), other: signedCopy(doVinh)},
	"POST " + decisionAt + "/ban-ky": {as: "huyen", own: signedDecision("582", "giay_khen", "recorded"), other: signedDecision("584", "giay_khen", "recorded"), act: "decision.attach",
		good: enclosed("Bản ký.pdf", []byte("%PDF-1.4\nstartxref\n9\n%%EOF\n"), sent("huyen", signedDecision("582", "giay_khen", "recorded"), nil))},
	"POST /khen-thuong/cong-bo": {as: "huyen", act: "decision.apply", good: sent("huyen", nil, func(h *house, _ *testing.T, _ map[string]string) url.Values {
		return url.Values{"chon": {h.decide("582", "giay_khen", "recorded").decision + ".1"}}
	})},
	"GET /khen-thuong/ket-qua/{id}/thong-bao.docx": {as: "xa", own: resulting(kinhDinh), other: resulting(doVinh)},
	"GET /khen-thuong/cai-dat/{phan}":              {as: "noivu", own: fixedPart("nghi-dinh")},
	"POST /khen-thuong/cai-dat/{phan}": {as: "noivu", own: fixedPart("lam-tron"), act: "setting.save", good: sent("noivu", fixedPart("lam-tron"), func(h *house, _ *testing.T, _ map[string]string) url.Values {
		return url.Values{"phien-ban": {value[string](h, `SELECT coalesce(max(version), 0)::text FROM award_setting WHERE key = 'rounding'`)}, "lam-tron": {"nearest"}}
	})},
}

func init() {
	for k, s := range decisionSamples {
		samples[k] = s
	}
}

// From a draft to the result, over the screens: what was typed stays where it
// is refused, nobody but the awarding side sees a decision before it is applied.
func TestDecisionOverTheScreens(t *testing.T) {
	h := start(t)
	huyen, xa := h.as(t, "huyen"), h.as(t, "xa")
	d := h.decide("582", "giay_khen", "")
	term := signer("582")(h)["id"]
	team := h.row(`SELECT name FROM nominee WHERE id = $1::text::bigint`, d.nominee)["name"]
	huyen.Get(decisionsAt+"/moi").Want(t, http.StatusOK, team, "Giấy khen, đợt 1")
	at := huyen.Post(decisionsAt+"/moi", url.Values{"khoa": {h.key(t, "huyen", decisionsAt+"/moi")}, "chon": {d.nominee}}).Want(t, http.StatusSeeOther).Location
	huyen.Get(at).Look(t, "the draft").Want(t, http.StatusOK, team, "0,6 × 2.340.000", "1.410.000", "1.404.000", "chưa đối chiếu văn bản gốc", "Dự thảo")
	for _, login := range []string{"xa", "px03", "noivu", "huyen-584"} {
		h.as(t, login).Get(at).Look(t, login).Want(t, http.StatusNotFound)
	}
	huyen.Post(at+"/danh-sach", url.Values{"phien-ban": {"2"}, "tt." + d.nominee: {"một"}}).Look(t, "no place").Want(t, http.StatusUnprocessableEntity, "Thứ tự phải là số từ 1 đến 99.999.", `value="một"`, `aria-invalid="true"`)
	huyen.Post(at+"/ghi", url.Values{"phien-ban": {"2"}, "so": {"77/QĐ-UBND"}, "ngay": {"30/02/2025"}}).Look(t, "refused").Want(t, http.StatusUnprocessableEntity, "77/QĐ-UBND", "30/02/2025", `aria-invalid="true"`).Lacks(t, "1970")
	huyen.Post(at+"/ghi", url.Values{"phien-ban": {"2"}, "so": {"77/QĐ-UBND"}, "ngay": {"05/02/2025"}, "nguoi-ky": {term}}).Want(t, http.StatusSeeOther)
	xa.Get(at).Look(t, "recorded").Want(t, http.StatusNotFound)
	huyen.Post("/khen-thuong/cong-bo", url.Values{}).Look(t, "nothing ticked").Want(t, http.StatusUnprocessableEntity, "Chọn quyết định hoặc hồ sơ", "77/QĐ-UBND")
	huyen.Get("/khen-thuong/cong-bo").Want(t, http.StatusOK, "77/QĐ-UBND", "Chưa gửi bản quyết định đã ký")
	id := strings.TrimPrefix(at, decisionsAt+"/")
	huyen.Post("/khen-thuong/cong-bo", url.Values{"chon": {id + ".3"}}).Want(t, http.StatusSeeOther)
	huyen.Get("/khen-thuong/ket-qua").Look(t, "results").Want(t, http.StatusOK, team, "Đã khen thưởng", "77/QĐ-UBND", "Số sổ vàng 1", "1.410.000")
	in := huyen.Get(at+"/in").Look(t, "on paper").Want(t, http.StatusOK, "QUYẾT ĐỊNH", "Về việc tặng Giấy khen", "77/QĐ-UBND", "Điều 1.", "DANH SÁCH", "Tải DOCX", at+"/van-ban.docx")
	h.as(t, "px03").Get(at+"/in").Look(t, "for those above").Want(t, http.StatusOK, "77/QĐ-UBND")
	h.as(t, "huyen-584").Get(at+"/in").Look(t, "another district's").Want(t, http.StatusNotFound)
	if !strings.Contains(in.Body, team) && !strings.Contains(in.Body, strings.Replace(team, "ANTT", "an ninh, trật tự", 1)) {
		t.Errorf("the print view lacks %s", team)
	}
	huyen.Get(at).Look(t, "applied").Want(t, http.StatusOK, "Đã công bố").Lacks(t, "Lưu danh sách", "Hủy quyết định", "Mở lại để sửa")
	if n := value[int](h, `SELECT count(*)::int FROM award_grant WHERE decision_id = $1::text::bigint`, id); n != 1 {
		t.Errorf("%d grants", n)
	}
}

// Settings: bad input stays with its message beside the field.
func TestSettingsOverTheScreens(t *testing.T) {
	h := start(t)
	c := h.as(t, "noivu")
	c.Get("/khen-thuong/cai-dat").Look(t, "settings").Want(t, http.StatusOK, "Nghị định số 152/2025", "2.340.000", "chưa đối chiếu văn bản gốc", "Làm tròn lên")
	form := url.Values{"phien-ban": {"0"}}
	for n, row := range [][]string{{"Nghị định A", "01/01/2024", "30/06/2025"}, {"Nghị định B", "02/07/2025", ""}} {
		form.Set(fmt.Sprintf("nghi-dinh.%d", n+1), row[0])
		form.Set(fmt.Sprintf("tu.%d", n+1), row[1])
		form.Set(fmt.Sprintf("den.%d", n+1), row[2])
		for k := range 6 {
			form.Set(fmt.Sprintf("he-so.%d.%d", n+1, k+1), "0,3")
		}
	}
	c.Post("/khen-thuong/cai-dat/nghi-dinh", form).Look(t, "a gap").Want(t, http.StatusUnprocessableEntity, "Từ ngày 01/07/2025 đến hết ngày 01/07/2025 không có nghị định nào áp dụng", "Nghị định B", `aria-invalid="true"`)
	form.Set("tu.2", "01/07/2025")
	form.Set("he-so.2.1", "1,555")
	c.Post("/khen-thuong/cai-dat/nghi-dinh", form).Look(t, "no coefficient").Want(t, http.StatusUnprocessableEntity, "Nhập hệ số với tối đa hai chữ số", "1,555")
	form.Set("he-so.2.1", "1,55")
	c.Post("/khen-thuong/cai-dat/nghi-dinh", form).Want(t, http.StatusSeeOther)
	c.Get("/khen-thuong/cai-dat").Want(t, http.StatusOK, "Nghị định B", "Bằng khen cấp tỉnh, cá nhân 1,55", "Từ 01/07/2025")
	c.Post("/khen-thuong/cai-dat/nghi-dinh", form).Look(t, "stale").Want(t, http.StatusConflict)
	papers := url.Values{"phien-ban": {"0"}, "giay-to.1.0.to-trinh": {"1"}, "giay-to.2.1": {"rieng"}}
	c.Get("/khen-thuong/cai-dat/giay-to").Look(t, "papers").Want(t, http.StatusOK, "Bằng khen, chung cho mọi nghị định", "Nghị định B", "Theo quy định chung của Giấy khen")
	c.Post("/khen-thuong/cai-dat/giay-to", papers).Look(t, "papers refused").Want(t, http.StatusUnprocessableEntity, "Chọn ít nhất một loại giấy tờ hồ sơ Bằng khen cần có")
	papers.Set("giay-to.1.2.danh-sach", "1")
	c.Post("/khen-thuong/cai-dat/giay-to", papers).Look(t, "ticked in vain").Want(t, http.StatusUnprocessableEntity, "chọn “Riêng”, hoặc bỏ dấu")
	papers.Del("giay-to.1.2.danh-sach")
	papers.Set("giay-to.2.0.bien-ban", "1")
	papers.Set("giay-to.2.1.danh-sach", "1")
	c.Post("/khen-thuong/cai-dat/giay-to", papers).Want(t, http.StatusSeeOther)
	c.Get("/khen-thuong/cai-dat").Want(t, http.StatusOK, "Biên bản họp xét khen thưởng", "Danh sách trích ngang")
	c.Post("/khen-thuong/cai-dat/lich", url.Values{"phien-ban": {"0"}, "ngay-nghi": {"01/01/2025\nhôm qua"}}).Look(t, "no day").Want(t, http.StatusUnprocessableEntity, "“hôm qua” không phải ngày")
}
