package orgui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/orgview"
	"thidua/templates/ui"
)

// record fills in what a team has done: results, deeds, models. Without a
// campaign there is nothing to judge.
func (u *UI) record(v view, unit org.Unit, m *orgview.Team) error {
	c := v.c
	if u.World == nil || unit.During.From > c.Now.Today {
		return nil
	}
	if c.Actor.May(access.ScoreRead) {
		w, err := u.World(c)
		if err == nil {
			if m.Score, err = u.score(c, w, unit.ID); err != nil {
				return err
			}
		} else if !errors.Is(err, plan.ErrNoCampaign) {
			return err
		}
	}
	if !c.Actor.May(access.DeedRead) {
		return nil
	}
	m.Record = true
	r, err := u.Registers.TeamRecord(c.Ctx(), c.Actor, c.Now, v.tree, unit.ID)
	if err != nil {
		return err
	}
	for _, d := range r.Deeds {
		l := orgview.Line{Text: d.On.String() + ": " + d.Title, Sub: d.About}
		if d.RecognisedBy != "" {
			l.Sub += "; " + d.RecognisedBy + " ghi nhận"
		}
		m.Deeds = append(m.Deeds, l)
	}
	if r.MoreDeeds {
		m.More = "/guong?don-vi=" + strconv.FormatInt(int64(unit.ID), 10)
	}
	for _, x := range r.Models {
		l := orgview.Line{Text: x.Title, Sub: x.About + ", từ " + x.On.String()}
		if x.Ended != nil {
			l.Sub += " đến " + x.Ended.String()
		}
		if x.RecognisedOn != nil {
			l.Sub += "; " + x.RecognisedBy + " ghi nhận ngày " + x.RecognisedOn.String()
		}
		m.Models = append(m.Models, l)
	}
	return nil
}

func (u *UI) score(c *page.Context, w report.World, team org.UnitID) (*orgview.Score, error) {
	r, err := u.Reports.TeamResults(c.Ctx(), u.Rosters.DB, c.Actor, w, team)
	if err != nil {
		return nil, err
	}
	s := &orgview.Score{Note: "Chỉ tính các tháng đã duyệt. Bấm vào kết quả để xem cách tính.", Empty: "Chưa có kỳ báo cáo nào của Tổ."}
	for _, ind := range r.Indicators {
		s.Heads = append(s.Heads, orgview.ScoreHead{Code: ind.Code, Name: ind.Short})
	}
	for _, l := range r.Lines {
		asked := page.Asked{Unit: int64(team), Span: l.Code}
		row := orgview.ScoreRow{Label: l.Name, URL: page.ScoreURL(asked), Phase: !l.Month}
		if l.Month {
			row.Sub = vi.LowerFirst(l.State.Words())
		}
		if fixed := page.AnnexWords(l.Annexed); fixed != "" {
			row.Sub = strings.TrimPrefix(row.Sub+", "+fixed, ", ")
		}
		for i := range l.Results {
			p := ui.Pill{}
			if l.Results[i].Indicator != nil {
				p = page.Pill(&l.Results[i])
				if r := &l.Results[i]; r.Indicator.Span == plan.SpanEachPeriod && r.TeamsTotal > 0 {
					// Of one team the months are counted, in one month the deeds.
					p.Text = fmt.Sprintf("%d/%d kỳ", r.TeamsMeeting, r.TeamsTotal)
					if l.Month {
						p.Text = vi.Int(r.Num)
					}
				}
				p.URL = page.WhyURL(asked, l.Results[i].Indicator.Code)
			}
			row.Pills = append(row.Pills, p)
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

// area is where the team works on the day: its own rows, or what it is named
// after.
func (v view) area(unit org.Unit) string {
	if list := v.tree.AreasOn(unit.ID, v.day); len(list) > 0 {
		return vi.UpperFirst(strings.Join(list, ", "))
	}
	return vi.UpperFirst(v.tree.Name(unit.ID, v.day).Name)
}

// areasPast are the areas by their days, only where they changed.
func areasPast(areas []org.AreaSpan) []orgview.Fact {
	var list []orgview.Fact
	changed := false
	for _, a := range areas {
		changed = changed || a.During != areas[0].During
		if n := len(list); n > 0 && list[n-1].Label == span(a.During) {
			list[n-1].Text += ", " + a.Name
			continue
		}
		list = append(list, orgview.Fact{Label: span(a.During), Text: vi.UpperFirst(a.Name)})
	}
	if !changed {
		return nil
	}
	return list
}
