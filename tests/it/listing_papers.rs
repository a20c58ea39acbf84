//! Papers that products of some sets need: private, with a last day, and no listing is handed in without one that is
//! required.

use chrono::TimeDelta;

use crate::support::browser::{Answer, Browser};
use crate::support::listing::Maker;
use crate::support::shop::Shop;
use crate::support::upload::{Parts, png};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n";
const LABEL: &str = "Giấy chứng nhận không chứa chì";

/// Has the operator ask for a paper; its key.
async fn ask(shop: &Shop, operator: &Browser, sets: &str, required: &str) -> i64 {
    let wanted = [
        ("label_vi", LABEL),
        ("label_en", "Lead-free certificate"),
        ("legal_form", ""),
        ("sets", sets),
        ("position", "30"),
        ("required", required),
        ("active", "1"),
    ];
    operator.submit("/quan-tri/yeu-cau/0", &wanted).await.is(303);
    shop.number("SELECT MAX(id) FROM requirements").await
}

async fn send(maker: &Maker, requirement: i64, bytes: &[u8], until: &str) -> Answer {
    let parts = Parts::default()
        .text("requirement", &requirement.to_string())
        .text(&format!("until_{requirement}"), until)
        .file(&format!("file_{requirement}"), "a.pdf", bytes);
    maker.owner.upload(&maker.at("/giay-to"), parts).await
}

#[tokio::test]
async fn a_listing_is_not_handed_in_without_the_paper_its_set_needs() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    maker.write("save", &[]).await.is(303);
    maker.picture(500).await;
    let requirement = ask(&shop, &maker.operator, "20-22", "1").await;
    let refused = maker.write("submit", &[]).await.is(422);
    assert!(
        refused.main().contains(&format!("giấy tờ còn hiệu lực: {LABEL}")),
        "{}",
        refused.main()
    );
    let submitted = "SELECT COUNT(*) FROM listing_drafts WHERE state = 'submitted'";
    assert_eq!(shop.number(submitted).await, 0);

    // What is no paper, has ended or names no day is refused beside its field, and nothing is kept.
    for (bytes, until, field) in [
        (b"hello".as_slice(), "", "file"),
        (PDF, "2020-01-01", "until"),
        (PDF, "32/13/2030", "until"),
    ] {
        let page = send(&maker, requirement, bytes, until).await.is(422);
        let wrong = page.attributes("[aria-invalid]", "name");
        assert_eq!(wrong, [format!("{field}_{requirement}")], "{until}");
    }
    send(&maker, 999_999, PDF, "").await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_papers").await, 0);

    send(&maker, requirement, PDF, "2027-01-15").await.is(303);
    let page = maker.owner.get(&maker.at("/giay-to")).await.is(200);
    assert!(
        page.main().contains("còn hiệu lực") && page.main().contains("15/01/2027"),
        "{}",
        page.main()
    );
    assert!(page.bytes.len() < 30_000, "{}", page.bytes.len());
    maker.write("submit", &[]).await.is(303);
    assert_eq!(shop.number(submitted).await, 1);

    // The office reads it from the listing it looks at, and from no other.
    let change = maker.waiting("san-pham").await;
    let page = maker.operator.get(&change).await.is(200);
    let link = page.attributes("main a[download]", "href").remove(0);
    let paper = maker.operator.get(&link).await.is(200);
    assert_eq!(paper.bytes, PDF);
    assert!(paper.header("content-disposition").starts_with("attachment"));
    let number = link.rsplit('/').next().unwrap().to_owned();
    maker
        .operator
        .get(&format!("/quan-tri/thay-doi/san-pham/999999/giay-to/{number}"))
        .await
        .is(404);
    for stranger in ["producer2", "staff", "buyer"] {
        let browser = shop.app.signed_in(stranger).await;
        browser
            .get(&maker.at(&format!("/giay-to/{number}")))
            .await
            .is(404);
        browser
            .submit(&maker.at(&format!("/giay-to/{number}/xoa")), &[])
            .await
            .is(404);
        browser.get(&link).await.is(404);
    }
    let owners = maker
        .owner
        .get(&maker.at(&format!("/giay-to/{number}")))
        .await
        .is(200);
    assert_eq!(owners.bytes, PDF);
    shop.close().await;
}

#[tokio::test]
async fn a_paper_that_ends_asks_for_attention_and_then_stops_the_next_change() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    maker.write("save", &[]).await.is(303);
    maker.picture(500).await;
    let requirement = ask(&shop, &maker.operator, "21", "1").await;
    let today = foundation::kernel::clock::vietnam_day(shop.app.clock.now());
    let soon = today + TimeDelta::days(10);
    send(&maker, requirement, PDF, &soon.to_string()).await.is(303);
    let home = maker.owner.get("/nguoi-ban").await.is(200);
    assert!(home.main().contains(LABEL), "{}", home.main());
    // Who owns the desk is told, once at this step and once at the next.
    let services = &shop.app.running.state.services;
    for (days, letters) in [(0, 1), (0, 1), (3, 2), (1, 2)] {
        shop.app.advance(TimeDelta::days(days));
        cho_lang::worker::daily(services).await.unwrap();
        let told = shop.app.letters("paper_ending").await;
        let own: Vec<_> = told
            .iter()
            .filter(|(who, _)| who == "producer@example.com")
            .collect();
        assert_eq!(own.len(), letters, "{told:?}");
        assert!(
            own[0].1["paper"] == LABEL && own[0].1["day"] == soon.to_string(),
            "{told:?}"
        );
    }
    shop.app.advance(TimeDelta::days(7));
    maker.write("submit", &[]).await.is(422);
    let page = maker.owner.get(&maker.at("/giay-to")).await.is(200);
    assert!(page.main().contains("hết hạn ngày"), "{}", page.main());
    // A picture of a newer one, without an end: it is made anew, and the listing goes on.
    send(&maker, requirement, &png(300, 300), "").await.is(303);
    let home = maker.owner.get("/nguoi-ban").await.is(200);
    assert!(!home.main().contains(LABEL), "{}", home.main());
    maker.write("submit", &[]).await.is(303);

    // Taken away: the row at once, the file by a job.
    let number = shop.number("SELECT MIN(id) FROM listing_papers").await;
    let remove = maker.at(&format!("/giay-to/{number}/xoa"));
    maker.owner.submit(&remove, &[]).await.is(303);
    maker.owner.submit(&remove, &[]).await.is(404);
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_papers").await, 1);
    let jobs = "SELECT COUNT(*) FROM jobs WHERE kind = 'forget_listing_papers'";
    assert!(shop.number(jobs).await >= 1);
    let acts = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('paper.add', 'paper.remove')";
    assert_eq!(shop.number(acts).await, 3);
    shop.close().await;
}

#[tokio::test]
async fn what_is_asked_of_listings_is_not_asked_of_who_applies_and_other_sets_need_nothing() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    for wrong in ["0", "27", "a", "9-3"] {
        let fields = [
            ("label_vi", "A"),
            ("label_en", "A"),
            ("position", "1"),
            ("sets", wrong),
        ];
        let page = maker
            .operator
            .submit("/quan-tri/yeu-cau/0", &fields)
            .await
            .is(422);
        assert_eq!(page.attributes("[aria-invalid]", "name"), ["sets"], "{wrong}");
    }
    let requirement = ask(&shop, &maker.operator, "1, 2", "1").await;
    let page = maker.owner.get(&maker.at("/giay-to")).await.is(200);
    assert!(!page.main().contains(LABEL), "{}", page.main());
    send(&maker, requirement, PDF, "").await.is(422);
    maker.write("save", &[]).await.is(303);
    maker.picture(500).await;
    maker.write("submit", &[]).await.is(303);
    let buyer = shop.app.signed_in("buyer").await;
    let apply = buyer.get("/nguoi-ban/dang-ky-ban/giay-to").await.is(200);
    assert!(!apply.main().contains(LABEL), "{}", apply.main());
    shop.close().await;
}
