package report

// ID is a monthly report's id.
type ID int64

// State is where a report stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	InReview  State = "in_review"
	Returned  State = "returned"
	Accepted  State = "accepted"
	Frozen    State = "frozen"
	// LeftOut: its phase was frozen before it was accepted. It never counts.
	LeftOut State = "left_out"
)

// States in the order of a report's life.
var States = []State{Draft, Submitted, InReview, Returned, Accepted, Frozen, LeftOut}

var stateWords = map[State]string{Draft: "Nháp", Submitted: "Đã gửi", InReview: "Đang xem", Returned: "Trả lại",
	Accepted: "Đã duyệt", Frozen: "Đã chốt", LeftOut: "Ngoài số chốt"}

// Words is the state as people read it.
func (s State) Words() string { return stateWords[s] }

// ParseState reads a state's code; ok is false for anything else.
func ParseState(s string) (st State, ok bool) {
	_, ok = stateWords[State(s)]
	return State(s), ok
}

// Final tells whether figures count: accepted, or frozen with the phase.
func (s State) Final() bool { return s == Accepted || s == Frozen }

// Editable tells whether the holder may write figures in this state.
func (s State) Editable() bool { return s == Draft || s == Returned }
