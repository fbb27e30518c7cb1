# Where a unit's report stands.
status-not-opened = Chưa mở
status-draft = Đang nhập
status-submitted = Chờ xem
status-returned = Trả lại
status-accepted = Đã nhận

# How complete a part of it is.
part-full = đủ
part-error = có lỗi
part-partial = dở dang
part-empty = trống
part-nil = không phát sinh

# On every page and paper of an instance that holds training data.
demo-mark = Số liệu minh hoạ
