DROP TABLE participation;
DROP TABLE period;
DROP TABLE phase;
DROP TABLE indicator;
DROP TABLE measure;
DROP TABLE plan_version;
DROP TABLE campaign;
