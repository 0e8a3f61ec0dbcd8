// Package paper owns how an official paper looks: a small document model and
// its layout after Decree 30/2020/NĐ-CP, written as DOCX and handed to the
// print view in the same words; and certificates, written as PDF by templates
// in millimetres (certificate.go).
//
// It holds no table and no state and knows no capability: whoever signs, in
// whose name and on which legal basis is the caller's. Everything that goes
// in is cleaned (clean.go); it refuses tables whose cells do not fill their
// columns, and certificates that would be clipped, lack a line of the law or
// hold a letter that the fonts lack. Serves sections III and IV of the plan.
package paper

import (
	"time"

	"thidua/internal/clock"
)

// Kind is the type of a document, written as in a sentence.
type Kind string

// The kinds the campaign needs. A letter (công văn) prints no kind: its
// subject stands under the number as "V/v …".
const (
	Report     Kind = "Báo cáo"
	Letter     Kind = "Công văn"
	Submission Kind = "Tờ trình"
	Minutes    Kind = "Biên bản"
	Decision   Kind = "Quyết định"
	Guidance   Kind = "Hướng dẫn"
	Plan       Kind = "Kế hoạch"
	Notice     Kind = "Thông báo"
	List       Kind = "Danh sách"
)

// Document is one official paper. Texts are plain and may hold anything a
// person typed; lists come without their closing ";" and ".".
type Document struct {
	Kind    Kind
	Subject string // trích yếu; "\n" breaks the line
	Issuer  string // as in a sentence: "Công an tỉnh Ninh Thuận"
	Draft   bool   // "DỰ THẢO" under the number
	Form    string // of a decree, over the head: "Mẫu số 01"; "" for none
	Head    Head

	To        []string // Kính gửi
	Authority string   // of a decision: "Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận"
	Bases     []string // căn cứ
	Body      []Block

	// Sign is one signature at the right with the copies at its left; two or
	// more (minutes) stand side by side in this order, the copies below.
	Sign   []Signature
	Copies []string // nơi nhận
	Keep   string   // after "Lưu:", "VT, PX03"; "" for none

	Annexes []Annex
	Check   Check
	Made    time.Time // in the file's properties; same input, same bytes
}

// Head is what stands above the title.
type Head struct {
	Parent string // cơ quan chủ quản, "" for none; "\n" breaks the line
	Agency string // the issuing agency as the head writes it
	Number string // "" while none is given
	Symbol string // "BC-CAT-PX03"
	// Place opens the date line ("Ninh Thuận"); "" leaves the line out, as
	// minutes do.
	Place string
	Day   *clock.Day // nil while not signed
	Year  int        // printed while Day is nil; 0 leaves it blank
}

// Signature is a block of authority and name. Lines are printed in capitals:
// "TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"; "\n" breaks a long one.
type Signature struct {
	Lines []string
	Note  string // "(Ký, ghi rõ họ tên)", "" for none
	Name  string // with the police rank where the sector's rules have one
}

// Annex follows the signature on its own pages, numbered apart.
type Annex struct {
	Title string
	// Unlabelled annexes (a decision's list) carry no "Phụ lục" line.
	Unlabelled bool
	Landscape  bool
	Body       []Block
}

// Check is how a reader verifies the paper: small print at each page's foot.
type Check struct {
	Code   string
	Digest string // of the frozen figures, hexadecimal
	Text   string // one line more: where to look the code up
}
