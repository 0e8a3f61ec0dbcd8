package register

import (
	"bufio"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that make the picture; texts, times, EXIF, further
// frames and private chunks are left out.
var pngKept = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true,
	"iCCP": true, "cICP": true, "sBIT": true, "bKGD": true, "pHYs": true}

// maxExif bounds an eXIf chunk read for its orientation.
const maxExif = 1 << 20

// cleanPNG copies what makes the picture; of EXIF only the orientation stays.
// Whatever follows the end is left out. Nothing is re-encoded.
func cleanPNG(r *bufio.Reader, w *bufio.Writer) (picture, error) {
	p := pngReader{r: r, w: w}
	err := p.run()
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errTorn
	}
	return p.size, err
}

type pngReader struct {
	r    *bufio.Reader
	w    *bufio.Writer
	size picture
	data bool
}

func (p *pngReader) run() error {
	sig := make([]byte, len(pngSignature))
	if _, err := io.ReadFull(p.r, sig); err != nil || string(sig) != pngSignature {
		return errTorn
	}
	if _, err := p.w.Write(sig); err != nil {
		return err
	}
	for first := true; ; first = false {
		var head [8]byte
		if _, err := io.ReadFull(p.r, head[:]); err != nil {
			return err
		}
		n, kind := int64(binary.BigEndian.Uint32(head[:])), string(head[4:])
		if n > MaxFile || first != (kind == "IHDR") {
			return errTorn
		}
		if err := p.chunk(head, n, kind); err != nil {
			return err
		}
		if kind == "IEND" {
			if !p.data || n != 0 {
				return errTorn
			}
			return nil
		}
	}
}

func (p *pngReader) chunk(head [8]byte, n int64, kind string) error {
	sum := crc32.NewIEEE()
	_, _ = sum.Write(head[4:])
	body := io.TeeReader(io.LimitReader(p.r, n), sum)
	var exif []byte
	switch {
	case kind == "IHDR":
		if n != 13 {
			return errTorn
		}
		var h [13]byte
		if _, err := io.ReadFull(body, h[:]); err != nil {
			return err
		}
		w, hgt := binary.BigEndian.Uint32(h[:]), binary.BigEndian.Uint32(h[4:])
		if w > 1<<30 || hgt > 1<<30 {
			return errTorn
		}
		p.size = picture{int(w), int(hgt)}
		if err := p.size.check(); err != nil {
			return err
		}
		if err := p.put(head[:], h[:]); err != nil {
			return err
		}
	case pngKept[kind]:
		p.data = p.data || kind == "IDAT"
		if err := p.put(head[:]); err != nil {
			return err
		}
		if m, err := io.Copy(p.w, body); err != nil || m != n {
			return torn(err)
		}
	case kind == "eXIf" && n <= maxExif && !p.data:
		var err error
		if exif, err = io.ReadAll(body); err != nil || int64(len(exif)) != n {
			return torn(err)
		}
	default:
		if m, err := io.Copy(io.Discard, body); err != nil || m != n {
			return torn(err)
		}
	}
	var crc [4]byte
	if _, err := io.ReadFull(p.r, crc[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(crc[:]) != sum.Sum32() {
		return errTorn
	}
	if o := orientation(exif); o > 1 {
		return p.put(pngChunk("eXIf", exifOf(o)))
	}
	if pngKept[kind] {
		return p.put(crc[:])
	}
	return nil
}

func torn(err error) error {
	if err == nil {
		return errTorn
	}
	return err
}

func (p *pngReader) put(parts ...[]byte) error {
	for _, b := range parts {
		if _, err := p.w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

func pngChunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}
