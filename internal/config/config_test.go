package config

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const good = "5f1c9be0a7d34286b1e0c57f98ad2463"

// serve is a complete production environment; change alters it.
func serve(change map[string]string) func(string) string {
	env := map[string]string{
		DatabaseURL: "postgres://thidua:x@db:5432/thidua", Secret: good, BaseURL: "https://thidua.example.vn/",
	}
	for k, v := range change {
		env[k] = v
	}
	return func(name string) string { return env[name] }
}

func TestServe(t *testing.T) {
	c, err := Parse(serve(map[string]string{
		Addr: "[::1]:9090", TrustedProxies: "10.1.2.3/8, 192.0.2.7 2001:db8::/32", Log: "json", PrintDays: "45", DemoDate: "ignored",
	}), Serve)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(c.DatabaseURL, " ", c.Addr, " ", string(c.Secret), " ", c.TrustedProxies, " ", c.BaseURL, " ", c.JSONLog, " ", c.PrintDays, " ", c.Loopback())
	want := "postgres://thidua:x@db:5432/thidua [::1]:9090 " + good + " [10.0.0.0/8 192.0.2.7/32 2001:db8::/32] https://thidua.example.vn true 45 true"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDefaults(t *testing.T) {
	none := func(string) string { return "" }
	c, err := Parse(none, Demo)
	if err != nil || c.Addr != "127.0.0.1:8080" || !c.Loopback() || c.DemoDay.ISO() != "2025-02-05" || c.Secret != nil || c.BaseURL != nil || c.JSONLog || c.PrintDays != 30 {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = Parse(none, Serve)
	refused(t, "serve", err, DatabaseURL, Secret, BaseURL)
	_, err = Parse(none, Database)
	refused(t, "migrate", err, DatabaseURL)
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ setting, value string }{
		{DatabaseURL, "postgres://u:p@host:notaport/x"},
		{Addr, "8080"}, {Addr, "127.0.0.1"}, {Addr, "host:99999"}, {Addr, ":http"}, {Addr, ":00"},
		{Secret, good[:31]},
		{Secret, strings.Repeat("a", 64)},
		{Secret, strings.Repeat("0123456789", 4)},
		{Secret, strings.Repeat("kX9#", 10)},
		{Secret, strings.Repeat("Kx7#pQ2!", 4) + "Kx7"},
		{Secret, "abcdefghijklmnopqrstuvwxyz0123456789"},
		{Secret, "9876543210zyxwvutsrqponmlkjihgfedcba"},
		{Secret, "please-change-me-before-production-2025"},
		{Secret, "MatKhau-cua-Cong-an-tinh-Ninh-Thuan"},
		{TrustedProxies, "10.0.0.0/33"}, {TrustedProxies, "proxy.local"}, {TrustedProxies, "0.0.0.0/0"}, {TrustedProxies, "::/0"},
		{BaseURL, "thidua.vn"}, {BaseURL, "ftp://thidua.vn"}, {BaseURL, "https://"}, {BaseURL, "https://thidua.vn/app"},
		{BaseURL, "https://u@thidua.vn"}, {BaseURL, "https://thidua.vn?x=1"}, {BaseURL, "http://thidua.vn"},
		{Log, "xml"}, {PrintDays, "0"}, {PrintDays, "3651"}, {PrintDays, "một tháng"},
	} {
		_, err := Parse(serve(map[string]string{c.setting: c.value}), Serve)
		refused(t, c.setting+"="+c.value, err, c.setting)
	}
	for _, day := range []string{"2025-08-21", "05/02/2025", "2025-02-04", "mai"} {
		_, err := Parse(serve(map[string]string{DemoDate: day}), Demo)
		refused(t, day, err, DemoDate)
		if !strings.Contains(fmt.Sprint(err), "bản trình diễn có các ngày 2025-02-05, 2025-08-20") {
			t.Errorf("%s: %v", day, err)
		}
	}
}

func TestAccepted(t *testing.T) {
	for _, c := range []struct{ setting, value string }{
		{DatabaseURL, "host=/run/postgresql dbname=thidua"},
		{DatabaseURL, "postgres://u:p@a:5432,b:5432/thidua?target_session_attrs=read-write"},
		{Addr, ":8080"}, {Addr, "127.0.0.1:0"}, {Addr, "localhost:80"},
		{Secret, good},
		{Secret, "mGv0o2n7Wq1Zs5tYb8kLx3cJd6hRf4uP"},
		{BaseURL, "http://localhost:8080"}, {BaseURL, "http://127.0.0.1:8080"}, {BaseURL, "http://[::1]"},
		{Log, "text"},
	} {
		if _, err := Parse(serve(map[string]string{c.setting: c.value}), Serve); err != nil {
			t.Errorf("%s=%s: %v", c.setting, c.value, err)
		}
	}
	for i, day := range []string{"2025-02-05", "2025-08-20"} {
		if c, err := Parse(serve(map[string]string{DemoDate: day}), Demo); err != nil || c.DemoDay != DemoDays[i] {
			t.Errorf("%v, %v", c.DemoDay, err)
		}
	}
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1:1": true, "127.9.9.9:1": true, "[::1]:1": true, "[::ffff:127.0.0.1]:1": true, "localhost:1": true,
		":1": false, "0.0.0.0:1": false, "[::]:1": false, "192.168.1.2:1": false, "thidua.vn:1": false,
	} {
		if got := (Config{Addr: addr}).Loopback(); got != want {
			t.Errorf("%s: %v", addr, got)
		}
	}
}

// A password never reaches the terminal through an error.
func TestPasswordIsNotShown(t *testing.T) {
	_, err := Parse(serve(map[string]string{DatabaseURL: "postgres://u:BiMat99@host:bad/x", Secret: "ngan-BiMat99"}), Serve)
	if err == nil || strings.Contains(err.Error(), "BiMat99") {
		t.Error(err)
	}
}

func TestHelpNamesEverySetting(t *testing.T) {
	for _, name := range []string{DatabaseURL, Addr, Secret, BaseURL, TrustedProxies, Log} {
		if !strings.Contains(Help(Serve), "  "+name+" ") {
			t.Errorf("%s is not documented", name)
		}
	}
	if strings.Contains(Help(Serve), DemoDate) || !strings.Contains(Help(Demo), DemoDate) {
		t.Error("DEMO_DATE belongs to the demo's help alone")
	}
}

func refused(t *testing.T, what string, err error, settings ...string) {
	t.Helper()
	var p Problems
	if !errors.As(err, &p) || len(p) != len(settings) {
		t.Errorf("%s: %v; want %v refused", what, err, settings)
		return
	}
	for i, s := range settings {
		if p[i].Setting != s || !strings.Contains(err.Error(), "\n  "+s+": ") {
			t.Errorf("%s: %v; want %v refused", what, err, settings)
		}
	}
}
