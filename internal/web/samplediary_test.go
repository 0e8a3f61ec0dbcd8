package web_test

import (
	"net/http"
	"net/url"
	"testing"
)

// proposed is a waiting correction of a commune.
func proposed(code string) func(h *house) map[string]string {
	return id(`SELECT c.id FROM correction c JOIN report r ON r.id = c.report_id JOIN unit_name n ON n.unit_id = r.commune_id
	  WHERE n.code = $1 AND c.state = 'proposed' ORDER BY c.id LIMIT 1`, code)
}

// elsewhere is a waiting correction that huyen has no part in.
var elsewhere = id(`SELECT c.id FROM correction c JOIN report r ON r.id = c.report_id JOIN unit_name d ON d.unit_id = r.reviewer_id
	  WHERE c.state = 'proposed' AND d.code <> '582' LIMIT 1`)

// settledCell is a patrol-shift cell of an accepted month.
func settledCell(code string) func(h *house) map[string]string {
	return func(h *house) map[string]string {
		return with(report(code, 1)(h), map[string]string{"row": team(code)(h)["id"], "slot": "21"})
	}
}

func entry(nth int) func(h *house) map[string]string {
	return id(`SELECT id FROM diary_entry ORDER BY id OFFSET $1 LIMIT 1`, nth)
}

// foreign is an entry of Đô Vinh, written down for the occasion.
func foreign(h *house) map[string]string {
	return id(`INSERT INTO diary_entry (campaign_id, commune_id, team_id, day, slot, n, created_by, created_at)
	  SELECT e.campaign_id, l.parent_id, l.child_id, e.day, e.slot, 1, e.created_by, e.created_at FROM (SELECT * FROM diary_entry ORDER BY id LIMIT 1) e,
	   unit_link l JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = $1 LIMIT 1 RETURNING id`, doVinh)(h)
}

func init() {
	for k, s := range map[string]sample{
		"GET /dinh-chinh/{id}": {as: "xa", own: proposed(kinhDinh), other: proposed(doVinh)},
		"POST /dinh-chinh/{id}/duyet": {as: "huyen", own: proposed(kinhDinh), other: elsewhere, empty: http.StatusSeeOther, why: "approving needs nothing",
			act: "correction.approve", good: sent("huyen", proposed(doVinh), nil)},
		"POST /dinh-chinh/{id}/tu-choi": {as: "huyen", own: proposed(doVinh), other: elsewhere, act: "correction.refuse",
			good: sent("huyen", proposed(kinhDinh), fixed(url.Values{"ly-do": {"Việc thường xuyên, không tính"}}))},
		"POST /dinh-chinh/{id}/rut": {as: "xa-" + doVinh, own: proposed(doVinh), other: elsewhere, act: "correction.withdraw",
			good: sent("xa-22837", elsewhere, fixed(url.Values{"ly-do": {"Ghi nhầm ô"}}))},
		"POST /bao-cao/{id}/o/{row}/{slot}/dinh-chinh": {as: "xa", own: settledCell(kinhDinh), other: settledCell(doVinh), act: "correction.propose",
			good: sent("xa", settledCell(kinhDinh), fixed(url.Values{"khoa": {"mot-khoa"}, "dang-luu": {"0"}, "so-moi": {"1"}, "ly-do": {"Sổ trực ghi sót"}}))},
		"POST /so-phat-sinh": {as: "xa", act: "diary.add", good: sent("xa", nil, func(h *house, t *testing.T, _ map[string]string) url.Values {
			return url.Values{"khoa": {h.key(t, "xa", "/so-phat-sinh")}, "to": {team(kinhDinh)(h)["id"]}, "ngay": {"03/02/2025"}, "so-luong": {"1"}, "so-lieu": {"t.16"}}
		})},
		"GET /so-phat-sinh/{id}/rut": {as: "xa", own: entry(0), other: foreign},
		"POST /so-phat-sinh/{id}/rut": {as: "xa", own: entry(0), other: foreign, empty: http.StatusConflict, why: "not the version that was seen", act: "diary.withdraw",
			good: sent("xa", entry(1), fixed(url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi nhầm"}}))},
	} {
		samples[k] = s
	}
}
