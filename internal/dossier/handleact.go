package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/award"
	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// assign gives the dossier to a specialist of the awarding unit.
func (h *handling) assign(ctx context.Context, m award.Move) error {
	people, err := identity.Holders(ctx, h.tx, h.row.AwardingID, h.row.Roles[award.ByAppraiser], h.now.Today)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p identity.Holder) bool { return p.UserID == m.Specialist })
	if at < 0 {
		m.Specialist = 0
		return h.do(ctx, m, "")
	}
	m.Why = people[at].Name
	return h.do(ctx, m, "")
}

// Consult is another agency asked about the dossier.
type Consult struct {
	ID       int64            `db:"id"`
	Agency   string           `db:"agency"`
	Question string           `db:"question"`
	Asked    award.Signature  `db:"asked"`
	Answer   string           `db:"answer"`
	Answered *award.Signature `db:"answered"`
}

const (
	sqlConsults   = `SELECT id, agency, question, asked, answer, answered FROM dossier_consult WHERE dossier_id = $1 ORDER BY id`
	sqlPutConsult = `INSERT INTO dossier_consult (dossier_id, agency, question, asked) VALUES ($1, $2, $3, $4)`
	sqlPutAnswer  = `UPDATE dossier_consult SET answer = $2, answered = $3 WHERE id = $1`
)

// consult asks other agencies; the question is the act's reason.
func (h *handling) consult(ctx context.Context, m award.Move, agencies []string) error {
	var f fault.Fields
	var clean []string
	for _, a := range agencies {
		if a = vi.CleanLine(a); a != "" && !slices.Contains(clean, a) {
			checkWords(&f, "co-quan", "tên cơ quan", a, MaxLine)
			clean = append(clean, a)
		}
	}
	if len(clean) == 0 {
		f.Add("co-quan", "Ghi cơ quan được lấy ý kiến, mỗi dòng một cơ quan.")
	}
	if m.Why == "" {
		f.Add("ly-do", "Ghi nội dung cần lấy ý kiến.")
	}
	if err := f.Err(); err != nil && h.d.State == award.Appraising {
		return err
	}
	if err := h.do(ctx, m, names(clean)); err != nil {
		return err
	}
	for _, a := range clean {
		if _, err := h.tx.Exec(ctx, sqlPutConsult, h.row.ID, a, m.Why, signatureOf(h.a, h.now)); err != nil {
			return err
		}
	}
	return nil
}

// Waiting are the agencies of the present consultation that have not answered.
func Waiting(d *award.Dossier, list []Consult) []Consult {
	var out []Consult
	if d.State != award.Consulting {
		return nil
	}
	since := d.Log[len(d.Log)-1].By.At
	for _, c := range list {
		if c.Answered == nil && !c.Asked.At.Before(since) {
			out = append(out, c)
		}
	}
	return out
}

// answer records what every agency said.
func (h *handling) answer(ctx context.Context, m award.Move, answers map[int64]string) error {
	list, err := pg.List[Consult](ctx, h.tx, sqlConsults, h.row.ID)
	if err != nil {
		return err
	}
	var f fault.Fields
	var said []string
	waiting := Waiting(h.d, list)
	for i := range waiting {
		c := &waiting[i]
		name := fmt.Sprintf("tra-loi-%d", c.ID)
		if c.Answer = vi.Clean(answers[c.ID]); c.Answer == "" {
			f.Add(name, "Ghi ý kiến của "+c.Agency+". Cơ quan chưa trả lời mà cần xét tiếp thì chọn “Tiếp tục xem xét”.")
		}
		checkWords(&f, name, "ý kiến", c.Answer, MaxWords)
		said = append(said, c.Agency)
	}
	if err := f.Err(); err != nil {
		return err
	}
	m.Why = "Đã có ý kiến của " + names(said)
	if err := h.do(ctx, m, ""); err != nil {
		return err
	}
	for _, c := range waiting {
		if _, err := h.tx.Exec(ctx, sqlPutAnswer, c.ID, c.Answer, signatureOf(h.a, h.now)); err != nil {
			return err
		}
	}
	return nil
}

const sqlOpenMeetings = `SELECT ` + meetingColumns + ` FROM council_meeting m WHERE m.unit_id = $1 AND m.form = $2 AND m.phase_id = $3 AND m.closed IS NULL ORDER BY m.held_on, m.id`

// convene lays the dossier before one of the council's open meetings.
func (h *handling) convene(ctx context.Context, m award.Move, id MeetingID) error {
	if m.Version != h.d.Version || h.d.State != award.Appraising {
		return h.do(ctx, m, "") // says why not
	}
	meeting, err := pg.One[Meeting](ctx, h.tx, sqlLockMeeting, id)
	if err != nil && !pg.None(err) && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if err != nil || meeting.UnitID != h.row.AwardingID || meeting.Kept() {
		var f fault.Fields
		f.Add("cuoc-hop", "Chọn cuộc họp của Hội đồng đang mở, hoặc mở cuộc họp mới.")
		return f.Err()
	}
	if _, err := h.tx.Exec(ctx, sqlTouch, id); err != nil {
		return err
	}
	return h.bring(ctx, &Sitting{Meeting: meeting})
}

// end closes a dossier of which nobody is proposed to be awarded: the refusals
// become known with it.
func (h *handling) end(ctx context.Context, m award.Move) error {
	ready, err := h.ready(ctx, m.Act)
	if err != nil {
		return err
	}
	if h.d.State != award.Concluded || m.Version != h.d.Version || ready.Approved > 0 || ready.Open > 0 {
		return h.do(ctx, m, "") // says why not
	}
	var declined []*award.Nominee
	var rows []*Nominee
	for i := range h.list {
		if n := &h.list[i]; n.State == award.Declined {
			declined, rows = append(declined, n.Machine()), append(rows, n)
		}
	}
	if _, err := award.Apply(h.a, h.now, nil, nil, declined); err != nil {
		return err
	}
	var said []string
	for i, n := range declined {
		if err := SaveMoved(ctx, h.tx, rows[i], n, 0, nil); err != nil {
			return err
		}
		said = append(said, n.Name+": "+n.Ground.Words())
	}
	return h.do(ctx, m, names(said))
}
