-- internal/intake: workbooks handed in, between their dry run and the decision.
CREATE TABLE import_batch (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor_id   bigint NOT NULL REFERENCES app_user (id),
    unit_id    bigint NOT NULL REFERENCES unit (id),
    kind       text   NOT NULL CONSTRAINT import_batch_kind CHECK (kind IN ('members', 'teams', 'month')),
    report_id  bigint REFERENCES report (id),
    file_name  text   NOT NULL,
    digest     bytea  NOT NULL CONSTRAINT import_batch_digest CHECK (length(digest) = 32),
    state      text   NOT NULL CONSTRAINT import_batch_state CHECK (state IN ('checked', 'running', 'done', 'failed', 'dropped')),
    run_no     int    NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    beat_at    timestamptz,
    added      int    NOT NULL,
    changed    int    NOT NULL,
    same       int    NOT NULL,
    errors     int    NOT NULL,
    warnings   int    NOT NULL,
    total      int    NOT NULL,
    done       int    NOT NULL DEFAULT 0,
    lines      jsonb  NOT NULL,
    issues     jsonb  NOT NULL,
    message    text   NOT NULL DEFAULT '',
    CONSTRAINT import_batch_report CHECK ((kind = 'month') = (report_id IS NOT NULL)),
    CONSTRAINT import_batch_clean CHECK (errors = 0 OR state IN ('checked', 'dropped')),
    CONSTRAINT import_batch_forgets CHECK (state IN ('checked', 'running') OR (lines = '[]' AND issues = '[]'))
);
COMMENT ON TABLE import_batch IS 'A workbook read and checked, waiting to be confirmed: all or nothing. What it held is gone once it is imported, dropped or expired.';
COMMENT ON COLUMN import_batch.digest IS 'SHA-256 of the file: what is confirmed is what was shown.';
COMMENT ON COLUMN import_batch.run_no IS 'Which attempt at importing; only the newest may finish.';
COMMENT ON COLUMN import_batch.beat_at IS 'Last sign of life of the attempt, by the wall clock.';
COMMENT ON COLUMN import_batch.lines IS 'The rows to write, as checked.';
COMMENT ON COLUMN import_batch.issues IS 'Every problem and warning by row and column.';
CREATE INDEX import_batch_actor ON import_batch (actor_id, id);
CREATE INDEX import_batch_expiry ON import_batch (expires_at) WHERE state = 'checked';

-- Search without marks: the SQL form of internal/vi.Fold, immutable whatever
-- the database's locale, for expression indexes.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE FUNCTION folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(translate(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd'));
COMMENT ON FUNCTION folded(text) IS 'Lower case, no marks, đ as d: hòa and hoà are found alike.';
CREATE INDEX person_name_search ON person USING gin (folded(full_name) gin_trgm_ops);
CREATE INDEX person_phone ON person (phone) WHERE phone <> '';
CREATE INDEX good_deed_search ON good_deed USING gin (folded(who || ' ' || what) gin_trgm_ops);
CREATE INDEX community_model_search ON community_model USING gin (folded(name || ' ' || field) gin_trgm_ops);
