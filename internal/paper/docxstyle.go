package paper

import (
	"strconv"
	"strings"
)

// style is a role as Word knows it: sizes in points, distances in millimetres
// but before and after in points.
type style struct {
	role          Role
	id, name      string
	size          float64
	bold, italic  bool
	align         string // left, center, right, both
	before, after float64
	spacing       float64 // lines; 0 is single
	first, left   float64 // first-line indent (negative hangs) and left indent
	right         float64
	keep          bool // with the next
	together      bool // no distance between two of them
	outline       int  // 1 to 3 for headings
}

const (
	bodySize   = 14.0
	bodyIndent = 12.7
	bodyGap    = 6.0
	bodyLines  = 1.15
	// smallSize is for names of the head too long for the usual size.
	smallSize   = 12.0
	smallHalves = "24"
)

// toIndent is where "Kính gửi:" begins when there are several; the dashes
// stand under its colon.
const toIndent = 24.0

var styles = []style{
	{role: FormLine, id: "MauSo", name: "Mẫu số", size: 12, bold: true, align: "right", after: 3, keep: true},
	{role: Nation, id: "QuocHieu", name: "Quốc hiệu", size: 13, bold: true, align: "center"},
	{role: Motto, id: "TieuNgu", name: "Tiêu ngữ", size: 14, bold: true, align: "center"},
	{role: Parent, id: "CoQuanChuQuan", name: "Cơ quan chủ quản", size: 13, align: "center"},
	{role: Agency, id: "CoQuanBanHanh", name: "Cơ quan ban hành", size: 13, bold: true, align: "center"},
	{role: NumberLine, id: "SoKyHieu", name: "Số, ký hiệu", size: 13, align: "center", before: 3},
	{role: Brief, id: "VeViec", name: "Trích yếu công văn", size: 13, align: "center", before: 6},
	{role: PlaceDate, id: "DiaDanhNgayThang", name: "Địa danh, ngày tháng", size: 13, italic: true, align: "center", before: 3},
	{role: KindTitle, id: "Title", name: "Title", size: 14, bold: true, align: "center", before: 18, keep: true},
	{role: Subject, id: "Subtitle", name: "Subtitle", size: 14, bold: true, align: "center", keep: true},
	{role: Authority, id: "ThamQuyen", name: "Thẩm quyền ban hành", size: 14, bold: true, align: "center", before: 6, after: 10, keep: true},
	{role: To, id: "KinhGui", name: "Kính gửi", size: 14, align: "center", before: 12, after: 12, left: 12, right: 12},
	{role: ToMany, id: "KinhGuiNhieuNoi", name: "Kính gửi nhiều nơi", size: 14, align: "left", before: 12, left: toIndent, keep: true},
	{role: ToItem, id: "NoiKinhGui", name: "Nơi kính gửi", size: 14, align: "left", after: 12, left: toIndent + 20.3, first: -2.9, together: true},
	{role: Basis, id: "CanCu", name: "Căn cứ", size: bodySize, italic: true, align: "both", after: bodyGap, spacing: bodyLines, first: bodyIndent},
	{role: Heading1, id: "Heading1", name: "heading 1", size: bodySize, bold: true, align: "both", before: 6, after: bodyGap, spacing: bodyLines, first: bodyIndent, keep: true, outline: 1},
	{role: Heading2, id: "Heading2", name: "heading 2", size: bodySize, bold: true, align: "both", after: bodyGap, spacing: bodyLines, first: bodyIndent, keep: true, outline: 2},
	{role: Heading3, id: "Heading3", name: "heading 3", size: bodySize, align: "both", after: bodyGap, spacing: bodyLines, first: bodyIndent, keep: true, outline: 3},
	{role: BodyText, id: "BodyText", name: "Body Text", size: bodySize, align: "both", after: bodyGap, spacing: bodyLines, first: bodyIndent},
	{role: MiddleLine, id: "DongGiua", name: "Dòng giữa", size: 14, bold: true, align: "center", before: 6, after: 8, keep: true},
	{role: Caption, id: "Caption", name: "caption", size: 13, bold: true, align: "center", before: 6, after: 4, keep: true},
	{role: UnitLine, id: "DonViTinh", name: "Đơn vị tính", size: 12, italic: true, align: "right", after: 3, keep: true},
	{role: CopyHead, id: "NoiNhan", name: "Nơi nhận", size: 12, bold: true, italic: true, align: "left"},
	{role: CopyItem, id: "NoiNhanDong", name: "Nơi nhận, từng nơi", size: 11, align: "left", first: -2.3, left: 2.3},
	{role: SignLine, id: "Signature", name: "Signature", size: 14, bold: true, align: "center", keep: true},
	{role: SignNote, id: "GhiChuKy", name: "Ghi chú chữ ký", size: 13, italic: true, align: "center", keep: true},
	{role: SignName, id: "HoTenKy", name: "Họ tên người ký", size: 14, bold: true, align: "center", before: 72},
	{role: AnnexLabel, id: "PhuLuc", name: "Phụ lục", size: 14, bold: true, align: "center", keep: true},
	{role: AnnexTitle, id: "TenPhuLuc", name: "Tên phụ lục", size: 14, bold: true, align: "center", keep: true},
	{role: AnnexNote, id: "KemTheo", name: "Kèm theo", size: 14, italic: true, align: "center", after: 10, keep: true},
	{role: FootLine, id: "Footer", name: "footer", size: 8, align: "left"},
	{role: headerRole, id: "Header", name: "header", size: 14, align: "center"},
	{role: cellRole, id: "ChuTrongBang", name: "Chữ trong bảng", size: 12, align: "left", before: 2, after: 2},
	{role: denseRole, id: "ChuTrongBangNho", name: "Chữ nhỏ trong bảng", size: 10.5, align: "left", before: 1, after: 1},
	{role: ruleRole, id: "DuongKe", name: "Đường kẻ", size: 1, align: "center", before: 2, after: 6},
	{role: gapRole, id: "SauBang", name: "Sau bảng", size: 1, align: "left"},
	{role: sheetRole, id: "HetPhan", name: "Hết phần", size: 1, align: "left"},
}

// The roles that are Word's alone: no words stand in them.
const (
	headerRole Role = "header"
	cellRole   Role = "cell"
	denseRole  Role = "dense"
	ruleRole   Role = "rule"
	gapRole    Role = "gap"
	sheetRole  Role = "sheet"
)

var styleOf = func() map[Role]*style {
	m := make(map[Role]*style, len(styles))
	for i := range styles {
		m[styles[i].role] = &styles[i]
	}
	return m
}()

const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>`

// stylesXML is word/styles.xml; it never changes.
var stylesXML = func() []byte {
	var b strings.Builder
	b.WriteString(prolog + `<w:styles ` + namespaces + `>` +
		`<w:docDefaults><w:rPrDefault><w:rPr>` + fonts + `<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr><w:lang w:val="vi-VN"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for i := range styles {
		styles[i].write(&b)
	}
	b.WriteString(`</w:styles>`)
	return []byte(b.String())
}()

func (s *style) write(b *strings.Builder) {
	b.WriteString(`<w:style w:type="paragraph"`)
	if !builtIn[s.name] {
		b.WriteString(` w:customStyle="1"`)
	}
	b.WriteString(` w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/><w:basedOn w:val="Normal"/>`)
	if s.outline > 0 || s.role == KindTitle || s.role == Subject {
		b.WriteString(`<w:next w:val="BodyText"/>`)
	}
	b.WriteString(`<w:qFormat/><w:pPr>`)
	if s.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if s.role == ruleRole {
		b.WriteString(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>`)
	}
	line := ` w:line="` + strconv.Itoa(int(max(s.spacing, 1)*240)) + `" w:lineRule="auto"`
	switch s.role {
	case ruleRole, sheetRole:
		line = ` w:line="40" w:lineRule="exact"`
	case gapRole:
		line = ` w:line="160" w:lineRule="exact"`
	}
	b.WriteString(`<w:spacing w:before="` + twips(s.before*mmPerPoint) + `" w:after="` + twips(s.after*mmPerPoint) + `"` + line + `/>`)
	if s.first != 0 || s.left != 0 || s.right != 0 {
		b.WriteString(`<w:ind w:left="` + twips(s.left) + `" w:right="` + twips(s.right) + `"`)
		if s.first < 0 {
			b.WriteString(` w:hanging="` + twips(-s.first) + `"`)
		} else {
			b.WriteString(` w:firstLine="` + twips(s.first) + `"`)
		}
		b.WriteString(`/>`)
	}
	if s.together {
		b.WriteString(`<w:contextualSpacing/>`)
	}
	b.WriteString(`<w:jc w:val="` + s.align + `"/>`)
	if s.outline > 0 {
		b.WriteString(`<w:outlineLvl w:val="` + strconv.Itoa(s.outline-1) + `"/>`)
	}
	b.WriteString(`</w:pPr><w:rPr>`)
	if s.bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if s.italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	half := strconv.Itoa(int(s.size * 2))
	b.WriteString(`<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/><w:lang w:val="vi-VN"/></w:rPr></w:style>`)
}

// builtIn are the names Word has of its own.
var builtIn = map[string]bool{"Title": true, "Subtitle": true, "heading 1": true, "heading 2": true, "heading 3": true, "Body Text": true, "caption": true, "Signature": true, "header": true, "footer": true}

const mmPerPoint = 25.4 / 72

// twips is a distance of millimetres in twentieths of a point.
func twips(mm float64) string { return strconv.Itoa(twip(mm)) }

func twip(mm float64) int { return int(mm*1440/25.4 + 0.5) }
