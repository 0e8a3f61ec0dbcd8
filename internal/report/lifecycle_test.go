package report

import (
	"testing"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
)

var january = plan.LivePeriod{Period: plan.Period{Label: "Kỳ 01/01 – 03/02/2025", Start: clock.NewDay(2025, 1, 1), End: clock.NewDay(2025, 2, 3),
	Opens: clock.NewDay(2025, 1, 1), SubmitFrom: clock.NewDay(2025, 2, 3), Due: clock.NewDay(2025, 2, 5), ClosesBefore: clock.NewDay(2025, 2, 7)}}

func on(y, m, d int) clock.Moment {
	day := clock.NewDay(y, m, d)
	return clock.Moment{Wall: day.Start(), Business: day.Start().Add(9 * time.Hour), Today: day}
}

// Entry opens on the first day, submission on the last; the hard close is the
// exclusive bound "trước ngày 07/02".
func TestWindow(t *testing.T) {
	for _, c := range []struct {
		day         clock.Day
		write, send bool
		onTime      bool
		afterExtend bool
	}{
		{clock.NewDay(2024, 12, 31), false, false, false, false},
		{clock.NewDay(2025, 1, 1), true, false, false, true},
		{clock.NewDay(2025, 2, 2), true, false, false, true},
		{clock.NewDay(2025, 2, 3), true, true, true, true},
		{clock.NewDay(2025, 2, 5), true, true, true, true},
		{clock.NewDay(2025, 2, 6), true, true, false, true},
		{clock.NewDay(2025, 2, 7), false, false, false, true},
		{clock.NewDay(2025, 2, 10), false, false, false, true},
		{clock.NewDay(2025, 2, 11), false, false, false, false},
	} {
		r := Report{State: Draft}
		if got := r.Writable(january, c.day) == nil; got != c.write {
			t.Errorf("%s: writable %v, want %v", c.day, got, c.write)
		}
		if got := r.Submittable(january, c.day) == nil; got != c.send {
			t.Errorf("%s: submittable %v, want %v", c.day, got, c.send)
		}
		if c.send {
			now := clock.Moment{Business: c.day.Start(), Today: c.day}
			if err := r.Submit(january, now, 1); err != nil {
				t.Fatal(err)
			}
			if got, sent := r.OnTime(january); got != c.onTime || !sent {
				t.Errorf("%s: on time %v, want %v", c.day, got, c.onTime)
			}
		}
		until := clock.NewDay(2025, 2, 10)
		x := Report{State: Draft, ExtendedUntil: &until}
		if got := x.Writable(january, c.day) == nil; got != c.afterExtend {
			t.Errorf("%s: writable with an extension to 10/02 %v, want %v", c.day, got, c.afterExtend)
		}
	}
}

// Lateness counts by the first submission, whatever comes after.
func TestFirstSubmissionCounts(t *testing.T) {
	r := Report{State: Draft}
	must(t, r.Submit(january, on(2025, 2, 5), 1))
	must(t, r.Take(1, on(2025, 2, 5), 2))
	must(t, r.Return(1, on(2025, 2, 6), 2))
	must(t, r.Submit(january, on(2025, 2, 20), 1)) // returned cells stay open after the close
	if onTime, _ := r.OnTime(january); !onTime || r.SubmissionNo != 2 {
		t.Errorf("on time %v, submission %d", onTime, r.SubmissionNo)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Every act in every state: what is allowed leads where it says, the rest is
// refused and changes nothing.
func TestStateMachine(t *testing.T) {
	now := on(2025, 2, 5)
	acts := map[string]func(r *Report) error{
		"submit":                   func(r *Report) error { return r.Submit(january, now, 1) },
		"recall":                   func(r *Report) error { return r.Recall(january, now.Today, false) },
		"recall, sent back before": func(r *Report) error { return r.Recall(january, now.Today, true) },
		"take":                     func(r *Report) error { return r.Take(1, now, 2) },
		"take an old one":          func(r *Report) error { return r.Take(0, now, 2) },
		"accept":                   func(r *Report) error { return r.Accept(1, now, 2) },
		"return":                   func(r *Report) error { return r.Return(1, now, 2) },
	}
	allowed := map[string]map[State]State{
		"submit":                   {Draft: Submitted, Returned: Submitted},
		"recall":                   {Submitted: Draft},
		"recall, sent back before": {Submitted: Returned},
		"take":                     {Submitted: InReview},
		"accept":                   {Submitted: Accepted, InReview: Accepted},
		"return":                   {InReview: Returned},
	}
	for name, act := range acts {
		for _, from := range States {
			r := Report{State: from, SubmissionNo: 1}
			first := now.Business
			r.FirstSubmittedAt, r.FirstSubmittedOn = &first, &now.Today
			before := r
			err := act(&r)
			want, ok := allowed[name][from]
			switch {
			case ok && (err != nil || r.State != want):
				t.Errorf("%s in %s: %s, %v; want %s", name, from, r.State, err, want)
			case !ok && (fault.KindOf(err) != fault.Stale || r != before):
				t.Errorf("%s in %s must be refused and change nothing: %v, %+v", name, from, err, r)
			}
		}
	}
}

// A first submission is not recalled into a month that has closed: it could
// never be sent again.
func TestRecallAfterClose(t *testing.T) {
	r := Report{State: Submitted, SubmissionNo: 1}
	if err := r.Recall(january, clock.NewDay(2025, 2, 7), false); fault.KindOf(err) != fault.Stale || r.State != Submitted {
		t.Errorf("%v, %s", err, r.State)
	}
	must(t, r.Recall(january, clock.NewDay(2025, 2, 7), true))
}

func TestExtend(t *testing.T) {
	today := clock.NewDay(2025, 2, 8)
	for _, c := range []struct {
		state State
		until clock.Day
		kind  fault.Kind
	}{
		{Draft, clock.NewDay(2025, 2, 7), fault.Invalid}, {Draft, today, 0}, {Draft, today + 31, 0}, {Draft, today + 32, fault.Invalid},
		{Submitted, today, fault.Stale}, {Accepted, today, fault.Stale},
	} {
		r := Report{State: c.state}
		err := r.Extend(january, c.until, today)
		if (err == nil) != (c.kind == 0) || err != nil && fault.KindOf(err) != c.kind {
			t.Errorf("%s to %s: %v", c.state, c.until, err)
		}
	}
}

func TestParseValue(t *testing.T) {
	for in, want := range map[string]Value{"": Blank, " ": Blank, "0": {N: 0}, "12": {N: 12}, "1.234": {N: 1234}, "-": {N: 0, None: true},
		"–": {N: 0, None: true}, "KPS": {N: 0, None: true}, "Kho\u0302ng pha\u0301t sinh": {N: 0, None: true}} {
		if got, err := ParseValue(in); err != nil || got != want {
			t.Errorf("ParseValue(%q) = %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"-1", "1,5", "x", "1000001", "\x00a"} {
		if _, err := ParseValue(in); err == nil {
			t.Errorf("ParseValue(%q) must be refused", in)
		}
	}
	for _, v := range []Value{Blank, {N: 0}, {N: 0, None: true}, {N: 1234}} {
		if got, err := ParseValue(v.Text()); err != nil || got != v {
			t.Errorf("%+v written %q reads %+v", v, v.Text(), got)
		}
	}
}
