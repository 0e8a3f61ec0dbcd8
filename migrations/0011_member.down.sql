-- Before, a service could not be withdrawn: such rows would count again.
DELETE FROM service WHERE withdrawn_at IS NOT NULL;
DROP INDEX service_person;
ALTER TABLE service DROP CONSTRAINT service_one_team, DROP CONSTRAINT service_one_head;
ALTER TABLE service
    DROP CONSTRAINT service_left,
    DROP CONSTRAINT service_withdrawn,
    DROP COLUMN withdrawn_why,
    DROP COLUMN withdrawn_by,
    DROP COLUMN withdrawn_at,
    ADD CONSTRAINT service_one_team EXCLUDE USING gist (person_id WITH =, during WITH &&),
    ADD CONSTRAINT service_one_head EXCLUDE USING gist (team_id WITH =, during WITH &&) WHERE (position = 'head');
DROP TABLE team_area;
ALTER TABLE unit_name DROP COLUMN basis;
ALTER TABLE unit DROP COLUMN version;
