package page

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Disposition names a file for every browser: plain letters for old ones, the
// real name by RFC 5987. how is "inline" or "attachment".
func Disposition(how, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return how + `; filename="` + plain + `"; filename*=UTF-8''` + strings.NewReplacer("+", "%20", "'", "%27", "*", "%2A").Replace(url.QueryEscape(name))
}

// Served sets the headers every file handed out has.
func (c *Context) Served(kind, how, name string) http.Header {
	h := c.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", Disposition(how, name))
	h.Set("Content-Security-Policy", FilePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	return h
}

// Download answers a file made for this request.
func (c *Context) Download(kind, name string, body []byte) error {
	h := c.Served(kind, "attachment", name)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	c.W.WriteHeader(http.StatusOK)
	if c.R.Method != http.MethodHead {
		_, _ = c.W.Write(body)
	}
	return nil
}
