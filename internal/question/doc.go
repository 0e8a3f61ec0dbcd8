// Package question owns khó khăn, vướng mắc: what a unit asks about in a phase
// and what PX03 or Home Affairs answer.
//
// Table question. States: open → answered | withdrawn; a mended answer stays
// answered. What is open flows into the phase report's difficulties. It
// refuses personal numbers in free text, an outdated version, and a word from
// anybody but the asking unit or those who answer it. Plan, part IV; product §9.
package question
