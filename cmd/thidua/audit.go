package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

func auditCommand() *cobra.Command {
	verify := &cobra.Command{
		Use:   "verify [MỐC…]",
		Short: "Chứng minh nhật ký chưa bị sửa, xóa hay chèn",
		Long: "Tính lại toàn bộ chuỗi niêm phong của nhật ký trong DATABASE_URL và nói rõ chỗ nào không khớp.\n" +
			"MỐC là dòng “Mốc đối chiếu” do những lần kiểm tra trước in ra, cất ngoài cơ sở dữ liệu: nhờ mốc mới thấy được phần cuối bị cắt.\n" +
			"(Recomputes the chain; anchors printed earlier and kept elsewhere show a cut-off tail. Exit status 1 where it is broken.)",
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Parse(os.Getenv, config.Database)
			if err != nil {
				return err
			}
			return verifyAudit(c.Context(), c, cfg.DatabaseURL, args)
		},
	}
	all := group(&cobra.Command{Use: "audit", Short: "Kiểm tra nhật ký thao tác"})
	all.AddCommand(verify)
	return all
}

func verifyAudit(ctx context.Context, c *cobra.Command, dsn string, args []string) error {
	var anchors []audit.Anchor
	for _, s := range args {
		a, err := audit.ParseAnchor(s)
		if err != nil {
			return err
		}
		anchors = append(anchors, a)
	}
	pool, err := pg.Open(ctx, dsn)
	if err != nil {
		return unreachable(err)
	}
	defer pool.Close()
	r, err := audit.Verify(ctx, pool, clock.Wall{}.Now(), anchors...)
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	fmt.Fprintf(out, "Đã đọc %s dòng niêm phong; %s dòng mới đang chờ niêm phong.\n", vi.Int(r.Sealed), vi.Int(r.Waiting))
	if r.Last > 0 {
		fmt.Fprintf(out, "Mốc đối chiếu: %s\n", r.Anchor())
	}
	for _, b := range r.Breaks {
		fmt.Fprintf(out, "  niêm phong %s, dòng %s: %s\n", vi.Int(b.Ordinal), vi.Int(b.EntryID), b.Message)
	}
	if !r.Unbroken {
		return fmt.Errorf("nhật ký KHÔNG còn nguyên vẹn (the audit is broken)")
	}
	fmt.Fprintln(out, "Nhật ký còn nguyên vẹn.")
	return nil
}
