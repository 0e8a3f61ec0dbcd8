package roster

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

func (h house) enrol(t *testing.T, in Enrolment) ServiceID {
	t.Helper()
	id, err := Enrol(t.Context(), h.tx, clerk, moment, h.tree, in)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestMembers(t *testing.T) {
	h := build(t)
	joined := clock.NewDay(2024, 7, 1)
	for _, p := range []Enrolment{
		{FullName: "Nguyễn Văn Ân", Gender: Male, Birth: day(1980, 3, 2), CitizenID: "058080001234", Position: Plain},
		{FullName: "Trần Thị An", Gender: Female, Birth: day(1975, 1, 1), CitizenID: "058175004321", Position: Plain},
		{FullName: "Lê Văn Dũng", Gender: Male, Birth: day(1954, 2, 4), CitizenID: "264123456", Position: Deputy, Phone: "0900000001"},
		{FullName: "Phạm  Văn Đức", Gender: Male, Birth: day(1970, 12, 30), CitizenID: "058170009999", Position: Head, Decision: "12/QĐ-UBND"},
	} {
		p.Team, p.Joined = h.teams[0], joined
		h.enrol(t, p)
	}
	s := Service{DB: h.outer}
	list, err := s.Members(t.Context(), h.police(0), moment, h.tree, h.teams[0], today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range list {
		var w []string
		for _, x := range m.Warnings {
			w = append(w, string(x))
		}
		got = append(got, m.Position.Label()+" "+m.FullName+" "+m.MaskedID+" "+m.Since.String()+" "+strings.Join(w, ","))
	}
	want := []string{
		"Tổ trưởng Phạm Văn Đức ••••••••9999 01/07/2024 id_gender",
		"Tổ phó Lê Văn Dũng •••••3456 01/07/2024 over_70,id_old",
		"Tổ viên Trần Thị An ••••••••4321 01/07/2024 ",
		"Tổ viên Nguyễn Văn Ân ••••••••1234 01/07/2024 ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("members:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := s.Members(t.Context(), h.police(1), moment, h.tree, h.teams[0], today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's team: %v", err)
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		name   string
		birth  *clock.Day
		gender Gender
		id     string
		want   []Warning
	}{
		{"70th birthday today", day(1955, 2, 5), Male, "", nil},
		{"one day over", day(1955, 2, 4), Male, "", []Warning{OverSeventy}},
		{"well over", day(1950, 6, 1), Male, "058050000001", []Warning{OverSeventy}},
		{"born 2003, female", day(2003, 5, 5), Female, "058303000001", nil},
		{"born 2003, id of the 1900s", day(2003, 5, 5), Female, "058103000001", []Warning{IDBirthYear}},
		{"wrong gender and year", day(1980, 5, 5), Male, "058181000001", []Warning{IDGender, IDBirthYear}},
		{"another province's id is fine", day(1980, 5, 5), Male, "079080000001", nil},
		{"nothing known", nil, Female, "", []Warning{BirthUnknown}},
	} {
		if got := Warnings(c.birth, c.gender, c.id, today); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if MaskID("058080001234") != "••••••••1234" || MaskID("") != "" || MaskID("123") != "•••" {
		t.Error("MaskID")
	}
}

func TestHeadcounts(t *testing.T) {
	h := build(t)
	from, left := clock.NewDay(2024, 7, 1), clock.NewDay(2025, 1, 10)
	h.enrol(t, Enrolment{FullName: "Lê Văn A", Gender: Male, Team: h.teams[0], Position: Head, Joined: from})
	gone := h.enrol(t, Enrolment{FullName: "Lê Văn B", Gender: Male, Team: h.teams[0], Position: Plain, Joined: from})
	h.enrol(t, Enrolment{FullName: "Lê Văn C", Gender: Male, Team: h.teams[2], Position: Plain, Joined: clock.NewDay(2025, 1, 1)})
	if err := Leave(t.Context(), h.tx, clerk, moment, h.tree, Leaving{Service: gone, Version: 1, Left: left, Reason: Health, Decision: "3/QĐ"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   clock.Day
		want map[org.UnitID]int
	}{
		{from - 1, map[org.UnitID]int{}},
		{from, map[org.UnitID]int{h.teams[0]: 2}},
		{left - 1, map[org.UnitID]int{h.teams[0]: 2, h.teams[2]: 1}},
		{left, map[org.UnitID]int{h.teams[0]: 1, h.teams[2]: 1}},
	} {
		var n atomic.Int64
		got, err := Headcounts(pg.Counted(t.Context(), &n), h.tx, h.teams, c.on)
		if err != nil || n.Load() != 1 {
			t.Fatalf("%v, %d statements", err, n.Load())
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.on, got, c.want)
		}
		for team, want := range c.want {
			if got[team] != want {
				t.Errorf("%s: %v, want %v", c.on, got, c.want)
			}
		}
	}
}

func TestEnrolRefuses(t *testing.T) {
	h := build(t)
	ok := Enrolment{FullName: "Lê Văn A", Gender: Male, CitizenID: "058080001234", Team: h.teams[0], Position: Head, Joined: clock.NewDay(2024, 7, 1)}
	h.enrol(t, ok)
	first, err := pg.Value[PersonID](t.Context(), h.tx, `SELECT id FROM person`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		edit func(*Enrolment)
		want []string
	}{
		{"second head", func(e *Enrolment) { e.CitizenID = "" }, []string{"chuc-danh: Tổ đã có Tổ trưởng trong khoảng thời gian đó."}},
		{"same id", func(e *Enrolment) { e.Position = Plain }, []string{"so-dinh-danh: Số định danh này đã có trong danh sách."}},
		{"two teams", func(e *Enrolment) { e.Person, e.Team = first, h.teams[1] },
			[]string{"ngay-tham-gia: Người này đang tham gia một Tổ khác trong khoảng thời gian đó. Cho thôi ở Tổ cũ trước."}},
		{"all fields", func(e *Enrolment) {
			*e = Enrolment{Birth: day(2010, 1, 1), CitizenID: "12", Phone: "abc", Team: h.teams[0], Joined: clock.NewDay(2024, 6, 30)}
		}, []string{
			"ho-ten: Nhập họ và tên, tối đa 100 ký tự.", "gioi-tinh: Chọn giới tính.",
			"ngay-sinh: Người tham gia phải từ đủ 18 tuổi vào ngày tham gia.",
			"so-dinh-danh: Số định danh gồm 12 chữ số (hoặc 9 chữ số của chứng minh nhân dân cũ).",
			"dien-thoai: Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0.", "chuc-danh: Chọn chức danh trong Tổ.",
			"ngay-tham-gia: Ngày tham gia không trước 01/07/2024, ngày lực lượng được thành lập.",
		}},
		{"future", func(e *Enrolment) { e.Joined = today + 1 }, []string{"ngay-tham-gia: Ngày tham gia không được sau hôm nay."}},
	} {
		in := ok
		c.edit(&in)
		err := pg.InTx(t.Context(), h.outer, func(tx pg.Tx) error {
			_, err := Enrol(t.Context(), tx, clerk, moment, h.tree, in)
			return err
		})
		e, is := fault.Of(err)
		if !is || e.Kind != fault.Invalid {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Name+": "+f.Message)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if _, err := Enrol(t.Context(), h.tx, h.police(1), moment, h.tree, ok); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune enrols: %v", err)
	}
}

func TestLeaveAndReturn(t *testing.T) {
	h := build(t)
	id := h.enrol(t, Enrolment{FullName: "Lê Văn A", Gender: Male, Team: h.teams[0], Position: Plain, Joined: clock.NewDay(2024, 7, 1)})
	left := clock.NewDay(2025, 1, 1)
	leave := func(in Leaving) error {
		return pg.InTx(t.Context(), h.outer, func(tx pg.Tx) error { return Leave(t.Context(), tx, clerk, moment, h.tree, in) })
	}
	if err := leave(Leaving{Service: id, Version: 2, Left: left, Reason: OwnRequest}); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	if err := leave(Leaving{Service: id, Version: 1, Left: clock.NewDay(2024, 7, 1), Reason: "x"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("left on the joining day: %v", err)
	} else if e, _ := fault.Of(err); len(e.Fields) != 2 {
		t.Errorf("both fields: %+v", e.Fields)
	}
	if err := leave(Leaving{Service: id, Version: 1, Left: left, Reason: PositionChanged}); err != nil {
		t.Fatal(err)
	}
	if err := leave(Leaving{Service: id, Version: 2, Left: left + 1, Reason: OwnRequest}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("left already: %v", err)
	}
	person, err := pg.Value[PersonID](t.Context(), h.tx, `SELECT id FROM person`)
	if err != nil {
		t.Fatal(err)
	}
	h.enrol(t, Enrolment{Person: person, Team: h.teams[0], Position: Head, Joined: left})
	s := Service{DB: h.outer}
	list, err := s.Members(t.Context(), h.police(0), moment, h.tree, h.teams[0], today)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %d members", err, len(list))
	}
	if m := list[0]; m.Position != Head || m.Since != left || m.Joined != clock.NewDay(2024, 7, 1) {
		t.Errorf("a new position keeps the joining day: %+v", m)
	}
}

func TestCitizenIDIsAudited(t *testing.T) {
	h := build(t)
	h.enrol(t, Enrolment{FullName: "Lê Văn A", Gender: Male, CitizenID: "058080001234", Team: h.teams[0], Position: Plain, Joined: clock.NewDay(2024, 7, 1)})
	person, err := pg.Value[PersonID](t.Context(), h.tx, `SELECT id FROM person`)
	if err != nil {
		t.Fatal(err)
	}
	s := Service{DB: h.outer}
	if _, err := s.CitizenID(t.Context(), h.police(1), moment, h.tree, h.teams[0], person); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune: %v", err)
	}
	if _, err := s.CitizenID(t.Context(), h.police(1), moment, h.tree, h.teams[2], person); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's person through one's own team: %v", err)
	}
	got, err := s.CitizenID(t.Context(), h.police(0), moment, h.tree, h.teams[0], person)
	if err != nil || got != "058080001234" {
		t.Fatalf("%q, %v", got, err)
	}
	log, err := pg.Column[string](t.Context(), h.tx, `SELECT summary || coalesce(after::text, '') FROM audit_entry WHERE action = 'roster.unmask'`)
	if err != nil || !slices.Equal(log, []string{"Xem đầy đủ số định danh của Lê Văn A, Tổ bảo vệ ANTT khu phố 1"}) {
		t.Errorf("audit %q, %v", log, err)
	}
	all, err := pg.Value[int](t.Context(), h.tx, `SELECT count(*) FROM audit_entry WHERE concat(summary, before, after) LIKE '%058080001234%'`)
	if err != nil || all != 0 {
		t.Errorf("the number itself is in %d audit rows (%v)", all, err)
	}
}
