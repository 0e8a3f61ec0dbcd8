package identity

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/sessions"

	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Store keeps gorilla sessions in PostgreSQL: the cookie holds a random id,
// the table its SHA-256. Sessions begin at login only (Service.Login).
type Store struct{ s *Service }

// Store is the service's sessions.Store.
func (s *Service) Store() sessions.Store { return Store{s} }

// liveKey is where a session's row travels in session.Values.
type liveKey struct{}

// CookieName carries the __Host- prefix where cookies are secure: browsers
// then refuse one set by a subdomain or over http.
func (s *Service) CookieName() string {
	if s.set.Secure {
		return "__Host-thidua"
	}
	return "thidua"
}

func (s *Service) options() *sessions.Options {
	return &sessions.Options{Path: "/", HttpOnly: true, Secure: s.set.Secure, SameSite: http.SameSiteLaxMode}
}

// Get is the request's session, read once.
func (st Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(st, name)
}

// New reads the session the cookie names; without a cookie, or where the
// session is over, it is new and empty. The error is the database's.
func (st Store) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(st, name)
	session.Options = st.s.options()
	session.IsNew = true
	t, ok := cookieToken(r, name)
	if !ok {
		return session, nil
	}
	now := st.s.clocks.Wall.Now()
	l, err := st.s.readLive(r.Context(), st.s.pool, st.s.idOf(t), clock.Today(st.s.clocks.Business), now)
	if err != nil || l == nil {
		return session, err
	}
	if err := decodeValues(l.data, session.Values); err != nil {
		return session, err
	}
	session.ID, session.IsNew = encodeToken(t), false
	session.Values[liveKey{}] = l
	if now.Sub(l.seenAt) >= touchEvery {
		st.s.touched.add(l.id)
	}
	return session, nil
}

var errNotLogin = errors.New("identity: a session begins at login only")

const sqlSaveSession = `UPDATE session SET data = $2 WHERE id_hash = $1`

// Save stores the values; with MaxAge below 0 it ends the session.
func (st Store) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	t, ok := decodeToken(session.ID)
	if !ok {
		return errNotLogin
	}
	if session.Options.MaxAge < 0 {
		http.SetCookie(w, sessions.NewCookie(session.Name(), "", session.Options))
		return pg.InTx(r.Context(), st.s.pool, func(tx pg.Tx) error { return deleteSession(r.Context(), tx, st.s.idOf(t)) })
	}
	data, err := encodeValues(session.Values)
	if err != nil {
		return err
	}
	return pg.InTx(r.Context(), st.s.pool, func(tx pg.Tx) error {
		id := st.s.idOf(t)
		_, err := tx.Exec(r.Context(), sqlSaveSession, id[:], data)
		return err
	})
}

// Give hands a session begun by the service to the browser.
func (s *Service) Give(w http.ResponseWriter, b Begun) {
	http.SetCookie(w, sessions.NewCookie(s.CookieName(), encodeToken(b.token), s.options()))
}

// Drop takes the cookie back.
func (s *Service) Drop(w http.ResponseWriter) {
	o := s.options()
	o.MaxAge = -1
	http.SetCookie(w, sessions.NewCookie(s.CookieName(), "", o))
}

// Begun is a session just begun: what Give hands to the browser.
type Begun struct {
	token      token
	UserID     int64
	MustChange bool
}

const (
	sqlInsertSession = `INSERT INTO session (id_hash, user_id, data, created_at, seen_at, expires_at, address, agent)
 VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`
	sqlDeleteSession = `DELETE FROM session WHERE id_hash = $1`
)

// begin starts a session; the one the browser held before is over.
func (s *Service) begin(ctx context.Context, tx pg.Tx, user int64, data []byte, now time.Time, from Client) (token, error) {
	t := newToken()
	id := s.idOf(t)
	if err := deleteSession(ctx, tx, from.Session); err != nil {
		return t, err
	}
	_, err := tx.Exec(ctx, sqlInsertSession, id[:], user, data, now, now.Add(s.set.Absolute), from.Address, clip(from.Agent, 200))
	return t, err
}

func deleteSession(ctx context.Context, tx pg.Tx, id SessionID) error {
	_, err := tx.Exec(ctx, sqlDeleteSession, id[:])
	return err
}

func cookieToken(r *http.Request, name string) (token, bool) {
	c, err := r.Cookie(name)
	if err != nil {
		return token{}, false
	}
	return decodeToken(c.Value)
}

func encodeToken(t token) string { return base64.RawURLEncoding.EncodeToString(t[:]) }

func decodeToken(s string) (t token, ok bool) {
	if len(s) != 43 {
		return t, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(t[:], []byte(s))
	return t, err == nil && n == len(t)
}
