//! Asking about a service: the form as it is offered, and what came of it.

use entity::{Locale, enquiry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shell::web::urls;

use super::app::App;
use super::browser::{Answer, Browser};
use super::buying::SERVICE;
use super::customer::Order;
use super::db::Content;

/// Who offers the service.
pub const PRODUCER: &str = "htx-hong-van";
/// What is typed into the form.
pub const FIELDS: [(&str, &str); 7] = [
    ("name", "Nguyễn Thị Lan"),
    ("tel", "0912 345 678"),
    ("email", "lan@example.com"),
    ("day", "2026-12-25"),
    ("people", "12"),
    ("message", "Đoàn có trẻ em.\nĂn trưa ở đâu?"),
    ("consent", "1"),
];

/// A site whose producers have an address for messages, without a worker: letters stay as they were put.
pub async fn site() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    commerce::demo::let_sell(&app.world.db, app.clock.now())
        .await
        .unwrap();
    app
}

/// Where one asks about the service.
pub fn path(locale: Locale) -> String {
    urls::enquiry(locale, SERVICE)
}

/// The form as it is offered, filled in.
pub async fn filled(browser: &Browser, path: &str) -> Order {
    let page = browser.get(path).await.is(200);
    let mut form = Order::default();
    form.set("key", &page.attributes("main input[name=key]", "value")[0]);
    for (name, value) in FIELDS {
        form.set(name, value);
    }
    form
}

/// Sends the form.
pub async fn send(browser: &Browser, path: &str, form: &Order) -> Answer {
    let fields: Vec<(&str, &str)> = form
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.submit(path, &fields).await
}

/// What was asked, in order.
pub async fn asked(app: &App) -> Vec<enquiry::Model> {
    enquiry::Entity::find()
        .order_by_asc(enquiry::Column::Id)
        .all(&app.world.db)
        .await
        .unwrap()
}

/// What a letter of the outbox would say, or why it never will.
pub async fn letter(app: &App, key: &str) -> Result<String, String> {
    let row = entity::mail::Entity::find()
        .filter(entity::mail::Column::Key.eq(key))
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap();
    let state = &app.running.state;
    let message = shell::mails::message(&state.services, &state.views, &row)
        .await
        .unwrap();
    message.map(|message| message.text)
}
