package award

import (
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
)

// Grant is one award given: what a certificate is made for. Its number in the
// golden book is the recipient's place in the decision (Nghị định 98/2023,
// Điều 104).
type Grant struct {
	Nominee  int64
	Decision int64
	Form     Form
	Golden   int // from 1
}

// Apply makes the outcomes of decisions and of those declined known, all
// together or not at all: every listed nominee is awarded once, every declined
// one refused with its reason. A nominee that was withdrawn or listed
// elsewhere meanwhile is named, and nothing is applied.
func Apply(a access.Actor, now clock.Moment, decisions []*Decision, nominees map[int64]*Nominee, declined []*Nominee) ([]Grant, error) {
	var f fault.Fields
	seen := map[int64]bool{}
	for i, d := range decisions {
		name := fmt.Sprintf("quyet-dinh-%d", i+1)
		if d.State != DecisionRecorded {
			f.Add(name, "Quyết định đang ở trạng thái “"+d.State.Words()+"” nên không công bố được.")
			continue
		}
		for _, id := range d.Nominees {
			n := nominees[id]
			switch {
			case n == nil:
				f.Add(name, "Danh sách của quyết định có trường hợp không còn trong hồ sơ. Tải lại trang rồi làm lại.")
			case seen[id]:
				f.Add(name, n.Name+" có hai lần trong các quyết định được công bố.")
			case n.State != Listed || n.Decision != d.ID:
				f.Add(name, fmt.Sprintf("%s đang ở trạng thái “%s”. Mở lại quyết định %s để đưa ra khỏi danh sách rồi công bố.", n.Name, n.State.Words(), d.Number))
			}
			seen[id] = true
		}
	}
	for _, n := range declined {
		if n.State != Declined || seen[n.ID] {
			f.Add("khong-khen", n.Name+" đang ở trạng thái “"+n.State.Words()+"” nên không thông báo kết quả không khen thưởng được.")
		}
		seen[n.ID] = true
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	var out []Grant
	for _, d := range decisions {
		for i, id := range d.Nominees {
			nominees[id].to(Awarded, a, now, "")
			out = append(out, Grant{Nominee: id, Decision: d.ID, Form: d.Form, Golden: i + 1})
		}
		d.State = DecisionApplied
		d.changed(a, now)
	}
	for _, n := range declined {
		n.to(Refused, a, now, n.Why)
	}
	return out, nil
}
