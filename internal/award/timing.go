package award

import (
	"fmt"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Stage is a part of the way with one time limit.
type Stage string

// The stages. The appraisal's clock stands still during a supplement and a
// consultation, which have limits of their own.
const (
	StageOpinion    Stage = "opinion"
	StageAppraisal  Stage = "appraisal"
	StageSupplement Stage = "supplement"
	StageConsult    Stage = "consult"
	StageSignature  Stage = "signature"
	StageAnnounce   Stage = "announce"
)

// Stages in the order of the way.
var Stages = []Stage{StageOpinion, StageAppraisal, StageSupplement, StageConsult, StageSignature, StageAnnounce}

// Words is the stage as people read it.
func (s Stage) Words() string {
	return map[Stage]string{StageOpinion: "Cho ý kiến", StageAppraisal: "Thẩm định", StageSupplement: "Bổ sung hồ sơ", StageConsult: "Hiệp y",
		StageSignature: "Trình ký", StageAnnounce: "Công bố kết quả"}[s]
}

// Limits are working days per stage; a stage without one has no limit.
type Limits map[Stage]int

// DefaultLimits follow the ministry's times for the central level (20 days to
// appraise, 10 to send the decision); provinces set their own.
func DefaultLimits() Limits {
	return Limits{StageOpinion: 5, StageAppraisal: 20, StageSupplement: 5, StageConsult: 10, StageSignature: 5, StageAnnounce: 10}
}

// stageOf is the stage a state runs in, "" for none.
func (r Route) stageOf(s State) Stage {
	switch s {
	case Sent:
		if r.Form == BangKhen {
			return StageOpinion
		}
		return StageAppraisal
	case InOpinion:
		return StageOpinion
	case Forwarded, Received, Appraising, InCouncil, Concluded:
		return StageAppraisal
	case Supplement:
		return StageSupplement
	case Consulting:
		return StageConsult
	case Presented:
		return StageSignature
	case Decided:
		return StageAnnounce
	}
	return ""
}

// Timing is a stage's clock on a day.
type Timing struct {
	Stage Stage
	Used  int // working days
	Limit int // 0: none
	// Due is the last day on time, nil without a limit.
	Due *clock.Day
	// Behind is the appraisal that stands still meanwhile, with its days used;
	// nil where nothing is paused.
	Behind *Timing
}

// Late tells whether the limit is exceeded.
func (t Timing) Late() bool { return t.Limit > 0 && t.Used > t.Limit }

// Words is "Thẩm định: 3/20 ngày làm việc, hạn 14/03/2025".
func (t Timing) Words() string {
	if t.Stage == "" {
		return ""
	}
	text := fmt.Sprintf("%s: %d ngày làm việc", t.Stage.Words(), t.Used)
	if t.Limit > 0 {
		text = fmt.Sprintf("%s: %d/%d ngày làm việc", t.Stage.Words(), t.Used, t.Limit)
	}
	switch {
	case t.Late():
		text += fmt.Sprintf(", quá hạn %d ngày", t.Used-t.Limit)
	case t.Due != nil:
		text += ", hạn " + t.Due.String()
	}
	if t.Behind != nil {
		where := "khi chưa hết ngày đầu"
		if t.Behind.Used > 0 {
			where = fmt.Sprintf("ở ngày thứ %d", t.Behind.Used)
		}
		text += fmt.Sprintf(" (%s tạm dừng %s)", vi.LowerFirst(t.Behind.Stage.Words()), where)
	}
	return text
}

// Timing reads the present stage's clock. A stage begins when a state of it is
// entered from another stage; a pause inside it does not begin it anew, being
// returned and sent again does.
func (d *Dossier) Timing(cal Calendar, limits Limits, today clock.Day) Timing {
	now := d.Route.stageOf(d.State)
	if now == "" {
		return Timing{}
	}
	if now == StageSupplement || now == StageConsult {
		t := d.run(now, cal, limits, today)
		behind := d.run(StageAppraisal, cal, limits, today)
		behind.Due = nil // not before the pause is over
		t.Behind = &behind
		return t
	}
	return d.run(now, cal, limits, today)
}

// run sums the working days of the stage's last run.
func (d *Dossier) run(s Stage, cal Calendar, limits Limits, today clock.Day) Timing {
	first := len(d.Log)
	for i := len(d.Log) - 1; i >= 0; i-- {
		at := d.Route.stageOf(d.Log[i].State)
		paused := s == StageAppraisal && (at == StageSupplement || at == StageConsult)
		if at != s && !paused {
			break
		}
		first = i
	}
	t := Timing{Stage: s, Limit: limits[s]}
	for i := first; i < len(d.Log); i++ {
		if d.Route.stageOf(d.Log[i].State) != s {
			continue
		}
		start, until := d.Log[i].On, today
		if i+1 < len(d.Log) {
			until = d.Log[i+1].On
		}
		days := cal.Days(start, until)
		// The limit runs out here, or the clock still runs.
		if t.Limit > 0 && t.Used <= t.Limit {
			due := cal.Add(start, t.Limit-t.Used)
			t.Due = &due
		}
		t.Used += days
	}
	return t
}
