package planview

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/a-h/templ"

	"thidua/templates/ui"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, c templ.Component) {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	path := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs from its golden file (go test -update writes it):\n%s", name, b.Bytes())
	}
}

func TestPlanPage(t *testing.T) {
	golden(t, "plan", PlanPage(Plan{Head: ui.Head{Kicker: "UBND tỉnh <X>", Title: "Thi đua"}, Theme: "Lực lượng mới", Next: "Hôm nay là hạn gửi.", FullText: "/ke-hoach/toan-van",
		Contents: []ui.Link{{Label: "Các đợt", URL: "#cac-dot"}},
		Phases: []Phase{{Name: "Đợt 1", Days: "Từ ngày 06/11/2024", Slogan: "Chào mừng", Status: "Đang báo cáo", StatusKind: "warn", Left: "còn 1 ngày", Report: "gửi trước ngày 07/02/2025", Review: "Sơ kết",
			Awards: "Xét tặng Giấy khen", Score: ui.Link{Label: "Bảng kết quả Đợt 1", URL: "/bang-ket-qua?khoang=dot-1"}}, {Name: "Đợt 2", Status: "Chưa bắt đầu"}},
		Facts: []Fact{{"Số, ký hiệu", "Số ……/KH-UBND"}}, Bases: []string{"Luật Lực lượng"},
		Groups: []Group{{ID: "muc-2-1", Code: "2.1", Title: "Nắm tình hình", Text: "Tận tụy", Indicators: []Indicator{{Code: "1.1", Name: "Tin", Target: "≥ 80 %", From: "xã trở lên", How: "a ÷ b.", URL: "/giai-thich?chi-tieu=1.1"}, {Code: "1.2", Name: "Có mặt"}},
			Measures: []Measure{{Name: "Tin qua Tổ", Unit: "nguồn tin", Where: "Nhập cho từng Tổ", Over: "Cộng dồn các kỳ", Use: "Dùng cho chỉ tiêu 1.1.", Definition: "Số nguồn tin."}}}},
		Periods: []Period{{Name: "Tháng 12/2024", Phase: "Đợt 1", Days: "01–31/12/2024", Opens: "01/12/2024", From: "31/12/2024", Due: "hết ngày 05/01/2025", Closes: "sau ngày 10/01/2025", Status: "đã đóng", Past: true}, {Name: "Kỳ 3", Current: true}},
		Awards:  []Award{{"Giấy khen", "Sơ kết (đợt 1)", "Tặng cho tập thể"}}, Duties: []Duty{{"Duyệt báo cáo", []string{"Cấp huyện đến hết ngày 30/06/2025"}}}, Levels: []Duty{{"Công an tỉnh", []string{"Trong cả phong trào"}}},
		Texts: []Measure{{Name: "Khó khăn", Definition: "Nêu ngắn gọn"}}, Versions: []Version{{"Phiên bản 1", "nạp lúc 07:30 06/11/2024", "PX03", "Bản đầu", "Xét tất cả các kỳ."}}}))
	golden(t, "text", TextPage(Text{Head: ui.Head{Title: "Toàn văn"}, Paras: []Para{{"caps", "KẾ HOẠCH"}, {"head", "Độc lập"}, {"part", "I. MỤC ĐÍCH"}, {"point", "1. Nội dung:"}, {"item", "- Công an tỉnh;"}, {"", "Trên đây là kế hoạch."}}}))
}
