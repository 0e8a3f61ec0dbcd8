// Package migrations embeds the numbered SQL pairs that make the schema.
//
// Each file belongs to one capability (named in it); tables are owned by that
// capability's package. A migration that has been released is never edited.
package migrations

import "embed"

// FS holds NNNN_name.up.sql and NNNN_name.down.sql.
//
//go:embed *.up.sql *.down.sql
var FS embed.FS
