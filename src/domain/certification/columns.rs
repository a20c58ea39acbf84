//! The columns of a file of decisions: one set for what comes in, for the template and for what goes out, so that a
//! list that was fetched can be brought back.

use entity::{EvidenceGrade, IssuerLevel, Locale};
use tabular::{Sheet, Table, Value};

use super::facts::Typed;
use super::list::Listed;

/// (Vietnamese, English, other names) of each column, in order.
const COLUMNS: [(&str, &str, &[&str]); 12] = [
    ("Mã chứng nhận", "code", &["Mã số", "Mã OCOP"]),
    ("Địa chỉ sản phẩm", "product", &["slug", "product_slug"]),
    ("Tên sản phẩm", "name", &["Sản phẩm", "product_name"]),
    (
        "Chủ thể",
        "producer",
        &["Tên chủ thể", "Nhà sản xuất", "producer_name"],
    ),
    ("Số sao", "stars", &["Hạng sao", "Xếp hạng", "Sao"]),
    ("Tiềm năng 5 sao", "potential_five", &["Tiềm năng"]),
    ("Số quyết định", "decision_no", &["Quyết định", "decision"]),
    ("Ngày ký", "signed_on", &["Ngày quyết định", "Ngày cấp", "signed"]),
    ("Cơ quan ban hành", "issuer", &["Cơ quan", "Nơi cấp"]),
    ("Cấp ban hành", "level", &["Cấp"]),
    ("Mức chứng cứ", "grade", &["Mức nguồn"]),
    ("Nguồn", "source", &["Nguồn chứng cứ"]),
];

/// The lines of a table as they are typed, with their numbers. `None` when no column says which product or how many
/// stars: then it is another table.
pub fn lines(table: &Table) -> Option<Vec<(u32, Typed)>> {
    let places = COLUMNS.map(|(vi, en, others)| {
        table
            .column(&[vi])
            .or_else(|| table.column(&[en]))
            .or_else(|| table.column(others))
    });
    let [code, product, name, .., stars, _, _, signed, _, _, _, _] = &places;
    if code.or(*product).or(*name).is_none() || stars.is_none() || signed.is_none() {
        return None;
    }
    let lines = table.rows.iter().map(|row| {
        let [
            code,
            product,
            name,
            producer,
            stars,
            potential_five,
            decision_no,
            signed_on,
            issuer,
            level,
            grade,
            source,
        ] = places.map(|place| {
            let cell = place.and_then(|place| row.cells.get(place));
            cell.cloned().unwrap_or_default()
        });
        let typed = Typed {
            code,
            stars,
            potential_five,
            decision_no,
            issuer,
            level,
            signed_on,
            grade,
            source,
            product,
            name,
            producer,
            chosen: None,
        };
        (row.line, typed)
    });
    Some(lines.collect())
}

fn header(locale: Locale) -> Vec<String> {
    let columns = COLUMNS.iter().map(|(vi, en, _)| match locale {
        Locale::Vi => (*vi).to_owned(),
        Locale::En => (*en).to_owned(),
    });
    columns.collect()
}

/// The template: the columns and one line to write over.
pub fn template(locale: Locale) -> Sheet {
    let example = [
        "",
        "tra-sen-tay-ho",
        "Trà sen Tây Hồ",
        "HTX Trà sen Tây Hồ",
        "4",
        "",
        "1234/QĐ-UBND",
        "26/06/2026",
        "UBND thành phố Hà Nội",
        "",
        "A",
        "",
    ];
    Sheet {
        name: name(locale),
        header: header(locale),
        rows: vec![example.iter().map(|cell| Value::from(*cell)).collect()],
    }
}

/// Certificates as a table. The columns beyond those of the template say what became of them; `standing` puts a state
/// into words.
pub fn exported(locale: Locale, listed: &[Listed], standing: impl Fn(&Listed) -> String) -> Sheet {
    let more = match locale {
        Locale::Vi => [
            "Hết hạn",
            "Thu hồi ngày",
            "Lý do thu hồi",
            "Quyết định thu hồi",
            "Trạng thái",
        ],
        Locale::En => [
            "expires_on",
            "revoked_on",
            "revoked_reason",
            "revoked_decision",
            "standing",
        ],
    };
    let mut header = header(locale);
    header.extend(more.map(str::to_owned));
    let rows = listed.iter().map(|one| {
        let certificate = &one.certificate;
        let yes = match locale {
            Locale::Vi => "có",
            Locale::En => "yes",
        };
        // A year alone goes out as a year, and comes back as one.
        let signed = match (certificate.issued_earliest, certificate.issued_latest) {
            (Some(from), Some(to)) if from == to => Value::Day(from),
            (Some(from), Some(_)) => Value::Text(from.format("%Y").to_string()),
            _ => Value::Empty,
        };
        vec![
            certificate.code.as_str().into(),
            one.names.slug.as_str().into(),
            one.names.name.as_str().into(),
            one.names.producer.as_str().into(),
            i64::from(certificate.stars.get()).into(),
            certificate.potential_five.then_some(yes).into(),
            certificate.decision_no.as_deref().into(),
            signed,
            certificate.issuer.as_deref().into(),
            certificate
                .issuer_level
                .map(|level| level_word(locale, level))
                .into(),
            grade_word(certificate.grade).into(),
            certificate.source.as_str().into(),
            certificate.expires_latest.into(),
            certificate.revoked_on.into(),
            certificate.revoked_reason.as_deref().into(),
            one.revoked_decision.as_deref().into(),
            standing(one).into(),
        ]
    });
    Sheet {
        name: name(locale),
        rows: rows.collect(),
        header,
    }
}

fn name(locale: Locale) -> String {
    match locale {
        Locale::Vi => "Chứng nhận",
        Locale::En => "Certificates",
    }
    .to_owned()
}

const fn level_word(locale: Locale, level: IssuerLevel) -> &'static str {
    match (locale, level) {
        (Locale::Vi, IssuerLevel::District) => "huyện",
        (Locale::Vi, IssuerLevel::Province) => "tỉnh",
        (Locale::Vi, IssuerLevel::National) => "trung ương",
        (Locale::En, IssuerLevel::District) => "district",
        (Locale::En, IssuerLevel::Province) => "province",
        (Locale::En, IssuerLevel::National) => "national",
    }
}

const fn grade_word(grade: EvidenceGrade) -> &'static str {
    match grade {
        EvidenceGrade::A => "A",
        EvidenceGrade::B => "B",
        EvidenceGrade::C => "C",
    }
}
