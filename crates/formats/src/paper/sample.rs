//! A realistic yearly report for the tests of all writers.
use super::decree30;
use super::model::{
    Align, Annex, Block, Column, Dated, Level, Paper, Row, Run, Signature, Table, TitleBlock,
};

/// The nine areas with commitments by source: (name, aid, ODA, loans, counterpart), million đồng.
const AREAS: [(&str, [i64; 4]); 9] = [
    ("a) Đất ở, nhà ở, nước sinh hoạt", [18_400, 9_200, 0, 4_600]),
    ("b) Sắp xếp, ổn định dân cư", [2_100, 0, 6_400, 1_500]),
    ("c) Sản xuất theo chuỗi giá trị", [9_800, 6_500, 0, 2_900]),
    ("d) Cơ sở hạ tầng thiết yếu", [14_200, 4_800, 18_600, 7_900]),
    ("đ) Giáo dục, đào tạo, khoa học", [16_900, 3_100, 0, 2_400]),
    ("e) Văn hóa gắn với du lịch", [3_200, 0, 0, 900]),
    ("g) Sức khỏe, dinh dưỡng", [12_600, 5_400, 0, 1_700]),
    ("h) Bình đẳng giới", [6_800, 2_200, 0, 700]),
    ("i) Truyền thông, kiểm tra, giám sát", [1_900, 400, 0, 300]),
];

pub(super) fn grouped(value: i64) -> String {
    if value == 0 {
        return "-".into();
    }
    let digits = value.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

fn areas() -> Table {
    let number = |title: &str| Column::new(title, 14, Align::Right);
    let row = |name: &str, v: [i64; 4]| {
        let mut cells = vec![name.to_owned()];
        cells.extend(v.iter().chain([&v.iter().sum::<i64>()]).map(|n| grouped(*n)));
        cells
    };
    let mut rows: Vec<Row> = AREAS.iter().map(|(name, v)| Row::new(row(name, *v))).collect();
    let total = AREAS.iter().fold([0; 4], |s, (_, v)| std::array::from_fn(|i| s[i] + v[i]));
    rows.push(Row::total(row("Cộng", total)));
    Table {
        caption: "Vốn cam kết cộng dồn theo lĩnh vực ưu tiên, 2021-2025".into(),
        unit: Some("Đơn vị tính: triệu đồng".into()),
        columns: vec![
            Column::new("Lĩnh vực", 40, Align::Left),
            number("Viện trợ không hoàn lại").in_group("Vốn ngoài nước"),
            number("ODA").in_group("Vốn ngoài nước"),
            number("Vốn vay ưu đãi").in_group("Vốn ngoài nước"),
            number("Vốn đối ứng"),
            number("Cộng"),
        ],
        rows,
    }
}

/// A unit table of `rows` rows, as the annexes of the consolidated report have.
pub(super) fn annex_table(rows: usize) -> Table {
    const NAMES: [&str; 6] = [
        "Cầu nông thôn và đường nối ba ấp Khmer",
        "Dinh dưỡng học đường cho học sinh dân tộc nội trú, bán trú và trẻ em vùng ven biển",
        "Vườn ươm cây ngập mặn do nhóm nữ quản lý",
        "Nước sạch cho 12 ấp ven biển",
        "Tập huấn kỹ năng số",
        "Phục dựng nhạc ngũ âm ភ្លេងពិណពាទ្យ và lễ hội Ok Om Bok",
    ];
    let mut sum = [0_i64; 4];
    let mut out: Vec<Row> = (0..rows)
        .map(|i| {
            let k = i as i64;
            let v = [900 + k * 37 % 4_800, 300 + k * 13 % 900, 1_000 + k * 91 % 39_000, 40 + k % 260];
            sum = std::array::from_fn(|j| sum[j] + v[j]);
            Row::new([
                (i + 1).to_string(),
                format!("Ủy ban nhân dân xã Số {}", i / 8 + 1),
                NAMES[i % NAMES.len()].to_owned(),
                ["a", "b", "c", "d", "đ", "e", "g", "h", "i"][i % 9].to_owned(),
                format!("{:02}/{:02}/2025", i % 28 + 1, i % 12 + 1),
                grouped(v[0]),
                grouped(v[1]),
                grouped(v[2]),
                grouped(v[3]),
                String::new(),
            ])
        })
        .collect();
    let mut total = vec![String::new(), "Cộng".into(), String::new(), String::new(), String::new()];
    total.extend(sum.iter().map(|n| grouped(*n)));
    total.push(String::new());
    out.push(Row::total(total));
    let number = |title: &str| Column::new(title, 10, Align::Right);
    Table {
        caption: String::new(),
        unit: Some("Đơn vị tính: triệu đồng".into()),
        columns: vec![
            Column::new("TT", 4, Align::Center),
            Column::new("Đơn vị báo cáo", 18, Align::Left),
            Column::new("Tên dự án, khoản viện trợ", 30, Align::Left),
            Column::new("Lĩnh vực", 6, Align::Center),
            Column::new("Ngày phê duyệt", 10, Align::Center),
            number("Viện trợ").in_group("Tổng vốn"),
            number("Đối ứng").in_group("Tổng vốn"),
            number("Giải ngân lũy kế"),
            number("Hộ hưởng lợi"),
            Column::new("Ghi chú", 8, Align::Left),
        ],
        rows: out,
    }
}

/// The report with two landscape annexes of 60 and 300 rows.
pub(super) fn report() -> Paper {
    report_with(&[60, 300])
}

pub(super) fn report_with(annex_rows: &[usize]) -> Paper {
    let mut paper = Paper {
        title_block: TitleBlock {
            superior: Some("UBND tỉnh Cà Mau".into()),
            issuer: "Sở Dân tộc và Tôn giáo".into(),
            number: None,
            symbol: "BC-SDTTG".into(),
            place: "Cà Mau".into(),
            dated: Dated::Month { year: 2025, month: 11 },
        },
        kind: "Báo cáo".into(),
        subject: "Kết quả thực hiện Kế hoạch số 67/KH-UBND năm 2025".into(),
        addressees: vec!["Ủy ban nhân dân tỉnh Cà Mau;".into(), "Bộ Dân tộc và Tôn giáo.".into()],
        legal_bases: vec![
            "Căn cứ Kế hoạch số 67/KH-UBND ngày 23 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh Cà Mau triển khai thực hiện Đề án “Tăng cường hợp tác quốc tế hỗ trợ phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số” đến năm 2025 trên địa bàn tỉnh".into(),
            "Căn cứ chức năng, nhiệm vụ được giao".into(),
        ],
        body: body(),
        signature: Signature {
            authority: vec!["KT. Giám đốc".into()],
            post: "Phó Giám đốc".into(),
            name: "Nguyễn Thị Ánh Tuyết".into(),
        },
        recipients: ["Như trên", "Lãnh đạo Sở", "Các sở, ban, ngành liên quan", "UBND các xã, phường", "Lưu: VT, CSDT"]
            .map(str::to_owned)
            .to_vec(),
        demo: Some("Số liệu minh họa".into()),
        ..Paper::default()
    };
    let reference = decree30::annex_reference(&paper);
    paper.annexes = annex_rows
        .iter()
        .enumerate()
        .map(|(i, rows)| Annex {
            title: ["Dự án, khoản viện trợ đang thực hiện", "Chi tiết theo đơn vị báo cáo"][i % 2].into(),
            reference: Some(reference.clone()),
            landscape: true,
            blocks: vec![Block::Table(annex_table(*rows))],
        })
        .collect();
    paper
}

fn body() -> Vec<Block> {
    let part = |n, text: &str| Block::heading(Level::Part, n, text);
    let title = |n, text: &str| Block::heading(Level::Title, n, text);
    vec![
        Block::paragraph("Sở Dân tộc và Tôn giáo báo cáo kết quả thực hiện năm 2025 như sau:"),
        part(1, "Công tác chỉ đạo, triển khai"),
        Block::paragraph(
            "46 sở, ngành và Ủy ban nhân dân xã, phường được giao báo cáo; 31 đơn vị đã có báo cáo được tiếp nhận đến ngày lập.",
        ),
        part(2, "Kết quả thực hiện"),
        title(1, "Huy động và giải ngân nguồn lực"),
        Block::Heading {
            level: Level::Point,
            number: 1,
            runs: vec![
                Run::plain("Trong năm, các nhà tài trợ cam kết mới "),
                Run::figure("43.400", "s2"),
                Run::plain(" triệu đồng; giải ngân "),
                Run::figure("31.700", "s1"),
                Run::plain(" triệu đồng, bằng 84,8% năm 2024."),
            ],
        },
        Block::heading(
            Level::Point,
            2,
            "Toàn tỉnh có 34 dự án đang thực hiện; 1.664 hộ được hưởng lợi, trong đó 1.366 hộ là đồng bào dân tộc thiểu số.",
        ),
        Block::bullet(
            "Tổ chức tập huấn cho 912 lượt người, 655 lượt là người dân tộc thiểu số, 418 lượt là nữ.",
        ),
        title(2, "Vốn cam kết cộng dồn theo lĩnh vực ưu tiên"),
        Block::Table(areas()),
        part(3, "Nguồn lực"),
        Block::paragraph(
            "Vốn đối ứng cộng dồn 22.900 triệu đồng, bằng 13,8% tổng vốn cam kết; trong đó ngân sách tỉnh bố trí đủ cho 31 trên 34 dự án đang thực hiện.",
        ),
        part(4, "Khó khăn, vướng mắc và nguyên nhân"),
        Block::Paragraph {
            runs: vec![
                Run::plain("Còn "),
                Run::figure("7", "s6"),
                Run::plain(" vướng mắc chưa giải quyết, trong đó "),
                Run::bold("2 việc quá hạn"),
                Run::plain(": chậm giao mặt bằng cầu Kênh Tám (xã Khánh Lâm) và chưa thống nhất "),
                Run::italic("định mức chi"),
                Run::plain(" giữa nhà tài trợ và quy định trong nước."),
            ],
        },
        part(5, "Kiến nghị"),
        Block::paragraph(
            "Kính đề nghị Ủy ban nhân dân tỉnh giao Sở Tài chính hướng dẫn áp dụng định mức chi trước ngày 15 tháng 12 năm 2025.",
        ),
        part(6, "Phương hướng năm 2026"),
        Block::paragraph(
            "Tiếp tục vận động 12 dự án trong danh mục, nhu cầu còn thiếu 30.060 triệu đồng; mở đợt đề xuất năm 2026 trong tháng 11.",
        ),
        Block::paragraph(
            "Trên đây là báo cáo kết quả thực hiện Kế hoạch năm 2025, Sở Dân tộc và Tôn giáo kính trình Ủy ban nhân dân tỉnh, Bộ Dân tộc và Tôn giáo xem xét, chỉ đạo.",
        ),
    ]
}

/// An official letter that asks for opinions.
pub(super) fn letter() -> Paper {
    Paper {
        kind: String::new(),
        subject: "lấy ý kiến về khoản viện trợ «Trạm y tế lưu động ven biển»".into(),
        addressees: vec!["Sở Tài chính".into(), "Công an tỉnh".into()],
        ..report_with(&[])
    }
}
