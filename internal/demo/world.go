package demo

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Today is the demo's first business day: phase 1 is over, its reports are
// due. Second is the other it can stand on: the campaign is over, its closing
// is being prepared. The units are the same on both.
var (
	Today  = clock.NewDay(2025, 2, 5)
	Second = clock.NewDay(2025, 8, 20)
)

// Days are those the demo can stand on.
var Days = []clock.Day{Today, Second}

// Loader is who the demo's bulk rows are written by.
var Loader = access.System("nạp dữ liệu mẫu", access.UnitWrite, access.RosterWrite)

// World is what has been made so far; later steps build on it.
type World struct {
	Tree   *org.Tree
	ByCode map[string]org.UnitID // official codes of the one list loaded

	sizes   map[org.UnitID]int // members planned per commune
	members map[org.UnitID][]member
	people  []int64 // ids of persons, by member.person
	known   *people // everybody invented
}

// Unit is the unit of an official code in the demo's list.
func (w *World) Unit(code string) org.UnitID { return w.ByCode[code] }

//go:embed teams.csv
var teamsCSV []byte

type teamPlan struct {
	code           string
	teams, members int
	names          []string
}

func readTeams() ([]teamPlan, error) {
	r := csv.NewReader(bytes.NewReader(teamsCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("teams.csv: %w", err)
	}
	var list []teamPlan
	for _, row := range rows[1:] {
		p := teamPlan{code: row[0]}
		var err1, err2 error
		p.teams, err1 = strconv.Atoi(row[1])
		p.members, err2 = strconv.Atoi(row[2])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("teams.csv: %v", row)
		}
		for n := range strings.SplitSeq(row[3], ";") {
			if n = strings.TrimSpace(n); n != "" {
				p.names = append(p.names, n)
			}
		}
		list = append(list, p)
	}
	return list, nil
}

// Units loads the official list and opens the 397 teams.
func Units(ctx context.Context, tx pg.Tx, now clock.Moment) (*World, error) {
	list, err := org.NinhThuan2024()
	if err != nil {
		return nil, err
	}
	ids, err := org.LoadUnits(ctx, tx, Loader, now, list, "Nghị quyết 1198/NQ-UBTVQH15")
	if err != nil {
		return nil, err
	}
	w := &World{ByCode: map[string]org.UnitID{}, sizes: map[org.UnitID]int{}, members: map[org.UnitID][]member{}}
	kinds := map[string]string{}
	for i, l := range list {
		w.ByCode[l.Code] = ids[i]
		kinds[l.Code] = l.Kind
	}
	plans, err := readTeams()
	if err != nil {
		return nil, err
	}
	var teams []org.NewUnit
	for _, p := range plans {
		area := "thôn"
		if kinds[p.code] != "xã" {
			area = "khu phố"
		}
		w.sizes[w.ByCode[p.code]] = p.members
		for i := range p.teams {
			name := strconv.Itoa(i + 1)
			if i < len(p.names) {
				name = p.names[i]
			}
			teams = append(teams, org.NewUnit{Level: org.Team, Parent: w.ByCode[p.code], Name: area + " " + name, From: list[0].From,
				Basis: "Quyết định 48/2024/QĐ-UBND"})
		}
	}
	if _, err := org.OpenUnits(ctx, tx, Loader, now, teams); err != nil {
		return nil, err
	}
	w.Tree, err = org.Load(ctx, tx)
	return w, err
}

// communes are all communes with their place in the list, in order.
func (w *World) communes() []org.UnitID { return w.Tree.Communes(w.Tree.Root(Today), Today) }

// under tells whether the commune is of a district.
func (w *World) under(commune org.UnitID, district string) bool {
	return w.key(w.Tree.Ancestor(commune, org.District, Today)) == district
}

// seeded is a random source of its own for each purpose and unit, so that
// adding one kind of row changes no other.
func seeded(purpose, key string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(purpose + "\x00" + key))
	return rand.New(rand.NewPCG(h.Sum64(), 2024))
}

// key names a unit the same on every machine, whatever its id.
func (w *World) key(id org.UnitID) string {
	n := w.Tree.Name(id, Today)
	if n.Code != "" {
		return n.Code
	}
	return w.Tree.Name(w.Tree.Parent(id, Today), Today).Code + "/" + n.Name
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// chance is true p times in 100.
func chance(r *rand.Rand, p int) bool { return r.IntN(100) < p }

// dayIn is a day of [from, to].
func dayIn(r *rand.Rand, from, to clock.Day) clock.Day {
	return from + clock.Day(r.IntN(int(to-from)+1))
}
