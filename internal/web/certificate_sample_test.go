package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/paper"
	"thidua/internal/summary"
	"thidua/internal/web/webtest"
)

const (
	certificate = "/khen-thuong/chung-nhan/{id}"
	decided     = "/khen-thuong/chung-nhan/quyet-dinh/{id}"
	printed     = "/khen-thuong/luot-in/{id}"
	drawn       = "/khen-thuong/mau-in/{id}"
	remembered  = "/khen-thuong/lich-su"
)

// insert is the id of a new row.
func (h *house) insert(sql string, args ...any) int64 {
	h.t.Helper()
	return value[int64](h, sql, args...)
}

const bySystem = `{"UserID": 1, "Name": "Trần Thị Lan", "Title": "", "At": "2025-02-04T09:00:00+07:00"}`

// awarded is an applied decision of a district for the team of a commune and
// two of its members; issued or not. decision and grant are its ids.
func awarded(district, commune string, issued bool) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		teamID := team(commune)(h)["id"]
		unitID := unit(district)(h)["id"]
		n := h.insert(`SELECT count(*) + 100 FROM award_decision`)
		number := strconv.FormatInt(n, 10) + "/QĐ-UBND"
		file := h.insert(`INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created)
		  SELECT 'giay_khen', p.id, $1::text::bigint, $1::text::bigint, $2, '{}', 'closed', '1.', $3::text::jsonb FROM phase p WHERE p.ordinal = 0 RETURNING id`, unitID, n, bySystem)
		decision := h.insert(`INSERT INTO award_decision (form, phase_id, unit_id, state, number, plain, signed_on, signer_name, signer_title, changed, applied, scope_path)
		  SELECT 'giay_khen', p.id, $1::text::bigint, 'applied', $2, lower($2), '2025-02-04', 'Lê Văn Thành', 'CHỦ TỊCH', $3::text::jsonb, $3::text::jsonb, '1.' FROM phase p WHERE p.ordinal = 0 RETURNING id`, unitID, number, bySystem)
		var last int64
		for i := range 3 {
			person, name := (*int64)(nil), "Tổ bảo vệ an ninh, trật tự khu phố 1"
			if i > 0 {
				p := h.insert(`SELECT person_id FROM service WHERE team_id = $1::text::bigint AND upper_inf(during) AND withdrawn_at IS NULL ORDER BY person_id OFFSET $2 LIMIT 1`, teamID, i-1)
				person, name = &p, value[string](h, `SELECT full_name FROM person WHERE id = $1`, p)
			}
			nominee := h.insert(`INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, span, state, changed, decision_id, decision_place)
			  SELECT $1, p.id, 'giay_khen', $2, CASE WHEN $3::bigint IS NULL THEN 'team' ELSE 'member' END, $4::text::bigint, $3, $5, 'dot-1', 'withdrawn', $6::text::jsonb, $7, $2 FROM phase p WHERE p.ordinal = 0 RETURNING id`,
				file, i+1, person, teamID, name, bySystem, decision)
			last = h.insert(`INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, person_id, span, name, detail, merit, gender, position, exact, rounded, granted_on, scope_path)
			  SELECT $1, $2, $3, 'giay_khen', p.id, $4::text::bigint, CASE WHEN $5::bigint IS NULL THEN 'team' ELSE 'member' END, $6::text::bigint, $5, 'dot-1', $7, 'Tổ bảo vệ an ninh, trật tự khu phố 1',
			   'Đã có thành tích xuất sắc trong đợt 1 phong trào thi đua đặc biệt', coalesce((SELECT gender FROM person WHERE id = $5), ''), CASE WHEN $5::bigint IS NULL THEN '' ELSE 'member' END, 702000, 710000, '2025-02-04', $8
			  FROM phase p WHERE p.ordinal = 0 RETURNING id`, nominee, decision, i+1, unitID, person, teamID, name, pathOf(h, district, commune, teamID))
			if issued {
				h.insert(`INSERT INTO certificate (grant_id, issue, code, state, issued, since) VALUES ($1, 1, $2, 'valid', $3::text::jsonb, $3::text::jsonb) RETURNING id`, last, summary.NewCode(), bySystem)
			}
		}
		return map[string]string{"id": itoa(decision), "grant": itoa(last)}
	}
}

// pathOf is a team's path in the tree.
func pathOf(h *house, district, commune, team string) string {
	return "1." + unit(district)(h)["id"] + "." + unit(commune)(h)["id"] + "." + team + "."
}

// certified is a certificate of a member, still valid.
func certified(district, commune string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		p := awarded(district, commune, true)(h)
		return map[string]string{"id": itoa(h.insert(`SELECT id FROM certificate WHERE grant_id = $1::text::bigint`, p["grant"])), "decision": p["id"]}
	}
}

// batched is a batch of two certificates in a state.
func batched(district, commune, state string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		p := awarded(district, commune, true)(h)
		body, err := json.Marshal(map[string]any{"template": paper.GiayKhenA4(), "blank": false, "nudge": paper.Nudge{}, "made": "2025-02-05T09:00:00+07:00"})
		if err != nil {
			h.t.Fatal(err)
		}
		next := map[string]int{"done": 2}[state]
		job := h.insert(`INSERT INTO print_job (unit_id, decision_id, certificates, print, per, next, state, asked, touched_at)
		  SELECT $1::text::bigint, $2::text::bigint, array_agg(x.id ORDER BY x.id), $3::text::jsonb, 100, $4, $5, $6::text::jsonb, now() + interval '1 hour'
		   FROM (SELECT c.id FROM certificate c JOIN award_grant g ON g.id = c.grant_id WHERE g.decision_id = $2::text::bigint ORDER BY c.id LIMIT 2) x RETURNING id`, unit(district)(h)["id"], p["id"], string(body), next, state, bySystem)
		if state == "done" {
			h.insert(`INSERT INTO print_part (job_id, first, last, pdf) VALUES ($1, 1, 2, '%PDF-1.4') RETURNING job_id`, job)
		}
		return map[string]string{"id": itoa(job), "dau": "1"}
	}
}

// template is a template of a district's own.
func template(district string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		body, err := json.Marshal(paper.GiayKhenA4())
		if err != nil {
			h.t.Fatal(err)
		}
		return map[string]string{"id": itoa(h.insert(`INSERT INTO certificate_template (unit_id, name, form, body, changed)
		  VALUES ($1::text::bigint, 'Phôi ' || (SELECT count(*) FROM certificate_template), 'giay_khen', $2::text::jsonb, $3::text::jsonb) RETURNING id`, unit(district)(h)["id"], string(body), bySystem))}
	}
}

// templateForm is the form of the shipped template with one field moved.
func templateForm() url.Values {
	t := paper.GiayKhenA4()
	number := func(v float64) string { return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1) }
	f := url.Values{"phien-ban": {"1"}, "name": {"Phôi " + strconv.Itoa(len(t.Fields)) + " ô"}, "width": {number(t.Width)}, "height": {number(t.Height)}, "nudge.right": {"-0,5"}, "nudge.down": {"1"}}
	for _, x := range t.Fields {
		at := string(x.Key) + "."
		f.Set(at+"x", number(x.X))
		f.Set(at+"y", number(x.Y))
		f.Set(at+"width", number(x.Width))
		align, _ := x.Align.MarshalText()
		f.Set(at+"align", string(align))
		for name, v := range map[string]float64{"size": x.Size, "least": x.Least, "lines": float64(x.Lines), "leading": x.Leading, "bottom": x.Bottom} {
			if v != 0 {
				f.Set(at+name, number(v))
			}
		}
		if x.Preprinted {
			f.Set(at+"preprinted", "1")
		}
	}
	return f
}

// past is an award of another campaign of a team.
func past(commune string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		t := team(commune)(h)["id"]
		return map[string]string{"id": itoa(h.insert(`INSERT INTO award_past (subject, team_id, title, authority, given_on, recorded, scope_path)
		  VALUES ('team', $1::text::bigint, 'Giấy khen của Giám đốc Công an tỉnh', 'Giám đốc Công an tỉnh', '2023-08-19', $2::text::jsonb, $3) RETURNING id`, t, bySystem, pathOf(h, "582", commune, t)))}
	}
}

// member is one who serves in a commune's team.
func member(commune string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		return map[string]string{"id": itoa(h.insert(`SELECT min(person_id) FROM service WHERE team_id = $1::text::bigint AND upper_inf(during) AND withdrawn_at IS NULL`, team(commune)(h)["id"]))}
	}
}

func square() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 200, 200)))
	return b.Bytes()
}

// sd is a commune of another district than huyen's.
const sd = "22846"

var (
	otherDistrict = "584"
	pastForm      = url.Values{"danh-hieu": {"Giấy khen của Giám đốc Công an tỉnh"}, "noi-tang": {"Giám đốc Công an tỉnh"}, "so": {"77/QĐ-CAT"}, "ngay": {"19/08/2022"}, "thanh-tich": {"Phong trào toàn dân bảo vệ an ninh Tổ quốc"}}
)

var certificateSamples = map[string]sample{
	"GET " + certificate:               {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd)},
	"POST " + certificate + "/in":      {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd), done: http.StatusOK, act: "certificate.print", good: sent("huyen", certified("582", kinhDinh), fixed(url.Values{"mau": {"giay-khen-a4"}, "nudge.right": {"-1,5"}}))},
	"GET " + certificate + "/cap-lai":  {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd)},
	"POST " + certificate + "/cap-lai": {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd), act: "certificate.reissue", good: sent("huyen", certified("582", kinhDinh), fixed(url.Values{"ly-do": {"Bị mất khi chuyển nhà"}}))},
	"GET " + certificate + "/thu-hoi":  {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd)},
	"POST " + certificate + "/thu-hoi": {as: "huyen", own: certified("582", kinhDinh), other: certified(otherDistrict, sd), act: "certificate.revoke",
		good: sent("huyen", certified("582", kinhDinh), fixed(url.Values{"can-cu": {"false_merit"}, "so": {"12/QĐ-UBND"}, "ngay": {"05/02/2025"}, "ly-do": {"Kê khai sai việc tốt"}}))},

	"GET " + decided: {as: "huyen", own: awarded("582", kinhDinh, true), other: awarded(otherDistrict, sd, true)},
	"POST " + decided + "/cap": {as: "huyen", own: awarded("582", kinhDinh, false), other: awarded(otherDistrict, sd, false), empty: http.StatusSeeOther, why: "issuing all needs nothing", blind: true, act: "certificate.issue",
		good: sent("huyen", awarded("582", kinhDinh, false), nil)},
	"POST " + decided + "/in": {as: "huyen", own: awarded("582", kinhDinh, true), other: awarded(otherDistrict, sd, true), act: "certificate.print",
		good: sent("huyen", awarded("582", kinhDinh, true), keyed("huyen", decided, url.Values{"mau": {"giay-khen-a4"}, "giay": {"phoi"}, "so": {"1-2, 3"}}))},

	"GET " + printed:                 {as: "huyen", own: batched("582", kinhDinh, "done"), other: batched(otherDistrict, sd, "done")},
	"GET " + printed + "/phan/{dau}": {as: "huyen", own: batched("582", kinhDinh, "done"), other: batched(otherDistrict, sd, "done")},
	"GET " + printed + "/tat-ca.pdf": {as: "huyen", own: batched("582", kinhDinh, "done"), other: batched(otherDistrict, sd, "done")},
	"GET " + printed + "/tat-ca.zip": {as: "huyen", own: batched("582", kinhDinh, "done"), other: batched(otherDistrict, sd, "done")},
	"POST " + printed + "/huy": {as: "huyen", own: batched("582", kinhDinh, "running"), other: batched(otherDistrict, sd, "running"), empty: http.StatusSeeOther, why: "cancelling needs nothing", blind: true, act: "certificate.print_cancel",
		good: sent("huyen", batched("582", kinhDinh, "running"), nil)},

	"POST /khen-thuong/mau-in/moi": {as: "huyen", act: "certificate.template_add", good: sent("huyen", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "huyen", "/khen-thuong/mau-in/moi")}, "mau": {"giay-khen-a4"}, "ten": {"Phôi Giấy khen năm 2025"}}
	})},
	"GET " + drawn:  {as: "huyen", own: template("582"), other: template(otherDistrict)},
	"POST " + drawn: {as: "huyen", own: template("582"), other: template(otherDistrict), empty: http.StatusConflict, why: "not the version that was seen", act: "certificate.template_edit", good: sent("huyen", template("582"), fixed(templateForm()))},
	"POST " + drawn + "/quoc-huy": {as: "huyen", own: template("582"), other: template(otherDistrict), empty: http.StatusConflict, why: "not the version that was seen", act: "certificate.template_emblem",
		good: enclosed("Quốc huy.png", square(), sent("huyen", template("582"), fixed(url.Values{"phien-ban": {"1"}})))},
	"POST " + drawn + "/bo": {as: "huyen", own: template("582"), other: template(otherDistrict), empty: http.StatusConflict, why: "not the version that was seen", act: "certificate.template_retire",
		good: sent("huyen", template("582"), fixed(url.Values{"phien-ban": {"1"}}))},
	"GET " + drawn + "/in-thu.pdf":    {as: "huyen", own: template("582"), other: template(otherDistrict)},
	"GET " + drawn + "/can-chinh.pdf": {as: "huyen", own: template("582"), other: template(otherDistrict)},

	"GET " + remembered + "/to/{id}":            {as: "xa", own: team(kinhDinh), other: team(doVinh)},
	"GET " + remembered + "/ca-nhan/{id}":       {as: "xa", own: member(kinhDinh), other: member(doVinh)},
	"POST " + remembered + "/to/{id}/them":      {as: "xa", own: team(kinhDinh), other: team(doVinh), act: "award.past_add", good: sent("xa", team(kinhDinh), keyed("xa", remembered+"/to/{id}", pastForm))},
	"POST " + remembered + "/ca-nhan/{id}/them": {as: "xa", own: member(kinhDinh), other: member(doVinh), act: "award.past_add", good: sent("xa", member(kinhDinh), keyed("xa", remembered+"/ca-nhan/{id}", pastForm))},
	"GET " + remembered + "/truoc-day/{id}/rut": {as: "xa", own: past(kinhDinh), other: past(doVinh)},
	"POST " + remembered + "/truoc-day/{id}/rut": {as: "xa", own: past(kinhDinh), other: past(doVinh), act: "award.past_withdraw",
		good: sent("xa", past(kinhDinh), fixed(url.Values{"ly-do": {"Ghi nhầm Tổ"}}))},
}

func init() {
	for k, s := range certificateSamples {
		samples[k] = s
	}
}

// A certificate over the screens: refused input stays, the public page tells
// valid, replaced and revoked apart and nothing of the person.
func TestCertificateOverTheScreens(t *testing.T) {
	h := start(t)
	p := certified("582", kinhDinh)(h)
	at, huyen, nobody := path(certificate, p), h.as(t, "huyen"), h.as(t, "")
	code := func(id string) string {
		return value[string](h, `SELECT code FROM certificate WHERE id = $1::text::bigint`, id)
	}
	first := code(p["id"])
	huyen.Get(at).Look(t, "valid").Want(t, http.StatusOK, "Đã cấp", "Cấp lại", "Thu hồi", "Tải bản in (PDF)", summary.ShowCode(first))
	h.as(t, "lanhdao").Get(at).Look(t, "the leader").Want(t, http.StatusOK).Lacks(t, "Cấp lại<", "Tải bản in (PDF)")
	nobody.Get("/xac-minh/"+first).Look(t, "verified").Want(t, http.StatusOK, "Giấy khen", "Còn hiệu lực", "note good", "của Chủ tịch Ủy ban nhân dân thành phố Phan Rang – Tháp Chàm").Lacks(t, "Tiền thưởng", "710", "Mã băm")
	if a := nobody.Get("/xac-minh?ma=" + strings.ToLower(summary.ShowCode(first))); a.Location != "/xac-minh/"+first {
		t.Errorf("%d %s", a.Status, a.Location)
	}
	huyen.Post(at+"/in", url.Values{"mau": {"bang-khen-420x297"}, "nudge.right": {"xa"}}).Look(t, "refused print").Want(t, http.StatusUnprocessableEntity, "Chọn mẫu in.", "nhập số, ví dụ 12,5", `value="xa"`)
	a := huyen.Post(at+"/in", url.Values{"mau": {"giay-khen-a4"}})
	if a.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.Body, "%PDF") {
		t.Errorf("%d %s", a.Status, a.Header.Get("Content-Type"))
	}

	a = huyen.Post(at+"/cap-lai", url.Values{"ly-do": {"Bị mất khi chuyển nhà"}}).Want(t, http.StatusSeeOther)
	fresh := strings.TrimPrefix(a.Location, "/khen-thuong/chung-nhan/")
	huyen.Get(at).Look(t, "replaced").Want(t, http.StatusOK, "đã được cấp lại bằng bản khác", "Bị mất khi chuyển nhà", "Xem bản còn hiệu lực")
	huyen.Post(at+"/cap-lai", url.Values{"ly-do": {"Mất lần nữa"}}).Look(t, "again").Want(t, http.StatusConflict, "Chỉ cấp lại bản còn hiệu lực")
	huyen.Post(at+"/in", url.Values{"mau": {"giay-khen-a4"}}).Look(t, "a replaced one").Want(t, http.StatusConflict, "Chỉ in bản còn hiệu lực")
	nobody.Get("/xac-minh/"+first).Look(t, "replaced").Want(t, http.StatusOK, "Đã được cấp lại bằng bản khác").Lacks(t, code(fresh), summary.ShowCode(code(fresh)), "chuyển nhà")

	at = path(certificate, map[string]string{"id": fresh})
	bad := url.Values{"can-cu": {"false_merit"}, "so": {"12/QĐ-UBND"}, "ngay": {"31/02/2025"}, "ly-do": {"Kê khai sai việc tốt"}}
	huyen.Post(at+"/thu-hoi", bad).Look(t, "no day").Want(t, http.StatusUnprocessableEntity, "31/02/2025", "Kê khai sai việc tốt", `aria-invalid="true"`).Lacks(t, "Nhập ngày của quyết định thu hồi.")
	bad.Set("ngay", "06/02/2025")
	huyen.Post(at+"/thu-hoi", bad).Look(t, "tomorrow").Want(t, http.StatusUnprocessableEntity, "không được sau hôm nay (05/02/2025)")
	bad.Set("ngay", "05/02/2025")
	huyen.Post(at+"/thu-hoi", bad).Want(t, http.StatusSeeOther)
	huyen.Get(at).Look(t, "revoked").Want(t, http.StatusOK, "Đã thu hồi", "710.000 đồng", "Kê khai gian dối thành tích", "Quyết định số 12/QĐ-UBND ngày 05/02/2025").Lacks(t, "Cấp lại<")
	nobody.Get("/xac-minh/"+code(fresh)).Look(t, "revoked").Want(t, http.StatusOK, "Đã bị thu hồi", "note bad").Lacks(t, "việc tốt", "12/QĐ")
	nobody.Get("/xac-minh/"+first).Look(t, "replaced, then revoked").Want(t, http.StatusOK, "Đã được cấp lại bằng bản khác", "sau đó đã bị thu hồi")
}

// A batch over the screens: its files, and what ended since.
func TestBatchOverTheScreens(t *testing.T) {
	h := start(t)
	huyen := h.as(t, "huyen")
	p := batched("582", kinhDinh, "done")(h)
	at := path(printed, p)
	huyen.Get(at).Look(t, "done").Want(t, http.StatusOK, "Đã tạo 2/2 bản.", "Bản 1–2", "Tất cả trong một PDF").Lacks(t, "Hủy lượt in", "không trao")
	if a := huyen.Get(at + "/tat-ca.pdf"); a.Status != http.StatusOK || !strings.HasPrefix(a.Body, "%PDF") {
		t.Errorf("%d", a.Status)
	}
	z, err := zip.NewReader(strings.NewReader(huyen.Get(at+"/tat-ca.zip").Body), int64(len(huyen.Get(at+"/tat-ca.zip").Body)))
	if err != nil || len(z.File) != 1 || z.File[0].Name != "giay-khen-0001-0002.pdf" {
		t.Fatalf("%v %v", z, err)
	}
	if a := huyen.Get(at + "/phan/1"); a.Body != "%PDF-1.4" || !strings.Contains(a.Header.Get("Content-Disposition"), `"giay-khen-0001-0002.pdf"`) {
		t.Errorf("%q %v", a.Body, a.Header)
	}
	first := value[string](h, `SELECT certificates[1]::text FROM print_job WHERE id = $1::text::bigint`, p["id"])
	huyen.Post(path(certificate, map[string]string{"id": first})+"/cap-lai", url.Values{"ly-do": {"In nhòe"}}).Want(t, http.StatusSeeOther)
	huyen.Get(at).Look(t, "one replaced").Want(t, http.StatusOK, "1 bản trong lượt in này đã được cấp lại hoặc bị thu hồi")

	// Files are kept for thirty days; then the page says so and leads on.
	huyen.Get(at).Want(t, http.StatusOK, "đến hết ngày 07/03/2025")
	h.row(`UPDATE print_job SET touched_at = $2 WHERE id = $1::text::bigint RETURNING id::text`, p["id"], (clock.DayOf(time.Now()) - 31).Start())
	huyen.Get(at).Look(t, "gone").Want(t, http.StatusOK, "chỉ giữ 30 ngày và đã được xóa", "Lập lượt in khác", "?so=1-2#in", "Không còn tệp nào", "sau ngày 04/02/2025").Lacks(t, "Bản 1–2", "Tất cả trong một PDF", "không trao")
	for _, sub := range []string{"/phan/1", "/tat-ca.pdf", "/tat-ca.zip"} {
		huyen.Get(at+sub).Look(t, "gone "+sub).Want(t, http.StatusConflict, "đã được xóa sau 30 ngày. Lập lượt in khác để có tệp mới.")
	}
	of := value[string](h, `SELECT decision_id::text FROM print_job WHERE id = $1::text::bigint`, p["id"])
	huyen.Get(path(decided, map[string]string{"id": of})).Look(t, "its decision").Want(t, http.StatusOK, "Tệp đã xóa", "Tệp giữ 30 ngày")

	at = path(printed, batched("582", kinhDinh, "running")(h))
	a := huyen.Get(at).Look(t, "running").Want(t, http.StatusOK, "Đang tạo tệp", "Hủy lượt in", "Tải lại ngay")
	if a.Header.Get("Refresh") != "3" {
		t.Error("the page does not ask again by itself")
	}
	huyen.Get(at+"/tat-ca.pdf").Look(t, "too early").Want(t, http.StatusConflict, "chưa tạo xong")
	huyen.Post(at+"/huy", nil).Want(t, http.StatusSeeOther)
	huyen.Post(at+"/huy", nil).Look(t, "twice").Want(t, http.StatusConflict, "không hủy được")

	huyen.Get(path(decided, awarded("582", kinhDinh, true)(h))).Want(t, http.StatusOK, "không có mã QR")

	// What the page of a decision refuses stays; what it takes is made by the house.
	at = path(decided, awarded("582", kinhDinh, true)(h))
	huyen.Post(at+"/in", url.Values{"khoa": {"k"}, "mau": {"giay-khen-a4"}, "so": {"1-x"}}).Look(t, "refused").Want(t, http.StatusUnprocessableEntity, "ví dụ 1-50, 73", `value="1-x"`)
	huyen.Post(at+"/in", url.Values{"khoa": {"k"}, "mau": {"giay-khen-a4"}, "so": {"9"}}).Look(t, "no such number").Want(t, http.StatusUnprocessableEntity, "Số 9 không có bản nào còn hiệu lực")
	a = huyen.Post(at+"/in", url.Values{"khoa": {"k"}, "mau": {"giay-khen-a4"}, "so": {"2-3"}}).Want(t, http.StatusSeeOther)
	for end := time.Now().Add(20 * time.Second); !strings.Contains(huyen.Get(a.Location).Want(t, http.StatusOK).Body, "Đã tạo 2/2 bản."); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the house does not print")
		}
	}
}

// A template over the screens: what was refused is beside its field and stays.
func TestTemplateOverTheScreens(t *testing.T) {
	h := start(t)
	at, huyen := path(drawn, template("582")(h)), h.as(t, "huyen")
	huyen.Get(at).Look(t, "the template").Want(t, http.StatusOK, `name="recipient.width" value="230"`, `name="achievement.bottom" value="147"`)
	f := templateForm()
	f.Set("recipient.width", "0")
	f.Set("qr.width", "mười")
	f.Set("nudge.down", "40")
	huyen.Post(at, f).Look(t, "refused").Want(t, http.StatusUnprocessableEntity, "nhập số, ví dụ 12,5", `value="mười"`)
	f.Set("qr.width", "10")
	huyen.Post(at, f).Look(t, "refused by the paper").Want(t, http.StatusUnprocessableEntity, "chiều rộng phải từ 2 mm trở lên", "mã QR phải rộng từ 15 mm", "Dịch dọc phải từ -20 đến 20 mm", `value="40"`)
	f = templateForm()
	for _, k := range []string{"x", "y", "width", "size", "least", "lines", "leading", "bottom"} {
		f.Del("golden_book." + k)
	}
	huyen.Post(at, f).Look(t, "a line of the law").Want(t, http.StatusUnprocessableEntity, "Thiếu dòng “Số sổ vàng”")
	f = templateForm()
	for _, name := range []string{"recipient.italic", "recipient.red", "recipient.caps", "recipient.rule"} {
		f.Set(name, "1")
	}
	f.Set("recipient.leading", "9,5")
	f.Del("recipient.bold")
	f.Del("recipient.follows")
	huyen.Post(at, f).Want(t, http.StatusSeeOther)
	if got := value[string](h, `SELECT concat_ws(' ', x->>'italic', x->>'red', x->>'caps', x->>'rule', x->>'leading', x->>'bold', x->>'follows') FROM certificate_template, jsonb_array_elements(body->'fields') x
	  WHERE id = $1::text::bigint AND x->>'key' = 'recipient'`, strings.TrimPrefix(at, "/khen-thuong/mau-in/")); got != "true true true true 9.5" {
		t.Errorf("the style kept is %s", got)
	}
	huyen.Get(at).Look(t, "styled").Want(t, http.StatusOK, `name="recipient.italic" value="1" checked`)
	huyen.Post(at, templateForm()).Look(t, "stale").Want(t, http.StatusConflict, "vừa được người khác sửa")
	huyen.Get(at).Want(t, http.StatusOK, `name="nudge.right" type="text" value="-0,5"`)
	huyen.Upload(at+"/quoc-huy", url.Values{"phien-ban": {"2"}}, "tep", "a.png", []byte("GIF89a")).Look(t, "no PNG").Want(t, http.StatusUnprocessableEntity, "không phải hình PNG")
	for _, code := range []string{"giay-khen-a4", "bang-khen-420x297", "bang-khen-360x237"} {
		for _, sub := range []string{"/in-thu.pdf", "/can-chinh.pdf"} {
			if a := huyen.Get("/khen-thuong/mau-in/"+code+sub).Look(t, code+sub); a.Status != http.StatusOK || !strings.HasPrefix(a.Body, "%PDF") {
				t.Errorf("%s%s: %d", code, sub, a.Status)
			}
		}
	}
}

// The screens of awards take few statements, and figures lead to as many rows.
func TestAwardScreens(t *testing.T) {
	h := bare(t)
	awarded("582", kinhDinh, true)(h)
	awarded(otherDistrict, sd, false)(h)
	p := certified("582", kinhDinh)(h)
	for _, login := range []string{"xa", "huyen", "noivu", "px03", "lanhdao", "ubnd"} {
		jar := cookies(t, h, login)
		for _, at := range []string{"/khen-thuong/chung-nhan", "/khen-thuong/chung-nhan?dot=dot-1&doi-tuong=ca-nhan&q=to", "/khen-thuong/lich-su", "/khen-thuong/thong-ke", path(certificate, p), "/khen-thuong/lich-su/to/" + team(kinhDinh)(h)["id"],
			"/khen-thuong/lich-su/ca-nhan/" + member(kinhDinh)(h)["id"]} {
			if n := counted(t, h, jar, at); n > 4 {
				t.Errorf("%s: %s takes %d statements beside the session's", login, at, n-1)
			}
			h.as(t, login).Get(at).Look(t, login+" "+at).Want(t, http.StatusOK)
		}
	}
	px03 := h.as(t, "px03")
	px03.Get("/khen-thuong/chung-nhan").Want(t, http.StatusOK, "1–9 trong 9", "Chưa cấp", "Đã cấp")
	h.as(t, "huyen").Get("/khen-thuong/chung-nhan").Want(t, http.StatusOK, "1–6 trong 6")
	h.as(t, "huyen").Get("/khen-thuong/chung-nhan?don-vi="+unit(otherDistrict)(h)["id"]).Look(t, "another district").Want(t, http.StatusNotFound)
	px03.Get("/khen-thuong/thong-ke").Want(t, http.StatusOK, "Theo nơi nhận", "Tổ viên (trực tiếp)", "6.390.000")
	for _, login := range []string{"px03", "huyen", "xa"} {
		figures(t, h, login)
	}
	if got := access.ReachOf(access.PX03, access.HistoryPut); got != access.None {
		t.Error("PX03 writes history")
	}
}

// A merged team's awards on its successor's page, under the name they were
// given to, and the way from the old page to the new.
func TestMergedTeamOverTheScreens(t *testing.T) {
	h := bare(t)
	awarded("582", kinhDinh, true)(h)
	old := team(kinhDinh)(h)["id"]
	heir := value[string](h, `SELECT l.child_id::text FROM unit_link l JOIN unit_link o ON o.parent_id = l.parent_id WHERE o.child_id = $1::text::bigint AND l.child_id <> o.child_id ORDER BY l.child_id LIMIT 1`, old)
	for _, sql := range []string{`UPDATE unit_name SET during = daterange(lower(during), '2025-02-05') WHERE unit_id = $1::text::bigint RETURNING unit_id::text`,
		`UPDATE unit_link SET during = daterange(lower(during), '2025-02-05') WHERE child_id = $1::text::bigint RETURNING child_id::text`} {
		h.row(sql, old)
	}
	h.row(`UPDATE unit SET during = daterange(lower(during), '2025-02-05'), successor_id = $2::text::bigint WHERE id = $1::text::bigint RETURNING id::text`, old, heir)
	h.row(`UPDATE revision SET n = n + 1 WHERE scope = 'org' RETURNING scope`)
	name := value[string](h, `SELECT name FROM unit_name WHERE unit_id = $1::text::bigint ORDER BY lower(during) LIMIT 1`, old)
	for _, login := range []string{"xa", "huyen", "px03"} {
		reader := h.as(t, login)
		reader.Get(remembered+"/to/"+heir).Look(t, "the successor").Want(t, http.StatusOK, "Gồm cả khen thưởng của Tổ bảo vệ ANTT "+name, "Tên cũ: Tổ bảo vệ ANTT "+name+", hợp nhất vào Tổ này từ ngày 05/02/2025", "Giấy khen")
		reader.Get(remembered+"/to/"+old).Look(t, "the old one").Want(t, http.StatusOK, "Tổ đã kết thúc hoạt động từ ngày 05/02/2025, được kế thừa bởi", `href="/khen-thuong/lich-su/to/`+heir+`"`).Lacks(t, "Tên cũ")
		reader.Get(remembered+"?doi-tuong=to").Look(t, "the list").Want(t, http.StatusOK, "Đã hợp nhất vào Tổ bảo vệ ANTT")
	}
}

// figures leads from every figure of the statistics to a list as long.
func figures(t *testing.T, h *house, login string) {
	t.Helper()
	reader := h.as(t, login)
	a := reader.Get("/khen-thuong/thong-ke")
	followed := 0
	for _, to := range webtest.Links(t, a) {
		if !strings.HasPrefix(to, "/khen-thuong/chung-nhan?") {
			continue
		}
		_, rest, _ := strings.Cut(a.Body, `href="`+strings.ReplaceAll(to, "&", "&amp;")+`"`)
		_, rest, _ = strings.Cut(rest, ">")
		figure, _, _ := strings.Cut(rest, "<")
		if n, err := strconv.Atoi(figure); err == nil {
			followed++
			reader.Get(to).Look(t, login+" "+to).Want(t, http.StatusOK, fmt.Sprintf(" trong %d<", n))
		}
	}
	if followed < 15 {
		t.Errorf("%s: only %d figures lead anywhere", login, followed)
	}
}
