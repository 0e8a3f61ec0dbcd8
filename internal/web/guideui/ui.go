// Package guideui is the screens of award criteria: guides, the simulator,
// eligibility of every team and member, pending cases, point sheets.
package guideui

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Criteria *criteria.Service
	Reports  *report.Service
	Rosters  *roster.Service
	Pool     *pg.Pool
	World    func(c *page.Context) (report.World, error)
}

const (
	guides   = "/khen-thuong/tieu-chi"
	standing = "/khen-thuong/xet"
	cases    = "/khen-thuong/vu-viec"
	proposal = "/khen-thuong/ho-so/moi" // where nominees picked from a list go
)

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	one := guides + "/{id}"
	team, member := standing+"/to/{id}", standing+"/ca-nhan/{id}"
	return []page.Route{
		{Method: "GET", Pattern: guides, Action: access.GuideRead, Class: page.Page, Handler: u.Guides},
		{Method: "POST", Pattern: guides + "/moi", Action: access.GuideDraft, Class: page.Act, Handler: u.Draft},
		{Method: "GET", Pattern: one, Action: access.GuideRead, Class: page.Item, Handler: u.Guide},
		{Method: "GET", Pattern: one + "/sua", Action: access.GuideDraft, Class: page.Item, Handler: u.EditForm},
		{Method: "POST", Pattern: one + "/sua", Action: access.GuideDraft, Class: page.Act, Handler: u.Edit},
		{Method: "POST", Pattern: one + "/thong-nhat", Action: access.GuideAgree, Class: page.Act, Handler: u.Agree},
		{Method: "POST", Pattern: one + "/tra-lai", Action: access.GuideDraft, Class: page.Act, Handler: u.SendBack},
		{Method: "POST", Pattern: one + "/ban-hanh", Action: access.GuideAgree, Class: page.Act, Handler: u.Issue},
		{Method: "GET", Pattern: one + "/in", Action: access.GuideRead, Class: page.Item, Handler: u.Print},
		{Method: "GET", Pattern: one + "/huong-dan.docx", Action: access.GuideRead, Class: page.Item, Handler: u.Word},
		{Method: "GET", Pattern: one + "/thu", Action: access.GuideDraft, Class: page.Item, Handler: u.Try},
		{Method: "POST", Pattern: one + "/thu", Action: access.GuideDraft, Class: page.Act, Handler: u.Put},
		{Method: "GET", Pattern: standing, Action: access.AwardRead, Class: page.List, Handler: u.Standing},
		{Method: "GET", Pattern: team, Action: access.AwardRead, Class: page.Item, Handler: u.Team},
		{Method: "POST", Pattern: team + "/tu-cham", Action: access.AwardPut, Class: page.Act, Handler: u.teamScore(false)},
		{Method: "POST", Pattern: team + "/xac-nhan", Action: access.AwardJudge, Class: page.Act, Handler: u.teamScore(true)},
		{Method: "GET", Pattern: member, Action: access.AwardRead, Class: page.Item, Handler: u.Member},
		{Method: "POST", Pattern: member + "/tu-cham", Action: access.AwardPut, Class: page.Act, Handler: u.memberScore(false)},
		{Method: "POST", Pattern: member + "/xac-nhan", Action: access.AwardJudge, Class: page.Act, Handler: u.memberScore(true)},
		{Method: "GET", Pattern: cases, Action: access.CaseRead, Class: page.List, Handler: u.Cases},
		{Method: "GET", Pattern: cases + "/moi", Action: access.CaseWrite, Class: page.Page, Handler: u.NewCase},
		{Method: "POST", Pattern: cases + "/moi", Action: access.CaseWrite, Class: page.Create, Handler: u.Record},
		{Method: "GET", Pattern: cases + "/{id}", Action: access.CaseRead, Class: page.Item, Handler: u.Case},
		{Method: "POST", Pattern: cases + "/{id}/ket-luan", Action: access.CaseWrite, Class: page.Act, Handler: u.Conclude},
	}
}

func guideURL(id criteria.GuideID) string { return guides + "/" + strconv.FormatInt(int64(id), 10) }
func caseURL(id criteria.CaseID) string   { return cases + "/" + strconv.FormatInt(int64(id), 10) }

// asked is what an eligibility page is asked by: a form, a phase, and a guide
// that is not in force.
type asked struct {
	form  award.Form
	phase string
	guide criteria.GuideID // 0: the one in force
}

func (a asked) values() url.Values {
	q := url.Values{"hinh-thuc": {string(a.form)}, "dot": {a.phase}}
	if a.guide != 0 {
		q.Set("huong-dan", strconv.FormatInt(int64(a.guide), 10))
	}
	return q
}

// subjectURL is a subject's eligibility.
func subjectURL(x criteria.Whom, a asked) string {
	at := standing + "/to/" + strconv.FormatInt(int64(x.Team), 10)
	if x.Person != 0 {
		at = standing + "/ca-nhan/" + strconv.FormatInt(int64(x.Person), 10)
	}
	return at + "?" + a.values().Encode()
}

func whom(c *award.Candidate) criteria.Whom {
	if c.Subject == award.Member {
		return criteria.Whom{Person: c.Person}
	}
	return criteria.Whom{Team: c.Team}
}

// reviewed is the phase whose review is at hand: the last that ended, else
// the first.
func reviewed(w report.World) plan.LivePhase {
	out := w.Plan.Phases[0]
	for _, p := range w.Plan.Phases {
		if p.End < w.Day {
			out = p
		}
	}
	return out
}

// reviewName is "Sơ kết Đợt 1".
func reviewName(w report.World, code string) string {
	for _, p := range w.Plan.Rules.Def.Phases {
		if p.Code == code {
			return p.Review + " " + vi.LowerFirst(p.Name)
		}
	}
	return code
}

// pairName is "Giấy khen, tập thể".
func pairName(f award.Form, s award.Subject) string {
	return f.Label() + ", " + vi.LowerFirst(s.Label())
}

var guideTags = map[award.GuideState]string{award.GuideAgreed: "submitted", award.GuideIssued: "accepted"}

func guideTag(s award.GuideState) ui.Tag { return ui.Tag{Kind: guideTags[s], Text: s.Words()} }

func signed(s *award.Signature) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(s.Title+" "+s.Name) + ", " + vi.DayTime(s.At)
}

func verdictPill(v plan.Verdict, words string) ui.Pill {
	return ui.Pill{Kind: v.Code(), Text: words, Words: words}
}

func itoa(n int) string   { return vi.Int(int64(n)) }
func id64(n int64) string { return strconv.FormatInt(n, 10) }

// unitChoice are the units below the actor a list can be narrowed to; none of
// teams.
func unitChoice(c *page.Context, w report.World, under org.UnitID) ui.Choice {
	out := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Label: "Tất cả"}}}
	own := org.UnitID(c.Actor.UnitID)
	add := func(id org.UnitID, indent string) {
		out.Options = append(out.Options, ui.Option{Value: id64(int64(id)), Label: indent + vi.UpperFirst(w.Tree.Name(id, w.Day).Short()), Selected: id == under})
	}
	for _, child := range w.Tree.Children(own, w.Day) {
		u, _ := w.Tree.Unit(child)
		if u.Level == org.Team {
			return out
		}
		add(child, "")
		if u.Level == org.District {
			for _, x := range w.Tree.Children(child, w.Day) {
				add(x, "– ")
			}
		}
	}
	return out
}

// pager is the line below a list of total rows, n from 1.
func pager(n, size, total int, at func(n int) string) ui.Pager {
	first, last := (n-1)*size+1, min(n*size, total)
	p := ui.Pager{Text: fmt.Sprintf("%s–%s trong %s", itoa(first), itoa(last), itoa(total))}
	if total == 0 {
		p.Text = "0 dòng"
	}
	if n > 1 {
		p.Prev = at(n - 1)
	}
	if last < total {
		p.Next = at(n + 1)
	}
	return p
}

// paged is a page of a list: a page past the end is the first.
func paged[T any](list []T, n, size int) ([]T, int) {
	if n < 1 || n > (len(list)+size-1)/size {
		n = 1
	}
	return list[(n-1)*size : min(n*size, len(list))], n
}
