package award

import (
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// Weight says how a finding of a guard stands in the way.
type Weight int

// Notes inform; Asks want someone to look and say so with a reason; Blocks let
// nobody pass.
const (
	Notes Weight = iota
	Asks
	Blocks
)

// Guard names what was found.
type Guard string

// The guards.
const (
	GuardPhase   Guard = "phase"   // the form is not given at this review
	GuardForms   Guard = "forms"   // two nominations for one occasion
	GuardRepeat  Guard = "repeat"  // one achievement twice
	GuardEarlier Guard = "earlier" // an earlier award of the campaign
	GuardName    Guard = "name"    // a near-duplicate name
	GuardPending Guard = "pending" // a pending case or a disciplinary period
	GuardCopied  Guard = "copied"  // text of another's achievement
	GuardCap     Guard = "cap"     // more than the unit may nominate
	GuardLeft    Guard = "left"    // no longer serving
	GuardMoved   Guard = "moved"   // serves in another team than proposed
	GuardMerged  Guard = "merged"  // the team is no more
	GuardDied    Guard = "died"    // truy tặng
)

// Finding is what a guard found, in words; Release says what lets it pass, ""
// for a note.
type Finding struct {
	Guard   Guard
	Weight  Weight
	Text    string
	Release string
	Refs    []Ref
}

// Blocked tells whether any finding blocks.
func Blocked(list []Finding) bool {
	return slices.ContainsFunc(list, func(f Finding) bool { return f.Weight == Blocks })
}

// Achievement is what an award is for: all of a stretch, or certain rows of
// the registers by themselves (Span is "").
type Achievement struct {
	Span   string
	Deeds  []register.DeedID
	Models []register.ModelID
}

// Same tells whether two achievements are one (Luật TĐKT, Điều 5: one
// achievement is not rewarded several times or by several forms). A wider
// stretch is another achievement than a part of it: Bằng khen for the whole
// campaign may follow Giấy khen for đợt 1. A row rewarded by itself is not
// rewarded again by itself, nor inside the stretch it was named for.
func (a Achievement) Same(b Achievement) bool {
	if a.Span != "" && b.Span != "" {
		return a.Span == b.Span
	}
	return meet(a.Deeds, b.Deeds) || meet(a.Models, b.Models)
}

func meet[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

// Nomination is a subject put forward for a form at a phase's review.
type Nomination struct {
	ID          int64 // of the nominee; 0 not stored yet
	Subject     Subject
	Team        org.UnitID
	Person      roster.PersonID // of a member
	Name        string
	Form        Form
	Phase       string
	Achievement Achievement
	Dossier     string // "hồ sơ số 12 của UBND huyện Ninh Phước", for words
	Over        bool   // withdrawn, alone or with its dossier, or refused: in nobody's way
}

// same tells whether two nominations are of one subject.
func (n Nomination) same(o Nomination) bool {
	if n.Subject != o.Subject {
		return false
	}
	if n.Subject == Member {
		return n.Person == o.Person
	}
	return n.Team == o.Team
}

// AtPhase guards the form against the occasion (plan, III.2).
func AtPhase(def *plan.Definition, n Nomination) []Finding {
	if GivenAt(def, n.Form, n.Phase) {
		return nil
	}
	name, _, _, _ := spanOf(def, n.Phase)
	text := n.Form.Label() + " không xét khi kết thúc " + name + " theo kế hoạch"
	for i := range def.Phases {
		if p := &def.Phases[i]; GivenAt(def, n.Form, p.Code) {
			text += fmt.Sprintf("; %s %s mới xét", p.Review, p.Name)
		}
	}
	return []Finding{{GuardPhase, Blocks, text, "Chọn hình thức khác, hoặc đề nghị khi đến đợt được xét.", nil}}
}

// Repeats guards a nomination against the others and against awards given:
// one subject is nominated once for an occasion, by one form, and one
// achievement is rewarded once. An earlier award for another achievement is a
// notice; a lower form is no condition of a higher one (Nghị định 152/2025,
// Điều 4).
func Repeats(n Nomination, others []Nomination, held []Held) []Finding {
	var out []Finding
	for _, o := range others {
		if o.Over || !n.same(o) || (n.ID != 0 && n.ID == o.ID) {
			continue
		}
		refs := []Ref{{Kind: RefNominee, ID: o.ID}}
		switch {
		case o.Phase == n.Phase && o.Form != n.Form:
			out = append(out, Finding{GuardForms, Blocks, fmt.Sprintf("Đã được đề nghị %s trong cùng đợt xét (%s)", o.Form.Label(), o.Dossier),
				"Giữ một hình thức: rút khỏi một trong hai hồ sơ.", refs})
		case o.Phase == n.Phase:
			out = append(out, Finding{GuardForms, Blocks, fmt.Sprintf("Đã có trong %s với cùng hình thức", o.Dossier), "Rút khỏi một trong hai hồ sơ.", refs})
		case o.Achievement.Same(n.Achievement):
			out = append(out, Finding{GuardRepeat, Blocks, fmt.Sprintf("Thành tích này đang được đề nghị %s (%s)", o.Form.Label(), o.Dossier),
				"Một thành tích chỉ khen một lần, một hình thức: rút khỏi một trong hai hồ sơ.", refs})
		}
	}
	for _, h := range held {
		refs := []Ref{{Kind: RefAward, ID: h.ID}}
		switch {
		case h.Revoked:
			out = append(out, Finding{GuardEarlier, Notes, "Đã bị thu hồi " + h.Words(), "", refs})
		case h.Phase == n.Phase:
			out = append(out, Finding{GuardForms, Blocks, "Đã được tặng " + h.Words() + " trong cùng đợt xét", "Một dịp chỉ khen một hình thức: đưa ra khỏi danh sách.", refs})
		case h.Achievement.Same(n.Achievement):
			out = append(out, Finding{GuardRepeat, Blocks, "Thành tích này đã được tặng " + h.Words(), "Một thành tích chỉ khen một lần: đưa ra khỏi danh sách.", refs})
		default:
			text := "Đã được tặng " + h.Words() + " trong phong trào này, cho thành tích khác"
			if meet(h.Achievement.Deeds, n.Achievement.Deeds) || meet(h.Achievement.Models, n.Achievement.Models) {
				text += "; báo cáo thành tích có nêu lại việc đã được khen"
			}
			out = append(out, Finding{GuardEarlier, Notes, text, "", refs})
		}
	}
	return out
}

// Pending guards against cases not concluded and disciplinary periods.
func Pending(cases []Case, day clock.Day) []Finding {
	var out []Finding
	for _, c := range cases {
		if why := c.Blocks(day); why != "" {
			out = append(out, Finding{GuardPending, Blocks, why, c.Release(day), []Ref{{Kind: RefCase, ID: c.ID}}})
		}
	}
	return out
}

// OverCap guards a unit's number of nominees against the criteria's cap.
func OverCap(c Criteria, subjects, nominated int) []Finding {
	most, bound := c.Cap.Of(subjects)
	if !bound || nominated <= most {
		return nil
	}
	return []Finding{{GuardCap, Blocks, fmt.Sprintf("Đề nghị %s %s cho %s, vượt mức tối đa %s (%s)", two(nominated), c.Form.Label(), lower(c.Subject), two(most), c.Cap.Words(c.Subject)),
		fmt.Sprintf("Bớt %s trường hợp.", two(nominated-most)), nil}}
}

func lower(s Subject) string { return map[Subject]string{Team: "tập thể", Member: "cá nhân"}[s] }
