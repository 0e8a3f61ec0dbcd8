package dossier_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/pg"
	"thidua/internal/register"
)

func (x *world) send(a access.Actor, id dossier.ID, version int, act award.Act, why string) error {
	return x.s.Send(x.t.Context(), a, x.now, x.w, id, version, act, why)
}

// letter writes the tờ trình's number down.
func (x *world) letter(id dossier.ID, number string) {
	x.t.Helper()
	x.ok(x.s.SaveLetter(x.t.Context(), x.police(), x.now, id, dossier.Letter{Version: x.view(x.police(), id).Version, Number: number, Day: x.now.Today, Title: "Trưởng Công an phường", Signer: "Nguyễn Văn Minh"}))
}

func (x *world) draft(id dossier.ID) {
	x.t.Helper()
	_, err := x.s.Draft(x.t.Context(), x.police(), x.now, x.w, id, nil, false)
	x.ok(err)
}

// What is missing stops the sending, thing by thing; then it goes, comes back
// by recall, and is withdrawn with its nominees.
func TestSend(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1], Persons: x.members(teams[0])[:1]})
	x.ok(err)
	x.same("incomplete", said(x.send(x.police(), id, 1, award.ActSubmit, "")), "thanh-phan: Hồ sơ còn thiếu: Tờ trình; Báo cáo thành tích.")
	x.letter(id, "15")
	x.draft(id)
	x.same("not as seen", said(x.send(x.police(), id, 1, award.ActSubmit, "")), "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
	x.same("another act", said(x.send(x.police(), id, 2, award.ActTake, "")), "viec: Chọn việc cần làm.")
	x.ok(x.send(x.police(), id, 2, award.ActSubmit, "Kính đề nghị xét sớm"))
	v := x.view(x.district(), id)
	x.same("sent", v.State.Words()+", "+v.HolderWords(x.w, v.Machine)+", "+v.Timing(x.now.Today).Words(), "Đã gửi, UBND thành phố Phan Rang – Tháp Chàm, Thẩm định: 0/20 ngày làm việc, hạn 05/03/2025")
	if last := v.Machine.Log[1]; last.Why != "Kính đề nghị xét sớm" || last.Act != award.ActSubmit || x.audited("dossier.submit", id) != 1 {
		t.Errorf("%+v", last)
	}
	n := v.Nominees[0]
	x.same("writing after the sending", said(x.s.SaveText(t.Context(), x.police(), x.now, id, n.ID, []dossier.Edit{{Section: dossier.OfTeam, Version: 1, Body: "x"}})),
		"Hồ sơ đang ở trạng thái “Đã gửi” nên không làm việc này được. Tải lại trang để xem tình trạng mới.")
	x.same("pulled without a reason", said(x.s.Pull(t.Context(), x.police(), x.now, id, n.ID, n.Version, "")), "ly-do: Ghi rõ lý do.")
	x.ok(x.s.Pull(t.Context(), x.police(), x.now, id, n.ID, n.Version, "Tổ xin rút"))
	x.ok(x.send(x.police(), id, 3, award.ActRecall, ""))
	x.same("withdrawn without a reason", said(x.send(x.police(), id, 4, award.ActWithdraw, "")), "ly-do: Ghi rõ lý do.")
	x.ok(x.send(x.police(), id, 4, award.ActWithdraw, "Lập nhầm"))
	v = x.view(x.police(), id)
	var states []string
	for _, n := range v.Nominees {
		states = append(states, string(n.State)+" "+n.Why)
	}
	x.same("the nominees", strings.Join(states, "; "), "withdrawn Tổ xin rút; withdrawn Lập nhầm")
	again, err := x.build(x.police(), "k2", dossier.Pick{Teams: teams[:1]})
	x.ok(err)
	if v := x.view(x.police(), again); again == id || v.No != 2 {
		t.Errorf("put forward again in %d, number %d", again, v.No)
	}
}

// Who does not qualify is sent with a reason only; a warning is looked at
// before.
func TestSendAsksForReasons(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	people := x.members(teams[0])
	x.exec(`UPDATE person SET full_name = CASE id WHEN $1 THEN 'Nguyễn Văn Hòa' ELSE 'Nguyễn Văn Hoà' END, birth_date = '1980-05-01' WHERE id IN ($1, $2)`, people[0], people[1])
	x.guide(award.Criteria{Form: award.GiayKhen, Subject: award.Member, Span: "dot-1", Service: &award.Tenure{Months: 400}})
	id, err := x.build(x.police(), "k1", dossier.Pick{Persons: people[:2]})
	x.ok(err)
	x.letter(id, "16")
	x.draft(id)
	x.same("a warning", said(x.send(x.police(), id, 2, award.ActSubmit, "")), "danh-sach: Còn cảnh báo phải xử lý ở: Nguyễn Văn Hòa; Nguyễn Văn Hoà. Mở từng trường hợp để xử lý, hoặc đưa ra khỏi hồ sơ.")
	v := x.view(x.police(), id)
	for i := range v.Nominees {
		n := &v.Nominees[i]
		open := v.Grounds[n.ID].Open()
		if len(open) != 1 || open[0].Guard != award.GuardName {
			t.Fatalf("%+v", open)
		}
		confirm := func(why string) error {
			return x.s.Confirm(t.Context(), x.police(), x.now, x.w, id, n.ID, open[0].Guard, open[0].Refs, why)
		}
		x.same("no reason", said(confirm(" ")), "ly-do: Ghi rõ lý do.")
		x.same("a phone", said(confirm("Gọi 0912345678")), "ly-do: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại.")
		x.ok(confirm("Hai người khác nhau, đã đối chiếu sổ"))
		x.same("once", said(confirm("Lại")), "canh-bao: Cảnh báo này không còn hoặc đã được xác nhận. Tải lại trang để xem tình trạng mới.")
	}
	x.same("not qualified", said(x.send(x.police(), id, 2, award.ActSubmit, " ")),
		"ly-do: Có 2 trường hợp chưa đủ điều kiện, số liệu ("+v.Nominees[0].Name+"): nêu lý do vẫn đề nghị, hoặc đưa ra khỏi hồ sơ.")
	x.ok(x.send(x.police(), id, 2, award.ActSubmit, "Thành tích đột xuất"))
}

// Two senders: one sends. A writer and a sender: the text is of before the
// sending or refused, never after it.
func TestRacesOfSending(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1]})
	x.ok(err)
	x.letter(id, "17")
	x.draft(id)
	n := x.view(x.police(), id).Nominees[0].ID
	var wg sync.WaitGroup
	out := make([]error, 4)
	var wrote error
	for i := range out {
		wg.Go(func() { out[i] = x.send(x.police(), id, 2, award.ActSubmit, "") })
	}
	wg.Go(func() {
		wrote = x.s.SaveText(t.Context(), x.police(), x.now, id, n, []dossier.Edit{{Section: dossier.OfTeam, Version: 1, Body: "Viết tay"}})
	})
	wg.Wait()
	done := 0
	for _, err := range out {
		if err == nil {
			done++
		} else if said(err) != "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới." {
			t.Error(said(err))
		}
	}
	v := x.view(x.police(), id)
	if done != 1 || len(v.Machine.Log) != 2 || v.Submission != 1 {
		t.Errorf("%d sent, %+v", done, v.Machine.Log)
	}
	if body := v.Texts[n][0].Body; (wrote == nil) != (body == "Viết tay") {
		t.Errorf("written: %v, kept %q", wrote, body)
	}
}

// Papers are kept once, withdrawn with a reason, bounded by what reads.
func TestPapers(t *testing.T) {
	x := build(t)
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: x.teams(kinhDinh)[:1]})
	x.ok(err)
	pdf := "%PDF-1.4\nstartxref\n9\n%%EOF\n"
	file, err := register.Prepare("Biên bản.pdf", strings.NewReader(pdf), int64(len(pdf)))
	x.ok(err)
	defer file.Close()
	x.same("no kind, no file", said(x.s.AddPaper(t.Context(), x.police(), x.now, id, "x", nil)), "loai: Chọn loại giấy tờ.\ntep: Chọn tệp cần tải lên.")
	for range 2 {
		x.ok(x.s.AddPaper(t.Context(), x.police(), x.now, id, dossier.PaperMinutes, file))
	}
	v := x.view(x.police(), id)
	if len(v.Papers) != 1 || x.audited("dossier.paper", id) != 1 {
		t.Fatalf("%+v", v.Papers)
	}
	p := v.Papers[0]
	_, kind, err := x.s.Paper(t.Context(), x.pool, x.district(), id, p.ID)
	x.ok(err)
	x.same("its kind", string(kind), "pdf")
	x.same("no reason", said(x.s.DropPaper(t.Context(), x.police(), x.now, id, p.ID, "")), "ly-do: Ghi rõ lý do.")
	x.ok(x.s.DropPaper(t.Context(), x.police(), x.now, id, p.ID, "Tải nhầm"))
	x.same("twice", said(x.s.DropPaper(t.Context(), x.police(), x.now, id, p.ID, "Tải nhầm")), "Tệp này đã được rút.")
	_, _, err = x.s.Paper(t.Context(), x.pool, x.district(), id, p.ID)
	x.same("withdrawn, for others", said(err), "Không tìm thấy nội dung này, hoặc nội dung thuộc đơn vị khác.")
	x.same("a letter of nothing", said(x.s.SaveLetter(t.Context(), x.police(), x.now, id, dossier.Letter{Version: 1, Number: "số 5", Day: x.now.Today + 1})),
		"so: Số tờ trình bắt đầu bằng chữ số, tối đa 20 ký tự, ví dụ 125.\nngay: Ngày ký không được sau hôm nay (05/02/2025).\nchuc-vu: Nhập chức vụ người ký.\nnguoi-ky: Nhập họ tên người ký.")
}

// The machine and the rows stay one whatever is tried: states, log, nominees.
func TestRandomWalk(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	acts := []award.Act{award.ActSubmit, award.ActRecall, award.ActWithdraw, award.ActSupply, award.ActTake, "nonsense"}
	actors := []access.Actor{x.police(), x.district(), x.actor("px03", access.PX03, "58")}
	done := map[award.Act]int{}
	for seed := range uint64(6) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		id, err := x.build(x.police(), "w"+itoa(int64(seed)+1), dossier.Pick{Teams: teams[seed : seed+1]})
		x.ok(err)
		x.letter(id, itoa(int64(100+seed)))
		x.draft(id)
		model := x.view(x.police(), id).Machine
		for range 40 {
			v := x.view(x.police(), id)
			act, by, version := acts[rnd.IntN(len(acts))], actors[min(rnd.IntN(6), 2)*rnd.IntN(2)], v.Version-rnd.IntN(5)/4
			why := []string{"", "Có lý do"}[rnd.IntN(2)]
			if act == award.ActWithdraw && rnd.IntN(2) > 0 {
				continue
			}
			want := model.Do(by, x.now, award.Move{Act: act, Version: version, Why: why, Ready: v.Ready(act)})
			if by.Role == access.CommunePolice && !slices.Contains(dossier.ProposerActs, act) && want == nil {
				t.Fatalf("%s by the proposer", act)
			}
			if by.Role != access.CommunePolice || !slices.Contains(dossier.ProposerActs, act) {
				// The deciding side's acts are not of this service: put the model back.
				model = v.Machine
				if x.send(by, id, version, act, why) == nil {
					t.Fatalf("%s by %s was done", act, by.Role)
				}
				continue
			}
			got := x.send(by, id, version, act, why)
			if (want == nil) != (got == nil) {
				t.Fatalf("%s: rules say %v, the service %v", act, said(want), said(got))
			}
			if got == nil {
				done[act]++
			}
			now := x.view(x.police(), id)
			if now.State != model.State || now.Version != model.Version || now.Submission != model.Submission || len(now.Machine.Log) != len(model.Log) {
				t.Fatalf("after %s: rows %s v%d, rules %s v%d", act, now.State, now.Version, model.State, model.Version)
			}
			if out := now.Nominees[0].State == award.Withdrawn; out != (now.State == award.Retracted) {
				t.Fatalf("dossier %s, nominee %s", now.State, now.Nominees[0].State)
			}
		}
		log, err := pg.Value[int](t.Context(), x.pool, `SELECT count(*)::int FROM dossier_step WHERE dossier_id = $1`, id)
		x.ok(err)
		if log != len(model.Log) {
			t.Errorf("%d steps, %d in the log", log, len(model.Log))
		}
	}
	for _, a := range []award.Act{award.ActSubmit, award.ActRecall, award.ActWithdraw} {
		if done[a] == 0 {
			t.Errorf("%s was never done", a)
		}
	}
}
