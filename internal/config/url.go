package config

import (
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
)

func (p *parser) database(required bool) string {
	s := p.get(DatabaseURL)
	switch {
	case s == "" && required:
		p.refuse(DatabaseURL, "chưa đặt; ví dụ postgres://thidua:mật-khẩu@máy-chủ:5432/thidua (not set)")
	case s != "":
		// The parser's own message may repeat the password; it is not shown.
		if _, err := pgx.ParseConfig(s); err != nil {
			p.refuse(DatabaseURL, "không đọc được; ví dụ postgres://thidua:mật-khẩu@máy-chủ:5432/thidua (cannot be read)")
		}
	}
	return s
}

// base is the address people type. Sessions cross a network only encrypted, so
// plain http serves this machine alone.
func (p *parser) base(required bool) *url.URL {
	s := p.get(BaseURL)
	if s == "" {
		if required {
			p.refuse(BaseURL, "chưa đặt; là địa chỉ người dùng gõ, ví dụ https://thidua.ninhthuan.gov.vn (not set)")
		}
		return nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "":
		p.refuse(BaseURL, "“"+s+"” không phải địa chỉ web, ví dụ https://thidua.ninhthuan.gov.vn (want https://host)")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		p.refuse(BaseURL, "“"+s+"” chỉ gồm https:// và tên máy, không có phần sau (want no path)")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		p.refuse(BaseURL, "“"+s+"” phải bắt đầu bằng https:// vì phiên đăng nhập đi qua mạng (want https)")
	default:
		return &url.URL{Scheme: u.Scheme, Host: u.Host}
	}
	return nil
}
