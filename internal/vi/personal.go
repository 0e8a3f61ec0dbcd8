package vi

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Personal is a kind of number that free text must not hold.
type Personal string

// The kinds, as people call them.
const (
	CitizenNumber Personal = "số định danh"
	PhoneNumber   Personal = "số điện thoại"
)

var (
	digitRun  = regexp.MustCompile(`[+]?[0-9]+(?:[ .-][0-9]+)*`)
	idGroups  = regexp.MustCompile(`^[0-9]{3}([ .-][0-9]{3}){2,3}$|^[0-9]{4}([ .-][0-9]{4}){2}$`)
	roundSum  = regexp.MustCompile(`^[1-9][0-9]{0,2}(\.[0-9]{3})*\.000$`)
	years     = regexp.MustCompile(`^(?:19|20)[0-9]{2}(?:[ .-](?:19|20)[0-9]{2}){2}$`)
	phoneForm = regexp.MustCompile(`^(?:0[2-9][0-9]{8,9}|[+]?84[2-9][0-9]{8,9})$`)
)

// FindPersonal looks for a citizen id (9 or 12 digits, in one piece or in
// groups) or a phone number in free text; "" means none. Round sums of money
// ("120.000.000"), dates and document numbers pass.
func FindPersonal(text string) Personal {
	for _, run := range digitRun.FindAllString(norm.NFKC.String(text), -1) {
		if p := personal(run); p != "" {
			return p
		}
		// A number may stand beside another: "năm 2025 0912345678".
		for _, part := range strings.FieldsFunc(run, func(r rune) bool { return r == ' ' || r == '.' || r == '-' }) {
			if p := personal(part); p != "" {
				return p
			}
		}
		for _, part := range strings.Fields(run) {
			if p := personal(part); p != "" {
				return p
			}
		}
	}
	return ""
}

func personal(run string) Personal {
	if roundSum.MatchString(run) || years.MatchString(run) {
		return ""
	}
	bare := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(run)
	if phoneForm.MatchString(bare) {
		return PhoneNumber
	}
	if whole := bare == run; (whole && (len(run) == 9 || len(run) == 12)) || idGroups.MatchString(run) {
		return CitizenNumber
	}
	return ""
}
