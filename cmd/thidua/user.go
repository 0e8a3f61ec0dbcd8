package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
)

func userCommand() *cobra.Command {
	all := group(&cobra.Command{Use: "user", Short: "Tạo quản trị đầu tiên, đặt lại mật khẩu"})
	all.AddCommand(userCreate(), userReset())
	return all
}

func userCreate() *cobra.Command {
	var p identity.Profile
	var login string
	var province int64
	c := &cobra.Command{
		Use:   "create --login TÊN --name HỌ-TÊN",
		Short: "Tạo tài khoản quản trị hệ thống đầu tiên",
		Long: "Tạo tài khoản quản trị hệ thống đầu tiên và in mật khẩu ban đầu, phải đổi khi đăng nhập lần đầu.\n" +
			"Các tài khoản sau do quản trị tạo trên màn hình. (Creates the first administrator and prints an initial password.)\n\n" + config.Help(config.Database),
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withIdentity(c.Context(), func(s *identity.Service) error {
				made, err := s.CreateFirstAdmin(c.Context(), login, p, province)
				if err != nil {
					return err
				}
				return tell(c, "Đã tạo tài khoản quản trị hệ thống.", made)
			})
		},
	}
	c.Flags().StringVar(&login, "login", "", "tên đăng nhập")
	c.Flags().StringVar(&p.Name, "name", "", "họ và tên")
	c.Flags().StringVar(&p.Title, "title", "", "cấp bậc, chức danh")
	c.Flags().StringVar(&p.Phone, "phone", "", "số điện thoại")
	c.Flags().Int64Var(&province, "unit", 0, "mã số đơn vị cấp tỉnh, khi cơ sở dữ liệu có nhiều tỉnh")
	return c
}

func userReset() *cobra.Command {
	return &cobra.Command{
		Use:   "reset TÊN-ĐĂNG-NHẬP",
		Short: "Đặt lại mật khẩu của một tài khoản (khi không còn quản trị nào vào được)",
		Long:  "Đặt lại mật khẩu, kết thúc mọi phiên và in mật khẩu ban đầu mới. (Resets a password.)\n\n" + config.Help(config.Database),
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("cần đúng một tên đăng nhập, ví dụ: thidua user reset quantri (want one login)")
			}
			return withIdentity(c.Context(), func(s *identity.Service) error {
				made, err := s.RescuePassword(c.Context(), args[0])
				if err != nil {
					return err
				}
				return tell(c, "Đã đặt lại mật khẩu của "+args[0]+".", made)
			})
		},
	}
}

func tell(c *cobra.Command, what string, made identity.Made) error {
	_, err := fmt.Fprintf(c.OutOrStdout(), "%s\nMật khẩu ban đầu (chỉ hiện một lần, phải đổi khi đăng nhập): %s\n", what, made.Password)
	return err
}

func withIdentity(ctx context.Context, do func(*identity.Service) error) error {
	return production(ctx, func(pool *pg.Pool) error {
		return do(identity.New(pool, clock.Real(), org.NewDirectory(pool), identity.Defaults(), slog.Default()))
	})
}

// production opens production's database: what serve refuses, this refuses.
func production(ctx context.Context, do func(*pg.Pool) error) error {
	cfg, err := config.Parse(os.Getenv, config.Database)
	if err != nil {
		return err
	}
	pool, err := pg.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return unreachable(err)
	}
	defer pool.Close()
	s, err := stateOf(ctx, pool)
	if err != nil {
		return err
	}
	if err := s.forServe(); err != nil {
		return err
	}
	return do(pool)
}
