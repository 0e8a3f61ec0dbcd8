package dossier_test

import (
	"fmt"
	"testing"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
)

// The point sheet goes with the dossier: scored by the proposer until it is
// sent, verified while it is looked at, open again once it is returned; a
// criterion set aside is told of the subject ever after.
func TestScoreGoesWithTheDossier(t *testing.T) {
	x := build(t)
	x.s.Criteria.Nominated = dossier.Nominated
	x.guide(award.Criteria{Form: award.GiayKhen, Subject: award.Team, Span: "dot-1", Service: &award.Tenure{Months: 40},
		Sheet: &award.Sheet{Items: []award.Item{{Code: "A", Text: "Tuần tra", Max: 60}, {Code: "B", Text: "Sổ sách", Max: 40}}, Least: 70}})
	team := x.teams(kinhDinh)[0]
	g, _, err := criteria.IssuedGuide(t.Context(), x.pool, x.w.Plan, x.w.Plan.Phases[0].ID)
	x.ok(err)
	at := criteria.ScoreAt{Form: award.GiayKhen, Phase: x.w.Plan.Phases[0], Whom: criteria.Whom{Team: team}}
	version := 0
	score := func(verify bool, a, b string) error {
		in, c, who := criteria.Scoring{Version: version, Points: []string{a, b}}, x.s.Criteria, x.police()
		if verify {
			err = c.Verify(t.Context(), x.district(), x.now, x.w, g, at, in)
		} else {
			err = c.SelfScore(t.Context(), who, x.now, x.w, g, at, in)
		}
		if err == nil {
			version++
		}
		return err
	}
	x.ok(score(false, "50", "30"))
	x.same("nobody proposed it", said(score(true, "50", "30")), "Chưa có hồ sơ đề nghị đang thẩm định nên chưa xác nhận điểm được.")
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: x.teams(kinhDinh)[:1]})
	x.ok(err)
	x.ok(score(false, "55", "30"))
	x.same("not sent yet", said(score(true, "50", "30")), "Hồ sơ đang ở trạng thái “Đang soạn” nên không làm việc này được. Tải lại trang để xem tình trạng mới.")
	x.letter(id, "21")
	x.draft(id)
	x.same("it has not the months", said(x.send(x.police(), id, x.version(id), award.ActSubmit, "")), "ly-do: Có 1 trường hợp chưa đủ điều kiện, số liệu (Tổ bảo vệ ANTT khu phố 1): nêu lý do vẫn đề nghị, hoặc đưa ra khỏi hồ sơ.")
	x.ok(x.send(x.police(), id, x.version(id), award.ActSubmit, "Tổ mới kiện toàn"))
	x.same("sent", said(score(false, "60", "30")), "Hồ sơ đang ở trạng thái “Đã gửi” nên không làm việc này được. Tải lại trang để xem tình trạng mới.")
	x.ok(x.handle(x.district(), id, award.ActTake, ""))
	x.ok(score(true, "45", "30"))
	n := x.view(x.district(), id).Nominees[0]
	x.ok(x.s.Override(t.Context(), x.district(), x.now, x.w, id, n.ID, award.KeyService, "Hợp nhất từ ba lực lượng"))
	read := func() string {
		nom, err := x.s.Criteria.NominationOf(t.Context(), x.pool, at)
		x.ok(err)
		out := ""
		if nom.Machine != nil {
			out = string(nom.Machine.State)
		}
		for _, o := range nom.Overrides {
			out += fmt.Sprintf("; %s %s hồ sơ %d %t", o.Key, o.Reason, o.No, o.InForce)
		}
		return out
	}
	x.same("told of the subject", read(), "appraising; service Hợp nhất từ ba lực lượng hồ sơ 1 true")
	x.ok(x.handle(x.district(), id, award.ActReturn, "Ghi lại điểm"))
	x.ok(score(false, "40", "40"))
	sc, err := x.s.Criteria.ScoreOf(t.Context(), x.pool, at)
	x.ok(err)
	if sc.Verified != nil || sc.Points["A"].Verified != nil || *sc.Points["A"].Self != 40 {
		t.Errorf("what was verified stands: %+v", sc)
	}
	x.ok(x.send(x.police(), id, x.version(id), award.ActWithdraw, "Lập lại hồ sơ"))
	x.same("ever after", read(), "; service Hợp nhất từ ba lực lượng hồ sơ 1 false")
}
