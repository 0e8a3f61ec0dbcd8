package ui

// Score is the point sheet of a subject.
type Score struct {
	Errors  []Error
	Total   string
	Rows    []ScoreRow
	Sums    []ScoreRow // below it: given, taken off, total
	Offs    []ScoreRow
	Said    []string
	Version string
	Hidden  []Kept
	Self    string // address of the self-score's form, "" for none
	Verify  string
}

// ScoreRow is an item or a deduction.
type ScoreRow struct {
	No, Code, Text, Max string
	Self, Verified      string
	Words               string
	SelfField           *Field
	WordsField          *Field
	VerifyField         *Field
}
