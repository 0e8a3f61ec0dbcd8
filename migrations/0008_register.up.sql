-- internal/register: good deeds and community models, counted by 7.1 and 2.1.
CREATE TABLE good_deed (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id       bigint NOT NULL REFERENCES unit (id),
    done_on       date   NOT NULL,
    who           text   NOT NULL,
    what          text   NOT NULL,
    recognised_by text   NOT NULL DEFAULT '',
    decision      text   NOT NULL DEFAULT '',
    recognised_on date,
    created_by    bigint NOT NULL REFERENCES app_user (id),
    created_at    timestamptz NOT NULL,
    withdrawn_at  timestamptz,
    withdrawn_why text   NOT NULL DEFAULT '',
    version       int    NOT NULL DEFAULT 1
);
COMMENT ON TABLE good_deed IS 'Gương người tốt, việc tốt: one row a deed or commendation of a team; withdrawn rows do not count.';
CREATE INDEX good_deed_team ON good_deed (team_id, done_on);

CREATE TABLE community_model (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    commune_id        bigint NOT NULL REFERENCES unit (id),
    name              text   NOT NULL,
    field             text   NOT NULL,
    effect            text   NOT NULL DEFAULT '',
    started_on        date   NOT NULL,
    ended_on          date,
    recognised_by     text   NOT NULL DEFAULT '',
    recognised_level  text   NOT NULL DEFAULT '' CONSTRAINT community_model_level CHECK (recognised_level IN ('', 'commune', 'district', 'province', 'ministry')),
    recognised_on     date,
    recognised_doc    text   NOT NULL DEFAULT '',
    created_by        bigint NOT NULL REFERENCES app_user (id),
    created_at        timestamptz NOT NULL,
    withdrawn_at      timestamptz,
    withdrawn_why     text   NOT NULL DEFAULT '',
    version           int    NOT NULL DEFAULT 1,
    CONSTRAINT community_model_ended CHECK (ended_on IS NULL OR ended_on >= started_on),
    CONSTRAINT community_model_recognised CHECK ((recognised_level = '') = (recognised_on IS NULL))
);
COMMENT ON TABLE community_model IS 'Mô hình of a commune: working until ended_on; counts for 2.1 once recognised at a level the plan accepts on that date.';
CREATE INDEX community_model_commune ON community_model (commune_id);

CREATE TABLE model_credit (
    model_id bigint NOT NULL REFERENCES community_model (id),
    team_id  bigint NOT NULL REFERENCES unit (id),
    PRIMARY KEY (model_id, team_id)
);
COMMENT ON TABLE model_credit IS 'Teams a model credits.';
CREATE INDEX model_credit_team ON model_credit (team_id);
