package vi

import (
	"strings"
	"testing"
)

func TestTight(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "không có gì": "không có gì", "đạt 100 % (≥ 80 %)": "đạt 100~% (≥~80~%)", "= 0, > 90 %": "=~0, >~90~%", "100 % 5": "100~% 5",
		"Giấy khen, Đợt 2": "Giấy khen, Đợt~2", "trong đợt 1": "trong đợt~1", "hạng 1 = 2": "hạng 1 =~2", " % ": " % ", "%": "%",
	} {
		if got := strings.ReplaceAll(Tight(in), "\u00a0", "~"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
