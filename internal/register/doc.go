// Package register owns the registers of good deeds and of community models,
// and the diary (sổ phát sinh).
//
// Tables good_deed, community_model, model_credit, diary_entry (report reads
// its sums beside the month's cells), and its rows of once. A row
// is current or withdrawn with a reason; nothing is deleted. Indicators 7.1
// and 2.1 count from here (plan, II.2.7 and II.2.2). It refuses future days,
// teams of another commune, an outdated version, and personal numbers in free
// text: no informant identities, no state secrets.
package register
