package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"
)

const ofCommune = ` FROM service s JOIN unit_link l ON l.child_id = s.team_id JOIN unit_name n ON n.unit_id = l.parent_id
  WHERE n.code = $1 AND upper_inf(s.during) AND upper_inf(l.during) AND s.withdrawn_at IS NULL AND s.position = 'member' ORDER BY s.id OFFSET $2 LIMIT 1`

// service is the present service of a commune's nth member, from 0.
func service(code string, nth int) func(h *house) map[string]string {
	return id(`SELECT s.id`+ofCommune, code, nth)
}

func person(code string, nth int) func(h *house) map[string]string {
	return id(`SELECT s.person_id`+ofCommune, code, nth)
}

// teamNth is a commune's nth team, from 0.
func teamNth(code string, nth int) func(h *house) map[string]string {
	return id(`SELECT l.child_id FROM unit_link l JOIN unit_name n ON n.unit_id = l.parent_id JOIN unit u ON u.id = l.child_id
	  WHERE n.code = $1 AND upper_inf(u.during) ORDER BY l.child_id OFFSET $2 LIMIT 1`, code, nth)
}

// ofVersion is a form with the version its row has now.
func ofVersion(table string, form url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		f := url.Values{"phien-ban": {h.row(`SELECT version FROM `+table+` WHERE id = $1::text::bigint`, p["id"])["version"]}}
		maps.Copy(f, form)
		return f
	}
}

// clash is the answer to an empty form of a row with a version.
const clash = "not the version that was seen"

func init() {
	own, other := service(kinhDinh, 0), service(doVinh, 0)
	act := func(what, action string, nth int, form url.Values) {
		samples["GET /tham-gia/{id}/"+what] = sample{as: "xa", own: own, other: other}
		samples["POST /tham-gia/{id}/"+what] = sample{as: "xa", own: own, other: other, empty: http.StatusConflict, why: clash, act: action,
			good: sent("xa", service(kinhDinh, nth), ofVersion("service", form))}
	}
	act("thoi", "roster.leave", 1, url.Values{"ngay-thoi": {"04/02/2025"}, "ly-do": {"own_request"}, "quyet-dinh": {"7/QĐ-UBND"}})
	act("chuc-danh", "roster.position", 2, url.Values{"ngay": {"04/02/2025"}, "chuc-danh": {"deputy"}})
	act("rut", "roster.withdraw", 4, url.Values{"ly-do-sua": {"Ghi nhầm người"}})
	samples["GET /tham-gia/{id}/chuyen"] = sample{as: "xa", own: own, other: other}
	samples["POST /tham-gia/{id}/chuyen"] = sample{as: "xa", own: own, other: other, empty: http.StatusConflict, why: clash, act: "roster.transfer",
		good: sent("xa", service(kinhDinh, 5), func(h *house, t *testing.T, p map[string]string) url.Values {
			return ofVersion("service", url.Values{"to": {teamNth(kinhDinh, 11)(h)["id"]}, "ngay": {"04/02/2025"}, "chuc-danh": {"member"}})(h, t, p)
		})}
	samples["GET /tham-gia/{id}/dinh-chinh"] = sample{as: "xa", own: own, other: other}
	samples["POST /tham-gia/{id}/dinh-chinh"] = sample{as: "xa", own: own, other: other, empty: http.StatusConflict, why: clash, act: "roster.correct",
		good: sent("xa", service(kinhDinh, 6), func(h *house, t *testing.T, p map[string]string) url.Values {
			return ofVersion("service", url.Values{"to": {teamNth(kinhDinh, 12)(h)["id"]}, "ngay-tham-gia": {"01/08/2024"}, "chuc-danh": {"member"}, "ly-do-sua": {"Ghi nhầm ngày"}})(h, t, p)
		})}

	ours, theirs := person(kinhDinh, 0), person(doVinh, 0)
	details := url.Values{"ho-ten": {"Nguyễn Thị Hòa"}, "ngay-sinh": {"02/03/1980"}, "gioi-tinh": {"female"}, "dien-thoai": {"0912 345 678"}}
	samples["GET /thanh-vien/{id}"] = sample{as: "xa", own: ours, other: theirs}
	samples["POST /thanh-vien/{id}/so-dinh-danh"] = sample{as: "xa", own: ours, other: theirs, empty: http.StatusOK, why: "asking needs nothing", done: http.StatusOK, act: "roster.unmask",
		blind: true, good: sent("xa", ours, nil)}
	samples["GET /thanh-vien/{id}/sua"] = sample{as: "xa", own: ours, other: theirs}
	samples["POST /thanh-vien/{id}/sua"] = sample{as: "xa", own: ours, other: theirs, empty: http.StatusConflict, why: clash, act: "roster.edit",
		good: sent("xa", ours, ofVersion("person", details))}
	member := maps.Clone(details)
	maps.Copy(member, url.Values{"chuc-danh": {"member"}, "ngay-tham-gia": {"04/02/2025"}, "van-them": {"1"}, "so-dinh-danh": {"058180009999"}})
	samples["GET /to/{id}/thanh-vien/moi"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh)}
	samples["POST /to/{id}/thanh-vien/moi"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh), act: "roster.enrol",
		good: sent("xa", team(kinhDinh), keyed("xa", "/to/{id}/thanh-vien/moi", member))}

	samples["GET /don-vi/{id}/to-moi"] = sample{as: "xa", own: unit(kinhDinh), other: unit(doVinh)}
	samples["POST /don-vi/{id}/to-moi"] = sample{as: "xa", own: unit(kinhDinh), other: unit(doVinh), act: "org.open",
		good: sent("xa", unit(kinhDinh), keyed("xa", "/don-vi/{id}/to-moi", url.Values{"ten": {"khu phố Hòa Bình"}, "dia-ban": {"khu phố 14\nkhu phố 15"}, "ngay": {"04/02/2025"},
			"quyet-dinh": {"5/QĐ-UBND ngày 03/02/2025"}}))}
	samples["GET /to/{id}/sua"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh)}
	samples["POST /to/{id}/sua"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh), empty: http.StatusConflict, why: clash, act: "org.rename",
		good: sent("xa", teamNth(kinhDinh, 2), ofVersion("unit", url.Values{"cach": {"tu-ngay"}, "ten": {"khu phố Thủy Tú"}, "ngay": {"01/02/2025"}, "quyet-dinh": {"5/QĐ-UBND"}}))}
	samples["GET /to/{id}/dong"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh)}
	samples["POST /to/{id}/dong"] = sample{as: "xa", own: team(kinhDinh), other: team(doVinh), empty: http.StatusConflict, why: clash, act: "org.close",
		good: sent("xa", teamNth(kinhDinh, 3), ofVersion("unit", url.Values{"ngay": {"04/02/2025"}, "quyet-dinh": {"6/QĐ-UBND"}}))}
}
