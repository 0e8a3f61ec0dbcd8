package intake

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// memberCheck reads members of one commune.
type memberCheck struct {
	now    clock.Moment
	tree   *org.Tree
	names  teamNames
	byID   map[string]roster.OnRecord
	byName map[string]roster.OnRecord   // folded name, birth and team of present members
	like   map[string][]roster.OnRecord // folded name of present members
	heads  map[org.UnitID]roster.HeadUntil
	seenID map[string]int     // citizen id → row
	seen   map[string]int     // name, birth and team → row
	boss   map[org.UnitID]int // row of the head the file brings
	result
}

type memberRow struct {
	l  line
	in roster.Enrolment
	ok bool
	// problems of how the row is written, before it is compared.
	issues []Issue
}

func newMemberCheck(now clock.Moment, tree *org.Tree, commune org.UnitID, known []roster.OnRecord, heads []roster.HeadUntil) *memberCheck {
	m := &memberCheck{now: now, tree: tree, names: namesOf(tree, commune, now.Today), byID: map[string]roster.OnRecord{}, byName: map[string]roster.OnRecord{}, like: map[string][]roster.OnRecord{},
		heads: map[org.UnitID]roster.HeadUntil{}, seenID: map[string]int{}, seen: map[string]int{}, boss: map[org.UnitID]int{}}
	for _, k := range known {
		if k.CitizenID != "" {
			m.byID[k.CitizenID] = k
		}
		if m.names.has(k.Team) {
			m.like[vi.Fold(k.FullName)] = append(m.like[vi.Fold(k.FullName)], k)
			m.byName[alike(k.FullName, k.Birth, k.Team)] = k
		}
	}
	for _, h := range heads {
		m.heads[h.Team] = h
	}
	return m
}

func alike(name string, birth *clock.Day, team org.UnitID) string {
	s := vi.Fold(name) + "|" + strconv.FormatInt(int64(team), 10)
	if birth != nil {
		s += "|" + birth.ISO()
	}
	return s
}

// read reads a row's cells; what they say is checked by the rules of forms.
func (m *memberCheck) read(l line) memberRow {
	r := memberRow{l: l, issues: l.sound()}
	bad := map[string]bool{}
	for _, i := range r.issues {
		for field, col := range l.s.cols {
			bad[field] = bad[field] || col == i.Col
		}
	}
	refuse := func(field, message string) {
		bad[field] = true
		r.issues = append(r.issues, l.problem(field, message))
	}
	text := func(field string) string { return l.at(field).Plain() }
	day := func(field string) *clock.Day {
		if text(field) == "" || bad[field] {
			return nil
		}
		d, err := dayOf(l, field)
		if err != nil {
			refuse(field, err.Error())
			return nil
		}
		return &d
	}
	r.in = roster.Enrolment{FullName: text("ho-ten"), Birth: day("ngay-sinh"), Decision: text("quyet-dinh")}
	var note string
	if r.in.CitizenID, note = citizenID(text("so-dinh-danh")); note != "" && !bad["so-dinh-danh"] {
		r.issues = append(r.issues, l.warning("so-dinh-danh", note))
	}
	if r.in.Phone, note = phone(text("dien-thoai")); note != "" && !bad["dien-thoai"] {
		r.issues = append(r.issues, l.warning("dien-thoai", note))
	}
	if g := genders[letters(text("gioi-tinh"))]; g != "" {
		r.in.Gender = g
	} else if !bad["gioi-tinh"] {
		refuse("gioi-tinh", "Ghi “Nam” hoặc “Nữ”.")
	}
	if p := positions[letters(text("chuc-danh"))]; p != "" {
		r.in.Position = p
	} else if !bad["chuc-danh"] {
		refuse("chuc-danh", "Ghi “Tổ trưởng”, “Tổ phó” hoặc “Tổ viên”.")
	}
	if team, why := m.names.find(text("to")); why != "" && !bad["to"] {
		refuse("to", why)
	} else {
		r.in.Team = team
	}
	joined := day("ngay-tham-gia")
	if joined == nil && !bad["ngay-tham-gia"] {
		refuse("ngay-tham-gia", "Nhập ngày tham gia, dạng ngày/tháng/năm.")
	}
	if joined != nil {
		r.in.Joined = *joined
	}
	m.rules(&r, bad)
	r.ok = true
	for _, i := range r.issues {
		r.ok = r.ok && i.Warning
	}
	return r
}

// rules asks what a form would refuse; a field already refused is not refused
// twice. Where the joining day is unknown, today stands in for it; where the
// team is, any of the commune's.
func (m *memberCheck) rules(r *memberRow, bad map[string]bool) {
	asked := r.in
	if bad["ngay-tham-gia"] {
		asked.Joined = m.now.Today
	}
	if bad["to"] {
		asked.Team = m.names.first
	}
	for _, f := range asked.Refusals(m.now, m.tree) {
		if !bad[f.Name] {
			bad[f.Name] = true
			r.issues = append(r.issues, r.l.problem(f.Name, f.Message))
		}
	}
	r.in.FullName, r.in.CitizenID, r.in.Phone, r.in.Decision = asked.FullName, asked.CitizenID, asked.Phone, asked.Decision
}

// judge compares a row with what is on record and with the rows before.
func (m *memberCheck) judge(r memberRow) {
	in := r.in
	if left, err := dayOf(r.l, "ngay-thoi"); r.l.at("ngay-thoi").Text != "" {
		switch {
		case err == nil && in.Joined != 0 && left <= in.Joined:
			r.issues, r.ok = append(r.issues, r.l.problem("ngay-thoi", fmt.Sprintf("Ngày thôi tham gia phải sau ngày tham gia (%s).", in.Joined))), false
		case err != nil || left <= m.now.Today:
			m.add(r.l.warning("ngay-thoi", "Người đã thôi tham gia: bỏ qua, không nhập."))
			m.keep(Line{Row: r.l.row.N, Do: Same, Name: in.FullName})
			return
		default:
			r.issues = append(r.issues, r.l.warning("ngay-thoi", "Ngày thôi tham gia còn ở phía trước nên chưa ghi. Đến ngày đó, cho thôi ở trang thành viên."))
		}
	}
	m.add(r.issues...)
	before := m.errors()
	do := m.compare(r)
	if !r.ok || m.errors() > before {
		return
	}
	l := Line{Row: r.l.row.N, Do: do, Name: in.FullName}
	if do == Add {
		l.Member = &in
		l.Detail = fmt.Sprintf("%s, %s, từ %s", m.tree.Name(in.Team, m.now.Today).Short(), in.Position.Label(), in.Joined)
		if k, ok := m.byID[in.CitizenID]; ok && in.CitizenID != "" {
			l.Member.Person = k.Person
		}
		for _, w := range roster.Warnings(in.Birth, in.Gender, in.CitizenID, m.now.Today) {
			m.add(Issue{Row: r.l.row.N, Column: "", Value: in.FullName, Message: w.Text(), Warning: true})
		}
	}
	m.keep(l)
}

func (m *memberCheck) compare(r memberRow) Do {
	in, n := r.in, r.l.row.N
	if in.CitizenID != "" {
		if at, twice := m.seenID[in.CitizenID]; twice {
			m.add(r.l.problem("so-dinh-danh", fmt.Sprintf("Số định danh trùng với dòng %d trong tệp.", at)))
			return Same
		}
		m.seenID[in.CitizenID] = n
	}
	who := alike(in.FullName, in.Birth, in.Team)
	if at, twice := m.seen[who]; twice && in.FullName != "" {
		m.add(r.l.warning("ho-ten", fmt.Sprintf("Trùng họ tên, ngày sinh và Tổ với dòng %d: kiểm tra có phải một người không.", at)))
	} else {
		m.seen[who] = n
	}
	k, known := m.byID[in.CitizenID]
	if !known || in.CitizenID == "" {
		k, known = m.byName[who]
		if known && (in.CitizenID == "" || k.CitizenID == "" || k.CitizenID == in.CitizenID) {
			return m.same(r, k)
		}
		known = false
	}
	if known {
		switch {
		case k.Team == in.Team && in.Team != 0:
			return m.same(r, k)
		case k.Team != 0:
			m.add(r.l.problem("so-dinh-danh", m.elsewhere(k)))
			return Same
		case vi.Fold(k.FullName) != vi.Fold(in.FullName):
			m.add(r.l.problem("ho-ten", "Số định danh này đã ghi cho người có họ tên khác. Kiểm tra số định danh và họ tên."))
			return Same
		case k.Until != nil && in.Joined < *k.Until:
			m.add(r.l.problem("ngay-tham-gia", fmt.Sprintf("Người này còn tham gia Tổ trước đến %s; ngày tham gia lại không được trước ngày đó.", *k.Until)))
			return Same
		}
	}
	if !known {
		m.namesake(r)
	}
	m.head(r)
	return Add
}

// namesake warns of somebody in another team of the commune with the same name
// and year of birth, unless two full ids tell them apart.
func (m *memberCheck) namesake(r memberRow) {
	in := r.in
	for _, k := range m.like[vi.Fold(in.FullName)] {
		sameYear := k.Birth == nil || in.Birth == nil || yearOf(*k.Birth) == yearOf(*in.Birth)
		if sameYear && (len(k.CitizenID) != 12 || len(in.CitizenID) != 12) && k.Team != in.Team {
			m.add(r.l.warning("ho-ten", "Có người cùng họ tên, năm sinh đang ở "+m.tree.Name(k.Team, m.now.Today).Short()+": kiểm tra có phải một người không."))
			return
		}
	}
}

func yearOf(d clock.Day) int {
	year, _, _ := d.Date()
	return year
}

// elsewhere does not tell other communes' teams.
func (m *memberCheck) elsewhere(k roster.OnRecord) string {
	if m.names.has(k.Team) {
		return "Người này đang ở " + m.tree.Name(k.Team, m.now.Today).Short() + ". Chuyển Tổ ở trang thành viên, hoặc bỏ dòng này."
	}
	return "Số định danh này đang được ghi ở một đơn vị khác. Cho thôi ở đơn vị cũ trước, hoặc kiểm tra lại số."
}

// same is somebody who serves in the team already: what differs is told, and
// changed on the member's page only.
func (m *memberCheck) same(r memberRow, k roster.OnRecord) Do {
	var differs []string
	in := r.in
	switch {
	case in.Position != "" && in.Position != k.Position:
		differs = append(differs, "chức danh trên hệ thống là "+k.Position.Label())
	}
	if in.Phone != "" && in.Phone != k.Phone {
		differs = append(differs, "số điện thoại")
	}
	if in.Birth != nil && (k.Birth == nil || *in.Birth != *k.Birth) {
		differs = append(differs, "ngày sinh")
	}
	if in.FullName != k.FullName {
		differs = append(differs, "họ tên trên hệ thống là "+k.FullName)
	}
	if in.CitizenID != "" && in.CitizenID != k.CitizenID {
		differs = append(differs, "số định danh")
	}
	if len(differs) > 0 {
		m.add(r.l.warning("ho-ten", "Đã có trong Tổ, giữ nguyên; khác với tệp: "+strings.Join(differs, ", ")+". Sửa ở trang thành viên."))
	}
	return Same
}

// head holds one head a team at a time, among the rows and on record.
func (m *memberCheck) head(r memberRow) {
	in := r.in
	if in.Position != roster.Head || in.Team == 0 {
		return
	}
	if at, twice := m.boss[in.Team]; twice {
		m.add(r.l.problem("chuc-danh", fmt.Sprintf("Tổ này đã có Tổ trưởng ở dòng %d trong tệp.", at)))
		return
	}
	m.boss[in.Team] = r.l.row.N
	if h, ok := m.heads[in.Team]; ok && (h.Open || h.Until != nil && in.Joined < *h.Until) {
		m.add(r.l.problem("chuc-danh", m.tree.Name(in.Team, m.now.Today).Short()+" đã có Tổ trưởng trong thời gian này."))
	}
}

// dayOf reads a day; a bare year is not taken for Excel's serial number.
func dayOf(l line, field string) (clock.Day, error) {
	v := l.at(field)
	if n, err := strconv.Atoi(v.Plain()); err == nil && n >= 1900 && n <= 2100 {
		return 0, fault.New(fault.Invalid, "Mới có năm. Nhập đủ ngày/tháng/năm, ví dụ 05/02/1990; chưa rõ thì để trống.")
	}
	return l.s.book.Day(v)
}

var genders = map[string]roster.Gender{"nam": roster.Male, "male": roster.Male, "nu": roster.Female, "female": roster.Female}

var positions = map[string]roster.Position{
	"totruong": roster.Head, "truong": roster.Head, "tt": roster.Head,
	"topho": roster.Deputy, "pho": roster.Deputy, "phototruong": roster.Deputy, "tp": roster.Deputy,
	"tovien": roster.Plain, "thanhvien": roster.Plain, "tv": roster.Plain,
}

func onlyDigits(s string) string {
	return strings.NewReplacer(" ", "", ".", "", "-", "", "'", "").Replace(s)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// citizenID gives a number the zero back that Excel took.
func citizenID(s string) (id, note string) {
	s = onlyDigits(s)
	if isDigits(s) && (len(s) == 11 || len(s) == 8) {
		return "0" + s, fmt.Sprintf("Số có %d chữ số, có thể Excel đã bỏ số 0 ở đầu. Sẽ ghi 0%s… (%d chữ số); kiểm tra lại.", len(s), s[:2], len(s)+1)
	}
	return s, ""
}

// phone brings a number to 0…: +84 and the zero Excel took.
func phone(s string) (number, note string) {
	s = onlyDigits(s)
	if rest, ok := strings.CutPrefix(s, "+84"); ok {
		return "0" + rest, ""
	}
	if isDigits(s) && len(s) == 9 && s[0] != '0' {
		return "0" + s, "Số điện thoại có 9 chữ số, có thể Excel đã bỏ số 0 ở đầu. Sẽ ghi 0" + s + "."
	}
	return s, ""
}

// place is where an actor hands workbooks in: the own commune.
func place(a access.Actor, tree *org.Tree, now clock.Moment) (org.UnitID, error) {
	id := org.UnitID(a.UnitID)
	if u, ok := tree.Unit(id); !ok || u.Level != org.Commune || !tree.InForce(id, now.Today) {
		return 0, fault.Missing()
	}
	return id, nil
}
