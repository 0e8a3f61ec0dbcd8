package dossierui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// handleRoutes are the deciding side's.
func (u *UI) handleRoutes() []page.Route {
	return slices.Concat([]page.Route{
		{Method: "POST", Pattern: one + "/y-kien", Action: access.AwardOpine, Class: page.Act, Handler: u.Opine},
		{Method: "POST", Pattern: one + "/xu-ly", Action: access.AwardJudge, Class: page.Act, Handler: u.Handle},
		{Method: "POST", Pattern: each + "/tham-dinh", Action: access.AwardJudge, Class: page.Act, Handler: u.Appraise},
	}, u.councilRoutes())
}

// done are what a person is told after an act.
var done = map[award.Act]string{award.ActTake: "Đã nhận xem hồ sơ.", award.ActForward: "Đã chuyển hồ sơ kèm ý kiến đến Sở Nội vụ.", award.ActReceive: "Đã tiếp nhận hồ sơ.",
	award.ActAssign: "Đã phân công chuyên viên.", award.ActReturn: "Đã trả lại hồ sơ kèm lý do.", award.ActAsk: "Đã yêu cầu bổ sung; thời hạn thẩm định tạm dừng đến khi có bổ sung.",
	award.ActConsult: "Đã ghi việc lấy ý kiến hiệp y; thời hạn thẩm định tạm dừng.", award.ActAnswer: "Đã ghi ý kiến hiệp y.", award.ActResume: "Tiếp tục xem xét hồ sơ.",
	award.ActConvene: "Đã đưa hồ sơ ra Hội đồng.", award.ActConclude: "Đã kết luận hồ sơ.", award.ActReopen: "Hồ sơ được xem xét lại.", award.ActPresent: "Đã trình Chủ tịch Ủy ban nhân dân.",
	award.ActHandBack: "Đã ghi ý kiến trả lại của Chủ tịch.", award.ActClose: "Đã kết thúc hồ sơ, công bố kết quả không khen thưởng."}

// handled is the id of the path, the world and the form.
func (u *UI) handled(c *page.Context) (report.World, dossier.ID, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, 0, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, 0, nil, err
	}
	f, err := c.Form()
	return w, dossier.ID(id), f, err
}

// answered shows the dossier again with what was refused, or leads to it.
func (u *UI) answered(c *page.Context, f *page.Form, id dossier.ID, err error, flash string) error {
	errs, refused := page.Problems(err)
	if !refused {
		if err != nil {
			return err
		}
		return c.See(dossierURL(id), flash)
	}
	s, err := u.read(c)
	if err != nil {
		return err
	}
	s.typed = typed{errors: anchored(errs, opened[award.Act(f.Line("viec"))] != ""), form: f}
	return u.render(s, http.StatusUnprocessableEntity)
}

// anchored keeps the names of fields that stand on the page; what is about the
// whole is said above it. form tells whether the act has a form of its own.
func anchored(errs []ui.Error, form bool) []ui.Error {
	for i := range errs {
		e := &errs[i]
		line := strings.HasPrefix(e.Name, "loi-") || strings.HasPrefix(e.Name, "y-kien-") || strings.HasPrefix(e.Name, "tra-loi-") || strings.HasPrefix(e.Name, "ket-qua-")
		if !line && !(form && slices.Contains([]string{"ly-do", "co-quan", "chuyen-vien", "cuoc-hop", "can-cu"}, e.Name)) {
			e.Name = ""
		}
	}
	return errs
}

// Opine is PX03's acts: take, opinions, forward, return.
func (u *UI) Opine(c *page.Context) error {
	w, id, f, err := u.handled(c)
	if err != nil {
		return err
	}
	if f.Line("viec") == "opine" {
		if f.Line("chuyen") == "1" {
			err = u.Dossiers.OpineAndForward(c.Ctx(), c.Actor, c.Now, w, id, f.Int("phien-ban"), opinions(f))
			return u.answered(c, f, id, err, done[award.ActForward])
		}
		err = u.Dossiers.Opine(c.Ctx(), c.Actor, c.Now, w, id, opinions(f))
		return u.answered(c, f, id, err, "Đã lưu ý kiến.")
	}
	act := award.Act(f.Line("viec"))
	err = u.Dossiers.Handle(c.Ctx(), c.Actor, c.Now, w, id, access.AwardOpine, dossier.Handling{Act: act, Version: f.Int("phien-ban"), Why: f.Raw("ly-do")})
	return u.answered(c, f, id, err, done[act])
}

// opinions are the form's lines; the second button agrees with all the rest.
func opinions(f *page.Form) []dossier.OpinionInput {
	var list []dossier.OpinionInput
	for name := range f.Values {
		n, ok := strings.CutPrefix(name, "y-kien-")
		if !ok {
			continue
		}
		k, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			continue
		}
		in := dossier.OpinionInput{Nominee: dossier.NomineeID(k), Favourable: agreed(f.Line(name)), Words: f.Raw("loi-" + n)}
		if in.Favourable == nil && f.Line("tat-ca") == "1" {
			yes := true
			in.Favourable = &yes
		}
		if f.Has("thay-" + n) {
			choice, words, _ := strings.Cut(f.Raw("thay-"+n), "|")
			in.Seen = &dossier.Said{Favourable: agreed(choice), Words: words}
		}
		list = append(list, in)
	}
	slices.SortFunc(list, func(a, b dossier.OpinionInput) int { return int(a.Nominee - b.Nominee) })
	return list
}

// agreed is a choice of agreeing's, nil where there is none.
func agreed(choice string) *bool {
	yes := choice == "co"
	if !yes && choice != "khong" {
		return nil
	}
	return &yes
}

// Handle is the appraising side's acts.
func (u *UI) Handle(c *page.Context) error {
	w, id, f, err := u.handled(c)
	if err != nil {
		return err
	}
	switch what := f.Line("viec"); what {
	case "recommend_all":
		good, left, err := u.Dossiers.RecommendAll(c.Ctx(), c.Actor, c.Now, w, id, f.Int("phien-ban"))
		return u.answered(c, f, id, err, bulk("Đã đề nghị khen thưởng", good, left))
	case "by_votes":
		good, left, err := u.Dossiers.ByVotes(c.Ctx(), c.Actor, c.Now, w, id, f.Int("phien-ban"))
		return u.answered(c, f, id, err, bulk("Đã ghi kết quả theo phiếu cho", good, left))
	default:
		in := dossier.Handling{Act: award.Act(what), Version: f.Int("phien-ban"), Why: f.Raw("ly-do"), Agencies: strings.Split(f.Raw("co-quan"), "\n"), Answers: map[int64]string{}}
		in.Specialist, _ = strconv.ParseInt(f.Line("chuyen-vien"), 10, 64)
		meeting, _ := strconv.ParseInt(f.Line("cuoc-hop"), 10, 64)
		in.Meeting = dossier.MeetingID(meeting)
		for name := range f.Values {
			if n, ok := strings.CutPrefix(name, "tra-loi-"); ok {
				if k, err := strconv.ParseInt(n, 10, 64); err == nil {
					in.Answers[k] = f.Raw(name)
				}
			}
		}
		err = u.Dossiers.Handle(c.Ctx(), c.Actor, c.Now, w, id, access.AwardJudge, in)
		return u.answered(c, f, id, err, done[in.Act])
	}
}

// bulk says what was done and whom it left, by name.
func bulk(said string, good []string, left []dossier.Left) string {
	text := fmt.Sprintf("%s %d trường hợp.", said, len(good))
	if len(left) == 0 {
		return text
	}
	var names []string
	for i, l := range left {
		if i == 5 {
			names = append(names, fmt.Sprintf("và %d trường hợp khác", len(left)-i))
			break
		}
		names = append(names, l.Name)
	}
	return text + fmt.Sprintf(" Còn %d trường hợp chưa ghi được: %s.", len(left), strings.Join(names, ", "))
}

// Appraise is what is done to one nominee.
func (u *UI) Appraise(c *page.Context) error {
	w, id, f, err := u.handled(c)
	if err != nil {
		return err
	}
	k, err := c.ID("n")
	if err != nil {
		return err
	}
	n := dossier.NomineeID(k)
	flash := ""
	switch viec := f.Line("viec"); {
	case f.Has("canh-bao"):
		err = u.confirm(c, w, id, n, f)
		flash = "Đã xác nhận cảnh báo."
	case viec == "check":
		err = u.Dossiers.Check(c.Ctx(), c.Actor, c.Now, w, id, n, checks(f))
		flash = "Đã lưu ý kiến thẩm định."
	case viec == "override":
		err = u.Dossiers.Override(c.Ctx(), c.Actor, c.Now, w, id, n, award.Key(f.Line("dieu-kien")), f.Raw("ly-do"))
		flash = "Đã ghi việc cho qua điều kiện."
	case viec == "lift":
		o, _ := strconv.ParseInt(f.Line("so"), 10, 64)
		err = u.Dossiers.Lift(c.Ctx(), c.Actor, c.Now, w, id, n, o, f.Raw("ly-do"))
		flash = "Đã hủy việc cho qua điều kiện."
	default:
		in := dossier.Outcome{Nominee: n, Version: f.Int("phien-ban"), State: award.NomineeState(viec), Ground: award.Refusal(f.Line("can-cu")), Why: f.Raw("ly-do")}
		err = u.Dossiers.Appraise(c.Ctx(), c.Actor, c.Now, w, id, in)
		flash = "Đã ghi kết quả thẩm định."
	}
	errs, refused := page.Problems(err)
	if !refused {
		if err != nil {
			return err
		}
		return c.See(fmt.Sprintf("%s/truong-hop/%d", dossierURL(id), n), flash)
	}
	s, err := u.read(c)
	if err != nil {
		return err
	}
	s.typed = typed{errors: anchored(errs, slices.Contains([]string{"declined", "nominated", "override", "lift"}, f.Line("viec"))), form: f}
	nominee, err := s.nomineeOf()
	if err != nil {
		return err
	}
	return u.renderCase(s, nominee, http.StatusUnprocessableEntity)
}

// checks are the form's lines; the second button agrees with the rest.
func checks(f *page.Form) []dossier.CheckInput {
	var list []dossier.CheckInput
	for i := 1; f.Has(fmt.Sprintf("khoa-%d", i)) && i <= 100; i++ {
		at := strconv.Itoa(i)
		in := dossier.CheckInput{Key: award.Key(f.Line("khoa-" + at)), Agreed: agreed(f.Line("y-kien-" + at)), Words: f.Raw("loi-" + at)}
		if in.Agreed == nil && f.Line("tat-ca") == "1" {
			yes := true
			in.Agreed = &yes
		}
		list = append(list, in)
	}
	return list
}
