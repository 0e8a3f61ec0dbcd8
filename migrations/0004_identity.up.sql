-- internal/identity: accounts, appointments, sessions, throttle.
CREATE TABLE app_user (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login         text NOT NULL CONSTRAINT app_user_login UNIQUE
                  CONSTRAINT app_user_login_form CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    full_name     text NOT NULL,
    title         text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    password_hash text NOT NULL,
    must_change   boolean NOT NULL,
    password_at   timestamptz NOT NULL,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL,
    version       int NOT NULL DEFAULT 1
);
COMMENT ON TABLE app_user IS 'A person who signs in; never deleted, only disabled.';
COMMENT ON COLUMN app_user.title IS 'Rank or post shown before the name: "Đại úy".';
COMMENT ON COLUMN app_user.password_hash IS 'argon2id, encoded with its parameters.';

CREATE TABLE appointment (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES app_user (id),
    role    text   NOT NULL CONSTRAINT appointment_role CHECK (role IN
            ('commune_police', 'district', 'px03', 'home_affairs', 'leader', 'commune_office', 'admin')),
    unit_id bigint NOT NULL REFERENCES unit (id),
    kind    text   NOT NULL CONSTRAINT appointment_kind CHECK (kind IN ('own', 'acting')),
    during  daterange NOT NULL CONSTRAINT appointment_during CHECK (NOT isempty(during) AND lower(during) IS NOT NULL),
    basis   text   NOT NULL DEFAULT '',
    CONSTRAINT appointment_once EXCLUDE USING gist (user_id WITH =, role WITH =, unit_id WITH =, during WITH &&)
);
COMMENT ON TABLE appointment IS 'Role of a user at a unit during [from, to): loaded with each request.';
CREATE INDEX appointment_user ON appointment (user_id);
CREATE INDEX appointment_unit ON appointment (unit_id);

CREATE TABLE session (
    id_hash    bytea PRIMARY KEY CONSTRAINT session_id_hash CHECK (length(id_hash) = 32),
    user_id    bigint REFERENCES app_user (id),
    data       bytea NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address    text NOT NULL,
    agent      text NOT NULL
);
COMMENT ON TABLE session IS 'SHA-256 of the cookie''s random id, never the id itself. expires_at is absolute; idle time counts from seen_at.';
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE login_failure (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login   text NOT NULL,
    address text NOT NULL,
    at      timestamptz NOT NULL
);
COMMENT ON TABLE login_failure IS 'Failed logins of the last hour, for the throttle: by (account, address) and by address; account-wide failures only delay.';
CREATE INDEX login_failure_login ON login_failure (login, at);
CREATE INDEX login_failure_address ON login_failure (address, at);
