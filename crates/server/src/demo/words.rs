//! Made-up names. Donors are letters, so that nobody takes one for a real organisation.
pub const RETURN_REASON: &str =
    "Đề nghị xem lại giải ngân trong kỳ và số nữ của lớp tập huấn. Các biểu khác đã đạt.";
pub const RECOMMENDATION: &str = "Kính đề nghị Ủy ban nhân dân tỉnh giao Sở Tài chính hướng dẫn áp dụng định mức chi cho các khoản viện trợ nhỏ.";

pub struct Donor {
    pub name: &'static str,
    pub kind: &'static str,
    pub country: &'static str,
    pub currency: &'static str,
}

pub const DONORS: [Donor; 8] = [
    Donor { name: "Tổ chức A", kind: "ngo", country: "Hà Lan", currency: "EUR" },
    Donor { name: "Tổ chức B", kind: "ngo", country: "Hoa Kỳ", currency: "USD" },
    Donor { name: "Tổ chức C", kind: "ngo", country: "Hàn Quốc", currency: "USD" },
    Donor { name: "Chính phủ D", kind: "bilateral", country: "Nhật Bản", currency: "JPY" },
    Donor { name: "Chính phủ E", kind: "bilateral", country: "Đức", currency: "EUR" },
    Donor { name: "Quỹ G", kind: "multilateral", country: "Liên hợp quốc", currency: "USD" },
    Donor { name: "Doanh nghiệp H", kind: "enterprise", country: "Xin-ga-po", currency: "USD" },
    Donor { name: "Cá nhân I", kind: "individual", country: "Ô-xtrây-li-a", currency: "AUD" },
];

/// Area letter, Vietnamese name, English name; {p} becomes the place.
pub const PROJECTS: [(&str, &str, &str); 18] = [
    ("a", "Nhà ở cho hộ Khmer nghèo {p}", "Houses for poor Khmer households, {p}"),
    ("a", "Cấp nước sinh hoạt cụm dân cư {p}", "Domestic water for hamlets, {p}"),
    ("a", "Bồn trữ nước mùa hạn {p}", "Water tanks for the dry season, {p}"),
    ("b", "Ổn định dân cư vùng sạt lở {p}", "Settlement away from eroding banks, {p}"),
    ("c", "Lúa - tôm an toàn sinh học {p}", "Biosafe rice-shrimp farming, {p}"),
    ("c", "Tổ hợp tác nuôi cua sinh thái {p}", "Ecological crab cooperative, {p}"),
    ("c", "Vườn ươm cây ngập mặn {p}", "Mangrove nursery, {p}"),
    ("d", "Cầu nông thôn {p}", "Rural bridges, {p}"),
    ("d", "Đường nối ấp Khmer {p}", "Road to the Khmer hamlet, {p}"),
    ("đ", "Học bổng nữ sinh dân tộc thiểu số {p}", "Scholarships for ethnic-minority girls, {p}"),
    ("đ", "Thư viện song ngữ trường tiểu học {p}", "Bilingual primary-school library, {p}"),
    ("e", "Bảo tồn dàn nhạc ngũ âm gắn với du lịch {p}", "Five-tone orchestra and tourism, {p}"),
    ("g", "Dinh dưỡng học đường {p}", "School nutrition, {p}"),
    ("g", "Khám bệnh lưu động vùng ven biển {p}", "Mobile clinic on the coast, {p}"),
    ("h", "Tiết kiệm và khởi nghiệp của phụ nữ {p}", "Women's savings and start-ups, {p}"),
    ("h", "Phòng, chống tảo hôn {p}", "Ending child marriage, {p}"),
    ("i", "Truyền thông tiếng Khmer trên loa ấp {p}", "Khmer-language hamlet radio, {p}"),
    ("i", "Giám sát cộng đồng công trình nhỏ {p}", "Community supervision of small works, {p}"),
];

pub const COURSES: [(&str, &str); 6] = [
    ("Quản lý tổ dùng nước", "people"),
    ("Kỹ thuật lúa - tôm", "people"),
    ("Quản lý dự án viện trợ nhỏ", "commune"),
    ("Lập đề cương dự án song ngữ", "province"),
    ("Sơ cứu cho nhóm phụ nữ", "people"),
    ("Giám sát đầu tư của cộng đồng", "hamlet"),
];

pub const WORKS: [(&str, &str); 4] = [
    ("Xây nhà, làm đường của dự án", "work"),
    ("Trồng và chăm sóc rừng ngập mặn", "work"),
    ("May công nghiệp", "training"),
    ("Sửa chữa máy nổ, vỏ lãi", "training"),
];

pub const DIFFICULTIES: [(&str, &str); 5] = [
    ("Giá vật tư tăng so với dự toán đã duyệt", "Sở Tài chính"),
    ("Chậm giao mặt bằng điểm đặt trụ cầu", "UBND cấp xã"),
    ("Định mức chi của nhà tài trợ khác quy định trong nước", "Sở Tài chính"),
    ("Thiếu cán bộ biết tiếng Anh để trao đổi với nhà tài trợ", "Sở Nội vụ"),
    ("Mặn xâm nhập sớm làm chậm tiến độ mô hình", "Sở Nông nghiệp và Môi trường"),
];

pub const PUBLICITY: [(&str, &str); 4] = [
    ("Niêm yết kinh phí dự án tại trụ sở và nhà văn hoá ấp", "posting"),
    ("Họp dân lấy ý kiến thiết kế", "meeting"),
    ("Ban Giám sát đầu tư của cộng đồng đi thực địa", "visit"),
    ("Phát thanh danh sách hộ hưởng lợi", "broadcast"),
];

/// One sentence or two for each section; {u} becomes the unit, {n} a number of projects.
pub fn narrative(section: &str) -> &'static [&'static str] {
    match section {
        "I" => &[
            "{u} đã phổ biến Kế hoạch tại hội nghị giao ban và phân công một lãnh đạo phụ trách. Số liệu minh hoạ.",
            "{u} ban hành công văn hướng dẫn, họp hai kỳ với các ấp có đông đồng bào dân tộc thiểu số. Số liệu minh hoạ.",
        ],
        "II" => &[
            "Trong kỳ, {u} phối hợp thực hiện {n} dự án; các hạng mục chính đạt tiến độ. Số liệu minh hoạ.",
            "{u} theo dõi {n} khoản viện trợ; một mô hình được nhân rộng sang ấp bên cạnh. Số liệu minh hoạ.",
        ],
        "III" => &[
            "Nguồn vốn chủ yếu là viện trợ không hoàn lại; đối ứng bố trí từ ngân sách và ngày công của dân. Số liệu minh hoạ.",
        ],
        "IV" => &[
            "Thủ tục tiếp nhận khoản viện trợ nhỏ còn dài; giá vật tư tăng. Số liệu minh hoạ.",
            "Cán bộ kiêm nhiệm, thiếu người biết ngoại ngữ. Số liệu minh hoạ.",
        ],
        "V" => &["Đề nghị hướng dẫn định mức chi và rút ngắn thời gian cho ý kiến. Số liệu minh hoạ."],
        _ => &[
            "Năm sau, {u} tiếp tục vận động các dự án trong danh mục và tập huấn cán bộ ấp. Số liệu minh hoạ.",
        ],
    }
}
