package paper

// Key names a field of a certificate's template.
type Key string

// The fields. The three parts of a day are for blanks whose words "ngày …
// tháng … năm …" are printed already.
const (
	KeyEmblem         Key = "emblem"
	KeyNation         Key = "nation"
	KeyMotto          Key = "motto"
	KeyAuthority      Key = "authority"
	KeyVerb           Key = "verb"
	KeyForm           Key = "form"
	KeyRecipient      Key = "recipient"
	KeyPlace          Key = "place"
	KeyAchievement    Key = "achievement"
	KeyDecision       Key = "decision"
	KeyDecisionNumber Key = "decision_number"
	KeyDecisionDate   Key = "decision_date"
	KeyDecisionDay    Key = "decision_day"
	KeyDecisionMonth  Key = "decision_month"
	KeyDecisionYear   Key = "decision_year"
	KeyGoldenBook     Key = "golden_book"
	KeyDate           Key = "date"
	KeyDatePlace      Key = "date_place"
	KeyDateDay        Key = "date_day"
	KeyDateMonth      Key = "date_month"
	KeyDateYear       Key = "date_year"
	KeySignerTitle    Key = "signer_title"
	KeySignerName     Key = "signer_name"
	KeyQR             Key = "qr"
	KeyCode           Key = "code"
	KeyWhere          Key = "where"
	KeyCopy           Key = "copy"
)

// keys are all fields in the order of the paper, with their names.
var keys = []struct {
	key  Key
	name string
}{
	{KeyEmblem, "Quốc huy"},
	{KeyNation, "Quốc hiệu"},
	{KeyMotto, "Tiêu ngữ"},
	{KeyAuthority, "Chức vụ người quyết định khen thưởng"},
	{KeyVerb, "Tặng hoặc Truy tặng"},
	{KeyForm, "Hình thức khen thưởng"},
	{KeyRecipient, "Tên người hoặc tập thể được khen"},
	{KeyPlace, "Chức danh, đơn vị hoặc địa chỉ"},
	{KeyAchievement, "Thành tích"},
	{KeyDecision, "Số và ngày quyết định"},
	{KeyDecisionNumber, "Số quyết định"},
	{KeyDecisionDate, "Ngày, tháng, năm quyết định"},
	{KeyDecisionDay, "Ngày quyết định (chỉ số)"},
	{KeyDecisionMonth, "Tháng quyết định (chỉ số)"},
	{KeyDecisionYear, "Năm quyết định (chỉ số)"},
	{KeyGoldenBook, "Số sổ vàng"},
	{KeyDate, "Địa danh, ngày, tháng, năm"},
	{KeyDatePlace, "Địa danh"},
	{KeyDateDay, "Ngày ký (chỉ số)"},
	{KeyDateMonth, "Tháng ký (chỉ số)"},
	{KeyDateYear, "Năm ký (chỉ số)"},
	{KeySignerTitle, "Chức vụ người ký"},
	{KeySignerName, "Họ tên người ký"},
	{KeyQR, "Mã QR xác minh"},
	{KeyCode, "Mã xác minh"},
	{KeyWhere, "Nơi tra cứu mã"},
	{KeyCopy, "Dấu bản cấp lại"},
}

// Keys are all fields in the order of the paper.
func Keys() []Key {
	all := make([]Key, len(keys))
	for i, k := range keys {
		all[i] = k.key
	}
	return all
}

// Name is the field as people call it, "" for an unknown one.
func (k Key) Name() string {
	for _, x := range keys {
		if x.key == k {
			return x.name
		}
	}
	return ""
}

// drawn fields hold no text: their Y is the upper edge, their width the side
// of a square.
func (k Key) drawn() bool { return k == KeyEmblem || k == KeyQR }

// legal are the lines every certificate carries (Decree 98/2023/NĐ-CP, article
// 104), each with the fields of which all together, or the first alone, say it.
var legal = [][]Key{
	{KeyNation},
	{KeyMotto},
	{KeyAuthority},
	{KeyVerb},
	{KeyForm},
	{KeyRecipient},
	{KeyPlace},
	{KeyAchievement},
	{KeyDecision, KeyDecisionNumber, KeyDecisionDate},
	{KeyGoldenBook},
	{KeyDate, KeyDatePlace, KeyDateDay, KeyDateMonth, KeyDateYear},
	{KeySignerTitle},
	{KeySignerName},
}
