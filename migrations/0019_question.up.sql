-- internal/question: difficulties asked upwards (vướng mắc).
CREATE TABLE question (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id    bigint NOT NULL REFERENCES phase (id),
    unit_id     bigint NOT NULL REFERENCES unit (id),
    subject     text   NOT NULL CONSTRAINT question_subject CHECK (subject <> '' AND char_length(subject) <= 200),
    body        text   NOT NULL CONSTRAINT question_body CHECK (body <> '' AND char_length(body) <= 4000),
    proposal    text   NOT NULL DEFAULT '' CONSTRAINT question_proposal CHECK (char_length(proposal) <= 2000),
    state       text   NOT NULL DEFAULT 'open' CONSTRAINT question_state CHECK (state IN ('open', 'answered', 'withdrawn')),
    answer      text   NOT NULL DEFAULT '' CONSTRAINT question_answer CHECK (char_length(answer) <= 4000),
    asked_by    bigint NOT NULL REFERENCES app_user (id),
    asked_at    timestamptz NOT NULL,
    asked_on    date   NOT NULL,
    answered_by bigint REFERENCES app_user (id),
    answered_role text NOT NULL DEFAULT '',
    answered_unit bigint REFERENCES unit (id),
    answered_at timestamptz,
    version     int    NOT NULL DEFAULT 1,
    scope_path  text   COLLATE "C" NOT NULL,
    CONSTRAINT question_answered CHECK ((state = 'answered') = (answer <> '') AND (state = 'answered') = (answered_by IS NOT NULL))
);
COMMENT ON TABLE question IS 'Khó khăn, vướng mắc a unit asks about; what is open flows into the phase report.';
CREATE INDEX question_scope ON question (phase_id, scope_path, id DESC);
