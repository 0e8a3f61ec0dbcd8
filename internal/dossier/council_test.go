package dossier_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/pg"
)

// easy are criteria that everybody long enough in service satisfies.
func easy(form award.Form, span string) []award.Criteria {
	var out []award.Criteria
	for _, s := range award.Subjects {
		out = append(out, award.Criteria{Form: form, Subject: s, Span: span, Service: &award.Tenure{Months: 1}})
	}
	return out
}

// handedIn is a dossier of Kinh Dinh's for Giấy khen, sent, with teams.
func (x *world) handedIn(teams int) dossier.ID {
	x.t.Helper()
	x.guide(easy(award.GiayKhen, "dot-1")...)
	id, err := x.build(x.police(), "gk", dossier.Pick{Teams: x.teams(kinhDinh)[:teams]})
	x.ok(err)
	x.put(id, award.Draft, award.Sent, award.ActSubmit)
	return id
}

// put moves a dossier by hand, with its step.
func (x *world) put(id dossier.ID, from, to award.State, act award.Act) {
	x.t.Helper()
	x.exec(`UPDATE dossier SET state = $2, version = version + 1, submission_no = submission_no + CASE WHEN $3::text = 'submit' THEN 1 ELSE 0 END WHERE id = $1`, id, to, string(act))
	x.exec(`INSERT INTO dossier_step (dossier_id, act, from_state, state, holder, by, on_day) VALUES ($1, $2, $3, $4, '', $5, $6)`, id, string(act), from, to, award.Signature{Name: "Tay", At: x.now.Business}, x.now.Today)
}

func (x *world) handle(a access.Actor, id dossier.ID, act award.Act, why string) error {
	x.t.Helper()
	action := access.AwardJudge
	if a.Role == access.PX03 {
		action = access.AwardOpine
	}
	return x.s.Handle(x.t.Context(), a, x.now, x.w, id, action, dossier.Handling{Act: act, Version: x.version(id), Why: why, Agencies: []string{"Chi cục Thuế"}, Meeting: x.lastMeeting()})
}

func (x *world) version(id dossier.ID) int {
	x.t.Helper()
	return number[int](x, `SELECT version FROM dossier WHERE id = $1`, id)
}

func number[T any](x *world, sql string, args ...any) T {
	x.t.Helper()
	v, err := pg.Value[T](x.t.Context(), x.pool, sql, args...)
	x.ok(err)
	return v
}

func (x *world) lastMeeting() dossier.MeetingID {
	return number[dossier.MeetingID](x, `SELECT coalesce(max(id), 0) FROM council_meeting`)
}

func (x *world) state(id dossier.ID) string {
	return number[string](x, `SELECT state FROM dossier WHERE id = $1`, id)
}

// outcomes are the nominees' states in order.
func (x *world) outcomes(id dossier.ID) string {
	return number[string](x, `SELECT string_agg(state || CASE WHEN ground = '' THEN '' ELSE ' (' || ground || ')' END, ', ' ORDER BY place) FROM nominee WHERE dossier_id = $1`, id)
}

func (x *world) open(a access.Actor, form award.Form, phase int) dossier.MeetingID {
	x.t.Helper()
	day := x.now.Today
	at, err := x.s.OpenMeeting(x.t.Context(), a, x.now, x.w, fmt.Sprintf("hop-%d", x.lastMeeting()), dossier.MeetingInput{Form: form, Phase: x.w.Plan.Phases[phase].ID, HeldOn: &day, Began: "8h", Ended: "10 giờ 30", Venue: "Phòng họp số 2"},
		func(id dossier.MeetingID) string { return itoa(int64(id)) })
	x.ok(err)
	var id dossier.MeetingID
	fmt.Sscan(at, &id)
	return id
}

func (x *world) sitting(a access.Actor, id dossier.MeetingID) *dossier.Sitting {
	x.t.Helper()
	m, err := x.s.Sitting(x.t.Context(), x.pool, a, id)
	x.ok(err)
	return m
}

// seat is a council of five: the fifth is absent.
func (x *world) seat(a access.Actor, id dossier.MeetingID) *dossier.Sitting {
	x.t.Helper()
	m := x.sitting(a, id)
	list := []dossier.MemberInput{{Name: "Nguyễn Văn Bình", Title: "Chủ tịch UBND thành phố", Seat: award.SeatChair}, {Name: "Trần Thị Hoa", Title: "Trưởng phòng Nội vụ", Seat: award.SeatMember},
		{Name: "Lê Minh Đức", Title: "Trưởng Công an thành phố", Seat: award.SeatMember}, {Name: "Phạm Văn Sơn", Title: "Chuyên viên", Seat: award.SeatSecretary},
		{Name: "Đỗ Thị Lan", Title: "Chủ tịch UBMTTQ", Seat: award.SeatMember, Absent: true, Excuse: "đi công tác"}}
	x.ok(x.s.EditMeeting(x.t.Context(), a, x.now, id, m.Version, dossier.MeetingInput{HeldOn: &m.HeldOn, Began: m.Began, Ended: m.Ended, Venue: m.Venue}, list))
	return x.sitting(a, id)
}

func (x *world) vote(a access.Actor, m *dossier.Sitting, in dossier.Votes) (*dossier.Sitting, error) {
	x.t.Helper()
	err := x.s.Vote(x.t.Context(), a, x.now, m.ID, m.Version, in)
	return x.sitting(a, m.ID), err
}

// From the sending to the conclusion through the council: two pass, one does
// not, and every step is on record.
func TestCouncilPath(t *testing.T) {
	x := build(t)
	id := x.handedIn(3)
	huyen := x.district()
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	m := x.open(huyen, award.GiayKhen, 0)
	x.same("before the council", said(x.handle(huyen, id, award.ActConclude, "")), "Hồ sơ đang ở trạng thái “Đang thẩm định” nên không kết luận được.")
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	x.same("convened", x.state(id), "council")
	s := x.seat(huyen, m)
	if len(s.Members) != 5 || len(s.Nominees) != 3 || s.Members[4].Attendance != award.Absent {
		t.Fatalf("%+v", s)
	}
	first, second, third := s.Nominees[0].ID, s.Nominees[1].ID, s.Nominees[2].ID

	// The first: everybody. The second: two for, one against, one recused, one
	// silent. The third: all but one.
	who := func(i int) int64 { return s.Members[i].ID }
	bad := dossier.Votes{Cells: []dossier.Ballot{{Councillor: who(0), Nominee: second, Recuse: true}}}
	_, err := x.vote(huyen, s, bad)
	x.same("a recusal without its reason", said(err), fmt.Sprintf("tranh-%d-%d: Ghi lý do Nguyễn Văn Bình không tham gia bỏ phiếu cho Tổ bảo vệ ANTT khu phố 2.", who(0), second))
	s, err = x.vote(huyen, s, dossier.Votes{All: []dossier.NomineeID{first}, Cells: []dossier.Ballot{
		{Councillor: who(0), Nominee: second, Choice: award.VoteFor}, {Councillor: who(1), Nominee: second, Choice: award.VoteFor}, {Councillor: who(2), Nominee: second, Recuse: true, Reason: "Có em ruột là Tổ trưởng"},
		{Councillor: who(4), Nominee: second, Choice: award.VoteAgainst},
		{Councillor: who(0), Nominee: third, Choice: award.VoteFor}, {Councillor: who(1), Nominee: third, Choice: award.VoteFor}, {Councillor: who(2), Nominee: third, Choice: award.VoteFor}, {Councillor: who(3), Nominee: third, Choice: award.Abstained}}})
	x.ok(err)
	for i, want := range []string{"5/5 phiếu đồng ý (100 %), cần từ 3: Thông qua", "2/5 phiếu đồng ý (40 %), cần từ 3: Chưa đủ phiếu", "3/5 phiếu đồng ý (60 %), cần từ 3: Thông qua"} {
		x.same("tally", s.Tally(s.Nominees[i].ID).Words(), want)
	}
	written := slices.IndexFunc(s.Votes, func(v award.Vote) bool { return v.Councillor == who(4) && v.Nominee == int64(first) })
	if !s.Votes[written].Written {
		t.Error("an absent member's vote is not written")
	}
	gone := []dossier.MemberInput{{ID: who(0)}}
	x.same("who voted goes", said(x.s.EditMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.MeetingInput{HeldOn: &s.HeldOn}, gone)),
		"ten-1: Nguyễn Văn Bình đã có phiếu. Bỏ các phiếu của người này rồi mới đưa ra khỏi Hội đồng; người vắng thì ghi vắng.")
	_, _, err = x.s.ByVotes(t.Context(), huyen, x.now, x.w, id, x.version(id))
	x.same("results before the minutes", said(err), "Chốt biên bản họp Hội đồng trước khi ghi kết quả theo phiếu.")
	x.ok(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.Closing{Number: "7/BB-HĐTĐKT", Remarks: "Đề nghị các Tổ chưa được xét đợt này tiếp tục phấn đấu.", Sure: true}))
	_, err = x.vote(huyen, s, dossier.Votes{All: []dossier.NomineeID{second}})
	x.same("after the minutes", said(err), "Biên bản cuộc họp đã chốt nên không sửa được nữa.")
	// Nothing is asked of a form that is no longer shown.
	x.same("closed again, not sure", said(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version+1, dossier.Closing{})), "Biên bản cuộc họp đã chốt nên không sửa được nữa.")

	done, left, err := x.s.ByVotes(t.Context(), huyen, x.now, x.w, id, x.version(id))
	x.ok(err)
	if len(done) != 3 || left != nil {
		t.Errorf("%v %v", done, left)
	}
	x.same("outcomes", x.outcomes(id), "recommended, declined (vote), recommended")
	x.same("why", number[string](x, `SELECT why FROM nominee WHERE id = $1`, second), "2/5 phiếu đồng ý (40 %), cần từ 3: Không thông qua.")
	x.ok(x.handle(huyen, id, award.ActConclude, ""))
	x.same("concluded", x.state(id), "concluded")
	for action, want := range map[string]int{"dossier.take": 1, "dossier.convene": 1, "dossier.conclude": 1} {
		if n := x.audited(action, id); n != want {
			t.Errorf("%s: %d", action, n)
		}
	}
	for action, want := range map[string]int{"council.open": 1, "council.edit": 1, "council.bring": 1, "council.vote": 1, "council.close": 1} {
		if n := number[int](x, `SELECT count(*)::int FROM audit_entry WHERE action = $1 AND object_id = $2`, action, m); n != want {
			t.Errorf("%s: %d", action, n)
		}
	}

	text := layout(t, x.sitting(huyen, m).Minutes(x.w))
	for _, want := range []string{"BIÊN BẢN", "Số: 07/BB-HĐTĐKT", "Họp Hội đồng Thi đua, khen thưởng", "Tổng số thành viên Hội đồng: 05. Dự họp: 04. Vắng mặt: 01.", "Hội nghị bắt đầu lúc 08 giờ 00 ngày 05/02/2025, kết thúc lúc 10 giờ 30 cùng ngày.", "Địa điểm: Phòng họp số 2.",
		"1. Đỗ Thị Lan, Chủ tịch UBMTTQ – Ủy viên (lý do vắng: đi công tác), gửi ý kiến bằng văn bản", "đạt quá 1/2 tổng số thành viên Hội đồng (từ 3/5 phiếu)",
		"Tổ bảo vệ an ninh, trật tự khu phố 2", "2/5\n(40\u00a0%)", "Không thông qua", "Lê Minh Đức không tham gia bỏ phiếu đối với Tổ bảo vệ an ninh, trật tự khu phố 2: có em ruột là Tổ trưởng",
		"Hội đồng thông qua 02 trường hợp, không thông qua 01 trường hợp.", "Đề nghị các Tổ chưa được xét", "Phạm Văn Sơn", "Nguyễn Văn Bình"} {
		if !strings.Contains(text, want) {
			t.Errorf("the minutes lack %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "DỰ THẢO") {
		t.Error("kept minutes are no draft")
	}
}

// layout is a document's words, a line each.
func layout(t *testing.T, d *paper.Document) string {
	t.Helper()
	if _, err := d.DOCX(); err != nil {
		t.Fatal(err)
	}
	l, err := d.Layout()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	line := func(l paper.Line) {
		s := ""
		for _, r := range l.Runs {
			s += r.Text
		}
		out = append(out, s)
	}
	for _, sheet := range l.Sheets {
		for _, p := range sheet.Parts {
			switch {
			case p.Line != nil:
				line(*p.Line)
			case p.Columns != nil:
				for _, r := range p.Columns.Rows {
					for _, side := range [][]paper.Line{r.Left, r.Right} {
						for _, l := range side {
							line(l)
						}
					}
				}
			case p.Grid != nil:
				for _, r := range append(slices.Clone(p.Grid.Head), p.Grid.Body...) {
					for _, c := range r {
						out = append(out, c.Text)
					}
				}
			}
		}
	}
	return strings.Join(out, "\n")
}

// Who may not, elsewhere, at another version, or in what does not fit.
func TestCouncilRefuses(t *testing.T) {
	x := build(t)
	huyen, other := x.district(), x.actor("huyen-584", access.District, "584")
	m := x.open(huyen, award.GiayKhen, 0)
	s := x.sitting(huyen, m)
	day := x.now.Today
	open := func(a access.Actor, in dossier.MeetingInput) error {
		_, err := x.s.OpenMeeting(t.Context(), a, x.now, x.w, "k"+in.Venue, in, func(dossier.MeetingID) string { return "" })
		return err
	}
	for _, c := range []struct{ what, got, want string }{
		{"police", said(open(x.police(), dossier.MeetingInput{})), said(access.Check(x.police(), access.AwardJudge, access.Place{}))},
		{"nothing filled in", said(open(huyen, dossier.MeetingInput{})), "hinh-thuc: Chọn hình thức khen thưởng mà Hội đồng của đơn vị xét.\ndot: Chọn đợt xét khen thưởng.\nngay-hop: Nhập ngày họp."},
		{"a form the phase does not give", said(open(huyen, dossier.MeetingInput{Form: award.BangKhen, Phase: x.w.Plan.Phases[0].ID, HeldOn: &day})), "dot: Bằng khen không xét khi kết thúc Đợt 1 theo kế hoạch. Chọn đợt khác."},
		{"Home Affairs does not review Giấy khen", said(open(x.actor("noivu", access.HomeAffairs, "58"), dossier.MeetingInput{Form: award.GiayKhen, Phase: x.w.Plan.Phases[0].ID, HeldOn: &day})),
			"hinh-thuc: Chọn hình thức khen thưởng mà Hội đồng của đơn vị xét."},
		{"a telephone number", said(open(huyen, dossier.MeetingInput{Form: award.GiayKhen, Phase: x.w.Plan.Phases[0].ID, HeldOn: &day, Venue: "Gọi 0912345678"})),
			"dia-diem: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại."},
		{"another district", said(x.s.Vote(t.Context(), other, x.now, m, s.Version, dossier.Votes{})), said(fault.Missing())},
		{"Home Affairs above", said(x.s.Vote(t.Context(), x.actor("noivu", access.HomeAffairs, "58"), x.now, m, s.Version, dossier.Votes{})), "Cuộc họp này của Hội đồng đơn vị khác; bạn chỉ xem được."},
		{"an old version", said(x.s.EditMeeting(t.Context(), huyen, x.now, m, s.Version-1, dossier.MeetingInput{HeldOn: &day}, nil)), "Cuộc họp vừa được người khác cập nhật. Tải lại trang để xem bản mới."},
		{"a member twice", said(x.s.EditMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.MeetingInput{HeldOn: &day}, []dossier.MemberInput{{Name: "An", Seat: award.SeatChair}, {Name: "an", Seat: award.SeatMember}, {Title: "Trưởng phòng"}, {Name: "Ba"}})),
			"ten-2: an có hai lần trong danh sách.\nten-3: Nhập họ tên thành viên Hội đồng.\nchuc-danh-4: Chọn chức danh trong Hội đồng."},
		{"a foreign member", said(x.s.EditMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.MeetingInput{HeldOn: &day}, []dossier.MemberInput{{ID: 99, Name: "An", Seat: award.SeatChair}})), said(fault.Missing())},
		{"nobody and nothing", said(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.Closing{Sure: true})), "ho-so: Chưa có hồ sơ nào được đưa ra Hội đồng.\nthanh-vien: Hội đồng cần ít nhất 03 thành viên."},
		{"not sure", said(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.Closing{Number: "1/BB"})),
			"xac-nhan: Đánh dấu xác nhận: biên bản đã chốt không sửa, không mở lại được.\nho-so: Chưa có hồ sơ nào được đưa ra Hội đồng.\nthanh-vien: Hội đồng cần ít nhất 03 thành viên."},
		{"no dossier chosen", said(x.s.Bring(t.Context(), huyen, x.now, x.w, m, s.Version, nil)), "ho-so: Chọn hồ sơ đưa ra Hội đồng."},
		{"a foreign nominee", said(x.s.Vote(t.Context(), huyen, x.now, m, s.Version, dossier.Votes{All: []dossier.NomineeID{999}})), said(fault.Missing())},
	} {
		x.same(c.what, c.got, c.want)
	}
	if _, err := x.s.Sitting(t.Context(), x.pool, other, m); said(err) != said(fault.Missing()) {
		t.Errorf("another district reads it: %v", err)
	}
	// A day to come keeps the minutes open; so does a council below its quorum.
	id := x.handedIn(1)
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	s = x.seat(huyen, m)
	next := day + 1
	var members []dossier.MemberInput
	for i, c := range s.Members {
		members = append(members, dossier.MemberInput{ID: c.ID, Name: c.Name, Title: c.Title, Seat: c.Seat, Absent: i > 1})
	}
	bare := *s
	bare.Members = nil
	if text := layout(t, bare.Minutes(x.w)); !strings.Contains(text, "0/0") {
		t.Errorf("minutes before the members are written: %s", text)
	}
	members[3].Name = "" // the secretary leaves the council
	x.ok(x.s.EditMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.MeetingInput{HeldOn: &next}, members))
	s = x.sitting(huyen, m)
	x.same("not yet, not enough", said(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.Closing{Sure: true})),
		"ngay-hop: Cuộc họp ngày 06/02/2025 chưa diễn ra nên chưa chốt được biên bản.\nso-du-hop: Có 2/4 thành viên dự họp, cần từ 3 (từ 2/3 tổng số thành viên).\nthanh-vien: Hội đồng cần một Thư ký ký biên bản.")
	// Before the day only the written opinions of the absent.
	ballot := func(i int) dossier.Votes {
		return dossier.Votes{Cells: []dossier.Ballot{{Councillor: s.Members[i].ID, Nominee: s.Nominees[0].ID, Choice: award.VoteFor}}}
	}
	_, err := x.vote(huyen, s, ballot(0))
	x.same("votes before the meeting", said(err), "phieu: Cuộc họp ngày 06/02/2025 chưa diễn ra: trước ngày họp chỉ ghi ý kiến bằng văn bản của thành viên vắng.")
	_, err = x.vote(huyen, s, ballot(2))
	x.ok(err)
	// The next meeting begins with the same council.
	again := x.sitting(huyen, x.open(huyen, award.GiayKhen, 0))
	if len(again.Members) != 4 || again.Members[2].Name != "Lê Minh Đức" || again.Members[2].Attendance != award.Present {
		t.Errorf("%+v", again.Members)
	}
}

// Two who save votes of one page: the second is told.
func TestVotesRace(t *testing.T) {
	x := build(t)
	id := x.handedIn(2)
	huyen := x.district()
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	m := x.open(huyen, award.GiayKhen, 0)
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	s := x.seat(huyen, m)
	errs := make([]error, 4)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			errs[i] = x.s.Vote(t.Context(), huyen, x.now, m, s.Version, dossier.Votes{All: []dossier.NomineeID{s.Nominees[i%2].ID}})
		})
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if fault.KindOf(pg.Map(err)) != fault.Stale {
			t.Error(err)
		}
	}
	if won != 1 || len(x.sitting(huyen, m).Votes) != 5 {
		t.Errorf("%d won, %d votes", won, len(x.sitting(huyen, m).Votes))
	}
}

// A district lays its own proposal for Bằng khen before its council first.
func TestOwnCouncil(t *testing.T) {
	x := build(t)
	huyen := x.district()
	id := x.proposal(2)
	m := x.open(huyen, award.BangKhen, 1)
	s := x.sitting(huyen, m)
	if len(s.Dossiers) != 1 || s.Dossiers[0].Here {
		t.Fatalf("%+v", s.Dossiers)
	}
	x.ok(x.s.Bring(t.Context(), huyen, x.now, x.w, m, s.Version, []dossier.ID{id}))
	s = x.seat(huyen, m)
	x.same("stays a draft", x.state(id), "draft")
	s, err := x.vote(huyen, s, dossier.Votes{All: []dossier.NomineeID{s.Nominees[0].ID, s.Nominees[1].ID}})
	x.ok(err)
	if x.view(huyen, id).Minutes {
		t.Error("minutes that are not kept count")
	}
	kept := x.open(huyen, award.BangKhen, 1)
	x.ok(x.s.Bring(t.Context(), huyen, x.now, x.w, kept, x.sitting(huyen, kept).Version, []dossier.ID{id}))
	x.ok(x.s.CloseMeeting(t.Context(), huyen, x.now, kept, x.sitting(huyen, kept).Version, dossier.Closing{Sure: true}))
	if !x.view(huyen, id).Minutes {
		t.Error("kept minutes do not count")
	}
	x.ok(x.s.TakeBack(t.Context(), huyen, x.now, m, s.Version, id))
	if s = x.sitting(huyen, m); len(s.Votes) != 0 || s.Dossiers[0].Here {
		t.Errorf("taken out, it still has %d votes", len(s.Votes))
	}
}

// proposal is a draft of the district's for Bằng khen at the end of phase 2.
func (x *world) proposal(teams int) dossier.ID {
	x.t.Helper()
	x.guideOf(1, easy(award.BangKhen, "dot-2")...)
	day, _ := clock.ParseISO("2025-02-05")
	route, err := award.RouteOn(x.w.Plan.Rules.Def, award.BangKhen, day)
	x.ok(err)
	unit, province := x.unit("582"), x.unit("58")
	by := award.Signature{Name: "Huyện", At: x.now.Business}
	id := number[dossier.ID](x, `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created) VALUES ('bang_khen', $1, $2, $3, 1, $4, 'draft', $5, $6) RETURNING id`,
		x.w.Plan.Phases[1].ID, unit, province, route.Roles, x.w.Tree.Path(unit, x.now.Today), by)
	x.exec(`INSERT INTO dossier_step (dossier_id, state, holder, by, on_day) VALUES ($1, 'draft', 'proposer', $2, $3)`, id, by, x.now.Today)
	for i, team := range x.teams(kinhDinh)[:teams] {
		x.exec(`INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, name, span, merit, state, changed) VALUES ($1, $2, 'bang_khen', $3, 'team', $4, $5, 'dot-2', 'Đã có thành tích', 'nominated', $6)`,
			id, x.w.Plan.Phases[1].ID, i+1, team, x.w.Tree.Name(team, x.now.Today).Full(), by)
	}
	return id
}

// guideOf issues criteria for a phase.
func (x *world) guideOf(phase int, list ...award.Criteria) {
	x.t.Helper()
	by := award.Signature{Name: "Trần Thị Hoa", At: x.now.Business}
	x.exec(`INSERT INTO award_guide (phase_id, version, state, criteria, drafted, agreed, issued, number, issued_on, created_at) VALUES ($1, 1, 'issued', $2, $3, $3, $3, '13/HD-SNV', $4, $5)`,
		x.w.Plan.Phases[phase].ID, list, by, x.now.Today, x.now.Business)
}
