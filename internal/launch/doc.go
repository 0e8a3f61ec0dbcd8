// Package launch owns phát động: each phase is launched by the province to all
// units at once, by each district (a commune from the day districts end) to
// its communes with a document of its own, and acknowledged by each commune.
//
// Tables launch and launch_receipt; one of each a unit and phase, neither is
// changed afterwards. It refuses a launch before the one above it, an
// acknowledgement before the launch, and the level that does not hold the duty
// on the day. A Shelf keeps them in the process at the plan's revision. Plan,
// part II.3 (a slogan each phase) and IV.1; product §9.
package launch
