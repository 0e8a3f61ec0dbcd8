package decisionui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"thidua/internal/award"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// typed is what was typed in a form of the page and refused.
type typed struct {
	act    string // mo-lai, huy, ban-ky, danh-sach
	reason string
	errors []ui.Error
	value  func(name string) string // of danh-sach: the form as it was sent
	off    []dossier.NomineeID
}

// place is a nominee's as typed.
func (t typed) place(name, have string) string {
	if t.value == nil {
		return have
	}
	return t.value(name)
}

// Show is one decision with its list and its money.
func (u *UI) Show(c *page.Context) error {
	id, w, err := u.at(c)
	if err != nil {
		return err
	}
	v, err := u.Decisions.View(c.Ctx(), u.Pool, c.Actor, w, id)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(listOf(w, v))
	}
	return show(c, w, v, http.StatusOK, typed{})
}

// again is the page with what was refused.
func (u *UI) again(c *page.Context, t typed) error {
	v, w, err := u.judged(c)
	if err != nil {
		return err
	}
	return show(c, w, v, http.StatusUnprocessableEntity, t)
}

func title(r *decision.Row) string {
	if r.Number == "" {
		return "Dự thảo quyết định tặng " + r.Form.Label()
	}
	return "Quyết định số " + r.Number
}

func show(c *page.Context, w report.World, v *decision.View, status int, t typed) error {
	at, mine := URL(v.ID), v.Judges(c.Actor)
	m := decisionview.Page{URL: at, Version: itoa(v.Version), Errors: t.errors,
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: rowName(&v.Row)}}, Kicker: unitName(w, v.UnitID) + " · " + v.Form.Label() + " · " + phaseName(w, v.PhaseID), Title: title(&v.Row),
			Tag: stateTag(v.State), Export: c.ExportsAt(at)}}
	if v.State != award.DecisionCancelled && len(v.Nominees) > 0 && v.NoMoney == nil {
		m.Docs = append(m.Docs, ui.Link{Label: "Bản in", URL: at + "/in"}, ui.Link{Label: "Tải quyết định (DOCX)", URL: at + "/van-ban.docx"})
		if mine && v.Form == award.BangKhen {
			m.Docs = append(m.Docs, ui.Link{Label: "Tải tờ trình (DOCX)", URL: at + "/to-trinh.docx"})
		}
	}
	m.Long = len(v.Nominees) > 12
	facts(&m, w, v)
	money(&m, v)
	lists(&m, w, v, t)
	if v.NoMoney != nil {
		m.Notices = append(m.Notices, decisionview.Notice{Kind: "bad", Text: "Chưa tính được tiền thưởng: " + said(v.NoMoney)})
	}
	if mine {
		acts(&m, w, v, t)
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, decisionview.DecisionPage(m))
}

// said is an error's words for people.
func said(err error) string {
	if list, ok := page.Problems(err); ok && len(list) > 0 {
		return list[0].Message
	}
	return err.Error()
}

func facts(m *decisionview.Page, w report.World, v *decision.View) {
	add := func(label, text string) {
		if text != "" {
			m.Facts = append(m.Facts, decisionview.Fact{Label: label, Text: text})
		}
	}
	add("Cấp quyết định", "Chủ tịch "+unitName(w, v.UnitID))
	add("Số, ngày ký", numberAndDay(&v.Row))
	if v.SignerName != "" {
		add("Người ký", vi.CleanLine(v.SignerTitle)+" "+v.SignerName)
	}
	add("Danh sách", countWords(v.Teams, v.Members))
	if v.Why != "" {
		add(map[bool]string{true: "Lý do hủy", false: "Lý do mở lại gần nhất"}[v.State == award.DecisionCancelled], v.Why)
	}
	if v.Applied != nil {
		add("Công bố", v.Applied.Name+", "+vi.DayTime(v.Applied.At))
	} else {
		add("Sửa gần nhất", v.Changed.Name+", "+vi.DayTime(v.Changed.At))
	}
	if v.FileName != "" {
		m.Facts = append(m.Facts, decisionview.Fact{Label: "Bản đã ký", Text: v.FileName, URL: m.URL + "/ban-ky"})
	}
}

func numberAndDay(r *decision.Row) string {
	if r.SignedOn == nil {
		return ""
	}
	return r.Number + ", ngày " + r.SignedOn.String()
}

func money(m *decisionview.Page, v *decision.View) {
	if v.NoMoney != nil || v.State == award.DecisionCancelled || v.Teams+v.Members == 0 {
		return
	}
	s := &v.Sum
	row := func(subject award.Subject, n int, b award.Bonus, exact, rounded int64) {
		if n > 0 {
			m.Money = append(m.Money, decisionview.MoneyRow{Who: subject.Label(), Count: itoa(n), Rule: b.Rate.Coefficient() + " × " + vi.Int(b.Salary.Amount), Exact: vi.Int(b.Exact), Rounded: vi.Int(b.Rounded),
				SumExact: vi.Int(exact), Sum: vi.Int(rounded)})
		}
	}
	row(award.Team, s.Teams, s.TeamBonus, s.TeamExact, s.TeamRounded)
	row(award.Member, s.Members, s.MemberBonus, s.MemberExact, s.MemberRounded)
	m.Total = decisionview.MoneyRow{Count: itoa(s.Teams + s.Members), SumExact: vi.Int(s.Exact), Sum: vi.Int(s.Rounded)}
	salary := s.MemberBonus.Salary
	if s.Teams > 0 {
		salary = s.TeamBonus.Salary
	}
	regime, err := v.Settings.Law.Regime(v.MoneyOn)
	m.Basis = "Lương cơ sở " + vi.Int(salary.Amount) + " đồng (" + salary.Basis + ")."
	if err == nil {
		m.Basis = "Hệ số theo " + regime.Decree + ". " + m.Basis
	}
	if v.SignedOn == nil {
		m.Basis += " Dự tính theo ngày " + v.MoneyOn.String() + "; tính lại theo ngày ký khi ghi quyết định. " + v.Settings.Rounding.Words() + "."
	}
	if s.HasUnchecked {
		m.Warn = "Có hệ số chưa đối chiếu văn bản gốc. Sở Nội vụ kiểm tra nghị định rồi đánh dấu đã đối chiếu trong phần cài đặt khen thưởng."
	}
}

func lists(m *decisionview.Page, w report.World, v *decision.View, t typed) {
	for _, s := range award.Subjects {
		p := decisionview.ListPart{Title: map[award.Subject]string{award.Team: "Danh sách tập thể", award.Member: "Danh sách cá nhân"}[s], Head: map[award.Subject]string{award.Team: "Tập thể", award.Member: "Họ và tên"}[s]}
		for i := range v.Nominees {
			n := &v.Nominees[i]
			if n.Subject != s {
				continue
			}
			r := decisionview.Listed{ID: itoa64(int64(n.ID)), Golden: itoa(i + 1), Name: n.Name, Detail: n.Detail, Unit: proposer(w, n.Unit), Off: slices.Contains(t.off, n.ID)}
			r.Field = "tt." + r.ID
			r.Place, r.Error = t.place(r.Field, r.Golden), page.Of(t.errors, r.Field)
			if v.NoMoney == nil {
				r.Money = vi.Int(v.Bonus(s).Rounded)
			}
			if n.State != award.Listed && n.State != award.Awarded {
				r.State = ui.Tag{Kind: "late", Text: n.State.Words()}
			}
			p.Rows = append(p.Rows, r)
		}
		if len(p.Rows) > 0 {
			m.Lists = append(m.Lists, p)
		}
	}
}

// reasonOf is an act's field: the two reasons of the page are apart.
func reasonOf(act string) string { return "ly-do-" + act }

// unpresented are the list's dossiers that the province's chair was not asked
// about yet: the decision cannot be recorded before.
func unpresented(w report.World, v *decision.View) []decisionview.Notice {
	var out []decisionview.Notice
	seen := map[dossier.ID]bool{}
	for i := range v.Nominees {
		n := &v.Nominees[i]
		if v.Form != award.BangKhen || n.DossierState != award.Concluded || seen[n.Dossier] {
			continue
		}
		seen[n.Dossier] = true
		out = append(out, decisionview.Notice{Text: "Hồ sơ số " + itoa(n.No) + " của " + vi.LowerFirst(proposer(w, n.Unit)) + " đã kết luận, chưa trình Chủ tịch: ghi việc trình trước khi ghi số, ngày quyết định.",
			Link: ui.Link{Label: "Đến hồ sơ", URL: page.DossierURL(int64(n.Dossier))}})
	}
	return out
}

// acts are what the awarding side may do now.
func acts(m *decisionview.Page, w report.World, v *decision.View, t typed) {
	at := m.URL
	why := func(act string) ui.Field {
		f := ui.Field{Name: reasonOf(act), Label: "Lý do", Kind: "textarea", Required: true, Max: 1000, Rows: 2}
		if t.act == act {
			f.Value, f.Error = t.reason, page.Of(t.errors, f.Name)
		}
		return f
	}
	for _, name := range v.Gone {
		m.Notices = append(m.Notices, decisionview.Notice{Kind: "bad", Text: name + " đã rút hoặc không còn trong danh sách. " +
			map[bool]string{true: "Đưa ra khỏi danh sách trước khi ghi quyết định.", false: "Mở lại quyết định để đưa ra khỏi danh sách, rồi mới công bố được."}[v.State == award.DecisionDraft]})
	}
	cancel := &decisionview.Reason{Title: "Hủy quyết định", URL: at + "/huy", Button: "Hủy quyết định", Field: why("huy"), Open: t.act == "huy",
		Text: "Các trường hợp trong danh sách trở lại trạng thái được đề nghị khen thưởng, hồ sơ trở lại đã kết luận."}
	switch v.State {
	case award.DecisionDraft:
		m.Notices = append(m.Notices, unpresented(w, v)...)
		m.First = ui.Link{Label: "Ghi số, ngày, người ký", URL: at + "/ghi"}
		m.Arrange, m.Add, m.Cancel = at+"/danh-sach", at+"/them", cancel
	case award.DecisionRecorded:
		m.First = ui.Link{Label: "Công bố kết quả", URL: applyURL}
		m.Notices = append(m.Notices, decisionview.Notice{Kind: "info", Text: "Quyết định đã ghi số, chưa công bố: đơn vị đề nghị chưa thấy kết quả."})
		m.Cancel = cancel
		m.Reopen = &decisionview.Reason{Title: "Mở lại để sửa", URL: at + "/mo-lai", Button: "Mở lại", Field: why("mo-lai"), Open: t.act == "mo-lai", Text: "Quyết định trở lại dự thảo, số đã ghi được dùng lại, bản ký đã gửi được bỏ; hồ sơ trở lại chờ quyết định."}
	}
	if v.State == award.DecisionApplied {
		m.First = ui.Link{Label: "Cấp, in " + v.Form.Label(), URL: page.DecidedURL(int64(v.ID))}
	}
	if v.State == award.DecisionRecorded || v.State == award.DecisionApplied {
		m.AttachTo = at + "/ban-ky"
		m.Attach = &ui.Field{Name: "tep", Label: "Bản quét (PDF)", Kind: "file", Required: true, Hint: "Một tệp PDF, tối đa 10 MB, không khóa, không mật khẩu. Gửi lại sẽ thay bản cũ."}
		if t.act == "ban-ky" {
			m.Attach.Error = page.Of(t.errors, "tep")
		}
	}
}

// listOf is the list with its money as a file.
func listOf(w report.World, v *decision.View) page.File {
	f := page.File{Name: title(&v.Row), Path: v.ScopePath, Filter: countWords(v.Teams, v.Members)}
	f.Table.Columns = []workbook.Column{{Header: "Số sổ vàng", Kind: workbook.Int}, {Header: "Đối tượng"}, {Header: "Tập thể, cá nhân", Width: 34}, {Header: "Chức danh, đơn vị", Width: 44}, {Header: "Đơn vị đề nghị", Width: 26},
		{Header: "Hệ số"}, {Header: "Lương cơ sở (đồng)", Kind: workbook.Int}, {Header: "Mức chính xác (đồng)", Kind: workbook.Int}, {Header: "Mức chi (đồng)", Kind: workbook.Int}}
	var rows [][]workbook.Cell
	for i := range v.Nominees {
		n := &v.Nominees[i]
		b := v.Bonus(n.Subject)
		rows = append(rows, []workbook.Cell{workbook.N(int64(i + 1)), workbook.T(n.Subject.Label()), workbook.T(n.Name), workbook.T(n.Detail), workbook.T(proposer(w, n.Unit)),
			workbook.T(b.Rate.Coefficient()), workbook.N(b.Salary.Amount), workbook.N(b.Exact), workbook.N(b.Rounded)})
	}
	f.Table.Rows = workbook.Lines(rows)
	f.Table.Foot = []workbook.Cell{{}, {}, workbook.T("Tổng cộng"), {}, {}, {}, {}, workbook.Total(v.Sum.Exact), workbook.Total(v.Sum.Rounded)}
	if v.Sum.HasUnchecked {
		f.Table.Notes = append(f.Table.Notes, "Có hệ số chưa đối chiếu văn bản gốc.")
	}
	return f
}

// Arrange changes the list's order and takes the ticked off it.
func (u *UI) Arrange(c *page.Context) error {
	id, _, f, err := u.act(c)
	if err != nil {
		return err
	}
	places := map[dossier.NomineeID]int{}
	for name := range f.Values {
		var n int64
		if _, err := fmt.Sscanf(name, "tt.%d", &n); err == nil && n > 0 {
			at, err := strconv.Atoi(f.Line(name))
			if err != nil || at < 1 || at > 99_999 {
				f.Fields.Add(name, "Thứ tự phải là số từ 1 đến 99.999.")
			}
			places[dossier.NomineeID(n)] = at
		}
	}
	off := ids(f, "bo")
	if errs, ok := page.Problems(f.Fields.Err()); ok {
		return u.again(c, typed{act: "danh-sach", errors: errs, value: f.Raw, off: off})
	}
	if err := u.Decisions.Arrange(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), places, off); err != nil {
		return err
	}
	if len(off) > 0 {
		return c.See(URL(id), fmt.Sprintf("Đã đưa %d trường hợp ra khỏi danh sách.", len(off)))
	}
	return c.See(URL(id), "Đã lưu danh sách.")
}

// Reopen makes a recorded decision a draft again.
func (u *UI) Reopen(c *page.Context) error {
	return u.withReason(c, "mo-lai", u.Decisions.Reopen, "Đã mở lại quyết định. Sửa xong thì ghi lại số, ngày, người ký.")
}

// Cancel ends a decision.
func (u *UI) Cancel(c *page.Context) error {
	return u.withReason(c, "huy", u.Decisions.Cancel, "Đã hủy quyết định.")
}
