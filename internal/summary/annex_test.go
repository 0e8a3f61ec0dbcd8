package summary_test

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/summary"
)

// sheetsOf opens an annex.
func sheetsOf(t *testing.T, p *summary.Paper) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := p.Annex(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Every formula of the annex comes to what is stored beside it, computed from
// the communes' months alone; a figure changed in a month changes the verdict.
func TestAnnexComputes(t *testing.T) {
	x := build(t)
	x.send(districts...)
	for name, p := range map[string]*summary.Paper{"province": x.paper(x.px03(), "58"), "district": x.paper(x.district("588"), "588")} {
		t.Run(name, func(t *testing.T) {
			f := sheetsOf(t, p)
			formulas := map[string]int{}
			for _, sheet := range f.GetSheetList() {
				rows, err := f.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for r, row := range rows {
					for c := range row {
						at, _ := excelize.CoordinatesToCellName(c+1, r+1)
						formula, err := f.GetCellFormula(sheet, at)
						if err != nil {
							t.Fatal(err)
						}
						if formula == "" {
							continue
						}
						formulas[sheet]++
						if sheet == "Theo xa" && formulas[sheet]%7 != 0 {
							continue // all are alike, and the reader is slow
						}
						stored, _ := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
						got, err := f.CalcCellValue(sheet, at, excelize.Options{RawCellValue: true})
						if err != nil {
							t.Fatalf("%s!%s %s: %v", sheet, at, formula, err)
						}
						a, errA := strconv.ParseFloat(stored, 64)
						b, errB := strconv.ParseFloat(got, 64)
						if stored != got && (errA != nil || errB != nil || math.Abs(a-b) > 1e-9) {
							t.Errorf("%s!%s %s comes to %q, stored is %q", sheet, at, formula, got, stored)
						}
					}
				}
			}
			want := map[string]int{"Chi tieu": 30, "Chi tieu xa": 100, "Theo xa": 100}
			if name == "province" {
				want["Theo huyen"] = 7 * 20
			}
			for sheet, least := range want {
				if formulas[sheet] < least {
					t.Errorf("%s has %d formulas", sheet, formulas[sheet])
				}
			}
		})
	}
	// 1.1 of the whole follows a commune's month.
	f := sheetsOf(t, x.paper(x.district("588"), "588"))
	before, _ := f.CalcCellValue("Chi tieu", "D5", excelize.Options{RawCellValue: true})
	old, _ := f.GetCellValue("Thang", "H5", excelize.Options{RawCellValue: true})
	n, err := strconv.Atoi(old)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellInt("Thang", "H5", int64(n+1000)); err != nil {
		t.Fatal(err)
	}
	after, _ := f.CalcCellValue("Chi tieu", "D5", excelize.Options{RawCellValue: true})
	a, _ := strconv.Atoi(before)
	b, _ := strconv.Atoi(after)
	if b != a+1000 {
		t.Errorf("1.1 goes from %s to %s", before, after)
	}
}
