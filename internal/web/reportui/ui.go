// Package reportui is the screens of the monthly report: the grid to fill and
// to review, the check before handing in, the queue, a cell's history.
package reportui

import (
	"thidua/internal/access"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Reports *report.Service
	World   func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/bao-cao", Action: access.ReportRead, Class: page.List, Handler: u.List},
		{Method: "POST", Pattern: "/bao-cao/duyet", Action: access.ReportReview, Class: page.Act, Handler: u.AcceptMany},
		{Method: "GET", Pattern: "/bao-cao/{id}", Action: access.ReportRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: "/bao-cao/{id}", Action: access.ReportEnter, Class: page.Act, Handler: u.Save},
		{Method: "POST", Pattern: "/bao-cao/{id}/o", Action: access.ReportEnter, Class: page.Act, Handler: u.SaveCells},
		{Method: "GET", Pattern: "/bao-cao/{id}/o/{row}/{slot}", Action: access.ReportRead, Class: page.Item, Handler: u.Cell},
		{Method: "POST", Pattern: "/bao-cao/{id}/o/{row}/{slot}/ghi-chu", Action: access.ReportEnter, Class: page.Act, Handler: u.Note},
		{Method: "GET", Pattern: "/bao-cao/{id}/kiem-tra", Action: access.ReportEnter, Class: page.Item, Handler: u.Check},
		{Method: "POST", Pattern: "/bao-cao/{id}/gui", Action: access.ReportEnter, Class: page.Act, Handler: u.Submit},
		{Method: "POST", Pattern: "/bao-cao/{id}/rut-lai", Action: access.ReportEnter, Class: page.Act, Handler: u.Recall},
		{Method: "POST", Pattern: "/bao-cao/{id}/nhan-xem", Action: access.ReportReview, Class: page.Act, Handler: u.Take},
		{Method: "POST", Pattern: "/bao-cao/{id}/duyet", Action: access.ReportReview, Class: page.Act, Handler: u.Accept},
		{Method: "POST", Pattern: "/bao-cao/{id}/tra-lai", Action: access.ReportReview, Class: page.Act, Handler: u.Return},
		{Method: "GET", Pattern: "/bao-cao/{id}/gia-han", Action: access.ReportExtend, Class: page.Item, Handler: u.ExtendForm},
		{Method: "POST", Pattern: "/bao-cao/{id}/gia-han", Action: access.ReportExtend, Class: page.Act, Handler: u.Extend},
		{Method: "GET", Pattern: "/bao-cao/{id}/lich-su", Action: access.ReportRead, Class: page.Item, Handler: u.History},
		{Method: "GET", Pattern: "/bao-cao/{id}/in", Action: access.ReportRead, Class: page.Item, Handler: u.Print},
		{Method: "POST", Pattern: "/bao-cao/{id}/o/{row}/{slot}/dinh-chinh", Action: access.ReportEnter, Class: page.Create, Handler: u.Propose},
		{Method: "GET", Pattern: "/dinh-chinh", Action: access.ReportRead, Class: page.List, Handler: u.Corrections},
		{Method: "GET", Pattern: "/dinh-chinh/{id}", Action: access.ReportRead, Class: page.Item, Handler: u.Correction},
		{Method: "POST", Pattern: "/dinh-chinh/{id}/duyet", Action: access.ReportReview, Class: page.Act, Handler: u.Approve},
		{Method: "POST", Pattern: "/dinh-chinh/{id}/tu-choi", Action: access.ReportReview, Class: page.Act, Handler: u.RefuseCorrection},
		{Method: "POST", Pattern: "/dinh-chinh/{id}/rut", Action: access.ReportEnter, Class: page.Act, Handler: u.WithdrawCorrection},
	}
}

// load reads the report of the path for the actor.
func (u *UI) load(c *page.Context) (report.World, *report.Grid, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, nil, err
	}
	return u.loadID(c, report.ID(id))
}

func (u *UI) loadID(c *page.Context, id report.ID) (report.World, *report.Grid, error) {
	w, err := u.World(c)
	if err != nil {
		return w, nil, err
	}
	g, err := u.Reports.Grid(c.Ctx(), u.Reports.Pool, c.Actor, w, id, c.Now.Today)
	return w, g, err
}
