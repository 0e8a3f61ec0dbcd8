package dossier

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Documents are the papers of a dossier the program makes, after Decree 30 and
// by the law of their day.
type Documents struct {
	V     *View
	W     report.World
	Cites []string // beside the laws: criteria.CitedGuide
	Made  time.Time
}

// Day is the tờ trình's, while there is none today.
func (d *Documents) Day() clock.Day {
	if d.V.DocDate != nil {
		return *d.V.DocDate
	}
	return d.W.Day
}

// active are those put forward, in the list's order.
func (d *Documents) active() []*Nominee {
	var out []*Nominee
	for i := range d.V.Nominees {
		if n := &d.V.Nominees[i]; n.State != award.Withdrawn {
			out = append(out, n)
		}
	}
	return out
}

func (d *Documents) police() bool { return d.V.Roles[award.ByProposer] == access.CommunePolice }

func (d *Documents) unit() org.Name { return d.W.Tree.Name(d.V.UnitID, d.Day()) }

// agency is the issuing agency as a sentence names it.
func (d *Documents) agency() string {
	if d.police() {
		return "Công an " + d.unit().Full()
	}
	return "Ủy ban nhân dân " + d.unit().Full()
}

func (d *Documents) head(symbol string) paper.Head {
	h := paper.Head{Symbol: symbol, Place: d.unit().Name, Day: d.V.DocDate}
	h.Year, _, _ = d.Day().Date()
	if d.police() {
		parent := d.W.Tree.Name(d.W.Tree.Ancestor(d.V.UnitID, org.District, d.Day()), d.Day())
		if parent.Name == "" {
			parent = d.W.Tree.Name(d.W.Tree.Root(d.Day()), d.Day())
		}
		h.Parent, h.Agency = "Công an "+parent.Broken(), "Công an "+d.unit().Broken()
		return h
	}
	h.Agency = "Ủy ban nhân dân\n" + d.unit().Broken()
	return h
}

// awarding is whose chair decides: "Chủ tịch Ủy ban nhân dân huyện Ninh Phước".
func (d *Documents) awarding() string {
	return "Chủ tịch Ủy ban nhân dân " + d.W.Tree.Name(d.V.AwardingID, d.Day()).Full()
}

// campaign is what is reviewed: the phase; at the last review the whole
// campaign, as the decision says it.
func (d *Documents) campaign() string {
	def := d.W.Plan.Rules.Def
	if name := vi.LowerFirst(def.Campaign.Name); d.V.Phase.Code == def.Phases[len(def.Phases)-1].Code {
		return name
	}
	return vi.LowerFirst(d.V.Phase.Name) + " " + vi.LowerFirst(def.Campaign.Name)
}

// bases are the laws of the day, then the plan.
func (d *Documents) bases() ([]string, error) {
	list, err := d.V.Settings.Law.LegalBases(d.Day())
	if err != nil {
		return nil, err
	}
	var out []string
	for _, b := range list {
		out = append(out, "Căn cứ "+b)
	}
	c := &d.W.Plan.Rules.Def.Campaign
	return append(out, "Căn cứ Kế hoạch "+vi.LowerFirst(c.Plan.Reference())+" ngày "+c.Plan.Issued.String()+" của "+c.IssuingBody+" về "+vi.LowerFirst(c.Plan.Title)), nil
}

func (d *Documents) sign() paper.Signature {
	s := paper.Signature{Name: d.V.SignerName}
	title := signerTitle(d.V.SignerTitle)
	if d.police() {
		if title == "" {
			title = "Trưởng Công an " + d.unit().Kind
		}
		s.Lines = []string{title}
		return s
	}
	if title == "" {
		title = "Chủ tịch"
	}
	s.Lines = []string{"TM. Ủy ban nhân dân", title}
	return s
}

// Submission is the tờ trình with the list as its annex.
func (d *Documents) Submission() (*paper.Document, error) {
	bases, err := d.bases()
	if err != nil {
		return nil, err
	}
	regime, err := d.V.Settings.Law.Regime(d.Day())
	if err != nil {
		return nil, err
	}
	symbol := "TTr-UBND"
	if d.police() {
		symbol = "TTr-CA"
	}
	teams, members := d.count()
	doc := &paper.Document{Kind: paper.Submission, Subject: "Về việc đề nghị tặng " + d.V.Form.Label() + "\ntrong " + d.campaign(), Issuer: d.agency(), Head: d.head(symbol), Made: d.Made,
		Draft: d.V.DocNumber == "", To: []string{d.awarding()}, Bases: append(bases, d.Cites...), Sign: []paper.Signature{d.sign()}, Copies: []string{"Như trên"}, Keep: "VT, hồ sơ"}
	doc.Head.Number = d.V.DocNumber
	if number, symbol, ok := strings.Cut(d.V.DocNumber, "/"); ok { // "57/TTr-CAX" brings its own symbol
		doc.Head.Number, doc.Head.Symbol = strings.TrimSpace(number), strings.TrimSpace(symbol)
	}
	doc.Form = regime.SubmissionForm
	doc.Body = append(doc.Body,
		paper.Para{Runs: paper.Text(fmt.Sprintf("%s đã tổ chức xét, lựa chọn các tập thể, cá nhân có %s trong %s. %s kính đề nghị %s xem xét, tặng %s cho %s tập thể và %s cá nhân (có danh sách kèm theo).",
			vi.UpperFirst(d.agency()), d.V.Form.Merit(), d.campaign(), vi.UpperFirst(d.agency()), d.awarding(), d.V.Form.Label(), two(teams), two(members)))},
		paper.Para{Runs: paper.Text("Hồ sơ kèm theo gồm: " + d.enclosed() + ".")},
		paper.Para{Runs: paper.Text(vi.UpperFirst(d.agency()) + " kính trình " + d.awarding() + " xem xét, quyết định./.")})
	doc.Annexes = []paper.Annex{{Title: d.listTitle(), Unlabelled: true, Landscape: true, Body: d.list()}}
	doc.Subject = titled(doc.Subject)
	return doc, nil
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return vi.Int(int64(n))
}

func (d *Documents) count() (teams, members int) {
	for _, n := range d.active() {
		if n.Subject == award.Team {
			teams++
		} else {
			members++
		}
	}
	return teams, members
}

// enclosed are the papers that go along.
func (d *Documents) enclosed() string {
	var out []string
	for _, n := range d.V.Checklist() {
		if n.Kind != PaperSubmission && n.Kind != PaperOther && (n.Required || n.Done) {
			out = append(out, vi.LowerFirst(n.Name))
		}
	}
	return strings.Join(out, "; ")
}

func (d *Documents) listTitle() string {
	return "Danh sách trích ngang tập thể, cá nhân\nđề nghị tặng " + d.V.Form.Label()
}

// list is the danh sách trích ngang: teams, then members.
func (d *Documents) list() []paper.Block {
	var out []paper.Block
	for _, s := range award.Subjects {
		t := paper.Table{Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {Width: 42}, {Width: 48}, {}}, Head: []paper.Row{paper.Cells("STT", "Tên tập thể", "Địa bàn", "Tóm tắt thành tích")}}
		if s == award.Member {
			t = paper.Table{Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {Width: 34}, {Width: 14, Align: paper.Centre}, {Width: 16, Align: paper.Centre}, {Width: 40}, {}},
				Head: []paper.Row{paper.Cells("STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ, đơn vị", "Tóm tắt thành tích")}}
		}
		for _, n := range d.active() {
			if n.Subject != s {
				continue
			}
			row := []string{strconv.Itoa(len(t.Rows) + 1), formal(d.name(n))}
			if s == award.Member {
				gender, born := d.born(n)
				row = append(row, gender, born)
			}
			t.Rows = append(t.Rows, paper.Cells(append(row, formal(n.Detail), formal(n.Merit))...))
		}
		if len(t.Rows) > 0 {
			out = append(out, paper.Heading{Level: 1, Text: fmt.Sprintf("%s: %s", s.Label(), two(len(t.Rows)))}, t)
		}
	}
	if out == nil {
		out = []paper.Block{paper.Para{Runs: paper.Text("(Chưa có trường hợp nào.)")}}
	}
	return out
}

// born is a member's gender and year of birth, where they are known.
func (d *Documents) born(n *Nominee) (gender, year string) {
	g := d.V.Grounds[n.ID]
	if g == nil || g.Candidate == nil {
		return "", ""
	}
	if b := g.Candidate.Birth; b != nil {
		y, _, _ := b.Date()
		year = strconv.Itoa(y)
	}
	return g.Candidate.Gender.Label(), year
}

// name is a nominee's as papers list it; of the dead with a mark.
func (d *Documents) name(n *Nominee) string {
	if g := d.V.Grounds[n.ID]; n.Subject == award.Member && g != nil && g.Candidate != nil && award.Posthumous(g.Candidate.Spells, d.Day()) {
		return n.Name + "\n(truy tặng)"
	}
	return n.Name
}

// List is the danh sách by itself; its last line is what the signature stands
// under, never alone on a page.
func (d *Documents) List() *paper.Document {
	teams, members := d.count()
	return &paper.Document{Kind: paper.List, Subject: titled("Trích ngang tập thể, cá nhân đề nghị tặng " + d.V.Form.Label() + "\ntrong " + d.campaign()), Issuer: d.agency(), Head: d.head("DS"), Made: d.Made,
		Draft: d.V.DocNumber == "", Body: append(d.list(), para(fmt.Sprintf("Danh sách này có %s tập thể và %s cá nhân./.", two(teams), two(members)))), Sign: []paper.Signature{d.sign()}}
}

// Reports are the achievement reports: of one nominee, or of all one after
// another.
func (d *Documents) Reports(of *Nominee) (*paper.Document, error) {
	regime, err := d.V.Settings.Law.Regime(d.Day())
	if err != nil {
		return nil, err
	}
	list := d.active()
	subject := titled("Thành tích đề nghị tặng " + d.V.Form.Label() + "\ntrong " + d.campaign())
	if of != nil {
		list = []*Nominee{of}
	}
	doc := &paper.Document{Kind: paper.Report, Subject: subject, Issuer: d.agency(), Head: d.head("BC"), Made: d.Made, Draft: d.V.DocNumber == "", Sign: []paper.Signature{d.sign()}}
	if of != nil {
		doc.Subject = "Thành tích của " + formal(of.Name) + "\nđề nghị tặng " + d.V.Form.Label()
	}
	doc.Form = regime.ReportForm
	for i, n := range list {
		if i > 0 {
			doc.Body = append(doc.Body, paper.PageBreak{})
		}
		doc.Body = append(doc.Body, paper.Middle{Text: strings.ToUpper(formal(n.Name))}, paper.Para{Runs: paper.Text(formal(n.Detail) + ".")})
		doc.Body = append(doc.Body, d.report(n)...)
	}
	if len(list) == 0 {
		doc.Body = append(doc.Body, paper.Para{Runs: paper.Text("(Chưa có trường hợp nào.)")})
	}
	return doc, nil
}

// report is one nominee's, its two sections apart.
func (d *Documents) report(n *Nominee) []paper.Block {
	var out []paper.Block
	for k, s := range n.Sections() {
		var blocks []paper.Block
		for _, t := range d.V.Texts[n.ID] {
			if t.Section == s {
				blocks = paper.Paste(formal(t.Body))
			}
		}
		if len(blocks) == 0 {
			blocks = []paper.Block{paper.Para{Runs: []paper.Run{{Text: "(Chưa viết.)", Italic: true}}}}
		}
		out = append(out, paper.Para{Runs: []paper.Run{{Text: strconv.Itoa(k+1) + ". " + s.Label(), Bold: true}}, Keep: true})
		out = append(out, blocks...)
	}
	return append(out, paper.Para{Runs: append([]paper.Run{{Text: "Đề nghị: ", Bold: true}}, paper.Text("tặng "+d.V.Form.Label()+" – "+formal(n.Merit)+".")...)})
}
