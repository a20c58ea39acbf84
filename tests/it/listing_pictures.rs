//! Pictures of listings from a phone: hostile files, order, words, turning; nothing is public before it is approved.

use crate::support::listing::{Maker, revision, submit};
use crate::support::shop::Shop;
use crate::support::upload::{GPS, Parts, holds, jpeg_with_gps, png};

#[tokio::test]
async fn pictures_are_cleaned_and_come_with_the_listing() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let parts = Parts::default()
        .file("pictures", "../../etc/passwd", &jpeg_with_gps())
        .file("pictures", "<script>.png", &png(500, 300));
    maker.owner.upload(&maker.at("/anh"), parts).await.is(303);
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    let sources = page.attributes(".shot img", "src");
    assert_eq!(sources.len(), 2);
    assert!(!page.text().contains("passwd") && !page.text().contains("<script>.png"));
    for source in &sources {
        let file = maker.owner.get(source).await.is(200);
        assert!(!holds(&file.bytes, GPS) && !holds(&file.bytes, b"Exif"));
    }
    shop.app.settle().await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert!(public.attributes(".gallery img", "src").is_empty());
    // The same file again is the same picture.
    let again = Parts::default().file("pictures", "b.png", &png(500, 300));
    maker.owner.upload(&maker.at("/anh"), again).await.is(303);
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    assert_eq!(page.attributes(".shot img", "src").len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let heic: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let mut bomb = png(8, 8);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    let cases: [(&[u8], &str); 5] = [
        (heic, "HEIC"),
        (svg, "SVG"),
        (b"GIF89a=1;/*\0\0*/alert(1)//<html>", "GIF"),
        (&bomb, "điểm ảnh"),
        (b"words", "không phải là ảnh"),
    ];
    for (bytes, why) in cases {
        let parts = Parts::default()
            .file("pictures", "1.png", &png(300, 200))
            .file("pictures", "2.jpg", bytes);
        let refused = maker.owner.upload(&maker.at("/anh"), parts).await.is(422);
        let words = refused.all("#pictures-err").join("");
        assert!(words.contains("Ảnh thứ hai") && words.contains(why), "{words}");
    }
    maker
        .owner
        .upload(&maker.at("/anh"), Parts::default().text("note", ""))
        .await
        .is(422);
    let mut many = Parts::default();
    for width in 0..9 {
        many = many.file("pictures", "x.png", &png(300 + width, 200));
    }
    maker.owner.upload(&maker.at("/anh"), many).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_drafts").await, 0);
    // Nothing is read of what a stranger sends.
    let other = shop.app.signed_in("producer2").await;
    let parts = Parts::default().file("pictures", "1.png", &png(300, 200));
    other.upload(&maker.at("/anh"), parts).await.is(404);
    shop.close().await;
}

#[tokio::test]
async fn pictures_are_ordered_described_turned_and_taken_out_in_one_form() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let first = maker.picture(400).await;
    let second = maker.picture(640).await;
    let order = |page: &crate::support::browser::Answer| -> Vec<i64> {
        page.attributes("input[name^='alt_vi_']", "name")
            .iter()
            .map(|name| name.rsplit('_').next().unwrap().parse().unwrap())
            .collect()
    };
    let path = maker.at("/anh/sap-xep");
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    assert_eq!(order(&page), [first, second]);
    // Moving keeps what was typed.
    let typed = |page: &crate::support::browser::Answer, wish: String| {
        vec![
            revision(page),
            ("do".to_owned(), wish),
            (format!("alt_vi_{second}"), "Ấm trà".to_owned()),
            (format!("alt_en_{second}"), "A teapot".to_owned()),
            (format!("alt_vi_{first}"), "Bát".to_owned()),
            (format!("alt_en_{first}"), "A bowl".to_owned()),
            ("alt_vi_999999".to_owned(), "x".to_owned()),
        ]
    };
    submit(&maker.owner, &path, &typed(&page, format!("up-{second}")))
        .await
        .is(303);
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    assert_eq!(order(&page), [second, first]);
    assert_eq!(page.attributes(&format!("#alt_vi_{second}"), "value"), ["Ấm trà"]);
    // Turned, it is another picture in the same place with the same words.
    submit(&maker.owner, &path, &typed(&page, format!("turn-{second}")))
        .await
        .is(303);
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    let turned = order(&page)[0];
    assert_ne!(turned, second);
    assert_eq!(
        page.attributes(&format!("#alt_en_{turned}"), "value"),
        ["A teapot"]
    );
    let sizes = page.attributes(".shot:first-of-type img", "height");
    assert_eq!(sizes, ["640"]);
    submit(&maker.owner, &path, &typed(&page, format!("out-{first}")))
        .await
        .is(303);
    let page = maker.owner.get(&maker.at("/anh")).await.is(200);
    assert_eq!(order(&page), [turned]);
    for wish in ["out-999999", "turn-999999"] {
        submit(&maker.owner, &path, &typed(&page, wish.to_owned()))
            .await
            .is(404);
    }
    for wish in ["", "up-x", "burn-1"] {
        let fresh = maker.owner.get(&maker.at("/anh")).await.is(200);
        submit(&maker.owner, &path, &typed(&fresh, wish.to_owned()))
            .await
            .is(422);
    }
    // An old page decides nothing.
    submit(&maker.owner, &path, &typed(&page, "save".to_owned())).await;
    submit(&maker.owner, &path, &typed(&page, format!("out-{turned}")))
        .await
        .is(422);
    shop.close().await;
}
