package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

const usage = `Cách dùng:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} LỆNH

Các lệnh:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Tùy chọn:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Xem từng lệnh: {{.CommandPath}} LỆNH --help{{end}}
`

// inVietnamese replaces cobra's English on every command.
func inVietnamese(root *cobra.Command) {
	root.SetUsageTemplate(usage)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("tùy chọn không hợp lệ; xem %s --help (%w)", c.CommandPath(), err)
	})
	each(root, func(c *cobra.Command) {
		c.DisableFlagsInUseLine = true
		c.Flags().BoolP("help", "h", false, "xem hướng dẫn của lệnh này")
	})
}

func each(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		each(sub, do)
	}
}

// noArgs refuses arguments, in Vietnamese.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("lệnh %s không nhận “%s”; xem %s --help (unexpected argument)", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

// group is a command that only holds others.
func group(c *cobra.Command) *cobra.Command {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return fmt.Errorf("không có lệnh “%s %s”; xem %s --help (unknown command)", c.CommandPath(), args[0], c.CommandPath())
		}
		_ = c.Help()
		return errors.New("hãy chọn một lệnh trong danh sách trên (choose a command)")
	}
	return c
}
