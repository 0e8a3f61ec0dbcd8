package summaryui

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// mark tells whether a text came back as the page showed it.
func mark(text string) string {
	sum := sha256.Sum256([]byte(summary.CleanText(text)))
	return hex.EncodeToString(sum[:8])
}

// sections are the narrative with its tables; edit: as text areas.
func (s *scene) sections(t typed, edit bool) []summaryview.Section {
	var out []summaryview.Section
	for _, x := range s.v.Sealed.Sections {
		m := summaryview.Section{Code: x.Code, Number: x.Number, Title: x.Title, Head: x.Head, Top: !strings.Contains(x.Number, ".")}
		if group, ok := strings.CutPrefix(x.Code, summary.ResultSection); ok {
			m.Table = s.indicators(group)
		}
		m.Lines = paragraphs(x.Text)
		if edit && !x.Head {
			s.editable(&m, x, t)
		}
		out = append(out, m)
	}
	return out
}

func (s *scene) editable(m *summaryview.Section, x summary.Section, t typed) {
	stored := s.v.Texts[x.Code]
	m.Raw, m.Mark, m.Base, m.State = x.Raw, mark(x.Raw), itoa(stored.Version), "Bản nháp tự soạn từ số liệu, chưa lưu."
	if x.Raw == "" {
		m.State = "Chưa viết."
	}
	if stored.Version > 0 {
		m.State = fmt.Sprintf("Lưu lần %d, %s, %s.", stored.Version, vi.DayTime(stored.At), stored.By)
		m.History = s.url() + "/muc/" + x.Code
	}
	if mine, ok := t.texts[x.Code]; ok {
		m.Raw = mine
		m.State = "Chưa lưu."
	}
	m.Live = strings.Contains(m.Raw, "[[")
	m.Error = page.Of(t.errors, x.Code)
	rows := 1
	for line := range strings.SplitSeq(m.Raw, "\n") {
		rows += 1 + len([]rune(line))/95
	}
	m.Rows = itoa(min(max(rows, 3), 18))
}

// paragraphs are a text as it is printed.
func paragraphs(text string) []summaryview.Paragraph {
	var out []summaryview.Paragraph
	for _, b := range paper.Paste(text) {
		var runs []paper.Run
		p := summaryview.Paragraph{}
		switch b := b.(type) {
		case paper.Para:
			runs = b.Runs
		case paper.Item:
			runs, p.Item = b.Runs, true
		}
		for _, r := range runs {
			p.Text += r.Text
		}
		out = append(out, p)
	}
	return out
}

// Save stores the sections that were changed.
func (u *UI) Save(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.LongForm()
	if err != nil {
		return err
	}
	var edits []summary.Edit
	texts := map[string]string{}
	for name := range f.Values {
		code, ok := strings.CutPrefix(name, "muc.")
		if !ok {
			continue
		}
		texts[code] = summary.CleanText(f.Raw(name))
		if f.Line("dau."+code) != mark(texts[code]) {
			base, _ := strconv.Atoi(f.Line("base." + code))
			edits = append(edits, summary.Edit{Section: code, Base: base, Text: texts[code]})
		}
	}
	saved, clashes, err := u.Summaries.Save(c.Ctx(), c.Actor, c.Now, w, summary.ID(id), edits)
	if errs, ok := page.Problems(err); ok {
		s, err := u.write(c)
		if err != nil {
			return err
		}
		if !s.v.Live {
			return s.v.Writable(s.v.Phase, c.Now.Today)
		}
		return s.render(http.StatusUnprocessableEntity, typed{texts: texts, errors: s.known(errs)})
	}
	if err != nil {
		return err
	}
	if len(clashes) > 0 {
		return u.clash(c, saved, clashes)
	}
	flash := "Không có thay đổi nào cần lưu."
	if saved > 0 {
		flash = fmt.Sprintf("Đã lưu %d mục.", saved)
	}
	to := page.SummaryURL(id)
	switch f.Line("tiep") {
	case "gui":
		to += "/gui"
	case "chot":
		to += "/chot"
	}
	return c.See(to, flash)
}

// known leaves the refusals of sections the page shows at their place and
// names the others without one.
func (s *scene) known(errs []ui.Error) []ui.Error {
	out := make([]ui.Error, len(errs))
	for i, e := range errs {
		out[i] = ui.Error{Message: e.Message}
		for _, x := range s.v.Sealed.Sections {
			if x.Code == e.Name {
				out[i].Name = e.Name
			}
		}
	}
	return out
}

// clash shows both texts of what somebody else saved meanwhile.
func (u *UI) clash(c *page.Context, saved int, list []summary.Clash) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	title := map[string]string{}
	if s.v.Sealed != nil {
		for _, x := range s.v.Sealed.Sections {
			title[x.Code] = x.Number + ". " + x.Title
		}
	}
	p := summaryview.ClashPage{URL: s.url(), Back: s.url(), Saved: "Các mục khác không bị trùng.", Head: s.head("Hai bản của cùng một mục", "")}
	if saved > 0 {
		p.Saved = fmt.Sprintf("%d mục khác của bạn đã được lưu.", saved)
	}
	for _, x := range list {
		p.Clashes = append(p.Clashes, summaryview.Clash{Code: x.Section, Title: title[x.Section], Base: itoa(x.Theirs.Version),
			Mine:   ui.Field{Name: "muc." + x.Section, Label: "Bản của bạn, chưa lưu", Kind: "textarea", Rows: 14, Value: x.Mine},
			Theirs: ui.Field{Name: "dang-luu." + x.Section, Label: fmt.Sprintf("Bản đang lưu, %s, %s", vi.DayTime(x.Theirs.At), x.Theirs.By), Kind: "textarea", Rows: 14, ReadOnly: true, Value: x.Theirs.Body}})
	}
	return c.Render(page.View{Title: p.Head.Title, Status: http.StatusConflict}, summaryview.Clashing(p))
}

// History is every version of a section.
func (u *UI) History(c *page.Context) error {
	s, err := u.write(c)
	if err != nil {
		return err
	}
	code, title := c.Param("muc"), ""
	if s.v.Sealed != nil {
		for _, x := range s.v.Sealed.Sections {
			if x.Code == code && !x.Head {
				title = x.Number + ". " + x.Title
			}
		}
	}
	if title == "" {
		return fault.Missing()
	}
	list, err := u.Summaries.TextHistory(c.Ctx(), u.Pool, s.v.ID, code)
	if err != nil {
		return err
	}
	p := summaryview.HistoryPage{Head: s.head("Các bản đã lưu", "Mục "+title+". Bản mới nhất ở trên; chép lại đoạn cần dùng vào báo cáo.")}
	if len(list) == 0 {
		p.Head.Lead = "Mục " + title + " chưa được lưu lần nào."
	}
	for _, t := range list {
		p.Versions = append(p.Versions, summaryview.Version{Title: fmt.Sprintf("Lần %d, %s, %s", t.Version, vi.DayTime(t.At), t.By),
			Text: ui.Field{Name: "ban-" + itoa(t.Version), Label: fmt.Sprintf("Nội dung lần %d", t.Version), Kind: "textarea", Rows: 8, ReadOnly: true, Value: t.Body}})
	}
	return c.Render(page.View{Title: p.Head.Title}, summaryview.History(p))
}
