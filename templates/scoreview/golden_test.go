package scoreview

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

var someTools = Toolbar{
	Spans:    []ui.Link{{Label: "Đợt 1", URL: "/bang-ket-qua?khoang=dot-1", Current: true}, {Label: "Toàn phong trào", URL: "/bang-ket-qua?khoang=toan"}},
	Action:   "/bang-ket-qua",
	Keep:     []ui.Kept{{Name: "don-vi", Value: "3"}},
	Periods:  ui.Choice{Name: "khoang", Label: "Từng kỳ", Options: []ui.Option{{Value: "dot-1", Label: "Chọn kỳ…", Selected: true}, {Value: "ky-1", Label: "Kỳ 06 – 30/11/2024"}}},
	Readings: []ui.Link{{Label: "Đơn vị tại thời điểm", URL: "?a", Current: true}, {Label: "Đơn vị hiện nay", URL: "?b"}},
	Counting: []ui.Link{{Label: "Đã duyệt", URL: "?c"}, {Label: "Tạm tính", URL: "?d", Current: true}},
}

func TestBoardPage(t *testing.T) {
	met := ui.Pill{Kind: "met", Text: "85 %", Words: "Đạt, tạm tính", URL: "/giai-thich?chi-tieu=1.1"}
	not := ui.Pill{Kind: "not_met", Text: "1", Words: "Chưa đạt", URL: "/giai-thich?chi-tieu=5.1"}
	golden(t, "board", BoardPage(Board{
		Head: ui.Head{Kicker: "Huyện <A> · số liệu đã duyệt", Title: "Bảng kết quả Đợt 1"}, Tools: someTools, More: ui.Link{Label: "Tiến độ báo cáo", URL: "/tien-do"},
		Notices: []string{"Kỳ này còn đang diễn ra."}, RowHead: "Xã", Label: "Kết quả", Ranked: true, Prov: "tạm tính", Hint: "Bấm một ô.",
		Cards:   []Card{{Label: "Đã duyệt", Value: "2", Of: "/3", URL: "/bao-cao", Num: "2", Max: "3"}, {Label: "Chờ duyệt", Value: "1", Text: "1 quá hạn", Late: true}},
		Columns: []Column{{Code: "1.1", Short: "Tin", Full: "Tỷ lệ nguồn tin (≥ 80 %)"}, {Code: "5.1", Short: "Tái phạm", Full: "Người tái phạm (= 0)"}},
		Rows: []Row{
			{Name: "Xã A1", URL: "/bang-ket-qua?don-vi=4", Rank: "1 =", Tally: "1 chưa đạt", Cells: []Cell{{Label: "1.1 Tin", Pill: met}, {Label: "5.1 Tái phạm", Pill: not, Sub: "1/2 xã"}}},
			{Name: "Tổ thôn 1", Note: "(đến 30/06/2025)", Cells: []Cell{{Label: "1.1 Tin", None: "xét ở xã"}, {Label: "5.1 Tái phạm", Pill: not}}},
		},
		Total: &Row{Name: "Toàn huyện", Cells: []Cell{{Label: "1.1 Tin", Pill: met}, {Label: "5.1 Tái phạm", Pill: not}}},
	}))
	golden(t, "board-empty", BoardPage(Board{Head: ui.Head{Title: "Bảng kết quả Đợt 2"}, More: ui.Link{Label: "Tiến độ", URL: "/tien-do"},
		Empty: &Empty{Title: "Chưa có kỳ nào kết thúc", Text: "Đợi đến 28/02/2025.", Links: []ui.Link{{Label: "Xem Đợt 1", URL: "/bang-ket-qua?khoang=dot-1"}}}}))
}

func TestWhyPage(t *testing.T) {
	pill := ui.Pill{Kind: "unknown", Text: "Chưa đủ số liệu"}
	table := Table{ID: "tung-ky", Title: "Từng kỳ", Head: []Col{{Label: "Kỳ"}, {Label: "Tin", Num: true}, {Label: "Kết quả"}, {Label: "Ai"}}, Note: "Tổng tử số ÷ tổng mẫu số.",
		Rows: []TRow{{ID: "dong-1", Head: ui.Link{Label: "12/2024", URL: "/x"}, Note: "(không tính)", Soft: true, Cells: []TCell{
			{Label: "Tin", Num: true, Soft: true, Links: []ui.Link{{Label: "3", URL: "/bao-cao/1/o/2/0"}, {Label: "trống"}}, Text: "(thiếu 1 ô)"},
			{Label: "Kết quả", Pill: &pill}, {Label: "Ai", Lines: true, Links: []ui.Link{{Label: "A → B", URL: "/bao-cao/1"}, {Label: "C", URL: "/bao-cao/2"}}}}}},
		Foot: &TRow{Head: ui.Link{Label: "Cộng"}, Cells: []TCell{{Label: "Tin", Num: true, Text: "3"}, {Label: "Kết quả", Pill: &pill}, {Label: "Ai", Late: true, Text: "1/2"}}}}
	y := Why{Head: ui.Head{Title: "1.1 Tỷ lệ nguồn tin"}, Pill: pill, Prov: "tạm tính", Sentence: "Chưa đủ số liệu.", Quote: "80% nguồn tin", Source: "Kế hoạch, mục II.2.1", Tools: someTools,
		Next: ui.Link{Label: "1.2 Có mặt", URL: "/giai-thich?chi-tieu=1.2"}, Figure: "72 %", Pair: []ui.Link{{Label: "18 nguồn tin", URL: "#tung-ky"}, {Label: "25 nguồn tin", URL: "#tung-ky"}},
		Bar:     &ui.Bar{Kind: "unknown", Title: "18/25, mức phải đạt: ≥ 80 %", Num: 18, Den: 25, At: 4, Of: 5, Target: "≥ 80 %"},
		Facts:   []Fact{{Label: "Mức phải đạt", Text: "≥ 80 % (Kế hoạch tỉnh)"}, {Label: "Cần", Link: ui.Link{Label: "Thêm", URL: "/them"}}},
		Lacking: "Còn thiếu 1 báo cáo", Missing: []Lacks{{Title: ui.Link{Label: "12/2024", URL: "/bao-cao?ky=2"}, Open: true, Items: []Lack{{Link: ui.Link{Label: "Xã A2", URL: "/bao-cao/2"}, Text: "bị trả lại"}, {Link: ui.Link{Label: "Xã A3"}}}}},
		Tables: []Table{table, {ID: "cap-duoi", Title: "Đơn vị cấp dưới"}}}
	golden(t, "why", WhyPage(y))
	y.Single, y.Missing, y.Bar, y.Pair = true, nil, nil, nil
	golden(t, "why-single", WhyPage(y))
	golden(t, "why-empty", WhyPage(Why{Head: ui.Head{Title: "1.1"}, Prev: ui.Link{Label: "x", URL: "/p"}, Quote: "q", Source: "s", Empty: &Empty{Title: "Không xét cho từng Tổ"}}))
}

func TestProgressPage(t *testing.T) {
	p := Progress{Head: ui.Head{Title: "Tiến độ báo cáo Đợt 1"}, More: ui.Link{Label: "Bảng kết quả", URL: "/bang-ket-qua"}, Cards: []Card{{Label: "Đầy đủ", Value: "91,3 %", URL: "/bao-cao?trang-thai=da-gui", Num: "170", Max: "186"}},
		Units: Table{ID: "don-vi", Title: "Từng đơn vị", Head: []Col{{Label: "Đơn vị"}}, Rows: []TRow{{Head: ui.Link{Label: "Huyện A", URL: "/tien-do?don-vi=2"}}}}, None: "Không có báo cáo nào quá hạn.",
		Defs: []Fact{{Label: "Đúng hạn", Text: "gửi lần đầu không muộn hơn hạn"}}}
	golden(t, "progress", ProgressPage(p))
	p.None, p.Late = "", Table{ID: "muon", Title: "Quá hạn", Head: []Col{{Label: "Đơn vị"}}, Rows: []TRow{{Head: ui.Link{Label: "Xã A2", URL: "/bao-cao/5"}, Note: "huyện A"}}}
	golden(t, "progress-late", ProgressPage(p))
}
