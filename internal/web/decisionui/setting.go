package decisionui

import (
	"fmt"
	"net/http"
	"strings"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// part is one form of the settings.
type part struct {
	code, key, title, lead string
	show                   func(s *criteria.Settings) decisionview.Part
	ask                    func(v values, rows func(prefix string, have int) int, s *criteria.Settings) []decisionview.Group
	have                   func(s *criteria.Settings) values
	save                   func(u *UI, c *page.Context, f *page.Form, version int) error
}

// values are a form's fields by name.
type values func(name string) string

// parts in the order the page shows them.
var parts []part

func init() {
	parts = []part{
		{"nghi-dinh", "law", "Nghị định, hệ số tiền thưởng", "Nghị định áp dụng theo ngày ký quyết định. Các nghị định nối tiếp nhau, không trùng, không để trống ngày nào. Để trống cả tên và ngày để bỏ một dòng.", showRegimes, askRegimes, haveRegimes, saveRegimes},
		{"luong", "law", "Lương cơ sở", "Tiền thưởng bằng hệ số nhân lương cơ sở có hiệu lực vào ngày ký quyết định.", showSalaries, askSalaries, haveSalaries, saveSalaries},
		{"can-cu", "law", "Căn cứ pháp lý trên văn bản", "Luật, thông tư ghi ở phần căn cứ của quyết định, tờ trình, theo ngày ký; nghị định lấy ở phần trên.", showBases, askBases, haveBases, saveBases},
		{"lam-tron", "rounding", "Làm tròn tiền thưởng", "Nghị định ghi “làm tròn số lên hàng chục nghìn đồng”. Mức chính xác luôn được ghi cạnh mức chi.", showRounding, askRounding, haveRounding, saveRounding},
		{"thoi-han", "limits", "Thời hạn từng khâu", "Số ngày làm việc; 0 là không đặt thời hạn. Thẩm định tạm dừng khi bổ sung hồ sơ và hiệp y.", showLimits, askLimits, haveLimits, saveLimits},
		{"lich", "calendar", "Ngày nghỉ, ngày làm bù", "Mỗi dòng một ngày. Dùng để tính thời hạn theo ngày làm việc.", showCalendar, askCalendar, haveCalendar, saveCalendar},
		{"hoi-dong", "council", "Họp Hội đồng Thi đua, khen thưởng", "Tỷ lệ tính trên tổng số thành viên; người vắng gửi ý kiến bằng văn bản.", showCouncil, askCouncil, haveCouncil, saveCouncil},
		{"giay-to", "papers", "Giấy tờ của hồ sơ", "Giấy tờ bắt buộc phải có thì hồ sơ mới gửi đi được; giấy tờ khác vẫn đính kèm được. Nghị định áp dụng theo ngày ký tờ trình.", showPapers, askPapers, havePapers, savePapers},
		{"sao-chep", "copy", "Nội dung thành tích giống nhau", "Khi nào hai báo cáo thành tích được coi là giống nhau và cần xem lại.", showCopy, askCopy, haveCopy, saveCopy},
	}
}

// Settings shows all parts.
func (u *UI) Settings(c *page.Context) error {
	s, err := criteria.LoadSettings(c.Ctx(), u.Pool)
	if err != nil {
		return err
	}
	m := decisionview.Settings{Head: ui.Head{Crumbs: crumbs("Cài đặt"), Title: "Cài đặt khen thưởng", Lead: "Quy định của pháp luật theo ngày và quy định riêng của tỉnh. Mọi thay đổi đều vào nhật ký."}}
	for i := range parts {
		p := parts[i].show(&s)
		p.Title, p.Edit = parts[i].title, settings+"/"+parts[i].code
		if n := s.Versions[parts[i].key]; n > 0 {
			p.By = "Đã sửa lần thứ " + itoa(n) + "."
			if parts[i].key == "law" {
				p.By = "Quy định của pháp luật đã sửa lần thứ " + itoa(n) + "."
			}
		} else {
			p.By = "Giá trị ban đầu của phần mềm, đơn vị chưa sửa."
		}
		m.Parts = append(m.Parts, p)
	}
	return c.Render(page.View{Title: m.Head.Title}, decisionview.SettingsPage(m))
}

func partOf(c *page.Context) (*part, error) {
	for i := range parts {
		if parts[i].code == c.Param("phan") {
			return &parts[i], nil
		}
	}
	return nil, fault.Missing()
}

// SettingForm asks for one part.
func (u *UI) SettingForm(c *page.Context) error {
	p, err := partOf(c)
	if err != nil {
		return err
	}
	s, err := criteria.LoadSettings(c.Ctx(), u.Pool)
	if err != nil {
		return err
	}
	return u.settingPage(c, http.StatusOK, p, &s, p.have(&s), func(_ string, have int) int { return have + 2 }, itoa(s.Versions[p.key]), nil)
}

func (u *UI) settingPage(c *page.Context, status int, p *part, s *criteria.Settings, v values, rows func(string, int) int, version string, errs []ui.Error) error {
	m := decisionview.Form{Errors: errs, URL: settings + "/" + p.code, Back: ui.Link{Label: "Về cài đặt", URL: settings}, Version: version, Button: "Lưu cài đặt", Groups: p.ask(v, rows, s),
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Cài đặt", URL: settings}, {Label: p.title}}, Title: p.title, Lead: p.lead}}
	for _, g := range m.Groups {
		for _, x := range g.Items {
			if x.Field != nil {
				x.Field.Error = page.Of(errs, x.Field.Name)
			} else if x.Choice != nil {
				x.Choice.Error = page.Of(errs, x.Choice.Name)
			}
		}
	}
	return c.Render(page.View{Title: p.title, Status: status}, decisionview.FormPage(m))
}

// SaveSetting stores one part.
func (u *UI) SaveSetting(c *page.Context) error {
	p, err := partOf(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = p.save(u, c, f, f.Int("phien-ban"))
	if errs, ok := page.Problems(err); ok {
		s, err := criteria.LoadSettings(c.Ctx(), u.Pool)
		if err != nil {
			return err
		}
		rows := func(prefix string, _ int) int { return max(2, rowsOf(f, prefix)) }
		return u.settingPage(c, http.StatusUnprocessableEntity, p, &s, f.Raw, rows, f.Line("phien-ban"), errs)
	}
	if err != nil {
		return err
	}
	return c.See(settings, "Đã lưu cài đặt: "+vi.LowerFirst(p.title)+".")
}

// mostRows keeps a made-up form from growing a page without end.
const mostRows = 60

// rowsOf is how many rows a form was sent with.
func rowsOf(f *page.Form, prefix string) int {
	n := 0
	for n < mostRows && f.Has(prefix+"."+itoa(n+1)) {
		n++
	}
	return n
}

func input(x ui.Field) decisionview.Item { return decisionview.Item{Field: &x} }

func until(d *clock.Day) string {
	if d == nil {
		return ""
	}
	return (*d - 1).String()
}

func span(from, before *clock.Day) string {
	switch {
	case from == nil && before == nil:
		return "Mọi ngày"
	case before == nil:
		return "Từ " + from.String()
	case from == nil:
		return "Đến hết " + until(before)
	}
	return from.String() + " – " + until(before)
}

var levelWords = map[plan.Level]string{plan.LevelProvince: "cấp tỉnh", plan.LevelDistrict: "cấp huyện", plan.LevelCommune: "cấp xã"}

func rateWords(r award.Rate) string {
	return r.Form.Label() + " " + levelWords[r.Level] + ", " + vi.LowerFirst(r.Subject.Label())
}

func showRegimes(s *criteria.Settings) decisionview.Part {
	t := &decisionview.Table{Label: "Nghị định, hệ số", Head: []string{"Nghị định", "Quyết định ký", "Biểu mẫu", "Hệ số tiền thưởng"}}
	for _, r := range s.Law.Regimes {
		var rates []string
		for _, x := range r.Rates {
			text := rateWords(x) + " " + x.Coefficient()
			if !x.Checked {
				text += " (chưa đối chiếu văn bản gốc)"
			}
			rates = append(rates, text)
		}
		sheets := "Tờ trình: " + or(r.SubmissionForm) + "; báo cáo thành tích: " + or(r.ReportForm)
		t.Rows = append(t.Rows, []string{r.Decree, span(r.From, r.Before), sheets, strings.Join(rates, "; ")})
	}
	return decisionview.Part{Table: t}
}

func or(s string) string {
	if s == "" {
		return "chưa xác nhận số mẫu"
	}
	return s
}

func showBases(s *criteria.Settings) decisionview.Part {
	t := &decisionview.Table{Label: "Căn cứ pháp lý", Head: []string{"Văn bản", "Áp dụng"}}
	for _, b := range s.Law.Bases {
		t.Rows = append(t.Rows, []string{b.Text, span(b.From, b.Before)})
	}
	return decisionview.Part{Table: t}
}

func showSalaries(s *criteria.Settings) decisionview.Part {
	t := &decisionview.Table{Label: "Lương cơ sở", Head: []string{"Từ ngày", "Mức (đồng)", "Văn bản"}}
	for _, x := range s.Law.Salaries {
		t.Rows = append(t.Rows, []string{x.From.String(), vi.Int(x.Amount), x.Basis})
	}
	return decisionview.Part{Table: t}
}

func line(label, text string) decisionview.Fact { return decisionview.Fact{Label: label, Text: text} }

func showRounding(s *criteria.Settings) decisionview.Part {
	return decisionview.Part{Lines: []decisionview.Fact{line("Cách làm tròn", s.Rounding.Words())}}
}

func showLimits(s *criteria.Settings) decisionview.Part {
	var p decisionview.Part
	for _, x := range award.Stages {
		text := "Không đặt thời hạn"
		if n := s.Limits[x]; n > 0 {
			text = itoa(n) + " ngày làm việc"
		}
		p.Lines = append(p.Lines, line(x.Words(), text))
	}
	return p
}

func days(list []clock.Day, sep string) string {
	var out []string
	for _, d := range list {
		out = append(out, d.String())
	}
	return strings.Join(out, sep)
}

func showCalendar(s *criteria.Settings) decisionview.Part {
	return decisionview.Part{Lines: []decisionview.Fact{line("Ngày nghỉ", days(s.Calendar.Holidays, ", ")), line("Ngày làm bù", days(s.Calendar.Worked, ", "))}}
}

func showCouncil(s *criteria.Settings) decisionview.Part {
	return decisionview.Part{Lines: []decisionview.Fact{line("Phiếu đồng ý cần đạt", s.Council.Threshold.Words()+" tổng số thành viên"), line("Thành viên dự họp", s.Council.Quorum.Words()+" tổng số thành viên")}}
}

func showCopy(s *criteria.Settings) decisionview.Part {
	return decisionview.Part{Lines: []decisionview.Fact{line("So sánh theo cụm", fmt.Sprintf("%d tiếng liền nhau", s.Copy.Syllables)), line("Coi là giống nhau", fmt.Sprintf("từ %d %% số cụm của bài ngắn hơn", s.Copy.Percent)),
		line("Chỉ so sánh bài có", fmt.Sprintf("từ %d cụm", s.Copy.Least))}}
}
