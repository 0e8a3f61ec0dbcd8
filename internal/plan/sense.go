package plan

import (
	"fmt"
	"regexp"

	"thidua/internal/clock"
)

const (
	formatVersion = 1
	maxSlot       = 255     // figures are arrays by slot
	maxDays       = 5 * 366 // the longest campaign
)

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// unique reports a value met before; where says where it was first.
type unique[K comparable] struct{ where map[K]string }

func (u *unique[K]) see(p *problems, v K, path string) {
	if u.where == nil {
		u.where = map[K]string{}
	}
	if first, ok := u.where[v]; ok {
		p.add(path, "“%v” trùng với %s", v, first)
		return
	}
	u.where[v] = path
}

func (p *problems) code(v, path string) {
	if !codeForm.MatchString(v) {
		p.add(path, "mã “%s” chỉ gồm chữ thường không dấu, số, “_” và “-”, bắt đầu bằng chữ", v)
	}
}

// sense checks what no single field shows: references, order, overlaps.
func (p *problems) sense(d *Definition) {
	if d.Format != formatVersion {
		p.add("format", "phần mềm này đọc định dạng %d, tệp ghi %d", formatVersion, d.Format)
	}
	p.code(d.Campaign.Code, "campaign.code")
	var participants unique[string]
	for i, c := range d.Campaign.Participants {
		participants.see(p, c, fmt.Sprintf("campaign.participants[%d]", i))
	}
	p.settings(d.Settings)
	phasesRight := p.phases(d)
	p.groups(d)
	p.measures(d)
	p.parts(d)
	p.indicators(d)
	p.rest(d)
	if phasesRight {
		p.periods(d)
	}
}

func (p *problems) settings(s Settings) {
	for _, f := range []struct {
		name     string
		v        int
		min, max int
	}{{"min_clip_days", s.MinClipDays, 1, 20}, {"due_days", s.DueDays, 0, 60}, {"hard_close_days", s.HardCloseDays, 0, 180}, {"closing_due_days_before", s.ClosingDueDaysBefore, 0, 30}} {
		if f.v < f.min || f.v > f.max {
			p.add("settings."+f.name, "phải từ %d đến %d ngày", f.min, f.max)
		}
	}
	if s.HardCloseDays < s.DueDays {
		p.add("settings.hard_close_days", "không được sớm hơn hạn nộp (due_days %d)", s.DueDays)
	}
}

func (p *problems) phases(d *Definition) bool {
	before := len(p.list)
	var codes unique[string]
	for i, ph := range d.Phases {
		path := fmt.Sprintf("phases[%d]", i)
		p.code(ph.Code, path+".code")
		codes.see(p, ph.Code, path+".code")
		if ph.Start == nil && i > 0 {
			p.add(path+".start", "chỉ đợt đầu được bắt đầu từ ngày ban hành; đợt này cần ghi ngày bắt đầu")
			continue
		}
		start := d.PhaseStart(i)
		switch {
		case i > 0 && start <= d.Phases[i-1].End:
			p.add(path+".start", "%s chồng lên %s, đợt kết thúc ngày %s", start, d.Phases[i-1].Name, d.Phases[i-1].End)
		case i > 0 && start != d.Phases[i-1].End+1:
			p.add(path+".start", "để trống từ ngày %s đến ngày %s, không thuộc đợt nào", d.Phases[i-1].End+1, start-1)
		case i == 0 && start < d.Campaign.Plan.Issued:
			p.add(path+".start", "%s trước ngày ban hành kế hoạch %s", start, d.Campaign.Plan.Issued)
		}
		if ph.End < start {
			p.add(path+".end", "%s trước ngày bắt đầu %s", ph.End, start)
		}
		if ph.LastOnTime() <= ph.End {
			p.add(path+".report_before", "“trước ngày %s” không còn ngày nào đúng hạn sau khi đợt kết thúc (%s)", ph.ReportBefore, ph.End)
		}
	}
	right := len(p.list) == before
	if right && d.End()-d.Start() > maxDays {
		p.add("phases", "phong trào dài quá 5 năm")
		return false
	}
	return right
}

func (p *problems) groups(d *Definition) {
	var codes unique[string]
	for i, g := range d.Groups {
		codes.see(p, g.Code, fmt.Sprintf("groups[%d].code", i))
	}
}

func (d *Definition) hasGroup(code string) bool {
	for _, g := range d.Groups {
		if g.Code == code {
			return true
		}
	}
	return false
}

func (p *problems) rest(d *Definition) {
	var texts, awards, duties unique[string]
	for i, t := range d.Texts {
		path := fmt.Sprintf("texts[%d].code", i)
		p.code(t.Code, path)
		texts.see(p, t.Code, path)
	}
	for i, a := range d.Awards {
		path := fmt.Sprintf("awards[%d]", i)
		p.code(a.Code, path+".code")
		awards.see(p, a.Code, path+".code")
		for j, code := range a.Phases {
			if !d.hasPhase(code) {
				p.add(fmt.Sprintf("%s.phases[%d]", path, j), "không có đợt “%s”", code)
			}
		}
	}
	for i, duty := range d.Duties {
		path := fmt.Sprintf("duties[%d]", i)
		p.code(duty.Code, path+".code")
		duties.see(p, duty.Code, path+".code")
		p.holdings(duty.Held, path)
	}
	for i, l := range d.Recognition {
		if l.From != nil && l.Before != nil && *l.Before <= *l.From {
			p.add(fmt.Sprintf("recognition[%d].before", i), "không sau ngày bắt đầu %s", *l.From)
		}
	}
}

func (d *Definition) hasPhase(code string) bool {
	for _, ph := range d.Phases {
		if ph.Code == code {
			return true
		}
	}
	return false
}

// holdings wants every day held by exactly one level: from nil to nil without
// gap or overlap.
func (p *problems) holdings(held []Holding, path string) {
	var next *clock.Day
	for i, h := range held {
		at := fmt.Sprintf("%s.held[%d]", path, i)
		last := i == len(held)-1
		switch {
		case i == 0 && h.From != nil:
			p.add(at+".from", "cấp đầu tiên giữ nhiệm vụ từ đầu phong trào nên không ghi ngày bắt đầu")
		case i > 0 && (h.From == nil || next == nil || *h.From != *next):
			p.add(at+".from", "phải nối tiếp đúng ngày cấp trước thôi giữ nhiệm vụ")
		}
		switch {
		case last && h.Before != nil:
			p.add(at+".before", "cấp cuối cùng giữ nhiệm vụ đến hết nên không ghi ngày kết thúc")
		case !last && h.Before == nil:
			p.add(at+".before", "cần ngày kết thúc vì còn cấp kế tiếp")
		case h.From != nil && h.Before != nil && *h.Before <= *h.From:
			p.add(at+".before", "không sau ngày bắt đầu %s", *h.From)
		}
		next = h.Before
	}
}

// periods wants every period to have a day on which it may be submitted in
// time.
func (p *problems) periods(d *Definition) {
	for _, per := range CutPeriods(d) {
		path := "settings.due_days"
		if per.Closing {
			path = fmt.Sprintf("phases[%d].report_before", per.Phase)
		}
		if per.Due < per.SubmitFrom || per.ClosesBefore <= per.Due {
			p.add(path, "%s: nộp từ %s, hạn %s, đóng trước %s không theo thứ tự", per.Label, per.SubmitFrom, per.Due, per.ClosesBefore)
		}
	}
}
