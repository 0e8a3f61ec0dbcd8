package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"thidua/internal/pg"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "In phiên bản của chương trình và của lược đồ dữ liệu",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fmt.Fprintf(c.OutOrStdout(), "thidua %s\nlược đồ dữ liệu (schema): %d\n%s %s/%s\n",
				version, pg.Newest(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
