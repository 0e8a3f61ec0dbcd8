package decision_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/paper"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	keep   = flag.String("keep", "", "also write the documents into this directory, to look at")
)

// words is a document's text, a paragraph a line.
func words(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("</w:p></w:tc>", " | ", "</w:tr>", "\n", "</w:p>", "\n", "<w:br/>", " / ", "<w:tab/>", " ").Replace(string(raw))
	var out strings.Builder
	inside := false
	for _, r := range text {
		switch {
		case r == '<':
			inside = true
		case r == '>':
			inside = false
		case !inside:
			out.WriteRune(r)
		}
	}
	var lines []string
	for l := range strings.SplitSeq(out.String(), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// The decision as a draft and signed, the tờ trình and the notice: word for
// word as their golden files.
func TestGoldenPapers(t *testing.T) {
	june := clock.NewDay(2025, 6, 20)
	x := build(t, clock.NewDay(2025, 7, 5))
	a := x.huyen()
	term := x.term(a, "Lê Thị Lan", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "2025-01-01", "")
	did, ids := x.dossier(award.GiayKhen, kinhDinh, june, goodTeam, goodMember, goodMember, badMember)
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-15'), leave_reason = 'died' WHERE person_id = (SELECT person_id FROM nominee WHERE id = $1) AND upper_inf(during)`, ids[2])
	id := x.draft(a, ids[:3]...)
	files := map[string]*paper.Document{}
	take := func(name string, d *paper.Document, err error) {
		t.Helper()
		x.ok(err)
		files[name] = d
		d.Made = time.Date(2025, 7, 5, 8, 0, 0, 0, clock.Location)
	}
	read := func(id decision.ID) *decision.Paper {
		p, err := x.s.Paper(t.Context(), x.pool, a, x.now, x.w, id)
		x.ok(err)
		return p
	}
	x.on(clock.NewDay(2025, 6, 30)) // the draft's money is of today
	d, err := read(id).Decision()
	take("giay-khen-du-thao", d, err)
	x.ok(x.record(a, id, "125/QĐ-UBND", "2025-06-30", term))
	d, err = read(id).Decision()
	take("giay-khen", d, err)
	_, err = x.s.Notice(t.Context(), x.pool, a, x.now, x.w, did)
	same(t, "no notice before", err != nil, true)
	x.ok(x.apply(a, id))
	n, err := x.s.Notice(t.Context(), x.pool, a, x.now, x.w, did)
	x.ok(err)
	take("thong-bao-giay-khen", n.Document(), nil)

	x.on(clock.NewDay(2025, 7, 5))
	h := x.noivu()
	head := x.term(h, "Trần Quốc Nam", "CHỦ TỊCH", "2025-01-01", "")
	did, high := x.dossier(award.BangKhen, doVinh, june, goodTeam, goodTeam, goodMember, badMember)
	bk := x.draft(h, high[:3]...)
	x.dossier(award.BangKhen, doVinh, june, goodMember, badMember) // waits for another decision: this tờ trình is not about it
	p, err := x.s.SubmissionPaper(t.Context(), x.pool, h, x.now, x.w, bk)
	x.ok(err)
	d, err = p.Submission()
	take("to-trinh-bang-khen", d, err)
	x.ok(x.record(h, bk, "700/QĐ-UBND", "2025-07-05", head))
	a = h
	d, err = read(bk).Decision()
	take("bang-khen", d, err)
	x.ok(x.apply(h, bk))
	n, err = x.s.Notice(t.Context(), x.pool, h, x.now, x.w, did)
	x.ok(err)
	take("thong-bao-bang-khen", n.Document(), nil)
	_, err = x.s.SubmissionPaper(t.Context(), x.pool, x.huyen(), x.now, x.w, id)
	same(t, "Giấy khen has no tờ trình to the province", said(err), said(faultMissing(x)))

	for name, d := range files {
		b, err := d.DOCX()
		x.ok(err)
		if *keep != "" {
			x.ok(os.WriteFile(filepath.Join(*keep, name+".docx"), b, 0o644))
		}
		got, path := words(t, b), filepath.Join("testdata", name+".txt")
		if *update {
			x.ok(os.MkdirAll("testdata", 0o755))
			x.ok(os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		x.ok(err)
		if got != string(want) {
			t.Errorf("%s differs from its golden file (look at the pages, then go test ./internal/decision -run Golden -update):\n%s", name, got)
		}
	}
}

// faultMissing is what is said of a row that is not there.
func faultMissing(x *province) error {
	_, err := x.s.Notice(x.t.Context(), x.pool, x.huyen(), x.now, x.w, dossier.ID(1<<40))
	return err
}
