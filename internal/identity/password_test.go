package identity

import (
	"strings"
	"testing"
)

func TestWeak(t *testing.T) {
	for _, c := range []struct {
		password, login, name string
		want                  []string // a word of each message, in order
	}{
		{"ThiDua@2025", "xa", "Nguyễn Văn Minh", nil},
		{"ThiDua@2025", "quantri", "Lê Thị Đua", nil},
		{"Abc@1234", "", "", []string{"hơn 8", "phổ biến"}},
		{"Tổ bảo vệ 7", "xa", "Lê An", nil},
		{"", "xa", "Lê An", []string{"hơn 8", "chữ thường", "chữ hoa", "chữ số", "đặc biệt", "phổ biến"}},
		{"thidua@2025", "xa", "", []string{"chữ hoa"}},
		{"THIDUA@2025", "xa", "", []string{"chữ thường"}},
		{"ThiDua@ninh", "xa", "", []string{"chữ số"}},
		{"ThiDua2025", "xa", "", []string{"đặc biệt"}},
		{"Ho@Kinhdinh1", "kinhdinh", "", []string{"tên đăng nhập"}},
		{"KinhDinh@2025", "kinhdinh", "", []string{"tên đăng nhập"}},
		{"Trào@Mới2025", "moi", "", nil},
		{"Nguyen@Sao25", "abcd", "Nguyễn Văn Minh", []string{"họ tên"}},
		{"Le@An@Hoa2025", "abcd", "Lê An", nil},
		{"x@LeAn12345", "abcd", "Lê An", []string{"họ tên"}},
		{"P@ssw0rd123", "abcd", "", []string{"phổ biến"}},
		{"Mậtkhẩu@123", "abcd", "", []string{"phổ biến"}},
		{"Congan@12345", "abcd", "", []string{"phổ biến"}},
		{"Aa@123456789", "abcd", "", []string{"phổ biến"}},
		{strings.Repeat("Aa1@xyzw", 16), "abcd", "", nil},
		{strings.Repeat("Aa1@xyzw", 16) + "e", "abcd", "", []string{"128"}},
	} {
		got := Weak(c.password, c.login, c.name)
		ok := len(got) == len(c.want)
		for i := range got {
			ok = ok && strings.Contains(got[i], c.want[i])
		}
		if !ok {
			t.Errorf("Weak(%q, %q, %q) = %q; want %q", c.password, c.login, c.name, got, c.want)
		}
	}
}

// Nine letters are counted as a person counts them, not in bytes or marks.
func TestPasswordLength(t *testing.T) {
	eight, nine := "Đồng@123", "Đồng@1234"
	if got := Weak(eight, "", ""); len(got) != 1 || !strings.Contains(got[0], "hơn 8") {
		t.Errorf("8 letters: %q", got)
	}
	if got := Weak(nine, "", ""); len(got) != 0 {
		t.Errorf("9 letters: %q", got)
	}
	if got := Weak("Đo\u0302\u0300ng@123", "", ""); len(got) != 1 {
		t.Errorf("8 letters in NFD: %q", got)
	}
}

func TestInitialPasswords(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		p := initialPassword("xa", "Nguyễn Văn Minh")
		if len(p) != 17 || len(Weak(p, "xa", "Nguyễn Văn Minh")) != 0 || seen[p] || strings.ContainsAny(p, "0O1lIoij") {
			t.Fatalf("initial password %q", p)
		}
		seen[p] = true
	}
}

func TestHash(t *testing.T) {
	h := newHasher(quick, 1)
	hash, err := h.hash(t.Context(), "Ho\u0300a@Bình2025")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatal(hash, err)
	}
	for password, want := range map[string]bool{"Hòa@Bình2025": true, "Hoà@Bình2025": false, "": false} {
		if ok, err := h.matches(password, hash); ok != want || err != nil {
			t.Errorf("%q: %v, %v", password, ok, err)
		}
	}
	if ok, err := h.matches("không ai có mật khẩu này", ""); ok || err != nil {
		t.Error("the dummy hash must never match", err)
	}
	p := Defaults().Hash
	if p.Memory != 19*1024 || p.Iterations != 2 || p.Parallelism != 1 {
		t.Errorf("production parameters: %+v", p)
	}
}
