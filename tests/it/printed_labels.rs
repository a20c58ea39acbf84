//! What a printed label says against what holds today: on the check page of its certificate and where a text is
//! pasted. Nobody who makes labels up is believed, and nothing they send is an accident.

use chrono::TimeDelta;
use domain::labels::{self, Label};
use domain::ratings;
use entity::Locale;
use foundation::kernel::secrets::Secrets;
use shell::web::urls;

use crate::support::app::App;
use crate::support::labels::{SLUG, add, certify};

const CODE: &str = "TEST-PRINT";

/// The label as it is printed today, signed by us or by somebody with this secret.
async fn signed(app: &App, secret: Option<&str>) -> String {
    let services = &app.running.state.services;
    let certificate = ratings::by_code(&services.db, CODE).await.unwrap().unwrap();
    let today = app.running.state.editions.current().day;
    let label = Label::new(&certificate, "Bộ bát đĩa hoa sen đỏ", today).unwrap();
    let secrets = secret.map_or_else(|| services.secrets.clone(), Secrets::new);
    label.signed(&labels::key(&secrets).unwrap(), labels::LONGEST_TEXT)
}

/// The same with one bit of the day of printing turned over.
fn altered(text: &str) -> String {
    let from = text.find("s=").map_or(0, |at| at + 2);
    let mut bytes = text.as_bytes().to_vec();
    bytes[from + 4] = if bytes[from + 4] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

fn at(signed: &str) -> String {
    urls::certificate_label(Locale::Vi, CODE, signed)
}

#[tokio::test]
async fn a_label_is_compared_with_what_holds_today() {
    let app = App::start().await;
    certify(&app, 4, "2026-12-01", CODE).await;
    let path = at(&signed(&app, None).await);
    let visitor = app.visitor();
    let own = format!("product_id = (SELECT id FROM products WHERE slug = '{SLUG}')");

    let page = visitor.get(&path).await.is(200);
    let main = page.main();
    assert!(main.contains("Nhãn thật, và hôm nay vẫn đúng"), "{main}");
    assert!(
        main.contains("Nhãn in ngày 21/11/2026 ghi 4 sao, có giá trị đến 01/12/2026"),
        "{main}"
    );
    assert!(
        main.contains("Bộ bát đĩa hoa sen đỏ") && main.contains("1/QĐ-UBND"),
        "{main}"
    );
    assert!(page.header("cache-control").contains("s-maxage"));
    let canonical = page.attributes("link[rel=canonical]", "href").concat();
    assert!(canonical.ends_with("/chung-nhan/TEST-PRINT"), "{canonical}");
    let english = visitor
        .get(&path.replace("/chung-nhan/", "/en/certificates/"))
        .await
        .is(200);
    assert!(
        english.main().contains("Genuine, and still true today"),
        "{}",
        english.main()
    );
    // A code in small letters leads to the right one and keeps what the label says.
    let moved = visitor.get(&path.replace(CODE, "test-print")).await.is(301);
    assert_eq!(moved.location(), path);

    app.change(&format!(
        "UPDATE certificates SET stars = 3 WHERE code = '{CODE}' AND {own}"
    ))
    .await;
    let main = visitor.get(&path).await.is(200).main();
    assert!(
        main.contains("số sao nay đã khác") && main.contains("là 3 sao"),
        "{main}"
    );
    app.change(&format!(
        "UPDATE certificates SET stars = 4 WHERE code = '{CODE}' AND {own}"
    ))
    .await;

    app.advance(TimeDelta::days(11));
    app.settle().await;
    let main = visitor.get(&path).await.is(200).main();
    assert!(main.contains("Nhãn thật, nhưng chứng nhận đã hết hạn"), "{main}");
    assert!(!main.contains("chứng nhận khác còn hiệu lực"), "{main}");
    add(&app, 5, "2029-12-01", "TEST-NEWER").await;
    let renewed = visitor.get(&path).await.is(200);
    let main = renewed.main();
    assert!(
        main.contains("chứng nhận khác còn hiệu lực: 5 sao, mã TEST-NEWER"),
        "{main}"
    );
    assert!(
        renewed
            .attributes("main .note a", "href")
            .contains(&"/chung-nhan/TEST-NEWER".to_owned())
    );

    app.change(&format!(
        "UPDATE certificates SET revoked_on = '2026-11-30', revoked_reason = 'x' WHERE code = '{CODE}' AND {own}"
    ))
    .await;
    let main = visitor.get(&path).await.is(200).main();
    assert!(
        main.contains("Nhãn thật, nhưng chứng nhận đã bị thu hồi"),
        "{main}"
    );
    assert!(main.contains("thu hồi ngày 30/11/2026"), "{main}");
    app.stop().await;
}

#[tokio::test]
async fn what_we_did_not_sign_is_warned_of_and_never_an_accident() {
    let app = App::start().await;
    certify(&app, 4, "2029-12-01", CODE).await;
    add(&app, 5, "2029-12-01", "TEST-BETTER").await;
    let visitor = app.visitor();
    let good = signed(&app, None).await;
    let (payload, signature) = good.split_once('.').unwrap();
    let warned = [
        (altered(&good), "Cẩn thận"),
        (format!("{payload}.{}", &signature[..40]), "Cẩn thận"),
        (signed(&app, Some("another secret")).await, "Cẩn thận"),
        ("a.b".to_owned(), "không đọc được"),
        ("..".to_owned(), "không đọc được"),
        ("<script>alert(1)</script>".to_owned(), "không đọc được"),
        (payload.to_owned(), "không đọc được"),
    ];
    for (text, said) in &warned {
        let page = visitor.get(&at(text)).await.is(200);
        assert!(page.main().contains(said), "{text}: {}", page.main());
        assert!(
            page.header("cache-control").contains("no-store"),
            "{text} is kept"
        );
        assert!(!page.text().contains("<script>alert"), "{text}");
    }
    // The label of one certificate proves nothing of another.
    let moved = urls::certificate_label(Locale::Vi, "TEST-BETTER", &good);
    let main = visitor.get(&moved).await.is(200).main();
    assert!(main.contains("Cẩn thận"), "{main}");
    let plain = visitor.get("/chung-nhan/TEST-PRINT").await.is(200);
    for ignored in ["", &"A".repeat(200), &"A".repeat(5_000), "%00", "%0a%0d"] {
        let page = visitor
            .get(&format!("/chung-nhan/TEST-PRINT?s={ignored}"))
            .await
            .is(200);
        assert_eq!(page.main(), plain.main(), "{ignored}");
    }
    for broken in ["%ff%fe", "%", "%u1234", "\u{1f375}", "..%2f..%2f.."] {
        let status = visitor
            .get(&format!("/chung-nhan/TEST-PRINT?s={broken}"))
            .await
            .status;
        assert_eq!(status, 200, "{broken}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_text_that_was_read_off_a_label_is_checked_without_scripts() {
    let app = App::start().await;
    certify(&app, 4, "2029-12-01", CODE).await;
    let (vi, en) = ("/chung-nhan/kiem-tra", "/en/certificates/verify");
    let browser = app.browser();
    let form = browser.get(vi).await.is(200);
    let key = labels::key(&app.running.state.services.secrets).unwrap();
    assert_eq!(
        form.attributes("form[data-label-key]", "data-label-key"),
        [key.public()]
    );
    assert!(form.header("cache-control").contains("s-maxage"));
    browser.get(en).await.is(200);

    let address = format!("{}{}", browser.base, at(&signed(&app, None).await));
    for (text, path, said) in [
        (address.as_str(), vi, "Nhãn thật, và hôm nay vẫn đúng"),
        (address.as_str(), en, "Genuine, and still true today"),
        (
            &address.replace("/chung-nhan/", "/en/certificates/"),
            vi,
            "Nhãn thật",
        ),
        (&altered(&address), vi, "Cẩn thận"),
    ] {
        let page = browser.submit(path, &[("text", text)]).await.is(200);
        assert!(page.main().contains(said), "{said}: {}", page.main());
        assert!(page.header("cache-control").contains("no-store"));
        assert_eq!(page.all("textarea#text").concat(), text, "what was typed stays");
    }
    let code = browser.submit(vi, &[("text", " test-print ")]).await.is(303);
    assert_eq!(code.location(), "/chung-nhan/TEST-PRINT");
    for (text, said) in [
        ("", "Hãy dán nội dung mã QR"),
        ("mật ong rừng", "không phải nội dung mã QR"),
        ("HN-00000000", "không có chứng nhận nào mang mã này"),
        (&"x".repeat(15_000), "không phải nội dung mã QR"),
        (
            "</textarea><script>alert(1)</script>",
            "không phải nội dung mã QR",
        ),
    ] {
        let page = browser.submit(vi, &[("text", text)]).await.is(422);
        assert!(page.main().contains(said), "{said}: {}", page.main());
        assert!(!page.text().contains("<script>alert"));
    }
    browser.submit(vi, &[]).await.is(422);
    // Signed by us, and the certificate is gone since.
    let own = format!("product_id = (SELECT id FROM products WHERE slug = '{SLUG}')");
    app.change(&format!("DELETE FROM certificates WHERE {own}")).await;
    let page = browser.submit(vi, &[("text", &address)]).await.is(200);
    assert!(
        page.main().contains("không còn chứng nhận này"),
        "{}",
        page.main()
    );
    app.stop().await;
}

#[tokio::test]
async fn anybody_gets_what_it_takes_to_check_without_us() {
    let app = App::quiet(crate::support::db::Content::Data, &[]).await;
    let keys = app.visitor().get(urls::LABEL_KEYS).await.is(200);
    assert_eq!(keys.header("access-control-allow-origin"), "*");
    let told = keys.json();
    let key = labels::key(&app.running.state.services.secrets).unwrap();
    assert_eq!(told["format"], "cho-lang-qr/1");
    assert_eq!(told["keys"][0]["algorithm"], "Ed25519");
    assert_eq!(told["keys"][0]["public_key"], key.public());
    assert_eq!(told["keys"][0]["id"], key.id());
    let again = app.visitor().get(urls::LABEL_KEYS).await.is(200);
    assert_eq!(
        again.header("access-control-allow-origin"),
        "*",
        "from the cache too"
    );
    app.stop().await;
}
