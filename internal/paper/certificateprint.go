package paper

import (
	"fmt"
	"io"
	"strings"
	"time"

	"thidua/internal/fault"
)

// Print is how certificates come on paper: by which template, on white paper
// or on a pre-printed blank, moved by how much for this printer.
type Print struct {
	Template Template
	// Blank prints only what the blank lacks: no border, no emblem and none of
	// the fields that are on it already.
	Blank bool
	Nudge Nudge
	// Emblem is a PNG of the national emblem as the authority uses it; nil
	// leaves its place white, for none is drawn here.
	Emblem []byte
	Made   time.Time // in the file's properties; same input, same bytes
}

// Nudge moves everything on the page, in millimetres; each printer has its own.
type Nudge struct {
	Right float64 `yaml:"right" json:"right"`
	Down  float64 `yaml:"down" json:"down"`
}

// Validate refuses a nudge that no printer needs.
func (n Nudge) Validate() error {
	var refused fault.Fields
	if !within(n.Right, -20, 20) {
		refused.Add("nudge.right", "Dịch ngang phải từ -20 đến 20 mm.")
	}
	if !within(n.Down, -20, 20) {
		refused.Add("nudge.down", "Dịch dọc phải từ -20 đến 20 mm.")
	}
	return refused.Err()
}

// PDF writes certificates, one on a page. Nothing is written where one of them
// is refused.
func (p Print) PDF(w io.Writer, all ...Certificate) error {
	d, err := p.open()
	if err != nil {
		return err
	}
	for i, c := range all {
		if err := d.add(c); err != nil {
			return at(i+1, c, err)
		}
	}
	return d.close(w)
}

// Check refuses, with Vietnamese field errors named by Key, a certificate that
// this template cannot print whole.
func (p Print) Check(c Certificate) error {
	if err := p.validate(); err != nil {
		return err
	}
	_, err := p.compose(c)
	return err
}

func (p Print) validate() error {
	if err := p.Template.Validate(); err != nil {
		return err
	}
	return p.Nudge.Validate()
}

// at says which of many certificates was refused.
func at(number int, c Certificate, err error) error {
	f, ok := fault.Of(err)
	if !ok {
		return fmt.Errorf("certificate %d: %w", number, err)
	}
	message := f.Message
	if len(f.Fields) > 0 {
		message = f.Fields[0].Message
	}
	return &fault.Error{Kind: f.Kind, Message: fmt.Sprintf("Bản thứ %d, %s: %s", number, c.Recipient.called(), message), Fields: f.Fields, Err: f.Err}
}

// mark is one line of text on the page: its left end and baseline.
type mark struct {
	key    Key
	text   string
	face   *face
	size   float64 // points
	red    bool
	rule   bool
	x, y   float64
	length float64
}

// composed is one page before it is drawn.
type composed struct {
	marks      []mark
	emblem, qr *Field
	shrunk     float64 // the least of what the texts kept of their size
}

// tightnesses are tried in turn: 0 sets every text as the template says, 1
// those that follow each other as small as it allows and closer together.
var tightnesses = []float64{0, 0.25, 0.5, 0.75, 1}

// compose places every line of a certificate, or says what it cannot place. Of
// the tightnesses in which all fits it takes that whose most shrunken text is
// largest, the loosest of equals.
func (p Print) compose(c Certificate) (best composed, err error) {
	var refused fault.Fields
	p.want(c, &refused)
	if err := refused.Err(); err != nil {
		return composed{}, err
	}
	for _, tight := range tightnesses {
		page, wrong := p.place(c, tight)
		refused = wrong
		if wrong.Empty() && page.shrunk > best.shrunk {
			best = page
		}
		if best.shrunk == 1 {
			break
		}
	}
	if best.shrunk > 0 {
		return best, nil
	}
	return composed{}, refused.Err()
}

// place is compose in one tightness.
func (p Print) place(c Certificate, tight float64) (page composed, refused fault.Fields) {
	shift, above := 0.0, 0.0
	page.shrunk = 1
	fields := p.Template.Fields
	for i, f := range fields {
		if f.Follows && !(p.Blank && fields[max(i-1, 0)].Preprinted) {
			shift -= (f.Y - above) * closer * tight
		} else {
			shift = 0
		}
		above = f.Y
		full := f.Size
		if f.Follows || i+1 < len(fields) && fields[i+1].Follows {
			f = f.tightened(tight)
		}
		switch {
		case f.Hidden, p.Blank && f.Preprinted:
		case f.Key == KeyEmblem:
			page.emblem = &f
		case f.Key == KeyQR:
			if c.URL != "" {
				page.qr = &f
			}
		default:
			text := c.text(f.Key)
			if text == "" {
				break
			}
			s, message := f.set(text, f.Y+shift)
			if message != "" {
				refused.Add(string(f.Key), message)
				break
			}
			page.shrunk = min(page.shrunk, s.size/full)
			page.marks = append(page.marks, p.lines(f, s, f.Y+shift)...)
			shift += float64(len(s.lines)-1) * s.leading
		}
	}
	for _, m := range page.marks {
		if m.x < 0 || m.y-m.size*point < 0 || m.x+m.length > p.Template.Width || m.y+m.size*point*0.3 > p.Template.Height {
			if !refused.Has(string(m.key)) {
				refused.Add(string(m.key), "“"+m.key.Name()+"” nằm ngoài giấy: hãy sửa vị trí trên mẫu hoặc độ dịch.")
			}
		}
	}
	return page, refused
}

// closer is how much of the room between lines that follow each other a full
// page gives up at most.
const closer = 0.15

// set fits a text into the field, or says in Vietnamese why it can't be.
func (f Field) set(text string, first float64) (set, string) {
	if f.Caps {
		text = strings.ToUpper(text)
	}
	text = f.Label + text
	if letter := faceOf(f.Bold, f.Italic).missing(text); letter != "" {
		return set{}, fmt.Sprintf("“%s” có chữ “%s” (%U) mà phông chữ không in được: hãy gõ lại.", f.Key.Name(), letter, []rune(letter))
	}
	s, ok := f.fit(text, first)
	if !ok {
		return set{}, fmt.Sprintf("“%s” quá dài: không xếp vừa %d dòng rộng %s mm ở cỡ chữ nhỏ nhất %s; hãy rút gọn hoặc sửa mẫu in.",
			f.Key.Name(), max(f.Lines, 1), decimal(f.Width), decimal(f.least()))
	}
	return s, ""
}

// lines are a field's lines on the page.
func (p Print) lines(f Field, s set, first float64) []mark {
	var all []mark
	for i, text := range s.lines {
		m := mark{key: f.Key, text: text, face: faceOf(f.Bold, f.Italic), size: s.size, red: f.Red, rule: f.Rule && i == len(s.lines)-1}
		m.length = m.face.width(text, s.size)
		m.x, m.y = f.X+p.Nudge.Right, first+float64(i)*s.leading+p.Nudge.Down
		switch f.Align {
		case Centre:
			m.x += (f.Width - m.length) / 2
		case Right:
			m.x += f.Width - m.length
		}
		all = append(all, m)
	}
	return all
}

// want refuses a certificate that lacks what the law asks for, or that the
// blank would contradict.
func (p Print) want(c Certificate, refused *fault.Fields) {
	if c.Form != p.Template.Form {
		refused.Add(string(KeyForm), "Mẫu in này dành cho "+p.Template.Form.Name()+".")
	}
	if c.Recipient.Kind != TeamRecipient && c.Recipient.Kind != MemberRecipient {
		refused.Add("kind", "Người được khen phải là tập thể hoặc cá nhân.")
	}
	for _, need := range []struct {
		key   Key
		empty bool
	}{
		{KeyAuthority, cleanLines(c.Authority) == ""},
		{KeyRecipient, cleanLines(c.Recipient.Name) == ""},
		{KeyPlace, cleanLines(c.Recipient.Place) == ""},
		{KeyAchievement, cleanLines(c.Achievement) == ""},
		{KeyDecision, CleanLine(c.DecisionNumber) == "" || c.DecisionDay == 0},
		{KeyGoldenBook, CleanLine(c.GoldenBook) == ""},
		{KeyDate, CleanLine(c.Place) == "" || c.Day == 0},
		{KeySignerTitle, cleanLines(c.SignerTitle) == ""},
		{KeySignerName, CleanLine(c.SignerName) == ""},
	} {
		if need.empty {
			refused.Add(string(need.key), "Chưa có “"+need.key.Name()+"”.")
		}
	}
	if c.Posthumous && p.Blank {
		for _, f := range p.Template.Fields {
			if f.Key == KeyVerb && f.Preprinted && !f.Hidden {
				refused.Add(string(KeyVerb), "Phôi đã in sẵn chữ “TẶNG”, không in được “TRUY TẶNG”: hãy in trên giấy trắng hoặc dùng phôi chưa in dòng này.")
			}
		}
	}
}

// decimal writes millimetres and points: "2,5".
func decimal(v float64) string {
	return strings.Replace(fmt.Sprintf("%g", v), ".", ",", 1)
}
