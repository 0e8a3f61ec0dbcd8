// Package plan owns the plan as data and the judgement by it.
//
// It holds the definition of a campaign (phases, groups, measures,
// indicators, deadlines), the reporting periods cut from it and the pure
// verdict engine: figures in, verdicts, gaps and standings out, in exact
// integer arithmetic. It refuses definitions that contradict themselves or
// misquote their plan, and versions that reuse a measure's slot or an
// indicator's ordinal. It carries out sections II.2, II.3 and IV.1 of the plan.
package plan
