package decision

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// SubmissionPaper is Paper for the tờ trình to the province's chair; only those
// who prepare the decision, and only Bằng khen has one. It tells about the
// dossiers of the list and of those nobody is put forward from.
func (s *Service) SubmissionPaper(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, id ID) (*Paper, error) {
	p, err := s.Paper(ctx, q, a, now, w, id)
	if err != nil {
		return nil, err
	}
	v := p.View
	if !v.prepares(a) || v.Form != award.BangKhen {
		return nil, fault.Missing()
	}
	var ids []dossier.ID
	for i := range v.Nominees {
		ids = append(ids, v.Nominees[i].Dossier)
	}
	if v.State == award.DecisionDraft || v.State == award.DecisionRecorded {
		open, err := dossier.Outcomes(ctx, q, v.UnitID, v.Form, v.PhaseID)
		if err != nil {
			return nil, err
		}
		for i := range open {
			ids = append(ids, open[i].Dossier)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if p.All, err = dossier.NomineesOf(ctx, q, ids); err != nil {
		return nil, err
	}
	ids = p.concerned(ids)
	if p.Cites, err = criteria.CitedGuide(ctx, q, v.PhaseID, p.Day); err != nil {
		return nil, err
	}
	rows, err := dossier.RowsOf(ctx, q, ids)
	p.Dossiers = map[dossier.ID]dossier.Row{}
	for _, r := range rows {
		p.Dossiers[r.ID] = r
	}
	return p, err
}

// concerned drops the dossiers somebody of is put forward to the chair by
// another tờ trình: those of the list, and those nobody of is put forward, stay.
func (p *Paper) concerned(ids []dossier.ID) []dossier.ID {
	listed, elsewhere := map[dossier.ID]bool{}, map[dossier.ID]bool{}
	for i := range p.All {
		n := &p.All[i]
		switch {
		case n.Decision != nil && *n.Decision == int64(p.View.ID):
			listed[n.Dossier] = true
		case n.State == award.Recommended, n.Decision != nil:
			elsewhere[n.Dossier] = true
		}
	}
	other := func(id dossier.ID) bool { return elsewhere[id] && !listed[id] }
	p.All = slices.DeleteFunc(p.All, func(n dossier.Pending) bool { return other(n.Dossier) })
	return slices.DeleteFunc(ids, other)
}

// tally is one proposing unit's line of the tờ trình.
type tally struct {
	unit                      org.UnitID
	teams, members            int // proposed
	goodTeams, goodMembers    int // in the list
	refusedTeams, refusedOnes int
	docs                      []string
}

func (p *Paper) tallies() []*tally {
	var out []*tally
	for i := range p.All {
		n := &p.All[i]
		at := slices.IndexFunc(out, func(t *tally) bool { return t.unit == n.Unit })
		if at < 0 {
			out, at = append(out, &tally{unit: n.Unit}), len(out)
		}
		t := out[at]
		if r, ok := p.Dossiers[n.Dossier]; ok && r.DocNumber != "" {
			doc := "số " + r.DocNumber
			if r.DocDate != nil {
				doc += " ngày " + r.DocDate.String()
			}
			if !slices.Contains(t.docs, doc) {
				t.docs = append(t.docs, doc)
			}
		}
		t.add(n, int64(p.View.ID))
	}
	return out
}

func (t *tally) add(n *dossier.Pending, decision int64) {
	if n.State == award.Withdrawn {
		return
	}
	of := [3]*int{&t.members, &t.goodMembers, &t.refusedOnes}
	if n.Subject == award.Team {
		of = [3]*int{&t.teams, &t.goodTeams, &t.refusedTeams}
	}
	*of[0]++
	switch {
	case n.Decision != nil && *n.Decision == decision:
		*of[1]++
	case n.State == award.Declined || n.State == award.Refused:
		*of[2]++
	}
}

// Submission lays the tờ trình out: what was received and appraised, a table by
// proposing unit, who is not proposed and why, the money.
func (p *Paper) Submission() (*paper.Document, error) {
	v := p.View
	if len(v.Nominees) == 0 {
		return nil, fault.New(fault.Stale, "Danh sách của quyết định chưa có trường hợp nào.")
	}
	if v.NoMoney != nil {
		return nil, v.NoMoney
	}
	bases, err := p.bases()
	if err != nil {
		return nil, err
	}
	name := p.unit()
	d := &paper.Document{Kind: paper.Submission, Issuer: "Sở Nội vụ " + name.Full(), Made: p.Made, Draft: true, Keep: "VT, TĐKT", Bases: append(bases, p.Cites...),
		Subject: fmt.Sprintf("Về việc đề nghị tặng %s cho tập thể, cá nhân có thành tích xuất sắc\n%s", v.Form.Label(), p.campaign()),
		To:      []string{p.authority()}, Sign: []paper.Signature{{Lines: []string{"Giám đốc"}}}, Copies: []string{"Như trên", "Công an tỉnh (PX03)", "UBND các đơn vị đề nghị"}}
	d.Head = paper.Head{Parent: "Ủy ban nhân dân\n" + name.Full(), Agency: "Sở Nội vụ", Symbol: "TTr-SNV", Place: name.Name}
	d.Head.Year, _, _ = p.Day.Date()
	list := p.tallies()
	d.Body = append(d.Body, paper.Para{Runs: paper.Text(fmt.Sprintf("Sở Nội vụ đã tiếp nhận, thẩm định hồ sơ đề nghị khen thưởng của %02d đơn vị, lấy ý kiến Công an tỉnh (PX03) theo quy định, kết quả như sau:", len(list)))},
		paper.Heading{Level: 1, Text: "Kết quả thẩm định"}, p.byUnit(list))
	if refused := p.refused(); refused != nil {
		d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Trường hợp không đề nghị khen thưởng"}, refused)
	}
	d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Đề nghị"},
		paper.Para{Runs: paper.Text(fmt.Sprintf("Sở Nội vụ kính trình %s xem xét, quyết định tặng %s cho %s (có dự thảo Quyết định và danh sách kèm theo).", p.authority(), v.Form.Label(), p.count()))},
		paper.Para{Runs: paper.Text(fmt.Sprintf("Tiền thưởng kèm theo: %s đồng, tính theo %s.", vi.Int(v.Sum.Rounded), p.moneyBasis()))},
		paper.Para{Runs: paper.Text("Có biên bản, danh sách, báo cáo thành tích kèm theo./.")})
	return d, nil
}

// moneyBasis is "mức lương cơ sở 2.340.000 đồng (Nghị định số 73/2024/NĐ-CP ngày 30/6/2024 của Chính phủ)".
func (p *Paper) moneyBasis() string {
	s := p.View.Sum.MemberBonus.Salary
	if p.View.Teams > 0 {
		s = p.View.Sum.TeamBonus.Salary
	}
	return "mức lương cơ sở " + vi.Int(s.Amount) + " đồng (" + s.Basis + ")"
}

func (p *Paper) byUnit(list []*tally) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {}, {Width: 18, Align: paper.Centre}, {Width: 18, Align: paper.Centre}, {Width: 18, Align: paper.Centre}, {Width: 18, Align: paper.Centre},
		{Width: 18, Align: paper.Centre}, {Width: 18, Align: paper.Centre}},
		Head: []paper.Row{{Cells: []paper.Cell{{Text: "TT", Down: 2}, {Text: "Đơn vị đề nghị", Down: 2}, {Text: "Đề nghị", Span: 2}, {Text: "Đề nghị khen thưởng", Span: 2}, {Text: "Không đề nghị", Span: 2}}},
			paper.Cells("Tập thể", "Cá nhân", "Tập thể", "Cá nhân", "Tập thể", "Cá nhân")}}
	var sum tally
	for i, x := range list {
		unit := vi.UpperFirst(p.W.Tree.Name(x.unit, p.Day).Full())
		for _, doc := range x.docs {
			unit += "\n(Tờ trình " + doc + ")"
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(i+1), unit, itoa(x.teams), itoa(x.members), itoa(x.goodTeams), itoa(x.goodMembers), itoa(x.refusedTeams), itoa(x.refusedOnes)))
		sum.teams, sum.members, sum.goodTeams, sum.goodMembers = sum.teams+x.teams, sum.members+x.members, sum.goodTeams+x.goodTeams, sum.goodMembers+x.goodMembers
		sum.refusedTeams, sum.refusedOnes = sum.refusedTeams+x.refusedTeams, sum.refusedOnes+x.refusedOnes
	}
	t.Rows = append(t.Rows, paper.Row{Bold: true, Cells: []paper.Cell{{Text: ""}, {Text: "Cộng"}, {Text: itoa(sum.teams)}, {Text: itoa(sum.members)}, {Text: itoa(sum.goodTeams)}, {Text: itoa(sum.goodMembers)},
		{Text: itoa(sum.refusedTeams)}, {Text: itoa(sum.refusedOnes)}}})
	return t
}

func itoa(n int) string { return vi.Int(int64(n)) }

// refused is who is not proposed, with ground and reason; nil for nobody.
func (p *Paper) refused() paper.Block {
	t := paper.Table{Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {Width: 46}, {Width: 40}, {}}, Head: []paper.Row{paper.Cells("TT", "Tập thể, cá nhân", "Đơn vị đề nghị", "Lý do")}}
	for i := range p.All {
		if n := &p.All[i]; n.State == award.Declined || n.State == award.Refused {
			t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(len(t.Rows)+1), n.Name, vi.UpperFirst(p.W.Tree.Name(n.Unit, p.Day).Full()), reasonWords(n.Ground, n.Why)))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// reasonWords is a refusal as papers tell it.
func reasonWords(ground award.Refusal, why string) string { return ground.Words() + ": " + why }
