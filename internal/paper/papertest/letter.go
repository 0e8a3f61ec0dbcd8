package papertest

import "thidua/internal/paper"

// Letter is a reminder to several places.
func Letter() *paper.Document {
	return &paper.Document{
		Kind:    paper.Letter,
		Subject: "đôn đốc báo cáo kết quả thực hiện đợt 1 phong trào thi đua đặc biệt",
		Issuer:  "Công an tỉnh Ninh Thuận",
		Head:    paper.Head{Parent: "Bộ Công an", Agency: "Công an tỉnh Ninh Thuận", Number: "5", Symbol: "CAT-PX03", Place: "Ninh Thuận", Day: day(2025, 2, 5)},
		To:      []string{"Ủy ban nhân dân huyện Thuận Nam;", "Ủy ban nhân dân huyện Ninh Hải", "Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm (Phòng Nội vụ, Công an thành phố)."},
		Body: []paper.Block{
			para("Theo Kế hoạch số 5219/KH-UBND ngày 06/11/2024 của Ủy ban nhân dân tỉnh, báo cáo kết quả thực hiện đợt 1 gửi về Ủy ban nhân dân tỉnh (qua Công an tỉnh) trước ngày 07/02/2025."),
			para("Đến nay còn 03 địa phương chưa gửi báo cáo. Công an tỉnh đề nghị Ủy ban nhân dân các huyện, thành phố nêu trên:"),
			paper.Item{Mark: paper.Numbered, Runs: paper.Text("Duyệt số liệu tháng của các xã, phường, thị trấn còn chờ duyệt;")},
			paper.Item{Mark: paper.Numbered, Runs: paper.Text("Gửi báo cáo chậm nhất ngày 06/02/2025.")},
			para("Mọi vướng mắc liên hệ Phòng PX03 để được hướng dẫn./."),
		},
		Sign:   []paper.Signature{{Lines: []string{"TL. Giám đốc", "Trưởng phòng\nCông tác chính trị"}, Name: "Thượng tá Trần Thị Hồng"}},
		Copies: []string{"Như trên", "Đ/c Giám đốc Công an tỉnh (để báo cáo)"},
		Keep:   "VT, PX03",
		Made:   made,
	}
}

// Submission asks for awards, from an office whose place has a long name.
func Submission() *paper.Document {
	return &paper.Document{
		Kind:    paper.Submission,
		Subject: "Về việc đề nghị tặng Bằng khen trong phong trào thi đua đặc biệt",
		Issuer:  "Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm",
		Head:    paper.Head{Agency: "Ủy ban nhân dân\nthành phố\nPhan Rang - Tháp Chàm", Number: "118", Symbol: "TTr-UBND", Place: "Phan Rang - Tháp Chàm", Day: day(2025, 10, 29)},
		To:      []string{"Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận", "Sở Nội vụ tỉnh Ninh Thuận"},
		Bases: []string{
			"Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
			"Căn cứ Kế hoạch số 5219/KH-UBND ngày 06 tháng 11 năm 2024 của Ủy ban nhân dân tỉnh về phát động phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở;",
			"Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng thành phố ngày 25 tháng 6 năm 2025.",
		},
		Body: []paper.Block{
			para("Ủy ban nhân dân thành phố đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen cho 02 tập thể và 05 cá nhân có thành tích xuất sắc trong phong trào thi đua."),
			para("(Có biên bản, danh sách, báo cáo thành tích kèm theo)"),
			para("Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định./."),
		},
		Sign:   []paper.Signature{{Lines: []string{"TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"}, Name: "Lê Văn Thành"}},
		Copies: []string{"Như trên", "Phòng Nội vụ thành phố"},
		Keep:   "VT",
		Made:   made,
	}
}

// Minutes have two signatures and no date line.
func Minutes() *paper.Document {
	return &paper.Document{
		Kind:    paper.Minutes,
		Subject: "Họp Hội đồng Thi đua - Khen thưởng thành phố xét tặng Giấy khen đợt 1",
		Issuer:  "Hội đồng Thi đua - Khen thưởng thành phố Phan Rang - Tháp Chàm",
		Head:    paper.Head{Parent: "Ủy ban nhân dân TP.\nPhan Rang - Tháp Chàm", Agency: "Hội đồng\nThi đua - Khen thưởng", Number: "02", Symbol: "BB-HĐTĐKT"},
		Body: []paper.Block{
			para("Thời gian bắt đầu: 14 giờ 00 phút ngày 05 tháng 02 năm 2025."),
			para("Địa điểm: Phòng họp số 1, Ủy ban nhân dân thành phố."),
			para("Thành phần tham dự: 09/09 ủy viên Hội đồng; chủ trì: ông Lê Văn Thành, Phó Chủ tịch Ủy ban nhân dân thành phố; thư ký: bà Võ Thị Mai."),
			paper.Heading{Level: 1, Text: "Nội dung"},
			paper.Heading{Level: 2, Text: "Kết quả bỏ phiếu"},
			paper.Table{
				Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {}, {Width: 24, Align: paper.Right}, {Width: 34, Align: paper.Right}, {Width: 24, Align: paper.Right}},
				Head:    []paper.Row{{Cells: []paper.Cell{{Text: "STT", Down: 2}, {Text: "Tập thể, cá nhân", Down: 2}, {Text: "Số phiếu", Span: 2}, {Text: "Tỷ lệ", Down: 2}}}, paper.Cells("Đồng ý", "Không đồng ý")},
				Rows:    []paper.Row{paper.Cells("1", "Tổ bảo vệ ANTT khu phố 2, phường Kinh Dinh", "9", "0", "100 %"), paper.Cells("2", "Ông Trần Văn Đức,\nTổ trưởng Tổ bảo vệ ANTT khu phố 5", "8", "1", "88,8 %")},
			},
			paper.Heading{Level: 2, Text: "Kết luận"},
			para("Hội đồng thống nhất đề nghị Chủ tịch Ủy ban nhân dân thành phố tặng Giấy khen cho 01 tập thể, 01 cá nhân nêu trên."),
			para("Cuộc họp kết thúc vào 15 giờ 30 phút cùng ngày./."),
		},
		Sign:   []paper.Signature{{Lines: []string{"Thư ký"}, Note: "(Ký, ghi rõ họ tên)", Name: "Võ Thị Mai"}, {Lines: []string{"Chủ tọa"}, Note: "(Ký, ghi rõ họ tên)", Name: "Lê Văn Thành"}},
		Copies: []string{"Các ủy viên Hội đồng"},
		Keep:   "VT, NV",
		Made:   made,
	}
}

// Decision has articles and a list without label, of two pages.
func Decision() *paper.Document {
	return &paper.Document{
		Kind:      paper.Decision,
		Subject:   "Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện",
		Issuer:    "Ủy ban nhân dân huyện Ninh Phước",
		Head:      paper.Head{Agency: "Ủy ban nhân dân\nhuyện Ninh Phước", Number: "345", Symbol: "QĐ-UBND", Place: "Ninh Phước", Day: day(2025, 2, 10)},
		Authority: "Chủ tịch Ủy ban nhân dân huyện Ninh Phước",
		Bases: []string{
			"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
			"Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
			"Theo đề nghị của Trưởng phòng Nội vụ huyện",
		},
		Body: []paper.Block{
			paper.Middle{Text: "QUYẾT ĐỊNH:"},
			paper.Article{Runs: paper.Text("Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện cho 02 tập thể và 40 cá nhân có thành tích xuất sắc trong thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở (có danh sách kèm theo).")},
			paper.Article{Runs: paper.Text("Kèm theo Giấy khen, tiền thưởng cho tập thể là 1.410.000 đồng, cho cá nhân là 710.000 đồng, trích từ Quỹ Thi đua, khen thưởng của huyện.")},
			paper.Article{Runs: paper.Text("Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện, Trưởng phòng Nội vụ, thủ trưởng các cơ quan liên quan và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.")},
		},
		Sign:   []paper.Signature{{Lines: []string{"Chủ tịch"}, Name: "Phan Ninh Thuận"}},
		Copies: []string{"Như Điều 3", "Công an tỉnh (PX03)", "Sở Nội vụ"},
		Keep:   "VT, NV",
		Annexes: []paper.Annex{{
			Title: "Danh sách tập thể, cá nhân được tặng Giấy khen", Unlabelled: true,
			Body: []paper.Block{
				paper.Heading{Level: 1, Text: "Tập thể"}, paper.Item{Mark: paper.Numbered, Runs: paper.Text("Tổ bảo vệ an ninh, trật tự thôn Hữu Đức, xã Phước Hữu.")}, paper.Item{Mark: paper.Numbered, Runs: paper.Text("Tổ bảo vệ an ninh, trật tự khu phố 5, thị trấn Phước Dân.")},
				paper.Heading{Level: 1, Text: "Cá nhân"}, Honoured(40),
			},
		}},
		Made: made,
	}
}
