package fault

import (
	"errors"
	"testing"
)

// One check's refusals join another's; what is no refusal of fields goes first.
func TestTake(t *testing.T) {
	var f, other Fields
	f.Add("so", "Nhập số.")
	other.Add("ngay", "Nhập ngày.")
	other.Add("so", "Số đã dùng.")
	if err := f.Take(other.Err()); err != nil {
		t.Fatal(err)
	}
	if err := f.Take(nil); err != nil {
		t.Fatal(err)
	}
	e, ok := Of(f.Err())
	if !ok || e.Kind != Invalid || len(e.Fields) != 3 || e.Fields[1] != (Field{"ngay", "Nhập ngày."}) || e.Fields[2] != (Field{"so", "Số đã dùng."}) {
		t.Errorf("%+v", e)
	}
	for _, err := range []error{errors.New("lost"), Missing()} {
		if got := f.Take(err); got != err {
			t.Errorf("%v is handed back as %v", err, got)
		}
	}
}
