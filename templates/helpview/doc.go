// Package helpview is the guide people read inside the system.
package helpview
