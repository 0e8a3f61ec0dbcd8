package summaryui

import (
	"fmt"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// beside is what stands beside a report's own figures: its documents, the
// corrections after the freeze, the signed copy, the province's tables.
func (s *scene) beside(p *summaryview.Page) {
	v := s.v
	if v.Sealed == nil {
		return
	}
	p.Docs = []ui.Link{{Label: "Bản in", URL: p.URL + "/in"}, {Label: "Tải DOCX", URL: p.URL + "/van-ban.docx"}, {Label: "Phụ lục XLSX", URL: p.URL + "/phu-luc.xlsx"}}
	if s.signed != nil {
		p.Signed = &summaryview.Signed{Text: fmt.Sprintf("Số %s, ngày %s, người ký %s. %s đăng ký %s.", s.signed.Number, s.signed.SignedOn, s.signed.Signer, s.signed.By, vi.DayTime(s.signed.At)),
			Link: ui.Link{Label: "Mở bản ký (PDF)", URL: p.URL + "/ban-ky"}}
	}
	if v.Snapshot != nil {
		p.Facts = append(p.Facts, summaryview.Fact{Label: "Mã xác minh", Text: summary.ShowCode(v.Snapshot.Code)})
	}
	p.Annex = s.annexed()
	if v.State == summary.Frozen && s.holds() {
		p.Acts = append(p.Acts, summaryview.Act{Link: ui.Link{Label: "Đăng ký bản ký", URL: p.URL + "/ky"}, First: v.Level == string(org.Province)})
	}
	if v.Level != string(org.Province) {
		return
	}
	if v.Live && s.c.Actor.Can(access.SummaryFreeze, v.HolderPlace()) {
		p.Acts = append(p.Acts, summaryview.Act{Link: ui.Link{Label: "Chốt báo cáo", URL: p.URL + "/chot"}, First: true})
	}
	p.Drift = nil // the annex says it, number by number
	p.Province = s.province()
}

// annexed is the list of corrections after the freeze; nil where there is none.
func (s *scene) annexed() *summaryview.Annex {
	if len(s.fixed) == 0 {
		return nil
	}
	a := &summaryview.Annex{Title: fmt.Sprintf("Phụ lục: %d đính chính sau khi chốt", len(s.fixed)), Lead: "Báo cáo đã chốt giữ nguyên số cũ. Các số dưới đây được sửa sau đó, kèm lý do và người quyết định."}
	for _, x := range s.fixed {
		r := summaryview.AnnexRow{No: strconv.Itoa(x.No), On: x.On.String(), Unit: vi.UpperFirst(x.Unit) + ", " + vi.LowerFirst(x.Period), Cell: ui.Link{Label: x.Row + " – " + x.Measure}, Old: x.Old, New: x.New, Reason: x.Reason, By: x.By}
		if s.c.Actor.May(access.ReportRead) {
			r.Cell.URL = page.CellURL(x.Report, x.Cell.Row, x.Cell.Slot)
		}
		a.Rows = append(a.Rows, r)
	}
	return a
}

// province are the tables only the province's report has.
func (s *scene) province() *summaryview.Province {
	f := &s.v.Sealed.Figures
	out := &summaryview.Province{Districts: s.districts(f), Peers: s.peers(f)}
	if f.Previous != nil {
		out.Compared = compared(f)
	}
	out.Late = s.late(f)
	return out
}

func numbers(labels ...string) []summaryview.Column {
	out := make([]summaryview.Column, len(labels))
	for i, l := range labels {
		out[i] = summaryview.Column{Text: l}
	}
	return out
}

func cells(columns []summaryview.Column, texts ...string) []summaryview.Cell {
	out := make([]summaryview.Cell, len(texts))
	for i, t := range texts {
		out[i] = summaryview.Cell{Label: columns[i].Text, Text: t, Num: true}
	}
	return out
}

func place(rank int, tied bool) string {
	if rank == 0 {
		return "–"
	}
	if tied {
		return strconv.Itoa(rank) + " ="
	}
	return strconv.Itoa(rank)
}

// districts are the units below in their places.
func (s *scene) districts(f *summary.Figures) *summaryview.Table {
	t := &summaryview.Table{Label: "Thứ hạng các địa phương", RowHead: "Địa phương", Columns: numbers("Hạng", "Đạt", "Chưa đạt", "Chưa đủ số liệu", "Không phát sinh", "Báo cáo đợt")}
	for _, i := range summary.ByRank(f.Districts) {
		d := &f.Districts[i]
		n := summary.CountsOf(d.Judged)
		sent := "chưa có báo cáo được tiếp nhận"
		switch {
		case !d.Missing && d.OnTime:
			sent = "đúng hạn"
		case !d.Missing:
			sent = "chậm hạn"
		}
		r := summaryview.Row{Name: ui.Link{Label: vi.UpperFirst(d.Name), URL: page.ScoreURL(s.asked(d.ID))}}
		for _, x := range f.Sources {
			if x.Unit.ID == d.ID {
				r.Name.URL = page.SummaryURL(x.Report)
			}
		}
		r.Cells = cells(t.Columns, place(d.Rank, d.Tied), strconv.Itoa(n[0]), strconv.Itoa(n[1]), strconv.Itoa(n[2]), strconv.Itoa(n[3]), sent)
		t.Rows = append(t.Rows, r)
	}
	return t
}

// peers are the communes' places, all together and among those of like size.
func (s *scene) peers(f *summary.Figures) *summaryview.Table {
	t := &summaryview.Table{Label: "Thứ hạng các xã, phường, thị trấn", RowHead: "Xã, phường, thị trấn", Columns: numbers("Hạng toàn tỉnh", "Hạng trong nhóm quy mô", "Nhóm quy mô", "Đạt", "Chưa đạt", "Chưa đủ số liệu")}
	peers := summary.PeersOf(f.Communes)
	for i := range f.Communes {
		c, g := &f.Communes[i], &peers[i]
		n := summary.CountsOf(c.Judged)
		t.Rows = append(t.Rows, summaryview.Row{Name: ui.Link{Label: vi.UpperFirst(c.Name), URL: page.ScoreURL(s.asked(c.ID))},
			Cells: cells(t.Columns, place(c.Rank, c.Tied), fmt.Sprintf("%s trong %d xã", place(g.Rank, g.Tied), g.Of), fmt.Sprintf("%d–%d %s", g.Low, g.High, g.Unit), strconv.Itoa(n[0]), strconv.Itoa(n[1]), strconv.Itoa(n[2]))})
	}
	return t
}

// compared is this phase beside the one before.
func compared(f *summary.Figures) *summaryview.Table {
	t := &summaryview.Table{Label: "So sánh với " + vi.LowerFirst(f.Previous.Phase), RowHead: "Nội dung", Columns: numbers(f.Previous.Phase, f.Phase.Name, "Tăng, giảm", "Tỷ lệ")}
	for i, m := range f.Measures {
		c := summary.ChangeOf(f.Previous.Totals[i], f.Totals[i])
		t.Rows = append(t.Rows, summaryview.Row{Name: ui.Link{Label: m.Name}, Note: m.Unit, Cells: cells(t.Columns, c.Before, c.Now, c.By, c.Percent)})
	}
	for i, ind := range f.Indicators {
		before := f.Previous.Whole[i].Words()
		if before == "" {
			before = "–"
		}
		t.Rows = append(t.Rows, summaryview.Row{Name: ui.Link{Label: "Chỉ tiêu " + ind.Code + " " + ind.Short}, Cells: cells(t.Columns, before, f.Whole[i].Words(), "", "")})
	}
	return t
}

// late is what came late or not at all; nil where all was on time.
func (s *scene) late(f *summary.Figures) *summaryview.Table {
	list := summary.LateOf(f)
	if len(list) == 0 {
		return nil
	}
	t := &summaryview.Table{Label: fmt.Sprintf("Gửi chậm hoặc chưa gửi: %d báo cáo", len(list)), RowHead: "Đơn vị", Columns: numbers("Báo cáo", "Hạn cuối", "Gửi lần đầu")}
	for i := range list {
		l := &list[i]
		sent := "chưa gửi"
		if l.Sent != nil {
			sent = fmt.Sprintf("%s, chậm %d ngày", l.Sent, l.Days(f.AsOf))
		}
		t.Rows = append(t.Rows, summaryview.Row{Name: ui.Link{Label: vi.UpperFirst(l.Unit.Name)}, Cells: cells(t.Columns, l.What, l.Due.String(), sent)})
	}
	return t
}

// more reads what beside shows, where the report may have it.
func (u *UI) more(s *scene) error {
	var err error
	if !s.v.State.Closed() {
		return nil
	}
	if s.fixed, err = u.Summaries.Corrections(s.c.Ctx(), u.Pool, s.w, &s.v.Report); err != nil {
		return err
	}
	if s.v.State == summary.Signed {
		x, err := u.Summaries.Signed(s.c.Ctx(), u.Pool, s.v.ID)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		s.signed = &x
	}
	return nil
}
