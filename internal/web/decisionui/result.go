package decisionui

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// ApplyForm shows what would be made known.
func (u *UI) ApplyForm(c *page.Context) error { return u.applyPage(c, http.StatusOK, nil, nil) }

func (u *UI) applyPage(c *page.Context, status int, ticked map[string]bool, errs []ui.Error) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	x, err := u.Decisions.Waiting(c.Ctx(), u.Pool, c.Actor, w, "", 0)
	if err != nil {
		return err
	}
	m := decisionview.Apply{URL: applyURL, Errors: errs, Empty: "Quyết định đã ghi số, ngày, người ký sẽ hiện ở đây.",
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: "Công bố kết quả"}}, Kicker: unitName(w, org.UnitID(c.Actor.UnitID)), Title: "Công bố kết quả khen thưởng"}}
	for i := range x.Recorded {
		r := &x.Recorded[i]
		value := fmt.Sprintf("%d.%d", r.ID, r.Version)
		row := decisionview.ApplyRow{Name: "chon", Value: value, Title: ui.Link{Label: title(r) + " ngày " + dayOr(r.SignedOn), URL: URL(r.ID)}, Checked: ticked == nil || ticked[value],
			Lines: []string{r.Form.Label() + ", " + vi.LowerFirst(phaseName(w, r.PhaseID)) + ": " + countWords(r.Teams, r.Members)}}
		if r.Money != nil {
			row.Lines = append(row.Lines, "Tiền thưởng "+vi.Int(r.Money.Rounded)+" đồng")
		}
		if r.FileDigest == nil {
			row.Warn = "Chưa gửi bản quyết định đã ký."
		}
		if r.Out > 0 {
			row.Warn, row.Checked = fmt.Sprintf("%d trường hợp đã rút: mở lại quyết định để đưa ra khỏi danh sách, rồi mới công bố được.", r.Out), ticked[value]
		}
		m.Decisions = append(m.Decisions, row)
	}
	m.Dossiers = refusedRows(w, x.Declined, ticked)
	return c.Render(page.View{Title: m.Head.Title, Status: status}, decisionview.ApplyPage(m))
}

// refusedRows are the declined by dossier; those of a dossier still at the
// chair's wait for it.
func refusedRows(w report.World, list []dossier.Pending, ticked map[string]bool) []decisionview.ApplyRow {
	var out []decisionview.ApplyRow
	at := map[dossier.ID]int{}
	for i := range list {
		n := &list[i]
		if n.DossierState == award.Presented {
			continue
		}
		k, ok := at[n.Dossier]
		if !ok {
			k = len(out)
			at[n.Dossier] = k
			value := itoa64(int64(n.Dossier))
			out = append(out, decisionview.ApplyRow{Name: "ho-so", Value: value, Checked: ticked["ho-so."+value],
				Title: ui.Link{Label: fmt.Sprintf("%s, hồ sơ đề nghị %s số %d", proposer(w, n.Unit), n.Form.Label(), n.No)}})
		}
		out[k].Lines = append(out[k].Lines, n.Name+": "+n.Ground.Words()+", "+n.Why)
	}
	return out
}

// Apply makes the ticked known together.
func (u *UI) Apply(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	seen, ticked := map[decision.ID]int{}, map[string]bool{}
	for _, v := range f.Values["chon"] {
		id, version, _ := strings.Cut(v, ".")
		n, err := strconv.ParseInt(id, 10, 64)
		k, bad := strconv.Atoi(version)
		if err == nil && bad == nil && n > 0 {
			seen[decision.ID(n)] = k
		}
		ticked[v] = true
	}
	var more []dossier.ID
	for _, v := range f.Values["ho-so"] {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n > 0 {
			more = append(more, dossier.ID(n))
		}
		ticked["ho-so."+v] = true
	}
	told, err := u.Decisions.Apply(c.Ctx(), c.Actor, c.Now, w, seen, more)
	if errs, ok := page.Problems(err); ok {
		for i := range errs {
			errs[i].Name = "chon"
		}
		return u.applyPage(c, http.StatusUnprocessableEntity, ticked, errs)
	}
	if err != nil {
		return err
	}
	var said []string
	if told.Decisions > 0 {
		said = append(said, fmt.Sprintf("%d quyết định, khen thưởng %s", told.Decisions, countWords(told.Teams, told.Members)))
	}
	if told.Refused > 0 {
		said = append(said, fmt.Sprintf("không khen thưởng %d trường hợp", told.Refused))
	}
	return c.See(results, "Đã công bố "+strings.Join(said, "; ")+".")
}

// outcomes are the results' states in addresses.
var outcomes = map[award.NomineeState]string{award.Awarded: "duoc-khen", award.Refused: "khong-khen"}

func outcomeTag(r *decision.Result) ui.Tag {
	switch {
	case r.RevokedOn != nil:
		return ui.Tag{Kind: "late", Text: "Đã thu hồi"}
	case r.Posthumous:
		return ui.Tag{Kind: "accepted", Text: "Truy tặng"}
	case r.State == award.Awarded:
		return ui.Tag{Kind: "accepted", Text: r.State.Words()}
	}
	return ui.Tag{Kind: "returned", Text: r.State.Words()}
}

// Results is what was made known in the reader's scope.
func (u *UI) Results(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	a := ask(c, w)
	f := decision.ResultFilter{Phase: a.phase, Form: a.form, Text: c.Query("q"), Page: a.page, Under: org.UnitID(c.QueryID("don-vi"))}
	for _, s := range award.Subjects {
		if c.Query("doi-tuong") == string(s) {
			f.Subject = s
		}
	}
	for s, code := range outcomes {
		if c.Query("trang-thai") == code {
			f.State = s
		}
	}
	if c.Wants() != "" {
		return c.Export(u.resultFile(c, w, f))
	}
	list, err := u.Decisions.Results(c.Ctx(), u.Pool, c.Actor, w, f, 0)
	if err != nil {
		return err
	}
	at := func(s award.NomineeState, n int) string {
		q := map[string]string{"trang-thai": outcomes[s], "dot": a.code, "hinh-thuc": string(a.form), "doi-tuong": string(f.Subject), "q": f.Text}
		if f.Under != 0 {
			q["don-vi"] = itoa64(int64(f.Under))
		}
		return address(results, n, q)
	}
	m := decisionview.Results{URL: results, Phase: phases(w, a.code), Form: forms(a.form), Search: ui.Field{Name: "q", Label: "Tìm", Kind: "search", Value: f.Text, Grow: true},
		Subject: ui.Choice{Name: "doi-tuong", Label: "Đối tượng", Options: []ui.Option{{Label: "Tập thể và cá nhân"}}}, Empty: "Kết quả hiện ở đây sau khi quyết định được công bố.",
		Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), w.Day).Full()), Title: "Kết quả khen thưởng", Export: c.Exports()}}
	for _, s := range award.Subjects {
		m.Subject.Options = append(m.Subject.Options, ui.Option{Value: string(s), Label: s.Label(), Selected: s == f.Subject})
	}
	if f != (decision.ResultFilter{Page: f.Page}) {
		m.Empty = "Không có kết quả nào khớp với điều kiện đã chọn."
	}
	m.Tabs = []ui.Link{{Label: "Tất cả", URL: at("", 1), Current: f.State == "", Count: itoa(list.Awarded + list.Denied)},
		{Label: "Được khen thưởng", URL: at(award.Awarded, 1), Current: f.State == award.Awarded, Count: itoa(list.Awarded)},
		{Label: "Không khen thưởng", URL: at(award.Refused, 1), Current: f.State == award.Refused, Count: itoa(list.Denied)}}
	if f.State != "" {
		m.Keep = append(m.Keep, ui.Kept{Name: "trang-thai", Value: outcomes[f.State]})
	}
	if f.Under != 0 {
		m.Keep = append(m.Keep, ui.Kept{Name: "don-vi", Value: itoa64(int64(f.Under))})
	}
	for i := range list.Rows {
		m.Rows = append(m.Rows, resultRow(w, &list.Rows[i]))
	}
	m.Pager = pager(list.Page, decision.PageSize, len(list.Rows), list.Total, func(n int) string { return at(f.State, n) })
	return c.Render(page.View{Title: m.Head.Title}, decisionview.ResultsPage(m))
}

func resultRow(w report.World, r *decision.Result) decisionview.ResultRow {
	row := decisionview.ResultRow{Name: r.Name, Detail: r.Detail, Unit: proposer(w, r.Unit), Form: r.Form.Label(), State: outcomeTag(r), Notice: results + "/" + itoa64(int64(r.Dossier)) + "/thong-bao.docx"}
	if r.State == award.Refused {
		row.Why = r.Ground.Words() + ": " + r.Why
		return row
	}
	row.By = ui.Link{Label: "Số " + r.Number + ", ngày " + dayOr(r.SignedOn)}
	if r.Decision != nil {
		row.By.URL = URL(*r.Decision)
	}
	if r.Golden != nil {
		row.Why = "Số sổ vàng " + itoa(*r.Golden)
	}
	if r.Rounded != nil {
		row.Money = vi.Int(*r.Rounded)
	}
	return row
}

func (u *UI) resultFile(c *page.Context, w report.World, f decision.ResultFilter) page.File {
	out := page.File{Name: "Kết quả khen thưởng"}
	if f.State != "" {
		out.Filter = vi.LowerFirst(f.State.Words())
	}
	out.Table.Columns = []workbook.Column{{Header: "Tập thể, cá nhân", Width: 34}, {Header: "Chức danh, đơn vị", Width: 40}, {Header: "Đối tượng"}, {Header: "Đơn vị đề nghị", Width: 26}, {Header: "Hình thức"}, {Header: "Đợt"},
		{Header: "Kết quả", Kind: workbook.State}, {Header: "Số quyết định", Width: 18}, {Header: "Ngày quyết định", Kind: workbook.Date}, {Header: "Số sổ vàng", Kind: workbook.Int}, {Header: "Tiền thưởng (đồng)", Kind: workbook.Int},
		{Header: "Lý do", Width: 50}}
	out.Table.Rows = page.Walk(func(n int) ([]decision.Result, bool, error) {
		f.Page = n
		p, err := u.Decisions.Results(c.Ctx(), u.Pool, c.Actor, w, f, 0)
		if err != nil || p.Page != n {
			return nil, true, err
		}
		return p.Rows, n*decision.PageSize >= p.Total, nil
	}, func(r *decision.Result) []workbook.Cell {
		golden, paid, why := workbook.T(""), workbook.T(""), ""
		if r.Golden != nil && r.Rounded != nil {
			golden, paid = workbook.N(int64(*r.Golden)), workbook.N(*r.Rounded)
		}
		if r.State == award.Refused {
			why = r.Ground.Words() + ": " + r.Why
		}
		return []workbook.Cell{workbook.T(r.Name), workbook.T(r.Detail), workbook.T(r.Subject.Label()), workbook.T(proposer(w, r.Unit)), workbook.T(r.Form.Label()), workbook.T(phaseName(w, r.PhaseID)), workbook.T(outcomeTag(r).Text),
			workbook.T(r.Number), workbook.DayOr(r.SignedOn), golden, paid, workbook.T(why)}
	})
	return out
}

// Notice is the results of a dossier as a document for its proposer.
func (u *UI) Notice(c *page.Context) error {
	return u.paper(c, func(id decision.ID) (*paper.Document, string, error) {
		w, err := u.World(c)
		if err != nil {
			return nil, "", err
		}
		n, err := u.Decisions.Notice(c.Ctx(), u.Pool, c.Actor, c.Now, w, dossier.ID(id))
		if err != nil {
			return nil, "", err
		}
		return n.Document(), "Thông báo kết quả xét khen thưởng.docx", nil
	})
}
