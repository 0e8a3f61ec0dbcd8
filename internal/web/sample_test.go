package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"thidua/internal/demo"
	"thidua/internal/identity"
)

// sample is what the cases of a route need besides its class. GET routes
// without parts in their path need none.
type sample struct {
	as    string                           // who may; "" nobody has to sign in
	own   func(h *house) map[string]string // parts of the path within reach of as
	other func(h *house) map[string]string // parts of another unit's row; nil where nothing is anyone's
	query string                           // of a GET that needs one

	empty int // the answer to an empty form, 422 unless given
	why   string
	once  bool // even an empty form ends the session it came by
	blind bool // reads no form, so a large body does not matter
	json  bool // reads JSON
	file  bool // takes a file: its good form is sent as multipart

	good func(h *house, t *testing.T) attempt
	done int    // the answer to it, 303 unless given
	act  string // the action it writes to the audit
}

// attempt is one sending that succeeds.
type attempt struct {
	as    string
	parts map[string]string
	form  url.Values
	json  string
	file  bool
}

func id(sql string, args ...any) func(h *house) map[string]string {
	return func(h *house) map[string]string { return map[string]string{"id": itoa(value[int64](h, sql, args...))} }
}

// report is a commune's report of a period (from 1).
func report(code string, period int) func(h *house) map[string]string {
	return id(`SELECT r.id FROM report r JOIN period p ON p.id = r.period_id JOIN unit_name n ON n.unit_id = r.commune_id
	  WHERE n.code = $1 AND p.ordinal = $2`, code, period-1)
}

// waiting is a report of period 3 in a state, in or outside the district of
// huyen, but not Đô Vinh's; nth from 0.
func waiting(state string, inside bool, nth int) func(h *house) map[string]string {
	return id(`SELECT r.id FROM report r JOIN period p ON p.id = r.period_id JOIN unit_name d ON d.unit_id = r.reviewer_id
	  JOIN unit_name n ON n.unit_id = r.commune_id
	  WHERE p.ordinal = 2 AND r.state = $1 AND (d.code = '582') = $2 AND n.code <> '22738' ORDER BY r.id OFFSET $3 LIMIT 1`, state, inside, nth)
}

func deed(code string) func(h *house) map[string]string {
	return id(`SELECT d.id FROM good_deed d JOIN unit_link l ON l.child_id = d.team_id JOIN unit_name n ON n.unit_id = l.parent_id
	  WHERE n.code = $1 AND d.withdrawn_at IS NULL AND upper_inf(l.during) ORDER BY d.id DESC LIMIT 1`, code)
}

func model(code string) func(h *house) map[string]string {
	return id(`SELECT m.id FROM community_model m JOIN unit_name n ON n.unit_id = m.commune_id WHERE n.code = $1 AND m.withdrawn_at IS NULL ORDER BY m.id LIMIT 1`, code)
}

func unit(code string) func(h *house) map[string]string {
	return id(`SELECT unit_id FROM unit_name WHERE code = $1`, code)
}

func team(code string) func(h *house) map[string]string {
	return id(`SELECT min(l.child_id) FROM unit_link l JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = $1`, code)
}

func user(login string) func(h *house) map[string]string {
	return id(`SELECT id FROM app_user WHERE login = $1`, login)
}

func cell(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		return with(report(code, 3)(h), map[string]string{"row": team(code)(h)["id"], "slot": "0"})
	}
}

func appointed(login string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		return with(user(login)(h), map[string]string{"appointment": itoa(value[int64](h, `SELECT a.id FROM appointment a JOIN app_user u ON u.id = a.user_id WHERE u.login = $1 LIMIT 1`, login))})
	}
}

// session is one of a person's sessions; a second sign-in makes sure there is
// one that the walk does not use.
func session(login string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.As(h.t, login)
		return map[string]string{"id": value[string](h, `SELECT encode(s.id_hash, 'hex') FROM session s JOIN app_user u ON u.id = s.user_id
		  WHERE u.login = $1 ORDER BY s.created_at DESC LIMIT 1`, login)}
	}
}

// sent is an attempt by somebody with the sample's own parts.
func sent(as string, parts func(h *house) map[string]string, form func(h *house, t *testing.T, p map[string]string) url.Values) func(*house, *testing.T) attempt {
	return func(h *house, t *testing.T) attempt {
		p := map[string]string{}
		if parts != nil {
			p = parts(h)
		}
		a := attempt{as: as, parts: p}
		if form != nil {
			a.form = form(h, t, p)
		}
		return a
	}
}

func fixed(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(*house, *testing.T, map[string]string) url.Values { return form }
}

// versioned is a form with the user's version.
func versioned(login string, form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, _ map[string]string) url.Values {
		f := url.Values{"version": {h.user(login)["version"]}}
		for k, v := range form {
			f[k] = v
		}
		return f
	}
}

// numbered is a form with the number of the submission the reviewer saw.
func numbered(form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		f := url.Values{"lan": {h.row(`SELECT submission_no FROM report WHERE id = $1::text::bigint`, p["id"])["submission_no"]}}
		for k, v := range form {
			f[k] = v
		}
		return f
	}
}

var samples = map[string]sample{
	"GET /dang-nhap": {},
	"POST /dang-nhap": {act: "login.success",
		good: sent("", nil, fixed(url.Values{"ten-dang-nhap": {"noivu"}, "mat-khau": {demo.Password}}))},
	"POST /dang-xuat": {as: "lanhdao", empty: http.StatusSeeOther, why: "leaving needs nothing", once: true, blind: true, act: "logout",
		good: sent("lanhdao", nil, nil)},
	"POST /mat-khau": {as: "xa", act: "password.change", good: sent("xa-22741", nil,
		fixed(url.Values{identity.FieldCurrent: {demo.Password}, identity.FieldNew: {"Sông Dinh chảy 7 khúc"}, identity.FieldAgain: {"Sông Dinh chảy 7 khúc"}}))},
	"POST /tai-khoan/vai-tro": {as: "xa", empty: http.StatusNotFound, why: "no appointment is named", act: "session.act_as",
		good: sent(twofold, nil, func(h *house, _ *testing.T, _ map[string]string) url.Values {
			return url.Values{"vai-tro": {h.row(`SELECT a.id FROM appointment a JOIN app_user u ON u.id = a.user_id WHERE u.login = $1 AND a.kind = 'acting'`, twofold)["id"]}}
		})},
	"POST /tai-khoan/dang-xuat-moi-noi": {as: "noivu", empty: http.StatusSeeOther, why: "leaving needs nothing", once: true, blind: true, act: "logout.everywhere",
		good: sent("noivu", nil, nil)},
	"POST /tai-khoan/phien/{id}/ket-thuc": {as: "xa", own: session("xa"), other: session("huyen"), empty: http.StatusSeeOther, why: "ending a session needs nothing", blind: true,
		act: "session.end", good: sent("xa", session("xa"), nil)},

	"GET /don-vi/{id}": {as: "xa", own: unit(kinhDinh), other: unit(doVinh)},
	"GET /to/{id}":     {as: "xa", own: team(kinhDinh), other: team(doVinh)},
	"POST /to/{id}/so-dinh-danh": {as: "xa", own: team(kinhDinh), other: team(doVinh), empty: http.StatusNotFound, why: "no member is named", done: http.StatusOK, act: "roster.unmask",
		good: sent("xa", team(kinhDinh), func(h *house, _ *testing.T, p map[string]string) url.Values {
			return url.Values{"nguoi": {h.row(`SELECT person_id FROM service WHERE team_id = $1::text::bigint AND upper_inf(during) LIMIT 1`, p["id"])["person_id"]}}
		})},

	"POST /guong/moi": {as: "xa", act: "deed.add", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return deedForm(h, url.Values{"khoa": {h.key(t, "xa", "/guong/moi")}})
	})},
	"GET /guong/{id}/sua": {as: "xa", own: deed(kinhDinh), other: deed(doVinh)},
	"POST /guong/{id}/sua": {as: "xa", own: deed(kinhDinh), other: deed(doVinh), act: "deed.edit",
		good: sent("xa", deed(kinhDinh), func(h *house, _ *testing.T, _ map[string]string) url.Values {
			return deedForm(h, url.Values{"phien-ban": {"1"}})
		})},
	"GET /guong/{id}/rut": {as: "xa", own: deed(kinhDinh), other: deed(doVinh)},
	"POST /guong/{id}/rut": {as: "xa", own: deed(kinhDinh), other: deed(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "deed.withdraw",
		good: sent("xa-"+doVinh, deed(doVinh), fixed(url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi nhầm Tổ"}}))},

	"POST /mo-hinh/moi": {as: "xa", act: "model.add", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return modelForm(url.Values{"khoa": {h.key(t, "xa", "/mo-hinh/moi")}})
	})},
	"GET /mo-hinh/{id}/sua": {as: "xa", own: model(kinhDinh), other: model(doVinh)},
	"POST /mo-hinh/{id}/sua": {as: "xa", own: model(kinhDinh), other: model(doVinh), act: "model.edit",
		good: sent("xa", model(kinhDinh), fixed(modelForm(url.Values{"phien-ban": {"1"}})))},
	"GET /mo-hinh/{id}/rut": {as: "xa", own: model(kinhDinh), other: model(doVinh)},
	"POST /mo-hinh/{id}/rut": {as: "xa", own: model(kinhDinh), other: model(doVinh), empty: http.StatusConflict, why: "not the version that was seen", act: "model.withdraw",
		good: sent("xa-"+doVinh, model(doVinh), fixed(url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi trùng mô hình"}}))},
}

// evidence is a file of a deed, recognised a recognition of a deed.
func evidence(code string) func(h *house) map[string]string {
	return id(`SELECT l.id FROM evidence_link l JOIN good_deed d ON d.id = l.deed_id JOIN unit_link u ON u.child_id = d.team_id JOIN unit_name n ON n.unit_id = u.parent_id
	  WHERE (n.code = $1) AND l.withdrawn_at IS NULL ORDER BY l.id LIMIT 1`, code)
}

func recognised(code string) func(h *house) map[string]string {
	return id(`SELECT r.id FROM recognition r JOIN good_deed d ON d.id = r.deed_id JOIN unit_link u ON u.child_id = d.team_id JOIN unit_name n ON n.unit_id = u.parent_id
	  WHERE n.code = $1 AND r.withdrawn_at IS NULL AND d.withdrawn_at IS NULL ORDER BY r.id LIMIT 1`, code)
}

var recognition = url.Values{"cap": {"district"}, "noi-ghi-nhan": {"Công an thành phố Phan Rang – Tháp Chàm"}, "van-ban": {"15/CV-CATP"}, "ngay-ghi-nhan": {"04/02/2025"}}

// keyed is a form with the key the page at an address carries.
func keyed(login, pattern string, form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, t *testing.T, p map[string]string) url.Values {
		return both(form, url.Values{"khoa": {h.key(t, login, path(pattern, p))}})
	}
}

func both(form, more url.Values) url.Values {
	f := url.Values{}
	for _, x := range []url.Values{form, more} {
		for k, v := range x {
			f[k] = v
		}
	}
	return f
}

var registerSamples = map[string]sample{
	"GET /guong/{id}":            {as: "xa", own: deed(kinhDinh), other: deed(doVinh)},
	"GET /guong/{id}/ghi-nhan":   {as: "xa", own: deed(kinhDinh), other: deed(doVinh)},
	"POST /guong/{id}/ghi-nhan":  {as: "xa", own: deed(kinhDinh), other: deed(doVinh), act: "deed.recognise", good: sent("xa", deed(kinhDinh), keyed("xa", "/guong/{id}/ghi-nhan", recognition))},
	"POST /guong/{id}/tai-lieu":  {as: "xa", own: deed(kinhDinh), other: deed(doVinh), file: true, act: "deed.attach", good: sent("xa", deed(kinhDinh), fixed(url.Values{"khong-mat": {"1"}}))},
	"GET /mo-hinh/{id}":          {as: "xa", own: model(kinhDinh), other: model(doVinh)},
	"GET /mo-hinh/{id}/ghi-nhan": {as: "xa", own: model(kinhDinh), other: model(doVinh)},
	"POST /mo-hinh/{id}/ghi-nhan": {as: "xa", own: model(kinhDinh), other: model(doVinh), act: "model.recognise",
		good: sent("xa", model(kinhDinh), keyed("xa", "/mo-hinh/{id}/ghi-nhan", recognition))},
	"POST /mo-hinh/{id}/tai-lieu": {as: "xa", own: model(kinhDinh), other: model(doVinh), file: true, act: "model.attach", good: sent("xa", model(kinhDinh), fixed(url.Values{"khong-mat": {"1"}}))},
	"GET /ghi-nhan/{id}/rut":      {as: "xa", own: recognised(kinhDinh), other: recognised(doVinh)},
	"POST /ghi-nhan/{id}/rut": {as: "xa", own: recognised(kinhDinh), other: recognised(doVinh), act: "deed.unrecognise",
		good: sent("xa-"+doVinh, recognised(doVinh), fixed(url.Values{"ly-do": {"Nhập nhầm văn bản"}}))},
	"GET /tai-lieu/{id}":     {as: "xa", own: evidence(kinhDinh), other: evidence(doVinh)},
	"GET /tai-lieu/{id}/rut": {as: "xa", own: evidence(kinhDinh), other: evidence(doVinh)},
	"POST /tai-lieu/{id}/rut": {as: "xa", own: evidence(kinhDinh), other: evidence(doVinh), act: "deed.detach",
		good: sent("xa-"+doVinh, evidence(doVinh), fixed(url.Values{"ly-do": {"Gửi nhầm tệp"}}))},
}

func deedForm(h *house, more url.Values) url.Values {
	f := url.Values{"to": {team(kinhDinh)(h)["id"]}, "ngay": {"03/02/2025"}, "nguoi": {"Cả Tổ"}, "viec": {"Dập tắt đám cháy bãi rác sau chợ Phan Rang"}, "van-them": {"1"}}
	for k, v := range more {
		f[k] = v
	}
	return f
}

func modelForm(more url.Values) url.Values {
	f := url.Values{"ten": {"Tiếng loa an ninh buổi sáng"}, "linh-vuc": {"Phòng, chống tội phạm"}, "hieu-qua": {"Người dân được nhắc việc mỗi sáng"}, "bat-dau": {"01/10/2024"}, "van-them": {"1"}}
	for k, v := range more {
		f[k] = v
	}
	return f
}

func init() {
	for k, s := range registerSamples {
		samples[k] = s
	}
	for k, s := range reportSamples {
		samples[k] = s
	}
	for k, s := range targetSamples {
		samples[k] = s
	}
	for k, s := range summarySamples {
		samples[k] = s
	}
	for k, s := range adminSamples {
		samples[k] = s
	}
}

// empties are the gaps' reasons a draft of Kinh Dinh still needs.
func empties(h *house, t *testing.T) url.Values {
	t.Helper()
	page := h.as(t, "xa").Get(path("/bao-cao/{id}/kiem-tra", report(kinhDinh, 3)(h))).Want(t, http.StatusOK)
	f := url.Values{}
	for _, part := range strings.Split(page.Body, `name="row.`)[1:] {
		row, _, _ := strings.Cut(part, `"`)
		f.Set("row."+row, "Sổ của Tổ đang bổ sung")
	}
	if len(f) == 0 {
		t.Fatal("nothing is missing in the draft: the sample no longer says anything")
	}
	return f
}

var reportSamples = map[string]sample{
	"POST /bao-cao/duyet": {as: "huyen", act: "report.accept", good: func(h *house, _ *testing.T) attempt {
		p := waiting("submitted", true, 0)(h)["id"]
		n := h.row(`SELECT submission_no FROM report WHERE id = $1::text::bigint`, p)["submission_no"]
		return attempt{as: "huyen", form: url.Values{"chon": {p + "." + n}}}
	}},
	"GET /bao-cao/{id}": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
	"POST /bao-cao/{id}": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3), empty: http.StatusSeeOther, why: "nothing changed is nothing to refuse", act: "report.save",
		good: sent("xa", report(kinhDinh, 3), func(h *house, t *testing.T, p map[string]string) url.Values {
			n := itoa(h.TeamOf(t, kinhDinh, 5))
			text := value[string](h, `SELECT body FROM report_text WHERE report_id = $1::text::bigint AND code = 'difficulties'`, p["id"])
			return url.Values{"base.difficulties": {text}, "base": {n + "=" + strings.Repeat(",", 22) + ";"}, "c." + n + ".0": {"3"}, "text.difficulties": {"Thiếu phương tiện tuần tra đêm"}}
		})},
	"POST /bao-cao/{id}/o": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3), json: true, done: http.StatusOK, act: "report.save", good: func(h *house, t *testing.T) attempt {
		return attempt{as: "xa", parts: report(kinhDinh, 3)(h), json: fmt.Sprintf(`{"actor":%s,"cells":[{"row":%d,"slot":2,"base":"","value":"5"}]}`, h.user("xa")["id"], h.TeamOf(t, kinhDinh, 5))}
	}},
	"GET /bao-cao/{id}/o/{row}/{slot}": {as: "xa", own: cell(kinhDinh), other: cell(doVinh)},
	"POST /bao-cao/{id}/o/{row}/{slot}/ghi-chu": {as: "xa", own: cell(kinhDinh), other: cell(doVinh), empty: http.StatusSeeOther, why: "an empty note takes the note away", act: "report.note",
		good: sent("xa", cell(kinhDinh), fixed(url.Values{"ghi-chu": {"Số liệu đã đối chiếu với sổ trực"}}))},
	"GET /bao-cao/{id}/kiem-tra": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
	"POST /bao-cao/{id}/gui": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3), act: "report.submit",
		good: sent("xa", report(kinhDinh, 3), func(h *house, t *testing.T, _ map[string]string) url.Values { return empties(h, t) })},
	"POST /bao-cao/{id}/rut-lai": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3), empty: http.StatusConflict, why: "it was not handed in", blind: true, act: "report.recall",
		good: sent("xa-"+doVinh, report(doVinh, 3), nil)},
	"POST /bao-cao/{id}/nhan-xem": {as: "huyen", own: waiting("submitted", true, 1), other: waiting("submitted", false, 0), empty: http.StatusConflict, why: "not the submission that waits",
		act: "report.take", good: sent("huyen", waiting("submitted", true, 1), numbered(nil))},
	"POST /bao-cao/{id}/duyet": {as: "huyen", own: waiting("submitted", true, 2), other: waiting("submitted", false, 0), empty: http.StatusConflict, why: "not the submission that waits",
		act: "report.accept", good: sent("huyen", waiting("submitted", true, 2), numbered(nil))},
	"POST /bao-cao/{id}/tra-lai": {as: "huyen", own: waiting("in_review", true, 0), other: waiting("submitted", false, 0), empty: http.StatusConflict, why: "not the submission that waits", act: "report.return",
		good: sent("huyen", waiting("in_review", true, 0), numbered(url.Values{"ly-do": {"Số tin báo chưa khớp với sổ"}}))},
	"GET /bao-cao/{id}/gia-han": {as: "huyen", own: report(kinhDinh, 3), other: waiting("submitted", false, 0)},
	"POST /bao-cao/{id}/gia-han": {as: "huyen", own: report(kinhDinh, 3), other: waiting("submitted", false, 0), act: "report.extend",
		good: sent("px03", closed, fixed(url.Values{"den-ngay": {"10/02/2025"}, "ly-do": {"Mất điện nhiều ngày"}}))},
	"GET /bao-cao/{id}/lich-su": {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
	"GET /bao-cao/{id}/in":      {as: "xa", own: report(kinhDinh, 3), other: report(doVinh, 3)},
}

// closed is a month past its close that was never handed in.
var closed = id(`SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE r.state = 'draft' AND p.closes_before <= $1::date ORDER BY r.id LIMIT 1`, demo.Today)

const usersURL = "/quan-tri/nguoi-dung"

var adminSamples = map[string]sample{
	"POST /quan-tri/nguoi-dung/moi": {as: "quantri", act: "user.create", good: sent("quantri", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "quantri", usersURL+"/moi")}, identity.FieldLogin: {"ca.thu"}, identity.FieldName: {"Đỗ Thị Mười"}, identity.FieldTitle: {"Thượng úy"},
			identity.FieldRole: {"commune_police"}, identity.FieldUnit: {unit(doVinh)(h)["id"]}, identity.FieldFrom: {"05/02/2025"}}
	})},
	"GET /quan-tri/nguoi-dung/{id}":              {as: "quantri", own: user("xa")},
	"GET /quan-tri/nguoi-dung/{id}/sua":          {as: "quantri", own: user("xa")},
	"GET /quan-tri/nguoi-dung/{id}/giao-vai-tro": {as: "quantri", own: user("xa")},
	"GET /quan-tri/nguoi-dung/{id}/vai-tro/{appointment}/ket-thuc": {as: "quantri", own: appointed("xa"), other: func(h *house) map[string]string {
		return with(appointed("xa")(h), map[string]string{"appointment": appointed("huyen")(h)["appointment"]})
	}},
	"GET /quan-tri/nguoi-dung/{id}/cap-lai-mat-khau": {as: "quantri", own: user("xa")},
	"GET /quan-tri/nguoi-dung/{id}/ngung":            {as: "quantri", own: user("xa")},
	"GET /quan-tri/nhat-ky/{id}":                     {as: "quantri", own: id(`SELECT max(id) FROM audit_entry`)},

	"POST /quan-tri/nguoi-dung/{id}/sua": {as: "quantri", own: user("xa"), act: "user.edit",
		good: sent("quantri", user("xa-22741"), versioned("xa-22741", url.Values{identity.FieldName: {"Nguyễn Đức Thọ"}, identity.FieldTitle: {"Đại úy"}}))},
	"POST /quan-tri/nguoi-dung/{id}/giao-vai-tro": {as: "quantri", own: user("xa"), empty: http.StatusConflict, why: "not the version that was seen", act: "user.appoint",
		good: sent("quantri", user(roleless), func(h *house, t *testing.T, p map[string]string) url.Values {
			return versioned(roleless, url.Values{identity.FieldRole: {"commune_police"}, identity.FieldUnit: {unit(doVinh)(h)["id"]}, identity.FieldFrom: {"05/02/2025"}})(h, t, p)
		})},
	"POST /quan-tri/nguoi-dung/{id}/vai-tro/{appointment}/ket-thuc": {as: "quantri", own: appointed("xa"), act: "user.end_appointment",
		good: sent("quantri", appointed("xa-22744"), versioned("xa-22744", url.Values{identity.FieldEnd: {"28/02/2025"}}))},
	"POST /quan-tri/nguoi-dung/{id}/cap-lai-mat-khau": {as: "quantri", own: user("xa"), empty: http.StatusConflict, why: "not the version that was seen", act: "user.reset_password",
		good: sent("quantri", user("xa-22780"), versioned("xa-22780", nil))},
	"POST /quan-tri/nguoi-dung/{id}/ngung": {as: "quantri", own: user("xa"), act: "user.disable",
		good: sent("quantri", user("xa-22750"), versioned("xa-22750", url.Values{identity.FieldReason: {"Nghỉ hưu"}}))},
	"POST /quan-tri/nguoi-dung/{id}/mo-lai": {as: "quantri", own: user("xa"), empty: http.StatusConflict, why: "not the version that was seen", act: "user.enable",
		good: sent("quantri", user(stopped), versioned(stopped, nil))},
	"POST /quan-tri/nguoi-dung/{id}/ket-thuc-phien": {as: "quantri", own: user("xa-22762"), empty: http.StatusSeeOther, why: "ending sessions needs nothing", blind: true, act: "user.end_sessions",
		good: func(h *house, t *testing.T) attempt {
			h.As(t, "xa-22762")
			return attempt{as: "quantri", parts: user("xa-22762")(h)}
		}},
}
