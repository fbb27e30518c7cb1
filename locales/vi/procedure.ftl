# Why a dossier's state cannot be told (`refusal-procedure-<code>`).
refusal-procedure-no-rules = Ngày { $day } chưa có bộ quy tắc cho loại thủ tục «{ $family }». Bổ sung tệp vào data/rules.
refusal-procedure-unknown-rules = Không có bộ quy tắc «{ $rules }». Kiểm tra mã ghi trong hồ sơ.
refusal-procedure-unknown-step = Bộ quy tắc không có bước «{ $step }». Chạy nhipcau rules check.
refusal-procedure-unknown-fact = Quy tắc không biết giá trị «{ $value }» của «{ $fact }». Kiểm tra hồ sơ.
refusal-procedure-event-out-of-place = Sự kiện «{ $event }» ngày { $day } không có ở bước «{ $step }». Kiểm tra thứ tự sự kiện.
