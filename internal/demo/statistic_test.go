package demo_test

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// counted is an award that stands, told without what statistics read: by the
// nominee's outcome, the certificates, services and links of the day.
type counted struct {
	Form     string `db:"form"`
	Subject  string `db:"subject"`
	Phase    string `db:"phase"`
	Gender   string `db:"gender"`
	Position string `db:"position"`
	Women    bool   `db:"women"`
	Unit     string `db:"unit"`
	Commune  string `db:"commune"`
	Code     string `db:"code"`
	District string `db:"district"`
	DCode    string `db:"dcode"`
	Money    int64  `db:"money"`
}

const countedAre = `WITH given AS (SELECT n.*, d.unit_id AS by_unit, d.signed_on, ((d.money->CASE n.subject WHEN 'team' THEN 'TeamBonus' ELSE 'MemberBonus' END)->>'Rounded')::bigint AS money
  FROM nominee n JOIN award_decision d ON d.id = n.decision_id WHERE n.state = 'awarded'
   AND NOT EXISTS (SELECT FROM certificate c JOIN award_grant g ON g.id = c.grant_id WHERE g.nominee_id = n.id AND c.state = 'revoked'))
SELECT CASE x.form WHEN 'giay_khen' THEN 'Giấy khen' ELSE 'Bằng khen' END AS form, CASE x.subject WHEN 'team' THEN 'tập thể' ELSE 'cá nhân' END AS subject, ph.name AS phase,
 CASE p.gender WHEN 'male' THEN 'Nam' WHEN 'female' THEN 'Nữ' ELSE '' END AS gender,
 coalesce((SELECT CASE s.position WHEN 'head' THEN 'Tổ trưởng' WHEN 'deputy' THEN 'Tổ phó' ELSE 'Tổ viên (trực tiếp)' END FROM service s WHERE s.person_id = x.person_id AND s.team_id = x.team_id AND lower(s.during) <= x.signed_on ORDER BY lower(s.during) DESC LIMIT 1), '') AS position,
 (SELECT 100 * count(*) FILTER (WHERE m.gender = 'female') >= 70 * count(*) FROM service s JOIN person m ON m.id = s.person_id WHERE s.team_id = x.team_id AND s.during @> x.signed_on AND s.withdrawn_at IS NULL) AS women,
 initcap(left(b.kind, 1)) || substr(b.kind, 2) || ' ' || b.name AS unit, initcap(left(c.kind, 1)) || substr(c.kind, 2) || ' ' || c.name AS commune, c.code, initcap(left(h.kind, 1)) || substr(h.kind, 2) || ' ' || h.name AS district, h.code AS dcode, x.money
FROM given x JOIN phase ph ON ph.id = x.phase_id LEFT JOIN person p ON p.id = x.person_id JOIN unit_name b ON b.unit_id = x.by_unit
JOIN unit_link lc ON lc.child_id = x.team_id AND lc.during @> x.signed_on JOIN unit_name c ON c.unit_id = lc.parent_id
JOIN unit_link lh ON lh.child_id = lc.parent_id AND lh.during @> x.signed_on JOIN unit_name h ON h.unit_id = lh.parent_id`

// tally is what the page has to say: "table / line / column" and how many.
func tally(list []counted, receiver func(counted) string) map[string]string {
	n := map[string]int{}
	members, teams := 0, 0
	for _, x := range list {
		both := []string{x.Form + " " + x.Subject, "Cộng"}
		one := []string{x.Form, "Cộng"}
		add := func(table, line string, columns []string) {
			for _, k := range columns {
				n[table+" / "+line+" / "+k]++
			}
		}
		add("theo-dot", x.Phase, both)
		add("noi-tang", x.Unit, both)
		add("noi-nhan", receiver(x), both)
		if x.Subject == "cá nhân" {
			members++
			add("gioi-tinh", x.Gender, one)
			add("chuc-danh", x.Position, one)
			continue
		}
		teams++
		add("to-nu", map[bool]string{true: "Tổ có từ 70 % nữ", false: "Tổ có dưới 70 % nữ"}[x.Women], one)
	}
	out := map[string]string{}
	for k, v := range n {
		out[k] = strconv.Itoa(v)
		if line, ok := strings.CutSuffix(k, "Cộng"); ok {
			whole := map[string]int{"gioi-tinh": members, "chuc-danh": members, "to-nu": teams}[strings.SplitN(k, " ", 2)[0]]
			if whole > 0 {
				out[line+"Tỷ lệ"] = strings.TrimSuffix(strings.Replace(fmt.Sprintf("%.1f", float64(v)*100/float64(whole)), ".", ",", 1), ",0") + " %"
			}
		}
	}
	return out
}

// figure is a cell of the page.
type figure struct{ text, url string }

// figures are the page's cells, those of nought left out.
func figures(t *testing.T, page string) map[string]figure {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]figure{}
	table, line := "", ""
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		words, link := "", ""
		for x := range n.Descendants() {
			if x.Type == html.TextNode {
				words += x.Data
			}
			if x.Data == "a" && x.Type == html.ElementNode {
				link = x.Attr[0].Val
			}
		}
		switch words = strings.TrimSpace(words); {
		case n.Data == "div" && at["aria-labelledby"] != "":
			table = at["aria-labelledby"]
		case n.Data == "th" && at["scope"] == "row":
			line = words
		case n.Data == "td" && words != "0" && words != "0 %":
			out[table+" / "+line+" / "+at["data-l"]] = figure{words, link}
		case n.Data == "td" && link != "":
			t.Errorf("%s, %s: a link of nought", table, line)
		}
	}
	return out
}

var totalIs = regexp.MustCompile(`–[0-9.]+ trong ([0-9.]+)`)

// secondStatistics holds every figure to an independent count, and to the
// length of the list it leads to.
func secondStatistics(t *testing.T, s *webtest.Site) {
	all, err := pg.List[counted](t.Context(), s.Pool, countedAre)
	if err != nil || len(all) < 60 {
		t.Fatalf("%d awards, %v", len(all), err)
	}
	for _, c := range []struct {
		login, code string
		receiver    func(counted) string
	}{
		{"px03", "", func(x counted) string { return x.District }},
		{"huyen-588", "588", func(x counted) string { return x.Commune }},
		{"xa", "22759", nil},
	} {
		for _, phase := range []string{"", "Đợt 1", "Đợt 2"} {
			var list []counted
			money := int64(0)
			forms := map[string]int{}
			for _, x := range all {
				if (c.code == "" || x.Code == c.code || x.DCode == c.code) && (phase == "" || x.Phase == phase) {
					list, money = append(list, x), money+x.Money
					forms[x.Form]++
				}
			}
			if len(list) == 0 {
				continue
			}
			who := s.As(t, c.login)
			at := "/khen-thuong/thong-ke?dot=" + map[string]string{"": "", "Đợt 1": "dot-1", "Đợt 2": "dot-2"}[phase]
			page := who.Get(at).Want(t, 200)
			got := figures(t, page.Body)
			receiver := c.receiver
			if receiver == nil { // teams by their names: held by the lists alone
				receiver = func(counted) string { return "" }
			}
			want := tally(list, receiver)
			for _, k := range slices.Sorted(maps.Keys(want)) {
				if (c.receiver != nil || !strings.HasPrefix(k, "noi-nhan")) && got[k].text != want[k] {
					t.Errorf("%s %s: %s is %q, counted %s", c.login, phase, k, got[k].text, want[k])
				}
			}
			linked := 0
			for k, f := range got {
				if _, ok := want[k]; !ok && (c.receiver != nil || !strings.HasPrefix(k, "noi-nhan")) {
					t.Errorf("%s %s: %s is %q, counted none", c.login, phase, k, f.text)
				}
				if strings.HasSuffix(k, "Tỷ lệ") {
					continue
				}
				linked++
				if n := length(t, who, f.url); strconv.Itoa(n) != f.text {
					t.Errorf("%s %s: %s is %s, its list has %d: %s", c.login, phase, k, f.text, n, f.url)
				}
			}
			if linked < 9 {
				t.Errorf("%s %s: %d figures lead to lists", c.login, phase, linked)
			}
			for form, n := range forms {
				if !strings.Contains(page.Body, fmt.Sprintf(`<span class="k">%s</span> <span class="v">%d</span>`, form, n)) && !strings.Contains(page.Body, fmt.Sprintf(`<span class="k">%s</span><span class="v">%d</span>`, form, n)) {
					t.Errorf("%s %s: not %d %s", c.login, phase, n, form)
				}
			}
			page.Want(t, 200, thousands(money))
		}
	}
}

// thousands writes 22650000 as 22.650.000.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// length is how many rows a list has over all its pages.
func length(t *testing.T, c *webtest.Client, at string) int {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil || at == "" {
		t.Errorf("no list: %q", at)
		return -1
	}
	body := c.Get(u.String()).Want(t, 200).Body
	m := totalIs.FindStringSubmatch(body)
	rows := strings.Count(body, `<td data-l="Số sổ vàng"`)
	if m == nil {
		return rows
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ".", ""))
	if err != nil || rows != min(n, 50) {
		t.Errorf("%s: %d rows of %s", at, rows, m[1])
	}
	return n
}
