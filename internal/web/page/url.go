package page

import (
	"net/url"
	"strconv"
)

// Where things are: the one place addresses are put together.

// UnitURL is a unit's page.
func UnitURL(id int64) string { return "/don-vi/" + strconv.FormatInt(id, 10) }

// TeamURL is a team's page.
func TeamURL(id int64) string { return "/to/" + strconv.FormatInt(id, 10) }

// ReportURL is a monthly report's page.
func ReportURL(id int64) string { return "/bao-cao/" + strconv.FormatInt(id, 10) }

// CellURL is one figure of a report; row 0 is the whole commune.
func CellURL(report, row int64, slot int) string {
	return ReportURL(report) + "/o/" + strconv.FormatInt(row, 10) + "/" + strconv.Itoa(slot)
}

// Asked is what a scorecard or explanation shows: a unit over a span in a
// reading. Span: "dot-1" (a phase's code), "toan" (campaign to date) or
// "ky-3" (a period, from 1).
type Asked struct {
	Unit        int64
	Span        string
	Today       bool // theo đơn vị hiện nay
	Provisional bool // tạm tính
}

// query writes the address's values in the order of their names; indicator ""
// is left out. Scorecards write hundreds.
func (a Asked) query(path, indicator string) string {
	b := append(make([]byte, 0, 96), path...)
	sep := byte('?')
	add := func(name, value string) {
		b = append(append(append(b, sep), name...), '=')
		b = append(b, url.QueryEscape(value)...)
		sep = '&'
	}
	if indicator != "" {
		add("chi-tieu", indicator)
	}
	if a.Today {
		add("doc", "hien-nay")
	}
	if a.Unit > 0 {
		add("don-vi", strconv.FormatInt(a.Unit, 10))
	}
	if a.Span != "" {
		add("khoang", a.Span)
	}
	if a.Provisional {
		add("tam-tinh", "1")
	}
	return string(b)
}

// ScoreURL is the scorecard.
func ScoreURL(a Asked) string { return a.query("/bang-ket-qua", "") }

// WhyURL is the explanation of an indicator's verdict.
func WhyURL(a Asked, indicator string) string { return a.query("/giai-thich", indicator) }

// ProgressURL is how far the reports of a unit have come.
func ProgressURL(a Asked) string {
	return Asked{Unit: a.Unit, Span: a.Span}.query("/tien-do", "")
}

// ReportsURL is the list of monthly reports: span is a period's number from 1,
// "0" for all or a phase's code; unit 0 is the reader's own scope; state is a
// filter of the list, "" for all.
func ReportsURL(span string, unit int64, state string) string {
	v := url.Values{"ky": {span}}
	if unit > 0 {
		v.Set("don-vi", strconv.FormatInt(unit, 10))
	}
	if state != "" {
		v.Set("trang-thai", state)
	}
	return "/bao-cao?" + v.Encode()
}

// MemberURL is a person's page: services in teams, history.
func MemberURL(id int64) string { return "/thanh-vien/" + strconv.FormatInt(id, 10) }

// SummaryURL is a phase report's page.
func SummaryURL(id int64) string { return "/bao-cao-dot/xem/" + strconv.FormatInt(id, 10) }

// QuestionURL is a question's page.
func QuestionURL(id int64) string { return "/vuong-mac/" + strconv.FormatInt(id, 10) }

// AwardsURL is the award history of a team, or of a person.
func AwardsURL(person bool, id int64) string {
	if person {
		return "/khen-thuong/lich-su/ca-nhan/" + strconv.FormatInt(id, 10)
	}
	return "/khen-thuong/lich-su/to/" + strconv.FormatInt(id, 10)
}

// CertificateURL is a certificate's page.
func CertificateURL(id int64) string {
	return "/khen-thuong/chung-nhan/" + strconv.FormatInt(id, 10)
}

// DecidedURL is where a decision's certificates are made and printed.
func DecidedURL(id int64) string {
	return "/khen-thuong/chung-nhan/quyet-dinh/" + strconv.FormatInt(id, 10)
}

// DecisionURL is a decision on awards.
func DecisionURL(id int64) string { return "/khen-thuong/quyet-dinh/" + strconv.FormatInt(id, 10) }

// NomineeURL is a nominee in its dossier.
func NomineeURL(dossier, nominee int64) string {
	return DossierURL(dossier) + "/truong-hop/" + strconv.FormatInt(nominee, 10)
}

// DossierURL is a proposal for awards.
func DossierURL(id int64) string { return "/khen-thuong/ho-so/" + strconv.FormatInt(id, 10) }
