package audit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Family groups actions for the filter: those whose code begins with one of
// the prefixes and a dot, or is the prefix.
type Family struct {
	Key      string
	Label    string
	prefixes []string
}

// Families in the order the filter shows them.
var Families = []Family{
	{"dang-nhap", "Đăng nhập, mật khẩu", []string{"login", "logout", "session", "password"}},
	{"nguoi-dung", "Người dùng, vai trò", []string{"user"}},
	{"don-vi", "Đơn vị, Tổ", []string{"org"}},
	{"thanh-vien", "Thành viên Tổ", []string{"roster"}},
	{"ke-hoach", "Kế hoạch", []string{"plan"}},
	{"bao-cao", "Báo cáo tháng", []string{"report", "correction"}},
	{"guong", "Gương, mô hình", []string{"deed", "model"}},
	{"giao-chi-tieu", "Giao chỉ tiêu, phát động", []string{"target", "launch"}},
	{"bao-cao-dot", "Báo cáo đợt, vướng mắc", []string{"summary", "question"}},
	{"khen-thuong", "Khen thưởng", []string{"guide", "case", "score", "setting", "dossier", "nominee", "council", "signer", "decision", "certificate", "award"}},
	{"so-phat-sinh", "Sổ phát sinh", []string{"diary"}},
	{"he-thong", "Hệ thống", []string{"demo"}},
	{"tep", "Xuất, nhập tệp, tra cứu", []string{"export", "import", "lookup"}},
}

func prefixes(key string) []string {
	for _, f := range Families {
		if f.Key == key {
			return f.prefixes
		}
	}
	return []string{}
}

// actions names every action in Vietnamese.
var actions = map[string]string{
	"login.success":             "Đăng nhập",
	"login.failure":             "Đăng nhập không thành công",
	"logout":                    "Đăng xuất",
	"logout.everywhere":         "Đăng xuất khỏi mọi thiết bị",
	"session.end":               "Kết thúc phiên",
	"session.act_as":            "Chuyển vai trò",
	"password.change":           "Đổi mật khẩu",
	"password.failure":          "Đổi mật khẩu không thành công",
	"user.create":               "Tạo tài khoản",
	"user.edit":                 "Sửa tài khoản",
	"user.reset_password":       "Cấp lại mật khẩu",
	"user.disable":              "Ngừng tài khoản",
	"user.enable":               "Mở lại tài khoản",
	"user.end_sessions":         "Kết thúc phiên của người dùng",
	"user.appoint":              "Giao vai trò",
	"user.end_appointment":      "Kết thúc vai trò",
	"org.open":                  "Mở đơn vị",
	"org.rename":                "Đổi tên đơn vị",
	"org.move":                  "Chuyển đơn vị",
	"org.close":                 "Kết thúc đơn vị",
	"roster.enrol":              "Thêm thành viên",
	"roster.leave":              "Cho thôi thành viên",
	"roster.unmask":             "Xem số định danh",
	"roster.edit":               "Sửa thông tin thành viên",
	"roster.transfer":           "Chuyển thành viên sang Tổ khác",
	"roster.position":           "Đổi chức danh thành viên",
	"roster.correct":            "Đính chính thời gian tham gia Tổ",
	"roster.withdraw":           "Rút thời gian tham gia Tổ",
	"org.mend":                  "Sửa thông tin Tổ ghi sai",
	"org.area":                  "Thay đổi địa bàn của Tổ",
	"plan.load":                 "Nạp kế hoạch",
	"report.expect":             "Mở kỳ báo cáo",
	"report.save":               "Ghi số liệu",
	"report.text":               "Ghi nội dung báo cáo",
	"report.note":               "Ghi chú ô số liệu",
	"report.submit":             "Gửi báo cáo",
	"report.recall":             "Rút lại báo cáo",
	"report.take":               "Nhận xem báo cáo",
	"report.return":             "Trả lại báo cáo",
	"report.accept":             "Duyệt báo cáo",
	"report.extend":             "Gia hạn báo cáo",
	"report.freeze":             "Chốt báo cáo tháng của đợt",
	"demo.roster":               "Tạo danh sách minh họa",
	"demo.register":             "Tạo sổ minh họa",
	"deed.add":                  "Thêm gương người tốt, việc tốt",
	"deed.edit":                 "Sửa gương người tốt, việc tốt",
	"deed.withdraw":             "Rút gương người tốt, việc tốt",
	"model.add":                 "Thêm mô hình",
	"model.edit":                "Sửa mô hình",
	"model.withdraw":            "Rút mô hình",
	"target.assign":             "Giao chỉ tiêu",
	"target.edit":               "Sửa chỉ tiêu giao",
	"target.end":                "Kết thúc chỉ tiêu giao",
	"launch.open":               "Phát động đợt thi đua",
	"launch.pass":               "Phát động đến cấp dưới",
	"launch.receive":            "Xác nhận đã nhận phát động",
	"deed.recognise":            "Thêm ghi nhận việc tốt",
	"deed.unrecognise":          "Rút ghi nhận việc tốt",
	"deed.attach":               "Thêm minh chứng việc tốt",
	"deed.detach":               "Gỡ minh chứng việc tốt",
	"model.recognise":           "Thêm ghi nhận mô hình",
	"model.unrecognise":         "Rút ghi nhận mô hình",
	"model.attach":              "Thêm minh chứng mô hình",
	"model.detach":              "Gỡ minh chứng mô hình",
	"correction.propose":        "Đề nghị đính chính",
	"correction.approve":        "Duyệt đính chính",
	"correction.refuse":         "Từ chối đính chính",
	"correction.withdraw":       "Rút đề nghị đính chính",
	"correction.lapse":          "Đề nghị đính chính hết hiệu lực",
	"diary.add":                 "Ghi sổ phát sinh",
	"diary.withdraw":            "Rút mục sổ phát sinh",
	"summary.expect":            "Mở báo cáo đợt",
	"summary.text":              "Ghi nội dung báo cáo đợt",
	"summary.submit":            "Gửi báo cáo đợt",
	"summary.recall":            "Rút lại báo cáo đợt",
	"summary.return":            "Trả lại báo cáo đợt",
	"summary.accept":            "Tiếp nhận báo cáo đợt",
	"summary.supplement":        "Gửi bổ sung báo cáo đợt",
	"summary.supplement_accept": "Tiếp nhận bổ sung báo cáo đợt",
	"summary.supplement_refuse": "Không tiếp nhận bổ sung báo cáo đợt",
	"summary.freeze":            "Chốt báo cáo đợt",
	"summary.correct":           "Đính chính sau chốt",
	"summary.sign":              "Đăng ký bản ký",
	"summary.urge":              "Đôn đốc",
	"dossier.create":            "Lập hồ sơ khen thưởng",
	"dossier.submit":            "Gửi hồ sơ khen thưởng",
	"dossier.supply":            "Gửi bổ sung hồ sơ khen thưởng",
	"dossier.recall":            "Rút lại hồ sơ khen thưởng để sửa",
	"dossier.withdraw":          "Rút hồ sơ khen thưởng",
	"dossier.paper":             "Thêm giấy tờ vào hồ sơ khen thưởng",
	"dossier.paper_withdraw":    "Rút giấy tờ khỏi hồ sơ khen thưởng",
	"dossier.letter":            "Ghi số tờ trình khen thưởng",
	"nominee.add":               "Đề nghị khen thưởng",
	"nominee.remove":            "Đưa ra khỏi hồ sơ khen thưởng",
	"nominee.withdraw":          "Rút đề nghị khen thưởng",
	"nominee.edit":              "Sửa nội dung đề nghị khen thưởng",
	"nominee.text":              "Ghi báo cáo thành tích",
	"nominee.draft":             "Soạn báo cáo thành tích từ số liệu",
	"nominee.confirm":           "Xác nhận cảnh báo khen thưởng",
	"guide.draft":               "Lập dự thảo hướng dẫn tiêu chí",
	"guide.edit":                "Sửa dự thảo hướng dẫn tiêu chí",
	"guide.agree":               "Thống nhất hướng dẫn tiêu chí",
	"guide.send_back":           "Trả lại hướng dẫn tiêu chí để sửa",
	"guide.issue":               "Ban hành hướng dẫn tiêu chí",
	"case.record":               "Ghi vụ việc chưa xét khen thưởng",
	"case.conclude":             "Ghi kết luận vụ việc",
	"score.self":                "Tự chấm điểm xét khen thưởng",
	"score.verify":              "Xác nhận điểm xét khen thưởng",
	"question.ask":              "Nêu vướng mắc",
	"question.answer":           "Trả lời vướng mắc",
	"question.withdraw":         "Rút vướng mắc",
	"certificate.issue":         "Cấp giấy khen thưởng",
	"certificate.reissue":       "Cấp lại giấy khen thưởng",
	"certificate.revoke":        "Thu hồi khen thưởng",
	"certificate.print":         "In giấy khen thưởng",
	"certificate.print_cancel":  "Hủy lượt in",

	"certificate.template_add":    "Lập mẫu in",
	"certificate.template_edit":   "Sửa mẫu in",
	"certificate.template_emblem": "Đổi hình trên mẫu in",
	"certificate.template_retire": "Bỏ mẫu in",
	"award.past_add":              "Ghi khen thưởng trước đây",
	"award.past_withdraw":         "Rút khen thưởng trước đây",
	"export":                      "Xuất tệp",
	"import.upload":               "Tải tệp lên kiểm tra",
	"import.members":              "Nhập thành viên từ tệp",
	"import.teams":                "Nhập Tổ từ tệp",
	"import.month":                "Nhập số liệu tháng từ tệp",
	"import.drop":                 "Bỏ tệp đã tải lên",
	"lookup.person":               "Tra cứu thành viên theo số",
	"council.open":                "Mở cuộc họp Hội đồng",
	"council.edit":                "Sửa cuộc họp Hội đồng",
	"council.bring":               "Đưa hồ sơ ra Hội đồng",
	"council.take_back":           "Đưa hồ sơ ra khỏi cuộc họp",
	"council.vote":                "Ghi phiếu của Hội đồng",
	"council.close":               "Chốt biên bản họp Hội đồng",
	"dossier.take":                "Nhận xem hồ sơ khen thưởng",
	"dossier.forward":             "Chuyển hồ sơ khen thưởng kèm ý kiến",
	"dossier.receive":             "Tiếp nhận hồ sơ khen thưởng",
	"dossier.assign":              "Phân công chuyên viên thẩm định",
	"dossier.return":              "Trả lại hồ sơ khen thưởng",
	"dossier.ask":                 "Yêu cầu bổ sung hồ sơ khen thưởng",
	"dossier.consult":             "Lấy ý kiến hiệp y",
	"dossier.answer":              "Ghi ý kiến hiệp y",
	"dossier.resume":              "Tiếp tục xem xét hồ sơ khen thưởng",
	"dossier.convene":             "Chuyển hồ sơ họp Hội đồng",
	"dossier.conclude":            "Kết luận hồ sơ khen thưởng",
	"dossier.reopen":              "Xem xét lại hồ sơ khen thưởng",
	"dossier.present":             "Trình Chủ tịch khen thưởng",
	"dossier.hand_back":           "Chủ tịch trả lại hồ sơ khen thưởng",
	"dossier.close":               "Kết thúc hồ sơ, không khen thưởng",
	"nominee.opine":               "Ý kiến về trường hợp đề nghị",
	"nominee.check":               "Thẩm định điều kiện khen thưởng",
	"nominee.override":            "Cho qua điều kiện khen thưởng",
	"nominee.lift":                "Hủy cho qua điều kiện",
	"nominee.recommend":           "Đề nghị khen thưởng",
	"nominee.decline":             "Đề nghị không khen thưởng",
	"nominee.reconsider":          "Xem xét lại trường hợp đề nghị",
	"signer.add":                  "Thêm người ký quyết định",
	"signer.edit":                 "Sửa người ký quyết định",
	"decision.create":             "Lập dự thảo quyết định khen thưởng",
	"decision.list":               "Thêm vào danh sách quyết định khen thưởng",
	"decision.arrange":            "Sửa danh sách quyết định khen thưởng",
	"decision.record":             "Ghi quyết định khen thưởng",
	"decision.reopen":             "Mở lại quyết định khen thưởng",
	"decision.cancel":             "Hủy quyết định khen thưởng",
	"decision.attach":             "Gửi bản quyết định khen thưởng đã ký",
	"decision.apply":              "Công bố quyết định khen thưởng",
	"award.refuse":                "Thông báo không khen thưởng",
	"setting.save":                "Sửa cài đặt khen thưởng",
}

// Name is an action in Vietnamese; an action the catalogue lacks is its code.
func Name(action string) string {
	if n, ok := actions[action]; ok {
		return n
	}
	return action
}

// Known tells whether the catalogue names the action.
func Known(action string) bool { return actions[action] != "" }

// Actions are all codes the catalogue names.
func Actions() []string {
	list := make([]string, 0, len(actions))
	for code := range actions {
		list = append(list, code)
	}
	return list
}

var objects = map[string]string{
	"user": "Người dùng", "unit": "Đơn vị", "person": "Thành viên", "service": "Thời gian tham gia Tổ", "plan": "Kế hoạch", "campaign": "Phong trào",
	"plan_version": "Phiên bản kế hoạch", "report": "Báo cáo tháng", "good_deed": "Gương người tốt, việc tốt", "community_model": "Mô hình",
	"assigned_target": "Chỉ tiêu giao", "launch": "Phát động", "launch_receipt": "Xác nhận phát động",
	"correction": "Đề nghị đính chính", "diary_entry": "Mục sổ phát sinh",
	"list": "Danh sách", "import": "Tệp nhập",
	"phase_report": "Báo cáo kết quả đợt", "question": "Vướng mắc",
	"certificate": "Giấy khen, Bằng khen", "template": "Mẫu in", "print": "Lượt in", "award": "Khen thưởng",
	"decision":    "Quyết định khen thưởng",
	"award_guide": "Hướng dẫn tiêu chí khen thưởng", "award_case": "Vụ việc chưa xét khen thưởng", "award_score": "Bảng chấm điểm",
	"award_term": "Người ký", "award_decision": "Quyết định khen thưởng", "award_setting": "Cài đặt khen thưởng", "dossier": "Hồ sơ đề nghị khen thưởng",
}

// ObjectName is a kind of object in Vietnamese, or its code.
func ObjectName(kind string) string {
	if n, ok := objects[kind]; ok {
		return n
	}
	return kind
}

// labels name the keys of before and after, in lower case without "_".
var labels = map[string]string{
	"login": "Tên đăng nhập", "fullname": "Họ và tên", "title": "Cấp bậc, chức danh", "phone": "Điện thoại", "appointment": "Vai trò được giao",
	"role": "Vai trò", "unit": "Đơn vị", "acting": "Phụ trách (quyền)", "from": "Từ ngày", "to": "Đến hết ngày", "basis": "Căn cứ",
	"reason": "Lý do", "address": "Địa chỉ mạng", "agent": "Trình duyệt", "name": "Tên", "code": "Mã", "kind": "Loại", "level": "Cấp",
	"parent": "Đơn vị cấp trên", "ordinal": "Thứ tự", "on": "Ngày hiệu lực", "successor": "Đơn vị kế thừa", "id": "Mã số", "state": "Trạng thái",
	"team": "Tổ", "position": "Chức danh trong Tổ", "person": "Thành viên", "joined": "Ngày tham gia", "left": "Ngày thôi", "decision": "Quyết định",
	"birthdate": "Ngày sinh", "gender": "Giới tính", "citizenid": "Số định danh", "who": "Ai", "what": "Việc làm", "doneon": "Ngày thực hiện",
	"recognisedby": "Cơ quan ghi nhận", "recognisedon": "Ngày ghi nhận", "recogniseddoc": "Văn bản ghi nhận", "recognisedlevel": "Cấp ghi nhận",
	"field": "Lĩnh vực", "effect": "Hiệu quả", "startedon": "Ngày bắt đầu", "endedon": "Ngày kết thúc", "version": "Phiên bản", "teams": "Các Tổ", "sha256": "Mã băm tệp",
	"withdrawnwhy": "Lý do rút", "commune": "Xã, phường, thị trấn", "submissionno": "Lần gửi", "value": "Giá trị", "measure": "Số liệu",
	"phase": "Đợt", "reachedby": "Loại chỉ tiêu giao", "indicator": "Chỉ tiêu", "target": "Mức giao", "units": "Đơn vị được giao", "docnumber": "Số văn bản",
	"docday": "Ngày văn bản", "note": "Ghi chú", "replace": "Thay mức đã giao", "past": "Áp dụng cho kỳ đã kết thúc", "slogan": "Khẩu hiệu", "signer": "Người ký",
	"message": "Lời phát động", "teamcount": "Số Tổ đã triển khai", "receivedon": "Ngày nhận",
	"areas": "Địa bàn", "why": "Lý do sửa", "leavedecision": "Quyết định cho thôi", "fromteam": "Từ Tổ", "members": "Thành viên",
	"criteria": "Tiêu chí", "conclusion": "Kết luận", "concluded": "Ngày kết luận", "disciplinedto": "Kỷ luật đến hết ngày", "points": "Điểm", "deductions": "Điểm trừ", "form": "Hình thức",
	"recognition": "Ghi nhận", "endedwhy": "Lý do kết thúc", "filekind": "Loại tệp", "size": "Cỡ (byte)",
	"ground": "Căn cứ thu hồi", "money": "Tiền thưởng phải thu hồi (đồng)",
}

// unitKeys hold the ids of units and teams.
var unitKeys = map[string]bool{"unit": true, "parent": true, "successor": true, "team": true, "teams": true, "commune": true, "units": true, "fromteam": true}

// words are the codes some keys hold, in Vietnamese.
var words = map[string]map[string]string{
	"level":           levels,
	"recognisedlevel": levels,
	"filekind":        files,
	"position":        {"head": "Tổ trưởng", "deputy": "Tổ phó", "member": "Tổ viên"},
	"gender":          {"male": "Nam", "female": "Nữ"},
	"reason": {"own_request": "Theo nguyện vọng cá nhân", "health": "Không bảo đảm sức khỏe", "refused_tasks": "Nhiều lần từ chối nhiệm vụ hoặc lạm dụng vị trí",
		"prosecuted": "Bị khởi tố, áp dụng biện pháp ngăn chặn hoặc xử lý hành chính", "died": "Từ trần", "fell_on_duty": "Hy sinh", "transferred": "Chuyển Tổ",
		"team_ended": "Tổ giải thể hoặc sáp nhập", "position_changed": "Thay đổi chức danh"},
}

// files are the kinds of evidence.
var files = map[string]string{"pdf": "PDF", "jpeg": "ảnh JPEG", "png": "ảnh PNG", "docx": "Word", "xlsx": "Excel"}

var levels = map[string]string{"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã", "team": "Tổ", "ministry": "cấp Bộ"}

func folded(key string) string { return strings.ToLower(strings.ReplaceAll(key, "_", "")) }

// Label is a key of before and after in Vietnamese, or the key.
func Label(key string) string {
	if l, ok := labels[folded(key)]; ok {
		return l
	}
	for i, r := range key {
		return string(unicode.ToUpper(r)) + key[i+utf8.RuneLen(r):]
	}
	return key
}
