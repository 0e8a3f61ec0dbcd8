package register

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"unicode"

	"thidua/internal/vi"
)

// Digest is the SHA-256 of a file as it is served.
type Digest [sha256.Size]byte

// Ready is a file that passed the checks, as it will be stored: images have
// lost their metadata. Close frees it.
type Ready struct {
	Name          string // as shown, with the ending its content deserves
	Kind          FileKind
	Size          int64
	Digest        Digest
	Width, Height int

	body io.ReaderAt
	temp *os.File
}

// Close lets the temporary copy go.
func (r *Ready) Close() {
	if r.temp != nil {
		_ = r.temp.Close()
		r.temp = nil
	}
}

// Prepare looks at a received file and gives what may be stored of it. What it
// refuses is fault.Invalid, in words for the person. Memory stays flat: images
// are cleaned from one file into another. The source stays the caller's and
// must live as long as the Ready.
func Prepare(name string, src io.ReaderAt, size int64) (*Ready, error) {
	if size > MaxFile {
		return nil, refuse("Tệp lớn hơn 10 MB. Giảm cỡ ảnh hoặc tách tài liệu rồi gửi lại.")
	}
	kind, err := sniff(src, size)
	if err != nil {
		return nil, err
	}
	r := &Ready{Kind: kind, Size: size, body: src}
	switch kind {
	case PDF:
		err = checkPDF(src, size)
	case DOCX:
		r.Kind, err = checkOffice(src, size)
	case JPEG:
		err = r.clean(src, cleanJPEG)
	case PNG:
		err = r.clean(src, cleanPNG)
	}
	if err == nil {
		r.Name = fileName(name, r.Kind)
		err = r.sum()
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// clean writes the image without its metadata into a file of its own.
func (r *Ready) clean(src io.ReaderAt, by func(*bufio.Reader, *bufio.Writer) (picture, error)) error {
	var err error
	if r.temp, err = TempFile(); err != nil {
		return err
	}
	w := bufio.NewWriterSize(r.temp, 64<<10)
	p, err := by(bufio.NewReaderSize(io.NewSectionReader(src, 0, r.Size), 64<<10), w)
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	r.Width, r.Height, r.body = p.width, p.height, r.temp
	if r.Size, err = r.temp.Seek(0, io.SeekEnd); err == nil && r.Size > MaxFile {
		return refuse("Tệp lớn hơn 10 MB. Giảm cỡ ảnh rồi gửi lại.")
	}
	return err
}

func (r *Ready) sum() error {
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(r.body, 0, r.Size))
	if err == nil && n != r.Size {
		return fmt.Errorf("evidence: %d bytes of %d read", n, r.Size)
	}
	h.Sum(r.Digest[:0])
	return err
}

// TempFile is a temporary file nobody else can open, gone when it is closed or
// the process ends.
func TempFile() (*os.File, error) {
	f, err := os.CreateTemp("", "thidua-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// maxName is the longest name shown, without its ending.
const maxName = 120

// fileName makes a sent name fit to be shown and saved anywhere: its last
// part, without control and direction characters, with the ending the content
// deserves. A name that holds personal numbers is not kept.
func fileName(sent string, kind FileKind) string {
	s := path.Base(strings.ReplaceAll(sent, `\`, "/"))
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/|?*`, r):
			return '-'
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	s = vi.CleanLine(s)
	if ext := path.Ext(s); strings.EqualFold(ext, kind.Ext()) || strings.EqualFold(ext, ".jpeg") || known[strings.ToLower(ext)] {
		s = s[:len(s)-len(ext)]
	}
	s = strings.Trim(s, ". ")
	if r := []rune(s); len(r) > maxName {
		s = strings.TrimRight(string(r[:maxName]), ". ")
	}
	if s == "" || vi.FindPersonal(s) != "" {
		s = "Minh chứng"
	}
	return s + kind.Ext()
}

// known are endings that would lie once the content's own is put after them.
var known = map[string]bool{".pdf": true, ".jpg": true, ".jpeg": true, ".png": true, ".docx": true, ".xlsx": true, ".doc": true, ".xls": true,
	".docm": true, ".xlsm": true, ".exe": true, ".com": true, ".scr": true, ".bat": true, ".cmd": true, ".html": true, ".htm": true, ".svg": true, ".js": true}
