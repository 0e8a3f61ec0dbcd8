package org

import "testing"

// A long name stands on two lines of a paper's head.
func TestBroken(t *testing.T) {
	for _, c := range []struct{ name, kind, want string }{
		{"Kinh Dinh", "phường", "phường Kinh Dinh"},
		{"Phước Thành Trung A", "xã", "xã Phước Thành Trung A"},    // 22 letters
		{"Phước Thành Trung An", "xã", "xã\nPhước Thành Trung An"}, // 23
	} {
		if got := MakeName("", c.name, c.kind).Broken(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
