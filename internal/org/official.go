package org

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

//go:embed ninh-thuan-2024.csv
var ninhThuan2024 []byte

// Listed is a line of an official list of units: parents precede children
// and are named by their code within the list.
type Listed struct {
	Level  Level
	Code   string
	Name   string
	Kind   string
	Parent string
	From   clock.Day
}

// NinhThuan2024 is the province, its 7 districts and 62 communes in force from
// 01/11/2024 (Nghị quyết 1198/NQ-UBTVQH15), in administrative order.
func NinhThuan2024() ([]Listed, error) { return ParseList(bytes.NewReader(ninhThuan2024)) }

// ParseList reads a list: level,code,name,kind,parent,from with a header
// line; from is yyyy-mm-dd.
func ParseList(r io.Reader) ([]Listed, error) {
	cr := csv.NewReader(r)
	cr.Comment = '#'
	cr.FieldsPerRecord = 6
	rows, err := cr.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("list of units: %w", err)
	}
	var list []Listed
	seen := map[string]bool{"": true}
	for i, row := range rows {
		if i == 0 {
			continue
		}
		from, err := clock.ParseISO(row[5])
		if err != nil {
			return nil, fmt.Errorf("list of units, row %d: %w", i+1, err)
		}
		l := Listed{Level: Level(row[0]), Code: row[1], Name: row[2], Kind: row[3], Parent: row[4], From: from}
		if seen[l.Code] || !seen[l.Parent] {
			return nil, fmt.Errorf("list of units, row %d: code %q twice or empty, or parent %q not above it", i+1, l.Code, l.Parent)
		}
		seen[l.Code] = true
		list = append(list, l)
	}
	return list, nil
}

// LoadUnits opens all units of an official list in a database that has none;
// ids are in the order of the list.
func LoadUnits(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, list []Listed, basis string) ([]UnitID, error) {
	if err := access.CheckRole(a, access.UnitWrite); err != nil {
		return nil, err
	}
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	if len(tree.units) > 0 {
		return nil, fault.New(fault.Invalid, "Cơ sở dữ liệu đã có danh mục đơn vị; không nạp lần thứ hai.")
	}
	ids := make([]UnitID, len(list))
	byCode := map[string]UnitID{}
	for _, level := range []Level{Province, District, Commune} {
		var units []NewUnit
		var at []int
		for i, l := range list {
			if l.Level == level {
				units = append(units, NewUnit{Level: level, Parent: byCode[l.Parent], Ordinal: i, Code: l.Code, Name: l.Name, Kind: l.Kind, From: l.From, Basis: basis})
				at = append(at, i)
			}
		}
		opened, err := OpenUnits(ctx, tx, a, now, units)
		if err != nil {
			return nil, err
		}
		for k, id := range opened {
			ids[at[k]], byCode[list[at[k]].Code] = id, id
		}
	}
	return ids, nil
}
