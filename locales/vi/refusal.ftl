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
