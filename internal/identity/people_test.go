package identity

import (
	"testing"
)

// Rights are what the database holds at the moment of the request, whoever
// changed it: another process, or a hand at the database.
func TestPeopleAreNeverStale(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	id := h.user["xa"]
	if l := h.load(c); l.Actor.Role == "" || l.MustChange {
		t.Fatalf("%+v", l)
	}
	for _, step := range []struct {
		sql  string
		want func(l Loaded) bool
	}{
		{`UPDATE app_user SET title = 'Thiếu tá' WHERE id = $1`, func(l Loaded) bool { return l.Actor.Title == "Thiếu tá" }},
		{`UPDATE app_user SET must_change = true WHERE id = $1`, func(l Loaded) bool { return l.MustChange }},
		{`UPDATE app_user SET must_change = false WHERE id = $1`, func(l Loaded) bool { return !l.MustChange }},
		{`UPDATE appointment SET during = daterange(lower(during), lower(during) + 1) WHERE user_id = $1`, func(l Loaded) bool { return l.Actor.Role == "" && l.Actor.UserID == id }},
		{`UPDATE appointment SET during = daterange(lower(during), NULL) WHERE user_id = $1`, func(l Loaded) bool { return l.Actor.Role != "" }},
		{`UPDATE app_user SET disabled_at = now() WHERE id = $1`, func(l Loaded) bool { return l.Actor.Zero() && l.Expired }},
		{`UPDATE app_user SET disabled_at = NULL WHERE id = $1`, func(l Loaded) bool { return !l.Actor.Zero() }},
		{`DELETE FROM appointment WHERE user_id = $1`, func(l Loaded) bool { return l.Actor.Role == "" }},
	} {
		if _, err := h.pool.Exec(t.Context(), step.sql, id); err != nil {
			t.Fatal(err)
		}
		if l := h.load(c); !step.want(l) {
			t.Errorf("after %s: %+v", step.sql, l)
		}
	}
}
