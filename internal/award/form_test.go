package award_test

import (
	"testing"

	"thidua/internal/award"
)

// Names are written out wherever they stand in a line; what holds no short
// form stays.
func TestFormal(t *testing.T) {
	for in, want := range map[string]string{
		"Tổ bảo vệ ANTT thôn 1":                        "Tổ bảo vệ an ninh, trật tự thôn 1",
		"Tổ trưởng, Tổ bảo vệ ANTT thôn 3, xã Lợi Hải": "Tổ trưởng, Tổ bảo vệ an ninh, trật tự thôn 3, xã Lợi Hải",
		"Tổ phó, tổ bảo vệ ANTT khu phố 2":             "Tổ phó, tổ bảo vệ an ninh, trật tự khu phố 2",
		"Nguyễn Xuân Thắng":                            "Nguyễn Xuân Thắng",
	} {
		if got := award.Formal(in); got != want {
			t.Errorf("%q is written out as %q, want %q", in, got, want)
		}
	}
	if got := [...]string{award.GiayKhen.Merit(), award.BangKhen.Merit()}; got != [...]string{"thành tích", "thành tích xuất sắc"} {
		t.Errorf("the forms ask for %q", got)
	}
}
