package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Problem is one refused setting and what to do about it.
type Problem struct{ Setting, Why string }

// Problems is every refused setting, as the error of Parse.
type Problems []Problem

func (p Problems) Error() string {
	var b strings.Builder
	b.WriteString("Cần sửa cấu hình trước khi chạy (fix these settings first):")
	for _, x := range p {
		fmt.Fprintf(&b, "\n  %s: %s", x.Setting, x.Why)
	}
	return b.String()
}

// help documents the settings, once; --help of the commands prints it.
var help = []struct{ name, text string }{
	{DatabaseURL, "chuỗi kết nối PostgreSQL 15 trở lên, postgres://người-dùng:mật-khẩu@máy:5432/cơ-sở-dữ-liệu\n(PostgreSQL connection string)"},
	{Addr, "địa chỉ:cổng để lắng nghe, mặc định " + DefaultAddr + "\n(where to listen)"},
	{Secret, "khóa ký phiên đăng nhập, ít nhất 32 byte ngẫu nhiên: openssl rand -hex 32\n(session signing key)"},
	{BaseURL, "địa chỉ người dùng gõ, https:// trừ khi chỉ dùng trên máy này\n(public address)"},
	{TrustedProxies, "địa chỉ hoặc dải của máy chủ trung gian được tin, cách nhau bằng dấu phẩy; mặc định không tin máy nào\n(proxies whose X-Forwarded-For is believed)"},
	{Log, "dạng nhật ký: text (mặc định) hoặc json\n(log format)"},
	{PrintDays, "số ngày giữ tệp in Giấy khen, Bằng khen để tải lại, mặc định " + strconv.Itoa(DefaultPrintDays) + "\n(days that printed files are kept)"},
	{DemoDate, "chỉ cho bản trình diễn: ngày của bản trình diễn, một trong " + demoDays() + "; bỏ trống là ngày đầu\n(the demo's day)"},
}

// Help is the list of settings for a person at the terminal; DEMO_DATE is
// listed for the demo only.
func Help(command Command) string {
	var b strings.Builder
	b.WriteString("Biến môi trường (environment):\n")
	for _, h := range help {
		if h.name == DemoDate && command != Demo || command == Database && h.name != DatabaseURL {
			continue
		}
		fmt.Fprintf(&b, "  %-23s %s\n", h.name, strings.ReplaceAll(h.text, "\n", "\n"+strings.Repeat(" ", 26)))
	}
	return b.String()
}
