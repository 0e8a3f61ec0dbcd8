package paper

import "time"

const (
	prolog     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relations  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relation   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	word       = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// file is one part of the package.
type file struct {
	name string
	body []byte
}

// files are all parts, the content types first as Word writes them.
func (l *Layout) files() []file {
	foot := len(l.Foot) > 0
	all := []file{
		{"[Content_Types].xml", contentTypes(foot)},
		{"_rels/.rels", []byte(prolog + `<Relationships ` + relations + `><Relationship Id="rId1" Type="` + relation + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`<Relationship Id="rId3" Type="` + relation + `extended-properties" Target="docProps/app.xml"/></Relationships>`)},
		{"docProps/core.xml", l.core()},
		{"docProps/app.xml", l.app()},
		{"word/document.xml", l.documentXML()},
		{"word/_rels/document.xml.rels", documentRelations(foot)},
		{"word/styles.xml", stylesXML},
		{"word/settings.xml", []byte(settingsXML)},
		{"word/fontTable.xml", []byte(fontTableXML)},
		{"word/header1.xml", []byte(headerXML)},
		{"word/header2.xml", []byte(firstHeaderXML)},
	}
	if foot {
		all = append(all, file{"word/footer1.xml", l.footerXML()}, file{"word/footer2.xml", l.footerXML()})
	}
	return all
}

func contentTypes(foot bool) []byte {
	s := prolog + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + word + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + word + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + word + `settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="` + word + `fontTable+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="` + word + `header+xml"/><Override PartName="/word/header2.xml" ContentType="` + word + `header+xml"/>`
	if foot {
		s += `<Override PartName="/word/footer1.xml" ContentType="` + word + `footer+xml"/><Override PartName="/word/footer2.xml" ContentType="` + word + `footer+xml"/>`
	}
	return []byte(s + `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`)
}

func documentRelations(foot bool) []byte {
	s := prolog + `<Relationships ` + relations + `>`
	for _, r := range [][3]string{{"rIdStyles", "styles", "styles.xml"}, {"rIdSettings", "settings", "settings.xml"}, {"rIdFonts", "fontTable", "fontTable.xml"},
		{"rIdHeader", "header", "header1.xml"}, {"rIdFirstHeader", "header", "header2.xml"}, {"rIdFooter", "footer", "footer1.xml"}, {"rIdFirstFooter", "footer", "footer2.xml"}} {
		if r[1] != "footer" || foot {
			s += `<Relationship Id="` + r[0] + `" Type="` + relation + r[1] + `" Target="` + r[2] + `"/>`
		}
	}
	return []byte(s + `</Relationships>`)
}

func (l *Layout) core() []byte {
	x := &xmlWriter{}
	x.raw(prolog + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	x.text(l.Title)
	x.raw(`</dc:title><dc:creator>`)
	x.text(l.Author)
	x.raw(`</dc:creator><cp:lastModifiedBy>`)
	x.text(l.Author)
	made := l.Made.UTC().Format(time.RFC3339)
	x.raw(`</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">` + made + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + made + `</dcterms:modified><dc:language>vi-VN</dc:language></cp:coreProperties>`)
	return x.b
}

func (l *Layout) app() []byte {
	x := &xmlWriter{}
	x.raw(prolog + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>thidua</Application><Company>`)
	x.text(l.Author)
	x.raw(`</Company></Properties>`)
	return x.b
}

func (l *Layout) footerXML() []byte {
	x := &xmlWriter{}
	x.raw(prolog + `<w:ftr ` + namespaces + `>`)
	for _, line := range l.Foot {
		x.paragraph(line, textWidth(false))
	}
	x.raw(`</w:ftr>`)
	return x.b
}

// headerXML is the page number in the middle of the top margin; the first
// page of each sheet has firstHeaderXML, which is empty.
const (
	headerXML = prolog + `<w:hdr ` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`
	firstHeaderXML = prolog + `<w:hdr ` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>`

	settingsXML = prolog + `<w:settings ` + namespaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`

	fontTableXML = prolog + `<w:fonts ` + namespaces + `><w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>` +
		`<w:font w:name="Liberation Serif"><w:altName w:val="Times New Roman"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`
)
