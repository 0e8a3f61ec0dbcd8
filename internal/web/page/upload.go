package page

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"thidua/internal/fault"
)

const (
	// MaxUpload is what is kept of a form with files, in bytes.
	MaxUpload = 11 << 20
	// MaxFile is the largest single file of it.
	MaxFile = 10 << 20

	maxText  = 256 << 10 // of all other fields together
	maxFiles = 5
	drained  = 64 << 20 // read and thrown away, so that the browser gets an answer and not a cut line
	patience = 10 * time.Minute
)

// Upload is one received file: its name as sent, its bytes in a temporary file
// nobody else can open.
type Upload struct {
	Name string
	Size int64
	*os.File
}

// Files is Form for a form sent as multipart/form-data: the fields, and the
// files of the field named. Memory stays flat whatever is sent. Where too much
// was sent the error is TooLarge and the form holds the fields that came
// before, so that they can be shown again. The caller closes the files with
// CloseAll.
func (c *Context) Files(field string) (*Form, []*Upload, error) {
	kind, params, err := mime.ParseMediaType(c.R.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" { // no files in it
		f, err := c.Form()
		return f, nil, err
	}
	// Photos over a slow line take longer than the server's usual patience.
	rc := http.NewResponseController(c.W)
	_ = rc.SetReadDeadline(c.Now.Wall.Add(patience))
	_ = rc.SetWriteDeadline(c.Now.Wall.Add(2 * patience))
	u := &uploading{form: &Form{Values: url.Values{}}, field: field}
	c.form = u.form
	c.R.PostForm = u.form.Values
	err = u.read(multipart.NewReader(http.MaxBytesReader(c.W, c.R.Body, drained), params["boundary"]))
	if err != nil {
		CloseAll(u.files)
		return u.form, nil, err
	}
	return u.form, u.files, nil
}

// CloseAll lets received files go.
func CloseAll(list []*Upload) {
	for _, f := range list {
		_ = f.Close()
	}
}

type uploading struct {
	form  *Form
	field string
	files []*Upload
	text  int64
	bytes int64
	over  error
}

func tooLarge(words string) error { return fault.New(fault.TooLarge, words) }

var errUpload = tooLarge("Các tệp gửi một lần lớn quá 11 MB. Gửi từng tệp, mỗi tệp tối đa 10 MB.")

func (u *uploading) read(r *multipart.Reader) error {
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			return u.over
		}
		if err == nil {
			err = u.part(p)
		}
		var big *http.MaxBytesError
		switch {
		case errors.As(err, &big):
			return errUpload
		case err != nil:
			if _, ok := fault.Of(err); ok {
				return err
			}
			return fault.Wrap(fault.Invalid, "Nội dung gửi lên bị đứt giữa chừng. Kiểm tra đường truyền rồi gửi lại.", err)
		}
	}
}

func (u *uploading) part(p *multipart.Part) error {
	name := p.FormName()
	if !isFile(p) {
		b, err := io.ReadAll(io.LimitReader(p, maxText-u.text+1))
		if err != nil {
			return err
		}
		if u.text += int64(len(b) + len(name)); u.text > maxText {
			return tooLarge("Nội dung gửi lên quá lớn. Hãy rút gọn rồi gửi lại.")
		}
		u.form.Values.Add(name, string(b))
		return nil
	}
	if u.over != nil || name != u.field || p.FileName() == "" {
		_, err := io.Copy(io.Discard, p)
		return err
	}
	if len(u.files) == maxFiles {
		u.over = fault.New(fault.Invalid, "Gửi một lần tối đa 5 tệp.")
		return nil
	}
	f, err := os.CreateTemp("", "thidua-*")
	if err != nil {
		return fault.Wrap(fault.Internal, "Máy chủ chưa nhận được tệp lúc này. Báo quản trị hệ thống.", err)
	}
	_ = os.Remove(f.Name()) // gone with the process, whatever happens
	x := &Upload{Name: sentName(p), File: f}
	u.files = append(u.files, x)
	x.Size, err = io.Copy(f, io.LimitReader(p, min(MaxFile, MaxUpload-u.bytes)+1))
	u.bytes += x.Size
	switch {
	case err != nil:
		return err
	case x.Size > MaxFile:
		u.over = tooLarge("Tệp lớn hơn 10 MB. Giảm cỡ ảnh hoặc tách tài liệu rồi gửi lại.")
	case u.bytes > MaxUpload:
		u.over = errUpload
	default:
		return nil
	}
	_ = f.Truncate(0)
	_, err = io.Copy(io.Discard, p)
	return err
}

// isFile tells whether the part has a filename at all, be it empty.
func isFile(p *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	_, has := params["filename"]
	return err == nil && has
}

// sentName is the last part of the name as sent.
func sentName(p *multipart.Part) string { return strings.ToValidUTF8(p.FileName(), "") }
