//! What becomes of the pictures of returns: none is left behind by what was refused, and none outlives what is
//! kept about a buyer.

use chrono::TimeDelta;
use commerce::orders;
use foundation::kernel::db::write_txn;
use foundation::media::private::{self, PrivatePicture, Size};

use crate::support::browser::Browser;
use crate::support::returning::{delivered, files, reason, returns};
use crate::support::shop::Shop;
use crate::support::upload::png;

/// Waits until the jobs that forget files are done.
async fn forgotten(shop: &Shop) {
    for _ in 0..2_400 {
        if shop
            .number("SELECT COUNT(*) FROM jobs WHERE kind = 'forget_files'")
            .await
            == 0
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("files are never forgotten");
}

/// Waits for what was asked to be forgotten now; the look at new files an hour later still stands.
async fn gone(shop: &Shop) {
    for _ in 0..2_400 {
        if files(shop).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("files are never removed");
}

#[tokio::test]
async fn a_second_request_leaves_no_files_and_a_crash_none_for_long() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let sent = || reason("Vỡ").file("pictures", "1.png", &png(40, 30));
    lan.upload(&order.back, sent()).await.is(303);
    let first = files(&shop);
    assert_eq!(first.len(), 2);
    let page = lan.upload(&order.back, sent()).await.is(422);
    assert!(page.main().contains("Bạn đã gửi yêu cầu"), "{}", page.main());
    assert_eq!(files(&shop), first);
    // Five at once for another order: one goes through, and of the others nothing is left.
    let other = delivered(&shop, &lan).await;
    let answers = futures_util::future::join_all((0..5).map(|_| lan.upload(&other.back, sent()))).await;
    let done = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!((done, returns(&shop).await, files(&shop).len()), (1, 2, 4));
    // Somebody writes files and dies before the row is there.
    let services = &shop.app.running.state.services;
    let key = private::new_key(&services.secrets, "jpg").unwrap();
    let now = shop.app.clock.now();
    orders::expect_files(&services.db, now, std::slice::from_ref(&key))
        .await
        .unwrap();
    let picture = PrivatePicture {
        large: png(9, 9).into(),
        small: png(9, 9).into(),
    };
    private::put(services.files.as_ref(), &key, &picture)
        .await
        .unwrap();
    assert_eq!(files(&shop).len(), 6);
    shop.app.advance(TimeDelta::hours(2));
    forgotten(&shop).await;
    let lost = private::get(services.files.as_ref(), &key, Size::Large)
        .await
        .unwrap();
    assert!(lost.is_none());
    assert_eq!(files(&shop).len(), 4, "what has its row stays");
    let page = lan.get(&order.page).await.is(200);
    lan.get(&page.attributes(".shots a", "href")[0]).await.is(200);
    shop.close().await;
}

/// The buyer of the try-out, whose purchases these are now.
async fn owner(shop: &Shop) -> Browser {
    shop.app.demo_people().await;
    shop.run("UPDATE purchases SET user_id = (SELECT id FROM users WHERE email = 'buyer@example.com')")
        .await;
    shop.app.signed_in("buyer").await
}

#[tokio::test]
async fn who_is_erased_takes_reason_and_pictures_along() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let sent = reason("Vỡ ở nhà tôi").file("pictures", "1.png", &png(40, 30));
    lan.upload(&order.back, sent).await.is(303);
    let buyer = owner(&shop).await;
    let bare = order.page.split('?').next().unwrap();
    let page = buyer.get(bare).await.is(200);
    let path = page.attributes(".shots a", "href")[0].clone();
    let bare_picture = path.split('?').next().unwrap();
    buyer.get(bare_picture).await.is(200);
    let officer = shop.app.signed_in("officer").await;
    officer.get(bare_picture).await.is(404);
    let copy = buyer.get("/tai-khoan/du-lieu/ban-sao").await.is(200).json();
    let kept = &copy["purchases"][0]["orders"][0]["return"];
    assert_eq!(
        (&kept["reason"], &kept["pictures"]),
        (&"Vỡ ở nhà tôi".into(), &1.into())
    );
    assert_eq!(kept["status"], "asked");

    let yes = [("password", "demo-cho-lang"), ("sure", "1")];
    buyer.submit("/tai-khoan/du-lieu", &yes).await.is(303);
    gone(&shop).await;
    assert!(files(&shop).is_empty(), "{:?}", files(&shop));
    assert_eq!(shop.number("SELECT COUNT(*) FROM return_pictures").await, 0);
    let words = "SELECT COUNT(*) FROM return_requests WHERE reason <> '' OR answer IS NOT NULL";
    assert_eq!((shop.number(words).await, returns(&shop).await), (0, 1));
    let page = lan.get(&order.page).await.is(200);
    assert!(page.main().contains("Yêu cầu trả hàng"), "{}", page.main());
    assert!(!page.text().contains("ở nhà tôi") && page.attributes(".shots", "class").is_empty());
    lan.get(&path).await.is(404);
    shop.close().await;
}

#[tokio::test]
async fn forgetting_is_undone_with_its_transaction() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let sent = reason("Vỡ").file("pictures", "1.png", &png(40, 30));
    lan.upload(&order.back, sent).await.is(303);
    let services = &shop.app.running.state.services;
    let (db, now) = (&services.db, shop.app.clock.now());
    let purchase = shop.number("SELECT MAX(id) FROM purchases").await;
    let txn = write_txn(db).await.unwrap();
    orders::forget_returns(&txn, now, &[purchase]).await.unwrap();
    txn.rollback().await.unwrap();
    assert_eq!(files(&shop).len(), 2);
    let page = lan.get(&order.page).await.is(200);
    lan.get(&page.attributes(".shots a", "href")[0]).await.is(200);
    let txn = write_txn(db).await.unwrap();
    orders::forget_returns(&txn, now, &[purchase, 999_999])
        .await
        .unwrap();
    orders::forget_returns(&txn, now, &[]).await.unwrap();
    txn.commit().await.unwrap();
    gone(&shop).await;
    shop.close().await;
}
