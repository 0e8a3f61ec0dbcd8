package page

import (
	"bytes"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"thidua/internal/audit"
	"thidua/internal/fault"
	"thidua/internal/paper/workbook"
	"thidua/internal/pg"
	"thidua/internal/vi"
	"thidua/templates/ui"
)

// exportKey is the query parameter that asks for a file instead of a page.
const exportKey = "xuat"

// File is a list handed out as a file. Its rows come by the same services,
// filters and rights as the page's.
type File struct {
	Name   string // "Báo cáo tháng": becomes the file's name and the title
	Filter string // how it is narrowed, in words; "" not at all
	Path   string // where it belongs, for the record; "" the actor's place
	Table  workbook.Table
}

// Walk draws a long list page by page, numbered from 1: one page in memory at a
// time. read answers a page's rows and whether it is the last.
func Walk[T any](read func(n int) (rows []T, last bool, err error), line func(*T) []workbook.Cell) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		for n := 1; ; n++ {
			rows, last, err := read(n)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range rows {
				if !yield(line(&rows[i]), nil) {
					return
				}
			}
			if last {
				return
			}
		}
	}
}

// Wants is "xlsx" or "csv" where the URL asks for a file, otherwise "".
func (c *Context) Wants() string {
	if s := c.Query(exportKey); s == "xlsx" || s == "csv" {
		return s
	}
	return ""
}

// Exports are the addresses of this page's list as files, with its filters.
func (c *Context) Exports() ui.Export { return c.ExportsAt(c.R.URL.Path) }

// ExportsAt is Exports for a list that stands at another address than the
// form just sent.
func (c *Context) ExportsAt(path string) ui.Export {
	at := func(kind string) string {
		q := url.Values{}
		for k, v := range c.R.URL.Query() {
			if k != "trang" && k != "truoc" && k != "sau" && len(v) > 0 && v[0] != "" {
				q[k] = v
			}
		}
		q.Set(exportKey, kind)
		return path + "?" + q.Encode()
	}
	return ui.Export{XLSX: at("xlsx"), CSV: at("csv")}
}

// Export answers the file the URL asks for. What left, and how many rows, is
// on record before its last byte leaves; where that fails the file breaks off.
func (c *Context) Export(f File) error {
	kind := c.Wants()
	t := f.Table
	t.Title = f.Name
	t.Notes = append([]string{vi.UpperFirst(c.kit.Unit(c.Actor))}, t.Notes...)
	if f.Filter != "" {
		t.Notes = append(t.Notes, "Bộ lọc: "+f.Filter)
	}
	t.Notes = append(t.Notes, "Xuất lúc "+vi.DayTime(c.Now.Business)+", người xuất: "+c.Actor.Name)
	out := &late{c: c, name: f.Name + " " + c.Now.Today.ISO(), kind: kind}
	n, err := 0, error(nil)
	if kind == "csv" {
		n, err = t.CSV(out)
	} else {
		var b *workbook.Workbook
		if b, err = t.Build(); err == nil {
			defer b.Close()
			n, err = b.Rows, nil
		}
		if err == nil {
			if err = c.exported(f, kind, n); err == nil {
				err = b.Write(out)
			}
		}
	}
	if err == nil && kind == "csv" {
		err = c.exported(f, kind, n)
	}
	if err != nil && out.sent {
		slog.Error("export broken off", "request", c.RequestID, "path", c.R.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		return err
	}
	return out.end()
}

func (c *Context) exported(f File, kind string, n int) error {
	path := f.Path
	if path == "" {
		path = c.Actor.Path
	}
	said := fmt.Sprintf("Xuất %s “%s”, %s dòng", map[string]string{"xlsx": "Excel", "csv": "CSV"}[kind], f.Name, vi.Int(int64(n)))
	if f.Filter != "" {
		said += " (" + f.Filter + ")"
	}
	return c.Record(audit.Entry{Action: "export", ObjectKind: "list", Path: path, Summary: said, After: map[string]any{"kind": kind, "rows": n, "address": c.R.URL.Path}})
}

// Record puts something a reading page must leave a trace of on record.
func (c *Context) Record(e audit.Entry) error {
	if c.kit.DB == nil {
		return fault.New(fault.Internal, "Chưa ghi được nhật ký nên không xuất được tệp.")
	}
	return pg.InTx(c.Ctx(), c.kit.DB, func(tx pg.Tx) error { return audit.Record(c.Ctx(), tx, c.Actor, c.Now, e) })
}

// FilePolicy lets a file that is handed out do nothing at all.
const FilePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

// Attach sets the headings of a file's answer; its name may be Vietnamese
// (RFC 5987), older programs get it without marks.
func (c *Context) Attach(name, ext string) {
	kinds := map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	h := c.W.Header()
	h.Set("Content-Type", kinds[ext])
	h.Set("Content-Security-Policy", FilePolicy)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="`+asciiName(name)+"."+ext+`"; filename*=UTF-8''`+url.PathEscape(fileName(name)+"."+ext))
}

func fileName(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, s))
}

func asciiName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, vi.Fold(s))
	return strings.Trim(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '-' }), "-"), "-")
}

// Spool is a workbook on its way out; its first part is held back until it
// is sure that the rest follows.
type Spool struct {
	C    *Context
	Name string
	out  *late
}

func (s *Spool) Write(p []byte) (int, error) {
	if s.out == nil {
		s.out = &late{c: s.C, name: s.Name, kind: "xlsx"}
	}
	return s.out.Write(p)
}

// End sends what is still held back.
func (s *Spool) End() error {
	if s.out == nil {
		return nil
	}
	return s.out.end()
}

// late holds back the first part of a file, so that a list that cannot be
// read, or put on record, still answers as an error page.
type late struct {
	c          *Context
	name, kind string
	held       bytes.Buffer
	sent       bool
}

const heldBack = 128 << 10

func (l *late) Write(p []byte) (int, error) {
	if l.sent {
		return l.c.W.Write(p)
	}
	l.held.Write(p)
	if l.held.Len() < heldBack {
		return len(p), nil
	}
	return len(p), l.end()
}

func (l *late) end() error {
	if !l.sent {
		l.sent = true
		l.c.Attach(l.name, l.kind)
		if _, err := l.held.WriteTo(l.c.W); err != nil {
			return err
		}
	}
	return nil
}
