package criteria

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

const (
	sqlGuides      = `SELECT ` + guideColumns + ` FROM award_guide g ORDER BY g.phase_id DESC, g.version DESC`
	sqlGuide       = `SELECT ` + guideColumns + ` FROM award_guide g WHERE g.id = $1`
	sqlLockGuide   = sqlGuide + ` FOR UPDATE`
	sqlLockIssued  = sqlIssuedGuide + ` FOR UPDATE`
	sqlNumbered    = `SELECT ` + guideColumns + ` FROM award_guide g WHERE g.id <> $1 AND extract(year FROM g.issued_on) = $2 AND g.number <> '' ORDER BY g.id`
	sqlPhaseGuides = `SELECT ` + guideColumns + ` FROM award_guide g WHERE g.phase_id = $1 ORDER BY g.version DESC FOR UPDATE`
	sqlAddGuide    = `INSERT INTO award_guide (phase_id, version, state, edits, criteria, drafted, created_at) VALUES ($1, $2, 'draft', $3, $4, $5, $6) RETURNING id`
	sqlSaveGuide   = `UPDATE award_guide SET state = $2, edits = $3, criteria = $4, drafted = $5, agreed = $6, issued = $7, number = $8, issued_on = $9, sent_back = $10 WHERE id = $1`
)

// Drafting tells a state that only the two sides who make guides may see.
func (g *Guide) Drafting() bool { return g.State == award.GuideDraft || g.State == award.GuideAgreed }

// Name is "Hướng dẫn tiêu chí khen thưởng Đợt 1, phiên bản 2".
func (g *Guide) Name(w report.World) string {
	ph, _ := w.Plan.Phase(g.PhaseID)
	return fmt.Sprintf("Hướng dẫn tiêu chí khen thưởng %s, phiên bản %d", vi.LowerFirst(ph.Name), g.Version)
}

// Guides are all versions the actor may see, newest phase and version first.
func (s *Service) Guides(ctx context.Context, q pg.Querier, a access.Actor, w report.World) ([]Guide, error) {
	if err := access.CheckRole(a, access.GuideRead); err != nil {
		return nil, err
	}
	rows, err := pg.List[guideRow](ctx, q, sqlGuides)
	var out []Guide
	for _, r := range rows {
		if g := r.guide(w.Plan); !g.Drafting() || a.May(access.GuideDraft) {
			out = append(out, g)
		}
	}
	return out, err
}

// Guide is one version; a draft is fault.Missing for those who do not make it.
func (s *Service) Guide(ctx context.Context, q pg.Querier, a access.Actor, w report.World, id GuideID) (Guide, error) {
	if err := access.CheckRole(a, access.GuideRead); err != nil {
		return Guide{}, err
	}
	r, err := pg.One[guideRow](ctx, q, sqlGuide, id)
	if err != nil {
		return Guide{}, err
	}
	g := r.guide(w.Plan)
	if g.Drafting() && !a.May(access.GuideDraft) {
		return Guide{}, fault.Missing()
	}
	return g, nil
}

// Draft begins the next version for a phase's review: with the criteria of the
// one in force, or with Start. The same form sent twice makes one.
func (s *Service) Draft(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key, phase string, url func(GuideID) string) (string, error) {
	place := w.Tree.Place(w.Tree.Root(w.Day), w.Day)
	if err := access.Check(a, access.GuideDraft, place); err != nil {
		return "", err
	}
	ph, ok := w.Plan.PhaseByCode(phase)
	if !ok {
		var f fault.Fields
		f.Add("dot", "Chọn đợt thi đua.")
		return "", f.Err()
	}
	at := ""
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			rows, err := pg.List[guideRow](ctx, tx, sqlPhaseGuides, ph.ID)
			if err != nil {
				return "", err
			}
			g := &award.Guide{Phase: phase, Version: 1, State: award.GuideDraft}
			list := Start(w.Plan.Rules, phase)
			for i, r := range rows {
				old := r.guide(w.Plan)
				if old.Drafting() {
					return "", fault.New(fault.Stale, fmt.Sprintf("%s đã có dự thảo phiên bản %d chưa ban hành. Sửa dự thảo đó.", ph.Name, old.Version))
				}
				if i == 0 {
					g.Version = old.Version + 1
				}
				if old.State == award.GuideIssued {
					list = old.Next(g.Version).Criteria
				}
			}
			if err := g.Edit(a, now, w.Plan.Rules, list); err != nil {
				return "", err
			}
			id, err := pg.Value[GuideID](ctx, tx, sqlAddGuide, ph.ID, g.Version, g.Edits, g.Criteria, g.Drafted, now.Wall)
			if err != nil {
				return "", err
			}
			made := Guide{Guide: *g, ID: id, PhaseID: ph.ID}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "guide.draft", ObjectKind: "award_guide", ObjectID: int64(id), Path: place.Path, Summary: "Lập dự thảo " + made.Name(w), After: made.after(w, made.Criteria)})
		})
		return err
	})
	return at, err
}

// after is what the audit keeps of a guide, and of the criteria an act wrote.
func (g *Guide) after(w report.World, wrote []award.Criteria) map[string]any {
	out := map[string]any{"state": g.State.Words()}
	if g.Number != "" {
		out["docnumber"], out["docday"] = g.Number, *g.Date
	}
	if g.SentBack != "" {
		out["reason"] = g.SentBack
	}
	if len(wrote) > 0 {
		out["criteria"] = Words(w, g.Phase, wrote)
	}
	return out
}

// changed are the criteria of a list that another lacks as they are.
func changed(list, other []award.Criteria) []award.Criteria {
	return slices.DeleteFunc(slices.Clone(list), func(c award.Criteria) bool {
		return slices.ContainsFunc(other, func(o award.Criteria) bool { return reflect.DeepEqual(c, o) })
	})
}

// Words are criteria as lines of text, by form and subject.
func Words(w report.World, phase string, list []award.Criteria) map[string][]string {
	out := map[string][]string{}
	for _, c := range list {
		name := c.Form.Label() + ", " + vi.LowerFirst(c.Subject.Label())
		for _, l := range c.Lines(w.Plan.Rules, phase) {
			out[name] = append(out[name], l.Text)
		}
		if k := c.Cap.Words(c.Subject); k != "" {
			out[name] = append(out[name], k)
		}
	}
	return out
}

// change is the rhythm of an act on a guide: right, lock, act, save, record.
func (s *Service) change(ctx context.Context, a access.Actor, now clock.Moment, w report.World, action access.Action, id GuideID, what, did string, act func(tx pg.Tx, g *Guide) error) error {
	place := w.Tree.Place(w.Tree.Root(w.Day), w.Day)
	if err := access.Check(a, action, place); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := pg.One[guideRow](ctx, tx, sqlLockGuide, id)
		if err != nil {
			return err
		}
		g := r.guide(w.Plan)
		if err := act(tx, &g); err != nil {
			return err
		}
		if err := g.save(ctx, tx); err != nil {
			return err
		}
		e := audit.Entry{Action: what, ObjectKind: "award_guide", ObjectID: int64(g.ID), Path: place.Path, Summary: did + " " + g.Name(w), After: g.after(w, changed(g.Criteria, r.Criteria))}
		if was := changed(r.Criteria, g.Criteria); len(was) > 0 {
			e.Before = map[string]any{"criteria": Words(w, g.Phase, was)}
		}
		return audit.Record(ctx, tx, a, now, e)
	})
}

func (g *Guide) save(ctx context.Context, tx pg.Tx) error {
	_, err := tx.Exec(ctx, sqlSaveGuide, g.ID, g.State, g.Edits, g.Criteria, g.Drafted, g.Agreed, g.Issued, g.Number, g.Date, g.SentBack)
	return err
}

func seen(g *Guide, edits int) error {
	if g.State == award.GuideDraft && g.Edits != edits {
		return fault.New(fault.Stale, "Dự thảo vừa được người khác sửa. Tải lại trang để xem bản mới, rồi làm lại.")
	}
	return nil
}

// Edit puts other criteria in a draft, as seen at an edit.
func (s *Service) Edit(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id GuideID, edits int, list []award.Criteria) error {
	return s.change(ctx, a, now, w, access.GuideDraft, id, "guide.edit", "Sửa dự thảo", func(_ pg.Tx, g *Guide) error {
		if err := seen(g, edits); err != nil {
			return err
		}
		return g.Edit(a, now, w.Plan.Rules, list)
	})
}

// Put replaces one form's and subject's criteria in a draft.
func (s *Service) Put(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id GuideID, edits int, c award.Criteria) error {
	return s.change(ctx, a, now, w, access.GuideDraft, id, "guide.edit", "Đưa ngưỡng thử vào dự thảo", func(_ pg.Tx, g *Guide) error {
		if err := seen(g, edits); err != nil {
			return err
		}
		// Refused fields are the criteria's own: by themselves, without a place
		// in the list.
		var f fault.Fields
		c.Check(&f, "", w.Plan.Rules, g.Phase)
		if err := f.Err(); err != nil {
			return err
		}
		var list []award.Criteria
		put := false
		for _, x := range g.Criteria {
			if x.Form == c.Form && x.Subject == c.Subject {
				x, put = c, true
			}
			list = append(list, x)
		}
		if !put {
			list = append(list, c)
		}
		return g.Edit(a, now, w.Plan.Rules, list)
	})
}

// Agree is Home Affairs' consent to a draft as seen at an edit.
func (s *Service) Agree(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id GuideID, edits int) error {
	return s.change(ctx, a, now, w, access.GuideAgree, id, "guide.agree", "Thống nhất", func(_ pg.Tx, g *Guide) error {
		return g.Agree(a, now, w.Plan.Rules, edits)
	})
}

// SendBack makes an agreed guide a draft again; its field is ly-do.
func (s *Service) SendBack(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id GuideID, why string) error {
	return s.change(ctx, a, now, w, access.GuideDraft, id, "guide.send_back", "Trả lại để sửa", func(_ pg.Tx, g *Guide) error {
		return g.SendBack(a, why)
	})
}

// inRegister is a number's place in the register of papers: "058/HD-SNV" has
// that of "58/HD-SNV", as decisions have it.
func inRegister(number string) string {
	place, _, _ := strings.Cut(award.PlainNumber(number), "/")
	return place
}

// Issue gives an agreed guide its number and date; the one in force until then
// is replaced with it. Fields: so, ngay.
func (s *Service) Issue(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id GuideID, number string, date *clock.Day) error {
	return s.change(ctx, a, now, w, access.GuideAgree, id, "guide.issue", "Ban hành", func(tx pg.Tx, g *Guide) error {
		if err := g.Issue(a, now, number, date); err != nil {
			return err
		}
		year, _, _ := g.Date.Date()
		numbered, err := pg.List[guideRow](ctx, tx, sqlNumbered, g.ID, year)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(numbered, func(r guideRow) bool { return inRegister(r.Number) == inRegister(g.Number) }); i >= 0 {
			taken := numbered[i].guide(w.Plan)
			var f fault.Fields
			f.Add("so", fmt.Sprintf("Số này đã cấp cho %s (số %s ngày %s). Kiểm tra lại sổ công văn.", taken.Name(w), taken.Number, taken.Date))
			return f.Err()
		}
		rows, err := pg.List[guideRow](ctx, tx, sqlLockIssued, g.PhaseID)
		if err != nil || len(rows) == 0 {
			return err
		}
		old := rows[0].guide(w.Plan)
		if err := old.Replace(&g.Guide); err != nil {
			return err
		}
		return old.save(ctx, tx)
	})
}
