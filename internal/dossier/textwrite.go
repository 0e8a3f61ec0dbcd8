package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// MaxText bounds a section, in characters.
const MaxText = 20000

const (
	sqlPutText  = `INSERT INTO nominee_text (nominee_id, section, version, body, figures, by) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlVersions = `SELECT ` + textColumns + ` FROM nominee_text t WHERE t.nominee_id = $1 AND t.section = $2 ORDER BY t.version DESC`
)

// Edit is a section as somebody wrote it over a version (0: there was none).
type Edit struct {
	Section Section
	Version int
	Body    string
}

// writing locks a dossier for its proposer to write in.
func (s *Service) writing(ctx context.Context, tx pg.Tx, a access.Actor, id ID) (Row, []Nominee, error) {
	r, d, err := lock(ctx, tx, a, id)
	if err != nil {
		return r, nil, err
	}
	if !r.Proposes(a) {
		return r, nil, fault.New(fault.Forbidden, "Hồ sơ này do đơn vị khác lập; bạn chỉ xem được.")
	}
	if err := d.Permits(a.Role, award.Nominate); err != nil {
		return r, nil, err
	}
	list, err := lockNominees(ctx, tx, id)
	return r, list, err
}

// nomineeIn is a nominee of the dossier that is still put forward.
func nomineeIn(list []Nominee, id NomineeID) (*Nominee, error) {
	i := slices.IndexFunc(list, func(n Nominee) bool { return n.ID == id })
	if i < 0 {
		return nil, fault.Missing()
	}
	if n := &list[i]; n.State.Final() {
		return nil, fault.New(fault.Stale, n.Name+" ở trạng thái “"+n.State.Words()+"” nên không sửa được nữa.")
	}
	return &list[i], nil
}

// SaveText writes sections of a nominee's report: every version is kept. One
// that somebody else wrote meanwhile is Stale and nothing is written. Refused
// fields: the section's name.
func (s *Service) SaveText(ctx context.Context, a access.Actor, now clock.Moment, id ID, nominee NomineeID, edits []Edit) error {
	var f fault.Fields
	for i := range edits {
		e := &edits[i]
		e.Body = vi.Clean(e.Body)
		if vi.Length(e.Body) > MaxText {
			f.Add(string(e.Section), e.Section.Label()+": rút gọn còn tối đa "+vi.Int(MaxText)+" ký tự.")
		} else if p := vi.FindPersonal(e.Body); p != "" {
			f.Add(string(e.Section), e.Section.Label()+": không ghi số định danh, số điện thoại vào báo cáo. Bỏ "+string(p)+" rồi lưu lại.")
		}
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, list, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		n, err := nomineeIn(list, nominee)
		if err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		newest, err := texts(ctx, tx, id)
		if err != nil {
			return err
		}
		var saved []string
		for _, e := range edits {
			if !slices.Contains(n.Sections(), e.Section) {
				return fault.Missing()
			}
			var was Text
			for _, t := range newest[n.ID] {
				if t.Section == e.Section {
					was = t
				}
			}
			if was.Version != e.Version {
				return fault.New(fault.Stale, fmt.Sprintf("“%s” vừa được %s sửa. Nội dung bạn soạn vẫn còn ở dưới; đối chiếu với bản mới rồi lưu lại.", e.Section.Label(), was.By.Name))
			}
			if e.Body == was.Body || e.Body == "" && was.Version == 0 {
				continue
			}
			if err := put(ctx, tx, n.ID, e.Section, was.Version+1, e.Body, was.Figures, signed(a, now)); err != nil {
				return err
			}
			saved = append(saved, e.Section.Label())
		}
		if len(saved) == 0 {
			return nil
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.text", ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath,
			Summary: fmt.Sprintf("Ghi báo cáo thành tích của %s", n.Name), After: map[string]any{"phần": saved}})
	})
}

func put(ctx context.Context, tx pg.Tx, n NomineeID, s Section, version int, text string, figures []TextFigure, by award.Signature) error {
	if figures == nil {
		figures = []TextFigure{}
	}
	_, err := tx.Exec(ctx, sqlPutText, n, s, version, text, figures, by)
	return err
}

// Draft writes reports from the figures as they are accepted now: of the
// nominees named, or of all that have none. Over lets it replace what people
// wrote (kept as an older version); without it they are refused, field
// soan-lai. It tells how many it wrote.
func (s *Service) Draft(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, only []NomineeID, over bool) (int, error) {
	wrote := 0
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, list, err := s.writing(ctx, tx, a, id)
		if err != nil {
			return err
		}
		for _, n := range only {
			if _, err := nomineeIn(list, n); err != nil {
				return err
			}
		}
		v, err := s.view(ctx, tx, w, r)
		if err != nil {
			return err
		}
		wrote = 0
		for i := range v.Nominees {
			n := &v.Nominees[i]
			if n.State.Final() || len(only) > 0 && !slices.Contains(only, n.ID) || len(only) == 0 && len(v.Texts[n.ID]) > 0 {
				continue
			}
			g := v.Grounds[n.ID]
			if g.Candidate == nil {
				return refuse("soan-lai", n.Name+": không tìm thấy số liệu của tập thể, cá nhân này.")
			}
			if err := redraft(ctx, tx, a, now, w, v, n, g, over); err != nil {
				return err
			}
			wrote++
			if err := audit.Record(ctx, tx, a, now, audit.Entry{Action: "nominee.draft", ObjectKind: "nominee", ObjectID: int64(n.ID), Path: r.ScopePath,
				Summary: fmt.Sprintf("Soạn báo cáo thành tích của %s từ số liệu", n.Name)}); err != nil {
				return err
			}
		}
		return nil
	})
	return wrote, err
}

func redraft(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w report.World, v *View, n *Nominee, g *Ground, over bool) error {
	for _, sec := range n.Sections() {
		version := 0
		for _, t := range v.Texts[n.ID] {
			if t.Section != sec {
				continue
			}
			if version = t.Version; t.Edited() && !over {
				return refuse("soan-lai", n.Name+": báo cáo đã được sửa tay. Chọn “thay nội dung đã sửa” nếu muốn soạn lại; bản cũ vẫn được giữ.")
			}
		}
		figures := draft(w, v.Phase, n, g, sec)
		if err := put(ctx, tx, n.ID, sec, version+1, body(figures), figures, signed(a, now)); err != nil {
			return err
		}
	}
	return nil
}

// Versions are all of a section, newest first.
func (s *Service) Versions(ctx context.Context, q pg.Querier, n NomineeID, sec Section) ([]Text, error) {
	return pg.List[Text](ctx, q, sqlVersions, n, sec)
}
