package registerui

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/register"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// Attach takes files as evidence of a row. They are received whole before
// anything is asked of the database.
func (u *UI) Attach(kind register.Kind) page.Func {
	return func(c *page.Context) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		w, err := u.World(c)
		if err != nil {
			return err
		}
		row := register.Row{Kind: kind, ID: id}
		_, _, _, withdrawn, err := u.about(c, w, row)
		if err != nil { // not theirs: not a byte is read
			return err
		}
		if withdrawn {
			return c.See(rowURL(row), "Nội dung này đã được rút nên không thêm tệp được nữa.")
		}
		f, files, err := c.Files("tep")
		defer page.CloseAll(files)
		if f == nil {
			return err
		}
		t := &tried{declared: f.Has("khong-mat"), status: http.StatusUnprocessableEntity}
		if e, ok := fault.Of(err); ok && (e.Kind == fault.TooLarge || e.Kind == fault.Invalid) {
			t.files, t.status = e.Message, e.Kind.Status()
			return u.show(c, kind, t)
		}
		if err != nil {
			return err
		}
		if !t.declared {
			t.declare = "Đánh dấu xác nhận tệp không chứa bí mật nhà nước."
		}
		ready, refused, err := prepare(files)
		defer func() {
			for _, r := range ready {
				r.Close()
			}
		}()
		if err != nil {
			return err
		}
		switch {
		case len(files) == 0:
			t.files = "Chọn ít nhất một tệp."
		case refused != "":
			t.files = refused
		case t.declare != "":
			t.files = "Chọn lại tệp: trình duyệt không giữ tệp khi biểu mẫu phải sửa."
		}
		if t.files != "" || t.declare != "" {
			return u.show(c, kind, t)
		}
		n, err := u.Registers.Attach(c.Ctx(), c.Actor, c.Now, w.Tree, row, ready)
		if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
			t.files = e.Message
			return u.show(c, kind, t)
		}
		if err != nil {
			return err
		}
		said := fmt.Sprintf("Đã lưu %d tệp minh chứng.", n)
		if n < len(files) {
			said = fmt.Sprintf("Đã lưu %d tệp; %d tệp đã có từ trước.", n, len(files)-n)
		}
		return c.See(rowURL(row)+"#minh-chung", said)
	}
}

// prepare checks every file; refused names each that is not taken, with why.
func prepare(files []*page.Upload) (ready []*register.Ready, refused string, err error) {
	var words []string
	for _, f := range files {
		r, err := register.Prepare(f.Name, f, f.Size)
		if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
			words = append(words, "“"+shown(f.Name)+"”: "+e.Message)
			continue
		}
		if err != nil {
			return ready, "", err
		}
		ready = append(ready, r)
	}
	return ready, strings.Join(words, " "), nil
}

// shown is a sent name short enough for a message.
func shown(name string) string {
	if r := []rune(strings.ToValidUTF8(name, "")); len(r) > 60 {
		return string(r[:30]) + "…" + string(r[len(r)-20:])
	}
	return name
}

// slowRead is how long a slow line may take for one file.
const slowRead = 15 * time.Minute

// File hands a file out to those who may read its row. Images may be shown;
// everything else is a download.
func (u *UI) File(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	e, err := u.Registers.Evidence(c.Ctx(), c.Actor, access.DeedRead, c.Now, w.Tree, register.EvidenceID(id))
	if err != nil {
		return err
	}
	how := "attachment"
	if e.File.Image() {
		how = "inline"
	}
	h := c.Served(e.File.Type(), how, e.Name)
	h.Set("Cache-Control", "private, no-cache") // asked for anew each time: rights may have changed
	h.Set("ETag", fmt.Sprintf(`"%x"`, e.Digest))
	_ = http.NewResponseController(c.W).SetWriteDeadline(c.Now.Wall.Add(slowRead))
	http.ServeContent(c.W, c.R, "", time.Time{}, u.Registers.Content(c.Ctx(), e))
	return nil
}

// AskDetach asks why a file is taken off.
func (u *UI) AskDetach(c *page.Context) error {
	return u.detaching(c, http.StatusOK, func(string) string { return "" }, nil)
}

// Detach takes a file off its row.
func (u *UI) Detach(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	e, err := u.Registers.Evidence(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.EvidenceID(id))
	if err != nil {
		return err
	}
	err = u.Registers.WithdrawEvidence(c.Ctx(), c.Actor, c.Now, w.Tree, e.ID, f.Raw("ly-do"))
	if list, ok := page.Problems(err); ok {
		return u.detaching(c, http.StatusUnprocessableEntity, f.Raw, list)
	}
	if err != nil {
		return err
	}
	return c.See(rowURL(e.Row())+"#minh-chung", "Đã gỡ tệp minh chứng.")
}

func (u *UI) detaching(c *page.Context, status int, v values, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	e, err := u.Registers.Evidence(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.EvidenceID(id))
	if err != nil {
		return err
	}
	if e.WithdrawnAt != nil {
		return c.See(rowURL(e.Row()), "Tệp này đã được gỡ.")
	}
	facts, list, label, _, err := u.about(c, w, e.Row())
	if err != nil {
		return err
	}
	going := registerview.Withdraw{Button: "Gỡ tệp này", Form: registerview.Form{URL: fileURL(e.ID) + "/rut", Back: rowURL(e.Row()),
		Head: ui.Head{Crumbs: crumbs(list, label, "Gỡ minh chứng"), Title: "Gỡ tệp minh chứng"}},
		Facts:  append(facts, registerview.Fact{Label: "Tệp", Text: e.Name, URL: fileURL(e.ID)}, registerview.Fact{Label: "Cỡ", Text: e.File.Label() + ", " + sizeWords(e.Size)}),
		Reason: ui.Field{Hint: "Sau khi gỡ, chỉ đơn vị ghi sổ còn mở được tệp; người khác không thấy."}}
	return withdrawal(c, status, going, v, errs)
}
