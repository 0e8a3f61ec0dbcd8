package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/demo"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// awardPages are what weighs most of the awards: every team, and every member,
// of the province judged criterion by criterion.
var awardPages = []target{
	{"ranked teams", "px03", false, func(*house) string { return "/khen-thuong/xet?doi-tuong=team&hinh-thuc=bang_khen" }},
	{"ranked members", "px03", false, func(*house) string { return "/khen-thuong/xet?doi-tuong=member&hinh-thuc=bang_khen" }},
	{"simulator", "px03", false, func(h *house) string { return fmt.Sprintf("/khen-thuong/tieu-chi/%d/thu", h.guide) }},
}

// AwardPlan takes some 15 s.
var AwardPlan = Plan{Clients: 4, Rounds: 5, Window: 400 * time.Millisecond, WarmUp: 200 * time.Millisecond}

// factStatements is how many statements a page that judges takes at most
// beside the session's: six read the facts (ADR 22), one the guide, one the
// awards given.
const factStatements = 8

// printing is the largest batch a decision may ask for.
type printing struct {
	*house
	s        *certificate.Service
	tree     *org.Tree
	now      clock.Moment
	district access.Actor
	decision decision.ID
	turn     int
}

const (
	sqlPrintDecision = `SELECT id FROM award_decision WHERE state = 'applied' AND form = 'giay_khen' ORDER BY id LIMIT 1`
	sqlPrintUnit     = `SELECT unit_id FROM award_decision WHERE id = $1`
	sqlPrintLogin    = `SELECT u.login FROM app_user u JOIN appointment a ON a.user_id = u.id WHERE a.unit_id = $1 AND a.role = 'district' ORDER BY u.id LIMIT 1`
	// More awards of the decision: each of an own nominee, as one that exists.
	sqlPrintMore = `WITH one AS (SELECT * FROM award_grant WHERE decision_id = $1 AND subject = 'member' ORDER BY golden LIMIT 1), most AS (SELECT max(golden) AS n, count(*) FILTER (WHERE revoked_on IS NULL) AS valid FROM award_grant WHERE decision_id = $1),
 made AS (INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, merit, state, changed, decision_id, decision_place)
  SELECT n.dossier_id, n.phase_id, n.form, 1000 + k, n.subject, n.team_id, n.person_id, n.name, n.detail, n.span, n.merit, 'withdrawn', n.changed, n.decision_id, 1000 + k
  FROM nominee n JOIN one g ON g.nominee_id = n.id, generate_series(1, $2::int - (SELECT valid FROM most)) k RETURNING id, place - 1000 AS k)
 INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, person_id, span, name, detail, merit, gender, position, exact, rounded, granted_on, scope_path)
  SELECT m.id, g.decision_id, most.n + m.k, g.form, g.phase_id, g.unit_id, g.subject, g.team_id, g.person_id, g.span, g.name || ' ' || m.k, g.detail, g.merit, g.gender, g.position, g.exact, g.rounded, g.granted_on, g.scope_path
  FROM made m, one g, most`
)

func openPrinting(t testing.TB, n int) *printing {
	t.Helper()
	p := &printing{house: openAt(t, demo.Today), now: webtest.Clocks().Moment()}
	p.s = p.Server.Certificates
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	p.decision, err = pg.Value[decision.ID](t.Context(), p.Pool, sqlPrintDecision)
	ok(err)
	_, err = p.Pool.Exec(t.Context(), sqlPrintMore, p.decision, n)
	ok(err)
	unit, err := pg.Value[org.UnitID](t.Context(), p.Pool, sqlPrintUnit, p.decision)
	ok(err)
	login, err := pg.Value[string](t.Context(), p.Pool, sqlPrintLogin, unit)
	ok(err)
	d := &desk{house: p.house, now: p.now}
	d.world(t)
	p.tree, p.district = d.w.Tree, d.actor(t, login, access.District, unit)
	_, err = p.s.IssueAll(t.Context(), p.district, p.now, p.tree, p.decision)
	ok(err)
	return p
}

// make asks for the batch, as a click on "In" does, and waits for its last
// part: how many certificates, bytes of all parts.
func (p *printing) make(ctx context.Context) (count, size int, err error) {
	way, err := p.s.Print(ctx, p.district, p.now, award.GiayKhen, certificate.Chosen{Template: "giay-khen-a4"})
	if err != nil {
		return 0, 0, err
	}
	var id certificate.JobID
	p.turn++
	if _, err := p.s.Start(ctx, p.district, p.now, p.tree, fmt.Sprint("bench-", p.turn), certificate.Batch{Decision: p.decision, Print: way},
		func(j certificate.JobID) string { id = j; return "/" }); err != nil {
		return 0, 0, err
	}
	for {
		j, err := p.s.Job(ctx, p.district, p.now, p.tree, id)
		if err != nil {
			return 0, 0, err
		}
		if !j.State.Open() {
			if j.State != certificate.Done {
				return 0, 0, fmt.Errorf("batch is %s: %s", j.State, j.Trouble)
			}
			parts, err := p.s.Parts(ctx, j)
			for _, x := range parts {
				size += x.Size
			}
			return len(j.Certificates), size, err
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// drawn is the floor: as many certificates drawn from memory into files of as
// many pages, nothing read, checked or kept.
func drawn(ctx context.Context, n int) error {
	for from := 0; from < n; from += certificate.Per {
		b := paper.Batch{Print: paper.Print{Template: paper.GiayKhenA4(), Made: time.Unix(0, 0)}, From: from, To: min(n, from+certificate.Per),
			Read: func(_ context.Context, from, to int) ([]paper.Certificate, error) {
				all := make([]paper.Certificate, to-from)
				day := demo.Today
				for i := range all {
					all[i] = paper.Certificate{Form: paper.GiayKhen, Authority: "Chủ tịch Ủy ban nhân dân\nhuyện Thuận Bắc",
						Recipient:   paper.Recipient{Kind: paper.MemberRecipient, Name: fmt.Sprint("Ông Nguyễn Quang Minh ", from+i), Place: "Tổ trưởng Tổ bảo vệ an ninh, trật tự thôn Láng Me, xã Bắc Sơn"},
						Achievement: "Đã có thành tích xuất sắc trong đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", DecisionNumber: "186/QĐ-UBND", DecisionDay: day,
						GoldenBook: fmt.Sprint(from + i + 1), Place: "Thuận Bắc", Day: day, SignerTitle: "Chủ tịch", SignerName: "Đỗ Trọng Phúc",
						Code: fmt.Sprintf("GK25-%04d-Q9XM", from+i), URL: fmt.Sprintf("https://thidua.example.vn/xac-minh/GK25-%04d-Q9XM", from+i), Where: "Tra cứu tại thidua.example.vn/xac-minh"}
				}
				return all, nil
			}}
		if err := b.PDF(ctx, io.Discard); err != nil {
			return err
		}
	}
	return nil
}

// The awards' bench works: its pages answer within their statements, its batch
// prints what was asked for.
func TestAwardParts(t *testing.T) {
	h := openAt(t, demo.Second)
	for _, x := range awardPages {
		if body, statements := h.visit(t, x); statements > factStatements || len(body) < 20_000 {
			t.Errorf("%s: %d bytes in %d statements beside the session's, at most %d", x.name, len(body), statements, factStatements)
		}
	}
	if n, size, err := openPrinting(t, 120).make(t.Context()); n != 120 || size < 120*1000 || err != nil {
		t.Errorf("%d certificates of 120, %d bytes, %v", n, size, err)
	}
	if err := drawn(t.Context(), 120); err != nil {
		t.Error(err)
	}
}

// BenchmarkAwards is the third part of `make bench`: the pages that judge the
// whole province against the pages' floor, and 2 000 certificates as a batch
// against as many drawn from memory. Reported, no goal.
func BenchmarkAwards(b *testing.B) {
	app.Memory()
	h := openAt(b, demo.Second)
	var lines []Line
	for _, x := range awardPages {
		l, err := h.measure(b, AwardPlan, x)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, l)
	}
	fmt.Println()
	if err := Table(os.Stdout, AwardPlan, lines); err != nil {
		b.Fatal(err)
	}
	const most = 2000
	p := openPrinting(b, most)
	var took, floor, ratios []float64
	size, n := 0, 0
	for range 3 {
		runtime.GC()
		began := time.Now()
		if err := drawn(b.Context(), most); err != nil {
			b.Fatal(err)
		}
		floor = append(floor, time.Since(began).Seconds())
		runtime.GC()
		began = time.Now()
		var err error
		if n, size, err = p.make(b.Context()); err != nil || n != most {
			b.Fatal(n, err)
		}
		took = append(took, time.Since(began).Seconds())
		ratios = append(ratios, took[len(took)-1]/floor[len(floor)-1])
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(middle(ratios), "xdrawn")
	fmt.Printf("%d certificates as one batch: %.1f s, %.1f MB in parts of %d, kept; %.2f × as many drawn from memory (%.1f s)\n\n", most, middle(took), float64(size)/1e6, certificate.Per, middle(ratios), middle(floor))
}
