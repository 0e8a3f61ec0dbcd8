// Package org owns units and teams: what exists, what it is called and whom it
// belongs to, on any day.
//
// Tables unit, unit_name, unit_link and team_area, all dated; a unit is keyed
// by its own id, never by code or name. Reads go through Tree, a snapshot kept in the
// process and renewed by revision 'org'. It refuses two names or two parents
// at once, and closing a unit that still has others below it (product §4).
package org
