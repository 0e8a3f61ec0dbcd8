package report_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
)

func (k *walker) freeze() (frozen, leftOut int) {
	k.t.Helper()
	err := pg.InTx(context.Background(), k.s.Pool, func(tx pg.Tx) (err error) {
		frozen, leftOut, err = report.FreezePhase(context.Background(), tx, k.px03(), k.now, k.w.Plan.Phases[0].ID, "đợt 1")
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return frozen, leftOut
}

func (k *walker) px03() access.Actor {
	p := k.w.Tree.Place(k.w.Tree.Root(demo.Today), demo.Today)
	a := k.reviewer
	a.Name, a.Appointment = "px03", access.Appointment{Role: access.PX03, UnitID: p.UnitID, Path: p.Path}
	return a
}

// Freezing keeps what was accepted and leaves out the rest of the phase, no
// figure or sum changes, other phases stay, and nothing is written to a month
// afterwards.
func TestFreezePhase(t *testing.T) {
	k := newWalker(t)
	ctx := context.Background()
	phase := k.w.Plan.Phases[0].ID
	in := `FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND `
	accepted, others := k.count(`SELECT count(*) `+in+`r.state = 'accepted'`, phase), k.count(`SELECT count(*) `+in+`r.state <> 'accepted'`, phase)
	rest := k.count(`SELECT count(*) FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id <> $1 AND r.state = 'draft'`, phase)
	sums := func() string {
		s, err := pg.Value[string](ctx, k.s.Pool, `SELECT md5(string_agg(report_id || sums::text || missing::text || accepted, ';' ORDER BY report_id)) FROM commune_sum`)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := sums()
	if accepted == 0 || others == 0 {
		t.Fatalf("the demo has %d accepted months and %d others", accepted, others)
	}
	if frozen, leftOut := k.freeze(); frozen != accepted || leftOut != others {
		t.Errorf("froze %d, left out %d; want %d and %d", frozen, leftOut, accepted, others)
	}
	if frozen, leftOut := k.freeze(); frozen != 0 || leftOut != 0 {
		t.Errorf("a second freeze changes %d and %d", frozen, leftOut)
	}
	if sums() != before {
		t.Error("the freeze changed sums")
	}
	if n := k.count(`SELECT count(*) FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id <> $1 AND r.state = 'draft'`, phase); n != rest {
		t.Errorf("%d open months of other phases, were %d", n, rest)
	}
	reports := k.s.Server.Reports
	cell := report.Edit{Cell: report.Cell{Row: int64(k.teams[0]), Slot: k.slot("patrol_shifts")}, Base: report.Blank, New: report.Value{N: 3}}
	_, saved := reports.SaveCells(ctx, k.officer, k.now, k.w, k.id, []report.Edit{cell})
	for what, err := range map[string]error{"save": saved, "submit": reports.Submit(ctx, k.officer, k.now, k.w, k.id), "recall": reports.Recall(ctx, k.officer, k.now, k.w, k.id),
		"take": reports.Take(ctx, k.reviewer, k.now, k.w, k.id, 0), "return": reports.Return(ctx, k.reviewer, k.now, k.w, k.id, 0, "Sai", nil),
		"accept": reports.Accept(ctx, k.reviewer, k.now, k.w, []report.Seen{{ID: k.id}}), "extend": reports.Extend(ctx, k.px03(), k.now, k.w, k.id, demo.Today+3, "Xin thêm")} {
		if e, ok := fault.Of(err); !ok || e.Kind != fault.Stale {
			t.Errorf("%s after the freeze: %v", what, err)
		}
	}
	if g := k.grid(); g.Report.State != report.LeftOut || g.Report.Closed(g.Period, demo.Today) == "" {
		t.Errorf("the draft is %q, closed %q", g.Report.State, g.Report.Closed(g.Period, demo.Today))
	}
}

// Acceptances and the freeze at the same moment: no deadlock, and each month
// is either in the frozen figures or refused.
func TestFreezeRacesAcceptances(t *testing.T) {
	k := newWalker(t)
	ctx := context.Background()
	type one struct {
		ID         int64 `db:"id"`
		Reviewer   int64 `db:"reviewer_id"`
		Submission int   `db:"submission_no"`
	}
	list, err := pg.List[one](ctx, k.s.Pool, `SELECT r.id, r.reviewer_id, r.submission_no FROM report r JOIN period p ON p.id = r.period_id
	  WHERE p.phase_id = $1 AND r.state = 'submitted' ORDER BY r.id DESC`, k.w.Plan.Phases[0].ID)
	if err != nil || len(list) < 4 {
		t.Fatal(len(list), err)
	}
	var wg sync.WaitGroup
	errs := make([]error, len(list))
	for i, x := range list {
		wg.Go(func() {
			a := k.reviewer
			a.UnitID = x.Reviewer
			errs[i] = k.s.Server.Reports.Accept(ctx, a, k.now, k.w, []report.Seen{{ID: report.ID(x.ID), Submission: x.Submission}})
		})
		if i == len(list)/2 {
			wg.Go(func() { k.freeze() })
		}
	}
	wg.Wait()
	for i, x := range list {
		state, err := pg.Value[string](ctx, k.s.Pool, `SELECT state FROM report WHERE id = $1`, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		e, refused := fault.Of(errs[i])
		switch {
		case errs[i] == nil && state == "frozen":
		case refused && e.Kind == fault.Stale && state == "left_out":
		default:
			t.Errorf("month %d is %s, its acceptance answered %v", x.ID, state, errs[i])
		}
	}
	if n := k.count(`SELECT count(*) FROM commune_sum s JOIN report r ON r.id = s.report_id WHERE s.accepted <> (r.state = 'frozen') AND r.state IN ('frozen', 'left_out')`); n != 0 {
		t.Error(fmt.Sprint(n), "sums disagree with their months")
	}
}
