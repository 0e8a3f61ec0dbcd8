package award

import (
	"strconv"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Identity is what tells one person from another on a list.
type Identity struct {
	Person roster.PersonID
	Name   string
	Birth  *clock.Day
	Unit   org.UnitID // the commune: teams merge, persons move between them
	Where  string     // "Tổ bảo vệ ANTT khu phố 5, phường Kinh Dinh"
}

// nameLikeness is how near two names are.
type nameLikeness int

const (
	namesDiffer nameLikeness = iota
	namesNear                // one letter apart
	namesSame                // but for marks, capitals and spaces
)

// Namesakes guards against one person under two entries: names that are equal
// without marks, or one letter apart, of one birth year and one commune. An
// unknown birth year lets only equal names through.
func Namesakes(x Identity, others []Identity) []Finding {
	var out []Finding
	for _, o := range others {
		if x.Person == o.Person || x.Unit != o.Unit {
			continue
		}
		like := likeNames(x.Name, o.Name)
		year, known := sameYear(x.Birth, o.Birth)
		if like == namesDiffer || (known && !year) || (!known && like == namesNear) {
			continue
		}
		text := "Có thể trùng với " + o.Name
		if o.Birth != nil {
			y, _, _ := o.Birth.Date()
			text += ", sinh năm " + strconv.Itoa(y)
		}
		if o.Where != "" {
			text += ", " + o.Where
		}
		out = append(out, Finding{GuardName, Asks, text, "Xác nhận là hai người khác nhau, hoặc bỏ một dòng.", []Ref{{Kind: RefPerson, ID: int64(o.Person)}}})
	}
	return out
}

func sameYear(a, b *clock.Day) (same, known bool) {
	if a == nil || b == nil {
		return false, false
	}
	ya, _, _ := a.Date()
	yb, _, _ := b.Date()
	return ya == yb, true
}

func likeNames(a, b string) nameLikeness {
	a, b = vi.Fold(a), vi.Fold(b)
	switch {
	case a == "" || b == "":
		return namesDiffer
	case strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", ""):
		return namesSame
	case oneApart([]rune(a), []rune(b)):
		return namesNear
	}
	return namesDiffer
}

// oneApart tells whether one letter added, left out, changed, or swapped with
// its neighbour makes a of b.
func oneApart(a, b []rune) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	for i := range b {
		if a[i] == b[i] {
			continue
		}
		switch {
		case len(a) > len(b):
			return string(a[i+1:]) == string(b[i:])
		case string(a[i+1:]) == string(b[i+1:]):
			return true
		}
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
	}
	return len(a) != len(b) // equal up to a last letter
}
