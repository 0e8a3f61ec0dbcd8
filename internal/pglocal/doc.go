// Package pglocal owns the private PostgreSQL behind `make run` and the tests.
//
// It finds (or, as root on Debian, installs) the server, keeps one cluster per
// folder and major version, and starts it on a Unix socket in a 0700 folder:
// nothing listens on the network. A folder is held by a file lock, so a lock
// that is free and a server still running means an orphan, which is stopped.
// It refuses to share a folder, to run the server as root, to chmod a parent
// folder, and to remove a postmaster.pid whose process may still be ours.
package pglocal
