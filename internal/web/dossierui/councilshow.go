package dossierui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// blankMembers are the empty lines for more members: enough for a new council.
const blankMembers = 9

// sitting is a meeting as its page shows it.
type sitting struct {
	c *page.Context
	w report.World
	x *dossier.Sitting
	typed
}

func (u *UI) sitting(c *page.Context) (*sitting, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	x, err := u.Dossiers.Sitting(c.Ctx(), u.Pool, c.Actor, dossier.MeetingID(id))
	return &sitting{c: c, w: w, x: x}, err
}

// Meeting is one meeting.
func (u *UI) Meeting(c *page.Context) error {
	s, err := u.sitting(c)
	if err != nil {
		return err
	}
	return s.render(http.StatusOK)
}

func (s *sitting) render(status int) error {
	x := s.x
	ph, _ := s.w.Plan.Phase(x.PhaseID)
	title := "Cuộc họp ngày " + x.HeldOn.String()
	m := dossierview.Council{URL: meetingURL(x.ID), Version: strconv.Itoa(x.Version), Errors: s.errors, Word: meetingURL(x.ID) + "/bien-ban.docx", Edit: x.Writable(s.c.Actor), Remarks: x.Remarks,
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Họp Hội đồng", URL: council}, {Label: title}}, Kicker: councilOf(s.w, x.UnitID), Title: title, Aside: "Xét " + x.Form.Label() + ", " + vi.LowerFirst(ph.Name), Tag: meetingTag(&x.Meeting)}}
	r := x.Rules()
	present, total := r.PresentCount(), len(x.Members)
	need := x.Rule.Quorum.Needed(total)
	m.Facts = []dossierview.Fact{{Label: "Dự họp", Text: fmt.Sprintf("%d/%d thành viên, cần từ %d (%s)", present, total, need, x.Rule.Quorum.Words()), Late: present < need},
		{Label: "Phiếu đồng ý cần", Text: fmt.Sprintf("từ %d/%d (%s tổng số thành viên)", x.Rule.Threshold.Needed(total), total, x.Rule.Threshold.Words())}}
	switch {
	case x.Began != "" && x.Ended != "":
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Thời gian", Text: x.Began + " – " + x.Ended})
	case x.Began != "":
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Bắt đầu lúc", Text: x.Began})
	case x.Ended != "":
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Kết thúc lúc", Text: x.Ended})
	}
	if x.Venue != "" {
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Địa điểm", Text: x.Venue})
	}
	if x.Number != "" {
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Biên bản số", Text: x.Number})
	}
	if x.Closed != nil {
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Chốt biên bản", Text: x.Closed.Name + ", " + vi.DayTime(x.Closed.At)})
	}
	s.dossiers(&m)
	s.members(&m)
	m.Writing = len(x.Members) == 0 || s.form != nil && (s.form.Has("ten-1") || slices.ContainsFunc(s.errors, func(e ui.Error) bool {
		return e.Name == "thanh-vien" || e.Name == "ngay-hop" || strings.HasPrefix(e.Name, "gio-")
	}))
	m.Grid = s.grid(m.Edit)
	m.Fields = meetingFields(s.value(map[string]string{"ngay-hop": x.HeldOn.String(), "gio-bat-dau": x.Began, "gio-ket-thuc": x.Ended, "dia-diem": x.Venue}), s.errors)
	for _, f := range []ui.Field{{Name: "so", Label: "Số biên bản", Short: true, Max: 50, Hint: "Ví dụ 12/BB-HĐ."}, {Name: "ghi-chu", Label: "Nội dung ghi thêm vào biên bản", Kind: "textarea", Max: dossier.MaxWords}} {
		f.Value, f.Error = s.value(map[string]string{"so": x.Number, "ghi-chu": x.Remarks})(f.Name), page.Of(s.errors, f.Name)
		m.Close = append(m.Close, f)
	}
	if m.Edit {
		m.Sum, m.Lacks = s.closing()
		m.Sure = ui.Choice{Name: "xac-nhan", Error: page.Of(s.errors, "xac-nhan")}
	}
	return s.c.Render(page.View{Title: title, Status: status}, dossierview.CouncilPage(m))
}

// closing is what is about to be kept, and what would be missing of it.
func (s *sitting) closing() (sum string, lacks []string) {
	x, passed, silent := s.x, 0, 0
	for i := range x.Nominees {
		t := x.Rules().Count(int64(x.Nominees[i].ID), true)
		silent += t.Silent
		if t.Outcome == award.Passed {
			passed++
		}
	}
	sum = fmt.Sprintf("Nếu chốt lúc này: %d trường hợp, thông qua %d, không thông qua %d.", len(x.Nominees), passed, len(x.Nominees)-passed)
	if silent > 0 {
		lacks = append(lacks, fmt.Sprintf("Còn %d phiếu chưa ghi, sẽ tính là không có phiếu.", silent))
	}
	if x.Began == "" || x.Ended == "" {
		lacks = append(lacks, "Chưa ghi đủ giờ bắt đầu, giờ kết thúc; ghi ở phần “Sửa ngày, giờ, địa điểm, thành phần” rồi chốt.")
	}
	return sum, lacks
}

// value is what was typed, where the form that was refused has the field.
func (s *sitting) value(stored map[string]string) func(string) string {
	return func(name string) string {
		if s.form != nil && s.form.Has(name) {
			return s.form.Raw(name)
		}
		return stored[name]
	}
}

func (s *sitting) dossiers(m *dossierview.Council) {
	m.Ready = ui.Choice{Name: "ho-so", Label: "Đưa hồ sơ ra Hội đồng", Error: page.Of(s.errors, "ho-so")}
	for _, d := range s.x.Dossiers {
		name := fmt.Sprintf("Hồ sơ số %d", d.No)
		unit := vi.UpperFirst(s.w.Tree.Name(d.UnitID, s.w.Day).Full())
		if !d.Here {
			if m.Edit {
				m.Ready.Options = append(m.Ready.Options, ui.Option{Value: strconv.FormatInt(int64(d.ID), 10), Label: name + ", " + unit + " (" + vi.LowerFirst(d.State.Words()) + ")"})
			}
			continue
		}
		row := dossierview.CouncilDossier{Name: ui.Link{Label: name, URL: dossierURL(d.ID)}, Unit: unit, State: stateTag(d.State)}
		if m.Edit && d.UnitID == s.x.UnitID {
			row.Back = strconv.FormatInt(int64(d.ID), 10)
		}
		m.Dossiers = append(m.Dossiers, row)
	}
}

func thereWords(c dossier.Councillor) string {
	if c.Attendance == award.Present {
		return "Dự họp"
	}
	if c.Excuse != "" {
		return "Vắng: " + c.Excuse
	}
	return "Vắng"
}

// members are the council, with empty lines where it is written.
func (s *sitting) members(m *dossierview.Council) {
	for i, c := range s.x.Members {
		m.Members = append(m.Members, s.member(i+1, c, m.Edit))
	}
	if !m.Edit {
		return
	}
	blank := 3
	if len(s.x.Members) == 0 {
		blank = blankMembers
	}
	if s.form != nil && s.form.Has("ten-1") { // as many as were typed
		for blank = 0; s.form.Has(fmt.Sprintf("ten-%d", len(s.x.Members)+blank+1)) && blank < blankMembers; blank++ {
		}
	}
	for i := range blank {
		c := dossier.Councillor{}
		c.Seat, c.Attendance = award.SeatMember, award.Present
		m.Members = append(m.Members, s.member(len(s.x.Members)+i+1, c, true))
	}
}

func (s *sitting) member(n int, c dossier.Councillor, edit bool) dossierview.CouncilMember {
	no := strconv.Itoa(n)
	out := dossierview.CouncilMember{No: no, Name: c.Name, Title: c.Title, Seat: c.Seat.Label(), There: thereWords(c)}
	if !edit {
		return out
	}
	there := "du"
	if c.Attendance == award.Absent {
		there = "vang"
	}
	id := ""
	if c.ID != 0 {
		id = strconv.FormatInt(c.ID, 10)
	}
	v := s.value(map[string]string{"ten-" + no: c.Name, "chuc-vu-" + no: c.Title, "chuc-danh-" + no: string(c.Seat), "du-" + no: there, "ly-do-vang-" + no: c.Excuse})
	out.ID = ui.Kept{Name: "tv-" + no, Value: id}
	out.NameField = ui.Field{Name: "ten-" + no, Label: "Họ tên " + no, Max: 100, Value: v("ten-" + no), Error: page.Of(s.errors, "ten-"+no)}
	out.TitleField = ui.Field{Name: "chuc-vu-" + no, Label: "Chức vụ", Max: dossier.MaxLine, Value: v("chuc-vu-" + no), Error: page.Of(s.errors, "chuc-vu-"+no)}
	out.SeatChoice = ui.Choice{Name: "chuc-danh-" + no, Label: "Chức danh", Error: page.Of(s.errors, "chuc-danh-"+no)}
	for _, seat := range []award.Seat{award.SeatChair, award.SeatMember, award.SeatSecretary} {
		out.SeatChoice.Options = append(out.SeatChoice.Options, ui.Option{Value: string(seat), Label: seat.Label(), Selected: v("chuc-danh-"+no) == string(seat)})
	}
	out.ThereChoice = ui.Choice{Name: "du-" + no, Label: "Tham dự", Options: []ui.Option{{Value: "du", Label: "Dự họp"}, {Value: "vang", Label: "Vắng", Selected: v("du-"+no) == "vang"}}}
	out.Excuse = ui.Field{Name: "ly-do-vang-" + no, Label: "Lý do vắng", Max: dossier.MaxLine, Value: v("ly-do-vang-" + no), Error: page.Of(s.errors, "ly-do-vang-"+no)}
	return out
}

var choiceWords = map[award.Choice]string{award.VoteFor: "Đồng ý", award.VoteAgainst: "Không đồng ý", award.Abstained: "Không ý kiến"}

var resultTags = map[award.VoteOutcome]string{award.Passed: "accepted", award.NotPassed: "returned", award.Undecided: "warn"}

// grid is nominees by members; nil where there is nobody or nothing to vote.
func (s *sitting) grid(edit bool) *dossierview.Grid {
	x := s.x
	if len(x.Members) == 0 || len(x.Nominees) == 0 {
		return nil
	}
	g := &dossierview.Grid{Edit: edit}
	if edit && s.x.HeldOn > s.w.Day {
		g.Lead = "Chưa đến ngày họp: chỉ ghi ý kiến bằng văn bản của thành viên vắng."
	}
	for _, c := range x.Members {
		under := c.Seat.Label()
		if c.Attendance == award.Absent {
			under += ", ý kiến bằng văn bản"
		}
		g.Columns = append(g.Columns, dossierview.GridColumn{Name: c.Name, Under: under})
	}
	votes := map[[2]int64]award.Vote{}
	for _, v := range x.Votes {
		votes[[2]int64{v.Councillor, v.Nominee}] = v
	}
	rules := x.Rules()
	for i := range x.Nominees {
		n := &x.Nominees[i]
		t := rules.Count(int64(n.ID), x.Kept())
		row := dossierview.GridRow{ID: strconv.FormatInt(int64(n.ID), 10), Name: ui.Link{Label: n.Name, URL: nomineeURL(n)}, Under: n.Detail,
			Tally: strings.TrimSuffix(t.Words(), ": "+t.Outcome.Words()), Result: ui.Tag{Kind: resultTags[t.Outcome], Text: t.Outcome.Words()}}
		for _, c := range x.Members {
			row.Cells = append(row.Cells, s.cell(c, n, votes[[2]int64{c.ID, int64(n.ID)}]))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (s *sitting) cell(c dossier.Councillor, n *dossier.Nominee, v award.Vote) dossierview.GridCell {
	key := fmt.Sprintf("%d-%d", c.ID, n.ID)
	chosen := string(v.Choice)
	if v.Recused != "" {
		chosen = "recused"
	}
	typed := s.value(map[string]string{"phieu-" + key: chosen, "tranh-" + key: v.Recused})
	cell := dossierview.GridCell{Member: c.Name, Label: "Phiếu của " + c.Name + " về " + n.Name, Select: "phieu-" + key, Reason: "tranh-" + key, ReasonAs: "Lý do " + c.Name + " không tham gia bỏ phiếu về " + n.Name,
		Why: typed("tranh-" + key), Error: page.Of(s.errors, "tranh-"+key), Text: choiceWords[v.Choice]}
	switch {
	case v.Recused != "":
		cell.Text, cell.Kind = "Không tham gia", "none"
	case v.Choice == award.VoteFor:
		cell.Kind = "for"
	case v.Choice == award.VoteAgainst:
		cell.Kind = "against"
	case v.Choice == "":
		cell.Text = "–"
	}
	if v.Written {
		cell.Text += " (văn bản)"
	}
	for _, o := range []ui.Option{{Label: "–"}, {Value: "for", Label: "Đồng ý"}, {Value: "against", Label: "Không đồng ý"}, {Value: "abstain", Label: "Không ý kiến"}, {Value: "recused", Label: "Không tham gia"}} {
		o.Selected = o.Value == typed("phieu-"+key)
		cell.Options = append(cell.Options, o)
	}
	return cell
}
