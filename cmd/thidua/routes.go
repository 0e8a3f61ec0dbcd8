package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"thidua/internal/access"
	"thidua/internal/web"
)

func routesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "routes",
		Short: "In danh sách đường dẫn và bảng quyền",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			printRoutes(c.OutOrStdout())
			printPolicy(c.OutOrStdout())
			return nil
		},
	}
}

func printRoutes(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range (&web.Server{}).Routes() {
		action := string(r.Action)
		if action == "" {
			action = "(công khai)"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.Method, r.Pattern, action, r.Class)
	}
	t.Flush()
}

// printPolicy writes the one policy table: action × role.
func printPolicy(w io.Writer) {
	fmt.Fprintf(w, "\nđv: %s; cây: %s; –: không có quyền\n", access.Own, access.Subtree)
	short := map[access.Reach]string{access.None: "–", access.Own: "đv", access.Subtree: "cây"}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range access.Roles {
		fmt.Fprintf(t, "\t%s", r)
	}
	fmt.Fprintln(t)
	for _, a := range access.Actions {
		fmt.Fprint(t, a)
		for _, r := range access.Roles {
			fmt.Fprintf(t, "\t%s", short[access.ReachOf(r, a)])
		}
		fmt.Fprintln(t)
	}
	t.Flush()
}
