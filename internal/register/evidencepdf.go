package register

import (
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
)

// encrypted is a trailer that names an encryption dictionary.
var encrypted = regexp.MustCompile(`/Encrypt[\x00\t\n\f\r ]*([0-9]|<<)`)

// checkPDF refuses a PDF that is cut short, locked, hides another file behind
// itself, or carries code or files. Objects inside compressed streams are not
// looked into: the file is only ever handed out as a download.
func checkPDF(r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, 1<<16+64))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	end := bytes.LastIndex(tail, []byte("%%EOF"))
	if end < 0 || bytes.LastIndex(tail[:end], []byte("startxref")) < 0 {
		return errTorn
	}
	if len(bytes.Trim(tail[end+5:], "\x00\t\n\f\r ")) > 0 || endsAsZip(tail) {
		return refuse("Cuối tệp PDF có dữ liệu lạ. In lại tài liệu ra PDF rồi gửi.")
	}
	locked := false
	at := int64(0)
	buf := make([]byte, 64<<10)
	for at < size && !locked { // overlapping pieces, for the pattern
		n, err := r.ReadAt(buf, at)
		if err != nil && err != io.EOF {
			return err
		}
		locked = encrypted.Match(buf[:n])
		at += int64(len(buf) - 64)
	}
	if locked {
		return refuse("Tệp PDF có mật khẩu hoặc bị khóa. Bỏ khóa, hoặc in lại ra PDF rồi gửi.")
	}
	found, err := scan(io.NewSectionReader(r, 0, size), []byte("/JavaScript"), []byte("/Launch"), []byte("/EmbeddedFile"))
	if err != nil {
		return err
	}
	if found[0] || found[1] || found[2] {
		return refuse("Tệp PDF chứa mã lệnh hoặc tệp khác bên trong. In lại tài liệu ra PDF rồi gửi.")
	}
	return nil
}

// endsAsZip tells whether an archive's directory ends where the file ends.
func endsAsZip(tail []byte) bool {
	for at := bytes.LastIndex(tail, []byte("PK\x05\x06")); at >= 0; at = bytes.LastIndex(tail[:at], []byte("PK\x05\x06")) {
		if at+22 <= len(tail) && at+22+int(binary.LittleEndian.Uint16(tail[at+20:])) == len(tail) {
			return true
		}
	}
	return false
}
