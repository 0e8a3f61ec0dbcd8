-- internal/decision: decisions, who may sign, awards given.
CREATE TABLE award_term (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name    text   NOT NULL CONSTRAINT award_term_name CHECK (name <> ''),
    title   text   NOT NULL CONSTRAINT award_term_title CHECK (title <> ''),
    during  daterange NOT NULL CONSTRAINT award_term_during CHECK (NOT isempty(during)),
    version int    NOT NULL DEFAULT 1,
    changed jsonb  NOT NULL
);
COMMENT ON TABLE award_term IS 'The days a person may sign for a unit''s chair, under which title ("CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH").';
CREATE INDEX award_term_unit ON award_term (unit_id);

CREATE TABLE award_decision (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form         text   NOT NULL CONSTRAINT award_decision_form CHECK (form IN ('giay_khen', 'bang_khen')),
    phase_id     bigint NOT NULL REFERENCES phase (id),
    unit_id      bigint NOT NULL REFERENCES unit (id),
    state        text   NOT NULL CONSTRAINT award_decision_state CHECK (state IN ('draft', 'recorded', 'applied', 'cancelled')),
    version      int    NOT NULL DEFAULT 1,
    number       text   NOT NULL DEFAULT '',
    plain        text   NOT NULL DEFAULT '',
    signed_on    date,
    year         int    GENERATED ALWAYS AS (extract(year FROM signed_on)::int) STORED,
    term_id      bigint REFERENCES award_term (id),
    signer_name  text   NOT NULL DEFAULT '',
    signer_title text   NOT NULL DEFAULT '',
    why          text   NOT NULL DEFAULT '',
    changed      jsonb  NOT NULL,
    applied      jsonb,
    money        jsonb,
    file_digest  bytea  REFERENCES evidence_file (digest),
    file_name    text   NOT NULL DEFAULT '',
    scope_path   text   COLLATE "C" NOT NULL,
    CONSTRAINT award_decision_signed CHECK ((state IN ('recorded', 'applied')) = (number <> '' AND plain <> '' AND signed_on IS NOT NULL AND signer_name <> '') OR state = 'cancelled'),
    CONSTRAINT award_decision_applied CHECK ((state = 'applied') = (applied IS NOT NULL))
);
COMMENT ON TABLE award_decision IS 'Quyết định khen thưởng: lists nominees (nominee.decision_id); pending until applied.';
COMMENT ON COLUMN award_decision.plain IS 'The number without marks, case, spaces and leading zeros: one number is used once a year.';
COMMENT ON COLUMN award_decision.money IS 'award.Sum as of the recorded day and the rounding rule then.';
CREATE UNIQUE INDEX award_decision_number ON award_decision (unit_id, year, plain) WHERE state IN ('recorded', 'applied');
CREATE INDEX award_decision_scope ON award_decision (phase_id, scope_path);
ALTER TABLE nominee ADD CONSTRAINT nominee_decided_by FOREIGN KEY (decision_id) REFERENCES award_decision (id);

CREATE TABLE award_grant (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nominee_id  bigint NOT NULL REFERENCES nominee (id) CONSTRAINT award_grant_once UNIQUE,
    decision_id bigint NOT NULL REFERENCES award_decision (id),
    golden      int    NOT NULL CONSTRAINT award_grant_golden CHECK (golden >= 1),
    form        text   NOT NULL CONSTRAINT award_grant_form CHECK (form IN ('giay_khen', 'bang_khen')),
    phase_id    bigint NOT NULL REFERENCES phase (id),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    subject     text   NOT NULL CONSTRAINT award_grant_subject CHECK (subject IN ('team', 'member')),
    team_id     bigint NOT NULL REFERENCES unit (id),
    person_id   bigint REFERENCES person (id),
    span        text   NOT NULL DEFAULT '',
    deeds       bigint[] NOT NULL DEFAULT '{}',
    models      bigint[] NOT NULL DEFAULT '{}',
    name        text   NOT NULL,
    detail      text   NOT NULL DEFAULT '',
    merit       text   NOT NULL,
    posthumous  boolean NOT NULL DEFAULT false,
    gender      text   NOT NULL DEFAULT '',
    position    text   NOT NULL DEFAULT '',
    exact       bigint NOT NULL CONSTRAINT award_grant_exact CHECK (exact >= 0),
    rounded     bigint NOT NULL CONSTRAINT award_grant_rounded CHECK (rounded >= 0),
    granted_on  date   NOT NULL,
    revoked_on  date,
    scope_path  text   COLLATE "C" NOT NULL,
    CONSTRAINT award_grant_number UNIQUE (decision_id, golden)
);
COMMENT ON TABLE award_grant IS 'An award given: what certificates are made for and history is told by. Names are as printed.';
COMMENT ON COLUMN award_grant.golden IS 'Số sổ vàng: the recipient''s place in the decision.';
COMMENT ON COLUMN award_grant.unit_id IS 'Whose chair gave it.';
COMMENT ON COLUMN award_grant.scope_path IS 'The team''s path on the day of the decision.';
CREATE INDEX award_grant_team ON award_grant (team_id);
CREATE INDEX award_grant_person ON award_grant (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX award_grant_scope ON award_grant (phase_id, scope_path);

-- internal/certificate: what is printed, and what was given before.
CREATE TABLE certificate (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    grant_id   bigint NOT NULL REFERENCES award_grant (id),
    issue      int    NOT NULL CONSTRAINT certificate_issue CHECK (issue >= 1),
    code       text   NOT NULL CONSTRAINT certificate_code UNIQUE,
    state      text   NOT NULL CONSTRAINT certificate_state CHECK (state IN ('valid', 'replaced', 'revoked')),
    issued     jsonb  NOT NULL,
    since      jsonb  NOT NULL,
    why        text   NOT NULL DEFAULT '',
    ground     text   NOT NULL DEFAULT '',
    document   text   NOT NULL DEFAULT '',
    CONSTRAINT certificate_once UNIQUE (grant_id, issue),
    CONSTRAINT certificate_ended CHECK (state = 'valid' OR why <> '')
);
COMMENT ON TABLE certificate IS 'A certificate for a grant; replaced ones and revoked ones are kept. code is the public verification code, at least 80 random bits.';
CREATE UNIQUE INDEX certificate_one_valid ON certificate (grant_id) WHERE state = 'valid';

CREATE TABLE certificate_template (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit (id),
    name    text   NOT NULL CONSTRAINT certificate_template_name CHECK (name <> ''),
    form    text   NOT NULL CONSTRAINT certificate_template_form CHECK (form IN ('giay_khen', 'bang_khen')),
    body    jsonb  NOT NULL,
    nudge   jsonb  NOT NULL DEFAULT '{"right": 0, "down": 0}',
    emblem  bytea  CONSTRAINT certificate_template_emblem CHECK (octet_length(emblem) <= 1048576),
    version int    NOT NULL DEFAULT 1,
    changed jsonb  NOT NULL,
    retired jsonb,
    CONSTRAINT certificate_template_once UNIQUE (unit_id, name)
);
COMMENT ON TABLE certificate_template IS 'A unit''s own template (paper.Template), with its printer''s nudge (paper.Nudge) and the emblem (PNG) it prints.';

CREATE TABLE print_job (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id     bigint NOT NULL REFERENCES unit (id),
    decision_id bigint NOT NULL REFERENCES award_decision (id),
    certificates bigint[] NOT NULL CONSTRAINT print_job_some CHECK (cardinality(certificates) > 0),
    print       jsonb  NOT NULL,
    emblem      bytea,
    per         int    NOT NULL CONSTRAINT print_job_per CHECK (per > 0),
    next        int    NOT NULL DEFAULT 0,
    state       text   NOT NULL CONSTRAINT print_job_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    trouble     text   NOT NULL DEFAULT '',
    asked       jsonb  NOT NULL,
    touched_at  timestamptz NOT NULL,
    CONSTRAINT print_job_next CHECK (next BETWEEN 0 AND cardinality(certificates))
);
COMMENT ON TABLE print_job IS 'A batch of certificates being printed: parts are stored as they are done, a batch that broke off goes on at next.';
COMMENT ON COLUMN print_job.print IS 'Template, blank and nudge as they were when it was asked for; emblem likewise.';
CREATE INDEX print_job_decision ON print_job (decision_id, id);
CREATE INDEX print_job_open ON print_job (state, id) WHERE state IN ('waiting', 'running');

CREATE TABLE print_part (
    job_id bigint NOT NULL REFERENCES print_job (id),
    first  int    NOT NULL,
    last   int    NOT NULL,
    pdf    bytea  NOT NULL,
    CONSTRAINT print_part_once PRIMARY KEY (job_id, first)
);
COMMENT ON TABLE print_part IS 'Certificates first to last (from 1) of a batch as one PDF.';

CREATE TABLE award_past (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject    text   NOT NULL CONSTRAINT award_past_subject CHECK (subject IN ('team', 'member')),
    team_id    bigint REFERENCES unit (id),
    person_id  bigint REFERENCES person (id),
    title      text   NOT NULL CONSTRAINT award_past_title CHECK (title <> ''),
    authority  text   NOT NULL DEFAULT '',
    number     text   NOT NULL DEFAULT '',
    given_on   date   NOT NULL,
    merit      text   NOT NULL DEFAULT '',
    recorded   jsonb  NOT NULL,
    withdrawn  jsonb,
    scope_path text   COLLATE "C" NOT NULL,
    CONSTRAINT award_past_whose CHECK ((subject = 'team') = (team_id IS NOT NULL) AND (subject = 'member') = (person_id IS NOT NULL))
);
COMMENT ON TABLE award_past IS 'Awards of other campaigns and of the time before, as their papers say; told in the history beside those given here.';
CREATE INDEX award_past_team ON award_past (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX award_past_person ON award_past (person_id) WHERE person_id IS NOT NULL;
