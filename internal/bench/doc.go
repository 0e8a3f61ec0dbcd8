// Package bench measures how fast the product's heaviest pages are, as a ratio
// to a frozen floor: a handler that reads a session and 62 commune sums by key
// and writes as many bytes, from the same process, database and client.
//
// It owns no table. `make bench` runs it (Benchmark in bench_test.go); no test
// depends on time. It listens on loopback, is bounded, and stops by itself.
package bench
