DROP TABLE award_past, print_part, print_job, certificate_template, certificate, award_grant;
ALTER TABLE nominee DROP CONSTRAINT nominee_decided_by;
DROP TABLE award_decision, award_term;
