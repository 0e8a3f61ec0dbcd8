package papertest

import "thidua/internal/paper"

// Commendation is a Giấy khen for a member, as most are.
func Commendation() paper.Certificate {
	return paper.Certificate{
		Form:           paper.GiayKhen,
		Authority:      "Chủ tịch Ủy ban nhân dân\nthành phố Phan Rang - Tháp Chàm",
		Recipient:      paper.Recipient{Kind: paper.MemberRecipient, Name: "Ông Nguyễn Hữu Phước", Place: "Tổ trưởng Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ"},
		Achievement:    "Đã có thành tích xuất sắc trong thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
		DecisionNumber: "345/QĐ-UBND", DecisionDay: *day(2025, 2, 10), GoldenBook: "12",
		Place: "Phan Rang - Tháp Chàm", Day: *day(2025, 2, 10),
		SignerTitle: "Chủ tịch", SignerName: "Lê Văn Thành",
		Code: "GK25-7F3K-Q9XM", URL: "https://thidua.example.vn/xac-minh/GK25-7F3K-Q9XM", Where: "Tra cứu tại thidua.example.vn/xac-minh",
	}
}

// Merit is a Bằng khen for a team, after a reissue.
func Merit() paper.Certificate {
	return paper.Certificate{
		Form:           paper.BangKhen,
		Authority:      "Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận",
		Recipient:      paper.Recipient{Kind: paper.TeamRecipient, Name: "Tổ bảo vệ an ninh, trật tự thôn Hữu Đức", Place: "Xã Phước Hữu, huyện Ninh Phước, tỉnh Ninh Thuận"},
		Achievement:    "Đã có thành tích xuất sắc trong phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở trên địa bàn tỉnh Ninh Thuận lập thành tích chào mừng kỷ niệm 80 năm Ngày truyền thống Công an nhân dân",
		DecisionNumber: "1207/QĐ-UBND", DecisionDay: *day(2025, 10, 15), GoldenBook: "3",
		Place: "Ninh Thuận", Day: *day(2025, 10, 15),
		SignerTitle: "KT. Chủ tịch\nPhó Chủ tịch", SignerName: "Nguyễn Thị Bích Hằng",
		Code: "BK25-2M8T-HD4R", URL: "https://thidua.example.vn/xac-minh/BK25-2M8T-HD4R", Where: "Tra cứu tại thidua.example.vn/xac-minh",
		Copy: "Cấp lại lần 1",
	}
}
