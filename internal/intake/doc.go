// Package intake owns what comes in by Excel: templates handed out, workbooks
// checked, and the all-or-nothing writing of what was checked.
//
// Table import_batch: checked → running → done | failed, or dropped (by the
// person, or expired). A workbook is read once; what was shown is what is
// written, through the same rules as forms. Nothing is ever half imported. It
// keeps no row of a workbook once that is decided (product §4–§6; members'
// column names: what sister systems export).
package intake
