package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"thidua/internal/config"
)

// healthCommand lets a container ask its own server, where no curl is.
func healthCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Hỏi máy chủ đang chạy trên máy này đã sẵn sàng chưa (cho container)",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			addr := os.Getenv(config.Addr)
			if addr == "" {
				addr = config.DefaultAddr
			}
			host, port, err := net.SplitHostPort(addr)
			if err != nil {
				return err
			}
			if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
				host = "127.0.0.1"
			}
			client := http.Client{Timeout: 4 * time.Second}
			res, err := client.Get("http://" + net.JoinHostPort(host, port) + "/readyz")
			if err != nil {
				return err
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				return fmt.Errorf("máy chủ chưa sẵn sàng (not ready): %s", res.Status)
			}
			return nil
		},
	}
}
