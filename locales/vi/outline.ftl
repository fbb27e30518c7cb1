# Đề xuất hằng năm và đề cương dự án kêu gọi viện trợ.
menu-proposals = Đề xuất
proposals = Đề xuất hằng năm
proposal-year = Đề xuất năm { $year }
proposal-lead = Mỗi năm một đợt: đơn vị gửi đề cương một lần, cả hai cơ quan cùng nhận.
proposal-none = Chưa có đợt đề xuất nào.
proposal-open = Mở đợt đề xuất
proposal-open-how = Kế hoạch không ấn định ngày. Cơ quan mở đợt tự chọn ngày mở và hạn gửi.
proposal-change = Đổi ngày của đợt
proposal-for-year = Năm kêu gọi
proposal-opens-on = Ngày mở
proposal-due-on = Hạn gửi (hết ngày)
proposal-close = Đóng đợt
proposal-close-how = Sau khi đóng, đơn vị không soạn và gửi thêm. Mở lại bằng cách lưu lại ngày của đợt.
proposal-dates = Mở { $opens }, hạn { $due }
proposal-is-closed = Đã đóng
proposal-is-open = Đang mở
proposal-units = Đơn vị đã gửi
proposal-units-n = { $done }/{ $all }
proposal-outlines = Đề cương
proposal-approved = Đã duyệt
proposal-waiting = Chờ xem xét
proposal-by-unit = Theo đơn vị
proposal-not-proposed = Chưa đề xuất
proposal-only-missing = Chỉ đơn vị chưa gửi
proposal-all-units = Mọi đơn vị
proposal-year-unread = Ghi năm bằng bốn chữ số, ví dụ 2026.
proposal-recipients = Nơi nhận: { $names }
done-proposal-open = Đã mở đợt đề xuất. Đơn vị thấy việc này trong «Việc của tôi».
done-proposal-closed = Đã đóng đợt đề xuất.

work-propose = Đề xuất năm { $year }
work-propose-none = Chưa đề xuất
work-propose-draft = Đang soạn { $n } đề cương, chưa gửi
work-propose-returned = { $n } đề cương được trả lại
work-propose-do = Soạn đề cương
work-propose-review = Xem xét đề cương năm { $year }
work-propose-review-n = { $n } đề cương chờ xem xét
work-propose-review-do = Xem xét

outline = Đề cương
outline-new = Soạn đề cương mới
outline-new-how = Ghi tên dự án để bắt đầu. Các mục khác điền sau, lưu lúc nào cũng được.
outline-begin = Bắt đầu
outline-none = Đơn vị chưa có đề cương nào trong đợt này.
outline-own = Đề cương của { $unit }
outline-stage-draft = Đang soạn
outline-stage-submitted = Đã gửi
outline-stage-returned = Trả lại
outline-stage-approved = Đã duyệt
outline-stage-refused = Không chấp thuận
outline-errors-n = { $n } lỗi
outline-warnings-n = { $n } lưu ý
outline-alike-n = giống { $code } ({ $score }/100)
outline-is-outside = Ngoài địa bàn
outline-edit = Sửa đề cương
outline-edit-of = Sửa đề cương { $code }
outline-save = Lưu đề cương
outline-saved-how = Lưu chưa phải là gửi. Sau khi lưu, xem kết quả kiểm tra rồi gửi.
outline-sought = Kêu gọi tài trợ
outline-counterpart = Vốn đối ứng
outline-million = { $amount } triệu đồng
outline-currency-of = Nguyên tệ ({ $currency })

outline-part-general = Thông tin chung
outline-part-content = Nội dung
outline-part-people = Người thụ hưởng
outline-part-people-hint = Chỉ ghi số đếm. Chưa rõ thì để trống.
outline-part-time = Thời gian
outline-part-budget = Kinh phí theo hoạt động và theo năm
outline-part-budget-hint = Ba cách ghi tiền đặt cạnh nhau đúng như đơn vị nêu; hệ thống không quy đổi. Dòng để trống bị bỏ qua.
outline-part-screening = Môi trường và bản sắc văn hoá
outline-part-english = Bản tiếng Anh
outline-part-english-hint = Danh mục kêu gọi cần bản tiếng Anh. Chưa có thì để trống, bổ sung khi lập danh mục.
outline-budget-line = Dòng { $n }

outline-f-name = Tên dự án
outline-f-name_en = Tên dự án, bằng tiếng Anh
outline-f-area = Lĩnh vực của kế hoạch
outline-f-place = Địa bàn
outline-f-hamlet = Ấp, khóm
outline-f-peoples = Dân tộc
outline-people-n = Dân tộc { $n }
outline-f-owner = Chủ khoản viện trợ
outline-f-owner_address = Địa chỉ chủ khoản viện trợ
outline-f-modality = Hình thức
outline-f-support = Hỗ trợ cần kêu gọi
outline-f-summary = Tóm tắt
outline-f-summary_en = Tóm tắt, bằng tiếng Anh
outline-f-need = Sự cần thiết
outline-f-need_en = Sự cần thiết, bằng tiếng Anh
outline-f-need-hint = Vị trí trong ngành, địa phương; vấn đề cần giải quyết; căn cứ.
outline-f-goal = Mục tiêu dài hạn
outline-f-goal_en = Mục tiêu dài hạn, bằng tiếng Anh
outline-f-objectives = Mục tiêu ngắn hạn
outline-f-objectives_en = Mục tiêu ngắn hạn, bằng tiếng Anh
outline-f-results = Kết quả chủ yếu
outline-f-results_en = Kết quả chủ yếu, bằng tiếng Anh
outline-f-activities = Hoạt động
outline-f-activities_en = Hoạt động, bằng tiếng Anh
outline-f-schedule = Kế hoạch thực hiện
outline-f-schedule_en = Kế hoạch thực hiện, bằng tiếng Anh
outline-f-effects = Hiệu quả
outline-f-effects_en = Hiệu quả, bằng tiếng Anh
outline-f-effects-hint = Về tài chính; về xã hội và năng lực con người.
outline-f-sustainability = Tính bền vững
outline-f-sustainability_en = Tính bền vững, bằng tiếng Anh
outline-f-households = Số hộ
outline-f-people = Số người
outline-f-minority = Trong đó người dân tộc thiểu số
outline-f-women = Trong đó nữ
outline-f-poor = Trong đó hộ nghèo
outline-f-starts = Bắt đầu
outline-f-ends = Kết thúc
outline-f-currency = Nguyên tệ (mã ba chữ)
outline-f-rate = Tỷ giá: đồng cho một đơn vị nguyên tệ
outline-f-rate_on = Ngày của tỷ giá
outline-f-rate_source = Nguồn tỷ giá
outline-f-budget = Kinh phí
outline-f-activity = Hoạt động
outline-f-year = Năm
outline-f-donor_original = Tài trợ, nguyên tệ
outline-f-donor_vnd = Tài trợ, đồng
outline-f-donor_usd = Tài trợ, USD
outline-f-counterpart_cash = Đối ứng bằng tiền, đồng
outline-f-counterpart_kind = Đối ứng bằng hiện vật, đồng
outline-f-environment = Có thể gây hại môi trường?
outline-f-environment_note = Giải thích về môi trường
outline-f-culture = Có thể làm mai một bản sắc văn hoá?
outline-f-culture_note = Giải thích về văn hoá
outline-harm-yes = Có
outline-harm-no = Không
outline-harm-open = Chưa trả lời
outline-modality-programme = Chương trình
outline-modality-project = Dự án
outline-modality-non_project = Phi dự án
outline-support-financial = Tài chính
outline-support-technical = Kỹ thuật
outline-support-knowledge = Kiến thức
outline-support-experience = Kinh nghiệm
outline-support-technology = Khoa học, công nghệ

outline-number-unread = Ghi số nguyên không âm, ví dụ 120.
outline-money-unread = Ghi một số, ví dụ 1.250.000.
outline-currency-unread = Ghi mã ba chữ in hoa, ví dụ USD.
outline-rate-parts = Tỷ giá cần đủ số, ngày và nguồn.
outline-name-needed = Ghi tên dự án.
outline-meanwhile = Người khác đã lưu trong lúc bạn sửa. Xem chỗ khác nhau dưới đây; lưu lần nữa thì lấy nội dung bạn ghi.
outline-meanwhile-stored = Nội dung người khác đã lưu
outline-meanwhile-none = Hai bên ghi giống nhau.

outline-check = Kiểm tra
outline-check-whole = Đề cương đủ nội dung.
outline-check-mend = Sửa
outline-severity-error = Lỗi
outline-severity-warning = Lưu ý
outline-severity-note = Gợi ý
outline-eligible = Đối chiếu với kế hoạch
outline-eligible-zone = Địa bàn thụ hưởng
outline-eligible-area = Lĩnh vực
outline-eligible-area-yes = Thuộc lĩnh vực ưu tiên của { $plan }.
outline-eligible-area-no = Chưa thuộc lĩnh vực nào của { $plan }.
outline-eligible-period = Thời gian
outline-eligible-period-yes = Nằm trong giai đoạn { $from } - { $to } của kế hoạch.
outline-eligible-period-no = Vượt giai đoạn { $from } - { $to }; cần chuyển tiếp sang kế hoạch sau.
outline-eligible-period-open = Chưa đủ ngày bắt đầu và kết thúc.
outline-eligible-on = Tính cho ngày { $day }.
zone-inside = Trong địa bàn
zone-not-confirmed = Chưa xác nhận
zone-outside = Ngoài địa bàn
zone-why-listed = Địa bàn có tên trong danh sách.
zone-why-not-listed = Danh sách đầy đủ không có tên địa bàn này.
zone-why-incomplete = Danh sách hiện có chưa đầy đủ nên chưa nói được.
zone-why-no-list = Chưa có danh sách nào hiệu lực vào ngày này.
zone-why-wide = Danh sách ghi đến cấp xã; địa bàn này rộng hơn.
zone-why-ended = Đơn vị hành chính này không tồn tại vào ngày tính.
zone-why-elsewhere = Địa bàn thuộc tỉnh khác.
zone-why-unknown = Chưa chọn địa bàn, hoặc mã địa bàn không có.
outline-alike = Có thể trùng
outline-alike-none = Không thấy đề cương hay dự án nào giống.
outline-alike-outline = Đề cương { $code } của { $unit }
outline-alike-project = Dự án { $code } của { $unit }
outline-alike-score = giống { $score }/100: tên, địa bàn

outline-submit = Gửi đề cương
outline-submit-how = Gửi một lần, cả hai nơi cùng nhận: { $names }.
outline-submit-not-yet = Còn lỗi nên chưa gửi được.
outline-receipt = Biên nhận
outline-receipt-number = Số { $number }
outline-receipt-at = Gửi lúc
outline-receipt-by = Người gửi
outline-receipt-to = Nơi nhận
outline-receipt-unit = Đơn vị gửi
outline-receipt-see = Xem biên nhận { $number }
done-outline-begun = Đã tạo đề cương. Điền các mục rồi lưu.
done-outline-saved = Đã lưu. Đề cương chưa được gửi.
done-outline-submitted = Đã gửi đề cương tới cả hai nơi nhận.

outline-review = Xem xét
outline-comment = Góp ý
outline-comment-do = Gửi góp ý
outline-reason = Lý do
outline-reason-hint = Cần khi trả lại hoặc không chấp thuận; đơn vị nhận được trong thư.
outline-approve = Duyệt
outline-return = Trả lại
outline-refuse = Không chấp thuận
outline-thread = Diễn biến
outline-thread-none = Chưa gửi lần nào.
outline-event-submitted = Gửi
outline-event-commented = Góp ý
outline-event-returned = Trả lại
outline-event-approved = Duyệt
outline-event-refused = Không chấp thuận
done-outline-commented = Đã ghi góp ý.
done-outline-approved = Đã duyệt đề cương. Thư đã chuyển tới đơn vị.
done-outline-returned = Đã trả lại đề cương. Thư kèm lý do đã chuyển tới đơn vị.
done-outline-refused = Đã ghi không chấp thuận. Thư kèm lý do đã chuyển tới đơn vị.

refusal-proposal-due-before-opening = Hạn gửi { $due } đứng trước ngày mở { $opens }. Chọn hạn muộn hơn.
refusal-proposal-closed = Đợt đề xuất năm { $year } đã đóng.
refusal-proposal-not-open = Đợt đề xuất mở ngày { $opens }. Quay lại từ ngày đó.
refusal-outline-not-open = Đề cương đã gửi nên không sửa được. Đề nghị cơ quan tổng hợp trả lại nếu cần sửa.
refusal-outline-has-errors = Đề cương còn lỗi nên chưa gửi được. Sửa các mục nêu dưới đây rồi gửi lại.
refusal-outline-not-submitted = Đề cương không ở trạng thái đã gửi. Tải lại trang để xem trạng thái mới.
refusal-outline-comment-empty = Chưa ghi lời góp ý.

finding-outline-missing = Chưa ghi mục này.
finding-outline-missing-fix = Ghi nội dung; mục này cần có khi gửi.
finding-outline-wished = Nên ghi thêm mục này.
finding-outline-wished-fix = Không bắt buộc khi gửi; nhà tài trợ thường hỏi.
finding-outline-long = Dài quá { $most } chữ cái.
finding-outline-long-fix = Rút ngắn, phần chi tiết để trong văn kiện.
finding-outline-area-unknown = «{ $value }» không phải lĩnh vực của kế hoạch.
finding-outline-area-unknown-fix = Chọn một lĩnh vực trong danh sách.
finding-outline-place-unknown = Không có địa bàn «{ $value }».
finding-outline-place-unknown-fix = Chọn một địa bàn trong danh sách.
finding-outline-people-unknown = Không có mã dân tộc «{ $value }».
finding-outline-people-unknown-fix = Chọn dân tộc trong danh sách.
finding-outline-choice-unknown = «{ $value }» không có trong danh sách chọn.
finding-outline-choice-unknown-fix = Chọn lại trong danh sách.
finding-outline-outside = Địa bàn nằm ngoài vùng thụ hưởng của kế hoạch.
finding-outline-outside-fix = Xem phần «Đối chiếu với kế hoạch», chọn địa bàn khác hoặc nêu lý do.
finding-outline-dates-reversed = Ngày kết thúc { $ends } đứng trước ngày bắt đầu { $starts }.
finding-outline-dates-reversed-fix = Kiểm tra lại hai ngày.
finding-outline-period-outside = Thời gian vượt giai đoạn { $from } - { $to } của kế hoạch.
finding-outline-period-outside-fix = Vẫn gửi được; cơ quan tổng hợp xem việc chuyển tiếp sang kế hoạch sau.
finding-outline-year-outside = Năm { $year } nằm ngoài thời gian dự án { $first } - { $last }.
finding-outline-year-outside-fix = Sửa năm của dòng, hoặc sửa thời gian dự án.
finding-outline-negative = Số tiền âm.
finding-outline-negative-fix = Ghi số không âm.
finding-outline-rate-missing = Có số nguyên tệ nhưng chưa ghi tỷ giá.
finding-outline-rate-missing-fix = Ghi tỷ giá, ngày và nguồn.
finding-outline-rate-differs = Nguyên tệ nhân tỷ giá là { $computed } triệu đồng, dòng này ghi { $stated } triệu đồng.
finding-outline-rate-differs-fix = Hai số chỉ được lệch trong 1 %. Kiểm tra lại số tiền hoặc tỷ giá.
finding-outline-part-over-whole = Phần { $part } lớn hơn tổng { $whole }.
finding-outline-part-over-whole-fix = Kiểm tra lại hai số.
finding-outline-screening-open = Chưa trả lời câu hỏi này.
finding-outline-screening-open-fix = Chọn «Có» hoặc «Không».
finding-outline-harm-unexplained = Có thể gây hại nhưng chưa giải thích.
finding-outline-harm-unexplained-fix = Nêu tác động và cách giảm nhẹ.

letter-outline-submitted-subject = Đề cương { $code } của { $unit }, biên nhận { $fact }
letter-outline-submitted-body =
    Kính gửi { $to },

    { $unit } gửi đề cương { $code }: { $name }.
    Số biên nhận: { $fact }.

    Xem đề cương tại địa chỉ:
    { $link }
letter-outline-approved-subject = Đề cương { $code } đã được duyệt
letter-outline-approved-body =
    Kính gửi { $to },

    Đề cương { $code } ({ $name }) đã được duyệt để đưa vào danh mục kêu gọi. { $fact }
    { $link }
letter-outline-returned-subject = Đề cương { $code } được trả lại để bổ sung
letter-outline-returned-body =
    Kính gửi { $to },

    Đề cương { $code } ({ $name }) được trả lại để bổ sung. Lý do:
    { $fact }

    Sửa và gửi lại tại địa chỉ:
    { $link }
letter-outline-refused-subject = Đề cương { $code } không được chấp thuận
letter-outline-refused-body =
    Kính gửi { $to },

    Đề cương { $code } ({ $name }) không được chấp thuận. Lý do:
    { $fact }

    { $link }

outline-book = Soạn ngoài mạng
outline-book-how = Tải biểu về, điền bằng Excel, rồi gửi lại. Gửi biểu chỉ điền vào các ô dưới đây; xem lại rồi bấm lưu.
outline-book-get = Tải biểu XLSX
outline-book-send = Gửi biểu đã điền
outline-book-file = Biểu đã điền
outline-book-filled = Các ô dưới đây lấy từ biểu vừa gửi. Chưa lưu.
outline-book-hint = Điền vào cột C. Trang Kinh phí: mỗi hoạt động mỗi năm một dòng. Cột A và hàng ẩn để hệ thống nhận ra ô, xin đừng xoá.
outline-book-yes = Có
finding-outline-book-foreign = Tệp này không phải biểu đề cương tải từ hệ thống.
finding-outline-book-foreign-fix = Tải biểu ở trang này, điền vào rồi gửi lại.
outline-f-needs = Nhu cầu mà dự án đáp ứng
