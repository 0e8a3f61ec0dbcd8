// Package e2e walks the house as people do: Chromium against the whole server
// on a real database, each role's journey, every screen at 1280 and 360 px.
//
// Console errors, exceptions, CSP refusals and axe violations fail. A missing
// browser fails with the command that mends it, it never skips. Screenshots go
// to the folder E2E_SHOTS names, nowhere where it is unset. axe-core (MPL-2.0,
// from npm) lies unchanged under testdata.
package e2e
