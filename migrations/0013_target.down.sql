DROP TABLE launch_receipt;
DROP TABLE launch;
DROP TABLE assigned_unit;
DROP TABLE assigned_target;
