// Command thidua is the one binary of the house: the server, its demo, and
// what an operator does at a terminal.
//
// One command a file. Commands read settings (internal/config), open what they
// need, call one function of the house, and say in Vietnamese what happened.
// They refuse a database of the wrong kind or schema before touching it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"thidua/internal/fault"
)

// version is set by the linker.
var version = "dev"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is main with its world passed in; it returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	// After the first signal the next one kills, as people expect who press
	// Ctrl-C twice.
	context.AfterFunc(ctx, stop)

	root := commands()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintln(errs, "Lỗi:", words(err))
	return 1
}

// words is what a person at the terminal reads of an error: the message and
// refused fields first, then the cause, which here is theirs to see.
func words(err error) string {
	f, ok := fault.Of(err)
	if !ok {
		return err.Error()
	}
	s := f.Message
	for _, x := range f.Fields {
		s += "\n  " + x.Name + ": " + x.Message
	}
	if f.Err != nil {
		s += "\n  (" + f.Err.Error() + ")"
	}
	return s
}

func commands() *cobra.Command {
	root := group(&cobra.Command{
		Use:           "thidua",
		Short:         "Phần mềm điều hành phong trào thi đua của tỉnh",
		Long:          "thidua: phần mềm điều hành phong trào thi đua của tỉnh (runs a province's emulation campaign).",
		SilenceUsage:  true,
		SilenceErrors: true,
	})
	root.AddCommand(serveCommand(), demoCommand(), migrateCommand(), importCommand(), userCommand(), auditCommand(), routesCommand(), healthCommand(), versionCommand())
	inVietnamese(root)
	return root
}
