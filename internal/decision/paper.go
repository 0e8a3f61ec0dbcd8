package decision

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Paper is all the documents of a decision are made of. Names, authority and
// legal bases are those of Day.
type Paper struct {
	View       *View
	W          report.World
	Day        clock.Day // of the decision, else today
	Made       time.Time
	Posthumous map[dossier.NomineeID]bool
	// Of the tờ trình: all nominees of the dossiers it tells about, and those.
	All      []dossier.Pending
	Dossiers map[dossier.ID]dossier.Row
	Cites    []string // beside the laws
}

// Paper reads a decision with what its documents need.
func (s *Service) Paper(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, id ID) (*Paper, error) {
	v, err := s.View(ctx, q, a, w, id)
	if err != nil {
		return nil, err
	}
	p := &Paper{View: v, W: w, Day: v.MoneyOn, Made: now.Business, Posthumous: map[dossier.NomineeID]bool{}}
	var people []roster.PersonID
	for i := range v.Nominees {
		if n := &v.Nominees[i]; n.Person != nil {
			people = append(people, *n.Person)
		}
	}
	if len(people) == 0 {
		return p, nil
	}
	careers, err := roster.Careers(ctx, q, []org.UnitID{}, people)
	if err != nil {
		return nil, err
	}
	for _, c := range careers {
		for i := range v.Nominees {
			if n := &v.Nominees[i]; n.PersonID() == c.Person && award.Posthumous(c.Spells, p.Day) {
				p.Posthumous[n.ID] = true
			}
		}
	}
	return p, nil
}

func (p *Paper) unit() org.Name { return p.W.Tree.Name(p.View.UnitID, p.Day) }

// authority is "Chủ tịch Ủy ban nhân dân huyện Ninh Phước".
func (p *Paper) authority() string { return "Chủ tịch Ủy ban nhân dân " + p.unit().Full() }

// heading is the authority over a decision, its long name on a line of its own.
func (p *Paper) heading() string {
	if name := p.unit().Full(); vi.Length(name) > 22 {
		return "Chủ tịch Ủy ban nhân dân\n" + name
	}
	return p.authority()
}

// campaignWords is the campaign in a sentence, with the phase reviewed; at the
// last review it is the whole campaign.
func campaignWords(def *plan.Definition, ph plan.LivePhase) string {
	for _, x := range def.Phases {
		if x.Code == ph.Code && x.Code == def.Phases[len(def.Phases)-1].Code { // the whole campaign is reviewed
			return "trong thực hiện " + vi.LowerFirst(def.Campaign.Name)
		}
	}
	return "trong thực hiện " + vi.LowerFirst(ph.Name) + " " + vi.LowerFirst(def.Campaign.Name)
}

func (p *Paper) campaign() string {
	ph, _ := p.W.Plan.Phase(p.View.PhaseID)
	return campaignWords(p.W.Plan.Rules.Def, ph)
}

// bases are the texts a paper of the day cites, each opened with "Căn cứ".
func (p *Paper) bases() ([]string, error) {
	list, err := p.View.Settings.Law.LegalBases(p.Day)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, b := range list {
		out = append(out, "Căn cứ "+b)
	}
	return append(out, "Căn cứ "+planWords(p.W.Plan.Rules.Def)), nil
}

// planWords is the plan as papers cite it.
func planWords(def *plan.Definition) string {
	c := &def.Campaign
	return "Kế hoạch " + vi.LowerFirst(c.Plan.Reference()) + " ngày " + c.Plan.Issued.String() + " của " + c.IssuingBody + " về " + vi.LowerFirst(c.Plan.Title)
}

// count is "02 tập thể và 40 cá nhân".
func (p *Paper) count() string {
	return strings.ReplaceAll(countWords(p.View.Teams, p.View.Members), ", ", " và ")
}

// who are "tập thể, cá nhân", or whichever of them the list has.
func (p *Paper) who() string {
	switch {
	case p.View.Members == 0:
		return "tập thể"
	case p.View.Teams == 0:
		return "cá nhân"
	}
	return "tập thể, cá nhân"
}

// Decision lays the decision out: a draft until it is recorded. It refuses a
// day outside every regime, and an empty list.
func (p *Paper) Decision() (*paper.Document, error) {
	v := p.View
	if len(v.Nominees) == 0 {
		return nil, fault.New(fault.Stale, "Danh sách của quyết định chưa có trường hợp nào.")
	}
	if v.NoMoney != nil {
		return nil, v.NoMoney
	}
	bases, err := p.bases()
	if err != nil {
		return nil, err
	}
	name := p.unit()
	d := &paper.Document{Kind: paper.Decision, Issuer: "Ủy ban nhân dân " + name.Full(), Authority: p.heading(), Made: p.Made, Draft: v.SignedOn == nil, Keep: "VT, NV",
		Subject: fmt.Sprintf("Về việc tặng %s cho %s có %s\n%s", v.Form.Label(), p.who(), v.Form.Merit(), p.campaign())}
	d.Head = paper.Head{Agency: "Ủy ban nhân dân\n" + name.Broken(), Symbol: "QĐ-UBND", Place: name.Name, Day: v.SignedOn}
	d.Head.Year, _, _ = p.Day.Date()
	if number, symbol, ok := strings.Cut(v.Number, "/"); ok {
		d.Head.Number, d.Head.Symbol = strings.TrimSpace(number), strings.TrimSpace(symbol)
	} else if v.Number != "" {
		d.Head.Number = v.Number
	}
	d.Bases = append(bases, "Theo đề nghị của "+p.adviser())
	d.Body = []paper.Block{paper.Middle{Text: "QUYẾT ĐỊNH:"}, article(p.first()), article(p.second()), article(p.third())}
	d.Sign = []paper.Signature{p.sign()}
	d.Copies = p.copies()
	d.Annexes = []paper.Annex{p.annex()}
	return d, nil
}

func article(text string) paper.Article { return paper.Article{Runs: paper.Text(text)} }

// adviser is who proposes to the chair.
func (p *Paper) adviser() string {
	switch levelOf(p.W, p.View.UnitID) {
	case plan.LevelProvince:
		return "Giám đốc Sở Nội vụ"
	case plan.LevelDistrict:
		return "Trưởng phòng Nội vụ và Hội đồng Thi đua, khen thưởng " + p.unit().Full()
	}
	return "Hội đồng Thi đua, khen thưởng " + p.unit().Full()
}

func (p *Paper) first() string {
	text := fmt.Sprintf("Tặng %s của %s cho %s có %s %s", p.View.Form.Label(), p.authority(), p.count(), p.View.Form.Merit(), p.campaign())
	if n := len(p.Posthumous); n > 0 {
		text += fmt.Sprintf(", trong đó truy tặng %02d cá nhân", n)
	}
	return text + " (có danh sách kèm theo)."
}

func (p *Paper) second() string {
	v := p.View
	var each []string
	if v.Teams > 0 {
		each = append(each, "mỗi tập thể "+vi.Int(v.Sum.TeamBonus.Rounded)+" đồng")
	}
	if v.Members > 0 {
		each = append(each, "mỗi cá nhân "+vi.Int(v.Sum.MemberBonus.Rounded)+" đồng")
	}
	return fmt.Sprintf("Kèm theo %s là tiền thưởng theo quy định: %s; tổng số tiền %s đồng, trích từ Quỹ Thi đua, khen thưởng của %s.", v.Form.Label(), strings.Join(each, ", "),
		vi.Int(v.Sum.Rounded), p.unit().Kind)
}

func (p *Paper) third() string {
	name := p.unit()
	office := "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân " + name.Kind + ", Trưởng phòng Nội vụ"
	switch levelOf(p.W, p.View.UnitID) {
	case plan.LevelProvince:
		office = "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Giám đốc Công an tỉnh"
	case plan.LevelCommune:
		office = "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân " + name.Kind + ", Trưởng Công an " + name.Kind
	}
	return office + ", thủ trưởng các cơ quan, đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./."
}

func (p *Paper) sign() paper.Signature {
	if p.View.SignedOn == nil {
		return paper.Signature{Lines: []string{"Chủ tịch"}}
	}
	return paper.Signature{Lines: strings.Split(p.View.SignerTitle, "\n"), Name: p.View.SignerName}
}

func (p *Paper) copies() []string {
	list := []string{"Như Điều 3"}
	switch levelOf(p.W, p.View.UnitID) {
	case plan.LevelProvince:
		list = append(list, "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Công an tỉnh (PX03)", "UBND các đơn vị đề nghị")
	default:
		list = append(list, "Chủ tịch, các Phó Chủ tịch UBND "+p.unit().Kind, "Công an tỉnh (PX03)", "Sở Nội vụ")
	}
	return list
}

// annex is the list by golden-book number: teams, then members.
func (p *Paper) annex() paper.Annex {
	v := p.View
	a := paper.Annex{Title: "Danh sách " + p.who() + " được tặng " + v.Form.Label(), Unlabelled: true}
	if v.Teams > 0 {
		a.Body = append(a.Body, paper.Heading{Level: 1, Text: "Tập thể"}, p.rows(award.Team))
	}
	if v.Members > 0 {
		a.Body = append(a.Body, paper.Heading{Level: 1, Text: "Cá nhân"}, p.rows(award.Member))
	}
	a.Body = append(a.Body, paper.Para{Runs: paper.Text(fmt.Sprintf("Tổng cộng: %s; tiền thưởng %s đồng.", p.count(), vi.Int(v.Sum.Rounded)))})
	return a
}

func (p *Paper) rows(s award.Subject) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Width: 14, Align: paper.Centre}, {Width: 52}, {}, {Width: 26, Align: paper.Right}},
		Head: []paper.Row{paper.Cells("Số sổ vàng", "Tập thể", "Đơn vị", "Tiền thưởng (đồng)")}}
	if s == award.Member {
		t.Head = []paper.Row{paper.Cells("Số sổ vàng", "Họ và tên", "Chức danh, đơn vị", "Tiền thưởng (đồng)")}
	}
	money := vi.Int(p.View.Bonus(s).Rounded)
	for i := range p.View.Nominees {
		n := &p.View.Nominees[i]
		if n.Subject != s {
			continue
		}
		name := award.Formal(n.Name)
		if p.Posthumous[n.ID] {
			name += "\n(Truy tặng)"
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(i+1), name, award.Formal(n.Detail), money))
	}
	return t
}
