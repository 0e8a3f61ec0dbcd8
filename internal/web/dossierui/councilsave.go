package dossierui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// councilAct is the id of the path, the world and the form.
func (u *UI) councilAct(c *page.Context) (report.World, dossier.MeetingID, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, 0, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, 0, nil, err
	}
	f, err := c.Form()
	return w, dossier.MeetingID(id), f, err
}

// councilDone shows the meeting again with what was refused, or leads to it.
func (u *UI) councilDone(c *page.Context, f *page.Form, id dossier.MeetingID, err error, flash string) error {
	errs, refused := page.Problems(err)
	if !refused {
		if err != nil {
			return err
		}
		return c.See(meetingURL(id), flash)
	}
	s, err := u.sitting(c)
	if err != nil {
		return err
	}
	s.typed = typed{errors: unread(f, errs), form: f}
	for i := range s.errors { // what has no field of its own is said above the page
		if e := &s.errors[i]; e.Name == "nguong" || e.Name == "so-du-hop" || strings.HasPrefix(e.Name, "phieu-") || e.Name == "ho-so" && !s.choosable() {
			e.Name = ""
		}
	}
	return s.render(http.StatusUnprocessableEntity)
}

// SaveCouncil saves the particulars and the members.
func (u *UI) SaveCouncil(c *page.Context) error {
	_, id, f, err := u.councilAct(c)
	if err != nil {
		return err
	}
	x, err := u.Dossiers.Sitting(c.Ctx(), u.Pool, c.Actor, id)
	if err != nil {
		return err
	}
	in := meetingInput(f)
	in.Remarks, in.Number = x.Remarks, x.Number
	if f.Fields.Has("ngay-hop") {
		in.HeldOn = nil
	}
	var members []dossier.MemberInput
	for n := 1; f.Has(fmt.Sprintf("ten-%d", n)) && n <= 60; n++ {
		no := "-" + strconv.Itoa(n)
		member, _ := strconv.ParseInt(f.Line("tv"+no), 10, 64)
		members = append(members, dossier.MemberInput{ID: member, Name: f.Raw("ten" + no), Title: f.Raw("chuc-vu" + no), Seat: award.Seat(f.Line("chuc-danh" + no)), Absent: f.Line("du"+no) == "vang", Excuse: f.Raw("ly-do-vang" + no)})
	}
	err = u.Dossiers.EditMeeting(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), in, members)
	return u.councilDone(c, f, id, err, "Đã lưu thành phần Hội đồng.")
}

// Bring lays dossiers before the meeting, or takes one out again.
func (u *UI) Bring(c *page.Context) error {
	w, id, f, err := u.councilAct(c)
	if err != nil {
		return err
	}
	if back, _ := strconv.ParseInt(f.Line("dua-ra"), 10, 64); back > 0 {
		err = u.Dossiers.TakeBack(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), dossier.ID(back))
		return u.councilDone(c, f, id, err, "Đã đưa hồ sơ ra khỏi cuộc họp.")
	}
	var list []dossier.ID
	for _, s := range f.Values["ho-so"] {
		if d, err := strconv.ParseInt(s, 10, 64); err == nil {
			list = append(list, dossier.ID(d))
		}
	}
	err = u.Dossiers.Bring(c.Ctx(), c.Actor, c.Now, w, id, f.Int("phien-ban"), list)
	return u.councilDone(c, f, id, err, fmt.Sprintf("Đã đưa %d hồ sơ ra Hội đồng.", len(list)))
}

// Vote saves the grid.
func (u *UI) Vote(c *page.Context) error {
	_, id, f, err := u.councilAct(c)
	if err != nil {
		return err
	}
	var in dossier.Votes
	for name := range f.Values {
		key, ok := strings.CutPrefix(name, "phieu-")
		m, n, both := strings.Cut(key, "-")
		if !ok || !both {
			continue
		}
		member, err1 := strconv.ParseInt(m, 10, 64)
		nominee, err2 := strconv.ParseInt(n, 10, 64)
		if err1 != nil || err2 != nil {
			continue
		}
		choice := f.Line(name)
		in.Cells = append(in.Cells, dossier.Ballot{Councillor: member, Nominee: dossier.NomineeID(nominee), Choice: award.Choice(choice), Recuse: choice == "recused", Reason: f.Raw("tranh-" + key)})
	}
	for _, s := range f.Values["tat-ca"] {
		if s == "*" {
			x, err := u.Dossiers.Sitting(c.Ctx(), u.Pool, c.Actor, id)
			if err != nil {
				return err
			}
			for _, n := range x.Nominees {
				in.All = append(in.All, n.ID)
			}
		} else if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			in.All = append(in.All, dossier.NomineeID(n))
		}
	}
	err = u.Dossiers.Vote(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), in)
	return u.councilDone(c, f, id, err, "Đã lưu phiếu.")
}

// CloseMeeting keeps the minutes.
func (u *UI) CloseMeeting(c *page.Context) error {
	_, id, f, err := u.councilAct(c)
	if err != nil {
		return err
	}
	if f.Line("xac-nhan") == "" && f.Int("phien-ban") > 0 { // what cannot be undone is asked twice
		f.Fields.Add("xac-nhan", "Đánh dấu xác nhận: biên bản đã chốt không sửa, không mở lại được.")
		return u.councilDone(c, f, id, f.Fields.Err(), "")
	}
	err = u.Dossiers.CloseMeeting(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), f.Raw("so"), f.Raw("ghi-chu"))
	return u.councilDone(c, f, id, err, "Đã chốt biên bản. Mở từng hồ sơ để ghi kết quả theo phiếu.")
}

// choosable tells whether there are dossiers to choose from.
func (s *sitting) choosable() bool {
	return slices.ContainsFunc(s.x.Dossiers, func(d dossier.Brought) bool { return !d.Here })
}
