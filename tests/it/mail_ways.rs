//! The ways out for messages: a real SMTP server that takes, defers, refuses, hangs or shows a certificate nobody
//! signed; and the folder of a demonstration with its pages.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use foundation::mail::{Message, SendError, Smtp as Way, Transport};
use serde_json::json;

use crate::mails::House;
use crate::support::app::App;
use crate::support::db::Content;
use crate::support::letters::letter;
use crate::support::smtp::Smtp;
use crate::support::{NOW, at};

fn message(to: &str) -> Message {
    Message {
        key: format!("test:{to}"),
        at: at(NOW),
        host: "cholang.example".to_owned(),
        from: "Chợ Làng <no-reply@cholang.example>".to_owned(),
        to: to.to_owned(),
        subject: "Đã nhận đơn hàng".to_owned(),
        text: "3.000.000.000 ₫".to_owned(),
        html: "<p>3.000.000.000 ₫</p>".to_owned(),
        pictures: Vec::new(),
    }
}

fn way(address: &str) -> Way {
    Way::new(address, "cholang.example").unwrap()
}

#[tokio::test]
async fn a_server_takes_defers_and_refuses() {
    let Some(server) = Smtp::start("plain", 0) else {
        return;
    };
    let smtp = way(&format!("smtp://lan:p4%2Bss@127.0.0.1:{}", server.port));
    smtp.send(&message("lua@example.com")).await.unwrap();
    let taken = server.taken();
    assert_eq!(taken["from"], "no-reply@cholang.example");
    assert_eq!(taken["to"], json!(["lua@example.com"]));
    assert_eq!(taken["user"], "lan");
    let data = taken["data"].as_str().unwrap();
    assert!(
        data.contains(&format!(
            "Message-ID: {}",
            message("lua@example.com").message_id()
        )),
        "{data}"
    );
    assert!(data.contains("multipart/alternative") && data.contains("Auto-Submitted: auto-generated"));
    let full = smtp.send(&message("full@example.com")).await.unwrap_err();
    assert!(
        matches!(&full, SendError::Later(why) if why.contains("452")),
        "{full:?}"
    );
    let nobody = smtp.send(&message("nobody@example.com")).await.unwrap_err();
    assert!(
        matches!(&nobody, SendError::Never(why) if why.contains("550")),
        "{nobody:?}"
    );
    // The connection is still good for the next one.
    smtp.send(&message("hoa@example.com")).await.unwrap();
    assert_eq!(server.taken()["to"], json!(["hoa@example.com"]));
}

#[tokio::test]
async fn a_wrong_password_is_the_operators_and_not_the_messages_fault() {
    let Some(server) = Smtp::start("plain", 0) else {
        return;
    };
    let smtp = way(&format!("smtp://lan:wrong@127.0.0.1:{}", server.port));
    let error = smtp.send(&message("lua@example.com")).await.unwrap_err();
    assert!(
        matches!(&error, SendError::Later(why) if why.contains("SMTP_URL") && !why.contains("wrong@")),
        "{error:?}"
    );
    assert!(server.is_idle());
}

#[tokio::test]
async fn a_certificate_nobody_signed_stops_everything() {
    for (mode, scheme, more) in [("secure", "smtps", ""), ("starttls", "smtp", "?tls=required")] {
        let Some(server) = Smtp::start(mode, 0) else {
            return;
        };
        let smtp = way(&format!("{scheme}://lan:p4%2Bss@localhost:{}{more}", server.port));
        let error = smtp.send(&message("lua@example.com")).await.unwrap_err();
        let SendError::Later(why) = &error else {
            panic!("{mode}: {error:?}")
        };
        assert!(
            why.contains("cannot be trusted") && why.contains("certificate"),
            "{mode}: {why}"
        );
        assert!(server.is_idle(), "{mode}: not even the password went out");
    }
    // A server that does not offer TLS where it is wanted gets nothing either.
    let Some(server) = Smtp::start("plain", 0) else {
        return;
    };
    let smtp = way(&format!(
        "smtp://lan:p4%2Bss@localhost:{}?tls=required",
        server.port
    ));
    let error = smtp.send(&message("lua@example.com")).await.unwrap_err();
    assert!(matches!(error, SendError::Later(_)), "{error:?}");
    assert!(server.is_idle());
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up_in_time() {
    let Some(server) = Smtp::start("plain", 0) else {
        return;
    };
    let smtp = way(&format!("smtp://127.0.0.1:{}", server.port)).patient_for(Duration::from_secs(1));
    let began = Instant::now();
    let error = smtp.send(&message("slow@example.com")).await.unwrap_err();
    assert!(
        matches!(&error, SendError::Later(why) if why.contains("did not answer")),
        "{error:?}"
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn after_an_outage_the_real_server_gets_each_message_once() {
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let mut house = House::new(Content::Tables, &[]).await;
    house.services.mail = std::sync::Arc::new(way(&format!("smtp://127.0.0.1:{port}")));
    let handlers = house.handlers().await;
    house
        .put(vec![
            letter("a", "lua@example.com"),
            letter("b", "hoa@example.com"),
        ])
        .await;
    for _ in 0..6 {
        house.run(&handlers).await;
        house.services.clock.advance(TimeDelta::minutes(10));
    }
    assert!(
        house
            .rows()
            .await
            .iter()
            .all(|row| row.sent_at.is_none() && row.last_error.is_some())
    );
    let Some(server) = Smtp::start("plain", port) else {
        return;
    };
    for _ in 0..8 {
        house.run(&handlers).await;
        house.services.clock.advance(TimeDelta::minutes(10));
    }
    let mut to: Vec<String> = (0..2)
        .map(|_| server.taken()["to"][0].as_str().unwrap().to_owned())
        .collect();
    to.sort();
    assert_eq!(to, ["hoa@example.com", "lua@example.com"]);
    assert!(server.is_idle());
    assert!(house.rows().await.iter().all(|row| row.sent_at.is_some()));
}

#[tokio::test]
async fn a_demonstration_shows_its_messages() {
    let app = App::with(Content::Data, &[]).await;
    let visitor = app.visitor();
    let empty = visitor.get("/dev/mail").await.is(200);
    assert_eq!(empty.headers["cache-control"], "private, no-store");
    let txn = foundation::kernel::db::write_txn(&app.world.db).await.unwrap();
    let mut first = letter("verify:1", "lua@example.com");
    first.template = "low_stock";
    first.payload = json!({"product": "Lụa <b>", "left": 3, "url": "/nguoi-ban/kho"});
    foundation::mail::put(&txn, at(NOW), vec![first]).await.unwrap();
    txn.commit().await.unwrap();
    let mut links = Vec::new();
    for _ in 0..100 {
        links = visitor
            .get("/dev/mail")
            .await
            .is(200)
            .attributes("main ul a", "href");
        if !links.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let page = visitor.get(&links[0]).await.is(200);
    assert!(
        page.main().contains("lua@example.com") && page.main().contains("/nguoi-ban/kho"),
        "{}",
        page.main()
    );
    let html = visitor.get(&format!("{}/html", links[0])).await.is(200);
    let policy = html.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script"),
        "{policy}"
    );
    assert!(html.text().contains("Lụa &lt;b&gt;"), "{}", html.text());
    // Other pages keep the site's own policy.
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("script-src 'self'")
    );
    for lost in [
        "/dev/mail/x",
        "/dev/mail/..%2f..%2fsecret.key",
        "/dev/mail/x/html",
    ] {
        visitor.get(lost).await.is(404);
    }
    let metrics = visitor.get("/metrics").await.text();
    assert!(metrics.contains("jobs_dead 0"), "{metrics}");
    app.stop().await;
}

#[tokio::test]
async fn with_a_mail_server_there_is_no_such_page_and_the_dead_are_counted() {
    let app = App::with(Content::Tables, &["--smtp-url=smtp://127.0.0.1:9"]).await;
    let visitor = app.visitor();
    visitor.get("/dev/mail").await.is(404);
    visitor
        .get("/dev/mail/0123456789abcdef0123456789abcdef")
        .await
        .is(404);
    let txn = foundation::kernel::db::write_txn(&app.world.db).await.unwrap();
    let mut bad = letter("verify:1", "lua@example.com");
    bad.payload = json!({"name": "x", "url": "https://elsewhere.example/"});
    foundation::mail::put(&txn, at(NOW), vec![bad]).await.unwrap();
    txn.commit().await.unwrap();
    let mut figures = String::new();
    for _ in 0..100 {
        figures = visitor.get("/metrics").await.text();
        if figures.contains("jobs_dead 1") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(figures.contains("jobs_dead 1"), "{figures}");
    app.stop().await;
}
