DROP TABLE login_failure;
DROP TABLE session;
DROP TABLE appointment;
DROP TABLE app_user;
