package dossier

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/pg"
)

// PaperID keys dossier_paper.
type PaperID int64

// Paper is a paper of the dossier as a file.
type Paper struct {
	ID        PaperID          `db:"id"`
	Dossier   ID               `db:"dossier_id"`
	Nominee   *NomineeID       `db:"nominee_id"`
	Kind      string           `db:"kind"`
	Name      string           `db:"name"`
	Digest    []byte           `db:"digest"`
	Added     award.Signature  `db:"added"`
	Withdrawn *award.Signature `db:"withdrawn"`
}

const (
	paperColumns = `p.id, p.dossier_id, p.nominee_id, p.kind, p.name, p.digest, p.added, p.withdrawn`
	sqlPapers    = `SELECT ` + paperColumns + ` FROM dossier_paper p WHERE p.dossier_id = $1 ORDER BY p.id`
)

func papers(ctx context.Context, q pg.Querier, id ID) ([]Paper, error) {
	return pg.List[Paper](ctx, q, sqlPapers, id)
}
