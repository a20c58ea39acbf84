//! Printed cards and labels: made at the desk, and read as poppler reads them.

use std::process::Command;

use super::app::App;
use super::browser::{Answer, Browser};
use super::smtp::missing;

/// A product of the producer whose people the try-out has.
pub const SLUG: &str = "bo-bat-dia-gom-su-hoa-sen-do";

/// Gives the product one certificate, signed by the city, with this last valid day; what it had before goes.
pub async fn certify(app: &App, stars: u8, last_day: &str, code: &str) {
    let own = format!("product_id = (SELECT id FROM products WHERE slug = '{SLUG}')");
    app.change(&format!("DELETE FROM certificates WHERE {own}")).await;
    add(app, stars, last_day, code).await;
}

/// Gives the product one more certificate.
pub async fn add(app: &App, stars: u8, last_day: &str, code: &str) {
    let sql = format!(
        "INSERT INTO certificates (product_id, code, stars, potential_five, grade, decision_no, issued_earliest, \
         issued_latest, expires_earliest, expires_latest, source, recorded_at) SELECT id, '{code}', {stars}, false, \
         'A', '1/QĐ-UBND', '2023-11-21', '2023-11-21', '{last_day}', '{last_day}', 'x', '2023-11-22 00:00:00+00:00' \
         FROM products WHERE slug = '{SLUG}'"
    );
    app.change(&sql).await;
}

/// The key of a product.
pub async fn product(app: &App, slug: &str) -> i64 {
    app.count(&format!("SELECT id FROM products WHERE slug = '{slug}'"))
        .await
}

/// Asks for a file.
pub async fn print(who: &Browser, products: &[i64], kind: &str, language: &str, count: &str) -> Answer {
    let keys: Vec<String> = products.iter().map(ToString::to_string).collect();
    let mut fields: Vec<(&str, &str)> = keys.iter().map(|key| ("product", key.as_str())).collect();
    fields.extend([
        ("kind", kind),
        ("language", language),
        ("count", count),
        ("address", "Số 9 ngõ Gốm"),
    ]);
    who.submit("/nguoi-ban/in-an", &fields).await
}

fn poppler(pdf: &[u8], way: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(out) = Command::new("pdftotext")
        .args([way, "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
    else {
        missing("pdftotext (poppler-utils)");
        return None;
    };
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // It writes what stands outside the first plane as two surrogates, which is no UTF-8.
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    Some(text)
}

/// The words of each page.
pub fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = poppler(pdf, "-raw")?;
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    Some(
        pages
            .map(|page| foundation::kernel::fold::nfc(page).replace('\u{a0}', " "))
            .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect(),
    )
}

/// A number of an attribute.
fn number(tag: &str, name: &str) -> f32 {
    let rest = tag.split_once(&format!("{name}=\"")).unwrap().1;
    rest.split_once('"').unwrap().0.parse().unwrap()
}

/// Words that leave their page, or their cell of so many millimetres; nothing where poppler is missing.
pub fn words_in_cells(pdf: &[u8], cell: Option<(f32, f32)>) -> Option<Vec<String>> {
    let text = poppler(pdf, "-bbox")?;
    let mut wrong = Vec::new();
    let (mut width, mut height) = (0.0, 0.0);
    let mut words = 0;
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            (width, height) = (number(line, "width"), number(line, "height"));
        }
        if !line.starts_with("<word ") {
            continue;
        }
        words += 1;
        let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name));
        let middle = f32::midpoint(top, bottom);
        let on_page = left >= 0.0 && right <= width && middle >= 0.0 && middle <= height;
        let in_cell = cell.is_none_or(|(wide, high)| {
            let (wide, high, from) = (wide * 72.0 / 25.4, high * 72.0 / 25.4, 0.5 * 72.0 / 25.4);
            let same = |a: f32, b: f32, step: f32| ((a / step).floor() - (b / step).floor()).abs() < 0.5;
            same(left, right, wide) && same(top + 1.0 - from, bottom - 1.0 - from, high)
        });
        if !on_page || !in_cell {
            wrong.push(line.to_owned());
        }
    }
    assert!(words > 10, "{text}");
    Some(wrong)
}
