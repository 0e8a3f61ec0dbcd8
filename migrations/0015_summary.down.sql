DROP TABLE nudge, signed_copy, phase_correction, phase_step, phase_snapshot, phase_text, phase_report;
DROP FUNCTION phase_snapshot_keep();
