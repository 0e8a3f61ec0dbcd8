package award

import (
	"fmt"
	"slices"
	"testing"

	"thidua/internal/access"
)

func routes(t *testing.T) []Route {
	t.Helper()
	def := live(t).Rules.Def
	var out []Route
	for _, f := range Forms {
		for _, on := range []string{"2025-06-30", "2025-07-01"} {
			r, err := RouteOn(def, f, day(on))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, r)
		}
	}
	return out
}

func TestRoutesByDay(t *testing.T) {
	var got []string
	for _, r := range routes(t) {
		got = append(got, fmt.Sprintf("%s: %s %s %s", r.Form, r.Roles[ByProposer], r.Roles[ByOpinion], r.Roles[ByAppraiser]))
	}
	same(t, "routes", fmt.Sprint(got), "[giay_khen: commune_police  district giay_khen: commune_police  commune_office bang_khen: district px03 home_affairs bang_khen: commune_office px03 home_affairs]")
}

// The graph of each path: every state can be reached and left, has a holder,
// and a final one can be reached from it; no act has two outcomes.
func TestPathsHaveAWayOut(t *testing.T) {
	for _, r := range routes(t) {
		list := paths[r.Form]
		seen := map[string]bool{}
		reach := map[State]bool{Draft: true}
		for range list {
			for _, m := range list {
				if reach[m.from] {
					reach[m.to] = true
				}
			}
		}
		ends := map[State]bool{Closed: true, Retracted: true}
		for range list {
			for _, m := range list {
				if ends[m.to] {
					ends[m.from] = true
				}
			}
		}
		for _, m := range list {
			key := string(m.from) + " " + string(m.act)
			switch {
			case seen[key]:
				t.Errorf("%s: %s has two outcomes", r.Form, key)
			case m.from.Final():
				t.Errorf("%s: %s leaves a final state", r.Form, key)
			case r.Roles[m.by] == "":
				t.Errorf("%s: nobody may %s", r.Form, key)
			case m.act.Words() == "":
				t.Errorf("%s has no words", m.act)
			}
			seen[key] = true
		}
		for _, s := range States {
			if !reach[s] {
				if r.Form == GiayKhen && slices.Contains([]State{InOpinion, Forwarded, Received, Presented}, s) {
					continue // of the other path
				}
				t.Errorf("%s: %s is never reached", r.Form, s)
				continue
			}
			if s.Words() == "" || (r.Holder(s) == "") != s.Final() || !ends[s] {
				t.Errorf("%s: %s: words %q, holder %q, ends %v", r.Form, s, s.Words(), r.Holder(s), ends[s])
			}
		}
	}
}

// ready lets every act pass that the table allows.
func ready(act Act) Readiness {
	r := Readiness{Nominees: 1, Signed: true, Minutes: true, Cancelled: true}
	if act == ActPresent {
		r.Approved = 1
	}
	return r
}

// Every line of every table: the right role passes; each other role is
// forbidden; without its words it is refused; another version is stale; and a
// refusal changes nothing.
func TestEveryMove(t *testing.T) {
	now := moment("2025-08-21")
	for _, r := range routes(t) {
		for _, m := range paths[r.Form] {
			at := func() *Dossier {
				return &Dossier{Route: r, State: m.from, Version: 4, Log: []Handover{{State: m.from}}}
			}
			in := Move{Act: m.act, Version: 4, Why: "Lý do", Specialist: 3, Ready: ready(m.act)}
			name := fmt.Sprintf("%s: %s in %s", r.Form, m.act, m.from)
			refused := func(what string, a access.Actor, in Move) {
				d := at()
				if err := d.Do(a, now, in); err == nil {
					t.Errorf("%s: %s passed", name, what)
				}
				if d.State != m.from || d.Version != 4 || len(d.Log) != 1 || d.Specialist != 0 {
					t.Errorf("%s: %s was refused and changed %+v", name, what, d)
				}
			}
			d := at()
			if err := d.Do(actor(r.Roles[m.by]), now, in); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if d.State != m.to || d.Version != 5 || d.Log[1].Holder != r.Holder(m.to) || d.Log[1].By.Name != "Nguyễn Thị Hà" {
				t.Errorf("%s: %+v", name, d)
			}
			for _, role := range append(slices.Clone(access.Roles), "") {
				if role != r.Roles[m.by] {
					refused("role "+string(role), actor(role), in)
				}
			}
			stale := in
			stale.Version = 3
			refused("an older version", actor(r.Roles[m.by]), stale)
			if m.reason {
				silent := in
				silent.Why = " "
				refused("no reason", actor(r.Roles[m.by]), silent)
			}
		}
	}
}

func TestWhatActsAskOfTheDossier(t *testing.T) {
	giay := routes(t)[0]
	bang := routes(t)[2]
	now := moment("2025-08-21")
	for _, c := range []struct {
		name string
		r    Route
		from State
		in   Move
		want string
	}{
		{"nobody nominated", giay, Draft, Move{Act: ActSubmit}, "danh-sach: Hồ sơ chưa có trường hợp nào được đề nghị."},
		{"papers", giay, Draft, Move{Act: ActSubmit, Ready: Readiness{Nominees: 1, Papers: []string{"Tờ trình", "Biên bản"}}}, "thanh-phan: Hồ sơ còn thiếu: Tờ trình; Biên bản."},
		{"blocked ones", giay, Returned, Move{Act: ActSubmit, Ready: Readiness{Nominees: 1, Blocked: []string{"Lê Văn An"}}}, "danh-sach: Còn cảnh báo phải xử lý ở: Lê Văn An. Mở từng trường hợp để xử lý, hoặc đưa ra khỏi hồ sơ."},
		{"minutes", giay, InCouncil, Move{Act: ActConclude}, "bien-ban: Ghi biên bản họp Hội đồng trước khi kết luận."},
		{"everyone looked at", giay, InCouncil, Move{Act: ActConclude, Ready: Readiness{Open: 2, Minutes: true}}, "danh-sach: Còn 02 trường hợp chưa có ý kiến, kết quả."},
		{"PX03 on everyone", bang, InOpinion, Move{Act: ActForward, Ready: Readiness{Open: 1}}, "danh-sach: Còn 01 trường hợp chưa có ý kiến, kết quả."},
		{"a specialist", bang, Received, Move{Act: ActAssign}, "chuyen-vien: Chọn chuyên viên thẩm định."},
		{"nobody to present", bang, Concluded, Move{Act: ActPresent}, "danh-sach: Không có trường hợp nào đủ điều kiện để trình; kết thúc hồ sơ và thông báo lý do."},
		{"somebody to present", bang, Concluded, Move{Act: ActClose, Ready: Readiness{Approved: 1}}, "danh-sach: Còn 01 trường hợp được đề nghị khen thưởng: trình hoặc xem xét lại trước khi kết thúc."},
		{"refusals not told", bang, Concluded, Move{Act: ActClose, Ready: Readiness{Pending: 3}}, "danh-sach: Thông báo kết quả của 03 trường hợp trước khi kết thúc."},
		{"one who no longer qualifies", giay, InCouncil, Move{Act: ActConclude, Ready: Readiness{Minutes: true, Blocked: []string{"An"}}}, "danh-sach: Có trường hợp không còn đủ điều kiện để khen thưởng, cần xem xét lại: An."},
		{"nor before the chair", bang, Presented, Move{Act: ActDecide, Ready: Readiness{Signed: true, Blocked: []string{"An"}}}, "danh-sach: Có trường hợp không còn đủ điều kiện để khen thưởng, cần xem xét lại: An."},
		{"no decision", bang, Presented, Move{Act: ActDecide}, "quyet-dinh: Chưa ghi số, ngày, người ký quyết định."},
		{"not applied", bang, Decided, Move{Act: ActApply, Ready: Readiness{Pending: 1}}, "danh-sach: Còn trường hợp chưa được công bố kết quả."},
		{"not cancelled", bang, Decided, Move{Act: ActUndecide, Why: "Sai số"}, "quyet-dinh: Hủy hoặc mở lại quyết định chưa công bố trước."},
		{"not in this state", giay, Closed, Move{Act: ActTake}, "Hồ sơ đang ở trạng thái “Đã công bố kết quả” nên không nhận xem được."},
	} {
		d := &Dossier{Route: c.r, State: c.from, Log: []Handover{{State: c.from}}}
		m, ok := c.r.move(c.from, c.in.Act)
		role := c.r.Roles[m.by]
		if !ok {
			role = c.r.Roles[ByAppraiser]
		}
		same(t, c.name, said(t, d.Do(actor(role), now, c.in)), c.want)
	}
}

func TestRecallGoesBackWhereItCameFrom(t *testing.T) {
	d := clockwork(t, "submit", "2025-08-20", "recall", "2025-08-20")
	same(t, "a first sending", string(d.State), "draft")
	d = clockwork(t, "submit", "2025-08-20", "take", "2025-08-21", "return", "2025-08-22", "submit", "2025-08-25", "recall", "2025-08-25")
	same(t, "a returned one", fmt.Sprint(d.State, d.Submission), "returned2")
}

func TestWhoMayTouchNominees(t *testing.T) {
	r := routes(t)[2] // Bằng khen: district, PX03, Home Affairs
	for _, c := range []struct {
		act   NomineeAct
		role  access.Role
		state State
		want  string
	}{
		{Nominate, access.District, Draft, ""},
		{Nominate, access.District, Supplement, ""},
		{Nominate, access.District, Sent, "Hồ sơ đang ở trạng thái “Đã gửi” nên không làm việc này được. Tải lại trang để xem tình trạng mới."},
		{Nominate, access.HomeAffairs, Draft, "Vai trò của bạn không làm việc này trong quy trình xét Bằng khen."},
		{Opine, access.PX03, InOpinion, ""},
		{Opine, access.PX03, Appraising, "Hồ sơ đang ở trạng thái “Đang thẩm định” nên không làm việc này được. Tải lại trang để xem tình trạng mới."},
		{Appraise, access.HomeAffairs, InCouncil, ""},
		{Appraise, access.PX03, Appraising, "Vai trò của bạn không làm việc này trong quy trình xét Bằng khen."},
		{OverrideIt, access.District, Appraising, "Vai trò của bạn không làm việc này trong quy trình xét Bằng khen."},
		{ConfirmIt, access.District, Draft, ""},
		{ConfirmIt, access.HomeAffairs, Appraising, ""},
		{ConfirmIt, access.District, Appraising, "Đơn vị đang giữ hồ sơ xác nhận cảnh báo."},
		{ListThem, access.HomeAffairs, Decided, ""},
		{PullOut, access.District, Decided, ""},
		{PullOut, access.District, Closed, "Hồ sơ đang ở trạng thái “Đã công bố kết quả” nên không làm việc này được. Tải lại trang để xem tình trạng mới."},
		{CertifyIt, access.HomeAffairs, Decided, "Hồ sơ đang ở trạng thái “Có quyết định, chờ công bố” nên không làm việc này được. Tải lại trang để xem tình trạng mới."},
		{Appraise, "", Appraising, "Vai trò của bạn không làm việc này trong quy trình xét Bằng khen."},
	} {
		d := &Dossier{Route: r, State: c.state}
		got := ""
		if err := d.Permits(c.role, c.act); err != nil {
			got = said(t, err)
		}
		same(t, fmt.Sprint(c.act, " ", c.role, " ", c.state), got, c.want)
	}
}
