package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sqlPathOf is a unit's path, of a commune, a district or the province.
const sqlPathOf = `(SELECT path FROM (SELECT r.scope_path AS path FROM report r WHERE r.commune_id = n.unit_id UNION ALL SELECT p.scope_path FROM phase_report p WHERE p.unit_id = n.unit_id) x LIMIT 1)`

const signedBy = `'{"UserID": 0, "Name": "Trần Thị Hoa", "Title": "Chuyên viên", "At": "2025-02-05T09:00:00+07:00"}'::jsonb`

// before is a dossier of a unit in a state, with a team of Phan Rang – Tháp
// Chàm or of the unit nobody proposes yet; part n is the nominee. Every call
// makes another.
func before(code, form, state string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		phase, awarding, roles := 0, `(SELECT l.parent_id FROM unit_link l WHERE l.child_id = n.unit_id LIMIT 1)`, `{"proposer": "commune_police", "appraiser": "district"}`
		if form == "bang_khen" {
			phase, roles = 1, `{"proposer": "district", "opinion": "px03", "appraiser": "home_affairs"}`
		}
		d := itoa(value[int64](h, `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, submission_no, scope_path, created)
		  SELECT $2, p.id, n.unit_id, `+awarding+`, (SELECT coalesce(max(no), 0) + 1 FROM dossier), $3::jsonb, $4, 1, `+sqlPathOf+`, `+signedBy+`
		   FROM unit_name n JOIN phase p ON p.ordinal = $5 WHERE n.code = $1 RETURNING id`, code, form, roles, state, phase))
		value[int64](h, `INSERT INTO dossier_step (dossier_id, act, from_state, state, holder, by, on_day) SELECT d.id, 'submit', 'draft', d.state, 'appraiser', d.created, '2025-02-05' FROM dossier d WHERE d.id = $1::text::bigint RETURNING id`, d)
		n := itoa(value[int64](h, `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, name, span, merit, state, changed)
		  SELECT d.id, d.phase_id, d.form, 1, 'team', l.child_id, u.name, CASE WHEN d.form = 'giay_khen' THEN 'dot-1' ELSE 'dot-2' END, 'Đã có thành tích', 'nominated', d.created
		   FROM dossier d JOIN unit_link l ON true JOIN unit t ON t.id = l.child_id AND t.level = 'team' JOIN unit_name u ON u.unit_id = t.id
		   WHERE d.id = $1::text::bigint AND NOT EXISTS (SELECT FROM nominee x WHERE x.team_id = t.id AND x.phase_id = d.phase_id AND x.subject = 'team') ORDER BY t.id DESC LIMIT 1 RETURNING id`, d))
		return map[string]string{"id": d, "n": n}
	}
}

// kept is one made once a house, for cases that only read or are refused.
func kept(of func(h *house) map[string]string) func(h *house) map[string]string {
	made := map[*house]map[string]string{}
	return func(h *house) map[string]string {
		if made[h] == nil {
			made[h] = of(h)
		}
		return made[h]
	}
}

// met is an open meeting of a unit's council with three members and, where
// with is set, a dossier before it.
func met(code string, with bool) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		m := itoa(value[int64](h, `INSERT INTO council_meeting (unit_id, form, phase_id, held_on, venue, rule, opened, scope_path)
		  SELECT n.unit_id, 'giay_khen', p.id, '2025-02-05', 'Phòng họp số 2', '{"Threshold": {"Num": 1, "Den": 2, "Strict": true}, "Quorum": {"Num": 2, "Den": 3, "Strict": false}}', `+signedBy+`, `+sqlPathOf+`
		   FROM unit_name n JOIN phase p ON p.ordinal = 0 WHERE n.code = $1 RETURNING id`, code))
		exec := func(sql string, args ...any) {
			if _, err := h.Pool.Exec(h.t.Context(), sql, args...); err != nil {
				h.t.Fatal(err)
			}
		}
		exec(`INSERT INTO council_member (meeting_id, place, name, title, seat, attendance) VALUES ($1::text::bigint, 1, 'Nguyễn Văn Bình', 'Chủ tịch', 'chair', 'present'),
		  ($1::text::bigint, 2, 'Trần Thị Hoa', 'Trưởng phòng', 'member', 'present'), ($1::text::bigint, 3, 'Phạm Văn Sơn', 'Chuyên viên', 'secretary', 'present')`, m)
		p := map[string]string{"id": m}
		if with {
			d := before(kinhDinh, "giay_khen", "council")(h)
			exec(`INSERT INTO council_dossier (meeting_id, dossier_id) VALUES ($1::text::bigint, $2::text::bigint)`, m, d["id"])
			p["n"] = d["n"]
		}
		return p
	}
}

// shut is a meeting whose minutes are kept: those above read it too.
func shut(of func(h *house) map[string]string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		h.t.Helper()
		p := of(h)
		more(h, `UPDATE council_meeting SET closed = opened WHERE id = $1::text::bigint`, p["id"])
		return p
	}
}

// asSeen is a form with the version of the row the page was of.
func asSeen(table string, form func(h *house, p map[string]string) url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		return both(form(h, p), url.Values{"phien-ban": {h.row(`SELECT version FROM `+table+` WHERE id = $1::text::bigint`, p["id"])["version"]}})
	}
}

func plainly(form url.Values) func(*house, map[string]string) url.Values {
	return func(*house, map[string]string) url.Values { return form }
}

const (
	hop   = "/khen-thuong/hop"
	aHop  = hop + "/{id}"
	aHoSo = "/khen-thuong/ho-so/{id}"
)

var (
	ownMeeting   = kept(met("582", true))
	otherMeeting = kept(met("584", false))
	atSubject    = kept(before(kinhDinh, "giay_khen", "appraising"))
	otherSubject = kept(before("22840", "giay_khen", "appraising"))
)

var councilSamples = map[string]sample{
	"POST " + hop + "/moi": {as: "huyen", act: "council.open", good: sent("huyen", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return url.Values{"khoa": {h.key(t, "huyen", hop+"/moi")}, "hinh-thuc": {"giay_khen"}, "dot": {h.row(`SELECT id FROM phase WHERE ordinal = 0`)["id"]}, "ngay-hop": {"05/02/2025"}, "dia-diem": {"Hội trường tầng 2"}}
	})},
	"GET " + aHop:                    {as: "ubnd", own: kept(shut(met(kinhDinh, true))), other: kept(shut(met(doVinh, false)))},
	"GET " + aHop + "/bien-ban.docx": {as: "ubnd", own: kept(shut(met(kinhDinh, true))), other: kept(shut(met(doVinh, false)))},
	"POST " + aHop: {as: "huyen", own: ownMeeting, other: otherMeeting, empty: http.StatusConflict, why: "not the version that was seen", act: "council.edit",
		good: sent("huyen", met("582", false), asSeen("council_meeting", plainly(url.Values{"ngay-hop": {"04/02/2025"}, "dia-diem": {"Phòng họp số 1"}, "tv-1": {""}, "ten-1": {"Lê Thị Mai"}, "chuc-vu-1": {"Phó Trưởng Công an"},
			"chuc-danh-1": {"member"}, "du-1": {"vang"}, "ly-do-vang-1": {"đi công tác"}})))},
	"POST " + aHop + "/ho-so": {as: "huyen", own: ownMeeting, other: otherMeeting, empty: http.StatusConflict, why: "not the version that was seen", act: "council.bring",
		good: sent("huyen", met("582", false), asSeen("council_meeting", func(h *house, _ map[string]string) url.Values {
			return url.Values{"ho-so": {before(kinhDinh, "giay_khen", "appraising")(h)["id"]}}
		}))},
	"POST " + aHop + "/phieu": {as: "huyen", own: ownMeeting, other: otherMeeting, empty: http.StatusConflict, why: "not the version that was seen", act: "council.vote",
		good: sent("huyen", met("582", true), asSeen("council_meeting", func(h *house, p map[string]string) url.Values {
			m := h.row(`SELECT min(id) AS id FROM council_member WHERE meeting_id = $1::text::bigint`, p["id"])["id"]
			return url.Values{"tat-ca": {p["n"]}, "phieu-" + m + "-" + p["n"]: {"recused"}, "tranh-" + m + "-" + p["n"]: {"Có người thân được đề nghị"}}
		}))},
	"POST " + aHop + "/chot": {as: "huyen", own: ownMeeting, other: otherMeeting, empty: http.StatusConflict, why: "not the version that was seen", act: "council.close",
		good: sent("huyen", met("582", true), asSeen("council_meeting", plainly(url.Values{"xac-nhan": {"1"}, "so": {"12/BB-HĐTĐKT"}, "ghi-chu": {"Hội đồng thống nhất"}})))},

	"POST " + aHoSo + "/y-kien": {as: "px03", own: kept(before("582", "bang_khen", "in_opinion")), act: "dossier.take",
		good: sent("px03", before("582", "bang_khen", "sent"), asSeen("dossier", plainly(url.Values{"viec": {"take"}})))},
	"POST " + aHoSo + "/xu-ly": {as: "huyen", own: atSubject, other: otherSubject, act: "dossier.return",
		good: sent("huyen", before(kinhDinh, "giay_khen", "appraising"), asSeen("dossier", plainly(url.Values{"viec": {"return"}, "ly-do": {"Bổ sung tờ trình có chữ ký"}})))},
	"POST " + aHoSo + "/truong-hop/{n}/tham-dinh": {as: "huyen", own: atSubject, other: otherSubject, act: "nominee.decline",
		good: sent("huyen", before(kinhDinh, "giay_khen", "appraising"), func(h *house, _ *testing.T, p map[string]string) url.Values {
			return url.Values{"viec": {"declined"}, "phien-ban": {h.row(`SELECT version FROM nominee WHERE id = $1::text::bigint`, p["n"])["version"]}, "can-cu": {"standard"}, "ly-do": {"Chưa đủ tiêu chuẩn theo hướng dẫn"}}
		})},
}

func init() {
	for k, s := range councilSamples {
		samples[k] = s
	}
}

// From the reception to the conclusion as a district does it on its screens:
// every form sent is one that the page before it showed.
func TestCouncilOverTheScreens(t *testing.T) {
	h := bare(t)
	d := before(kinhDinh, "giay_khen", "sent")(h)
	more(h, `INSERT INTO award_guide (phase_id, version, state, criteria, drafted, agreed, issued, number, issued_on, created_at)
	  SELECT id, 1, 'issued', '[{"Form": "giay_khen", "Subject": "team", "Span": "dot-1", "Service": {"Months": 2}}]', `+signedBy+`, `+signedBy+`, `+signedBy+`, '12/HD-SNV', '2025-02-01', '2025-02-01' FROM phase WHERE ordinal = 0`)
	// Two texts alike are a warning somebody has to look at.
	other := before(doVinh, "giay_khen", "sent")(h)
	for _, n := range []string{d["n"], other["n"]} {
		more(h, `INSERT INTO nominee_text (nominee_id, section, version, body, by) VALUES ($1::text::bigint, 'team', 1, $2, `+signedBy+`)`, n, strings.Repeat("Tổ đã tuần tra đêm, phát hiện và bắt giữ hai đối tượng trộm cắp xe máy tại chợ, trả lại tài sản cho người dân. ", 3))
	}
	c := h.as(t, "huyen")
	at, one := path(aHoSo, d), path(aHoSo+"/truong-hop/{n}", d)
	version := func() string {
		return h.row(`SELECT version FROM dossier WHERE id = $1::text::bigint`, d["id"])["version"]
	}
	act := func(viec string, form url.Values) {
		t.Helper()
		body := c.Get(at).Look(t, viec).Want(t, http.StatusOK).Body
		if !strings.Contains(body, `value="`+viec+`"`) && !strings.Contains(body, "?viec="+viec) {
			t.Fatalf("the page offers no %s", viec)
		}
		c.Post(at+"/xu-ly", both(form, url.Values{"viec": {viec}, "phien-ban": {version()}})).Look(t, viec).Want(t, http.StatusSeeOther)
	}
	act("take", nil)
	c.Post(one+"/tham-dinh", url.Values{"viec": {"recommended"}, "phien-ban": {"1"}}).Look(t, "a warning nobody looked at").Want(t, http.StatusUnprocessableEntity, "Nội dung thành tích giống 100 % với")
	page := c.Get(one).Look(t, "nominee").Want(t, http.StatusOK, "Thẩm định", "/tham-dinh").Body
	key, field := inputOf(t, page, "canh-bao"), inputName(t, page, "ket-qua-")
	c.Post(one+"/tham-dinh", url.Values{"canh-bao": {key}, field: {""}}).Look(t, "no reason").Want(t, http.StatusUnprocessableEntity, "Ghi rõ lý do.")
	c.Post(one+"/tham-dinh", url.Values{"canh-bao": {key}, field: {"Hai Tổ cùng tham gia một vụ việc, đã đối chiếu"}}).Want(t, http.StatusSeeOther)
	c.Get(one).Want(t, http.StatusOK, "Hai Tổ cùng tham gia một vụ việc, đã đối chiếu")
	c.Get(at+"?viec=convene").Look(t, "convene").Want(t, http.StatusOK, "Mở cuộc họp mới")

	to := c.Post(hop+"/moi", url.Values{"khoa": {h.key(t, "huyen", hop+"/moi")}, "hinh-thuc": {"giay_khen"}, "dot": {h.row(`SELECT id FROM phase WHERE ordinal = 0`)["id"]}, "ngay-hop": {"05/02/2025"}}).Want(t, http.StatusSeeOther).Location
	seen := func() string {
		return inputOf(t, c.Get(to).Look(t, "meeting").Want(t, http.StatusOK).Body, "phien-ban")
	}
	c.Post(to+"/chot", url.Values{"phien-ban": {seen()}, "xac-nhan": {"1"}}).Look(t, "nothing to close").Want(t, http.StatusUnprocessableEntity, "Chưa có hồ sơ nào", "Hội đồng cần ít nhất 03 thành viên.")
	members := url.Values{"ngay-hop": {"05/02/2025"}, "gio-bat-dau": {"10:00"}, "gio-ket-thuc": {"8 giờ sáng"}, "phien-ban": {seen()}}
	c.Post(to, members).Look(t, "no hour").Want(t, http.StatusUnprocessableEntity, "Nhập giờ, phút, ví dụ 08:00.", `value="8 giờ sáng"`)
	members.Set("gio-ket-thuc", "9h30")
	c.Post(to, members).Look(t, "ends before it begins").Want(t, http.StatusUnprocessableEntity, "Giờ kết thúc phải sau giờ bắt đầu.")
	members.Set("gio-bat-dau", "8h")
	for i, seat := range []string{"chair", "member", "secretary"} {
		no := itoa(int64(i + 1))
		members.Set("ten-"+no, "Thành viên "+no)
		members.Set("chuc-danh-"+no, seat)
		members.Set("du-"+no, "du")
	}
	c.Post(to, members).Want(t, http.StatusSeeOther)
	c.Post(to+"/ho-so", url.Values{"phien-ban": {seen()}, "ho-so": {d["id"]}}).Want(t, http.StatusSeeOther)
	c.Get(at).Want(t, http.StatusOK, "Xem cuộc họp, ghi phiếu").Lacks(t, "Ghi kết quả theo phiếu")
	c.Post(to+"/phieu", url.Values{"phien-ban": {seen()}, "tat-ca": {"*"}}).Want(t, http.StatusSeeOther)
	c.Get(to).Want(t, http.StatusOK, "3/3 phiếu đồng ý (100\u00a0%), cần từ 2", "Thông qua")
	for _, login := range []string{"px03", "lanhdao"} {
		h.as(t, login).Get(to).Look(t, login+" before the minutes are kept").Want(t, http.StatusNotFound)
	}
	c.Get(to).Want(t, http.StatusOK, "08:00 – 09:30", "Nếu chốt lúc này: 1 trường hợp, thông qua 1, không thông qua 0.")
	c.Post(to+"/chot", url.Values{"phien-ban": {seen()}, "so": {"3/BB-HĐTĐKT"}}).Look(t, "not sure").Want(t, http.StatusUnprocessableEntity, "Đánh dấu xác nhận: biên bản đã chốt không sửa", `value="3/BB-HĐTĐKT"`)
	c.Post(to+"/chot", url.Values{"phien-ban": {seen()}, "so": {"3/BB-HĐTĐKT"}, "xac-nhan": {"1"}}).Want(t, http.StatusSeeOther)
	for _, login := range []string{"px03", "lanhdao"} {
		h.as(t, login).Get(hop).Look(t, login+" councils").Want(t, http.StatusOK, to, "Biên bản đã chốt").Lacks(t, "Mở cuộc họp")
		h.as(t, login).Get(to).Look(t, login+" minutes").Want(t, http.StatusOK, "3/3 phiếu đồng ý").Lacks(t, "Lưu phiếu")
		h.as(t, login).Get(to+"/bien-ban.docx").Want(t, http.StatusOK)
	}
	h.as(t, "xa").Get(to).Look(t, "a commune").Want(t, http.StatusForbidden)
	c.Get(to).Look(t, "kept").Want(t, http.StatusOK, "Đã chốt biên bản").Lacks(t, "Lưu phiếu")
	act("by_votes", nil)
	act("conclude", nil)
	h.as(t, "xa").Get(at).Look(t, "proposer").Want(t, http.StatusOK, "Đang xét").Lacks(t, "Đề nghị khen thưởng", "Xem xét hồ sơ", "phiếu đồng ý")
}

func more(h *house, sql string, args ...any) {
	h.t.Helper()
	if _, err := h.Pool.Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

// The council's pages keep to three statements whatever the meeting's size.
func TestStatementsOfCouncils(t *testing.T) {
	h := start(t)
	jar := cookies(t, h, "huyen")
	for _, at := range []string{hop, hop + "/moi", path(aHop, met("582", true)(h)), path(aHop+"/bien-ban.docx", met("582", true)(h))} {
		if n := counted(t, h, jar, at); n == 0 || n > 4 {
			t.Errorf("%s takes %d statements beside the session's, at most 3", at, n-1)
		}
	}
}

// PX03's opinions, a specialist, criteria looked at and set aside, an agency
// asked: each shown on the screens that follow, none of it to the proposer.
func TestAppraisalOverTheScreens(t *testing.T) {
	h := bare(t)
	d := before("582", "bang_khen", "in_opinion")(h)
	more(h, `INSERT INTO award_guide (phase_id, version, state, criteria, drafted, agreed, issued, number, issued_on, created_at)
	  SELECT id, 1, 'issued', '[{"Form": "bang_khen", "Subject": "team", "Span": "dot-2", "Service": {"Months": 60}}]', `+signedBy+`, `+signedBy+`, `+signedBy+`, '12/HD-SNV', '2025-02-01', '2025-02-01' FROM phase WHERE ordinal = 1`)
	px, nv := h.as(t, "px03"), h.as(t, "noivu")
	at, one := path(aHoSo, d), path(aHoSo+"/truong-hop/{n}", d)
	version := func() string {
		return h.row(`SELECT version FROM dossier WHERE id = $1::text::bigint`, d["id"])["version"]
	}
	opinion := url.Values{"viec": {"opine"}, "phien-ban": {version()}, "y-kien-" + d["n"]: {"khong"}, "loi-" + d["n"]: {""}}
	px.Post(at+"/y-kien", url.Values{"viec": {"forward"}, "phien-ban": {version()}}).Look(t, "no opinion").Want(t, http.StatusUnprocessableEntity, "Còn 01 trường hợp chưa có ý kiến")
	px.Post(at+"/y-kien", opinion).Look(t, "no words").Want(t, http.StatusUnprocessableEntity, "Ghi lý do không thống nhất", `aria-invalid="true"`, `<option value="khong" selected`)
	opinion.Set("loi-"+d["n"], "Số liệu quý 4 chưa khớp với báo cáo")
	px.Post(at+"/y-kien", opinion).Want(t, http.StatusSeeOther)
	px.Get(at).Want(t, http.StatusOK, `name="thay-`+d["n"]+`" value="khong|Số liệu quý 4 chưa khớp với báo cáo"`, `name="chuyen"`, `href="#y-kien"`)
	// Another officer's page, from before: what it did not touch stands, what it
	// would put in its place is asked about and kept.
	stale := url.Values{"viec": {"opine"}, "phien-ban": {version()}, "y-kien-" + d["n"]: {"co"}, "loi-" + d["n"]: {"Thành tích rõ"}, "thay-" + d["n"]: {"|"}, "chuyen": {"1"}}
	px.Post(at+"/y-kien", stale).Look(t, "somebody else's").Want(t, http.StatusUnprocessableEntity, "vừa ghi cho", "không thống nhất, “Số liệu quý 4 chưa khớp với báo cáo”", "Thành tích rõ</textarea>", `id="f-y-kien-`+d["n"]+`-err"`)
	px.Post(at+"/y-kien", both(opinion, url.Values{"thay-" + d["n"]: {"khong|Số liệu quý 4 chưa khớp với báo cáo"}, "chuyen": {"1"}})).Want(t, http.StatusSeeOther)

	act := func(viec string, form url.Values) {
		t.Helper()
		nv.Post(at+"/xu-ly", both(form, url.Values{"viec": {viec}, "phien-ban": {version()}})).Look(t, viec).Want(t, http.StatusSeeOther)
	}
	act("receive", nil)
	nv.Post(at+"/xu-ly", url.Values{"viec": {"assign"}, "phien-ban": {version()}}).Look(t, "nobody assigned").Want(t, http.StatusUnprocessableEntity, "Chọn chuyên viên thẩm định.", `id="f-chuyen-vien"`)
	act("assign", url.Values{"chuyen-vien": {h.user("noivu")["id"]}})
	nv.Get(at).Look(t, "assigned").Want(t, http.StatusOK, "Chuyên viên thẩm định", "Trương Văn Bình", "Số liệu quý 4 chưa khớp với báo cáo", "Không thống nhất")
	nv.Post(at+"/xu-ly", url.Values{"viec": {"recommend_all"}, "phien-ban": {version()}}).Want(t, http.StatusSeeOther)
	nv.Get(at).Want(t, http.StatusOK, "Đã đề nghị khen thưởng 0 trường hợp. Còn 1 trường hợp chưa ghi được")

	nv.Get(one+"?viec=override&dieu-kien=1").Look(t, "override").Want(t, http.StatusOK, "luôn hiện trong hồ sơ", `name="dieu-kien" value="service"`)
	nv.Post(one+"/tham-dinh", url.Values{"viec": {"override"}, "dieu-kien": {"service"}, "phien-ban": {"1"}}).Look(t, "no reason").Want(t, http.StatusUnprocessableEntity, "Ghi rõ lý do.", `id="f-ly-do"`)
	nv.Post(one+"/tham-dinh", url.Values{"viec": {"override"}, "dieu-kien": {"service"}, "phien-ban": {"1"}, "ly-do": {"Tổ hợp nhất từ ba lực lượng"}}).Want(t, http.StatusSeeOther)
	nv.Post(one+"/tham-dinh", url.Values{"viec": {"check"}, "phien-ban": {"1"}, "khoa-1": {"service"}, "y-kien-1": {"khong"}, "loi-1": {"Chưa đủ 60 tháng"}}).Want(t, http.StatusSeeOther)
	nv.Post(one+"/tham-dinh", url.Values{"viec": {"recommended"}, "phien-ban": {"1"}}).Look(t, "not agreed").Want(t, http.StatusUnprocessableEntity, "thẩm định chưa thống nhất 1 điều kiện")
	nv.Get(one).Look(t, "nominee").Want(t, http.StatusOK, "Điều kiện được cho qua", "Tổ hợp nhất từ ba lực lượng", "Chưa đủ 60 tháng", "Hủy việc cho qua", "Ý kiến của Phòng PX03")

	act("consult", url.Values{"co-quan": {"Cục Thuế tỉnh\r\nSở Tư pháp"}, "ly-do": {"Nghĩa vụ thuế, việc chấp hành pháp luật"}})
	nv.Get(at+"?viec=answer").Look(t, "answer").Want(t, http.StatusOK, "Ý kiến của Cục Thuế tỉnh", "Ý kiến của Sở Tư pháp", "tạm dừng")
	answers := url.Values{}
	for _, n := range []string{"1", "2"} {
		answers.Set("tra-loi-"+n, "Không có ý kiến khác, lần "+n)
	}
	act("answer", answers)
	nv.Get(at).Want(t, http.StatusOK, "Không có ý kiến khác, lần 2")
	h.as(t, "huyen").Get(at).Look(t, "proposer").Want(t, http.StatusOK).Lacks(t, "Số liệu quý 4", "Không có ý kiến khác", "Nghĩa vụ thuế", "Cục Thuế")
	h.as(t, "huyen").Get(one).Look(t, "proposer").Want(t, http.StatusOK).Lacks(t, "Số liệu quý 4", "Chưa đủ 60 tháng")
	act("ask", url.Values{"ly-do": {"Bổ sung xác nhận của Công an huyện"}})
	h.as(t, "huyen").Get(at).Look(t, "asked").Want(t, http.StatusOK, "Hồ sơ cần bổ sung</h2>", "<p>Bổ sung xác nhận của Công an huyện</p>")
	// What the proposer may not, nor another province's side.
	h.as(t, "huyen").Post(at+"/xu-ly", url.Values{"viec": {"return"}, "phien-ban": {version()}, "ly-do": {"Thử"}}).Look(t, "proposer acts").Want(t, http.StatusForbidden)
	px.Post(at+"/y-kien", opinion).Look(t, "too late").Want(t, http.StatusConflict)
	// The first indicator of the plan leads to its explanation like the others.
	more(h, `UPDATE award_guide SET criteria = jsonb_set(criteria, '{0,Verdicts}', '[{"Ordinal": 0, "Span": "dot-1"}]') WHERE number = $1`, "12/HD-SNV")
	nv.Get(one).Look(t, "figures").Want(t, http.StatusOK, "/giai-thich?chi-tieu=1.1&amp;don-vi=")
}
