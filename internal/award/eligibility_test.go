package award

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// judged is the outcomes in words: "key code: reason [missing]".
func judged(e Eligibility) string {
	var out []string
	for _, o := range e.Outcomes {
		s := fmt.Sprintf("%s %s: %s", o.Key, o.Verdict.Code(), o.Reason)
		if len(o.Missing) > 0 {
			s += " [" + strings.Join(o.Missing, "; ") + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func first(b Basis, c Criteria, f Facts) Outcome { e := Judge(b, c, f); return e.Outcomes[0] }

func one(l *plan.Live, s Subject, code, span string) Criteria {
	return Criteria{Form: GiayKhen, Subject: s, Span: span, Verdicts: []Required{{ordinal(l, code), span}}}
}

// Verdicts that lack the same figures are named together, failures first.
func TestInTheWay(t *testing.T) {
	l := live(t)
	e := Eligibility{Criteria: Criteria{Span: "dot-1", Verdicts: []Required{{1, "dot-1"}, {3, "dot-1"}, {4, "dot-2"}}, Discipline: &Discipline{}}, Outcomes: []Outcome{
		{Key: "a", Missing: []string{"Kỳ 3: báo cáo chưa gửi"}, Reason: "Chưa đủ số liệu 1.2"}, {Key: "b", Missing: []string{"Kỳ 3: báo cáo chưa gửi"}}, {Key: "c", Verdict: plan.Met},
		{Key: KeyService, Verdict: plan.NotMet, Reason: "01 kỳ quá hạn"},
		{Key: KeyDiscipline, Verdict: plan.NotMet, Reason: "01 kỳ quá hạn"}, {Key: KeyPending, Reason: "Đang xem xét kỷ luật"}}}
	code := func(i int) string { return l.Rules.Indicator(e.Criteria.Verdicts[i].Ordinal).Code }
	same(t, "in the way", strings.Join(e.InTheWay(l.Rules), " | "), "01 kỳ quá hạn | Chưa đủ số liệu "+code(0)+", "+code(1)+": Kỳ 3: báo cáo chưa gửi | Đang xem xét kỷ luật")
	same(t, "another span", e.Criteria.Short(l.Rules, 2), code(2)+" Đợt 2")
}

func TestTeamVerdicts(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	for _, c := range []struct {
		name, code, span string
		months           []Month
		want             string
	}{
		{"met", "1.2", "dot-1", year(l, 1), "met: Đạt 1.2: 6/6 (100 %), chỉ tiêu = 100 %"},
		{"one short of 100 %", "1.2", "dot-1", year(l, 1, month(l, 1, 1, figures{"incidents_attended": 1})),
			"not_met: Chưa đạt 1.2: 5/6 (83,3 %), chỉ tiêu = 100 % (5/6: 01 vụ, việc chưa có mặt kịp thời, không thể đạt trong đợt này)"},
		{"short in the other phase", "1.2", "dot-1", year(l, 1, month(l, 1, 3, figures{"incidents_attended": 1})), "met: Đạt 1.2: 6/6 (100 %), chỉ tiêu = 100 %"},
		{"none arose satisfies", "3.1", "dot-1", year(l, 1), "none_arose: 3.1: không phát sinh trong Đợt 1"},
		{"unknown says what is missing", "1.2", "dot-1", year(l, 1, absent(l, 1, 1, "submitted"), month(l, 1, 2, figures{"incidents_attended": -1})),
			"unknown: Chưa đủ số liệu 1.2: Tháng 12/2024: báo cáo chưa được duyệt (đã gửi); Kỳ 01/01 – 03/02/2025: chưa có số liệu “Vụ, việc về ANTT lực lượng có mặt kịp thời” [Tháng 12/2024: báo cáo chưa được duyệt (đã gửi); Kỳ 01/01 – 03/02/2025: chưa có số liệu “Vụ, việc về ANTT lực lượng có mặt kịp thời”]"},
		{"what is missing cannot mend it", "4.1", "dot-1", year(l, 1, absent(l, 1, 1, "draft"), month(l, 1, 2, figures{"business_violations": 1})),
			"not_met: Chưa đạt 4.1: 1, chỉ tiêu = 0 (đã có 01 cơ sở vi phạm, không thể đạt trong đợt này)"},
		{"a month without a deed", "7.1", plan.WholeCampaign, year(l, 1, month(l, 1, 5, figures{"good_deeds": 0})),
			"not_met: Chưa đạt 7.1: 9, chỉ tiêu ≥ 1 mỗi kỳ (01 lượt Tổ – kỳ không có việc tốt hoặc cá nhân được biểu dương, khen thưởng, không thể đạt trong phong trào này)"},
		{"the commune's at 80 %", "1.1", plan.WholeCampaign, year(l, 1), "met: Đạt 1.1: 80/100 (80 %), chỉ tiêu ≥ 80 %"},
		{"the commune's below", "1.1", plan.WholeCampaign, year(l, 1, month(l, 1, 0, figures{"xã:tips_via_force": 7})),
			"not_met: Chưa đạt 1.1: 79/100 (79 %), chỉ tiêu ≥ 80 % (79/100: còn thiếu 01 để đạt ≥ 80 %)"},
		{"the team was opened later", "1.2", "dot-1", year(l, 1)[4:], "not_met: Tổ không hoạt động vào ngày cuối kỳ nào của Đợt 1"},
		{"the campaign's model in its last month", "2.1", plan.WholeCampaign, year(l, 1, month(l, 1, 9, figures{"models_working": 0})), "not_met: Chưa đạt 2.1: 0, chỉ tiêu ≥ 1 (thiếu 01 mô hình đang phát huy hiệu quả được Công an cấp huyện trở lên ghi nhận, không thể đạt trong phong trào này)"},
	} {
		o := first(b, one(l, Team, c.code, c.span), theTeam(c.months))
		got := o.Verdict.Code() + ": " + o.Reason
		if len(o.Missing) > 0 {
			got += " [" + strings.Join(o.Missing, "; ") + "]"
		}
		same(t, c.name, got, c.want)
	}
}

// While a span runs, what is to come is missing; to date it is left out.
func TestToDate(t *testing.T) {
	l := live(t)
	today := day("2025-01-02")
	months := year(l, 1)
	for p := 2; p < len(months); p++ {
		months[p] = absent(l, 1, p, "draft")
	}
	c := one(l, Team, "1.2", "dot-1")
	same(t, "final", judged(Judge(Basis{Live: l, Phase: "dot-1", Today: today}, c, theTeam(months))),
		"verdict:1:dot-1 unknown: Chưa đủ số liệu 1.2: Kỳ 01/01 – 03/02/2025: chưa kết thúc [Kỳ 01/01 – 03/02/2025: chưa kết thúc]\npending met: Không có vụ việc đang xem xét")
	same(t, "to date", first(Basis{Live: l, Phase: "dot-1", Today: today, ToDate: true}, c, theTeam(months)).Reason, "Đạt 1.2: 4/4 (100 %), chỉ tiêu = 100 %")
	early := Basis{Live: l, Phase: "dot-1", Today: day("2024-11-10"), ToDate: true}
	o := first(early, c, theTeam(months))
	same(t, "nothing over yet", o.Verdict.Code()+" "+o.Reason, "unknown Chưa có kỳ nào của Đợt 1 kết thúc")
}

// A member is judged by the team served in on each period's last day.
func TestMemberVerdicts(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	bad := figures{"incidents_attended": 1}
	book := Book{1: year(l, 1, month(l, 1, 1, bad)), 2: year(l, 2, month(l, 2, 4, bad))}
	whole := one(l, Member, "1.2", plan.WholeCampaign)
	fail := "not_met: Chưa đạt 1.2: 19/20 (95 %), chỉ tiêu = 100 % (19/20: 01 vụ, việc chưa có mặt kịp thời, không thể đạt trong phong trào này)"
	for _, c := range []struct {
		name   string
		spells []roster.Spell
		with   Criteria
		want   string
	}{
		// Period 1 is December 2024, period 4 March 2025.
		{"in team 1 all the time", []roster.Spell{spell(1, "2024-07-01", "")}, whole, fail},
		{"joined after the bad month", []roster.Spell{spell(1, "2025-01-01", "")}, whole, "met: Đạt 1.2: 16/16 (100 %), chỉ tiêu = 100 %"},
		{"joined on its last day", []roster.Spell{spell(1, "2024-12-31", "")}, whole, "not_met: Chưa đạt 1.2: 17/18 (94,4 %), chỉ tiêu = 100 % (17/18: 01 vụ, việc chưa có mặt kịp thời, không thể đạt trong phong trào này)"},
		{"left team 1 before the end of it, into team 2", []roster.Spell{spell(1, "2024-07-01", "2024-12-31"), spell(2, "2024-12-31", "")}, whole, fail}, // team 2's March
		{"moved back in time", []roster.Spell{spell(1, "2024-07-01", "2024-12-31"), spell(2, "2024-12-31", "2025-03-31"), spell(1, "2025-03-31", "")}, whole,
			"met: Đạt 1.2: 20/20 (100 %), chỉ tiêu = 100 %"},
		{"not there in đợt 1", []roster.Spell{spell(2, "2025-02-04", "")}, one(l, Member, "1.2", "dot-1"), "not_met: Không có mặt trong Tổ nào vào ngày cuối kỳ nào của Đợt 1"},
		{"there on its last day", []roster.Spell{spell(2, "2025-02-03", "")}, one(l, Member, "1.2", "dot-1"), "met: Đạt 1.2: 2/2 (100 %), chỉ tiêu = 100 %"},
		{"left before the campaign's end: its model is not judged", []roster.Spell{spell(1, "2024-07-01", "2025-04-15")}, one(l, Member, "2.1", plan.WholeCampaign), "met: Đạt 2.1: 1, chỉ tiêu ≥ 1"},
	} {
		o := first(b, c.with, member(l, book, c.spells...))
		same(t, c.name, o.Verdict.Code()+": "+o.Reason, c.want)
	}
	withdrawn := spell(1, "2024-07-01", "")
	at := after.Start()
	withdrawn.WithdrawnAt = &at
	if got := member(l, book, withdrawn); len(got.Months) != 0 {
		t.Errorf("a withdrawn service gave %d months", len(got.Months))
	}
}

func TestFiguresByTeam(t *testing.T) {
	l := live(t)
	book := Book{1: year(l, 1), 2: year(l, 2)}
	f := member(l, book, spell(1, "2024-07-01", "2025-01-10"), spell(2, "2025-01-10", ""))
	o := first(Basis{Live: l, Phase: "dot-2", Today: after}, one(l, Member, "1.2", plan.WholeCampaign), f)
	same(t, "figures", fmt.Sprint(o.Figures), "[{Tổ bảo vệ ANTT khu phố 1: 4/4 (100 %) {team 1 1 toan}} {Tổ bảo vệ ANTT khu phố 2: 16/16 (100 %) {team 2 1 toan}}]")
	o = first(Basis{Live: l, Phase: "dot-2", Today: after}, one(l, Member, "1.1", "dot-1"), f)
	same(t, "of the commune", fmt.Sprint(o.Figures), "[{Phường Kinh Dinh: 24/30 (80 %) {commune 10 0 dot-1}}]")
}

// One who left a team without a model: the plan judges it at the campaign's
// end only, so a person has to decide.
func TestLeftBeforeTheEnd(t *testing.T) {
	l := live(t)
	var months []Month
	for p := range l.Periods {
		months = append(months, month(l, 1, p, figures{"models_working": 0}))
	}
	o := first(Basis{Live: l, Phase: "dot-2", Today: after}, one(l, Member, "2.1", plan.WholeCampaign), member(l, Book{1: months}, spell(1, "2024-07-01", "2025-04-15")))
	same(t, "left", o.Verdict.Code()+": "+o.Reason, "unknown: 2.1: đang thực hiện đến hết kỳ cuối được tính, chỉ xét được khi phong trào kết thúc")
}

func TestDiscipline(t *testing.T) {
	l := live(t)
	sent := func(p int, on clock.Day) Month { m := month(l, 1, p, nil); m.SubmittedOn = &on; return m }
	none := func(p int) Month { return absent(l, 1, p, "draft") }
	due := func(p int) clock.Day { return l.Periods[p].Due }
	for _, c := range []struct {
		name   string
		late   int
		miss   int
		today  clock.Day
		months []Month
		want   string
	}{
		{"on the due day", 0, 0, after, year(l, 1), "met: 3/3 kỳ gửi đúng hạn trong Đợt 1"},
		{"a day later", 0, 0, after, year(l, 1, sent(1, due(1)+1)), "not_met: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ gửi quá hạn"},
		{"one late allowed", 1, 0, after, year(l, 1, sent(1, due(1)+1)), "met: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ gửi quá hạn"},
		{"two late", 1, 0, after, year(l, 1, sent(1, due(1)+1), sent(2, due(2)+1)), "not_met: 1/3 kỳ gửi đúng hạn trong Đợt 1, 02 kỳ gửi quá hạn"},
		{"a closed one missing", 1, 0, after, year(l, 1, none(1)), "not_met: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ không gửi"},
		{"allowed to miss", 0, 1, after, year(l, 1, none(1)), "met: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ không gửi"},
		{"overdue, still open: late or missing, either way too much", 0, 0, due(1) + 1, year(l, 1, none(1), none(2)), "not_met: 1/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ quá hạn chưa gửi, 01 kỳ chưa đến hạn"},
		{"overdue, may come late", 1, 0, due(1) + 1, year(l, 1, none(1)), "unknown: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ quá hạn chưa gửi [Tháng 12/2024: quá hạn chưa gửi, hạn 05/01/2025]"},
		{"overdue, allowed either way", 1, 1, due(1) + 1, year(l, 1, none(1)), "met: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ quá hạn chưa gửi"},
		{"not due yet", 0, 0, due(1), year(l, 1, none(1)), "unknown: 2/3 kỳ gửi đúng hạn trong Đợt 1, 01 kỳ chưa đến hạn [Tháng 12/2024: chưa đến hạn gửi (05/01/2025)]"},
		{"of the months in force alone", 0, 0, after, year(l, 1, none(0))[1:], "met: 2/2 kỳ gửi đúng hạn trong Đợt 1"},
	} {
		o := first(Basis{Live: l, Phase: "dot-1", Today: c.today}, Criteria{Subject: Team, Span: "dot-1", Discipline: &Discipline{"dot-1", c.late, c.miss}}, theTeam(c.months))
		got := o.Verdict.Code() + ": " + o.Reason
		if len(o.Missing) > 0 {
			got += " [" + strings.Join(o.Missing, "; ") + "]"
		}
		same(t, c.name, got, c.want)
	}
}

func TestServiceCriterion(t *testing.T) {
	l := live(t)
	for _, c := range []struct {
		name   string
		s      Tenure
		today  clock.Day
		spells []roster.Spell
		want   string
	}{
		{"six months on the last day", Tenure{6, ""}, after, []roster.Spell{spell(1, "2025-02-20", "")}, "met: Tham gia 06 tháng, yêu cầu từ 06 tháng"},
		{"a day short", Tenure{6, ""}, after, []roster.Spell{spell(1, "2025-02-21", "")}, "not_met: Tham gia 05 tháng, yêu cầu từ 06 tháng"},
		{"still running", Tenure{6, ""}, day("2025-08-18"), []roster.Spell{spell(1, "2025-02-20", "")}, "unknown: Tham gia 05 tháng, yêu cầu từ 06 tháng; thời gian xét chưa kết thúc"},
		{"the last day itself counts", Tenure{6, ""}, day("2025-08-19"), []roster.Spell{spell(1, "2025-02-20", "")}, "met: Tham gia 06 tháng, yêu cầu từ 06 tháng"},
		{"cannot reach any more", Tenure{6, ""}, day("2025-08-18"), []roster.Spell{spell(1, "2025-02-20", "2025-08-01")}, "not_met: Tham gia 05 tháng, yêu cầu từ 06 tháng"},
		{"in đợt 1 only", Tenure{2, "dot-1"}, after, []roster.Spell{spell(1, "2024-07-01", "2025-01-06")}, "met: Tham gia 02 tháng, yêu cầu từ 02 tháng trong Đợt 1"},
		{"a day less in đợt 1", Tenure{2, "dot-1"}, after, []roster.Spell{spell(1, "2024-07-01", "2025-01-05")}, "not_met: Tham gia 01 tháng, yêu cầu từ 02 tháng trong Đợt 1"},
		{"moved without a gap", Tenure{6, ""}, after, []roster.Spell{spell(1, "2025-02-20", "2025-05-05"), spell(2, "2025-05-05", "")}, "met: Tham gia 06 tháng, yêu cầu từ 06 tháng"},
	} {
		f := Facts{Subject: Member, Person: 5, Spells: c.spells}
		o := first(Basis{Live: l, Phase: "dot-2", Today: c.today}, Criteria{Subject: Member, Span: plan.WholeCampaign, Service: &c.s}, f)
		same(t, c.name, o.Verdict.Code()+": "+o.Reason, c.want)
	}
	f := theTeam(nil)
	f.Formed.From = day("2025-02-20")
	o := first(Basis{Live: l, Phase: "dot-2", Today: after}, Criteria{Subject: Team, Span: plan.WholeCampaign, Service: &Tenure{Months: 6}}, f)
	same(t, "a team", fmt.Sprint(o.Verdict.Code(), ": ", o.Reason, o.Figures), "met: Hoạt động 06 tháng, yêu cầu từ 06 tháng[{Tổ bảo vệ ANTT khu phố 1, từ 20/02/2025 {team 1 0 }}]")
}

func TestDeedsCriterion(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	c := Criteria{Subject: Member, Span: "dot-2", Deeds: &Deeds{Count: 2, Span: "dot-2", Rank: register.ByDistrict}}
	f := Facts{Subject: Member, Person: 5}
	f.Deeds = []register.Deed{deed(1, "2025-02-03", register.ByProvince), deed(2, "2025-02-04", register.ByDistrict), deed(3, "2025-03-01", register.ByCommune)}
	same(t, "one of three", first(b, c, f).Reason, "01 việc tốt được cấp huyện trở lên ghi nhận, biểu dương trong Đợt 2, yêu cầu từ 02")
	f.Deeds = append(f.Deeds, deed(4, "2025-08-19", register.ByMinistry))
	o := first(b, c, f)
	same(t, "two", fmt.Sprint(o.Verdict.Code(), len(o.Figures), o.Figures[1]), "met2 {19/08/2025: Bắt trộm {deed 4 0 }}")
	f.Person = 6
	same(t, "another's", first(b, c, f).Verdict.Code(), "not_met")
	b.Today = day("2025-08-01")
	same(t, "may still come", first(b, c, f).Verdict.Code(), "unknown")
	at := after.Start()
	f.Person, f.Deeds[3].WithdrawnAt = 5, &at
	b.Today = after
	same(t, "withdrawn", first(b, c, f).Verdict.Code(), "not_met")
}

func TestPoints(t *testing.T) {
	l := live(t)
	n := func(i int) *int { return &i }
	sheet := full(l).Sheet // 60 + 40, 80 needed, 2 off each time up to 10
	for _, c := range []struct {
		name  string
		score *Score
		want  string
	}{
		{"not scored", nil, "unknown 0/100 điểm đã xác nhận, yêu cầu từ 80"},
		{"at the least", &Score{Points: map[string]Points{"A": {n(60), n(50)}, "B": {n(40), n(30)}}}, "met 80/100 điểm, yêu cầu từ 80"},
		{"one below", &Score{Points: map[string]Points{"A": {n(60), n(50)}, "B": {n(40), n(29)}}}, "not_met 79/100 điểm, yêu cầu từ 80"},
		{"deducted", &Score{Points: map[string]Points{"A": {n(60), n(50)}, "B": {n(40), n(31)}}, Deductions: map[string]int{"T1": 1}}, "not_met 79/100 điểm, yêu cầu từ 80"},
		{"deductions end at their most", &Score{Points: map[string]Points{"A": {n(60), n(60)}, "B": {n(40), n(30)}}, Deductions: map[string]int{"T1": 9}}, "met 80/100 điểm, yêu cầu từ 80"},
		{"the rest cannot reach it", &Score{Points: map[string]Points{"A": {n(60), n(39)}}}, "not_met 39/100 điểm đã xác nhận, yêu cầu từ 80"},
		{"it could", &Score{Points: map[string]Points{"A": {n(60), n(40)}, "B": {Self: n(40)}}}, "unknown 40/100 điểm đã xác nhận, yêu cầu từ 80"},
		{"more than an item has counts as its most", &Score{Points: map[string]Points{"A": {n(60), n(99)}, "B": {n(40), n(19)}}}, "not_met 79/100 điểm, yêu cầu từ 80"},
	} {
		o := first(Basis{Live: l, Phase: "dot-2", Today: after}, Criteria{Subject: Team, Sheet: sheet}, Facts{Subject: Team, Score: c.score})
		same(t, c.name, o.Verdict.Code()+" "+o.Reason, c.want)
	}
	o := first(Basis{Live: l, Phase: "dot-2", Today: after}, Criteria{Subject: Team, Sheet: sheet}, Facts{Subject: Team, Score: &Score{Points: map[string]Points{"A": {n(60), n(40)}}}})
	same(t, "missing and figures", fmt.Sprint(o.Missing, o.Figures), "[chưa xác nhận điểm nội dung “Tuần tra”] [{Nắm tình hình: tự chấm 60, xác nhận 40, tối đa 60 {item 0 0 A}} {Tuần tra: tự chấm –, xác nhận –, tối đa 40 {item 0 0 B}}]")
}

func TestExclusions(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	left := func(on string, why roster.LeaveReason) []roster.Spell {
		s := spell(1, "2024-07-01", on)
		s.Reason = why
		return []roster.Spell{s}
	}
	held := Held{ID: 3, Form: GiayKhen, Phase: "dot-1", Achievement: Achievement{Span: "dot-1"}, Number: "12/QĐ-UBND", On: day("2025-02-12")}
	revoked := held
	revoked.Revoked = true
	for _, c := range []struct {
		name string
		x    Exclusion
		f    Facts
		want string
	}{
		{"serves", Left, Facts{Subject: Member, Spells: left("", "")}, "met Tham gia đến ngày 19/08/2025"},
		{"left on the last day", Left, Facts{Subject: Member, Spells: left("2025-08-19", roster.OwnRequest)}, "not_met Đã thôi tham gia từ ngày 19/08/2025: theo nguyện vọng cá nhân"},
		{"left the day after", Left, Facts{Subject: Member, Spells: left("2025-08-20", roster.OwnRequest)}, "met Tham gia đến ngày 19/08/2025"},
		{"fell on duty", Left, Facts{Subject: Member, Spells: left("2025-05-02", roster.FellOnDuty)}, "met Hy sinh, tham gia đến hết ngày 01/05/2025: xét truy tặng"},
		{"dismissed", Dismissed, Facts{Subject: Member, Spells: left("2025-05-02", roster.Prosecuted)}, "not_met Lê Văn An thôi tham gia từ ngày 02/05/2025: bị khởi tố, áp dụng biện pháp ngăn chặn hoặc xử lý hành chính"},
		{"dismissed before the span", Dismissed, Facts{Subject: Member, Spells: left("2024-11-06", roster.Prosecuted)}, "met Không thuộc trường hợp không xét"},
		{"dismissed on its first day", Dismissed, Facts{Subject: Team, Team: 1, Spells: left("2024-11-07", roster.RefusedTasks)}, "not_met Lê Văn An thôi tham gia từ ngày 07/11/2024: nhiều lần từ chối nhiệm vụ hoặc lạm dụng vị trí, đã nhắc nhở bằng văn bản"},
		{"dismissed from another team", Dismissed, Facts{Subject: Team, Team: 2, Spells: left("2025-05-02", roster.Prosecuted)}, "met Không thuộc trường hợp không xét"},
		{"left by wish", Dismissed, Facts{Subject: Member, Spells: left("2025-05-02", roster.OwnRequest)}, "met Không thuộc trường hợp không xét"},
		{"rewarded", Rewarded, Facts{Subject: Team, Held: []Held{held}}, "not_met Đã được tặng Giấy khen (Quyết định số 12/QĐ-UBND ngày 12/02/2025)"},
		{"revoked", Rewarded, Facts{Subject: Team, Held: []Held{revoked}}, "met Không thuộc trường hợp không xét"},
	} {
		o := first(b, Criteria{Form: GiayKhen, Subject: c.f.Subject, Span: plan.WholeCampaign, Exclusions: []Exclusion{c.x}}, c.f)
		same(t, c.name, o.Verdict.Code()+" "+o.Reason, c.want)
	}
}

func TestPendingCases(t *testing.T) {
	l := live(t)
	c := Case{ID: 4, Kind: Complaint, Since: day("2025-08-01"), Reason: "Đơn của công dân"}
	pending := func(today string, c Case) Outcome {
		e := Judge(Basis{Live: l, Phase: "dot-2", Today: day(today)}, Criteria{Subject: Team, Span: "dot-2"}, Facts{Subject: Team, Formed: span("2024-07-01", ""), Cases: []Case{c}})
		return e.Outcomes[0]
	}
	o := pending("2025-08-01", c)
	same(t, "pending", fmt.Sprint(o.Verdict.Code(), " ", o.Reason, o.Missing), "unknown Có khiếu nại, tố cáo đang được xác minh từ ngày 01/08/2025: Đơn của công dân[Được xét trở lại khi có kết luận bằng văn bản.]")
	same(t, "the day before", pending("2025-07-31", c).Verdict.Code(), "met")
	c.Concluded, c.Conclusion = dayp("2025-08-10"), "Không có vi phạm"
	same(t, "before its conclusion", pending("2025-08-09", c).Verdict.Code(), "unknown")
	same(t, "concluded", pending("2025-08-10", c).Verdict.Code(), "met")
	c.Conclusion, c.DisciplinedTo = "Khiển trách", dayp("2025-08-15")
	o = pending("2025-08-15", c)
	same(t, "disciplined", fmt.Sprint(o.Verdict.Code(), " ", o.Reason, o.Missing), "not_met Đang trong thời hạn kỷ luật đến hết ngày 15/08/2025: Khiển trách[Được xét trở lại từ ngày 16/08/2025; thành tích tính từ ngày đó.]")
	same(t, "the day after", pending("2025-08-16", c).Verdict.Code(), "met")
}

// After a disciplinary period only what came later counts.
func TestCountsFromTheEndOfDiscipline(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	f := member(l, Book{1: year(l, 1, month(l, 1, 1, figures{"incidents_attended": 0}))}, spell(1, "2024-07-01", ""))
	f.Cases = []Case{{Kind: Disciplining, Since: day("2024-12-01"), Concluded: dayp("2024-12-20"), DisciplinedTo: dayp("2025-03-31")}}
	c := one(l, Member, "1.2", plan.WholeCampaign)
	c.Service = &Tenure{Months: 5}
	same(t, "from 01/04/2025", judged(Judge(b, c, f)), "verdict:1:toan met: Đạt 1.2: 10/10 (100 %), chỉ tiêu = 100 %\nservice not_met: Tham gia 04 tháng, yêu cầu từ 05 tháng\npending met: Không có vụ việc đang xem xét")
	c.Verdicts[0].Span = "dot-1"
	same(t, "đợt 1 is lost", first(b, c, f).Reason, "Thành tích chỉ tính từ ngày 01/04/2025, khi hết thời hạn kỷ luật")
}

func TestOverride(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-2", Today: after}
	c := one(l, Team, "1.2", "dot-1")
	f := theTeam(year(l, 1, month(l, 1, 1, figures{"incidents_attended": 1})))
	f.Cases = []Case{{ID: 1, Kind: Press, Since: day("2025-08-01"), Reason: "Báo nêu"}}
	e := Judge(b, c, f)
	now := moment("2025-08-21")
	_, err := NewOverride(actor(access.District), now, e.Outcomes[0], "  ")
	same(t, "a reason", said(t, err), "ly-do: Ghi rõ lý do.")
	_, err = NewOverride(actor(access.District), now, e.Outcomes[0], "Gọi 0912345678")
	same(t, "no phone", said(t, err), "ly-do: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại.")
	_, err = NewOverride(actor(access.District), now, e.Outcomes[1], "Báo đã đính chính")
	same(t, "the statute's", said(t, err), "Pháp luật không cho xét khen thưởng khi còn vụ việc chưa kết luận hoặc còn thời hạn kỷ luật; không thể bỏ qua điều kiện này.")
	o, err := NewOverride(actor(access.District), now, e.Outcomes[0], "Vụ việc ngoài địa bàn, đã xác minh")
	if err != nil {
		t.Fatal(err)
	}
	forged := o
	forged.Key = KeyPending
	e.Apply([]Override{o, forged})
	same(t, "the case still blocks", e.Words(), "Chưa đủ số liệu")
	f.Cases = nil
	e = Judge(b, c, f)
	same(t, "without it", e.Words(), "Không đủ điều kiện")
	e.Apply([]Override{o})
	if !e.Qualifies() || !e.Overridden() || e.Outcomes[0].Verdict != plan.NotMet {
		t.Errorf("%+v", e)
	}
	_, err = NewOverride(actor(access.District), now, e.Outcomes[0], "Lại lần nữa")
	same(t, "once is enough", said(t, err), "Điều kiện này đã đạt hoặc đã được cho qua. Tải lại trang để xem tình trạng mới.")
	if err := o.Lift(actor(access.HomeAffairs), moment("2025-08-22"), "Xác minh lại"); err != nil {
		t.Fatal(err)
	}
	e.Apply([]Override{o})
	if e.Qualifies() || !e.Overridden() {
		t.Error("a lifted override still counts, or is forgotten")
	}
	same(t, "shown ever after", e.Past[0].Words(), "Nguyễn Thị Hà cho qua ngày 21/08/2025 (khi đó: chưa đạt). Lý do: Vụ việc ngoài địa bàn, đã xác minh. Nguyễn Thị Hà đã hủy ngày 22/08/2025: Xác minh lại")
	if o.Lift(actor(access.HomeAffairs), now, "x") == nil {
		t.Error("lifted twice")
	}
}
