# Letters that leave the system. They go to units, so they are in Vietnamese; the English wording
# serves previews. $last and $until are already written as dates.
letter-reminder-subject = Nhắc nộp { $round }: còn { $days } ngày
letter-reminder-body =
    Kính gửi { $unit },

    { $round } cần nộp chậm nhất ngày { $last }, còn { $days } ngày.
    Đơn vị chưa nộp. Mở báo cáo, nhập trực tiếp hoặc gửi tệp Excel tại địa chỉ:
    { $link }

    Nộp sau ngày { $last } sẽ ghi muộn. Nếu có vướng mắc, trả lời thư này hoặc gọi cơ quan thường trực.
letter-overdue-subject = Quá hạn { $days } ngày: { $round }
letter-overdue-body =
    Kính gửi { $unit },

    { $round } có hạn chậm nhất ngày { $last }, nay đã quá { $days } ngày.
    Đơn vị chưa nộp. Mở báo cáo, nhập trực tiếp hoặc gửi tệp Excel tại địa chỉ:
    { $link }

    Báo cáo nộp lúc này vẫn được nhận và ghi muộn. Nếu không nộp được, báo lý do cho cơ quan thường trực.
letter-returned-subject = Cần bổ sung { $round }, chậm nhất ngày { $until }
letter-returned-body =
    Kính gửi { $unit },

    { $round } của đơn vị được trả lại để bổ sung. Lý do:
    { $reason }

    Sửa và nộp lại chậm nhất ngày { $until } tại địa chỉ:
    { $link }
