package criteria

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Mark is one item of a point sheet with the words of who scored it.
type Mark struct {
	Self, Verified *int
	Words          string
}

// Score is a subject's point sheet as stored; Version 0: not scored yet.
type Score struct {
	Points     map[string]Mark  `db:"points"`
	Deductions map[string]int   `db:"deductions"`
	Scored     *award.Signature `db:"scored"`
	Verified   *award.Signature `db:"verified"`
	Version    int              `db:"version"`
}

const (
	scoreColumns = `points, deductions, scored, verified, version`
	scoreOf      = ` FROM award_score WHERE phase_id = $1 AND form = $2 AND subject = $3 AND subject_id = $4`
	sqlScore     = `SELECT ` + scoreColumns + scoreOf
	sqlLockScore = sqlScore + ` FOR UPDATE`
	sqlPutScore  = `INSERT INTO award_score (phase_id, form, subject, subject_id, points, deductions, scored, verified) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
 ON CONFLICT ON CONSTRAINT award_score_once DO UPDATE SET points = EXCLUDED.points, deductions = EXCLUDED.deductions, scored = EXCLUDED.scored, verified = EXCLUDED.verified,
 version = award_score.version + 1 RETURNING id`
)

// ScoreAt names a point sheet: whose, for which form, at which review.
type ScoreAt struct {
	Form  award.Form
	Phase plan.LivePhase
	Whom  Whom
}

func readScore(ctx context.Context, q pg.Querier, sql string, at ScoreAt) (Score, error) {
	list, err := pg.List[Score](ctx, q, sql, at.Phase.ID, at.Form, at.Whom.Subject(), at.Whom.id())
	if err != nil || len(list) == 0 {
		return Score{Points: map[string]Mark{}, Deductions: map[string]int{}}, err
	}
	return list[0], nil
}

// ScoreOf reads a point sheet; the caller has checked the right to the subject.
func (s *Service) ScoreOf(ctx context.Context, q pg.Querier, at ScoreAt) (Score, error) {
	return readScore(ctx, q, sqlScore, at)
}

// MayScore tells what an actor may do on a subject's point sheet: the party
// that proposes scores itself, the one that reviews or appraises verifies.
func MayScore(a access.Actor, w report.World, f award.Form, c *award.Candidate) (self, verify bool) {
	route, err := award.RouteOn(w.Plan.Rules.Def, f, w.Day)
	if err != nil {
		return false, false
	}
	self = route.Roles[award.ByProposer] == a.Role && a.Can(access.AwardPut, w.Tree.PlaceNow(c.Unit, lastDay(w, c.Unit)))
	verify = route.Roles[award.ByAppraiser] == a.Role && a.Can(access.AwardJudge, PlaceOf(w, c.Team))
	return self, verify
}

// Scoring is a point sheet as typed, by the sheet's order of items and
// deductions. Fields: diem-N, chung-cu-N of items, lan-N of deductions.
type Scoring struct {
	Version    int
	Points     []string
	Words      []string // of the self-score
	Deductions []string // of the verification
}

func (in Scoring) at(list []string, i int) string {
	if i < len(list) {
		return vi.CleanLine(list[i])
	}
	return ""
}

// points reads a number between 0 and most; nil is none.
func points(f *fault.Fields, name, what, typed string, most int) *int {
	if typed == "" {
		return nil
	}
	n, err := vi.ParseCount(typed)
	if err != nil || n < 0 || n > int64(most) {
		f.Add(name, fmt.Sprintf("%s phải là số nguyên từ 0 đến %d.", what, most))
		return nil
	}
	v := int(n)
	return &v
}

// SelfScore writes the proposer's own points with their grounds.
func (s *Service) SelfScore(ctx context.Context, a access.Actor, now clock.Moment, w report.World, g Guide, at ScoreAt, in Scoring) error {
	return s.score(ctx, a, now, w, g, at, in, "score.self", access.AwardPut, func(f *fault.Fields, sheet *award.Sheet, sc *Score) error {
		if sc.Verified != nil {
			return fault.New(fault.Stale, "Bảng chấm điểm đã được xác nhận nên không tự chấm lại được.")
		}
		for i, item := range sheet.Items {
			m := sc.Points[item.Code]
			name := fmt.Sprintf("diem-%d", i+1)
			m.Self = points(f, name, "Điểm tự chấm", in.at(in.Points, i), item.Max)
			if m.Self == nil && !f.Has(name) {
				f.Add(name, "Nhập điểm tự chấm.")
			}
			m.Words = in.at(in.Words, i)
			name = fmt.Sprintf("chung-cu-%d", i+1)
			switch {
			case vi.Length(m.Words) > MaxCase:
				f.Add(name, "Rút gọn căn cứ còn tối đa "+vi.Int(MaxCase)+" ký tự.")
			case vi.FindPersonal(m.Words) != "":
				f.Add(name, "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(m.Words))+" rồi lưu lại.")
			}
			sc.Points[item.Code] = m
		}
		sc.Scored = signed(a, now)
		return nil
	})
}

// Verify writes the points found right, and the deductions.
func (s *Service) Verify(ctx context.Context, a access.Actor, now clock.Moment, w report.World, g Guide, at ScoreAt, in Scoring) error {
	return s.score(ctx, a, now, w, g, at, in, "score.verify", access.AwardJudge, func(f *fault.Fields, sheet *award.Sheet, sc *Score) error {
		any := false
		for i, item := range sheet.Items {
			m := sc.Points[item.Code]
			m.Verified = points(f, fmt.Sprintf("diem-%d", i+1), "Điểm xác nhận", in.at(in.Points, i), item.Max)
			any = any || m.Verified != nil
			sc.Points[item.Code] = m
		}
		if !any && !f.Has("diem-1") {
			f.Add("diem-1", "Nhập điểm xác nhận cho ít nhất một nội dung.")
		}
		for i, d := range sheet.Deductions {
			n := points(f, fmt.Sprintf("lan-%d", i+1), "Số lần", in.at(in.Deductions, i), 1000)
			delete(sc.Deductions, d.Code)
			if n != nil && *n > 0 {
				sc.Deductions[d.Code] = *n
			}
		}
		sc.Verified = signed(a, now)
		return nil
	})
}

func (s *Service) score(ctx context.Context, a access.Actor, now clock.Moment, w report.World, g Guide, at ScoreAt, in Scoring, action string, right access.Action,
	set func(f *fault.Fields, sheet *award.Sheet, sc *Score) error) error {
	if err := access.CheckRole(a, right); err != nil {
		return err
	}
	c, err := s.Candidate(ctx, s.Pool, a, w, at.Form, at.Phase, at.Whom)
	if err != nil {
		return err
	}
	crit, ok := g.For(at.Form, at.Whom.Subject())
	if !ok || crit.Sheet == nil {
		return fault.New(fault.Stale, "Hướng dẫn đang áp dụng không có bảng chấm điểm cho đối tượng này.")
	}
	self, verify := MayScore(a, w, at.Form, &c)
	if action == "score.self" && !self || action == "score.verify" && !verify {
		return fault.New(fault.Forbidden, "Việc chấm điểm này do cấp khác thực hiện.")
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		sc, err := readScore(ctx, tx, sqlLockScore, at)
		if err != nil {
			return err
		}
		if sc.Version != in.Version {
			return fault.New(fault.Stale, "Bảng chấm điểm vừa được người khác sửa. Điểm bạn nhập vẫn còn ở dưới; lưu lại để thay bản mới, hoặc mở lại trang để xem bản đó.")
		}
		before := map[string]any{"points": pointWords(crit.Sheet, sc)}
		if s.Nominated != nil {
			nom, err := s.Nominated(ctx, tx, true, at)
			if err != nil {
				return err
			}
			if err := nom.MayScore(a.Role, action == "score.verify"); err != nil {
				return err
			}
			if action == "score.self" && nom.returned() {
				sc.unverified()
			}
		}
		var f fault.Fields
		if err := set(&f, crit.Sheet, &sc); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		id, err := pg.Value[int64](ctx, tx, sqlPutScore, at.Phase.ID, at.Form, at.Whom.Subject(), at.Whom.id(), sc.Points, sc.Deductions, sc.Scored, sc.Verified)
		if err != nil {
			return err
		}
		if sc.Version == 0 {
			before = nil
		}
		e := audit.Entry{Action: action, ObjectKind: "award_score", ObjectID: id, Path: PlaceOf(w, c.Team).Path,
			Summary: map[string]string{"score.self": "Tự chấm điểm ", "score.verify": "Xác nhận điểm "}[action] + c.Name + " (" + at.Form.Label() + ", " + vi.LowerFirst(at.Phase.Name) + ")",
			After:   map[string]any{"points": pointWords(crit.Sheet, sc)}}
		if before != nil {
			e.Before = before
		}
		return audit.Record(ctx, tx, a, now, e)
	})
}

// pointWords are a sheet's points as lines of text.
func pointWords(sheet *award.Sheet, sc Score) []string {
	var out []string
	dash := func(n *int) string {
		if n == nil {
			return "–"
		}
		return vi.Int(int64(*n))
	}
	for _, i := range sheet.Items {
		m := sc.Points[i.Code]
		out = append(out, fmt.Sprintf("%s: tự chấm %s, xác nhận %s/%d", i.Code, dash(m.Self), dash(m.Verified), i.Max))
	}
	for _, d := range sheet.Deductions {
		if n := sc.Deductions[d.Code]; n > 0 {
			out = append(out, fmt.Sprintf("%s: trừ %d lần", d.Code, n))
		}
	}
	return out
}
