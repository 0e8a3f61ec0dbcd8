-- internal/org: units with an id of their own, dated names and dated links.
CREATE TABLE unit (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    level        text NOT NULL CONSTRAINT unit_level CHECK (level IN ('province', 'district', 'commune', 'team')),
    during       daterange NOT NULL CONSTRAINT unit_during CHECK (NOT isempty(during) AND lower(during) IS NOT NULL),
    ordinal      int  NOT NULL DEFAULT 0,
    successor_id bigint REFERENCES unit (id),
    basis        text NOT NULL DEFAULT ''
);
COMMENT ON TABLE unit IS 'A unit or team, in force during [opened, closed).';
COMMENT ON COLUMN unit.ordinal IS 'Fixed administrative order among siblings.';
COMMENT ON COLUMN unit.successor_id IS 'Lead successor (đơn vị kế thừa) of a closed unit: takes its open work and its whole-commune figures.';
COMMENT ON COLUMN unit.basis IS 'Legal basis of opening or closing.';

CREATE TABLE unit_name (
    unit_id bigint NOT NULL REFERENCES unit (id),
    code    text   NOT NULL,
    name    text   NOT NULL,
    kind    text   NOT NULL,
    during  daterange NOT NULL CONSTRAINT unit_name_during CHECK (NOT isempty(during)),
    CONSTRAINT unit_name_one_at_a_time EXCLUDE USING gist (unit_id WITH =, during WITH &&)
);
COMMENT ON TABLE unit_name IS 'What a unit is called when: a code or a name alone never identifies a unit.';
COMMENT ON COLUMN unit_name.code IS 'Official code (General Statistics Office); '''' for teams.';
COMMENT ON COLUMN unit_name.name IS 'Bare name: "Kinh Dinh", "khu phố 1".';
COMMENT ON COLUMN unit_name.kind IS 'tỉnh, thành phố, huyện, phường, xã, thị trấn, tổ.';

CREATE TABLE unit_link (
    child_id  bigint NOT NULL REFERENCES unit (id),
    parent_id bigint NOT NULL REFERENCES unit (id),
    during    daterange NOT NULL CONSTRAINT unit_link_during CHECK (NOT isempty(during)),
    CONSTRAINT unit_link_not_self CHECK (child_id <> parent_id),
    CONSTRAINT unit_link_one_parent EXCLUDE USING gist (child_id WITH =, during WITH &&)
);
COMMENT ON TABLE unit_link IS 'Who belongs to whom when; one parent at a time.';
CREATE INDEX unit_link_parent ON unit_link (parent_id);
