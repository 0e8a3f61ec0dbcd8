package intake

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/vi"
)

// Kind is what a workbook brings.
type Kind string

// The kinds.
const (
	Members Kind = "members"
	Teams   Kind = "teams"
	Month   Kind = "month"
)

// Action is the right a kind needs where it writes.
func (k Kind) Action() access.Action {
	return map[Kind]access.Action{Members: access.RosterWrite, Teams: access.TeamWrite, Month: access.ReportEnter}[k]
}

// Noun is what the rows are called: "thành viên".
func (k Kind) Noun() string {
	return map[Kind]string{Members: "thành viên", Teams: "Tổ", Month: "ô số liệu"}[k]
}

// templateVersion changes when a form's columns do.
const templateVersion = "1"

// field is a column a workbook may have.
type field struct {
	key      string
	header   string // as our form writes it
	required bool
	variants []string // other names, folded by key()
}

// What sister systems call the columns stands among the variants.
var memberFields = []field{
	{"to", "Tổ", true, []string{"tento", "ten to", "ten to bao ve antt", "to bao ve antt", "to bao ve an ninh trat tu", "ten don vi to", "to dan pho", "thon khu pho"}},
	{"ho-ten", "Họ và tên", true, []string{"hoten", "ho ten", "ho va ten thanh vien", "ten thanh vien", "ho ten khai sinh"}},
	{"ngay-sinh", "Ngày sinh", false, []string{"ngaysinh", "ngay thang nam sinh", "sinh ngay", "nam sinh"}},
	{"gioi-tinh", "Giới tính", true, []string{"gioitinh", "gt", "nam nu"}},
	{"so-dinh-danh", "Số định danh/CCCD", false, []string{"cccd", "so cccd", "so dinh danh", "so dinh danh ca nhan", "can cuoc cong dan", "so can cuoc", "cmnd cccd", "cmnd", "so cmnd cccd", "cccd cmnd"}},
	{"dien-thoai", "Số điện thoại", false, []string{"sodienthoai", "dien thoai", "sdt", "so dt", "dt", "dien thoai lien he"}},
	{"chuc-danh", "Chức danh", true, []string{"chucvu", "chuc vu", "chuc danh trong to"}},
	{"ngay-tham-gia", "Ngày tham gia", true, []string{"ngaythamgialltgbvantt", "ngay tham gia lltgbvantt", "ngay tham gia luc luong", "tham gia tu ngay", "tham gia tu"}},
	{"quyet-dinh", "Quyết định công nhận", false, []string{"quyet dinh", "so quyet dinh", "so qd", "quyet dinh cong nhan thanh vien"}},
	{"ngay-thoi", "Ngày thôi tham gia", false, []string{"ngaythoithamgialltgbvantt", "ngay thoi tham gia lltgbvantt", "ngay thoi"}},
}

var teamFields = []field{
	{"ten", "Tên Tổ", true, []string{"tento", "ten to bao ve antt", "to", "ten don vi to", "ten to bao ve an ninh trat tu", "thon khu pho"}},
	{"ngay", "Ngày thành lập", true, []string{"ngay thanh lap to", "thanh lap ngay", "ngay quyet dinh thanh lap", "hoat dong tu ngay"}},
	{"quyet-dinh", "Quyết định thành lập", true, []string{"quyet dinh", "so quyet dinh", "can cu", "so qd thanh lap", "quyet dinh thanh lap to"}},
	{"dia-ban", "Địa bàn", false, []string{"dia ban phu trach", "dia ban to", "cac thon khu pho"}},
}

// personal are columns other systems keep that this one must not take.
var personal = map[string]bool{"dantoc": true, "tongiao": true, "suckhoe": true, "ketquachinhsach": true}

func (k Kind) fields() []field {
	if k == Teams {
		return teamFields
	}
	return memberFields
}

// key is a heading without marks, spaces and signs; what stands in brackets
// and the star of required columns do not count.
func key(header string) string {
	bare, _, _ := strings.Cut(header, "(")
	return letters(bare)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, vi.Fold(s))
}

func (f field) named(k string) bool {
	if k == letters(f.header) {
		return true
	}
	for _, v := range f.variants {
		if k == letters(v) {
			return true
		}
	}
	return false
}
