package dossier

import (
	"fmt"
	"strings"

	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Minutes is the biên bản of the meeting after Decree 30: who took part, who
// was absent and sent a written opinion, votes nominee by nominee over the
// total membership, recusals with reasons, the result. A draft until kept.
func (x *Sitting) Minutes(w report.World) *paper.Document {
	name := w.Tree.Name(x.UnitID, x.HeldOn)
	ph, _ := w.Plan.Phase(x.PhaseID)
	c := &w.Plan.Rules.Def.Campaign
	year, _, _ := x.HeldOn.Date()
	d := &paper.Document{Kind: paper.Minutes, Issuer: "Hội đồng Thi đua, khen thưởng " + name.Full(), Draft: !x.Kept(), Made: x.Opened.At,
		Subject: titled("Họp Hội đồng Thi đua, khen thưởng\nxét, đề nghị tặng " + x.Form.Label() + " " + vi.LowerFirst(ph.Name) + " " + vi.LowerFirst(c.Name)),
		Head:    paper.Head{Parent: "Ủy ban nhân dân\n" + name.Full(), Agency: "Hội đồng\nThi đua, khen thưởng", Number: x.Number, Year: year}}
	if number, symbol, ok := strings.Cut(x.Number, "/"); ok {
		d.Head.Number, d.Head.Symbol = number, symbol
	} else {
		d.Head.Symbol = "BB-HĐTĐKT"
	}
	if x.Closed != nil {
		d.Made = x.Closed.At
	}
	d.Body = append(d.Body, para(fmt.Sprintf("Hội đồng Thi đua, khen thưởng %s họp xét, đề nghị tặng %s cho tập thể, cá nhân có thành tích trong %s %s.", name.Full(), x.Form.Label(), vi.LowerFirst(ph.Name), vi.LowerFirst(c.Name))))
	d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Thời gian, địa điểm"}, para(x.timeWords()))
	if x.Venue != "" {
		d.Body = append(d.Body, para("Địa điểm: "+x.Venue+"."))
	}
	d.Body = append(d.Body, x.attendance()...)
	d.Body = append(d.Body, x.voting()...)
	if x.Remarks != "" {
		d.Body = append(append(d.Body, paper.Heading{Level: 1, Text: "Nội dung khác"}), paper.Paste(x.Remarks)...)
	}
	d.Body = append(d.Body, para("Biên bản đã được các thành viên dự họp thông qua./."))
	for _, seat := range []award.Seat{award.SeatSecretary, award.SeatChair} {
		s := paper.Signature{Lines: []string{seat.Label()}}
		if seat == award.SeatSecretary {
			s.Lines = []string{"Thư ký"}
		}
		for _, c := range x.Members {
			if c.Seat == seat {
				s.Name = c.Name
			}
		}
		d.Sign = append(d.Sign, s)
	}
	d.Copies, d.Keep = []string{"Thành viên Hội đồng", "Hồ sơ đề nghị khen thưởng"}, "VT"
	return d
}

// timeWords is when the meeting was: "Hội nghị bắt đầu lúc 08 giờ 00 ngày
// 05/02/2025, kết thúc lúc 10 giờ 30 cùng ngày."
func (x *Sitting) timeWords() string {
	hour := func(s string) string { return strings.Replace(s, ":", " giờ ", 1) }
	switch {
	case x.Began != "" && x.Ended != "":
		return fmt.Sprintf("Hội nghị bắt đầu lúc %s ngày %s, kết thúc lúc %s cùng ngày.", hour(x.Began), x.HeldOn, hour(x.Ended))
	case x.Began != "":
		return fmt.Sprintf("Hội nghị bắt đầu lúc %s ngày %s.", hour(x.Began), x.HeldOn)
	case x.Ended != "":
		return fmt.Sprintf("Thời gian: ngày %s, kết thúc lúc %s.", x.HeldOn, hour(x.Ended))
	}
	return "Thời gian: ngày " + x.HeldOn.String() + "."
}

func para(s string) paper.Para { return paper.Para{Runs: paper.Text(s)} }

// attendance lists who was there and who was not.
func (x *Sitting) attendance() []paper.Block {
	r := x.Rules()
	total, present := len(x.Members), r.PresentCount()
	out := []paper.Block{paper.Heading{Level: 1, Text: "Thành phần"},
		para(fmt.Sprintf("Tổng số thành viên Hội đồng: %02d. Dự họp: %02d. Vắng mặt: %02d.", total, present, total-present))}
	list := func(title string, there award.Attendance) {
		n := 0
		for _, c := range x.Members {
			if c.Attendance != there {
				continue
			}
			if n++; n == 1 {
				out = append(out, paper.Heading{Level: 2, Text: title})
			}
			text := c.Name
			if c.Title != "" {
				text += ", " + c.Title
			}
			text += " – " + c.Seat.Label()
			if c.Excuse != "" {
				text += " (lý do vắng: " + c.Excuse + ")"
			}
			if there == award.Absent && x.wrote(c.ID) {
				text += ", gửi ý kiến bằng văn bản"
			}
			out = append(out, paper.Item{Mark: paper.Numbered, Runs: paper.Text(text)})
		}
	}
	list("Thành viên dự họp", award.Present)
	list("Thành viên vắng mặt", award.Absent)
	return out
}

// wrote tells whether a member sent a written opinion on anybody.
func (x *Sitting) wrote(member int64) bool {
	for _, v := range x.Votes {
		if v.Councillor == member && v.Written {
			return true
		}
	}
	return false
}

// voting is the votes of each nominee, the recusals, and what comes of them.
func (x *Sitting) voting() []paper.Block {
	total := len(x.Members)
	out := []paper.Block{paper.Heading{Level: 1, Text: "Nội dung, kết quả biểu quyết"},
		para(fmt.Sprintf("Hội đồng xem xét %02d trường hợp. Trường hợp được thông qua khi số phiếu đồng ý đạt %s tổng số thành viên Hội đồng (từ %d/%d phiếu); thành viên vắng mặt được lấy ý kiến bằng văn bản.",
			len(x.Nominees), x.Rule.Threshold.Words(), x.Rule.Threshold.Needed(total), total))}
	t := paper.Table{Caption: "Kết quả biểu quyết", Dense: true, Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {}, {Width: 19, Align: paper.Centre}, {Width: 19, Align: paper.Centre},
		{Width: 19, Align: paper.Centre}, {Width: 19, Align: paper.Centre}, {Width: 26, Align: paper.Centre}},
		Head: []paper.Row{paper.Cells("STT", "Tập thể, cá nhân", "Đồng ý", "Không đồng ý", "Không ý kiến", "Không có phiếu", "Kết quả")}}
	var passed, failed int
	var away []string
	for i := range x.Nominees {
		n := &x.Nominees[i]
		v := x.Rules().Count(int64(n.ID), true)
		if v.Outcome == award.Passed {
			passed++
		} else {
			failed++
		}
		who := formal(n.Name)
		if n.Detail != "" {
			who += "\n" + formal(n.Detail)
		}
		agreed := fmt.Sprintf("%d/%d", v.For, v.Total)
		if v.Total > 0 { // else the members are not written yet
			agreed += formal("\n(" + vi.Percent(int64(v.For), int64(v.Total)) + ")")
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(i+1), who, agreed, fmt.Sprint(v.Against), fmt.Sprint(v.Abstain), fmt.Sprint(v.Silent+v.Recused), v.Outcome.Words()))
		for _, b := range x.Votes {
			if b.Nominee == int64(n.ID) && b.Recused != "" {
				away = append(away, fmt.Sprintf("%s không tham gia bỏ phiếu đối với %s: %s.", x.member(b.Councillor).Name, formal(n.Name), strings.TrimRight(vi.LowerFirst(b.Recused), ".")))
			}
		}
	}
	out = append(out, t)
	if len(away) > 0 {
		out = append(out, paper.Para{Runs: paper.Text("Thành viên không tham gia bỏ phiếu do có liên quan:"), Keep: true})
		for _, s := range away {
			out = append(out, paper.Item{Mark: paper.Dash, Runs: paper.Text(s)})
		}
	}
	return append(out, para(fmt.Sprintf("Hội đồng thông qua %02d trường hợp, không thông qua %02d trường hợp.", passed, failed)))
}

// Unit is the unit whose council it is, as file names say it.
func (x *Sitting) Unit(w report.World) org.Name { return w.Tree.Name(x.UnitID, x.HeldOn) }
