DROP TABLE once;
DROP TABLE revision;
DROP TABLE instance;
DROP EXTENSION IF EXISTS btree_gist;
