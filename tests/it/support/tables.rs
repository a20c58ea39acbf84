//! A producer that sends its listings as a table.

use super::browser::{Answer, Browser};
use super::upload::Parts;

/// Where tables are sent to.
pub const TABLE: &str = "/nguoi-ban/san-pham/bang";

/// Sends a file as a table.
pub async fn send(browser: &Browser, bytes: &[u8]) -> Answer {
    let parts = Parts::default().file("file", "bang.csv", bytes);
    browser.upload(TABLE, parts).await
}

/// Sends a table that is read; the page that shows what it comes to.
pub async fn shown(browser: &Browser, bytes: &[u8]) -> Answer {
    let sent = send(browser, bytes).await.is(303);
    browser.get(sent.location()).await.is(200)
}

/// The rows by what they come to: new products, new packs, changes, unchanged, refused. Together they are all
/// that were read.
pub fn counts(page: &Answer) -> Vec<i64> {
    let number = |text: &String| text.split(' ').next().unwrap().parse().unwrap();
    let counts: Vec<i64> = page.all("main dl.facts dd").iter().map(number).collect();
    let read = page.all("#sum").remove(0);
    let sum: i64 = counts.iter().sum();
    let read = read.replace('.', "");
    assert!(read.contains(&format!("Đã đọc {sum} dòng")), "{read} {counts:?}");
    counts
}
