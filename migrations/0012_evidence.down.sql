-- Of several recognitions only the highest, then the earliest, fits back.
ALTER TABLE good_deed ADD COLUMN recognised_by text NOT NULL DEFAULT '', ADD COLUMN decision text NOT NULL DEFAULT '', ADD COLUMN recognised_on date;
ALTER TABLE community_model ADD COLUMN recognised_by text NOT NULL DEFAULT '',
    ADD COLUMN recognised_level text NOT NULL DEFAULT '' CONSTRAINT community_model_level CHECK (recognised_level IN ('', 'commune', 'district', 'province', 'ministry')),
    ADD COLUMN recognised_on date, ADD COLUMN recognised_doc text NOT NULL DEFAULT '';
UPDATE good_deed d SET recognised_by = r.by_whom, decision = r.document, recognised_on = r.on_day
FROM (SELECT DISTINCT ON (deed_id) * FROM recognition WHERE withdrawn_at IS NULL
      ORDER BY deed_id, array_position('{ministry,province,district,commune}', level), on_day, id) r WHERE r.deed_id = d.id;
UPDATE community_model m SET recognised_by = r.by_whom, recognised_level = r.level, recognised_doc = r.document, recognised_on = r.on_day
FROM (SELECT DISTINCT ON (model_id) * FROM recognition WHERE withdrawn_at IS NULL
      ORDER BY model_id, array_position('{ministry,province,district,commune}', level), on_day, id) r WHERE r.model_id = m.id;
ALTER TABLE community_model ADD CONSTRAINT community_model_recognised CHECK ((recognised_level = '') = (recognised_on IS NULL));
ALTER TABLE community_model DROP COLUMN ended_why;
DROP TABLE evidence_link;
DROP TABLE evidence_chunk;
DROP TABLE evidence_file;
DROP TABLE model_person;
DROP TABLE deed_person;
DROP TABLE recognition;
