//! Messages from the outbox to the way out: each once, in both languages, whole as text, and nothing that people
//! type becomes markup or a header.

use std::sync::Arc;

use cho_lang::worker;
use chrono::{DateTime, TimeDelta, Utc};
use domain::edition::Editions;
use entity::{Locale, mail as mail_row};
use foundation::jobs::{self, Handlers, Lane};
use foundation::kernel::clock::Clock;
use foundation::kernel::db::write_txn;
use foundation::mail::{self, Letter, MAIL_JOB, Memory, Message, SendError};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shell::indexing::Indexer;
use shell::mails::{self, TEMPLATES};
use shell::services::Services;
use shell::web::Views;

use crate::support::app::settings;
use crate::support::buying::{self, PRODUCT};
use crate::support::db::{Content, TestDb};
use crate::support::letters::{letter, payload};
use crate::support::{NOW, at};

/// A house with its way out in memory.
pub struct House {
    pub services: Services,
    pub views: Views,
    pub memory: Arc<Memory>,
    _world: TestDb,
}

impl House {
    pub async fn new(content: Content, flags: &[&str]) -> Self {
        let world = TestDb::with(content).await;
        let settings = Arc::new(settings(world.folder.path(), &world.url, flags));
        let clock = Clock::fixed(at(NOW));
        let address = "127.0.0.1:8080".parse().unwrap();
        let mut services = cho_lang::app::services(settings, clock, address).await.unwrap();
        services.origin = "https://cholang.example".into();
        let memory = Arc::new(Memory::default());
        services.mail = memory.clone();
        Self {
            services,
            views: Views::load().unwrap(),
            memory,
            _world: world,
        }
    }

    pub async fn put(&self, letters: Vec<Letter>) {
        let txn = write_txn(&self.services.db).await.unwrap();
        mail::put(&txn, self.services.clock.now(), letters).await.unwrap();
        txn.commit().await.unwrap();
    }

    /// The handlers of the real worker.
    pub async fn handlers(&self) -> Handlers {
        let editions = Editions::open(self.services.db.clone(), self.services.clock.clone())
            .await
            .unwrap();
        let indexer = Indexer::new(self.services.clone(), editions);
        worker::handlers(&self.services, &indexer, &self.views).in_lane(Lane::Only(&[MAIL_JOB]))
    }

    pub async fn run(&self, handlers: &Handlers) -> usize {
        jobs::run_due(&self.services.db, &self.services.clock, handlers)
            .await
            .unwrap()
    }

    pub async fn rows(&self) -> Vec<mail_row::Model> {
        mail_row::Entity::find().all(&self.services.db).await.unwrap()
    }

    pub async fn written(&self, template: &'static str, locale: Locale, payload: Value) -> Message {
        let row = mail_row::Model {
            id: 1,
            key: format!("{template}:1"),
            template: template.to_owned(),
            locale,
            recipient: "lua@example.com".to_owned(),
            payload: payload.to_string(),
            created_at: at(NOW),
            sent_at: None,
            dead_at: None,
            last_error: None,
        };
        mails::message(&self.services, &self.views, &row)
            .await
            .unwrap()
            .unwrap_or_else(|why| panic!("{template}: {why}"))
    }
}

#[tokio::test]
async fn every_message_reads_well_in_both_languages() {
    let house = House::new(Content::Data, &[]).await;
    let view = buying::insert(&house.services.db, Locale::Vi).await;
    buying::enquiry(&house.services.db, None).await;
    let mut subjects = std::collections::BTreeSet::new();
    for template in TEMPLATES {
        for locale in [Locale::Vi, Locale::En] {
            let message = house.written(template, locale, payload(template)).await;
            let Message {
                subject, text, html, ..
            } = &message;
            let name = format!("{template} {}:\n{subject}\n\n{text}", locale.tag());
            for part in [subject, text, html] {
                assert!(!part.contains('⟦'), "a word is missing: {name}");
                let style_away = part.split("</style>").last().unwrap();
                assert!(!style_away.contains(['{', '}']), "a hole was not filled: {name}");
            }
            assert!(subjects.insert(subject.clone()), "two of one subject: {name}");
            assert!(
                subject.chars().count() >= 8 && !subject.contains(['\r', '\n']),
                "{name}"
            );
            for escape in ["&amp;", "&lt;", "&gt;", "&quot;", "&#", "&nbsp;"] {
                assert!(
                    !subject.contains(escape) && !text.contains(escape),
                    "{escape}: {name}"
                );
            }
            assert!(!text.contains("\n\n\n"), "{name}");
            assert!(
                !html.contains("<b>") && !html.contains("<i>"),
                "what people type is no markup: {html}"
            );
            assert!(html.contains("https://cholang.example") && text.contains("https://cholang.example"));
            // The text is whole: every amount and every address of the HTML stands in it too.
            for amount in html.split(['>', '<']).filter(|piece| piece.contains('₫')) {
                let amount = amount.split_whitespace().next_back().unwrap();
                assert!(text.contains(amount), "{amount} is in the HTML only: {name}");
            }
            for link in html.split("href=\"").skip(1) {
                let link = link
                    .split('"')
                    .next()
                    .unwrap()
                    .replace("&amp;", "&")
                    .replace("&#x2F;", "/");
                assert!(text.contains(&link), "{link} is in the HTML only: {name}");
            }
            let mime = String::from_utf8(message.mime().unwrap().formatted()).unwrap();
            let head = mime.split("\r\n\r\n").next().unwrap().to_lowercase();
            assert!(!head.lines().any(|line| line.starts_with("bcc")), "{head}");
        }
    }
    // A buyer without English words gets the Vietnamese name, and the amounts are whole.
    let placed = house
        .written("order_placed", Locale::Vi, payload("order_placed"))
        .await;
    for said in [
        "3.000.000.000\u{a0}₫",
        "3.000.180.000\u{a0}₫",
        "180.000\u{a0}₫",
        "−20.000\u{a0}₫",
        PRODUCT,
        "Vietcombank",
        "0123456789",
        "HTX GOM BAT TRANG",
        &view.orders[0].order.number,
        &view.orders[1].order.number,
        "10:00, 22/11/2026",
        "12 ngõ 5 phố Hàng Bạc",
    ] {
        assert!(placed.text.contains(said), "{said}: {}", placed.text);
    }
    let token = commerce::checkout::purchase_token(&house.services.secrets, &view.purchase.number).unwrap();
    let link = format!(
        "https://cholang.example/don-hang/{}?t={token}",
        view.purchase.number
    );
    assert!(placed.text.contains(&link), "{}", placed.text);
    let english = house
        .written("order_placed", Locale::En, payload("order_placed"))
        .await;
    assert!(english.text.contains("3,000,000,000\u{a0}₫") && english.text.contains("/en/orders/"));
}

#[tokio::test]
async fn a_producer_learns_of_an_order_and_not_of_the_buyer() {
    let house = House::new(Content::Data, &[]).await;
    buying::insert(&house.services.db, Locale::Vi).await;
    let message = house.written("new_order", Locale::Vi, payload("new_order")).await;
    for part in [&message.subject, &message.text, &message.html] {
        for secret in ["Lụa", "912345678", "Hàng Bạc", "lua@example.com", "?t=", "Ước Lễ"] {
            assert!(!part.contains(secret), "{secret}: {part}");
        }
    }
    assert!(message.subject.contains("3.000.000.000"));
    assert!(
        message.text.contains("/nguoi-ban/don-hang/CL"),
        "{}",
        message.text
    );
}

#[tokio::test]
async fn links_lead_to_the_site_and_nowhere_else() {
    let house = House::new(Content::Tables, &[]).await;
    let handlers = house.handlers().await;
    for (key, url) in [
        ("a", "https://evil.example/"),
        ("b", "//evil.example"),
        ("c", "/\\evil.example"),
        ("d", ""),
    ] {
        let mut letter = letter(key, "lua@example.com");
        letter.payload = json!({"name": "Lụa", "url": url});
        house.put(vec![letter]).await;
    }
    house.run(&handlers).await;
    assert!(house.memory.sent().is_empty());
    assert!(house.rows().await.iter().all(|row| row.dead_at.is_some()));
}

#[tokio::test]
async fn each_message_goes_once() {
    let house = House::new(Content::Tables, &[]).await;
    let handlers = house.handlers().await;
    house.put(vec![letter("verify:1", "lua@example.com")]).await;
    house
        .put(vec![
            letter("verify:1", "lua@example.com"),
            letter("verify:2", "hoa@example.com"),
        ])
        .await;
    house.run(&handlers).await;
    // The same thing happens again: a form that was sent twice, a job whose worker died.
    house.put(vec![letter("verify:1", "lua@example.com")]).await;
    house.run(&handlers).await;
    let sent: Vec<String> = house
        .memory
        .sent()
        .into_iter()
        .map(|message| message.to)
        .collect();
    assert_eq!(sent, ["lua@example.com", "hoa@example.com"]);
    for row in house.rows().await {
        assert!(row.sent_at.is_some());
        assert_eq!(row.payload, "{}", "what opens something is forgotten");
    }
    let waiting = jobs::waiting(&house.services.db).await.unwrap();
    assert_eq!((waiting.due, waiting.dead), (0, 0));
}

#[tokio::test]
async fn after_an_hour_without_a_mail_server_each_message_goes_once() {
    let house = House::new(Content::Tables, &[]).await;
    let handlers = house.handlers().await;
    house
        .memory
        .fail(Some(SendError::Later("the mail server is away".to_owned())));
    for n in 0..5 {
        house
            .put(vec![letter(&format!("verify:{n}"), "lua@example.com")])
            .await;
    }
    for _ in 0..60 {
        house.run(&handlers).await;
        house.services.clock.advance(TimeDelta::minutes(1));
    }
    assert!(house.memory.sent().is_empty());
    let rows = house.rows().await;
    assert!(
        rows.iter()
            .all(|row| row.last_error.as_deref() == Some("the mail server is away"))
    );
    house.memory.fail(None);
    for _ in 0..70 {
        house.run(&handlers).await;
        house.services.clock.advance(TimeDelta::minutes(1));
    }
    let mut ids: Vec<String> = house.memory.sent().iter().map(Message::message_id).collect();
    assert_eq!(ids.len(), 5);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5, "five messages, each with a name of its own");
    assert!(
        house
            .rows()
            .await
            .iter()
            .all(|row| row.sent_at.is_some() && row.last_error.is_none())
    );
}

#[tokio::test]
async fn what_cannot_go_is_buried_where_somebody_sees_it() {
    let house = House::new(Content::Tables, &[]).await;
    let handlers = house.handlers().await;
    house
        .memory
        .fail(Some(SendError::Never("550 no such person".to_owned())));
    house.put(vec![letter("verify:1", "nobody@example.com")]).await;
    house.run(&handlers).await;
    assert!(house.rows().await[0].dead_at.is_some());
    assert_eq!(jobs::waiting(&house.services.db).await.unwrap().dead, 1);
    // A server that stays away: more than a day of attempts, then the end, and both tables say so.
    house
        .memory
        .fail(Some(SendError::Later("the mail server is away".to_owned())));
    house.put(vec![letter("verify:2", "lua@example.com")]).await;
    let mut last_try: DateTime<Utc> = at(NOW);
    for _ in 0..(24 * 5) {
        if house.run(&handlers).await > 0 {
            last_try = house.services.clock.now();
        }
        house.services.clock.advance(TimeDelta::hours(1));
    }
    assert!(last_try - at(NOW) > TimeDelta::days(2), "{last_try}");
    let row = house
        .rows()
        .await
        .into_iter()
        .find(|row| row.key == "verify:2")
        .unwrap();
    assert!(row.dead_at.is_some());
    assert!(row.last_error.unwrap().contains("the mail server is away"));
    assert_eq!(jobs::waiting(&house.services.db).await.unwrap().dead, 2);
    assert!(house.memory.sent().is_empty());
}

#[tokio::test]
async fn an_erased_buyer_gets_no_more_messages() {
    use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
    let house = House::new(Content::Data, &[]).await;
    let view = buying::insert(&house.services.db, Locale::Vi).await;
    let erased = entity::purchase::ActiveModel {
        id: Set(view.purchase.id),
        erased_at: Set(Some(at(NOW))),
        ..Default::default()
    };
    erased.update(&house.services.db).await.unwrap();
    let letters = commerce::checkout::order_letter(&view.purchase, &view.orders[0].order, "order_shipped");
    house.put(letters).await;
    house.run(&house.handlers().await).await;
    assert!(house.memory.sent().is_empty());
    assert!(house.rows().await[0].dead_at.is_some());
}

#[tokio::test]
async fn a_message_and_another_job_do_not_wait_for_each_other() {
    let house = House::new(Content::Tables, &[]).await;
    let slow = Handlers::default()
        .with(MAIL_JOB, |_| async {
            tokio::time::sleep(std::time::Duration::from_secs(30)).await;
            Ok(())
        })
        .with("index", |_| async { Ok(()) });
    // Two messages: the first keeps its lane busy, the second is due and must be left alone by the other lane.
    let two = [1, 2].map(|n| letter(&format!("verify:{n}"), "slow@example.com"));
    house.put(two.to_vec()).await;
    let txn = write_txn(&house.services.db).await.unwrap();
    jobs::enqueue(&txn, "index", &json!({}), None, at(NOW))
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let (db, clock) = (house.services.db.clone(), house.services.clock.clone());
    let mails = slow.in_lane(Lane::Only(&[MAIL_JOB]));
    let sending = tokio::spawn(async move { jobs::run_due(&db, &clock, &mails).await });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let others = slow.in_lane(Lane::Except(&[MAIL_JOB]));
    let began = std::time::Instant::now();
    assert_eq!(house.run(&others).await, 1, "the index job, and not the message");
    assert!(began.elapsed() < std::time::Duration::from_secs(5));
    sending.abort();
}
