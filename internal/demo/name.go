package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/roster"
)

// Surnames about as often as they are met in the south of central Viet Nam;
// the numbers are shares.
var surnames = weigh("Nguyễn 31 Trần 11 Lê 9 Phạm 6 Huỳnh 5 Võ 5 Phan 4 Trương 3 Đặng 3 Bùi 2 Đỗ 2 Hồ 2 Ngô 2 Dương 2 Lý 1 Đinh 1 Lâm 1 Mai 1 Cao 1 Châu 1 Đoàn 1 Lương 1 Tô 1 Văn 1")

// In communes where many families are Chăm or Raglai.
var (
	chamSurnames   = weigh("Đàng 3 Thành 2 Quảng 3 Báo 2 Kiều 3 Trượng 2 Lưu 2 Hán 2 Từ 1 Bá 1 Phú 2 Thiên 2 Nại 1 Đổng 1 Dương 1 Nguyễn 1")
	raglaiSurnames = weigh("Chamaléa 6 Katơr 5 Pinăng 4 Pupor 2 Patâu 2 Tain 1 Mang 2 Nguyễn 1")
)

var chamCommunes = map[string]bool{"22774": true, "22831": true, "22855": true, "22861": true, "22870": true, "22876": true, "22879": true, "22891": true, "22894": true, "22897": true, "22900": true, "22898": true}

const raglaiDistrict = "584"

var (
	maleMiddles   = strings.Fields("Văn Văn Văn Văn Đức Hữu Minh Quang Thanh Ngọc Công Đình Xuân Hoàng Trọng Quốc Thành Bá Duy Tấn")
	femaleMiddles = strings.Split("Thị|Thị|Thị|Thị|Thị Thanh|Thị Ngọc|Thị Kim|Thị Thu|Thị Bích|Thị Mỹ|Ngọc|Thanh|Kim|Thị Hồng", "|")
	maleGiven     = strings.Fields("Hùng Dũng Tuấn Minh Sơn Hải Nam Thành Long Bình Cường Tâm Phúc Lộc Thọ Hòa Lâm Hưng Khánh Quân Vinh Tài Phước Đạt Toàn Trung Việt An Bảo Tín Nghĩa Thắng Lợi Hiếu Đông Tùng Thuận Kiên Nhân Huy Duy Khoa Ân Dương Giang Hậu Hiền Chiến Quý Sang Đức Tiến Phong Hiệp Thạnh")
	femaleGiven   = strings.Fields("Lan Hoa Hồng Mai Hương Thu Hà Loan Nga Thủy Hạnh Hiền Liên Phượng Yến Oanh Tuyết Vân Dung Nhung Trang Ngân Thảo My Cúc Bích Hằng Tâm Xuân Ánh Diễm Kiều Thắm Nguyệt Lệ Thúy")
	raglaiMale    = strings.Fields("Hiền Thắng Đức Minh Hưng Quốc Tiến Lâm Hoàng Thạnh Sơn Ánh Đông Thương")
	raglaiFemale  = strings.Fields("Hương Lan Thơm Hạnh Mai Huệ Thủy Phượng Liễu Xuân")
)

func weigh(s string) []string {
	var list []string
	parts := strings.Fields(s)
	for i := 0; i+1 < len(parts); i += 2 {
		n, _ := strconv.Atoi(parts[i+1])
		list = append(list, slices.Repeat(parts[i:i+1], n)...)
	}
	return list
}

// inventName makes a full name as common in the commune.
func inventName(r *rand.Rand, g roster.Gender, commune, district string) string {
	switch {
	case district == raglaiDistrict && chance(r, 75):
		if g == roster.Female {
			return pick(r, raglaiSurnames) + " Thị " + pick(r, raglaiFemale)
		}
		return pick(r, raglaiSurnames) + " " + pick(r, raglaiMale)
	case chamCommunes[commune] && chance(r, 40):
		return pick(r, chamSurnames) + " " + given(r, g)
	}
	return pick(r, surnames) + " " + given(r, g)
}

func given(r *rand.Rand, g roster.Gender) string {
	if g == roster.Female {
		return pick(r, femaleMiddles) + " " + pick(r, femaleGiven)
	}
	return pick(r, maleMiddles) + " " + pick(r, maleGiven)
}
