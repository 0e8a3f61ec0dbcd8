package paper

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
)

// Batch prints many certificates, those numbered From (from 0) up to, but not
// including, To. A batch that broke off goes on from the last Done.
type Batch struct {
	Print    Print
	From, To int
	// Per is how many certificates are read at a time and stand in one file of
	// a ZIP; 0 is 100. Files begin at multiples of it, wherever From is.
	Per int
	// Read gives the certificates from and up to, but not including, to: one
	// statement, in the order of the golden book.
	Read func(ctx context.Context, from, to int) ([]Certificate, error)
	// Done is told after each part how far the batch has come; its error stops
	// the batch. Nil for none.
	Done func(next int) error
}

// PDF writes the batch into one file, a page each. All pages are held until
// the end, about 6 kB each; nothing is written where a certificate is refused.
func (b Batch) PDF(ctx context.Context, w io.Writer) error {
	d, err := b.Print.open()
	if err != nil {
		return err
	}
	if err := b.parts(ctx, func(first int, all []Certificate) error { return d.addAll(first, all) }); err != nil {
		return err
	}
	return d.close(w)
}

// ZIP writes the batch as PDFs of Per certificates each, "giay-khen-0101-0200.pdf";
// no more than one of them is held. What is written when a certificate is
// refused, or the server dies, is no ZIP: write the parts that are done apart.
func (b Batch) ZIP(ctx context.Context, w io.Writer) error {
	if err := b.Print.validate(); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	if err := b.parts(ctx, func(first int, all []Certificate) error {
		d, err := b.Print.open()
		if err != nil {
			return err
		}
		if err := d.addAll(first, all); err != nil {
			return err
		}
		// Stored: a PDF's streams are compressed already.
		part, err := z.CreateHeader(&zip.FileHeader{Name: b.file(first, first+len(all)), Method: zip.Store, Modified: b.Print.Made.In(clock.Location).Truncate(time.Second)})
		if err != nil {
			return err
		}
		return d.close(part)
	}); err != nil {
		return err
	}
	return z.Close()
}

func (d *pdf) addAll(first int, all []Certificate) error {
	for i, c := range all {
		if err := d.add(c); err != nil {
			return at(first+i+1, c, err)
		}
	}
	return nil
}

// file names a part by the first and last number in it, as people count.
func (b Batch) file(from, to int) string {
	form := "giay-khen"
	if b.Print.Template.Form == BangKhen {
		form = "bang-khen"
	}
	return fmt.Sprintf("%s-%04d-%04d.pdf", form, from+1, to)
}

// parts reads the batch part by part.
func (b Batch) parts(ctx context.Context, add func(first int, all []Certificate) error) error {
	if b.From < 0 || b.To <= b.From || b.Per < 0 {
		return fault.New(fault.Invalid, "Không có bản nào để in.")
	}
	per := b.Per
	if per == 0 {
		per = 100
	}
	for from := b.From; from < b.To; {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := min(b.To, from-from%per+per)
		all, err := b.Read(ctx, from, to)
		if err != nil {
			return err
		}
		if len(all) != to-from {
			return fmt.Errorf("certificates %d to %d: read %d", from, to, len(all))
		}
		if err := add(from, all); err != nil {
			return err
		}
		from = to
		if b.Done != nil {
			if err := b.Done(from); err != nil {
				return err
			}
		}
	}
	return nil
}
