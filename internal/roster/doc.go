// Package roster owns people and their services in teams.
//
// Tables person and service. A service runs during [joined, left); a person
// serves in one team at a time and a team has one head at a time, held by
// constraints. Citizen ids are shown masked, each full view is audited. It
// warns, and never refuses, at over 70 or an id that does not fit birth year
// and gender. Ethnicity, religion and health are not collected (product §4;
// Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở, Điều 13, 16, 17).
package roster
