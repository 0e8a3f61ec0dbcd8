-- internal/plan: the campaign as data.
CREATE TABLE campaign (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);
COMMENT ON TABLE campaign IS 'One emulation campaign (phong trào thi đua).';

CREATE TABLE plan_version (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES campaign (id),
    number      int    NOT NULL CONSTRAINT plan_version_number CHECK (number >= 1),
    definition  text   NOT NULL,
    plan_text   text   NOT NULL,
    sha256      bytea  NOT NULL CONSTRAINT plan_version_sha256 CHECK (length(sha256) = 32),
    loaded_at   timestamptz NOT NULL,
    loaded_by   text   NOT NULL,
    note        text   NOT NULL DEFAULT '',
    UNIQUE (campaign_id, number)
);
COMMENT ON TABLE plan_version IS 'The definition file as loaded, byte for byte; a judged period keeps its version.';

CREATE TABLE measure (
    campaign_id bigint NOT NULL REFERENCES campaign (id),
    slot        int    NOT NULL CONSTRAINT measure_slot CHECK (slot >= 0),
    code        text   NOT NULL,
    PRIMARY KEY (campaign_id, slot),
    UNIQUE (campaign_id, code)
);
COMMENT ON TABLE measure IS 'Slots are permanent and append-only: index into team_figure.values.';

CREATE TABLE indicator (
    campaign_id bigint NOT NULL REFERENCES campaign (id),
    ordinal     int    NOT NULL CONSTRAINT indicator_ordinal CHECK (ordinal >= 0),
    code        text   NOT NULL,
    PRIMARY KEY (campaign_id, ordinal),
    UNIQUE (campaign_id, code)
);
COMMENT ON TABLE indicator IS 'Ordinals are permanent and append-only: index into commune_sum.meeting.';

CREATE TABLE phase (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id   bigint NOT NULL REFERENCES campaign (id),
    ordinal       int    NOT NULL,
    code          text   NOT NULL,
    name          text   NOT NULL,
    slogan        text   NOT NULL,
    starts_on     date   NOT NULL,
    ends_on       date   NOT NULL,
    report_before date   NOT NULL,
    CONSTRAINT phase_dates CHECK (starts_on <= ends_on AND ends_on < report_before),
    UNIQUE (campaign_id, ordinal),
    UNIQUE (campaign_id, code)
);
COMMENT ON TABLE phase IS 'A phase of the campaign, both days inclusive, with its slogan.';
COMMENT ON COLUMN phase.report_before IS 'Exclusive ("trước ngày"): the last day on time is the day before.';

CREATE TABLE period (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id     bigint NOT NULL REFERENCES campaign (id),
    phase_id        bigint NOT NULL REFERENCES phase (id),
    ordinal         int    NOT NULL,
    label           text   NOT NULL,
    starts_on       date   NOT NULL,
    ends_on         date   NOT NULL,
    opens_on        date   NOT NULL,
    submit_from     date   NOT NULL,
    due_on          date   NOT NULL,
    closes_before   date   NOT NULL,
    plan_version_id bigint NOT NULL REFERENCES plan_version (id),
    CONSTRAINT period_dates CHECK (starts_on <= ends_on AND ends_on <= due_on AND due_on < closes_before),
    UNIQUE (campaign_id, ordinal),
    CONSTRAINT period_no_overlap EXCLUDE USING gist (campaign_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
COMMENT ON TABLE period IS 'A reporting month, clipped at phase boundaries; keeps the plan version it is judged by.';
COMMENT ON COLUMN period.due_on IS 'Inclusive, to 24:00.';
COMMENT ON COLUMN period.closes_before IS 'Exclusive: the first day entry is refused (hard close).';

CREATE TABLE participation (
    campaign_id bigint NOT NULL REFERENCES campaign (id),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    PRIMARY KEY (campaign_id, unit_id)
);
COMMENT ON TABLE participation IS 'Units taking part, each with all below it; others are never expected to report.';
