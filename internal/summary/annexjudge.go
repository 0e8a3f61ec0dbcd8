package summary

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"thidua/internal/plan"
	"thidua/internal/vi"
)

// perIndicator columns each indicator takes: numerator, denominator, rate,
// verdict.
const perIndicator = 4

// signs of comparators in a formula.
var signs = map[plan.Comparator]string{plan.Equal: "=", plan.AtLeast: ">=", plan.Greater: ">", plan.AtMost: "<=", plan.Less: "<"}

// verdict is the formula that judges a numerator and a denominator, and what
// it comes to. Where that is not the verdict (something is missing, the time
// still runs) the verdict is written as it is, in italics.
func (b *book) verdict(ind *IndicatorRef, j *Judged, num, den string, n, d int64) excelize.Cell {
	t := targetOf(ind)
	got, f := "", ""
	switch {
	case ind.Each:
		f = fmt.Sprintf(`IF(%s=0,"%s",IF(%s=%s,"%s","%s"))`, den, words("none_arose"), num, den, words("met"), words("not_met"))
		got = pick(d == 0, "none_arose", n == d)
	case ind.Rate:
		f = fmt.Sprintf(`IF(%s=0,"%s",IF(%s*%d%s%s*%d,"%s","%s"))`, den, words("none_arose"), num, t.Q, signs[t.Comparator], den, t.P, words("met"), words("not_met"))
		got = pick(d == 0, "none_arose", holds(t.Comparator, n*t.Q-d*t.P))
	default:
		f = fmt.Sprintf(`IF(%s%s%d,"%s","%s")`, num, signs[t.Comparator], t.P, words("met"), words("not_met"))
		got = pick(false, "", holds(t.Comparator, n-t.P))
	}
	if got != j.Verdict {
		return excelize.Cell{StyleID: b.styles.soft, Value: words(j.Verdict)}
	}
	return b.formula(b.styles.text, words(j.Verdict), "%s", f)
}

func words(verdict string) string { return Judged{Verdict: verdict}.Words() }

func pick(none bool, noneArose string, met bool) string {
	switch {
	case none:
		return noneArose
	case met:
		return "met"
	}
	return "not_met"
}

func holds(c plan.Comparator, diff int64) bool {
	switch c {
	case plan.Equal:
		return diff == 0
	case plan.AtLeast:
		return diff >= 0
	case plan.Greater:
		return diff > 0
	case plan.AtMost:
		return diff <= 0
	}
	return diff < 0
}

// rate is the quotient, empty where the denominator is 0.
func (b *book) rate(num, den string, n, d int64) excelize.Cell {
	var value any = ""
	if d != 0 {
		value = float64(n) / float64(d)
	}
	return b.formula(b.styles.rate, value, `IF(%s=0,"",%s/%s)`, den, num, den)
}

// column is a measure's place in the sheets of sums.
func (b *book) column(slot int) int {
	for i, m := range b.f.Measures {
		if m.Slot == slot {
			return i
		}
	}
	return -1
}

// fits tells whether an indicator's figures are the sums of its measures.
func (b *book) fits(num, den int, totals []int64, j *Judged) bool {
	return num >= 0 && totals[num] == j.Num && (den < 0 || totals[den] == j.Den)
}

// judged is every commune by every indicator.
func (b *book) judged() {
	head := []any{"TT", "Xã, phường, thị trấn", "Hạng", "Hạng trong nhóm quy mô", "Nhóm quy mô"}
	widths := []float64{6, 26, 8, 10, 22}
	for _, ind := range b.f.Indicators {
		for _, s := range []string{"tử số", "mẫu số", "tỷ lệ", "kết luận"} {
			head, widths = append(head, ind.Code+" "+ind.Short+" ("+ind.Target+"): "+s), append(widths, 11)
		}
	}
	peers := PeersOf(b.f.Communes)
	var rows [][]any
	for i := range b.f.Communes {
		c, row := &b.f.Communes[i], dataAt+i
		g := peers[i]
		r := []any{b.number(int64(i + 1)), b.text(vi.UpperFirst(c.Name)), b.text(rankWords(c.Rank, c.Tied)), b.text(fmt.Sprintf("%s/%d", rankWords(g.Rank, g.Tied), g.Of)), b.text(fmt.Sprintf("%d–%d %s", g.Low, g.High, g.Unit))}
		for k := range b.f.Indicators {
			r = append(r, b.four(k, &c.Judged[k], c.Totals, len(r), row, func(measure int) string {
				return "'" + sheetCommunes + "'!" + at(communeMeasures+measure, row)
			})...)
		}
		rows = append(rows, r)
	}
	b.rows(sheetJudged, "Kết quả từng chỉ tiêu của từng xã", widths, head, rows)
}

// four are an indicator's cells of one unit: of its measures where its figures
// are their sums, else as judged.
func (b *book) four(k int, j *Judged, totals []int64, column, row int, from func(measure int) string) []any {
	ind := &b.f.Indicators[k]
	num, den, rate := at(column, row), at(column+1, row), any(b.text(""))
	if ind.Each {
		n, d := int64(j.TeamsMet), int64(j.Teams)
		return []any{b.number(n), b.number(d), b.rate(num, den, n, d), b.verdict(ind, j, num, den, n, d)}
	}
	mn, md := b.column(ind.Num), b.column(ind.Den)
	top, bottom := any(b.number(j.Num)), any(b.text(""))
	if ind.Rate {
		bottom, rate = b.number(j.Den), b.rate(num, den, j.Num, j.Den)
	}
	if b.fits(mn, md, totals, j) {
		top = b.formula(b.styles.number, j.Num, "%s", from(mn))
		if ind.Rate {
			bottom = b.formula(b.styles.number, j.Den, "%s", from(md))
		}
	}
	return []any{top, bottom, rate, b.verdict(ind, j, num, den, j.Num, j.Den)}
}

// whole is the report's own verdicts, over the sums of all communes.
func (b *book) whole() {
	n := len(b.f.Communes)
	var rows [][]any
	for k := range b.f.Indicators {
		ind, j, row := &b.f.Indicators[k], &b.f.Whole[k], dataAt+k
		r := []any{b.text(ind.Code), b.text(ind.Name), b.text(ind.Target)}
		verdicts := span(sheetJudged, 5+k*perIndicator+3, n)
		if ind.Each {
			num, den := at(3, row), at(4, row)
			r = append(r, b.formula(b.styles.number, j.TeamsMet, "SUM(%s)", span(sheetJudged, 5+k*perIndicator, n)), b.formula(b.styles.number, j.Teams, "SUM(%s)", span(sheetJudged, 5+k*perIndicator+1, n)),
				b.rate(num, den, int64(j.TeamsMet), int64(j.Teams)), b.verdict(ind, j, num, den, int64(j.TeamsMet), int64(j.Teams)))
		} else {
			four := b.four(k, j, b.f.Totals, 3, row, func(measure int) string { return "SUM(" + span(sheetCommunes, communeMeasures+measure, n) + ")" })
			if ind.Every && n > 1 {
				four[3] = b.every(j, verdicts, n)
			}
			r = append(r, four...)
		}
		for _, v := range []struct {
			verdict string
			n       int32
		}{{"met", j.Met}, {"not_met", j.NotMet}, {"none_arose", j.None}} {
			r = append(r, b.counted(verdicts, v.verdict, v.n, k))
		}
		rows = append(rows, append(r, b.number(int64(j.Counted)), b.number(int64(j.Expected))))
	}
	b.rows(sheetWhole, "Kết quả các chỉ tiêu", []float64{8, 44, 12, 12, 12, 10, 18, 10, 10, 12, 12, 12},
		[]any{"Mã", "Chỉ tiêu", "Mức phải đạt", "Tử số", "Mẫu số", "Tỷ lệ", "Kết luận", "Số xã đạt", "Số xã chưa đạt", "Số xã không phát sinh", "Báo cáo tháng được tính", "Báo cáo tháng phải có"}, rows)
}

// counted is how many communes have a verdict: a formula where the communes
// listed are those judged.
func (b *book) counted(verdicts, verdict string, n int32, k int) excelize.Cell {
	listed := int32(0)
	for i := range b.f.Communes {
		if b.f.Communes[i].Judged[k].Verdict == verdict {
			listed++
		}
	}
	if listed != n {
		return b.number(int64(n))
	}
	return b.formula(b.styles.number, n, `COUNTIF(%s,"%s")`, verdicts, words(verdict))
}

// every is the verdict where each commune has to meet.
func (b *book) every(j *Judged, verdicts string, n int) excelize.Cell {
	got := "met"
	switch {
	case j.NotMet > 0:
		got = "not_met"
	case int(j.Met+j.None) < n:
		got = "unknown"
	}
	if got != j.Verdict {
		return excelize.Cell{StyleID: b.styles.soft, Value: words(j.Verdict)}
	}
	return b.formula(b.styles.text, words(j.Verdict), `IF(COUNTIF(%s,"%s")>0,"%s",IF(COUNTIF(%s,"%s")+COUNTIF(%s,"%s")=%d,"%s","%s"))`, verdicts, words("not_met"), words("not_met"),
		verdicts, words("met"), verdicts, words("none_arose"), n, words("met"), words("unknown"))
}
