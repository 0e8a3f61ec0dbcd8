DROP TABLE diary_entry;
DROP INDEX correction_pending, correction_report;
-- What the older schema can't say is told as refused.
UPDATE correction SET state = 'refused' WHERE state IN ('withdrawn', 'lapsed');
ALTER TABLE correction
    DROP CONSTRAINT correction_answer,
    DROP CONSTRAINT correction_decided,
    DROP CONSTRAINT correction_values,
    DROP CONSTRAINT correction_state,
    ADD CONSTRAINT correction_state CHECK (state IN ('proposed', 'approved', 'refused')),
    DROP COLUMN answer,
    DROP COLUMN new_none,
    DROP COLUMN origin;
