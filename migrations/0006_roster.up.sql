-- internal/roster: persons and their dated services in teams.
CREATE TABLE person (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    full_name  text NOT NULL,
    birth_date date,
    gender     text NOT NULL CONSTRAINT person_gender CHECK (gender IN ('male', 'female')),
    citizen_id text NOT NULL DEFAULT '' CONSTRAINT person_citizen_id CHECK (citizen_id ~ '^([0-9]{9}|[0-9]{12})?$'),
    phone      text NOT NULL DEFAULT '',
    version    int  NOT NULL DEFAULT 1
);
COMMENT ON TABLE person IS 'A member or former member. Ethnicity, religion and health are not collected.';
COMMENT ON COLUMN person.citizen_id IS '12 digits as text (legacy: 9), '''' unknown; masked on screen.';
CREATE UNIQUE INDEX person_citizen_id_once ON person (citizen_id) WHERE citizen_id <> '';

CREATE TABLE service (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id       bigint NOT NULL REFERENCES person (id),
    team_id         bigint NOT NULL REFERENCES unit (id),
    position        text   NOT NULL CONSTRAINT service_position CHECK (position IN ('head', 'deputy', 'member')),
    during          daterange NOT NULL CONSTRAINT service_during CHECK (NOT isempty(during) AND lower(during) IS NOT NULL),
    join_decision   text   NOT NULL DEFAULT '',
    leave_reason    text   NOT NULL DEFAULT '' CONSTRAINT service_leave_reason CHECK (leave_reason IN
                    ('', 'own_request', 'health', 'refused_tasks', 'prosecuted', 'died', 'fell_on_duty', 'transferred', 'team_ended', 'position_changed')),
    leave_decision  text   NOT NULL DEFAULT '',
    version         int    NOT NULL DEFAULT 1,
    CONSTRAINT service_one_team EXCLUDE USING gist (person_id WITH =, during WITH &&),
    CONSTRAINT service_one_head EXCLUDE USING gist (team_id WITH =, during WITH &&) WHERE (position = 'head')
);
COMMENT ON TABLE service IS 'A person in a team during [joined, left): one team at a time, one head a team at a time.';
CREATE INDEX service_team ON service (team_id);
