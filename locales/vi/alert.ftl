# Letters about a search of the public catalogue.
alert-title = Nhận thư khi có thay đổi
alert-how-search = Mỗi ngày nhiều nhất một thư, khi có dự án mới, thay đổi hoặc sắp hết hạn trong những gì bạn đang lọc.
alert-how-all = Mỗi ngày nhiều nhất một thư, khi danh mục có dự án mới, thay đổi hoặc sắp hết hạn. Lọc trước nếu bạn chỉ quan tâm một phần.
alert-do = Nhận thư
alert-letter-sent = Đã gửi thư đến địa chỉ của bạn. Mở liên kết trong thư trong vòng 72 giờ để xác nhận; trước đó chưa có thư nào khác.
alert-confirm-how = Bấm nút để xác nhận bạn muốn nhận thư.
alert-confirm = Xác nhận
alert-confirmed = Cảm ơn bạn. Chúng tôi viết khi có thay đổi. Mỗi thư có liên kết để thôi nhận.
alert-stop-how = Bấm nút để thôi nhận thư. Địa chỉ của bạn được xoá.
alert-stop = Thôi nhận thư
alert-stopped = Bạn sẽ không nhận thư nữa. Địa chỉ của bạn đã được xoá.
alert-back = Đến danh mục
alert-new = Mới
alert-closing = Sắp hết hạn
alert-changed = Thay đổi
alert-gone = Không còn trong tìm kiếm
refusal-alert-email = E-mail chưa đúng dạng, ví dụ ten@example.org.
refusal-alert-long = Tìm kiếm quá dài. Bỏ bớt lựa chọn rồi thử lại.
refusal-alert-many = Địa chỉ này còn thư chưa xác nhận, hoặc đã có đủ 10 tìm kiếm. Mở liên kết trong thư đã gửi.
letter-alert-confirm-subject = Xác nhận nhận thư về dự án kêu gọi viện trợ
letter-alert-confirm-body = Bạn, hoặc ai đó dùng địa chỉ này, muốn nhận thư khi danh mục dưới đây thay đổi.
    { $search }

    Xác nhận trong vòng 72 giờ:
    { $link }

    Không phải bạn? Không cần làm gì; địa chỉ này sẽ được xoá.
letter-alert-subject = Dự án kêu gọi viện trợ: { $n } thay đổi
letter-alert-body = Từ thư trước đến nay:
    { $calls }

    Tìm kiếm của bạn:
    { $search }

    Thôi nhận thư:
    { $stop }
