DROP TRIGGER appointment_changed ON appointment;
DROP TRIGGER app_user_changed ON app_user;
DROP FUNCTION identity_changed();
DELETE FROM revision WHERE scope = 'identity';
COMMENT ON TABLE revision IS 'Bumped in the transaction that changes what processes cache (org, plan).';
