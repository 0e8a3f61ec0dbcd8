package web_test

import (
	"net/http"
	"net/url"
	"testing"
)

// assigned is a district's first target of the running phase; cases change its
// document and figures, so it is known by its place.
func assigned(code string) func(h *house) map[string]string {
	return id(`SELECT t.id FROM assigned_target t JOIN unit_name n ON n.unit_id = t.setter_id JOIN phase p ON p.id = t.phase_id WHERE n.code = $1 ORDER BY p.ordinal DESC, t.id LIMIT 1`, code)
}

// second is the phase that runs on the demo's day.
func second(*house) map[string]string { return map[string]string{"dot": "dot-2"} }

// targetForm is a target of phase 2 for Kinh Dinh.
func targetForm(h *house, more url.Values) url.Values {
	f := url.Values{"dot": {"dot-2"}, "loai": {"indicator"}, "chi-tieu": {"1.1"}, "muc": {"≥ 85 %"}, "so": {"61/KH-UBND"}, "ngay": {"05/02/2025"}, "ghi-chu": {"Phấn đấu cao hơn mức của tỉnh"},
		"don-vi": {unit(kinhDinh)(h)["id"]}}
	for k, v := range more {
		f[k] = v
	}
	return f
}

// seen is a form with the version of the target as it stands.
func seen(form func(h *house) url.Values) func(*house, *testing.T, map[string]string) url.Values {
	return func(h *house, _ *testing.T, p map[string]string) url.Values {
		f := form(h)
		f.Set("phien-ban", h.row(`SELECT version FROM assigned_target WHERE id = $1::text::bigint`, p["id"])["version"])
		return f
	}
}

var targetSamples = map[string]sample{
	"POST /giao-chi-tieu/moi": {as: "huyen", act: "target.assign", good: sent("huyen", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
		return targetForm(h, url.Values{"khoa": {h.key(t, "huyen", "/giao-chi-tieu/moi")}})
	})},
	"GET /giao-chi-tieu/{id}":     {as: "huyen", own: assigned("582"), other: assigned("588")},
	"GET /giao-chi-tieu/{id}/sua": {as: "huyen", own: assigned("582"), other: assigned("588")},
	"POST /giao-chi-tieu/{id}/sua": {as: "huyen", own: assigned("582"), other: assigned("588"), empty: http.StatusConflict, why: "not the version that was seen", act: "target.edit",
		good: sent("huyen", assigned("582"), seen(func(h *house) url.Values {
			return targetForm(h, url.Values{"chi-tieu": {"4.2"}, "muc": {"> 96 %"}, "so": {"9/KH-UBND"}, "ngay": {"03/02/2025"}})
		}))},
	"GET /giao-chi-tieu/{id}/ket-thuc": {as: "huyen", own: assigned("582"), other: assigned("588")},
	"POST /giao-chi-tieu/{id}/ket-thuc": {as: "huyen", own: assigned("582"), other: assigned("588"), empty: http.StatusConflict, why: "not the version that was seen", act: "target.end",
		good: sent("huyen", assigned("582"), seen(func(*house) url.Values {
			return url.Values{"so": {"71/KH-UBND"}, "ngay": {"05/02/2025"}, "ghi-chu": {"Điều chỉnh chỉ tiêu của địa phương"}}
		}))},
	"GET /phat-dong/{dot}": {as: "xa", own: second},
	"POST /phat-dong/{dot}/phat-dong": {as: "huyen", own: second, act: "launch.pass",
		good: sent("huyen", second, fixed(url.Values{"so": {"72/KH-UBND"}, "ngay": {"05/02/2025"}, "nguoi-ky": {"Chủ tịch Trần Văn Bình"}, "loi": {"Các phường, xã ra quân đồng loạt"}}))},
	"POST /phat-dong/{dot}/xac-nhan": {as: "xa-22846", own: second, act: "launch.receive",
		good: sent("xa-22846", second, fixed(url.Values{"ngay-nhan": {"05/02/2025"}, "so-to": {"1"}, "ghi-chu": {"Các Tổ còn lại họp trong tuần"}}))},
}
