package roster

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/pg"
)

const sqlTold = `SELECT string_agg(summary || ' ' || (after - 'person')::text, E'\n' ORDER BY id) FROM (SELECT id, summary, after::jsonb AS after FROM audit_entry WHERE action = 'roster.enrol') a`

// inParts gives a list in one part, then an empty one.
func inParts(list []Enrolment) iter.Seq2[[]Enrolment, error] {
	return func(yield func([]Enrolment, error) bool) {
		_ = yield(list, nil) && yield(nil, nil)
	}
}

// Many at once are stored and put on record as one by one, and told once.
func TestEnrolMany(t *testing.T) {
	list := func(h house) []Enrolment {
		born := clock.NewDay(1980, 5, 6)
		return []Enrolment{
			{FullName: "Lê Văn A", Birth: &born, Gender: Male, CitizenID: "058 080 001 234", Phone: "0912345678", Team: h.teams[0], Position: Head, Joined: clock.NewDay(2024, 7, 1), Decision: "1/QĐ"},
			{FullName: "Lê Thị B", Gender: Female, Team: h.teams[0], Position: Plain, Joined: clock.NewDay(2024, 9, 1)},
			{FullName: "Lê Thị C", Gender: Female, Team: h.teams[0], Position: Deputy, Joined: clock.NewDay(2024, 8, 1)},
		}
	}
	stored := func(h house) string {
		t.Helper()
		a, err := pg.Value[string](t.Context(), h.tx, `SELECT string_agg(concat_ws('|', p.full_name, p.birth_date, p.gender, p.citizen_id, p.phone, s.position, s.during, s.join_decision, s.version), E'\n' ORDER BY p.id)
			FROM person p JOIN service s ON s.person_id = p.id`)
		if err != nil {
			t.Fatal(err)
		}
		b, err := pg.Value[string](t.Context(), h.tx, sqlTold)
		if err != nil {
			t.Fatal(err)
		}
		return a + "\n" + b
	}
	one := build(t)
	for _, in := range list(one) {
		one.enrol(t, in)
	}
	want := stored(one)
	h := build(t)
	s, told := h.told()
	n := 0
	if _, err := s.EnrolMany(t.Context(), h.tx, h.police(0), moment, h.tree, h.communes[0], inParts(list(h)), func(i int, err error) error {
		n++
		return err
	}); err != nil || n != 3 {
		t.Fatal(n, err)
	}
	names := func(s string) string { // ids of teams differ from house to house
		for i, id := range h.teams {
			s = strings.ReplaceAll(s, fmt.Sprintf(`"team": %d`, id), fmt.Sprintf(`"team": t%d`, i))
		}
		for i, id := range one.teams {
			s = strings.ReplaceAll(s, fmt.Sprintf(`"team": %d`, id), fmt.Sprintf(`"team": t%d`, i))
		}
		return s
	}
	if got := stored(h); names(got) != names(want) {
		t.Errorf("at once:\n%s\none by one:\n%s", got, want)
	}
	if len(*told) != 1 || !strings.HasSuffix((*told)[0], "01/07/2024–…") {
		t.Errorf("told %q", *told)
	}
	// The one that is refused is named, in the words of the form.
	at, why := -1, ""
	_, err := s.EnrolMany(t.Context(), h.tx, h.police(0), moment, h.tree, h.communes[0], inParts([]Enrolment{
		{FullName: "Lê Thị D", Gender: Female, Team: h.teams[0], Position: Plain, Joined: clock.NewDay(2024, 8, 1)},
		{FullName: "Lê Thị E", Gender: Female, CitizenID: "058080001234", Team: h.teams[0], Position: Plain, Joined: clock.NewDay(2024, 8, 1)},
		{FullName: "Lê Thị G", Gender: Female, Team: h.teams[0], Position: Head, Joined: clock.NewDay(2024, 8, 1)},
	}), func(i int, err error) error {
		if err != nil {
			at, why = i, err.Error()
		}
		return err
	})
	if at != 1 || err == nil || !slices.Equal(fields(t, err), []string{"so-dinh-danh: Số định danh này đã có trong danh sách."}) {
		t.Errorf("%d %s %v", at, why, err)
	}
	if len(*told) != 1 {
		t.Errorf("told %q", *told)
	}
}
