package access

// Role is what a person is appointed to at a unit.
type Role string

// The roles of product design §1.
const (
	CommunePolice Role = "commune_police"
	District      Role = "district"
	PX03          Role = "px03"
	HomeAffairs   Role = "home_affairs"
	Leader        Role = "leader"
	CommuneOffice Role = "commune_office"
	Admin         Role = "admin"
)

// Roles in the order tables print them.
var Roles = []Role{CommunePolice, District, PX03, HomeAffairs, Leader, CommuneOffice, Admin}

// Action is one thing a person may do.
type Action string

// The actions; the policy table below is the only place that grants them.
const (
	Self         Action = "self"          // own password, sessions, home
	PlanRead     Action = "plan.read"     // the campaign and its targets
	UnitRead     Action = "unit.read"     // units and teams
	UnitWrite    Action = "unit.write"    // open, close, rename and move units
	RosterRead   Action = "roster.read"   // members of teams
	RosterWrite  Action = "roster.write"  // enrol and release members
	DeedRead     Action = "deed.read"     // good deeds and community models
	DeedWrite    Action = "deed.write"    // add and edit them
	ReportRead   Action = "report.read"   // monthly reports and their cells
	ReportEnter  Action = "report.enter"  // fill, submit, recall
	ReportReview Action = "report.review" // take, return, accept
	ReportExtend Action = "report.extend" // open a closed month again for one unit
	ScoreRead    Action = "score.read"    // scorecard, explanations, progress
	UserManage   Action = "user.manage"   // accounts and appointments
	AuditRead    Action = "audit.read"    // the audit
	TargetRead   Action = "target.read"   // targets assigned beside the plan's
	TargetWrite  Action = "target.write"  // assign and end them
	LaunchRead   Action = "launch.read"   // launches of the phases and who has them
	LaunchWrite  Action = "launch.write"  // launch a phase to all below
	LaunchAnswer Action = "launch.answer" // say that a launch was received
	TeamWrite    Action = "team.write"    // open, rename and close teams
	DiaryRead    Action = "diary.read"    // the diary (sổ phát sinh)
	DiaryWrite   Action = "diary.write"   // write in it and withdraw
	FileImport   Action = "file.import"   // hand in filled workbooks

	SummaryRead   Action = "summary.read"   // phase reports and their documents
	SummaryWrite  Action = "summary.write"  // compile, tell, send
	SummaryReview Action = "summary.review" // accept or return those below
	SummaryUrge   Action = "summary.urge"   // nudge who is late
	SummaryFreeze Action = "summary.freeze" // freeze, correct afterwards, register the signed copy

	QuestionRead   Action = "question.read"   // difficulties asked upwards
	QuestionAsk    Action = "question.ask"    // ask, withdraw
	QuestionAnswer Action = "question.answer" // answer those below

	GuideRead   Action = "guide.read"    // issued award criteria
	GuideDraft  Action = "guide.draft"   // draft them, try them out
	GuideAgree  Action = "guide.agree"   // agree, issue
	AwardRead   Action = "award.read"    // eligibility, dossiers, decisions, awards
	AwardPut    Action = "award.propose" // make a dossier and send it
	AwardOpine  Action = "award.opine"   // opinion on Bằng khen
	AwardJudge  Action = "award.judge"   // review or appraise, council
	CouncilRead Action = "council.read"  // a council's meetings; who does not judge reads kept minutes
	AwardDecide Action = "award.decide"  // list, record and apply the own chair's decisions
	AwardPrint  Action = "award.print"   // certificates, re-issue, revoke
	AwardSet    Action = "award.set"     // law, limits, money: the settings
	SignerWrite Action = "signer.write"  // who may sign for the unit, and when
	CaseRead    Action = "case.read"     // pending discipline and complaints
	CaseWrite   Action = "case.write"    // record and conclude them
	HistoryRead Action = "history.read"  // award history, statistics
	HistoryPut  Action = "history.write" // awards of other campaigns, as their papers say
)

// Reach says over which units a role may do an action.
type Reach int

// None is the zero Reach: what the table does not grant is refused.
const (
	None    Reach = iota
	Own           // the appointment's own unit only
	Subtree       // that unit and all below it
)

func (r Reach) String() string {
	return [...]string{"–", "đơn vị mình", "đơn vị mình và cấp dưới"}[r]
}

// policy is THE table: role × action → reach. UnitWrite is granted to jobs
// alone until its screens come.
var policy = map[Action]map[Role]Reach{
	Self:         {CommunePolice: Own, District: Own, PX03: Own, HomeAffairs: Own, Leader: Own, CommuneOffice: Own, Admin: Own},
	PlanRead:     {CommunePolice: Own, District: Own, PX03: Own, HomeAffairs: Own, Leader: Own, CommuneOffice: Own, Admin: Own},
	UnitRead:     {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree, Admin: Subtree},
	RosterRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, CommuneOffice: Subtree},
	RosterWrite:  {CommunePolice: Own},
	DeedRead:     {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	DeedWrite:    {CommunePolice: Own},
	ReportRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	ReportEnter:  {CommunePolice: Own},
	ReportReview: {District: Own, PX03: Own},
	ReportExtend: {District: Subtree, PX03: Subtree},
	ScoreRead:    {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	UserManage:   {Admin: Subtree},
	AuditRead:    {Admin: Subtree},
	TargetRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	TargetWrite:  {District: Own, CommuneOffice: Own},
	LaunchRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	LaunchWrite:  {District: Own, PX03: Own, CommuneOffice: Own},
	LaunchAnswer: {CommunePolice: Own},
	TeamWrite:    {CommunePolice: Own},
	DiaryRead:    {CommunePolice: Subtree, District: Subtree, PX03: Subtree, CommuneOffice: Subtree},
	DiaryWrite:   {CommunePolice: Own},
	FileImport:   {CommunePolice: Own},

	SummaryRead:   {District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	SummaryWrite:  {District: Own, PX03: Own, CommuneOffice: Own},
	SummaryReview: {PX03: Own},
	SummaryUrge:   {District: Subtree, PX03: Subtree},
	SummaryFreeze: {PX03: Own},

	QuestionRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, CommuneOffice: Subtree},
	QuestionAsk:    {CommunePolice: Own, District: Own, CommuneOffice: Own},
	QuestionAnswer: {PX03: Subtree, HomeAffairs: Subtree},

	GuideRead:   {CommunePolice: Own, District: Own, PX03: Own, HomeAffairs: Own, Leader: Own, CommuneOffice: Own},
	GuideDraft:  {PX03: Own, HomeAffairs: Own},
	GuideAgree:  {HomeAffairs: Own},
	AwardRead:   {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	AwardPut:    {CommunePolice: Own, District: Own, CommuneOffice: Own},
	AwardOpine:  {PX03: Subtree},
	AwardJudge:  {District: Subtree, HomeAffairs: Subtree, CommuneOffice: Subtree},
	CouncilRead: {District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	AwardDecide: {District: Own, HomeAffairs: Own, CommuneOffice: Own},
	AwardPrint:  {District: Own, HomeAffairs: Own, CommuneOffice: Own},
	AwardSet:    {HomeAffairs: Own},
	SignerWrite: {District: Own, HomeAffairs: Own, CommuneOffice: Own},
	CaseRead:    {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, CommuneOffice: Subtree},
	CaseWrite:   {CommunePolice: Own, District: Subtree, PX03: Subtree, HomeAffairs: Subtree},
	HistoryRead: {CommunePolice: Subtree, District: Subtree, PX03: Subtree, HomeAffairs: Subtree, Leader: Subtree, CommuneOffice: Subtree},
	HistoryPut:  {CommunePolice: Subtree, District: Subtree, HomeAffairs: Subtree, CommuneOffice: Subtree},
}

// Actions in the order tables print them.
var Actions = []Action{Self, PlanRead, UnitRead, UnitWrite, RosterRead, RosterWrite, DeedRead, DeedWrite, ReportRead, ReportEnter,
	ReportReview, ReportExtend, ScoreRead, UserManage, AuditRead, TargetRead, TargetWrite, LaunchRead, LaunchWrite, LaunchAnswer, TeamWrite, DiaryRead, DiaryWrite, FileImport,
	SummaryRead, SummaryWrite, SummaryReview, SummaryUrge, SummaryFreeze, QuestionRead, QuestionAsk, QuestionAnswer,
	GuideRead, GuideDraft, GuideAgree, AwardRead, AwardPut, AwardOpine, AwardJudge, CouncilRead, AwardDecide, AwardPrint, AwardSet, SignerWrite, CaseRead, CaseWrite, HistoryRead, HistoryPut}

// ReachOf is what the table grants.
func ReachOf(role Role, action Action) Reach { return policy[action][role] }
