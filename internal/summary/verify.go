package summary

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Verified is what anybody may know who holds a paper's code: what it is,
// when it was made, and whether its figures still stand. Nothing else.
type Verified struct {
	Code     string
	Digest   string // recomputed from the stored bytes
	Intact   bool   // the stored bytes have the digest stored beside them
	Kind     Kind
	No       int
	Level    string
	Unit     string
	Phase    string
	MadeAt   time.Time
	FrozenAt *time.Time // of the phase
	Replaced bool       // a later one speaks for the report
	// Months of the paper whose sums differ now: explained by numbered
	// corrections, or not at all.
	Corrections []Numbered
	Unexplained int
	// Outside counts months accepted that the paper does not hold.
	Outside int
}

// Numbered is a correction by its number and day.
type Numbered struct {
	No int       `db:"no"`
	On clock.Day `db:"on_day"`
}

// Equal tells whether every figure of the paper still is what is stored.
func (v *Verified) Equal() bool { return len(v.Corrections) == 0 && v.Unexplained == 0 }

type verifyRow struct {
	ReportID  ID         `db:"report_id"`
	Kind      Kind       `db:"kind"`
	No        int        `db:"no"`
	Canonical []byte     `db:"canonical"`
	Digest    []byte     `db:"digest"`
	MadeAt    time.Time  `db:"made_at"`
	Level     string     `db:"level"`
	FrozenAt  *time.Time `db:"frozen_at"`
	Replaced  bool       `db:"replaced"`
}

const sqlVerify = `SELECT s.report_id, s.kind, s.no, s.canonical, s.digest, s.made_at, r.level,
 (SELECT f.made_at FROM phase_snapshot f JOIN phase_report p ON p.id = f.report_id WHERE p.phase_id = r.phase_id AND p.level = 'province' AND f.kind = 'freeze' LIMIT 1) AS frozen_at,
 EXISTS (SELECT FROM phase_snapshot x WHERE x.report_id = s.report_id AND x.id > s.id AND (x.kind <> 'supplement' OR x.accepted_at IS NOT NULL)) AS replaced
 FROM phase_snapshot s JOIN phase_report r ON r.id = s.report_id WHERE s.code = $1`

const sqlNumbered = `SELECT c.report_id, x.no, (c.decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on_day
 FROM phase_correction x JOIN correction c ON c.id = x.correction_id WHERE c.report_id = ANY($1) ORDER BY x.no`

type numberedRow struct {
	ReportID int64 `db:"report_id"`
	Numbered
}

// Verify looks a code up: three statements. An unknown one is fault.Missing.
func (s *Service) Verify(ctx context.Context, q pg.Querier, code string) (*Verified, error) {
	row, err := pg.One[verifyRow](ctx, q, sqlVerify, code)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(row.Canonical)
	sealed, err := Unseal(row.Canonical)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, "Bản lưu của văn bản này không đọc được. Báo quản trị hệ thống.", err)
	}
	f := &sealed.Figures
	v := &Verified{Code: code, Digest: hex.EncodeToString(digest[:]), Intact: bytes.Equal(digest[:], row.Digest), Kind: row.Kind, No: row.No, Level: row.Level,
		Unit: f.Unit.Name, Phase: f.Phase.Name, MadeAt: row.MadeAt, FrozenAt: row.FrozenAt, Replaced: row.Replaced}
	var ids []report.ID
	for i := range f.Communes {
		for _, m := range f.Communes[i].Months {
			ids = append(ids, report.ID(m.Report))
		}
	}
	present, err := s.Reports.Present(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	numbered, err := pg.List[numberedRow](ctx, q, sqlNumbered, ids)
	if err != nil {
		return nil, err
	}
	v.compare(f, present, numbered)
	return v, nil
}

// compare holds each month of the paper against what is stored.
func (v *Verified) compare(f *Figures, present map[report.ID]report.Present, numbered []numberedRow) {
	for i := range f.Communes {
		for _, m := range f.Communes[i].Months {
			now := present[report.ID(m.Report)]
			if !m.Counted {
				if now.State.Final() {
					v.Outside++
				}
				continue
			}
			if now.State.Final() && sameSum(m.Sum, now.Sum) {
				continue
			}
			explained := false
			for _, n := range numbered {
				if n.ReportID == m.Report {
					explained = true
				}
			}
			if !explained {
				v.Unexplained++
			}
		}
	}
	// Only the months of this paper were asked for. A correction that another
	// took back is told too.
	for _, n := range numbered {
		v.Corrections = append(v.Corrections, n.Numbered)
	}
}

func sameSum(a, b *plan.CommuneSum) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Teams == b.Teams && slices.Equal(a.Sums, b.Sums) && slices.Equal(a.Missing, b.Missing) && slices.Equal(a.Meeting, b.Meeting) && slices.Equal(a.Failing, b.Failing)
}
