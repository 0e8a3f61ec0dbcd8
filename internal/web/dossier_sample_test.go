package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const (
	proposal = "/khen-thuong/ho-so/{id}"
	nominee  = proposal + "/truong-hop/{n}"
)

// offered is a unit's draft for Giấy khen of đợt 1 with two nominees, one with
// a report of two versions and all with a file: id the dossier, n its first
// nominee, p the file. The demo of this day has none.
func offered(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		found := value[int](h, `SELECT count(*)::int FROM dossier d JOIN unit_name u ON u.unit_id = d.unit_id WHERE u.code = $1 AND d.state = 'draft' AND d.note = ''
		  AND EXISTS (SELECT FROM nominee n WHERE n.dossier_id = d.id AND n.state = 'nominated')`, code)
		if found == 0 {
			return newProposal(code)(h)
		}
		return offeredOf(h, value[int64](h, `SELECT min(d.id) FROM dossier d JOIN unit_name u ON u.unit_id = d.unit_id WHERE u.code = $1 AND d.state = 'draft' AND d.note = ''
		  AND EXISTS (SELECT FROM nominee n WHERE n.dossier_id = d.id AND n.state = 'nominated')`, code))
	}
}

func offeredOf(h *house, id int64) map[string]string {
	return map[string]string{"id": itoa(id), "n": itoa(value[int64](h, `SELECT min(id) FROM nominee WHERE dossier_id = $1 AND state = 'nominated'`, id)),
		"p": itoa(value[int64](h, `SELECT coalesce(min(id), 1) FROM dossier_paper WHERE dossier_id = $1 AND withdrawn IS NULL`, id)), "phan": "team"}
}

const sqlSignature = `jsonb_build_object('UserID', 1, 'Name', 'Nguyễn Văn Minh', 'Title', 'Trưởng Công an phường', 'At', '2025-02-05T08:00:00+07:00')`

// newProposal is one nobody else's sample touches.
func newProposal(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		id := value[int64](h, `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created)
		  SELECT 'giay_khen', p.id, u.unit_id, l.parent_id, (SELECT coalesce(max(no), 0) + 1 FROM dossier), '{"proposer": "commune_police", "appraiser": "district"}', 'draft',
		   s.scope_path || u.unit_id || '.', `+sqlSignature+` FROM unit_name u JOIN unit_link l ON l.child_id = u.unit_id JOIN phase p ON p.ordinal = 0
		   JOIN phase_report s ON s.phase_id = p.id AND s.unit_id = l.parent_id WHERE u.code = $1 RETURNING id`, code)
		for _, sql := range []string{
			`INSERT INTO dossier_step (dossier_id, state, holder, by, on_day) VALUES ($1, 'draft', 'proposer', ` + sqlSignature + `, '2025-02-05')`,
			`INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, merit, state, changed)
			  SELECT d.id, d.phase_id, d.form, row_number() OVER (ORDER BY s.id), 'member', s.team_id, s.person_id, p.full_name, 'Tổ viên', 'dot-1', 'Đã có thành tích', 'nominated', ` + sqlSignature + `
			  FROM dossier d JOIN unit_link l ON l.parent_id = d.unit_id JOIN service s ON s.team_id = l.child_id JOIN person p ON p.id = s.person_id
			  WHERE d.id = $1 AND upper_inf(s.during) AND s.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM nominee n WHERE n.person_id = s.person_id AND n.state NOT IN ('withdrawn', 'refused')) ORDER BY s.id DESC LIMIT 2`,
			`INSERT INTO nominee_text (nominee_id, section, version, body, figures, by) SELECT min(id), 'team', v, 'Bản ' || v, '[]', ` + sqlSignature + ` FROM nominee, generate_series(1, 2) v WHERE dossier_id = $1 GROUP BY v`,
			`INSERT INTO evidence_file (digest, kind, size, created_at) SELECT sha256('%PDF'), 'pdf', 4, '2025-02-05' WHERE $1 > 0 ON CONFLICT DO NOTHING`,
			`INSERT INTO evidence_chunk (digest, n, bytes) SELECT sha256('%PDF'), 0, '%PDF' WHERE $1 > 0 ON CONFLICT DO NOTHING`,
			`INSERT INTO dossier_paper (dossier_id, kind, name, digest, added) VALUES ($1, 'khac', 'Tờ trình đã ký.pdf', sha256('%PDF'), ` + sqlSignature + `)`,
		} {
			if _, err := h.Pool.Exec(h.t.Context(), sql, id); err != nil {
				h.t.Fatal(err)
			}
		}
		return offeredOf(h, id)
	}
}

// seenNominee is a form with the nominee's version.
func seenNominee(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		return both(form, url.Values{"phien-ban": {h.row(`SELECT version FROM nominee WHERE id = $1::text::bigint`, p["n"])["version"]}})
	}
}

// seenDossier is a form with the dossier's version.
func seenDossier(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		return both(form, url.Values{"phien-ban": {h.row(`SELECT version FROM dossier WHERE id = $1::text::bigint`, p["id"])["version"]}})
	}
}

// namesake puts a second person of nearly the same name forward beside the
// first, so that there is a warning to confirm.
func namesake(h *house, t *testing.T, p map[string]string) url.Values {
	t.Helper()
	if _, err := h.Pool.Exec(t.Context(), `UPDATE person SET birth_date = '1970-01-02', full_name = 'Nguyễn Văn Trùng' WHERE id IN (SELECT person_id FROM nominee WHERE dossier_id = $1::text::bigint)`, p["id"]); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Pool.Exec(t.Context(), `UPDATE nominee SET name = 'Nguyễn Văn Trùng' WHERE dossier_id = $1::text::bigint`, p["id"]); err != nil {
		t.Fatal(err)
	}
	body := h.as(t, "xa").Get(path(nominee, p)).Want(t, http.StatusOK, "Có thể trùng với Nguyễn Văn Trùng").Body
	return url.Values{"canh-bao": {inputOf(t, body, "canh-bao")}, inputName(t, body, "ket-qua-"): {"Hai người khác nhau, đã đối chiếu sổ"}}
}

// freeMember is a member of a commune nobody put forward.
func freeMember(h *house, code string) string {
	return itoa(value[int64](h, `SELECT min(s.person_id) FROM service s JOIN unit_link l ON l.child_id = s.team_id JOIN unit_name u ON u.unit_id = l.parent_id
	  WHERE u.code = $1 AND upper_inf(s.during) AND s.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM nominee n WHERE n.person_id = s.person_id AND n.state NOT IN ('withdrawn', 'refused'))`, code))
}

var dossierSamples = map[string]sample{
	"POST /khen-thuong/ho-so/moi": {as: "xa", act: "nominee.add", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		at := "/khen-thuong/ho-so/moi"
		return url.Values{"khoa": {h.key(t, "xa", at)}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "nguoi": {freeMember(h, kinhDinh)}}
	})},
	"GET " + proposal: {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"POST " + proposal + "/gui": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "dossier.withdraw",
		good: sent("xa", newProposal(kinhDinh), seenDossier(url.Values{"viec": {"withdraw"}, "ly-do": {"Lập nhầm đợt"}}))},
	"POST " + proposal + "/soan": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), empty: http.StatusSeeOther, why: "there is nothing to fill in", act: "nominee.draft", good: sent("xa", newProposal(kinhDinh), nil)},
	"POST " + proposal + "/to-trinh": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "dossier.letter",
		good: sent("xa", newProposal(kinhDinh), func(h *house, t *testing.T, p map[string]string) url.Values {
			return seenDossier(url.Values{"so": {"12" + p["id"]}, "ngay": {"05/02/2025"}, "chuc-vu": {"Trưởng Công an phường"}, "nguoi-ky": {"Nguyễn Văn Minh"}})(h, t, p)
		})},
	"POST " + proposal + "/giay-to": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "dossier.paper",
		good: enclosed("Biên bản.pdf", []byte("%PDF-1.4\nstartxref\n9\n%%EOF\n"), sent("xa", newProposal(kinhDinh), fixed(url.Values{"loai": {"bien-ban"}})))},
	"GET " + proposal + "/giay-to/{p}":     {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + proposal + "/giay-to/{p}/rut": {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"POST " + proposal + "/giay-to/{p}/rut": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "dossier.paper_withdraw",
		good: sent("xa", newProposal(kinhDinh), fixed(url.Values{"ly-do": {"Tải nhầm tệp"}}))},
	"GET " + proposal + "/to-trinh.docx":           {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + proposal + "/danh-sach.docx":          {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + proposal + "/bao-cao-thanh-tich.docx": {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + nominee:                               {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + nominee + "/bao-cao/{phan}":           {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"GET " + nominee + "/bao-cao-thanh-tich.docx":  {as: "xa", own: offered(kinhDinh), other: offered(doVinh)},
	"POST " + nominee + "/noi-dung": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "nominee.edit",
		good: sent("xa", newProposal(kinhDinh), seenNominee(url.Values{"khen-ve": {"dot-1"}, "thanh-tich": {"Đã có thành tích trong thực hiện đợt 1 phong trào thi đua"}}))},
	"POST " + nominee + "/thu-tu": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "nominee.edit", good: sent("xa", newProposal(kinhDinh), fixed(url.Values{"huong": {"len"}}))},
	"POST " + nominee + "/rut": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "nominee.remove",
		good: sent("xa", newProposal(kinhDinh), seenNominee(nil))},
	"POST " + nominee + "/xac-nhan": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "nominee.confirm", good: sent("xa", newProposal(kinhDinh), namesake)},
	"POST " + nominee + "/bao-cao": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "nominee.text",
		good: sent("xa", newProposal(kinhDinh), fixed(url.Values{"own": {"Đồng chí tích cực tuần tra đêm, bắt quả tang hai vụ trộm."}, "phien-ban-own": {"0"}}))},
	"POST " + nominee + "/soan-lai": {as: "xa", own: offered(kinhDinh), other: offered(doVinh), act: "nominee.draft", good: sent("xa", newProposal(kinhDinh), fixed(url.Values{"thay": {"1"}}))},
}

func init() {
	for k, s := range dossierSamples {
		samples[k] = s
	}
}

// inputOf is the value of a page's first hidden field of a name.
func inputOf(t *testing.T, body, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, `name="`+name+`" value="`)
	v, _, _ := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("the page has no field %s", name)
	}
	return v
}

// inputName is the whole name of a page's first field that begins so.
func inputName(t *testing.T, body, prefix string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, `name="`+prefix)
	v, _, _ := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("the page has no field %s…", prefix)
	}
	return prefix + v
}

// A dossier's page takes no more statements for many nominees than for few: it
// judges them all by the facts of today.
func TestStatementsOfDossiers(t *testing.T) {
	h := start(t)
	p := newProposal(kinhDinh)(h)
	for login, most := range map[string]int64{"xa": 24, "huyen": 24} {
		for at, most := range map[string]int64{path(proposal, p): most, path(nominee, p): most, "/khen-thuong/ho-so": 2, path(proposal+"/bao-cao-thanh-tich.docx", p): most} {
			if n := counted(t, h, cookies(t, h, login), at); n-1 > most {
				t.Errorf("%s: %s takes %d statements beside the session's, at most %d", login, at, n-1, most)
			}
		}
	}
	if n := counted(t, h, cookies(t, h, "xa"), "/khen-thuong/ho-so/moi"); n-1 > 20 {
		t.Errorf("putting forward takes %d", n-1)
	}
}
