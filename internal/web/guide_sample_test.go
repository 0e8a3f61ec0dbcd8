package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/web/webtest"
)

// guideOf puts a guide in a state for a phase (from 0), with a point sheet for
// teams and members under Giấy khen.
func guideOf(phase int, state string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		d, err := plan.NinhThuan()
		if err != nil {
			h.t.Fatal(err)
		}
		list := criteria.Start(plan.NewRules(d), d.Phases[phase].Code)
		for i := range list {
			if list[i].Form == award.GiayKhen {
				list[i].Sheet = &award.Sheet{Items: []award.Item{{Code: "A", Text: "Tuần tra đều", Max: 60}, {Code: "B", Text: "Sổ sách đầy đủ", Max: 40}}, Deductions: []award.Deduction{{Code: "T", Text: "Báo cáo chậm", Points: 5, Most: 20}}, Least: 70}
			}
		}
		body, err := json.Marshal(list)
		if err != nil {
			h.t.Fatal(err)
		}
		const sign = `{"UserID": 1, "Name": "Trần Văn Bình", "Title": "Phó Giám đốc", "At": "2025-02-04T08:00:00+07:00"}`
		number, on, agreed, issued := "", any(nil), any(nil), any(nil)
		if state != "draft" {
			agreed = sign
		}
		if state == "issued" {
			number, on, issued = "12/HD-SNV", "2025-02-04", sign
		}
		for _, sql := range []string{`DELETE FROM award_guide WHERE phase_id = (SELECT id FROM phase WHERE ordinal = $1) AND version > 1`} {
			if _, err := h.Pool.Exec(h.t.Context(), sql, phase); err != nil {
				h.t.Fatal(err)
			}
		}
		return map[string]string{"id": itoa(value[int64](h, `INSERT INTO award_guide (phase_id, version, state, edits, criteria, drafted, agreed, issued, number, issued_on, created_at)
		  SELECT id, 1, $2, 1, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb, $6::text::jsonb, $7, $8::text::date, '2025-02-04' FROM phase WHERE ordinal = $1
		  ON CONFLICT (phase_id, version) DO UPDATE SET state = EXCLUDED.state, edits = 1, criteria = EXCLUDED.criteria, agreed = EXCLUDED.agreed, issued = EXCLUDED.issued, number = EXCLUDED.number, issued_on = EXCLUDED.issued_on
		  RETURNING id`, phase, state, string(body), sign, agreed, issued, number, on))}
	}
}

// judgedTeam is a commune's first team while a guide is in force for đợt 1.
func judgedTeam(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		guideOf(0, "issued")(h)
		return team(code)(h)
	}
}

// judgedMember is somebody who serves in a commune's first team.
func judgedMember(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		p := judgedTeam(code)(h)
		return id(`SELECT person_id FROM service WHERE team_id = $1::text::bigint AND upper_inf(during) AND withdrawn_at IS NULL ORDER BY id LIMIT 1`, p["id"])(h)
	}
}

// unscored is a subject whose point sheet was not filled yet.
func unscored(of func(h *house) map[string]string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		p := of(h)
		if _, err := h.Pool.Exec(h.t.Context(), `DELETE FROM award_score WHERE subject_id = $1::text::bigint`, p["id"]); err != nil {
			h.t.Fatal(err)
		}
		return p
	}
}

// lookedAt is a subject not scored yet whose nomination the district looks at.
func lookedAt(of func(h *house) map[string]string, subject string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		p := unscored(of)(h)
		team, person := `$1::text::bigint`, `NULL::bigint`
		if subject == "member" {
			team, person = `(SELECT team_id FROM service WHERE person_id = $1::text::bigint AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1)`, team
		}
		if _, err := h.Pool.Exec(h.t.Context(), `UPDATE nominee SET state = 'withdrawn' WHERE subject = $2 AND CASE WHEN subject = 'member' THEN person_id ELSE team_id END = $1::text::bigint`, p["id"], subject); err != nil {
			h.t.Fatal(err)
		}
		d := before(kinhDinh, "giay_khen", "appraising")(h)
		more(h, `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, span, merit, state, changed)
		  SELECT d.id, d.phase_id, d.form, 2, $2, `+team+`, `+person+`, 'Trường hợp thứ hai', 'dot-1', 'Đã có thành tích', 'nominated', d.created FROM dossier d WHERE d.id = $3::text::bigint`, p["id"], subject, d["id"])
		p["ho-so"] = d["id"]
		return p
	}
}

// pendingCase is a case of a commune's first team that is not concluded.
func pendingCase(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		tree, err := h.Server.Org.Now(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		at := value[int64](h, `SELECT min(l.child_id) FROM unit_link l JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = $1`, code)
		return id(`INSERT INTO award_case (subject, team_id, kind, since, reason, recorded, scope_path)
		  VALUES ('team', $1, 'complaint', '2025-01-20', 'Đơn tố cáo về quản lý kinh phí', '{"UserID": 1, "Name": "Nguyễn Văn An", "Title": "", "At": "2025-01-20T08:00:00+07:00"}', $2) RETURNING id`,
			at, tree.Path(org.UnitID(at), webtest.Clocks().Moment().Today))(h)
	}
}

const oneGuide = "/khen-thuong/tieu-chi/{id}"

func tried(more url.Values) url.Values {
	f := url.Values{"doi-tuong": {"giay_khen-team"}, "thu": {"1"}, "thanh-tich": {"dot-2"}, "chi-tieu": {"8:dot-2"}, "bao-cao": {"dot-2"}, "bao-cao-tre": {"2"}, "bao-cao-thieu": {"0"}, "gioi-han-ty-le": {"30"}}
	for k, v := range more {
		f[k] = v
	}
	return f
}

var guideSamples = map[string]sample{
	"POST /khen-thuong/tieu-chi/moi": {as: "px03", act: "guide.draft", good: sent("px03", guideOf(0, "issued"), func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "px03", "/khen-thuong/tieu-chi")}, "dot": {"dot-1"}}
	})},
	"GET " + oneGuide:                     {as: "xa", own: guideOf(0, "issued"), other: guideOf(1, "draft")},
	"GET " + oneGuide + "/sua":            {as: "px03", own: guideOf(1, "draft")},
	"GET " + oneGuide + "/in":             {as: "xa", own: guideOf(0, "issued"), other: guideOf(1, "draft")},
	"GET " + oneGuide + "/thu":            {as: "px03", own: guideOf(1, "draft")},
	"POST " + oneGuide + "/thu":           {as: "px03", own: guideOf(1, "draft"), act: "guide.edit", good: sent("px03", guideOf(1, "draft"), fixed(tried(url.Values{"lan-sua": {"1"}})))},
	"GET " + oneGuide + "/huong-dan.docx": {as: "xa", own: guideOf(0, "issued"), other: guideOf(1, "agreed")},
	"POST " + oneGuide + "/sua": {as: "px03", own: guideOf(1, "draft"), empty: http.StatusConflict, why: "not the edit that was seen", act: "guide.edit",
		good: sent("px03", guideOf(1, "draft"), fixed(url.Values{"lan-sua": {"1"}, "bang_khen-team-co": {"1"}, "bang_khen-team-thanh-tich": {"toan"}, "bang_khen-team-chi-tieu": {"0:toan", "2:toan"}}))},
	"POST " + oneGuide + "/thong-nhat": {as: "noivu", own: guideOf(1, "draft"), empty: http.StatusConflict, why: "not the edit that was seen", act: "guide.agree",
		good: sent("noivu", guideOf(1, "draft"), fixed(url.Values{"lan-sua": {"1"}}))},
	"POST " + oneGuide + "/tra-lai": {as: "px03", own: guideOf(1, "agreed"), act: "guide.send_back", good: sent("px03", guideOf(1, "agreed"), fixed(url.Values{"ly-do": {"Bổ sung số tháng tham gia"}}))},
	"POST " + oneGuide + "/ban-hanh": {as: "noivu", own: guideOf(1, "agreed"), act: "guide.issue",
		good: sent("noivu", guideOf(1, "agreed"), fixed(url.Values{"so": {"15/HD-SNV"}, "ngay": {"05/02/2025"}}))},

	"GET /khen-thuong/xet/to/{id}": {as: "xa", own: judgedTeam(kinhDinh), other: judgedTeam(doVinh)},
	"POST /khen-thuong/xet/to/{id}/tu-cham": {as: "xa", own: judgedTeam(kinhDinh), other: judgedTeam(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "score.self",
		good: sent("xa", unscored(judgedTeam(kinhDinh)), fixed(url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"55"}, "chung-cu-1": {"Sổ tuần tra các kỳ"}, "diem-2": {"35"}}))},
	"POST /khen-thuong/xet/to/{id}/xac-nhan": {as: "huyen", own: judgedTeam(kinhDinh), other: judgedTeam("22840"), empty: http.StatusConflict, why: "not the version that was seen", act: "score.verify",
		good: sent("huyen", lookedAt(judgedTeam(kinhDinh), "team"), fixed(url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"50"}, "diem-2": {"30"}, "lan-1": {"1"}}))},
	"GET /khen-thuong/xet/ca-nhan/{id}": {as: "xa", own: judgedMember(kinhDinh), other: judgedMember(doVinh)},
	"POST /khen-thuong/xet/ca-nhan/{id}/tu-cham": {as: "xa", own: judgedMember(kinhDinh), other: judgedMember(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "score.self",
		good: sent("xa", unscored(judgedMember(kinhDinh)), fixed(url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"60"}, "diem-2": {"40"}}))},
	"POST /khen-thuong/xet/ca-nhan/{id}/xac-nhan": {as: "huyen", own: judgedMember(kinhDinh), other: judgedMember("22840"), empty: http.StatusConflict, why: "not the version that was seen", act: "score.verify",
		good: sent("huyen", lookedAt(judgedMember(kinhDinh), "member"), fixed(url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"60"}}))},

	"POST /khen-thuong/vu-viec/moi": {as: "xa", act: "case.record", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "xa", "/khen-thuong/vu-viec/moi")}, "to": {team(kinhDinh)(h)["id"]}, "loai": {"complaint"}, "ngay": {"20/01/2025"}, "ly-do": {"Đơn tố cáo đang được xác minh"}}
	})},
	"GET /khen-thuong/vu-viec/{id}": {as: "xa", own: pendingCase(kinhDinh), other: pendingCase(doVinh)},
	"POST /khen-thuong/vu-viec/{id}/ket-luan": {as: "xa", own: pendingCase(kinhDinh), other: pendingCase(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "case.conclude",
		good: sent("xa", pendingCase(kinhDinh), fixed(url.Values{"phien-ban": {"1"}, "ngay": {"04/02/2025"}, "ket-luan": {"Tố cáo sai sự thật (Thông báo số 8/TB-UBND)"}}))},
}

func init() {
	for k, s := range guideSamples {
		samples[k] = s
	}
}

// The sheet stands on the nominee's page with the form of whose turn it is,
// and leads back there; what a dossier set aside is told on the subject's page.
func TestScoreOnTheNominee(t *testing.T) {
	h := start(t)
	p := lookedAt(judgedTeam(kinhDinh), "team")(h)
	n := h.row(`SELECT id, dossier_id FROM nominee WHERE dossier_id = $1::text::bigint AND place = 2`, p["ho-so"])
	at := "/khen-thuong/ho-so/" + p["ho-so"] + "/truong-hop/" + n["id"]
	subject := "/khen-thuong/xet/to/" + p["id"]
	huyen, back := h.as(t, "huyen"), p["ho-so"]+"-"+n["id"]
	huyen.Get(at).Look(t, "nominee").Want(t, http.StatusOK, "Bảng chấm điểm", subject+"/xac-nhan", `name="truong-hop" value="`+back+`"`)
	h.as(t, "xa").Get(at).Look(t, "sent").Want(t, http.StatusOK, "Điểm tự chấm đã khóa theo hồ sơ").Lacks(t, "/tu-cham", "/xac-nhan\"")
	form := url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "truong-hop": {back}, "diem-1": {"500"}, "diem-2": {"30"}, "lan-1": {"1"}}
	h.as(t, "xa").Post(subject+"/tu-cham", form).Look(t, "too late").Want(t, http.StatusConflict, "nên không làm việc này được")
	huyen.Post(subject+"/xac-nhan", form).Look(t, "too many").Want(t, http.StatusUnprocessableEntity, "Điểm xác nhận phải là số nguyên từ 0 đến", `value="`+back+`"`)
	form.Set("diem-1", "50")
	if to := huyen.Post(subject+"/xac-nhan", form).Want(t, http.StatusSeeOther).Location; to != at+"#bang-diem" {
		t.Errorf("leads to %s", to)
	}
	huyen.Get(at).Want(t, http.StatusOK, "Cộng</th>", "Điểm trừ</th>", "Tổng điểm</th>").Look(t, "summed up")
	more(h, `INSERT INTO nominee_override (nominee_id, key, was, said, reason, by) VALUES ($1::text::bigint, 'service', 'not_met', 'Tham gia 01 tháng', 'Tổ hợp nhất từ ba lực lượng', `+signedBy+`)`, n["id"])
	huyen.Get(subject+"?hinh-thuc=giay_khen&dot=dot-1").Look(t, "subject").Want(t, http.StatusOK, "Tiêu chí được cho qua trong hồ sơ đề nghị", "Tổ hợp nhất từ ba lực lượng", at)
}
