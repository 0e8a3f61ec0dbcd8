package orgui

import (
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/orgview"
	"thidua/templates/ui"
)

// Team is a team with its members of the day.
func (u *UI) Team(c *page.Context) error {
	v, unit, err := u.item(c, c.Query("ngay"))
	if err != nil {
		return err
	}
	return u.team(v, unit, 0, "")
}

// Unmask answers the team's page with one member's citizen id in full; the
// audit has it first. It is a POST, for reading never writes, and answers the
// page itself, so that the number stands in no address and no cookie.
func (u *UI) Unmask(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	v, unit, err := u.item(c, f.Line("ngay"))
	if err != nil {
		return err
	}
	person, err := strconv.ParseInt(f.Line("nguoi"), 10, 64)
	if err != nil {
		return fault.Missing()
	}
	full, err := u.Rosters.CitizenID(c.Ctx(), c.Actor, c.Now, v.tree, unit.ID, roster.PersonID(person))
	if err != nil {
		return err
	}
	return u.team(v, unit, roster.PersonID(person), full)
}

func (u *UI) team(v view, unit org.Unit, shown roster.PersonID, full string) error {
	c := v.c
	if unit.Level != org.Team {
		return fault.Missing()
	}
	m := orgview.Team{URL: page.TeamURL(int64(unit.ID)), Day: v.ask, DayText: v.day.String(), Notice: v.notice(unit), Facts: v.facts(unit), Links: v.doors(unit)}
	m.Names, m.Parents = v.past(unit)
	m.Areas = areasPast(v.tree.Areas(unit.ID))
	m.Facts = append([]orgview.Fact{{Label: "Địa bàn", Text: v.area(unit)}}, m.Facts...)
	m.Head = ui.Head{Crumbs: v.crumbs(unit.ID), Kicker: v.kicker(v.name(v.tree.Parent(unit.ID, v.day))), Title: v.name(unit.ID)}
	m.Empty = "Không có ai tham gia Tổ này vào ngày " + v.day.String() + "."
	if err := u.record(v, unit, &m); err != nil {
		return err
	}
	if !c.Actor.May(access.RosterRead) {
		m.Hidden = "Vai trò của bạn không xem danh sách thành viên của Tổ."
		return c.Render(page.View{Title: m.Head.Title}, orgview.TeamPage(m))
	}
	list, former, err := u.Rosters.Everyone(c.Ctx(), c.Actor, c.Now, v.tree, unit.ID, v.day)
	if err != nil {
		return err
	}
	if c.Wants() != "" && shown == 0 {
		return c.Export(v.roster(unit, list))
	}
	m.Head.Export = c.Exports()
	m.Head.Aside = count(len(list)) + " thành viên"
	for _, x := range list {
		r := orgview.Member{Name: x.FullName, URL: page.MemberURL(int64(x.Person)), Position: x.Position.Label(), Gender: x.Gender.Label(), ID: x.MaskedID, Person: strconv.FormatInt(int64(x.Person), 10),
			Phone: x.Phone, Joined: x.Joined.String(), Decision: x.Decision}
		if x.Birth != nil {
			r.Birth, r.Age = x.Birth.String(), strconv.Itoa(roster.Age(*x.Birth, v.day))+" tuổi"
		}
		if x.Since != x.Joined {
			r.Since = x.Since.String()
		}
		if x.Person == shown {
			r.ID, r.Shown = full, true
		}
		for _, w := range x.Warnings {
			r.Warnings = append(r.Warnings, w.Text())
		}
		m.Members = append(m.Members, r)
	}
	for _, x := range former {
		m.Former = append(m.Former, orgview.Line{Text: x.FullName, URL: page.MemberURL(int64(x.Person)),
			Sub: x.Position.Label() + ", " + x.Since.String() + "–" + (*x.Left - 1).String() + ": " + x.Reason.Label()})
	}
	return c.Render(page.View{Title: m.Head.Title}, orgview.TeamPage(m))
}
