package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Opinion is PX03's on a nominee, of one sending.
type Opinion struct {
	Nominee    NomineeID       `db:"nominee_id"`
	Submission int             `db:"submission_no"`
	Favourable bool            `db:"favourable"`
	Words      string          `db:"words"`
	By         award.Signature `db:"by"`
}

const (
	sqlPutOpinion = `INSERT INTO nominee_opinion (nominee_id, submission_no, favourable, words, by) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (nominee_id, submission_no) DO UPDATE SET favourable = excluded.favourable, words = excluded.words, by = excluded.by`
	sqlOpinions = `SELECT o.nominee_id, o.submission_no, o.favourable, o.words, o.by FROM nominee_opinion o JOIN nominee n ON n.id = o.nominee_id WHERE n.dossier_id = $1 AND o.submission_no = $2`
)

// Said is an opinion's content; Favourable nil is none yet.
type Said struct {
	Favourable *bool
	Words      string
}

func (s Said) same(o Said) bool {
	return s.Words == o.Words && (s.Favourable == nil) == (o.Favourable == nil) && (s.Favourable == nil || *s.Favourable == *o.Favourable)
}

// OpinionInput is one line of the form: Favourable nil leaves the nominee, Seen
// what the page showed, nil where it does not matter. Fields: y-kien-N, loi-N,
// N the nominee.
type OpinionInput struct {
	Nominee    NomineeID
	Favourable *bool
	Words      string
	Seen       *Said
}

// Opine saves PX03's opinions on nominees, all or some. A line that was not
// changed is left as it is, and one that somebody else changed meanwhile is
// not overwritten unseen.
func (s *Service) Opine(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, list []OpinionInput) error {
	return s.judge(ctx, a, now, w, id, access.AwardOpine, award.Opine, func(h *handling) error { return h.opine(ctx, list, false) })
}

// OpineAndForward saves the opinions and hands the dossier on to Home Affairs,
// both or neither.
func (s *Service) OpineAndForward(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, version int, list []OpinionInput) error {
	return s.judge(ctx, a, now, w, id, access.AwardOpine, award.Opine, func(h *handling) error {
		if err := h.opine(ctx, list, true); err != nil {
			return err
		}
		return h.act(ctx, Handling{Act: award.ActForward, Version: version})
	})
}

// opine checks and saves the lines; with all, every line wants an opinion.
func (h *handling) opine(ctx context.Context, list []OpinionInput, all bool) error {
	stored, err := pg.List[Opinion](ctx, h.tx, sqlOpinions, h.row.ID, h.row.Submission)
	if err != nil {
		return err
	}
	var f fault.Fields
	var changed []OpinionInput
	given := 0
	for _, in := range list {
		n, err := h.nominee(in.Nominee)
		if err != nil {
			return err
		}
		if n.State == award.Withdrawn {
			continue
		}
		in.Words = vi.Clean(in.Words)
		put := Said{in.Favourable, in.Words}
		at := slices.IndexFunc(stored, func(o Opinion) bool { return o.Nominee == n.ID })
		if in.Seen != nil && put.same(Said{in.Seen.Favourable, vi.Clean(in.Seen.Words)}) && at >= 0 {
			given++
			continue
		}
		words, choice := fmt.Sprintf("loi-%d", n.ID), fmt.Sprintf("y-kien-%d", n.ID)
		checkWords(&f, words, "ý kiến", in.Words, MaxWords)
		switch {
		case in.Favourable == nil && (in.Words != "" || all):
			f.Add(choice, "Chọn thống nhất hoặc không thống nhất đề nghị khen thưởng "+n.Name+".")
			continue
		case in.Favourable == nil:
			continue
		case !*in.Favourable && in.Words == "":
			f.Add(words, "Ghi lý do không thống nhất đề nghị khen thưởng "+n.Name+".")
		}
		given++
		if at >= 0 {
			o := &stored[at]
			is := Said{&o.Favourable, o.Words}
			if is.same(put) {
				continue
			}
			if in.Seen != nil && !is.same(Said{in.Seen.Favourable, vi.Clean(in.Seen.Words)}) {
				f.Add(choice, fmt.Sprintf("%s vừa ghi cho %s: %s. Nội dung bạn nhập vẫn còn ở đây; đối chiếu rồi lưu lại.", o.By.Name, n.Name, is.inWords()))
			}
		}
		changed = append(changed, in)
	}
	if given == 0 && f.Empty() {
		f.Add("y-kien", "Chọn thống nhất hoặc không thống nhất cho ít nhất một trường hợp.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	for _, in := range changed {
		if _, err := h.tx.Exec(ctx, sqlPutOpinion, in.Nominee, h.row.Submission, *in.Favourable, in.Words, signatureOf(h.a, h.now)); err != nil {
			return err
		}
		n, _ := h.nominee(in.Nominee)
		said := agreement(*in.Favourable)
		if err := h.noted(ctx, "nominee.opine", "Ý kiến của Phòng PX03 ("+said+")", n, n.State, map[string]any{"ý kiến": said, "nội dung": in.Words}); err != nil {
			return err
		}
	}
	return nil
}

func agreement(yes bool) string {
	if yes {
		return "thống nhất"
	}
	return "không thống nhất"
}

// inWords is "không thống nhất, “chưa đủ minh chứng”".
func (s Said) inWords() string {
	text := agreement(*s.Favourable)
	if s.Words != "" {
		text += ", “" + s.Words + "”"
	}
	return text
}
