//! Files of pictures: gone when nothing shows them any more, kept while anything does, and kept away while the office
//! hides what they show.

use crate::support::browser::Browser;
use crate::support::listing::{Maker, revision, submit};
use crate::support::shop::Shop;
use crate::support::upload::{Parts, png};

/// Waits until pictures that were asked to be looked at are.
async fn looked_at(shop: &Shop) {
    for _ in 0..1_200 {
        let waiting = "SELECT COUNT(*) FROM jobs WHERE kind = 'forget_pictures'";
        if shop.number(waiting).await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("pictures are never looked at");
}

/// The addresses of a picture's files.
async fn files(shop: &Shop, media: i64) -> Vec<String> {
    let renditions = shop
        .text(&format!("SELECT renditions FROM media_assets WHERE id = {media}"))
        .await;
    let sizes: serde_json::Value = serde_json::from_str(&renditions).unwrap();
    let mut files = Vec::new();
    for size in sizes.as_array().unwrap() {
        for kind in ["webp", "jpeg"] {
            files.push(format!("/media/{}", size[kind].as_str().unwrap()));
        }
    }
    assert!(!files.is_empty());
    files
}

async fn all_answer(shop: &Shop, files: &[String], status: u16) {
    let visitor = shop.app.visitor();
    for file in files {
        visitor.get(file).await.is(status);
    }
}

async fn rows(shop: &Shop, media: i64) -> i64 {
    shop.number(&format!("SELECT COUNT(*) FROM media_assets WHERE id = {media}"))
        .await
}

async fn act(maker: &Maker, wish: &str) {
    let typed = [("do", wish)];
    maker.owner.submit(&maker.at("/viec"), &typed).await.is(303);
}

#[tokio::test]
async fn pictures_of_a_dropped_draft_go_unless_something_else_names_them() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let (own, shared) = (maker.picture(400).await, maker.picture(640).await);
    let (gone, stays) = (files(&shop, own).await, files(&shop, shared).await);
    // Somebody else sends the same picture: it is one file.
    let other = shop.app.signed_in("producer2").await;
    let product = shop
        .number(
            "SELECT MIN(p.id) FROM products p JOIN producer_members m ON m.producer_id = p.producer_id \
             JOIN users u ON u.id = m.user_id WHERE u.email = 'producer2@example.com' AND p.kind = 'goods' \
             AND p.status = 'published'",
        )
        .await;
    let path = format!("/nguoi-ban/san-pham/{product}/anh");
    let parts = Parts::default().file("pictures", "x.png", &png(640, 300));
    other.upload(&path, parts).await.is(303);
    all_answer(&shop, &gone, 200).await;
    act(&maker, "discard").await;
    looked_at(&shop).await;
    all_answer(&shop, &gone, 404).await;
    all_answer(&shop, &stays, 200).await;
    assert_eq!((rows(&shop, own).await, rows(&shop, shared).await), (0, 1));
    // Sent again, it is there again.
    let again = maker.picture(400).await;
    assert_ne!(again, own);
    all_answer(&shop, &gone, 200).await;
    // The last one that named the shared picture takes it out.
    take_out(&other, &path, shared).await;
    looked_at(&shop).await;
    all_answer(&shop, &stays, 404).await;
    assert_eq!(rows(&shop, shared).await, 0);
    shop.close().await;
}

/// Takes a picture out of a listing; the others keep their words.
async fn take_out(owner: &Browser, path: &str, media: i64) {
    let page = owner.get(path).await.is(200);
    let mut typed = vec![revision(&page), ("do".to_owned(), format!("out-{media}"))];
    for name in page.attributes("input[name^='alt_']", "name") {
        typed.push((name, "Cái bát trên bàn gỗ".to_owned()));
    }
    submit(owner, &format!("{path}/sap-xep"), &typed).await.is(303);
}

#[tokio::test]
async fn what_a_listing_is_approved_without_goes_and_not_before() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let (first, second) = (maker.picture(400).await, maker.picture(640).await);
    let (old, kept) = (files(&shop, first).await, files(&shop, second).await);
    maker.publish(&shop, &[]).await;
    take_out(&maker.owner, &maker.at("/anh"), first).await;
    looked_at(&shop).await;
    // The public still reads it.
    all_answer(&shop, &old, 200).await;
    // Thrown away, the draft takes nothing with it that is public.
    act(&maker, "discard").await;
    looked_at(&shop).await;
    all_answer(&shop, &old, 200).await;
    take_out(&maker.owner, &maker.at("/anh"), first).await;
    maker.publish(&shop, &[]).await;
    looked_at(&shop).await;
    all_answer(&shop, &old, 404).await;
    all_answer(&shop, &kept, 200).await;
    shop.close().await;
}

#[tokio::test]
async fn the_same_picture_sent_while_it_is_forgotten_is_whole_or_new() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    for _ in 0..4 {
        maker.picture(400).await;
        let sent = Parts::default().file("pictures", "x.png", &png(400, 300));
        let path = maker.at("/anh");
        let typed = [("do", "discard")];
        let acts = maker.at("/viec");
        let (_, _) = tokio::join!(maker.owner.submit(&acts, &typed), maker.owner.upload(&path, sent));
        looked_at(&shop).await;
        // Whatever came first: what the draft names is there, row and files.
        let page = maker.owner.get(&maker.at("/anh")).await.is(200);
        for name in page.attributes("input[name^='alt_vi_']", "name") {
            let media: i64 = name.rsplit('_').next().unwrap().parse().unwrap();
            let files = files(&shop, media).await;
            all_answer(&shop, &files, 200).await;
        }
    }
    shop.close().await;
}

async fn turn(maker: &Maker, kind: &str, slug: &str, verb: &str) {
    let fields = [
        ("kind", kind),
        ("slug", slug),
        ("verb", verb),
        ("reason", "công văn 12"),
        ("basis", ""),
    ];
    maker.operator.submit("/quan-tri/an-hien", &fields).await.is(303);
}

#[tokio::test]
async fn pictures_of_what_the_office_hides_are_kept_away_until_it_is_shown() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let media = maker.picture(400).await;
    maker.publish(&shop, &[]).await;
    let files = files(&shop, media).await;
    all_answer(&shop, &files, 200).await;
    let slug = shop
        .text(&format!("SELECT slug FROM products WHERE id = {}", maker.product))
        .await;
    turn(&maker, "product", &slug, "hide").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 404).await;
    // Who has it already is not told that it still stands.
    let visitor = shop.app.visitor();
    let tag = format!("\"{}\"", files[0].trim_start_matches("/media/"));
    let headers = [("if-none-match", tag.as_str())];
    let asked = visitor.ask(reqwest::Method::GET, &files[0], &headers).await;
    asked.is(404);
    turn(&maker, "product", &slug, "show").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 200).await;
    // With its producer all of it is away.
    let producer = crate::support::listing::PRODUCER;
    turn(&maker, "producer", producer, "hide").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 404).await;
    turn(&maker, "producer", producer, "show").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 200).await;
    // Another public record shows the same picture: it stays, until that is hidden too.
    let place = "SELECT MIN(slug) FROM places WHERE public = 'published'";
    let place = shop.text(place).await;
    shop.run(&format!(
        "INSERT INTO media_links (owner_kind, owner_id, position, media_id, alt_vi, alt_en) \
         SELECT 'place', id, 99, {media}, 'x', 'x' FROM places WHERE slug = '{place}'"
    ))
    .await;
    turn(&maker, "product", &slug, "hide").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 200).await;
    turn(&maker, "place", &place, "hide").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 404).await;
    turn(&maker, "place", &place, "show").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 200).await;
    shop.close().await;
}

#[tokio::test]
async fn what_a_producer_puts_away_itself_keeps_its_pictures() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let media = maker.picture(400).await;
    maker.publish(&shop, &[]).await;
    let files = files(&shop, media).await;
    act(&maker, "archive").await;
    shop.app.settle().await;
    all_answer(&shop, &files, 200).await;
    shop.close().await;
}
