package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/demo"
	"thidua/internal/pg"
	"thidua/internal/pglocal"
	"thidua/internal/vi"
	"thidua/templates/accountview"
)

func demoCommand() *cobra.Command {
	var o demoOptions
	c := &cobra.Command{
		Use:   "demo",
		Short: "Chạy bản trình diễn (make run)",
		Long: "Chạy bản trình diễn một tỉnh: không cần chuẩn bị gì, PostgreSQL riêng được dựng trong thư mục --dir.\n" +
			"Đặt DATABASE_URL để dùng cơ sở dữ liệu khác; cơ sở dữ liệu chính thức bị từ chối. (Runs the demo.)\n\n" + config.Help(config.Demo),
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := config.Parse(os.Getenv, config.Demo)
			if err != nil {
				return err
			}
			if !c.Flags().Changed("dir") {
				o.dir = dirOf(cfg.DemoDay)
			}
			o.out, o.log = c.OutOrStdout(), logger(c.ErrOrStderr(), cfg.JSONLog)
			return o.run(c.Context(), cfg)
		},
	}
	c.Flags().StringVar(&o.dir, "dir", dirOf(config.DemoDays[0]), "thư mục giữ PostgreSQL riêng và dữ liệu trình diễn; ngày khác của DEMO_DATE có thư mục riêng bên trong")
	c.Flags().BoolVar(&o.remote, "allow-remote", false, "cho máy khác truy cập (ai biết mật khẩu chung đều vào được)")
	return c
}

// dirOf is where a day's demo lives by itself, so that one may be run after the
// other: the first in .thidua, another in a folder of its day there.
func dirOf(day clock.Day) string {
	if day == config.DemoDays[0] {
		return ".thidua"
	}
	return filepath.Join(".thidua", day.ISO())
}

type demoOptions struct {
	dir    string
	remote bool
	site   string // where it is served, "" before it listens
	out    io.Writer
	log    *slog.Logger
}

func (o demoOptions) run(ctx context.Context, cfg config.Config) error {
	if !cfg.Loopback() && !o.remote {
		return fmt.Errorf("%s=%s mở bản trình diễn cho máy khác, mà mật khẩu của nó ai cũng biết; dùng địa chỉ 127.0.0.1 hoặc thêm --allow-remote (the demo would be reachable from other machines)", config.Addr, cfg.Addr)
	}
	// First of all, so that a busy address is told before anything is started.
	l, err := listen(cfg.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	o.site = "http://" + l.Addr().String() // papers and QR codes lead here
	where := "cơ sở dữ liệu " + config.DatabaseURL
	dsn := cfg.DatabaseURL
	if dsn != "" {
		err = o.prepare(ctx, cfg, dsn)
	} else {
		var c *pglocal.Cluster
		if c, err = pglocal.Start(ctx, pglocal.Options{Dir: o.dir, Say: o.out}); err == nil {
			keep, done := context.WithCancel(ctx)
			defer func() {
				done()
				if err := c.Stop(); err != nil {
					o.log.Error("stopping PostgreSQL", "error", err)
				}
			}()
			go c.Keep(keep, func(err error) { o.log.Warn("PostgreSQL ended and was started again", "error", err) })
			where, dsn = c.Dir(), c.DSNAs(pg.AppRole, database)
			err = o.private(ctx, cfg, c)
		}
	}
	if err != nil {
		return interrupted(ctx, err)
	}
	a, err := o.app(ctx, cfg, dsn)
	if err != nil {
		return interrupted(ctx, err)
	}
	defer a.Close()
	o.greet(l.Addr(), where)
	err = answer(ctx, l, a.Handler, o.log)
	fmt.Fprintln(o.out, "Đã dừng.")
	return err
}

// database is the demo's in the private cluster.
const database = "thidua"

// private makes or updates the demo's database in the private cluster; the
// server then runs as the same restricted role as in production.
func (o demoOptions) private(ctx context.Context, cfg config.Config, c *pglocal.Cluster) error {
	if err := c.CreateRole(ctx, pg.AppRole); err != nil {
		return err
	}
	if err := c.CreateDatabase(ctx, database, func(dsn string) error { return o.prepare(ctx, cfg, dsn) }); err != nil {
		return err
	}
	return o.prepare(ctx, cfg, c.DSN(database))
}

// prepare migrates a demo database and fills it where it is empty.
func (o demoOptions) prepare(ctx context.Context, cfg config.Config, dsn string) error {
	s, err := look(ctx, dsn)
	if err != nil {
		return err
	}
	if err := s.forDemo(); err != nil {
		return err
	}
	if err := pg.Migrate(ctx, dsn, pg.Demo); err != nil {
		return err
	}
	if s.version == 0 {
		fmt.Fprintln(o.out, "Đang nạp dữ liệu minh họa…")
	}
	a, err := o.app(ctx, cfg, dsn)
	if err != nil {
		return err
	}
	defer a.Close()
	return demo.LoadAt(ctx, cfg.DemoDay, a.Server.Reports, a.Server.Identity.Hash)
}

func (o demoOptions) app(ctx context.Context, cfg config.Config, dsn string) (*app.App, error) {
	site := o.site
	if cfg.BaseURL != nil {
		site = cfg.BaseURL.String()
	}
	return app.New(ctx, app.Config{
		Site:           site,
		DSN:            dsn,
		Clocks:         clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: cfg.DemoDay, Wall: clock.Wall{}}},
		Demo:           banner(cfg.DemoDay),
		Secure:         cfg.BaseURL != nil && cfg.BaseURL.Scheme == "https",
		Secret:         cfg.Secret,
		TrustedProxies: cfg.TrustedProxies,
		Log:            o.log,
		DemoWord:       demo.Password,
		DemoAccounts:   demoAccounts(),
	})
}

// banner stands above every page. The later day says what it supposes.
func banner(day clock.Day) string {
	text := "Bản trình diễn, dữ liệu minh họa · ngày nghiệp vụ " + day.String()
	if day == demo.Second {
		text += " · giả định chưa sắp xếp đơn vị, còn cấp huyện"
	}
	return text
}

// greet tells where to go and as whom.
func (o demoOptions) greet(at net.Addr, where string) {
	host, port, err := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nthidua đang chạy tại http://%s\n\n", net.JoinHostPort(host, port))
	width := 0
	for _, l := range demo.Logins {
		width = max(width, vi.Length(l.Login))
	}
	for _, l := range demo.Logins {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, l.Login, l.Office)
	}
	fmt.Fprintf(&b, "  mật khẩu chung: %s\n\nDữ liệu ở %s. Dừng: Ctrl-C.\n", demo.Password, where)
	fmt.Fprint(o.out, b.String())
}

// interrupted is no failure: the person stopped the start.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, ctx.Err()) || strings.Contains(err.Error(), "canceled")) {
		return nil
	}
	return err
}

// demoAccounts are what the login page tells a visitor.
func demoAccounts() []accountview.DemoAccount {
	var out []accountview.DemoAccount
	for _, l := range demo.Logins {
		out = append(out, accountview.DemoAccount{Login: l.Login, Office: l.Office})
	}
	return out
}
