package report

import (
	"strings"

	"thidua/internal/plan"
	"thidua/internal/vi"
)

func parseValue(s string) (Value, error) {
	t := vi.CleanLine(s)
	switch strings.ToLower(t) {
	case "":
		return Blank, nil
	case "-", "–", "—", "−", "kps", "không phát sinh", "không":
		return Value{N: 0, None: true}, nil
	}
	n, err := vi.ParseCount(t)
	if err != nil {
		return Blank, err
	}
	return Value{N: plan.Cell(n)}, nil
}

// Text is the value as a cell shows it: "" empty, "–" không phát sinh.
func (v Value) Text() string {
	switch {
	case !v.Known():
		return ""
	case v.None:
		return "–"
	}
	return vi.Int(int64(v.N))
}
