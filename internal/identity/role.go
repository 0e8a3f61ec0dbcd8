package identity

import "thidua/internal/access"

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

// Levels of units (unit.level) and how people call them.
var levelNames = map[string]string{
	"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã", "team": "Tổ",
}

// LevelOf is the level of unit a role belongs to; "" for no role.
func LevelOf(r access.Role) string {
	switch r {
	case access.CommunePolice, access.CommuneOffice:
		return "commune"
	case access.District:
		return "district"
	case access.PX03, access.HomeAffairs, access.Leader, access.Admin:
		return "province"
	}
	return ""
}
