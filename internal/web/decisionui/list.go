package decisionui

import (
	"fmt"
	"net/http"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// codes are the states in addresses.
var codes = map[award.DecisionState]string{award.DecisionDraft: "du-thao", award.DecisionRecorded: "cho-cong-bo", award.DecisionApplied: "da-cong-bo", award.DecisionCancelled: "da-huy"}

// rowName is a decision's in lists.
func rowName(r *decision.Row) string {
	if r.Number == "" {
		return "Dự thảo tặng " + r.Form.Label()
	}
	return "Số " + r.Number
}

// List is the decisions the reader may see.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	a := ask(c, w)
	f := decision.Filter{Phase: a.phase, Form: a.form, Page: a.page}
	for s, code := range codes {
		if c.Query("trang-thai") == code {
			f.State = s
		}
	}
	if c.Wants() != "" {
		return c.Export(u.listFile(c, w, f))
	}
	list, err := u.Decisions.List(c.Ctx(), u.Pool, c.Actor, w, f)
	if err != nil {
		return err
	}
	at := func(s award.DecisionState, n int) string {
		return address(listURL, n, map[string]string{"trang-thai": codes[s], "dot": a.code, "hinh-thuc": string(a.form)})
	}
	m := decisionview.List{URL: listURL, Phase: phases(w, a.code), Form: forms(a.form), Empty: "Quyết định đã công bố tặng tập thể, cá nhân của đơn vị được liệt kê ở đây.",
		Head: ui.Head{Crumbs: crumbs("Quyết định"), Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), w.Day).Full()), Title: "Quyết định khen thưởng", Export: c.Exports()}}
	if c.Actor.Can(access.AwardDecide, w.Tree.Place(org.UnitID(c.Actor.UnitID), w.Day)) {
		m.Acts = []ui.Link{{Label: "Công bố kết quả", URL: applyURL}, {Label: "Lập dự thảo quyết định", URL: listURL + "/moi"}}
		m.Empty = "Lập dự thảo quyết định từ các trường hợp được đề nghị khen thưởng."
	}
	m.Tabs = append(m.Tabs, ui.Link{Label: "Tất cả", URL: at("", 1), Current: f.State == ""})
	for _, s := range award.DecisionStates {
		if m.Acts == nil && s != award.DecisionApplied && c.Actor.Role != access.Leader {
			continue
		}
		m.Tabs = append(m.Tabs, ui.Link{Label: s.Words(), URL: at(s, 1), Current: f.State == s})
	}
	if f.State != "" {
		m.Keep = []ui.Kept{{Name: "trang-thai", Value: codes[f.State]}}
	}
	for i := range list.Rows {
		r := &list.Rows[i]
		row := decisionview.Row{Name: ui.Link{Label: rowName(r), URL: URL(r.ID)}, Unit: unitName(w, r.UnitID), Form: r.Form.Label(), Phase: phaseName(w, r.PhaseID), Count: countWords(r.Teams, r.Members),
			On: dayOr(r.SignedOn), State: stateTag(r.State)}
		if r.Money != nil {
			row.Money = vi.Int(r.Money.Rounded)
		}
		m.Rows = append(m.Rows, row)
	}
	m.Pager = pager(list.Page, decision.PageSize, len(list.Rows), list.Total, func(n int) string { return at(f.State, n) })
	return c.Render(page.View{Title: m.Head.Title}, decisionview.ListPage(m))
}

func (u *UI) listFile(c *page.Context, w report.World, f decision.Filter) page.File {
	out := page.File{Name: "Quyết định khen thưởng"}
	if f.State != "" {
		out.Filter = vi.LowerFirst(f.State.Words())
	}
	out.Table.Columns = []workbook.Column{{Header: "Số", Width: 18}, {Header: "Ngày ký", Kind: workbook.Date}, {Header: "Cấp quyết định", Width: 32}, {Header: "Hình thức"}, {Header: "Đợt"}, {Header: "Người ký", Width: 26},
		{Header: "Số tập thể", Kind: workbook.Int}, {Header: "Số cá nhân", Kind: workbook.Int}, {Header: "Tiền thưởng chính xác (đồng)", Kind: workbook.Int}, {Header: "Tiền thưởng (đồng)", Kind: workbook.Int},
		{Header: "Trạng thái", Kind: workbook.State}}
	out.Table.Rows = page.Walk(func(n int) ([]decision.Row, bool, error) {
		f.Page = n
		p, err := u.Decisions.List(c.Ctx(), u.Pool, c.Actor, w, f)
		if err != nil || p.Page != n {
			return nil, true, err
		}
		return p.Rows, n*decision.PageSize >= p.Total, nil
	}, func(r *decision.Row) []workbook.Cell {
		var sum award.Sum
		if r.Money != nil {
			sum = *r.Money
		}
		return []workbook.Cell{workbook.T(r.Number), workbook.DayOr(r.SignedOn), workbook.T(unitName(w, r.UnitID)), workbook.T(r.Form.Label()), workbook.T(phaseName(w, r.PhaseID)), workbook.T(r.SignerName),
			workbook.N(int64(r.Teams)), workbook.N(int64(r.Members)), workbook.N(sum.Exact), workbook.N(sum.Rounded), workbook.T(r.State.Words())}
	})
	return out
}

// choice is what a draft is made for: a form at a phase's review.
type choice struct {
	form  award.Form
	phase plan.LivePhase
}

func (x choice) query() string { return string(x.form) + "." + x.phase.Code }

// choices are those that have somebody waiting, and the one asked for.
func choices(w report.World, list []dossier.Pending, asked string) (all []choice, at choice) {
	for _, f := range award.Forms {
		for _, ph := range w.Plan.Phases {
			x := choice{f, ph}
			for i := range list {
				if list[i].Form == f && list[i].PhaseID == ph.ID {
					all = append(all, x)
					break
				}
			}
		}
	}
	for _, x := range all {
		if at.form == "" || x.query() == asked {
			at = x
		}
	}
	return all, at
}

// NewForm chooses nominees for a new draft.
func (u *UI) NewForm(c *page.Context) error {
	return u.pickNew(c, http.StatusOK, c.Query("loai"), nil, page.NewID(), nil)
}

func (u *UI) pickNew(c *page.Context, status int, asked string, ticked map[dossier.NomineeID]bool, key string, errs []ui.Error) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	x, err := u.Decisions.Waiting(c.Ctx(), u.Pool, c.Actor, w, "", 0)
	if err != nil {
		return err
	}
	all, at := choices(w, x.Recommended, asked)
	m := decisionview.Pick{Errors: errs, URL: listURL + "/moi?loai=" + at.query(), Key: key, Back: ui.Link{Label: "Về các quyết định", URL: listURL}, Button: "Lập dự thảo",
		Empty: "Trường hợp được đề nghị khen thưởng trong hồ sơ đã kết luận sẽ hiện ở đây.",
		Head:  ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: "Lập dự thảo"}}, Title: "Lập dự thảo quyết định", Kicker: unitName(w, org.UnitID(c.Actor.UnitID))}}
	if len(all) == 0 {
		m.URL = listURL + "/moi"
	}
	for _, o := range all {
		m.Tabs = append(m.Tabs, ui.Link{Label: o.form.Label() + ", " + vi.LowerFirst(o.phase.Name), URL: listURL + "/moi?loai=" + o.query(), Current: o == at})
	}
	m.Groups = pickGroups(w, x.Recommended, at.form, at.phase.ID, ticked)
	for i := range x.Declined {
		if n := &x.Declined[i]; n.Form == at.form && n.PhaseID == at.phase.ID {
			m.Refused++
		}
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, decisionview.PickPage(m))
}

// pickGroups are nominees by proposing unit; all are ticked where nothing was
// typed yet.
func pickGroups(w report.World, list []dossier.Pending, form award.Form, phase int64, ticked map[dossier.NomineeID]bool) []decisionview.PickGroup {
	var out []decisionview.PickGroup
	at := map[org.UnitID]int{}
	for i := range list {
		n := &list[i]
		if n.Form != form || n.PhaseID != phase {
			continue
		}
		k, ok := at[n.Unit]
		if !ok {
			k = len(out)
			at[n.Unit] = k
			out = append(out, decisionview.PickGroup{Title: proposer(w, n.Unit)})
		}
		out[k].Rows = append(out[k].Rows, decisionview.PickRow{ID: itoa64(int64(n.ID)), Subject: n.Subject.Label(), Name: n.Name, Detail: n.Detail, Checked: ticked == nil || ticked[n.ID]})
	}
	return out
}

func tickedOf(list []dossier.NomineeID) map[dossier.NomineeID]bool {
	out := map[dossier.NomineeID]bool{}
	for _, id := range list {
		out[id] = true
	}
	return out
}

// New makes the draft.
func (u *UI) New(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	chosen := ids(f, "chon")
	to, err := u.Decisions.Create(c.Ctx(), c.Actor, c.Now, w, f.Line("khoa"), chosen, URL)
	if errs, ok := page.Problems(err); ok {
		key := f.Line("khoa")
		if key == "" {
			key = page.NewID()
		}
		return u.pickNew(c, http.StatusUnprocessableEntity, c.Query("loai"), tickedOf(chosen), key, errs)
	}
	if err != nil {
		return err
	}
	return c.See(to, fmt.Sprintf("Đã lập dự thảo quyết định với %d trường hợp.", len(chosen)))
}

// AddForm chooses more nominees for a draft.
func (u *UI) AddForm(c *page.Context) error { return u.pickMore(c, http.StatusOK, nil, nil) }

func (u *UI) pickMore(c *page.Context, status int, ticked map[dossier.NomineeID]bool, errs []ui.Error) error {
	id, w, err := u.at(c)
	if err != nil {
		return err
	}
	r, err := u.Decisions.Get(c.Ctx(), u.Pool, c.Actor, w, id)
	if err == nil && !r.Judges(c.Actor) {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	x, err := u.Decisions.Waiting(c.Ctx(), u.Pool, c.Actor, w, r.Form, r.PhaseID)
	if err != nil {
		return err
	}
	if ticked == nil {
		ticked = map[dossier.NomineeID]bool{}
	}
	m := decisionview.Pick{Errors: errs, URL: URL(id) + "/them", Version: itoa(r.Version), Back: ui.Link{Label: "Về quyết định", URL: URL(id)}, Button: "Thêm vào danh sách",
		Empty:  "Mọi trường hợp được đề nghị đã có trong một quyết định.",
		Head:   ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: rowName(&r), URL: URL(id)}, {Label: "Thêm trường hợp"}}, Title: "Thêm trường hợp", Kicker: r.Form.Label() + ", " + vi.LowerFirst(phaseName(w, r.PhaseID))},
		Groups: pickGroups(w, x.Recommended, r.Form, r.PhaseID, ticked)}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, decisionview.PickPage(m))
}

// Add lists them.
func (u *UI) Add(c *page.Context) error {
	id, _, f, err := u.act(c)
	if err != nil {
		return err
	}
	chosen := ids(f, "chon")
	err = u.Decisions.Add(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), chosen)
	if errs, ok := page.Problems(err); ok {
		return u.pickMore(c, http.StatusUnprocessableEntity, tickedOf(chosen), errs)
	}
	if err != nil {
		return err
	}
	return c.See(URL(id), fmt.Sprintf("Đã thêm %d trường hợp vào danh sách.", len(chosen)))
}
