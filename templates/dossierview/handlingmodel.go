package dossierview

// Handling is what the deciding side does and sees on a dossier's page.
type Handling struct{}

// NomineeHandling is the same on a nominee's page.
type NomineeHandling struct{}
