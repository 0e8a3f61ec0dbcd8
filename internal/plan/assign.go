package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/vi"
)

// TargetsDuty is the duty of the definition whose holder assigns targets.
const TargetsDuty = "targets"

// The longest texts of a form.
const (
	MaxDocument = 60
	MaxNote     = 1000
)

// AssignInput is what the form asks; the names of its fields are dot, loai,
// chi-tieu, so-lieu, muc, don-vi, so, ngay, ghi-chu, thay, xac-nhan.
type AssignInput struct {
	Phase     string // its code
	Basis     Basis  `json:"reached_by"`
	Indicator string // its code
	Measure   string // its code
	Target    string // as typed: "85", "≥ 85 %"
	Units     []org.UnitID
	DocNumber string
	DocDay    *clock.Day
	Note      string
	Replace   bool // end what binds the same units by an earlier document
	Past      bool // agreed that periods already over are judged by it too
}

// draft is an input made ready to be stored.
type draft struct {
	phase         LivePhase
	ordinal, slot int
	target        Target
	start, before clock.Day
	level         Level
	setter        org.UnitID
	issuer        string
}

// check cleans an input and collects what is wrong with it.
func (in *AssignInput) check(f *fault.Fields, a access.Actor, now clock.Moment, tree *org.Tree, l *Live) draft {
	in.DocNumber, in.Note = vi.CleanLine(in.DocNumber), vi.Clean(in.Note)
	slices.Sort(in.Units)
	in.Units = slices.Compact(in.Units)
	d := draft{ordinal: -1, slot: -1, setter: org.UnitID(a.UnitID)}
	d.issuer = "UBND " + tree.Name(d.setter, now.Today).Full()
	var known bool
	if d.phase, known = l.PhaseByCode(in.Phase); !known {
		f.Add("dot", "Chọn đợt thi đua.")
	}
	rules := in.document(f, &d, now, tree, l, known)
	in.subject(f, &d, rules)
	in.reach(f, now, tree, rules)
	if vi.Length(in.Note) > MaxNote {
		f.Add("ghi-chu", fmt.Sprintf("Rút gọn ghi chú còn tối đa %d ký tự.", MaxNote))
	} else if p := vi.FindPersonal(in.Note); p != "" {
		f.Add("ghi-chu", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(p)+" rồi lưu lại.")
	}
	return d
}

// document checks number and day and finds where the target begins; the rules
// are those of that period.
func (in *AssignInput) document(f *fault.Fields, d *draft, now clock.Moment, tree *org.Tree, l *Live, phaseKnown bool) *Rules {
	checkNumber(f, "so", in.DocNumber)
	rules := l.Rules
	switch day := in.DocDay; {
	case f.Has("ngay"):
	case day == nil:
		f.Add("ngay", "Nhập ngày văn bản.")
	case *day > now.Today:
		f.Add("ngay", "Ngày văn bản không được sau hôm nay ("+now.Today.String()+").")
	case *day < l.Rules.Def.Campaign.Plan.Issued:
		f.Add("ngay", "Ngày văn bản không được trước ngày ban hành kế hoạch ("+l.Rules.Def.Campaign.Plan.Issued.String()+").")
	default:
		d.level = levelOf(tree, d.setter)
		if held, ok := l.Rules.Def.DutyLevel(TargetsDuty, *day); !ok || held != d.level {
			f.Add("ngay", "Ngày "+day.String()+", việc giao chỉ tiêu không thuộc cấp của đơn vị bạn.")
		}
		if !phaseKnown {
			return rules
		}
		p, ok := l.FirstAfter(d.phase.ID, *day)
		if !ok {
			f.Add("ngay", fmt.Sprintf("%s không còn kỳ nào mở sau ngày %s, nên chỉ tiêu giao bằng văn bản này không áp dụng được cho kỳ nào.", d.phase.Name, day))
			return rules
		}
		d.start, d.before = p.Start, d.phase.End+1
		rules = l.RulesAt(p.Ordinal)
		if p.Ended(now.Today) && !in.Past {
			f.Add("xac-nhan", fmt.Sprintf("Theo ngày văn bản, chỉ tiêu áp dụng từ %s, là kỳ đã kết thúc. Kiểm tra lại số, ngày văn bản rồi đánh dấu xác nhận; sau khi lưu không sửa được nữa.", lower(p.Label)))
		}
	}
	return rules
}

// subject finds what is bound and holds the value against the plan's.
func (in *AssignInput) subject(f *fault.Fields, d *draft, r *Rules) {
	switch in.Basis {
	case OfIndicator:
		ind := r.IndicatorByCode(in.Indicator)
		if ind == nil {
			f.Add("chi-tieu", "Chọn chỉ tiêu của kế hoạch.")
			return
		}
		d.ordinal = ind.Ordinal
		if ind.Target.Strictest() {
			f.Add("chi-tieu", refuseNotStricter(ind, ind.Target))
			return
		}
		t, err := ParseBeside(ind.Target, in.Target)
		if err != nil {
			f.Add("muc", "Nhập mức giao, ví dụ "+ind.Target.Comparator.String()+" "+example(ind)+": "+err.Error()+".")
		} else if why := refuseNotStricter(ind, t); why != "" {
			f.Add("muc", why)
		}
		d.target = t
	case TeamPeriod, TeamPhase, CommunePhase:
		m := r.MeasureByCode(in.Measure)
		if m == nil {
			f.Add("so-lieu", "Chọn số liệu.")
			return
		}
		d.slot = m.Slot
		if why := r.RefuseCount(m, in.Basis); why != "" {
			f.Add("so-lieu", why)
			return
		}
		t, err := ParseBeside(Target{Comparator: AtLeast, Q: 1}, in.Target)
		if err != nil || t.Rate || t.Comparator != AtLeast || t.P < 1 {
			f.Add("muc", "Nhập số lượng ít nhất phải đạt, là số nguyên từ 1, ví dụ 8.")
		}
		d.target = t
	default:
		f.Add("loai", "Chọn loại chỉ tiêu giao.")
	}
}

// example is a value stricter than an indicator's own.
func example(ind *Indicator) string {
	if !ind.Target.Rate {
		return vi.Int(ind.Target.P + 1)
	}
	return vi.Percent(ind.Target.P+ind.Target.Q, 2*ind.Target.Q)
}

// RefuseCount says why a measure may not carry a new count, "" where it may:
// what the plan wants none of, what it counts already, what the rows lack.
func (r *Rules) RefuseCount(m *Measure, b Basis) string {
	for _, ind := range r.indicators {
		if ind.IsRate() || ind.Numerator != m.Code {
			continue
		}
		if c := ind.Target.Comparator; c == AtLeast || c == Greater {
			return fmt.Sprintf("“%s” đã là chỉ tiêu %s của kế hoạch (%s). Hãy giao mức chặt hơn cho chỉ tiêu đó.", m.Short, ind.Code, ind.Target)
		}
		return fmt.Sprintf("Kế hoạch phấn đấu “%s” %s (chỉ tiêu %s), không giao số lượng ít nhất được.", m.Short, ind.Target, ind.Code)
	}
	if b != CommunePhase && !m.Entry.Teams() {
		return fmt.Sprintf("“%s” nhập chung cho toàn xã, không có số của từng Tổ. Chọn mức theo xã.", m.Short)
	}
	return ""
}

// reach checks who is bound: communes or teams of the actor's own.
func (in *AssignInput) reach(f *fault.Fields, now clock.Moment, tree *org.Tree, r *Rules) {
	if len(in.Units) == 0 {
		f.Add("don-vi", "Chọn ít nhất một đơn vị được giao.")
		return
	}
	onlyCommunes := ""
	if ind := r.IndicatorByCode(in.Indicator); in.Basis == OfIndicator && ind != nil && ind.JudgedFrom != LevelTeam {
		onlyCommunes = "Chỉ tiêu " + ind.Code + " xét từ cấp xã"
	} else if in.Basis == CommunePhase {
		onlyCommunes = "Mức này tính cho cả xã"
	}
	for _, id := range in.Units {
		if u, _ := tree.Unit(id); u.Level == org.Team && onlyCommunes != "" {
			f.Add("don-vi", onlyCommunes+", không giao cho từng Tổ. Bỏ chọn "+tree.Name(id, now.Today).Short()+", chọn xã.")
			return
		}
	}
}

func checkNumber(f *fault.Fields, name, number string) {
	switch {
	case number == "":
		f.Add(name, "Nhập số văn bản.")
	case vi.Length(number) > MaxDocument:
		f.Add(name, fmt.Sprintf("Rút gọn số văn bản còn tối đa %d ký tự.", MaxDocument))
	}
}

// levelOf is a unit's level in the plan's words.
func levelOf(tree *org.Tree, id org.UnitID) Level {
	u, _ := tree.Unit(id)
	var l Level
	_ = l.UnmarshalText([]byte(u.Level))
	return l
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// binds tells whether every unit lies below the actor's and is a commune or a
// team; another's is fault.Missing, as if it were not there.
func binds(a access.Actor, now clock.Moment, tree *org.Tree, units []org.UnitID) error {
	under := access.Under(a.Path)
	for _, id := range units {
		u, ok := tree.Unit(id)
		if p := tree.Path(id, now.Today); !ok || p == "" || !under.Holds(p) || int64(id) == a.UnitID || u.Level != org.Commune && u.Level != org.Team {
			return fault.Missing()
		}
	}
	return nil
}

// Targets writes assigned targets down.
type Targets struct{ DB DB }

// may is the actor's right to assign in the name of its own unit.
func may(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree) (access.Place, error) {
	if err := ctx.Err(); err != nil {
		return access.Place{}, err
	}
	place := tree.Place(org.UnitID(a.UnitID), now.Today)
	return place, access.Check(a, access.TargetWrite, place)
}
