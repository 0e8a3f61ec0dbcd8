package certificate

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// JobState is where a batch stands.
type JobState string

// The states. Done, Failed and Cancelled are final.
const (
	Waiting   JobState = "waiting"
	Running   JobState = "running"
	Done      JobState = "done"
	Failed    JobState = "failed"
	Cancelled JobState = "cancelled"
)

// Words is the state as people read it.
func (s JobState) Words() string {
	return map[JobState]string{Waiting: "Chờ in", Running: "Đang tạo tệp", Done: "Đã tạo xong", Failed: "Không tạo được", Cancelled: "Đã hủy"}[s]
}

// Open tells whether parts are still to come.
func (s JobState) Open() bool { return s == Waiting || s == Running }

// Job is a batch of certificates being made into PDFs.
type Job struct {
	ID           JobID           `db:"id"`
	Unit         org.UnitID      `db:"unit_id"`
	Decision     decision.ID     `db:"decision_id"`
	Certificates []int64         `db:"certificates"`
	Print        json.RawMessage `db:"print"`
	Per          int             `db:"per"`
	Next         int             `db:"next"` // certificates done
	State        JobState        `db:"state"`
	Trouble      string          `db:"trouble"`
	Asked        award.Signature `db:"asked"`
	TouchedAt    time.Time       `db:"touched_at"`
}

// way is the stored part of paper.Print.
type way struct {
	Template paper.Template `json:"template"`
	Blank    bool           `json:"blank"`
	Nudge    paper.Nudge    `json:"nudge"`
	Made     time.Time      `json:"made"`
}

// Way is how the batch prints, but for the emblem.
func (j *Job) Way() (paper.Print, error) {
	var w way
	err := json.Unmarshal(j.Print, &w)
	return paper.Print{Template: w.Template, Blank: w.Blank, Nudge: w.Nudge, Made: w.Made}, err
}

const (
	// Per is how many certificates a part has.
	Per = 100
	// Most is how many a batch may have.
	Most = 5000
)

const (
	jobColumns = `j.id, j.unit_id, j.decision_id, j.certificates, j.print, j.per, j.next, j.state, j.trouble, j.asked, j.touched_at`
	sqlJob     = `SELECT ` + jobColumns + ` FROM print_job j WHERE j.id = $1`
	sqlJobs    = `SELECT ` + jobColumns + ` FROM print_job j WHERE j.decision_id = $1 ORDER BY j.id DESC LIMIT 20`
	sqlJobNew  = `INSERT INTO print_job (unit_id, decision_id, certificates, print, emblem, per, state, asked, touched_at) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) RETURNING id`
	sqlJobStop = `UPDATE print_job SET state = 'cancelled', touched_at = $2 WHERE id = $1 AND state IN ('waiting', 'running')`
	sqlValid   = `SELECT ` + awardColumns + `, ` + ownColumns + ownTables + ` WHERE g.decision_id = $1 AND c.state = 'valid' ORDER BY g.golden`
	sqlInOrder = `SELECT ` + awardColumns + `, ` + ownColumns + ownTables + ` WHERE c.id = ANY ($1::bigint[]) ORDER BY array_position($1::bigint[], c.id)`
	sqlPart    = `SELECT pdf FROM print_part WHERE job_id = $1 AND first = $2`
	sqlEnded   = `SELECT count(*)::int FROM certificate WHERE id = ANY ($1::bigint[]) AND state <> 'valid'`
	sqlGolden  = `SELECT g.golden FROM certificate c JOIN award_grant g ON g.id = c.grant_id WHERE c.id = ANY ($1::bigint[]) ORDER BY g.golden`
	sqlParts   = `SELECT job_id, first, last, octet_length(pdf) AS size FROM print_part WHERE job_id = $1 ORDER BY first`
)

func (s *Service) inOrder(ctx context.Context, ids []int64) ([]Award, error) {
	return pg.List[Award](ctx, s.Pool, sqlInOrder, ids)
}

// Batch is what a print form asks for. Numbers are places in the golden book,
// "1-50, 73"; "" for all of the decision that are valid.
type Batch struct {
	Decision decision.ID
	Numbers  string
	Print    paper.Print
}

// numbers reads places in the golden book: any of them, or none where nothing
// is asked for. Field: so.
func numbers(f *fault.Fields, text string) (holds func(n int) bool, singles []int) {
	text = vi.CleanLine(text)
	if text == "" {
		return func(int) bool { return true }, nil
	}
	var spans [][2]int
	for part := range strings.SplitSeq(text, ",") {
		from, to, isSpan := strings.Cut(strings.TrimSpace(part), "-")
		a, err := strconv.Atoi(strings.TrimSpace(from))
		b := a
		if isSpan && err == nil {
			b, err = strconv.Atoi(strings.TrimSpace(to))
		}
		if err != nil || a < 1 || b < a || b > 1_000_000 {
			f.Add("so", "Ghi các số sổ vàng cần in, ví dụ 1-50, 73; để trống nếu in tất cả.")
			return func(int) bool { return false }, nil
		}
		if a == b {
			singles = append(singles, a)
		}
		spans = append(spans, [2]int{a, b})
	}
	return func(n int) bool {
		return slices.ContainsFunc(spans, func(s [2]int) bool { return n >= s[0] && n <= s[1] })
	}, singles
}

// Start puts a batch in line. Certificates that the template cannot print
// whole are named before anything is printed (field in).
func (s *Service) Start(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, key string, in Batch, url func(JobID) string) (string, error) {
	d, err := s.Decision(ctx, a, now, tree, in.Decision)
	if err != nil {
		return "", err
	}
	list, err := pg.List[Award](ctx, s.Pool, sqlValid, in.Decision)
	if err != nil {
		return "", err
	}
	var f fault.Fields
	holds, singles := numbers(&f, in.Numbers)
	none := len(list) == 0
	list = slices.DeleteFunc(list, func(x Award) bool { return !holds(x.Golden) })
	for _, n := range singles {
		if !slices.ContainsFunc(list, func(x Award) bool { return x.Golden == n }) && !f.Has("so") {
			f.Add("so", "Số "+strconv.Itoa(n)+" không có bản nào còn hiệu lực trong quyết định này.")
		}
	}
	switch {
	case f.Has("so"):
	case len(list) == 0 && !none:
		f.Add("so", "Các số này không có bản nào còn hiệu lực trong quyết định này.")
	case len(list) == 0:
		f.Add("in", "Quyết định chưa có bản nào để in. Cấp "+d.Form.Label()+" trước.")
	case len(list) > Most:
		f.Add("in", "Một lần in tối đa "+vi.Int(Most)+" bản.")
	default:
		if err := s.unprintable(tree, in.Print, list); err != nil {
			return "", err
		}
	}
	if err := f.Err(); err != nil {
		return "", err
	}
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = int64(list[i].Certificate)
	}
	var at string
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			p := in.Print
			id, err := pg.Value[JobID](ctx, tx, sqlJobNew, d.Unit, d.ID, ids, way{p.Template, p.Blank, p.Nudge, p.Made}, p.Emblem, Per, signature(a, now), s.Clocks.Wall.Now())
			if err != nil {
				return "", err
			}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.print", ObjectKind: "print", ObjectID: int64(id), Path: a.Path,
				Summary: fmt.Sprintf("In %s %s theo Quyết định số %s, mẫu “%s”", vi.Int(int64(len(ids))), d.Form.Label(), d.Number, p.Template.Name)})
		})
		return err
	})
	if err == nil {
		s.wake()
	}
	return at, err
}

// named is how many refused certificates one message names.
const named = 20

// unprintable names every certificate that the template cannot print whole.
func (s *Service) unprintable(tree *org.Tree, p paper.Print, list []Award) error {
	var f fault.Fields
	left := 0
	var more []string
	for i := range list {
		e, bad := fault.Of(p.Check(s.onPaper(tree, &list[i])))
		if !bad {
			continue
		}
		if left++; left > named {
			continue
		}
		why := e.Message
		if len(e.Fields) > 0 {
			why = e.Fields[0].Message
		}
		more = append(more, fmt.Sprintf("Số %d, %s: %s", list[i].Golden, list[i].Name, why))
	}
	if left > named {
		more = append(more, fmt.Sprintf("Và %s bản khác.", vi.Int(int64(left-named))))
	}
	if left > 0 {
		f.Add("in", "Chưa in bản nào. "+strings.Join(more, " "))
	}
	return f.Err()
}

// Job is a batch of the actor's unit.
func (s *Service) Job(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id JobID) (Job, error) {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return Job{}, err
	}
	j, err := pg.One[Job](ctx, s.Pool, sqlJob, id)
	if err == nil && !a.Can(access.AwardPrint, tree.PlaceNow(j.Unit, now.Today)) {
		err = fault.Missing()
	}
	return j, err
}

// Jobs are a decision's batches, the newest first. The caller may print.
func (s *Service) Jobs(ctx context.Context, id decision.ID) ([]Job, error) {
	return pg.List[Job](ctx, s.Pool, sqlJobs, id)
}

// Part is a stored file of a batch.
type Part struct {
	Job   JobID `db:"job_id"`
	First int   `db:"first"`
	Last  int   `db:"last"`
	Size  int   `db:"size"`
}

// Name is the part's file name: "giay-khen-0101-0200.pdf".
func (p Part) Name(form paper.Form) string {
	return fmt.Sprintf("%s-%04d-%04d.pdf", strings.ReplaceAll(string(form), "_", "-"), p.First, p.Last)
}

// Parts are the files done so far and still kept. The caller may read the job.
func (s *Service) Parts(ctx context.Context, j Job) ([]Part, error) {
	if s.Kept(j) != nil {
		return nil, nil
	}
	return pg.List[Part](ctx, s.Pool, sqlParts, j.ID)
}

// Ended are how many of a batch's certificates were replaced or revoked since.
func (s *Service) Ended(ctx context.Context, j Job) (int, error) {
	return pg.Value[int](ctx, s.Pool, sqlEnded, j.Certificates)
}

// Numbers are a batch's places in the golden book as a print form asks for
// them: "1-50, 73".
func (s *Service) Numbers(ctx context.Context, j Job) (string, error) {
	list, err := pg.Column[int](ctx, s.Pool, sqlGolden, j.Certificates)
	if err != nil {
		return "", err
	}
	var out []string
	for i := 0; i < len(list); {
		k := i
		for k+1 < len(list) && list[k+1] <= list[k]+1 {
			k++
		}
		if list[k] == list[i] {
			out = append(out, strconv.Itoa(list[i]))
		} else {
			out = append(out, fmt.Sprintf("%d-%d", list[i], list[k]))
		}
		i = k + 1
	}
	return strings.Join(out, ", "), nil
}

// File is one part's PDF.
func (s *Service) File(ctx context.Context, j Job, first int) ([]byte, error) {
	if err := s.Kept(j); err != nil {
		return nil, err
	}
	return pg.Value[[]byte](ctx, s.Pool, sqlPart, j.ID, first)
}

// Stop ends a batch that is not done; its finished parts stay.
func (s *Service) Stop(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id JobID) error {
	j, err := s.Job(ctx, a, now, tree, id)
	if err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		tag, err := tx.Exec(ctx, sqlJobStop, id, s.Clocks.Wall.Now())
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Stale, "Lượt in này “"+vi.LowerFirst(j.State.Words())+"” nên không hủy được. Tải lại trang để xem.")
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.print_cancel", ObjectKind: "print", ObjectID: int64(id), Path: a.Path,
			Summary: fmt.Sprintf("Hủy lượt in %s bản, đã tạo %s", vi.Int(int64(len(j.Certificates))), vi.Int(int64(j.Next)))})
	})
}
