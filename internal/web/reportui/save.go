package reportui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// parseCell reads "12.3" (row.slot).
func parseCell(s string) (report.Cell, bool) {
	a, b, ok := strings.Cut(s, ".")
	if !ok {
		return report.Cell{}, false
	}
	row, err1 := strconv.ParseInt(a, 10, 64)
	slot, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || row < 0 || slot < 0 || slot > 1000 {
		return report.Cell{}, false
	}
	return report.Cell{Row: row, Slot: slot}, true
}

// readBase reads what the page saw: "12=6,,3,–;0=,25;".
func readBase(s string) map[report.Cell]report.Value {
	out := map[report.Cell]report.Value{}
	for part := range strings.SplitSeq(s, ";") {
		id, list, ok := strings.Cut(part, "=")
		row, err := strconv.ParseInt(id, 10, 64)
		if !ok || err != nil {
			continue
		}
		slot := 0
		for text := range strings.SplitSeq(list, ",") {
			if v, err := report.ParseValue(text); err == nil {
				out[report.Cell{Row: row, Slot: slot}] = v
			}
			slot++
		}
	}
	return out
}

// Save is the plain form: every cell that differs from what the page saw is
// saved where it can be; the others come back as typed, with the reason beside
// them. Nothing typed is lost.
func (u *UI) Save(c *page.Context) error {
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
	base := readBase(f.Raw("base"))
	t := typed{values: map[string]string{}, words: map[string]string{}}
	var edits []report.Edit
	for name := range f.Values {
		rest, is := strings.CutPrefix(name, "c.")
		at, ok := parseCell(rest)
		if !is || !ok {
			continue
		}
		saw, known := base[at]
		if !known {
			saw = report.Blank
		}
		v, err := report.ParseValue(f.Raw(name))
		switch {
		case err != nil:
			t.values[name], t.words[name] = f.Raw(name), err.Error()
		case v != saw:
			edits = append(edits, report.Edit{Cell: at, Base: saw, New: v})
		}
	}
	edits = append(edits, u.none(c, w, report.ID(id), f, edits)...)
	if edits, err = u.fromDiary(c, w, report.ID(id), f, base, edits, &t); err != nil {
		return err
	}
	slices.SortFunc(edits, func(a, b report.Edit) int {
		if a.Cell.Row != b.Cell.Row {
			return int(a.Cell.Row - b.Cell.Row)
		}
		return a.Cell.Slot - b.Cell.Slot
	})
	results, err := u.Reports.SaveCells(c.Ctx(), c.Actor, c.Now, w, report.ID(id), edits)
	if err != nil {
		return err
	}
	saved := 0
	for i, r := range results {
		if r.Outcome == report.Saved {
			saved++
			continue
		}
		name := cellName(r.Cell.Row, r.Cell.Slot)
		t.values[name], t.words[name] = edits[i].New.Text(), r.Message
	}
	if err := u.saveTexts(c, w, report.ID(id), f, &t); err != nil {
		return err
	}
	if len(t.words) > 0 {
		return u.refused(c, w, report.ID(id), t, saved)
	}
	target := page.ReportURL(id)
	if f.Line("den") == "kiem-tra" {
		return c.See(target+"/kiem-tra", "")
	}
	return c.See(target, "Đã lưu lúc "+vi.TimeOfDay(c.Now.Business)+".")
}

// none fills a row's cells that are still empty with "không phát sinh" where
// the row's button was pressed. People on patrol are never "không phát sinh".
func (u *UI) none(c *page.Context, w report.World, id report.ID, f *page.Form, edits []report.Edit) []report.Edit {
	row, err := strconv.ParseInt(f.Line("kps"), 10, 64)
	if err != nil {
		return nil
	}
	g, err := u.Reports.Grid(c.Ctx(), u.Reports.Pool, c.Actor, w, id, c.Now.Today)
	if err != nil {
		return nil
	}
	var out []report.Edit
	for _, m := range g.Rules.Measures {
		at := report.Cell{Row: row, Slot: m.Slot}
		typedIn := slices.ContainsFunc(edits, func(e report.Edit) bool { return e.Cell == at })
		if m.Over != plan.OverLast && g.CellOpen(at) && !g.Value(at).Known() && !typedIn && f.Line(cellName(row, m.Slot)) == "" {
			out = append(out, report.Edit{Cell: at, Base: report.Blank, New: report.Value{N: 0, None: true}})
		}
	}
	return out
}

func (u *UI) saveTexts(c *page.Context, w report.World, id report.ID, f *page.Form, t *typed) error {
	texts := map[string]report.TextEdit{}
	for name := range f.Values {
		if code, is := strings.CutPrefix(name, "text."); is {
			texts[code] = report.TextEdit{Base: f.Raw("base." + code), New: f.Raw(name)}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	err := u.Reports.SaveTexts(c.Ctx(), c.Actor, c.Now, w, id, texts)
	list, ok := page.Problems(err)
	if err != nil && !ok {
		return err
	}
	for _, e := range list {
		t.values[e.Name], t.words[e.Name] = f.Raw(e.Name), e.Message
	}
	return nil
}

func (u *UI) refused(c *page.Context, w report.World, id report.ID, t typed, saved int) error {
	_, g, err := u.loadID(c, id)
	if err != nil {
		return err
	}
	b := newBuilder(c, w, g)
	var errs []ui.Error
	names := make([]string, 0, len(t.words))
	for n := range t.words {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		message := t.words[n]
		if rest, is := strings.CutPrefix(n, "c."); is {
			at, ok := parseCell(rest)
			if ok && g.Rules.Measure(at.Slot) != nil {
				message = fmt.Sprintf("%s – %s: %s", b.rowName(at.Row), g.Rules.Measure(at.Slot).Short, message)
			}
			if !ok || !b.edit || !g.CellOpen(at) || !slices.Contains(g.RowIDs(), at.Row) {
				n = "" // no field of this page to lead to
			}
		}
		errs = append(errs, ui.Error{Name: n, Message: message})
	}
	if saved > 0 {
		t.saved = fmt.Sprintf("%d ô khác đã lưu.", saved)
	}
	return u.render(c, w, g, t, errs, http.StatusUnprocessableEntity)
}

// wireEdit is one cell on the way from the grid's script: base and value as
// shown in the cell.
type wireEdit struct {
	Row   int64  `json:"row"`
	Slot  int    `json:"slot"`
	Base  string `json:"base"`
	Value string `json:"value"`
}

type wireResult struct {
	Row     int64  `json:"row"`
	Slot    int    `json:"slot"`
	State   string `json:"state"`
	Value   string `json:"value"` // stored now
	Message string `json:"message,omitempty"`
}

// SaveCells is the grid's script saving cells as they are typed. Actor is who
// the page was made for: what was typed is never saved as anyone else.
func (u *UI) SaveCells(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	var in struct {
		Actor int64      `json:"actor"`
		Cells []wireEdit `json:"cells"`
	}
	if err := c.JSON(&in); err != nil {
		return err
	}
	if in.Actor != c.Actor.UserID {
		return fault.New(fault.Stale, "Bạn đang đăng nhập bằng tài khoản khác với lúc nhập. Số đã nhập được giữ lại trên máy này cho đúng người nhập.")
	}
	if len(in.Cells) > 2000 {
		return fault.New(fault.TooLarge, "Gửi quá nhiều ô một lần. Hãy dán từng phần.")
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	var edits []report.Edit
	var out []wireResult
	for _, e := range in.Cells {
		v, err := report.ParseValue(e.Value)
		if err != nil {
			out = append(out, wireResult{Row: e.Row, Slot: e.Slot, State: string(report.Refused), Value: e.Base, Message: err.Error()})
			continue
		}
		saw, err := report.ParseValue(e.Base)
		if err != nil {
			saw = report.Blank
		}
		edits = append(edits, report.Edit{Cell: report.Cell{Row: e.Row, Slot: e.Slot}, Base: saw, New: v})
	}
	results, err := u.Reports.SaveCells(c.Ctx(), c.Actor, c.Now, w, report.ID(id), edits)
	if err != nil {
		return err
	}
	for _, r := range results {
		out = append(out, wireResult{Row: r.Cell.Row, Slot: r.Cell.Slot, State: string(r.Outcome), Value: r.Stored.Text(), Message: r.Message})
	}
	return u.answer(c, w, report.ID(id), out)
}

// answer sends the cells' states and the parts of the page that follow from
// them: totals, verdicts, what is missing, what to do.
func (u *UI) answer(c *page.Context, w report.World, id report.ID, cells []wireResult) error {
	_, g, err := u.loadID(c, id)
	if err != nil {
		return err
	}
	b := newBuilder(c, w, g)
	foot := map[string]string{}
	for _, s := range b.sheets() {
		if foot[s.ID], err = fragment(c, reportview.FootOf(s.Foot, s.ID)); err != nil {
			return err
		}
	}
	banner, err := fragment(c, reportview.BannerOf(b.banner()))
	if err != nil {
		return err
	}
	gaps, err := fragment(c, reportview.GapList(b.gaps()))
	if err != nil {
		return err
	}
	warn := map[string]string{}
	for _, r := range cells {
		at := report.Cell{Row: r.Row, Slot: r.Slot}
		if r.State == string(report.Saved) && g.Unusual(at) {
			warn[cellName(r.Row, r.Slot)] = "Cao hơn hẳn các kỳ trước (" + b.prevWords(at) + "). Nếu đúng thì giữ nguyên."
		}
	}
	return c.Answer(http.StatusOK, map[string]any{"cells": cells, "foot": foot, "banner": banner, "gaps": gaps, "warn": warn, "saved": b.saved()})
}

func fragment(c *page.Context, part templ.Component) (string, error) {
	var s strings.Builder
	err := part.Render(c.Ctx(), &s)
	return s.String(), err
}
