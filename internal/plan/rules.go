package plan

import "thidua/internal/clock"

// Rules is one version of the plan made ready for judging: lookups by slot,
// ordinal and code, periods cut, formulas resolved. Read-only, safe to share.
type Rules struct {
	Def      *Definition
	Periods  []Period
	Measures []*Measure // in the order of the grid's columns

	bySlot      []*Measure   // nil: a slot this version does not use
	byOrdinal   []*formula   // nil: an ordinal this version does not use
	formulas    []*formula   // in the file's order
	indicators  []*Indicator // in the file's order
	parts       []PartRule
	measureCode map[string]*Measure
	groupCode   map[string]*Group
}

// formula is an indicator with its measures resolved to slots.
type formula struct {
	ind      *Indicator
	num, den int  // slots; den is -1 for a count
	stock    bool // a count's stock: the last period of a span counts alone
	byRow    bool // part ≤ whole holds in each row
}

// PartRule is a part ≤ whole rule with its measures.
type PartRule struct {
	Part, Whole *Measure
	Per         Per
}

// NewRules prepares a definition made by Parse.
func NewRules(d *Definition) *Rules {
	r := &Rules{Def: d, Periods: CutPeriods(d), measureCode: map[string]*Measure{}, groupCode: map[string]*Group{}}
	for i := range d.Groups {
		r.groupCode[d.Groups[i].Code] = &d.Groups[i]
	}
	for i := range d.Measures {
		m := &d.Measures[i]
		r.Measures = append(r.Measures, m)
		r.measureCode[m.Code] = m
		for len(r.bySlot) <= m.Slot {
			r.bySlot = append(r.bySlot, nil)
		}
		r.bySlot[m.Slot] = m
	}
	for _, p := range d.Parts {
		r.parts = append(r.parts, PartRule{r.measureCode[p.Part], r.measureCode[p.Whole], p.Per})
	}
	for i := range d.Indicators {
		r.addIndicator(&d.Indicators[i])
	}
	return r
}

// addIndicator resolves a formula. A rate is Σ numerator / Σ denominator over
// periods too, whatever its measures are: see doc/adr/0001.
func (r *Rules) addIndicator(ind *Indicator) {
	num := r.measureCode[ind.Numerator]
	f := &formula{ind: ind, num: num.Slot, den: -1, stock: num.Over == OverLast && !ind.IsRate()}
	if ind.IsRate() {
		f.den = r.measureCode[ind.Denominator].Slot
		f.byRow = r.Def.part(ind.Numerator, ind.Denominator).Per == PerRow
	}
	for len(r.byOrdinal) <= ind.Ordinal {
		r.byOrdinal = append(r.byOrdinal, nil)
	}
	r.byOrdinal[ind.Ordinal] = f
	r.formulas = append(r.formulas, f)
	r.indicators = append(r.indicators, ind)
}

// Slots is the length of an array of figures: one more than the highest slot.
func (r *Rules) Slots() int { return len(r.bySlot) }

// Ordinals is the length of an array by indicator.
func (r *Rules) Ordinals() int { return len(r.byOrdinal) }

// Measure is the measure in a slot, nil where this version has none.
func (r *Rules) Measure(slot int) *Measure {
	if slot < 0 || slot >= len(r.bySlot) {
		return nil
	}
	return r.bySlot[slot]
}

// MeasureByCode finds a measure, nil where there is none.
func (r *Rules) MeasureByCode(code string) *Measure { return r.measureCode[code] }

// Indicators lists the indicators in the plan's order.
func (r *Rules) Indicators() []*Indicator { return r.indicators }

// Indicator is the indicator of an ordinal, nil where this version has none.
func (r *Rules) Indicator(ordinal int) *Indicator {
	if ordinal < 0 || ordinal >= len(r.byOrdinal) || r.byOrdinal[ordinal] == nil {
		return nil
	}
	return r.byOrdinal[ordinal].ind
}

// Inputs are an indicator's measures; den is nil for a count.
func (r *Rules) Inputs(ordinal int) (num, den *Measure) {
	f := r.byOrdinal[ordinal]
	num = r.bySlot[f.num]
	if f.den >= 0 {
		den = r.bySlot[f.den]
	}
	return num, den
}

// IndicatorByCode finds an indicator by the plan's code, nil where there is
// none.
func (r *Rules) IndicatorByCode(code string) *Indicator {
	for _, ind := range r.indicators {
		if ind.Code == code {
			return ind
		}
	}
	return nil
}

// TakesLast tells whether an indicator looks at a span's last period alone: a
// count of a stock.
func (r *Rules) TakesLast(ordinal int) bool { return r.byOrdinal[ordinal].stock }

// Group finds a criteria group by its code, nil where there is none.
func (r *Rules) Group(code string) *Group { return r.groupCode[code] }

// Parts lists the part ≤ whole rules.
func (r *Rules) Parts() []PartRule { return r.parts }

// PhasePeriods lists the periods of a phase.
func (r *Rules) PhasePeriods(phase int) []Period {
	from := 0
	for from < len(r.Periods) && r.Periods[from].Phase < phase {
		from++
	}
	to := from
	for to < len(r.Periods) && r.Periods[to].Phase == phase {
		to++
	}
	return r.Periods[from:to]
}

// ToDate lists the ended periods: what "campaign to date" means.
func (r *Rules) ToDate(today clock.Day) []Period {
	n := 0
	for n < len(r.Periods) && r.Periods[n].Ended(today) {
		n++
	}
	return r.Periods[:n]
}
