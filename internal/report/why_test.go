package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
)

func (x *scored) why(unit, code string, want report.Want) *report.Why {
	x.t.Helper()
	y, err := x.s.Why(x.t.Context(), x.s.Pool, x.px03(), x.w, x.unit[unit], want, code)
	x.ok(err)
	return y
}

func (x *scored) name(id org.UnitID) string { return x.w.Tree.Name(id, scoreDay).Name }

// lacks writes what is missing, one line each.
func (x *scored) lacks(y *report.Why) []string {
	var out []string
	for _, l := range y.Missing {
		s := x.name(l.Unit) + " " + l.Period.Short + " " + l.State.Words()
		if l.Measure != nil {
			s += fmt.Sprintf(": %d × %s", l.Cells, l.Measure.Code)
		}
		if l.OneCell {
			if s += ", toàn xã"; l.Row != report.Whole {
				s = strings.TrimSuffix(s, "toàn xã") + x.name(org.UnitID(l.Row))
			}
			if l.Note != "" {
				s += " (" + l.Note + ")"
			}
		}
		if id := x.id(x.name(l.Unit), l.Period.Ordinal); id != l.Report {
			s += fmt.Sprintf(" !report %d", l.Report)
		}
		out = append(out, s)
	}
	return out
}

func (x *scored) periods(y *report.Why) []string {
	var out []string
	for i := range y.Periods {
		p := &y.Periods[i]
		s := p.Period.Short + " " + brief(&p.Result)
		if !p.Used {
			s += ", not used"
		}
		for _, m := range p.Months {
			s += fmt.Sprintf("; %s %s", m.SentBy, m.State.Words())
			if m.State.Final() {
				s += " " + m.DecidedBy + " " + m.DecidedAt.Format("02/01")
			}
		}
		out = append(out, s)
	}
	return out
}

func TestWhyOfTheProvince(t *testing.T) {
	x := newScored(t)
	x.phase1()
	y := x.why("tỉnh", "1.1", x.want("dot-1", false))
	if brief(&y.Result) != "1.1 42/50 unknown 6 of 9" || y.Num.Code != "tips_via_force" || y.Den.Code != "tips_total" || !y.Judged {
		t.Errorf("%s of %s / %s", brief(&y.Result), y.Num.Code, y.Den.Code)
	}
	if got, want := x.periods(y), []string{"06–30/11 1.1 18/22 met 3 of 3", "12/2024 1.1 16/18 unknown 2 of 3", "01/01–03/02 1.1 8/10 unknown 1 of 3"}; !slices.Equal(got, want) {
		t.Errorf("periods %q", got)
	}
	if got, want := x.lacks(y), []string{"A2 12/2024 Trả lại", "A1 01/01–03/02 Đã gửi", "A2 01/01–03/02 Nháp"}; !slices.Equal(got, want) {
		t.Errorf("missing %q", got)
	}
	if len(y.Below) != 2 || x.name(y.Below[0].Unit) != "A" || brief(&y.Below[1].Result) != "1.1 24/30 met 3 of 3" || y.Rows != nil {
		t.Errorf("below %+v", y.Below)
	}
	// Above the commune empty cells are counted by commune and measure.
	y = x.why("A", "1.2", x.want("ky-2", false))
	if got, want := x.lacks(y), []string{"A1 12/2024 Đã duyệt: 1 × incidents_total", "A2 12/2024 Trả lại"}; !slices.Equal(got, want) {
		t.Errorf("missing %q", got)
	}
	// A stock is its last period's.
	y = x.why("B", "2.1", x.want("dot-1", false))
	if got, want := x.periods(y), []string{"06–30/11 2.1 1 met 1 of 1, not used", "12/2024 2.1 1 met 1 of 1, not used", "01/01–03/02 2.1 1 met 1 of 1"}; !slices.Equal(got, want) {
		t.Errorf("periods %q", got)
	}
	if y := x.why("tỉnh", "1.1", x.want("dot-2", false)); y.Result.Expected != 0 || y.Result.Verdict != plan.Unknown || len(y.Periods) != 0 {
		t.Errorf("before phase 2: %+v", y.Result)
	}
	for _, code := range []string{"", "9.9", "1"} {
		if _, err := x.s.Why(t.Context(), x.s.Pool, x.px03(), x.w, x.unit["A"], x.want("dot-1", false), code); fault.KindOf(err) != fault.NotFound {
			t.Errorf("indicator %q: %v", code, err)
		}
	}
}

func TestWhyOfACommune(t *testing.T) {
	x := newScored(t)
	x.phase1()
	y := x.why("A1", "1.2", x.want("dot-1", true))
	if got, want := x.periods(y), []string{
		"06–30/11 1.2 0/0 none_arose 1 of 1; Cán bộ a1 Đã duyệt Cán bộ a 02/12",
		"12/2024 1.2 0/0 unknown 1 of 1; Cán bộ a1 Đã duyệt Cán bộ a 02/01",
		"01/01–03/02 1.2 3/4 not_met 1 of 1; Cán bộ a1 Đã gửi"}; !slices.Equal(got, want) {
		t.Errorf("periods %q", got)
	}
	if got, want := x.lacks(y), []string{"A1 12/2024 Đã duyệt: 1 × incidents_total, thôn 2 (Chưa đối chiếu sổ trực ban)"}; !slices.Equal(got, want) {
		t.Errorf("missing %q", got)
	}
	var below []string
	for i := range y.Below {
		below = append(below, x.name(y.Below[i].Unit)+" "+brief(&y.Below[i].Result))
	}
	if want := []string{"thôn 1 1.2 3/4 not_met 3 of 3", "thôn 2 1.2 0/0 unknown 3 of 3"}; !slices.Equal(below, want) {
		t.Errorf("below %q", below)
	}
	if len(y.Rows) != 3 {
		t.Fatalf("%d rows", len(y.Rows))
	}
	id := x.id("A1", 1)
	if c := y.Rows[1].Cells[1]; c != (report.WhyCell{Report: id, Counted: true, HasNum: true, HasDen: true, Num: 0, Den: plan.Empty}) {
		t.Errorf("thôn 2 in December: %+v", c)
	}
	if c := y.Rows[2].Cells[1]; y.Rows[2].Row != report.Whole || c.HasNum || c.HasDen || c.Report != id {
		t.Errorf("the whole commune in December: %+v", c)
	}
	// Without "tạm tính" the third month is missing as a whole.
	y = x.why("A1", "1.2", x.want("dot-1", false))
	if got := x.lacks(y); len(got) != 2 || got[1] != "A1 01/01–03/02 Đã gửi" || y.Rows[0].Cells[2].Counted {
		t.Errorf("missing %q", got)
	}
	// 1.1: teams give the numerator, the whole-commune row the denominator.
	y = x.why("A1", "1.1", x.want("ky-1", false))
	if a, b := y.Rows[0].Cells[0], y.Rows[2].Cells[0]; a.Num != 3 || a.HasDen || b.HasNum || b.Den != 7 || y.Below[0].Judged {
		t.Errorf("1.1: %+v, %+v", a, b)
	}
	// Only the reports of the commune itself.
	if y.Expected != 1 || y.Accepted != 1 {
		t.Errorf("%+v", y.Progress)
	}
}

func TestWhyOfATeam(t *testing.T) {
	x := newScored(t)
	x.phase1()
	y := x.why("A1-1", "6.1", x.want("dot-1", false))
	if brief(&y.Result) != "6.1 3/4 not_met 2 of 3" || !y.Judged || len(y.Rows) != 1 || y.Rows[0].Cells[0].Num != 1 || y.Rows[0].Cells[0].Den != 2 {
		t.Errorf("%s, %+v", brief(&y.Result), y.Rows)
	}
	if got, want := x.periods(y), []string{
		"06–30/11 6.1 1/2 not_met 1 of 1; Cán bộ a1 Đã duyệt Cán bộ a 02/12",
		"12/2024 6.1 2/2 met 1 of 1; Cán bộ a1 Đã duyệt Cán bộ a 02/01",
		"01/01–03/02 6.1 0/0 unknown 0 of 1; Cán bộ a1 Đã gửi"}; !slices.Equal(got, want) {
		t.Errorf("periods %q", got)
	}
	if got := x.lacks(y); !slices.Equal(got, []string{"A1 01/01–03/02 Đã gửi"}) {
		t.Errorf("missing %q", got)
	}
	y = x.why("A1-2", "1.2", x.want("ky-2", false))
	if got := x.lacks(y); !slices.Equal(got, []string{"A1 12/2024 Đã duyệt: 1 × incidents_total, thôn 2 (Chưa đối chiếu sổ trực ban)"}) {
		t.Errorf("missing %q", got)
	}
	if y := x.why("A1-1", "1.1", x.want("dot-1", false)); y.Judged {
		t.Error("1.1 is judged for a team")
	}
	b, err := x.s.Board(t.Context(), x.s.Pool, x.actor(access.CommunePolice, "A1"), x.w, x.unit["A1-1"], x.want("dot-1", false))
	if err != nil || len(b.Groups) != 1 || b.Groups[0].Unit != x.unit["A1-1"] || b.Whole != nil {
		t.Errorf("%+v, %v", b, err)
	}
}
