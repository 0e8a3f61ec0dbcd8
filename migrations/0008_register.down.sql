DROP TABLE model_credit;
DROP TABLE community_model;
DROP TABLE good_deed;
