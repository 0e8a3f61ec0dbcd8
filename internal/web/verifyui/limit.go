package verifyui

import (
	"net/netip"
	"sync"
	"time"
)

// Limits of look-ups from one address within a window. Unknown codes are what
// guessing makes; a real one is looked up a few times.
const (
	window      = 15 * time.Minute
	mostUnknown = 20
	mostAll     = 240
	mostKnown   = 4096 // addresses remembered at a time
)

// limiter counts look-ups by address, in memory: a restart forgets them, and
// 80 bits are not guessed in a night.
type limiter struct {
	mu sync.Mutex
	by map[string]*counts
}

type counts struct {
	since        time.Time
	all, unknown int
}

// network is what is counted as one: an IPv6 client owns a whole /64.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.Masked().String()
		}
	}
	return a.String()
}

func (l *limiter) of(address string, now time.Time) *counts {
	if l.by == nil {
		l.by = map[string]*counts{}
	}
	key := network(address)
	c := l.by[key]
	if c == nil || now.Sub(c.since) >= window || now.Before(c.since) {
		if c == nil && len(l.by) >= mostKnown {
			l.forget(now)
		}
		c = &counts{since: now}
		l.by[key] = c
	}
	return c
}

// forget drops the windows that are over; where all still run, all.
func (l *limiter) forget(now time.Time) {
	for k, c := range l.by {
		if now.Sub(c.since) >= window {
			delete(l.by, k)
		}
	}
	if len(l.by) >= mostKnown {
		clear(l.by)
	}
}

// ask counts a look-up; where the address has to wait it tells until when.
func (l *limiter) ask(address string, now time.Time) (until time.Time, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(address, now)
	if c.unknown >= mostUnknown || c.all >= mostAll {
		return c.since.Add(window), false
	}
	c.all++
	return time.Time{}, true
}

// missed counts a code nobody has.
func (l *limiter) missed(address string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of(address, now).unknown++
}
