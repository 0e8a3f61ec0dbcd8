// Package decisionui is the screens of award decisions, who may sign, money,
// and the settings of the law.
package decisionui

import (
	"net/url"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Decisions *decision.Service
	Criteria  *criteria.Service
	Pool      *pg.Pool
	World     func(c *page.Context) (report.World, error)
}

const (
	root     = "/khen-thuong"
	terms    = root + "/nguoi-ky"
	listURL  = root + "/quyet-dinh"
	applyURL = root + "/cong-bo"
	results  = root + "/ket-qua"
	settings = root + "/cai-dat"
)

// URL is a decision's page.
func URL(id decision.ID) string { return listURL + "/" + strconv.FormatInt(int64(id), 10) }

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	one := listURL + "/{id}"
	return []page.Route{
		{Method: "GET", Pattern: terms, Action: access.SignerWrite, Class: page.List, Handler: u.Terms},
		{Method: "GET", Pattern: terms + "/moi", Action: access.SignerWrite, Class: page.Page, Handler: u.TermForm},
		{Method: "POST", Pattern: terms + "/moi", Action: access.SignerWrite, Class: page.Create, Handler: u.AddTerm},
		{Method: "GET", Pattern: terms + "/{id}", Action: access.SignerWrite, Class: page.Item, Handler: u.Term},
		{Method: "POST", Pattern: terms + "/{id}", Action: access.SignerWrite, Class: page.Act, Handler: u.EditTerm},

		{Method: "GET", Pattern: listURL, Action: access.AwardRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: listURL + "/moi", Action: access.AwardDecide, Class: page.Page, Handler: u.NewForm},
		{Method: "POST", Pattern: listURL + "/moi", Action: access.AwardDecide, Class: page.Create, Handler: u.New},
		{Method: "GET", Pattern: one, Action: access.AwardRead, Class: page.Item, Handler: u.Show},
		{Method: "GET", Pattern: one + "/them", Action: access.AwardDecide, Class: page.Item, Handler: u.AddForm},
		{Method: "POST", Pattern: one + "/them", Action: access.AwardDecide, Class: page.Act, Handler: u.Add},
		{Method: "POST", Pattern: one + "/danh-sach", Action: access.AwardDecide, Class: page.Act, Handler: u.Arrange},
		{Method: "GET", Pattern: one + "/ghi", Action: access.AwardDecide, Class: page.Item, Handler: u.RecordForm},
		{Method: "POST", Pattern: one + "/ghi", Action: access.AwardDecide, Class: page.Act, Handler: u.Record},
		{Method: "POST", Pattern: one + "/mo-lai", Action: access.AwardDecide, Class: page.Act, Handler: u.Reopen},
		{Method: "POST", Pattern: one + "/huy", Action: access.AwardDecide, Class: page.Act, Handler: u.Cancel},
		{Method: "GET", Pattern: one + "/in", Action: access.AwardRead, Class: page.Item, Handler: u.Print},
		{Method: "GET", Pattern: one + "/van-ban.docx", Action: access.AwardRead, Class: page.Item, Handler: u.Word},
		{Method: "GET", Pattern: one + "/to-trinh.docx", Action: access.AwardDecide, Class: page.Item, Handler: u.Submission},
		{Method: "GET", Pattern: one + "/ban-ky", Action: access.AwardRead, Class: page.Item, Handler: u.Scan},
		{Method: "POST", Pattern: one + "/ban-ky", Action: access.AwardDecide, Class: page.Act, Handler: u.Attach},

		{Method: "GET", Pattern: applyURL, Action: access.AwardDecide, Class: page.Page, Handler: u.ApplyForm},
		{Method: "POST", Pattern: applyURL, Action: access.AwardDecide, Class: page.Act, Handler: u.Apply},
		{Method: "GET", Pattern: results, Action: access.AwardRead, Class: page.List, Handler: u.Results},
		{Method: "GET", Pattern: results + "/{id}/thong-bao.docx", Action: access.AwardRead, Class: page.Item, Handler: u.Notice},

		{Method: "GET", Pattern: settings, Action: access.AwardSet, Class: page.Page, Handler: u.Settings},
		{Method: "GET", Pattern: settings + "/{phan}", Action: access.AwardSet, Class: page.Item, Handler: u.SettingForm},
		{Method: "POST", Pattern: settings + "/{phan}", Action: access.AwardSet, Class: page.Act, Handler: u.SaveSetting},
	}
}

// act is the id of the path, the world and the form.
func (u *UI) act(c *page.Context) (decision.ID, report.World, *page.Form, error) {
	id, w, err := u.at(c)
	if err != nil {
		return 0, w, nil, err
	}
	f, err := c.Form()
	return id, w, f, err
}

func (u *UI) at(c *page.Context) (decision.ID, report.World, error) {
	id, err := c.ID("id")
	if err != nil {
		return 0, report.World{}, err
	}
	w, err := u.World(c)
	return decision.ID(id), w, err
}

// judged is a decision the actor prepares, with its list.
func (u *UI) judged(c *page.Context) (*decision.View, report.World, error) {
	id, w, err := u.at(c)
	if err != nil {
		return nil, w, err
	}
	v, err := u.Decisions.View(c.Ctx(), u.Pool, c.Actor, w, id)
	if err == nil && !v.Judges(c.Actor) {
		err = fault.Missing()
	}
	return v, w, err
}

var stateTags = map[award.DecisionState]string{award.DecisionRecorded: "submitted", award.DecisionApplied: "accepted", award.DecisionCancelled: "returned"}

func stateTag(s award.DecisionState) ui.Tag { return ui.Tag{Kind: stateTags[s], Text: s.Words()} }

// unitName is a unit's office, "UBND huyện Ninh Phước".
func unitName(w report.World, id org.UnitID) string {
	return "UBND " + w.Tree.Name(id, w.Day).Full()
}

// proposer is a unit as lists name who proposed.
func proposer(w report.World, id org.UnitID) string {
	return vi.UpperFirst(w.Tree.Name(id, w.Day).Full())
}

func phaseName(w report.World, id int64) string {
	ph, _ := w.Plan.Phase(id)
	return ph.Name
}

// countWords is "2 tập thể, 15 cá nhân", of whichever there are.
func countWords(teams, members int) string {
	switch {
	case teams == 0 && members > 0:
		return vi.Int(int64(members)) + " cá nhân"
	case members == 0 && teams > 0:
		return vi.Int(int64(teams)) + " tập thể"
	}
	return vi.Int(int64(teams)) + " tập thể, " + vi.Int(int64(members)) + " cá nhân"
}

func itoa(n int) string { return strconv.Itoa(n) }

func itoa64(n int64) string { return strconv.FormatInt(n, 10) }

// ids are the ticked nominees.
func ids(f *page.Form, name string) []dossier.NomineeID {
	var out []dossier.NomineeID
	seen := map[int64]bool{}
	for _, v := range f.Values[name] {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n > 0 && !seen[n] {
			seen[n] = true
			out = append(out, dossier.NomineeID(n))
		}
	}
	return out
}

// asked is what a list's address narrows by.
type asked struct {
	phase int64
	code  string // of the phase
	form  award.Form
	page  int
}

func ask(c *page.Context, w report.World) asked {
	a := asked{page: int(min(c.QueryID("trang"), 1<<30))}
	if ph, ok := w.Plan.PhaseByCode(c.Query("dot")); ok {
		a.phase, a.code = ph.ID, ph.Code
	}
	for _, f := range award.Forms {
		if c.Query("hinh-thuc") == string(f) {
			a.form = f
		}
	}
	return a
}

// address is a list's with what is not "" of the pairs.
func address(at string, n int, pairs map[string]string) string {
	q := url.Values{}
	for name, v := range pairs {
		if v != "" {
			q.Set(name, v)
		}
	}
	if n > 1 {
		q.Set("trang", itoa(n))
	}
	if len(q) == 0 {
		return at
	}
	return at + "?" + q.Encode()
}

func phases(w report.World, code string) ui.Choice {
	out := ui.Choice{Name: "dot", Label: "Đợt", Options: []ui.Option{{Label: "Tất cả các đợt"}}}
	for _, ph := range w.Plan.Phases {
		out.Options = append(out.Options, ui.Option{Value: ph.Code, Label: ph.Name, Selected: ph.Code == code})
	}
	return out
}

func forms(at award.Form) ui.Choice {
	out := ui.Choice{Name: "hinh-thuc", Label: "Hình thức", Options: []ui.Option{{Label: "Cả hai hình thức"}}}
	for _, f := range award.Forms {
		out.Options = append(out.Options, ui.Option{Value: string(f), Label: f.Label(), Selected: f == at})
	}
	return out
}

// pager walks a list of total rows.
func pager(n, size, shown, total int, at func(n int) string) ui.Pager {
	first := (n-1)*size + 1
	p := ui.Pager{Text: itoa(first) + "–" + itoa(first+shown-1) + " trong " + vi.Int(int64(total))}
	if n > 1 {
		p.Prev = at(n - 1)
	}
	if first+shown <= total {
		p.Next = at(n + 1)
	}
	return p
}
