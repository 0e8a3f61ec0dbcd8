package intake

import (
	"fmt"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/vi"
)

// teamNames are the teams of a commune as people write them.
type teamNames struct {
	by    map[string]org.UnitID
	ids   map[org.UnitID]bool
	list  []string // as forms offer them
	first org.UnitID
}

func namesOf(tree *org.Tree, commune org.UnitID, day clock.Day) teamNames {
	n := teamNames{by: map[string]org.UnitID{}, ids: map[org.UnitID]bool{}}
	for _, id := range tree.Teams(commune, day) {
		name := tree.Name(id, day)
		n.first = id
		n.ids[id] = true
		n.list = append(n.list, name.Short())
		for _, s := range []string{name.Full(), name.Short(), name.Name} {
			n.by[bare(s)] = id
		}
	}
	return n
}

func (n teamNames) has(id org.UnitID) bool { return n.ids[id] }

// bare is a team's name without what every team is called.
func bare(s string) string {
	s = vi.Fold(s)
	for _, p := range []string{"to bao ve an ninh, trat tu", "to bao ve an ninh trat tu", "to bao ve antt", "to bv antt", "to"} {
		if rest, ok := strings.CutPrefix(s, p+" "); ok {
			s = rest
			break
		}
	}
	return letters(s)
}

// find is the team a cell names; why says in words that there is none, with
// the nearest name.
func (n teamNames) find(s string) (org.UnitID, string) {
	if s == "" {
		return 0, "Ghi tên Tổ."
	}
	if len(n.list) == 0 {
		return 0, "Đơn vị chưa có Tổ nào. Nhập danh sách Tổ trước."
	}
	b := bare(s)
	if id, ok := n.by[b]; ok {
		return id, ""
	}
	nearest, least := "", 4
	for _, name := range n.list {
		if d := distance(b, bare(name), least); d < least {
			nearest, least = name, d
		}
	}
	if nearest != "" {
		return 0, "Đơn vị không có Tổ tên này. Có phải “" + nearest + "”?"
	}
	return 0, "Đơn vị không có Tổ tên này. Tên các Tổ có trong danh sách chọn của tệp mẫu."
}

// distance is how many letters differ, at most most.
func distance(a, b string, most int) int {
	if len(a) > 60 || len(b) > 60 || len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, prev[j]+1, prev[j-1]+cost)
		}
		prev = row
	}
	return min(prev[len(b)], most)
}

type teamCheck struct {
	now      clock.Moment
	tree     *org.Tree
	commune  org.UnitID
	names    teamNames
	tooEarly func(from clock.Day) string
	seen     map[string]int
	result
}

// judge asks of a row what the form of a new team would.
func (c *teamCheck) judge(l line) {
	issues := l.sound()
	bad := map[int]bool{}
	for _, i := range issues {
		bad[i.Col] = true
	}
	refuse := func(field, message string) {
		if col := l.s.cols[field]; !bad[col] {
			bad[col] = true
			issues = append(issues, l.problem(field, message))
		}
	}
	t := org.TeamInput{Name: teamName(l.at("ten").Plain()), Areas: areas(l.at("dia-ban").Text), Basis: l.at("quyet-dinh").Plain()}
	from, err := dayOf(l, "ngay")
	switch {
	case l.at("ngay").Text == "":
		refuse("ngay", "Nhập ngày thành lập, dạng ngày/tháng/năm.")
	case err != nil:
		refuse("ngay", err.Error())
	default:
		t.From = from
	}
	b := bare(t.Name)
	if id, exists := c.names.by[b]; exists { // on record already: nothing in the row will be written
		c.keep(Line{Row: l.row.N, Do: Same, Name: c.tree.Name(id, c.now.Today).Short()})
		if x, _ := c.tree.Unit(id); err == nil && x.During.From != from {
			c.add(l.warning("ngay", fmt.Sprintf("Đã có Tổ này từ %s, giữ nguyên; ngày trong tệp khác.", x.During.From)))
		}
		return
	}
	asked := t
	if t.From == 0 {
		asked.From = c.now.Today // refused above; the rest is still asked for
	}
	for _, f := range asked.Refusals(c.now, c.tree, c.commune) {
		refuse(f.Name, f.Message)
	}
	t.Name, t.Areas, t.Basis = asked.Name, asked.Areas, asked.Basis
	if why := c.tooEarly(asked.From); why != "" {
		refuse("ngay", why)
	}
	if at, twice := c.seen[b]; twice && b != "" {
		refuse("ten", fmt.Sprintf("Tên Tổ trùng với dòng %d trong tệp.", at))
	} else if b != "" {
		c.seen[b] = l.row.N
	}
	c.add(issues...)
	if len(issues) > 0 {
		return
	}
	detail := "từ " + t.From.String() + ", " + t.Basis
	if len(t.Areas) > 0 {
		detail += "; địa bàn: " + strings.Join(t.Areas, ", ")
	}
	c.keep(Line{Row: l.row.N, Do: Add, Name: "Tổ " + t.Name, Detail: detail, Team: &t})
}

// areas are the thôn, khu phố of a cell, one a line or parted by semicolons.
func areas(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == ';' })
}

// teamName is the name proper, as the register of units keeps it.
func teamName(s string) string {
	f := vi.Fold(s)
	for _, p := range []string{"to bao ve an ninh, trat tu ", "to bao ve an ninh trat tu ", "to bao ve antt ", "to bv antt "} {
		if strings.HasPrefix(f, p) {
			words := strings.Fields(s)
			return strings.Join(words[min(len(words), len(strings.Fields(p))):], " ")
		}
	}
	return s
}
