package app

import (
	"os"
	"runtime/debug"
)

// Memory sets the collector for a server: pages are short-lived garbage, so it
// runs less often than by default while the heap is small, and in time when it
// nears 512 MB. GOGC and GOMEMLIMIT, where set, win.
func Memory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(512 << 20)
	}
}
