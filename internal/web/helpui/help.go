// Package helpui is the guide: what each role does here, step by step, and
// what the words and signs mean.
package helpui

import (
	"thidua/internal/access"
	"thidua/internal/web/page"
	"thidua/templates/helpview"
)

// UI is the family's handlers.
type UI struct{}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{{Method: "GET", Pattern: "/huong-dan", Action: access.Self, Class: page.Page, Handler: u.Show}}
}

// needs is the action behind each address the guide links to.
var needs = map[string]access.Action{"/guong": access.DeedRead, "/mo-hinh": access.DeedRead, "/bao-cao?trang-thai=cho-duyet": access.ReportReview,
	"/bang-ket-qua": access.ScoreRead, "/tien-do": access.ScoreRead, "/ke-hoach": access.PlanRead,
	"/bao-cao": access.ReportRead, "/dinh-chinh": access.ReportRead, "/giao-chi-tieu": access.TargetRead, "/nhap-excel/to": access.TeamWrite, "/nhap-excel/thanh-vien": access.RosterWrite, "/tim": access.UnitRead,
	"/so-phat-sinh": access.DiaryRead, "/don-vi": access.UnitRead, "/phat-dong": access.LaunchRead,
	"/bao-cao-dot": access.SummaryRead, "/vuong-mac": access.QuestionRead,
	"/khen-thuong/xet": access.AwardRead, "/khen-thuong/ho-so?cho=toi": access.AwardRead, "/khen-thuong/quyet-dinh": access.AwardRead, "/khen-thuong/chung-nhan": access.HistoryRead,
	"/khen-thuong/mau-in": access.AwardPrint, "/khen-thuong/tieu-chi": access.GuideRead, "/khen-thuong/cai-dat": access.AwardSet, "/khen-thuong/thong-ke": access.HistoryRead, "/khen-thuong/lich-su": access.HistoryRead}

// Show is the guide, the actor's own part first.
func (u *UI) Show(c *page.Context) error {
	own := map[access.Role]string{access.CommunePolice: "xa", access.District: "huyen", access.PX03: "px03", access.HomeAffairs: "noivu",
		access.Leader: "xem", access.CommuneOffice: "xem", access.Admin: "quan-tri"}[c.Actor.Role]
	return c.Render(page.View{Title: "Hướng dẫn sử dụng", Narrow: true}, helpview.Guide(own, func(url string) bool { return c.Actor.May(needs[url]) }))
}
