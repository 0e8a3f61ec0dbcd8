package audit

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Change is one value of a row's before and after, as people read it; "" is
// nothing.
type Change struct{ Key, Before, After string }

// Changes lays a row's before and after side by side, one line a key, in the
// order they were written. Lines that did not change are left out where both
// sides are there.
func Changes(before, after *string) []Change {
	var list []Change
	at := map[string]int{}
	for side, text := range []*string{before, after} {
		if text == nil {
			continue
		}
		for _, p := range flatten(*text) {
			i, seen := at[p.key]
			if !seen {
				i = len(list)
				at[p.key] = i
				list = append(list, Change{Key: p.key})
			}
			if side == 0 {
				list[i].Before = p.value
			} else {
				list[i].After = p.value
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

// flatten keeps the order of the text, which a map would lose.
func flatten(text string) []pair {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var list []pair
	if err := walk(d, "", &list); err != nil {
		return []pair{{"", text}}
	}
	return list
}

func walk(d *json.Decoder, key string, list *[]pair) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return walkObject(d, key, list)
		}
		return walkArray(d, key, list)
	default:
		*list = append(*list, pair{key, shown(v)})
	}
	return nil
}

func walkObject(d *json.Decoder, key string, list *[]pair) error {
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if err := walk(d, join(key, Label(name.(string))), list); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// walkArray puts plain values on one line and numbers the others.
func walkArray(d *json.Decoder, key string, list *[]pair) error {
	var plain []string
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if b := bytes.TrimSpace(raw); len(b) > 0 && b[0] != '{' && b[0] != '[' {
			for _, p := range flatten(string(raw)) {
				plain = append(plain, p.value)
			}
			continue
		}
		inner := json.NewDecoder(bytes.NewReader(raw))
		inner.UseNumber()
		if err := walk(inner, join(key, strconv.Itoa(n)), list); err != nil {
			return err
		}
	}
	if len(plain) > 0 {
		*list = append(*list, pair{key, strings.Join(plain, ", ")})
	}
	_, err := d.Token()
	return err
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + " · " + name
}

func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "có"
		}
		return "không"
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return vi.Int(n)
		}
		return v.String()
	case string:
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
