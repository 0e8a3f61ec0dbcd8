package dossierui

import (
	"fmt"
	"net/http"
	"slices"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// proposing is what the proposing side may do now; nil for others.
func (s *scene) proposing() *dossierview.Proposing {
	if !s.v.Proposes(s.c.Actor) {
		return nil
	}
	acts := slices.DeleteFunc(s.v.Machine.Acts(s.c.Actor.Role), func(a award.Act) bool { return !slices.Contains(dossier.ProposerActs, a) })
	p := &dossierview.Proposing{URL: s.url() + "/gui", Version: itoa(s.v.Version)}
	if s.v.Machine.Permits(s.c.Actor.Role, award.Nominate) == nil {
		if s.v.State != award.Supplement {
			p.More = moreURL(s.v)
		}
	}
	for _, a := range acts {
		switch a {
		case award.ActSubmit, award.ActSupply:
			p.Send = s.sending(a)
		case award.ActRecall:
			p.Recall = true
		case award.ActWithdraw:
			p.Withdraw = true
		}
	}
	p.Reason = ui.Field{Name: "ly-do", Label: "Lý do rút hồ sơ", Kind: "textarea", Required: true, Max: dossier.MaxReason, Hint: "Mọi trường hợp trong hồ sơ cũng được rút; việc này không hoàn lại được."}
	if s.was("viec") == string(award.ActWithdraw) {
		p.Reason.Value, p.Reason.Error, p.OpenWithdraw = s.was("ly-do"), page.Of(s.errors, "ly-do"), true
	}
	return p
}

// sending is the form that sends the dossier, with what is missing before it.
func (s *scene) sending(a award.Act) *dossierview.Sending {
	out := &dossierview.Sending{Act: string(a), Button: "Gửi hồ sơ", Ready: s.v.Ready(a).Papers == nil && len(s.v.Ready(a).Blocked) == 0 && s.v.Ready(a).Nominees > 0}
	if a == award.ActSupply {
		out.Button = "Gửi bổ sung"
	}
	r := s.v.Ready(a)
	if r.Nominees == 0 {
		out.Lacks = append(out.Lacks, "Chưa có trường hợp nào được đề nghị.")
	}
	for _, p := range r.Papers {
		out.Lacks = append(out.Lacks, "Thiếu: "+vi.LowerFirst(p)+".")
	}
	for _, n := range r.Blocked {
		out.Lacks = append(out.Lacks, n+": còn cảnh báo phải xử lý.")
	}
	short := s.v.Short()
	out.Reason = ui.Field{Name: "loi-nhan", Label: "Lời nhắn kèm hồ sơ (không bắt buộc)", Kind: "textarea", Max: dossier.MaxReason, Rows: 2}
	if len(short) > 0 {
		out.Reason.Label, out.Reason.Required = fmt.Sprintf("Lý do vẫn đề nghị %s trường hợp chưa đủ điều kiện, số liệu", two(len(short))), true
	}
	if s.was("viec") == string(a) {
		out.Reason.Value, out.Reason.Error = s.was("loi-nhan"), page.Of(s.errors, "loi-nhan")
	}
	return out
}

var sentFlash = map[award.Act]string{award.ActSubmit: "Đã gửi hồ sơ.", award.ActSupply: "Đã gửi bổ sung.", award.ActRecall: "Đã rút lại để sửa.", award.ActWithdraw: "Đã rút hồ sơ."}

// Send carries out an act of the proposing side.
func (u *UI) Send(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	act := award.Act(f.Line("viec"))
	why := f.Raw("ly-do")
	if f.Has("loi-nhan") {
		why = f.Raw("loi-nhan")
	}
	err = u.Dossiers.Send(c.Ctx(), c.Actor, c.Now, w, dossier.ID(id), f.Int("phien-ban"), act, why)
	if act != award.ActWithdraw {
		err = renamed(err, "loi-nhan")
	}
	return u.after(c, f, err, dossierURL(dossier.ID(id)), sentFlash[act])
}

// renamed puts a refused reason beside the field of the form that sent it: a
// page has several.
func renamed(err error, name string) error {
	e, ok := fault.Of(err)
	if !ok || e.Kind != fault.Invalid {
		return err
	}
	var out fault.Fields
	for _, x := range e.Fields {
		if x.Name == "ly-do" {
			x.Name = name
		}
		out.Add(x.Name, x.Message)
	}
	if out.Err() == nil {
		return err
	}
	return out.Err()
}

// after answers a form of the dossier's page: the page again where something
// was refused, with what was typed.
func (u *UI) after(c *page.Context, f *page.Form, err error, at, flash string) error {
	if errs, ok := page.Problems(err); ok {
		s, err := u.read(c)
		if err != nil {
			return err
		}
		s.typed = typed{errors: errs, form: f}
		return u.render(s, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(at, flash)
}
