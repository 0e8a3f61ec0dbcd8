package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"thidua/internal/config"
	"thidua/internal/pg"
)

func migrateCommand() *cobra.Command {
	up := &cobra.Command{
		Use:   "migrate",
		Short: "Đưa lược đồ dữ liệu lên bản mới nhất (down N: lùi lại N bản)",
		Long: "Đưa lược đồ của cơ sở dữ liệu DATABASE_URL lên bản mới nhất; chạy bằng người dùng sở hữu cơ sở dữ liệu.\n" +
			"Cơ sở dữ liệu trống trở thành cơ sở dữ liệu chính thức. (Migrates up, as the owner; an empty database becomes a production one.)\n\n" +
			config.Help(config.Database),
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := config.Parse(os.Getenv, config.Database)
			if err != nil {
				return err
			}
			return migrateUp(c.Context(), c, cfg.DatabaseURL)
		},
	}
	var sure bool
	down := &cobra.Command{
		Use:   "down N --yes-lose-data",
		Short: "Lùi lại N bản; dữ liệu của các bản đó bị xóa",
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Parse(os.Getenv, config.Database)
			if err != nil {
				return err
			}
			return migrateDown(c.Context(), c, cfg.DatabaseURL, args, sure)
		},
	}
	down.Flags().BoolVar(&sure, "yes-lose-data", false, "xác nhận: dữ liệu của các bản bị lùi sẽ mất")
	up.AddCommand(down)
	return up
}

func migrateUp(ctx context.Context, c *cobra.Command, dsn string) error {
	before, err := look(ctx, dsn)
	if err != nil {
		return err
	}
	if err := before.clean(); err != nil {
		return err
	}
	if before.version > pg.Newest() {
		return newer(before.version)
	}
	if err := pg.Migrate(ctx, dsn, pg.Production); err != nil {
		after, lerr := look(ctx, dsn)
		if lerr == nil && after.dirty {
			return fmt.Errorf("%w\n%s", err, mend(after.version))
		}
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "Lược đồ dữ liệu: bản %d → %d.\n", before.version, pg.Newest())
	return nil
}

func migrateDown(ctx context.Context, c *cobra.Command, dsn string, args []string, sure bool) error {
	if len(args) != 1 {
		return errors.New("cần số bản phải lùi, ví dụ: thidua migrate down 1 --yes-lose-data (how many?)")
	}
	n, err := strconv.Atoi(args[0])
	if err != nil || n < 1 {
		return fmt.Errorf("“%s” không phải số bản phải lùi, ví dụ: thidua migrate down 1 --yes-lose-data (want a number from 1)", args[0])
	}
	before, err := look(ctx, dsn)
	if err != nil {
		return err
	}
	if err := before.clean(); err != nil {
		return err
	}
	if uint(n) > before.version {
		return fmt.Errorf("lược đồ đang ở bản %d, không lùi được %d bản (not that many)", before.version, n)
	}
	if !sure {
		return fmt.Errorf("lùi từ bản %d về bản %d sẽ xóa dữ liệu của các bản đó; hãy sao lưu rồi thêm --yes-lose-data (this deletes data)", before.version, before.version-uint(n))
	}
	if err := pg.MigrateDown(dsn, n); err != nil {
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "Lược đồ dữ liệu: bản %d → %d.\n", before.version, before.version-uint(n))
	return nil
}

// look reads a database's state by its connection string.
func look(ctx context.Context, dsn string) (state, error) {
	pool, err := pg.Open(ctx, dsn)
	if err != nil {
		return state{}, unreachable(err)
	}
	defer pool.Close()
	return stateOf(ctx, pool)
}

func unreachable(err error) error {
	return fmt.Errorf("không kết nối được cơ sở dữ liệu, kiểm tra DATABASE_URL và máy chủ PostgreSQL (cannot reach the database): %w", err)
}
