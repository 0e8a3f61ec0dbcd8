package summary

import (
	"fmt"
	"strings"
	"time"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Paper is all a phase report's document is made of. Names, authority and
// legal bases are those of Day.
type Paper struct {
	Report      *Report
	Sealed      *Sealed
	Code        string // "" while nothing was sent: a draft
	Digest      string
	Day         clock.Day // of the document: its own date, else the day it was made
	MadeAt      time.Time
	Tree        *org.Tree
	Def         *plan.Definition
	Lookup      string // where the code is looked up, "" unknown
	Corrections []Corrected
	Supplements []Addition
}

// Corrected is a figure corrected after the freeze, as the annex lists it.
type Corrected struct {
	No      int
	On      clock.Day
	Unit    string
	Period  string
	Row     string
	Measure string
	Old     string
	New     string
	Reason  string
	By      string

	Report int64 // the month, and the figure in it
	Cell   report.Cell
}

// Addition is a numbered supplement the province took over.
type Addition struct {
	No     int
	On     clock.Day
	Reason string
	Lines  []AdditionLine
}

// AdditionLine is a total the supplement changed.
type AdditionLine struct{ What, Old, New string }

// Document lays the report out after Decree 30.
func (p *Paper) Document() *paper.Document {
	f := &p.Sealed.Figures
	name := p.Tree.Name(org.UnitID(f.Unit.ID), p.Day)
	d := &paper.Document{Kind: paper.Report, Subject: p.subject(), Head: p.head(name), Made: p.MadeAt, Draft: p.Code == "",
		Body: p.body(), Annexes: p.annexes()}
	if p.province() {
		d.Issuer = "Công an " + name.Full()
		d.To = []string{"Chủ tịch Ủy ban nhân dân " + name.Full()}
	} else {
		d.Issuer = "Ủy ban nhân dân " + name.Full()
		d.To = []string{"Ủy ban nhân dân " + p.provinceName().Full() + " (qua Công an tỉnh)"}
	}
	d.Bases = append(basesOn(p.Day), "Căn cứ "+p.planWords())
	d.Sign, d.Copies, d.Keep = []paper.Signature{p.sign()}, p.copies(), "VT, NV"
	if p.province() {
		d.Keep = "VT, PX03"
	}
	d.Check = p.check()
	return d
}

func (p *Paper) province() bool { return p.Report.Level == "province" }

// provinceName is the province on the document's day.
func (p *Paper) provinceName() org.Name {
	return p.Tree.Name(p.Tree.Root(p.Day), p.Day)
}

func (p *Paper) subject() string {
	name := p.Tree.Name(org.UnitID(p.Sealed.Figures.Unit.ID), p.Day)
	return "Kết quả thực hiện " + vi.LowerFirst(p.Sealed.Figures.Phase.Name) + " phong trào thi đua đặc biệt trong lực lượng\ntham gia bảo vệ an ninh, trật tự ở cơ sở trên địa bàn " + name.Full()
}

func (p *Paper) head(name org.Name) paper.Head {
	h := paper.Head{Agency: "Ủy ban nhân dân\n" + name.Broken(), Number: p.Report.DocNumber, Symbol: "BC-UBND", Place: name.Name, Day: p.Report.DocDate}
	if p.province() {
		h.Parent, h.Agency, h.Symbol = "Bộ Công an", "Công an "+name.Full(), "BC-CAT-PX03"
	}
	h.Year, _, _ = p.Day.Date()
	return h
}

// planWords is the plan as papers cite it.
func (p *Paper) planWords() string {
	c := &p.Def.Campaign
	return "Kế hoạch " + vi.LowerFirst(c.Plan.Reference()) + " ngày " + c.Plan.Issued.String() + " của " + c.IssuingBody + " về " + vi.LowerFirst(c.Plan.Title)
}

// sign is the signature block: in whose name, with what authority, by whom.
func (p *Paper) sign() paper.Signature {
	form, title := strings.TrimSpace(p.Report.SignerForm), p.Report.SignerTitle
	head, lead := "Chủ tịch", []string{"TM. Ủy ban nhân dân"}
	if p.province() {
		head, lead = "Giám đốc", nil
	}
	if title == "" {
		title = head
	}
	s := paper.Signature{Name: p.Report.SignerName}
	switch form {
	case "KT.":
		s.Lines = append(lead, "KT. "+head, title)
	case "TL.", "TUQ.":
		s.Lines = []string{form + " " + head, title}
	default:
		s.Lines = append(lead, title)
	}
	return s
}

func (p *Paper) copies() []string {
	if p.province() {
		units := "Ủy ban nhân dân các huyện, thành phố"
		if len(p.Tree.Children(p.Tree.Root(p.Day), p.Day)) > 0 && p.below() == "commune" {
			units = "Ủy ban nhân dân các xã, phường, đặc khu"
		}
		return []string{"Như trên", "Bộ Công an (V05, X03) (để báo cáo)", "Đ/c Giám đốc Công an tỉnh (để báo cáo)", "Sở Nội vụ (để phối hợp)", units}
	}
	unit := p.Tree.Name(org.UnitID(p.Sealed.Figures.Unit.ID), p.Day)
	list := []string{"Như trên", "Công an tỉnh (PX03)", "Sở Nội vụ", "Chủ tịch, các Phó Chủ tịch UBND " + unit.Kind}
	switch {
	case p.Report.Level == "commune":
		list = append(list, "Công an "+unit.Kind)
	case p.Day < districtPoliceEnded:
		list = append(list, "Công an "+unit.Kind)
	}
	return list
}

// below is the level directly under the province on the document's day.
func (p *Paper) below() string {
	for _, c := range p.Tree.Children(p.Tree.Root(p.Day), p.Day) {
		if u, ok := p.Tree.Unit(c); ok {
			return string(u.Level)
		}
	}
	return ""
}

func (p *Paper) check() paper.Check {
	if p.Code == "" {
		return paper.Check{Text: "DỰ THẢO: số liệu tính đến ngày " + p.Sealed.Figures.AsOf.String() + ", chưa gửi, chưa có mã xác minh"}
	}
	c := paper.Check{Code: ShowCode(p.Code), Digest: p.Digest}
	c.Text = "Xác minh tại trang /xac-minh của hệ thống"
	if p.Lookup != "" {
		c.Text = "Xác minh tại " + p.Lookup + "/xac-minh/" + p.Code
	}
	if n := len(p.Corrections); n > 0 {
		c.Text += fmt.Sprintf(" · Có %d đính chính sau khi chốt, xem phụ lục", n)
	}
	return c
}
