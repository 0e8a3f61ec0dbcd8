package award

import (
	"fmt"
	"testing"
)

func meeting(members int, votes ...Vote) *Meeting {
	m := &Meeting{Rule: DefaultCouncilRule(), Votes: votes}
	for i := range members {
		c := Councillor{ID: int64(i + 1), Name: fmt.Sprintf("Ủy viên %d", i+1), Seat: SeatMember, Attendance: Present}
		if i == 0 {
			c.Seat = SeatChair
		}
		m.Members = append(m.Members, c)
	}
	return m
}

func votes(nominee int64, choices ...Choice) []Vote {
	var out []Vote
	for i, c := range choices {
		if c != "" {
			out = append(out, Vote{Councillor: int64(i + 1), Nominee: nominee, Choice: c})
		}
	}
	return out
}

func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		s     Share
		total int
		want  int
	}{
		{Majority, 9, 5}, {Majority, 10, 6}, {Majority, 1, 1}, {Share{1, 2, false}, 10, 5}, {Share{2, 3, false}, 9, 6}, {Share{2, 3, false}, 10, 7},
		{Share{80, 100, false}, 10, 8}, {Share{80, 100, false}, 11, 9}, {Share{90, 100, false}, 10, 9}, {Share{90, 100, false}, 9, 9}, {Share{1, 1, false}, 7, 7},
	} {
		if got := c.s.Needed(c.total); got != c.want {
			t.Errorf("%s of %d: %d, want %d", c.s.Words(), c.total, got, c.want)
		}
	}
}

// Votes are counted over all nine members, whoever is in the room.
func TestCountOverTheMembership(t *testing.T) {
	const f, n, b = VoteFor, VoteAgainst, Abstained
	for _, c := range []struct {
		name   string
		votes  []Vote
		closed bool
		want   string
	}{
		{"five of nine", votes(1, f, f, f, f, f, n, n, n, n), true, "5/9 phiếu đồng ý (55,5 %), cần từ 5: Thông qua"},
		{"four of six present", votes(1, f, f, f, f, n, n), true, "4/9 phiếu đồng ý (44,4 %), cần từ 5: Không thông qua"},
		{"before the rest voted", votes(1, f, f, f, f, n, n), false, "4/9 phiếu đồng ý (44,4 %), cần từ 5: Chưa đủ phiếu"},
		{"passed whatever the rest say", votes(1, f, f, f, f, f), false, "5/9 phiếu đồng ý (55,5 %), cần từ 5: Thông qua"},
		{"lost whatever the rest say", votes(1, n, n, n, n, b), false, "0/9 phiếu đồng ý (0 %), cần từ 5: Không thông qua"},
		{"may still be won", votes(1, n, n, n, n), false, "0/9 phiếu đồng ý (0 %), cần từ 5: Chưa đủ phiếu"},
		{"another nominee's", votes(2, f, f, f, f, f), true, "0/9 phiếu đồng ý (0 %), cần từ 5: Không thông qua"},
	} {
		same(t, c.name, meeting(9, c.votes...).Count(1, c.closed).Words(), c.want)
	}
	m := meeting(9, votes(1, f, f, f, f, "", "", n)...)
	m.Members[4].Attendance, m.Members[5].Attendance = Absent, Absent
	m.Votes = append(m.Votes, Vote{Councillor: 5, Nominee: 1, Choice: f, Written: true}, Vote{Councillor: 6, Nominee: 1, Recused: "Là anh ruột"})
	got := m.Count(1, true)
	same(t, "a written opinion decides, a recusal stays in the denominator", fmt.Sprintf("%+v", got),
		"{Nominee:1 Total:9 Needed:5 For:5 Against:1 Abstain:0 Written:1 Silent:2 Recused:1 Outcome:passed}")
	if err := m.Check([]int64{1}); err != nil {
		t.Error(err)
	}
}

func TestMeetingRefused(t *testing.T) {
	vote := func(v Vote) *Meeting { m := meeting(9, v); m.Members[8].Attendance = Absent; return m }
	for _, c := range []struct {
		name string
		m    *Meeting
		want string
	}{
		{"quorum", func() *Meeting {
			m := meeting(9)
			for i := range 4 {
				m.Members[8-i].Attendance = Absent
			}
			return m
		}(), "so-du-hop: Có 5/9 thành viên dự họp, cần từ 6 (từ 2/3 tổng số thành viên)."},
		{"two members", meeting(2), "thanh-vien: Hội đồng cần ít nhất 03 thành viên."},
		{"no chair", func() *Meeting { m := meeting(3); m.Members[0].Seat = SeatMember; return m }(), "thanh-vien: Hội đồng cần đúng một Chủ tịch."},
		{"twice on the list", func() *Meeting { m := meeting(3); m.Members[2].ID = 2; return m }(), "thanh-vien: Ủy viên 3 có hai lần trong danh sách Hội đồng."},
		{"a stranger", vote(Vote{Councillor: 10, Nominee: 1, Choice: VoteFor}), "phieu-1: Phiếu của người không phải thành viên Hội đồng."},
		{"not a nominee", vote(Vote{Councillor: 1, Nominee: 2, Choice: VoteFor}), "phieu-1: Phiếu cho trường hợp không thuộc hồ sơ đang xét."},
		{"no choice", vote(Vote{Councillor: 1, Nominee: 1}), "phieu-1: Chọn đồng ý, không đồng ý hoặc không có ý kiến."},
		{"recused and voting", vote(Vote{Councillor: 1, Nominee: 1, Choice: VoteFor, Recused: "Là em ruột"}), "phieu-1: Ủy viên 1 đã từ chối bỏ phiếu vì có liên quan nên không được bỏ phiếu cho trường hợp này."},
		{"absent without writing", vote(Vote{Councillor: 9, Nominee: 1, Choice: VoteFor}), "phieu-1: Ủy viên 9 vắng mặt: chỉ ghi được ý kiến bằng văn bản."},
		{"in the room and in writing", vote(Vote{Councillor: 1, Nominee: 1, Choice: VoteFor, Written: true}), "phieu-1: Ủy viên 1 dự họp nên bỏ phiếu tại cuộc họp, không gửi ý kiến bằng văn bản."},
		{"an empty reason", vote(Vote{Councillor: 1, Nominee: 1, Recused: "  "}), "phieu-1: Ghi rõ lý do."},
		{"two votes", meeting(3, Vote{Councillor: 1, Nominee: 1, Choice: VoteFor}, Vote{Councillor: 1, Nominee: 1, Choice: VoteAgainst}), "phieu-2: Ủy viên 1 có hai phiếu cho cùng một trường hợp."},
		{"no threshold", func() *Meeting { m := meeting(3); m.Rule.Threshold = Share{1, 1, true}; return m }(), "nguong: Tỷ lệ phiếu cần đạt phải lớn hơn 0 và không quá toàn bộ thành viên."},
	} {
		err := c.m.Check([]int64{1})
		if err == nil {
			t.Errorf("%s: not refused", c.name)
			continue
		}
		same(t, c.name, said(t, err), c.want)
	}
}
