package reportview

import (
	"strings"
	"testing"
)

// A sheet's rows: what is written straight and what templ draws, each value
// escaped, each field named and labelled by its row and column.
func TestRows(t *testing.T) {
	const nasty = `"><b>'&`
	const safe = `&#34;&gt;&lt;b&gt;&#39;&amp;`
	columns := []Column{{ID: "h0", Slot: "0", Short: "Tin " + nasty}, {ID: "h3", Slot: "3", Short: "Vụ"}}
	for name, c := range map[string]struct {
		row  Row
		want string
	}{
		"inputs": {
			Row{ID: "12", Head: "r12", Name: nasty, URL: "/to/12", None: true, Cells: []Cell{{Value: nasty, Prev: "3|" + nasty}, {Kind: "shut"}}},
			`<tr data-row="12"><th scope="row" id="r12"><a href="/to/12">` + safe + `</a> ` +
				`<button class="kps" name="kps" value="12" title="Điền “không phát sinh” vào các ô còn trống của dòng này">–</button></th>` +
				`<td data-l="Tin ` + safe + `" data-p="3|` + safe + `"><input name="c.12.0" id="f-c.12.0" value="` + safe + `" inputmode="numeric" autocomplete="off" aria-labelledby="r12 h0"></td>` +
				`<td class="shut"></td></tr>`,
		},
		"figures": {
			Row{ID: "0", Head: "s0", Name: "Toàn xã", Cells: []Cell{{Kind: "derived", Value: "7", URL: "/x?a=" + nasty}, {Kind: "closed", URL: "/o/0/3"}}},
			`<tr data-row="0"><th scope="row" id="s0">Toàn xã </th>` +
				`<td class="num derived" data-l="Tin ` + safe + `"><a href="/x?a=` + safe + `">7</a></td>` +
				`<td class="num closed" data-l="Vụ"><a href="/o/0/3"><span class="soft" title="Ô trống: chưa có số liệu">·<span class="hide">trống</span></span></a></td></tr>`,
		},
		"without a link": {
			Row{ID: "5", Head: "r5", Name: "Tổ 5", Cells: []Cell{{Kind: "closed", Value: nasty}}},
			`<tr data-row="5"><th scope="row" id="r5">Tổ 5 </th><td class="num closed" data-l="Tin ` + safe + `">` + safe + `</td></tr>`,
		},
		"refused": {
			Row{ID: "12", Head: "r12", Name: "Tổ 1", Cells: []Cell{{Kind: "shut"}, {Value: nasty, State: "bad", Words: nasty}}},
			`<tr data-row="12"><th scope="row" id="r12">Tổ 1 </th><td class="shut"></td>` +
				`<td class="bad" data-l="Vụ" data-p=""><input name="c.12.3" id="f-c.12.3" value="` + safe + `" inputmode="numeric" autocomplete="off" aria-labelledby="r12 h3" aria-describedby="w-c.12.3" aria-invalid="true"> ` +
				`<span class="words" id="w-c.12.3">` + safe + ` </span> </td></tr>`,
		},
		"ticked": {
			Row{ID: "12", Head: "r12", Name: "Tổ 1", Cells: []Cell{{Kind: "closed", Value: "4", URL: "/o", Was: "9", State: "mend", Tick: true, On: true, Note: nasty}}},
			`<tr data-row="12"><th scope="row" id="r12">Tổ 1 </th><td class="num closed mend" data-l="Tin ` + safe + `"><del>9</del> →  <a href="/o">4</a> ` +
				`<label class="tick"><input type="checkbox" name="o" value="c.12.0" checked><span class="hide">Trả lại ô Tin ` + safe + `</span></label> ` +
				`<span class="words"><em>` + safe + `</em></span></td></tr>`,
		},
	} {
		var b strings.Builder
		if err := (rowsOf{columns: columns, rows: []Row{c.row}}).Render(t.Context(), &b); err != nil || b.String() != c.want {
			t.Errorf("%s: %v\n got %s\nwant %s", name, err, b.String(), c.want)
		}
	}
}
