package dossier_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wordsOf is a document's text in reading order.
func wordsOf(t *testing.T, d *paper.Document) string {
	t.Helper()
	l, err := d.Layout()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	line := func(x paper.Line) string {
		s := ""
		for _, r := range x.Runs {
			s += r.Text
		}
		return strings.ReplaceAll(s, "\n", " / ")
	}
	for _, s := range l.Sheets {
		for _, p := range s.Parts {
			switch {
			case p.Line != nil:
				b.WriteString(line(*p.Line) + "\n")
			case p.Columns != nil:
				for _, r := range p.Columns.Rows {
					for _, side := range [][]paper.Line{r.Left, r.Right} {
						for _, x := range side {
							b.WriteString("| " + line(x) + "\n")
						}
					}
				}
			case p.Grid != nil:
				for _, r := range append(p.Grid.Head, p.Grid.Body...) {
					var cells []string
					for _, c := range r {
						cells = append(cells, strings.ReplaceAll(c.Text, "\n", " / "))
					}
					b.WriteString("# " + strings.Join(cells, " | ") + "\n")
				}
			}
		}
	}
	return b.String()
}

// The papers say what the dossier holds, under the law of their day, and only
// what is confirmed of forms.
func TestDocuments(t *testing.T) {
	x := build(t)
	teams := x.teams(kinhDinh)
	people := x.members(teams[0])
	id, err := x.build(x.police(), "k1", dossier.Pick{Teams: teams[:1], Persons: people[:2]})
	x.ok(err)
	x.draft(id)
	x.exec(`UPDATE service SET during = daterange(lower(during), '2025-01-20'), leave_reason = 'fell_on_duty' WHERE person_id = $1 AND upper_inf(during)`, people[1])
	v := x.view(x.police(), id)
	d := &dossier.Documents{V: v, W: x.w, Made: x.now.Business}
	for name, of := range map[string]func() (*paper.Document, error){
		"to-trinh": d.Submission, "danh-sach": func() (*paper.Document, error) { return d.List(), nil },
		"bao-cao":         func() (*paper.Document, error) { return d.Reports(nil) },
		"bao-cao-ca-nhan": func() (*paper.Document, error) { return d.Reports(&v.Nominees[1]) },
	} {
		doc, err := of()
		x.ok(err)
		got := wordsOf(t, doc)
		file := "testdata/" + name + ".txt"
		if *update {
			x.ok(os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		x.ok(err)
		x.same(name, got, string(want))
	}
	x.letter(id, "21")
	d.V = x.view(x.police(), id)
	doc, err := d.Submission()
	x.ok(err)
	signed := wordsOf(t, doc)
	for _, words := range []string{"Số: 21/TTr-CA", "ngày 05 tháng 02 năm 2025", "Nguyễn Văn Minh"} {
		if !strings.Contains(signed, words) {
			t.Errorf("the signed one lacks %q:\n%s", words, signed)
		}
	}
	if strings.Contains(signed, "DỰ THẢO") || strings.Contains(signed, "Mẫu số") {
		t.Error("a signed paper is a draft, or names a form nobody confirmed")
	}
	d.V.Roles = map[award.Party]access.Role{award.ByProposer: access.District}
	for typed, want := range map[string]string{"KT. CHỦ TỊCH  PHÓ CHỦ TỊCH": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "KT. CHỦ TỊCH,\r\n\r\nPHÓ CHỦ TỊCH": "KT. CHỦ TỊCH,\nPHÓ CHỦ TỊCH", "Phó Chủ tịch": "Phó Chủ tịch"} {
		d.V.SignerTitle = dossier.SignerTitle(typed)
		x.same(typed, must(x, d.Submission).Sign[0].Lines[1], want)
	}
	x.w.Day = x.w.Plan.Phases[1].End
	v = x.view(x.police(), id)
	v.DocDate = &x.w.Day
	after := wordsOf(t, must(x, (&dossier.Documents{V: v, W: x.w, Made: x.now.Business}).Submission))
	for _, words := range []string{"Mẫu số 01\n| CÔNG AN", "Nghị định số 152/2025/NĐ-CP", "Thông tư số 15/2025/TT-BNV"} {
		if !strings.Contains(after, words) {
			t.Errorf("under the decree of 2025 it lacks %q:\n%s", words, after)
		}
	}
}

func must(x *world, of func() (*paper.Document, error)) *paper.Document {
	x.t.Helper()
	d, err := of()
	x.ok(err)
	return d
}
