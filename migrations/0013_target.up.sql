-- internal/plan: targets a district (later a commune) assigns beside the plan's.
CREATE TABLE assigned_target (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES campaign (id),
    phase_id    bigint NOT NULL REFERENCES phase (id),
    setter_id   bigint NOT NULL REFERENCES unit (id),
    level       text   NOT NULL CONSTRAINT assigned_target_level CHECK (level IN ('district', 'commune')),
    issuer      text   NOT NULL CONSTRAINT assigned_target_issuer CHECK (issuer <> ''),
    basis       text   NOT NULL CONSTRAINT assigned_target_basis CHECK (basis IN ('indicator', 'team_period', 'team_phase', 'commune_phase')),
    ordinal     int,
    slot        int,
    subject     text   NOT NULL,
    target      text   NOT NULL CONSTRAINT assigned_target_target CHECK (target <> ''),
    doc_number  text   NOT NULL CONSTRAINT assigned_target_number CHECK (doc_number <> ''),
    doc_date    date   NOT NULL,
    note        text   NOT NULL DEFAULT '',
    set_by      bigint REFERENCES app_user (id),
    set_by_name text   NOT NULL,
    set_at      timestamptz NOT NULL,
    version     int    NOT NULL DEFAULT 1,
    CONSTRAINT assigned_target_ordinal FOREIGN KEY (campaign_id, ordinal) REFERENCES indicator (campaign_id, ordinal),
    CONSTRAINT assigned_target_slot FOREIGN KEY (campaign_id, slot) REFERENCES measure (campaign_id, slot),
    CONSTRAINT assigned_target_subject CHECK (subject = CASE WHEN basis = 'indicator' THEN 'indicator:' || ordinal ELSE basis || ':' || slot END
        AND (ordinal IS NULL) = (basis <> 'indicator') AND (slot IS NULL) = (basis = 'indicator')),
    CONSTRAINT assigned_target_one_subject UNIQUE (id, subject)
);
COMMENT ON TABLE assigned_target IS 'Chỉ tiêu giao: a stricter value of one of the plan''s indicators, or a new count over an existing measure, by a document of one phase.';
COMMENT ON COLUMN assigned_target.target IS 'As the definition file writes targets: "≥ 85 %", "≥ 8".';
COMMENT ON COLUMN assigned_target.subject IS 'What is bound: no unit has two at a time of one subject.';
CREATE INDEX assigned_target_campaign ON assigned_target (campaign_id);

CREATE TABLE assigned_unit (
    target_id   bigint NOT NULL,
    unit_id     bigint NOT NULL REFERENCES unit (id),
    subject     text   NOT NULL,
    starts_on   date   NOT NULL,
    ends_before date   NOT NULL CONSTRAINT assigned_unit_days CHECK (ends_before >= starts_on),
    ended_number text  NOT NULL DEFAULT '',
    ended_on    date,
    ended_note  text   NOT NULL DEFAULT '',
    ended_by    text   NOT NULL DEFAULT '',
    replaced_by bigint REFERENCES assigned_target (id),
    PRIMARY KEY (target_id, unit_id),
    CONSTRAINT assigned_unit_target FOREIGN KEY (target_id, subject) REFERENCES assigned_target (id, subject) ON UPDATE CASCADE,
    CONSTRAINT assigned_unit_ended CHECK ((ended_on IS NULL) = (ended_number = '')),
    CONSTRAINT assigned_unit_once EXCLUDE USING gist (unit_id WITH =, subject WITH =, daterange(starts_on, ends_before) WITH &&)
);
COMMENT ON TABLE assigned_unit IS 'Who an assigned target binds and in which periods: from the first that opens after the document to the phase''s end, or to a later document''s first.';
COMMENT ON COLUMN assigned_unit.ends_before IS 'Exclusive. Equal to starts_on: a later document came before the first period.';

-- internal/launch: phát động, each phase, from the province down to the communes.
CREATE TABLE launch (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id    bigint NOT NULL REFERENCES phase (id),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    level       text   NOT NULL CONSTRAINT launch_level CHECK (level IN ('province', 'district', 'commune')),
    above_id    bigint REFERENCES launch (id),
    launched_on date   NOT NULL,
    slogan      text   NOT NULL CONSTRAINT launch_slogan CHECK (slogan <> ''),
    plan_slogan text   NOT NULL,
    plan_version_id bigint NOT NULL REFERENCES plan_version (id),
    doc_number  text   NOT NULL DEFAULT '',
    doc_date    date,
    signer      text   NOT NULL DEFAULT '',
    message     text   NOT NULL DEFAULT '',
    launched_by bigint REFERENCES app_user (id),
    by_name     text   NOT NULL,
    launched_at timestamptz NOT NULL,
    CONSTRAINT launch_once UNIQUE (phase_id, unit_id),
    CONSTRAINT launch_above CHECK ((level = 'province') = (above_id IS NULL)),
    CONSTRAINT launch_document CHECK ((doc_number = '') = (doc_date IS NULL) AND (level = 'province' OR doc_number <> ''))
);
COMMENT ON TABLE launch IS 'Phát động of a phase by a unit to all below it; the province''s is first, the others name the one above them.';
COMMENT ON COLUMN launch.plan_slogan IS 'The plan''s own words on that day, beside what was launched.';
COMMENT ON COLUMN launch.plan_version_id IS 'The plan attached: this version''s full text.';
CREATE UNIQUE INDEX launch_root ON launch (phase_id) WHERE level = 'province';

CREATE TABLE launch_receipt (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    launch_id   bigint NOT NULL REFERENCES launch (id),
    phase_id    bigint NOT NULL REFERENCES phase (id),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    received_on date   NOT NULL,
    teams       int    NOT NULL CONSTRAINT launch_receipt_teams CHECK (teams >= 0),
    note        text   NOT NULL DEFAULT '',
    received_by bigint REFERENCES app_user (id),
    by_name     text   NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT launch_receipt_once UNIQUE (phase_id, unit_id)
);
COMMENT ON TABLE launch_receipt IS 'A commune''s word that it has the launch and carried it to its teams.';
CREATE INDEX launch_receipt_launch ON launch_receipt (launch_id);
