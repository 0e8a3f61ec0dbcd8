// Package award owns the rules by which Giấy khen and Bằng khen are proposed,
// guarded, paid, voted on, decided and taken back: pure rules, without a table.
//
// States: a guide is draft → agreed → issued; dossiers, nominees, decisions
// and certificates have machines of their own (dossier.go, nominee.go,
// decision.go, certificate.go). It refuses both forms for one occasion, one
// achievement twice, a nominee with a pending case, a form the phase does not
// give, and any result before its decision is applied. Plan, parts III.2 and
// IV.2; product §8; Luật Thi đua, khen thưởng, Điều 5, 74, 75, 80.
package award
