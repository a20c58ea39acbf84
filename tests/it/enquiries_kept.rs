//! What becomes of a question: whose it is, to whom it is told, how often it may be asked, and that it is forgotten.

use chrono::TimeDelta;
use commerce::enquiries;
use entity::{Locale, enquiry};
use foundation::kernel::db::write_txn;
use serde_json::json;

use crate::mails::House;
use crate::support::asking::{PRODUCER, asked, filled, letter, path, send, site};
use crate::support::buying;
use crate::support::db::Content;

#[tokio::test]
async fn what_somebody_asked_is_theirs_to_see_to_take_along_and_to_have_forgotten() {
    let app = site().await;
    app.demo_people().await;
    let (buyer, officer) = (app.signed_in("buyer").await, app.signed_in("officer").await);
    let path = path(Locale::Vi);
    let page = buyer.get(&path).await.is(200);
    assert_eq!(page.attributes("#name", "value"), ["Nguyễn Thị Lan"]);
    assert_eq!(page.attributes("#email", "value"), ["buyer@example.com"]);
    let mut form = filled(&buyer, &path).await;
    form.set("email", "buyer@example.com");
    send(&buyer, &path, &form).await.is(303);
    let guest = app.visitor();
    let form = filled(&guest, &path).await;
    send(&guest, &path, &form).await.is(303);

    for (orders, words) in [
        (
            "/tai-khoan/don-hang",
            ["làng quê Hồng Vân", "25/12/2026", "12 người", "Chờ trả lời"],
        ),
        (
            "/en/account/orders",
            [
                "Hồng Vân Village",
                "25 December 2026",
                "12 people",
                "Awaiting an answer",
            ],
        ),
    ] {
        let list = buyer.get(orders).await.is(200).all(".acct-list > li");
        assert_eq!(list.len(), 1, "{list:?}");
        for word in words {
            assert!(list[0].contains(word), "{word}: {list:?}");
        }
        assert!(officer.get(orders).await.all(".acct-list > li").is_empty());
    }
    let copy = buyer.get("/tai-khoan/du-lieu/ban-sao").await.is(200).json();
    assert_eq!(copy["enquiries"].as_array().unwrap().len(), 1);
    assert_eq!(copy["enquiries"][0]["message"], "Đoàn có trẻ em.\nĂn trưa ở đâu?");
    // To an address that is known to be theirs go their own words too; to any other they do not.
    let before = asked(&app).await;
    let (own, other) = (&before[0], &before[1]);
    let (mine, theirs) = (
        format!("enquiry_sent:{}", own.id),
        format!("enquiry_sent:{}", other.id),
    );
    assert!(letter(&app, &mine).await.unwrap().contains("Ăn trưa"));
    assert!(!letter(&app, &theirs).await.unwrap().contains("Ăn trưa"));

    let yes = [("password", "demo-cho-lang"), ("sure", "1")];
    buyer.submit("/tai-khoan/du-lieu", &yes).await.is(303);
    let rows = asked(&app).await;
    let is_blank = |row: &enquiry::Model| {
        row.name.is_empty()
            && row.message.is_empty()
            && (row.phone.as_ref(), row.email.as_ref(), row.user_id) == (None, None, None)
            && row.erased_at == Some(app.clock.now())
    };
    assert!(is_blank(&rows[0]), "{:?}", rows[0]);
    assert_eq!(rows[1], *other, "a guest's is a guest's");
    let never = letter(&app, &format!("new_enquiry:{}", own.id))
        .await
        .unwrap_err();
    assert!(never.contains("erased"), "{never}");

    let now = app.clock.now();
    let later = now + TimeDelta::seconds(1);
    let txn = write_txn(&app.world.db).await.unwrap();
    assert_eq!(enquiries::forget_before(&txn, now, now).await.unwrap(), 0);
    assert_eq!(enquiries::forget_before(&txn, now, later).await.unwrap(), 1);
    txn.commit().await.unwrap();
    assert!(asked(&app).await.iter().all(is_blank));
    app.stop().await;
}

#[tokio::test]
async fn who_asks_without_end_is_slowed_and_nobody_is_flooded() {
    let app = site().await;
    app.demo_people().await;
    let buyer = app.signed_in("buyer").await;
    let path = path(Locale::Vi);
    let mut form = filled(&buyer, &path).await;
    for number in 0..20 {
        form.set("key", &format!("a-key-of-this-test-{number}"));
        send(&buyer, &path, &form).await.is(303);
    }
    assert_eq!(app.letters("new_enquiry").await.len(), 20);
    assert_eq!(
        app.letters("enquiry_sent").await.len(),
        4,
        "any address can be typed, so it gets a few messages at most"
    );
    let last = form.clone();
    form.set("key", "a-key-of-this-test-20");
    let page = send(&buyer, &path, &form).await.is(422);
    assert!(page.main().contains("chờ 5 phút"), "{}", page.main());
    assert_eq!(page.attributes("#name", "value"), ["Nguyễn Thị Lan"]);
    // What stands already is not asked again, and so it is not slowed.
    send(&buyer, &path, &last).await.is(303);
    app.advance(TimeDelta::minutes(6));
    send(&buyer, &path, &form).await.is(303);
    assert_eq!(asked(&app).await.len(), 21);
    app.stop().await;
}

#[tokio::test]
async fn without_an_address_the_question_stands_and_the_telephone_is_told() {
    let app = site().await;
    let change = format!(
        "UPDATE producer_settings SET email = NULL, phone = '+84987654321' \
         WHERE producer_id = (SELECT id FROM producers WHERE slug = '{PRODUCER}')"
    );
    app.world.run(&change).await;
    let lan = app.visitor();
    let path = path(Locale::Vi);
    let form = filled(&lan, &path).await;
    let sent = send(&lan, &path, &form).await.is(303);
    let page = lan.get(sent.location()).await.is(200);
    assert_eq!(
        page.attributes("main a[href^='tel:']", "href"),
        ["tel:+84987654321"]
    );
    assert!(
        page.main().contains("0987 654 321") && page.main().contains("chậm hơn"),
        "{}",
        page.main()
    );
    assert!(app.letters("new_enquiry").await.is_empty());
    let copy = app.letters("enquiry_sent").await;
    assert_eq!(copy.len(), 1);
    let rows = asked(&app).await;
    let row = &rows[0];
    let said = letter(&app, &format!("enquiry_sent:{}", row.id)).await.unwrap();
    assert!(said.contains("0987 654 321"), "{said}");
    // The desk finds it.
    let db = &app.world.db;
    let found = enquiries::of_producer(db, row.producer_id, None, 10)
        .await
        .unwrap();
    assert_eq!(found, std::slice::from_ref(row));
    let older = enquiries::of_producer(db, row.producer_id, Some(row.id), 10)
        .await
        .unwrap();
    assert!(older.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn nobody_sends_adverts_to_strangers_through_the_form() {
    let house = House::new(Content::Data, &[]).await;
    buying::enquiry(&house.services.db, None).await;
    let payload = || json!({"enquiry": 1});
    let copy = house.written("enquiry_sent", Locale::En, payload()).await;
    for part in [&copy.subject, &copy.text, &copy.html] {
        for theirs in ["evil.example", "trẻ em", "Bcc", "Lụa"] {
            assert!(!part.contains(theirs), "{theirs}: {part}");
        }
    }
    for said in ["Hồng Vân Village Tourism Site", "25 December 2026", "12"] {
        assert!(copy.text.contains(said), "{said}: {}", copy.text);
    }
    let told = house.written("new_enquiry", Locale::Vi, payload()).await;
    for said in [
        "0912 345 678",
        "buyer@example.com",
        "25/12/2026",
        "Số người: 12",
        "Đoàn có 12 trẻ em",
        "tiếng Anh",
    ] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    assert!(!told.html.contains("<script>"), "{}", told.html);
}
