package paper_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/paper/papertest"
)

// order is the sequence the schema (ISO/IEC 29500-4, wml.xsd) gives the
// children of an element; Word refuses a file that breaks it.
var order = map[string][]string{
	"pPr":         strings.Fields("pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"),
	"rPr":         strings.Fields("rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"),
	"tblPr":       strings.Fields("tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"),
	"tcPr":        strings.Fields("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
	"tblCellMar":  strings.Fields("top left bottom right"),
	"tcMar":       strings.Fields("top left bottom right"),
	"tblBorders":  strings.Fields("top left bottom right insideH insideV"),
	"sectPr":      strings.Fields("headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"),
	"style":       strings.Fields("name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr"),
	"settings":    strings.Fields("writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation characterSpacingControl footnotePr endnotePr compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator"),
	"font":        strings.Fields("altName panose1 charset family notTrueType pitch sig"),
	"docDefaults": strings.Fields("rPrDefault pPrDefault"),
	"styles":      strings.Fields("docDefaults latentStyles style"),
	"tbl":         strings.Fields("tblPr tblGrid tr"),
	"tr":          strings.Fields("tblPrEx trPr tc"),
}

// children of elements that hold only these.
var only = map[string][]string{
	"body": strings.Fields("p tbl sectPr"), "tc": strings.Fields("tcPr p"), "p": strings.Fields("pPr r"), "r": strings.Fields("rPr t br fldChar instrText"),
	"trPr": strings.Fields("cantSplit tblHeader"), "tblGrid": strings.Fields("gridCol"), "document": {"body"}, "hdr": {"p"}, "ftr": {"p"},
	"pBdr": {"top"}, "compat": {"compatSetting"}, "fonts": {"font"}, "rPrDefault": {"rPr"}, "pPrDefault": {"pPr"},
}

type node struct {
	name  string
	attrs map[string]string
	kids  []*node
	text  string
}

func parse(t *testing.T, name string, b []byte) *node {
	t.Helper()
	top := &node{}
	stack := []*node{top}
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		last := stack[len(stack)-1]
		switch e := token.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, attrs: map[string]string{}}
			for _, a := range e.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			last.kids = append(last.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			last.text += string(e)
		}
	}
	return top.kids[0]
}

func (n *node) all(name string, visit func(*node)) {
	if n.name == name || name == "*" {
		visit(n)
	}
	for _, k := range n.kids {
		k.all(name, visit)
	}
}

func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func TestPackagesKeepTheSchema(t *testing.T) {
	for _, s := range papertest.Samples() {
		t.Run(s.Name, func(t *testing.T) {
			_, parts := unzip(t, write(t, s.Document))
			checkPackage(t, parts)
		})
	}
}

// checkPackage checks a whole DOCX: order of elements, tables, styles,
// relationships, content types.
func checkPackage(t *testing.T, parts map[string][]byte) {
	t.Helper()
	types := parse(t, "types", parts["[Content_Types].xml"])
	typed := map[string]bool{}
	types.all("Override", func(n *node) {
		typed[strings.TrimPrefix(n.attrs["PartName"], "/")] = true
		if parts[strings.TrimPrefix(n.attrs["PartName"], "/")] == nil {
			t.Errorf("content type of %s, which is not there", n.attrs["PartName"])
		}
	})
	linked := map[string]bool{"[Content_Types].xml": true, "_rels/.rels": true}
	ids := map[string]bool{}
	for _, rels := range []string{"_rels/.rels", "word/_rels/document.xml.rels"} {
		linked[rels] = true
		parse(t, rels, parts[rels]).all("Relationship", func(n *node) {
			target := path.Join(path.Dir(path.Dir(rels)), n.attrs["Target"])
			if linked[target] = true; parts[target] == nil {
				t.Errorf("%s: %s is not there", rels, target)
			}
			if ids[rels+n.attrs["Id"]] {
				t.Errorf("%s: %s twice", rels, n.attrs["Id"])
			}
			ids[rels+n.attrs["Id"]] = true
		})
	}
	styles := map[string]bool{}
	parse(t, "styles", parts["word/styles.xml"]).all("style", func(n *node) {
		if styles[n.attrs["styleId"]] {
			t.Errorf("style %s twice", n.attrs["styleId"])
		}
		styles[n.attrs["styleId"]] = true
	})
	for name, b := range parts {
		if !linked[name] {
			t.Errorf("%s: nothing leads there", name)
		}
		if strings.HasSuffix(name, ".xml") && name != "[Content_Types].xml" && !typed[name] {
			t.Errorf("%s has no content type", name)
		}
		root := parse(t, name, b)
		if !strings.HasPrefix(name, "word/") || strings.HasSuffix(name, ".rels") {
			continue
		}
		root.all("*", func(n *node) {
			checkOrder(t, name, n)
			switch n.name {
			case "pStyle", "tblStyle", "basedOn", "next":
				if !styles[n.attrs["val"]] {
					t.Errorf("%s: no style %q", name, n.attrs["val"])
				}
			case "headerReference", "footerReference":
				if !ids["word/_rels/document.xml.rels"+n.attrs["id"]] {
					t.Errorf("%s: no relationship %q", name, n.attrs["id"])
				}
			case "tbl":
				checkTable(t, n)
			case "tc":
				if n.kids[len(n.kids)-1].name != "p" {
					t.Errorf("%s: a cell ends without a paragraph", name)
				}
			case "body":
				checkBody(t, n)
			}
		})
	}
}

func checkOrder(t *testing.T, part string, n *node) {
	t.Helper()
	if allowed := only[n.name]; allowed != nil {
		for i, k := range n.kids {
			if !slices.Contains(allowed, k.name) || strings.HasSuffix(k.name, "Pr") && k.name != "sectPr" && i > 0 {
				t.Errorf("%s: <%s> as child %d of <%s>", part, k.name, i+1, n.name)
			}
		}
		return
	}
	sequence := order[n.name]
	if sequence == nil {
		if len(n.kids) > 0 {
			t.Errorf("%s: nothing says what <%s> may hold", part, n.name)
		}
		return
	}
	last := 0
	for _, k := range n.kids {
		at := slices.Index(sequence, k.name)
		if at < last {
			t.Errorf("%s: <%s> does not belong there in <%s>", part, k.name, n.name)
		}
		last = max(at, last)
	}
}

// checkTable: the widths of each row's cells are those of the grid, merges go
// on where they began, repeated rows come first.
func checkTable(t *testing.T, tbl *node) {
	t.Helper()
	var grid []int
	for _, c := range tbl.kid("tblGrid").kids {
		w, _ := strconv.Atoi(c.attrs["w"])
		grid = append(grid, w)
	}
	open := make([]bool, len(grid))
	body := false
	tbl.all("tr", func(tr *node) {
		header := tr.kid("trPr") != nil && tr.kid("trPr").kid("tblHeader") != nil
		if header && body {
			t.Error("a head row after the body")
		}
		body = !header
		col := 0
		for _, tc := range tr.kids {
			if tc.name != "tc" {
				continue
			}
			pr := tc.kid("tcPr")
			span := 1
			if g := pr.kid("gridSpan"); g != nil {
				span, _ = strconv.Atoi(g.attrs["val"])
			}
			if col+span > len(grid) {
				t.Fatalf("a row of more than %d columns", len(grid))
			}
			sum := 0
			for _, w := range grid[col : col+span] {
				sum += w
			}
			if w, _ := strconv.Atoi(pr.kid("tcW").attrs["w"]); w != sum {
				t.Errorf("a cell of %d over columns of %d", w, sum)
			}
			merge := pr.kid("vMerge")
			if merge != nil && merge.attrs["val"] != "restart" && !open[col] {
				t.Error("a merge goes on that never began")
			}
			for k := col; k < col+span; k++ {
				open[k] = merge != nil
			}
			col += span
		}
		if col != len(grid) {
			t.Errorf("a row of %d columns, the grid has %d", col, len(grid))
		}
	})
}

// checkBody: the last element is the section, a paragraph after each table.
func checkBody(t *testing.T, body *node) {
	t.Helper()
	if body.kids[len(body.kids)-1].name != "sectPr" {
		t.Error("the body does not end with its section")
	}
	for i, k := range body.kids[:len(body.kids)-1] {
		if k.name == "tbl" && body.kids[i+1].name != "p" {
			t.Errorf("<%s> right after a table", body.kids[i+1].name)
		}
	}
}
