package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Service takes workbooks in.
type Service struct {
	Pool    *pg.Pool
	Clocks  clock.Clocks
	Rosters *roster.Service
	Reports *report.Service
	Log     *slog.Logger

	mu   sync.Mutex
	jobs context.Context // while Run runs; nil: writing happens at once
	work sync.WaitGroup
}

// Upload is a workbook as handed in.
type Upload struct {
	Kind   Kind
	Report report.ID // of a Month
	Name   string    // the file's
	Key    string    // the form's, so that a double click is one upload
	File   interface {
		io.ReaderAt
		io.ReadSeeker
	}
	Size int64
}

// Check reads a workbook, checks every row and keeps what it would write. The
// answer is the batch's address, by url; nothing else is written.
func (s *Service) Check(ctx context.Context, a access.Actor, now clock.Moment, w report.World, up Upload, url func(BatchID) string) (string, error) {
	if err := access.CheckRole(a, access.FileImport); err != nil {
		return "", err
	}
	commune, err := place(a, w.Tree, now)
	if err != nil {
		return "", err
	}
	if up.Kind != Month {
		if err := access.Check(a, up.Kind.Action(), w.Tree.Place(commune, now.Today)); err != nil {
			return "", err
		}
	}
	b := Batch{ActorID: a.UserID, UnitID: commune, Kind: up.Kind, ReportID: up.Report, FileName: fileName(up.Name), CreatedAt: now.Wall, ExpiresAt: now.Wall.Add(lasts)}
	res, err := s.read(ctx, a, now, w, commune, up, &b)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := up.File.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if _, err := io.Copy(sum, up.File); err != nil {
		return "", err
	}
	b.Digest = sum.Sum(nil)
	b.Errors = res.errors()
	b.Warnings = len(res.issues) - b.Errors
	if b.Errors > 0 {
		res.lines.Reset()
	}
	return s.keep(ctx, a, now, w.Tree, b, res, up.Key, url)
}

// keep stores the batch; what others left to expire is forgotten on the way.
func (s *Service) keep(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, b Batch, res *result, key string, url func(BatchID) string) (at string, err error) {
	lines := slices.Concat([]byte("["), res.lines.Bytes(), []byte("]"))
	res.lines = bytes.Buffer{}
	issues, err := asJSON(res.issues)
	if err != nil {
		return "", err
	}
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		if _, err := tx.Exec(ctx, sqlExpire, now.Wall); err != nil {
			return err
		}
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := pg.Value[BatchID](ctx, tx, sqlAdd, b.ActorID, b.UnitID, b.Kind, b.ReportID, b.FileName, b.Digest, b.CreatedAt, b.ExpiresAt,
				b.Added, b.Changed, b.Same, b.Errors, b.Warnings, b.Total, lines, issues)
			if err != nil {
				return "", err
			}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "import.upload", ObjectKind: "import", ObjectID: int64(id), Path: tree.Path(b.UnitID, now.Today),
				Summary: fmt.Sprintf("Kiểm tra tệp “%s” (%s): %s", b.FileName, b.Kind.Noun(), b.Words()), After: map[string]any{"sha256": fmt.Sprintf("%x", b.Digest)}})
		})
		return err
	})
	return at, err
}

// Words are the counts in a line.
func (b Batch) Words() string {
	n := func(i int) string { return vi.Int(int64(i)) }
	s := fmt.Sprintf("%s thêm mới, %s thay đổi, %s giữ nguyên", n(b.Added), n(b.Changed), n(b.Same))
	if b.Errors > 0 {
		s = n(b.Errors) + " lỗi"
	}
	return s
}

func asJSON[T any](list []T) ([]byte, error) {
	if len(list) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(list)
}

func fileName(s string) string {
	s = vi.CleanLine(s)
	if r := []rune(s); len(r) > 120 {
		s = string(r[:120])
	}
	if s == "" {
		return "tệp không tên"
	}
	return s
}

func (s *Service) read(ctx context.Context, a access.Actor, now clock.Moment, w report.World, commune org.UnitID, up Upload, b *Batch) (*result, error) {
	sh, err := open(up.File, up.Size)
	if err != nil {
		return nil, err
	}
	if up.Kind == Month {
		return s.readMonth(ctx, a, now, w, sh, up.Report, b)
	}
	if kind, ours := sh.meta["loai"]; ours {
		code := w.Tree.Name(commune, now.Today).Code
		switch {
		case kind != string(up.Kind):
			return nil, fault.New(fault.Invalid, "Đây là tệp mẫu của nội dung khác. Tải tệp mẫu “"+up.Kind.Noun()+"” rồi dán số liệu vào.")
		case sh.meta["ma-don-vi"] != code:
			return nil, fault.New(fault.Invalid, fmt.Sprintf("Tệp mẫu này của %s. Tải tệp mẫu của đơn vị mình rồi dán số liệu vào.", sh.meta["don-vi"]))
		}
	}
	if err := sh.find(up.Kind.fields()); err != nil {
		return nil, err
	}
	merged, err := sh.merged()
	if err != nil {
		return nil, err
	}
	var res *result
	if up.Kind == Teams {
		tooEarly, err := s.Rosters.TooEarly(ctx, a, now, w.Tree, commune)
		if err != nil {
			return nil, err
		}
		c := &teamCheck{now: now, tree: w.Tree, commune: commune, names: namesOf(w.Tree, commune, now.Today), tooEarly: tooEarly, seen: map[string]int{}}
		c.add(sh.notes...)
		c.add(merged...)
		if err := sh.lines(func(l line) error { c.judge(l); return nil }); err != nil {
			return nil, err
		}
		res = &c.result
	} else if res, err = s.readMembers(ctx, a, now, w.Tree, commune, sh, merged); err != nil {
		return nil, err
	}
	b.Added, b.Changed, b.Same = res.count(Add), res.count(Change), res.count(Same)
	return res, finish(res, b, sh)
}

// finish refuses a workbook without rows and orders the problems.
func finish(res *result, b *Batch, sh *sheet) error {
	if res.lines.Len() == 0 && res.errors() == 0 {
		return fault.New(fault.Invalid, fmt.Sprintf("Trang “%s” không có dòng nào dưới dòng tiêu đề %d. Điền số liệu rồi tải lên lại.", sh.of.Name, sh.head))
	}
	b.Total = b.Added + b.Changed
	slices.SortStableFunc(res.issues, func(x, y Issue) int {
		if x.Row != y.Row {
			return x.Row - y.Row
		}
		return x.Col - y.Col
	})
	return nil
}

// readMembers walks the rows twice: for their citizen ids, to ask once who is
// on record, then to compare; no row is held meanwhile.
func (s *Service) readMembers(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, commune org.UnitID, sh *sheet, merged []Issue) (*result, error) {
	var ids []string
	err := sh.lines(func(l line) error {
		if id, _ := citizenID(l.at("so-dinh-danh").Plain()); id != "" {
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	known, heads, err := s.Rosters.Match(ctx, a, now, tree, commune, ids)
	if err != nil {
		return nil, err
	}
	m := newMemberCheck(now, tree, commune, known, heads)
	m.add(sh.notes...)
	m.add(merged...)
	return &m.result, sh.lines(func(l line) error { m.judge(m.read(l)); return nil })
}

func (s *Service) readMonth(ctx context.Context, a access.Actor, now clock.Moment, w report.World, sh *sheet, id report.ID, b *Batch) (*result, error) {
	g, err := s.Reports.Grid(ctx, s.Pool, a, w, id, now.Today)
	if err != nil {
		return nil, err
	}
	if err := access.Check(a, access.ReportEnter, g.Report.HolderPlace()); err != nil {
		return nil, err
	}
	m := monthSheet{w, g}
	if err := m.writable(now.Today); err != nil {
		return nil, err
	}
	if err := m.belongs(sh.meta); err != nil {
		return nil, err
	}
	if err := sh.find(m.fields()); err != nil {
		return nil, err
	}
	merged, err := sh.merged()
	if err != nil {
		return nil, err
	}
	c := newMonthCheck(m)
	c.add(sh.notes...)
	c.add(merged...)
	if err := sh.lines(func(l line) error { c.judge(l); return nil }); err != nil {
		return nil, err
	}
	c.rules()
	b.Added, b.Changed, b.Same = cellCounts(c.cells, g)
	return &c.result, finish(&c.result, b, sh)
}
