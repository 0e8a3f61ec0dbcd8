package decision

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
)

const sqlPutGrant = `INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, person_id, span, deeds, models,
  name, detail, merit, posthumous, gender, position, exact, rounded, granted_on, scope_path)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`

// Told is what an application made known.
type Told struct{ Decisions, Teams, Members, Refused int }

// Apply makes the outcomes of recorded decisions known together, and with them
// those declined in their dossiers and in the dossiers named: all or nothing.
// Every listed nominee is awarded once with its money; dossiers with nothing
// left open are closed. Fields: quyet-dinh-N, khong-khen, chon.
func (s *Service) Apply(ctx context.Context, a access.Actor, now clock.Moment, w report.World, seen map[ID]int, more []dossier.ID) (Told, error) {
	var told Told
	if err := access.CheckRole(a, access.AwardDecide); err != nil {
		return told, err
	}
	if len(seen)+len(more) == 0 {
		return told, field("chon", "Chọn quyết định hoặc hồ sơ để công bố kết quả.")
	}
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		list, held, err := lockAll(ctx, tx, a, seen, more, award.ApplyThem)
		if err != nil {
			return err
		}
		if len(list) == 0 && len(held.Dossiers) != len(more) {
			return fault.Missing()
		}
		p := &applying{s: s, tx: tx, a: a, now: now, w: w, held: held, nominees: map[int64]*award.Nominee{}}
		if err := p.check(ctx, list); err != nil {
			return err
		}
		if err := p.award(ctx, list); err != nil {
			return err
		}
		if err := p.refuse(ctx); err != nil {
			return err
		}
		for _, h := range held.Dossiers {
			if err := h.Finished(ctx, tx, a, now); err != nil {
				return err
			}
		}
		told = p.told
		return p.record(ctx, list)
	})
	return told, err
}

// applying is one application under way.
type applying struct {
	s        *Service
	tx       pg.Tx
	a        access.Actor
	now      clock.Moment
	w        report.World
	held     *dossier.Deciding
	nominees map[int64]*award.Nominee
	declined []*award.Nominee
	grants   []award.Grant
	told     Told
}

// check moves the machines, or says what stands in the way.
func (p *applying) check(ctx context.Context, list []*locked) error {
	var decisions []*award.Decision
	var f fault.Fields
	for i, l := range list {
		var all []*dossier.Nominee
		for _, id := range l.order {
			n := p.held.Nominee(id)
			p.nominees[int64(id)] = n.Machine()
			all = append(all, n)
		}
		barred, err := dossier.Barred(ctx, p.tx, all, p.now.Today)
		if err != nil {
			return err
		}
		for _, x := range barred {
			f.Add(fmt.Sprintf("quyet-dinh-%d", i+1), "Chưa được khen thưởng: "+x+". Mở lại quyết định "+l.Number+" để đưa ra khỏi danh sách rồi công bố.")
		}
		decisions = append(decisions, l.machine)
	}
	if err := f.Err(); err != nil {
		return err
	}
	for _, h := range p.held.Dossiers {
		for _, n := range h.Nominees {
			if n.State == award.Declined {
				p.declined = append(p.declined, n.Machine())
			}
		}
	}
	var err error
	p.grants, err = award.Apply(p.a, p.now, decisions, p.nominees, p.declined)
	return err
}

// award writes awarded nominees and their grants.
func (p *applying) award(ctx context.Context, list []*locked) error {
	set, err := criteria.LoadSettings(ctx, p.tx)
	if err != nil {
		return err
	}
	people, err := p.people(ctx)
	if err != nil {
		return err
	}
	golden := map[int64]int{}
	for _, g := range p.grants {
		golden[g.Nominee] = g.Golden
	}
	for _, l := range list {
		p.told.Decisions++
		sum := l.Money
		if sum == nil { // recorded by an older version
			x, err := l.sum(set, p.w, *l.SignedOn)
			if err != nil {
				return err
			}
			sum = &x
		}
		for i, id := range l.order {
			n := p.held.Nominee(id)
			if err := dossier.SaveMoved(ctx, p.tx, n, p.nominees[int64(id)], i+1, nil); err != nil {
				return err
			}
			if err := p.grant(ctx, l, n, golden[int64(id)], sum, people); err != nil {
				return err
			}
		}
		sig := by(p.a, p.now)
		l.Applied = &sig
		if err := l.save(ctx, p.tx); err != nil {
			return err
		}
	}
	return nil
}

// people are the members' careers.
func (p *applying) people(ctx context.Context) (map[roster.PersonID]*roster.Career, error) {
	var ids []roster.PersonID
	for _, g := range p.grants {
		if n := p.held.Nominee(dossier.NomineeID(g.Nominee)); n.Person != nil {
			ids = append(ids, *n.Person)
		}
	}
	out := map[roster.PersonID]*roster.Career{}
	if len(ids) == 0 {
		return out, nil
	}
	list, err := roster.Careers(ctx, p.tx, []org.UnitID{}, ids)
	for i := range list {
		out[list[i].Person] = &list[i]
	}
	return out, err
}

func (p *applying) grant(ctx context.Context, l *locked, n *dossier.Nominee, golden int, sum *award.Sum, people map[roster.PersonID]*roster.Career) error {
	g := Grant{Merit: merit(n), Detail: n.Detail, Gender: "", Position: ""}
	bonus := sum.TeamBonus
	if n.Subject == award.Member {
		p.told.Members++
		bonus = sum.MemberBonus
		if c := people[n.PersonID()]; c != nil {
			g.Posthumous, g.Gender, g.Position = award.Posthumous(c.Spells, *l.SignedOn), c.Gender, positionIn(c, n.Team)
		}
	} else {
		p.told.Teams++
	}
	_, err := p.tx.Exec(ctx, sqlPutGrant, n.ID, l.ID, golden, l.Form, l.PhaseID, l.UnitID, n.Subject, n.Team, n.Person, n.Span, list(n.Deeds), list(n.Models),
		n.Name, g.Detail, g.Merit, g.Posthumous, g.Gender, g.Position, bonus.Exact, bonus.Rounded, *l.SignedOn, teamPath(p.w, n.Team, *l.SignedOn))
	return err
}

// positionIn is the last position a person had in a team, else anywhere.
func positionIn(c *roster.Career, team org.UnitID) roster.Position {
	out := c.Last().Position
	for _, s := range c.Spells {
		if s.Team == team && s.WithdrawnAt == nil {
			out = s.Position
		}
	}
	return out
}

// teamPath is where a team stood on a day, or stands now where it was closed.
func teamPath(w report.World, team org.UnitID, day clock.Day) string {
	if path := w.Tree.Path(team, day); path != "" {
		return path
	}
	return w.Tree.PlaceNow(team, day).Path
}

func list[T any](x []T) []T {
	if x == nil {
		return []T{}
	}
	return x
}

// merit is the sentence of merit as printed.
func merit(n *dossier.Nominee) string {
	if n.Merit != "" {
		return n.Merit
	}
	return "Đã có thành tích xuất sắc trong phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
}

func (p *applying) refuse(ctx context.Context) error {
	for _, m := range p.declined {
		p.told.Refused++
		if err := dossier.SaveMoved(ctx, p.tx, p.held.Nominee(dossier.NomineeID(m.ID)), m, 0, nil); err != nil {
			return err
		}
	}
	return nil
}

// record writes the audit: an entry for each decision, and one for the
// refusals.
func (p *applying) record(ctx context.Context, list []*locked) error {
	var entries []audit.Entry
	for _, l := range list {
		entries = append(entries, audit.Entry{Action: "decision.apply", ObjectKind: "award_decision", ObjectID: int64(l.ID), Path: l.ScopePath,
			Summary: fmt.Sprintf("Công bố Quyết định %s: tặng %s cho %s", l.signedWords(), l.Form.Label(), l.count()), After: map[string]any{"danh sách": l.names()}})
	}
	for _, h := range p.held.Dossiers {
		var names []string
		for _, n := range h.Nominees {
			for _, m := range p.declined {
				if m.ID == int64(n.ID) {
					names = append(names, n.Name+": "+n.Ground.Words()+", "+n.Why)
				}
			}
		}
		if len(names) > 0 {
			entries = append(entries, audit.Entry{Action: "award.refuse", ObjectKind: "dossier", ObjectID: int64(h.ID), Path: h.ScopePath,
				Summary: fmt.Sprintf("Thông báo không khen thưởng %02d trường hợp", len(names)), After: map[string]any{"danh sách": names}})
		}
	}
	return audit.RecordMany(ctx, p.tx, p.a, p.now, entries)
}
