# The consolidated report: words by section, locked figures, seal, versions, files.
consolidation-title-annual = Báo cáo tổng hợp năm { $year }
consolidation-title = Tổng hợp: { $round }
consolidation-provisional = Bản tạm, { $n } trên { $units } báo cáo
consolidation-version = Bản { $version }
consolidation-version-title = { $round }: bản { $version }
consolidation-same = đúng bản niêm phong
consolidation-differs = khác bản niêm phong
consolidation-replaced = đã có bản thay thế
consolidation-differs-how = Số liệu đã thay đổi sau khi niêm phong bản { $version }. Lập bản thay thế nếu thay đổi này phải báo cáo.

# Sections.
consolidation-sections = Mục báo cáo
consolidation-section-written = Đã soạn
consolidation-section-draft = Lời gợi ý
consolidation-section-empty = Chưa có lời
consolidation-section-none = Bỏ trống
consolidation-words-label = Lời của mục { $section }
consolidation-locked-hint = Số trong ngoặc «…» là số khoá, tự thay khi tính lại.
consolidation-save = Lưu mục { $section }
consolidation-untouched = Lời gợi ý của mẫu; chưa ai sửa.
consolidation-compare = So sánh mục { $section }
consolidation-compare-link = So với bản trước
consolidation-conflict = Người khác vừa lưu mục này trước.
consolidation-conflict-how = Lời vừa nhập còn nguyên bên dưới. Ghép với bản đã lưu rồi lưu lại; lần lưu sau sẽ thay bản đó.
consolidation-theirs = Bản người khác vừa lưu
consolidation-words-of = Lời của các đơn vị, mục { $section }
consolidation-reports = { $n } báo cáo
consolidation-no-words = Chưa có đơn vị nào viết mục này.
consolidation-all-words = Xem đủ { $n } đơn vị
consolidation-take = Đưa vào bản tổng hợp
consolidation-changes = Chỗ đổi
consolidation-changes-how = Gạch ngang là lời đã bỏ; in đậm là lời mới so với bản được chọn.
consolidation-earlier = Bản trước
consolidation-earlier-none = Mục này chưa lưu lần nào.
consolidation-first-draft = Lời gợi ý của mẫu
done-section-saved = Đã lưu lời của mục.
done-words-taken = Đã thêm lời của đơn vị vào cuối mục.

# Locked figures.
consolidation-figures = Số khoá
consolidation-figures-how = Tính lúc { $now } từ các báo cáo đã nộp. Không sửa tay; sai thì sửa ở nguồn.
consolidation-figures-of = Trong mục { $section }
consolidation-figures-other = Các tổng khác của biểu
consolidation-figure-opened = Số đang mở
consolidation-locked = đã khoá
consolidation-rows = Số dòng
consolidation-last = Năm { $year }:
consolidation-share = bằng { $share }
consolidation-other-units = Năm { $year } do các đơn vị khác báo cáo; so tổng toàn tỉnh, không so từng đơn vị.
consolidation-units-total = Đơn vị được giao báo cáo
consolidation-units-accepted = Báo cáo đã nhận
consolidation-units-late = Đơn vị muộn
consolidation-units-on-time = Nộp đúng hạn
consolidation-units-missing = Chưa nộp
consolidation-from-units = Từ { $n } đơn vị
consolidation-adds-up = khớp
consolidation-adds-not = không khớp
consolidation-rows-of = { $unit } › các dòng
consolidation-open-report = mở báo cáo

# Totals by area, place, kind.
consolidation-tables = Bảng theo lĩnh vực, địa bàn
consolidation-choose-table = Chọn biểu
consolidation-choose-split = Chọn cách chia
consolidation-by = Chia theo
consolidation-by-what = Theo { $what }
consolidation-small-last = Số nhỏ bên dưới là năm { $year }.
consolidation-rest = Không ghi
consolidation-table-empty = Chưa có số liệu trong biểu này.

# The seal.
consolidation-seal = Chốt và niêm phong
consolidation-seal-how = Niêm phong ghi dấu vân số của mọi con số và lời văn. Sau đó chỉ lập bản thay thế, không sửa bản cũ.
consolidation-ready = Đủ điều kiện chốt số.
consolidation-units-not-accepted = { $n } đơn vị chưa nhận báo cáo và chưa ghi lý do vắng
consolidation-sections-empty = { $n } mục bắt buộc chưa có lời
consolidation-handle = xử lý hoặc ghi lý do vắng
consolidation-handle-units = Xử lý các đơn vị
consolidation-newest = Bản gần nhất
consolidation-verify = Kiểm lại
consolidation-seal-now = Chốt số và niêm phong
consolidation-seal-again = Lập bản thay thế
consolidation-seal-who = Chỉ lãnh đạo cơ quan thường trực niêm phong được.
consolidation-seal-version = Niêm phong bản { $version }
consolidation-seal-button = Niêm phong bản { $version }
consolidation-frozen = Những gì được giữ nguyên
consolidation-frozen-figures = Con số, kèm phần của từng đơn vị
consolidation-frozen-sections = Mục có lời
consolidation-frozen-units = Đơn vị, kèm ngày nộp
consolidation-frozen-files = Tệp
consolidation-conditions = Điều kiện
consolidation-excused = { $n } đơn vị vắng có lý do
consolidation-reason = Lý do thay thế
consolidation-reason-hint = Lý do được công khai cùng bản thay thế.
done-sealed = Đã niêm phong. Các tệp đã được lưu.

# A sealed version.
consolidation-seal-of = Dấu niêm phong
consolidation-sealed-on = Ngày niêm phong
consolidation-sealed-by = Người niêm phong
consolidation-verified = Đã tính lại dấu vân số từ nội dung đang lưu: khớp với dấu niêm phong.
consolidation-not-verified = Nội dung đang lưu không khớp dấu niêm phong. Báo quản trị ngay.
consolidation-public = Công khai
consolidation-published-on = đã công khai { $day }
consolidation-not-published = chưa công khai
consolidation-publish = Công khai bản này
consolidation-files = Tệp đã lưu
consolidation-versions = Các bản
consolidation-corrections = { $n } chỗ đổi so với bản trước
consolidation-corrections-none = Không có con số hay lời nào khác bản trước.
consolidation-corrected-section = Lời của mục { $section }
consolidation-what = Chỗ đổi
consolidation-was = Bản trước
consolidation-is = Bản này
done-published = Đã công khai. Mọi người xem được mà không cần tài khoản.

# The paper.
consolidation-preview = Xem trước văn bản
consolidation-preview-how = Trình bày theo NĐ 30/2020/NĐ-CP: A4; lề trên, dưới 20 mm, trái 30 mm, phải 20 mm; chữ 14. Nền xanh là số khoá, không in ra. Phụ lục có trong tệp.
consolidation-docx = Tải Word (.docx)
consolidation-pdf = Tải PDF
consolidation-xlsx = Phụ lục các biểu (Excel)
consolidation-json = Số liệu (JSON)

refusal-seal-units-not-accepted = Còn { $count } đơn vị chưa nhận báo cáo và chưa ghi lý do vắng. Nhận báo cáo hoặc ghi lý do trước khi chốt.
refusal-seal-sections-empty = Còn { $count } mục bắt buộc chưa có lời. Soạn lời trước khi chốt.
refusal-seal-reason-needed = Đã có bản { $version } niêm phong. Ghi lý do thay thế.
