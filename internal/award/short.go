package award

import (
	"slices"
	"strconv"
	"strings"

	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Short is the i-th criterion's name, short enough for a mark: an indicator's
// code, with its span where that is not the one rewarded, or a word.
func (c Criteria) Short(rules *plan.Rules, i int) string {
	if i < len(c.Verdicts) {
		r := c.Verdicts[i]
		code := strconv.Itoa(r.Ordinal)
		if ind := rules.Indicator(r.Ordinal); ind != nil {
			code = ind.Code
		}
		if slices.ContainsFunc(c.Verdicts, func(o Required) bool { return o.Ordinal == r.Ordinal && o.Span != r.Span }) || r.Span != c.Span {
			name, _, _, _ := spanOf(rules.Def, r.Span)
			code += " " + vi.UpperFirst(name)
		}
		return code
	}
	switch k := c.Keys()[i]; k {
	case KeyDiscipline:
		return "Báo cáo"
	case KeyService:
		return "Tháng"
	case KeyDeeds:
		return "Việc tốt"
	case KeyPoints:
		return "Điểm"
	case KeyPending:
		return "Vụ việc"
	case "exclude:" + Key(Left):
		return "Tham gia"
	case "exclude:" + Key(Dismissed):
		return "Cho thôi"
	default:
		return "Đã khen"
	}
}

// InTheWay are the outcomes in the way, in words: those that fail, then those
// unknown. A reason several share is said once, and verdicts that lack the
// same figures are named together.
func (e *Eligibility) InTheWay(rules *plan.Rules) []string {
	var failing, other, lacks []string
	same := map[string][]string{}
	for i, o := range e.Outcomes {
		switch {
		case o.Satisfied():
		case o.Verdict == plan.NotMet:
			if !slices.Contains(failing, o.Reason) {
				failing = append(failing, o.Reason)
			}
		case i < len(e.Criteria.Verdicts) && len(o.Missing) > 0:
			text := strings.Join(o.Missing, "; ")
			if same[text] == nil {
				lacks = append(lacks, text)
			}
			same[text] = append(same[text], e.Criteria.Short(rules, i))
		default:
			other = append(other, o.Reason)
		}
	}
	for _, text := range lacks {
		failing = append(failing, "Chưa đủ số liệu "+strings.Join(same[text], ", ")+": "+text)
	}
	return append(failing, other...)
}
