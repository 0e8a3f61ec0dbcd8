package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// told is a service that writes down what it tells the higher floors.
func (h house) told() (*Service, *[]string) {
	var list []string
	return &Service{DB: h.outer,
		Changed: func(_ context.Context, _ pg.Tx, c Change) error {
			to := "…"
			if c.To != org.Forever {
				to = c.To.String()
			}
			var teams []string
			for _, t := range c.Teams {
				teams = append(teams, c.Tree.Name(t, c.From).Name)
			}
			slices.Sort(teams)
			list = append(list, fmt.Sprintf("%s: %s, %s–%s", c.Tree.Name(c.Commune, today).Name, strings.Join(teams, "+"), c.From, to))
			return nil
		}}, &list
}

// kinds gives the refused fields as "name: message".
func fields(t *testing.T, err error) []string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok || e.Kind != fault.Invalid {
		t.Fatalf("not refused: %v", err)
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+": "+f.Message)
	}
	return list
}

func (h house) spells(t *testing.T, s *Service, person PersonID) []string {
	t.Helper()
	p, err := s.Profile(t.Context(), h.police(0), moment, h.tree, person)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, x := range p.Spells {
		line := x.Words(h.tree)
		if x.Reason != "" {
			line += " [" + x.Reason.Label() + "]"
		}
		if x.WithdrawnAt != nil {
			line += " (rút: " + x.WithdrawnWhy + ")"
		}
		list = append(list, line)
	}
	return list
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

var began = clock.NewDay(2024, 7, 1)

func member(h house, name string, team int, p Position) Enrolment {
	return Enrolment{FullName: name, Gender: Male, Team: h.teams[team], Position: p, Joined: began}
}

func (h house) personOf(t *testing.T, id ServiceID) PersonID {
	t.Helper()
	p, err := pg.Value[PersonID](t.Context(), h.tx, `SELECT person_id FROM service WHERE id = $1`, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTransferKeepsHistory(t *testing.T) {
	h := build(t)
	s, told := h.told()
	a := h.enrol(t, member(h, "Lê Văn A", 0, Head))
	b := h.enrol(t, member(h, "Lê Văn B", 1, Head))
	person := h.personOf(t, a)
	on := clock.NewDay(2025, 1, 10)
	police := h.police(0)
	do := func(in Transfer) error {
		_, err := s.Transfer(t.Context(), police, moment, h.tree, in)
		return err
	}
	for name, c := range map[string]struct {
		in   Transfer
		want []string
	}{
		"nothing chosen": {Transfer{Service: a, Version: 1, On: on}, []string{"to: Chọn Tổ chuyển đến.", "chuc-danh: Chọn chức danh trong Tổ mới."}},
		"the same team":  {Transfer{Service: a, Version: 1, On: on, To: h.teams[0], Position: Plain}, []string{"to: Chọn Tổ khác với Tổ hiện nay."}},
		"before joining": {Transfer{Service: a, Version: 1, On: began, To: h.teams[1], Position: Plain}, []string{"ngay: Ngày thôi tham gia phải sau ngày tham gia (01/07/2024)."}},
		"tomorrow":       {Transfer{Service: a, Version: 1, On: today + 1, To: h.teams[1], Position: Plain}, []string{"ngay: Ngày thôi tham gia không được sau hôm nay."}},
		"two heads at once": {Transfer{Service: a, Version: 1, On: on, To: h.teams[1], Position: Head},
			[]string{"chuc-danh: Tổ bảo vệ ANTT khu phố 2 đã có Tổ trưởng là Lê Văn B (từ ngày 01/07/2024). Đổi chức danh hoặc cho thôi người đó trước."}},
	} {
		same(t, name, fields(t, do(c.in)), c.want)
	}
	if err := do(Transfer{Service: a, Version: 1, On: on, To: h.teams[2], Position: Plain}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("into another commune's team: %v", err)
	}
	if err := do(Transfer{Service: a, Version: 7, On: on, To: h.teams[1], Position: Plain}); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	if len(*told) != 0 {
		t.Errorf("refused acts told %v", *told)
	}
	if err := do(Transfer{Service: a, Version: 1, On: on, To: h.teams[1], Position: Plain, Decision: "5/QĐ-UBND"}); err != nil {
		t.Fatal(err)
	}
	same(t, "told", *told, []string{"Kinh Dinh: khu phố 1+khu phố 2, 10/01/2025–…"})
	same(t, "history", h.spells(t, s, person), []string{"Tổ viên Tổ bảo vệ ANTT khu phố 2, từ 10/01/2025",
		"Tổ trưởng Tổ bảo vệ ANTT khu phố 1, từ 01/07/2024 đến hết 09/01/2025 [Chuyển Tổ]"})
	_, former, err := s.Everyone(t.Context(), police, moment, h.tree, h.teams[0], today)
	if err != nil || len(former) != 1 || former[0].FullName != "Lê Văn A" {
		t.Errorf("former members %+v, %v", former, err)
	}
	_ = b
	log, err := pg.Column[string](t.Context(), h.tx, `SELECT summary FROM audit_entry WHERE action = 'roster.transfer'`)
	if err != nil || !slices.Equal(log, []string{"Lê Văn A chuyển từ Tổ bảo vệ ANTT khu phố 1 sang Tổ bảo vệ ANTT khu phố 2 từ ngày 10/01/2025"}) {
		t.Errorf("audit %q, %v", log, err)
	}
}

// To another commune the giving side lets go, the receiving one enrols; a job
// with both in reach moves in one act and tells both communes.
func TestTransferBetweenCommunes(t *testing.T) {
	h := build(t)
	s, told := h.told()
	in := member(h, "Lê Văn A", 0, Plain)
	in.CitizenID = "058080001234"
	a := h.enrol(t, in)
	person, on := h.personOf(t, a), clock.NewDay(2025, 1, 10)
	receive := Enrolment{Person: person, CitizenID: "058 080 001 234", Team: h.teams[2], Position: Plain, Joined: on}
	url := func(p PersonID) string { return fmt.Sprint("/thanh-vien/", p) }
	add := func(key string, in Enrolment) error {
		_, err := s.Add(t.Context(), h.police(1), moment, h.tree, key, url, in, false)
		return err
	}
	same(t, "still serving there", fields(t, add("k1", receive)), []string{
		"ngay-tham-gia: Người này tham gia một Tổ của phường Kinh Dinh từ ngày 01/07/2024. Mỗi người chỉ tham gia một Tổ trong một thời gian: cho thôi hoặc chuyển Tổ trước."})
	stranger := receive
	stranger.CitizenID = ""
	if err := add("k2", stranger); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a person of another commune without the number: %v", err)
	}
	if _, err := s.Leave(t.Context(), h.police(0), moment, h.tree, Leaving{Service: a, Version: 1, Left: on, Reason: Transferred}); err != nil {
		t.Fatal(err)
	}
	if err := add("k3", receive); err != nil {
		t.Fatal(err)
	}
	same(t, "told", *told, []string{"Kinh Dinh: khu phố 1, 10/01/2025–…", "Đô Vinh: khu phố 1, 10/01/2025–…"})
	p, err := s.Profile(t.Context(), h.police(0), moment, h.tree, person)
	if err != nil || !p.Partial || p.Writable || len(p.Spells) != 1 {
		t.Errorf("the giving commune sees %+v, %v", p, err)
	}
	p, err = s.Profile(t.Context(), h.police(1), moment, h.tree, person)
	if err != nil || p.Partial || !p.Writable || len(p.Spells) != 2 {
		t.Errorf("the receiving commune sees %+v, %v", p, err)
	}
	b, err := pg.Value[ServiceID](t.Context(), h.tx, `SELECT max(id) FROM service`)
	if err != nil {
		t.Fatal(err)
	}
	*told = nil
	if _, err := s.Transfer(t.Context(), clerk, moment, h.tree, Transfer{Service: b, Version: 1, To: h.teams[1], On: on + 5, Position: Plain}); err != nil {
		t.Fatal(err)
	}
	same(t, "told", *told, []string{"Kinh Dinh: khu phố 2, 15/01/2025–…", "Đô Vinh: khu phố 1, 15/01/2025–…"})
}

func TestAddAsksAboutPeopleAlike(t *testing.T) {
	h := build(t)
	s, _ := h.told()
	first := member(h, "Nguyễn Văn Hòa", 0, Plain)
	first.Birth, first.CitizenID = day(1980, 3, 2), "058080001234"
	h.enrol(t, first)
	url := func(p PersonID) string { return fmt.Sprint("/thanh-vien/", p) }
	add := func(key string, sure bool, in Enrolment) (Added, error) {
		return s.Add(t.Context(), h.police(0), moment, h.tree, key, url, in, sure)
	}
	in := member(h, norm.NFD.String("NGUYỄN VĂN HOÀ"), 1, Plain) // decomposed, the other tone mark, capitals
	in.Birth = day(1980, 12, 31)
	_, err := add("k1", false, in)
	if list := AlikeOf(err); len(list) != 1 || list[0].FullName != "Nguyễn Văn Hòa" || list[0].SameID || list[0].MaskedID != "••••••••1234" {
		t.Fatalf("same name and year: %+v, %v", list, err)
	}
	if n, _ := pg.Value[int](t.Context(), h.tx, `SELECT count(*) FROM person`); n != 1 {
		t.Errorf("%d people stored while asking", n)
	}
	byID := member(h, "Tên Khác", 1, Plain)
	byID.CitizenID = "058.080.001.234"
	if _, err := add("k2", true, byID); len(AlikeOf(err)) != 1 || !AlikeOf(err)[0].SameID {
		t.Errorf("the same number is the same person, sure or not: %v", err)
	}
	other := in
	other.Birth = day(1981, 1, 1)
	if _, err := add("k3", false, other); err != nil {
		t.Errorf("another year is another person: %v", err)
	}
	made, err := add("k1", true, in) // the refused form keeps its key
	if err != nil || made.Repeated {
		t.Fatalf("%+v, %v", made, err)
	}
	again, err := add("k1", true, in)
	if err != nil || !again.Repeated || again.URL != made.URL {
		t.Errorf("the second click: %+v, %v", again, err)
	}
	name, err := pg.Value[string](t.Context(), h.tx, `SELECT full_name FROM person ORDER BY id DESC LIMIT 1`)
	if err != nil || name != "NGUYỄN VĂN HOÀ" || !norm.NFC.IsNormalString(name) {
		t.Errorf("stored %q, %v", name, err)
	}
	if list, err := s.Find(t.Context(), h.police(1), moment, h.tree, in); err != nil || len(list) != 0 {
		t.Errorf("another commune learns %+v, %v", list, err)
	}
}

func TestNames(t *testing.T) {
	h := build(t)
	s, _ := h.told()
	url := func(PersonID) string { return "/" }
	long := strings.TrimSpace(strings.Repeat("Nguyễn ", 9)) // 62 letters
	for name, want := range map[string]string{
		long:                          long,
		"Lê\x00 Văn\x00 A":            "Lê Văn A",
		"  Chamaléa\tThị\u00a0Hương ": "Chamaléa Thị Hương",
		"Pinăng <b>Hiền</b>":          "Pinăng <b>Hiền</b>",
	} {
		if _, err := s.Add(t.Context(), h.police(0), moment, h.tree, "key "+want[:3]+fmt.Sprint(len(want)), url, member(h, name, 0, Plain), true); err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		got, err := pg.Value[string](t.Context(), h.tx, `SELECT full_name FROM person ORDER BY id DESC LIMIT 1`)
		if err != nil || got != want {
			t.Errorf("stored %q, want %q (%v)", got, want, err)
		}
	}
	for name, want := range map[string]string{
		strings.Repeat("Á", 101): "ho-ten: Nhập họ và tên, tối đa 100 ký tự.",
		"\x00\x00":               "ho-ten: Nhập họ và tên, tối đa 100 ký tự.",
		"Lê \xff\xfe A":          "ho-ten: Họ và tên có ký tự không đọc được. Gõ lại họ và tên.",
	} {
		_, err := s.Add(t.Context(), h.police(0), moment, h.tree, "bad", url, member(h, name, 0, Plain), true)
		same(t, fmt.Sprintf("%q", name), fields(t, err), []string{want})
	}
}

func TestReposition(t *testing.T) {
	h := build(t)
	s, told := h.told()
	head := h.enrol(t, member(h, "Lê Văn A", 0, Head))
	next := h.enrol(t, member(h, "Lê Văn B", 0, Plain))
	on := clock.NewDay(2025, 1, 10)
	do := func(id ServiceID, p Position, on clock.Day) error {
		return s.Reposition(t.Context(), h.police(0), moment, h.tree, Reposition{Service: id, Version: 1, On: on, Position: p})
	}
	same(t, "two heads", fields(t, do(next, Head, on)), []string{"chuc-danh: Tổ bảo vệ ANTT khu phố 1 đã có Tổ trưởng là Lê Văn A (từ ngày 01/07/2024). Đổi chức danh hoặc cho thôi người đó trước."})
	same(t, "no change", fields(t, do(next, Plain, began)), []string{"chuc-danh: Người này đang là Tổ viên. Chọn chức danh khác.",
		"ngay: Chức danh hiện nay có từ ngày 01/07/2024: ngày đổi phải sau ngày đó. Nếu chức danh bị ghi sai từ đầu, dùng “Đính chính”."})
	same(t, "tomorrow", fields(t, do(next, Deputy, today+1)), []string{"ngay: Ngày đổi chức danh không được sau hôm nay."})
	for _, x := range []struct {
		id ServiceID
		p  Position
	}{{head, Plain}, {next, Head}} {
		if err := do(x.id, x.p, on); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "history", h.spells(t, s, h.personOf(t, next)), []string{"Tổ trưởng Tổ bảo vệ ANTT khu phố 1, từ 10/01/2025",
		"Tổ viên Tổ bảo vệ ANTT khu phố 1, từ 01/07/2024 đến hết 09/01/2025 [Thay đổi chức danh]"})
	if len(*told) != 0 {
		t.Errorf("a position changes no headcount: %v", *told)
	}
}

func TestCorrectAndWithdraw(t *testing.T) {
	h := build(t)
	s, told := h.told()
	a := h.enrol(t, member(h, "Lê Văn A", 0, Plain))
	person := h.personOf(t, a)
	police := h.police(0)
	on := clock.NewDay(2025, 1, 10)
	left := on
	_, err := s.Correct(t.Context(), police, moment, h.tree, Correction{Service: a, Version: 1, Team: h.teams[0], Position: Plain, Joined: on, Left: &left, Reason: Health})
	same(t, "left on the joining day, no reason given", fields(t, err), []string{"ngay-thoi: Ngày thôi tham gia phải sau ngày tham gia (10/01/2025).", "ly-do-sua: Nhập lý do: vì sao nội dung đã ghi là sai."})
	if _, err := s.Correct(t.Context(), police, moment, h.tree, Correction{Service: a, Version: 1, Team: h.teams[0], Position: Deputy, Joined: on, Decision: "7/QĐ", Why: "Ghi nhầm ngày"}); err != nil {
		t.Fatal(err)
	}
	same(t, "corrected", h.spells(t, s, person), []string{"Tổ phó Tổ bảo vệ ANTT khu phố 1, từ 10/01/2025",
		"Tổ viên Tổ bảo vệ ANTT khu phố 1, từ 01/07/2024 (rút: Ghi nhầm ngày)"})
	same(t, "told", *told, []string{"Kinh Dinh: khu phố 1, 01/07/2024–…"})
	n, err := Headcounts(t.Context(), h.tx, h.teams, on-1)
	if err != nil || len(n) != 0 {
		t.Errorf("a withdrawn service counts: %v, %v", n, err)
	}

	// A transfer that never happened: withdrawn, the former service goes on.
	b, err := pg.Value[ServiceID](t.Context(), h.tx, `SELECT max(id) FROM service`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Transfer(t.Context(), police, moment, h.tree, Transfer{Service: b, Version: 1, To: h.teams[1], On: on + 10, Position: Plain}); err != nil {
		t.Fatal(err)
	}
	c, err := pg.Value[ServiceID](t.Context(), h.tx, `SELECT max(id) FROM service`)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.Spell(t.Context(), police, moment, h.tree, c)
	if err != nil {
		t.Fatal(err)
	}
	if prev, err := s.Before(t.Context(), police, moment, h.tree, x); err != nil || prev == nil || prev.ID != b {
		t.Errorf("before it: %+v, %v", prev, err)
	}
	_, err = s.Withdraw(t.Context(), police, moment, h.tree, c, 1, "CCCD 058080001234")
	same(t, "a number in the reason", fields(t, err), []string{"ly-do-sua: Không ghi số định danh vào lý do."})
	*told = nil
	if _, err := s.Withdraw(t.Context(), police, moment, h.tree, c, 1, "Ghi nhầm người"); err != nil {
		t.Fatal(err)
	}
	same(t, "withdrawn", h.spells(t, s, person), []string{"Tổ phó Tổ bảo vệ ANTT khu phố 1, từ 10/01/2025",
		"Tổ viên Tổ bảo vệ ANTT khu phố 2, từ 20/01/2025 (rút: Ghi nhầm người)", "Tổ viên Tổ bảo vệ ANTT khu phố 1, từ 01/07/2024 (rút: Ghi nhầm ngày)"})
	same(t, "told", *told, []string{"Kinh Dinh: khu phố 1+khu phố 2, 20/01/2025–…"})
	if _, err := s.Withdraw(t.Context(), police, moment, h.tree, c, 2, "Lần nữa"); fault.KindOf(err) != fault.Stale {
		t.Errorf("withdrawn twice: %v", err)
	}
	var silent int
	if silent, err = pg.Value[int](t.Context(), h.tx, `SELECT count(*) FROM audit_entry WHERE action IN ('roster.correct', 'roster.withdraw') AND before IS NOT NULL`); err != nil || silent != 2 {
		t.Errorf("%d audit rows, %v", silent, err)
	}
}

func TestEditPerson(t *testing.T) {
	h := build(t)
	s, _ := h.told()
	in := member(h, "Lê Văn A", 0, Plain)
	in.CitizenID, in.Birth = "058080001234", day(1980, 1, 1)
	id := h.personOf(t, h.enrol(t, in))
	edit := PersonEdit{Person: id, Version: 1, FullName: "Lê Văn Á", Birth: day(1951, 1, 1), Gender: Female, Phone: "0912 345 678"}
	done, err := s.EditPerson(t.Context(), h.police(0), moment, h.tree, edit)
	if err != nil || !slices.Equal(done.Warnings, []Warning{OverSeventy, IDGender, IDBirthYear}) {
		t.Fatalf("%v, %v", done.Warnings, err)
	}
	if _, err := s.EditPerson(t.Context(), h.police(0), moment, h.tree, edit); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	edit.Version = 2
	if _, err := s.EditPerson(t.Context(), h.police(1), moment, h.tree, edit); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune: %v", err)
	}
	bad := "12345"
	edit.Birth, edit.CitizenID, edit.Phone, edit.Gender = day(2010, 1, 1), &bad, "12", ""
	_, err = s.EditPerson(t.Context(), h.police(0), moment, h.tree, edit)
	same(t, "refused", fields(t, err), []string{"gioi-tinh: Chọn giới tính.", "ngay-sinh: Người tham gia phải từ đủ 18 tuổi vào ngày tham gia.",
		"so-dinh-danh: Số định danh gồm 12 chữ số (hoặc 9 chữ số của chứng minh nhân dân cũ).", "dien-thoai: Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0."})
	log, err := pg.Column[string](t.Context(), h.tx, `SELECT before::text || after::text FROM audit_entry WHERE action = 'roster.edit'`)
	if err != nil || len(log) != 1 || strings.Contains(log[0], "058080001234") || !strings.Contains(log[0], "0912345678") {
		t.Errorf("audit %q, %v", log, err)
	}
}

func TestLeaveRefuses(t *testing.T) {
	h := build(t)
	s, _ := h.told()
	a := h.enrol(t, member(h, "Lê Văn A", 0, Plain))
	leave := func(left clock.Day, why LeaveReason) []string {
		_, err := s.Leave(t.Context(), h.police(0), moment, h.tree, Leaving{Service: a, Version: 1, Left: left, Reason: why})
		return fields(t, err)
	}
	same(t, "before joining", leave(began-1, Died), []string{"ngay-thoi: Ngày thôi tham gia phải sau ngày tham gia (01/07/2024)."})
	same(t, "tomorrow", leave(today+1, Died), []string{"ngay-thoi: Ngày thôi tham gia không được sau hôm nay."})
	same(t, "not a leaving", leave(today, PositionChanged), []string{"ly-do: Chọn lý do thôi tham gia."})
	if len(Leavings) != 8 || Leavings[7] != TeamEnded {
		t.Errorf("reasons offered: %v", Leavings)
	}
	// What the code forgot the database refuses.
	for sql, constraint := range map[string]string{
		`UPDATE service SET leave_reason = 'health' WHERE id = $1`:                                                                          "service_left",
		`UPDATE service SET withdrawn_at = now() WHERE id = $1`:                                                                             "service_withdrawn",
		`UPDATE service SET during = daterange(lower(during), lower(during)) WHERE id = $1`:                                                 "service_during",
		`INSERT INTO service (person_id, team_id, position, during) SELECT person_id, team_id, position, during FROM service WHERE id = $1`: "service_one_team",
	} {
		err := pg.InTx(t.Context(), h.outer, func(tx pg.Tx) error {
			_, err := tx.Exec(t.Context(), sql, a)
			return err
		})
		if !pg.Violates(err, constraint) {
			t.Errorf("%s: %v", constraint, err)
		}
	}
}
