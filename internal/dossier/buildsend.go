package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// ProposerActs are those of the proposing side, in the order forms offer them.
var ProposerActs = []award.Act{award.ActSubmit, award.ActSupply, award.ActRecall, award.ActWithdraw}

// MaxReason bounds a reason, in characters.
const MaxReason = 2000

// Send carries out an act of the proposer's: version is the dossier's as seen.
// Withdrawing takes its nominees along. Refused fields: danh-sach, thanh-phan,
// ly-do.
func (s *Service) Send(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, version int, act award.Act, why string) error {
	if !slices.Contains(ProposerActs, act) {
		return refuse("viec", "Chọn việc cần làm.")
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, d, err := lock(ctx, tx, a, id)
		if err != nil {
			return err
		}
		if !r.Proposes(a) {
			return fault.New(fault.Forbidden, "Hồ sơ này do đơn vị khác lập; bạn chỉ xem được.")
		}
		if _, err := lockNominees(ctx, tx, id); err != nil {
			return err
		}
		move := award.Move{Act: act, Version: version, Why: why}
		var v *View
		if act == award.ActSubmit || act == award.ActSupply {
			if v, err = s.view(ctx, tx, w, r); err != nil {
				return err
			}
			move.Ready = v.Ready(act)
		}
		if err := d.Do(a, now, move); err != nil {
			return err
		}
		if v != nil {
			if err := v.excuse(why); err != nil {
				return err
			}
		}
		if err := saveMoved(ctx, tx, &r, d); err != nil {
			return err
		}
		if act == award.ActWithdraw {
			if err := withdrawAll(ctx, tx, a, now, id, why); err != nil {
				return err
			}
		}
		action := "dossier.submit"
		switch act {
		case award.ActSupply:
			action = "dossier.supply"
		case award.ActRecall:
			action = "dossier.recall"
		case award.ActWithdraw:
			action = "dossier.withdraw"
		}
		summary := vi.UpperFirst(act.Words()) + ": " + r.Words()
		if act == award.ActSubmit {
			summary += fmt.Sprintf(", lần %d", r.Submission)
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: "dossier", ObjectID: int64(id), Path: r.ScopePath, Summary: summary, After: map[string]any{"lý do": vi.Clean(why)}})
	})
}

// excuse wants a reason for sending nominees that do not qualify as far as is
// known: the deciding side may set a criterion aside, and has to know why.
func (v *View) excuse(why string) error {
	var f fault.Fields
	short := v.Short()
	switch {
	case vi.Length(why) > MaxReason:
		f.Add("ly-do", "Rút gọn lý do còn tối đa 2.000 ký tự.")
	case vi.FindPersonal(why) != "":
		f.Add("ly-do", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(why))+" rồi gửi lại.")
	case len(short) > 0 && vi.Clean(why) == "":
		f.Add("ly-do", fmt.Sprintf("Có %d trường hợp chưa đủ điều kiện, số liệu (%s): nêu lý do vẫn đề nghị, hoặc đưa ra khỏi hồ sơ.", len(short), short[0].Name))
	}
	return f.Err()
}

func withdrawAll(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id ID, why string) error {
	list, err := lockNominees(ctx, tx, id)
	if err != nil {
		return err
	}
	for i := range list {
		n := &list[i]
		if n.State.Final() {
			continue
		}
		m := n.Machine()
		if err := m.Withdraw(a, now, n.Version, why); err != nil {
			return err
		}
		if err := SaveMoved(ctx, tx, n, m, 0, nil); err != nil {
			return err
		}
	}
	return nil
}
