package register

import (
	"bufio"
	"encoding/binary"
	"io"
	"strconv"

	"thidua/internal/vi"
)

// picture is the size of an image, before its orientation is applied.
type picture struct{ width, height int }

func (p picture) check() error {
	switch {
	case p.width <= 0 || p.height <= 0:
		return errTorn
	case int64(p.width)*int64(p.height) > MaxPixels:
		return refuse("Ảnh quá lớn: " + vi.Int(int64(p.width)) + " × " + vi.Int(int64(p.height)) + " điểm ảnh, tối đa " +
			strconv.Itoa(MaxPixels/1_000_000) + " triệu điểm ảnh. Thu nhỏ ảnh rồi gửi lại.")
	}
	return nil
}

// Markers of a JPEG that matter here.
const (
	mSOI, mEOI, mSOS    = 0xd8, 0xd9, 0xda
	mDHT, mDQT, mDRI    = 0xc4, 0xdb, 0xdd
	mAPP0, mAPP1, mAPP2 = 0xe0, 0xe1, 0xe2
	mAPP14, mAPP15      = 0xee, 0xef
	mCOM                = 0xfe
)

// cleanJPEG copies what makes the picture: tables, frame, scans, colour
// profile. Comments, EXIF with its place and thumbnail, XMP, IPTC, further
// pictures and whatever follows the end are left out; of EXIF only the
// orientation stays, so that no photo turns sideways. Nothing is re-encoded.
func cleanJPEG(r *bufio.Reader, w *bufio.Writer) (picture, error) {
	j := jpegReader{r: r, w: w, payload: make([]byte, 0, 1<<16)}
	err := j.run()
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errTorn
	}
	return j.size, err
}

type jpegReader struct {
	r       *bufio.Reader
	w       *bufio.Writer
	payload []byte
	size    picture
	framed  bool
	scanned bool
	turned  bool
}

func (j *jpegReader) run() error {
	var soi [2]byte
	if _, err := io.ReadFull(j.r, soi[:]); err != nil || soi != [2]byte{0xff, mSOI} {
		return errTorn
	}
	if _, err := j.w.Write(soi[:]); err != nil {
		return err
	}
	m, err := j.marker()
	for err == nil && m != mEOI {
		m, err = j.segment(m)
	}
	if err != nil {
		return err
	}
	if !j.scanned {
		return errTorn
	}
	_, err = j.w.Write([]byte{0xff, mEOI})
	return err
}

// marker reads the next marker, past fill bytes.
func (j *jpegReader) marker() (byte, error) {
	b, err := j.r.ReadByte()
	if err != nil {
		return 0, err
	}
	if b != 0xff {
		return 0, errTorn
	}
	for b == 0xff && err == nil {
		b, err = j.r.ReadByte()
	}
	return b, err
}

// segment handles one marker's segment and gives the next marker.
func (j *jpegReader) segment(m byte) (byte, error) {
	var n [2]byte
	if m < 0xc0 || m >= 0xd0 && m <= mSOI {
		return 0, errTorn
	}
	if _, err := io.ReadFull(j.r, n[:]); err != nil {
		return 0, err
	}
	length := int(binary.BigEndian.Uint16(n[:])) - 2
	if length < 0 {
		return 0, errTorn
	}
	j.payload = j.payload[:length]
	if _, err := io.ReadFull(j.r, j.payload); err != nil {
		return 0, err
	}
	if err := j.keep(m, j.payload); err != nil {
		return 0, err
	}
	if m == mSOS {
		return j.scan()
	}
	return j.marker()
}

func (j *jpegReader) keep(m byte, p []byte) error {
	switch {
	case m == 0xc0 || m == 0xc1 || m == 0xc2:
		if j.framed || len(p) < 6 {
			return errTorn
		}
		j.framed = true
		j.size = picture{width: int(binary.BigEndian.Uint16(p[3:])), height: int(binary.BigEndian.Uint16(p[1:]))}
		if err := j.size.check(); err != nil {
			return err
		}
		return j.write(m, p)
	case m == mSOS:
		if !j.framed {
			return errTorn
		}
		j.scanned = true
		return j.write(m, p)
	case m == mDHT, m == mDQT, m == mDRI:
		return j.write(m, p)
	case m == mAPP0 && len(p) >= 14 && string(p[:5]) == "JFIF\x00": // without its thumbnail
		head := [14]byte{}
		copy(head[:12], p)
		return j.write(m, head[:])
	case m == mAPP1 && len(p) > 6 && string(p[:6]) == "Exif\x00\x00":
		if o := orientation(p[6:]); o > 1 && !j.turned {
			j.turned = true
			return j.write(m, append([]byte("Exif\x00\x00"), exifOf(o)...))
		}
		return nil
	case m == mAPP2 && len(p) > 12 && string(p[:12]) == "ICC_PROFILE\x00":
		return j.write(m, p)
	case m == mAPP14 && len(p) >= 12 && string(p[:5]) == "Adobe": // how colours are stored
		return j.write(m, p[:12])
	case m >= mAPP0 && m <= mAPP15, m == mCOM:
		return nil
	}
	return refuse("Ảnh JPEG này thuộc loại hiếm, trình duyệt không xem được. Lưu lại thành JPEG thường hoặc PNG rồi gửi.")
}

func (j *jpegReader) write(m byte, p []byte) error {
	head := [4]byte{0xff, m}
	binary.BigEndian.PutUint16(head[2:], uint16(len(p)+2))
	if _, err := j.w.Write(head[:]); err != nil {
		return err
	}
	_, err := j.w.Write(p)
	return err
}

// scan copies coded data up to the next marker that is not part of it.
func (j *jpegReader) scan() (byte, error) {
	for {
		part, err := j.r.ReadSlice(0xff)
		if err == bufio.ErrBufferFull {
			if _, err := j.w.Write(part); err != nil {
				return 0, err
			}
			continue
		}
		if err != nil {
			return 0, err
		}
		if _, err := j.w.Write(part[:len(part)-1]); err != nil {
			return 0, err
		}
		next := byte(0xff)
		for next == 0xff { // fill bytes
			if next, err = j.r.ReadByte(); err != nil {
				return 0, err
			}
		}
		if next != 0 && (next < 0xd0 || next > 0xd7) {
			return next, nil
		}
		if _, err := j.w.Write([]byte{0xff, next}); err != nil {
			return 0, err
		}
	}
}

// orientation reads the orientation of EXIF data (from its TIFF header on); 1
// where there is none.
func orientation(t []byte) byte {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(t[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(t[4:]))
	if at < 8 || at+2 > int64(len(t)) {
		return 1
	}
	n := int64(order.Uint16(t[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > int64(len(t)) {
			return 1
		}
		if order.Uint16(t[e:]) == 0x0112 && order.Uint16(t[e+2:]) == 3 && order.Uint32(t[e+4:]) == 1 {
			if v := order.Uint16(t[e+8:]); v >= 1 && v <= 8 {
				return byte(v)
			}
			return 1
		}
	}
	return 1
}

// exifOf is EXIF data that says the orientation and nothing else.
func exifOf(orientation byte) []byte {
	return []byte{'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0}
}
