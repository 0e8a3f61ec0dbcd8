package paper_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"testing"

	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

// honoured are certificates by number; every one differs.
func honoured(_ context.Context, from, to int) ([]paper.Certificate, error) {
	var all []paper.Certificate
	for i := from; i < to; i++ {
		c := papertest.Commendation()
		c.Recipient.Name = fmt.Sprintf("Ông Nguyễn Văn Số %d", i+1)
		c.GoldenBook = fmt.Sprint(i + 1)
		c.Code = fmt.Sprintf("GK25-%04d-Q9XM", i+1)
		c.URL = "https://thidua.example.vn/xac-minh/" + c.Code
		all = append(all, c)
	}
	return all, nil
}

func batch(to int) paper.Batch {
	return paper.Batch{Print: paper.Print{Template: paper.GiayKhenA4(), Made: signed}, To: to, Read: honoured}
}

// live is what the heap holds after a collection, in MB.
func live() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// 2 000 certificates in one file hold less than 40 MB; as a ZIP, no more at the
// last part than at the second.
func TestTwoThousand(t *testing.T) {
	base, most := live(), 0.0
	b := batch(2000)
	var next []int
	b.Done = func(n int) error {
		next = append(next, n)
		most = max(most, live()-base)
		return nil
	}
	var file bytes.Buffer
	if err := b.PDF(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	if len(next) != 20 || next[0] != 100 || next[19] != 2000 {
		t.Errorf("done %v", next)
	}
	t.Logf("one file: %.1f MB held, %.1f MB written", most, float64(file.Len())/1e6)
	if most > 40 {
		t.Errorf("%.1f MB are held", most)
	}
	pdf := papertest.Open(t, file.Bytes())
	if n := pdf.Pages(t); n != 2000 {
		t.Errorf("%d pages", n)
	}
	for page, name := range map[int]string{1: "Ông Nguyễn Văn Số 1", 777: "Ông Nguyễn Văn Số 777", 2000: "Ông Nguyễn Văn Số 2000"} {
		if text, _ := line(t, pdf.Words(t, page), "Ông"); text != name {
			t.Errorf("page %d is for %q", page, text)
		}
	}

	file = bytes.Buffer{}
	var held []float64
	b.Done = func(int) error {
		held = append(held, live()-base)
		return nil
	}
	if err := b.ZIP(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	t.Logf("ZIP: %.1f MB held after the second part, %.1f MB after the last", held[1], held[19])
	if len(held) != 20 || held[19] > held[1]+2 {
		t.Errorf("held %.1f", held)
	}
}

// A batch that broke off goes on from where it was; parts keep their names.
func TestBatchGoesOn(t *testing.T) {
	b := batch(250)
	died := errors.New("the server died")
	next := 0
	b.Done = func(n int) error {
		next = n
		if n == 100 {
			return died
		}
		return nil
	}
	if err := b.PDF(t.Context(), io.Discard); !errors.Is(err, died) || next != 100 {
		t.Fatalf("%v at %d", err, next)
	}
	b.From, b.Done = 130, nil
	var file bytes.Buffer
	if err := b.ZIP(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, part := range z.File {
		names = append(names, part.Name)
	}
	if want := []string{"giay-khen-0131-0200.pdf", "giay-khen-0201-0250.pdf"}; !slices.Equal(names, want) {
		t.Errorf("parts %v", names)
	}
	r, err := z.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	part, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	pdf := papertest.Open(t, part)
	if text, _ := line(t, pdf.Words(t, 1), "Ông"); text != "Ông Nguyễn Văn Số 201" || pdf.Pages(t) != 50 {
		t.Errorf("the second part begins with %q and has %d pages", text, pdf.Pages(t))
	}
}

// One certificate that can't be printed is named, and nothing is written.
func TestBatchNamesTheRefused(t *testing.T) {
	b := batch(250)
	b.Read = func(ctx context.Context, from, to int) ([]paper.Certificate, error) {
		all, err := honoured(ctx, from, to)
		if from == 100 {
			all[12].Recipient = paper.Recipient{Kind: paper.TeamRecipient, Name: "Tổ 🔥", Place: "Xã Phước Hữu"}
		}
		return all, err
	}
	var file bytes.Buffer
	err := b.PDF(t.Context(), &file)
	f, ok := fault.Of(err)
	if want := "Bản thứ 113, tập thể Tổ 🔥: “Tên người hoặc tập thể được khen” có chữ “🔥” ([U+1F525]) mà phông chữ không in được: hãy gõ lại."; !ok || f.Message != want || f.Fields[0].Name != "recipient" {
		t.Errorf("refused %v", err)
	}
	if file.Len() > 0 {
		t.Errorf("%d bytes written", file.Len())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := batch(10).PDF(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled batch: %v", err)
	}
	empty := batch(0)
	if err := empty.PDF(t.Context(), io.Discard); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty batch: %v", err)
	}
}

// Same input, same bytes.
func TestSameBytes(t *testing.T) {
	write := func() []byte {
		var b bytes.Buffer
		x := batch(7)
		if err := x.PDF(t.Context(), &b); err != nil {
			t.Error(err)
		}
		return b.Bytes()
	}
	first := write()
	if bytes.Contains(first, []byte("/EmbeddedFile")) || bytes.Contains(first, []byte("/Names")) {
		t.Error("it seems to carry other files, which is what uploads are refused for")
	}
	var all sync.WaitGroup
	for range 4 { // side by side, as requests are
		all.Go(func() {
			if !bytes.Equal(first, write()) {
				t.Error("the bytes differ")
			}
		})
	}
	all.Wait()
}

func BenchmarkCertificate(b *testing.B) {
	p := paper.Print{Template: paper.GiayKhenA4(), Made: signed}
	c := papertest.Commendation()
	for b.Loop() {
		if err := p.PDF(io.Discard, c); err != nil {
			b.Fatal(err)
		}
	}
}
