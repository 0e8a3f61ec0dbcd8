// Package config owns the settings of a process: what the environment says.
//
// Parsing is pure and collects every problem, never the first only, in words
// for the person at the terminal. It owns no table and no state. It refuses
// weak secrets, addresses it cannot read, and for a demo every day but those
// the demo can stand on.
package config

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/clock"
)

// Names of the settings.
const (
	DatabaseURL    = "DATABASE_URL"
	Addr           = "ADDR"
	Secret         = "THIDUA_SECRET"
	TrustedProxies = "THIDUA_TRUSTED_PROXIES"
	BaseURL        = "THIDUA_BASE_URL"
	Log            = "THIDUA_LOG"
	PrintDays      = "THIDUA_PRINT_DAYS"
	DemoDate       = "DEMO_DATE"
)

// DefaultAddr is where the server listens unless ADDR says otherwise.
const DefaultAddr = "127.0.0.1:8080"

// DefaultPrintDays are how many days printed files are kept unless
// THIDUA_PRINT_DAYS says otherwise.
const DefaultPrintDays = 30

// DemoDays are those the demo can stand on; the first unless DEMO_DATE says
// otherwise.
var DemoDays = []clock.Day{clock.NewDay(2025, 2, 5), clock.NewDay(2025, 8, 20)}

// Config is what a process runs with.
type Config struct {
	DatabaseURL    string         // "" only where the command may do without
	Addr           string         // host:port to listen on
	Secret         []byte         // signs sessions; nil only where the command may do without
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	BaseURL        *url.URL       // how people reach the server; nil where unset
	JSONLog        bool
	PrintDays      int // how long files of printed certificates can be downloaded
	DemoDay        clock.Day
}

// Loopback tells whether only this machine can reach the listening address.
func (c Config) Loopback() bool {
	host, _, err := net.SplitHostPort(c.Addr)
	return err == nil && loopback(host)
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// Command names what a configuration is for, and so what it must hold.
type Command int

// The commands that read settings.
const (
	Serve    Command = iota // needs DATABASE_URL, THIDUA_SECRET, THIDUA_BASE_URL
	Demo                    // needs nothing
	Database                // needs DATABASE_URL: migrate, user, audit
)

// Parse reads the settings a command needs. The error is Problems.
func Parse(getenv func(string) string, command Command) (Config, error) {
	p := parser{getenv: getenv}
	c := Config{
		DatabaseURL: p.database(command != Demo),
		Addr:        DefaultAddr,
		DemoDay:     DemoDays[0],
	}
	if command == Database {
		return c, p.err()
	}
	c.Addr = p.addr()
	c.Secret = p.secret(command == Serve)
	c.TrustedProxies = p.proxies()
	c.BaseURL = p.base(command == Serve)
	c.JSONLog = p.log()
	c.PrintDays = p.printDays()
	if command == Demo {
		c.DemoDay = p.demoDay()
	}
	return c, p.err()
}

type parser struct {
	getenv   func(string) string
	problems Problems
}

func (p *parser) get(name string) string { return strings.TrimSpace(p.getenv(name)) }

func (p *parser) refuse(name, why string) {
	p.problems = append(p.problems, Problem{Setting: name, Why: why})
}

func (p *parser) err() error {
	if len(p.problems) == 0 {
		return nil
	}
	return p.problems
}

func (p *parser) addr() string {
	s := p.get(Addr)
	if s == "" {
		return DefaultAddr
	}
	_, port, err := net.SplitHostPort(s)
	if n, perr := strconv.ParseUint(port, 10, 16); err != nil || perr != nil || (n == 0 && port != "0") {
		p.refuse(Addr, "“"+s+"” không phải địa chỉ:cổng, ví dụ 127.0.0.1:8080 (want host:port)")
	}
	return s
}

func (p *parser) proxies() (list []netip.Prefix) {
	for _, s := range strings.FieldsFunc(p.get(TrustedProxies), func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := netip.ParsePrefix(s)
		if ip, aerr := netip.ParseAddr(s); err != nil && aerr == nil {
			prefix, err = ip.Prefix(ip.BitLen())
		}
		switch {
		case err != nil:
			p.refuse(TrustedProxies, "“"+s+"” không phải dải địa chỉ, ví dụ 10.0.0.0/8 (want addresses or CIDR ranges, comma-separated)")
		case prefix.Bits() == 0:
			p.refuse(TrustedProxies, "“"+s+"” tin mọi máy; chỉ ghi địa chỉ máy chủ trung gian của đơn vị (trusts everybody)")
		default:
			list = append(list, prefix.Masked())
		}
	}
	return list
}

func (p *parser) log() (json bool) {
	switch s := p.get(Log); s {
	case "", "text":
		return false
	case "json":
		return true
	default:
		p.refuse(Log, "“"+s+"” không hợp lệ; chỉ nhận text hoặc json (want text or json)")
		return false
	}
}

func (p *parser) printDays() int {
	s := p.get(PrintDays)
	if s == "" {
		return DefaultPrintDays
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 3650 {
		p.refuse(PrintDays, "“"+s+"” không hợp lệ; ghi số ngày từ 1 đến 3650 (want days, 1 to 3650)")
		return DefaultPrintDays
	}
	return n
}

func (p *parser) demoDay() clock.Day {
	s := p.get(DemoDate)
	if s == "" {
		return DemoDays[0]
	}
	d, err := clock.ParseISO(s)
	if err != nil || !slices.Contains(DemoDays, d) {
		p.refuse(DemoDate, "“"+s+"” không có; bản trình diễn có các ngày "+demoDays()+" (the demo stands on these days only)")
	}
	return d
}

// demoDays names them: "2025-02-05, 2025-08-20".
func demoDays() string {
	var list []string
	for _, d := range DemoDays {
		list = append(list, d.ISO())
	}
	return strings.Join(list, ", ")
}
