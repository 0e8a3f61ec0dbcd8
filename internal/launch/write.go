package launch

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// DB is where launches are written: the pool.
type DB interface {
	pg.Querier
	pg.Beginner
}

// Service launches and acknowledges.
type Service struct{ DB DB }

// The longest texts.
const (
	MaxSlogan  = 600
	MaxNumber  = 60
	MaxSigner  = 120
	MaxMessage = 4000
	MaxNote    = 500
)

// Input is what the form of a launch asks; its fields are khau-hieu, so, ngay,
// nguoi-ky, loi. The slogan is the province's to write; a launch below carries
// that on.
type Input struct {
	Slogan    string
	DocNumber string
	DocDay    *clock.Day
	Signer    string
	Message   string
}

// A second sender waits for the first and finds its row.
const sqlPut = `INSERT INTO launch (phase_id, unit_id, level, above_id, launched_on, slogan, plan_slogan, plan_version_id, doc_number, doc_date, signer, message, launched_by, by_name, launched_at)
 VALUES ($1, $2, $3, nullif($4::bigint, 0), $5, $6, $7, $8, $9, $10, $11, $12, nullif($13::bigint, 0), $14, $15) ON CONFLICT DO NOTHING RETURNING id`

const sqlPutReceipt = `INSERT INTO launch_receipt (launch_id, phase_id, unit_id, received_on, teams, note, received_by, by_name, received_at)
 VALUES ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), $8, $9) ON CONFLICT ON CONSTRAINT launch_receipt_once DO NOTHING RETURNING id`

// Launch launches a phase from the actor's unit to all below it, in one act.
// It happens once: done is false where the unit had launched the phase before,
// and nothing changes then.
func (s *Service) Launch(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, live *plan.Live, phase string, in Input) (done bool, err error) {
	unit := org.UnitID(a.UnitID)
	place := tree.Place(unit, now.Today)
	if err := access.Check(a, access.LaunchWrite, place); err != nil {
		return false, err
	}
	ph, ok := live.PhaseByCode(phase)
	if !ok {
		return false, fault.Missing()
	}
	u, _ := tree.Unit(unit)
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		book, err := Read(ctx, tx, live.CampaignID)
		if err != nil {
			return err
		}
		if book.Of(ph.ID, unit) != nil {
			return nil
		}
		root := book.Root(ph.ID)
		if why := refuse(live, ph, u.Level, root, now.Today); why != "" {
			return fault.New(fault.Invalid, why)
		}
		in.clean()
		if u.Level != org.Province {
			in.Slogan = root.Slogan
		}
		if err := in.check(live, u.Level, now.Today); err != nil {
			return err
		}
		above, action := int64(0), "launch.open"
		if u.Level != org.Province {
			above, action = root.ID, "launch.pass"
		}
		id, err := pg.Value[int64](ctx, tx, sqlPut, ph.ID, int64(unit), string(u.Level), above, now.Today, in.Slogan, ph.Slogan, live.VersionID, in.DocNumber, in.DocDay,
			in.Signer, in.Message, a.UserID, a.Name, now.Business)
		if fault.KindOf(err) == fault.NotFound {
			return nil // launched by someone else in the meantime
		}
		if err != nil {
			return err
		}
		if err := plan.Renew(ctx, tx); err != nil {
			return err
		}
		done = true
		communes := Communes(tree, live, ph, now.Today, access.Under(place.Path))
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: "launch", ObjectID: id, Path: place.Path,
			Summary: fmt.Sprintf("Phát động %s đến %d xã, phường, thị trấn", ph.Name, len(communes)), After: in})
	})
	return done, err
}

// refuse says why a level may not launch a phase on a day, "" where it may.
func refuse(live *plan.Live, ph plan.LivePhase, level org.Level, root *Launch, today clock.Day) string {
	if today > ph.End {
		return ph.Name + " đã kết thúc ngày " + ph.End.String() + ", không phát động được nữa."
	}
	if level == org.Province {
		return ""
	}
	if held, _ := live.Rules.Def.DutyLevel(Duty, today); held.String() != string(level) {
		return "Ngày " + today.String() + ", việc phát động không thuộc cấp của đơn vị bạn."
	}
	if root == nil {
		return "Tỉnh chưa phát động " + ph.Name + " nên đơn vị chưa phát động được."
	}
	return ""
}

// May tells whether a unit of a level could launch a phase today.
func (b *Book) May(live *plan.Live, ph plan.LivePhase, level org.Level, today clock.Day) bool {
	return refuse(live, ph, level, b.Root(ph.ID), today) == ""
}

// Refusal is why not, in words.
func (b *Book) Refusal(live *plan.Live, ph plan.LivePhase, level org.Level, today clock.Day) string {
	return refuse(live, ph, level, b.Root(ph.ID), today)
}

func (in *Input) clean() {
	in.Slogan, in.DocNumber, in.Signer, in.Message = vi.CleanLine(in.Slogan), vi.CleanLine(in.DocNumber), vi.CleanLine(in.Signer), vi.Clean(in.Message)
}

func (in *Input) check(live *plan.Live, level org.Level, today clock.Day) error {
	var f fault.Fields
	most := func(name, what, text string, max int) {
		if vi.Length(text) > max {
			f.Add(name, fmt.Sprintf("Rút gọn %s còn tối đa %d ký tự.", what, max))
		}
	}
	if in.Slogan == "" {
		f.Add("khau-hieu", "Nhập khẩu hiệu của đợt.")
	}
	most("khau-hieu", "khẩu hiệu", in.Slogan, MaxSlogan)
	most("so", "số văn bản", in.DocNumber, MaxNumber)
	below := level != org.Province
	if in.DocNumber == "" && (below || in.DocDay != nil) {
		f.Add("so", "Nhập số văn bản phát động.")
	}
	issued := live.Rules.Def.Campaign.Plan.Issued
	switch {
	case in.DocDay == nil && (below || in.DocNumber != ""):
		f.Add("ngay", "Nhập ngày văn bản.")
	case in.DocDay != nil && *in.DocDay > today:
		f.Add("ngay", "Ngày văn bản không được sau hôm nay ("+today.String()+").")
	case in.DocDay != nil && *in.DocDay < issued:
		f.Add("ngay", "Ngày văn bản không được trước ngày ban hành kế hoạch ("+issued.String()+").")
	}
	if below && in.Signer == "" {
		f.Add("nguoi-ky", "Nhập họ tên, chức vụ người ký.")
	}
	most("nguoi-ky", "người ký", in.Signer, MaxSigner)
	most("loi", "lời phát động", in.Message, MaxMessage)
	if p := vi.FindPersonal(in.Message); p != "" {
		f.Add("loi", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(p)+" rồi gửi lại.")
	}
	return f.Err()
}

// Answer is what a commune says; its fields are ngay-nhan, so-to, ghi-chu.
type Answer struct {
	On        *clock.Day `json:"received_on"`
	TeamCount int        // -1: not typed
	Note      string
}

// Receive acknowledges a launch for the actor's commune, once.
func (s *Service) Receive(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, live *plan.Live, phase string, in Answer) (done bool, err error) {
	unit := org.UnitID(a.UnitID)
	place := tree.Place(unit, now.Today)
	if err := access.Check(a, access.LaunchAnswer, place); err != nil {
		return false, err
	}
	ph, ok := live.PhaseByCode(phase)
	if !ok {
		return false, fault.Missing()
	}
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		book, err := Read(ctx, tx, live.CampaignID)
		if err != nil {
			return err
		}
		if book.Receipt(ph.ID, unit) != nil {
			return nil
		}
		above := book.Above(tree, ph.ID, unit, AsOf(ph, now.Today))
		if above == nil {
			return fault.New(fault.Invalid, "UBND "+tree.Name(Holder(tree, live, unit, now.Today), now.Today).Full()+" chưa phát động "+ph.Name+" nên chưa xác nhận được.")
		}
		if err := in.check(now, above, len(tree.Teams(unit, now.Today))); err != nil {
			return err
		}
		id, err := pg.Value[int64](ctx, tx, sqlPutReceipt, above.ID, ph.ID, int64(unit), *in.On, in.TeamCount, in.Note, a.UserID, a.Name, now.Business)
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		if err := plan.Renew(ctx, tx); err != nil {
			return err
		}
		done = true
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "launch.receive", ObjectKind: "launch_receipt", ObjectID: id, Path: place.Path,
			Summary: fmt.Sprintf("Xác nhận đã nhận phát động %s, triển khai đến %d Tổ", ph.Name, in.TeamCount), After: in})
	})
	return done, err
}

func (in *Answer) check(now clock.Moment, above *Launch, teams int) error {
	in.Note = vi.Clean(in.Note)
	var f fault.Fields
	switch {
	case in.On == nil:
		f.Add("ngay-nhan", "Nhập ngày nhận.")
	case *in.On > now.Today:
		f.Add("ngay-nhan", "Ngày nhận không được sau hôm nay ("+now.Today.String()+").")
	case *in.On < above.On:
		f.Add("ngay-nhan", "Ngày nhận không được trước ngày phát động ("+above.On.String()+").")
	}
	switch {
	case in.TeamCount < 0:
		f.Add("so-to", "Nhập số Tổ đã triển khai, là số nguyên từ 0.")
	case in.TeamCount > teams:
		f.Add("so-to", fmt.Sprintf("Đơn vị có %d Tổ; số Tổ đã triển khai không lớn hơn số đó.", teams))
	}
	if vi.Length(in.Note) > MaxNote {
		f.Add("ghi-chu", fmt.Sprintf("Rút gọn ghi chú còn tối đa %d ký tự.", MaxNote))
	} else if p := vi.FindPersonal(in.Note); p != "" {
		f.Add("ghi-chu", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(p)+" rồi gửi lại.")
	}
	return f.Err()
}
