// Package summary owns the phase reports (báo cáo kết quả thực hiện đợt):
// compiled from accepted months, told in sections, sent as snapshots, summed by
// the province, frozen, corrected in numbered annexes, signed.
//
// Tables phase_report, phase_text, phase_snapshot, phase_step,
// phase_correction, signed_copy, nudge. States: draft → submitted → accepted |
// returned; the province's draft → frozen → signed, which freezes those below
// and their months. It refuses gaps without a reason, a second freeze, and any
// change to what is frozen. Plan, part IV (before 07/02 and 22/8/2025); product §7.
package summary
