// Package identity owns who people are: accounts, dated appointments,
// passwords, sessions and the throttle on failed logins.
//
// Tables app_user, appointment, session, login_failure. An account is active,
// must change its password, or is disabled; it is never deleted. It refuses
// weak passwords, a second way in after too many failures, roles at a unit of
// the wrong level, and administrators shutting themselves out. Plan IV
// (organisation): each level works through the people it appoints.
package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"

	"github.com/alexedwards/argon2id"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Settings are the limits of passwords, sessions and failed logins.
type Settings struct {
	Idle     time.Duration // a session ends after this long without a request
	Absolute time.Duration // and after this long in any case
	Secure   bool          // the base URL is https
	Key      []byte        // keys the hash of session ids; empty: unkeyed (demo, tests)

	Window       time.Duration // over which failures count
	PairLimit    int           // failures of one account from one address before that pair waits
	AddressLimit int           // failures from one address, all accounts together
	DelayFrom    int           // failures of one account from anywhere before answers slow down
	DelayStep    time.Duration
	DelayMax     time.Duration

	Hash   *argon2id.Params
	Hashes int // at once
}

// Defaults are the settings of production.
func Defaults() Settings {
	return Settings{
		Idle: 30 * time.Minute, Absolute: 12 * time.Hour,
		Window: 15 * time.Minute, PairLimit: 5, AddressLimit: 30,
		DelayFrom: 5, DelayStep: 250 * time.Millisecond, DelayMax: 3 * time.Second,
		Hash:   &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		Hashes: 2,
	}
}

// Service does everything about accounts and sessions.
type Service struct {
	pool    *pg.Pool
	clocks  clock.Clocks
	org     *org.Directory
	set     Settings
	hasher  *hasher
	touched touched
	crowd   crowd
	log     *slog.Logger
	sleep   func(ctx context.Context, d time.Duration) error
}

// New makes the service. Run keeps it clean.
func New(pool *pg.Pool, clocks clock.Clocks, directory *org.Directory, set Settings, log *slog.Logger) *Service {
	return &Service{pool: pool, clocks: clocks, org: directory, set: set, hasher: newHasher(set.Hash, set.Hashes),
		log: log, sleep: sleep}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// SessionID is the SHA-256 of a session's random id: what the database and
// screens know of it. The id itself is only in the browser's cookie.
type SessionID [sha256.Size]byte

// String is the id in hexadecimal, as forms carry it.
func (id SessionID) String() string { return hex.EncodeToString(id[:]) }

// ParseSessionID reads what String wrote.
func ParseSessionID(s string) (id SessionID, ok bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return id, false
	}
	return SessionID(b), true
}

// token is a session's random id: 256 bits, known to the browser only.
type token [32]byte

func newToken() (t token) {
	_, _ = rand.Read(t[:])
	return t
}

// idOf is what the table knows a token by: its SHA-256, keyed where the server
// has a secret, so that a row planted in the table opens no session.
func (s *Service) idOf(t token) SessionID {
	if len(s.set.Key) == 0 {
		return sha256.Sum256(t[:])
	}
	h := hmac.New(sha256.New, s.set.Key)
	_, _ = h.Write(t[:])
	return SessionID(h.Sum(nil))
}
