package searchui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

func find(text string) string { return "/tim?" + url.Values{"q": {text}}.Encode() }

func TestSearch(t *testing.T) {
	s := webtest.Start(t)
	px03, xa, leader := s.As(t, "px03"), s.As(t, "xa"), s.As(t, "lanhdao")
	type person struct {
		Name  string `db:"full_name"`
		ID    string `db:"citizen_id"`
		Phone string `db:"phone"`
		Code  string `db:"code"`
	}
	one := func(code string) person {
		t.Helper()
		p, err := pg.One[person](t.Context(), s.Pool, `SELECT p.full_name, p.citizen_id, p.phone, n.code FROM person p JOIN service v ON v.person_id = p.id
			JOIN unit_link l ON l.child_id = v.team_id JOIN unit_name n ON n.unit_id = l.parent_id
			WHERE n.code = $1 AND length(p.citizen_id) = 12 AND p.phone <> '' ORDER BY p.id LIMIT 1`, code)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	own, other := one("22759"), one("22738")

	px03.Get("/tim").Want(t, http.StatusOK, "Gõ tên đơn vị")
	px03.Get(find("a")).Want(t, http.StatusOK, "quá ngắn")
	px03.Get(find("%_")).Want(t, http.StatusOK, "Không tìm thấy")
	px03.Get(find("zzz qqq")).Want(t, http.StatusOK, "Không tìm thấy nội dung nào")
	px03.Get(find("KINH dinh")).Want(t, http.StatusOK, "Phường Kinh Dinh", "Đơn vị, Tổ", "Báo cáo Phường Kinh Dinh", "Kỳ 06 – 30/11/2024")
	px03.Get(find("22759")).Want(t, http.StatusOK, "Phường Kinh Dinh")
	// Old and new tone marks find the same.
	hoa, moi := px03.Get(find("Phước Hòa")), px03.Get(find("Phước Hoà"))
	if !strings.Contains(hoa.Body, "Xã Phước Hòa") || !strings.Contains(moi.Body, "Xã Phước Hòa") {
		t.Error("tone marks must not matter")
	}
	xa.Get(find("do vinh")).Want(t, http.StatusOK, "Không tìm thấy").Lacks(t, "Đô Vinh")
	xa.Get(find(own.Name)).Want(t, http.StatusOK, "Thành viên", own.Name)
	words := strings.Fields(own.Name)
	xa.Get(find(words[len(words)-1]+" "+strings.ToUpper(words[0]))).Want(t, http.StatusOK, own.Name)
	leader.Get(find(own.Name)).Want(t, http.StatusOK).Lacks(t, "Tổ viên, Tổ", "Tổ trưởng, Tổ")

	lookups := func() int {
		n, err := pg.Value[int](t.Context(), s.Pool, `SELECT count(*) FROM audit_entry WHERE action = 'lookup.person'`)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := lookups(); n != 0 {
		t.Errorf("%d lookups on record before any", n)
	}
	xa.Get(find(own.ID)).Want(t, http.StatusOK, own.Name)
	xa.Get(find(own.Phone)).Want(t, http.StatusOK, own.Name)
	xa.Get(find(own.ID[:11])).Want(t, http.StatusOK, "Không tìm thấy")
	xa.Get(find(other.ID)).Want(t, http.StatusOK, "Không tìm thấy").Lacks(t, other.Name)
	leader.Get(find(own.ID)).Want(t, http.StatusOK, "Không tìm thấy")
	if n := lookups(); n != 4 {
		t.Errorf("%d lookups on record, want 4", n)
	}
	if n, err := pg.Value[int](t.Context(), s.Pool, `SELECT count(*) FROM audit_entry WHERE summary LIKE '%' || $1 || '%'`, own.ID); err != nil || n != 0 {
		t.Error("a full number stands in the record")
	}
	s.Nobody(t).Get(find("kinh dinh")).Want(t, http.StatusSeeOther)
	s.As(t, "quantri").Get(find("kinh dinh")).Want(t, http.StatusOK, "Phường Kinh Dinh").Lacks(t, "Báo cáo Phường")
}

// The name index serves the statement.
func TestIndexed(t *testing.T) {
	s := webtest.Start(t)
	tx, err := s.Pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	if _, err := tx.Exec(t.Context(), `SET LOCAL enable_seqscan = off`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`SELECT FROM person WHERE folded(full_name) LIKE '%nguyen%' AND folded(full_name) LIKE '%'`,
		`SELECT FROM good_deed WHERE folded(who || ' ' || what) LIKE '%chay%'`, `SELECT FROM community_model WHERE folded(name || ' ' || field) LIKE '%camera%'`} {
		plan, err := pg.Column[string](t.Context(), pg.WrapTx(tx), `EXPLAIN `+sql)
		if err != nil || !strings.Contains(strings.Join(plan, "\n"), "_search") {
			t.Errorf("%s: %v %v", sql, plan, err)
		}
	}
}

// folded() is vi.Fold.
func TestFoldedInSQL(t *testing.T) {
	s := webtest.Start(t)
	for in, want := range map[string]string{"Hoà": "hoa", "Hòa": "hoa", "ĐẶNG THỊ THUỶ": "dang thi thuy", "Nguyễn Ước": "nguyen uoc", "Kpă H'Blơ": "kpa h'blo"} {
		if got, err := pg.Value[string](t.Context(), s.Pool, `SELECT folded($1)`, in); err != nil || got != want {
			t.Errorf("folded(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}
