package pglocal

import (
	"errors"
	"os"
	"runtime"
	"testing"
	"time"
)

func TestThrowawayStops(t *testing.T) {
	c, err := Start(t.Context(), Options{Tests: true})
	if err != nil {
		t.Fatal(err)
	}
	want(t, query1(t, c.DSN("postgres"), `SHOW fsync`), "off")
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.Dir()); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("%s is still there (%v)", c.Dir(), err)
	}
}

// A caller that keeps only the connection string keeps the server: nothing of
// it may be collected.
func TestForgottenClusterStays(t *testing.T) {
	dsn, server := func() (string, *server) {
		c, err := Start(t.Context(), Options{Tests: true})
		if err != nil {
			t.Fatal(err)
		}
		return c.DSN("postgres"), c.server
	}()
	for range 3 {
		runtime.GC()
		time.Sleep(100 * time.Millisecond)
	}
	select {
	case <-server.done:
		t.Fatal("the server was stopped")
	default:
	}
	want(t, query1(t, dsn, `SELECT 'up'`), "up")
	running.Range(func(c, _ any) bool { return c.(*Cluster).Stop() == nil })
}

// A test binary has no last word: when it is killed, server and folder go.
func TestThrowawayGoesWithItsOwner(t *testing.T) {
	a := startApp(t, "PGLOCAL_TEST_THROWAWAY=1")
	if err := a.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = a.cmd.Wait()
	for end := time.Now().Add(15 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		_, err := os.Stat(a.dir)
		if errors.Is(err, os.ErrNotExist) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s is still there", a.dir)
		}
	}
}
