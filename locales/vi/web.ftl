# Around every page.
skip = Chuyển đến nội dung chính
demo = Số liệu minh hoạ
demo-why = Tên, số tiền và mốc thời gian không phải số liệu thật.
brand-public = Hợp tác quốc tế vùng đồng bào dân tộc thiểu số
brand-office = Quản lý hợp tác quốc tế
language = Ngôn ngữ
untranslated = chưa dịch
menu = Danh mục trang
menu-main = Chính
menu-home = Trang chủ
menu-published = Báo cáo đã công khai
menu-work = Việc của tôi
menu-reports = Báo cáo
menu-report = Báo cáo của đơn vị
menu-consolidation = Tổng hợp
menu-projects = Dự án
menu-plan = Kế hoạch
menu-people = Người dùng
menu-audit = Nhật ký
menu-account = Tài khoản
sign-out = Đăng xuất
crumb = Đường dẫn
foot-about = Về trang này
foot-about-text = Số liệu lấy từ báo cáo của các cơ quan, đơn vị trong tỉnh. Người dân xem không cần tài khoản.
foot-agency = Cơ quan thường trực
foot-version = phiên bản { $version } · giờ máy chủ { $now }
title-error = Có lỗi: { $title }
choose = Chọn
search = Tìm
search-clear = Bỏ tìm
total = Cộng
area = Lĩnh vực
table-of = Bảng: { $title }
unit-million = triệu đồng
unit-note = tiền: triệu đồng
cell-few = <5
cell-hidden = ẩn

# Forms.
form-errors = Có { $n } chỗ cần sửa
form-optional = không bắt buộc

# When things do not go.
error-to-work = Về việc của tôi
error-to-home = Về trang chủ
error-not-found = Không có trang này
error-not-found-why = Địa chỉ có thể sai, hoặc trang đã đổi chỗ.
error-gone = Trang này không còn nữa
error-gone-why = Nội dung ở đây đã được gỡ bỏ hoặc thay thế.
error-forbidden = Không có quyền mở trang này
error-forbidden-why = Tài khoản này không được giao việc ở đây.
error-forbidden-who = Chỉ { $who } làm được việc này.
error-forbidden-ask = Nếu việc này thuộc phần được giao, đề nghị quản trị xem lại vai của tài khoản.
error-cross-site = Yêu cầu đến từ một trang khác
error-cross-site-why = Không có gì được ghi. Mở lại trang này từ chính hệ thống rồi gửi lần nữa.
error-conflict = Người khác vừa lưu trước
error-conflict-why = Không có gì bị ghi đè. Mở lại trang để xem bản mới rồi sửa tiếp.
error-refused = Chưa làm được
error-method = Trang này không nhận cách gửi đó
error-method-why = Quay lại trang trước rồi dùng nút trên trang.
error-too-large = Nội dung gửi lên quá lớn
error-too-large-why = Không có gì được lưu. Chia nhỏ nội dung rồi gửi lại.
error-unreadable = Không đọc được yêu cầu
error-unreadable-why = Không có gì được lưu. Quay lại trang trước rồi gửi lại.
error-limited = Thử quá nhiều lần
error-limited-why = Từ địa chỉ mạng này vừa có nhiều lần thử. Thử lại sau { $seconds } giây.
error-broken = Hệ thống gặp lỗi
error-broken-code = Mã lỗi { $code }.
error-broken-why = Lỗi đã được ghi lại. Báo mã này cho quản trị nếu lỗi lặp lại.

# Who can, by what is asked for.
who-read-public = mọi người
who-work = người đã đăng nhập
who-read-plan = người đã đăng nhập
who-read-projects = cán bộ nghiệp vụ
who-read-round = cơ quan thường trực, UBND tỉnh và cơ quan trung ương
who-read-report = đơn vị lập báo cáo và cơ quan thường trực
who-write-report = đơn vị lập báo cáo
who-submit-report = đơn vị lập báo cáo
who-review-report = cơ quan thường trực
who-run-round = cơ quan thường trực
who-grant-exception = lãnh đạo cơ quan thường trực
who-read-consolidation = cơ quan thường trực, UBND tỉnh và cơ quan trung ương
who-write-consolidation = cơ quan thường trực
who-seal = lãnh đạo cơ quan thường trực
who-manage-people = quản trị hệ thống
who-read-audit = quản trị hệ thống và lãnh đạo cơ quan thường trực
who-manage-aid = cơ quan thường trực

# Files that arrive.
finding-upload-missing = Chưa chọn tệp. Chọn tệp rồi gửi lại.
finding-upload-empty = Tệp rỗng. Lưu lại tệp trong Excel rồi gửi lại.
finding-upload-broken = Tệp chưa tới đủ vì đường truyền ngắt. Gửi lại tệp.
finding-upload-too-large = Tệp lớn { $size } MB, nhiều hơn mức nhận { $largest } MB. Bỏ hình ảnh trong tệp rồi gửi lại.
