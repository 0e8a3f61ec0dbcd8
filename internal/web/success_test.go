package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/web/page"
	"thidua/internal/web/webtest"
)

// Every form that is right leads to a page by 303 and leaves its row in the
// audit, under the request's id and the person's name.
func TestFormsThatSucceed(t *testing.T) { succeed(t, func(s string) string { return s }) }

// Vietnamese typed as letters and combining marks, as some phones send it,
// succeeds the same and is stored composed everywhere.
func TestFormsTypedDecomposed(t *testing.T) {
	h := succeed(t, norm.NFD.String)
	for _, column := range textColumns(h) {
		if n := value[int](h, `SELECT count(*)::int FROM `+column[0]+` WHERE `+column[1]+`::text IS NOT NFC NORMALIZED`); n > 0 {
			t.Errorf("%d rows of %s hold decomposed text in %s", n, column[0], column[1])
		}
	}
}

// textColumns are the tables and columns that hold text.
func textColumns(h *house) (list [][2]string) {
	rows, err := h.Pool.Query(h.t.Context(), `SELECT table_name::text, column_name::text FROM information_schema.columns
	  WHERE table_schema = 'public' AND data_type IN ('text', 'json') AND table_name NOT IN ('plan_version', 'schema_migrations') ORDER BY 1, 2`)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c [2]string
		if err := rows.Scan(&c[0], &c[1]); err != nil {
			h.t.Fatal(err)
		}
		list = append(list, c)
	}
	if len(list) < 40 {
		h.t.Fatalf("only %d columns of text", len(list))
	}
	return list
}

// succeed sends every route's good form once, its text changed by typed.
func succeed(t *testing.T, typed func(string) string) *house {
	h := start(t)
	for _, r := range routes() {
		s := samples[key(r)]
		if s.good == nil {
			continue
		}
		t.Run(strings.ReplaceAll(key(r), "/", "⁄"), func(t *testing.T) {
			h.t = t
			a := s.good(h, t)
			last := value[int64](h, `SELECT coalesce(max(id), 0) FROM audit_entry`)
			got := post(h.as(t, a.as), path(r.Pattern, a.parts), a.change(typed)).Look(t, "success")
			if s.once || s.act == "login.success" {
				delete(h.clients, a.as)
			}
			want := http.StatusSeeOther
			if s.done != 0 {
				want = s.done
			}
			got.Want(t, want)
			if want == http.StatusSeeOther {
				arrive(t, h, a.as, got.Location)
			}
			n := value[int](h, `SELECT count(*)::int FROM audit_entry WHERE id > $1 AND action = $2 AND request_id = $3`, last, s.act, got.Header.Get("X-Request-Id"))
			if n == 0 {
				t.Errorf("no row of %s in the audit for request %s; there is %s", s.act, got.Header.Get("X-Request-Id"),
					value[string](h, `SELECT coalesce(string_agg(action || ' ' || request_id, ', '), 'none') FROM audit_entry WHERE id > $1`, last))
			}
		})
	}
	h.t = t
	return h
}

// arrive opens the page a form leads to: it is there, and says what was done.
func arrive(t *testing.T, h *house, login, to string) {
	t.Helper()
	to, _, _ = strings.Cut(to, "#")
	if a := h.as(t, login).Get(to).Look(t, "the page after"); a.Status != http.StatusOK && a.Status != http.StatusSeeOther {
		t.Errorf("the form leads to %s, which answers %d", to, a.Status)
	}
}

func (a attempt) change(typed func(string) string) attempt {
	form := url.Values{}
	for name, list := range a.form {
		for _, v := range list {
			if !strings.HasPrefix(name, "base") { // what the page had, sent back as it was
				v = typed(v)
			}
			form.Add(name, v)
		}
	}
	a.form, a.json = form, typed(a.json)
	return a
}

func post(c *webtest.Client, at string, a attempt) webtest.Answer {
	if a.json != "" {
		return c.JSON(at, a.json)
	}
	if a.file != nil {
		return c.Upload(at, a.form, "tep", a.name, a.file)
	}
	return c.Post(at, a.form)
}

// Creating forms carry a key: sent twice, also at the same moment, they make
// one row and lead to the same place.
func TestDoubleSubmitMakesOneRow(t *testing.T) {
	h := start(t)
	tables := map[string]string{"POST /guong/moi": "good_deed", "POST /mo-hinh/moi": "community_model", "POST /quan-tri/nguoi-dung/moi": "app_user",
		"POST /giao-chi-tieu/moi":      "assigned_target",
		"POST /khen-thuong/hop/moi":    "council_meeting",
		"POST /to/{id}/thanh-vien/moi": "service", "POST /don-vi/{id}/to-moi": "unit",

		"POST /vuong-mac/moi": "question", "POST /khen-thuong/ho-so/moi": "nominee",
		"POST /so-phat-sinh": "diary_entry", "POST /bao-cao/{id}/o/{row}/{slot}/dinh-chinh": "correction",
		"POST /nhap-excel/thanh-vien": "import_batch", "POST /nhap-excel/to": "import_batch", "POST /bao-cao/{id}/nhap-excel": "import_batch"}
	for _, r := range routes() {
		if r.Class != page.Create {
			continue
		}
		table := tables[key(r)]
		if table == "" {
			t.Errorf("%s: which table does it write?", key(r))
			continue
		}
		t.Run(table, func(t *testing.T) {
			h.t = t
			a := samples[key(r)].good(h, t)
			count := func() int { return value[int](h, `SELECT count(*)::int FROM `+table) }
			before := count()
			c := h.as(t, a.as)
			at := path(r.Pattern, a.parts)
			try := func() (webtest.Answer, error) { return c.Try(at, a.form) }
			if a.file != nil {
				try = func() (webtest.Answer, error) {
					return c.TryUpload(at, a.form, "tep", a.name, a.file)
				}
			}
			places := make(chan string, 4)
			for range cap(places) {
				go func() {
					got, err := try()
					if err != nil {
						places <- err.Error()
						return
					}
					places <- fmt.Sprintf("%d %s", got.Status, got.Location)
				}()
			}
			first := <-places
			for range cap(places) - 1 {
				if next := <-places; next != first {
					t.Errorf("one click is answered %q, another %q", first, next)
				}
			}
			if !strings.HasPrefix(first, "303 ") {
				t.Errorf("the clicks are answered %q", first)
			}
			if n := count() - before; n != 1 {
				t.Errorf("four clicks made %d rows", n)
			}
			delete(a.form, "khoa")
			if got := post(c, at, a).Look(t, "no key"); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("without its key the form is answered %d", got.Status)
			}
		})
	}
}
