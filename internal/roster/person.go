package roster

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
)

// PersonID and ServiceID key the two tables.
type (
	PersonID  int64
	ServiceID int64
)

// ForceBegan is the day the force was founded: nobody joined before.
var ForceBegan = org.ForceBegan

// Position is what a person is in a team.
type Position string

// The positions, in the order rosters list them.
const (
	Head   Position = "head"
	Deputy Position = "deputy"
	Plain  Position = "member"
)

// Positions in rank order.
var Positions = []Position{Head, Deputy, Plain}

func (p Position) rank() int {
	for i, x := range Positions {
		if x == p {
			return i
		}
	}
	return len(Positions)
}

// Label is "Tổ trưởng", "Tổ phó", "Tổ viên".
func (p Position) Label() string {
	return map[Position]string{Head: "Tổ trưởng", Deputy: "Tổ phó", Plain: "Tổ viên"}[p]
}

// Gender as citizen ids and papers know it.
type Gender string

// The genders.
const (
	Male   Gender = "male"
	Female Gender = "female"
)

// Label is "Nam" or "Nữ".
func (g Gender) Label() string {
	return map[Gender]string{Male: "Nam", Female: "Nữ"}[g]
}

// Address is how papers that honour somebody name them: "Ông", "Bà".
func (g Gender) Address() string {
	return map[Gender]string{Male: "Ông", Female: "Bà"}[g]
}

// LeaveReason is why a service ended.
type LeaveReason string

// The four statutory reasons (Điều 17), death, and the team's own changes.
const (
	OwnRequest      LeaveReason = "own_request"
	Health          LeaveReason = "health"
	RefusedTasks    LeaveReason = "refused_tasks"
	Prosecuted      LeaveReason = "prosecuted"
	Died            LeaveReason = "died"
	FellOnDuty      LeaveReason = "fell_on_duty"
	Transferred     LeaveReason = "transferred"
	TeamEnded       LeaveReason = "team_ended"
	PositionChanged LeaveReason = "position_changed"
)

// LeaveReasons in the order forms offer them.
var LeaveReasons = []LeaveReason{OwnRequest, Health, RefusedTasks, Prosecuted, Died, FellOnDuty, Transferred, TeamEnded, PositionChanged}

// Leavings are the reasons a member is released for; a change of position is
// not one, it goes on in the same team.
var Leavings = LeaveReasons[:8]

var reasonLabels = map[LeaveReason]string{
	OwnRequest:      "Theo nguyện vọng cá nhân",
	Health:          "Không bảo đảm sức khỏe",
	RefusedTasks:    "Nhiều lần từ chối nhiệm vụ hoặc lạm dụng vị trí, đã nhắc nhở bằng văn bản",
	Prosecuted:      "Bị khởi tố, áp dụng biện pháp ngăn chặn hoặc xử lý hành chính",
	Died:            "Từ trần",
	FellOnDuty:      "Hy sinh",
	Transferred:     "Chuyển Tổ",
	TeamEnded:       "Tổ giải thể hoặc sáp nhập",
	PositionChanged: "Thay đổi chức danh",
}

// Label is the reason in words.
func (r LeaveReason) Label() string { return reasonLabels[r] }

// MaskID hides a citizen id but its last four digits: "••••••••1234".
func MaskID(id string) string {
	if len(id) <= 4 {
		return strings.Repeat("•", len(id))
	}
	return strings.Repeat("•", len(id)-4) + id[len(id)-4:]
}

// Age is completed years on the day.
func Age(birth, on clock.Day) int {
	by, bm, bd := birth.Date()
	y, m, d := on.Date()
	age := y - by
	if m < bm || (m == bm && d < bd) {
		age--
	}
	return age
}

// Warning is something to look at; it never refuses.
type Warning string

// The warnings.
const (
	OverSeventy  Warning = "over_70"
	IDGender     Warning = "id_gender"
	IDBirthYear  Warning = "id_birth_year"
	IDOldNumber  Warning = "id_old"
	BirthUnknown Warning = "birth_unknown"
)

// Text is the warning in words.
func (w Warning) Text() string {
	return map[Warning]string{
		OverSeventy:  "Trên 70 tuổi: cần có giấy khám sức khỏe và quyết định của Chủ tịch UBND cấp xã.",
		IDGender:     "Số định danh không khớp giới tính.",
		IDBirthYear:  "Số định danh không khớp năm sinh.",
		IDOldNumber:  "Đang dùng số chứng minh nhân dân 9 số; cập nhật số định danh 12 số.",
		BirthUnknown: "Chưa có ngày sinh.",
	}[w]
}

// Warnings looks at a person on a day. Over 70 begins the day after the 70th
// birthday: the law admits people "đến đủ 70 tuổi".
func Warnings(birth *clock.Day, gender Gender, citizenID string, on clock.Day) []Warning {
	var list []Warning
	if birth == nil {
		list = append(list, BirthUnknown)
	} else if Age(*birth, on) > 70 || (Age(*birth, on) == 70 && Age(*birth, on-1) == 70) {
		list = append(list, OverSeventy)
	}
	switch len(citizenID) {
	case 9:
		list = append(list, IDOldNumber)
	case 12: // 3 province, 1 century and gender, 2 year of birth, 6 random
		century, odd := int(citizenID[3]-'0')/2, int(citizenID[3]-'0')%2
		if (odd == 0) != (gender == Male) {
			list = append(list, IDGender)
		}
		if birth != nil {
			year, _, _ := birth.Date()
			if 1900+100*century+int(citizenID[4]-'0')*10+int(citizenID[5]-'0') != year {
				list = append(list, IDBirthYear)
			}
		}
	}
	return list
}
