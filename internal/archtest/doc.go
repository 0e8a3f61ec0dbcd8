// Package archtest holds the house together: rules of the design that no
// compiler checks, as tests.
//
// It reads the source (who may import whom, clocks, SQL, templates, sizes,
// the audit's catalogue), prepares every SQL constant against the migrated
// schema, and compares the policy, the routes and the schema with their golden
// files. `go test ./internal/archtest -update` rewrites those.
package archtest
