package ui

import "testing"

func TestBarStaysInside(t *testing.T) {
	for _, c := range []struct {
		b                   Bar
		width, mark, anchor string
	}{
		{Bar{Num: 18, Den: 25, At: 4, Of: 5}, "288", "320", "middle"},
		{Bar{Num: 0, Den: 25, At: 1, Of: 1}, "0", "398", "end"},
		{Bar{Num: 30, Den: 25, At: 0, Of: 1}, "400", "0", "start"},
		{Bar{Num: 1, Den: 0, At: 9, Of: 10}, "0", "360", "end"},
	} {
		if c.b.width() != c.width || c.b.mark() != c.mark || c.b.anchor() != c.anchor {
			t.Errorf("%+v: %s, %s, %s", c.b, c.b.width(), c.b.mark(), c.b.anchor())
		}
	}
}
