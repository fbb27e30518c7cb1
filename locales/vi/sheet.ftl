# The workbook that a unit downloads. Vietnamese is written first, English under it.
sheet-guide-due = Nộp chậm nhất ngày { $due }. Nộp sau ngày này ghi là nộp muộn.
sheet-guide-window = Số liệu tính từ ngày { $from } đến hết ngày { $to }.
sheet-guide-narrative = Viết phần lời ở trang «Lời», mỗi mục một ô. Mục bắt buộc có ghi chữ «bắt buộc».
sheet-guide-cells = Chỉ nhập vào ô trắng. Ô xám lấy từ sổ dự án hoặc tự tính, không sửa.
sheet-guide-rows = Mỗi dự án, mỗi lớp, mỗi nội dung ghi một dòng. Cột có dấu * là cột bắt buộc.
sheet-guide-nil = Biểu không có số liệu: chọn «Có» ở ô «Không phát sinh» phía trên biểu, không để trống.
sheet-guide-money = Tiền ghi theo triệu đồng, cho phép số lẻ. Không ghi chữ «triệu» hay «đồng» vào ô số.
sheet-guide-dates = Ngày ghi theo thứ tự ngày/tháng/năm, ví dụ 04/11/2025.
sheet-guide-totals = Dòng «Cộng», cột tỷ lệ và biểu tổng hợp tự tính. Số không có thì ghi 0.
sheet-guide-keep = Có thể thêm dòng, kéo rộng cột. Không xoá trang, không gộp ô, không đổi tên cột.
sheet-guide-send = Tải tệp lên mục «Báo cáo» của Nhịp Cầu. Hệ thống cho xem chỗ khác nhau trước khi ghi.
sheet-guide-send-to = Gửi tệp đã điền về: { $to }. Hệ thống cho xem chỗ khác nhau trước khi ghi.
sheet-legend-white = Ô trắng: đơn vị nhập / white: filled in by the unit
sheet-legend-grey = Ô xám: điền sẵn hoặc tự tính / grey: pre-filled or computed

sheet-demo = Số liệu minh hoạ
sheet-page = Trang { $page }/{ $pages }
sheet-units = Đơn vị tính: triệu đồng đối với cột tiền.
sheet-nil = Không phát sinh: chọn «Có» ở ô bên trái nếu kỳ này không có số liệu.
sheet-derived = Biểu tự tính, không nhập.
sheet-total = Cộng
sheet-last-year = Năm trước

sheet-narrative-title = Phần lời
sheet-narrative-no = Mục
sheet-narrative-section = Tiêu đề, gợi ý
sheet-narrative-text = Nội dung
sheet-narrative-required = (bắt buộc)

# Shown by the spreadsheet when a cell is filled in wrongly.
sheet-ask-title = Cần xem lại ô này
sheet-ask-list = Chọn một dòng trong danh sách của ô.
sheet-ask-date = Ghi ngày theo thứ tự ngày/tháng/năm, từ năm 1990 đến năm 2100.
sheet-ask-money = Ghi số theo triệu đồng, không âm.
sheet-ask-amount = Ghi số không âm.
sheet-ask-count = Ghi số nguyên, không âm.
sheet-ask-year = Ghi năm bằng bốn chữ số.
sheet-ask-length = Tối đa { $limit } ký tự trong một ô.

# Consolidated workbook and lists.
sheet-consolidated = Tổng hợp
sheet-unit-list = Đơn vị
sheet-column-table = Biểu
sheet-column-row = Dòng
sheet-column-figure = Chỉ tiêu
sheet-column-measure = Đơn vị tính
sheet-column-value = Năm nay
sheet-column-last-year = Năm trước
sheet-column-unit = Đơn vị
sheet-column-code = Mã đơn vị
sheet-column-status = Trạng thái
sheet-column-submitted = Ngày nộp
sheet-column-late = Nộp muộn
sheet-column-excused = Lý do chốt khi chưa có
sheet-row-total = Toàn tỉnh
sheet-row-count = Số dòng
sheet-measure-money = triệu đồng
sheet-measure-count = số lượng
sheet-late-yes = Muộn
sheet-status-not_opened = Chưa mở
sheet-status-draft = Đang soạn
sheet-status-submitted = Đã nộp
sheet-status-returned = Trả lại
sheet-status-accepted = Đã tiếp nhận
