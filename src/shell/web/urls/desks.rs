//! The addresses of the producer's desk and of the operator's office: tables of paths with holes.

use entity::Locale;

/// (key, Vietnamese, English) below `/nguoi-ban` and `/en/studio`. What stands in braces is filled in order.
const STUDIO: &[(&str, &str, &str)] = &[
    ("home", "", ""),
    ("switch", "doi", "switch"),
    ("order", "don-hang/{number}", "orders/{number}"),
    ("stock", "kho", "stock"),
    ("stock_made", "kho/lam-theo-don", "stock/made-to-order"),
    ("orders", "don-hang", "orders"),
    ("order_step", "don-hang/{number}/buoc", "orders/{number}/step"),
    ("order_cancel", "don-hang/{number}/huy", "orders/{number}/cancel"),
    (
        "order_refund",
        "don-hang/{number}/hoan-tien",
        "orders/{number}/refund",
    ),
    (
        "order_sent",
        "don-hang/{number}/da-hoan",
        "orders/{number}/refund-sent",
    ),
    (
        "order_received",
        "don-hang/{number}/nhan-tien",
        "orders/{number}/received",
    ),
    (
        "order_return",
        "don-hang/{number}/tra-hang",
        "orders/{number}/return",
    ),
    (
        "order_picture",
        "don-hang/{number}/tra-hang/{picture}",
        "orders/{number}/return/{picture}",
    ),
    ("order_slip", "don-hang/{number}/phieu", "orders/{number}/slip"),
    ("order_label", "don-hang/{number}/nhan", "orders/{number}/label"),
    ("pick_list", "soan-hang", "pick-list"),
    ("statements", "sao-ke", "statements"),
    ("statement_match", "sao-ke/khop", "statements/match"),
    ("statement_aside", "sao-ke/bo-qua", "statements/aside"),
    ("enquiries", "cau-hoi", "enquiries"),
    ("enquiry_mark", "cau-hoi/danh-dau", "enquiries/mark"),
    ("listings", "san-pham", "listings"),
    ("listing_new", "san-pham/moi", "listings/new"),
    ("listing", "san-pham/{id}", "listings/{id}"),
    ("listing_act", "san-pham/{id}/viec", "listings/{id}/act"),
    (
        "listing_preview",
        "san-pham/{id}/xem-truoc",
        "listings/{id}/preview",
    ),
    ("pictures", "san-pham/{id}/anh", "listings/{id}/pictures"),
    (
        "pictures_order",
        "san-pham/{id}/anh/sap-xep",
        "listings/{id}/pictures/arrange",
    ),
    ("packs", "san-pham/{id}/goi", "listings/{id}/packs"),
    ("pack", "san-pham/{id}/goi/{pack}", "listings/{id}/packs/{pack}"),
    ("stories", "cau-chuyen", "stories"),
    ("story", "cau-chuyen/{id}", "stories/{id}"),
    ("apply", "dang-ky-ban", "apply"),
    ("apply_who", "dang-ky-ban/chu-the", "apply/who"),
    ("apply_contact", "dang-ky-ban/lien-he", "apply/contact"),
    ("apply_bank", "dang-ky-ban/ngan-hang", "apply/bank"),
    ("apply_papers", "dang-ky-ban/giay-to", "apply/papers"),
    ("apply_paper", "dang-ky-ban/giay-to/{id}", "apply/papers/{id}"),
    (
        "apply_paper_remove",
        "dang-ky-ban/giay-to/{id}/xoa",
        "apply/papers/{id}/remove",
    ),
    ("apply_send", "dang-ky-ban/gui", "apply/send"),
    ("people", "thanh-vien", "people"),
    ("people_invite", "thanh-vien/moi", "people/invite"),
    ("people_withdraw", "thanh-vien/thu-hoi", "people/withdraw"),
    ("people_role", "thanh-vien/vai-tro", "people/role"),
    ("people_remove", "thanh-vien/xoa", "people/remove"),
    ("invitation", "loi-moi/{token}", "invitations/{token}"),
    ("settings", "cai-dat", "settings"),
    ("settings_contact", "cai-dat/lien-he", "settings/contact"),
    ("settings_bank", "cai-dat/ngan-hang", "settings/bank"),
    ("settings_ways", "cai-dat/thanh-toan", "settings/payment"),
    ("settings_delivery", "cai-dat/giao-hang", "settings/delivery"),
    ("settings_holiday", "cai-dat/nghi", "settings/holiday"),
    ("settings_stock", "cai-dat/ton-kho", "settings/stock"),
];

/// The same below `/quan-tri` and `/en/office`.
const OFFICE: &[(&str, &str, &str)] = &[
    ("home", "", ""),
    ("audit", "nhat-ky", "audit"),
    ("audit_csv", "nhat-ky/bang.csv", "audit/table.csv"),
    ("jobs", "viec-nen", "jobs"),
    ("job_act", "viec-nen/viec", "jobs/job"),
    ("mail_act", "viec-nen/thu", "jobs/mail"),
    ("health", "suc-khoe", "health"),
    ("hide", "an-hien", "visibility"),
    ("dossier", "an-hien/ho-so", "visibility/dossier"),
    ("complaints", "khieu-nai", "complaints"),
    ("complaint", "khieu-nai/{number}", "complaints/{number}"),
    ("changes", "thay-doi", "changes"),
    ("change", "thay-doi/san-pham/{id}", "changes/listings/{id}"),
    ("story_change", "thay-doi/cau-chuyen/{id}", "changes/stories/{id}"),
    ("applications", "ho-so", "applications"),
    ("application", "ho-so/{id}", "applications/{id}"),
    ("application_take", "ho-so/{id}/xem", "applications/{id}/take"),
    (
        "application_ticks",
        "ho-so/{id}/danh-dau",
        "applications/{id}/ticks",
    ),
    (
        "application_decision",
        "ho-so/{id}/quyet-dinh",
        "applications/{id}/decision",
    ),
    (
        "application_paper",
        "ho-so/{id}/giay-to/{paper}",
        "applications/{id}/papers/{paper}",
    ),
    ("requirements", "yeu-cau", "requirements"),
    ("requirement", "yeu-cau/{id}", "requirements/{id}"),
    ("producers", "nha-san-xuat", "producers"),
    ("producer", "nha-san-xuat/{id}", "producers/{id}"),
    (
        "producer_standing",
        "nha-san-xuat/{id}/trang-thai",
        "producers/{id}/standing",
    ),
];

fn pattern(
    locale: Locale,
    (vi, en): (&str, &str),
    table: &'static [(&str, &str, &str)],
    key: &str,
) -> String {
    let row = table.iter().find(|(known, _, _)| *known == key);
    let rest = row.map_or("", |(_, vietnamese, english)| match locale {
        Locale::Vi => vietnamese,
        Locale::En => english,
    });
    let root = if locale == Locale::Vi { vi } else { en };
    if rest.is_empty() {
        root.to_owned()
    } else {
        format!("{root}/{rest}")
    }
}

/// Fills what stands in braces, in order.
fn filled(pattern: &str, arguments: &[&str]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut arguments = arguments.iter();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str(arguments.next().copied().unwrap_or_default());
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// The pattern of a page of the producer's desk; its first page for a key that does not exist.
pub fn studio(locale: Locale, key: &str) -> String {
    pattern(locale, ("/nguoi-ban", "/en/studio"), STUDIO, key)
}

/// The address of a page of the producer's desk.
pub fn studio_at(locale: Locale, key: &str, arguments: &[&str]) -> String {
    filled(&studio(locale, key), arguments)
}

/// The pattern of a page of the office; its first page for a key that does not exist.
pub fn office(locale: Locale, key: &str) -> String {
    pattern(locale, ("/quan-tri", "/en/office"), OFFICE, key)
}

/// The address of a page of the office.
pub fn office_at(locale: Locale, key: &str, arguments: &[&str]) -> String {
    filled(&office(locale, key), arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_order() {
        assert_eq!(studio(Locale::Vi, "home"), "/nguoi-ban");
        assert_eq!(office(Locale::En, "no such key"), "/en/office");
        assert_eq!(filled("/a/{number}/b/{id}", &["x", "1"]), "/a/x/b/1");
        assert_eq!(filled("/a/{number}", &[]), "/a/");
    }
}
