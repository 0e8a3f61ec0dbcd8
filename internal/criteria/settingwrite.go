package criteria

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

const (
	sqlPutSetting  = `INSERT INTO award_setting (key, value, changed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
	sqlSaveSetting = `UPDATE award_setting SET value = $2, version = version + 1, changed = $3 WHERE key = $1 AND version = $4`
)

// SaveRegimes replaces the decrees. Fields are those of checkRegimes.
func (s *Service) SaveRegimes(ctx context.Context, a access.Actor, now clock.Moment, version int, list []award.Regime) error {
	return s.setting(ctx, a, now, "law", version, "nghị định, hệ số tiền thưởng", func(x *Settings) (before, after any, err error) {
		before = x.Law.Regimes
		x.Law.Regimes = list
		return before, list, checkRegimes(x.Law)
	})
}

// SaveBases replaces the legal bases of papers. Fields are those of checkBases.
func (s *Service) SaveBases(ctx context.Context, a access.Actor, now clock.Moment, version int, list []award.Dated) error {
	return s.setting(ctx, a, now, "law", version, "căn cứ pháp lý", func(x *Settings) (before, after any, err error) {
		before = x.Law.Bases
		x.Law.Bases = list
		return before, list, checkBases(list)
	})
}

// SaveSalaries replaces the base salaries. Fields are those of checkSalaries.
func (s *Service) SaveSalaries(ctx context.Context, a access.Actor, now clock.Moment, version int, list []award.Salary) error {
	return s.setting(ctx, a, now, "law", version, "lương cơ sở", func(x *Settings) (before, after any, err error) {
		before = x.Law.Salaries
		x.Law.Salaries = list
		return before, list, checkSalaries(x.Law)
	})
}

// SaveRounding sets the rounding of bonuses. Field: lam-tron.
func (s *Service) SaveRounding(ctx context.Context, a access.Actor, now clock.Moment, version int, r award.Rounding) error {
	return s.setting(ctx, a, now, "rounding", version, "làm tròn tiền thưởng", func(x *Settings) (before, after any, err error) {
		before = x.Rounding
		x.Rounding = r
		if !slices.Contains(award.Roundings, r) {
			err = refuse("lam-tron", "Chọn cách làm tròn.")
		}
		return before, r, err
	})
}

// SaveCalendar sets the days off and the weekends worked in exchange. Fields:
// ngay-nghi, lam-bu.
func (s *Service) SaveCalendar(ctx context.Context, a access.Actor, now clock.Moment, version int, c award.Calendar) error {
	slices.Sort(c.Holidays)
	slices.Sort(c.Worked)
	c.Holidays, c.Worked = some(slices.Compact(c.Holidays)), some(slices.Compact(c.Worked))
	return s.setting(ctx, a, now, "calendar", version, "lịch ngày làm việc", func(x *Settings) (before, after any, err error) {
		before = x.Calendar
		x.Calendar = c
		return before, c, checkCalendar(c)
	})
}

// SaveLimits sets the working days of each stage; 0 is no limit. Fields: the
// stages' codes.
func (s *Service) SaveLimits(ctx context.Context, a access.Actor, now clock.Moment, version int, l award.Limits) error {
	return s.setting(ctx, a, now, "limits", version, "thời hạn từng khâu", func(x *Settings) (before, after any, err error) {
		before = x.Limits
		x.Limits = l
		var f fault.Fields
		for _, stage := range award.Stages {
			if n, ok := l[stage]; !ok || n < 0 || n > 250 {
				f.Add(string(stage), stage.Words()+": nhập số ngày làm việc từ 0 đến 250, 0 là không đặt thời hạn.")
			}
		}
		return before, l, f.Err()
	})
}

// SaveCouncil sets how councils work. Fields: nguong, so-du-hop.
func (s *Service) SaveCouncil(ctx context.Context, a access.Actor, now clock.Moment, version int, r award.CouncilRule) error {
	return s.setting(ctx, a, now, "council", version, "quy định họp Hội đồng", func(x *Settings) (before, after any, err error) {
		before = x.Council
		x.Council = r
		var f fault.Fields
		share := func(name, what string, s award.Share) {
			if s.Den <= 0 || s.Den > 100 || s.Num <= 0 || s.Num > s.Den || s.Strict && s.Num == s.Den {
				f.Add(name, what+" phải lớn hơn 0 và không quá toàn bộ thành viên; mẫu số tối đa 100.")
			}
		}
		share("nguong", "Tỷ lệ phiếu cần đạt", r.Threshold)
		share("so-du-hop", "Tỷ lệ thành viên dự họp", r.Quorum)
		return before, r, f.Err()
	})
}

// SaveCopy sets when an achievement text counts as copied. Fields: so-tieng,
// ty-le, it-nhat.
func (s *Service) SaveCopy(ctx context.Context, a access.Actor, now clock.Moment, version int, r award.CopyRule) error {
	return s.setting(ctx, a, now, "copy", version, "quy định về nội dung sao chép", func(x *Settings) (before, after any, err error) {
		before = x.Copy
		x.Copy = r
		var f fault.Fields
		within := func(name string, n, least, most int) {
			if n < least || n > most {
				f.Add(name, fmt.Sprintf("Nhập số từ %d đến %d.", least, most))
			}
		}
		within("so-tieng", r.Syllables, 3, 15)
		within("ty-le", r.Percent, 30, 100)
		within("it-nhat", r.Least, 5, 500)
		return before, r, f.Err()
	})
}

func refuse(name, message string) error {
	var f fault.Fields
	f.Add(name, message)
	return f.Err()
}

// setting changes one key as it was seen: change puts the new value in and
// refuses it where it makes no sense.
func (s *Service) setting(ctx context.Context, a access.Actor, now clock.Moment, key string, version int, what string, change func(*Settings) (before, after any, err error)) error {
	if err := access.Check(a, access.AwardSet, access.Place{UnitID: a.UnitID, Path: a.Path}); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		set, err := LoadSettings(ctx, tx)
		if err != nil {
			return err
		}
		before, after, err := change(&set)
		if err != nil {
			return err
		}
		stale := fault.New(fault.Stale, "Phần cài đặt này vừa được người khác sửa. Tải lại trang để xem bản mới.")
		if set.Versions[key] != version {
			return stale
		}
		by := award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
		value, err := json.Marshal(set.parts()[key])
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, sqlSaveSetting, key, string(value), by, version)
		if version == 0 && err == nil {
			tag, err = tx.Exec(ctx, sqlPutSetting, key, string(value), by)
		}
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return stale
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "setting.save", ObjectKind: "award_setting", Path: a.Path, Summary: "Sửa cài đặt khen thưởng: " + what,
			Before: map[string]any{what: before}, After: map[string]any{what: after}})
	})
}
