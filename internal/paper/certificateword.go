package paper

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// compounds are words of two syllables that certificates of this force are
// full of; no line ends between the two.
var compounds = func() map[string]bool {
	all := map[string]bool{}
	for pair := range strings.SplitSeq("an ninh,an toàn,bảo đảm,bảo vệ,biên giới,chào mừng,chiến sĩ,chính trị,công an,cơ sở,cộng đồng,dân phố,"+
		"đảm bảo,đặc biệt,đấu tranh,địa bàn,địa phương,đồng chí,đơn vị,giữ gìn,giữ vững,góp phần,hoàn thành,khen thưởng,khu phố,kỷ niệm,"+
		"lập công,lực lượng,nhân dân,nhiệm vụ,phát động,phong trào,phòng cháy,phòng chống,phòng ngừa,quần chúng,tham gia,thành phố,thành tích,thi đua,"+
		"thị trấn,thị xã,thực hiện,tiêu biểu,toàn dân,tổ phó,tổ quốc,tổ trưởng,tổ viên,tội phạm,trật tự,truyền thống,tuần tra,ủy ban,vi phạm,"+
		"xã hội,xây dựng,xuất sắc", ",") {
		all[pair] = true
	}
	return all
}()

// places end in the name that follows them: "phường Phước Mỹ".
var places = map[string]bool{"tỉnh": true, "huyện": true, "xã": true, "phường": true, "thôn": true, "phố": true, "trấn": true}

// tokens are a line's words, those kept together that read badly apart: "khu
// phố 5", "an ninh,", "Phan Rang - Tháp Chàm", "ông Nguyễn", and the syllables
// of names within a sentence; a person's name alone, all in capitals, may wrap.
func tokens(line string) []string {
	var all []string
	split := words(line)
	names := slices.ContainsFunc(split, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLower(first)
	})
	before := ""
	for _, w := range split {
		if n := len(all); n > 0 && together(before, w, names) {
			all[n-1] += " " + w
		} else {
			all = append(all, w)
		}
		before = w
	}
	return all
}

// together tells whether a line may not end between two words.
func together(a, b string, names bool) bool {
	first, _ := utf8.DecodeRuneInString(b)
	switch {
	case first >= '0' && first <= '9', b == "-", b == "–":
		return true
	case a == "-", a == "–":
		return names
	case names && capital(a) && unicode.IsUpper(first):
		return true
	}
	a = strings.ToLower(a)
	if names && places[a] && unicode.IsUpper(first) {
		return true
	}
	return a == "ông" || a == "bà" || compounds[a+" "+strings.ToLower(strings.TrimRight(b, ".,;:)”"))]
}

// capital tells a word of a proper name that the next may belong to; a comma
// ends the name.
func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	return unicode.IsUpper(first) && unicode.IsLetter(last)
}
