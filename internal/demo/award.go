package demo

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// prizes has people propose, review, decide and print, through the services,
// at times that follow each other: each act takes some minutes.
type prizes struct {
	*scribe
	criteria     *criteria.Service
	dossiers     *dossier.Service
	decisions    *decision.Service
	certificates *certificate.Service
	office       access.Actor // Home Affairs
	police       access.Actor // PX03
	forms        int          // sent so far
	day          clock.Day
	minute       int  // of the day
	foresee      bool // units know well who will have reached the targets on Second
}

func (s *scribe) prizes(ctx context.Context) (*prizes, error) {
	pool, clocks := s.reports.Pool, s.reports.Clocks
	asked := &criteria.Service{Pool: pool, Clocks: clocks, Reports: s.reports, Held: decision.Held}
	dossiers := &dossier.Service{Pool: pool, Clocks: clocks, Criteria: asked}
	decisions := &decision.Service{Pool: pool, Clocks: clocks, Dossiers: dossiers}
	p := &prizes{scribe: s, criteria: asked, dossiers: dossiers, decisions: decisions, certificates: &certificate.Service{Pool: pool, Clocks: clocks, Decisions: decisions}}
	var err error
	if p.police, err = s.px03(ctx); err != nil {
		return nil, err
	}
	id, err := pg.Value[int64](ctx, pool, sqlUserOf, "noivu")
	p.office = s.actor(id, access.HomeAffairs, s.w.Tree.Root(Today))
	return p, err
}

// at sets the clock.
func (p *prizes) at(day clock.Day, hour, minute int) { p.day, p.minute = day, hour*60+minute }

// now is the moment of the next act.
func (p *prizes) now() clock.Moment {
	p.minute += 3
	return momentAt(p.day, p.minute/60, p.minute%60)
}

func (p *prizes) world() report.World { return p.scribe.at(p.day) }

func (p *prizes) pool() *pg.Pool { return p.reports.Pool }

// key is a form's.
func (p *prizes) key() string {
	p.forms++
	return fmt.Sprintf("demo-kt-%d-%d", p.today, p.forms)
}

// made keeps the id a form's address is made of.
func made[T ~int64](id *T, at string) func(T) string {
	return func(x T) string {
		*id = x
		return fmt.Sprintf("/khen-thuong/%s/%d", at, x)
	}
}

func (p *prizes) district(code string) access.Actor {
	d := p.w.Unit(code)
	return p.actor(p.people.District[d], access.District, d)
}

// proposer is who a dossier is of, judge who decides on it.
func (p *prizes) proposer(r *dossier.Row) access.Actor {
	if r.Form == award.BangKhen {
		return p.actor(p.people.District[r.UnitID], access.District, r.UnitID)
	}
	return p.officer(r.UnitID)
}

func (p *prizes) judge(r *dossier.Row) access.Actor {
	if r.Form == award.BangKhen {
		return p.office
	}
	return p.actor(p.people.District[r.AwardingID], access.District, r.AwardingID)
}

func (p *prizes) row(ctx context.Context, id dossier.ID) (dossier.Row, error) {
	return dossier.ReadOne(ctx, p.pool(), p.office, id)
}

// wanted is what a unit puts forward: so many of those that qualify (or fit by
// what they fail and what is not known yet), and one that lacks one criterion.
type wanted struct {
	teams, members int
	short          award.Subject
	fit            func(failing, unknown int) bool
}

// hopeful fit before all figures are there; weak ones fail, and were put
// forward all the same.
func hopeful(failing, _ int) bool { return failing == 0 }
func weak(failing, _ int) bool    { return failing > 0 }

// build puts a unit's best forward, or as many as there are.
func (p *prizes) build(ctx context.Context, a access.Actor, form award.Form, phase string, want wanted) (dossier.ID, error) {
	w, look := p.world(), p.world()
	if p.foresee && want.fit == nil {
		look = p.scribe.at(Second)
	}
	start, err := dossier.Start(a, w, form, phase)
	if err != nil {
		return 0, err
	}
	pick := dossier.Pick{Form: form, Phase: phase}
	for _, s := range award.Subjects {
		n, short := map[award.Subject]int{award.Team: want.teams, award.Member: want.members}[s], 0
		if want.short == s {
			short = 1
		}
		if n+short == 0 {
			continue
		}
		list, err := p.dossiers.Choices(ctx, p.pool(), look, &start, 0, s)
		if err != nil {
			return 0, err
		}
		for _, c := range list {
			failing, unknown := c.Eligibility.Open()
			switch {
			case c.Taken != "" || len(c.Candidate.Cases) > 0:
				continue
			case n > 0 && want.fits(len(failing), len(unknown)) && serves(&c, p.day):
				n--
			case short > 0 && len(failing) == 1 && len(unknown) == 0 && failing[0].Key != award.KeyService && failing[0].Key != award.KeyPending && serves(&c, p.day):
				short--
			default:
				continue
			}
			if s == award.Team {
				pick.Teams = append(pick.Teams, c.Candidate.Team)
			} else {
				pick.Persons = append(pick.Persons, c.Candidate.Person)
			}
		}
	}
	if len(pick.Teams)+len(pick.Persons) == 0 {
		return 0, fmt.Errorf("demo: nobody of %s for %s on %s", a.UnitName, form, p.day)
	}
	var id dossier.ID
	_, err = p.dossiers.Build(ctx, a, p.now(), w, p.key(), pick, made(&id, "ho-so"))
	return id, err
}

func (x *wanted) fits(failing, unknown int) bool {
	if x.fit != nil {
		return x.fit(failing, unknown)
	}
	return failing+unknown == 0
}

// serves tells whether a member still does; of a team it is so.
func serves(c *dossier.Choice, day clock.Day) bool {
	return c.Candidate.Person == 0 || slices.ContainsFunc(c.Candidate.Spells, func(x roster.Spell) bool { return x.Serves(day) })
}

// write makes a dossier ready to go: reports, papers, letter, what the guards
// ask.
func (p *prizes) write(ctx context.Context, id dossier.ID) error {
	r, err := p.row(ctx, id)
	if err != nil {
		return err
	}
	a := p.proposer(&r)
	if _, err := p.dossiers.Draft(ctx, a, p.now(), p.world(), id, nil, false); err != nil {
		return err
	}
	n := seeded("letter", p.w.key(r.UnitID)+string(r.Form)+p.day.ISO())
	title, sign := "TRƯỞNG CÔNG AN", "TTr-CAX"
	if r.Form == award.BangKhen {
		title, sign = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TTr-UBND"
		f, err := p.file("Biên bản họp Hội đồng thi đua, khen thưởng.pdf", int(r.UnitID)%50+60)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := p.dossiers.AddPaper(ctx, a, p.now(), id, dossier.PaperMinutes, f); err != nil {
			return err
		}
	}
	if r, err = p.row(ctx, id); err != nil {
		return err
	}
	number := 20 + 31*r.No + n.IntN(30) // another for each dossier of a year
	if p.day > endOfOne+60 {
		number += 200
	}
	if err := p.dossiers.SaveLetter(ctx, a, p.now(), id, dossier.Letter{Version: r.Version, Number: fmt.Sprintf("%d/%s", number, sign), Day: p.day, Title: title, Signer: inventName(n, "male", "", "")}); err != nil {
		return err
	}
	return p.confirm(ctx, a, id, "Đã kiểm tra danh sách, hồ sơ gốc: không trùng, vẫn đề nghị khen thưởng.")
}

func (p *prizes) file(name string, n int) (*register.Ready, error) {
	body, err := drawn(paper, n)
	if err != nil {
		return nil, err
	}
	return register.Prepare(name, bytes.NewReader(body), int64(len(body)))
}

// confirm has somebody look at every warning.
func (p *prizes) confirm(ctx context.Context, a access.Actor, id dossier.ID, why string) error {
	v, err := p.dossiers.View(ctx, p.pool(), a, p.world(), id)
	if err != nil {
		return err
	}
	for i := range v.Nominees {
		n := &v.Nominees[i]
		for _, f := range v.Grounds[n.ID].Open() {
			if f.Weight != award.Asks {
				continue
			}
			if err := p.dossiers.Confirm(ctx, a, p.now(), p.world(), id, n.ID, f.Guard, f.Refs, why); err != nil {
				return err
			}
		}
	}
	return nil
}

// send carries out an act of the proposer's.
func (p *prizes) send(ctx context.Context, id dossier.ID, act award.Act, why string) error {
	r, err := p.row(ctx, id)
	if err != nil {
		return err
	}
	return p.dossiers.Send(ctx, p.proposer(&r), p.now(), p.world(), id, r.Version, act, why)
}

// handle carries out an act of the other sides'.
func (p *prizes) handle(ctx context.Context, id dossier.ID, in dossier.Handling) error {
	r, err := p.row(ctx, id)
	if err != nil {
		return err
	}
	in.Version = r.Version
	if r.State == award.InOpinion || r.State == award.Sent && r.Form == award.BangKhen {
		return p.dossiers.Handle(ctx, p.police, p.now(), p.world(), id, access.AwardOpine, in)
	}
	return p.dossiers.Handle(ctx, p.judge(&r), p.now(), p.world(), id, access.AwardJudge, in)
}

// nominees are a dossier's, in its order.
func (p *prizes) nominees(ctx context.Context, ids ...dossier.ID) ([]dossier.Pending, error) {
	return dossier.NomineesOf(ctx, p.pool(), ids)
}

// excuse sets aside every criterion that stands in the way of a dossier's
// nominees.
func (p *prizes) excuse(ctx context.Context, id dossier.ID, why string) error {
	r, err := p.row(ctx, id)
	if err != nil {
		return err
	}
	a := p.judge(&r)
	v, err := p.dossiers.View(ctx, p.pool(), a, p.world(), id)
	if err != nil {
		return err
	}
	for i := range v.Nominees {
		n := &v.Nominees[i]
		failing, unknown := v.Grounds[n.ID].Eligibility.Open()
		for _, o := range slices.Concat(failing, unknown) {
			if err := p.dossiers.Override(ctx, a, p.now(), p.world(), id, n.ID, o.Key, why); err != nil {
				return err
			}
		}
	}
	return nil
}
