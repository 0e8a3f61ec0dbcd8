package dossierui

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// proposes are the forms the actor's office puts people forward for today.
func proposes(a access.Actor, w report.World) []award.Form {
	var out []award.Form
	for _, f := range award.Forms {
		r, err := award.RouteOn(w.Plan.Rules.Def, f, w.Day)
		if err == nil && r.Roles[award.ByProposer] == a.Role && a.May(access.AwardPut) {
			out = append(out, f)
		}
	}
	return out
}

// picked is what the form holds: from the address before it is sent.
type picked struct {
	form, phase    string
	teams, persons []string
	key            string
	commune        org.UnitID
	errors         []ui.Error
}

// NewForm offers who may be put forward.
func (u *UI) NewForm(c *page.Context) error {
	q := c.R.URL.Query()
	return u.newForm(c, http.StatusOK, picked{form: c.Query("hinh-thuc"), phase: c.Query("dot"), teams: q["to"], persons: q["nguoi"], commune: org.UnitID(c.QueryID("xa")), key: page.NewID()})
}

func (u *UI) newForm(c *page.Context, status int, in picked) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	forms := proposes(c.Actor, w)
	if in.form == "" && len(forms) > 0 {
		in.form = string(forms[0])
	}
	if in.phase == "" {
		in.phase = w.Plan.CurrentPhase(w.Day).Code
	}
	m := dossierview.New{URL: root + "/moi", Key: in.key, Errors: in.errors, Skip: page.Of(in.errors, "danh-sach") != "" && len(in.teams)+len(in.persons) > 1,
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Hồ sơ khen thưởng", URL: root}, {Label: "Lập hồ sơ"}}, Title: "Lập hồ sơ đề nghị khen thưởng",
			Lead: "Chọn hình thức, đợt xét, rồi chọn tập thể, cá nhân. Đơn vị đang có hồ sơ chưa gửi của hình thức và đợt đó thì các trường hợp được thêm vào hồ sơ ấy."},
		Form:  ui.Choice{Name: "hinh-thuc", Label: "Hình thức", Error: page.Of(in.errors, "hinh-thuc")},
		Phase: ui.Choice{Name: "dot", Label: "Đợt xét", Error: page.Of(in.errors, "dot")}}
	for _, f := range forms {
		m.Form.Options = append(m.Form.Options, ui.Option{Value: string(f), Label: f.Label(), Selected: string(f) == in.form})
	}
	for _, p := range w.Plan.Phases {
		if p.Start <= w.Day {
			m.Phase.Options = append(m.Phase.Options, ui.Option{Value: p.Code, Label: p.Name, Selected: p.Code == in.phase})
		}
	}
	if len(forms) == 0 {
		m.Refused = "Theo phân công ngày " + w.Day.String() + ", đơn vị bạn không đề nghị khen thưởng."
		return c.Render(page.View{Title: m.Head.Title, Status: status}, dossierview.NewPage(m))
	}
	m.Kept = []ui.Kept{{Name: "hinh-thuc", Value: in.form}, {Name: "dot", Value: in.phase}, {Name: "xa", Value: strconv.FormatInt(int64(in.commune), 10)}}
	if communes := w.Tree.Communes(org.UnitID(c.Actor.UnitID), w.Day); len(communes) > 1 {
		m.Communes = ui.Choice{Name: "xa", Label: "Xã, phường, thị trấn", Options: []ui.Option{{Label: "Tất cả"}}}
		for _, x := range communes {
			m.Communes.Options = append(m.Communes.Options, ui.Option{Value: strconv.FormatInt(int64(x), 10), Label: vi.UpperFirst(w.Tree.Name(x, w.Day).Full()), Selected: x == in.commune})
		}
	}
	r, err := dossier.Start(c.Actor, w, award.Form(in.form), in.phase)
	if errs, ok := page.Problems(err); ok {
		if len(in.errors) == 0 {
			m.Refused = errs[0].Message
		}
		return c.Render(page.View{Title: m.Head.Title, Status: status}, dossierview.NewPage(m))
	}
	if err != nil {
		return err
	}
	for _, s := range award.Subjects {
		list, err := u.Dossiers.Choices(c.Ctx(), u.Pool, w, &r, in.commune, s)
		if err != nil {
			return err
		}
		name, chosen := "to", in.teams
		if s == award.Member {
			name, chosen = "nguoi", in.persons
		}
		m.Groups = append(m.Groups, group(w, s, name, chosen, list))
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, dossierview.NewPage(m))
}

// mostShown are how many choices of a kind a page shows; a district has some
// thousand members.
const mostShown = 150

// group are the choices of one kind: those that qualify, the others folded.
func group(w report.World, s award.Subject, name string, chosen []string, list []dossier.Choice) dossierview.Group {
	g := dossierview.Group{Title: s.Label(), Name: name}
	for i := range list {
		x := &list[i]
		id := int64(x.Candidate.Team)
		r := dossierview.Pick{URL: page.TeamURL(id), Name: x.Candidate.Name}
		if s == award.Member {
			id = int64(x.Candidate.Person)
			r.URL = page.MemberURL(id)
			r.Under = x.Candidate.Position.Label() + ", " + vi.LowerFirst(w.Tree.Name(x.Candidate.Team, w.Day).Full())
		}
		if cm, ok := w.Tree.CommuneNow(x.Candidate.Team, w.Day); ok {
			if r.Under != "" {
				r.Under += ", "
			}
			r.Under += w.Tree.Name(cm, w.Day).Full()
		}
		r.Value = strconv.FormatInt(id, 10)
		r.Chosen = slices.Contains(chosen, r.Value)
		for _, h := range x.Candidate.Held {
			if !h.Revoked {
				r.Notes = append(r.Notes, "Đã được tặng "+h.Words())
			}
		}
		if x.Taken != "" {
			r.Notes, r.Shut = append(r.Notes, x.Taken), true
		}
		if x.HasGuide {
			r.Eligible = eligible(&x.Eligibility)
			r.Notes = append(r.Notes, x.Eligibility.InTheWay(w.Plan.Rules)...)
		}
		if x.Rank > 0 && x.HasGuide {
			r.Rank = strconv.Itoa(x.Rank)
			if x.Tied {
				r.Rank += " ="
			}
		}
		into := &g.Rest
		if !x.HasGuide || x.Eligibility.Qualifies() {
			into = &g.Rows
		}
		if len(*into) >= mostShown && !r.Chosen {
			g.Hidden++
			continue
		}
		if into == &g.Rows {
			g.Rows = append(g.Rows, r)
			continue
		}
		g.OpenRest = g.OpenRest || r.Chosen
		g.Rest = append(g.Rest, r)
	}
	return g
}

// ids are the positive numbers of a field sent many times.
func ids[T ~int64](f *page.Form, name string) []T {
	var out []T
	for _, s := range f.Values[name] {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
			out = append(out, T(n))
		}
	}
	return out
}

// New puts them forward.
func (u *UI) New(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := dossier.Pick{Form: award.Form(f.Line("hinh-thuc")), Phase: f.Line("dot"), Teams: ids[org.UnitID](f, "to"), Persons: ids[roster.PersonID](f, "nguoi"), Skip: f.Line("bo-qua") == "1"}
	at, err := u.Dossiers.Build(c.Ctx(), c.Actor, c.Now, w, f.Line("khoa"), in, dossierURL)
	if errs, ok := page.Problems(err); ok {
		key := f.Line("khoa")
		if key == "" {
			key = page.NewID()
		}
		return u.newForm(c, http.StatusUnprocessableEntity, picked{form: f.Line("hinh-thuc"), phase: f.Line("dot"), teams: f.Values["to"], persons: f.Values["nguoi"], commune: org.UnitID(max(f.Int("xa"), 0)), key: key, errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã đưa vào hồ sơ. Soạn báo cáo thành tích cho từng trường hợp trước khi gửi.")
}

// moreURL leads to the form that adds to a dossier.
func moreURL(v *dossier.View) string {
	return root + "/moi?" + url.Values{"hinh-thuc": {string(v.Form)}, "dot": {v.Phase.Code}}.Encode()
}
