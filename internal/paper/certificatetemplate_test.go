package paper_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

// A template is data: it comes back from JSON and YAML as it was.
func TestTemplatesAreData(t *testing.T) {
	for _, x := range []paper.Template{paper.GiayKhenA4(), paper.BangKhen420(), paper.BangKhen360()} {
		for name, marshal := range map[string]func(any) ([]byte, error){"json": json.Marshal, "yaml": yaml.Marshal} {
			b, err := marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := paper.ParseTemplate(b); err != nil || !reflect.DeepEqual(got, x) {
				t.Errorf("%s, %s: %v\n%s", x.Name, name, err, b)
			}
		}
	}
}

// Every refused input is named, all at once.
func TestTemplateRefuses(t *testing.T) {
	for name, x := range map[string]struct {
		change func(x *paper.Template)
		want   string
	}{
		"page": {func(x *paper.Template) {
			x.Name, x.Form, x.Width, x.Height = " ", "co", 99, math.NaN()
			x.Fields = x.Fields[:0]
		},
			"name form width height nation motto authority verb form recipient place achievement decision golden_book date signer_title signer_name"},
		"border":  {func(x *paper.Template) { x.Border = &paper.Border{Inset: 2, Band: 21} }, "border.inset border.band"},
		"unknown": {func(x *paper.Template) { x.Fields[1].Key = "logo" }, "logo"},
		"twice":   {func(x *paper.Template) { x.Fields = append(x.Fields, x.Fields[6]) }, "place"},
		"outside": {func(x *paper.Template) { f := field(x, paper.KeyDate); f.X, f.Y = 200, 211 }, "date.x date.y"},
		"size": {func(x *paper.Template) {
			f := field(x, paper.KeyPlace)
			f.Size, f.Least, f.Lines, f.Width = 5, 20, 9, 1
		},
			"place.width place.size place.least place.lines"},
		"leading":            {func(x *paper.Template) { f := field(x, paper.KeyAchievement); f.Leading, f.Bottom = 3, 50 }, "achievement.leading achievement.bottom"},
		"qr":                 {func(x *paper.Template) { field(x, paper.KeyQR).Width = 10 }, "qr.width"},
		"emblem":             {func(x *paper.Template) { field(x, paper.KeyEmblem).Y = 200 }, "emblem.y"},
		"hidden":             {func(x *paper.Template) { field(x, paper.KeyGoldenBook).Hidden = true }, "golden_book"},
		"number without day": {func(x *paper.Template) { field(x, paper.KeyDecision).Key = paper.KeyDecisionNumber }, "decision"},
		"infinite":           {func(x *paper.Template) { field(x, paper.KeyPlace).X = math.Inf(1) }, "place.x"},
		"align":              {func(x *paper.Template) { field(x, paper.KeyPlace).Align = 7 }, "place.align"},
	} {
		template := paper.GiayKhenA4()
		x.change(&template)
		if name == "twice" {
			x.want = string(template.Fields[6].Key)
		}
		var got []string
		for _, f := range refusedBy(t, template.Validate()) {
			got = append(got, f.Name)
			if f.Message == "" || strings.ContainsAny(f.Message[:1], "abcdefghijklmnopqrstuvwxyz") {
				t.Errorf("%s: message %q", name, f.Message)
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: refused %v, want %s", name, got, x.want)
		}
	}
	if _, err := paper.ParseTemplate([]byte("name: X\nlogo: 1\n")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an unknown word: %v", err)
	}
	b, err := yaml.Marshal(paper.GiayKhenA4())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := paper.ParseTemplate([]byte(strings.Replace(string(b), "align: centre", "align: middle", 1))); len(refusedBy(t, err)) != 1 {
		t.Errorf("an unknown alignment: %v", err)
	}
}

func field(x *paper.Template, k paper.Key) *paper.Field {
	for i := range x.Fields {
		if x.Fields[i].Key == k {
			return &x.Fields[i]
		}
	}
	panic(fmt.Sprintf("no field %s", k))
}

// A blank whose words "ngày … tháng … năm …" are printed takes the numbers
// alone, each on its dots.
func TestPartsOfDays(t *testing.T) {
	x := paper.GiayKhenA4()
	date := *field(&x, paper.KeyDate)
	var kept []paper.Field
	for _, f := range x.Fields {
		if f.Key != paper.KeyDate && f.Key != paper.KeyDecision {
			kept = append(kept, f)
		}
	}
	for i, k := range []paper.Key{paper.KeyDatePlace, paper.KeyDateDay, paper.KeyDateMonth, paper.KeyDateYear, paper.KeyDecisionNumber, paper.KeyDecisionDay, paper.KeyDecisionMonth, paper.KeyDecisionYear} {
		f := date
		f.Key, f.Align, f.X, f.Y, f.Width = k, paper.Left, 20+60*float64(i%4), 150+6*float64(i/4), 58
		kept = append(kept, f)
	}
	x.Fields = kept
	if err := x.Validate(); err != nil {
		t.Fatal(err)
	}
	words := printed(t, paper.Print{Template: x, Blank: true}, papertest.Commendation()).Words(t, 1)
	slices.SortStableFunc(words, func(a, b papertest.Word) int {
		return cmp.Or(cmp.Compare(math.Round(a.Top), math.Round(b.Top)), cmp.Compare(a.Left, b.Left))
	})
	for words[0].Text != "sở" { // the last word above
		words = words[1:]
	}
	stands(t, words, []stand{
		{first: "Phan", last: "Chàm", baseline: 150, size: 14, left: 20},
		{first: "10", last: "10", baseline: 150, size: 14, left: 80},
		{first: "02", last: "02", baseline: 150, size: 14, left: 140},
		{first: "2025", last: "2025", baseline: 150, size: 14, left: 200},
		{first: "345/QĐ-UBND", last: "345/QĐ-UBND", baseline: 156, size: 14, left: 20},
		{first: "10", last: "10", baseline: 156, size: 14, left: 80},
		{first: "02", last: "02", baseline: 156, size: 14, left: 140},
		{first: "2025", last: "2025", baseline: 156, size: 14, left: 200},
	})
	x.Fields = x.Fields[:len(x.Fields)-1]
	if f := refusedBy(t, x.Validate()); len(f) != 1 || f[0].Name != "decision" {
		t.Errorf("without the year: %v", f)
	}
}

func TestNudgeIsBounded(t *testing.T) {
	p := paper.Print{Template: paper.GiayKhenA4(), Nudge: paper.Nudge{Right: 21, Down: math.NaN()}}
	if f := refusedBy(t, p.Check(papertest.Commendation())); len(f) != 2 || f[0].Name != "nudge.right" || f[1].Name != "nudge.down" {
		t.Errorf("refused %v", f)
	}
	p.Nudge = paper.Nudge{Down: 20}
	if f := refusedBy(t, p.Check(papertest.Commendation())); len(f) != 1 || f[0].Name != "signer_name" {
		t.Errorf("pushed off the paper: %v", f)
	}
}

// Whatever is read as a template can place a certificate or refuses with words.
func FuzzParseTemplate(f *testing.F) {
	for _, x := range []paper.Template{paper.GiayKhenA4(), paper.BangKhen360()} {
		b, err := yaml.Marshal(x)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"name":"x","fields":[{"key":"recipient","x":1e400}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := paper.ParseTemplate(b)
		if err == nil {
			c := papertest.Commendation()
			c.Form = x.Form
			err = (paper.Print{Template: x}).Check(c)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v", err)
		}
	})
}
