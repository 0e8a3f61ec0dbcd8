package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Ballot is one cell of the grid: Recuse with a reason instead of a choice.
// Field of the reason: tranh-M-N, M the councillor, N the nominee.
type Ballot struct {
	Councillor int64
	Nominee    NomineeID
	Choice     award.Choice
	Recuse     bool
	Reason     string
}

// Votes is what the grid hands in: cells left out stay as they are, a cell
// with neither choice nor recusal takes the vote back. All lists nominees for
// whom everybody who has not voted agrees.
type Votes struct {
	Cells []Ballot
	All   []NomineeID
}

const (
	sqlPutVote = `INSERT INTO council_vote (member_id, nominee_id, choice, written, recused) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (member_id, nominee_id) DO UPDATE SET choice = excluded.choice, written = excluded.written, recused = excluded.recused`
	sqlDropVote = `DELETE FROM council_vote WHERE member_id = $1 AND nominee_id = $2`
)

// Vote saves votes of the meeting.
func (s *Service) Vote(ctx context.Context, a access.Actor, now clock.Moment, id MeetingID, version int, in Votes) error {
	return s.sitting(ctx, a, id, version, func(tx pg.Tx, x *Sitting) error {
		cells, err := x.cells(in)
		if err != nil {
			return err
		}
		if x.HeldOn > now.Today && slices.ContainsFunc(cells, x.castThere) {
			return refuse("phieu", "Cuộc họp ngày "+x.HeldOn.String()+" chưa diễn ra: trước ngày họp chỉ ghi ý kiến bằng văn bản của thành viên vắng.")
		}
		changed := 0
		for _, c := range cells {
			done, err := x.cast(ctx, tx, c)
			if err != nil {
				return err
			}
			if done {
				changed++
			}
		}
		if changed == 0 {
			return nil
		}
		var tallies []string
		fresh := &Sitting{Meeting: x.Meeting}
		if err := fresh.fill(ctx, tx); err != nil {
			return err
		}
		for _, n := range fresh.Nominees {
			if was, is := x.Tally(n.ID), fresh.Tally(n.ID); was != is {
				tallies = append(tallies, n.Name+": "+is.Words())
			}
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "council.vote", ObjectKind: "council_meeting", ObjectID: int64(id), Path: x.ScopePath,
			Summary: fmt.Sprintf("Ghi %d phiếu của %s", changed, x.named()), Before: x.Votes, After: map[string]any{"phiếu": fresh.Votes, "kết quả": tallies}})
	})
}

// castThere tells a new vote of a member who is to vote at the meeting itself.
func (x *Sitting) castThere(c Ballot) bool {
	return c.Choice != "" && x.member(c.Councillor).Attendance == award.Present &&
		!slices.ContainsFunc(x.Votes, func(v award.Vote) bool {
			return v.Councillor == c.Councillor && v.Nominee == int64(c.Nominee) && v.Choice == c.Choice
		})
}

// cells checks the grid and adds those who agree with the rest.
func (x *Sitting) cells(in Votes) ([]Ballot, error) {
	var f fault.Fields
	has := map[[2]int64]bool{}
	for _, v := range x.Votes {
		has[[2]int64{v.Councillor, v.Nominee}] = true
	}
	for i := range in.Cells {
		c := &in.Cells[i]
		k := [2]int64{c.Councillor, int64(c.Nominee)}
		if x.member(c.Councillor) == nil || x.nominee(c.Nominee) == nil {
			return nil, fault.Missing()
		}
		name := fmt.Sprintf("tranh-%d-%d", c.Councillor, c.Nominee)
		c.Reason = vi.CleanLine(c.Reason)
		switch {
		case c.Recuse && c.Reason == "":
			f.Add(name, fmt.Sprintf("Ghi lý do %s không tham gia bỏ phiếu cho %s.", x.member(c.Councillor).Name, x.nominee(c.Nominee).Name))
		case c.Recuse:
			checkWords(&f, name, "lý do", c.Reason, MaxLine)
			c.Choice = ""
		case c.Choice != "" && c.Choice != award.VoteFor && c.Choice != award.VoteAgainst && c.Choice != award.Abstained:
			f.Add(name, "Chọn đồng ý, không đồng ý hoặc không có ý kiến.")
		}
		has[k] = c.Recuse || c.Choice != ""
	}
	for _, n := range in.All {
		if x.nominee(n) == nil {
			return nil, fault.Missing()
		}
		for _, m := range x.Members {
			if !has[[2]int64{m.ID, int64(n)}] {
				in.Cells = slices.DeleteFunc(in.Cells, func(c Ballot) bool { return c.Councillor == m.ID && c.Nominee == n })
				in.Cells = append(in.Cells, Ballot{Councillor: m.ID, Nominee: n, Choice: award.VoteFor})
			}
		}
	}
	return in.Cells, f.Err()
}

func (x *Sitting) member(id int64) *Councillor {
	if i := slices.IndexFunc(x.Members, func(c Councillor) bool { return c.ID == id }); i >= 0 {
		return &x.Members[i]
	}
	return nil
}

// cast writes a cell where it differs from what is stored.
func (x *Sitting) cast(ctx context.Context, tx pg.Tx, c Ballot) (bool, error) {
	v := award.Vote{Councillor: c.Councillor, Nominee: int64(c.Nominee), Choice: c.Choice}
	if c.Recuse {
		v.Recused = c.Reason
	} else if c.Choice != "" {
		v.Written = x.member(c.Councillor).Attendance == award.Absent
	}
	at := slices.IndexFunc(x.Votes, func(o award.Vote) bool { return o.Councillor == v.Councillor && o.Nominee == v.Nominee })
	empty := v.Choice == "" && v.Recused == ""
	switch {
	case at < 0 && empty, at >= 0 && x.Votes[at] == v:
		return false, nil
	case empty:
		_, err := tx.Exec(ctx, sqlDropVote, v.Councillor, v.Nominee)
		return true, err
	}
	_, err := tx.Exec(ctx, sqlPutVote, v.Councillor, v.Nominee, v.Choice, v.Written, v.Recused)
	return true, err
}

const (
	sqlCloseMeeting = `UPDATE council_meeting SET closed = $2, number = $3, remarks = $4 WHERE id = $1`
	sqlBringOne     = `INSERT INTO council_dossier (meeting_id, dossier_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	sqlTakeBack     = `DELETE FROM council_dossier WHERE meeting_id = $1 AND dossier_id = $2`
	sqlForgetVotes  = `DELETE FROM council_vote v USING council_member w, nominee n WHERE v.member_id = w.id AND w.meeting_id = $1 AND n.id = v.nominee_id AND n.dossier_id = $2`
	sqlOpenWith     = `SELECT ` + meetingColumns + ` FROM council_meeting m JOIN council_dossier c ON c.meeting_id = m.id WHERE c.dossier_id = $1 AND m.unit_id = $2 AND m.closed IS NULL ORDER BY m.id FOR UPDATE OF m`
)

// Closing is what keeping the minutes takes: their own number and remarks, and
// the word of whoever keeps them that this cannot be undone.
type Closing struct {
	Number  string
	Remarks string
	Sure    bool
}

// CloseMeeting keeps the minutes: what the law and the rule ask is there, and
// from then on nothing of the meeting changes. Whether somebody is sure is
// asked only of a meeting that can still be closed. Fields besides award's:
// xac-nhan, so, ghi-chu, ngay-hop, ho-so.
func (s *Service) CloseMeeting(ctx context.Context, a access.Actor, now clock.Moment, id MeetingID, version int, in Closing) error {
	return s.sitting(ctx, a, id, version, func(tx pg.Tx, x *Sitting) error {
		var f fault.Fields
		number, remarks := vi.CleanLine(in.Number), vi.Clean(in.Remarks)
		if !in.Sure {
			f.Add("xac-nhan", "Đánh dấu xác nhận: biên bản đã chốt không sửa, không mở lại được.")
		}
		checkWords(&f, "so", "số biên bản", number, 50)
		checkWords(&f, "ghi-chu", "nội dung ghi thêm", remarks, MaxWords)
		if x.HeldOn > now.Today {
			f.Add("ngay-hop", "Cuộc họp ngày "+x.HeldOn.String()+" chưa diễn ra nên chưa chốt được biên bản.")
		}
		if len(x.Nominees) == 0 {
			f.Add("ho-so", "Chưa có hồ sơ nào được đưa ra Hội đồng.")
		}
		if err := f.Take(x.Rules().Check(x.ids())); err != nil {
			return err
		}
		if !f.Has("thanh-vien") && !slices.ContainsFunc(x.Members, func(c Councillor) bool { return c.Seat == award.SeatSecretary }) {
			f.Add("thanh-vien", "Hội đồng cần một Thư ký ký biên bản.")
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlCloseMeeting, id, signatureOf(a, now), number, remarks); err != nil {
			return err
		}
		after := map[string]string{}
		for _, n := range x.Nominees {
			after[n.Name] = x.Rules().Count(int64(n.ID), true).Words()
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "council.close", ObjectKind: "council_meeting", ObjectID: int64(id), Path: x.ScopePath,
			Summary: fmt.Sprintf("Chốt biên bản %s: %d trường hợp", x.named(), len(x.Nominees)), After: map[string]any{"số": number, "kết quả": after}})
	})
}
