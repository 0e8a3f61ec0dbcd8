// Package demo makes the province of the demo: real units, invented people
// and what they did, the same on every machine.
//
// It owns no table and fills everybody's: rows in few round trips, acts (months,
// reports, awards) through the services at the times people would have.
// Everything comes from seeds written here: no clock, no shared random source,
// but for certificates' codes. Names, ids and deeds are invented; phone numbers
// (0900 000 …) belong to nobody. It is never run on a production database; the
// caller sees to that (product design §11).
package demo
