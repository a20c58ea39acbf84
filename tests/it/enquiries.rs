//! Asking about services through the front door: who can be asked, what is judged, and that a question goes out
//! once.

use commerce::enquiries::{self, EnquiryRefusal, Wish};
use entity::{EnquiryStatus, Locale};
use shell::web::urls;

use crate::support::asking::{FIELDS, PRODUCER, asked, filled, letter, path, send, site};
use crate::support::buying::SERVICE;

/// Something that is put into a cart.
const GOODS: &str = "bo-bat-dia-gom-su-hoa-sen-do";

#[tokio::test]
async fn a_service_is_asked_about_in_both_languages_without_account_cookie_or_script() {
    let app = site().await;
    let lan = app.visitor();
    for (locale, thanks) in [
        (Locale::Vi, "Câu hỏi đã được gửi"),
        (Locale::En, "Your question is on its way"),
    ] {
        let path = path(locale);
        let product = lan.get(&urls::product(locale, SERVICE)).await.is(200);
        assert!(product.attributes("main a.btn", "href").contains(&path), "{path}");
        let page = lan.get(&path).await.is(200);
        assert_eq!(page.header("cache-control"), "private, no-store");
        assert_eq!(page.header("set-cookie"), "");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert!(page.attributes("link[rel=canonical]", "href").is_empty());
        assert_eq!(page.attributes("html", "lang"), [locale.tag()]);
        assert_eq!(page.all("h1").len(), 1);
        assert!(!page.text().contains('⟦'));
        assert!(
            page.attributes("#consent", "checked").is_empty(),
            "it is nobody's but theirs to tick"
        );
        let labels = page.attributes("main label", "for");
        for (name, _) in FIELDS {
            assert!(labels.contains(&name.to_owned()), "{name} has no label");
        }
        assert_eq!(page.attributes("#tel", "autocomplete"), ["tel"]);
        assert_eq!(page.attributes("#day", "min"), ["2026-11-21"]);
        assert_eq!(page.attributes("#day", "max"), ["2027-11-21"]);
        let form = filled(&lan, &path).await;
        let sent = send(&lan, &path, &form).await.is(303);
        assert_eq!(sent.location(), format!("{path}?ok=sent"));
        assert_eq!(sent.header("set-cookie"), "");
        let page = lan.get(sent.location()).await.is(200);
        assert_eq!(page.header("cache-control"), "private, no-store");
        assert_eq!(page.all("h1"), [thanks]);
        assert!(page.all("main form").is_empty() && !page.text().contains('⟦'));
    }
    let rows = asked(&app).await;
    assert_eq!(rows.len(), 2);
    for (row, locale) in rows.iter().zip(Locale::ALL) {
        assert_eq!((row.locale, row.status), (locale, EnquiryStatus::New));
        assert_eq!(row.product_name, "Điểm du lịch dịch vụ làng quê Hồng Vân");
        assert_eq!(row.phone.as_deref(), Some("+84912345678"));
        assert_eq!(row.email.as_deref(), Some("lan@example.com"));
        assert_eq!(row.day.unwrap().to_string(), "2026-12-25");
        assert_eq!((row.people, row.user_id, row.erased_at), (Some(12), None, None));
        assert_eq!(row.message, "Đoàn có trẻ em.\nĂn trưa ở đâu?");
        let told = letter(&app, &format!("new_enquiry:{}", row.id)).await.unwrap();
        for said in [
            "Nguyễn Thị Lan",
            "0912 345 678",
            "lan@example.com",
            "25/12/2026",
            "Ăn trưa ở đâu?",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
    }
    let producer = format!("{PRODUCER}@example.com");
    assert!(
        app.letters("new_enquiry")
            .await
            .iter()
            .all(|(to, _)| *to == producer)
    );
    let copies = app.letters("enquiry_sent").await;
    assert!(copies.len() == 2 && copies.iter().all(|(to, _)| to == "lan@example.com"));
    let english = "SELECT COUNT(*) FROM mails WHERE template = 'enquiry_sent' AND locale = 'en'";
    assert_eq!(app.count(english).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn fields_are_judged_where_they_stand_and_nothing_is_lost() {
    let app = site().await;
    let lan = app.visitor();
    let path = path(Locale::Vi);
    let good = filled(&lan, &path).await;
    let long = "ữ".repeat(2_001);
    for (field, value) in [
        ("name", ""),
        ("name", " "),
        ("tel", "12"),
        ("tel", "0168 123 4567"),
        ("email", "nobody"),
        ("email", "a@x.vn, b@x.vn"),
        ("day", "2026-11-20"),
        ("day", "2027-11-22"),
        ("day", "tuần sau"),
        ("day", "31/02/2027"),
        ("day", "99999999-01-01"),
        ("people", "0"),
        ("people", "-1"),
        ("people", "1.5"),
        ("people", "٣"),
        ("people", "1e9"),
        ("people", "1001"),
        ("message", ""),
        ("message", long.as_str()),
        ("consent", ""),
    ] {
        let mut form = good.clone();
        form.set(field, value);
        let page = send(&lan, &path, &form).await.is(422);
        let what = format!("{field}={value:.20}");
        assert_eq!(
            page.attributes("#errors a", "href"),
            [format!("#{field}")],
            "{what}"
        );
        assert_eq!(
            page.attributes(&format!("#{field}"), "aria-invalid"),
            ["true"],
            "{what}"
        );
        let told_by = page.attributes(&format!("#{field}"), "aria-describedby").concat();
        assert!(told_by.contains(&format!("{field}-err")), "{what}: {told_by}");
        assert_eq!(page.all(&format!("#{field}-err")).len(), 1, "{what}");
        assert_eq!(page.header("cache-control"), "private, no-store");
        for (name, typed) in &form.0 {
            let shown = match name.as_str() {
                "message" => page.all("#message")[0].clone(),
                "consent" => page.attributes("#consent", "checked").len().to_string(),
                _ => page.attributes(&format!("main input[name={name}]"), "value")[0].clone(),
            };
            let wanted = match name.as_str() {
                "message" => typed.split_whitespace().collect::<Vec<_>>().join(" "),
                "consent" => typed.len().to_string(),
                _ => typed.clone(),
            };
            assert_eq!(shown, wanted, "{what}: {name} was lost");
        }
    }
    // The old prefix of a number is told with the new one.
    let mut form = good.clone();
    form.set("tel", "0168 123 4567");
    let said = send(&lan, &path, &form).await.all("#tel-err").concat();
    assert!(said.contains("0381234567"), "{said}");
    let mut form = good.clone();
    form.set("tel", "");
    form.set("email", "");
    let page = send(&lan, &path, &form).await.is(422);
    assert_eq!(page.attributes("#errors a", "href"), ["#tel"], "one of the two");
    let mut form = good.clone();
    form.set("key", "short");
    send(&lan, &path, &form).await.is(400);
    assert!(asked(&app).await.is_empty());

    let days = ["2026-11-21", "2027-11-21", "25/12/2026", ""];
    for (number, day) in days.into_iter().enumerate() {
        let mut form = good.clone();
        form.set("key", &format!("a-key-of-this-test-{number}"));
        form.set("day", day);
        form.set("people", "");
        form.set(if number % 2 == 0 { "tel" } else { "email" }, "");
        send(&lan, &path, &form).await.is(303);
    }
    let kept: Vec<Option<String>> = asked(&app)
        .await
        .iter()
        .map(|row| row.day.map(|day| day.to_string()))
        .collect();
    let days = [Some("2026-11-21"), Some("2027-11-21"), Some("2026-12-25"), None];
    assert_eq!(kept, days.map(|day| day.map(str::to_owned)));
    app.stop().await;
}

#[tokio::test]
async fn the_same_form_sent_ten_times_at_once_asks_once() {
    let app = site().await;
    let lan = app.visitor();
    let path = path(Locale::Vi);
    let form = filled(&lan, &path).await;
    let answers = futures_util::future::join_all((0..10).map(|_| send(&lan, &path, &form))).await;
    for answer in answers {
        assert_eq!(answer.is(303).location(), format!("{path}?ok=sent"));
    }
    assert_eq!(asked(&app).await.len(), 1);
    for template in ["new_enquiry", "enquiry_sent"] {
        assert_eq!(app.letters(template).await.len(), 1, "{template}");
    }
    // With other words under the same key nothing is lost: the page comes with a new key.
    let mut other = form.clone();
    other.set("message", "Có chỗ đỗ xe không?");
    let page = send(&lan, &path, &other).await.is(422);
    assert_eq!(page.all("#message"), ["Có chỗ đỗ xe không?"]);
    let key = &page.attributes("main input[name=key]", "value")[0];
    assert_ne!(key, form.get("key"));
    other.set("key", key);
    send(&lan, &path, &other).await.is(303);
    assert_eq!(asked(&app).await.len(), 2);
    app.stop().await;
}

#[tokio::test]
async fn only_services_that_are_offered_can_be_asked_about() {
    let app = site().await;
    let lan = app.visitor();
    let form = filled(&lan, &path(Locale::Vi)).await;
    for slug in [GOODS, "khong-co", "A", "a'b"] {
        for locale in Locale::ALL {
            let path = urls::enquiry(locale, slug);
            lan.get(&path).await.is(404);
            send(&lan, &path, &form).await.is(404);
        }
    }
    let path = path(Locale::Vi);
    for (table, slug) in [("products", SERVICE), ("producers", PRODUCER)] {
        let status = |status: &str| format!("UPDATE {table} SET status = '{status}' WHERE slug = '{slug}'");
        app.change(&status("hidden")).await;
        lan.get(&path).await.is(404);
        send(&lan, &path, &form).await.is(404);
        app.change(&status("published")).await;
        lan.get(&path).await.is(200);
        // Hidden a moment ago, and the site has not taken notice yet.
        app.world.run(&status("hidden")).await;
        lan.get(&path).await.is(200);
        send(&lan, &path, &form).await.is(404);
        app.world.run(&status("published")).await;
    }
    assert!(asked(&app).await.is_empty());
    let goods = format!("SELECT id FROM products WHERE slug = '{GOODS}'");
    let wish = Wish {
        key: "a-key-of-this-test".to_owned(),
        product_id: app.count(&goods).await,
        user_id: None,
        network: String::new(),
        name: "Lan".to_owned(),
        phone: Some("+84912345678".to_owned()),
        email: None,
        day: None,
        people: None,
        message: "Còn hàng không?".to_owned(),
        locale: Locale::Vi,
    };
    let answer = enquiries::ask(&app.world.db, app.clock.now(), &wish)
        .await
        .unwrap();
    assert_eq!(answer, Err(EnquiryRefusal::Gone));
    // An address that moved leads on, and a form that was open meanwhile still arrives.
    app.change(&format!(
        "INSERT INTO slug_history (kind, old_slug, owner_id) SELECT 'product', 'lang-cu', id FROM products WHERE slug = '{SERVICE}'"
    ))
    .await;
    let old = urls::enquiry(Locale::Vi, "lang-cu");
    assert_eq!(lan.get(&old).await.is(301).location(), path);
    send(&lan, &old, &form).await.is(303);
    assert_eq!(asked(&app).await.len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn another_site_asks_in_nobodys_name() {
    let app = site().await;
    let lan = app.visitor();
    let path = path(Locale::En);
    let form = filled(&lan, &path).await;
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form.0.iter())
        .finish();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for foreign in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        lan.post(&path, &[kind, foreign], &body).await.is(403);
    }
    let plain = [("content-type", "text/plain"), ("origin", lan.base.as_str())];
    lan.post(&path, &plain, &body).await.is(403);
    assert!(asked(&app).await.is_empty());
    app.stop().await;
}
