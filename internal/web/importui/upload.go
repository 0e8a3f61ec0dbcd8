package importui

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/intake"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// drained is how much of a body that is too large is still read, so that the
// browser gets the answer instead of a broken line.
const drained = 64 << 20

// upload is one handed-in file in a temporary file, and the form's key.
type upload struct {
	file *os.File
	name string
	size int64
	key  string
}

func (u *upload) close() {
	if u.file != nil {
		_ = u.file.Close()
		_ = os.Remove(u.file.Name())
	}
}

// receive streams the form to disk: at most one file of intake.MaxFile bytes.
// The caller closes what it gets, also beside an error.
func receive(c *page.Context) (*upload, error) {
	u := &upload{}
	if !strings.HasPrefix(c.R.Header.Get("Content-Type"), "multipart/form-data") {
		_, err := c.Form() // no file in it
		return u, err
	}
	c.R.Body = http.MaxBytesReader(c.W, c.R.Body, drained)
	parts, err := c.R.MultipartReader()
	if err != nil {
		return u, fault.Wrap(fault.Invalid, "Không đọc được tệp gửi lên. Tải lại trang rồi chọn tệp.", err)
	}
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			return u, nil
		}
		if err != nil {
			return u, broken(err)
		}
		switch {
		case p.FormName() == "khoa":
			b, err := io.ReadAll(io.LimitReader(p, 65))
			if err != nil {
				return u, broken(err)
			}
			u.key = string(b)
		case p.FormName() == "tep" && u.file == nil:
			if err := u.take(p); err != nil {
				return u, err
			}
		}
	}
}

func (u *upload) take(p *multipart.Part) error {
	f, err := os.CreateTemp("", "thidua-nhap-*.xlsx")
	if err != nil {
		return err
	}
	u.file, u.name = f, vi.CleanLine(p.FileName())
	if u.size, err = io.Copy(f, io.LimitReader(p, intake.MaxFile+1)); err != nil {
		return broken(err)
	}
	if u.size > intake.MaxFile {
		if _, err := io.Copy(io.Discard, p); err != nil {
			return broken(err)
		}
	}
	return nil
}

func broken(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return fault.Wrap(fault.TooLarge, "Tệp lớn hơn 10 MB. Chỉ giữ lại các dòng cần nhập, bỏ ảnh và định dạng thừa rồi tải lên lại.", err)
	}
	return fault.Wrap(fault.Invalid, "Tệp tải lên chưa trọn vẹn (mất kết nối giữa chừng). Tải lên lại.", err)
}
