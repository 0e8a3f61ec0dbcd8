package vi

import "testing"

func TestFindPersonal(t *testing.T) {
	for text, want := range map[string]Personal{
		"CCCD 058190001234":             CitizenNumber,
		"CMND 264123456.":               CitizenNumber,
		"số 264 123 456":                CitizenNumber,
		"số 0581 9000 1234":             CitizenNumber,
		"058.190.001.234":               CitizenNumber,
		"(058190001234)":                CitizenNumber,
		"０５８１９０００１２３４":                  CitizenNumber,
		"gọi 0912345678":                PhoneNumber,
		"gọi 0912 345 678 gặp anh":      PhoneNumber,
		"0912.345.678":                  PhoneNumber,
		"ĐT 0259-3822-123":              PhoneNumber,
		"+84912345678":                  PhoneNumber,
		"năm 2025 0912345678":           PhoneNumber,
		"ngày 05/02/2025 lúc 21 giờ 30": "",
		"ngày 05.02.2025, 3 vụ":         "",
		"từ 2024-2025, Quyết định số 1234/QĐ-UBND": "",
		"trả lại 120.000.000 đồng":                 "",
		"1.234.567 đồng":                           "",
		"12000000 đồng":                            "",
		"các năm 2023 2024 2025":                   "",
		"thôn 1 2 3":                               "",
		"":                                         "",
	} {
		if got := FindPersonal(text); got != want {
			t.Errorf("FindPersonal(%q) = %q; want %q", text, got, want)
		}
	}
}

func FuzzFindPersonal(f *testing.F) {
	f.Add("gọi 0912 345 678")
	f.Fuzz(func(t *testing.T, s string) {
		if FindPersonal(s) == "" && FindPersonal(s+" | 058190001234") != CitizenNumber {
			t.Errorf("%q hides a number after it", s)
		}
	})
}
