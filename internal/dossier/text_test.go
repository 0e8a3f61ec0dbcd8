package dossier_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/register"
)

func (x *world) case1(teams []org.UnitID) (dossier.ID, dossier.NomineeID) {
	x.t.Helper()
	id, err := x.build(x.police(), "k1", dossier.Pick{Persons: x.members(teams[0])[:1]})
	x.ok(err)
	return id, x.view(x.police(), id).Nominees[0].ID
}

// A report is drafted from the figures, edited in versions, drafted anew only
// when told so, and flagged once a figure is another.
func TestReportOfANominee(t *testing.T) {
	x := build(t)
	id, n := x.case1(x.teams(kinhDinh))
	x.draft(id)
	v := x.view(x.police(), id)
	list := v.Texts[n]
	if len(list) != 2 || list[0].Section != dossier.OfTeam || list[1].Section != dossier.Own || list[0].Edited() || len(v.Drifts(x.w, &v.Nominees[0])) != 0 {
		t.Fatalf("%+v", list)
	}
	var told []string
	for _, f := range list[0].Figures {
		if f.Ref.Kind != "" && !strings.Contains(list[0].Body, f.Value) {
			t.Errorf("%s is not in the text", f.Value)
		}
		if f.Ref.Ordinal > 0 {
			told = append(told, fmt.Sprintf("%s: %s", f.Label, f.Value))
		}
	}
	if len(told) < 3 {
		t.Errorf("only %v", told)
	}
	x.same("the member", strings.Split(list[1].Body, "\n")[0], "Đồng chí Phạm Thị Mỹ Hiền tham gia Tổ bảo vệ ANTT khu phố 1 với vị trí tổ trưởng từ ngày 01/07/2024 đến nay.")

	save := func(version int, body string) error {
		return x.s.SaveText(t.Context(), x.police(), x.now, id, n, []dossier.Edit{{Section: dossier.Own, Version: version, Body: body}})
	}
	x.same("an id number", said(save(1, "CCCD 058080001234")), "own: Thành tích cá nhân: không ghi số định danh, số điện thoại vào báo cáo. Bỏ số định danh rồi lưu lại.")
	x.ok(save(1, "Bắt quả tang hai vụ trộm xe máy."))
	x.same("over another's", said(save(1, "Bản khác")), "“Thành tích cá nhân” vừa được xa sửa. Nội dung bạn soạn vẫn còn ở dưới; đối chiếu với bản mới rồi lưu lại.")
	x.ok(save(2, "Bắt quả tang hai vụ trộm xe máy."))
	versions, err := x.s.Versions(t.Context(), x.pool, n, dossier.Own)
	x.ok(err)
	if len(versions) != 2 || versions[0].Version != 2 || len(versions[0].Figures) == 0 {
		t.Errorf("%d versions", len(versions))
	}
	_, err = x.s.Draft(t.Context(), x.police(), x.now, x.w, id, []dossier.NomineeID{n}, false)
	x.same("drafted over", said(err), "soan-lai: Phạm Thị Mỹ Hiền: báo cáo đã được sửa tay. Chọn “thay nội dung đã sửa” nếu muốn soạn lại; bản cũ vẫn được giữ.")
	_, err = x.s.Draft(t.Context(), x.police(), x.now, x.w, id, []dossier.NomineeID{n}, true)
	x.ok(err)
	if v = x.view(x.police(), id); v.Texts[n][1].Version != 3 || v.Texts[n][1].Edited() {
		t.Errorf("%+v", v.Texts[n][1])
	}

	x.exec(`UPDATE nominee_text SET figures = jsonb_set(figures, '{1,Value}', '"1/9"') WHERE nominee_id = $1 AND section = 'team'`, n)
	v = x.view(x.police(), id)
	d := v.Drifts(x.w, &v.Nominees[0])
	x.same("the report's other figures stand", fmt.Sprint(strings.Contains(list[0].Body, "vi phạm pháp luật tái phạm: 0 (chỉ tiêu = 0), theo số liệu đã duyệt.")), "true")
	if len(d) != 1 || d[0].Old != "1/9" || d[0].New != v.Texts[n][0].Figures[1].Value && !strings.Contains(list[0].Body, d[0].New) || d[0].Section != dossier.OfTeam {
		t.Errorf("%+v", d)
	}
	// A verdict that lacks figures now has not lost its source.
	x.exec(`UPDATE nominee_text SET figures = jsonb_set(figures, '{1}', jsonb_build_object('Ref', jsonb_build_object('Kind', 'team', 'ID', $2::bigint, 'Ordinal', 2, 'Span', 'dot-1'), 'Label', '2.1 Mô hình', 'Value', '1', 'Said', 'x')) WHERE nominee_id = $1 AND section = 'team'`, n, v.Nominees[0].Team)
	v = x.view(x.police(), id)
	d = v.Drifts(x.w, &v.Nominees[0])
	if len(d) != 1 || d[0].Old != "1" || d[0].New != "chưa đủ số liệu" {
		t.Errorf("%+v", d)
	}
}

// Text copied from another's asks; what the program drafted for both does not.
func TestCopiedReports(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:2]})
	x.ok(err)
	x.draft(id)
	v := x.view(x.police(), id)
	for _, n := range v.Nominees {
		if f := v.Grounds[n.ID].Findings; len(f) != 0 {
			t.Errorf("drafted alike: %+v", f)
		}
	}
	own := "Tổ đã tổ chức tuần tra khép kín địa bàn vào các khung giờ từ hai mươi hai giờ đêm đến bốn giờ sáng, phối hợp với dân quân vận động bà con lắp đặt mười hai camera, giải tán ba nhóm thanh niên tụ tập, trả lại tài sản cho người mất và hòa giải thành bốn vụ mâu thuẫn trong nhân dân."
	for _, n := range v.Nominees {
		x.ok(x.s.SaveText(t.Context(), x.police(), x.now, id, n.ID, []dossier.Edit{{Section: dossier.OfTeam, Version: 1, Body: v.Texts[n.ID][0].Body + "\n" + own}}))
	}
	v = x.view(x.police(), id)
	f := v.Grounds[v.Nominees[0].ID].Findings
	if len(f) != 1 {
		t.Fatalf("%+v", f)
	}
	x.same("copied", string(f[0].Guard)+": "+f[0].Text, "copied: Nội dung thành tích giống 93 % với Tổ bảo vệ ANTT khu phố 2 (phường Kinh Dinh, thành phố Phan Rang – Tháp Chàm)")
}

// What a nominee is put forward for, the order, taking off.
func TestEditOfANominee(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:3]})
	x.ok(err)
	first := x.view(x.police(), id).Nominees[0]
	edit := func(in dossier.NomineeEdit) error {
		return x.s.EditNominee(t.Context(), x.police(), x.now, x.w, id, first.ID, in)
	}
	x.same("nothing", said(edit(dossier.NomineeEdit{Version: 1})), "thanh-tich: Nhập thành tích ghi trên quyết định, giấy chứng nhận.\nkhen-ve: Chọn ít nhất một việc tốt hoặc mô hình, hoặc khen thành tích của cả đợt.")
	x.same("no such stretch", said(edit(dossier.NomineeEdit{Version: 1, Span: "ky-1", Merit: "Có thành tích"})), "khen-ve: Chọn thành tích được khen.")
	x.same("another's deed", said(edit(dossier.NomineeEdit{Version: 1, Deeds: nil, Span: "", Merit: strings.Repeat("dài ", 90)})),
		"thanh-tich: Rút gọn còn tối đa 300 ký tự để in vừa một tờ.\nkhen-ve: Chọn ít nhất một việc tốt hoặc mô hình, hoặc khen thành tích của cả đợt.")
	x.same("not as seen", said(edit(dossier.NomineeEdit{Version: 9, Span: "dot-1", Merit: "Có thành tích"})), "Tổ bảo vệ ANTT khu phố 1 vừa được người khác sửa. Tải lại trang để xem bản mới.")
	x.ok(edit(dossier.NomineeEdit{Version: 1, Span: "toan", Merit: "Có  thành tích"}))
	x.ok(x.s.Move(t.Context(), x.police(), x.now, id, first.ID, false))
	v := x.view(x.police(), id)
	x.same("the order", names(v.Nominees), "Tổ bảo vệ ANTT khu phố 2, Tổ bảo vệ ANTT khu phố 1, Tổ bảo vệ ANTT khu phố 3")
	n := v.Nominees[1]
	x.same("what for", n.Span+"|"+n.Merit, "toan|Có thành tích")
	x.ok(x.s.Pull(t.Context(), x.police(), x.now, id, n.ID, n.Version, ""))
	x.same("taken off", names(x.view(x.police(), id).Nominees), "Tổ bảo vệ ANTT khu phố 2, Tổ bảo vệ ANTT khu phố 3")
}

// The list: whose turn it is, how many, which clock.
func TestList(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1], Persons: x.members(teams[1])[:2]})
	x.ok(err)
	read := func(who string, f dossier.Filter) string {
		a := x.police()
		if who == "huyen" {
			a = x.district()
		}
		l, err := x.s.List(t.Context(), x.pool, a, x.w, f)
		x.ok(err)
		out := fmt.Sprintf("%d/%d mine %d late %d", l.Total, l.All, l.Mine, l.Late)
		for _, r := range l.Lines {
			out += fmt.Sprintf("; %d %s %d+%d", r.No, r.State, r.Teams, r.Members)
		}
		return out
	}
	x.same("the proposer", read("xa", dossier.Filter{}), "1/1 mine 1 late 0; 1 draft 1+2")
	x.same("the district waits", read("huyen", dossier.Filter{Mine: true}), "0/1 mine 0 late 0")
	x.letter(id, "19")
	x.draft(id)
	x.ok(x.send(x.police(), id, 2, award.ActSubmit, ""))
	x.same("now it is the district's", read("huyen", dossier.Filter{Mine: true}), "1/1 mine 1 late 0; 1 sent 1+2")
	x.w.Day = x.now.Today + 60
	x.same("late", read("huyen", dossier.Filter{Late: true, Form: award.GiayKhen}), "1/1 mine 1 late 1; 1 sent 1+2")
	x.same("another form", read("huyen", dossier.Filter{Form: award.BangKhen}), "0/0 mine 0 late 0")
	x.same("another commune", read("huyen", dossier.Filter{Under: x.unit(doVinh)}), "0/0 mine 0 late 0")
}

// Recognised models: named by the report, chosen as what the award is for,
// another team's refused; two nominations for one model meet the guard.
func TestModelsAsAchievement(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:2], Persons: x.members(teams[0])[:1]})
	x.ok(err)
	model := func(name string, team org.UnitID) register.ModelID {
		m := number[register.ModelID](x, `INSERT INTO community_model (commune_id, name, field, started_on, created_by, created_at) VALUES ($1, $2, 'Tự quản', '2024-11-20', (SELECT min(id) FROM app_user), now()) RETURNING id`, x.unit(kinhDinh), name)
		x.exec(`INSERT INTO model_credit (model_id, team_id) VALUES ($1, $2)`, m, team)
		x.exec(`INSERT INTO recognition (row_kind, row_id, level, by_whom, document, on_day, created_by, created_at) VALUES ('community_model', $1, 'district', 'UBND thành phố', 'Quyết định số 5/QĐ-UBND', '2025-01-15', (SELECT min(id) FROM app_user), now())`, m)
		return m
	}
	own, other := model("Camera với Nhân dân", teams[0]), model("Đèn đường an toàn", teams[1])
	x.draft(id)
	v := x.view(x.police(), id)
	member, team := v.Nominees[2], v.Nominees[0]
	x.same("order", string(member.Subject)+" "+team.Name, "member Tổ bảo vệ ANTT khu phố 1")
	for _, n := range []dossier.Nominee{team, member} {
		body := v.Texts[n.ID][0].Body
		if !strings.Contains(body, "\n- Camera với Nhân dân, được UBND thành phố công nhận ngày 15/01/2025 (Quyết định số 5/QĐ-UBND).") || strings.Contains(body, "Đèn đường") {
			t.Errorf("%s: %s", n.Name, body)
		}
	}
	if own := v.Texts[member.ID][1].Body; strings.Contains(own, "Camera") {
		t.Errorf("a model that does not credit the member: %s", own)
	}
	edit := func(n dossier.Nominee, m register.ModelID) error {
		return x.s.EditNominee(t.Context(), x.police(), x.now, x.w, id, n.ID, dossier.NomineeEdit{Version: n.Version, Models: []register.ModelID{m}, Merit: "Xây dựng mô hình"})
	}
	const notTheirs = "khen-ve: Có mô hình chưa được công nhận hoặc không ghi nhận công của tập thể, cá nhân này. Tải lại trang để chọn lại."
	x.same("another's", said(edit(team, other)), notTheirs)
	x.same("the team's, not the member's", said(edit(member, own)), notTheirs)
	x.ok(edit(team, own))
	team = x.view(x.police(), id).Nominees[0]
	x.same("for the model", fmt.Sprint(team.Span, team.Models), fmt.Sprint("", []register.ModelID{own}))
	x.exec(`UPDATE recognition SET on_day = '2025-01-20' WHERE row_kind = 'community_model' AND row_id = $1`, own)
	v = x.view(x.police(), id)
	d := v.Drifts(x.w, &team)
	if len(d) != 1 || d[0].Label != "Mô hình được công nhận ngày 15/01/2025" || d[0].New != "" {
		t.Errorf("%+v", d)
	}
}
