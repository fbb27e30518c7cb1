# Why something was not done (`refusal-<code>`): the rule, then what to do.
refusal-round-window-reversed = Ngày đầu kỳ số liệu đang sau ngày cuối. Kiểm tra lại hai ngày.
refusal-round-opens-after-due = Đợt mở ngày { $opens }, sau hạn nộp { $due }. Chọn ngày mở sớm hơn.
refusal-round-reminder-negative = Số ngày nhắc trước hạn đang âm. Ghi số từ 0 trở lên.
refusal-report-not-open = Báo cáo đã nộp nên không sửa được. Đề nghị cơ quan thường trực trả lại nếu cần sửa.
refusal-report-blank = Báo cáo chưa có nội dung nên chưa nộp được.
refusal-report-not-submitted = Báo cáo chưa ở trạng thái đã nộp. Tải lại trang để xem trạng thái mới.
refusal-report-not-accepted = Chỉ mở lại được báo cáo đã tiếp nhận.
refusal-reason-needed = Chưa ghi lý do.
refusal-until-in-the-past = Hạn { $until } đã qua. Chọn ngày từ hôm nay trở đi.
refusal-extension-not-later = Ngày gia hạn phải sau hạn chung { $due }.
refusal-report-has-errors = Báo cáo còn lỗi nên chưa nộp được. Sửa các ô nêu dưới đây rồi nộp lại.
refusal-sheet-unreadable = Tệp không đọc được. Chưa có gì được ghi.
refusal-sheet-foreign = Tệp không ghi đợt và đơn vị nào. Tải mẫu đã điền của đơn vị rồi chép số vào mẫu đó.
refusal-sheet-has-errors = Tệp còn ô có lỗi nên chưa ghi được. Sửa các ô nêu dưới đây rồi gửi lại.
refusal-conflicts-open = Còn { $count } xung đột chưa chọn. Chọn giữ sổ hoặc lấy tệp ở từng ô.
refusal-projects-alike = Có dự án mới giống dự án đã có: { $codes }. Chọn là dự án đó, hoặc xác nhận là dự án mới.
refusal-day-in-the-future = Ngày ghi ở tương lai. Chọn ngày từ hôm nay trở về trước.
