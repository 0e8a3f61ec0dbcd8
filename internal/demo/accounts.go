package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// Password is every demo account's.
const Password = "ThiDua@2025"

// Login is a demo account as it is told at the start.
type Login struct{ Login, Office string }

// Logins are the six accounts people try the roles with.
var Logins = []Login{
	{"xa", "Công an phường Kinh Dinh (nhập báo cáo tháng)"},
	{"huyen", "UBND thành phố Phan Rang – Tháp Chàm (duyệt báo cáo tháng)"},
	{"px03", "Phòng PX03, Công an tỉnh Ninh Thuận"},
	{"noivu", "Sở Nội vụ tỉnh Ninh Thuận"},
	{"lanhdao", "Lãnh đạo tỉnh Ninh Thuận"},
	{"quantri", "Quản trị hệ thống"},
}

// The units the named accounts work at.
const (
	homeCommune  = "22759" // phường Kinh Dinh
	homeDistrict = "582"
)

// People are the user ids of the demo's offices.
type People struct {
	Commune  map[org.UnitID]int64 // police officer of each commune
	District map[org.UnitID]int64
	Names    map[int64]string
}

var ranksOf = []string{"Thiếu tá", "Đại úy", "Thượng úy", "Trung tá"}

// Accounts makes the six named accounts and one officer for every other
// commune and district. hash is Password's.
func Accounts(ctx context.Context, tx pg.Tx, now clock.Moment, w *World, hash string) (People, error) {
	p := People{Commune: map[org.UnitID]int64{}, District: map[org.UnitID]int64{}, Names: map[int64]string{}}
	add := func(login, title string, role access.Role, unit org.UnitID) (int64, error) {
		r := seeded("account", login)
		gender := roster.Male
		if chance(r, 35) {
			gender = roster.Female
		}
		profile := identity.Profile{Name: inventName(r, gender, "", ""), Title: title, Phone: fmt.Sprintf("0900 000 %03d", r.IntN(1000))}
		id, err := identity.Insert(ctx, tx, now, identity.Account{Login: login, Profile: profile, Hash: hash,
			Appointments: []identity.NewAppointment{{Role: role, UnitID: int64(unit), From: clock.NewDay(2024, 11, 1), Basis: "Dữ liệu minh họa"}}})
		p.Names[id] = profile.Name
		return id, err
	}
	root := w.Tree.Root(Today)
	for _, d := range w.Tree.Children(root, Today) {
		login := "huyen-" + w.Tree.Name(d, Today).Code
		if w.Tree.Name(d, Today).Code == homeDistrict {
			login = "huyen"
		}
		id, err := add(login, "", access.District, d)
		if err != nil {
			return p, err
		}
		p.District[d] = id
	}
	for _, c := range w.communes() {
		code := w.Tree.Name(c, Today).Code
		login := "xa-" + code
		if code == homeCommune {
			login = "xa"
		}
		id, err := add(login, pick(seeded("rank", login), ranksOf), access.CommunePolice, c)
		if err != nil {
			return p, err
		}
		p.Commune[c] = id
	}
	for _, x := range []struct {
		login, title string
		role         access.Role
	}{{"px03", "Trung tá", access.PX03}, {"noivu", "", access.HomeAffairs}, {"lanhdao", "", access.Leader}, {"quantri", "", access.Admin}} {
		if _, err := add(x.login, x.title, x.role, root); err != nil {
			return p, err
		}
	}
	return p, nil
}
