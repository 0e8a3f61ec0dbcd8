package demo_test

import (
	"testing"
	"time"

	"thidua/internal/demo"
	"thidua/internal/web/webtest"
)

func TestSecond(t *testing.T) {
	began := time.Now()
	s := webtest.StartAt(t, demo.Second)
	t.Log(time.Since(began), s.URL)
}
