DROP TABLE unit_link;
DROP TABLE unit_name;
DROP TABLE unit;
