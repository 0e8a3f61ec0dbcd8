package identity

import (
	"context"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/fault"
)

// hasher makes and checks argon2id hashes, a few at a time: each takes about
// 30 ms of a core and 19 MiB.
type hasher struct {
	params *argon2id.Params
	slots  chan struct{}
	dummy  func() string
}

// slotWait is how long a login waits for its turn before the server says that
// it is busy.
const slotWait = 8 * time.Second

func newHasher(params *argon2id.Params, atOnce int) *hasher {
	h := &hasher{params: params, slots: make(chan struct{}, atOnce)}
	h.dummy = sync.OnceValue(func() string {
		s, _ := argon2id.CreateHash("không ai có mật khẩu này", params)
		return s
	})
	return h
}

// take waits for a slot; give it back with the function returned.
func (h *hasher) take(ctx context.Context) (give func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, slotWait)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Unavailable, "Máy chủ đang có nhiều người đăng nhập. Thử lại sau ít phút.", ctx.Err())
	}
}

// hash needs a slot of its own.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	give, err := h.take(ctx)
	if err != nil {
		return "", err
	}
	defer give()
	return argon2id.CreateHash(norm.NFC.String(password), h.params)
}

// matches compares within a slot the caller holds. An empty hash (no such
// account) costs the same time and never matches.
func (h *hasher) matches(password, hash string) (bool, error) {
	known := hash != "" && len(password) <= 8*MaxPassword
	if !known {
		password, hash = "", h.dummy()
	}
	ok, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
	return ok && known, err
}

// Hash is the stored form of a password: what Insert takes.
func (s *Service) Hash(ctx context.Context, password string) (string, error) {
	return s.hasher.hash(ctx, password)
}
