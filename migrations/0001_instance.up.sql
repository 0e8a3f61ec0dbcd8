-- What kind of database this is, known from its first migration on:
-- serve refuses a demo, the demo refuses a production database.
CREATE TABLE instance (
    singleton boolean PRIMARY KEY DEFAULT true CONSTRAINT instance_one_row CHECK (singleton),
    kind      text NOT NULL CONSTRAINT instance_kind CHECK (kind IN ('demo', 'production'))
);
COMMENT ON TABLE instance IS 'One row: demo or production (set by the migrating connection''s thidua.kind).';
INSERT INTO instance (kind)
VALUES (coalesce(nullif(current_setting('thidua.kind', true), ''), 'production'));

-- Counters that tell every server process its cached organisation or plan is old.
CREATE TABLE revision (
    scope text PRIMARY KEY,
    n     bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE revision IS 'Bumped in the transaction that changes what processes cache (org, plan).';
INSERT INTO revision (scope) VALUES ('org'), ('plan');

-- A creating form carries a random key: a double click finds the first result.
CREATE TABLE once (
    actor_id   bigint NOT NULL,
    key        text   NOT NULL,
    result_url text   NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (actor_id, key)
);
COMMENT ON TABLE once IS 'Creating forms already carried out, by actor and the form''s random key.';

CREATE EXTENSION IF NOT EXISTS btree_gist;
