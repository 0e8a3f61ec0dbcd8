package decision_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

var feb10 = clock.NewDay(2025, 2, 10)

func TestSigners(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	id := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	edit := func(who access.Actor, version int, in decision.TermForm) error {
		return x.s.EditTerm(t.Context(), who, x.now, id, version, in)
	}
	good := decision.TermForm{Name: "Trần Văn Bình", Title: "CHỦ TỊCH", From: x.day("2025-01-01"), Until: x.day("2025-06-30")}
	kind(t, "police", edit(x.actor(access.CommunePolice, kinhDinh), 1, good), fault.Forbidden)
	kind(t, "another district", edit(x.actor(access.District, "584"), 1, good), fault.NotFound)
	kind(t, "the province", edit(x.noivu(), 1, good), fault.NotFound)
	kind(t, "an old version", edit(a, 7, good), fault.Stale)
	bad := decision.TermForm{Name: " ", Title: "", From: x.day("2025-03-01"), Until: x.day("2025-02-01")}
	same(t, "refused", said(edit(a, 1, bad)), "ten: Nhập họ và tên người ký.\nchuc-vu: Nhập quyền hạn, chức vụ như ghi trên văn bản, ví dụ CHỦ TỊCH.\nden-ngay: Ngày kết thúc không được trước ngày bắt đầu (01/03/2025).")
	_, err := x.s.AddTerm(t.Context(), a, x.now, "again", decision.TermForm{Name: "TRẦN VĂN BÌNH", Title: "CHỦ TỊCH", From: x.day("2025-05-01")}, "/")
	same(t, "twice", said(err), "tu-ngay: Trần Văn Bình đã có chức vụ “CHỦ TỊCH” trong thời gian này. Kết thúc chức vụ cũ trước.")

	_, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam)
	d := x.draft(a, ids...)
	x.ok(x.record(a, d, "9/QĐ-UBND", "2025-02-10", id))
	short := good
	short.Until = x.day("2025-02-09")
	same(t, "a signed day left out", said(edit(a, 1, short)), "den-ngay: Đã có quyết định ký ngày 10/02/2025 theo chức vụ này.")
	other := good
	other.Title = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
	same(t, "another title", said(edit(a, 1, other)), "chuc-vu: Đã có quyết định ký theo tên, chức vụ này nên không sửa được. Kết thúc rồi thêm chức vụ mới.")
	x.ok(edit(a, 1, good))
	list, err := x.s.Terms(t.Context(), x.pool, x.unit("582"))
	x.ok(err)
	same(t, "ended", fmt.Sprint(len(list), list[0].Until(), list[0].Holds(clock.NewDay(2025, 6, 30)), list[0].Holds(clock.NewDay(2025, 7, 1))), "1 30/06/2025 true false")
	same(t, "audit", x.audited("signer.add")+10*x.audited("signer.edit"), 11)
}

// A draft's list: teams before members, order and unlisting, who may and who
// may not.
func TestDraft(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	did, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodMember, goodTeam, goodMember, badMember)
	create := func(who access.Actor, ids ...dossier.NomineeID) error {
		_, err := x.s.Create(t.Context(), who, x.now, x.w, "k"+fmt.Sprint(len(ids)), ids, func(decision.ID) string { return "/" })
		return err
	}
	kind(t, "police", create(x.actor(access.CommunePolice, kinhDinh), ids[0]), fault.Forbidden)
	kind(t, "PX03", create(x.actor(access.PX03, "58"), ids[0]), fault.Forbidden)
	kind(t, "another district", create(x.actor(access.District, "584"), ids[0]), fault.NotFound)
	kind(t, "the province", create(x.noivu(), ids[0]), fault.NotFound)
	same(t, "nobody", said(create(a)), "chon: Chọn ít nhất một trường hợp được đề nghị khen thưởng.")
	same(t, "one declined", said(create(a, ids[3])), x.name(ids[3])+" đang ở trạng thái “Đề nghị không khen thưởng” nên không đưa vào quyết định được.")
	same(t, "nothing was made", value[int](x, `SELECT count(*)::int FROM award_decision`), 0)

	id := x.draft(a, ids[0], ids[1])
	order := func() string {
		v, err := x.s.View(t.Context(), x.pool, a, x.w, id)
		x.ok(err)
		var out []string
		for i := range v.Nominees {
			out = append(out, fmt.Sprint(v.Nominees[i].ID-ids[0]))
		}
		return strings.Join(out, " ")
	}
	same(t, "teams first", order(), "1 0")
	same(t, "states", x.states(ids...), "listed listed recommended declined")
	same(t, "listed already", said(x.s.Add(t.Context(), a, x.now, id, x.version(id), ids[:1])), x.name(ids[0])+" đang ở trạng thái “Có trong dự thảo quyết định” nên không đưa vào quyết định được.")
	kind(t, "an old version", x.s.Add(t.Context(), a, x.now, id, 1, ids[2:3]), fault.Stale)
	kind(t, "another district", x.s.Add(t.Context(), x.actor(access.District, "584"), x.now, id, x.version(id), ids[2:3]), fault.NotFound)
	x.ok(x.s.Add(t.Context(), a, x.now, id, x.version(id), ids[2:3]))
	same(t, "added", order(), "1 0 2")
	x.ok(x.s.Arrange(t.Context(), a, x.now, id, x.version(id), map[dossier.NomineeID]int{ids[0]: 3, ids[2]: 2, ids[1]: 9}, nil))
	same(t, "arranged", order(), "1 2 0")
	x.ok(x.s.Arrange(t.Context(), a, x.now, id, x.version(id), nil, ids[1:2]))
	same(t, "the team unlisted", order(), "2 0")
	same(t, "states", x.states(ids...), "listed recommended listed declined")
	same(t, "the dossier", x.dossierState(did), "concluded")

	// Nobody but the awarding side sees a draft.
	for _, who := range []access.Actor{x.actor(access.CommunePolice, kinhDinh), x.actor(access.PX03, "58"), x.noivu(), x.actor(access.District, "584")} {
		_, err := x.s.Get(t.Context(), x.pool, who, x.w, id)
		kind(t, string(who.Role), err, fault.NotFound)
		p, err := x.s.List(t.Context(), x.pool, who, x.w, decision.Filter{})
		x.ok(err)
		same(t, string(who.Role)+"'s list", len(p.Rows), 0)
	}
	kind(t, "without a reason", x.s.Cancel(t.Context(), a, x.now, id, x.version(id), " "), fault.Invalid)
	x.ok(x.s.Cancel(t.Context(), a, x.now, id, x.version(id), "Lập nhầm danh sách"))
	same(t, "cancelled", x.states(ids...), "recommended recommended recommended declined")
	same(t, "audit", fmt.Sprint(x.audited("decision.create"), x.audited("decision.list"), x.audited("decision.arrange"), x.audited("decision.cancel")), "1 1 2 1")
}

// A long list: one moved to a taken place has it, whichever way it came.
func TestArrangeALongList(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	var want []nominee
	for range 12 {
		want = append(want, goodMember)
	}
	_, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, want...)
	id := x.draft(a, ids...)
	for _, c := range []struct {
		name  string
		moves map[int]int // from place to place, all others as shown
		off   int
		want  string
	}{
		{"up", map[int]int{10: 3}, 0, "1 2 10 3 4 5 6 7 8 9 11 12"},
		{"down again", map[int]int{3: 10}, 0, "1 2 3 4 5 6 7 8 9 10 11 12"},
		{"two up", map[int]int{11: 2, 12: 2}, 0, "1 11 12 2 3 4 5 6 7 8 9 10"},
		{"past the end", map[int]int{1: 99}, 0, "11 12 2 3 4 5 6 7 8 9 10 1"},
		{"off and up", map[int]int{12: 4}, 1, "12 2 1 3 4 5 6 7 8 9 10"},
	} {
		v, err := x.s.View(t.Context(), x.pool, a, x.w, id)
		x.ok(err)
		places := map[dossier.NomineeID]int{}
		var off []dossier.NomineeID
		for i := range v.Nominees {
			places[v.Nominees[i].ID] = i + 1
			if to, ok := c.moves[i+1]; ok {
				places[v.Nominees[i].ID] = to
			}
			if i+1 == c.off {
				off = append(off, v.Nominees[i].ID)
			}
		}
		x.ok(x.s.Arrange(t.Context(), a, x.now, id, x.version(id), places, off))
		v, err = x.s.View(t.Context(), x.pool, a, x.w, id)
		x.ok(err)
		var got []string
		for i := range v.Nominees {
			got = append(got, fmt.Sprint(v.Nominees[i].ID-ids[0]+1))
		}
		same(t, c.name, strings.Join(got, " "), c.want)
	}
}

// What recording refuses, and the two sides of the change of law.
func TestRecord(t *testing.T) {
	x := build(t, clock.NewDay(2025, 7, 5))
	a, june := x.huyen(), clock.NewDay(2025, 6, 20)
	chair := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "2025-06-29")
	deputy := x.term(a, "Lê Thị Lan", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "2025-06-30", "")
	did, ids := x.dossier(award.GiayKhen, kinhDinh, june, goodTeam, goodMember, goodMember)
	id := x.draft(a, ids...)
	for _, c := range []struct {
		name, number, day string
		term              int64
		want              string
	}{
		{"nothing", "", "", 0, "so: Nhập số, ký hiệu của quyết định, ví dụ 125/QĐ-UBND.\nngay: Nhập ngày ký quyết định."},
		{"a day to come", "1/QĐ-UBND", "2025-07-06", deputy, "ngay: Ngày ký không được sau hôm nay (05/07/2025)."},
		{"before the conclusion", "1/QĐ-UBND", "2025-06-19", chair, "ngay: Ngày ký không được trước ngày kết luận xét khen thưởng (20/06/2025)."},
		{"no longer the district's", "1/QĐ-UBND", "2025-07-01", deputy, "ngay: Vào ngày 01/07/2025, Giấy khen không thuộc thẩm quyền của cấp này."},
		{"who no longer signs", "1/QĐ-UBND", "2025-06-30", chair, "nguoi-ky: Người ký không có thẩm quyền ký thay đơn vị vào ngày 30/06/2025. Chọn người ký có chức danh còn hiệu lực ngày đó."},
		{"who does not sign yet", "1/QĐ-UBND", "2025-06-29", deputy, "nguoi-ky: Người ký không có thẩm quyền ký thay đơn vị vào ngày 29/06/2025. Chọn người ký có chức danh còn hiệu lực ngày đó."},
	} {
		same(t, c.name, said(x.record(a, id, c.number, c.day, c.term)), c.want)
	}
	same(t, "still a draft", value[string](x, `SELECT state || number FROM award_decision WHERE id = $1`, id), "draft")
	same(t, "the dossier too", x.dossierState(did), "concluded")
	kind(t, "the province", x.record(x.noivu(), id, "1/QĐ-UBND", "2025-06-30", deputy), fault.NotFound)
	x.ok(x.record(a, id, "Số 0125/QĐ-UBND", "2025-06-30", deputy))
	same(t, "the last day of the old law", value[string](x, `SELECT concat_ws('|', state, number, plain, year, signer_name, replace(signer_title, E'\n', '/'), money->>'Exact', money->>'Rounded') FROM award_decision WHERE id = $1`, id),
		"recorded|0125/QĐ-UBND|125/qd-ubnd|2025|Lê Thị Lan|KT. CHỦ TỊCH/PHÓ CHỦ TỊCH|2808000|2830000")
	same(t, "the dossier is decided", x.dossierState(did), "decided")

	// The number again, written otherwise; free in another year and once reopened.
	second, more := x.dossier(award.GiayKhen, doVinh, june, goodTeam)
	other := x.draft(a, more...)
	same(t, "a number twice", said(x.record(a, other, "125/qđ-ubnd", "2025-06-30", deputy)), "so: Số 0125/QĐ-UBND đã dùng cho quyết định ngày 30/06/2025 trong năm 2025.")
	x.ok(x.s.Reopen(t.Context(), a, x.now, id, x.version(id), "Ghi nhầm số"))
	same(t, "its dossier waits again", x.dossierState(did), "concluded")
	same(t, "reopened", value[string](x, `SELECT state || number || coalesce(signed_on::text, '') FROM award_decision WHERE id = $1`, id), "draft")
	x.ok(x.record(a, other, "125/QĐ-UBND", "2025-06-30", deputy))
	x.ok(x.record(a, id, "126/QĐ-UBND", "2025-06-30", deputy))
	x.ok(x.s.Cancel(t.Context(), a, x.now, other, x.version(other), "Chủ tịch chưa ký"))
	same(t, "cancelled", x.states(more...)+" "+x.dossierState(second), "recommended concluded")
	same(t, "audit", fmt.Sprint(x.audited("decision.record"), x.audited("decision.reopen"), x.audited("decision.cancel")), "3 1 1")

	// Bằng khen across the change of law; not before the chair was asked.
	h := x.noivu()
	x.term(h, "Trần Quốc Nam", "CHỦ TỊCH", "2025-01-01", "")
	head := value[int64](x, `SELECT max(id) FROM award_term`)
	third, high := x.dossier(award.BangKhen, kinhDinh, june, goodTeam, goodMember)
	bk := x.draft(h, high...)
	leader := x.actor(access.Leader, "58")
	if _, err := x.s.Get(t.Context(), x.pool, leader, x.w, bk); err != nil {
		t.Errorf("the province's leader reads the draft to sign: %v", err)
	}
	_, err := x.s.Get(t.Context(), x.pool, leader, x.w, id)
	kind(t, "a district's is not the leader's", err, fault.NotFound)
	x.exec(`UPDATE dossier SET state = 'concluded' WHERE id = $1`, third)
	same(t, "not presented", said(x.record(h, bk, "5/QĐ-UBND", "2025-07-01", head)), fmt.Sprintf("danh-sach: Chưa trình Chủ tịch Ủy ban nhân dân tỉnh: hồ sơ số %d của thành phố Phan Rang – Tháp Chàm. Ghi việc trình tại hồ sơ trước khi ghi quyết định.", value[int](x, `SELECT no FROM dossier WHERE id = $1`, third)))
	both := said(x.record(h, bk, "", "2025-07-06", 0))
	if !strings.HasPrefix(both, "so: Nhập số, ký hiệu của quyết định, ví dụ 125/QĐ-UBND.\nngay: Ngày ký không được sau hôm nay") || !strings.Contains(both, "\nnguoi-ky: ") || !strings.Contains(both, "\ndanh-sach: Chưa trình") {
		t.Errorf("not all is told at once: %s", both)
	}
	x.exec(`UPDATE dossier SET state = 'presented' WHERE id = $1`, third)
	for on, want := range map[string]string{"2025-06-30": "10530000 10530000 true", "2025-07-01": "10530000 10530000 false"} {
		x.ok(x.record(h, bk, "5/QĐ-UBND", on, head))
		v, err := x.s.View(t.Context(), x.pool, h, x.w, bk)
		x.ok(err)
		same(t, on, fmt.Sprint(v.Sum.Exact, v.Sum.Rounded, v.Sum.HasUnchecked), want)
		same(t, "decided", x.dossierState(third), "decided")
		x.ok(x.s.Reopen(t.Context(), h, x.now, bk, x.version(bk), "Sửa ngày"))
		same(t, "before the chair again", x.dossierState(third), "presented")
	}
}

// A dossier two decisions tell about waits again only when no signed one is
// left, and stands before the chair while a draft lists its nominees.
func TestReopenOneOfTwo(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	did, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam, goodMember)
	teams, members := x.draft(a, ids[0]), x.draft(a, ids[1])
	x.ok(x.record(a, teams, "1/QĐ-UBND", "2025-02-10", term))
	x.ok(x.record(a, members, "2/QĐ-UBND", "2025-02-10", term))
	steps := func() string {
		return value[string](x, `SELECT string_agg(act || ' ' || state || CASE WHEN why = '' THEN '' ELSE ' ' || why END, '; ' ORDER BY id) FROM dossier_step WHERE dossier_id = $1 AND act <> 'conclude'`, did)
	}
	x.ok(x.s.Reopen(t.Context(), a, x.now, teams, x.version(teams), "Sửa số"))
	same(t, "one is signed", x.dossierState(did)+": "+steps(), "decided: decide decided")
	x.ok(x.s.Cancel(t.Context(), a, x.now, members, x.version(members), "Lập lại"))
	same(t, "none is", x.dossierState(did)+": "+steps(), "concluded: decide decided; undecide concluded Lập lại")
	x.ok(x.record(a, teams, "1/QĐ-UBND", "2025-02-10", term))
	same(t, "signed again", x.dossierState(did), "decided")
}

// Two decisions given one number at the same moment: one of them has it.
func TestNumberRace(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	_, one := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam)
	_, two := x.dossier(award.GiayKhen, doVinh, feb10, goodTeam)
	list := []decision.ID{x.draft(a, one...), x.draft(a, two...)}
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, id := range list {
		version := x.version(id)
		all.Go(func() {
			errs[i] = x.s.Record(t.Context(), a, x.now, x.w, id, version, decision.Signing{Number: "7/QĐ-UBND", Day: &feb10, Term: term})
		})
	}
	all.Wait()
	same(t, "one has it", value[int](x, `SELECT count(*)::int FROM award_decision WHERE state = 'recorded'`), 1)
	text := said(errs[0]) + said(errs[1])
	if !strings.HasPrefix(text, "so: Số 7/QĐ-UBND đã dùng cho") || errs[0] != nil && errs[1] != nil {
		t.Errorf("the other is told %q", text)
	}
}

// Two decisions made known together: awards once, with their money, refusals
// beside them, dossiers closed; nothing known before.
func TestApply(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	d1, one := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam, goodMember, badMember)
	d2, two := x.dossier(award.GiayKhen, doVinh, feb10, goodTeam, goodMember)
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-15'), leave_reason = 'fell_on_duty' WHERE person_id = (SELECT person_id FROM nominee WHERE id = $1) AND upper_inf(during)`, two[1])
	teams, members := x.draft(a, one[0], two[0]), x.draft(a, one[1], two[1])
	x.ok(x.record(a, teams, "10/QĐ-UBND", "2025-02-10", term))
	x.ok(x.record(a, members, "11/QĐ-UBND", "2025-02-10", term))
	police := x.actor(access.CommunePolice, kinhDinh)
	known := func(who access.Actor) string {
		p, err := x.s.Results(t.Context(), x.pool, who, x.w, decision.ResultFilter{}, 0)
		x.ok(err)
		return fmt.Sprint(p.Awarded, p.Denied, p.Total)
	}
	same(t, "before", known(a)+known(police), "0 0 00 0 0")
	kind(t, "police", x.apply(police, teams), fault.Forbidden)
	kind(t, "another district", x.apply(x.actor(access.District, "584"), teams), fault.NotFound)
	_, err := x.s.Apply(t.Context(), a, x.now, x.w, nil, nil)
	same(t, "nothing", said(err), "chon: Chọn quyết định hoặc hồ sơ để công bố kết quả.")
	_, err = x.s.Apply(t.Context(), a, x.now, x.w, map[decision.ID]int{teams: 1}, nil)
	kind(t, "an old version", err, fault.Stale)

	told, err := x.s.Apply(t.Context(), a, x.now, x.w, map[decision.ID]int{teams: x.version(teams), members: x.version(members)}, nil)
	x.ok(err)
	same(t, "told", fmt.Sprint(told), "{2 2 2 1}")
	same(t, "states", x.states(append(one, two...)...), "awarded awarded refused awarded awarded")
	same(t, "dossiers", x.dossierState(d1)+x.dossierState(d2), "closedclosed")
	same(t, "grants", value[string](x, `SELECT string_agg(concat_ws(' ', decision_id - $1, golden, subject, exact, rounded, posthumous, granted_on, CASE WHEN merit = '' THEN 'no merit' END), '|' ORDER BY decision_id, golden) FROM award_grant`, teams),
		"0 1 team 1404000 1410000 f 2025-02-10|0 2 team 1404000 1410000 f 2025-02-10|1 1 member 702000 710000 f 2025-02-10|1 2 member 702000 710000 t 2025-02-10")
	same(t, "whose", value[int](x, `SELECT count(*)::int FROM award_grant g JOIN nominee n ON n.id = g.nominee_id WHERE g.team_id = n.team_id AND g.person_id IS NOT DISTINCT FROM n.person_id AND g.name = n.name
	  AND (g.subject = 'team') = (g.gender = '') AND (g.subject = 'team') = (g.position = '') AND g.scope_path LIKE '%.' || g.team_id || '.'`), 4)
	same(t, "known", known(a)+"|"+known(police)+"|"+known(x.actor(access.CommunePolice, doVinh))+"|"+known(x.actor(access.District, "584")), "4 1 5|2 1 3|2 0 2|0 0 0")
	r, err := x.s.Get(t.Context(), x.pool, police, x.w, teams)
	x.ok(err)
	same(t, "the commune reads it", r.Number, "10/QĐ-UBND")
	_, err = x.s.Get(t.Context(), x.pool, x.actor(access.CommunePolice, "22741"), x.w, teams)
	kind(t, "one without awards", err, fault.NotFound)
	same(t, "audit", x.audited("decision.apply")+10*x.audited("award.refuse"), 12)
	same(t, "again", said(x.apply(a, teams)), "Quyết định số 10/QĐ-UBND đã được công bố trước đó. Xem tại trang kết quả.")
	same(t, "grants once", value[int](x, `SELECT count(*)::int FROM award_grant`), 4)
	held, err := decision.Held(t.Context(), x.pool, x.w.Plan, nil, nil)
	x.ok(err)
	same(t, "held of nobody", len(held), 0)
}

// An applied decision and its results are read where the teams stand today
// too: a team that went to another district since takes its award along.
func TestReadWhereTheTeamStands(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	_, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam, badMember)
	id := x.draft(a, ids[0])
	x.ok(x.record(a, id, "10/QĐ-UBND", "2025-02-10", term))
	x.ok(x.apply(a, id))
	team := value[int64](x, `SELECT team_id FROM nominee WHERE id = $1`, ids[0])
	x.exec(`UPDATE unit_link SET during = daterange(lower(during), '2025-02-20') WHERE child_id = $1`, team)
	x.exec(`INSERT INTO unit_link (child_id, parent_id, during) VALUES ($1, $2, '[2025-02-20,)')`, team, x.unit("22783"))
	read := func(who access.Actor) string {
		_, err := x.s.Get(t.Context(), x.pool, who, x.w, id)
		p, err2 := x.s.List(t.Context(), x.pool, who, x.w, decision.Filter{})
		x.ok(err2)
		r, err2 := x.s.Results(t.Context(), x.pool, who, x.w, decision.ResultFilter{}, 0)
		x.ok(err2)
		return fmt.Sprint(err == nil, len(p.Rows), r.Awarded, r.Denied)
	}
	for day, want := range map[clock.Day]string{feb10: "false 0 0 0", feb10 + 10: "true 1 1 1"} { // the refused is of that team
		x.on(day)
		tree, err := org.Load(t.Context(), x.pool)
		x.ok(err)
		x.w.Tree = tree
		for _, who := range []access.Actor{x.actor(access.CommunePolice, "22783"), x.actor(access.District, value[string](x, `SELECT u.code FROM unit_link l JOIN unit_name u ON u.unit_id = l.parent_id WHERE l.child_id = $1`, x.unit("22783")))} {
			same(t, day.String()+" "+who.UnitName, read(who), want)
		}
		same(t, day.String()+" the old commune", read(x.actor(access.CommunePolice, kinhDinh)), "true 1 1 1")
	}
}

// A nominee withdrawn since, or one a case holds back, is named and nothing is
// applied; mended, it goes through.
func TestApplyNobodyWhoMayNot(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	did, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodTeam, goodMember, goodMember, badMember)
	id := x.draft(a, ids[:3]...)
	x.ok(x.record(a, id, "10/QĐ-UBND", "2025-02-10", term))
	x.exec(`UPDATE nominee SET state = 'withdrawn', why = 'Xin rút', version = version + 1 WHERE id = $1`, ids[1])
	want := "quyet-dinh-1: " + x.name(ids[1]) + " đang ở trạng thái “Đã rút”. Mở lại quyết định 10/QĐ-UBND để đưa ra khỏi danh sách rồi công bố."
	same(t, "withdrawn", said(x.apply(a, id)), want)
	if w, err := x.s.Waiting(t.Context(), x.pool, a, x.w, "", 0); err != nil || len(w.Recorded) != 1 || w.Recorded[0].Out != 1 {
		t.Errorf("the page before does not tell: %+v %v", w, err)
	}
	same(t, "nothing changed", fmt.Sprintln(x.states(ids...), x.dossierState(did), value[int](x, `SELECT count(*)::int FROM award_grant`)), "listed withdrawn listed declined decided 0\n")
	x.ok(x.s.Reopen(t.Context(), a, x.now, id, x.version(id), "Có trường hợp rút"))
	same(t, "recorded with it", said(x.record(a, id, "10/QĐ-UBND", "2025-02-10", term)), "danh-sach: "+x.name(ids[1])+" đang ở trạng thái “Đã rút”. Đưa ra khỏi danh sách trước khi ghi quyết định.")
	x.ok(x.s.Arrange(t.Context(), a, x.now, id, x.version(id), nil, ids[1:2]))
	x.exec(`INSERT INTO award_case (subject, person_id, kind, since, reason, recorded, scope_path) SELECT 'member', person_id, 'complaint', '2025-02-09', 'Đơn ngày 09/02/2025', `+by+`, '1.' FROM nominee WHERE id = $1`, ids[2])
	barred := x.name(ids[2]) + " (Có khiếu nại, tố cáo đang được xác minh từ ngày 09/02/2025: Đơn ngày 09/02/2025)."
	same(t, "a complaint at recording", said(x.record(a, id, "10/QĐ-UBND", "2025-02-10", term)), "danh-sach: Chưa được khen thưởng: "+barred)
	x.exec(`UPDATE award_case SET since = '2025-02-11'`)
	x.ok(x.record(a, id, "10/QĐ-UBND", "2025-02-10", term))
	x.on(feb10 + 2)
	same(t, "a complaint since", said(x.apply(a, id)), "quyet-dinh-1: Chưa được khen thưởng: "+strings.ReplaceAll(strings.TrimSuffix(barred, "."), "từ ngày 09", "từ ngày 11")+". Mở lại quyết định 10/QĐ-UBND để đưa ra khỏi danh sách rồi công bố.")
	x.exec(`UPDATE award_case SET concluded = '2025-02-12', conclusion = 'Tố cáo sai', settled = ` + by)
	x.ok(x.apply(a, id))
	same(t, "applied", x.states(ids...)+" "+x.dossierState(did), "awarded withdrawn awarded refused closed")

	// All declined: told without a decision.
	d2, none := x.dossier(award.GiayKhen, doVinh, feb10, badMember)
	told, err := x.s.Apply(t.Context(), a, x.now, x.w, nil, []dossier.ID{d2})
	x.ok(err)
	same(t, "told", fmt.Sprintln(told, x.states(none...), x.dossierState(d2)), "{0 0 0 1} refused closed\n")
}

// Applied twice at the same moment, and against a withdrawal: each is awarded
// once, or withdrawn and then nobody is.
func TestApplyRaces(t *testing.T) {
	x := build(t, feb10)
	a := x.huyen()
	term := x.term(a, "Trần Văn Bình", "CHỦ TỊCH", "2025-01-01", "")
	for n := range 6 {
		did, ids := x.dossier(award.GiayKhen, kinhDinh, feb10, goodMember, goodMember)
		id := x.draft(a, ids...)
		x.ok(x.record(a, id, fmt.Sprintf("%d/QĐ-UBND", n+20), "2025-02-10", term))
		version := x.version(id)
		var errs [3]error
		var all sync.WaitGroup
		for i := range 2 {
			all.Go(func() {
				_, errs[i] = x.s.Apply(t.Context(), a, x.now, x.w, map[decision.ID]int{id: version}, nil)
			})
		}
		if n%2 == 1 {
			all.Go(func() { errs[2] = x.withdraw(did, ids[1]) })
		}
		all.Wait()
		grants := value[int](x, `SELECT count(*)::int FROM award_grant WHERE decision_id = $1`, id)
		switch states := x.states(ids...); states {
		case "awarded awarded":
			if grants != 2 || errs[0] != nil && errs[1] != nil || errs[0] == nil && errs[1] == nil {
				t.Errorf("%d grants; %v; %v", grants, errs[0], errs[1])
			}
		case "listed withdrawn":
			if grants != 0 || errs[0] == nil || errs[1] == nil || n%2 == 0 {
				t.Errorf("withdrawn, %d grants; %v; %v", grants, errs[0], errs[1])
			}
		default:
			t.Errorf("%s, %d grants", states, grants)
		}
	}
}

// withdraw does what the proposer's withdrawal does: the dossier locked, then
// the nominee, and its machine asked.
func (x *province) withdraw(id dossier.ID, n dossier.NomineeID) error {
	return x.withdrawAs(x.actor(access.CommunePolice, kinhDinh), id, n)
}

func (x *province) withdrawAs(police access.Actor, id dossier.ID, n dossier.NomineeID) error {
	return pg.InTx(x.t.Context(), x.pool, func(tx pg.Tx) error {
		if _, err := pg.Value[int](x.t.Context(), tx, `SELECT version FROM dossier WHERE id = $1 FOR UPDATE`, id); err != nil {
			return err
		}
		list, err := dossier.NomineesOf(x.t.Context(), tx, []dossier.ID{id})
		if err != nil {
			return err
		}
		for i := range list {
			if row := &list[i].Nominee; row.ID == n {
				m := row.Machine()
				if err := m.Withdraw(police, x.now, m.Version, "Xin rút"); err != nil {
					return err
				}
				return dossier.SaveMoved(x.t.Context(), tx, row, m, 0, nil)
			}
		}
		return nil
	})
}
