package award

import (
	"fmt"

	"thidua/internal/clock"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/vi"
)

// Line is one criterion in words, without its full stop.
type Line struct {
	Key  Key
	Text string
}

// Lines are the criteria as the Hướng dẫn prints them, one a line, the
// statute's own last. The criteria have passed Check.
func (c Criteria) Lines(rules *plan.Rules, phase string) []Line {
	w := wording{rules, c.Subject}
	_, _, last, _ := spanOf(rules.Def, phase)
	var out []Line
	add := func(k Key, text string) { out = append(out, Line{k, text}) }
	for _, r := range c.Verdicts {
		add(r.key(), w.verdict(r))
	}
	if c.Discipline != nil {
		add(KeyDiscipline, w.discipline(c.Discipline))
	}
	if c.Service != nil {
		add(KeyService, w.service(c.Service, last))
	}
	if c.Deeds != nil {
		add(KeyDeeds, w.deeds(c.Deeds))
	}
	if s := c.Sheet; s != nil {
		add(KeyPoints, fmt.Sprintf("Đạt từ %d/%d điểm trở lên theo bảng chấm điểm", s.Least, s.Max()))
	}
	for _, e := range c.Exclusions {
		add(e.key(), w.exclusion(e, c.Form))
	}
	add(KeyPending, "Chưa xét đối tượng đang trong thời gian xem xét kỷ luật, điều tra, thanh tra, kiểm tra hoặc có khiếu nại, tố cáo, báo chí nêu đang được xác minh; thành tích chỉ tính từ khi hết thời hạn kỷ luật")
	return out
}

// Words is the cap, "" where there is none.
func (k *Cap) Words(s Subject) string {
	if k == nil {
		return ""
	}
	of := map[Subject]string{Team: "số Tổ", Member: "số thành viên các Tổ"}[s]
	var text string
	switch {
	case k.Count > 0 && k.Percent > 0:
		text = fmt.Sprintf("Mỗi đơn vị đề nghị không quá %d %% %s và không quá %s trường hợp", k.Percent, of, two(k.Count))
	case k.Percent > 0:
		text = fmt.Sprintf("Mỗi đơn vị đề nghị không quá %d %% %s", k.Percent, of)
	case k.Count > 0:
		text = fmt.Sprintf("Mỗi đơn vị đề nghị không quá %s trường hợp", two(k.Count))
	default:
		return ""
	}
	if k.Percent > 0 && k.AtLeastOne {
		text += "; đơn vị nhỏ được đề nghị 01 trường hợp"
	}
	return text
}

type wording struct {
	rules   *plan.Rules
	subject Subject
}

// in is "trong đợt 1", "trong toàn phong trào".
func (w wording) in(span string) string {
	name, _, _, _ := spanOf(w.rules.Def, span)
	return "trong " + vi.LowerFirst(name)
}

func (w wording) verdict(r Required) string {
	ind := w.rules.Indicator(r.Ordinal)
	if ind == nil {
		return "Chỉ tiêu không còn trong kế hoạch"
	}
	who := "Tổ"
	switch {
	case ind.JudgedFrom != plan.LevelTeam:
		who = "Xã, phường, thị trấn nơi Tổ hoạt động"
	case w.subject == Member:
		who = "Tổ nơi cá nhân tham gia, tính các kỳ người đó có mặt trong Tổ vào ngày cuối kỳ,"
	}
	text := fmt.Sprintf("%s đạt chỉ tiêu %s “%s” (%s) %s", who, ind.Code, ind.Name, TargetWords(ind), w.in(r.Span))
	if ind.IsRate() {
		text += "; không phát sinh thì coi là đạt"
	}
	return text
}

func (w wording) discipline(d *Discipline) string {
	text := "Báo cáo tháng của xã, phường, thị trấn " + w.in(d.Span)
	switch {
	case d.Missing == 0 && d.Late == 0:
		return text + " được gửi đủ, đúng hạn"
	case d.Missing == 0:
		return text + fmt.Sprintf(" được gửi đủ, quá hạn không quá %s kỳ", two(d.Late))
	case d.Late == 0:
		return text + fmt.Sprintf(" thiếu không quá %s kỳ, các kỳ còn lại đúng hạn", two(d.Missing))
	}
	return text + fmt.Sprintf(" thiếu không quá %s kỳ, quá hạn không quá %s kỳ", two(d.Missing), two(d.Late))
}

func (w wording) service(s *Tenure, last clock.Day) string {
	what := map[Subject]string{Team: "Tổ hoạt động", Member: "Tham gia Tổ bảo vệ ANTT"}[w.subject]
	if s.Span != "" {
		return fmt.Sprintf("%s đủ %s tháng trở lên %s", what, two(s.Months), w.in(s.Span))
	}
	return fmt.Sprintf("%s đủ %s tháng trở lên, tính đến hết ngày %s", what, two(s.Months), last)
}

var rankWords = map[register.Rank]string{register.ByCommune: " được ghi nhận, biểu dương", register.ByDistrict: " được cấp huyện trở lên ghi nhận, biểu dương",
	register.ByProvince: " được cấp tỉnh trở lên ghi nhận, biểu dương", register.ByMinistry: " được Bộ, ngành Trung ương ghi nhận, biểu dương"}

func (w wording) deeds(d *Deeds) string {
	who := map[Subject]string{Team: "Tổ có ít nhất %s việc tốt%s %s", Member: "Trực tiếp làm ít nhất %s việc tốt%s %s"}[w.subject]
	return fmt.Sprintf(who, two(d.Count), rankWords[d.Rank], w.in(d.Span))
}

func (w wording) exclusion(e Exclusion, f Form) string {
	switch e {
	case Left:
		return "Không xét người đã thôi tham gia trước khi kết thúc thời gian xét, trừ người từ trần, hy sinh"
	case Dismissed:
		if w.subject == Team {
			return "Không xét Tổ có thành viên bị cho thôi theo điểm c, điểm d khoản 3 Điều 17 Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
		}
		return "Không xét người bị cho thôi theo điểm c, điểm d khoản 3 Điều 17 Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
	case Rewarded:
		return "Không xét " + vi.LowerFirst(w.subject.Label()) + " đã được tặng " + f.Label() + " trong phong trào này"
	}
	return string(e)
}
