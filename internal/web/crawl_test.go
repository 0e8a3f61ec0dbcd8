package web_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// readOnly lets no statement of the house write from now on.
func readOnly(t *testing.T, h *house) {
	t.Helper()
	name := pgx.Identifier{h.Pool.Config().ConnConfig.Database}.Sanitize()
	if _, err := admin(t, h).Exec(t.Context(), `ALTER DATABASE `+name+` SET default_transaction_read_only = on`); err != nil {
		t.Fatal(err)
	}
	h.Pool.Reset()
	if on := value[string](h, `SHOW default_transaction_read_only`); on != "on" {
		t.Fatal("the database still takes writes")
	}
}

// Everybody can follow every link they are shown: none is dead, none is
// refused, every page behind them is sound, and reading writes nothing.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h := start(t)
	guideOf(0, "issued")(h)
	guideOf(1, "draft")(h)
	pendingCase(kinhDinh)(h)
	all := append(people(), roleless, twofold)
	for _, login := range all {
		h.as(t, login)
	}
	readOnly(t, h)
	for _, login := range all {
		t.Run(login, func(t *testing.T) {
			h.t = t
			h.as(t, login).Crawl(3)
		})
	}
}
