package award

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// found is findings in words: "guard weight: text".
func found(list []Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, fmt.Sprintf("%s %d: %s", f.Guard, f.Weight, f.Text))
		if f.Weight != Notes && f.Release == "" {
			out = append(out, "and nothing releases it")
		}
	}
	return strings.Join(out, "\n")
}

func TestFormOfThePhase(t *testing.T) {
	def := live(t).Rules.Def
	for _, c := range []struct {
		f     Form
		phase string
		want  string
	}{
		{GiayKhen, "dot-1", ""}, {GiayKhen, "dot-2", ""}, {BangKhen, "dot-2", ""},
		{BangKhen, "dot-1", "phase 2: Bằng khen không xét khi kết thúc Đợt 1 theo kế hoạch; Tổng kết Đợt 2 mới xét"},
	} {
		same(t, string(c.f)+c.phase, found(AtPhase(def, Nomination{Form: c.f, Phase: c.phase})), c.want)
	}
}

func TestAuthorityByDay(t *testing.T) {
	def := live(t).Rules.Def
	for _, c := range []struct {
		f    Form
		on   string
		want string
	}{{GiayKhen, "2025-06-30", "district commune"}, {GiayKhen, "2025-07-01", "commune commune"}, {BangKhen, "2025-06-30", "province district"}, {BangKhen, "2025-07-01", "province commune"}} {
		a, _ := Authority(def, c.f, day(c.on))
		p, _ := Proposer(def, c.f, day(c.on))
		same(t, c.on, a.String()+" "+p.String(), c.want)
	}
	if _, ok := Authority(def, "huan_chuong", after); ok {
		t.Error("an unknown form has an authority")
	}
}

func TestRepeats(t *testing.T) {
	n := Nomination{ID: 1, Subject: Member, Person: 5, Team: 1, Form: BangKhen, Phase: "dot-2", Achievement: Achievement{Span: "toan", Deeds: []register.DeedID{8}}}
	other := func(with func(o *Nomination)) []Nomination {
		o := n
		o.ID, o.Dossier = 2, "hồ sơ số 2"
		with(&o)
		return []Nomination{o}
	}
	held := Held{ID: 3, Form: GiayKhen, Phase: "dot-1", Achievement: Achievement{Span: "dot-1"}, Number: "12/QĐ-UBND", On: day("2025-02-12")}
	for _, c := range []struct {
		name   string
		others []Nomination
		held   []Held
		want   string
	}{
		{"nobody else", other(func(o *Nomination) { o.Person = 6 }), nil, ""},
		{"the team is another subject", other(func(o *Nomination) { o.Subject = Team; o.Form = GiayKhen }), nil, ""},
		{"itself", other(func(o *Nomination) { o.ID = 1 }), nil, ""},
		{"withdrawn", other(func(o *Nomination) { o.Form = GiayKhen; o.Over = true }), nil, ""},
		{"both forms for one occasion", other(func(o *Nomination) { o.Form = GiayKhen; o.Achievement.Span = "dot-2" }), nil, "forms 2: Đã được đề nghị Giấy khen trong cùng đợt xét (hồ sơ số 2)"},
		{"twice", other(func(o *Nomination) {}), nil, "forms 2: Đã có trong hồ sơ số 2 với cùng hình thức"},
		{"one achievement in another phase", other(func(o *Nomination) { o.Phase = "dot-1" }), nil, "repeat 2: Thành tích này đang được đề nghị Bằng khen (hồ sơ số 2)"},
		{"a deed by itself", other(func(o *Nomination) { o.Phase = "dot-1"; o.Achievement.Span = "" }), nil, "repeat 2: Thành tích này đang được đề nghị Bằng khen (hồ sơ số 2)"},
		{"another deed by itself", other(func(o *Nomination) {
			o.Phase = "dot-1"
			o.Achievement = Achievement{Deeds: []register.DeedID{9}}
		}), nil, ""},
		{"an earlier award for đợt 1", nil, []Held{held}, "earlier 0: Đã được tặng Giấy khen (Quyết định số 12/QĐ-UBND ngày 12/02/2025) trong phong trào này, cho thành tích khác"},
		{"that named the deed", nil, []Held{{ID: 3, Form: GiayKhen, Phase: "dot-1", Achievement: Achievement{Span: "dot-1", Deeds: []register.DeedID{8}}, Number: "1", On: after}},
			"earlier 0: Đã được tặng Giấy khen (Quyết định số 1 ngày 20/08/2025) trong phong trào này, cho thành tích khác; báo cáo thành tích có nêu lại việc đã được khen"},
		{"the same achievement", nil, []Held{{ID: 3, Form: GiayKhen, Phase: "dot-1", Achievement: Achievement{Span: "toan"}, Number: "1", On: after}},
			"repeat 2: Thành tích này đã được tặng Giấy khen (Quyết định số 1 ngày 20/08/2025)"},
		{"this occasion", nil, []Held{{ID: 3, Form: GiayKhen, Phase: "dot-2", Achievement: Achievement{Span: "dot-2"}, Number: "1", On: after}},
			"forms 2: Đã được tặng Giấy khen (Quyết định số 1 ngày 20/08/2025) trong cùng đợt xét"},
		{"revoked", nil, []Held{{ID: 3, Form: GiayKhen, Phase: "dot-2", Achievement: Achievement{Span: "toan"}, Number: "1", On: after, Revoked: true}},
			"earlier 0: Đã bị thu hồi Giấy khen (Quyết định số 1 ngày 20/08/2025)"},
	} {
		got := Repeats(n, c.others, c.held)
		same(t, c.name, found(got), c.want)
		if Blocked(got) != strings.Contains(c.want, " 2: ") {
			t.Errorf("%s: blocked %v", c.name, Blocked(got))
		}
	}
}

func TestPendingGuard(t *testing.T) {
	c := Case{ID: 4, Kind: Investigation, Since: day("2025-08-01"), Reason: "Vụ án 12"}
	same(t, "pending", found(Pending([]Case{c}, after)), "pending 2: Đang bị điều tra từ ngày 01/08/2025: Vụ án 12")
	c.Concluded = dayp("2025-08-20")
	same(t, "released", found(Pending([]Case{c}, after)), "")
}

func TestWhatBecameOfThem(t *testing.T) {
	name := func(u org.UnitID) string { return fmt.Sprintf("Tổ %d", u) }
	died := spell(1, "2024-07-01", "2025-05-02")
	died.Reason = roster.Died
	left := spell(1, "2024-07-01", "2025-08-20")
	left.Reason = roster.Health
	for _, c := range []struct {
		name   string
		spells []roster.Spell
		want   string
		after  bool // truy tặng
	}{
		{"serves", []roster.Spell{spell(1, "2024-07-01", "")}, "", false},
		{"came from elsewhere", []roster.Spell{spell(2, "2024-07-01", "2025-03-10"), spell(1, "2025-03-10", "")}, "moved 0: Trước đó tham gia Tổ khác; thành tích được tính theo từng Tổ trong thời gian có mặt", false},
		{"moved away", []roster.Spell{spell(1, "2024-07-01", "2025-08-20"), spell(2, "2025-08-20", "")}, "moved 1: Hiện tham gia Tổ 2 từ ngày 20/08/2025, không còn ở Tổ 1", false},
		{"left today", []roster.Spell{left}, "left 1: Đã thôi tham gia từ ngày 20/08/2025: không bảo đảm sức khỏe", false},
		{"died", []roster.Spell{died}, "died 0: Từ trần, tham gia đến hết ngày 01/05/2025: truy tặng", true},
		{"begins tomorrow", []roster.Spell{spell(1, "2025-08-21", "")}, "left 2: Chỉ tham gia từ ngày 21/08/2025", false},
		{"never", nil, "left 2: Không có thời gian tham gia nào được tính", false},
	} {
		same(t, c.name, found(MemberNow(1, c.spells, after, name)), c.want)
		if Posthumous(c.spells, after) != c.after {
			t.Errorf("%s: truy tặng %v", c.name, !c.after)
		}
	}
	if Posthumous([]roster.Spell{died}, day("2025-05-01")) {
		t.Error("truy tặng before the death")
	}
	during := span("2024-07-01", "2025-07-01")
	same(t, "the last day", found(TeamNow(1, 2, during, day("2025-06-30"), name)), "")
	same(t, "merged", found(TeamNow(1, 2, during, day("2025-07-01"), name)), "merged 1: Tổ 1 đã sáp nhập vào Tổ 2 từ ngày 01/07/2025")
	same(t, "dissolved", found(TeamNow(1, 0, during, day("2025-07-01"), name)), "merged 1: Tổ 1 đã giải thể từ ngày 01/07/2025")
}

func TestNamesakes(t *testing.T) {
	x := Identity{Person: 1, Name: "Nguyễn Văn Hòa", Birth: dayp("1980-01-01"), Unit: 10}
	for _, c := range []struct {
		name  string
		other Identity
		like  bool
	}{
		{"himself", Identity{Person: 1, Name: "Nguyễn Văn Hòa", Birth: dayp("1980-01-01"), Unit: 10}, false},
		{"without marks", Identity{Person: 2, Name: "NGUYEN VAN  HOA", Birth: dayp("1980-12-31"), Unit: 10}, true},
		{"the other tone mark, decomposed", Identity{Person: 2, Name: norm.NFD.String("Nguyễn Văn Hoà"), Birth: dayp("1980-12-31"), Unit: 10}, true},
		{"another year", Identity{Person: 2, Name: "Nguyen Van Hoa", Birth: dayp("1981-01-01"), Unit: 10}, false},
		{"another commune", Identity{Person: 2, Name: "Nguyen Van Hoa", Birth: dayp("1980-01-01"), Unit: 11}, false},
		{"a letter more", Identity{Person: 2, Name: "Nguyễn Văn Hoàn", Birth: dayp("1980-01-01"), Unit: 10}, true},
		{"a letter less", Identity{Person: 2, Name: "Nguyễn Văn Ho", Birth: dayp("1980-01-01"), Unit: 10}, true},
		{"a letter changed", Identity{Person: 2, Name: "Nguyễn Vân Hoi", Birth: dayp("1980-01-01"), Unit: 10}, true},
		{"two swapped", Identity{Person: 2, Name: "Nguyễn Văn Hao", Birth: dayp("1980-01-01"), Unit: 10}, true},
		{"two changed", Identity{Person: 2, Name: "Nguyễn Văn Hùng", Birth: dayp("1980-01-01"), Unit: 10}, false},
		{"no birth day, equal", Identity{Person: 2, Name: "Nguyen Van Hoa", Unit: 10}, true},
		{"no birth day, near", Identity{Person: 2, Name: "Nguyen Van Hoan", Unit: 10}, false},
		{"no name", Identity{Person: 2, Unit: 10}, false},
	} {
		if got := Namesakes(x, []Identity{c.other}); (len(got) == 1) != c.like {
			t.Errorf("%s: %s", c.name, found(got))
		}
	}
	same(t, "words", found(Namesakes(x, []Identity{{Person: 2, Name: "Nguyễn Văn Hoà", Birth: dayp("1980-05-01"), Unit: 10, Where: "Tổ bảo vệ ANTT khu phố 2"}})),
		"name 1: Có thể trùng với Nguyễn Văn Hoà, sinh năm 1980, Tổ bảo vệ ANTT khu phố 2")
}

const story = `Ngày 12/3/2025, khi tuần tra tại khu phố 5, đồng chí phát hiện hai thanh niên có biểu hiện nghi vấn, đã cùng Công an phường
truy đuổi, bắt giữ, thu hồi một xe máy bị mất trộm trả lại cho người dân; vận động bốn hộ gia đình lắp camera an ninh.`

func TestCopied(t *testing.T) {
	rule := DefaultCopyRule()
	if n := len(Shingles(story, rule.Syllables)); n != 51 {
		t.Fatalf("%d shingles", n)
	}
	x := Text{Ref{Kind: RefNominee, ID: 1}, "Lê Văn An", story}
	other := func(text string) []Text { return []Text{{Ref{Kind: RefNominee, ID: 2}, "Trần Văn Ba", text}} }
	same(t, "word for word", found(Copied(rule, x, other(story), "")), "copied 1: Nội dung thành tích giống 100 % với Trần Văn Ba")
	same(t, "without marks, in capitals", found(Copied(rule, x, other(strings.ToUpper(vi.Fold(story))), "")), "copied 1: Nội dung thành tích giống 100 % với Trần Văn Ba")
	same(t, "inside a longer text", found(Copied(rule, x, other("Luôn gương mẫu. "+story+" Ngoài ra còn tham gia chữa cháy nhiều lần tại chợ Phan Rang."), "")), "copied 1: Nội dung thành tích giống 100 % với Trần Văn Ba")
	same(t, "itself", found(Copied(rule, x, []Text{x}, "")), "")
	same(t, "another deed", found(Copied(rule, x, other("Tổ đã tổ chức sáu buổi tuyên truyền phòng cháy, chữa cháy cho hai trăm lượt người, hòa giải thành ba vụ mâu thuẫn giữa các hộ dân trong khu phố và hỗ trợ Công an phường kiểm tra tạm trú tại mười hai nhà trọ trên địa bàn."), "")), "")
	same(t, "what the house wrote is nobody's", found(Copied(rule, x, other(story), story)), "")
	same(t, "too short to tell", found(Copied(rule, Text{x.Ref, x.Whose, "Tuần tra đêm, bắt trộm xe máy."}, other("Tuần tra đêm, bắt trộm xe máy."), "")), "")

	// The threshold is exact: 7 of 10 shingles count, 69 of 100 do not.
	words := func(from, n int) string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf("tu%d", from+i))
		}
		return strings.Join(out, " ")
	}
	r := CopyRule{Syllables: 1, Percent: 70, Least: 10}
	a := Text{x.Ref, "", words(0, 10)}
	if got := Copied(r, a, other(words(3, 10)), ""); len(got) != 1 {
		t.Errorf("7 of 10: %v", got)
	}
	if got := Copied(r, a, other(words(4, 10)), ""); got != nil {
		t.Errorf("6 of 10: %v", got)
	}
	if got := Copied(r, Text{x.Ref, "", words(0, 100)}, other(words(31, 100)), ""); got != nil {
		t.Errorf("69 of 100: %v", got)
	}
	if got := Copied(r, Text{x.Ref, "", words(0, 9)}, other(words(0, 100)), ""); got != nil {
		t.Errorf("fewer than the least: %v", got)
	}
	same(t, "the likest first", found(Copied(r, a, []Text{{Ref{ID: 3}, "B", words(3, 10)}, {Ref{ID: 4}, "C", words(1, 10)}}, "")),
		"copied 1: Nội dung thành tích giống 90 % với C\ncopied 1: Nội dung thành tích giống 70 % với B")
}

// Similarity is symmetric, never more than whole, whole for a text with
// itself, and blind to marks, capitals and composition.
func FuzzShared(f *testing.F) {
	f.Add(story, "Tuần tra đêm", 5)
	f.Add("", "a", 1)
	f.Add("a a a a", "A  á à", 2)
	f.Fuzz(func(t *testing.T, x, y string, n int) {
		n %= 8
		a, b := Shingles(x, n), Shingles(y, n)
		c1, of1 := Shared(a, b)
		c2, of2 := Shared(b, a)
		if c1 != c2 || of1 != of2 || c1 > of1 || of1 != min(len(a), len(b)) {
			t.Errorf("%q %q: %d/%d and %d/%d", x, y, c1, of1, c2, of2)
		}
		if c, of := Shared(a, a); c != of {
			t.Errorf("%q with itself: %d/%d", x, c, of)
		}
		if folded := Shingles(vi.Fold(x), n); len(folded) != len(a) {
			t.Errorf("%q folded has %d shingles, not %d", x, len(folded), len(a))
		}
		if n < 1 && len(a) > 0 {
			t.Errorf("%d shingles of %d syllables", len(a), n)
		}
	})
}

// Likeness of names is symmetric, a name is its own, and one letter makes it
// near at most.
func FuzzLikeNames(f *testing.F) {
	f.Add("Nguyễn Văn An", "nguyen van an")
	f.Add("Đỗ Thị Hòa", "Do Thi Hoà")
	f.Add("", " ")
	f.Fuzz(func(t *testing.T, x, y string) {
		if a, b := likeNames(x, y), likeNames(y, x); a != b {
			t.Errorf("%q and %q: %d, the other way %d", x, y, a, b)
		}
		if vi.Fold(x) == "" {
			return
		}
		if likeNames(x, x) != namesSame || likeNames(x, vi.Fold(x)) != namesSame {
			t.Errorf("%q is not itself", x)
		}
		if likeNames(x, vi.Fold(x)+"q") != namesNear {
			t.Errorf("%q with a letter more is not near", x)
		}
	})
}
