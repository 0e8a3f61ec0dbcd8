// Package verifyui is the public page that tells whether a paper's figures
// still stand and whether a certificate is in force: whoever holds the code may
// ask, nobody has to sign in.
//
// It owns no table and shows nothing but what the paper itself says of
// itself: kind, unit, phase, when it was made and frozen, code, digest, and
// the numbers of later corrections; of a certificate its form, recipient,
// decision and state. Look-ups are limited by address.
package verifyui

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
	"thidua/templates/verifyview"
)

// UI is the family's handlers.
type UI struct {
	Summaries    *summary.Service
	Certificates *certificate.Service

	limit limiter
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/xac-minh", Class: page.Public, Handler: u.Ask},
		{Method: "GET", Pattern: "/xac-minh/{ma}", Class: page.Public, Handler: u.Show},
	}
}

const field = "ma"

// Ask is the box for a code; one that was typed leads to its page.
func (u *UI) Ask(c *page.Context) error {
	if !c.R.URL.Query().Has(field) {
		return u.box(c, "", "", http.StatusOK)
	}
	typed := c.Query(field)
	code, ok := summary.ReadCode(typed)
	if !ok {
		return u.box(c, clip(typed), "Mã gồm 16 chữ cái và chữ số, ví dụ AB12-CD34-EF56-GH78. Mã in ở chân mỗi trang văn bản, ở góc dưới Giấy khen, Bằng khen.", http.StatusUnprocessableEntity)
	}
	return c.See("/xac-minh/"+code, "")
}

// clip keeps a typed code short enough to be shown again.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60])
	}
	return s
}

func (u *UI) box(c *page.Context, typed, refused string, status int) error {
	request := ""
	if status == http.StatusNotFound {
		request = c.RequestID
	}
	return c.Door(page.View{Title: "Xác minh văn bản", Status: status}, verifyview.AskPage(verifyview.Ask{Request: request,
		Code: ui.Field{Name: field, Label: "Mã xác minh", Value: typed, Required: true, Auto: "off", Max: 60, Error: refused, Hint: "16 ký tự ở chân trang văn bản hoặc trên Giấy khen, Bằng khen. Chữ hoa, chữ thường, gạch nối đều được."}}))
}

// Show tells of one code. An unknown one is a page that says so, with 404.
func (u *UI) Show(c *page.Context) error {
	now := c.Now.Wall
	if until, ok := u.limit.ask(c.Actor.Address, now); !ok {
		return fault.New(fault.TooMany, fmt.Sprintf("Có quá nhiều lần tra cứu từ địa chỉ mạng này. Thử lại sau %s.", vi.TimeOfDay(until.Add(time.Minute-1))))
	}
	code, ok := summary.ReadCode(c.Param(field))
	if ok && code != c.Param(field) {
		return c.See("/xac-minh/"+code, "")
	}
	if !ok {
		return u.unknown(c, clip(c.Param(field)))
	}
	v, err := u.Summaries.Verify(c.Ctx(), u.Summaries.Pool, code)
	if fault.KindOf(err) == fault.NotFound {
		return u.certificate(c, code)
	}
	if err != nil {
		return err
	}
	return c.Door(page.View{Title: "Xác minh văn bản"}, verifyview.ResultPage(result(v)))
}

// certificate tells of a code that is no report's.
func (u *UI) certificate(c *page.Context, code string) error {
	v, err := u.Certificates.Verify(c.Ctx(), u.Summaries.Pool, code)
	if fault.KindOf(err) == fault.NotFound {
		return u.unknown(c, summary.ShowCode(code))
	}
	if err != nil {
		return err
	}
	return c.Door(page.View{Title: "Xác minh " + v.Form}, verifyview.ResultPage(told(code, v)))
}

func told(code string, v certificate.Verified) verifyview.Result {
	r := verifyview.Result{Title: "Xác minh " + v.Form, Code: summary.ShowCode(code), Kind: "good", Verdict: v.Public.State, Sentence: "So tên người được khen, số và ngày quyết định ở đây với bản giấy.",
		Facts: []verifyview.Fact{{Label: "Hình thức", Text: v.Form}, {Label: "Người, tập thể được khen", Text: v.Recipient}, {Label: "Quyết định", Text: v.Public.Decision}, {Label: "Trạng thái", Text: v.Public.State}}}
	switch v.State {
	case award.Replaced:
		r.Kind, r.Sentence = "info", "Bản mang mã này không còn giá trị sử dụng; bản thay thế có mã khác."
		if v.Revoked {
			r.Kind = "bad"
			r.Notes = append(r.Notes, "Khen thưởng này sau đó đã bị thu hồi.")
		}
	case award.Revoked:
		r.Kind, r.Sentence = "bad", "Quyết định khen thưởng đối với người, tập thể này không còn hiệu lực."
	}
	return r
}

func (u *UI) unknown(c *page.Context, typed string) error {
	u.limit.missed(c.Actor.Address, c.Now.Wall)
	return u.box(c, typed, "Không có văn bản nào mang mã này. So lại từng ký tự với mã in trên giấy.", http.StatusNotFound)
}

var levelWords = map[string]string{"province": "Báo cáo cấp tỉnh", "district": "Báo cáo cấp huyện", "commune": "Báo cáo cấp xã"}

func result(v *summary.Verified) verifyview.Result {
	r := verifyview.Result{Title: "Xác minh văn bản", Code: summary.ShowCode(v.Code), Digest: v.Digest, Kind: "good", Verdict: "Số liệu khớp"}
	add := func(label, text string) {
		r.Facts = append(r.Facts, verifyview.Fact{Label: label, Text: text})
	}
	add("Loại văn bản", levelWords[v.Level]+" kết quả thực hiện "+vi.LowerFirst(v.Phase)+", "+madeWords(v))
	add("Đơn vị", vi.UpperFirst(v.Unit))
	if v.FrozenAt != nil {
		add("Chốt số liệu", vi.DayTime(*v.FrozenAt))
	} else {
		add("Chốt số liệu", "Đợt chưa chốt")
	}
	if v.Replaced {
		r.Notes = append(r.Notes, "Đơn vị đã có bản sau thay bản này.")
	}
	r.Sentence = "Mọi số liệu của văn bản đúng như số đang lưu."
	switch n := len(v.Corrections); {
	case !v.Intact:
		r.Kind, r.Verdict, r.Sentence = "bad", "Bản lưu không nguyên vẹn", "Mã băm tính lại không trùng mã băm đã ghi. Liên hệ Công an tỉnh để kiểm tra."
	case v.Unexplained > 0 && v.FrozenAt != nil:
		r.Kind, r.Verdict, r.Sentence = "bad", "Số liệu không khớp", fmt.Sprintf("%d báo cáo tháng đang lưu khác số của văn bản mà không có đính chính nào được ghi nhận. Liên hệ Công an tỉnh để kiểm tra.", v.Unexplained)
	case n > 0:
		r.Kind, r.Verdict, r.Sentence = "info", fmt.Sprintf("%d số liệu đã được đính chính sau khi chốt", n), "Các số liệu khác đúng như số đang lưu. "+vi.UpperFirst(numbered(v.Corrections))+"."
	case v.Unexplained > 0:
		r.Kind, r.Verdict, r.Sentence = "info", "Số liệu đã thay đổi sau khi gửi", fmt.Sprintf("%d báo cáo tháng được đính chính sau khi văn bản này được gửi; đợt chưa chốt.", v.Unexplained)
	}
	if v.Outside > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d báo cáo tháng đã duyệt không nằm trong số liệu của văn bản này.", v.Outside))
	}
	return r
}

func madeWords(v *summary.Verified) string {
	when := "ngày " + clock.DayOf(v.MadeAt).String()
	switch v.Kind {
	case summary.Freezing:
		return "bản chốt " + when
	case summary.Supplement:
		return fmt.Sprintf("bản bổ sung số %d %s", v.No, when)
	}
	return fmt.Sprintf("bản gửi lần %d %s", v.No, when)
}

// numbered is "đính chính số 1, ngày 06/02/2025; số 2, ngày 07/02/2025".
func numbered(list []summary.Numbered) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = fmt.Sprintf("số %d, ngày %s", n.No, n.On)
	}
	return "đính chính " + strings.Join(parts, "; ")
}
