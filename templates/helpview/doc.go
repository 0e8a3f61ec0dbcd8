// Package helpview is the guide people read inside the system.
package helpview

// Links tells which addresses the reader may open.
type Links func(url string) bool
