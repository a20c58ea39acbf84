//! English for phrases that the data set has in Vietnamese only and repeats: care instructions and best
//! seasons. A phrase that is not here stays without English, and the page shows the Vietnamese one.

use unicode_normalization::UnicodeNormalization;

#[rustfmt::skip]
const PHRASES: &[(&str, &str)] = &[
    ("Giặt tay nước mát, phơi trong bóng râm.", "Wash by hand in cool water, dry in the shade."),
    ("Giữ lạnh 2–8 °C; dùng trước hạn ghi trên bao bì.", "Keep chilled at 2–8 °C; use before the date on the pack."),
    ("Giữ đông −18 °C; rã đông ngăn mát, không cấp đông lại.", "Keep frozen at −18 °C; thaw in the fridge, do not refreeze."),
    ("Lau khăn khô; tránh nắng trực tiếp và chỗ quá ẩm.", "Wipe with a dry cloth; keep out of direct sun and damp."),
    ("Lau khăn mềm khô; tránh nắng gắt và nước nóng.", "Wipe with a soft dry cloth; keep from harsh sun and hot water."),
    ("Lau khăn mềm; không dùng hóa chất ăn mòn.", "Wipe with a soft cloth; no corrosive cleaners."),
    ("Lồng kính, tránh nắng trực tiếp.", "Frame behind glass, keep out of direct sun."),
    ("Phủi bụi bằng chổi mềm; không dùng chất tẩy.", "Dust with a soft brush; no detergents."),
    ("Phủi bụi, tránh ẩm mốc; phơi nắng nhẹ.", "Dust, keep from damp and mould; air in mild sun."),
    ("Rửa tay với nước ấm; tránh va đập và sốc nhiệt.", "Wash by hand in warm water; avoid knocks and sudden heat."),
    ("Tránh ẩm và kiến; không ăn.", "Keep from damp and ants; not for eating."),
    ("Tưới vừa, tránh nắng gắt.", "Water moderately, keep out of harsh sun."),
    ("Đặt trước; mang giày đi bộ và mũ.", "Book ahead; bring walking shoes and a hat."),
    ("Để mát, dùng trong 2–3 ngày.", "Keep cool, use within 2–3 days."),
    ("Để nhiệt độ phòng; không cho trẻ dưới 1 tuổi dùng.", "Keep at room temperature; not for children under one year."),
    ("Để nơi khô mát; dùng sớm sau khi mở.", "Keep cool and dry; use soon after opening."),
    ("Để nơi khô, thoáng, tránh nắng; đậy kín sau khi mở.", "Keep dry, airy and out of the sun; close tightly after opening."),
    ("Để nơi khô; khi đốt tránh vật dễ cháy.", "Keep dry; burn away from anything that catches fire."),
    ("Để nơi mát, tránh nắng. Chỉ bán cho người từ đủ 18 tuổi.", "Keep cool and out of the sun. Sold only to people aged 18 and over."),
    ("Để nơi thoáng; giữ lạnh khi đã cắt.", "Keep in an airy place; chill once cut."),
    ("Đựng kín, tránh ẩm và mùi lạ.", "Keep closed, away from damp and strong smells."),
    ("Giáp Tết", "The weeks before Tết"),
    ("Mùa cưới, trước Tết", "The wedding season and before Tết"),
    ("Ngày nắng hanh, nhất là tháng 10 đến tháng Chạp", "Dry sunny days, above all from October to the last lunar month"),
    ("Ngày phiên chợ, mùa khô", "Market days, in the dry season"),
    ("Quanh năm", "All year"),
    ("Quanh năm; đông vui nhất từ tháng 11 đến Tết", "All year; liveliest from November to Tết"),
    ("Tháng 10 đến Tết", "October to Tết"),
    ("Tháng 10 đến Tết, ngày nắng", "October to Tết, on sunny days"),
    ("Tháng 10 đến tháng 4", "October to April"),
    ("Tháng 11 đến Tết", "November to Tết"),
    ("Tháng 11 đến tháng 3", "November to March"),
    ("Tháng 2 đến tháng 4 mùa lễ hội chùa Tây Phương", "February to April, the festival season of Tây Phương pagoda"),
    ("Tháng 3 âm lịch mùa hội chùa Thầy", "The third lunar month, when Thầy pagoda holds its festival"),
    ("Tháng 3 âm lịch và các tháng hè", "The third lunar month and the summer"),
    ("Tháng 3 đến tháng 6", "March to June"),
    ("Tháng 3 đến tháng 9; mùa sen tháng 6", "March to September; lotus season in June"),
    ("Tháng 5 đến tháng 7", "May to July"),
    ("Tháng 8 đến tháng 12", "August to December"),
    ("Tháng 8 – 9 và tháng Chạp", "August, September and the last lunar month"),
    ("Tháng 9 đến tháng 11", "September to November"),
    ("Tháng 9 đến tháng 12", "September to December"),
    ("Tháng 9 đến tháng 3; Tuần văn hóa làng nghề vào tháng 11", "September to March; craft village culture week in November"),
    ("Tháng 9 đến tháng 4", "September to April"),
    ("Tháng 9 đến tháng 4; mùa gặt tháng 5", "September to April; harvest in May"),
    ("Tháng Chạp là mùa rộn ràng nhất", "Liveliest in the last lunar month"),
    ("Tháng Chạp đến tháng 3", "The last lunar month to March"),
    ("Tháng Giêng âm lịch", "The first lunar month"),
    ("Trung thu và Tết", "Mid-autumn and Tết"),
    ("Trước Tết và mùa cưới", "Before Tết and in the wedding season"),
];

/// The English of a phrase, if it is known.
pub fn english(vietnamese: &str) -> Option<String> {
    let composed: String = vietnamese.nfc().collect();
    PHRASES
        .iter()
        .find(|(vi, _)| *vi == composed)
        .map(|(_, en)| (*en).to_owned())
}
