-- internal/identity: who may act is kept in the process, as units and the plan
-- are; the session's statement reads this number with the session.
INSERT INTO revision (scope) VALUES ('identity');
COMMENT ON TABLE revision IS 'Bumped in the transaction that changes what processes keep (org, plan, identity).';
CREATE FUNCTION identity_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE revision SET n = n + 1 WHERE scope = 'identity';
  RETURN NULL;
END $$;
CREATE TRIGGER app_user_changed AFTER INSERT OR DELETE OR UPDATE OF full_name, title, must_change, disabled_at ON app_user
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();
CREATE TRIGGER appointment_changed AFTER INSERT OR DELETE OR UPDATE ON appointment
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();
