package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
)

// models are names with the register's field they belong to and what came of
// them.
var models = [][3]string{
	{"Camera an ninh – Tai mắt của Nhân dân", register.Fields[0], "Lắp camera ở các trục đường chính, giúp làm rõ nhiều vụ trộm cắp"},
	{"Tiếng kẻng an ninh", register.Fields[6], "Người dân tập hợp nhanh khi có báo động, trộm cắp ban đêm giảm rõ"},
	{"Ánh sáng an ninh", register.Fields[6], "Các ngõ tối có đèn, người dân an tâm đi lại ban đêm"},
	{"Tổ liên gia an toàn phòng cháy, chữa cháy", register.Fields[2], "Các hộ có bình chữa cháy, chuông báo chung và diễn tập mỗi quý"},
	{"Cổng trường an toàn giao thông", register.Fields[3], "Hết ùn tắc giờ tan trường, không xảy ra va chạm"},
	{"Zalo an ninh", register.Fields[0], "Nhóm tiếp nhận tin của người dân, phản hồi trong ngày"},
	{"Nhà trọ tự quản", register.Fields[4], "Chủ nhà trọ khai báo tạm trú đầy đủ, đúng hạn"},
	{"Giúp người lầm lỗi hòa nhập", register.Fields[5], "Nhận đỡ đầu, giới thiệu việc làm cho người chấp hành xong án phạt"},
	{"Thôn không có tội phạm, tệ nạn xã hội", register.Fields[1], "Các hộ ký cam kết, không phát sinh người nghiện mới"},
	{"Dòng họ tự quản về an ninh, trật tự", register.Fields[6], "Trưởng họ cùng vận động con cháu chấp hành pháp luật"},
	{"Đội xung kích chữa cháy rừng", register.Fields[2], "Trực mùa khô, phát hiện sớm các điểm cháy"},
	{"Bến cá bình yên", register.Fields[7], "Chủ tàu thuyền tự quản, cùng giữ trật tự khu vực bến"},
	{"Tuyến đường tự quản", register.Fields[3], "Không lấn chiếm lòng, lề đường, không phơi nông sản trên mặt đường"},
	{"Chuyến xe 0 đồng trong đêm", register.Fields[6], "Đưa người bệnh đi cấp cứu miễn phí trong ca tuần tra"},
}

const sqlReserveModels = `SELECT nextval(pg_get_serial_sequence('community_model', 'id')) FROM generate_series(1, $1)`

func storeModels(ctx context.Context, tx pg.Tx, w *World, author Author) (int, error) {
	var rows, recognised [][]any
	var credited [][]org.UnitID
	for _, c := range w.communes() {
		r := seeded("models", w.key(c))
		n := 1
		if chance(r, 11) {
			n = 0
		} else if chance(r, 25) {
			n = 2
		}
		if w.key(c) == kinhDinh {
			n = 2
		}
		fit := fittingModels(w, c)
		first := r.IntN(len(fit))
		for i := range n {
			row, recognition, teams := model(r, w, c, fit[(first+3*i)%len(fit)], i, author(c))
			rows, recognised, credited = append(rows, row), append(recognised, recognition), append(credited, teams)
		}
	}
	ids, err := pg.Column[int64](ctx, tx, sqlReserveModels, len(rows))
	if err != nil {
		return 0, err
	}
	var credits, recognitions [][]any
	for i, teams := range credited {
		rows[i][0] = ids[i]
		if recognised[i] != nil {
			recognitions = append(recognitions, append([]any{string(register.Models), ids[i]}, recognised[i]...))
		}
		for _, t := range teams {
			credits = append(credits, []any{ids[i], int64(t)})
		}
	}
	if _, err := tx.CopyFrom(ctx, "community_model", []string{"id", "commune_id", "name", "field", "effect", "started_on", "ended_on", "ended_why",
		"created_by", "created_at", "withdrawn_at", "withdrawn_why"}, pgx.CopyFromRows(rows)); err != nil {
		return 0, err
	}
	if _, err = tx.CopyFrom(ctx, "model_credit", []string{"model_id", "team_id"}, pgx.CopyFromRows(credits)); err != nil {
		return 0, err
	}
	return len(rows), storeRecognitions(ctx, tx, recognitions)
}

// Where the sea is, and the districts of the mountains.
var (
	coast     = map[string]bool{"22768": true, "22771": true, "22834": true, "22846": true, "22864": true, "22867": true, "22868": true, "22888": true, "22903": true, "22909": true, "22910": true}
	mountains = map[string]bool{"584": true, "585": true, "588": true}
)

// fittingModels are those that could be of the commune.
func fittingModels(w *World, c org.UnitID) [][3]string {
	name, district := w.Tree.Name(c, Today), w.Tree.Name(w.Tree.Parent(c, Today), Today)
	var list [][3]string
	for _, m := range models {
		switch m[0] {
		case "Bến cá bình yên":
			if !coast[name.Code] {
				continue
			}
		case "Đội xung kích chữa cháy rừng":
			if !mountains[district.Code] {
				continue
			}
		case "Thôn không có tội phạm, tệ nạn xã hội":
			if name.Kind != "xã" {
				continue
			}
		}
		list = append(list, m)
	}
	return list
}

// kinhDinh is the commune of the demo's `xa`: one model recognised and
// crediting some teams, one not yet recognised.
const kinhDinh = "22759"

// doVinh is its neighbour: some evidence of theirs is not for `xa` to see.
const doVinh = "22738"

func model(r *rand.Rand, w *World, c org.UnitID, m [3]string, nth int, author int64) (row, recognised []any, credited []org.UnitID) {
	started := dayIn(r, clock.NewDay(2023, 3, 1), clock.NewDay(2024, 12, 20))
	var ended *clock.Day
	endedWhy := ""
	if started < clock.NewDay(2024, 6, 1) && chance(r, 8) {
		d := clock.NewDay(2024, 12, 31)
		ended, endedWhy = &d, "Hết kinh phí duy trì, chưa vận động được nguồn khác"
	}
	last := clock.NewDay(2025, 1, 31)
	if ended != nil {
		last = *ended
	}
	by, rank, doc, on := recognition(r, w, c, started, last, nth)
	teams := w.Tree.Teams(c, Today)
	if !chance(r, 40) {
		n := 1 + r.IntN(len(teams))
		from := r.IntN(len(teams) - n + 1)
		teams = teams[from : from+n]
	}
	if w.key(c) == kinhDinh && nth == 0 {
		teams = w.Tree.Teams(c, Today)[:8]
	}
	at := max(started, clock.NewDay(2024, 11, 6)).Start().Add(9 * time.Hour)
	if on != nil {
		at = on.Start().Add(15 * time.Hour)
	}
	var gone *time.Time
	why := ""
	if r.IntN(40) == 0 && w.key(c) != kinhDinh {
		x := Today.Start().Add(-30 * time.Hour)
		gone, why = &x, "Mô hình của đoàn thể khác, Tổ không trực tiếp tham gia"
	}
	if on != nil {
		recognised = []any{string(rank), by, doc, *on, author, at}
	}
	return []any{nil, int64(c), m[0], m[1], m[2], started, ended, endedWhy, author, at, gone, why}, recognised, teams
}

// recognition: most first models by the district's police inside the campaign,
// some by the province or the commune, some before it, some not yet.
func recognition(r *rand.Rand, w *World, c org.UnitID, started, last clock.Day, nth int) (string, register.Rank, string, *clock.Day) {
	district := w.Tree.Name(w.Tree.Parent(c, Today), Today)
	on := dayIn(r, max(started+10, clock.NewDay(2024, 11, 6)), last)
	n := r.IntN(100)
	if w.key(c) == kinhDinh {
		n = 90 * nth
	}
	switch {
	case nth > 0 && n < 60, n >= 86:
		return "", register.Unranked, "", nil
	case n < 62:
		short := "CAH"
		if district.Kind == "thành phố" {
			short = "CATP"
		}
		return "Công an " + district.Full(), register.ByDistrict, fmt.Sprintf("Công văn %d/%s-XDPT", 40+r.IntN(400), short), &on
	case n < 70:
		return "Công an tỉnh Ninh Thuận", register.ByProvince, fmt.Sprintf("Thông báo %d/TB-CAT-PV05", 20+r.IntN(90)), &on
	case n < 78:
		return "UBND " + w.Tree.Name(c, Today).Full(), register.ByCommune, fmt.Sprintf("%d/QĐ-UBND", 100+r.IntN(150)), &on
	}
	before := clock.NewDay(2024, 8, 19)
	if started > before {
		return "", register.Unranked, "", nil
	}
	return "Công an " + district.Full(), register.ByDistrict, fmt.Sprintf("%d/QĐ-CA", 300+r.IntN(90)), &before
}
