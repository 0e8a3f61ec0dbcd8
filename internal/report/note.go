package report

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Note is a word on a cell: who said it and when. On an empty cell it is the
// reason submission asks for.
type Note struct {
	Body string
	By   string
	At   time.Time
}

// MaxNote and MaxText bound a note and a month's text, in letters.
const (
	MaxNote = 500
	MaxText = 4000
)

const sqlPutNote = `INSERT INTO cell_note (report_id, team_id, slot, body, user_id, at) VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6)
 ON CONFLICT ON CONSTRAINT cell_note_once DO UPDATE SET body = excluded.body, user_id = excluded.user_id, at = excluded.at`

const sqlDropNote = `DELETE FROM cell_note WHERE report_id = $1 AND coalesce(team_id, 0) = $2 AND slot = $3`

// Say writes notes on cells; an empty body takes the note away. Field names of
// refusals are note.<row>.<slot>.
func (s *Service) Say(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, notes map[Cell]string) error {
	return s.write(ctx, a, now, w, id, "report.note", func(tx pg.Tx, r *Report) (string, error) {
		var bad fault.Fields
		for c, body := range notes {
			body = vi.Clean(body)
			field := fmt.Sprintf("note.%d.%d", c.Row, c.Slot)
			switch {
			case vi.Length(body) > MaxNote:
				bad.Add(field, fmt.Sprintf("Ghi chú tối đa %d chữ.", MaxNote))
			case personal(body) != "":
				bad.Add(field, personal(body))
			}
			if !bad.Empty() {
				continue
			}
			var err error
			if body == "" {
				_, err = tx.Exec(ctx, sqlDropNote, int64(id), c.Row, c.Slot)
			} else {
				_, err = tx.Exec(ctx, sqlPutNote, int64(id), c.Row, c.Slot, body, a.UserID, now.Business)
			}
			if err != nil {
				return "", err
			}
		}
		return fmt.Sprintf("Ghi chú %d ô", len(notes)), bad.Err()
	})
}

// TextEdit asks for one of the month's texts: what the page saw and wants.
type TextEdit struct{ Base, New string }

const sqlPutText = `INSERT INTO report_text (report_id, code, body, user_id, at) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (report_id, code) DO UPDATE SET body = excluded.body, user_id = excluded.user_id, at = excluded.at`

const sqlTexts = `SELECT code, body FROM report_text WHERE report_id = $1`

const sqlTold = `SELECT report_id, code, body FROM report_text WHERE report_id = ANY ($1) AND body <> ''`

// Told is one of a month's texts.
type Told struct {
	Report ID     `db:"report_id"`
	Code   string `db:"code"`
	Body   string `db:"body"`
}

// Tell reads the texts of several months, those that say anything, in one
// statement, in any order. The caller has checked the right to read them.
func (s *Service) Tell(ctx context.Context, q pg.Querier, ids []ID) ([]Told, error) {
	return pg.List[Told](ctx, q, sqlTold, ids)
}

type textRow struct {
	Code string `db:"code"`
	Body string `db:"body"`
}

// SaveTexts writes the month's texts by their code, each only where the stored
// one is still what the page saw. Refusals are named text.<code>.
func (s *Service) SaveTexts(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, texts map[string]TextEdit) error {
	return s.write(ctx, a, now, w, id, "report.text", func(tx pg.Tx, r *Report) (string, error) {
		rules, err := w.rules(r)
		if err != nil {
			return "", err
		}
		rows, err := pg.List[textRow](ctx, tx, sqlTexts, int64(id))
		if err != nil {
			return "", err
		}
		stored := map[string]string{}
		for _, t := range rows {
			stored[t.Code] = t.Body
		}
		var bad fault.Fields
		var changed []string
		for _, t := range rules.Def.Texts {
			e, posted := texts[t.Code]
			body, base := vi.Clean(e.New), vi.Clean(e.Base)
			switch {
			case !posted || body == stored[t.Code] || body == base:
			case base != stored[t.Code]:
				bad.Add("text."+t.Code, t.Name+": vừa được sửa ở nơi khác. Nội dung đang lưu: “"+stored[t.Code]+"”. Gộp lại rồi lưu.")
			case vi.Length(body) > MaxText:
				bad.Add("text."+t.Code, fmt.Sprintf("%s: tối đa %s chữ, hiện có %s.", t.Name, vi.Int(MaxText), vi.Int(int64(vi.Length(body)))))
			case personal(body) != "":
				bad.Add("text."+t.Code, t.Name+": "+personal(body))
			default:
				if _, err := tx.Exec(ctx, sqlPutText, int64(id), t.Code, body, a.UserID, now.Business); err != nil {
					return "", err
				}
				changed = append(changed, t.Name)
			}
		}
		if !bad.Empty() || len(changed) == 0 {
			return "", bad.Err()
		}
		return "Ghi " + strings.ToLower(strings.Join(changed, "; ")), nil
	})
}

// write is the rhythm of a holder's small write: lock, right, open, do, audit.
// Nothing is audited where do says nothing.
func (s *Service) write(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, action string, do func(tx pg.Tx, r *Report) (string, error)) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.ReportEnter, r.HolderPlace()); err != nil {
			return err
		}
		p, err := w.period(&r)
		if err != nil {
			return err
		}
		if err := r.Writable(p, now.Today); err != nil {
			return err
		}
		said, err := do(tx, &r)
		if err != nil || said == "" {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: "report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: said + ", báo cáo " + w.titleOf(&r, p)})
	})
}

// personal says what a free text must not hold, "" where it is clean.
func personal(s string) string {
	if p := vi.FindPersonal(s); p != "" {
		return "không ghi " + string(p) + " trong nội dung."
	}
	return ""
}
