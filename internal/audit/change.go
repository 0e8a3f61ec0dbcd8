package audit

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Change is one value of a row's before and after, as people read it; "" is
// nothing.
type Change struct {
	Key, Before, After string
	Past               bool // only what it was is written down
}

// Changes lays a row's before and after side by side, one line a key, in the
// order they were written. Lines that did not change are left out where both
// sides are there. unit names units by id.
func Changes(before, after *string, unit func(id int64) string) []Change {
	var list []Change
	at := map[string]int{}
	for side, text := range []*string{before, after} {
		if text == nil {
			continue
		}
		for _, p := range flatten(*text, "", unit) {
			i, seen := at[p.key]
			if !seen {
				i = len(list)
				at[p.key] = i
				list = append(list, Change{Key: p.key, Past: true})
			}
			if side == 0 {
				list[i].Before = p.value
			} else {
				list[i].After, list[i].Past = p.value, false
			}
		}
	}
	if before == nil || after == nil {
		return list
	}
	kept := list[:0]
	for _, c := range list {
		if c.Before != c.After {
			kept = append(kept, c)
		}
	}
	return kept
}

type pair struct{ key, value string }

// flattener keeps the order of the text, which a map would lose.
type flattener struct {
	d    *json.Decoder
	unit func(id int64) string
	list []pair
}

// flatten lays out a value whose key was name.
func flatten(text, name string, unit func(id int64) string) []pair {
	f := flattener{d: json.NewDecoder(strings.NewReader(text)), unit: unit}
	f.d.UseNumber()
	if err := f.walk("", name); err != nil {
		return []pair{{"", text}}
	}
	return f.list
}

// walk reads one value; key is its place in words, name its own key.
func (f *flattener) walk(key, name string) error {
	token, err := f.d.Token()
	if err != nil {
		return err
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return f.object(key)
		}
		return f.array(key, name)
	default:
		f.list = append(f.list, pair{key, f.shown(name, v)})
	}
	return nil
}

func (f *flattener) object(key string) error {
	for f.d.More() {
		token, err := f.d.Token()
		if err != nil {
			return err
		}
		name := token.(string)
		if err := f.walk(join(key, Label(name)), name); err != nil {
			return err
		}
	}
	_, err := f.d.Token()
	return err
}

// array puts plain values on one line and numbers the others.
func (f *flattener) array(key, name string) error {
	var plain []string
	for n := 1; f.d.More(); n++ {
		var raw json.RawMessage
		if err := f.d.Decode(&raw); err != nil {
			return err
		}
		nested := len(raw) > 0 && (raw[0] == '{' || raw[0] == '[')
		for _, p := range flatten(string(raw), name, f.unit) {
			if nested {
				f.list = append(f.list, pair{join(join(key, strconv.Itoa(n)), p.key), p.value})
			} else {
				plain = append(plain, p.value)
			}
		}
	}
	if len(plain) > 0 {
		f.list = append(f.list, pair{key, strings.Join(plain, ", ")})
	}
	_, err := f.d.Token()
	return err
}

func join(key, name string) string {
	if key == "" || name == "" {
		return key + name
	}
	return key + " · " + name
}

func (f *flattener) shown(name string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "có"
		}
		return "không"
	case json.Number:
		n, err := v.Int64()
		if err == nil && unitKeys[folded(name)] && f.unit != nil {
			if s := f.unit(n); s != "" {
				return s
			}
		}
		if err == nil {
			return vi.Int(n)
		}
		return v.String()
	case string:
		if w, ok := words[folded(name)][v]; ok {
			return w
		}
		if d, err := clock.ParseISO(v); err == nil {
			return d.String()
		}
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return vi.DayTime(t)
		}
		return v
	}
	return ""
}
