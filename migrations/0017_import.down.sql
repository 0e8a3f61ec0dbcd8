DROP INDEX community_model_search;
DROP INDEX good_deed_search;
DROP INDEX person_phone;
DROP INDEX person_name_search;
DROP FUNCTION folded(text);
DROP EXTENSION IF EXISTS pg_trgm;
DROP TABLE import_batch;
