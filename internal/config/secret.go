package config

import (
	"math"
	"strconv"
	"strings"
)

const (
	minSecret = 32 // bytes
	minBits   = 90 // by the letters' own frequencies: 32 random hex digits have about 115
)

func (p *parser) secret(required bool) []byte {
	s := p.getenv(Secret)
	if s == "" {
		if required {
			p.refuse(Secret, "chưa đặt; tạo bằng lệnh: openssl rand -hex 32 (not set)")
		}
		return nil
	}
	switch {
	case len(s) < minSecret:
		p.refuse(Secret, "chỉ có "+strconv.Itoa(len(s))+" byte, cần ít nhất 32; tạo bằng lệnh: openssl rand -hex 32 (too short)")
	case guessable(s):
		p.refuse(Secret, "dễ đoán; tạo bằng lệnh: openssl rand -hex 32 (weak or repetitive)")
	}
	return []byte(s)
}

// guessable finds secrets nobody drew at random: few different letters, a
// block repeated, runs like abcdef or 012345, and the words people put there
// meaning to change them.
func guessable(s string) bool {
	return bits(s) < minBits || repeats(s) || runs(s) || placeholder(s)
}

// bits is the length times the entropy of the secret's own letters.
func bits(s string) float64 {
	var count [256]int
	for i := range len(s) {
		count[s[i]]++
	}
	sum := 0.0
	for _, n := range count {
		if n > 0 {
			sum -= float64(n) * math.Log2(float64(n)/float64(len(s)))
		}
	}
	return sum
}

// repeats tells whether the secret is one block over and over (the last one
// may be cut off).
func repeats(s string) bool {
	for n := 1; n <= len(s)/2; n++ {
		if s[n:] == s[:len(s)-n] {
			return true
		}
	}
	return false
}

// runs tells whether half of all steps from letter to letter are by one, up or
// down.
func runs(s string) bool {
	n := 0
	for i := 1; i < len(s); i++ {
		if d := int(s[i]) - int(s[i-1]); d == 1 || d == -1 {
			n++
		}
	}
	return n*2 >= len(s)-1
}

func placeholder(s string) bool {
	plain := strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(s))
	for _, w := range []string{"changeme", "changethis", "replaceme", "password", "matkhau", "secretkey", "yoursecret", "thidua", "example"} {
		if strings.Contains(plain, w) {
			return true
		}
	}
	return false
}
