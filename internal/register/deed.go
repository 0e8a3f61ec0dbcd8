package register

import (
	"fmt"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// DeedID keys good_deed.
type DeedID int64

// Deed is one good deed or commendation of a team.
type Deed struct {
	ID      DeedID            `db:"id"`
	Team    org.UnitID        `db:"team_id"`
	DoneOn  clock.Day         `db:"done_on"`
	Who     string            `db:"who"`
	What    string            `db:"what"`
	Members []roster.PersonID `db:"members"` // credited, on the team's roster that day
	// Of several recognitions the highest, of these the earliest.
	RecognisedBy   string     `db:"recognised_by"`
	RecognisedRank Rank       `db:"recognised_level"`
	Decision       string     `db:"decision"`
	RecognisedOn   *clock.Day `db:"recognised_on"`
	Files          int        `db:"files"` // evidence not withdrawn
	Author         string     `db:"author"`
	CreatedAt      time.Time  `db:"created_at"`
	WithdrawnAt    *time.Time `db:"withdrawn_at"`
	WithdrawnWhy   string     `db:"withdrawn_why"`
	Version        int        `db:"version"`
}

// Input is the deed as its form begins with.
func (d Deed) Input() DeedInput {
	return DeedInput{Team: d.Team, DoneOn: &d.DoneOn, Who: d.Who, What: d.What, Members: d.Members}
}

// DeedInput is what the form asks; the fields' names in it are to, ngay,
// nguoi, thanh-vien (many), viec, and those of RecognitionInput. Recognition
// is taken when a deed is added; later ones are rows of their own.
type DeedInput struct {
	Team        org.UnitID        `json:"team"`
	DoneOn      *clock.Day        `json:"done_on"`
	Who         string            `json:"who"`
	What        string            `json:"what"`
	Members     []roster.PersonID `json:"members,omitempty"`
	Recognition RecognitionInput  `json:"recognition,omitzero"`
}

// Clean brings the texts to NFC.
func (in *DeedInput) Clean() {
	in.Who, in.What = vi.CleanLine(in.Who), vi.Clean(in.What)
	in.Recognition.Clean()
	slices.Sort(in.Members)
	in.Members = slices.Compact(in.Members)
}

// Check collects everything refused; fields f holds already are passed over,
// so a form adds what it could not read before.
func (in DeedInput) Check(f *fault.Fields, now clock.Moment, tree *org.Tree) {
	if in.Team == 0 && !f.Has("to") {
		f.Add("to", "Chọn Tổ bảo vệ ANTT.")
	}
	checkDone(f, in.DoneOn, in.Team, now, tree)
	check(f, "nguoi", "người làm việc tốt hoặc được biểu dương, hoặc chọn thành viên", in.Who, len(in.Members) == 0, 200)
	check(f, "viec", "việc làm", in.What, true, 1000)
	if in.Recognition.Given() || f.Has("ngay-ghi-nhan") {
		in.Recognition.Check(f, now, Deeds, in.DoneOn)
	}
}

func checkDone(f *fault.Fields, day *clock.Day, team org.UnitID, now clock.Moment, tree *org.Tree) {
	switch {
	case f.Has("ngay"):
	case day == nil:
		f.Add("ngay", "Nhập ngày làm việc tốt hoặc được biểu dương.")
	case *day > now.Today:
		f.Add("ngay", "Ngày không được sau hôm nay.")
	case *day < ForceBegan:
		f.Add("ngay", fmt.Sprintf("Ngày không được trước %s, ngày lực lượng được thành lập.", ForceBegan))
	case team != 0 && !tree.InForce(team, *day):
		f.Add("ngay", fmt.Sprintf("%s không có trong danh mục vào ngày này.", tree.Name(team, *day).Full()))
	case team != 0:
		if c, moved := movedFrom(tree, team, *day, now.Today); moved {
			f.Add("ngay", fmt.Sprintf("Vào ngày này Tổ thuộc %s; đơn vị đó ghi việc tốt.", tree.Name(c, *day).Full()))
		}
	}
}

// movedFrom tells whether the team belonged on the day to another commune that
// is still in force today: that one writes what happened then.
func movedFrom(tree *org.Tree, team org.UnitID, day, today clock.Day) (org.UnitID, bool) {
	then := tree.Parent(team, day)
	here, _ := tree.CommuneNow(team, today)
	return then, then != here && tree.InForce(then, today)
}

// communeOf is the commune that keeps the team's rows today, and its place;
// fault.Missing where the actor may not do the action there.
func communeOf(a access.Actor, action access.Action, now clock.Moment, tree *org.Tree, team org.UnitID) (org.UnitID, access.Place, error) {
	commune, _ := tree.CommuneNow(team, now.Today)
	place := tree.Place(commune, now.Today)
	return commune, place, access.Check(a, action, place)
}
