package pglocal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// superuser owns the private cluster and everything in it.
const superuser = "thidua"

// Options say where a cluster lives and what it is for.
type Options struct {
	// Dir is the folder clusters of each major version live in; it is made
	// when missing. Required unless Tests is set.
	Dir string
	// Tests makes a cluster for a test run: fsync off, in a new folder of its
	// own when Dir is empty (in memory where there is room), removed when
	// stopped or when this process dies.
	Tests bool
	// Say receives what the person should know while waiting (Vietnamese);
	// nil keeps quiet.
	Say io.Writer
}

// Cluster is a running private server.
type Cluster struct {
	base, data, socket string
	throwaway, tests   bool
	binary             binary
	account            account
	lock               *os.File
	leash              *leash

	mu      sync.Mutex // guards what follows, against a restart
	server  *server
	stopped bool
}

// running keeps every started cluster reachable: were its Cluster collected,
// the finalizers of its lock and leash would let go of a server in use.
var running sync.Map

// Start brings a cluster up and returns when it accepts connections. A second
// start in the same folder keeps the data. Errors are for the person at the
// terminal and say what to do.
func Start(ctx context.Context, o Options) (c *Cluster, err error) {
	if o.Say == nil {
		o.Say = io.Discard
	}
	installed, err := ensure(ctx, o.Say)
	if err != nil {
		return nil, err
	}
	acct, err := chooseAccount()
	if err != nil {
		return nil, err
	}
	c = &Cluster{tests: o.Tests, throwaway: o.Tests && o.Dir == ""}
	defer func() {
		if err != nil {
			c.abandon()
			c = nil
		}
	}()
	if c.throwaway {
		c.base, err = scratch(acct)
	} else {
		c.base, err = resolve(o.Dir, acct)
	}
	if err != nil {
		return c, err
	}
	if c.lock, err = hold(c.base, patience); err != nil {
		return c, err
	}
	c.binary = pick(installed, c.base)
	c.data = filepath.Join(c.base, dataName(c.binary.major))
	c.account = acct.ownerOf(c.data)
	if c.socket, err = socketDir(c.base, c.account); err != nil {
		return c, fmt.Errorf("không tạo được thư mục cho socket của PostgreSQL (socket folder): %w", err)
	}
	if _, err := os.Stat(c.data); errors.Is(err, os.ErrNotExist) && !c.throwaway {
		fmt.Fprintf(o.Say, "Đang tạo cụm PostgreSQL %d riêng trong %s…\n", c.binary.major, c.base)
	}
	if err = create(c.binary, c.account, c.data, c.tests); err != nil {
		return c, err
	}
	running.Store(c, true)
	if err = c.up(ctx); err == nil && c.throwaway {
		c.leash, err = newLeash(c.server.pid, c.base, c.socket)
	}
	return c, err
}

// up clears what an earlier life left, then starts the server and waits for
// it. Children of a killed server may hold its memory for a moment more.
func (c *Cluster) up(ctx context.Context) error {
	if err := evict(c.data); err != nil {
		return err
	}
	for _, name := range []string{socketFile, socketFile + ".lock"} {
		if err := os.Remove(filepath.Join(c.socket, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		s, err := run(c.binary, c.account, c.data, c.socket, c.data+".log", c.tests)
		if err != nil {
			return err
		}
		c.server = s
		err = s.ready(ctx, c.DSN("postgres"))
		if err == nil || ctx.Err() != nil || time.Now().After(end) || !strings.Contains(err.Error(), "pre-existing shared memory") {
			return err
		}
	}
}

// DSN is the connection string of one database of the cluster, as a URL, for
// the owner of everything in it.
func (c *Cluster) DSN(database string) string { return c.DSNAs(superuser, database) }

// DSNAs is the connection string for another role.
func (c *Cluster) DSNAs(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	// libpq's rule for a URL has no "+" for a space.
	u.RawQuery = strings.ReplaceAll(url.Values{"host": {c.socket}, "port": {"5432"}}.Encode(), "+", "%20")
	return u.String()
}

// Dir is the folder the cluster really lives in.
func (c *Cluster) Dir() string { return c.base }

// Keep brings the server back whenever it ends by itself (killed, out of
// memory), until ctx is done; report is told of each time, with the error where
// it did not come back.
func (c *Cluster) Keep(ctx context.Context, report func(error)) {
	for {
		c.mu.Lock()
		ended := c.server.done
		c.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-ended:
		}
		stopped, err := c.again(ctx)
		if stopped || ctx.Err() != nil {
			return
		}
		report(err)
		if err != nil {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}
}

func (c *Cluster) again(ctx context.Context) (stopped bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return true, nil
	}
	return false, c.up(ctx)
}

// Stop ends the server (fast: open transactions are rolled back, everything
// committed is kept) and frees the folder. Stopping twice is harmless.
func (c *Cluster) Stop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return nil
	}
	err := c.server.stop()
	c.abandon()
	return err
}

// Destroy stops the cluster and deletes its data.
func (c *Cluster) Destroy() error {
	err := c.Stop()
	return errors.Join(err, os.RemoveAll(c.data), os.RemoveAll(c.socket))
}

// abandon gives back what Start took; the server, if any, is stopped first.
func (c *Cluster) abandon() {
	c.stopped = true
	if c.server != nil {
		_ = c.server.stop()
	}
	c.leash.release()
	if c.throwaway && c.base != "" {
		_ = os.RemoveAll(c.base)
		_ = os.RemoveAll(c.socket)
	}
	if c.lock != nil {
		c.lock.Close()
	}
	running.Delete(c)
}
