//! Cards, posters and labels at the producer's desk: what stands on paper, and what nobody gets.

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::labels::{SLUG, certify, pages, print, product, words_in_cells};
use crate::support::smtp::missing;

const KINDS: [&str; 4] = ["card", "cards", "poster", "label"];

/// The text of each page of the file, or nothing where fonts or poppler are missing.
fn read(answer: Answer) -> Option<Vec<String>> {
    if answer.status == 503 {
        missing("the built fonts (make assets)");
        return None;
    }
    let answer = answer.is(200);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let name = answer.header("content-disposition").to_owned();
    assert!(
        name.starts_with("attachment; filename=\"") && name.ends_with(".pdf\""),
        "{name}"
    );
    assert!(answer.bytes.starts_with(b"%PDF-"), "{}", answer.summary());
    pages(&answer.bytes)
}

async fn site() -> (App, Browser, i64) {
    let app = App::start().await;
    app.demo_people().await;
    certify(&app, 4, "2029-11-21", "TEST-PRINT").await;
    let staff = app.signed_in("staff").await;
    let id = product(&app, SLUG).await;
    (app, staff, id)
}

#[tokio::test]
async fn staff_print_what_holds_today() {
    let (app, staff, id) = site().await;
    let page = staff.get(&format!("/nguoi-ban/in-an?product={id}")).await.is(200);
    let main = page.main();
    assert!(main.contains("4 sao, có giá trị đến 21/11/2029"), "{main}");
    assert!(main.contains("Không in sao và mã QR."), "{main}");
    assert_eq!(
        page.attributes("input[name=product][checked]", "value"),
        [id.to_string()]
    );
    assert!(page.bytes.len() < 30_000, "{} bytes", page.bytes.len());
    assert!(!page.text().contains('⟦'), "{main}");
    let english = staff.get("/en/studio/print").await.is(200);
    assert!(english.main().contains("4 stars, valid until 21 November 2029"));
    let owner = app.signed_in("producer").await;
    let listing = owner.get(&format!("/nguoi-ban/san-pham/{id}")).await.is(200);
    let links = listing.attributes("main a", "href");
    assert!(
        links.contains(&format!("/nguoi-ban/in-an?product={id}")),
        "{links:?}"
    );
    for kind in KINDS {
        for (language, said) in [
            (
                "vi",
                ["OCOP 4 sao", "21/11/2029", "Mã tra cứu TEST-PRINT", "Quang Vinh"],
            ),
            (
                "en",
                [
                    "OCOP 4 stars",
                    "21 November 2029",
                    "Lookup code TEST-PRINT",
                    "Quang Vinh",
                ],
            ),
            (
                "both",
                ["OCOP 4 sao", "21/11/2029", "Mã tra cứu TEST-PRINT", "Red Lotus"],
            ),
        ] {
            let Some(read) = read(print(&staff, &[id], kind, language, "3").await) else {
                return;
            };
            assert_eq!(read.len(), 1, "{kind} {language}: {read:?}");
            for said in said {
                assert!(read[0].contains(said), "{kind} {language}: {said}: {}", read[0]);
            }
            assert!(read[0].contains("1/QĐ-UBND"), "{kind} {language}: {}", read[0]);
            assert!(read[0].contains("Số 9 ngõ Gốm"), "{kind} {language}: {}", read[0]);
            assert!(!read[0].contains('⟦'), "{kind} {language}: {}", read[0]);
            let labels = read[0].matches("TEST-PRINT").count();
            assert!(kind != "label" || labels == 3, "{labels} labels");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn the_same_choice_makes_the_same_file_and_sheets_are_filled() {
    let (app, staff, id) = site().await;
    let others: Vec<i64> = staff
        .get("/nguoi-ban/in-an")
        .await
        .is(200)
        .attributes("input[name=product]", "value")
        .iter()
        .map(|id| id.parse().unwrap())
        .filter(|other| *other != id)
        .take(3)
        .collect();
    assert_eq!(others.len(), 3, "the producer of the try-out has four products");
    let four = [&[id], others.as_slice()].concat();
    for (products, kind, count, sheets) in [
        (four.as_slice(), "card", "1", 4),
        (four.as_slice(), "cards", "1", 1),
        (four.as_slice(), "poster", "1", 4),
        (four.as_slice(), "label", "7", 2),
        ([id].as_slice(), "label", "24", 1),
        ([id].as_slice(), "label", "25", 2),
        ([id].as_slice(), "label", "240", 10),
    ] {
        let Some(read) = read(print(&staff, products, kind, "vi", count).await) else {
            return;
        };
        assert_eq!(read.len(), sheets, "{kind} {count}");
    }
    let once = print(&staff, &four, "cards", "both", "1").await.is(200);
    let again = print(&staff, &four, "cards", "both", "1").await.is(200);
    assert!(once.bytes == again.bytes, "the same choice gives another file");
    let several = once.header("content-disposition");
    assert!(
        several.contains("the-ke-a4-gom-su-quang-vinh-2026-11-21.pdf"),
        "{several}"
    );
    app.stop().await;
}

#[tokio::test]
async fn what_does_not_hold_today_gets_no_star_and_no_code() {
    let (app, staff, id) = site().await;
    let own = format!("product_id = (SELECT id FROM products WHERE slug = '{SLUG}')");
    for (change, why) in [
        (
            "revoked_on = '2026-11-21', revoked_reason = 'x'",
            "Chứng nhận đã bị thu hồi.",
        ),
        (
            "revoked_on = NULL, revoked_reason = NULL, expires_earliest = '2026-11-20', expires_latest = '2026-11-20'",
            "Chứng nhận đã hết hạn.",
        ),
        (
            "expires_earliest = '2026-11-20', expires_latest = '2027-11-20'",
            "Ngày tháng của chứng nhận chưa đủ rõ.",
        ),
    ] {
        app.change(&format!(
            "UPDATE certificates SET {change} WHERE code = 'TEST-PRINT' AND {own}"
        ))
        .await;
        let page = staff.get("/nguoi-ban/in-an").await.is(200).main();
        assert!(page.contains(why), "{why}: {page}");
        for kind in KINDS {
            let Some(read) = read(print(&staff, &[id], kind, "vi", "2").await) else {
                return;
            };
            let text = read.concat();
            assert!(text.contains("Quang Vinh"), "{kind}: {text}");
            for star in [
                "OCOP 4 sao",
                "TEST-PRINT",
                "1/QĐ-UBND",
                "Có giá trị đến",
                "Quét để",
            ] {
                assert!(!text.contains(star), "{kind}, {why}: {star}: {text}");
            }
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn long_names_stay_on_their_paper() {
    let (app, staff, id) = site().await;
    let own = format!("product_id = (SELECT id FROM products WHERE slug = '{SLUG}')");
    let words = "Bộ bát đĩa gốm sứ hoa sen đỏ vẽ tay nghiêng nghiêng ".repeat(4);
    let word = "Ngh".repeat(66);
    for name in [words.trim(), &word, "漢字 🍵 \u{202e}abc"] {
        let name: String = name.chars().take(200).collect();
        app.change(&format!("UPDATE product_texts SET name = '{name}' WHERE {own}"))
            .await;
        for kind in KINDS {
            let file = print(&staff, &[id], kind, "both", "24").await;
            if file.status == 503 {
                missing("the built fonts (make assets)");
                return;
            }
            let file = file.is(200);
            let cell = if kind == "label" { Some((70.0, 37.0)) } else { None };
            let Some(wrong) = words_in_cells(&file.bytes, cell) else {
                return;
            };
            assert!(wrong.is_empty(), "{kind}, {name}: {wrong:?}");
            let text = pages(&file.bytes).unwrap().concat();
            assert!(text.contains("TEST-PRINT"), "{kind}: the code gave way: {text}");
            assert!(text.contains("21/11/2029"), "{kind}: the date gave way: {text}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_theirs_or_too_much_is_refused() {
    let (app, staff, id) = site().await;
    let path = "/nguoi-ban/in-an";
    let other = app.signed_in("producer2").await;
    print(&other, &[id], "card", "vi", "1").await.is(404);
    // Also together with something that is wrong, and among others of their own.
    print(&other, &[id], "nothing", "vi", "x").await.is(404);
    let theirs = other
        .get(path)
        .await
        .is(200)
        .attributes("input[name=product]", "value");
    let theirs: i64 = theirs[0].parse().unwrap();
    print(&other, &[theirs, id], "card", "vi", "1").await.is(404);
    staff
        .submit(path, &[("product", "abc"), ("kind", "card"), ("language", "vi")])
        .await
        .is(404);
    let buyer = app.signed_in("buyer").await;
    print(&buyer, &[id], "card", "vi", "1").await.is(404);
    assert_eq!(app.browser().get(path).await.status, 303);

    for (products, kind, language, count, said) in [
        (vec![], "card", "vi", "1", "Hãy chọn ít nhất một sản phẩm."),
        (vec![id], "", "vi", "1", "Hãy chọn loại thẻ hoặc nhãn."),
        (vec![id], "flag", "vi", "1", "Hãy chọn loại thẻ hoặc nhãn."),
        (vec![id], "card", "fr", "1", "Hãy chọn chữ trên bản in."),
        (vec![id], "label", "vi", "10000", "Hãy gõ số nhãn từ 1 đến 240."),
        (vec![id], "label", "vi", "0", "Hãy gõ số nhãn từ 1 đến 240."),
        (vec![id], "label", "vi", "-1", "Hãy gõ số nhãn từ 1 đến 240."),
        (vec![id], "label", "vi", "", "Hãy gõ số nhãn từ 1 đến 240."),
    ] {
        let refused = print(&staff, &products, kind, language, count).await.is(422);
        let main = refused.main();
        assert!(main.contains(said), "{kind} {count}: {main}");
        // What was typed stays.
        assert_eq!(refused.attributes("#address", "value"), ["Số 9 ngõ Gốm"]);
        assert_eq!(
            refused.attributes("input[name=product][checked]", "value").len(),
            products.len()
        );
    }
    // The count is for labels alone.
    let card = print(&staff, &[id], "card", "vi", "").await;
    assert!(matches!(card.status.as_u16(), 200 | 503), "{}", card.status);
    let pack = format!("pack_{id}");
    let foreign = [
        ("product", id.to_string()),
        ("kind", "card".to_owned()),
        ("language", "vi".to_owned()),
        (pack.as_str(), "999999".to_owned()),
    ];
    let foreign: Vec<(&str, &str)> = foreign.iter().map(|(a, b)| (*a, b.as_str())).collect();
    staff.submit(path, &foreign).await.is(422);
    let long = "x".repeat(161);
    staff
        .submit(
            path,
            &[
                ("product", &id.to_string()),
                ("kind", "card"),
                ("language", "vi"),
                ("address", &long),
            ],
        )
        .await
        .is(422);
    // Their own that visitors no longer see.
    app.change(&format!(
        "UPDATE products SET status = 'hidden' WHERE slug = '{SLUG}'"
    ))
    .await;
    let refused = print(&staff, &[id], "card", "vi", "1").await.is(422);
    assert!(
        refused.main().contains("khách không còn thấy"),
        "{}",
        refused.main()
    );
    app.stop().await;
}
