package paper

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Form is the form of commendation that a certificate carries.
type Form string

// The two forms of the campaign.
const (
	GiayKhen Form = "giay_khen"
	BangKhen Form = "bang_khen"
)

// Name is the form as written in a sentence, "" for an unknown one.
func (f Form) Name() string {
	switch f {
	case GiayKhen:
		return "Giấy khen"
	case BangKhen:
		return "Bằng khen"
	}
	return ""
}

// Certificate is what one certificate says. Texts are plain; "\n" breaks the
// line of an authority, a name, a place, an achievement or a signer's title
// where a person wants it broken. Capitals are the template's.
type Certificate struct {
	Form       Form
	Posthumous bool   // TRUY TẶNG instead of TẶNG
	Authority  string // "Chủ tịch Ủy ban nhân dân\nthành phố Phan Rang - Tháp Chàm"
	Recipient  Recipient
	// Achievement is the sentence of merit: "Đã có thành tích xuất sắc …".
	Achievement string

	DecisionNumber string // "345/QĐ-UBND"
	DecisionDay    clock.Day
	GoldenBook     string // the recipient's number in the decision

	Place       string // of signing: "Ninh Thuận"
	Day         clock.Day
	SignerTitle string // "KT. Chủ tịch\nPhó Chủ tịch"
	SignerName  string

	Code  string // of verification, "" for none
	URL   string // in the QR code, "" for none
	Where string // a line that says where to look the code up
	Copy  string // marks a re-issue: "Cấp lại lần 1"
}

// Recipient is who is commended.
type Recipient struct {
	Kind RecipientKind
	Name string
	// Place is the address, or position and unit: "Tổ trưởng Tổ bảo vệ an
	// ninh, trật tự khu phố 5, phường Phước Mỹ".
	Place string
}

// RecipientKind tells a team from a person.
type RecipientKind string

// The kinds of recipients.
const (
	TeamRecipient   RecipientKind = "team"
	MemberRecipient RecipientKind = "member"
)

// called names the recipient in a message.
func (r Recipient) called() string {
	name := CleanLine(r.Name)
	switch {
	case name == "":
		return "chưa có tên"
	case r.Kind == MemberRecipient:
		return "cá nhân " + name
	}
	return "tập thể " + name
}

// text is what a field prints of the certificate; lines may be forced by "\n".
func (c Certificate) text(k Key) string {
	switch k {
	case KeyNation:
		return "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	case KeyMotto:
		return "Độc lập - Tự do - Hạnh phúc"
	case KeyAuthority:
		return cleanLines(c.Authority)
	case KeyVerb:
		if c.Posthumous {
			return "Truy tặng"
		}
		return "Tặng"
	case KeyForm:
		return c.Form.Name()
	case KeyRecipient:
		return cleanLines(c.Recipient.Name)
	case KeyPlace:
		return cleanLines(c.Recipient.Place)
	case KeyAchievement:
		return cleanLines(c.Achievement)
	case KeyDecision:
		return CleanLine(c.DecisionNumber) + " " + vi.DocumentDay(c.DecisionDay)
	case KeyDecisionNumber:
		return CleanLine(c.DecisionNumber)
	case KeyDecisionDate:
		return vi.DocumentDay(c.DecisionDay)
	case KeyDecisionDay, KeyDecisionMonth, KeyDecisionYear:
		return part(c.DecisionDay, k)
	case KeyGoldenBook:
		return CleanLine(c.GoldenBook)
	case KeyDate:
		return CleanLine(c.Place) + ", " + vi.DocumentDay(c.Day)
	case KeyDatePlace:
		return CleanLine(c.Place)
	case KeyDateDay, KeyDateMonth, KeyDateYear:
		return part(c.Day, k)
	case KeySignerTitle:
		return cleanLines(c.SignerTitle)
	case KeySignerName:
		return CleanLine(c.SignerName)
	case KeyCode:
		return CleanLine(c.Code)
	case KeyWhere:
		return CleanLine(c.Where)
	case KeyCopy:
		return CleanLine(c.Copy)
	}
	return ""
}

// part is the day, month or year alone, padded as documents write them.
func part(d clock.Day, k Key) string {
	said := strings.Fields(vi.DocumentDay(d)) // ngày 05 tháng 02 năm 2025
	switch k {
	case KeyDecisionDay, KeyDateDay:
		return said[1]
	case KeyDecisionMonth, KeyDateMonth:
		return said[3]
	}
	return said[5]
}

// words are the words of a line; a no-break space keeps two together.
func words(line string) []string {
	return strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\n' })
}

// cleanLines is Clean with every line trimmed and empty ones left out.
func cleanLines(s string) string {
	var all []string
	for l := range strings.Lines(Clean(s)) {
		if l = strings.Join(words(l), " "); l != "" {
			all = append(all, l)
		}
	}
	return strings.Join(all, "\n")
}
