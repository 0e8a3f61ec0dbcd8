package homeui

import (
	"fmt"

	"thidua/internal/access"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/homeview"
	"thidua/templates/ui"
)

// launchAhead is how many days before a phase its launch becomes a task.
const launchAhead = 10

// launches adds what phát động still needs of the actor's office: to launch a
// phase that has begun or begins soon, or to acknowledge it.
func (u *UI) launches(c *page.Context, w report.World, h *home) error {
	launcher, answerer := c.Actor.May(access.LaunchWrite), c.Actor.May(access.LaunchAnswer)
	if !launcher && !answerer {
		return nil
	}
	book, err := u.Launches.At(c.Ctx(), w.Plan)
	if err != nil {
		return err
	}
	unit := org.UnitID(c.Actor.UnitID)
	x, _ := w.Tree.Unit(unit)
	for _, ph := range w.Plan.Phases {
		if h.today < ph.Start-launchAhead || h.today > ph.End {
			continue
		}
		act := ui.Link{Label: "Phát động", URL: "/phat-dong/" + ph.Code}
		switch {
		case launcher && book.Of(ph.ID, unit) == nil && book.May(w.Plan, ph, x.Level, h.today):
			t := homeview.Task{Title: "Phát động " + ph.Name, Due: begins(ph, h), Late: h.today >= ph.Start, Act: act}
			if x.Level == org.Province {
				t.Text = "Phát động một lần đến mọi đơn vị, kèm kế hoạch và khẩu hiệu của đợt."
				h.home.Todo = append([]homeview.Task{t}, h.home.Todo...)
				continue
			}
			t.Title += " đến các xã"
			t.Text = "Đã phát động toàn tỉnh ngày " + book.Root(ph.ID).On.String() + "."
			h.home.Todo = append(h.home.Todo, t)
		case answerer && book.StageOf(w.Tree, ph.ID, unit, h.today) == launch.Waiting:
			above := book.Above(w.Tree, ph.ID, unit, h.today)
			act.Label = "Xác nhận"
			h.home.Todo = append(h.home.Todo, homeview.Task{Title: "Xác nhận đã nhận phát động " + ph.Name,
				Text: fmt.Sprintf("UBND %s phát động ngày %s.", w.Tree.Name(above.Unit, above.On).Full(), above.On), Act: act})
		}
	}
	return nil
}

func begins(ph plan.LivePhase, h *home) string {
	if h.today >= ph.Start {
		return "Đợt đã bắt đầu " + ph.Start.String()
	}
	return "Bắt đầu " + ph.Start.String()
}
