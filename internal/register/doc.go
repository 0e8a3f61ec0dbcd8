// Package register owns the diary (sổ phát sinh) and the registers of good
// deeds and of community models,
// their recognitions, the members they credit, and their evidence files.
//
// Tables diary_entry (report reads its sums beside the month's cells),
// good_deed, community_model, model_credit, deed_person, model_person,
// recognition, evidence_file, evidence_chunk, evidence_link, and its rows of
// once. Rows are current or withdrawn with a reason; nothing is deleted.
// Indicators 7.1 and 2.1 count from here (plan, II.2.7 and II.2.2). It refuses
// future days, teams of another commune, an outdated version, personal numbers
// in free text, and files that are not what their content must be: no
// informant identities, no state secrets.
package register
