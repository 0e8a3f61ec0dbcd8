// Package question owns khó khăn, vướng mắc: what a unit asks about in a phase
// and what PX03 or Home Affairs answer.
//
// Table question. States: open → answered | withdrawn. What is open flows into
// the phase report's difficulties. It refuses personal numbers in free text
// and an outdated version. Plan, part IV; product §9.
package question
