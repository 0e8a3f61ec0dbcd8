// Package searchui is the search box's page: units, teams, members, deeds,
// models and reports in the reader's reach, without marks, grouped by kind.
package searchui

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/searchview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Rosters   *roster.Service
	Registers *register.Service
	Reports   *report.Service
	World     func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{{Method: "GET", Pattern: "/tim", Action: access.UnitRead, Class: page.List, Handler: u.Search}}
}

// most is how many of a kind a page shows; least how many letters a search
// needs.
const (
	most  = 15
	least = 2
)

// Search answers ?q=. Each kind the reader may see is one statement at most;
// units and reports come from what is in memory and one list.
func (u *UI) Search(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	text := c.Query("q")
	if r := []rune(text); len(r) > 100 {
		text = string(r[:100])
	}
	s := search{c: c, w: w, text: text, fold: vi.Fold(text), words: strings.Fields(vi.Fold(text))}
	m := searchview.Page{Head: ui.Head{Title: "Tìm kiếm"}, Field: ui.Field{Name: "q", Label: "Tìm đơn vị, Tổ, thành viên, gương, mô hình, báo cáo", Kind: "search", Value: text, Max: 100, Grow: true,
		Hint: "Không cần gõ dấu. Gõ đủ số định danh hoặc số điện thoại để tìm đúng một người; lần tìm đó được ghi vào nhật ký."}}
	if !c.Actor.May(access.RosterRead) {
		m.Field.Label, m.Field.Hint = "Tìm đơn vị, Tổ, gương, mô hình, báo cáo", "Không cần gõ dấu."
	}
	switch {
	case text == "":
		m.Empty = "Gõ tên đơn vị, Tổ, người, việc làm hoặc kỳ báo cáo."
	case vi.Length(s.fold) < least:
		m.Empty = "Từ khóa quá ngắn. Gõ ít nhất hai chữ cái."
	default:
		for _, find := range []func(*search) (searchview.Group, error){u.units, u.members, u.reports, u.deeds, u.models} {
			g, err := find(&s)
			if err != nil {
				return err
			}
			if len(g.Hits) > 0 {
				m.Groups = append(m.Groups, g)
				m.Total += g.Total
			}
		}
		if len(m.Groups) == 0 {
			m.Empty = "Không tìm thấy nội dung nào trong phạm vi của bạn có “" + text + "”."
		} else {
			m.Head.Aside = vi.Int(int64(m.Total)) + " kết quả"
		}
	}
	return c.Render(page.View{Title: "Tìm kiếm", Narrow: true}, searchview.SearchPage(m))
}

type search struct {
	c     *page.Context
	w     report.World
	text  string
	fold  string
	words []string
}

// holds tells whether a text has every word.
func (s *search) holds(text string) bool {
	f := vi.Fold(text)
	return !slices.ContainsFunc(s.words, func(w string) bool { return !strings.Contains(f, w) })
}

func (s *search) name(id org.UnitID) string {
	return vi.UpperFirst(s.w.Tree.Name(id, s.c.Now.Today).Full())
}

func (s *search) commune(team org.UnitID) string {
	id, _ := s.w.Tree.CommuneNow(team, s.c.Now.Today)
	return s.name(id)
}

// group cuts the hits to what is shown; the rest is a link away.
func group(title string, hits []searchview.Hit, total int, more string) searchview.Group {
	g := searchview.Group{Title: title, Hits: hits, Total: total, Count: vi.Int(int64(total))}
	if len(g.Hits) > most {
		g.Hits = g.Hits[:most]
	}
	if total > len(g.Hits) {
		g.More = ui.Link{Label: fmt.Sprintf("Xem tất cả %s kết quả", vi.Int(int64(total))), URL: more}
		if more == "" {
			g.More.Label = fmt.Sprintf("Còn %s kết quả khác: gõ thêm chữ để thu hẹp.", vi.Int(int64(total-len(g.Hits))))
		}
	}
	return g
}

func (s *search) list(path string) string { return path + "?" + url.Values{"q": {s.text}}.Encode() }

// units and teams of the reader's subtree, by name or official code.
func (u *UI) units(s *search) (searchview.Group, error) {
	scope, err := access.ScopeOf(s.c.Actor, access.UnitRead)
	if err != nil {
		return searchview.Group{}, err
	}
	tree, today := s.w.Tree, s.c.Now.Today
	var first, rest []searchview.Hit
	var walk func(id org.UnitID)
	walk = func(id org.UnitID) {
		n := tree.Name(id, today)
		if scope.Holds(tree.Path(id, today)) && (s.holds(n.Full()) || n.Code != "" && n.Code == s.text) {
			h := searchview.Hit{Name: vi.UpperFirst(n.Full()), URL: page.UnitURL(int64(id))}
			if x, _ := tree.Unit(id); x.Level == org.Team {
				h.URL = page.TeamURL(int64(id))
			}
			if p := tree.Parent(id, today); p != 0 {
				h.Under = s.name(p)
			}
			if vi.Fold(n.Name) == s.fold {
				first = append(first, h)
			} else {
				rest = append(rest, h)
			}
		}
		for _, child := range tree.Children(id, today) {
			walk(child)
		}
	}
	walk(org.UnitID(s.c.Actor.UnitID))
	hits := append(first, rest...)
	return group("Đơn vị, Tổ", hits, len(hits), s.list("/don-vi")), nil
}

func (u *UI) members(s *search) (searchview.Group, error) {
	if !s.c.Actor.May(access.RosterRead) {
		return searchview.Group{}, nil
	}
	list, err := u.Rosters.Search(s.c.Ctx(), s.c.Actor, s.c.Now, s.w.Tree, s.text, most)
	if err != nil || len(list) == 0 {
		return searchview.Group{}, err
	}
	var hits []searchview.Hit
	for _, x := range list {
		h := searchview.Hit{Name: x.FullName, URL: page.TeamURL(int64(x.Team)), Under: x.Position.Label() + ", " + s.w.Tree.Name(x.Team, s.c.Now.Today).Short() + ", " + s.commune(x.Team)}
		if x.Birth != nil {
			year, _, _ := x.Birth.Date()
			h.Under += " · sinh năm " + strconv.Itoa(year)
		}
		if x.Left != nil && *x.Left <= s.c.Now.Today {
			h.Under += " · đã thôi từ " + x.Left.String()
		}
		hits = append(hits, h)
	}
	return group("Thành viên", hits, list[0].Total, ""), nil
}

// reports by their unit's and period's names.
func (u *UI) reports(s *search) (searchview.Group, error) {
	if !s.c.Actor.May(access.ReportRead) {
		return searchview.Group{}, nil
	}
	scope, err := access.ScopeOf(s.c.Actor, access.ReportRead)
	if err != nil {
		return searchview.Group{}, err
	}
	var periods []int64
	for _, p := range s.w.Plan.Periods {
		if p.Opens <= s.c.Now.Today {
			periods = append(periods, p.ID)
		}
	}
	lines, err := u.Reports.Lines(s.c.Ctx(), u.Reports.Pool, scope, periods)
	if err != nil {
		return searchview.Group{}, err
	}
	var hits []searchview.Hit
	for i := len(lines) - 1; i >= 0; i-- { // newest period first
		x := &lines[i]
		p, _ := s.w.Plan.Period(x.PeriodID)
		unit := vi.UpperFirst(s.w.Tree.Name(org.UnitID(x.CommuneID), p.End).Full())
		if !s.holds("báo cáo tháng " + unit + " " + p.Label + " " + x.State.Words()) {
			continue
		}
		hits = append(hits, searchview.Hit{Name: "Báo cáo " + unit, URL: page.ReportURL(int64(x.ID)), Under: p.Label, Tag: ui.Tag{Kind: string(x.State), Text: x.State.Words()}})
	}
	return group("Báo cáo tháng", hits, len(hits), ""), nil
}

func (u *UI) deeds(s *search) (searchview.Group, error) {
	if !s.c.Actor.May(access.DeedRead) {
		return searchview.Group{}, nil
	}
	list, err := u.Registers.SearchDeeds(s.c.Ctx(), s.c.Actor, s.c.Now, s.w.Tree, s.text, most)
	if err != nil || len(list) == 0 {
		return searchview.Group{}, err
	}
	var hits []searchview.Hit
	for _, x := range list {
		hits = append(hits, searchview.Hit{Name: x.Who, URL: "/guong?" + url.Values{"q": {cut(x.Who, 60)}, "don-vi": {strconv.FormatInt(int64(x.Team), 10)}}.Encode(),
			Under: x.DoneOn.String() + ", " + s.w.Tree.Name(x.Team, x.DoneOn).Short() + ", " + s.commune(x.Team) + ": " + short(x.What, 140)})
	}
	return group("Gương người tốt, việc tốt", hits, list[0].Total, s.list("/guong")), nil
}

func (u *UI) models(s *search) (searchview.Group, error) {
	if !s.c.Actor.May(access.DeedRead) {
		return searchview.Group{}, nil
	}
	list, err := u.Registers.SearchModels(s.c.Ctx(), s.c.Actor, s.c.Now, s.w.Tree, s.text, most)
	if err != nil || len(list) == 0 {
		return searchview.Group{}, err
	}
	var hits []searchview.Hit
	for _, x := range list {
		hits = append(hits, searchview.Hit{Name: x.Name, URL: "/mo-hinh?" + url.Values{"q": {cut(x.Name, 60)}}.Encode(), Under: x.Field + ", " + s.name(x.Commune)})
	}
	return group("Mô hình", hits, list[0].Total, s.list("/mo-hinh")), nil
}

func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}

// cut is the beginning of a text, to be searched for.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
