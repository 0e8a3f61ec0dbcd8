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

	"github.com/jackc/pgx/v5"
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
	throwaway          bool
	lock               *os.File
	server             *server
	leash              *leash
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
	c = &Cluster{throwaway: o.Tests && o.Dir == ""}
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
	b := pick(installed, c.base)
	c.data = filepath.Join(c.base, dataName(b.major))
	acct = acct.ownerOf(c.data)
	if c.socket, err = socketDir(c.base, acct); err != nil {
		return c, fmt.Errorf("không tạo được thư mục cho socket của PostgreSQL (socket folder): %w", err)
	}
	if _, err := os.Stat(c.data); errors.Is(err, os.ErrNotExist) && !c.throwaway {
		fmt.Fprintf(o.Say, "Đang tạo cụm PostgreSQL %d riêng trong %s…\n", b.major, c.base)
	}
	if err = create(b, acct, c.data, o.Tests); err != nil {
		return c, err
	}
	running.Store(c, true)
	return c, c.up(ctx, b, acct, o.Tests)
}

// up clears what an earlier life left, then starts the server and waits for
// it. Children of a killed server may hold its memory for a moment more.
func (c *Cluster) up(ctx context.Context, b binary, a account, tests bool) error {
	if err := evict(c.data); err != nil {
		return err
	}
	for _, name := range []string{socketFile, socketFile + ".lock"} {
		if err := os.Remove(filepath.Join(c.socket, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	var err error
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		if c.server, err = run(b, a, c.data, c.socket, filepath.Join(c.base, dataName(b.major)+".log"), tests); err != nil {
			return err
		}
		err = c.server.ready(ctx, c.DSN("postgres"))
		if err == nil || ctx.Err() != nil || time.Now().After(end) || !strings.Contains(err.Error(), "pre-existing shared memory") {
			break
		}
	}
	if err == nil && c.throwaway {
		c.leash, err = newLeash(c.server.pid, c.base, c.socket)
	}
	return err
}

// DSN is the connection string of one database of the cluster, as a URL.
func (c *Cluster) DSN(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database}
	// libpq's rule for a URL has no "+" for a space.
	u.RawQuery = strings.ReplaceAll(url.Values{"host": {c.socket}, "port": {"5432"}}.Encode(), "+", "%20")
	return u.String()
}

// Dir is the folder the cluster really lives in.
func (c *Cluster) Dir() string { return c.base }

// Done is closed when the server has ended, for whatever reason.
func (c *Cluster) Done() <-chan struct{} { return c.server.done }

// CreateDatabase makes a database where it is missing.
func (c *Cluster) CreateDatabase(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var there bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil || there {
		return err
	}
	_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize())
	return err
}

// Stop ends the server (fast: open transactions are rolled back, everything
// committed is kept) and frees the folder. Stopping twice is harmless.
func (c *Cluster) Stop() error {
	if c == nil || c.server == nil {
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
		c.lock = nil
	}
	running.Delete(c)
}
