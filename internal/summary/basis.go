package summary

import (
	"thidua/internal/clock"
)

// basis is a legal ground of the province's and districts' reports and the
// days it is one: a paper cites what is in force on its own day.
type basis struct {
	text         string
	from, before clock.Day // before 0: still in force
}

// bases are national law; the plan's own grounds are the definition's.
var bases = []basis{
	{text: "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", from: clock.NewDay(2024, 1, 1)},
	{text: "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
		from: clock.NewDay(2024, 1, 1), before: clock.NewDay(2025, 7, 1)},
	{text: "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng",
		from: clock.NewDay(2025, 7, 1)},
	{text: "Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở ngày 28 tháng 11 năm 2023", from: clock.NewDay(2024, 7, 1)},
}

// basesOn are the grounds in force on a day, each opened with "Căn cứ".
func basesOn(day clock.Day) []string {
	var out []string
	for _, b := range bases {
		if day >= b.from && (b.before == 0 || day < b.before) {
			out = append(out, "Căn cứ "+b.text)
		}
	}
	return out
}

// districtPoliceEnded is the first day without police at the district level.
var districtPoliceEnded = clock.NewDay(2025, 3, 1)
