package summary

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// MaxSection is the longest section, in letters.
const MaxSection = 250_000

// Text is a section as stored last.
type Text struct {
	Section string    `db:"section"`
	Body    string    `db:"body"`
	Version int       `db:"version"`
	By      string    `db:"by"`
	At      time.Time `db:"at"`
}

const (
	sqlTexts = `SELECT DISTINCT ON (t.section) t.section, t.body, t.version, u.full_name AS by, t.at FROM phase_text t JOIN app_user u ON u.id = t.user_id
 WHERE t.report_id = $1 ORDER BY t.section, t.version DESC`
	sqlPutText     = `INSERT INTO phase_text (report_id, section, body, version, user_id, at) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlTextHistory = `SELECT t.section, t.body, t.version, u.full_name AS by, t.at FROM phase_text t JOIN app_user u ON u.id = t.user_id
 WHERE t.report_id = $1 AND t.section = $2 ORDER BY t.version DESC LIMIT 50`
)

// Texts are a report's sections as stored last, by code.
func (s *Service) Texts(ctx context.Context, q pg.Querier, id ID) (map[string]Text, error) {
	list, err := pg.List[Text](ctx, q, sqlTexts, int64(id))
	if err != nil {
		return nil, err
	}
	out := make(map[string]Text, len(list))
	for _, t := range list {
		out[t.Section] = t
	}
	return out, nil
}

// TextHistory is every version of a section, the newest first.
func (s *Service) TextHistory(ctx context.Context, q pg.Querier, id ID, section string) ([]Text, error) {
	return pg.List[Text](ctx, q, sqlTextHistory, int64(id), section)
}

// CleanText is a section as it is stored: what people paste is made fit for
// paper, nothing that can be seen is lost.
func CleanText(s string) string { return strings.TrimSpace(paper.Clean(s)) }

// Sections are a report's narrative: what was written, elsewhere its drafts,
// with the live figures put in.
func Sections(outline []Passage, texts map[string]Text, f *Figures) []Section {
	known := values(f)
	out := make([]Section, len(outline))
	for i, p := range outline {
		x := Section{Code: p.Code, Number: p.Number, Title: p.Title, Head: p.Head, Raw: p.Draft}
		if t, ok := texts[p.Code]; ok {
			x.Raw = t.Body
		}
		x.Text, _ = resolve(x.Raw, known)
		out[i] = x
	}
	return out
}

// unwritten are the gaps of sections with no text.
func unwritten(sections []Section) []Gap {
	var out []Gap
	for _, s := range sections {
		if !s.Head && strings.TrimSpace(s.Text) == "" {
			out = append(out, Gap{Kind: GapSection, Section: s.Code, Text: fmt.Sprintf("Mục %s %s: chưa viết", s.Number, s.Title)})
		}
	}
	return out
}

// Edit asks for a section: the version the page showed (0: the draft) and the
// text wanted.
type Edit struct {
	Section string
	Base    int
	Text    string
}

// Clash is a section somebody else saved meanwhile: both texts, nothing lost.
type Clash struct {
	Section string
	Mine    string
	Theirs  Text
}

// Save stores sections, each as a new version. One that somebody else saved
// since the page was shown is not stored but given back with both texts; a
// text that is stored already is no edit. Refusals are named by the section.
func (s *Service) Save(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, edits []Edit) (saved int, clashes []Clash, err error) {
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		saved, clashes = 0, nil
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := r.check(a, access.SummaryWrite, w); err != nil {
			return err
		}
		ph, err := phaseOf(w, &r)
		if err != nil {
			return err
		}
		if err := r.Writable(ph, now.Today); err != nil {
			return err
		}
		titles, known := vocabulary(w, &r, ph)
		if err := checkEdits(edits, titles, known); err != nil {
			return err
		}
		stored, err := s.Texts(ctx, tx, id)
		if err != nil {
			return err
		}
		var written []string
		for _, e := range edits {
			body, t := CleanText(e.Text), stored[e.Section]
			switch {
			case t.Version > 0 && t.Body == body:
				continue
			case t.Version != e.Base:
				clashes = append(clashes, Clash{Section: e.Section, Mine: body, Theirs: t})
				continue
			}
			if _, err := tx.Exec(ctx, sqlPutText, int64(id), e.Section, body, t.Version+1, a.UserID, now.Business); err != nil {
				return err
			}
			saved++
			written = append(written, titles[e.Section])
		}
		if saved == 0 {
			return nil
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.text", ObjectKind: "phase_report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Ghi %d mục của báo cáo %s", saved, r.name(w, ph)), After: map[string]any{"mục": written}})
	})
	return saved, clashes, err
}

// vocabulary are the titles of a report's sections and the tokens they may
// hold; it asks no figures.
func vocabulary(w report.World, r *Report, ph plan.LivePhase) (titles, known map[string]string) {
	c := &compilation{w: w, ph: ph, unit: org.UnitID(r.UnitID), level: org.Level(r.Level)}
	f := c.begin(w.Plan.RulesAt(w.Plan.InPhase(ph.ID)[0].Ordinal), nil, w.Day)
	f.Given = []GivenRef{{}} // its section may be there
	titles = map[string]string{}
	for _, p := range Outline(f) {
		if !p.Head {
			titles[p.Code] = p.Title
		}
	}
	return titles, values(f)
}

func checkEdits(edits []Edit, titles, known map[string]string) error {
	var bad fault.Fields
	for _, e := range edits {
		title, ok := titles[e.Section]
		if !ok {
			bad.Add(e.Section, "Mục này không có trong báo cáo. Tải lại trang.")
			continue
		}
		body := CleanText(e.Text)
		if vi.Length(body) > MaxSection {
			bad.Add(e.Section, fmt.Sprintf("%s: rút gọn còn tối đa %s ký tự.", title, vi.Int(MaxSection)))
		}
		if p := vi.FindPersonal(body); p != "" {
			bad.Add(e.Section, fmt.Sprintf("%s: không ghi số định danh, số điện thoại vào báo cáo. Bỏ %s rồi lưu lại.", title, string(p)))
		}
		if _, unknown := resolve(body, known); len(unknown) > 0 {
			bad.Add(e.Section, fmt.Sprintf("%s: không có số liệu %s. Chọn mã trong danh sách số liệu, hoặc bỏ hai dấu ngoặc vuông.", title, strings.Join(unknown, ", ")))
		}
	}
	return bad.Err()
}

// name is a report as people call it: "đợt 1, huyện Ninh Phước".
func (r *Report) name(w report.World, ph plan.LivePhase) string {
	return vi.LowerFirst(ph.Name) + ", " + w.Tree.Name(unitOf(r.UnitID), ph.End).Full()
}

// Writable says why the report may not be written today, nil where it may: it
// opens the day after the phase's last.
func (r *Report) Writable(ph plan.LivePhase, today clock.Day) error {
	switch {
	case today <= ph.End:
		return fault.New(fault.Stale, fmt.Sprintf("Báo cáo %s chưa mở: lập được từ ngày %s.", ph.Name, ph.End+1))
	case r.State.Closed():
		return fault.New(fault.Stale, "Báo cáo đã chốt, không sửa được nữa.")
	case r.State == Submitted:
		return fault.New(fault.Stale, "Báo cáo đã gửi. Muốn sửa, hãy rút lại trước khi được tiếp nhận.")
	case r.State == Accepted:
		return fault.New(fault.Stale, "Báo cáo đã được tiếp nhận. Muốn sửa, đề nghị Công an tỉnh trả lại, hoặc gửi báo cáo bổ sung.")
	}
	return nil
}
