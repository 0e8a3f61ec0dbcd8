package certificate

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/roster"
	"thidua/internal/summary"
)

// onPaper is the certificate as it is printed: names as the decision has them,
// the authority as it was called on the day it signed.
func (s *Service) onPaper(tree *org.Tree, x *Award) paper.Certificate {
	unit := tree.Name(x.Unit, x.SignedOn)
	authority := "Chủ tịch Ủy ban nhân dân " + unit.Full()
	if u, _ := tree.Unit(x.Unit); u.Level != org.Province {
		authority = "Chủ tịch Ủy ban nhân dân\n" + unit.Full()
	}
	kind := paper.TeamRecipient
	if x.Subject == award.Member {
		kind = paper.MemberRecipient
	}
	c := paper.Certificate{Form: paper.Form(x.Form), Posthumous: x.Posthumous, Authority: authority, Recipient: paper.Recipient{Kind: kind, Name: recipient(x), Place: award.Formal(x.Detail)}, Achievement: x.Merit,
		DecisionNumber: x.Number, DecisionDay: x.SignedOn, GoldenBook: strconv.Itoa(x.Golden), Place: unit.Name, Day: x.SignedOn, SignerTitle: x.SignerTitle, SignerName: x.SignerName,
		Code: summary.ShowCode(x.Code)}
	if s.Lookup != "" && x.Code != "" {
		site := strings.TrimRight(s.Lookup, "/")
		_, host, _ := strings.Cut(site, "://")
		c.URL, c.Where = site+"/xac-minh/"+x.Code, "Tra cứu tại "+host+"/xac-minh"
	}
	if x.Issue > 1 {
		c.Copy = fmt.Sprintf("Cấp lại lần %d", x.Issue-1)
	}
	return c
}

// recipient is whom the certificate names: "Ông Nguyễn Văn An", "Tổ bảo vệ an
// ninh, trật tự thôn 1".
func recipient(x *Award) string {
	if how := x.Gender.Address(); x.Subject == award.Member && how != "" {
		return how + " " + x.Name
	}
	return award.Formal(x.Name)
}

// PDF is one certificate on paper. One that cannot be printed whole is refused
// with fields named by paper.Key.
func (s *Service) PDF(tree *org.Tree, p paper.Print, x *Award) ([]byte, error) {
	var b bytes.Buffer
	err := p.PDF(&b, s.onPaper(tree, x))
	return b.Bytes(), err
}

// Sample is a certificate as a template would print it, with words as long as
// they usually are.
func (s *Service) Sample(tree *org.Tree, unit org.UnitID, form award.Form, now clock.Moment) *Award {
	x := &Award{SignedOn: now.Today, SignerTitle: "Chủ tịch", SignerName: "Nguyễn Văn Mẫu", Issue: 2, Code: "AB12CD34EF56GH78"}
	x.Form, x.Unit, x.Subject, x.Golden, x.Number = form, unit, award.Member, 12, "345/QĐ-UBND"
	x.Name, x.Gender, x.Detail = "Trần Hữu Thiện", roster.Male, "Tổ trưởng Tổ bảo vệ an ninh, trật tự khu phố 5, phường Mẫu"
	x.Merit = "Đã có thành tích xuất sắc trong phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
	return x
}

// drawn reads certificates of a job in its order.
func (s *Service) drawn(ctx context.Context, tree *org.Tree, ids []int64) ([]Award, []paper.Certificate, error) {
	list, err := s.inOrder(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	out := make([]paper.Certificate, len(list))
	for i := range list {
		out[i] = s.onPaper(tree, &list[i])
	}
	return list, out, nil
}
