package dossier

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// The longest texts of a meeting, in letters.
const (
	MaxLine  = 200
	MaxWords = 2000
)

// MeetingInput is what a meeting is. Fields: hinh-thuc, dot, ngay-hop,
// gio-bat-dau, gio-ket-thuc, dia-diem, ghi-chu, so.
type MeetingInput struct {
	Form    award.Form
	Phase   int64
	HeldOn  *clock.Day
	Began   string // "8:00", "08 giờ 00"; "" not written down
	Ended   string
	Venue   string
	Remarks string
	Number  string
}

func (in *MeetingInput) check(f *fault.Fields) {
	in.Venue, in.Remarks, in.Number = vi.CleanLine(in.Venue), vi.Clean(in.Remarks), vi.CleanLine(in.Number)
	if in.HeldOn == nil {
		f.Add("ngay-hop", "Nhập ngày họp.")
	}
	in.Began, in.Ended = checkHour(f, "gio-bat-dau", in.Began), checkHour(f, "gio-ket-thuc", in.Ended)
	if in.Began != "" && in.Ended != "" && in.Ended <= in.Began {
		f.Add("gio-ket-thuc", "Giờ kết thúc phải sau giờ bắt đầu.")
	}
	checkWords(f, "dia-diem", "địa điểm", in.Venue, MaxLine)
	checkWords(f, "ghi-chu", "nội dung ghi thêm", in.Remarks, MaxWords)
	checkWords(f, "so", "số biên bản", in.Number, 50)
}

var hourWritten = regexp.MustCompile(`^([01]?[0-9]|2[0-3]) ?(?::|h|giờ) ?([0-5][0-9])?$`)

// checkHour reads "8:00", "8h30", "08 giờ" as "08:00", "08:30", "08:00".
func checkHour(f *fault.Fields, name, s string) string {
	s = strings.ToLower(vi.CleanLine(s))
	if s == "" {
		return ""
	}
	m := hourWritten.FindStringSubmatch(s)
	if m == nil {
		f.Add(name, "Nhập giờ, phút, ví dụ 08:00.")
		return ""
	}
	return fmt.Sprintf("%02s:%02s", m[1], m[2])
}

// checkWords holds a free text to its length and to the notice that personal numbers
// are not written.
func checkWords(f *fault.Fields, name, what, s string, most int) {
	switch {
	case vi.Length(s) > most:
		f.Add(name, fmt.Sprintf("Rút gọn %s còn tối đa %s ký tự.", what, vi.Int(int64(most))))
	case vi.FindPersonal(s) != "":
		f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(s))+" rồi lưu lại.")
	}
}

// CouncilForms are the forms a role's council may look at on a day: those it
// decides, and those it nominates for.
func CouncilForms(def *plan.Definition, role access.Role, day clock.Day) []award.Form {
	var out []award.Form
	for _, f := range award.Forms {
		r, err := award.RouteOn(def, f, day)
		if err == nil && (r.Roles[award.ByAppraiser] == role || r.Roles[award.ByProposer] == role && access.ReachOf(role, access.AwardJudge) != access.None) {
			out = append(out, f)
		}
	}
	return out
}

const (
	sqlOpenMeeting = `INSERT INTO council_meeting (unit_id, form, phase_id, held_on, began, ended, venue, rule, remarks, number, opened, scope_path)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`
	sqlSameCouncil = `INSERT INTO council_member (meeting_id, place, name, title, seat, attendance)
 SELECT $1, w.place, w.name, w.title, w.seat, 'present' FROM council_member w
 WHERE w.meeting_id = (SELECT max(m.id) FROM council_meeting m WHERE m.unit_id = $2 AND m.id <> $1)`
	sqlEditMeeting = `UPDATE council_meeting SET held_on = $2, began = $3, ended = $4, venue = $5, remarks = $6, number = $7 WHERE id = $1`
	sqlTouch       = `UPDATE council_meeting SET version = version + 1 WHERE id = $1`
)

// OpenMeeting begins a meeting of the actor's unit, with the council of its
// last one and the rule of the settings.
func (s *Service) OpenMeeting(ctx context.Context, a access.Actor, now clock.Moment, w report.World, key string, in MeetingInput, url func(MeetingID) string) (string, error) {
	place := w.Tree.Place(org.UnitID(a.UnitID), w.Day)
	if err := access.Check(a, access.AwardJudge, place); err != nil {
		return "", err
	}
	var f fault.Fields
	ph, ok := w.Plan.Phase(in.Phase)
	forms := CouncilForms(w.Plan.Rules.Def, a.Role, w.Day)
	known := slices.Contains(forms, in.Form)
	if !known {
		f.Add("hinh-thuc", "Chọn hình thức khen thưởng mà Hội đồng của đơn vị xét.")
	}
	switch {
	case !ok:
		f.Add("dot", "Chọn đợt xét khen thưởng.")
	case known && !award.GivenAt(w.Plan.Rules.Def, in.Form, ph.Code):
		f.Add("dot", in.Form.Label()+" không xét khi kết thúc "+ph.Name+" theo kế hoạch. Chọn đợt khác.")
	}
	in.check(&f)
	if err := f.Err(); err != nil {
		return "", err
	}
	at := ""
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			set, err := criteria.LoadSettings(ctx, tx)
			if err != nil {
				return "", err
			}
			id, err := pg.Value[int64](ctx, tx, sqlOpenMeeting, a.UnitID, in.Form, in.Phase, *in.HeldOn, in.Began, in.Ended, in.Venue, set.Council, in.Remarks, in.Number, signatureOf(a, now), place.Path)
			if err != nil {
				return "", err
			}
			if _, err := tx.Exec(ctx, sqlSameCouncil, id, a.UnitID); err != nil {
				return "", err
			}
			return url(MeetingID(id)), audit.Record(ctx, tx, a, now, audit.Entry{Action: "council.open", ObjectKind: "council_meeting", ObjectID: id, Path: place.Path,
				Summary: fmt.Sprintf("Mở cuộc họp Hội đồng xét %s %s ngày %s", in.Form.Label(), vi.LowerFirst(ph.Name), in.HeldOn), After: in})
		})
		return err
	})
	return at, err
}

// meeting locks a meeting for writing: the right, the unit, the version seen,
// and that its minutes are not kept yet.
func (s *Service) meeting(ctx context.Context, tx pg.Tx, a access.Actor, id MeetingID, version int) (*Sitting, error) {
	m, err := pg.One[Meeting](ctx, tx, sqlLockMeeting, id)
	if err != nil {
		return nil, err
	}
	switch err := access.Check(a, access.AwardJudge, m.Place()); {
	case err != nil:
		return nil, err
	case a.UnitID != int64(m.UnitID):
		return nil, fault.New(fault.Forbidden, "Cuộc họp này của Hội đồng đơn vị khác; bạn chỉ xem được.")
	case m.Kept():
		return nil, fault.New(fault.Stale, "Biên bản cuộc họp đã chốt nên không sửa được nữa.")
	case m.Version != version:
		return nil, fault.New(fault.Stale, "Cuộc họp vừa được người khác cập nhật. Tải lại trang để xem bản mới.")
	}
	x := &Sitting{Meeting: m}
	if err := x.fill(ctx, tx); err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, sqlTouch, id)
	return x, err
}

// sitting is the rhythm of every act on a meeting.
func (s *Service) sitting(ctx context.Context, a access.Actor, id MeetingID, version int, fn func(tx pg.Tx, x *Sitting) error) error {
	if err := access.CheckRole(a, access.AwardJudge); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		x, err := s.meeting(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		return fn(tx, x)
	})
}

func (x *Sitting) named() string {
	return fmt.Sprintf("cuộc họp Hội đồng ngày %s", x.HeldOn)
}

// MemberInput is a line of the council's list: ID 0 adds one, an empty name
// takes one off. Fields: ten-N, chuc-vu-N, chuc-danh-N, vang-N.
type MemberInput struct {
	ID     int64
	Name   string
	Title  string
	Seat   award.Seat
	Absent bool
	Excuse string
}

const (
	sqlAddMember  = `INSERT INTO council_member (meeting_id, place, name, title, seat, attendance, excuse) VALUES ($1, (SELECT coalesce(max(place), 0) + 1 FROM council_member WHERE meeting_id = $1), $2, $3, $4, $5, $6)`
	sqlSaveMember = `UPDATE council_member SET name = $3, title = $4, seat = $5, attendance = $6, excuse = $7 WHERE meeting_id = $1 AND id = $2`
	sqlDropMember = `DELETE FROM council_member WHERE meeting_id = $1 AND id = $2`
	sqlWritten    = `UPDATE council_vote v SET written = v.recused = '' AND w.attendance = 'absent' FROM council_member w WHERE w.id = v.member_id AND w.meeting_id = $1`
)

// EditMeeting saves the meeting's particulars and its council. Votes stay;
// those of members who turn out absent count as written.
func (s *Service) EditMeeting(ctx context.Context, a access.Actor, now clock.Moment, id MeetingID, version int, in MeetingInput, members []MemberInput) error {
	return s.sitting(ctx, a, id, version, func(tx pg.Tx, x *Sitting) error {
		if err := checkCouncil(x, &in, members); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEditMeeting, id, *in.HeldOn, in.Began, in.Ended, in.Venue, in.Remarks, in.Number); err != nil {
			return err
		}
		for _, m := range members {
			if err := saveMember(ctx, tx, id, m); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, sqlWritten, id); err != nil {
			return err
		}
		before := MeetingInput{Form: x.Form, Phase: x.PhaseID, HeldOn: &x.HeldOn, Began: x.Began, Ended: x.Ended, Venue: x.Venue, Remarks: x.Remarks, Number: x.Number}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "council.edit", ObjectKind: "council_meeting", ObjectID: int64(id), Path: x.ScopePath,
			Summary: "Sửa " + x.named(), Before: map[string]any{"cuộc họp": before, "thành viên": x.Members}, After: map[string]any{"cuộc họp": in, "thành viên": members}})
	})
}

func checkCouncil(x *Sitting, in *MeetingInput, members []MemberInput) error {
	var f fault.Fields
	in.Form, in.Phase = x.Form, x.PhaseID
	in.check(&f)
	seen := map[string]bool{}
	for i := range members {
		m := &members[i]
		n := fmt.Sprintf("-%d", i+1)
		m.Name, m.Title, m.Excuse = vi.CleanLine(m.Name), vi.CleanLine(m.Title), vi.CleanLine(m.Excuse)
		checkWords(&f, "ten"+n, "họ tên", m.Name, 100)
		checkWords(&f, "chuc-vu"+n, "chức vụ", m.Title, MaxLine)
		checkWords(&f, "ly-do-vang"+n, "lý do vắng", m.Excuse, MaxLine)
		switch {
		case m.ID != 0 && !slices.ContainsFunc(x.Members, func(c Councillor) bool { return c.ID == m.ID }):
			return fault.Missing()
		case m.Name == "":
			if m.Title != "" && m.ID == 0 {
				f.Add("ten"+n, "Nhập họ tên thành viên Hội đồng.")
			}
			if m.ID != 0 && x.voted(m.ID) {
				f.Add("ten"+n, x.member(m.ID).Name+" đã có phiếu. Bỏ các phiếu của người này rồi mới đưa ra khỏi Hội đồng; người vắng thì ghi vắng.")
			}
			continue
		case m.Seat.Label() == "":
			f.Add("chuc-danh"+n, "Chọn chức danh trong Hội đồng.")
		}
		who := strings.ToLower(m.Name + "|" + m.Title)
		if seen[who] {
			f.Add("ten"+n, m.Name+" có hai lần trong danh sách.")
		}
		seen[who] = true
		if !m.Absent {
			m.Excuse = ""
		}
	}
	return f.Err()
}

// voted tells whether a member's vote or recusal is on record.
func (x *Sitting) voted(member int64) bool {
	return slices.ContainsFunc(x.Votes, func(v award.Vote) bool { return v.Councillor == member })
}

func saveMember(ctx context.Context, tx pg.Tx, id MeetingID, m MemberInput) error {
	there := award.Present
	if m.Absent {
		there = award.Absent
	}
	var err error
	switch {
	case m.Name == "" && m.ID == 0:
	case m.Name == "":
		_, err = tx.Exec(ctx, sqlDropMember, id, m.ID)
	case m.ID == 0:
		_, err = tx.Exec(ctx, sqlAddMember, id, m.Name, m.Title, m.Seat, there, m.Excuse)
	default:
		_, err = tx.Exec(ctx, sqlSaveMember, id, m.ID, m.Name, m.Title, m.Seat, there, m.Excuse)
	}
	return err
}
