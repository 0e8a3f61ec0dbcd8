package dossierui

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// acted is the dossier and nominee of the path, and the form.
func (u *UI) acted(c *page.Context) (dossier.ID, dossier.NomineeID, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return 0, 0, nil, err
	}
	n, err := c.ID("n")
	if err != nil {
		return 0, 0, nil, err
	}
	f, err := c.Form()
	return dossier.ID(id), dossier.NomineeID(n), f, err
}

// again answers the nominee's page with what was refused.
func (u *UI) again(c *page.Context, f *page.Form, status int, errs []ui.Error) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	n, err := s.nomineeOf()
	if err != nil {
		return err
	}
	s.typed = typed{errors: errs, form: f}
	return u.renderCase(s, n, status)
}

// afterCase answers a form of the nominee's page.
func (u *UI) afterCase(c *page.Context, f *page.Form, err error, flash string) error {
	if errs, ok := page.Problems(err); ok {
		return u.again(c, f, http.StatusUnprocessableEntity, errs)
	}
	if err != nil {
		return err
	}
	return c.See(root+"/"+c.Param("id")+"/truong-hop/"+c.Param("n"), flash)
}

// content is the form of what the nominee is put forward for; nil for who only
// reads.
func (s *scene) content(n *dossier.Nominee) *dossierview.Content {
	if !s.writes() || n.State.Final() {
		return nil
	}
	span, merit, deeds, models := n.Span, n.Merit, []string{}, []string{}
	for _, m := range n.Models {
		models = append(models, strconv.FormatInt(int64(m), 10))
	}
	for _, d := range n.Deeds {
		deeds = append(deeds, strconv.FormatInt(int64(d), 10))
	}
	if s.form != nil && s.form.Has("thanh-tich") {
		span, merit, deeds, models = s.form.Line("khen-ve"), s.was("thanh-tich"), s.form.Values["viec"], s.form.Values["mo-hinh"]
		if span == "viec" {
			span = ""
		}
	}
	c := &dossierview.Content{URL: nomineeURL(n) + "/noi-dung", Up: nomineeURL(n) + "/thu-tu", Version: itoa(n.Version),
		For:    ui.Choice{Name: "khen-ve", Label: "Khen về", Error: page.Of(s.errors, "khen-ve")},
		Deeds:  ui.Choice{Name: "viec", Label: "Việc tốt được khen (khi chọn khen việc, mô hình cụ thể)"},
		Models: ui.Choice{Name: "mo-hinh", Label: "Mô hình được khen (khi chọn khen việc, mô hình cụ thể)"},
		Merit:  ui.Field{Name: "thanh-tich", Label: "Thành tích ghi trên quyết định, giấy chứng nhận", Kind: "textarea", Rows: 3, Required: true, Max: dossier.MaxMerit, Value: merit, Error: page.Of(s.errors, "thanh-tich")}}
	for _, p := range s.w.Plan.Phases {
		if p.Start <= s.w.Day {
			c.For.Options = append(c.For.Options, ui.Option{Value: p.Code, Label: "Thành tích trong " + vi.LowerFirst(p.Name), Selected: span == p.Code})
		}
	}
	c.For.Options = append(c.For.Options, ui.Option{Value: plan.WholeCampaign, Label: "Thành tích trong toàn phong trào", Selected: span == plan.WholeCampaign})
	g := s.v.Grounds[n.ID]
	own := g.OwnModels(n)
	if g.Candidate != nil && len(g.Candidate.Deeds)+len(own) > 0 {
		c.For.Options = append(c.For.Options, ui.Option{Value: "viec", Label: "Việc tốt, mô hình cụ thể", Selected: span == ""})
		for _, m := range own {
			v := strconv.FormatInt(int64(m.ID), 10)
			c.Models.Options = append(c.Models.Options, ui.Option{Value: v, Label: fmt.Sprintf("%s, %s công nhận ngày %s", m.Name, m.RecognisedBy, m.RecognisedOn), Selected: slices.Contains(models, v)})
		}
		for _, d := range g.Candidate.Deeds {
			if d.WithdrawnAt == nil {
				v := strconv.FormatInt(int64(d.ID), 10)
				c.Deeds.Options = append(c.Deeds.Options, ui.Option{Value: v, Label: d.DoneOn.String() + ": " + d.What, Selected: slices.Contains(deeds, v)})
			}
		}
	}
	return c
}

// Edit writes what the nominee is put forward for.
func (u *UI) Edit(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	in := dossier.NomineeEdit{Version: f.Int("phien-ban"), Span: f.Line("khen-ve"), Deeds: ids[register.DeedID](f, "viec"), Models: ids[register.ModelID](f, "mo-hinh"), Merit: f.Raw("thanh-tich")}
	if in.Span == "viec" {
		in.Span = ""
	}
	err = u.Dossiers.EditNominee(c.Ctx(), c.Actor, c.Now, w, id, n, in)
	return u.afterCase(c, f, err, "Đã lưu nội dung đề nghị.")
}

// Move orders the list.
func (u *UI) Move(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	up := f.Line("huong")
	if up != "len" && up != "xuong" {
		f.Fields.Add("huong", "Chọn chuyển lên hoặc chuyển xuống.")
	}
	err = f.Fields.Err()
	if err == nil {
		err = u.Dossiers.Move(c.Ctx(), c.Actor, c.Now, id, n, up == "len")
	}
	return u.afterCase(c, f, err, "Đã đổi thứ tự.")
}

// pulling is the form that takes the nominee out; nil for who may not.
func (s *scene) pulling(n *dossier.Nominee) *dossierview.Pull {
	if n.State.Final() || !s.v.Proposes(s.c.Actor) || s.v.Machine.Permits(s.c.Actor.Role, award.PullOut) != nil {
		return nil
	}
	p := &dossierview.Pull{URL: nomineeURL(n) + "/rut", Version: itoa(n.Version), Title: "Rút đề nghị khen thưởng", Button: "Rút đề nghị",
		Hint: "Trường hợp này không được xét nữa; việc rút và lý do vẫn được giữ trong hồ sơ."}
	if s.v.State == award.Draft && s.v.Submission == 0 {
		p.Title, p.Button, p.Hint = "Đưa ra khỏi hồ sơ", "Đưa ra khỏi hồ sơ", "Hồ sơ chưa gửi lần nào nên trường hợp này bị xóa hẳn cùng báo cáo thành tích của nó."
		return p
	}
	p.Reason = &ui.Field{Name: "ly-do", Label: "Lý do rút", Kind: "textarea", Required: true, Max: dossier.MaxReason}
	if s.form != nil && !s.form.Has("canh-bao") && s.form.Has("ly-do") {
		p.Reason.Value, p.Reason.Error, p.Open = s.was("ly-do"), page.Of(s.errors, "ly-do"), true
	}
	return p
}

// Pull takes the nominee out.
func (u *UI) Pull(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	err = u.Dossiers.Pull(c.Ctx(), c.Actor, c.Now, id, n, f.Int("phien-ban"), f.Raw("ly-do"))
	if _, ok := page.Problems(err); ok {
		return u.afterCase(c, f, err, "")
	}
	if err != nil {
		return err
	}
	return c.See(dossierURL(id), "Đã đưa ra khỏi danh sách đề nghị.")
}

// warning names a finding in a form.
func warning(f award.Finding) string {
	b, _ := json.Marshal(struct {
		Guard award.Guard
		Refs  []award.Ref
	}{f.Guard, f.Refs})
	return base64.RawURLEncoding.EncodeToString(b)
}

func warned(key string) (award.Guard, []award.Ref) {
	var x struct {
		Guard award.Guard
		Refs  []award.Ref
	}
	b, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil || json.Unmarshal(b, &x) != nil {
		return "", nil
	}
	return x.Guard, x.Refs
}

// Confirm writes down that somebody looked at a warning.
func (u *UI) Confirm(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	err = u.confirm(c, w, id, n, f)
	return u.afterCase(c, f, err, "Đã xác nhận cảnh báo.")
}

// confirm writes down what somebody found of the warning the form names.
func (u *UI) confirm(c *page.Context, w report.World, id dossier.ID, n dossier.NomineeID, f *page.Form) error {
	name := "ly-do" // of which warning on the page the reason is
	for k := range f.Values {
		if strings.HasPrefix(k, "ket-qua-") {
			name = k
		}
	}
	guard, refs := warned(f.Line("canh-bao"))
	return renamed(u.Dossiers.Confirm(c.Ctx(), c.Actor, c.Now, w, id, n, guard, refs, f.Raw(name)), name)
}

// found is a finding on the nominee's page.
func (s *scene) found(no int, f award.Finding, g *dossier.Ground) dossierview.Found {
	x := dossierview.Found{Finding: finding(f, g), Release: f.Release}
	for _, r := range f.Refs {
		if url := s.refURL(r); url != "" {
			x.Links = append(x.Links, ui.Link{Label: refWords[r.Kind], URL: url})
		}
	}
	looked := false
	for _, c := range g.Confirmed {
		if c.Of(f) {
			looked = true
			x.Looked = append(x.Looked, fmt.Sprintf("%s xác nhận %s: %s", c.By.Name, vi.DayTime(c.By.At), c.Reason))
		}
	}
	if f.Weight == award.Asks && !looked && (s.v.Proposes(s.c.Actor) || s.v.Sits(s.c.Actor)) && s.v.Machine.Permits(s.c.Actor.Role, award.ConfirmIt) == nil {
		x.Key = warning(f)
		name := "ket-qua-" + itoa(no)
		x.Reason = ui.Field{Name: name, Label: "Kết quả xem xét, lý do", Kind: "textarea", Rows: 2, Required: true, Max: dossier.MaxReason}
		if s.was("canh-bao") == x.Key {
			x.Reason.Value, x.Reason.Error = s.was(name), page.Of(s.errors, name)
		}
	}
	return x
}

var refWords = map[award.RefKind]string{award.RefTeam: "Xem Tổ", award.RefPerson: "Xem người được nêu", award.RefDeed: "Xem việc tốt", award.RefModel: "Xem mô hình", award.RefReport: "Xem báo cáo"}
