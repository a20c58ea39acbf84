//! Sentences for synthetic records: several to a story, chosen by the generator of the seed.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::words::{FAMILIES, GIVEN, MIDDLES};

/// One of a list. The lists are constants and never empty.
pub fn pick<'a, T>(rng: &mut ChaCha8Rng, from: &'a [T]) -> Option<&'a T> {
    let at = rng.random_range(0..from.len().max(1));
    from.get(at)
}

/// One of a list of words.
pub fn word(rng: &mut ChaCha8Rng, from: &[&'static str]) -> &'static str {
    pick(rng, from).copied().unwrap_or_default()
}

/// A pair of words in both languages.
pub fn pair(rng: &mut ChaCha8Rng, from: &[[&'static str; 2]]) -> [&'static str; 2] {
    pick(rng, from).copied().unwrap_or_default()
}

/// A person who does not exist.
pub fn person(rng: &mut ChaCha8Rng) -> String {
    format!(
        "{} {} {}",
        word(rng, &FAMILIES),
        word(rng, &MIDDLES),
        word(rng, &GIVEN)
    )
}

/// What a product is, in both languages.
pub fn summary(rng: &mut ChaCha8Rng, name: [&str; 2], hamlet: &str, maker: &str) -> [String; 2] {
    let [vi, en] = name;
    match rng.random_range(0..4) {
        0 => [
            format!("{vi} của {maker}, làm tại {hamlet} theo lối cũ, mỗi mẻ vừa đủ bán trong tuần."),
            format!("{en} by {maker} of {hamlet}, made the old way in batches that last a week."),
        ],
        1 => [
            format!("{vi} chọn từ vụ tốt nhất ở {hamlet}, đóng gói trong ngày."),
            format!("{en} from the best harvest of {hamlet}, packed on the day."),
        ],
        2 => [
            format!("Ở {hamlet}, {maker} giữ nghề ba đời; {vi} là món người làng vẫn dùng và đem biếu."),
            format!(
                "At {hamlet} {maker} keeps a trade of three generations; {en} is what villagers use and give."
            ),
        ],
        _ => [
            format!("{vi} không pha tạp, có sổ ghi từng lô; {maker} nhận khách đến xem."),
            format!("{en}, unmixed and with a record of each lot; {maker} welcomes visitors."),
        ],
    }
}

/// What stands between the first and the last sentence of a story.
const MIDDLE: [[&str; 2]; 6] = [
    [
        "Những năm đầu hàng chỉ bán ở chợ phiên, đi bằng xe đạp.",
        "In the first years the goods went to the market by bicycle.",
    ],
    [
        "Có vụ mất trắng vì nước lên, cả xóm góp giống cho nhau làm lại.",
        "One season was lost to the flood, and the hamlet shared seed to start again.",
    ],
    [
        "Người già trong làng truyền cách chọn nguyên liệu bằng tay và bằng mùi.",
        "The old people taught how to choose by hand and by smell.",
    ],
    [
        "Từ khi tham gia chương trình OCOP, mỗi lô hàng đều có sổ ghi và mã truy xuất.",
        "Since it joined OCOP every lot has its record and tracing code.",
    ],
    [
        "Khách đến được xem từng công đoạn và tự tay làm thử.",
        "Visitors see each step and try their hand.",
    ],
    [
        "Phần lãi được trích ra dạy nghề cho thanh niên trong xã.",
        "Part of the profit pays for teaching young people of the commune.",
    ],
];

/// A story of five sentences, in both languages.
pub fn story(rng: &mut ChaCha8Rng, name: [&str; 2], field: [&str; 2], hamlet: &str) -> [String; 2] {
    let year = rng.random_range(1978..2021);
    let hands = rng.random_range(3..60);
    let head = person(rng);
    let first = [
        format!("{} bắt đầu từ một gian bếp ở {hamlet} năm {year}.", name[0]),
        format!("{} began in a kitchen at {hamlet} in {year}.", name[1]),
    ];
    let last = [
        format!("Nay {head} cùng {hands} người giữ nghề {} quanh năm.", field[0]),
        format!(
            "Today {head} and {hands} others keep {} going all year.",
            field[1]
        ),
    ];
    let mut vi = vec![first[0].clone()];
    let mut en = vec![first[1].clone()];
    let start = rng.random_range(0..MIDDLE.len());
    for sentence in MIDDLE.iter().cycle().skip(start).take(3) {
        let [in_vi, in_en] = *sentence;
        vi.push(in_vi.to_owned());
        en.push(in_en.to_owned());
    }
    vi.push(last[0].clone());
    en.push(last[1].clone());
    [vi.join(" "), en.join(" ")]
}
