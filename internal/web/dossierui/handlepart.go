package dossierui

import (
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// handling is the deciding side's part of a dossier's page; empty for the
// proposer, who is told outcomes only once they are applied.
func (u *UI) handling(c *page.Context, s *scene) (dossierview.Handling, error) {
	m := dossierview.Handling{Version: strconv.Itoa(s.v.Version)}
	if s.side() == award.ByProposer {
		return m, nil
	}
	h, err := u.Dossiers.HandlingOf(c.Ctx(), u.Pool, s.v)
	if err != nil {
		return m, err
	}
	m.Title = "Xem xét hồ sơ"
	s.handlingLines(&m, h)
	if err := u.handlingActs(s, &m, h); err != nil {
		return m, err
	}
	s.opinionTable(&m, h)
	for _, x := range h.Consults {
		r := dossierview.ConsultRow{Agency: x.Agency, Question: x.Question, Asked: "Hỏi " + vi.DayTime(x.Asked.At), Answer: x.Answer}
		if x.Answered != nil {
			r.Answered = "Ghi " + vi.DayTime(x.Answered.At) + ", " + x.Answered.Name
		}
		m.Consults = append(m.Consults, r)
	}
	if len(m.Lines) == 0 && len(m.Acts) == 0 && m.Form == nil {
		m.Title = ""
	}
	return m, nil
}

func (s *scene) handlingLines(m *dossierview.Handling, h *dossier.HandlingView) {
	if s.v.Specialist != nil {
		name := ""
		for _, x := range s.v.Machine.Log {
			if x.Act == award.ActAssign {
				name = x.Why + ", phân công ngày " + x.On.String()
			}
		}
		m.Lines = append(m.Lines, dossierview.Fact{Label: "Chuyên viên thẩm định", Text: name})
	}
	var open, yes, no int
	for i := range s.v.Nominees {
		switch s.v.Nominees[i].State {
		case award.Nominated:
			open++
		case award.Recommended, award.Listed, award.Awarded:
			yes++
		case award.Declined, award.Refused:
			no++
		}
	}
	m.Lines = append(m.Lines, dossierview.Fact{Label: "Kết quả", Text: fmt.Sprintf("%d đề nghị khen, %d không khen, %d chưa có kết quả", yes, no, open)})
	if x := h.Council; x != nil {
		passed := 0
		for i := range x.Nominees {
			if x.Nominees[i].Dossier == s.v.ID && x.Tally(x.Nominees[i].ID).Outcome == award.Passed {
				passed++
			}
		}
		m.Lines = append(m.Lines, dossierview.Fact{Label: "Hội đồng", Text: fmt.Sprintf("họp ngày %s, %s, thông qua %d trường hợp", x.HeldOn, vi.LowerFirst(meetingTag(&x.Meeting).Text), passed)})
	}
}

// direct are acts that need no words; opened those that open a form.
var opened = map[award.Act]string{award.ActAssign: "Phân công chuyên viên", award.ActReturn: "Trả lại hồ sơ", award.ActAsk: "Yêu cầu bổ sung", award.ActConsult: "Lấy ý kiến hiệp y",
	award.ActAnswer: "Ghi ý kiến hiệp y", award.ActResume: "Tiếp tục xem xét", award.ActConvene: "Đưa ra Hội đồng", award.ActReopen: "Xem xét lại", award.ActHandBack: "Chủ tịch trả lại", award.ActClose: "Kết thúc, không khen thưởng"}

var direct = map[award.Act]string{award.ActTake: "Nhận xem hồ sơ", award.ActForward: "Chuyển Sở Nội vụ kèm ý kiến", award.ActReceive: "Tiếp nhận hồ sơ", award.ActConclude: "Kết luận hồ sơ", award.ActPresent: "Trình Chủ tịch"}

// handlingActs are the buttons of what the actor may do now.
func (u *UI) handlingActs(s *scene, m *dossierview.Handling, h *dossier.HandlingView) error {
	may, at := dossier.Judging, s.url()+"/xu-ly"
	switch {
	case s.v.Sits(s.c.Actor):
	case s.v.Opines(s.c.Actor):
		may, at = dossier.Opining, s.url()+"/y-kien"
	default:
		return nil
	}
	acts := s.v.Machine.Acts(s.c.Actor.Role)
	asked := award.Act(s.c.Query("viec"))
	if s.form != nil {
		asked = award.Act(s.was("viec"))
	}
	first := !slices.ContainsFunc(s.v.Nominees, func(n dossier.Nominee) bool { return n.State == award.Nominated }) || s.v.State != award.Appraising && s.v.State != award.InCouncil
	for _, a := range may {
		if !slices.Contains(acts, a) || a == award.ActClose && s.approved() || a == award.ActForward { // that goes with the opinions
			continue
		}
		x := dossierview.HandlingAct{What: string(a), Harm: a == award.ActReturn || a == award.ActClose || a == award.ActHandBack}
		if label := direct[a]; label != "" {
			x.Label, x.URL, x.Post, x.First = label, at, true, first
			first = false
		} else {
			x.Label, x.URL = opened[a], s.url()+"?viec="+string(a)+"#xu-ly"
			if a == asked {
				var err error
				if m.Form, err = u.handlingForm(s, a, at, h); err != nil {
					return err
				}
			}
		}
		m.Acts = append(m.Acts, x)
	}
	m.Acts = append(s.bulkActs(h), append(m.Acts, s.decisionActs(first)...)...)
	return nil
}

// decisionActs lead to the decision a concluded dossier waits for: a draft to
// make of those put forward, or those their names are in.
func (s *scene) decisionActs(first bool) (list []dossierview.HandlingAct) {
	if !s.v.Sits(s.c.Actor) || !s.c.Actor.May(access.AwardDecide) || !slices.Contains([]award.State{award.Concluded, award.Presented, award.Decided}, s.v.State) {
		return nil
	}
	waits, in := false, []int64{}
	for i := range s.v.Nominees {
		n := &s.v.Nominees[i]
		waits = waits || n.State == award.Recommended
		if n.State == award.Listed && n.Decision != nil && !slices.Contains(in, *n.Decision) {
			in = append(in, *n.Decision)
		}
	}
	if waits {
		list = append(list, dossierview.HandlingAct{Label: "Lập dự thảo quyết định", URL: fmt.Sprintf("/khen-thuong/quyet-dinh/moi?loai=%s.%s", s.v.Form, s.v.Phase.Code), First: first})
	}
	for _, id := range in {
		list = append(list, dossierview.HandlingAct{Label: "Xem quyết định", URL: page.DecisionURL(id), First: first && !waits})
	}
	return list
}

func (s *scene) approved() bool {
	return slices.ContainsFunc(s.v.Nominees, func(n dossier.Nominee) bool { return n.State == award.Recommended || n.State == award.Listed })
}

// bulkActs are outcomes for all nominees at once.
func (s *scene) bulkActs(h *dossier.HandlingView) []dossierview.HandlingAct {
	if !s.v.Sits(s.c.Actor) || s.v.Machine.Permits(s.c.Actor.Role, award.Appraise) != nil {
		return nil
	}
	if s.v.State == award.InCouncil {
		if h.Council == nil {
			return nil
		}
		out := []dossierview.HandlingAct{{Label: "Xem cuộc họp, ghi phiếu", URL: meetingURL(h.Council.ID), First: !h.Council.Kept()}}
		if h.Council.Kept() {
			out[0].Label = "Xem cuộc họp"
			out = append(out, dossierview.HandlingAct{Label: "Ghi kết quả theo phiếu", URL: s.url() + "/xu-ly", Post: true, What: "by_votes", First: slices.ContainsFunc(s.v.Nominees, func(n dossier.Nominee) bool { return n.State == award.Nominated })})
		}
		return out
	}
	if slices.ContainsFunc(s.v.Nominees, func(n dossier.Nominee) bool { return n.State == award.Nominated }) {
		return []dossierview.HandlingAct{{Label: "Đề nghị khen tất cả đủ điều kiện", URL: s.url() + "/xu-ly", Post: true, What: "recommend_all", First: true}}
	}
	return nil
}

// handlingForm asks for an act's words or choice.
func (u *UI) handlingForm(s *scene, a award.Act, at string, h *dossier.HandlingView) (*dossierview.HandlingForm, error) {
	f := &dossierview.HandlingForm{Title: opened[a], URL: at, Back: s.url() + "#xu-ly", What: string(a), Button: opened[a]}
	why := func(label, hint string) {
		f.Fields = append(f.Fields, ui.Field{Name: "ly-do", Label: label, Hint: hint, Kind: "textarea", Required: true, Max: dossier.MaxWords, Value: s.was("ly-do"), Error: page.Of(s.errors, "ly-do")})
	}
	switch a {
	case award.ActAssign:
		c := ui.Choice{Name: "chuyen-vien", Label: "Chuyên viên thẩm định", Required: true, Error: page.Of(s.errors, "chuyen-vien"), Options: []ui.Option{{Label: "Chọn chuyên viên"}}}
		people, err := u.Dossiers.Specialists(s.c.Ctx(), u.Pool, s.w, s.v)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			id := strconv.FormatInt(p.UserID, 10)
			label := p.Name
			if p.Title != "" {
				label += ", " + vi.LowerFirst(p.Title)
			}
			c.Options = append(c.Options, ui.Option{Value: id, Label: label, Selected: s.was("chuyen-vien") == id})
		}
		f.Choices = append(f.Choices, c)
	case award.ActReturn:
		f.Harm, f.Lead = true, "Kết quả thẩm định của từng trường hợp bị bỏ; đơn vị sửa và gửi lại từ đầu."
		why("Lý do trả lại", "Nêu rõ phần cần sửa.")
	case award.ActAsk:
		f.Lead = "Thời hạn thẩm định tạm dừng cho đến khi đơn vị gửi bổ sung."
		why("Nội dung cần bổ sung", "")
	case award.ActConsult:
		f.Lead = "Thời hạn thẩm định tạm dừng cho đến khi ghi ý kiến trả lời."
		f.Fields = append(f.Fields, ui.Field{Name: "co-quan", Label: "Cơ quan được lấy ý kiến", Hint: "Mỗi dòng một cơ quan.", Kind: "textarea", Required: true, Value: s.was("co-quan"), Error: page.Of(s.errors, "co-quan")})
		why("Nội dung lấy ý kiến", "")
	case award.ActAnswer:
		for _, c := range dossier.Waiting(s.v.Machine, h.Consults) {
			name := fmt.Sprintf("tra-loi-%d", c.ID)
			f.Fields = append(f.Fields, ui.Field{Name: name, Label: "Ý kiến của " + c.Agency, Kind: "textarea", Required: true, Max: dossier.MaxWords, Value: s.was(name), Error: page.Of(s.errors, name)})
		}
	case award.ActConvene:
		c := ui.Choice{Name: "cuoc-hop", Label: "Cuộc họp", Required: true, Error: page.Of(s.errors, "cuoc-hop"), Options: []ui.Option{{Label: "Chọn cuộc họp đang mở"}}}
		meetings, err := u.Dossiers.OpenMeetings(s.c.Ctx(), u.Pool, s.v)
		if err != nil {
			return nil, err
		}
		for _, x := range meetings {
			id := strconv.FormatInt(int64(x.ID), 10)
			label := "Ngày " + x.HeldOn.String()
			if x.Venue != "" {
				label += ", " + x.Venue
			}
			c.Options = append(c.Options, ui.Option{Value: id, Label: label, Selected: s.was("cuoc-hop") == id || len(meetings) == 1})
		}
		f.Choices = append(f.Choices, c)
		f.Links = []ui.Link{{Label: "Mở cuộc họp mới", URL: fmt.Sprintf("%s/moi?hinh-thuc=%s&dot=%d", council, s.v.Form, s.v.PhaseID)}}
	case award.ActClose:
		f.Harm, f.Lead = true, "Không trường hợp nào được đề nghị khen thưởng. Kết quả và lý do được thông báo ngay cho đơn vị đề nghị, không sửa lại được."
	default:
		why("Lý do", "")
	}
	return f, nil
}

// opinionTable is PX03's opinions: its form while it has the dossier, a list
// for those after it.
func (s *scene) opinionTable(m *dossierview.Handling, h *dossier.HandlingView) {
	if s.v.Form != award.BangKhen {
		return
	}
	last := map[dossier.NomineeID]dossier.Opinion{}
	for _, o := range h.Opinions {
		if o.Submission == s.v.Submission {
			last[o.Nominee] = o
		}
	}
	writes := s.v.Opines(s.c.Actor) && s.v.Machine.Permits(access.PX03, award.Opine) == nil
	if !writes && len(last) == 0 {
		return
	}
	t := &dossierview.OpinionTable{Title: "Ý kiến của Phòng PX03"}
	if writes {
		t.URL, t.Lead = s.url()+"/y-kien", "Không thống nhất thì nêu lý do. Chuyển Sở Nội vụ khi mọi trường hợp đã có ý kiến."
	}
	for i := range s.v.Nominees {
		n := &s.v.Nominees[i]
		o, given := last[n.ID]
		if n.State == award.Withdrawn || !writes && !given {
			continue
		}
		r := dossierview.OpinionRow{Name: ui.Link{Label: n.Name, URL: nomineeURL(n)}, Detail: n.Detail, Eligible: eligible(s.v.Grounds[n.ID].Eligibility)}
		if given {
			r.Said, r.Text, r.By = opinionTag(o.Favourable), o.Words, o.By.Name+", "+vi.DayTime(o.By.At)
		}
		id := strconv.FormatInt(int64(n.ID), 10)
		chosen, words := "", o.Words
		if given {
			chosen = map[bool]string{true: "co", false: "khong"}[o.Favourable]
		}
		r.Seen = ui.Kept{Name: "thay-" + id, Value: chosen + "|" + words}
		if typed := s.was("y-kien-"+id) + "|" + s.was("loi-"+id); s.form != nil && s.form.Has("y-kien-"+id) && vi.Clean(typed) != vi.Clean(s.was("thay-"+id)) {
			chosen, words = s.was("y-kien-"+id), s.was("loi-"+id)
		}
		r.No = strconv.Itoa(i + 1)
		for _, f := range s.v.Grounds[n.ID].Findings {
			if f.Weight != award.Notes {
				r.Findings = append(r.Findings, finding(f, s.v.Grounds[n.ID]))
			}
		}
		r.Choice = agreeing("y-kien-"+id, "Ý kiến", chosen)
		r.Choice.Error = page.Of(s.errors, "y-kien-"+id)
		r.Words = ui.Field{Name: "loi-" + id, Label: "Nội dung", Kind: "textarea", Rows: 2, Max: dossier.MaxWords, Value: words, Error: page.Of(s.errors, "loi-"+id)}
		t.Rows = append(t.Rows, r)
	}
	m.Opinions = t
}

func opinionTag(yes bool) ui.Tag {
	if yes {
		return ui.Tag{Kind: "accepted", Text: "Thống nhất"}
	}
	return ui.Tag{Kind: "returned", Text: "Không thống nhất"}
}

func agreeing(name, label, chosen string) ui.Choice {
	c := ui.Choice{Name: name, Label: label}
	for _, o := range []ui.Option{{Label: "Chưa có ý kiến"}, {Value: "co", Label: "Thống nhất"}, {Value: "khong", Label: "Không thống nhất"}} {
		o.Selected = o.Value == chosen
		c.Options = append(c.Options, o)
	}
	return c
}
