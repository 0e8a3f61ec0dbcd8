package dossier_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/plan"
)

func (x *world) px03() access.Actor    { return x.actor("px03", access.PX03, "58") }
func (x *world) affairs() access.Actor { return x.actor("noivu", access.HomeAffairs, "58") }

// set puts a dossier into a state at once, for tables.
func (x *world) set(id dossier.ID, s award.State) {
	x.t.Helper()
	x.exec(`UPDATE dossier SET state = $2, version = version + 1 WHERE id = $1`, id, s)
}

// allowed are the acts of the opining and appraising sides by state, as the
// law and the plan have it.
var allowed = map[award.Form]map[award.State]string{
	award.GiayKhen: {award.Sent: "H:take", award.Appraising: "H:return H:ask H:consult H:convene", award.Supplement: "H:resume", award.Consulting: "H:answer H:resume",
		award.InCouncil: "H:conclude H:reopen", award.Concluded: "H:reopen H:close"},
	award.BangKhen: {award.Sent: "P:take", award.InOpinion: "P:return P:forward", award.Forwarded: "N:receive", award.Received: "N:assign N:return",
		award.Appraising: "N:assign N:conclude N:return N:ask N:consult N:convene", award.Supplement: "N:resume", award.Consulting: "N:answer N:resume",
		award.InCouncil: "N:conclude N:reopen", award.Concluded: "N:present N:reopen N:close", award.Presented: "N:hand_back"},
}

// Every act, in every state, by every side: those of the table get as far as
// their content, all others are refused and change nothing.
func TestActsByStateAndSide(t *testing.T) {
	x := build(t)
	people := map[string]access.Actor{"H": x.district(), "P": x.px03(), "N": x.affairs(), "X": x.police()}
	elsewhere := x.actor("huyen-584", access.District, "584")
	for form, id := range map[award.Form]dossier.ID{award.GiayKhen: x.handedIn(1), award.BangKhen: x.proposal(1)} {
		for _, state := range award.States {
			for side, a := range people {
				for _, act := range slices.Concat(dossier.Judging, []award.Act{award.ActForward, award.ActSubmit, award.ActDecide, award.ActApply}) {
					x.set(id, state)
					before := number[int](x, `SELECT count(*)::int FROM audit_entry`)
					v := x.version(id)
					err := x.handle(a, id, act, "Lý do đủ dài để ghi")
					want := slices.Contains(strings.Fields(allowed[form][state]), side+":"+string(act))
					kind := fault.KindOf(err)
					got := err == nil || kind == fault.Invalid && slices.Contains(append(slices.Clone(dossier.Judging), award.ActForward), act) && said(err) != "viec: Chọn việc cần làm với hồ sơ."
					if got != want {
						t.Errorf("%s %s in %s by %s: %v", form, act, state, side, err)
					}
					if err != nil && (x.version(id) != v || number[int](x, `SELECT count(*)::int FROM audit_entry`) != before) {
						t.Errorf("%s %s in %s by %s: refused, and something changed", form, act, state, side)
					}
				}
			}
			if err := x.handle(elsewhere, id, award.ActReturn, "Lý do"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("another district in %s: %v", state, err)
			}
		}
	}
}

// The way of Bằng khen: opinions, reception, a specialist, the conclusion
// without a council, the submission to the chair and back.
func TestBangKhenPath(t *testing.T) {
	x := build(t)
	id := x.proposal(2)
	px, nv := x.px03(), x.affairs()
	x.put(id, award.Draft, award.Sent, award.ActSubmit)
	x.ok(x.handle(px, id, award.ActTake, ""))
	v := x.view(px, id)
	one, two := v.Nominees[0], v.Nominees[1]
	yes, no := true, false
	opine := func(list ...dossier.OpinionInput) error { return x.s.Opine(t.Context(), px, x.now, x.w, id, list) }
	x.same("without opinions", said(x.handle(px, id, award.ActForward, "")), "danh-sach: Còn 02 trường hợp chưa có ý kiến, kết quả.")
	x.same("none", said(opine()), "y-kien: Chọn thống nhất hoặc không thống nhất cho ít nhất một trường hợp.")
	x.same("against without words", said(opine(dossier.OpinionInput{Nominee: one.ID, Favourable: &no})), fmt.Sprintf("loi-%d: Ghi lý do không thống nhất đề nghị khen thưởng %s.", one.ID, one.Name))
	x.same("another's nominee", said(opine(dossier.OpinionInput{Nominee: 9999, Favourable: &yes})), said(fault.Missing()))
	x.same("the proposer", said(x.s.Opine(t.Context(), x.district(), x.now, x.w, id, nil)), said(access.CheckRole(x.district(), access.AwardOpine)))
	x.ok(opine(dossier.OpinionInput{Nominee: one.ID, Favourable: &no, Words: "Số liệu quý 4 chưa khớp"}))
	x.ok(opine(dossier.OpinionInput{Nominee: one.ID, Favourable: &yes}, dossier.OpinionInput{Nominee: two.ID, Favourable: &yes, Words: "Thành tích rõ"}))
	if n := number[int](x, `SELECT count(*)::int FROM nominee_opinion WHERE favourable`); n != 2 {
		t.Errorf("%d opinions", n)
	}
	// Several people at one table: words want a choice, what nobody changed stays
	// as it was said, and nobody's opinion is replaced unseen.
	in := func(n dossier.Nominee, choice *bool, words string, seen *dossier.Said) dossier.OpinionInput {
		return dossier.OpinionInput{Nominee: n.ID, Favourable: choice, Words: words, Seen: seen}
	}
	x.same("words alone", said(opine(in(one, nil, "Chưa rõ", nil))), fmt.Sprintf("y-kien-%d: Chọn thống nhất hoặc không thống nhất đề nghị khen thưởng %s.", one.ID, one.Name))
	x.same("changed meanwhile", said(opine(in(one, &no, "Thiếu minh chứng", &dossier.Said{}), in(two, &yes, "Thành tích rõ", nil))),
		fmt.Sprintf("y-kien-%d: %s vừa ghi cho %s: thống nhất. Nội dung bạn nhập vẫn còn ở đây; đối chiếu rồi lưu lại.", one.ID, px.Name, one.Name))
	opined := `SELECT count(*)::int FROM audit_entry WHERE action = 'nominee.opine'`
	before := number[int](x, opined)
	x.ok(opine(in(one, nil, "", &dossier.Said{}), in(two, &yes, "Thành tích rõ\r\n", &dossier.Said{Favourable: &yes, Words: "Thành tích rõ"})))
	if n := number[int](x, opined); n != before {
		t.Errorf("%d opinions on record where none changed", n-before)
	}
	forward := func(list ...dossier.OpinionInput) error {
		return x.s.OpineAndForward(t.Context(), px, x.now, x.w, id, x.version(id), list)
	}
	x.exec(`DELETE FROM nominee_opinion WHERE nominee_id = $1`, two.ID)
	x.same("one is missing", said(forward(in(one, &no, "Số liệu quý 4 chưa khớp", nil), in(two, nil, "", nil))), fmt.Sprintf("y-kien-%d: Chọn thống nhất hoặc không thống nhất đề nghị khen thưởng %s.", two.ID, two.Name))
	x.same("neither was done", fmt.Sprint(x.state(id), number[int](x, `SELECT count(*)::int FROM nominee_opinion WHERE favourable`)), "in_opinion1")
	x.ok(forward(in(one, &no, "Số liệu quý 4 chưa khớp", &dossier.Said{Favourable: &yes}), in(two, &yes, "", nil)))
	x.same("both were", fmt.Sprint(x.state(id), number[int](x, `SELECT count(*)::int FROM nominee_opinion WHERE favourable`)), "forwarded1")
	x.ok(x.handle(nv, id, award.ActReceive, ""))

	assign := func(user int64) error {
		return x.s.Handle(t.Context(), nv, x.now, x.w, id, access.AwardJudge, dossier.Handling{Act: award.ActAssign, Version: x.version(id), Specialist: user})
	}
	x.same("nobody", said(assign(0)), "chuyen-vien: Chọn chuyên viên thẩm định.")
	x.same("somebody of another house", said(assign(px.UserID)), "chuyen-vien: Chọn chuyên viên thẩm định.")
	x.ok(assign(nv.UserID))
	if got := number[int64](x, `SELECT specialist_id FROM dossier WHERE id = $1`, id); got != nv.UserID {
		t.Errorf("specialist %d", got)
	}
	done, left, err := x.s.RecommendAll(t.Context(), nv, x.now, x.w, id, x.version(id))
	x.ok(err)
	if len(done) != 2 || left != nil {
		t.Fatalf("%v %v", done, left)
	}
	if v := x.view(x.district(), id); v.Nominees[0].State.ToldTo(v.Side(x.district())) != "Đang xét" {
		t.Error("the proposer reads an outcome before it is applied")
	}
	if n := number[int](x, `SELECT count(*)::int FROM nominee WHERE dossier_id = $1 AND judged->'Outcomes' IS NOT NULL`, id); n != 2 {
		t.Errorf("%d nominees keep what they were judged by", n)
	}
	x.ok(x.handle(nv, id, award.ActConclude, ""))
	x.ok(x.handle(nv, id, award.ActPresent, ""))
	x.same("without the chair's reason", said(x.handle(nv, id, award.ActHandBack, "")), "ly-do: Ghi rõ lý do.")
	x.ok(x.handle(nv, id, award.ActHandBack, "Làm rõ thành tích của Tổ thứ hai"))
	x.same("handed back", x.state(id)+" "+x.outcomes(id), "appraising recommended, recommended")
	x.ok(x.handle(nv, id, award.ActReturn, "Bổ sung số liệu quý 4"))
	x.same("returned", x.state(id)+" "+x.outcomes(id), "returned nominated, nominated")
}

// What the appraiser finds: criteria one by one, criteria set aside and that
// lifted, an outcome with its ground, taken back with a reason.
func TestAppraisal(t *testing.T) {
	x := build(t)
	id := x.handedIn(2)
	x.exec(`DELETE FROM award_guide`)
	x.guide(award.Criteria{Form: award.GiayKhen, Subject: award.Team, Span: "dot-1", Service: &award.Tenure{Months: 40}})
	huyen := x.district()
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	n := x.view(huyen, id).Nominees[0]
	appraise := func(in dossier.Outcome) error {
		in.Nominee = n.ID
		if in.Version == 0 {
			in.Version = number[int](x, `SELECT version FROM nominee WHERE id = $1`, n.ID)
		}
		return x.s.Appraise(t.Context(), huyen, x.now, x.w, id, in)
	}
	reason := x.view(huyen, id).Grounds[n.ID].Eligibility.Outcomes[0].Reason
	x.same("does not qualify", said(appraise(dossier.Outcome{State: award.Recommended})), "dieu-kien: "+n.Name+": Không đủ điều kiện ("+reason+").")
	override := func(key award.Key, why string) error {
		return x.s.Override(t.Context(), huyen, x.now, x.w, id, n.ID, key, why)
	}
	x.same("no reason", said(override(award.KeyService, "")), "ly-do: Ghi rõ lý do.")
	x.same("the statute's own", said(override(award.KeyPending, "Vì sao không")), "Pháp luật không cho xét khen thưởng khi còn vụ việc chưa kết luận hoặc còn thời hạn kỷ luật; không thể bỏ qua điều kiện này.")
	x.same("not asked", said(override(award.KeyDeeds, "Vì sao không")), said(fault.Missing()))
	x.ok(override(award.KeyService, "Tổ mới thành lập theo Luật 2023, hoạt động liên tục"))
	x.same("twice", said(override(award.KeyService, "Lần nữa")), "Điều kiện này đã đạt hoặc đã được cho qua. Tải lại trang để xem tình trạng mới.")
	x.ok(appraise(dossier.Outcome{State: award.Recommended}))
	x.same("an old version", said(appraise(dossier.Outcome{State: award.Nominated, Version: n.Version, Why: "Xem lại"})), n.Name+" vừa được người khác xử lý. Tải lại trang để xem tình trạng mới.")

	o := number[int64](x, `SELECT max(id) FROM nominee_override`)
	x.same("lifted without a reason", said(x.s.Lift(t.Context(), huyen, x.now, x.w, id, n.ID, o, "")), "ly-do: Ghi rõ lý do.")
	x.ok(x.s.Lift(t.Context(), huyen, x.now, x.w, id, n.ID, o, "Chưa đủ căn cứ"))
	x.same("lifted twice", said(x.s.Lift(t.Context(), huyen, x.now, x.w, id, n.ID, o, "Lần nữa")), "Quyết định cho qua này đã được hủy.")
	past := x.view(huyen, id).Grounds[n.ID].Eligibility.Past
	if len(past) != 1 || past[0].Was != plan.NotMet || past[0].Said != reason ||
		past[0].Words() != "huyen cho qua ngày 05/02/2025 (khi đó: chưa đạt). Lý do: Tổ mới thành lập theo Luật 2023, hoạt động liên tục. huyen đã hủy ngày 05/02/2025: Chưa đủ căn cứ" {
		t.Errorf("shown ever after: %+v %s", past, past[0].Words())
	}
	x.same("taken back without a reason", said(appraise(dossier.Outcome{State: award.Nominated})), "ly-do: Ghi rõ lý do.")
	x.ok(appraise(dossier.Outcome{State: award.Nominated, Why: "Điều kiện không còn được cho qua"}))
	x.same("declined with nothing", said(appraise(dossier.Outcome{State: award.Declined})), "can-cu: Chọn căn cứ không khen thưởng.\nly-do: Ghi rõ lý do.")
	x.ok(override(award.KeyService, "Có văn bản xác nhận của Công an phường"))

	check := func(list ...dossier.CheckInput) error {
		return x.s.Check(t.Context(), huyen, x.now, x.w, id, n.ID, list)
	}
	yes, no := true, false
	x.same("nothing chosen", said(check(dossier.CheckInput{Key: award.KeyService})), "tham-dinh: Chọn thống nhất hoặc không thống nhất cho ít nhất một điều kiện.")
	x.same("not agreed without words", said(check(dossier.CheckInput{Key: award.KeyService, Agreed: &no})), "loi-1: Ghi lý do không thống nhất điều kiện này.")
	x.same("words alone", said(check(dossier.CheckInput{Key: award.KeyService, Words: "Chưa rõ"})), "y-kien-1: Chọn thống nhất hoặc không thống nhất cho điều kiện này.")
	x.same("a criterion that is not asked", said(check(dossier.CheckInput{Key: "verdict:1:dot-1", Agreed: &yes})), said(fault.Missing()))
	x.ok(check(dossier.CheckInput{Key: award.KeyService, Agreed: &no, Words: "Chưa có quyết định thành lập"}, dossier.CheckInput{Key: award.KeyPending, Agreed: &yes}))
	x.same("not agreed", said(appraise(dossier.Outcome{State: award.Recommended})), "tham-dinh: "+n.Name+": thẩm định chưa thống nhất 1 điều kiện. Sửa ý kiến thẩm định, hoặc đề nghị không khen thưởng.")
	x.ok(check(dossier.CheckInput{Key: award.KeyService, Agreed: &yes}))

	done, left, err := x.s.RecommendAll(t.Context(), huyen, x.now, x.w, id, x.version(id))
	x.ok(err)
	if !slices.Equal(done, []string{n.Name}) || len(left) != 1 || !strings.Contains(left[0].Why, "Không đủ điều kiện") {
		t.Errorf("%v %v", done, left)
	}
	x.same("outcomes", x.outcomes(id), "recommended, nominated")
	for action, want := range map[string]int{"nominee.override": 2, "nominee.lift": 1, "nominee.recommend": 2, "nominee.reconsider": 1, "nominee.check": 2} {
		if got := number[int](x, `SELECT count(*)::int FROM audit_entry WHERE action = $1 AND object_id = $2 AND scope_path = $3`, action, n.ID, x.w.Tree.Path(x.unit(kinhDinh), x.now.Today)); got != want {
			t.Errorf("%s: %d", action, got)
		}
	}
	x.same("from above", said(x.s.Override(t.Context(), x.affairs(), x.now, x.w, id, n.ID, award.KeyService, "Không phải việc của Sở")), "Hồ sơ này do đơn vị khác xem xét; bạn chỉ xem được.")
}

// The appraisal's clock stands still during a supplement and a consultation:
// working days, Tết off (27/01 to 31/01/2025, with 02/02 a Sunday).
func TestClockPauses(t *testing.T) {
	x := build(t)
	id := x.handedIn(1)
	huyen := x.district()
	x.exec(`UPDATE dossier_step SET on_day = '2025-01-13' WHERE dossier_id = $1`, id)
	on := func(s string) {
		day, err := clock.ParseISO(s)
		x.ok(err)
		x.now, x.w.Day = moment(day, 9), day
	}
	timing := func() string {
		v, err := x.s.View(t.Context(), x.pool, huyen, x.w, id)
		x.ok(err)
		return v.Timing(x.now.Today).Words()
	}
	on("2025-01-14")
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	on("2025-01-15")
	x.same("two days after it was sent", timing(), "Thẩm định: 2/20 ngày làm việc, hạn 17/02/2025")
	x.ok(x.handle(huyen, id, award.ActAsk, "Thiếu danh sách trích ngang"))
	on("2025-01-20")
	x.same("during the supplement", timing(), "Bổ sung hồ sơ: 3/5 ngày làm việc, hạn 22/01/2025 (thẩm định tạm dừng ở ngày thứ 2)")
	on("2025-02-04")
	x.same("late after Tết", timing(), "Bổ sung hồ sơ: 9/5 ngày làm việc, quá hạn 4 ngày (thẩm định tạm dừng ở ngày thứ 2)")
	x.ok(x.handle(huyen, id, award.ActResume, "Đơn vị chưa bổ sung, xét theo hồ sơ đã gửi"))
	on("2025-02-06")
	x.same("it goes on", timing(), "Thẩm định: 4/20 ngày làm việc, hạn 28/02/2025")
	x.ok(x.handle(huyen, id, award.ActConsult, "Có nợ thuế không"))
	on("2025-02-10")
	x.same("during the consultation", timing(), "Hiệp y: 2/10 ngày làm việc, hạn 20/02/2025 (thẩm định tạm dừng ở ngày thứ 4)")
	asked := number[int64](x, `SELECT max(id) FROM dossier_consult WHERE answered IS NULL`)
	answer := func(s string) error {
		return x.s.Handle(t.Context(), huyen, x.now, x.w, id, access.AwardJudge, dossier.Handling{Act: award.ActAnswer, Version: x.version(id), Answers: map[int64]string{asked: s}})
	}
	x.same("no answer", said(answer("")), fmt.Sprintf("tra-loi-%d: Ghi ý kiến của Chi cục Thuế. Cơ quan chưa trả lời mà cần xét tiếp thì chọn “Tiếp tục xem xét”.", asked))
	x.ok(answer("Không nợ thuế"))
	on("2025-02-11")
	x.same("and on", timing(), "Thẩm định: 5/20 ngày làm việc, hạn 04/03/2025")
	x.same("the agencies", number[string](x, `SELECT agency || ': ' || answer || ' (' || (answered->>'Name') || ')' FROM dossier_consult ORDER BY id DESC LIMIT 1`), "Chi cục Thuế: Không nợ thuế (huyen)")
}

// A case recorded between the appraisal and the conclusion blocks it; a dossier
// somebody else moved meanwhile is stale; nobody awarded closes with the
// refusals.
func TestConclusion(t *testing.T) {
	x := build(t)
	id := x.handedIn(2)
	huyen := x.district()
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	seen := x.version(id)
	_, _, err := x.s.RecommendAll(t.Context(), huyen, x.now, x.w, id, seen)
	x.ok(err)
	m := x.open(huyen, award.GiayKhen, 0)
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	_, _, err = x.s.RecommendAll(t.Context(), huyen, x.now, x.w, id, seen)
	x.same("moved meanwhile", said(err), "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
	x.same("no minutes", said(x.handle(huyen, id, award.ActConclude, ""))[:60], "bien-ban: Ghi biên bản họp Hội đồng trước khi kết luận."[:60])
	s := x.seat(huyen, m)
	s, err = x.vote(huyen, s, dossier.Votes{All: []dossier.NomineeID{s.Nominees[0].ID, s.Nominees[1].ID}})
	x.ok(err)
	x.ok(x.s.CloseMeeting(t.Context(), huyen, x.now, m, s.Version, dossier.Closing{Sure: true}))

	n := s.Nominees[1]
	x.exec(`INSERT INTO award_case (subject, team_id, kind, since, reason, recorded, scope_path) VALUES ('team', $1, 'complaint', '2025-02-05', 'Đơn của ông B', $2, $3)`, n.Team, award.Signature{Name: "Huyện"}, "1.")
	err = x.handle(huyen, id, award.ActConclude, "")
	if !strings.HasPrefix(said(err), "danh-sach: Có trường hợp không còn đủ điều kiện để khen thưởng, cần xem xét lại: "+n.Name) || fault.KindOf(err) != fault.Invalid {
		t.Errorf("with a case: %v", said(err))
	}
	x.exec(`UPDATE award_case SET concluded = '2025-02-05', conclusion = 'Không có căn cứ', settled = recorded`)
	x.ok(x.handle(huyen, id, award.ActConclude, ""))
	x.same("with somebody to be awarded", said(x.handle(huyen, id, award.ActClose, "")), "danh-sach: Còn 02 trường hợp được đề nghị khen thưởng: trình hoặc xem xét lại trước khi kết thúc.")
	x.ok(x.handle(huyen, id, award.ActReopen, "Xem lại cả hai"))
	for _, n := range x.view(huyen, id).Nominees {
		for _, in := range []dossier.Outcome{{State: award.Nominated, Why: "Có đơn mới"}, {State: award.Declined, Ground: award.Violation, Why: "Vi phạm quy chế"}} {
			in.Nominee, in.Version = n.ID, number[int](x, `SELECT version FROM nominee WHERE id = $1`, n.ID)
			x.ok(x.s.Appraise(t.Context(), huyen, x.now, x.w, id, in))
		}
	}
	x.open(huyen, award.GiayKhen, 0)
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	x.same("the second council", said(x.handle(huyen, id, award.ActConclude, "")), "bien-ban: Ghi biên bản họp Hội đồng trước khi kết luận.")
	x.exec(`UPDATE council_meeting SET closed = opened WHERE closed IS NULL`)
	x.ok(x.handle(huyen, id, award.ActConclude, ""))
	x.ok(x.handle(huyen, id, award.ActClose, ""))
	x.same("closed", x.state(id)+" "+x.outcomes(id), "closed refused (violation), refused (violation)")
	if n := number[int](x, `SELECT count(*)::int FROM dossier_step WHERE dossier_id = $1`, id); n != 9 {
		t.Errorf("%d steps", n)
	}
}

// Going back into the appraisal takes the dossier out of an open meeting with
// its votes, and not with a nominee a draft decision lists.
func TestReopen(t *testing.T) {
	x := build(t)
	id := x.handedIn(1)
	huyen := x.district()
	x.ok(x.handle(huyen, id, award.ActTake, ""))
	m := x.open(huyen, award.GiayKhen, 0)
	x.ok(x.handle(huyen, id, award.ActConvene, ""))
	seated := x.seat(huyen, m)
	_, err := x.vote(huyen, seated, dossier.Votes{All: []dossier.NomineeID{seated.Nominees[0].ID}})
	x.ok(err)
	x.ok(x.handle(huyen, id, award.ActReopen, "Thiếu ý kiến Công an phường"))
	if s := x.sitting(huyen, m); len(s.Votes) != 0 || len(s.Nominees) != 0 {
		t.Errorf("%d votes, %d nominees are left", len(s.Votes), len(s.Nominees))
	}
	x.exec(`INSERT INTO award_decision (form, phase_id, unit_id, state, changed, scope_path) VALUES ('giay_khen', $1, $2, 'draft', $3, '1.')`, x.w.Plan.Phases[0].ID, x.unit("582"), award.Signature{})
	x.exec(`UPDATE nominee SET state = 'listed', decision_id = (SELECT max(id) FROM award_decision), decision_place = 1 WHERE dossier_id = $1`, id)
	x.set(id, award.Concluded)
	x.same("listed", said(x.handle(huyen, id, award.ActReopen, "Xem lại")), "Tổ bảo vệ ANTT khu phố 1 có trong dự thảo quyết định. Đưa ra khỏi dự thảo quyết định trước khi xem xét lại hồ sơ.")
}
