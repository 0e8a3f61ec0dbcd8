// Package papertest helps to test papers: documents of every kind as offices
// write them, and what LibreOffice makes of a DOCX.
//
// It is for tests only and owns no table. One conversion serves many
// documents, for starting LibreOffice takes seconds. A missing LibreOffice or
// poppler fails the test with the command that installs it, never skips.
package papertest

import (
	"fmt"
	"time"

	"thidua/internal/clock"
	"thidua/internal/paper"
)

// Sample is a document under the name of its golden files.
type Sample struct {
	Name     string
	Document *paper.Document
}

// Samples are one document of each kind; every block, role and merge of the
// model occurs in them.
func Samples() []Sample {
	return []Sample{{"bao-cao", Report()}, {"cong-van", Letter()}, {"to-trinh", Submission()}, {"bien-ban", Minutes()}, {"quyet-dinh", Decision()}}
}

var made = time.Date(2025, 2, 5, 14, 2, 0, 0, clock.Location)

func day(y, m, d int) *clock.Day {
	v := clock.NewDay(y, m, d)
	return &v
}

func para(s string) paper.Block { return paper.Para{Runs: paper.Text(s)} }

func dash(s string) paper.Block { return paper.Item{Runs: paper.Text(s)} }

// Report is a province's phase report with two annexes, the second of 62 rows
// on its side; its number is not given yet.
func Report() *paper.Document {
	return &paper.Document{
		Kind:    paper.Report,
		Subject: "Kết quả thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng\ntham gia bảo vệ an ninh, trật tự ở cơ sở trên địa bàn tỉnh Ninh Thuận",
		Issuer:  "Công an tỉnh Ninh Thuận",
		Head:    paper.Head{Parent: "Bộ Công an", Agency: "Công an tỉnh Ninh Thuận", Symbol: "BC-CAT-PX03", Place: "Ninh Thuận", Year: 2025},
		To:      []string{"Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận"},
		Body:    reportBody(),
		Sign:    []paper.Signature{{Lines: []string{"KT. Giám đốc", "Phó Giám đốc"}, Name: "Đại tá Nguyễn Văn Bình"}},
		Copies:  []string{"Như trên", "Cục V05, Cục X03 – Bộ Công an (để báo cáo)", "Sở Nội vụ (để phối hợp)", "UBND các huyện, thành phố", "Đ/c Giám đốc Công an tỉnh (để báo cáo)"},
		Keep:    "VT, PX03",
		Annexes: []paper.Annex{
			{Title: "Kết quả các chỉ tiêu đợt 1 so với kế hoạch", Body: []paper.Block{indicators()}},
			{Title: "Số liệu đợt 1 theo đơn vị cấp xã", Landscape: true, Body: []paper.Block{communes()}},
		},
		Check: paper.Check{Code: "7KQ2-M9XD-4TRW-H8PC", Digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Text: "Tra cứu tại thidua.ninhthuan.gov.vn/xac-minh/7KQ2-M9XD-4TRW-H8PC"},
		Made:  made,
	}
}

func reportBody() []paper.Block {
	b := []paper.Block{
		para("Thực hiện Kế hoạch số 5219/KH-UBND ngày 06/11/2024 của Ủy ban nhân dân tỉnh Ninh Thuận về phát động phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự (ANTT) ở cơ sở, Công an tỉnh báo cáo kết quả thực hiện đợt 1 (từ ngày 06/11/2024 đến ngày 03/02/2025) như sau:"),
		paper.Heading{Level: 1, Text: "Đặc điểm, tình hình"},
		paper.Para{Runs: []paper.Run{{Text: "Toàn tỉnh có "}, {Text: "397 Tổ bảo vệ ANTT", Bold: true}, {Text: " với "}, {Text: "1.475 thành viên", Bold: true}, {Text: " tại 07 huyện, thành phố, 62 xã, phường, thị trấn. Lực lượng được thành lập, ra mắt từ ngày 01/7/2024 theo "}, {Text: "Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", Italic: true}, {Text: "."}}},
		paper.Heading{Level: 1, Text: "Công tác lãnh đạo, chỉ đạo, triển khai"},
		paper.Heading{Level: 2, Text: "Quán triệt, phát động"},
		para("Công an tỉnh phối hợp Sở Nội vụ hướng dẫn các địa phương tổ chức phát động; 07/07 huyện, thành phố hoàn thành phát động trước ngày 20/11/2024.\nBáo Ninh Thuận, Đài Phát thanh và Truyền hình tỉnh có 24 tin, bài về lực lượng."),
		paper.Heading{Level: 2, Text: "Kiểm tra, đôn đốc"},
		para("Tổ chức 02 đợt kiểm tra tại 14 xã, phường, thị trấn; kịp thời chấn chỉnh việc ghi chép sổ sách ở 03 nơi."),
		paper.Heading{Level: 1, Text: "Kết quả thực hiện các nội dung thi đua"},
		paper.Heading{Level: 2, Text: "Hỗ trợ Công an cấp xã nắm tình hình"},
		para("Tiếp nhận 2.418 nguồn tin do Nhân dân cung cấp, trong đó 2.067 nguồn tin thông qua lực lượng, đạt 85,4 % (chỉ tiêu ≥ 80 %)."),
		paper.Heading{Level: 2, Text: "Hỗ trợ xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"},
		paper.Heading{Level: 3, Text: "Tuyên truyền, vận động"},
		dash("Tổ chức 1.206 buổi tuyên truyền với 58.340 lượt người tham dự;"),
		dash("Phát 12.500 tờ rơi; trong đó:"),
		paper.Item{Sub: true, Runs: paper.Text("Tại trường học: 4.200 tờ;")},
		paper.Item{Sub: true, Runs: paper.Text("Tại chợ, khu dân cư: 8.300 tờ.")},
		paper.Heading{Level: 3, Text: "Xây dựng mô hình"},
		para("Có 41/62 xã, phường, thị trấn có mô hình được Công an cấp huyện trở lên ghi nhận."),
		indicatorSummary(),
		paper.Heading{Level: 1, Text: "Đánh giá chung"},
		paper.Heading{Level: 2, Text: "Ưu điểm"},
		para("Phong trào được triển khai đồng bộ, lực lượng có mặt kịp thời tại 1.873/1.881 vụ, việc."),
		paper.Heading{Level: 2, Text: "Hạn chế, nguyên nhân"},
		paper.Item{Mark: paper.Lettered, Runs: paper.Text("Một số Tổ chưa có việc tốt hằng tháng;")},
		paper.Item{Mark: paper.Lettered, Runs: paper.Text("Trang bị, phương tiện còn thiếu, nhất là ở các xã miền núi;")},
		paper.Item{Mark: paper.Lettered, Runs: paper.Text("Kinh phí bồi dưỡng chi trả còn chậm ở 05 xã.")},
		paper.Heading{Level: 1, Text: "Phương hướng, nhiệm vụ đợt 2"},
	}
	for i := 1; i <= 8; i++ {
		b = append(b, paper.Item{Mark: paper.Numbered, Runs: paper.Text(fmt.Sprintf("Tiếp tục quán triệt, triển khai nghiêm túc các văn bản chỉ đạo; nâng cao trách nhiệm của từng Tổ bảo vệ ANTT ở thôn, khu phố; phấn đấu hoàn thành và hoàn thành vượt mức nội dung thi đua thứ %d, gắn với việc giữ vững an ninh, trật tự trong dịp lễ, Tết và các sự kiện chính trị của địa phương.", i))})
	}
	return append(b, paper.Heading{Level: 1, Text: "Đề xuất, kiến nghị"},
		para("Đề nghị Ủy ban nhân dân tỉnh quan tâm bố trí kinh phí mua sắm phương tiện, công cụ hỗ trợ cho lực lượng."),
		para("Trên đây là kết quả thực hiện đợt 1 phong trào thi đua, Công an tỉnh kính báo cáo./."))
}

func indicatorSummary() paper.Table {
	return paper.Table{
		Caption: "Bảng 1. Số xã, phường, thị trấn đạt chỉ tiêu", Unit: "xã, phường, thị trấn",
		Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {}, {Width: 24, Align: paper.Right}, {Width: 24, Align: paper.Right}, {Width: 24, Align: paper.Right}},
		Head:    []paper.Row{paper.Cells("TT", "Nội dung", "Đạt", "Chưa đạt", "Không phát sinh")},
		Rows: []paper.Row{
			paper.Cells("1", "Nguồn tin qua lực lượng", "55", "6", "1"),
			paper.Cells("2", "Có mặt kịp thời tại vụ, việc", "58", "4", "0"),
			paper.Cells("3", "Mô hình được ghi nhận", "41", "21", "0"),
		},
	}
}

func indicators() paper.Table {
	t := paper.Table{
		Columns: []paper.Column{{Width: 13, Align: paper.Centre}, {}, {Width: 26, Align: paper.Right}, {Width: 26, Align: paper.Right}, {Width: 22, Align: paper.Right}, {Width: 26, Align: paper.Centre}},
		Head:    []paper.Row{paper.Cells("Mã", "Chỉ tiêu", "Tử số", "Mẫu số", "Tỷ lệ", "Kết luận"), paper.Cells("A", "B", "1", "2", "3 = 1 : 2", "4")},
	}
	for _, r := range [][]string{
		{"1.1", "Nguồn tin qua lực lượng (≥ 80 %)", "2.067", "2.418", "85,4 %", "Đạt"},
		{"1.2", "Có mặt kịp thời tại vụ, việc (= 100 %)", "1.873", "1.881", "99,5 %", "Chưa đạt"},
		{"4.1", "Cơ sở kinh doanh có điều kiện vi phạm (= 0)", "0", "–", "–", "Đạt"},
		{"3.1", "Có mặt chữa cháy, cứu nạn, cứu hộ khi được huy động (= 100 %)", "0", "0", "–", "Không phát sinh"},
	} {
		t.Rows = append(t.Rows, paper.Cells(r...))
	}
	return t
}
