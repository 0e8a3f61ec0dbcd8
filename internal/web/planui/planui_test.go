package planui_test

import (
	"net/http"
	"strings"
	"testing"

	"thidua/internal/web/webtest"
)

// The plan as people read it, on the day the demo stands on.
func TestPlan(t *testing.T) {
	s := webtest.Start(t)
	a := s.As(t, "xa").Get("/ke-hoach").Want(t, http.StatusOK,
		"“Lực lượng mới, khí thế mới, ra sức thi đua bảo đảm an ninh, trật tự ở cơ sở trong tình hình mới”",
		"Kế hoạch số ……/KH-UBND, ban hành ngày 06/11/2024", "Số ……/KH-UBND", "Ủy ban nhân dân tỉnh Ninh Thuận",
		"Hôm nay, 05/02/2025, là hạn gửi báo cáo tháng kỳ 01/01 – 03/02/2025.",
		"gửi trước ngày 07/02/2025 (ngày cuối còn đúng hạn: 06/02/2025)", "gửi trước ngày 22/08/2025 (ngày cuối còn đúng hạn: 21/08/2025)",
		"Từ ngày 06/11/2024 đến hết ngày 03/02/2025", "còn 1 ngày", "Đang báo cáo", "còn 195 ngày", "Đang diễn ra",
		"95 năm Ngày thành lập Đảng Cộng sản Việt Nam", "Nghị định số 40/2024/NĐ-CP ngày 16/4/2024",
		"trước ngày 07/02/2025 (hạn báo cáo đợt)", "hết ngày 05/02/2025", "sau ngày 10/12/2024", "hạn gửi là hôm nay", "đang diễn ra, còn 23 ngày",
		"Sơ kết (đợt 1), Tổng kết (đợt 2)", "Cấp huyện đến hết ngày 30/06/2025", "Cấp tỉnh từ ngày 01/07/2025", "Đến hết ngày 28/02/2025",
		"Tỉnh Ninh Thuận (62 xã, phường, thị trấn, 397 Tổ)", "Phiên bản 1", "Xét tất cả các kỳ.", "Nhập một số cho toàn xã",
		"Tự lấy từ Sổ mô hình", "Số liệu hoạt động, không có chỉ tiêu.", "Khó khăn, vướng mắc", "/giai-thich?chi-tieu=4.2")
	for what, want := range map[string]int{`class="card group"`: 7, `class="card c6 phase"`: 2, "> 90 %": 1, "≥ 80 %": 1, "<strong class=\"nowrap\">": 11, "<blockquote": 7} {
		if got := strings.Count(strings.ReplaceAll(a.Body, "&gt;", ">"), what); got != want {
			t.Errorf("%d × %s, want %d", got, what, want)
		}
	}
	// The administrator reads the plan but has no way to figures.
	s.As(t, "quantri").Get("/ke-hoach").Want(t, http.StatusOK, "1.1 Tỷ lệ nguồn tin").Lacks(t, "/giai-thich", "/bang-ket-qua")
	s.Nobody(t).Get("/ke-hoach").Want(t, http.StatusSeeOther)
}

func TestFullText(t *testing.T) {
	s := webtest.Start(t)
	a := s.As(t, "noivu").Get("/ke-hoach/toan-van").Want(t, http.StatusOK, "<h2>I. MỤC ĐÍCH, YÊU CẦU</h2>", "Số: ……/KH-UBND", "ngày …… tháng …… năm 2024",
		`<p class="point">2. Nội dung thi đua:</p>`, `<p class="item">- Bộ Công an (V05, X03);</p>`, `<p class="point">Nơi nhận:</p>`, `<p class="mid">Độc lập - Tự do - Hạnh phúc</p>`)
	if got := strings.Count(a.Body, "<h2>"); got != 4 {
		t.Errorf("%d parts of the plan, want I to IV", got)
	}
	s.Nobody(t).Get("/ke-hoach/toan-van").Want(t, http.StatusSeeOther)
}
