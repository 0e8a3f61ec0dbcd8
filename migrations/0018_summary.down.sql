DROP TABLE nudge, signed_copy, phase_correction, phase_step, phase_snapshot, phase_text, phase_report;
DROP FUNCTION phase_snapshot_keep();
ALTER TABLE correction DROP COLUMN nth, DROP COLUMN annex_no;
UPDATE report SET state = 'accepted' WHERE state = 'frozen';
UPDATE report SET state = 'draft' WHERE state = 'left_out';
ALTER TABLE report DROP COLUMN fixed, DROP COLUMN annexed, DROP CONSTRAINT report_state,
    ADD CONSTRAINT report_state CHECK (state IN ('draft', 'submitted', 'in_review', 'returned', 'accepted', 'frozen'));
