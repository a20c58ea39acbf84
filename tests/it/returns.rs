//! Giving goods back with pictures: who sees them, and what is refused in which words.

use reqwest::Method;

use crate::support::returning::{Delivered, delivered, files, reason, returns};
use crate::support::shop::Shop;
use crate::support::upload::{GPS, Parts, holds, jpeg_size, jpeg_with_gps, png};

#[tokio::test]
async fn pictures_go_with_a_return_and_are_seen_by_its_buyer_alone() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let other = delivered(&shop, &lan).await;
    let form = lan.get(&order.back).await.is(200);
    assert_eq!(form.attributes("main form", "enctype"), ["multipart/form-data"]);
    assert_eq!(form.attributes("#pictures", "type"), ["file"]);
    assert_eq!(
        form.attributes("#pictures", "aria-describedby"),
        ["pictures-hint"]
    );
    let hint = form.all("#pictures-hint").join("");
    assert!(hint.contains("Tối đa 5 ảnh") && hint.contains("12 MB"), "{hint}");
    let sent = reason("Vỡ khi giao,\r\nxem ảnh")
        .file("pictures", "A\u{309}nh Go\u{302}\u{301}m.jpg", &jpeg_with_gps())
        .file("pictures", "2.png", &png(300, 200));
    let action = form.attributes("main form", "action");
    let done = lan.upload(&action[0], sent).await.is(303);
    assert!(done.location().contains("ok=returned"), "{}", done.location());
    assert_eq!(files(&shop).len(), 4, "a large and a small file of each");

    let page = lan.get(&order.page).await.is(200);
    let main = page.main();
    assert!(main.contains("Vỡ khi giao, xem ảnh"), "{main}");
    assert!(main.contains("chờ nhà sản xuất trả lời"), "{main}");
    assert!(page.attributes(".order a[href*='/tra-hang?']", "href").is_empty());
    let (small, large) = (
        page.attributes(".shots img", "src"),
        page.attributes(".shots a", "href"),
    );
    assert_eq!((small.len(), large.len()), (2, 2));
    for (path, size) in [
        (&large[0], (1_600, 1_200)),
        (&small[0], (400, 300)),
        (&large[1], (300, 200)),
        (&small[1], (300, 200)),
    ] {
        let picture = lan.get(path).await.is(200);
        assert_eq!(picture.header("content-type"), "image/jpeg");
        assert_eq!(picture.header("cache-control"), "private, no-store");
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        let disposition = picture.header("content-disposition");
        assert!(disposition.starts_with("inline; filename=\"CL"), "{disposition}");
        assert_eq!(jpeg_size(&picture.bytes), size, "{path}");
        assert!(!holds(&picture.bytes, GPS) && !holds(&picture.bytes, b"Exif"));
    }
    // The same for somebody who has the link, in the other language too.
    let stranger = shop.customer();
    stranger.get(&large[0]).await.is(200);
    let english = stranger
        .get(&order.page.replace("/don-hang/", "/en/orders/"))
        .await
        .is(200);
    let words = english.main();
    assert!(words.contains("waiting for the producer's answer"), "{words}");
    let path = &english.attributes(".shots a", "href")[0];
    assert!(
        path.starts_with("/en/orders/") && path.contains("/return/"),
        "{path}"
    );
    stranger.get(path).await.is(200);
    // For nobody else, and under no other order.
    let bare = large[0].split('?').next().unwrap();
    let id = bare.rsplit('/').next().unwrap();
    let token = |of: &Delivered| of.page.split("t=").nth(1).unwrap().to_owned();
    let elsewhere = other.back.replace('?', &format!("/{id}?"));
    for path in [
        bare.to_owned(),
        format!("{bare}?t=x"),
        format!("{bare}?t={}", token(&other)),
        elsewhere,
        large[0].replace(&format!("/{id}?"), "/0?"),
        large[0].replace(&format!("/{id}?"), "/..%2f1?"),
    ] {
        stranger.get(&path).await.is(404);
    }
    for key in files(&shop) {
        stranger.get(&format!("/media/{key}")).await.is(404);
        stranger.get(&format!("/media/..%2ffiles%2f{key}")).await.is(404);
        stranger.get(&format!("/files/{key}")).await.is(404);
    }
    shop.close().await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words_and_the_reason_stays() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let english = order
        .back
        .replace("/don-hang/", "/en/orders/")
        .replace("/tra-hang", "/return");
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let polyglot: &[u8] = b"GIF89a=1;/*\0\0\0\0*/alert(document.domain)//<html>";
    let whole = jpeg_with_gps();
    let cases: [(&[u8], &str, &str); 6] = [
        (svg, "chưa nhận được tệp SVG", "SVG files are not taken"),
        (polyglot, "chưa nhận được tệp GIF", "GIF files are not taken"),
        (
            b"<html><script>alert(1)</script>",
            "không phải là ảnh",
            "is no picture",
        ),
        (b"just words", "không phải là ảnh", "is no picture"),
        (b"", "không phải là ảnh", "is no picture"),
        (&whole[..2_000], "bị hỏng", "is damaged"),
    ];
    for (bytes, vi, en) in cases {
        for (path, second, why, again) in [
            (&order.back, "Ảnh thứ hai: ", vi, "Xin chọn lại ảnh"),
            (&english, "The second picture: ", en, "choose your pictures again"),
        ] {
            let sent = reason("Vỡ <b>\"hết\"</b>")
                .file("pictures", "1.png", &png(40, 30))
                .file("pictures", "2.jpg", bytes);
            let page = lan.upload(path, sent).await.is(422);
            let said = page.all("#pictures-err").join("");
            assert!(said.starts_with(second) && said.contains(why), "{said}");
            assert_eq!(page.all("#reason"), ["Vỡ <b>\"hết\"</b>"]);
            assert_eq!(page.attributes("#pictures", "aria-invalid"), ["true"]);
            assert_eq!(
                page.attributes("#pictures", "aria-describedby"),
                ["pictures-hint pictures-err"]
            );
            let hint = page.all("#pictures-hint").join("");
            assert!(hint.contains(again), "{hint}");
        }
    }
    assert_eq!((files(&shop).len(), returns(&shop).await), (0, 0));
    shop.close().await;
}

#[tokio::test]
async fn too_many_and_too_large_are_refused_and_nothing_is_left() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let mut six = reason("Vỡ");
    for n in 0..6 {
        six = six.file("pictures", &format!("{n}.png"), &png(40, 30));
    }
    let page = lan.upload(&order.back, six).await.is(422);
    assert!(page.main().contains("Nhiều nhất 5 ảnh"), "{}", page.main());
    assert_eq!(page.all("#reason"), ["Vỡ"]);
    // One file that is too long is told of beside the field; a body that is too long is not read at all.
    let long = vec![0xFF_u8; (12 << 20) + 1];
    let page = lan
        .upload(&order.back, reason("Vỡ").file("pictures", "a.jpg", &long))
        .await
        .is(422);
    let said = page.all("#pictures-err").join("");
    assert!(said.contains("Ảnh thứ nhất: tệp lớn hơn 12 MB"), "{said}");
    let host = shop.app.running.address;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {}\r\n",
        order.back,
        Parts::content_type()
    );
    let visitor = shop.app.visitor();
    let began = std::time::Instant::now();
    let declared = format!("{head}Content-Length: 2147483648\r\n\r\n------edge-of-a-part\r\n");
    let answer = visitor.raw(declared.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("lang=\"vi\""), "{answer}");
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    // A stranger is told nothing else than with a small body, and nothing is read of it.
    let foreign = declared.replace("?t=", "?t=x");
    let answer = visitor.raw(foreign.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert_eq!((files(&shop).len(), returns(&shop).await), (0, 0));
    shop.close().await;
}

#[tokio::test]
async fn names_of_files_do_no_harm() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let picture = png(40, 30);
    // No client sends this; a header cannot hold it.
    let nul = reason("Vỡ").file("pictures", "a\0.jpg", &picture);
    lan.upload(&order.back, nul).await.is(400);
    assert!(files(&shop).is_empty());
    let long = format!("{}.jpg", "x".repeat(4_096));
    let mut sent = reason("Vỡ");
    for name in [
        "../../x.jpg",
        "C:\\x\\con",
        "\u{202e}gpj.exe",
        "<script>.jpg",
        &long,
    ] {
        sent = sent.file("pictures", name, &picture);
    }
    lan.upload(&order.back, sent).await.is(303);
    let keys = files(&shop);
    assert_eq!(keys.len(), 10);
    for key in &keys {
        let plain = |c: char| c.is_ascii_hexdigit() || matches!(c, '/' | '-' | '.' | 'j' | 'p' | 'g');
        assert!(key.chars().all(plain) && !key.contains(".."), "{key}");
    }
    let page = lan.get(&order.page).await.is(200);
    for path in page.attributes(".shots a", "href") {
        let picture = lan.get(&path).await.is(200);
        assert!(picture.header("content-disposition").is_ascii());
    }
    for word in ["gpj.exe", "<script>", "con"] {
        let rows = format!("SELECT COUNT(*) FROM return_pictures WHERE key LIKE '%{word}%'");
        assert_eq!(shop.number(&rows).await, 0, "{word}");
    }
    shop.close().await;
}

#[tokio::test]
async fn another_site_sends_no_files_and_other_forms_take_none() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let kind = Parts::content_type();
    let visitor = shop.app.visitor();
    let body = || reason("Vỡ").body();
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let headers = [("content-type", kind.as_str()), foreign];
        visitor
            .send(Method::POST, &order.back, &headers, body())
            .await
            .is(403);
    }
    for other in ["text/plain", "application/json", "multipart/mixed; boundary=x"] {
        let headers = [("content-type", other), ("sec-fetch-site", "same-origin")];
        visitor
            .send(Method::POST, &order.back, &headers, body())
            .await
            .is(403);
    }
    let headers = [("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
    for path in ["/gio-hang", "/dang-nhap", "/don-hang"] {
        visitor.send(Method::POST, path, &headers, body()).await.is(403);
    }
    assert_eq!(returns(&shop).await, 0);
    // Without any file it is a return too.
    visitor
        .send(Method::POST, &order.back, &headers, body())
        .await
        .is(303);
    assert_eq!((returns(&shop).await, files(&shop).len()), (1, 0));
    shop.close().await;
}
