// Package assets embeds what browsers load: one style sheet (css/*.css joined
// in the order of their names), a few scripts, the icon. URLs carry a content hash, so they are cached for a year and never
// stale. Versions and licences of what is not our own: static/VENDORED.md.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var files embed.FS

// Prefix is the URL path all assets live under.
const Prefix = "/tai-nguyen/"

type asset struct {
	body []byte
	kind string
}

var (
	urls   = map[string]string{} // "css/app.css" → "/tai-nguyen/css/app.0123456789ab.css"
	byPath = map[string]asset{}  // the URL → its bytes
)

func init() {
	var sheet []byte
	err := fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".md") {
			return err
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(name, "static/")
		if path.Ext(rel) == ".css" {
			sheet = append(sheet, b...) // in the order of their names
			return nil
		}
		add(rel, b)
		return nil
	})
	if err != nil {
		panic(err)
	}
	add("css/app.css", sheet)
}

func add(rel string, b []byte) {
	sum := sha256.Sum256(b)
	ext := path.Ext(rel)
	url := Prefix + strings.TrimSuffix(rel, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	urls[rel] = url
	byPath[url] = asset{b, mime.TypeByExtension(ext)}
}

// URL is the hashed address of a file below static; a name that is not there
// is a programming error.
func URL(name string) string {
	u, ok := urls[name]
	if !ok {
		panic("assets: no file " + name)
	}
	return u
}

// Handler serves the hashed addresses and nothing else.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := byPath[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		_, _ = w.Write(a.body)
	})
}
