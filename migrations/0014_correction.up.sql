-- internal/report: where a correction comes from and how it ended.
ALTER TABLE correction
    ADD COLUMN origin    text NOT NULL DEFAULT 'holder'
               CONSTRAINT correction_origin CHECK (origin IN ('holder', 'register', 'roster')),
    ADD COLUMN new_none  boolean NOT NULL DEFAULT false,
    ADD COLUMN answer    text NOT NULL DEFAULT '',
    DROP CONSTRAINT correction_state,
    ADD CONSTRAINT correction_state CHECK (state IN ('proposed', 'approved', 'refused', 'withdrawn', 'lapsed')),
    ADD CONSTRAINT correction_values CHECK (old IS DISTINCT FROM new AND new >= 0),
    ADD CONSTRAINT correction_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    ADD CONSTRAINT correction_answer CHECK (state <> 'refused' OR answer <> '');
COMMENT ON COLUMN correction.origin IS 'holder: typed by the reporting unit; register, roster: a list changed after acceptance.';
COMMENT ON COLUMN correction.state IS 'withdrawn: taken back, or its difference is gone; lapsed: the old value stood no more when it was to be approved.';
COMMENT ON COLUMN correction.answer IS 'Why it was refused, withdrawn or lapsed.';
COMMENT ON COLUMN correction.new_none IS 'The new zero is “không phát sinh”.';
CREATE INDEX correction_report ON correction (report_id, id DESC);
CREATE INDEX correction_pending ON correction (report_id) WHERE state = 'proposed';

-- internal/register: the diary (sổ phát sinh); internal/report reads its sums beside the cells.
CREATE TABLE diary_entry (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id   bigint NOT NULL,
    commune_id    bigint NOT NULL REFERENCES unit (id),
    team_id       bigint REFERENCES unit (id),
    day           date   NOT NULL,
    slot          int    NOT NULL,
    n             int    NOT NULL CONSTRAINT diary_entry_n CHECK (n BETWEEN 1 AND 9999),
    words         text   NOT NULL DEFAULT '' CONSTRAINT diary_entry_words CHECK (char_length(words) <= 200),
    created_by    bigint NOT NULL REFERENCES app_user (id),
    created_at    timestamptz NOT NULL,
    withdrawn_by  bigint REFERENCES app_user (id),
    withdrawn_at  timestamptz,
    withdrawn_why text   NOT NULL DEFAULT '',
    version       int    NOT NULL DEFAULT 1,
    CONSTRAINT diary_entry_measure FOREIGN KEY (campaign_id, slot) REFERENCES measure (campaign_id, slot),
    CONSTRAINT diary_entry_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_why = '')
                                        AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
COMMENT ON TABLE diary_entry IS 'Sổ phát sinh: what happened on a day, counted by measure. The month proposes the sums, the officer confirms.';
COMMENT ON COLUMN diary_entry.commune_id IS 'The commune that reports the row: the team''s on that day.';
COMMENT ON COLUMN diary_entry.team_id IS 'NULL: the whole commune, no team.';
CREATE INDEX diary_entry_counted ON diary_entry (commune_id, day) WHERE withdrawn_at IS NULL;
CREATE INDEX diary_entry_commune ON diary_entry (commune_id, day DESC, id DESC);
