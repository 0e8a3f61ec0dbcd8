// Package report owns the monthly report: one per commune and period, all
// teams and the whole-commune row × all measures.
//
// Tables report, team_figure, cell_change, cell_note, report_text, submission,
// report_return, return_cell, correction, commune_sum. States draft →
// submitted → in_review → accepted | returned; frozen with its phase. It
// refuses figures for a closed or future period, a part above its whole, a
// cell somebody else changed meanwhile, and any change by a reviewer; after
// acceptance only an approved correction changes a figure. It reads the
// diary's sums (diary_entry, kept by register) beside the cells. Plan,
// part II.2 (what is counted), II.3 (phases); product design §5.
package report
