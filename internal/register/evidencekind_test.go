package register

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"

	"thidua/internal/fault"
)

// drawing is 6 × 4 pixels: its left half red, its right half blue.
func drawing() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 96, 64))
	for y := range 64 {
		for x := range 96 {
			c := color.RGBA{220, 20, 20, 255}
			if x >= 48 {
				c = color.RGBA{20, 20, 220, 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func jpegFile(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawing(), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngFile(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, drawing()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifWithPlace is EXIF as a phone writes it: orientation 6, the camera's
// name, and where the picture was taken.
func exifWithPlace() []byte {
	e := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	entry := func(tag, kind uint16, n, v uint32) {
		b = e.AppendUint16(b, tag)
		b = e.AppendUint16(b, kind)
		b = e.AppendUint32(b, n)
		b = e.AppendUint32(b, v)
	}
	b = e.AppendUint16(b, 3)
	entry(0x010f, 2, 16, 50) // make, at 50
	entry(0x0112, 3, 1, 6)   // orientation
	entry(0x8825, 4, 1, 66)  // GPS directory, at 66
	b = e.AppendUint32(b, 0)
	b = append(b, "DIEN THOAI CUA X"...)
	b = e.AppendUint16(b, 1)
	entry(0x0002, 5, 3, 84)
	b = e.AppendUint32(b, 0)
	for _, v := range []uint32{11, 1, 33, 1, 542, 10} { // 11° 33' 54,2"
		b = e.AppendUint32(b, v)
	}
	return append(b, "GPSLatitude N 11.5650"...)
}

func segment(m byte, body string) []byte {
	b := []byte{0xff, m}
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
	return append(b, body...)
}

// phonePhoto is a JPEG with everything a phone hides in one.
func phonePhoto(t testing.TB) []byte {
	plain := jpegFile(t)
	b := append([]byte{}, plain[:2]...)
	b = append(b, segment(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x01\x01\xaa\xbb\xcc")...) // with a thumbnail
	b = append(b, segment(0xe1, "Exif\x00\x00"+string(exifWithPlace()))...)
	b = append(b, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>GPSLatitude 11.5650</x:xmpmeta>")...)
	b = append(b, segment(0xe2, "ICC_PROFILE\x00\x01\x01colour")...)
	b = append(b, segment(0xe2, "MPF\x00second picture")...)
	b = append(b, segment(0xed, "Photoshop 3.0\x008BIM caption CCCD")...)
	b = append(b, segment(0xfe, "chup boi X")...)
	b = append(b, plain[2:]...)
	return append(b, "ftypmp42 a film of three seconds <script>alert(1)</script>"...)
}

func ready(t testing.TB, name string, b []byte) *Ready {
	t.Helper()
	r, err := Prepare(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	t.Cleanup(r.Close)
	return r
}

func bytesOf(t testing.TB, r *Ready) []byte {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(r.body, 0, r.Size))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func lacks(t *testing.T, what string, b []byte, words ...string) {
	t.Helper()
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			t.Errorf("%s still holds %q", what, w)
		}
	}
}

func sameImage(t *testing.T, what string, a, b image.Image) {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%s: %v, want %v", what, a.Bounds(), b.Bounds())
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				t.Fatalf("%s differs at %d,%d", what, x, y)
			}
		}
	}
}

func TestPhotoLosesItsPlaceAndStaysUpright(t *testing.T) {
	sent := phonePhoto(t)
	r := ready(t, "IMG 01.JPG", sent)
	got := bytesOf(t, r)
	lacks(t, "the photo", got, "GPS", "DIEN THOAI", "xmp", "MPF", "8BIM", "chup boi", "ftyp", "<script>", "\xaa\xbb\xcc")
	if r.Kind != JPEG || r.Width != 96 || r.Height != 64 || r.Name != "IMG 01.jpg" {
		t.Errorf("%+v", r)
	}
	want := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"
	if n := bytes.Count(got, []byte("Exif")); n != 1 || !bytes.Contains(got, []byte(want)) {
		t.Errorf("%d EXIF blocks; the orientation alone must stay", n)
	}
	if !bytes.Contains(got, []byte("ICC_PROFILE\x00\x01\x01colour")) {
		t.Error("the colour profile is gone")
	}
	before, err := jpeg.Decode(bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	after, err := jpeg.Decode(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	sameImage(t, "the picture", after, before)
	if again := bytesOf(t, ready(t, "x", got)); !bytes.Equal(again, got) {
		t.Error("cleaning what is clean changes it")
	}
}

// Several scans, restart markers and fill bytes pass through.
func TestProgressivePhoto(t *testing.T) {
	b := []byte{0xff, 0xd8, 0xff, 0xff, 0xc2, 0, 11, 8, 0, 64, 0, 96, 1, 1, 0x11, 0}
	b = append(b, segment(0xc4, "tables")...)
	for range 3 {
		b = append(b, segment(0xda, "\x01\x01\x00\x00\x3f\x00")...)
		b = append(b, 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xff)
		b = append(b, segment(0xc4, "more")[1:]...)
	}
	b = append(b, 0xff, 0xd9)
	got := bytesOf(t, ready(t, "x.jpg", b))
	want := bytes.ReplaceAll(b, []byte{0xff, 0xff}, []byte{0xff})
	if !bytes.Equal(got, want) {
		t.Errorf("% x\nwant\n% x", got, want)
	}
}

func chunksOf(t *testing.T, b []byte) string {
	var kinds []string
	for at := 8; at < len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		kinds = append(kinds, string(b[at+4:at+8]))
		if binary.BigEndian.Uint32(b[at+8+n:]) != crc32.ChecksumIEEE(b[at+4:at+8+n]) {
			t.Errorf("checksum of %s", kinds[len(kinds)-1])
		}
		at += 12 + n
	}
	return strings.Join(kinds, " ")
}

func TestPictureLosesItsTexts(t *testing.T) {
	plain := pngFile(t)
	head := 8 + 12 + 13
	sent := append([]byte{}, plain[:head]...)
	for _, c := range []struct{ kind, data string }{{"sRGB", "\x00"}, {"eXIf", string(exifWithPlace())}, {"tEXt", "Author\x00X"}, {"zTXt", "Comment\x00\x00zip"},
		{"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<GPSLatitude>"}, {"tIME", "1234567"}, {"acTL", "12345678"}, {"caNv", "private"}} {
		sent = append(sent, pngChunk(c.kind, []byte(c.data))...)
	}
	sent = append(sent, plain[head:]...)
	sent = append(sent, "PK\x03\x04 behind the end"...)
	r := ready(t, "chụp màn hình.png", sent)
	got := bytesOf(t, r)
	if kinds := chunksOf(t, got); kinds != "IHDR sRGB eXIf IDAT IEND" {
		t.Errorf("chunks %s", kinds)
	}
	lacks(t, "the picture", got, "GPS", "DIEN THOAI", "Author", "behind", "private")
	if !bytes.Contains(got, exifOf(6)) {
		t.Error("the orientation is gone")
	}
	after, err := png.Decode(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := png.Decode(bytes.NewReader(plain))
	sameImage(t, "the picture", after, before)
	if r.Name != "chụp màn hình.png" || r.Kind != PNG {
		t.Errorf("%+v", r)
	}
}

func pdfFile(extra string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog " + extra + " >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
}

const (
	docxTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	xlsxTypes = `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	rootRels  = `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
)

func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docxFile(t testing.TB, more ...string) []byte {
	return archive(t, append([]string{"[Content_Types].xml", docxTypes, "_rels/.rels", rootRels, "word/document.xml", "<w:document/>"}, more...)...)
}

func rels(kind, mode, target string) string {
	return `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `" TargetMode="` + mode + `"/></Relationships>`
}

func TestKindsByContent(t *testing.T) {
	for _, c := range []struct {
		name string
		body []byte
		kind FileKind
		want string // name shown
	}{
		{"quyet dinh.PDF", pdfFile(""), PDF, "quyet dinh.pdf"},
		{"anh.png", jpegFile(t), JPEG, "anh.jpg"},
		{"anh.jpeg", jpegFile(t), JPEG, "anh.jpg"},
		{"a.exe", pngFile(t), PNG, "a.png"},
		{`C:\Users\x\Báo cáo.docx`, docxFile(t), DOCX, "Báo cáo.docx"},
		{"../../etc/passwd", archive(t, "[Content_Types].xml", xlsxTypes, "_rels/.rels", rootRels, "xl/workbook.xml", "<workbook/>"), XLSX, "passwd.xlsx"},
		{"liên kết", docxFile(t, "word/_rels/document.xml.rels", rels("hyperlink", "External", "https://chinhphu.vn")), DOCX, "liên kết.docx"},
		{"mẫu của máy", docxFile(t, "word/_rels/settings.xml.rels", rels("attachedTemplate", "External", `file:///C:\Mau\cong-van.dotx`)), DOCX, "mẫu của máy.docx"},
		{"ảnh \u202egpj.exe", jpegFile(t), JPEG, "ảnh gpj.jpg"},
		{"CCCD 058190001234.jpg", jpegFile(t), JPEG, "Minh chứng.jpg"},
		{".jpg", jpegFile(t), JPEG, "Minh chứng.jpg"},
		{strings.Repeat("ă", 200) + ".jpg", jpegFile(t), JPEG, strings.Repeat("ă", 120) + ".jpg"},
		{"a\u0306nh <1>?.jpg", jpegFile(t), JPEG, "ănh -1--.jpg"},
	} {
		r := ready(t, c.name, c.body)
		if r.Kind != c.kind || r.Name != c.want {
			t.Errorf("%q: %s %q, want %s %q", c.name, r.Kind, r.Name, c.kind, c.want)
		}
	}
}

func bigPNG(w, h uint32) []byte {
	d := binary.BigEndian.AppendUint32(nil, w)
	d = binary.BigEndian.AppendUint32(d, h)
	b := append([]byte(pngSignature), pngChunk("IHDR", append(d, 8, 2, 0, 0, 0))...)
	return append(append(b, pngChunk("IDAT", []byte("x"))...), pngChunk("IEND", nil)...)
}

func bigJPEG(w, h uint16) []byte {
	p := binary.BigEndian.AppendUint16([]byte{8}, h)
	p = binary.BigEndian.AppendUint16(p, w)
	b := append([]byte{0xff, 0xd8}, segment(0xc0, string(append(p, 1, 1, 0x11, 0)))...)
	return append(append(b, segment(0xda, "\x01\x01\x00\x00\x3f\x00")...), 1, 0xff, 0xd9)
}

func lockedZip(t *testing.T) []byte {
	b := docxFile(t)
	at := bytes.Index(b, []byte("PK\x01\x02"))
	b[at+8] |= 1
	return b
}

func bombZip(t *testing.T) []byte {
	b := docxFile(t)
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+24:], 0xfffffff0)
	return b
}

func TestHostileFiles(t *testing.T) {
	ole := func(text string) []byte {
		b := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
		b = append(b, make([]byte, 70_000)...)
		for _, r := range text {
			b = append(b, byte(r), 0)
		}
		return b
	}
	macro := strings.Replace(docxTypes, "wordprocessingml.document.main", "ms-word.document.macroEnabled.main", 1)
	for _, c := range []struct {
		name string
		body []byte
		want string
	}{
		{"chuong-trinh.pdf", []byte("MZ\x90\x00\x03 This program cannot be run in DOS mode"), "chương trình chạy được"},
		{"linux.png", []byte("\x7fELF\x02\x01"), "chương trình chạy được"},
		{"lenh.pdf", []byte("#!/bin/sh\nrm -rf /"), "tệp lệnh"},
		{"anh.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "trang web hoặc ảnh SVG"},
		{"anh.png", []byte("\xef\xbb\xbf \n<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"), "trang web hoặc ảnh SVG"},
		{"trang.jpg", []byte("<!DOCTYPE html><script>alert(1)</script>"), "trang web hoặc ảnh SVG"},
		{"trang.pdf", []byte("  <HTML><body>"), "trang web hoặc ảnh SVG"},
		{"ghi chu.txt", []byte("xin chào"), "Không nhận ra loại tệp"},
		{"rong.pdf", nil, "Tệp rỗng"},
		{"iphone.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "HEIC"},
		{"phim.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), "tệp phim"},
		{"dong.gif", []byte("GIF89a"), "GIF"},
		{"web.webp", []byte("RIFF\x00\x00\x00\x00WEBP"), "WebP"},
		{"nen.docx", []byte("Rar!\x1a\x07"), "tệp nén"},
		{"cu.doc", ole("WordDocument"), "Office đời cũ"},
		{"khoa.docx", ole("EncryptedPackage"), "có mật khẩu"},
		{"nen.zip", archive(t, "a.exe", "MZ"), "macro hoặc mã lệnh"},
		{"nen2.docx", archive(t, "a.txt", "x", "b.txt", "y"), "Đây là tệp nén"},
		{"gan giong.docx", archive(t, "[Content_Types].xml", docxTypes, "_rels/.rels", rootRels, "word/other.xml", "x"), "Đây là tệp nén"},
		{"odt.docx", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "x"), "Đây là tệp nén"},
		{"ca hai.docx", archive(t, "[Content_Types].xml", docxTypes+xlsxTypes, "_rels/.rels", rootRels, "word/document.xml", "x", "xl/workbook.xml", "y"), "Đây là tệp nén"},
		{"macro.docx", docxFile(t, "word/vbaProject.bin", "\xd0\xcf"), "macro hoặc mã lệnh"},
		{"macro hoa.docx", docxFile(t, "word/VBAPROJECT.BIN", "\xd0\xcf"), "macro hoặc mã lệnh"},
		{"macro.docm", archive(t, "[Content_Types].xml", macro, "_rels/.rels", rootRels, "word/document.xml", "x"), "macro hoặc mã lệnh"},
		{"macro doi ten.docx", docxFile(t, "word/_rels/document.xml.rels", `<Relationships><Relationship Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/></Relationships>`), "macro hoặc mã lệnh"},
		{"activex.docx", docxFile(t, "word/activeX/activeX1.xml", "x"), "macro hoặc mã lệnh"},
		{"nhung.docx", docxFile(t, "word/embeddings/oleObject1.bin", "MZ"), "macro hoặc mã lệnh"},
		{"mau tu xa.docx", docxFile(t, "word/_rels/settings.xml.rels", rels("attachedTemplate", "External", "https://evil.example/x.dotm")), "từ nơi khác"},
		{"mau may khac.docx", docxFile(t, "word/_rels/settings.xml.rels", rels("attachedTemplate", "External", `file://\\may-khac\x.dotm`)), "từ nơi khác"},
		{"khoa 2.docx", lockedZip(t), "có mật khẩu"},
		{"bom.docx", bombZip(t), "quá lớn"},
		{"leo.docx", docxFile(t, "../../x.xml", "x"), "bị hỏng"},
		{"hai lan.docx", docxFile(t, "word/document.xml", "y"), "bị hỏng"},
		{"them duoi.docx", append(docxFile(t), "<script>"...), "bị hỏng"},
		{"cut.docx", docxFile(t)[:200], "bị hỏng"},
		{"bom.png", bigPNG(60_000, 60_000), "60.000 × 60.000 điểm ảnh"},
		{"bom am.png", bigPNG(1<<31, 1), "bị hỏng"},
		{"khong.png", bigPNG(0, 5), "bị hỏng"},
		{"bom.jpg", bigJPEG(65_000, 65_000), "65.000 × 65.000 điểm ảnh"},
		{"hon 40.jpg", bigJPEG(8001, 5000), "8.001 × 5.000 điểm ảnh, tối đa 40 triệu"},
		{"cut.jpg", jpegFile(t)[:300], "bị hỏng"},
		{"cut.png", pngFile(t)[:60], "bị hỏng"},
		{"khong khung.jpg", append([]byte{0xff, 0xd8}, append(segment(0xda, "xxx"), 0xff, 0xd9)...), "bị hỏng"},
		{"hiem.jpg", append([]byte{0xff, 0xd8}, segment(0xc3, "\x08\x00\x40\x00\x60\x01\x01\x11\x00")...), "loại hiếm"},
		{"sai tong.png", append(append([]byte{}, pngFile(t)[:40]...), append([]byte{1}, pngFile(t)[41:]...)...), "bị hỏng"},
		{"khoa.pdf", pdfFile("/X 1 >>\nendobj\ntrailer << /Encrypt 5 0 R"), "mật khẩu hoặc bị khóa"},
		{"khoa 2.pdf", pdfFile("/Encrypt<</Filter/Standard>>"), "mật khẩu hoặc bị khóa"},
		{"ma lenh.pdf", pdfFile("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "mã lệnh hoặc tệp khác"},
		{"chay.pdf", pdfFile("/A << /S /Launch /F (cmd.exe) >>"), "mã lệnh hoặc tệp khác"},
		{"kem.pdf", pdfFile("/Names << /EmbeddedFiles 3 0 R >>"), "mã lệnh hoặc tệp khác"},
		{"cut.pdf", pdfFile("")[:60], "bị hỏng"},
		{"pdf va zip.pdf", append(pdfFile(""), archive(t, "a.exe", "MZ")...), "dữ liệu lạ"},
		{"pdf va html.pdf", append(pdfFile(""), "<script>alert(1)</script>"...), "dữ liệu lạ"},
	} {
		r, err := Prepare(c.name, bytes.NewReader(c.body), int64(len(c.body)))
		if err == nil {
			t.Errorf("%s was taken as %s", c.name, r.Kind)
			r.Close()
			continue
		}
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want words with %q", c.name, err, c.want)
		}
	}
	if r := ready(t, "40.jpg", bigJPEG(8000, 5000)); r.Width != 8000 || r.Height != 5000 {
		t.Errorf("40 million pixels: %+v", r)
	}
	big := make([]byte, MaxFile+1)
	copy(big, pdfFile(""))
	if _, err := Prepare("x.pdf", bytes.NewReader(big), int64(len(big))); err == nil || !strings.Contains(err.Error(), "lớn hơn 10 MB") {
		t.Errorf("one byte over 10 MB: %v", err)
	}
}

// A word that lies across two pieces read is found.
func TestScanAcrossPieces(t *testing.T) {
	for _, at := range []int{0, 10, 65_530, 65_536, 131_068, 199_989} {
		b := bytes.Repeat([]byte{'.'}, 200_000)
		copy(b[at:], "/JavaScript")
		found, err := scan(bytes.NewReader(b), []byte("/Launch"), []byte("/JavaScript"))
		if err != nil || found[0] || !found[1] {
			t.Errorf("at %d: %v, %v", at, found, err)
		}
	}
	for _, at := range []int{65_460, 65_500, 130_900} {
		b := pdfFile(strings.Repeat(" ", at) + "/Encrypt 5 0 R")
		if _, err := Prepare("x.pdf", bytes.NewReader(b), int64(len(b))); err == nil {
			t.Errorf("the lock at %d is missed", at)
		}
	}
}

// Whatever is sent: an answer, never a panic; what is taken is of its kind, no
// larger than allowed, and stays the same when cleaned again.
func FuzzPrepare(f *testing.F) {
	for _, b := range [][]byte{phonePhoto(f), pngFile(f), pdfFile(""), docxFile(f), bigPNG(10, 10), bigJPEG(9, 9), []byte("MZ"), []byte("<svg>")} {
		f.Add("a.pdf", b)
	}
	f.Add("\u202e/..\\.jpg", jpegFile(f))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		r, err := Prepare(name, bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		defer r.Close()
		got := bytesOf(t, r)
		if r.Kind.Image() && (bytes.Contains(got, []byte("tEXt")) && r.Kind == PNG && strings.Contains(chunksOf(t, got), "tEXt") || r.Width*r.Height > MaxPixels || r.Width*r.Height <= 0) {
			t.Fatalf("%s %d × %d", r.Kind, r.Width, r.Height)
		}
		if r.Size > MaxFile || !strings.HasSuffix(r.Name, r.Kind.Ext()) || strings.ContainsAny(r.Name, "/\\\"\n\u202e") || len([]rune(r.Name)) > 130 {
			t.Fatalf("%+v", r)
		}
		again, err := Prepare(r.Name, bytes.NewReader(got), r.Size)
		if err != nil {
			t.Fatalf("what was taken is refused: %v", err)
		}
		defer again.Close()
		if again.Digest != r.Digest || again.Kind != r.Kind || again.Name != r.Name {
			t.Fatalf("again %+v, first %+v", again, r)
		}
	})
}

func TestTempFilesAreGone(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	ready(t, "a.jpg", phonePhoto(t))
	_, _ = Prepare("b.jpg", bytes.NewReader(jpegFile(t)[:300]), 300)
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 0 {
		t.Errorf("%s in the temporary folder, %v", fmt.Sprint(list), err)
	}
}
