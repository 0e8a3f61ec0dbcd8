package decision

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Notice is what the Thông báo kết quả to a proposing unit is made of: one
// dossier's results.
type Notice struct {
	Dossier dossier.Row
	Results []Result
	W       report.World
	Made    time.Time
}

// everyone is more than a dossier can hold.
const everyone = 10_000

// Notice reads a dossier's results; fault.Missing where the actor may not read
// it, or nothing was made known yet.
func (s *Service) Notice(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, id dossier.ID) (*Notice, error) {
	d, err := dossier.ReadOne(ctx, q, a, id)
	if err != nil {
		return nil, err
	}
	r, err := s.Results(ctx, q, a, w, ResultFilter{Dossier: id}, everyone)
	if err != nil {
		return nil, err
	}
	if len(r.Rows) == 0 {
		return nil, fault.Missing()
	}
	return &Notice{Dossier: d, Results: r.Rows, W: w, Made: now.Business}, nil
}

// day is when the results were made known.
func (n *Notice) day() clock.Day {
	var out clock.Day
	for _, r := range n.Results {
		out = max(out, clock.DayOf(r.Told.At))
	}
	return out
}

// Document lays it out: who is awarded by which decision, who is not and why.
func (n *Notice) Document() *paper.Document {
	day := n.day()
	tree := n.W.Tree
	awarding, unit := tree.Name(n.Dossier.AwardingID, day), tree.Name(n.Dossier.UnitID, day)
	ph, _ := n.W.Plan.Phase(n.Dossier.PhaseID)
	d := &paper.Document{Kind: paper.Notice, Made: n.Made, Draft: true, Keep: "VT, NV", Copies: []string{"Công an tỉnh (PX03)"},
		Subject: fmt.Sprintf("Kết quả xét tặng %s của Chủ tịch Ủy ban nhân dân %s\n%s", n.Dossier.Form.Label(), awarding.Full(), campaignWords(n.W.Plan.Rules.Def, ph))}
	d.Head = paper.Head{Agency: "Ủy ban nhân dân\n" + awarding.Broken(), Symbol: "TB-UBND", Place: awarding.Name}
	d.Head.Year, _, _ = day.Date()
	d.Issuer, d.Sign = "Ủy ban nhân dân "+awarding.Full(), []paper.Signature{{Lines: []string{"TM. Ủy ban nhân dân", "Chủ tịch"}}}
	who := "Ủy ban nhân dân " + awarding.Full()
	if levelOf(n.W, n.Dossier.AwardingID) == plan.LevelProvince {
		who = "Sở Nội vụ"
		d.Issuer, d.Sign = "Sở Nội vụ "+awarding.Full(), []paper.Signature{{Lines: []string{"Giám đốc"}}}
		d.Head.Parent, d.Head.Agency, d.Head.Symbol = "Ủy ban nhân dân\n"+awarding.Full(), "Sở Nội vụ", "TB-SNV"
	}
	proposer := "Ủy ban nhân dân " + unit.Full()
	if n.Dossier.Form == award.GiayKhen {
		proposer = "Công an " + unit.Full()
	}
	d.Copies = append([]string{proposer}, d.Copies...)
	doc := ""
	if n.Dossier.DocNumber != "" {
		doc = " tại Tờ trình số " + n.Dossier.DocNumber
		if n.Dossier.DocDate != nil {
			doc += " ngày " + n.Dossier.DocDate.String()
		}
	}
	d.Body = append(d.Body, paper.Para{Runs: paper.Text(fmt.Sprintf("%s thông báo kết quả xét khen thưởng các trường hợp do %s đề nghị%s như sau:", who, proposer, doc))})
	if t := n.awarded(); t != nil {
		d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Được tặng " + n.Dossier.Form.Label()}, t)
	}
	if t := n.refused(); t != nil {
		d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Không khen thưởng"}, t)
	}
	d.Body = append(d.Body, paper.Para{Runs: paper.Text(vi.UpperFirst(who) + " thông báo để đơn vị và các tập thể, cá nhân biết, thực hiện./.")})
	return d
}

func (n *Notice) awarded() paper.Block {
	t := paper.Table{Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {Width: 46}, {}, {Width: 42}}, Head: []paper.Row{paper.Cells("TT", "Tập thể, cá nhân", "Chức danh, đơn vị", "Quyết định")}}
	for i := range n.Results {
		r := &n.Results[i]
		if r.State != award.Awarded {
			continue
		}
		words := "Số " + r.Number
		if r.SignedOn != nil {
			words += " ngày " + r.SignedOn.String()
		}
		if r.Golden != nil {
			words += fmt.Sprintf(", số sổ vàng %d", *r.Golden)
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(len(t.Rows)+1), r.title(), r.Detail, words))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// title is the recipient's name, with what is said of one who died.
func (r *Result) title() string {
	if r.Posthumous {
		return r.Name + "\n(Truy tặng)"
	}
	return r.Name
}

func (n *Notice) refused() paper.Block {
	t := paper.Table{Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {Width: 46}, {Width: 46}, {}}, Head: []paper.Row{paper.Cells("TT", "Tập thể, cá nhân", "Chức danh, đơn vị", "Lý do")}}
	for i := range n.Results {
		if r := &n.Results[i]; r.State == award.Refused {
			t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(len(t.Rows)+1), r.Name, r.Detail, reasonWords(r.Ground, r.Why)))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}
