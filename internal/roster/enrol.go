package roster

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Enrolment puts a person into a team. Person 0 makes a new person from the
// name, birth date, gender, citizen id and phone.
type Enrolment struct {
	Person    PersonID
	FullName  string
	Birth     *clock.Day
	Gender    Gender
	CitizenID string
	Phone     string

	Team     org.UnitID
	Position Position
	Joined   clock.Day
	Decision string // number and date of the commune chair's decision
}

const (
	sqlAddPerson  = `INSERT INTO person (full_name, birth_date, gender, citizen_id, phone) VALUES ($1, $2, $3, $4, $5) RETURNING id`
	sqlAddService = `INSERT INTO service (person_id, team_id, position, during, join_decision, leave_reason, leave_decision)
  VALUES ($1, $2, $3, daterange($4, $5), $6, $7, $8) RETURNING id`
	sqlPersonName = `SELECT full_name FROM person WHERE id = $1`
)

var (
	citizenForm = regexp.MustCompile(`^([0-9]{9}|[0-9]{12})?$`)
	phoneForm   = regexp.MustCompile(`^(0[0-9]{9,10})?$`)
)

// Enrol begins a service. In a team whose end is on record it ends with the
// team.
func Enrol(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Enrolment) (ServiceID, error) {
	x, err := enrol(ctx, tx, a, now, tree, in)
	return x.ID, err
}

func enrol(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Enrolment) (Spell, error) {
	place, err := mayWrite(a, now, tree, in.Team)
	if err != nil {
		return Spell{}, err
	}
	in.clean()
	var f fault.Fields
	in.check(&f, now, tree)
	if err := f.Err(); err != nil {
		return Spell{}, err
	}
	if in.Person == 0 {
		in.Person, err = pg.Value[PersonID](ctx, tx, sqlAddPerson, in.FullName, in.Birth, in.Gender, in.CitizenID, in.Phone)
	} else {
		in.FullName, err = pg.Value[string](ctx, tx, sqlPersonName, in.Person)
	}
	if err != nil {
		return Spell{}, explain(err)
	}
	x := Spell{Person: in.Person, FullName: in.FullName, Team: in.Team, Position: in.Position, From: in.Joined, JoinDecision: in.Decision}
	x.endWithTeam(tree)
	if x.ID, err = x.add(ctx, tx, tree, a, now); err != nil {
		return x, err
	}
	return x, audit.Record(ctx, tx, a, now, in.entry(x.ID, place, now, tree))
}

func (in Enrolment) entry(id ServiceID, place access.Place, now clock.Moment, tree *org.Tree) audit.Entry {
	return audit.Entry{Action: "roster.enrol", ObjectKind: "service", ObjectID: int64(id), Path: place.Path,
		Summary: fmt.Sprintf("%s tham gia %s từ ngày %s, %s", in.FullName, tree.Name(in.Team, now.Today).Full(), in.Joined, in.Position.Label()),
		After:   map[string]any{"person": in.Person, "team": in.Team, "position": in.Position, "joined": in.Joined, "decision": in.Decision, "citizen_id": MaskID(in.CitizenID)}}
}

// endWithTeam ends a service without end on the day its team does.
func (x *Spell) endWithTeam(tree *org.Tree) {
	if u, ok := tree.Unit(x.Team); ok && x.Left == nil && !u.During.Open() {
		end := u.During.Until
		x.Left, x.Reason, x.LeaveDecision = &end, TeamEnded, u.Basis
	}
}

// mayWrite asks for the right at the team's commune of today, which keeps its
// roster, and gives the team's place.
func mayWrite(a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID) (access.Place, error) {
	commune, _ := tree.CommuneNow(team, now.Today)
	if err := access.Check(a, access.RosterWrite, tree.Place(commune, now.Today)); err != nil {
		return access.Place{}, err
	}
	if p := tree.Place(team, now.Today); p.UnitID != 0 {
		return p, nil
	}
	return tree.Place(commune, now.Today), nil
}

func (in *Enrolment) clean() {
	in.FullName, in.CitizenID = vi.CleanLine(in.FullName), digits(in.CitizenID)
	in.Phone, in.Decision = digits(in.Phone), vi.CleanLine(in.Decision)
}

// digits brings a number typed in groups ("058 080 001 234") together.
func digits(s string) string {
	return strings.NewReplacer(" ", "", ".", "", "-", "").Replace(vi.CleanLine(s))
}

// checkPerson collects what is wrong about a person who joined on the day.
func checkPerson(f *fault.Fields, name string, birth *clock.Day, gender Gender, citizenID, phone string, joined clock.Day) {
	if n := vi.Length(name); n < 2 || n > 100 {
		f.Add("ho-ten", "Nhập họ và tên, tối đa 100 ký tự.")
	} else if strings.ContainsRune(name, '\uFFFD') {
		f.Add("ho-ten", "Họ và tên có ký tự không đọc được. Gõ lại họ và tên.")
	}
	if gender != Male && gender != Female {
		f.Add("gioi-tinh", "Chọn giới tính.")
	}
	if birth != nil && (*birth > joined || Age(*birth, joined) < 18) {
		f.Add("ngay-sinh", "Người tham gia phải từ đủ 18 tuổi vào ngày tham gia.")
	}
	if !citizenForm.MatchString(citizenID) {
		f.Add("so-dinh-danh", "Số định danh gồm 12 chữ số (hoặc 9 chữ số của chứng minh nhân dân cũ).")
	}
	if !phoneForm.MatchString(phone) {
		f.Add("dien-thoai", "Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0.")
	}
}

// Check collects what is wrong with the input as far as it can be seen without
// the rosters, for a form that has more to say.
func (in Enrolment) Check(f *fault.Fields, now clock.Moment, tree *org.Tree) {
	var own fault.Fields
	in.clean()
	in.check(&own, now, tree)
	addMissing(f, own)
}

// addMissing adds refusals of fields that were not refused yet.
func addMissing(f *fault.Fields, more fault.Fields) {
	if e, ok := fault.Of(more.Err()); ok {
		for _, x := range e.Fields {
			if !f.Has(x.Name) {
				f.Add(x.Name, x.Message)
			}
		}
	}
}

func (in Enrolment) check(f *fault.Fields, now clock.Moment, tree *org.Tree) {
	if in.Person == 0 {
		checkPerson(f, in.FullName, in.Birth, in.Gender, in.CitizenID, in.Phone, in.Joined)
	}
	if in.Position.rank() == len(Positions) {
		f.Add("chuc-danh", "Chọn chức danh trong Tổ.")
	}
	checkJoined(f, "ngay-tham-gia", now, tree, in.Team, in.Joined)
	checkDecision(f, "quyet-dinh", in.Decision)
}

// checkJoined collects what is wrong about the first day in a team.
func checkJoined(f *fault.Fields, field string, now clock.Moment, tree *org.Tree, team org.UnitID, joined clock.Day) {
	u, ok := tree.Unit(team)
	switch {
	case !ok || u.Level != org.Team:
		f.Add("to", "Chọn Tổ bảo vệ ANTT.")
	case joined < ForceBegan:
		f.Add(field, fmt.Sprintf("Ngày tham gia không trước %s, ngày lực lượng được thành lập.", ForceBegan))
	case joined > now.Today:
		f.Add(field, "Ngày tham gia không được sau hôm nay.")
	case joined >= u.During.Until:
		f.Add(field, fmt.Sprintf("%s đã kết thúc hoạt động từ ngày %s.", tree.Name(team, joined).Full(), u.During.Until))
	}
}

func checkDecision(f *fault.Fields, field, text string) {
	if vi.Length(text) > 120 {
		f.Add(field, "Số, ngày quyết định tối đa 120 ký tự.")
	} else if p := vi.FindPersonal(text); p != "" {
		f.Add(field, "Không ghi "+string(p)+" vào số quyết định.")
	}
}

// explain says in words what a constraint refused.
func explain(err error) error {
	for constraint, f := range map[string]fault.Field{
		"service_one_team":       {Name: "ngay-tham-gia", Message: "Người này đang tham gia một Tổ khác trong khoảng thời gian đó. Cho thôi ở Tổ cũ trước."},
		"service_one_head":       {Name: "chuc-danh", Message: "Tổ đã có Tổ trưởng trong khoảng thời gian đó."},
		"person_citizen_id_once": {Name: "so-dinh-danh", Message: "Số định danh này đã có trong danh sách."},
		"service_during":         {Name: "ngay-thoi", Message: "Ngày thôi tham gia phải sau ngày tham gia."},
	} {
		if pg.Violates(err, constraint) {
			return &fault.Error{Kind: fault.Invalid, Message: f.Message, Fields: []fault.Field{f}, Err: err}
		}
	}
	return err
}
