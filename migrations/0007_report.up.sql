-- internal/report: the monthly report, its figures and their history.
CREATE TABLE report (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    commune_id         bigint NOT NULL REFERENCES unit (id),
    period_id          bigint NOT NULL REFERENCES period (id),
    state              text   NOT NULL DEFAULT 'draft' CONSTRAINT report_state CHECK (state IN
                       ('draft', 'submitted', 'in_review', 'returned', 'accepted', 'frozen')),
    version            int    NOT NULL DEFAULT 1,
    submission_no      int    NOT NULL DEFAULT 0,
    first_submitted_at timestamptz,
    first_submitted_on date,
    submitted_at       timestamptz,
    submitted_by       bigint REFERENCES app_user (id),
    taken_at           timestamptz,
    taken_by           bigint REFERENCES app_user (id),
    decided_at         timestamptz,
    decided_by         bigint REFERENCES app_user (id),
    holder_id          bigint NOT NULL REFERENCES unit (id),
    reviewer_id        bigint NOT NULL REFERENCES unit (id),
    plan_version_id    bigint NOT NULL REFERENCES plan_version (id),
    extended_until     date,
    scope_path         text COLLATE "C" NOT NULL,
    CONSTRAINT report_once UNIQUE (commune_id, period_id),
    CONSTRAINT report_first_submission CHECK ((submission_no = 0) = (first_submitted_at IS NULL)
                                          AND (first_submitted_at IS NULL) = (first_submitted_on IS NULL))
);
COMMENT ON TABLE report IS 'One commune and period. holder_id may write, reviewer_id may review: a restructuring moves work by changing them.';
COMMENT ON COLUMN report.first_submitted_on IS 'Business day of the first submission: timeliness counts by it.';
COMMENT ON COLUMN report.extended_until IS 'Last day (inclusive) entry is allowed after the hard close, granted with a reason.';
COMMENT ON COLUMN report.scope_path IS 'Path of the commune ("1.3.45."): range scans give a unit''s subtree.';
CREATE INDEX report_scope ON report (scope_path, period_id);
CREATE INDEX report_period ON report (period_id, commune_id);

CREATE TABLE team_figure (
    report_id  bigint NOT NULL REFERENCES report (id),
    team_id    bigint REFERENCES unit (id),
    values     int[]  NOT NULL,
    none_slots int[]  NOT NULL DEFAULT '{}',
    CONSTRAINT team_figure_once UNIQUE NULLS NOT DISTINCT (report_id, team_id)
);
COMMENT ON TABLE team_figure IS 'Figures of a team, or of the whole commune (team_id NULL), by measure slot; NULL = empty, which is not zero.';
COMMENT ON COLUMN team_figure.none_slots IS 'Slots whose zero was given as "không phát sinh".';

CREATE TABLE cell_change (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id     bigint NOT NULL REFERENCES report (id),
    team_id       bigint REFERENCES unit (id),
    slot          int    NOT NULL,
    old           int,
    new           int,
    new_none      boolean NOT NULL DEFAULT false,
    user_id       bigint REFERENCES app_user (id),
    at            timestamptz NOT NULL,
    submission_no int    NOT NULL,
    source        text   NOT NULL CONSTRAINT cell_change_source CHECK (source IN ('entry', 'register', 'roster', 'correction'))
);
COMMENT ON TABLE cell_change IS 'Every cell''s history from the first month; submission_no is the one being prepared (0: before the first).';
CREATE INDEX cell_change_cell ON cell_change (report_id, slot, team_id, id);

CREATE TABLE cell_note (
    report_id bigint NOT NULL REFERENCES report (id),
    team_id   bigint REFERENCES unit (id),
    slot      int    NOT NULL,
    body      text   NOT NULL,
    user_id   bigint NOT NULL REFERENCES app_user (id),
    at        timestamptz NOT NULL,
    CONSTRAINT cell_note_once UNIQUE NULLS NOT DISTINCT (report_id, team_id, slot)
);
COMMENT ON TABLE cell_note IS 'A word on a cell; on an empty cell it is the reason submission asks for.';

CREATE TABLE report_text (
    report_id bigint NOT NULL REFERENCES report (id),
    code      text   NOT NULL,
    body      text   NOT NULL,
    user_id   bigint NOT NULL REFERENCES app_user (id),
    at        timestamptz NOT NULL,
    PRIMARY KEY (report_id, code)
);
COMMENT ON TABLE report_text IS 'The month''s texts (difficulties, good practices), by the definition''s text code.';

CREATE TABLE submission (
    report_id bigint NOT NULL REFERENCES report (id),
    number    int    NOT NULL,
    at        timestamptz NOT NULL,
    on_day    date   NOT NULL,
    user_id   bigint NOT NULL REFERENCES app_user (id),
    recalled_at timestamptz,
    PRIMARY KEY (report_id, number)
);
COMMENT ON TABLE submission IS 'Each handing-in of a report; a recall marks it, never removes it.';

CREATE TABLE report_return (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id     bigint NOT NULL REFERENCES report (id),
    submission_no int    NOT NULL,
    reason        text   NOT NULL CONSTRAINT report_return_reason CHECK (reason <> ''),
    user_id       bigint NOT NULL REFERENCES app_user (id),
    at            timestamptz NOT NULL,
    UNIQUE (report_id, submission_no)
);
COMMENT ON TABLE report_return IS 'A reviewer''s return with its reason.';

CREATE TABLE return_cell (
    return_id bigint NOT NULL REFERENCES report_return (id),
    team_id   bigint REFERENCES unit (id),
    slot      int    NOT NULL,
    old       int,
    CONSTRAINT return_cell_once UNIQUE NULLS NOT DISTINCT (return_id, team_id, slot)
);
COMMENT ON TABLE return_cell IS 'Cells a return ticked: only they open. None ticked: all open. old is the value returned.';

CREATE TABLE correction (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id   bigint NOT NULL REFERENCES report (id),
    team_id     bigint REFERENCES unit (id),
    slot        int    NOT NULL,
    old         int,
    new         int,
    reason      text   NOT NULL CONSTRAINT correction_reason CHECK (reason <> ''),
    state       text   NOT NULL CONSTRAINT correction_state CHECK (state IN ('proposed', 'approved', 'refused')),
    proposed_by bigint REFERENCES app_user (id),
    proposed_at timestamptz NOT NULL,
    decided_by  bigint REFERENCES app_user (id),
    decided_at  timestamptz
);
COMMENT ON TABLE correction IS 'After acceptance only an approved correction changes a figure; one pending per cell.';
CREATE UNIQUE INDEX correction_one_pending ON correction (report_id, team_id, slot) NULLS NOT DISTINCT WHERE state = 'proposed';

CREATE TABLE commune_sum (
    report_id  bigint PRIMARY KEY REFERENCES report (id),
    commune_id bigint NOT NULL REFERENCES unit (id),
    period_id  bigint NOT NULL REFERENCES period (id),
    scope_path text COLLATE "C" NOT NULL,
    sums       bigint[] NOT NULL,
    missing    int[]  NOT NULL,
    teams      int    NOT NULL,
    meeting    int[]  NOT NULL,
    failing    int[]  NOT NULL,
    accepted   boolean NOT NULL DEFAULT false,
    CONSTRAINT commune_sum_once UNIQUE (commune_id, period_id)
);
COMMENT ON TABLE commune_sum IS 'Sums of a commune''s figures, kept in the save after locking the report row. Nothing above the commune is written.';
COMMENT ON COLUMN commune_sum.missing IS 'By slot: expected cells that are empty; without it there is no "unknown".';
COMMENT ON COLUMN commune_sum.meeting IS 'By indicator ordinal: teams that certainly meet; failing: certainly fail.';
CREATE INDEX commune_sum_scope ON commune_sum (period_id, scope_path);
