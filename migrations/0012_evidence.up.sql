-- internal/register: recognitions as rows of their own, credited members, and
-- evidence files, stored once by digest.
CREATE TABLE recognition (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    row_kind      text   NOT NULL CONSTRAINT recognition_row_kind CHECK (row_kind IN ('good_deed', 'community_model')),
    row_id        bigint NOT NULL,
    deed_id       bigint GENERATED ALWAYS AS (CASE WHEN row_kind = 'good_deed' THEN row_id END) STORED CONSTRAINT recognition_of_deed REFERENCES good_deed (id),
    model_id      bigint GENERATED ALWAYS AS (CASE WHEN row_kind = 'community_model' THEN row_id END) STORED CONSTRAINT recognition_of_model REFERENCES community_model (id),
    level         text   NOT NULL CONSTRAINT recognition_level CHECK (level IN ('', 'commune', 'district', 'province', 'ministry')),
    by_whom       text   NOT NULL CONSTRAINT recognition_by_whom CHECK (by_whom <> ''),
    document      text   NOT NULL DEFAULT '',
    on_day        date   NOT NULL,
    created_by    bigint NOT NULL REFERENCES app_user (id),
    created_at    timestamptz NOT NULL,
    withdrawn_by  bigint REFERENCES app_user (id),
    withdrawn_at  timestamptz,
    withdrawn_why text   NOT NULL DEFAULT '',
    CONSTRAINT recognition_model_level CHECK (row_kind <> 'community_model' OR level <> ''),
    CONSTRAINT recognition_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_why = ''))
);
COMMENT ON TABLE recognition IS 'Who recognised a good deed or a model, at which level, when, by which paper; several a row. 2.1 counts models by these.';
COMMENT ON COLUMN recognition.level IS 'Empty only for deeds written down before levels were asked.';
CREATE INDEX recognition_row ON recognition (row_kind, row_id);

INSERT INTO recognition (row_kind, row_id, level, by_whom, document, on_day, created_by, created_at)
SELECT 'good_deed', id, '', recognised_by, decision, recognised_on, created_by, created_at FROM good_deed
WHERE recognised_by <> '' AND recognised_on IS NOT NULL ORDER BY id;
INSERT INTO recognition (row_kind, row_id, level, by_whom, document, on_day, created_by, created_at)
SELECT 'community_model', id, recognised_level, coalesce(nullif(recognised_by, ''), '?'), recognised_doc, recognised_on, created_by, created_at
FROM community_model WHERE recognised_on IS NOT NULL ORDER BY id;

ALTER TABLE good_deed DROP COLUMN recognised_by, DROP COLUMN decision, DROP COLUMN recognised_on;
ALTER TABLE community_model DROP COLUMN recognised_by, DROP COLUMN recognised_level, DROP COLUMN recognised_on, DROP COLUMN recognised_doc;
ALTER TABLE community_model ADD COLUMN ended_why text NOT NULL DEFAULT '',
    ADD CONSTRAINT community_model_ended_why CHECK (ended_on IS NOT NULL OR ended_why = '');
COMMENT ON COLUMN community_model.ended_why IS 'Why it works no longer; asked since evidence came, empty on older rows.';

CREATE TABLE deed_person (
    deed_id   bigint NOT NULL REFERENCES good_deed (id),
    person_id bigint NOT NULL REFERENCES person (id),
    PRIMARY KEY (deed_id, person_id)
);
COMMENT ON TABLE deed_person IS 'Members a deed credits: on the team''s roster on the deed''s day.';
CREATE INDEX deed_person_person ON deed_person (person_id);

CREATE TABLE model_person (
    model_id  bigint NOT NULL REFERENCES community_model (id),
    person_id bigint NOT NULL REFERENCES person (id),
    PRIMARY KEY (model_id, person_id)
);
COMMENT ON TABLE model_person IS 'Members a model credits: in one of its teams while it worked.';
CREATE INDEX model_person_person ON model_person (person_id);

CREATE TABLE evidence_file (
    digest     bytea  PRIMARY KEY CONSTRAINT evidence_file_digest CHECK (octet_length(digest) = 32),
    kind       text   NOT NULL CONSTRAINT evidence_file_kind CHECK (kind IN ('pdf', 'jpeg', 'png', 'docx', 'xlsx')),
    size       int    NOT NULL CONSTRAINT evidence_file_size CHECK (size BETWEEN 1 AND 10485760),
    width      int    NOT NULL DEFAULT 0,
    height     int    NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    CONSTRAINT evidence_file_pixels CHECK (width::bigint * height <= 40000000)
);
COMMENT ON TABLE evidence_file IS 'A file as served, stored once: SHA-256 of its bytes after images lost their metadata.';

CREATE TABLE evidence_chunk (
    digest bytea NOT NULL REFERENCES evidence_file (digest),
    n      int   NOT NULL CONSTRAINT evidence_chunk_n CHECK (n >= 0),
    bytes  bytea NOT NULL CONSTRAINT evidence_chunk_bytes CHECK (octet_length(bytes) BETWEEN 1 AND 262144),
    PRIMARY KEY (digest, n)
);
COMMENT ON TABLE evidence_chunk IS 'A file''s bytes in pieces of 256 kB, the last one shorter.';
ALTER TABLE evidence_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE evidence_link (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    row_kind      text   NOT NULL CONSTRAINT evidence_link_row_kind CHECK (row_kind IN ('good_deed', 'community_model')),
    row_id        bigint NOT NULL,
    deed_id       bigint GENERATED ALWAYS AS (CASE WHEN row_kind = 'good_deed' THEN row_id END) STORED CONSTRAINT evidence_link_of_deed REFERENCES good_deed (id),
    model_id      bigint GENERATED ALWAYS AS (CASE WHEN row_kind = 'community_model' THEN row_id END) STORED CONSTRAINT evidence_link_of_model REFERENCES community_model (id),
    digest        bytea  NOT NULL REFERENCES evidence_file (digest),
    name          text   NOT NULL CONSTRAINT evidence_link_name CHECK (char_length(name) BETWEEN 1 AND 130),
    created_by    bigint NOT NULL REFERENCES app_user (id),
    created_at    timestamptz NOT NULL,
    withdrawn_by  bigint REFERENCES app_user (id),
    withdrawn_at  timestamptz,
    withdrawn_why text   NOT NULL DEFAULT '',
    CONSTRAINT evidence_link_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_why = ''))
);
COMMENT ON TABLE evidence_link IS 'A file as evidence of a row, under the name it is shown by; read by whoever may read the row.';
CREATE UNIQUE INDEX evidence_link_once ON evidence_link (row_kind, row_id, digest) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_link_row ON evidence_link (row_kind, row_id);
CREATE INDEX evidence_link_digest ON evidence_link (digest);
