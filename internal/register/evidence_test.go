package register

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/roster"
)

// bigPDF is a PDF of exactly n bytes that no compression shrinks.
func bigPDF(n int) []byte {
	head, tail := []byte("%PDF-1.4\nstream\n"), []byte("\nendstream\nstartxref\n9\n%%EOF\n")
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b)
	copy(b, head)
	copy(b[n-len(tail):], tail)
	return b
}

func (h house) attach(t *testing.T, row Row, files ...*Ready) []Evidence {
	t.Helper()
	if _, err := h.service.Attach(t.Context(), h.police(0), moment, h.tree, row, files); err != nil {
		t.Fatal(err)
	}
	list, err := h.files(t, h.police(0), row)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (h house) whole(t *testing.T, a access.Actor, row Row) (Hanging, error) {
	var x Hanging
	var err error
	if row.Kind == Models {
		_, x, err = h.service.WholeModel(t.Context(), a, moment, h.tree, ModelID(row.ID))
	} else {
		_, x, err = h.service.WholeDeed(t.Context(), a, moment, h.tree, DeedID(row.ID))
	}
	return x, err
}

func (h house) files(t *testing.T, a access.Actor, row Row) ([]Evidence, error) {
	x, err := h.whole(t, a, row)
	return x.Files, err
}

func TestEvidence(t *testing.T) {
	h := build(t)
	ctx := t.Context()
	row := Row{Deeds, int64(h.deed(t, "1", nil))}
	big := ready(t, "Quyết định.pdf", bigPDF(2*ChunkSize+5))
	photo := ready(t, "ảnh.jpg", phonePhoto(t))
	list := h.attach(t, row, big, photo)
	if len(list) != 2 {
		t.Fatalf("%d files", len(list))
	}
	slices.SortFunc(list, func(a, b Evidence) int { return strings.Compare(string(a.File), string(b.File)) })
	e := list[1]
	if e.Name != "Quyết định.pdf" || e.File != PDF || e.Size != 2*ChunkSize+5 || e.Author != "Công an xa1" || !e.CreatedAt.Equal(moment.Wall) || e.Row() != row || list[0].Width != 96 {
		t.Errorf("%+v", e)
	}
	sizes, err := pg.Column[int](ctx, h.tx, `SELECT octet_length(bytes) FROM evidence_chunk WHERE digest = $1 ORDER BY n`, e.Digest)
	if err != nil || !slices.Equal(sizes, []int{ChunkSize, ChunkSize, 5}) {
		t.Errorf("pieces of %v bytes, %v", sizes, err)
	}
	got, err := io.ReadAll(h.service.Content(ctx, e))
	if sum := sha256.Sum256(got); err != nil || !bytes.Equal(sum[:], e.Digest) || !bytes.Equal(got, bytesOf(t, big)) {
		t.Errorf("what is stored is not what was sent (%v)", err)
	}
	part := make([]byte, 10)
	r := h.service.Content(ctx, e)
	if _, err := r.Seek(2*ChunkSize-5, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if n, err := io.ReadFull(r, part); n != 10 || err != nil || !bytes.Equal(part, got[2*ChunkSize-5:]) {
		t.Errorf("across two pieces: %d bytes, %v", n, err)
	}
	// The same file again adds nothing; with another row its bytes stay one.
	if n, err := h.service.Attach(ctx, h.police(0), moment, h.tree, row, []*Ready{photo}); n != 0 || err != nil {
		t.Errorf("the same file again: %d, %v", n, err)
	}
	model := Row{Models, int64(h.model(t, "m", nil))}
	if l := h.attach(t, model, ready(t, "tên khác.jpg", phonePhoto(t))); len(l) != 1 || l[0].Name != "tên khác.jpg" {
		t.Errorf("%+v", l)
	}
	if n, err := pg.Value[int](ctx, h.tx, `SELECT count(*)::int FROM evidence_file`); n != 2 || err != nil {
		t.Errorf("%d files stored, %v", n, err)
	}
	log, err := pg.Column[string](ctx, h.tx, `SELECT action || ' ' || summary FROM audit_entry WHERE action LIKE '%.attach' ORDER BY summary COLLATE "C"`)
	want := []string{"model.attach Thêm minh chứng “tên khác.jpg” cho mô hình “Camera an ninh”", "deed.attach Thêm minh chứng “Quyết định.pdf” cho việc tốt ngày 10/12/2024",
		"deed.attach Thêm minh chứng “ảnh.jpg” cho việc tốt ngày 10/12/2024"}
	slices.Sort(want)
	slices.Sort(log)
	if err != nil || !slices.Equal(log, want) {
		t.Errorf("audit:\n%s\n%v", strings.Join(log, "\n"), err)
	}
	d, err := h.service.Deed(ctx, h.px03(), access.DeedRead, moment, h.tree, DeedID(row.ID))
	if err != nil || d.Files != 2 {
		t.Errorf("the deed has %d files, %v", d.Files, err)
	}
}

func TestEvidenceRights(t *testing.T) {
	h := build(t)
	ctx := t.Context()
	row := Row{Deeds, int64(h.deed(t, "1", nil))}
	e := h.attach(t, row, ready(t, "a.pdf", pdfFile("")))[0]
	see := func(a access.Actor) fault.Kind {
		_, err := h.service.Evidence(ctx, a, access.DeedRead, moment, h.tree, e.ID)
		if err == nil {
			return -1
		}
		return fault.KindOf(err)
	}
	if see(h.police(0)) != -1 || see(h.px03()) != -1 || see(h.police(1)) != fault.NotFound || see(access.Actor{}) != fault.Unauthenticated {
		t.Errorf("own %v, px03 %v, another commune %v, nobody %v", see(h.police(0)), see(h.px03()), see(h.police(1)), see(access.Actor{}))
	}
	for name, a := range map[string]access.Actor{"another commune": h.police(1), "px03": h.px03()} {
		want := fault.NotFound
		if name == "px03" {
			want = fault.Forbidden
		}
		if _, err := h.service.Attach(ctx, a, moment, h.tree, row, []*Ready{ready(t, "b.pdf", pdfFile("/B 1"))}); fault.KindOf(err) != want {
			t.Errorf("%s attaches: %v", name, err)
		}
		if err := h.service.WithdrawEvidence(ctx, a, moment, h.tree, e.ID, "Nhầm"); fault.KindOf(err) != want {
			t.Errorf("%s withdraws: %v", name, err)
		}
	}
	if _, err := h.files(t, h.police(1), row); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's list: %v", err)
	}
	if got := refused(t, h.service.WithdrawEvidence(ctx, h.police(0), moment, h.tree, e.ID, " ")); !slices.Equal(got, []string{"ly-do: Nhập lý do rút."}) {
		t.Errorf("%v", got)
	}
	if err := h.service.WithdrawEvidence(ctx, h.police(0), moment, h.tree, e.ID, "Gửi nhầm tệp"); err != nil {
		t.Fatal(err)
	}
	if see(h.px03()) != fault.NotFound || see(h.police(0)) != -1 {
		t.Errorf("withdrawn: px03 %v, its commune %v", see(h.px03()), see(h.police(0)))
	}
	if err := h.service.WithdrawEvidence(ctx, h.police(0), moment, h.tree, e.ID, "Lần nữa"); fault.KindOf(err) != fault.Stale {
		t.Errorf("twice: %v", err)
	}
	for name, want := range map[string]int{"px03": 0, "own": 1} {
		a := h.px03()
		if name == "own" {
			a = h.police(0)
		}
		if list, err := h.files(t, a, row); err != nil || len(list) != want {
			t.Errorf("%s lists %d files, %v", name, len(list), err)
		}
	}
	if list := h.attach(t, row, ready(t, "a.pdf", pdfFile(""))); len(list) != 2 || list[1].WithdrawnAt != nil {
		t.Errorf("sent again after a withdrawal: %+v", list)
	}
	var many []*Ready
	for i := range MaxFiles {
		many = append(many, ready(t, "x.pdf", pdfFile(fmt.Sprintf("/X %d", i))))
	}
	if got := refused(t, func() error { _, err := h.service.Attach(ctx, h.police(0), moment, h.tree, row, many); return err }()); !strings.Contains(got[0], "tối đa 20 tệp") {
		t.Errorf("%v", got)
	}
	if n, _ := pg.Value[int](ctx, h.tx, `SELECT count(*)::int FROM evidence_file`); n != 1 {
		t.Errorf("%d files; a refused upload leaves nothing", n)
	}
	if err := h.service.WithdrawDeed(ctx, h.police(0), moment, h.tree, DeedID(row.ID), 1, "Ghi trùng"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.service.Attach(ctx, h.police(0), moment, h.tree, row, many[:1]); fault.KindOf(err) != fault.Invalid {
		t.Errorf("to a withdrawn deed: %v", err)
	}
}

// Eight senders of one file at the same moment, to four rows.
func TestSameFileAtOnce(t *testing.T) {
	pool := pgtest.DB(t)
	var h house
	if err := pg.InTx(t.Context(), pool, func(tx pg.Tx) error { h = fill(t, tx); return nil }); err != nil {
		t.Fatal(err)
	}
	s := &Service{DB: pool}
	var rows []Row
	for i := range 4 {
		made, err := s.AddDeed(t.Context(), h.police(0), moment, h.tree, key(fmt.Sprint(i), "/guong"), DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh A", What: "Việc tốt"})
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, Row{Deeds, made.ID})
	}
	body, other := bigPDF(ChunkSize+1), bigPDF(ChunkSize+2)
	var wg sync.WaitGroup
	var added [8]int
	var errs [8]error
	for i := range added {
		files := []*Ready{ready(t, "a.pdf", body), ready(t, "b.pdf", other)}
		if i%2 == 1 {
			slices.Reverse(files)
		}
		wg.Go(func() { added[i], errs[i] = s.Attach(t.Context(), h.police(0), moment, h.tree, rows[i%4], files) })
	}
	wg.Wait()
	total := 0
	for i := range added {
		if errs[i] != nil {
			t.Error(errs[i])
		}
		total += added[i]
	}
	got, err := pg.Column[int](t.Context(), pool, `SELECT count(*)::int FROM evidence_file UNION ALL SELECT count(*)::int FROM evidence_chunk UNION ALL SELECT count(*)::int FROM evidence_link`)
	if err != nil || total != 8 || !slices.Equal(got, []int{2, 4, 8}) {
		t.Errorf("%d added; files, pieces, links %v, %v; want 8; 2, 4, 8", total, got, err)
	}
}

// A file of exactly 10 MB goes in and out with little memory.
func TestTenMegabytesInLittleMemory(t *testing.T) {
	pool := pgtest.DB(t)
	var h house
	if err := pg.InTx(t.Context(), pool, func(tx pg.Tx) error { h = fill(t, tx); return nil }); err != nil {
		t.Fatal(err)
	}
	s := &Service{DB: pool}
	made, err := s.AddDeed(t.Context(), h.police(0), moment, h.tree, key("k", "/guong"), DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), Who: "Anh A", What: "Việc tốt"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := TempFile()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	func() { // the bytes themselves must not stay in this test's memory
		b := jpegOf(MaxFile)
		if _, err := f.Write(b); err != nil {
			t.Fatal(err)
		}
	}()
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	watch := func() {
		runtime.ReadMemStats(&now)
		peak = max(peak, now.HeapAlloc)
	}
	r, err := Prepare("anh.jpg", watched{f, watch}, MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.body = watched{r.body.(*os.File), watch}
	if _, err := s.Attach(t.Context(), h.police(0), moment, h.tree, Row{Deeds, made.ID}, []*Ready{r}); err != nil {
		t.Fatal(err)
	}
	h.service = s
	list, err := h.files(t, h.police(0), Row{Deeds, made.ID})
	if err != nil || len(list) != 1 || list[0].Size != MaxFile {
		t.Fatalf("%+v, %v", list, err)
	}
	sum := sha256.New()
	content, buf := s.Content(t.Context(), list[0]), make([]byte, 32<<10)
	for {
		n, err := content.Read(buf)
		_, _ = sum.Write(buf[:n])
		watch()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(sum.Sum(nil), list[0].Digest) {
		t.Error("what came out is not what went in")
	}
	grown := int64(peak) - int64(before.HeapAlloc)
	t.Logf("10 MB in and out: the heap grew by %d kB at most", grown>>10)
	if grown > 8<<20 {
		t.Errorf("the heap grew by %d kB", grown>>10)
	}
}

// jpegOf is a JPEG of n bytes: a frame and one long scan.
func jpegOf(n int) []byte {
	b := bigJPEG(100, 100)
	return append(append(b[:len(b)-2], bytes.Repeat([]byte{0x5a}, n-len(b))...), 0xff, 0xd9)
}

type watched struct {
	*os.File
	see func()
}

func (w watched) ReadAt(p []byte, at int64) (int, error) {
	w.see()
	return w.File.ReadAt(p, at)
}

// serving puts a person into a team.
func (h house) serving(t *testing.T, name string, team int, from clock.Day) roster.PersonID {
	t.Helper()
	clerk := access.System("nạp dữ liệu", access.RosterWrite)
	id, err := roster.Enrol(t.Context(), h.tx, clerk, moment, h.tree, roster.Enrolment{FullName: name, Gender: roster.Male, Team: h.teams[team], Position: roster.Plain, Joined: from})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pg.Value[roster.PersonID](context.Background(), h.tx, `SELECT person_id FROM service WHERE id = $1`, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCreditedMembers(t *testing.T) {
	h := build(t)
	ctx, a := t.Context(), h.police(0)
	an := h.serving(t, "Lê Văn An", 0, clock.NewDay(2024, 11, 6))
	binh := h.serving(t, "Trần Văn Bình", 0, clock.NewDay(2024, 12, 11))
	cong := h.serving(t, "Phạm Văn Công", 1, clock.NewDay(2024, 11, 6))
	list, err := h.service.MembersOn(ctx, a, moment, h.tree, h.teams[0], clock.NewDay(2024, 12, 10))
	if err != nil || len(list) != 1 || list[0].Person != an || list[0].Position != roster.Plain {
		t.Errorf("on the roster that day: %+v, %v", list, err)
	}
	if _, err := h.service.MembersOn(ctx, h.police(1), moment, h.tree, h.teams[0], today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another commune's roster: %v", err)
	}
	in := DeedInput{Team: h.teams[0], DoneOn: day(2024, 12, 10), What: "Giúp dân", Members: []roster.PersonID{an, an}}
	made, err := h.service.AddDeed(ctx, a, moment, h.tree, key("1", "/guong"), in)
	if err != nil {
		t.Fatal(err)
	}
	d, err := h.service.Deed(ctx, a, access.DeedRead, moment, h.tree, DeedID(made.ID))
	if err != nil || d.Who != "Lê Văn An, Tổ viên" || !slices.Equal(d.Members, []roster.PersonID{an}) {
		t.Errorf("%+v, %v", d, err)
	}
	for name, who := range map[string]roster.PersonID{"not yet a member": binh, "of another team": cong, "nobody": 999_999} {
		in.Members = []roster.PersonID{an, who}
		_, err := h.service.AddDeed(ctx, a, moment, h.tree, key("2", "/guong"), in)
		if got := refused(t, err); len(got) != 1 || !strings.HasPrefix(got[0], "thanh-vien: Có người được chọn không phải thành viên của Tổ này vào ngày 10/12/2024.") {
			t.Errorf("%s: %v", name, got)
		}
	}
	// The roster may be corrected later: who is credited stays until the deed moves.
	if _, err := h.tx.Exec(ctx, `UPDATE service SET during = daterange('2024-12-15', NULL) WHERE person_id = $1`, an); err != nil {
		t.Fatal(err)
	}
	in = d.Input()
	in.What = "Giúp dân dọn nhà"
	if err := h.service.EditDeed(ctx, a, moment, h.tree, d.ID, 1, in); err != nil {
		t.Errorf("the same team and day: %v", err)
	}
	in.DoneOn = day(2024, 12, 12)
	if got := refused(t, h.service.EditDeed(ctx, a, moment, h.tree, d.ID, 2, in)); len(got) != 1 {
		t.Errorf("another day: %v", got)
	}
	in.Members = []roster.PersonID{binh}
	if err := h.service.EditDeed(ctx, a, moment, h.tree, d.ID, 2, in); err != nil {
		t.Error(err)
	}
	model := ModelInput{Name: "Camera", Field: "x", StartedOn: day(2024, 8, 1), Teams: h.teams[:1], Members: []roster.PersonID{binh, cong}}
	_, err = h.service.AddModel(ctx, a, moment, h.tree, key("m", "/mo-hinh"), model)
	if got := refused(t, err); len(got) != 1 || !strings.HasPrefix(got[0], "thanh-vien: ") {
		t.Errorf("a member of a team that takes no part: %v", got)
	}
	model.Teams = []org.UnitID{h.teams[0], h.teams[1]}
	made, err = h.service.AddModel(ctx, a, moment, h.tree, key("m", "/mo-hinh"), model)
	if err != nil {
		t.Fatal(err)
	}
	m, err := h.service.Model(ctx, a, access.DeedRead, moment, h.tree, ModelID(made.ID))
	if err != nil || !slices.Equal(m.Members, []roster.PersonID{binh, cong}) {
		t.Errorf("%+v, %v", m, err)
	}
	whole, err := h.whole(t, h.px03(), m.Row())
	if err != nil || whole.Names[binh] != "Trần Văn Bình" || whole.Names[cong] != "Phạm Văn Công" {
		t.Errorf("%v, %v", whole.Names, err)
	}
}
