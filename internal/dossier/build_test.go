package dossier_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/roster"
)

// Teams and members are put forward once, by who proposes the form, from the
// unit's own; the same form sent twice does it once; more go into the same
// dossier.
func TestBuild(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:2]})
	x.ok(err)
	again, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:2]})
	x.ok(err)
	if again != id || x.audited("dossier.create", id) != 1 || x.audited("nominee.add", id) != 1 {
		t.Errorf("sent twice: %d and %d", id, again)
	}
	more, err := x.build(x.police(), "k2", dossier.Pick{Persons: x.members(teams[0])[:2]})
	x.ok(err)
	v := x.view(x.police(), id)
	if more != id || len(v.Nominees) != 4 || v.No != 1 || v.State != award.Draft || v.Version != 2 {
		t.Errorf("%d %+v", more, v.Row)
	}
	n := v.Nominees[0]
	x.same("the first", n.Name+"|"+n.Detail+"|"+n.Span+"|"+n.Merit, "Tổ bảo vệ ANTT khu phố 1|Phường Kinh Dinh, thành phố Phan Rang – Tháp Chàm|dot-1|Đã có thành tích trong thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở trên địa bàn tỉnh Ninh Thuận")
	m := v.Nominees[2]
	x.same("a member", m.Name+"|"+m.Detail, "Phạm Thị Mỹ Hiền|Tổ trưởng, Tổ bảo vệ ANTT khu phố 1, phường Kinh Dinh")
	x.same("holder", v.HolderWords(x.w, v.Machine), "Công an phường Kinh Dinh")
	x.same("the appraiser", v.Office(x.w, award.ByAppraiser), "UBND thành phố Phan Rang – Tháp Chàm")
}

func TestBuildRefuses(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	for _, c := range []struct {
		name string
		by   access.Actor
		in   dossier.Pick
		want string
	}{
		{"nobody", x.police(), dossier.Pick{}, "danh-sach: Chọn ít nhất một tập thể hoặc cá nhân."},
		{"another unit's team", x.police(), dossier.Pick{Teams: x.teams(doVinh)[:1]}, "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác."},
		{"another unit's member", x.police(), dossier.Pick{Persons: x.members(x.teams(doVinh)[0])[:1]}, "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác."},
		{"nobody's member", x.police(), dossier.Pick{Persons: []roster.PersonID{99999999}}, "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác."},
		{"no team", x.police(), dossier.Pick{Teams: []org.UnitID{x.unit(kinhDinh)}}, "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác."},
		{"no phase", x.police(), dossier.Pick{Teams: teams[:1], Phase: "dot-9"}, "dot: Chọn đợt đã bắt đầu."},
		{"no form", x.police(), dossier.Pick{Teams: teams[:1], Form: "huan_chuong"}, "hinh-thuc: Chọn hình thức khen thưởng."},
		{"the commune's police for Bằng khen", x.police(), dossier.Pick{Teams: teams[:1], Form: award.BangKhen},
			"hinh-thuc: Theo phân công ngày 05/02/2025, đơn vị bạn không đề nghị Bằng khen.\nhinh-thuc: Bằng khen không xét khi kết thúc Đợt 1 theo kế hoạch; Tổng kết Đợt 2 mới xét."},
		{"Bằng khen at the first review", x.district(), dossier.Pick{Teams: teams[:1], Form: award.BangKhen}, "hinh-thuc: Bằng khen không xét khi kết thúc Đợt 1 theo kế hoạch; Tổng kết Đợt 2 mới xét."},
		{"the district for Giấy khen", x.district(), dossier.Pick{Teams: teams[:1]}, "hinh-thuc: Theo phân công ngày 05/02/2025, đơn vị bạn không đề nghị Giấy khen."},
		{"who reads only", x.actor("px03", access.PX03, "58"), dossier.Pick{Teams: teams[:1]}, "Vai trò của bạn không có quyền làm việc này."},
	} {
		_, err := x.build(c.by, "k-"+c.name, c.in)
		x.same(c.name, said(err), c.want)
	}
}

// A pending case, another nomination and the cap refuse by name; the others
// are added only when told so.
func TestBlockedAreRefusedByName(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	by := award.Signature{Name: "Trần Văn Bình", At: x.now.Business}
	x.exec(`INSERT INTO award_case (subject, team_id, kind, since, reason, recorded, scope_path) VALUES ('team', $1, 'complaint', '2025-01-10', 'Đơn của công dân', $2, '')`, teams[0], by)
	in := dossier.Pick{Teams: teams[:2]}
	_, err := x.build(x.police(), "k1", in)
	x.same("blocked", said(err), "danh-sach: Tổ bảo vệ ANTT khu phố 1: Có khiếu nại, tố cáo đang được xác minh từ ngày 10/01/2025: Đơn của công dân. Được xét trở lại khi có kết luận bằng văn bản.")
	in.Skip = true
	id, err := x.build(x.police(), "k1", in)
	x.ok(err)
	x.same("the others", names(x.view(x.police(), id).Nominees), "Tổ bảo vệ ANTT khu phố 2")
	_, err = x.build(x.police(), "k2", dossier.Pick{Teams: teams[1:2]})
	x.same("again", said(err), "danh-sach: Tổ bảo vệ ANTT khu phố 2: Đã có trong hồ sơ số 1 của phường Kinh Dinh với cùng hình thức. Rút khỏi một trong hai hồ sơ.")
	x.guide(award.Criteria{Form: award.GiayKhen, Subject: award.Team, Span: "dot-1", Cap: &award.Cap{Count: 2}})
	_, err = x.build(x.police(), "k3", dossier.Pick{Teams: teams[2:4], Skip: true})
	x.same("over the cap", said(err), "danh-sach: Đề nghị 03 Giấy khen cho tập thể, vượt mức tối đa 02 (Mỗi đơn vị đề nghị không quá 02 trường hợp). Bớt 01 trường hợp.")
	_, err = x.build(x.police(), "k4", dossier.Pick{Teams: teams[2:3]})
	x.ok(err)
}

// Two send the same team at the same moment: one nomination.
func TestRaceForANomination(t *testing.T) {
	x := build(t)
	team := x.teams(kinhDinh)[4]
	var wg sync.WaitGroup
	out := make([]error, 4)
	for i := range out {
		wg.Go(func() {
			_, out[i] = x.s.Build(t.Context(), x.police(), x.now, x.w, fmt.Sprint("r", i), dossier.Pick{Form: award.GiayKhen, Phase: "dot-1", Teams: []org.UnitID{team}}, at)
		})
	}
	wg.Wait()
	done := 0
	for _, err := range out {
		if err == nil {
			done++
		} else if !strings.HasPrefix(said(err), "danh-sach: Tổ bảo vệ ANTT khu phố 5: ") {
			t.Errorf("%s", said(err))
		}
	}
	if done != 1 {
		t.Errorf("%d of 4 were done", done)
	}
}

// The constraint answers as the guard does where another dossier was faster.
func TestConstraintAnswersAsAField(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1]})
	x.ok(err)
	v := x.view(x.police(), id)
	err = x.s.Add(t.Context(), x.police(), x.now, &v.Row, v.Nominees)
	x.same("stored twice", said(err), "danh-sach: Tổ bảo vệ ANTT khu phố 1: vừa được đề nghị trong một hồ sơ khác của đợt này. Tải lại trang để xem.")
}

// Others read, or do not find it, and change nothing.
func TestDossierOfOthers(t *testing.T) {
	x := build(t)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: x.teams(kinhDinh)[:1]})
	x.ok(err)
	neighbour := x.actor("xa", access.CommunePolice, doVinh)
	_, err = x.s.View(t.Context(), x.pool, neighbour, x.w, id)
	missing := "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác."
	x.same("the neighbour reads", said(err), missing)
	x.same("the neighbour sends", said(x.s.Send(t.Context(), neighbour, x.now, x.w, id, 1, award.ActSubmit, "")), missing)
	v := x.view(x.district(), id)
	n := v.Nominees[0].ID
	other := "Hồ sơ này do đơn vị khác lập; bạn chỉ xem được."
	x.same("the district sends", said(x.s.Send(t.Context(), x.district(), x.now, x.w, id, 1, award.ActSubmit, "")), other)
	x.same("the district writes", said(x.s.SaveText(t.Context(), x.district(), x.now, id, n, nil)), other)
	x.same("the district takes off", said(x.s.Pull(t.Context(), x.district(), x.now, id, n, 1, "")), other)
	_, err = x.s.Draft(t.Context(), x.district(), x.now, x.w, id, nil, false)
	x.same("the district drafts", said(err), other)
	x.same("another dossier's nominee", said(x.s.Pull(t.Context(), x.police(), x.now, id, n+1, 1, "")), missing)
}
