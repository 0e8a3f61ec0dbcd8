package dossier

import (
	"slices"

	"thidua/internal/award"
)

// Needed is a paper of the checklist and whether it is there.
type Needed struct {
	Kind     string
	Name     string
	Required bool
	Made     bool // by the program; what is signed of it is added as a file
	Done     bool
	Lacks    string // what is not done of it
	Files    []Paper
}

// The kinds of papers.
const (
	PaperSubmission = "to-trinh"
	PaperList       = "danh-sach"
	PaperReport     = "bao-cao-thanh-tich"
	PaperMinutes    = "bien-ban"
	PaperOther      = "khac"
)

// PaperKinds in the order of the checklist.
var PaperKinds = []string{PaperSubmission, PaperList, PaperReport, PaperMinutes, PaperOther}

var paperNames = map[string]string{PaperSubmission: "Tờ trình", PaperList: "Danh sách trích ngang", PaperReport: "Báo cáo thành tích", PaperMinutes: "Biên bản họp xét khen thưởng",
	PaperOther: "Tài liệu khác"}

// PaperName is a kind in words, "" for an unknown one.
func PaperName(kind string) string { return paperNames[kind] }

// Checklist are the papers the form asks for under the law of the tờ trình's
// day (a setting), with what is there of each: the achievement reports are made
// here, so is the list; tờ trình counts once its number, day and signer are
// written down.
func (v *View) Checklist() []Needed {
	day := v.Today
	if v.DocDate != nil {
		day = *v.DocDate
	}
	required := v.Settings.PapersOn(v.Form, day)
	var out []Needed
	for _, k := range PaperKinds {
		n := Needed{Kind: k, Name: paperNames[k], Required: slices.Contains(required, k)}
		for _, p := range v.Papers {
			if p.Kind == k && p.Withdrawn == nil {
				n.Files = append(n.Files, p)
			}
		}
		switch k {
		case PaperSubmission:
			n.Made, n.Done = true, v.DocNumber != "" && v.DocDate != nil && v.SignerName != ""
			if !n.Done {
				n.Lacks = "Chưa ghi số, ngày, người ký tờ trình."
			}
		case PaperList:
			n.Made, n.Done = true, slices.ContainsFunc(v.Nominees, func(x Nominee) bool { return x.State != award.Withdrawn })
			if !n.Done {
				n.Lacks = "Chưa chọn trường hợp nào."
			}
		case PaperReport:
			n.Made = true
			n.Done, n.Lacks = v.reported()
		case PaperMinutes:
			n.Done = len(n.Files) > 0 || v.Minutes
			if n.Required && !n.Done {
				n.Lacks = "Tải lên biên bản họp xét của đơn vị đề nghị, hoặc ghi cuộc họp của Hội đồng tại đây rồi chốt biên bản."
			}
		case PaperOther:
			n.Done = len(n.Files) > 0
		}
		out = append(out, n)
	}
	return out
}

// reported tells whether every active nominee's achievement report is written.
func (v *View) reported() (bool, string) {
	var lacking []string
	active := 0
	for i := range v.Nominees {
		n := &v.Nominees[i]
		if n.State == award.Withdrawn {
			continue
		}
		active++
		if len(v.Texts[n.ID]) < len(n.Sections()) {
			lacking = append(lacking, n.Name)
		}
	}
	switch {
	case active == 0:
		return false, "Chưa chọn trường hợp nào."
	case len(lacking) == 0:
		return true, ""
	case len(lacking) == active:
		return false, "Chưa soạn báo cáo của trường hợp nào."
	}
	return false, "Chưa soạn đủ báo cáo của " + lacking[0] + more(len(lacking)-1) + "."
}
