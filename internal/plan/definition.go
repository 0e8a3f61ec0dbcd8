package plan

import "thidua/internal/clock"

// Definition is one version of a campaign, as its definition file says it.
// Fields marked omitempty may be left out of the file; all others must be
// there. Only Parse makes one, so a Definition is always consistent.
type Definition struct {
	Format      int                `yaml:"format"`
	Campaign    Campaign           `yaml:"campaign"`
	Settings    Settings           `yaml:"settings"`
	Phases      []Phase            `yaml:"phases"`
	Groups      []Group            `yaml:"groups"`
	Measures    []Measure          `yaml:"measures"` // in the order of the grid's columns
	Parts       []Part             `yaml:"parts,omitempty"`
	Indicators  []Indicator        `yaml:"indicators"`
	Texts       []Text             `yaml:"texts,omitempty"`
	Awards      []Award            `yaml:"awards,omitempty"`
	Duties      []Duty             `yaml:"duties"`
	Recognition []RecognisingLevel `yaml:"recognition,omitempty"`

	// Source is the file as read and Text the attached plan (see Attach).
	Source []byte `yaml:"-"`
	Text   string `yaml:"-"`
}

// Campaign says what is run, by whom and on what ground.
type Campaign struct {
	Code         string   `yaml:"code"`
	Name         string   `yaml:"name"`
	Short        string   `yaml:"short"`
	Theme        string   `yaml:"theme"`
	IssuingBody  string   `yaml:"issuing_body"`
	Plan         Document `yaml:"plan"`
	LegalBases   []string `yaml:"legal_bases"`
	Subjects     string   `yaml:"subjects"`
	Participants []string `yaml:"participants"` // official codes of units, each with its subtree
}

// Document is the plan's own paper. Number may be blank in the source.
type Document struct {
	Title    string    `yaml:"title"`
	Number   string    `yaml:"number,omitempty"`
	Symbol   string    `yaml:"symbol"`
	Issued   clock.Day `yaml:"issued"`
	TextFile string    `yaml:"text"`
}

// Reference is "Số 12/KH-UBND", with dots where the number is still blank.
func (d Document) Reference() string {
	if d.Number == "" {
		return "Số ……/" + d.Symbol
	}
	return "Số " + d.Number + "/" + d.Symbol
}

// Settings hold the deadlines' arithmetic, in days.
type Settings struct {
	MinClipDays          int `yaml:"min_clip_days"`           // a shorter clip of a month joins its neighbour
	DueDays              int `yaml:"due_days"`                // from a period's end to its last day on time
	HardCloseDays        int `yaml:"hard_close_days"`         // from a period's end to its last open day
	ClosingDueDaysBefore int `yaml:"closing_due_days_before"` // before the phase report's last day on time
}

// Phase is one đợt. Start is nil only for the first phase: the plan's issue
// date. ReportBefore is exclusive ("trước ngày").
type Phase struct {
	Code         string     `yaml:"code"`
	Name         string     `yaml:"name"`
	Start        *clock.Day `yaml:"start,omitempty"`
	End          clock.Day  `yaml:"end"`
	ReportBefore clock.Day  `yaml:"report_before"`
	Review       string     `yaml:"review"` // Sơ kết, Tổng kết
	Slogan       string     `yaml:"slogan"`
	Quote        string     `yaml:"quote"`
}

// LastOnTime is the last day on which the phase report is on time.
func (p Phase) LastOnTime() clock.Day { return p.ReportBefore - 1 }

// Group is one criteria group (nội dung thi đua) with the plan's words.
type Group struct {
	Code      string `yaml:"code"`
	Title     string `yaml:"title"`
	Short     string `yaml:"short"`
	Paragraph string `yaml:"paragraph"`
}

// Measure is one column of the monthly report: integers from 0. Its slot is
// permanent across versions.
type Measure struct {
	Slot         int       `yaml:"slot"`
	Code         string    `yaml:"code"`
	Group        string    `yaml:"group"`
	Name         string    `yaml:"name"`
	Short        string    `yaml:"short"`
	Unit         string    `yaml:"unit"`
	Entry        Entry     `yaml:"entry"`
	Over         Over      `yaml:"over"`
	Derived      Derived   `yaml:"derived,omitempty"`
	CommuneTotal TotalFrom `yaml:"commune_total,omitempty"`
	Definition   string    `yaml:"definition"`
}

// Part is a rule "part ≤ whole" between two measures.
type Part struct {
	Part  string `yaml:"part"`
	Whole string `yaml:"whole"`
	Per   Per    `yaml:"per"`
}

// Indicator is one chỉ tiêu of the plan. Without Denominator it is a count,
// with it a rate. Its ordinal is permanent across versions.
type Indicator struct {
	Ordinal     int     `yaml:"ordinal"`
	Code        string  `yaml:"code"`
	PlanRef     string  `yaml:"plan_ref"` // the criteria group
	Name        string  `yaml:"name"`
	Short       string  `yaml:"short"`
	Numerator   string  `yaml:"numerator"`
	Denominator string  `yaml:"denominator,omitempty"`
	Target      Target  `yaml:"target"`
	JudgedFrom  Level   `yaml:"judged_from"`
	Span        Span    `yaml:"span"`
	Above       Above   `yaml:"above"`
	CatchUp     CatchUp `yaml:"catch_up"`
	GapNoun     string  `yaml:"gap_noun"`
	Quote       string  `yaml:"quote"`
}

// IsRate tells a rate from a count.
func (i *Indicator) IsRate() bool { return i.Denominator != "" }

// Text is a narrative field of the monthly report.
type Text struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
	Hint string `yaml:"hint"`
}

// Award is a form of commendation and the phases whose review may give it.
type Award struct {
	Code   string   `yaml:"code"`
	Name   string   `yaml:"name"`
	Short  string   `yaml:"short"`
	Phases []string `yaml:"phases"`
	Quote  string   `yaml:"quote"`
}

// Duty is a task of the plan and the level that holds it, by date.
type Duty struct {
	Code string    `yaml:"code"`
	Name string    `yaml:"name"`
	Held []Holding `yaml:"held"`
}

// Holding is a level holding a duty from a day (nil: from the beginning)
// before a day (nil: without end; exclusive).
type Holding struct {
	Level  Level      `yaml:"level"`
	From   *clock.Day `yaml:"from,omitempty"`
	Before *clock.Day `yaml:"before,omitempty"`
}

// RecognisingLevel is a police level whose recognition of a community model
// counts, by the day of recognition; bounds as in Holding.
type RecognisingLevel struct {
	Level  Level      `yaml:"level"`
	Name   string     `yaml:"name"`
	From   *clock.Day `yaml:"from,omitempty"`
	Before *clock.Day `yaml:"before,omitempty"`
}

// PhaseStart is the first day of phase i.
func (d *Definition) PhaseStart(i int) clock.Day {
	if s := d.Phases[i].Start; s != nil {
		return *s
	}
	return d.Campaign.Plan.Issued
}

// Start is the campaign's first day.
func (d *Definition) Start() clock.Day { return d.PhaseStart(0) }

// End is the campaign's last day.
func (d *Definition) End() clock.Day { return d.Phases[len(d.Phases)-1].End }

func within(day clock.Day, from, before *clock.Day) bool {
	return (from == nil || day >= *from) && (before == nil || day < *before)
}

// DutyLevel is the level holding a duty on a day; ok is false for a duty the
// plan does not name.
func (d *Definition) DutyLevel(code string, day clock.Day) (Level, bool) {
	for _, duty := range d.Duties {
		if duty.Code != code {
			continue
		}
		for _, h := range duty.Held {
			if within(day, h.From, h.Before) {
				return h.Level, true
			}
		}
	}
	return 0, false
}

// Recognising lists the levels whose recognition counts on a day.
func (d *Definition) Recognising(day clock.Day) []RecognisingLevel {
	var out []RecognisingLevel
	for _, l := range d.Recognition {
		if within(day, l.From, l.Before) {
			out = append(out, l)
		}
	}
	return out
}
