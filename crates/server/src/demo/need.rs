//! Made-up needs: what communes lack, with evidence that is marked as made up.
use domain::need::{Beneficiaries, NeedFacts, PeopleCode, Urgency};
use domain::organisation::Organisation;
use domain::words::Texts;

use super::random::Random;
use crate::app::{Caller, need};
use crate::ctx::Ctx;
use crate::problem::Outcome;

const SEED: u64 = 671;

/// Area, need in both languages, evidence in both languages.
const NEEDS: [(&str, [&str; 4]); 12] = [
    (
        "a",
        [
            "Thiếu nước sinh hoạt mùa khô",
            "Domestic water runs short in the dry season",
            "Giếng khoan nhiễm mặn từ tháng 2 đến tháng 5, hộ dân mua nước theo can.",
            "Drilled wells turn salty from February to May; households buy water by the can.",
        ],
    ),
    (
        "a",
        [
            "Nhà tạm của hộ Khmer nghèo",
            "Makeshift houses of poor Khmer households",
            "Khảo sát của ấp: mái lá, nền đất, không có nhà vệ sinh.",
            "Hamlet survey: leaf roofs, earth floors, no latrine.",
        ],
    ),
    (
        "b",
        [
            "Hộ sống ven sông sạt lở",
            "Households on an eroding river bank",
            "Bờ sông lùi khoảng hai mét mỗi năm, theo cọc tiêu của ấp.",
            "The bank draws back some two metres a year by the hamlet's markers.",
        ],
    ),
    (
        "c",
        [
            "Tôm - lúa mất mùa do mặn kéo dài",
            "Rice-shrimp harvests lost to long salinity",
            "Ba vụ liên tiếp năng suất giảm, tổ hợp tác chưa có giống chịu mặn.",
            "Yields fell three seasons running; the cooperative has no salt-tolerant seed.",
        ],
    ),
    (
        "d",
        [
            "Cầu gỗ sang trường hư hỏng",
            "The wooden bridge to the school is broken",
            "Học sinh đi vòng bốn cây số khi nước lớn.",
            "Pupils walk four kilometres round at high water.",
        ],
    ),
    (
        "d",
        [
            "Đường vào ấp ngập khi triều cường",
            "The hamlet road floods at spring tides",
            "Đoạn đường đất dài hơn một cây số ngập khoảng năm ngày mỗi tháng.",
            "More than a kilometre of earth road is under water some five days a month.",
        ],
    ),
    (
        "đ",
        [
            "Thiếu phòng học và sách song ngữ",
            "Too few classrooms and bilingual books",
            "Hai lớp học chung một phòng, chưa có sách tiếng Khmer cho lớp đầu cấp.",
            "Two classes share a room; no Khmer books for the first grades.",
        ],
    ),
    (
        "e",
        [
            "Dàn nhạc ngũ âm thiếu người nối nghề",
            "The five-tone orchestra lacks successors",
            "Đội nhạc còn bốn nghệ nhân, chưa có lớp truyền dạy.",
            "Four musicians are left and there is no class.",
        ],
    ),
    (
        "g",
        [
            "Trẻ dưới năm tuổi thấp còi",
            "Stunting among children under five",
            "Trạm y tế cân đo định kỳ, tỷ lệ cao hơn các ấp khác.",
            "The health station's measurements are above those of other hamlets.",
        ],
    ),
    (
        "h",
        [
            "Phụ nữ thiếu vốn và việc làm tại chỗ",
            "Women lack capital and work near home",
            "Hội phụ nữ ấp ghi nhận nhiều chị đi làm xa, con ở với ông bà.",
            "The hamlet's women's union notes many mothers working far away.",
        ],
    ),
    (
        "h",
        [
            "Tảo hôn ở cụm dân cư xa trung tâm",
            "Early marriage in remote settlements",
            "Tư pháp xã ghi nhận các trường hợp sống chung trước tuổi.",
            "The commune's records show couples living together under age.",
        ],
    ),
    (
        "i",
        [
            "Loa ấp chưa có bản tin tiếng Khmer",
            "Hamlet radio has no Khmer bulletin",
            "Người lớn tuổi không theo dõi được thông báo bằng tiếng Việt.",
            "Elders cannot follow announcements in Vietnamese.",
        ],
    ),
];

/// About two needs in each of thirty communes.
pub async fn state(ctx: &Ctx) -> Outcome<()> {
    let mut random = Random::new(SEED);
    let mut communes: Vec<&Organisation> = ctx
        .reference
        .organisations
        .reporting_units(ctx.clock.today())
        .into_iter()
        .filter(|o| o.place.is_some())
        .collect();
    random.shuffle(&mut communes);
    let progress = super::bar("Nhu cầu của địa bàn", 30);
    for unit in communes.into_iter().take(30) {
        for _ in 0..random.between(1, 3) {
            need::add(ctx, &Caller::Operator, &unit.code, &facts(unit, &mut random)).await?;
        }
        progress.inc(1);
    }
    progress.finish();
    Ok(())
}

fn facts(unit: &Organisation, random: &mut Random) -> NeedFacts {
    let (area, [title, title_en, evidence, evidence_en]) = random.pick(&NEEDS);
    let households = random.between(12, 140);
    let people = households * random.between(36, 44) / 10;
    let hamlet = format!("Ấp {}", random.between(1, 12));
    NeedFacts {
        title: Texts::of(format!("{title}, {}", hamlet.to_lowercase()), *title_en),
        place: unit.place.as_ref().map(ToString::to_string).unwrap_or_default(),
        hamlet,
        peoples: vec![PeopleCode {
            list: "1979".into(),
            code: if random.chance(80) { "05" } else { "04" }.into(),
        }],
        area: (*area).to_owned(),
        urgency: *random.pick(&[Urgency::High, Urgency::Medium, Urgency::Medium, Urgency::Low]),
        evidence: Texts::of(
            format!("{evidence} (Số liệu minh hoạ)"),
            format!("{evidence_en} (Illustrative figures)"),
        ),
        beneficiaries: Beneficiaries {
            households: Some(households),
            people: Some(people),
            minority: Some(people * random.between(40, 95) / 100),
            women: Some(people * random.between(47, 53) / 100),
            poor: Some(households * random.between(10, 45) / 100),
        },
        stated_by: "Cuộc họp ấp (số liệu minh hoạ)".into(),
    }
}
