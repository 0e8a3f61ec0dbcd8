package dossier_test

import (
	"testing"

	"thidua/internal/award"
	"thidua/internal/dossier"
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
