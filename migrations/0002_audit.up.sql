-- internal/audit: append-only record of every write and login.
CREATE TABLE audit_entry (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    business_day date   NOT NULL,
    actor_id     bigint,
    actor_name   text   NOT NULL,
    actor_role   text   NOT NULL,
    action       text   NOT NULL,
    object_kind  text   NOT NULL,
    object_id    bigint,
    scope_path   text COLLATE "C" NOT NULL,
    summary      text   NOT NULL,
    before       json,
    after        json,
    request_id   text   NOT NULL,
    address      text   NOT NULL
);
COMMENT ON TABLE audit_entry IS 'One row per write or login, in the transaction that did it. Never updated or deleted.';
COMMENT ON COLUMN audit_entry.actor_name IS 'Name as it stood then; actor_id NULL: the system or an unknown login.';
COMMENT ON COLUMN audit_entry.before IS 'json, not jsonb: the text is sealed byte for byte.';
CREATE INDEX audit_entry_at ON audit_entry (at DESC);
CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_id, id);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);

CREATE TABLE audit_seal (
    ordinal   bigint PRIMARY KEY,
    entry_id  bigint NOT NULL UNIQUE REFERENCES audit_entry (id),
    hash      bytea  NOT NULL CONSTRAINT audit_seal_hash CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_seal IS 'The chain: hash = SHA-256(previous hash, entry), ordinal from 1 without gaps.';

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_keep_all BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_keep BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_keep_all BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
