package register

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"
)

const (
	maxParts    = 5000      // entries of a document
	maxUnpacked = 300 << 20 // bytes all entries say they unpack to
	maxPart     = 2 << 20   // bytes read of a content-types or relationships part
)

var (
	errNotOffice = refuse("Đây là tệp nén, không phải văn bản Word hay bảng tính Excel. Giải nén rồi gửi từng tệp." + wanted)
	errMacro     = refuse("Tệp có macro hoặc mã lệnh bên trong. Lưu lại thành DOCX, XLSX không có macro, hoặc in ra PDF rồi gửi.")
	errRemote    = refuse("Tệp tự mở nội dung từ nơi khác khi xem. Mở ra, in thành PDF rồi gửi.")
)

// The content types of main parts: what makes an archive a document.
var mainParts = map[string]FileKind{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":       XLSX,
}

// checkOffice tells a Word document or an Excel workbook from other archives,
// by its parts. It refuses macros, programs, locked entries, templates from
// elsewhere, and bombs. Of the archive only the table of contents and small
// parts are read.
func checkOffice(r io.ReaderAt, size int64) (FileKind, error) {
	tail := make([]byte, min(size, 22))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return "", err
	}
	z, err := zip.NewReader(r, size)
	if err != nil || !endsAsZip(tail) {
		return "", errTorn
	}
	if len(z.File) > maxParts {
		return "", errNotOffice
	}
	var total uint64
	var types *zip.File
	seen := map[string]bool{}
	for _, f := range z.File {
		total += f.UncompressedSize64
		name := strings.ToLower(f.Name)
		switch {
		case f.Flags&1 != 0:
			return "", refuse("Tệp có mật khẩu nên không xem được. Bỏ mật khẩu rồi gửi lại.")
		case seen[name], strings.Contains(name, ".."), strings.ContainsAny(name, "\\:"), strings.HasPrefix(name, "/"):
			return "", errTorn
		case total > maxUnpacked || f.UncompressedSize64 > maxUnpacked:
			return "", refuse("Tệp khi mở ra quá lớn. Giảm nội dung hoặc in ra PDF rồi gửi.")
		case carriesCode(name):
			return "", errMacro
		case name == "[content_types].xml":
			types = f
		}
		seen[name] = true
	}
	if types == nil || !seen["_rels/.rels"] {
		return "", errNotOffice
	}
	kind, err := mainKind(types, seen)
	if err != nil {
		return "", err
	}
	for _, f := range z.File {
		if strings.HasSuffix(strings.ToLower(f.Name), ".rels") {
			if err := checkLinks(f); err != nil {
				return "", err
			}
		}
	}
	return kind, nil
}

var ownDisk = regexp.MustCompile(`^(file:///)?[a-z]:[\\/]`)

// carriesCode tells parts that run, or hold programs, by their names.
func carriesCode(name string) bool {
	base := path.Base(name)
	switch path.Ext(base) {
	case ".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".ps1", ".lnk", ".jar", ".msi", ".html", ".htm",
		".docm", ".xlsm", ".dotm", ".xltm", ".xlam":
		return true
	}
	return strings.Contains(base, "vbaproject") || strings.Contains(base, "vbadata") || strings.Contains(name, "/activex/") ||
		strings.Contains(name, "/macrosheets/") || strings.HasPrefix(base, "oleobject")
}

// mainKind reads [Content_Types].xml: exactly one kind of main part, and it is
// there.
func mainKind(f *zip.File, parts map[string]bool) (FileKind, error) {
	var kind FileKind
	err := elements(f, func(e xml.StartElement) error {
		var part, is string
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "PartName":
				part = strings.ToLower(strings.TrimPrefix(a.Value, "/"))
			case "ContentType":
				is = strings.ToLower(a.Value)
			}
		}
		if strings.Contains(is, "macroenabled") || strings.Contains(is, "vbaproject") || strings.Contains(is, "activex") {
			return errMacro
		}
		if k, ok := mainParts[is]; ok && parts[part] {
			if kind != "" && kind != k {
				return errNotOffice
			}
			kind = k
		}
		return nil
	})
	if err == nil && kind == "" {
		err = errNotOffice
	}
	return kind, err
}

// checkLinks refuses relationships that load something from elsewhere when
// the document is opened; plain hyperlinks may stay.
func checkLinks(f *zip.File) error {
	return elements(f, func(e xml.StartElement) error {
		var kind, mode, target string
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "Type":
				kind = strings.ToLower(path.Base(a.Value))
			case "TargetMode":
				mode = strings.ToLower(a.Value)
			case "Target":
				target = strings.ToLower(a.Value)
			}
		}
		if strings.Contains(kind, "vbaproject") || strings.Contains(kind, "activex") {
			return errMacro
		}
		own := kind == "attachedtemplate" && ownDisk.MatchString(target) // Word writes down where the author's template lay
		if mode == "external" && kind != "hyperlink" && !own {
			return errRemote
		}
		return nil
	})
}

// elements walks an XML part of bounded size.
func elements(f *zip.File, each func(xml.StartElement) error) error {
	body, err := f.Open()
	if err != nil {
		return errTorn
	}
	defer body.Close()
	limited := &io.LimitedReader{R: body, N: maxPart}
	d := xml.NewDecoder(limited)
	for {
		t, err := d.RawToken()
		if err == io.EOF && limited.N > 0 {
			return nil
		}
		if err != nil {
			return errTorn
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		case xml.Directive: // no DTD belongs in there
			return errTorn
		}
	}
}
