package app

import (
	"os"
	"runtime/debug"
)

// Memory sets the collector for a server. What it keeps is a few megabytes of
// snapshots while every page leaves some hundred kilobytes of garbage: at Go's
// default a collection, a few milliseconds, would come every hundred pages.
// This lets the heap grow to some 80 MB first, to 512 MB where more is kept;
// GOGC and GOMEMLIMIT, where set, win.
func Memory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(1600)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(512 << 20)
	}
}
