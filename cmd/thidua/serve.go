package main

import (
	"context"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/pg"
)

func serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Chạy máy chủ chính thức",
		Long: "Chạy máy chủ chính thức trên DATABASE_URL đã có lược đồ mới nhất (thidua migrate).\n" +
			"Từ chối khóa yếu, cơ sở dữ liệu trình diễn và lược đồ cũ. (Runs production.)\n\n" + config.Help(config.Serve),
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := config.Parse(os.Getenv, config.Serve)
			if err != nil {
				return err
			}
			return serve(c.Context(), cfg, logger(c.ErrOrStderr(), cfg.JSONLog))
		},
	}
}

func serve(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	s, err := look(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	if err := s.forServe(); err != nil {
		return err
	}
	a, err := app.New(ctx, app.Config{DSN: cfg.DatabaseURL, Clocks: clock.Real(), Secure: cfg.BaseURL.Scheme == "https", Site: cfg.BaseURL.String(),
		Secret: cfg.Secret, TrustedProxies: cfg.TrustedProxies, PrintDays: cfg.PrintDays, Log: log})
	if err != nil {
		return unreachable(err)
	}
	defer a.Close()
	warnOfRights(ctx, a.Pool, log)
	l, err := listen(cfg.Addr)
	if err != nil {
		return err
	}
	log.Info("thidua is serving", "address", l.Addr().String(), "base_url", cfg.BaseURL.String(), "version", version)
	err = answer(ctx, l, a.Handler, log)
	log.Info("thidua has stopped")
	return err
}

const sqlMayChangeAudit = `SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE')`

// warnOfRights tells the operator where the server runs as a role that may do
// more to the audit than insert and select.
func warnOfRights(ctx context.Context, q pg.Querier, log *slog.Logger) {
	may, err := pg.Value[bool](ctx, q, sqlMayChangeAudit)
	if err == nil && may {
		log.Warn("the database role may change the audit; create role " + pg.AppRole + ", run thidua migrate as the owner, and serve as that role")
	}
}

// logger writes to the terminal, as text or as JSON, and becomes the default.
func logger(w io.Writer, json bool) *slog.Logger {
	var h slog.Handler = slog.NewTextHandler(w, nil)
	if json {
		h = slog.NewJSONHandler(w, nil)
	}
	log := slog.New(h)
	slog.SetDefault(log)
	return log
}
