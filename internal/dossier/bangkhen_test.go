package dossier_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/org"
)

func (x *world) on(y, m, d int) {
	x.now = moment(clock.NewDay(y, m, d), 9)
	x.w.Day = x.now.Today
}

// A district puts its communes' teams forward for Bằng khen, with the minutes
// of its council; the two forms exclude each other for one occasion. From
// 01/07/2025 the commune's office takes the district's part.
func TestBangKhen(t *testing.T) {
	x := build(t)
	x.on(2025, 6, 20)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.district(), "k1", dossier.Pick{Form: award.BangKhen, Phase: "dot-2", Teams: teams[:1], Persons: x.members(teams[1])[:1]})
	x.ok(err)
	v := x.view(x.district(), id)
	x.same("its path", v.Office(x.w, award.ByProposer)+", "+v.Office(x.w, award.ByOpinion)+", "+v.Office(x.w, award.ByAppraiser), "UBND thành phố Phan Rang – Tháp Chàm, Phòng PX03, Sở Nội vụ")
	x.same("rewarded over", v.Nominees[0].Span, "toan")
	x.same("incomplete", said(x.send(x.district(), id, 1, award.ActSubmit, "")), "thanh-phan: Hồ sơ còn thiếu: Tờ trình; Báo cáo thành tích; Biên bản họp xét khen thưởng.")
	x.exec(`INSERT INTO award_setting (key, value, changed) VALUES ('papers', '[{"Form":"bang_khen","Decree":"Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ","Kinds":["to-trinh"]},{"Form":"bang_khen","Kinds":["bien-ban"]}]', '{}')`)
	x.same("as the province asks under the decree of the day", said(x.send(x.district(), id, 1, award.ActSubmit, "")), "thanh-phan: Hồ sơ còn thiếu: Tờ trình.")
	_, err = x.build(x.police(), "k2", dossier.Pick{Phase: "dot-2", Teams: teams[:1]})
	x.same("Giấy khen beside it", said(err), "danh-sach: Tổ bảo vệ ANTT khu phố 1: Đã được đề nghị Bằng khen trong cùng đợt xét (hồ sơ số 1 của thành phố Phan Rang – Tháp Chàm). Giữ một hình thức: rút khỏi một trong hai hồ sơ.")
	_, err = x.s.View(t.Context(), x.pool, x.police(), x.w, id)
	x.same("the commune reads the district's", said(err), "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác.")
	x.same("px03 reads", x.view(x.actor("px03", access.PX03, "58"), id).State.Words(), "Đang soạn")

	x.on(2025, 8, 20)
	office := x.police()
	office.Role = access.CommuneOffice
	_, err = x.build(x.district(), "k3", dossier.Pick{Form: award.BangKhen, Phase: "dot-2", Teams: teams[2:3]})
	x.same("the district after 01/07", said(err), "hinh-thuc: Theo phân công ngày 20/08/2025, đơn vị bạn không đề nghị Bằng khen.")
	later, err := x.build(office, "k4", dossier.Pick{Form: award.BangKhen, Phase: "dot-2", Teams: teams[2:3]})
	x.ok(err)
	x.same("the commune's", x.view(office, later).Office(x.w, award.ByProposer), "UBND phường Kinh Dinh")
	own, err := x.build(x.police(), "k5", dossier.Pick{Phase: "dot-2", Teams: teams[3:4]})
	x.ok(err)
	x.same("Giấy khen of the commune's chair", x.view(x.police(), own).Office(x.w, award.ByAppraiser), "UBND phường Kinh Dinh")
}

// The last review's papers speak of the whole campaign, a Bằng khen's of
// excellence; a title of two lines is signed on two.
func TestBangKhenLetter(t *testing.T) {
	x := build(t)
	x.on(2025, 6, 20)
	id, err := x.build(x.district(), "k1", dossier.Pick{Form: award.BangKhen, Phase: "dot-2", Teams: x.teams(kinhDinh)[:1]})
	x.ok(err)
	x.ok(x.s.SaveLetter(t.Context(), x.district(), x.now, id, dossier.Letter{Version: 1, Number: "218/TTr-UBND", Day: x.now.Today, Title: " KT.  CHỦ TỊCH\r\n\r\nPHÓ CHỦ TỊCH \n", Signer: "Trần Minh Thái"}))
	v := x.view(x.district(), id)
	x.same("its lines", v.SignerTitle, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
	got := strings.ReplaceAll(wordsOf(t, must(x, (&dossier.Documents{V: v, W: x.w, Made: x.now.Business}).Submission)), " / ", "\n| ") // lines apart, however they are set
	for _, words := range []string{"| ỦY BAN NHÂN DÂN\n| THÀNH PHỐ\n| PHAN RANG – THÁP CHÀM\n", "Về việc đề nghị tặng Bằng khen\n| trong phong trào thi đua đặc biệt",
		"cá nhân có thành tích xuất sắc trong phong trào thi đua đặc biệt", "| TM. ỦY BAN NHÂN DÂN\n| KT. CHỦ TỊCH\n| PHÓ CHỦ TỊCH\n| Trần Minh Thái\n"} {
		if !strings.Contains(got, words) {
			t.Errorf("the letter lacks %q:\n%s", words, got)
		}
	}
}

// What becomes of a team or a member after the proposal is asked about.
func TestChangesSinceTheProposal(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	people := x.members(teams[1])
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1], Persons: people[:3]})
	x.ok(err)
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-20'), leave_reason = 'own_request' WHERE person_id = $1 AND upper_inf(during)`, people[0])
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-25'), leave_reason = 'transferred' WHERE person_id = $1 AND upper_inf(during)`, people[1])
	x.exec(`INSERT INTO service (person_id, team_id, position, during) VALUES ($1, $2, 'member', daterange('2025-01-25', NULL))`, people[1], teams[2])
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-30'), leave_reason = 'died' WHERE person_id = $1 AND upper_inf(during)`, people[2])
	v := x.view(x.police(), id)
	found := map[award.Guard]award.Weight{}
	for _, n := range v.Nominees {
		for _, f := range v.Grounds[n.ID].Findings {
			found[f.Guard] = f.Weight
		}
	}
	want := map[award.Guard]award.Weight{award.GuardLeft: award.Asks, award.GuardMoved: award.Asks, award.GuardDied: award.Notes}
	if len(found) != len(want) {
		t.Errorf("%v", found)
	}
	for g, w := range want {
		if got, ok := found[g]; !ok || got != w {
			t.Errorf("%s: %v of %v", g, w, found)
		}
	}
	if open := v.Grounds[v.Nominees[1].ID].Open(); v.Nominees[1].PersonID() == people[2] && len(open) != 0 {
		t.Errorf("the dead: %+v", open)
	}
}

// A team merged since it was put forward is asked about, and may still be sent
// once somebody looked.
func TestTeamMergedSince(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1]})
	x.ok(err)
	x.letter(id, "31")
	x.draft(id)
	for _, table := range []string{"unit SET successor_id = %s, during", "unit_name SET during", "unit_link SET during"} {
		column := "unit_id"
		switch {
		case strings.HasPrefix(table, "unit SET"):
			table, column = fmt.Sprintf(table, itoa(int64(teams[1]))), "id"
		case strings.HasPrefix(table, "unit_link"):
			column = "child_id"
		}
		x.exec(`UPDATE `+table+` = daterange(lower(during), '2025-02-01') WHERE `+column+` = $1 AND upper_inf(during)`, teams[0])
	}
	tree, err := org.Load(t.Context(), x.pool)
	x.ok(err)
	x.w.Tree = tree
	v := x.view(x.police(), id)
	g := v.Grounds[v.Nominees[0].ID]
	if len(g.Findings) != 1 {
		t.Fatalf("%+v", g.Findings)
	}
	f := g.Findings[0]
	x.same("merged", f.Text+" – "+f.Release, "Tổ bảo vệ ANTT khu phố 1 đã sáp nhập vào Tổ bảo vệ ANTT khu phố 2 từ ngày 01/02/2025 – Xác nhận tên tập thể ghi trên quyết định.")
	x.same("not looked at", said(x.send(x.police(), id, 2, award.ActSubmit, "")), "danh-sach: Còn cảnh báo phải xử lý ở: Tổ bảo vệ ANTT khu phố 1. Mở từng trường hợp để xử lý, hoặc đưa ra khỏi hồ sơ.")
	x.ok(x.s.Confirm(t.Context(), x.police(), x.now, x.w, id, v.Nominees[0].ID, f.Guard, f.Refs, "Thành tích của Tổ trước sáp nhập"))
	x.ok(x.send(x.police(), id, 2, award.ActSubmit, ""))
}
