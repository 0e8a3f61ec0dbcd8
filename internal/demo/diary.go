package demo

import (
	"context"
	"fmt"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
)

// words are what an officer adds to an entry, now and then.
var words = map[string][]string{
	"patrol_shifts":       {"Tuần tra đêm cùng Công an phường", "", "Tuần tra khu chợ, bến xe", ""},
	"incidents_total":     {"Mất trộm xe đạp", "Gây rối trật tự quán nhậu", "Mâu thuẫn hàng xóm"},
	"incidents_attended":  {"Có mặt trong 10 phút", ""},
	"tips_via_force":      {"Tin về người lạ lưu trú", "", "Tin về tụ tập ban đêm"},
	"propaganda_sessions": {"Tuyên truyền phòng cháy dịp Tết", "Ký cam kết không đốt pháo"},
	"news_items":          {"Tin trên cổng thông tin phường"},
}

// firecrackers and Tết are spoken of before this day.
var firecrackers = clock.NewDay(2025, 3, 1)

const sqlHomeMonth = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE r.commune_id = $1 AND p.ordinal = $2`

// afterwards is what the months leave to do: the diary beside the open one,
// corrections of those accepted.
func (s *scribe) afterwards(ctx context.Context) error {
	home := s.w.Unit(homeCommune)
	id, err := pg.Value[int64](ctx, s.reports.Pool, sqlHomeMonth, int64(home), 2)
	if err != nil {
		return err
	}
	if err := s.diary(ctx, home, report.ID(id), s.world.Plan.Periods[2], "demo"); err != nil {
		return err
	}
	return s.corrections(ctx, home)
}

// diary writes the sổ phát sinh of the commune a visitor fills: the open
// month's sums mostly equal its cells, some differ, one cell is still empty;
// the month just begun, where one follows, has a few entries too. form begins
// the keys of its forms.
func (s *scribe) diary(ctx context.Context, commune org.UnitID, id report.ID, p plan.LivePeriod, form string) error {
	officer := s.officer(commune)
	g, err := s.reports.Grid(ctx, s.reports.Pool, officer, s.world, id, s.today)
	if err != nil {
		return err
	}
	r := seeded("diary", s.w.key(commune))
	registers := &register.Service{DB: s.reports.Pool}
	n := 0
	add := func(team org.UnitID, day clock.Day, code string, count int) error {
		n++
		text := ""
		if list := words[code]; len(list) > 0 && (code != "propaganda_sessions" || day < firecrackers) {
			text = pick(r, list)
		}
		_, err := registers.AddDiary(ctx, officer, momentAt(day, 17+r.IntN(5), r.IntN(60)), s.world, fmt.Sprintf("%s-%d", form, n),
			register.DiaryInput{Team: team, Day: &day, Slot: s.world.Plan.Rules.MeasureByCode(code).Slot, N: count, Words: text},
			func(id register.DiaryID) string { return fmt.Sprintf("/so-phat-sinh#m%d", id) })
		return err
	}
	// spread writes a sum as entries over the month's days.
	spread := func(team org.UnitID, code string, sum int) error {
		for sum > 0 {
			part := 1
			if code == "patrol_shifts" {
				part = min(sum, 1+r.IntN(4))
			}
			if err := add(team, dayIn(r, p.Start, p.End), code, part); err != nil {
				return err
			}
			sum -= part
		}
		return nil
	}
	for i, team := range g.Teams {
		if i > 6 {
			break
		}
		for _, code := range []string{"patrol_shifts", "incidents_total", "incidents_attended", "tips_via_force", "propaganda_sessions"} {
			v := g.Value(report.Cell{Row: int64(team), Slot: g.Rules.MeasureByCode(code).Slot})
			sum := 2 // the team whose cells are still empty
			switch {
			case v.Known() && (i == 1 && code == "patrol_shifts" || i == 3 && code == "tips_via_force"):
				sum = int(v.N) + 1
			case v.Known():
				sum = int(v.N)
			case code != "patrol_shifts" && code != "incidents_total":
				sum = 0
			}
			if i > 3 && code != "patrol_shifts" && v.Known() || i%2 == 0 && code == "propaganda_sessions" {
				continue
			}
			if err := spread(team, code, sum); err != nil {
				return err
			}
		}
	}
	if p.Ordinal == len(s.world.Plan.Periods)-1 {
		return nil
	}
	for i, code := range []string{"patrol_shifts", "tips_via_force", "patrol_shifts", "propaganda_sessions"} {
		if err := add(g.Teams[i%3], s.today-clock.Day(i%2), code, 1); err != nil {
			return err
		}
	}
	return nil
}

const sqlAccepted = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id
 WHERE r.reviewer_id = $1 AND r.state = 'accepted' AND p.ordinal = $4 AND r.commune_id <> $2 ORDER BY r.commune_id LIMIT $3`

// corrections are what communes of the visitor's district asked for after
// acceptance: one waits, one was approved, one refused, in another
// district one waits; a deed written down late proposes one more.
func (s *scribe) corrections(ctx context.Context, home org.UnitID) error {
	if err := s.correct(ctx, home, round{period: 0, form: "demo-dc", proposed: clock.NewDay(2025, 1, 20), decided: clock.NewDay(2025, 1, 24)}); err != nil {
		return err
	}
	return s.lateDeed(ctx, home)
}

// round is one time corrections are asked for: to a period, from a day on, the
// decisions on a day.
type round struct {
	period            int
	form              string
	proposed, decided clock.Day
}

func (s *scribe) correct(ctx context.Context, home org.UnitID, x round) error {
	district := s.w.Tree.Ancestor(home, org.District, Today)
	n := 0
	for _, d := range []struct {
		unit org.UnitID
		most int
	}{{district, 3}, {s.w.Unit(fullDistrict), 1}} {
		ids, err := pg.Column[int64](ctx, s.reports.Pool, sqlAccepted, int64(d.unit), int64(home), d.most, x.period)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.correction(ctx, report.ID(id), d.unit, n, x); err != nil {
				return err
			}
			n++
		}
	}
	return nil
}

func (s *scribe) correction(ctx context.Context, id report.ID, district org.UnitID, i int, x round) error {
	chief := s.actor(s.people.District[district], "district", district)
	g, err := s.reports.Grid(ctx, s.reports.Pool, chief, s.world, id, s.today)
	if err != nil {
		return err
	}
	at := report.Cell{Row: int64(g.Teams[i]), Slot: g.Rules.MeasureByCode("patrol_shifts").Slot}
	seen := g.Value(at)
	why := []string{"Sổ trực của Tổ ghi sót một ca tuần tra đêm, đã đối chiếu với Công an phường.", "Cộng nhầm ca tuần tra của tháng sau.",
		"Tổ báo bổ sung hai ca tuần tra.", "Ghi sót một ca tuần tra chung với dân quân."}[i]
	fresh := report.Value{N: seen.N + []plan.Cell{1, -1, 2, 1}[i]}
	proposed := report.CorrectionID(0)
	_, err = s.reports.ProposeOnce(ctx, s.officer(org.UnitID(g.Report.CommuneID)), momentAt(x.proposed+clock.Day(i), 9, 15), s.world, fmt.Sprintf("%s-%d", x.form, i),
		report.Proposal{Report: id, Cell: at, Base: seen, New: fresh, Reason: why}, func(id report.CorrectionID) string { proposed = id; return fmt.Sprintf("/dinh-chinh/%d", id) })
	if err != nil {
		return err
	}
	now := momentAt(x.decided, 15, 5*i)
	switch i {
	case 1:
		_, err = s.reports.Approve(ctx, chief, now, s.world, proposed)
	case 2:
		err = s.reports.Refuse(ctx, chief, now, s.world, proposed, "Chưa có sổ trực kèm theo. Bổ sung căn cứ rồi đề nghị lại.")
	}
	return err
}

// lateDeed is a deed of the first month that the home commune wrote down after
// its report was accepted: it alters no figure, it proposes.
func (s *scribe) lateDeed(ctx context.Context, home org.UnitID) error {
	registers := &register.Service{DB: s.reports.Pool, Changed: func(ctx context.Context, tx pg.Tx, c register.Change) error {
		_, err := s.reports.ProposeDerived(ctx, tx, c.Actor, c.Now, s.world, c.Commune, c.Day, c.Day, "Sổ gương người tốt, việc tốt có thay đổi ghi ngày "+c.Day.String())
		return err
	}}
	day := clock.NewDay(2024, 11, 27)
	_, err := registers.AddDeed(ctx, s.officer(home), momentAt(clock.NewDay(2025, 2, 4), 10, 20), s.w.Tree, register.Once{Key: "demo-viec", URL: func(int64) string { return "/guong" }},
		register.DeedInput{Team: s.w.Tree.Teams(home, Today)[1], DoneOn: &day, Who: "Cả Tổ", What: "Giúp hai hộ dân chằng chống nhà cửa trong đêm mưa lớn, Tổ báo bổ sung sau khi đã gửi báo cáo"})
	return err
}
