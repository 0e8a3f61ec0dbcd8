package identity

import (
	"thidua/internal/access"
	"thidua/internal/org"
)

var roleNames = map[access.Role]string{
	access.CommunePolice: "Công an cấp xã",
	access.District:      "UBND cấp huyện",
	access.PX03:          "Công an tỉnh (PX03)",
	access.HomeAffairs:   "Sở Nội vụ",
	access.Leader:        "Lãnh đạo tỉnh",
	access.CommuneOffice: "UBND cấp xã",
	access.Admin:         "Quản trị hệ thống",
}

// RoleName is a role in Vietnamese; "" has none.
func RoleName(r access.Role) string {
	if name, ok := roleNames[r]; ok {
		return name
	}
	return string(r)
}

// LevelOf is the level of unit a role belongs to; "" for no role.
func LevelOf(r access.Role) org.Level {
	switch r {
	case access.CommunePolice, access.CommuneOffice:
		return org.Commune
	case access.District:
		return org.District
	case access.PX03, access.HomeAffairs, access.Leader, access.Admin:
		return org.Province
	}
	return ""
}
