// Package clock owns time: the two clocks of the house and the Day type.
//
// Business is the campaign's day (fixed in the demo) for periods, dues and
// validity; Wall is real time for sessions, throttle, jobs and logs. Both are
// injected and read once per use case; nothing else calls time.Now.
package clock

import "time"

// Clock tells the time.
type Clock interface{ Now() time.Time }

// Wall is the machine's clock.
type Wall struct{}

// Now is the present instant.
func (Wall) Now() time.Time { return time.Now() }

// FixedDay is a clock whose day stands still while its time of day runs: the
// demo's business clock.
type FixedDay struct {
	Day  Day
	Wall Clock
}

// Now is the fixed day at the wall clock's time of day in Vietnam.
func (c FixedDay) Now() time.Time {
	now := c.Wall.Now().In(Location)
	y, m, d := c.Day.Date()
	return time.Date(y, time.Month(m), d, now.Hour(), now.Minute(), now.Second(), now.Nanosecond(), Location)
}

// Fixed is a clock that stands still: tests.
type Fixed time.Time

// Now is the fixed instant.
func (c Fixed) Now() time.Time { return time.Time(c) }

// Today is the clock's day in Vietnam.
func Today(c Clock) Day { return DayOf(c.Now()) }

// Moment is one reading of both clocks: taken once per use case.
type Moment struct {
	Wall     time.Time // sessions, throttle, audit, logs
	Business time.Time // what the campaign records: entries, submissions, decisions
	Today    Day       // the business day: periods, dues, validity
}

// Clocks is the pair every service holds.
type Clocks struct {
	Wall     Clock
	Business Clock
}

// Moment reads both clocks.
func (c Clocks) Moment() Moment {
	b := c.Business.Now().In(Location)
	return Moment{Wall: c.Wall.Now(), Business: b, Today: DayOf(b)}
}

// Real is the pair of production: both are the machine's clock.
func Real() Clocks { return Clocks{Wall: Wall{}, Business: Wall{}} }
