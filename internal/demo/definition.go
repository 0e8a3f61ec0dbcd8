package demo

import (
	"errors"
	"regexp"

	"thidua/internal/clock"
	"thidua/internal/plan"
)

// handedOver is a duty the plan hands from the districts to others on the day
// the districts end.
var handedOver = regexp.MustCompile(`(- \{level: district), before: 2025-07-01\}\n +- \{level: (?:commune|province), from: 2025-07-01\}`)

// definition is the plan the demo of a day runs on. Today's is the province's
// own. From 01/7/2025 the province is rearranged: no district is left and every
// duty is with somebody else. The demo of Second stands after that day but
// knows nothing of the rearrangement yet: its districts still stand, so in its
// plan they keep their duties to the end. Who recognises models stays as it is:
// the districts' police ended on 28/02/2025.
func definition(day clock.Day) (*plan.Definition, error) {
	d, err := plan.NinhThuan()
	if err != nil || day == Today {
		return d, err
	}
	text := d.Text
	source := handedOver.ReplaceAll(d.Source, []byte("$1}"))
	source = regexp.MustCompile(`(?m)^# Cấp giữ từng nhiệm vụ theo ngày.*$`).
		ReplaceAll(source, []byte("# Bản trình diễn giả định chưa sắp xếp đơn vị hành chính: cấp huyện giữ nhiệm vụ đến hết phong trào."))
	if d, err = plan.Parse(source); err != nil {
		return nil, err
	}
	for _, duty := range d.Duties {
		if level, ok := d.DutyLevel(duty.Code, day); !ok || level != plan.LevelDistrict {
			return nil, errors.New("demo: the districts do not keep the duty " + duty.Code)
		}
	}
	return d, d.Attach(text)
}
