package plan

import "fmt"

type quotation struct{ path, text string }

// quotations lists everything the definition says in the plan's own words.
func (d *Definition) quotations() []quotation {
	out := []quotation{
		{"campaign.theme", d.Campaign.Theme},
		{"campaign.plan.title", d.Campaign.Plan.Title},
		{"campaign.subjects", d.Campaign.Subjects},
	}
	add := func(text, format string, i int) {
		out = append(out, quotation{fmt.Sprintf(format, i), text})
	}
	for i, s := range d.Campaign.LegalBases {
		add(s, "campaign.legal_bases[%d]", i)
	}
	for i, ph := range d.Phases {
		add(ph.Slogan, "phases[%d].slogan", i)
		add(ph.Quote, "phases[%d].quote", i)
	}
	for i, g := range d.Groups {
		add(g.Title, "groups[%d].title", i)
		add(g.Paragraph, "groups[%d].paragraph", i)
	}
	for i, ind := range d.Indicators {
		add(ind.Quote, "indicators[%d].quote", i)
	}
	for i, a := range d.Awards {
		add(a.Quote, "awards[%d].quote", i)
	}
	return out
}
