package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// deeds are done by one member; commendations name the commune as {xã}. What
// stands in braces is filled in; those after "xã: " happen outside towns.
var deeds = strings.Split(strings.TrimSpace(`
Nhặt được ví có giấy tờ và {tiền} đồng, giao Công an {xã} tìm trả lại người đánh rơi
Nhặt được điện thoại trên đường tuần tra, liên hệ trả lại cho người mất
Đưa người bị tai nạn giao thông đi cấp cứu kịp thời trong ca trực đêm
Giúp gia đình neo đơn trong {khu} dọn dẹp, sửa lại mái nhà bị tốc sau mưa gió
Phát hiện và dập tắt đám cháy rác lan gần nhà dân, không để cháy lớn
Vận động gia đình giao nộp súng tự chế cho Công an {xã}
Đưa cụ già đi lạc về với gia đình trong đêm
Hòa giải mâu thuẫn tranh chấp lối đi giữa hai hộ trong {khu}, các hộ đã cam kết không tái diễn
Phát hiện hai thanh niên mang hung khí trong đêm, báo Công an {xã} xử lý kịp thời
Hiến máu tình nguyện đợt tháng {tháng} do {xã} tổ chức
Phát hiện, báo tin giúp Công an {xã} bắt quả tang đối tượng trộm cắp xe mô tô
Tặng {số} suất quà cho học sinh nghèo hiếu học trong {khu}
xã: Cứu người bị đuối nước tại kênh thủy lợi, đưa đi cấp cứu an toàn
xã: Giúp dân thu hoạch lúa chạy mưa, {số} hộ được hỗ trợ
Dầm mưa phân luồng giao thông tại đoạn đường ngập, bảo đảm học sinh về nhà an toàn
Vận động con em trong {khu} đang lầm lỗi ra trình diện Công an {xã}
Tự nguyện lắp {số} bóng đèn chiếu sáng ở ngõ tối thường xảy ra trộm cắp
Phát hiện người lạ gạ bán thuốc giả cho người cao tuổi, kịp thời ngăn chặn và báo Công an {xã}
Giúp người dân bị lừa chuyển tiền qua mạng báo tin kịp thời, ngân hàng đã giữ lại {tiền} đồng
xã: Thức đêm canh giữ đàn dê, cừu cho hộ dân đi viện, bàn giao đủ khi chủ về
xã: Dọn cây đổ, khơi thông đường liên thôn ngay trong đêm mưa lũ
Nhường phần hỗ trợ của mình cho thành viên có hoàn cảnh khó khăn hơn
Được Công an {xã} biểu dương trong giao ban tháng vì thành tích tuần tra đêm
Được UBND {xã} biểu dương về công tác vận động giao nộp vũ khí, pháo nổ dịp Tết
Được Trưởng ban công tác Mặt trận {khu} đề nghị biểu dương về công tác hòa giải
Hướng dẫn {số} hộ cài đặt định danh điện tử và khai báo cư trú tại nhà
Phát hiện rò rỉ khí gas tại quán ăn, sơ tán người và xử lý an toàn
Đi từng nhà vận động ký cam kết không đốt pháo, {số} hộ tham gia
xã: Tham gia tìm kiếm người mất tích trên núi suốt đêm, tìm thấy an toàn
Giúp lực lượng chức năng cứu {số} hộ dân vùng ngập, di dời tài sản lên cao`), "\n")

// months are the demo's periods, with the days deeds fall on.
var months = [][2]clock.Day{
	{clock.NewDay(2024, 11, 6), clock.NewDay(2024, 11, 30)},
	{clock.NewDay(2024, 12, 1), clock.NewDay(2024, 12, 31)},
	{clock.NewDay(2025, 1, 1), clock.NewDay(2025, 2, 3)},
}

// Author tells which user wrote a commune's rows down.
type Author func(commune org.UnitID) int64

// Registers makes good deeds and community models up to Today. Rosters must
// be there.
func Registers(ctx context.Context, tx pg.Tx, now clock.Moment, w *World, author Author) error {
	n, err := storeDeeds(ctx, tx, w, author, "deeds", months, Today)
	if err != nil {
		return err
	}
	m, err := storeModels(ctx, tx, w, author)
	if err != nil {
		return err
	}
	if err := storeEvidence(ctx, tx, w); err != nil {
		return err
	}
	return audit.Record(ctx, tx, Loader, now, audit.Entry{Action: "demo.register", ObjectKind: "good_deed", Path: w.Tree.Path(w.Tree.Root(Today), Today),
		Summary: fmt.Sprintf("Nạp dữ liệu mẫu: %d việc tốt, %d mô hình", n, m)})
}

const sqlReserveDeeds = `SELECT nextval(pg_get_serial_sequence('good_deed', 'id')) FROM generate_series(1, $1)`

// storeDeeds makes the deeds of some months as known on a day.
func storeDeeds(ctx context.Context, tx pg.Tx, w *World, author Author, seed string, months [][2]clock.Day, today clock.Day) (int64, error) {
	var made []madeDeed
	for _, c := range w.communes() {
		for _, t := range w.Tree.Teams(c, Today) {
			r := seeded(seed, w.key(t))
			for _, m := range months {
				n := howMany(r)
				if n == 0 && m[0] > endOfOne && w.strong(t) {
					n = 1
				}
				for range n {
					made = append(made, deed(r, w, c, t, dayIn(r, m[0], m[1]), author(c), today))
				}
			}
		}
	}
	ids, err := pg.Column[int64](ctx, tx, sqlReserveDeeds, len(made))
	if err != nil {
		return 0, err
	}
	var rows, credits, recognitions [][]any
	for i, d := range made {
		rows = append(rows, append([]any{ids[i]}, d.row...))
		credits = append(credits, []any{ids[i], d.person})
		if d.recognised != nil {
			recognitions = append(recognitions, append([]any{string(register.Deeds), ids[i]}, d.recognised...))
		}
	}
	n, err := tx.CopyFrom(ctx, "good_deed", []string{"id", "team_id", "done_on", "who", "what", "created_by", "created_at", "withdrawn_at", "withdrawn_why"}, pgx.CopyFromRows(rows))
	if err != nil {
		return n, err
	}
	if _, err := tx.CopyFrom(ctx, "deed_person", []string{"deed_id", "person_id"}, pgx.CopyFromRows(credits)); err != nil {
		return n, err
	}
	return n, storeRecognitions(ctx, tx, recognitions)
}

// storeRecognitions takes rows of kind, row, level, by whom, document, day,
// author and time.
func storeRecognitions(ctx context.Context, tx pg.Tx, rows [][]any) error {
	_, err := tx.CopyFrom(ctx, "recognition", []string{"row_kind", "row_id", "level", "by_whom", "document", "on_day", "created_by", "created_at"}, pgx.CopyFromRows(rows))
	return err
}

// madeDeed is a deed's row, its recognition (nil for none) and the member it
// credits.
type madeDeed struct {
	row, recognised []any
	person          int64
}

// howMany deeds a team has in a month: mostly one or two, sometimes none.
func howMany(r *rand.Rand) int {
	switch n := r.IntN(100); {
	case n < 9:
		return 0
	case n < 68:
		return 1
	case n < 97:
		return 2
	}
	return 3
}

func deed(r *rand.Rand, w *World, commune, team org.UnitID, day clock.Day, author int64, today clock.Day) madeDeed {
	xa := w.Tree.Name(commune, Today).Full()
	_, month, _ := day.Date()
	what := strings.NewReplacer("{xã}", xa, "{khu}", w.Tree.Name(team, Today).Name, "{tháng}", fmt.Sprint(month),
		"{số}", fmt.Sprint(3+r.IntN(15)), "{tiền}", fmt.Sprintf("%d.%d00.000", 1+r.IntN(14), 1+r.IntN(9))).Replace(fitting(r, w.Tree.Name(commune, Today).Kind, day))
	var by, doc string
	var on *clock.Day
	if d := day + clock.Day(3+r.IntN(18)); chance(r, 22) && d <= today {
		on, by, doc = &d, pick(r, []string{"UBND ", "Công an "})+xa, fmt.Sprintf("%d/QĐ-UBND", 12+r.IntN(300))
		if strings.HasPrefix(by, "Công an") {
			doc = fmt.Sprintf("Thông báo %d/TB-CAX", 5+r.IntN(60))
		}
	}
	written := min(day+clock.Day(r.IntN(4)), today)
	at := written.Start().Add(time.Duration(8*60+r.IntN(60)) * time.Minute)
	var gone *time.Time
	why := ""
	if r.IntN(120) == 0 {
		x := at.Add(time.Hour)
		gone, why = &x, pick(r, []string{"Ghi trùng với việc đã nhập", "Nhập nhầm Tổ", "Việc làm thuộc nhiệm vụ thường xuyên, không tính là việc tốt"})
	}
	who := doer(r, w, team, day)
	d := madeDeed{row: []any{int64(team), day, who.title(), what, author, at, gone, why}, person: w.people[who.person]}
	if on != nil {
		d.recognised = []any{string(register.ByCommune), by, doc, *on, author, on.Start().Add(16 * time.Hour)}
	}
	return d
}

// fitting is a deed that could have happened in a commune of the kind on the
// day: firecrackers and Tết are of the first phase.
func fitting(r *rand.Rand, kind string, day clock.Day) string {
	for {
		text, rural := strings.CutPrefix(pick(r, deeds), "xã: ")
		if day >= firecrackers && (strings.Contains(text, "pháo") || strings.Contains(text, "Tết")) {
			continue
		}
		if !rural || kind == "xã" {
			return text
		}
	}
}

// doer is a member of that day.
func doer(r *rand.Rand, w *World, team org.UnitID, day clock.Day) member {
	var there []member
	for _, m := range w.members[team] {
		if m.serves(day) {
			there = append(there, m)
		}
	}
	return pick(r, there)
}

// title is "Anh Nguyễn Văn An, Tổ viên".
func (m member) title() string {
	title := "Anh "
	if m.gender == roster.Female {
		title = "Chị "
	}
	return title + m.name + ", " + m.position.Label()
}
