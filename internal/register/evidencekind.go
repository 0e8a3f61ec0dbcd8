package register

import (
	"bytes"
	"io"

	"thidua/internal/fault"
)

// FileKind is what a file is by its content; its name and the type it was sent
// with are never believed.
type FileKind string

// The kinds that are taken.
const (
	PDF  FileKind = "pdf"
	JPEG FileKind = "jpeg"
	PNG  FileKind = "png"
	DOCX FileKind = "docx"
	XLSX FileKind = "xlsx"
)

// MaxFile is the largest file taken, in bytes.
const MaxFile = 10 << 20

// MaxPixels is the largest image taken: beyond it a small file could fill a
// reader's memory.
const MaxPixels = 40_000_000

// FileKinds says on forms what is taken.
const FileKinds = "PDF, JPEG, PNG, DOCX, XLSX, mỗi tệp tối đa 10 MB"

// Image tells whether browsers may show the file on a page.
func (k FileKind) Image() bool { return k == JPEG || k == PNG }

// Ext is the ending a name is shown with.
func (k FileKind) Ext() string {
	if k == JPEG {
		return ".jpg"
	}
	return "." + string(k)
}

// Type is the media type the file is served as.
func (k FileKind) Type() string {
	return map[FileKind]string{PDF: "application/pdf", JPEG: "image/jpeg", PNG: "image/png",
		DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}[k]
}

// Label is the kind in words.
func (k FileKind) Label() string {
	return map[FileKind]string{PDF: "PDF", JPEG: "Ảnh JPEG", PNG: "Ảnh PNG", DOCX: "Văn bản Word", XLSX: "Bảng tính Excel"}[k]
}

// refuse is a file that is not taken, in words that say what to do.
func refuse(words string) error { return fault.New(fault.Invalid, words) }

var errTorn = refuse("Tệp bị hỏng hoặc chưa tải hết. Mở thử tệp trên máy, rồi gửi lại.")

const wanted = " Chỉ nhận PDF, JPEG, PNG, DOCX, XLSX."

// foreign are contents people send by mistake or on purpose, and what to say.
var foreign = []struct {
	at    int
	magic string
	words string
}{
	{0, "MZ", "Đây là chương trình chạy được (EXE), không phải tài liệu." + wanted},
	{0, "\x7fELF", "Đây là chương trình chạy được, không phải tài liệu." + wanted},
	{0, "#!", "Đây là tệp lệnh, không phải tài liệu." + wanted},
	{4, "ftypheic", "Ảnh HEIC của iPhone chưa xem được trên máy khác. Vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại, hoặc lưu ảnh thành JPEG."},
	{4, "ftypheix", "Ảnh HEIC của iPhone chưa xem được trên máy khác. Lưu ảnh thành JPEG rồi gửi lại."},
	{4, "ftypmif1", "Ảnh HEIC của iPhone chưa xem được trên máy khác. Lưu ảnh thành JPEG rồi gửi lại."},
	{4, "ftyp", "Không nhận tệp phim. Chụp lại hình cần làm minh chứng rồi gửi ảnh."},
	{0, "RIFF", "Không nhận ảnh WebP, âm thanh, phim. Lưu ảnh thành JPEG hoặc PNG rồi gửi lại."},
	{0, "GIF8", "Không nhận ảnh GIF. Lưu ảnh thành JPEG hoặc PNG rồi gửi lại."},
	{0, "BM", "Không nhận ảnh BMP. Lưu ảnh thành JPEG hoặc PNG rồi gửi lại."},
	{0, "Rar!", "Không nhận tệp nén. Giải nén rồi gửi từng tệp." + wanted},
	{0, "7z\xbc\xaf", "Không nhận tệp nén. Giải nén rồi gửi từng tệp." + wanted},
	{0, "\x1f\x8b", "Không nhận tệp nén. Giải nén rồi gửi từng tệp." + wanted},
	{0, "{\\rtf", "Không nhận tệp RTF. Lưu lại thành DOCX hoặc PDF rồi gửi."},
}

// sniff recognises a file by its first bytes.
func sniff(r io.ReaderAt, size int64) (FileKind, error) {
	head := make([]byte, min(size, 1024))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", err
	}
	switch {
	case len(head) == 0:
		return "", refuse("Tệp rỗng, không có nội dung.")
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(head, []byte(pngSignature)):
		return PNG, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return DOCX, nil // or XLSX: the archive tells
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", refuseOLE(r, size)
	}
	for _, f := range foreign {
		if len(head) >= f.at+len(f.magic) && string(head[f.at:f.at+len(f.magic)]) == f.magic {
			return "", refuse(f.words)
		}
	}
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, mark := range []string{"<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body", "<!--"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return "", refuse("Đây là trang web hoặc ảnh SVG, có thể chứa mã lệnh." + wanted)
		}
	}
	return "", refuse("Không nhận ra loại tệp này theo nội dung (đổi tên tệp không đổi được loại)." + wanted)
}

// refuseOLE tells a document locked with a password from an old format: both
// are compound files.
func refuseOLE(r io.ReaderAt, size int64) error {
	locked := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	found, err := scan(io.NewSectionReader(r, 0, size), locked)
	if err != nil {
		return err
	}
	if found[0] {
		return refuse("Tệp có mật khẩu nên không xem được. Bỏ mật khẩu rồi gửi lại.")
	}
	return refuse("Đây là định dạng Office đời cũ (DOC, XLS, MSG). Mở ra, lưu lại thành DOCX, XLSX hoặc PDF rồi gửi.")
}

// scan reads to the end in pieces and tells which of the words occur.
func scan(r io.Reader, words ...[]byte) ([]bool, error) {
	longest := 0
	for _, w := range words {
		longest = max(longest, len(w))
	}
	found := make([]bool, len(words))
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		part := buf[:kept+n]
		for i, w := range words {
			found[i] = found[i] || bytes.Contains(part, w)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		kept = copy(buf, part[len(part)-longest+1:])
	}
}
