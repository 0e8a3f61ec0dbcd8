package app

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Address tells the client's address of a request: the connection's, or, where
// that is a trusted proxy, the last address of X-Forwarded-For that is not.
func Address(trusted []netip.Prefix) func(r *http.Request) string {
	known := func(a netip.Addr) bool {
		for _, p := range trusted {
			if p.Contains(a.Unmap()) {
				return true
			}
		}
		return false
	}
	return func(r *http.Request) string {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		at, err := netip.ParseAddr(host)
		if err != nil || !known(at) {
			return host
		}
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0; i-- {
			a, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			at = a
			if !known(a) {
				break
			}
		}
		return at.Unmap().String()
	}
}
