//! What the outlines are about, by area of the plan. Made up.

/// Vietnamese and English; `{P}` is the place.
type Both = (&'static str, &'static str);

pub(super) struct Topic {
    pub area: &'static str,
    pub name: Both,
    pub support: &'static [&'static str],
    pub need: Both,
    pub goal: Both,
    pub results: Both,
    pub activities: [Both; 2],
}

pub(super) const SUMMARY: Both = (
    "Dự án tại {P}, ưu tiên hộ đồng bào dân tộc thiểu số. Người dân bàn và giám sát ngay từ đầu. Số liệu minh hoạ.",
    "A project in {P} that puts ethnic-minority households first. Residents take part and supervise from the beginning. Illustrative figures.",
);
pub(super) const SCHEDULE: Both = (
    "Quý đầu: họp dân, chọn hộ. Các quý sau: thực hiện. Quý cuối: nghiệm thu, bàn giao. Số liệu minh hoạ.",
    "First quarter: meetings, choice of households. Then the work. Last quarter: acceptance and handover. Illustrative figures.",
);
pub(super) const EFFECTS: Both = (
    "Giảm chi phí cho hộ nghèo, tăng ngày công tại chỗ, cán bộ ấp biết quản lý công trình. Số liệu minh hoạ.",
    "Lower costs for poor households, more paid days of local work, hamlet officials who can run what was built. Illustrative figures.",
);
pub(super) const SUSTAINABILITY: Both = (
    "Xã tiếp nhận công trình, lập tổ quản lý có quỹ bảo dưỡng do người dân góp. Số liệu minh hoạ.",
    "The commune takes over; a users' group keeps a maintenance fund that residents pay into. Illustrative figures.",
);

pub(super) const TOPICS: [Topic; 12] = [
    Topic {
        area: "a",
        name: ("Cấp nước sinh hoạt cho đồng bào Khmer {P}", "Domestic water for Khmer households in {P}"),
        support: &["financial", "technical"],
        need: (
            "Mùa khô nhiều hộ mua nước, giếng khoan nhiễm mặn. Số liệu minh hoạ.",
            "In the dry season many households buy water; wells are saline. Illustrative figures.",
        ),
        goal: ("Đủ nước hợp vệ sinh quanh năm.", "Clean water all year round."),
        results: (
            "Một trạm cấp nước, đường ống tới từng hộ.",
            "One water station with pipes to each household.",
        ),
        activities: [
            ("Xây trạm và đặt đường ống", "Build the station and lay pipes"),
            ("Tập huấn tổ quản lý nước", "Train the water users' group"),
        ],
    },
    Topic {
        area: "a",
        name: (
            "Nhà ở cho hộ nghèo dân tộc thiểu số {P}",
            "Houses for poor ethnic-minority households in {P}",
        ),
        support: &["financial"],
        need: (
            "Nhà lá tạm bợ, dột khi mưa, không chịu được gió lớn. Số liệu minh hoạ.",
            "Leaf houses leak in the rain and do not stand strong wind. Illustrative figures.",
        ),
        goal: ("Hộ nghèo có nhà vững chắc.", "Poor households live in solid houses."),
        results: (
            "Nhà ba cứng cho từng hộ được chọn.",
            "A house with solid floor, frame and roof for each chosen household.",
        ),
        activities: [("Dựng nhà", "Build houses"), ("Làm nhà tiêu hợp vệ sinh", "Build latrines")],
    },
    Topic {
        area: "d",
        name: ("Cầu nông thôn qua kênh tại {P}", "A rural bridge across the canal in {P}"),
        support: &["financial", "technical"],
        need: (
            "Học sinh qua kênh bằng đò nhỏ, không có áo phao. Số liệu minh hoạ.",
            "Pupils cross the canal in a small boat without life jackets. Illustrative figures.",
        ),
        goal: ("Đi lại an toàn quanh năm.", "Safe ways all year round."),
        results: ("Một cầu bê tông, hai đường dẫn.", "One concrete bridge with both approaches."),
        activities: [
            ("Thiết kế và thi công cầu", "Design and build the bridge"),
            ("Làm đường dẫn", "Build the approaches"),
        ],
    },
    Topic {
        area: "đ",
        name: ("Phòng học và bếp bán trú trường tiểu học {P}", "Classrooms and a school kitchen in {P}"),
        support: &["financial"],
        need: (
            "Phòng học xuống cấp, trẻ ở xa không có bữa trưa. Số liệu minh hoạ.",
            "Classrooms are worn out; children from afar have no lunch. Illustrative figures.",
        ),
        goal: ("Trẻ em học đủ hai buổi một ngày.", "Children attend school for the whole day."),
        results: ("Bốn phòng học, một bếp ăn.", "Four classrooms and one kitchen."),
        activities: [
            ("Xây phòng học", "Build classrooms"),
            ("Trang bị bếp và thư viện", "Equip kitchen and library"),
        ],
    },
    Topic {
        area: "đ",
        name: (
            "Dạy nghề cho thanh niên dân tộc thiểu số {P}",
            "Vocational training for ethnic-minority youth in {P}",
        ),
        support: &["financial", "experience"],
        need: (
            "Thanh niên đi làm xa không có tay nghề. Số liệu minh hoạ.",
            "Young people leave for work without a trade. Illustrative figures.",
        ),
        goal: ("Có nghề và việc làm gần nhà.", "A trade and work close to home."),
        results: (
            "Bốn lớp nghề, hai phần ba học viên có việc.",
            "Four courses; two thirds of the learners find work.",
        ),
        activities: [
            ("Mở lớp nghề", "Run the courses"),
            ("Kết nối việc làm", "Link learners with employers"),
        ],
    },
    Topic {
        area: "c",
        name: ("Mô hình tôm - lúa thích ứng xâm nhập mặn {P}", "Rice and shrimp that bear salt water in {P}"),
        support: &["technical", "knowledge", "technology"],
        need: (
            "Mặn vào sớm, vụ lúa bấp bênh. Số liệu minh hoạ.",
            "Salt water comes early and rice harvests are uncertain. Illustrative figures.",
        ),
        goal: ("Thu nhập ổn định trên cùng thửa đất.", "A steady income from the same field."),
        results: (
            "Hai tổ hợp tác, giống lúa chịu mặn, sổ tay kỹ thuật.",
            "Two cooperative groups, salt-tolerant rice, a handbook.",
        ),
        activities: [
            ("Trình diễn ruộng mẫu", "Run demonstration fields"),
            ("Tập huấn và cung cấp giống", "Train farmers and provide seed"),
        ],
    },
    Topic {
        area: "g",
        name: ("Trang thiết bị trạm y tế {P}", "Equipment for the health station of {P}"),
        support: &["financial", "technical"],
        need: (
            "Trạm thiếu máy siêu âm và phòng khám thai. Số liệu minh hoạ.",
            "The station lacks ultrasound and an antenatal room. Illustrative figures.",
        ),
        goal: ("Khám chữa bệnh ban đầu tại xã.", "Primary care within the commune."),
        results: (
            "Phòng khám thai, máy siêu âm, tủ thuốc.",
            "An antenatal room, ultrasound, a medicine cabinet.",
        ),
        activities: [("Mua thiết bị", "Buy equipment"), ("Tập huấn nhân viên y tế", "Train health workers")],
    },
    Topic {
        area: "e",
        name: (
            "Giữ gìn lễ hội Ok Om Bok và đua ghe ngo {P}",
            "Keeping the Ok Om Bok festival and ngo boat races in {P}",
        ),
        support: &["financial", "experience"],
        need: (
            "Ghe ngo hư, đội nhạc ngũ âm thiếu người trẻ. Số liệu minh hoạ.",
            "The boat is broken and the pin peat ensemble lacks young players. Illustrative figures.",
        ),
        goal: (
            "Lễ hội do cộng đồng giữ, gắn với du lịch.",
            "A festival that the community keeps and visitors enjoy.",
        ),
        results: (
            "Một ghe ngo, một lớp nhạc, lịch lễ hội.",
            "One boat, one music class, a calendar of festivals.",
        ),
        activities: [
            ("Đóng ghe và mua nhạc cụ", "Build the boat and buy instruments"),
            ("Mở lớp truyền dạy", "Run classes"),
        ],
    },
    Topic {
        area: "h",
        name: ("Bảo vệ trẻ em và phòng đuối nước {P}", "Child protection and water safety in {P}"),
        support: &["financial", "knowledge"],
        need: (
            "Trẻ em sống cạnh sông rạch, ít em biết bơi. Số liệu minh hoạ.",
            "Children live beside water and few can swim. Illustrative figures.",
        ),
        goal: ("Không còn trẻ em đuối nước.", "No child drowns."),
        results: (
            "Hồ bơi di động, nhóm cộng đồng bảo vệ trẻ em.",
            "A movable pool and a community child protection group.",
        ),
        activities: [("Dạy bơi", "Teach swimming"), ("Tập huấn nhóm cộng đồng", "Train the community group")],
    },
    Topic {
        area: "h",
        name: ("Sinh kế cho phụ nữ Khmer {P}", "Livelihoods for Khmer women in {P}"),
        support: &["financial", "knowledge"],
        need: (
            "Phụ nữ thiếu vốn nhỏ và nơi gửi con. Số liệu minh hoạ.",
            "Women lack small loans and child care. Illustrative figures.",
        ),
        goal: ("Phụ nữ có thu nhập của mình.", "Women have an income of their own."),
        results: ("Ba tổ tiết kiệm, một tổ đan lát.", "Three savings groups and one weaving group."),
        activities: [("Lập tổ tiết kiệm", "Found savings groups"), ("Tập huấn nghề đan", "Teach weaving")],
    },
    Topic {
        area: "b",
        name: (
            "Ổn định dân cư ven biển sạt lở {P}",
            "Safe ground for households on the eroding coast of {P}",
        ),
        support: &["financial", "technical"],
        need: (
            "Bờ biển lở sâu, nhà ở sát mép nước. Số liệu minh hoạ.",
            "The shore recedes and houses stand at the edge. Illustrative figures.",
        ),
        goal: ("Hộ dân ở nơi an toàn.", "Households live on safe ground."),
        results: (
            "Nền nhà cao, đường và điện cho khu mới.",
            "Raised ground, road and power for the new site.",
        ),
        activities: [
            ("San nền và làm đường", "Raise the ground and build the road"),
            ("Hỗ trợ hộ di chuyển", "Help households move"),
        ],
    },
    Topic {
        area: "i",
        name: (
            "Truyền thông bằng tiếng Khmer và giám sát cộng đồng {P}",
            "Information in Khmer and community supervision in {P}",
        ),
        support: &["technical", "knowledge", "experience"],
        need: (
            "Người lớn tuổi khó đọc thông báo tiếng Việt. Số liệu minh hoạ.",
            "Older people find notices in Vietnamese hard to read. Illustrative figures.",
        ),
        goal: ("Người dân biết và giám sát chương trình.", "Residents know the programme and supervise it."),
        results: (
            "Bản tin hai thứ tiếng, ban giám sát được tập huấn.",
            "A bulletin in two languages and a trained supervision board.",
        ),
        activities: [
            ("Phát bản tin", "Broadcast the bulletin"),
            ("Tập huấn ban giám sát", "Train the supervision board"),
        ],
    },
];
