package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"time"
)

// client is one connection that asks for the same page again and again. It
// reads and drops the answer without allocating, so that what is measured is
// the server.
type client struct {
	conn    net.Conn
	in      *bufio.Reader
	request []byte
	bytes   int // of the body every answer must have; 0: not known yet
}

// dial connects to a loopback address. Without "Accept-Encoding" the answer
// comes uncompressed.
func dial(address, path, cookie string, header ...string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n", path, address, cookie)
	for _, h := range header {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n")
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 64<<10), request: b.Bytes()}, nil
}

// ask sends the request and reads the whole answer: how long it took and the
// body's bytes on the wire. Anything but 200 with the expected length is an
// error.
func (c *client) ask() (took time.Duration, n int, err error) {
	began := time.Now()
	if err := c.conn.SetDeadline(began.Add(20 * time.Second)); err != nil {
		return 0, 0, err
	}
	if _, err := c.conn.Write(c.request); err != nil {
		return 0, 0, err
	}
	if n, err = c.read(); err != nil {
		return 0, 0, err
	}
	took = time.Since(began)
	if c.bytes > 0 && n != c.bytes {
		return 0, 0, fmt.Errorf("answer of %d bytes, not %d", n, c.bytes)
	}
	return took, n, nil
}

var (
	lengthIs = []byte("Content-Length: ")
	chunked  = []byte("Transfer-Encoding: chunked")
)

func (c *client) read() (int, error) {
	line, err := c.line()
	if err != nil {
		return 0, err
	}
	if !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
		return 0, fmt.Errorf("answer %q", line)
	}
	length, parts := 0, false
	for len(line) > 0 {
		if line, err = c.line(); err != nil {
			return 0, err
		}
		if bytes.Equal(line, chunked) {
			parts = true
		}
		if v, ok := bytes.CutPrefix(line, lengthIs); ok {
			if length, err = strconv.Atoi(string(v)); err != nil {
				return 0, err
			}
		}
	}
	if !parts {
		return c.in.Discard(length)
	}
	for n := 0; ; {
		if line, err = c.line(); err != nil {
			return 0, err
		}
		size, err := strconv.ParseInt(string(line), 16, 32)
		if err != nil {
			return 0, err
		}
		if _, err := c.in.Discard(int(size) + len("\r\n")); err != nil {
			return 0, err
		}
		if size == 0 {
			return n, nil
		}
		n += int(size)
	}
}

func (c *client) line() ([]byte, error) {
	b, err := c.in.ReadSlice('\n')
	return bytes.TrimRight(b, "\r\n"), err
}
