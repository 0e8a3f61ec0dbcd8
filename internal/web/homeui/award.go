package homeui

import (
	"fmt"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/homeview"
	"thidua/templates/ui"
)

// resultDays is how long a result stays on the proposer's home.
const resultDays = 10

// awards adds what dossiers ask of the actor's office.
func (u *UI) awards(c *page.Context, w report.World, h *home) error {
	list, err := u.Dossiers.Desk(c.Ctx(), u.Pool, c.Actor, c.Now.Today-resultDays)
	if err != nil {
		return err
	}
	type pile struct {
		form  award.Form
		state award.State
	}
	n, since := map[pile]int{}, map[pile]clock.Day{}
	var order []pile
	for i := range list {
		d := &list[i]
		if d.Side == award.ByProposer {
			h.home.Todo = append(h.home.Todo, proposer(w, d))
			continue
		}
		p := pile{d.Form, d.State}
		if n[p] == 0 {
			order, since[p] = append(order, p), d.Since
		}
		n[p]++
		since[p] = min(since[p], d.Since)
	}
	for _, p := range order {
		h.home.Todo = append(h.home.Todo, homeview.Task{Title: fmt.Sprintf("%s %d hồ sơ %s", works[p.state], n[p], p.form.Label()), Text: fmt.Sprintf("Hồ sơ chờ lâu nhất từ ngày %s.", since[p]),
			Tag: ui.Tag{Kind: "submitted", Text: "Khen thưởng"}, Act: ui.Link{Label: "Mở danh sách", URL: "/khen-thuong/ho-so?hinh-thuc=" + string(p.form) + "&trang-thai=" + string(p.state)}})
	}
	return nil
}

// works is what the deciding side does next, by state.
var works = map[award.State]string{award.Sent: "Nhận xem", award.InOpinion: "Cho ý kiến", award.Forwarded: "Tiếp nhận", award.Received: "Phân công thẩm định", award.Appraising: "Xét",
	award.Supplement: "Theo dõi bổ sung của", award.Consulting: "Theo dõi hiệp y của", award.InCouncil: "Họp Hội đồng xét", award.Concluded: "Lập quyết định cho",
	award.Presented: "Ghi quyết định của", award.Decided: "Công bố kết quả"}

// proposer is a dossier of the office itself.
func proposer(w report.World, d *dossier.Desk) homeview.Task {
	ph, _ := w.Plan.Phase(d.PhaseID)
	name := fmt.Sprintf("hồ sơ số %d đề nghị %s, %s", d.No, d.Form.Label(), ph.Name)
	t := homeview.Task{Act: ui.Link{Label: "Mở hồ sơ", URL: page.DossierURL(int64(d.ID))}}
	switch d.State {
	case award.Returned:
		t.Title, t.Text, t.Tag = "Sửa "+name, d.Why, ui.Tag{Kind: "returned", Text: d.State.Words()}
	case award.Supplement:
		t.Title, t.Text, t.Tag = "Bổ sung "+name, d.Why, ui.Tag{Kind: "returned", Text: d.State.Words()}
	case award.Closed:
		t.Title, t.Text, t.Tag = "Xem kết quả của "+name, "Công bố ngày "+d.Since.String()+".", ui.Tag{Kind: "accepted", Text: d.State.Words()}
		t.Act = ui.Link{Label: "Xem kết quả", URL: "/khen-thuong/ket-qua"}
	default:
		t.Title, t.Tag = "Hoàn thiện và gửi "+name, ui.Tag{Text: d.State.Words()}
	}
	return t
}
