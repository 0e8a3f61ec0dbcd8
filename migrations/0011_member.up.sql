-- internal/org: teams that are renamed, mended and closed, and their areas.
ALTER TABLE unit ADD COLUMN version int NOT NULL DEFAULT 1;
COMMENT ON COLUMN unit.version IS 'Raised by each edit of a team, so that two people do not overwrite each other.';
ALTER TABLE unit_name ADD COLUMN basis text NOT NULL DEFAULT '';
COMMENT ON COLUMN unit_name.basis IS 'Decision the name was given by.';

CREATE TABLE team_area (
    team_id bigint NOT NULL REFERENCES unit (id),
    name    text   NOT NULL CONSTRAINT team_area_name CHECK (name <> ''),
    during  daterange NOT NULL CONSTRAINT team_area_during CHECK (NOT isempty(during) AND lower(during) IS NOT NULL),
    CONSTRAINT team_area_once EXCLUDE USING gist (team_id WITH =, name WITH =, during WITH &&)
);
COMMENT ON TABLE team_area IS 'Thôn, khu phố a team works in, one row each; a team without rows works in the one it is named after.';

-- internal/roster: a service entered wrongly is withdrawn, never removed.
ALTER TABLE service
    ADD COLUMN withdrawn_at  timestamptz,
    ADD COLUMN withdrawn_by  bigint REFERENCES app_user (id),
    ADD COLUMN withdrawn_why text NOT NULL DEFAULT '',
    ADD CONSTRAINT service_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_why = '')),
    ADD CONSTRAINT service_left CHECK ((upper(during) IS NULL) = (leave_reason = '')),
    DROP CONSTRAINT service_one_team,
    DROP CONSTRAINT service_one_head;
ALTER TABLE service
    ADD CONSTRAINT service_one_team EXCLUDE USING gist (person_id WITH =, during WITH &&) WHERE (withdrawn_at IS NULL),
    ADD CONSTRAINT service_one_head EXCLUDE USING gist (team_id WITH =, during WITH &&) WHERE (position = 'head' AND withdrawn_at IS NULL);
COMMENT ON COLUMN service.withdrawn_at IS 'Written down by mistake: counts nowhere from then on, stays readable with its reason.';
CREATE INDEX service_person ON service (person_id);
