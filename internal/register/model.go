package register

import (
	"fmt"
	"slices"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// ModelID keys community_model.
type ModelID int64

// Rank is the level that recognised a model; which ranks count on which day is
// the plan's (a dated setting).
type Rank string

// The ranks; Unranked is not recognised.
const (
	Unranked   Rank = ""
	ByCommune  Rank = "commune"
	ByDistrict Rank = "district"
	ByProvince Rank = "province"
	ByMinistry Rank = "ministry"
)

// firstStart is the earliest day a model may have begun on.
var firstStart = clock.NewDay(1990, 1, 1)

// Ranks in the order forms offer them.
var Ranks = []Rank{Unranked, ByCommune, ByDistrict, ByProvince, ByMinistry}

// Label is the rank in words.
func (r Rank) Label() string {
	return map[Rank]string{Unranked: "Chưa được ghi nhận", ByCommune: "Cấp xã", ByDistrict: "Cấp huyện (Công an, UBND cấp huyện)",
		ByProvince: "Cấp tỉnh (Công an tỉnh, UBND tỉnh)", ByMinistry: "Bộ Công an, Trung ương"}[r]
}

// Fields are the usual fields of models, offered by the form; any other may be
// typed.
var Fields = []string{"Phòng, chống tội phạm", "Phòng, chống tệ nạn xã hội, ma túy", "Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
	"An toàn giao thông", "Quản lý cư trú, nhân khẩu", "Cảm hóa, giáo dục người lầm lỗi", "Tự quản về an ninh, trật tự", "An ninh biên giới, biển"}

// Model is a community model of a commune.
type Model struct {
	ID        ModelID    `db:"id"`
	Commune   org.UnitID `db:"commune_id"`
	Name      string     `db:"name"`
	Field     string     `db:"field"`
	Effect    string     `db:"effect"`
	StartedOn clock.Day  `db:"started_on"`
	EndedOn   *clock.Day `db:"ended_on"` // its last working day
	EndedWhy  string     `db:"ended_why"`
	// Of several recognitions the highest, of these the earliest.
	RecognisedBy   string            `db:"recognised_by"`
	RecognisedRank Rank              `db:"recognised_level"`
	RecognisedOn   *clock.Day        `db:"recognised_on"`
	RecognisedDoc  string            `db:"recognised_doc"`
	Teams          []org.UnitID      `db:"teams"`   // credited
	Members        []roster.PersonID `db:"members"` // credited
	Files          int               `db:"files"`   // evidence not withdrawn
	Author         string            `db:"author"`
	CreatedAt      time.Time         `db:"created_at"`
	WithdrawnAt    *time.Time        `db:"withdrawn_at"`
	WithdrawnWhy   string            `db:"withdrawn_why"`
	Version        int               `db:"version"`
}

// Input is the model as its form begins with.
func (m Model) Input() ModelInput {
	return ModelInput{Name: m.Name, Field: m.Field, Effect: m.Effect, StartedOn: &m.StartedOn, EndedOn: m.EndedOn, EndedWhy: m.EndedWhy, Teams: m.Teams, Members: m.Members}
}

// ModelInput is what the form asks; the fields' names in it are ten, linh-vuc,
// hieu-qua, bat-dau, ket-thuc, vi-sao, to (many), thanh-vien (many), and those
// of RecognitionInput, which is taken when a model is added.
type ModelInput struct {
	Name        string            `json:"name"`
	Field       string            `json:"field"`
	Effect      string            `json:"effect"`
	StartedOn   *clock.Day        `json:"started_on"`
	EndedOn     *clock.Day        `json:"ended_on"`
	EndedWhy    string            `json:"ended_why,omitempty"`
	Teams       []org.UnitID      `json:"teams"`
	Members     []roster.PersonID `json:"members,omitempty"`
	Recognition RecognitionInput  `json:"recognition,omitzero"`
}

// Clean brings the texts to NFC.
func (in *ModelInput) Clean() {
	in.Name, in.Field, in.Effect = vi.CleanLine(in.Name), vi.CleanLine(in.Field), vi.Clean(in.Effect)
	in.EndedWhy = vi.CleanLine(in.EndedWhy)
	in.Recognition.Clean()
	slices.Sort(in.Members)
	in.Members = slices.Compact(in.Members)
}

// Check collects everything refused; fields f holds already are passed over.
func (in ModelInput) Check(f *fault.Fields, now clock.Moment) {
	check(f, "ten", "tên mô hình", in.Name, true, 200)
	check(f, "linh-vuc", "lĩnh vực", in.Field, true, 120)
	check(f, "hieu-qua", "hiệu quả", in.Effect, false, 2000)
	switch {
	case f.Has("bat-dau"):
	case in.StartedOn == nil:
		f.Add("bat-dau", "Nhập ngày bắt đầu hoạt động.")
	case *in.StartedOn > now.Today || *in.StartedOn < firstStart:
		f.Add("bat-dau", fmt.Sprintf("Ngày bắt đầu phải từ %s đến hôm nay.", firstStart))
	}
	switch {
	case f.Has("ket-thuc") || in.EndedOn == nil:
	case *in.EndedOn > now.Today:
		f.Add("ket-thuc", "Ngày kết thúc không được sau hôm nay; mô hình đang hoạt động thì để trống.")
	case in.StartedOn != nil && *in.EndedOn < *in.StartedOn:
		f.Add("ket-thuc", "Ngày kết thúc không được trước ngày bắt đầu.")
	}
	check(f, "vi-sao", "lý do kết thúc", in.EndedWhy, in.EndedOn != nil, 300)
	if in.EndedOn == nil && in.EndedWhy != "" && !f.Has("ket-thuc") {
		f.Add("ket-thuc", "Nhập ngày cuối còn hoạt động, hoặc xóa lý do kết thúc.")
	}
	if in.Recognition.Given() || f.Has("ngay-ghi-nhan") {
		in.Recognition.Check(f, now, Models, in.StartedOn)
	}
}

// firstDay is the first day whose count of 2.1 the model may change.
func (in ModelInput) firstDay() clock.Day {
	if in.Recognition.On != nil {
		return *in.Recognition.On
	}
	return *in.StartedOn
}
