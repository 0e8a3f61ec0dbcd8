DROP TABLE service;
DROP TABLE person;
