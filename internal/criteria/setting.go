package criteria

import (
	"context"
	"encoding/json"
	"fmt"

	"thidua/internal/award"
	"thidua/internal/pg"
)

// Settings are what a province sets of the law and of its own rules. Versions
// are by key; 0 is the default of the code.
type Settings struct {
	Law      award.Law
	Calendar award.Calendar
	Limits   award.Limits
	Council  award.CouncilRule
	Rounding award.Rounding
	Copy     award.CopyRule
	Papers   []PaperRule
	Versions map[string]int
}

// DefaultSettings hold until a province sets its own.
func DefaultSettings() Settings {
	return Settings{Law: award.Statute(), Calendar: award.Vietnam2025(), Limits: award.DefaultLimits(), Council: award.DefaultCouncilRule(),
		Rounding: award.RoundUp, Copy: award.DefaultCopyRule(), Papers: DefaultPapers(), Versions: map[string]int{}}
}

// parts are the settings by key, each a pointer into s.
func (s *Settings) parts() map[string]any {
	return map[string]any{"law": &s.Law, "calendar": &s.Calendar, "limits": &s.Limits, "council": &s.Council, "rounding": &s.Rounding, "copy": &s.Copy, "papers": &s.Papers}
}

const sqlSettings = `SELECT key, value, version FROM award_setting ORDER BY key`

// LoadSettings reads all of them: one statement.
func LoadSettings(ctx context.Context, q pg.Querier) (Settings, error) {
	s := DefaultSettings()
	rows, err := pg.List[struct {
		Key     string          `db:"key"`
		Value   json.RawMessage `db:"value"`
		Version int             `db:"version"`
	}](ctx, q, sqlSettings)
	if err != nil {
		return s, err
	}
	parts := s.parts()
	for _, r := range rows {
		into, known := parts[r.Key]
		if !known {
			continue // of a later version of the program
		}
		if err := json.Unmarshal(r.Value, into); err != nil {
			return s, fmt.Errorf("criteria: setting %s: %w", r.Key, err)
		}
		s.Versions[r.Key] = r.Version
	}
	return s, nil
}
