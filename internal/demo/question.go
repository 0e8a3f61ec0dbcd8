package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/question"
)

type asked struct {
	phase         int
	unit          string
	district      bool
	day           clock.Day
	subject, body string
	proposal      string
	by, answer    string // login of who answered; "" for open
	answerRole    access.Role
}

var questions = []asked{
	{unit: homeCommune, day: clock.NewDay(2024, 12, 10), subject: "Trang bị đèn pin, áo phản quang cho các Tổ", by: "px03", answerRole: access.PX03,
		body:     "Các Tổ tuần tra đêm còn thiếu đèn pin, áo phản quang; thành viên phải dùng phương tiện cá nhân.",
		proposal: "Đề nghị bố trí trang bị theo định mức.",
		answer:   "Công an tỉnh đã tổng hợp nhu cầu, cấp trong quý I năm 2025. Đơn vị gửi danh sách còn thiếu cho Phòng PX03 trước ngày 20/02/2025."},
	{unit: "22780", day: clock.NewDay(2025, 1, 15), subject: "Chế độ khi thành viên bị thương lúc làm nhiệm vụ", by: "noivu", answerRole: access.HomeAffairs,
		body:   "Thành viên Tổ bị ngã xe khi đi tuần tra, đơn vị chưa rõ hồ sơ đề nghị hưởng chế độ.",
		answer: "Thực hiện theo Nghị định số 40/2024/NĐ-CP; hồ sơ nộp tại UBND cấp xã nơi Tổ hoạt động."},
	{unit: homeCommune, day: clock.NewDay(2025, 2, 3), subject: "Thống nhất cách tính ca tuần tra chung với dân quân",
		body: "Ca tuần tra chung của hai Tổ với dân quân tính cho một Tổ hay cả hai Tổ?", proposal: "Đề nghị hướng dẫn cách ghi để các xã thực hiện giống nhau."},
	{unit: homeDistrict, district: true, day: clock.NewDay(2025, 2, 4), subject: "Kinh phí tổ chức sơ kết đợt 1",
		body: "Thành phố chưa có nguồn chi cho hội nghị sơ kết và khen thưởng của đợt 1.", proposal: "Đề nghị Sở Nội vụ hướng dẫn nguồn chi từ quỹ thi đua, khen thưởng."},
}

// questions asks what units asked and answers some. form begins the keys of
// its forms.
func (s *scribe) questions(ctx context.Context, list []asked, form string) error {
	asks := &question.Service{DB: s.reports.Pool}
	for i, x := range list {
		unit := s.w.Unit(x.unit)
		if unit == 0 {
			return fmt.Errorf("demo: no unit %s", x.unit)
		}
		a := access.Actor{}
		if x.district {
			a = s.actor(s.people.District[unit], access.District, unit)
		} else {
			a = s.officer(unit)
		}
		var id question.ID
		in := question.Input{Phase: s.world.Plan.Phases[x.phase].ID, Subject: x.subject, Body: x.body, Proposal: x.proposal}
		_, err := asks.Ask(ctx, a, momentAt(x.day, 9, 20), s.w.Tree, s.world.Plan, fmt.Sprintf("%s-%d", form, i), in, func(made question.ID) string {
			id = made
			return fmt.Sprintf("/vuong-mac/%d", made)
		})
		if err != nil {
			return err
		}
		if x.by == "" {
			continue
		}
		user, err := pg.Value[int64](ctx, s.reports.Pool, sqlUserOf, x.by)
		if err != nil {
			return err
		}
		if err := asks.Answer(ctx, s.actor(user, x.answerRole, org.UnitID(s.w.Tree.Root(Today))), momentAt(x.day+5, 14, 10), id, 1, x.answer); err != nil {
			return err
		}
	}
	return nil
}
