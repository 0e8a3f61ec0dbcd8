package award

import (
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Posthumous tells whether an award to the member is truy tặng on a day: the
// last service ended by death.
func Posthumous(spells []roster.Spell, day clock.Day) bool {
	f := Facts{Spells: spells}
	last, ok := f.last()
	return ok && last.Left != nil && *last.Left <= day && died(last.Reason)
}

// MemberNow guards against what became of a member since the proposal for the
// team: left, moved, died. name gives a team's name.
func MemberNow(team org.UnitID, spells []roster.Spell, day clock.Day, name func(org.UnitID) string) []Finding {
	f := Facts{Spells: spells}
	last, ok := f.last()
	if !ok {
		return []Finding{{GuardLeft, Blocks, "Không có thời gian tham gia nào được tính", "Kiểm tra danh sách thành viên của Tổ.", nil}}
	}
	refs := []Ref{{Kind: RefService, ID: int64(last.ID)}}
	if i := slices.IndexFunc(spells, func(s roster.Spell) bool { return s.Serves(day) }); i >= 0 {
		if now := spells[i]; now.Team != team {
			return []Finding{{GuardMoved, Asks, fmt.Sprintf("Hiện tham gia %s từ ngày %s, không còn ở %s", name(now.Team), now.From, name(team)),
				"Xác nhận thành tích từng nơi và nơi ghi trên quyết định.", []Ref{{Kind: RefService, ID: int64(now.ID)}}}}
		}
		if begun := spells[i].From; slices.ContainsFunc(spells, func(s roster.Spell) bool { return s.WithdrawnAt == nil && s.From < begun && s.Team != team }) {
			return []Finding{{GuardMoved, Notes, "Trước đó tham gia Tổ khác; thành tích được tính theo từng Tổ trong thời gian có mặt", "", refs}}
		}
		return nil
	}
	switch {
	case last.Left == nil || *last.Left > day: // begins later
		return []Finding{{GuardLeft, Blocks, fmt.Sprintf("Chỉ tham gia từ ngày %s", last.From), "Kiểm tra danh sách thành viên của Tổ.", refs}}
	case died(last.Reason):
		return []Finding{{GuardDied, Notes, fmt.Sprintf("%s, tham gia đến hết ngày %s: truy tặng", last.Reason.Label(), *last.Left-1), "", refs}}
	}
	return []Finding{{GuardLeft, Asks, fmt.Sprintf("Đã thôi tham gia từ ngày %s: %s", *last.Left, vi.LowerFirst(last.Reason.Label())), "Xác nhận vẫn đề nghị, nêu lý do.", refs}}
}

// TeamNow guards against a team that is no more: successor is what it merged
// into, 0 for one dissolved.
func TeamNow(team, successor org.UnitID, during org.Span, day clock.Day, name func(org.UnitID) string) []Finding {
	if during.Holds(day) || day < during.From {
		return nil
	}
	f := Finding{GuardMerged, Asks, fmt.Sprintf("%s đã giải thể từ ngày %s", name(team), during.Until), "Xác nhận vẫn đề nghị, nêu lý do.", []Ref{{Kind: RefTeam, ID: int64(team)}}}
	if successor != 0 {
		f.Text = fmt.Sprintf("%s đã sáp nhập vào %s từ ngày %s", name(team), name(successor), during.Until)
		f.Release = "Xác nhận tên tập thể ghi trên quyết định."
		f.Refs = append(f.Refs, Ref{Kind: RefTeam, ID: int64(successor)})
	}
	return []Finding{f}
}
