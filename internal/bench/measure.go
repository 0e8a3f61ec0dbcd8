package bench

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Plan bounds a measurement: rounds of one window for the floor and one for
// the page, so that noise on the machine hits both.
type Plan struct {
	Clients int
	Rounds  int
	Window  time.Duration
	WarmUp  time.Duration // each side, once
}

// Standard takes about 9 s for each page on any machine.
var Standard = Plan{Clients: 8, Rounds: 7, Window: 550 * time.Millisecond, WarmUp: 500 * time.Millisecond}

// Side is what one side of a comparison came to.
type Side struct {
	PerSecond float64       `json:"per_second"` // median of the rounds
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
}

// Ratio is the median of the rounds' ratios, page to floor.
type Ratio struct {
	Floor, Page Side
	Ratio       float64
}

// endpoint is a running handler with its clients connected.
type endpoint struct {
	server  *httptest.Server
	clients []*client
}

func serve(h http.Handler, n int, path, cookie string) (*endpoint, error) {
	e := &endpoint{server: httptest.NewServer(h)}
	for range n {
		c, err := dial(e.server.Listener.Addr().String(), path, cookie)
		if err != nil {
			e.stop()
			return nil, err
		}
		e.clients = append(e.clients, c)
	}
	return e, nil
}

func (e *endpoint) stop() {
	for _, c := range e.clients {
		_ = c.conn.Close()
	}
	e.server.Close()
}

// run keeps all clients asking for a window: requests per second, and each
// request's time added to times.
func (e *endpoint) run(window time.Duration, times *[]time.Duration) (float64, error) {
	runtime.GC() // the other side's garbage is not this one's
	took := make([][]time.Duration, len(e.clients))
	errs := make([]error, len(e.clients))
	began := time.Now()
	var wg sync.WaitGroup
	for i, c := range e.clients {
		wg.Go(func() {
			took[i] = make([]time.Duration, 0, 4096)
			for time.Since(began) < window {
				d, _, err := c.ask()
				if err != nil {
					errs[i] = err
					return
				}
				took[i] = append(took[i], d)
			}
		})
	}
	wg.Wait()
	lasted := time.Since(began)
	n := 0
	for i := range took {
		if errs[i] != nil {
			return 0, errs[i]
		}
		n += len(took[i])
		*times = append(*times, took[i]...)
	}
	return float64(n) / lasted.Seconds(), nil
}

// Compare measures a page against the floor. Both answer the same cookie.
func Compare(p Plan, floor *Floor, page http.Handler, path, cookie string) (Ratio, error) {
	var out Ratio
	a, err := serve(floor, p.Clients, "/", cookie)
	if err != nil {
		return out, err
	}
	defer a.stop()
	b, err := serve(page, p.Clients, path, cookie)
	if err != nil {
		return out, err
	}
	defer b.stop()
	for _, c := range slices.Concat(a.clients, b.clients) {
		c.bytes = len(floor.Body)
	}
	var rates [2][]float64
	var times [2][]time.Duration
	var ratios []float64
	sides := [2]*endpoint{a, b}
	for _, e := range sides {
		var dropped []time.Duration
		if _, err := e.run(p.WarmUp, &dropped); err != nil {
			return out, err
		}
	}
	for round := range p.Rounds {
		var now [2]float64
		for k := range sides {
			i := (k + round) % 2 // neither side is always first
			if now[i], err = sides[i].run(p.Window, &times[i]); err != nil {
				return out, err
			}
			rates[i] = append(rates[i], now[i])
		}
		ratios = append(ratios, now[1]/now[0])
	}
	out.Ratio = middle(ratios)
	out.Floor, out.Page = side(rates[0], times[0]), side(rates[1], times[1])
	return out, nil
}

func side(rates []float64, times []time.Duration) Side {
	slices.Sort(times)
	return Side{PerSecond: middle(rates), P50: times[len(times)/2], P99: times[len(times)*99/100]}
}

func middle(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
