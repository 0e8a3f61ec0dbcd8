package summary

import (
	"crypto/sha256"
	"encoding/json"

	"thidua/internal/clock"
	"thidua/internal/plan"
)

// Schema is the number of the figures' layout; a reader knows older ones.
const Schema = 1

// Figures are all a phase report says in numbers, self-contained: whoever has
// them can print the report and judge it again, whatever changed since. The
// province's are made from its districts' accepted ones.
type Figures struct {
	Schema     int            `json:"schema"`
	Plan       PlanRef        `json:"plan"`
	Unit       UnitRef        `json:"unit"`
	Phase      PhaseRef       `json:"phase"`
	Next       *PhaseRef      `json:"next,omitempty"` // the phase after it
	AsOf       clock.Day      `json:"as_of"`          // the business day they were computed
	Periods    []PeriodRef    `json:"periods"`
	Groups     []GroupRef     `json:"groups"`
	Measures   []MeasureRef   `json:"measures"`
	Indicators []IndicatorRef `json:"indicators"`
	Districts  []District     `json:"districts,omitempty"` // the province's: the units below, in order
	Communes   []Commune      `json:"communes"`            // in the units' official order
	Whole      []Judged       `json:"whole"`               // by indicator
	Totals     []int64        `json:"totals"`              // by measure, as Measures
	Given      []GivenRef     `json:"given,omitempty"`
	Exemplars  []Exemplar     `json:"exemplars,omitempty"`
	Difficulty []Difficulty   `json:"difficulties,omitempty"`
	Practices  []Difficulty   `json:"practices,omitempty"` // cách làm hay, as the months told them
	Launch     *LaunchRef     `json:"launch,omitempty"`
	Proposals  []Difficulty   `json:"proposals,omitempty"` // the province's: what its units propose
	Sources    []Source       `json:"sources,omitempty"`   // the province's: the snapshots it sums
	Previous   *Previous      `json:"previous,omitempty"`  // the phase before, as frozen
}

// PlanRef names the plan and the version the phase is judged by.
type PlanRef struct {
	Campaign  string `json:"campaign"`
	Document  string `json:"document"` // "Kế hoạch số …/KH-UBND ngày …"
	VersionID int64  `json:"version"`
}

// UnitRef is a unit as it was called on the figures' day.
type UnitRef struct {
	ID     int64  `json:"id"`
	Code   string `json:"code"`
	Name   string `json:"name"` // "huyện Ninh Phước"
	Parent int64  `json:"parent,omitempty"`
}

// PhaseRef is the phase.
type PhaseRef struct {
	ID           int64     `json:"id"`
	Code         string    `json:"code"`
	Name         string    `json:"name"`
	Slogan       string    `json:"slogan"`
	Start        clock.Day `json:"start"`
	End          clock.Day `json:"end"`
	ReportBefore clock.Day `json:"report_before"`
}

// PeriodRef is a month of the phase.
type PeriodRef struct {
	ID      int64     `json:"id"`
	Ordinal int       `json:"ordinal"`
	Label   string    `json:"label"`
	Due     clock.Day `json:"due"`
}

// GroupRef is a criteria group (nội dung thi đua).
type GroupRef struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	Short string `json:"short"`
}

// MeasureRef is a measure's slot and words.
type MeasureRef struct {
	Slot  int    `json:"slot"`
	Code  string `json:"code"`
	Group string `json:"group"`
	Name  string `json:"name"`
	Short string `json:"short"`
	Unit  string `json:"unit"`
	Last  bool   `json:"last,omitempty"` // a stock: the phase's last month alone
}

// IndicatorRef is an indicator with the plan's words.
type IndicatorRef struct {
	Ordinal  int    `json:"ordinal"`
	Code     string `json:"code"`
	Group    string `json:"group"`
	Name     string `json:"name"`
	Short    string `json:"short"`
	Target   string `json:"target"`
	Sentence string `json:"sentence"`
	Rate     bool   `json:"rate"`
	Every    bool   `json:"every,omitempty"` // met where every commune meets it
	Each     bool   `json:"each,omitempty"`  // judged for each team in each period
	Num      int    `json:"num"`             // the measures' slots
	Den      int    `json:"den"`             // -1 for a count
}

// Commune is a commune's months and what they come to.
type Commune struct {
	UnitRef
	Teams   int      `json:"teams"`
	Members int      `json:"members"`
	Months  []Month  `json:"months"`
	Totals  []int64  `json:"totals"` // by measure, accepted months only
	Judged  []Judged `json:"judged"` // by indicator
	Rank    int      `json:"rank"`
	Tied    bool     `json:"tied,omitempty"`
}

// Counted is how many of its months the figures hold; none: it has no figures,
// which is not zero.
func (c *Commune) Counted() int {
	n := 0
	for i := range c.Months {
		if c.Months[i].Counted {
			n++
		}
	}
	return n
}

// CountedIn is how many months of a reporting unit's communes the figures hold.
func (f *Figures) CountedIn(unit int64) int {
	n := 0
	for i := range f.Communes {
		if f.Communes[i].Parent == unit || f.Communes[i].ID == unit {
			n += f.Communes[i].Counted()
		}
	}
	return n
}

// Month is a report of one period: where it stood and its sums. Unit is the
// commune it was of where that was merged into this one since.
type Month struct {
	Period  int              `json:"period"` // ordinal
	Unit    int64            `json:"unit,omitempty"`
	Report  int64            `json:"report"`
	State   string           `json:"state"`
	Counted bool             `json:"counted"`
	SentOn  *clock.Day       `json:"sent_on,omitempty"` // first sending
	OnTime  bool             `json:"on_time,omitempty"`
	Fixed   int              `json:"fixed,omitempty"` // corrections the sums hold
	Sum     *plan.CommuneSum `json:"sum,omitempty"`
}

// Judged is one indicator's outcome. Value is the figure as printed.
type Judged struct {
	Verdict  string `json:"verdict"` // met, not_met, none_arose, unknown, in_progress
	Num      int64  `json:"num"`
	Den      int64  `json:"den"`
	Value    string `json:"value"`
	Met      int32  `json:"met"`       // communes below that meet
	NotMet   int32  `json:"not_met"`   //
	None     int32  `json:"none"`      //
	Unknown  int32  `json:"unknown"`   //
	Counted  int32  `json:"counted"`   // commune-periods that count
	Expected int32  `json:"expected"`  // of those expected
	Teams    int32  `json:"teams"`     // team-periods or teams judged
	TeamsMet int32  `json:"teams_met"` // of them meeting
}

// GivenRef is a target assigned beside the plan's and how it was kept.
type GivenRef struct {
	ID       int64  `json:"id"`
	Setter   string `json:"setter"`
	Document string `json:"document"`
	Subject  string `json:"subject"`
	Level    string `json:"level"`
	Units    int    `json:"units"`
	Met      int    `json:"met"`
	NotMet   int    `json:"not_met"`
	None     int    `json:"none"`
	Unknown  int    `json:"unknown"`
}

// Exemplar is a good deed or a community model picked for the report.
type Exemplar struct {
	Kind  string    `json:"kind"` // deed, model
	ID    int64     `json:"id"`
	Unit  string    `json:"unit"`
	Day   clock.Day `json:"day"`
	Title string    `json:"title"`
	Words string    `json:"words"`
	By    string    `json:"by"` // recognised by whom, document
}

// Difficulty is what a month or an open question told.
type Difficulty struct {
	From string `json:"from"` // month, question; of a proposal: report
	ID   int64  `json:"id"`
	Unit string `json:"unit"`
	When string `json:"when"`
	Text string `json:"text"`
	// Proposal is what a question's unit proposes.
	Proposal string `json:"proposal,omitempty"`
}

// LaunchRef is how the unit launched the phase and who has it.
type LaunchRef struct {
	On       clock.Day `json:"on"`
	Document string    `json:"document"` // "số 12/KH-UBND ngày 12/11/2024", "" for none
	Received int       `json:"received"` // communes that carried it on
}

// Source is a snapshot the province's figures were summed from.
type Source struct {
	Unit     UnitRef    `json:"unit"`
	Report   int64      `json:"report"`
	Snapshot int64      `json:"snapshot"`
	Kind     string     `json:"kind"`
	No       int        `json:"no"`
	Digest   string     `json:"digest"` // hex
	SentOn   *clock.Day `json:"sent_on,omitempty"`
	OnTime   bool       `json:"on_time"`
}

// Previous is what the phase before came to, as frozen, for comparison: in
// this report's measures and indicators. A measure it did not have is -1, an
// indicator's verdict "".
type Previous struct {
	Phase  string   `json:"phase"`
	Code   string   `json:"code"` // its verification code
	Totals []int64  `json:"totals"`
	Whole  []Judged `json:"whole"`
	// Corrected tells how many of its figures were corrected since.
	Corrected int `json:"corrected"`
}

// Section is a part of the narrative: as typed, and with its figures put in. A
// head has no text of its own: sections numbered below it follow.
type Section struct {
	Code   string `json:"code"`
	Number string `json:"number"` // "III.2"
	Title  string `json:"title"`
	Head   bool   `json:"head,omitempty"`
	Raw    string `json:"raw"`
	Text   string `json:"text"`
}

// Sealed is what a snapshot holds.
type Sealed struct {
	Figures  Figures   `json:"figures"`
	Sections []Section `json:"sections"`
}

// Canonical is the snapshot's bytes: JSON with fields in the order above, no
// spaces, numbers as integers. Equal content gives equal bytes.
func (s *Sealed) Canonical() ([]byte, [sha256.Size]byte, error) {
	b, err := json.Marshal(s)
	return b, sha256.Sum256(b), err
}

// Unseal reads a snapshot's bytes.
func Unseal(b []byte) (*Sealed, error) {
	s := &Sealed{}
	return s, json.Unmarshal(b, s)
}
