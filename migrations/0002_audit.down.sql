DROP TABLE audit_seal;
DROP TABLE audit_entry;
DROP FUNCTION audit_refuse;
