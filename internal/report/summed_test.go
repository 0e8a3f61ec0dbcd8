package report

import (
	"reflect"
	"testing"

	"thidua/internal/plan"
)

// What pack writes boards read, zeros and emptiness included.
func TestPackedSums(t *testing.T) {
	var u unpacker
	for want, s := range map[string]plan.CommuneSum{
		"13;22,0,999999999999;0,2,0;0,13;4,0": {Teams: 13, Sums: []int64{22, 0, 999_999_999_999}, Missing: []int32{0, 2, 0}, Meeting: []int32{0, 13}, Failing: []int32{4, 0}},
		"1;0,0,0;;0,0;":                       {Teams: 1, Sums: []int64{0, 0, 0}, Missing: []int32{0, 0, 0}, Meeting: []int32{0, 0}, Failing: []int32{0, 0}},
		"0;7;1;0;":                            {Teams: 0, Sums: []int64{7}, Missing: []int32{1}, Meeting: []int32{0}, Failing: []int32{0}},
		"2;1;;2;":                             {Teams: 2, Sums: []int64{1}, Missing: []int32{0}, Meeting: []int32{2}, Failing: []int32{0}},
	} {
		if got := pack(&s); got != want {
			t.Errorf("%+v packed as %q, want %q", s, got, want)
		}
		got, err := u.sum([]byte(want))
		if err != nil || !reflect.DeepEqual(*got, s) {
			t.Errorf("%q read as %+v, %v; want %+v", want, got, err, s)
		}
	}
}

// Many sums out of one unpacker do not run into each other.
func TestUnpackerKeepsEarlierSums(t *testing.T) {
	var u unpacker
	var all []*plan.CommuneSum
	for range 500 {
		s, err := u.sum([]byte("2;1,2,3;;4,5;6,7"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	want := plan.CommuneSum{Teams: 2, Sums: []int64{1, 2, 3}, Missing: []int32{0, 0, 0}, Meeting: []int32{4, 5}, Failing: []int32{6, 7}}
	for i, s := range all {
		if !reflect.DeepEqual(*s, want) {
			t.Fatalf("sum %d became %+v", i, *s)
		}
	}
}

func TestUnpackRefuses(t *testing.T) {
	for _, s := range []string{"", "1", "1;2", "1;2;3;4", ";1;;1;", "1,2;1;;1;", "1;1,;;1;", "1;,1;;1;", "1;-1;;1;", "1;x;;1;", "1;1;;1;;", "1;1;;1;1;", "1;1;;1;1,", "1;1,2;3;1;", "1;1;;1;2,3",
		"1;99999999999999999999;;1;"} {
		var u unpacker
		if got, err := u.sum([]byte(s)); err == nil {
			t.Errorf("%q read as %+v", s, *got)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte("13;22,0;;0,13;4,0"))
	f.Add([]byte("1;;;;"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var u unpacker
		s, err := u.sum(b)
		if err == nil && (len(s.Failing) != len(s.Meeting) || len(s.Missing) != len(s.Sums)) {
			t.Errorf("%q read as %+v", b, *s)
		}
	})
}
