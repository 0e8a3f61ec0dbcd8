package question

import (
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// DB is where questions are kept: the pool.
type DB interface {
	pg.Querier
	pg.Beginner
}

// Service keeps the questions.
type Service struct{ DB DB }

// ID keys question.
type ID int64

// State is where a question stands.
type State string

// The states.
const (
	Open      State = "open"
	Answered  State = "answered"
	Withdrawn State = "withdrawn"
)

// States in the order of filters.
var States = []State{Open, Answered, Withdrawn}

// Words is the state as people read it.
func (s State) Words() string {
	return map[State]string{Open: "Chờ trả lời", Answered: "Đã trả lời", Withdrawn: "Đã rút"}[s]
}

// The longest texts, in letters, as the table holds them.
const (
	MaxSubject  = 200
	MaxBody     = 4000
	MaxProposal = 2000
	MaxAnswer   = 4000
)

// Question is one difficulty asked about.
type Question struct {
	ID           ID          `db:"id"`
	PhaseID      int64       `db:"phase_id"`
	UnitID       org.UnitID  `db:"unit_id"`
	Subject      string      `db:"subject"`
	Body         string      `db:"body"`
	Proposal     string      `db:"proposal"`
	State        State       `db:"state"`
	Answer       string      `db:"answer"`
	AskedBy      string      `db:"asked_by"`
	AskedAt      time.Time   `db:"asked_at"`
	AskedOn      clock.Day   `db:"asked_on"`
	AnsweredBy   string      `db:"answered_by"`
	AnsweredRole access.Role `db:"answered_role"`
	AnsweredUnit org.UnitID  `db:"answered_unit"`
	AnsweredAt   *time.Time  `db:"answered_at"`
	Version      int         `db:"version"`
	ScopePath    string      `db:"scope_path"`
}

// Place is the asking unit: where it is read, withdrawn and answered.
func (q *Question) Place() access.Place {
	return access.Place{UnitID: int64(q.UnitID), Path: q.ScopePath}
}

// Input is what the form asks; its fields are named dot, tieu-de, noi-dung and
// kien-nghi.
type Input struct {
	Phase    int64  `json:"phase"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
	Proposal string `json:"proposal,omitempty"`
}

// Clean brings the texts to the stored form.
func (in *Input) Clean() {
	in.Subject, in.Body, in.Proposal = vi.CleanLine(in.Subject), vi.Clean(in.Body), vi.Clean(in.Proposal)
}

func (in *Input) check(f *fault.Fields) {
	check(f, "tieu-de", "vấn đề cần hỏi", in.Subject, true, MaxSubject)
	check(f, "noi-dung", "nội dung khó khăn, vướng mắc", in.Body, true, MaxBody)
	check(f, "kien-nghi", "kiến nghị", in.Proposal, false, MaxProposal)
}

// check holds a text to its length and to the notice that personal numbers are
// not written.
func check(f *fault.Fields, name, what, text string, need bool, most int64) {
	switch {
	case need && text == "":
		f.Add(name, "Nhập "+what+".")
	case int64(vi.Length(text)) > most:
		f.Add(name, "Rút gọn "+what+" còn tối đa "+vi.Int(most)+" ký tự.")
	case vi.FindPersonal(text) != "":
		f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(text))+" rồi gửi lại.")
	}
}
