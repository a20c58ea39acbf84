//! The producer's orders, by what has to be done with them: for a phone, one tap a step.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Desk;
use super::frame;
use super::order_cards::{Card, card};
use commerce::orders::{self, Tab};
use shell::web::{Failure, Form, urls};

/// Orders on a page.
const AT_ONCE: usize = 10;

#[derive(Serialize)]
struct TabView {
    key: &'static str,
    url: String,
    current: bool,
    count: i64,
}

#[derive(Serialize)]
struct OrdersPage {
    tab: &'static str,
    tabs: Vec<TabView>,
    cards: Vec<Card>,
    /// The order that was just moved, with what comes next.
    just: Option<Card>,
    more: Option<String>,
    first: Option<String>,
    pick_url: String,
}

/// `GET /nguoi-ban/don-hang?tab=…&before=…`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (locale, services) = (visit.locale, visit.state.services.clone());
    let now = services.clock.now();
    let counts = orders::open_counts(&services.db, desk.producer).await?;
    let count = |tab: Tab| -> i64 {
        let of_tab = counts.iter().filter(|(status, _)| Tab::of(**status) == tab);
        of_tab.map(|(_, count)| *count).sum()
    };
    // Without a word, where there is something to do.
    let tab = match visit.params.get("tab") {
        Some(word) => Tab::named(word),
        None => Tab::ALL
            .into_iter()
            .find(|tab| count(*tab) > 0)
            .unwrap_or(Tab::Confirm),
    };
    let before = visit.params.number("before");
    let most = u64::try_from(AT_ONCE + 1).unwrap_or(u64::MAX);
    let found = orders::of_producer(&services.db, desk.producer, tab, before, most).await?;
    let list = urls::studio(locale, "orders");
    let more = (found.len() > AT_ONCE)
        .then(|| found.get(AT_ONCE - 1))
        .flatten()
        .map(|last| {
            let key = last.view.order.id.to_string();
            format!("{list}{}", urls::query(&[("tab", tab.word()), ("before", &key)]))
        });
    let just = match visit.params.get("just") {
        Some(number) => orders::desk_order(&services.db, desk.producer, number).await?,
        None => None,
    };
    let page = OrdersPage {
        tab: tab.word(),
        tabs: Tab::ALL
            .into_iter()
            .map(|one| TabView {
                key: one.word(),
                url: format!("{list}{}", urls::query(&[("tab", one.word())])),
                current: one == tab,
                count: count(one),
            })
            .collect(),
        cards: found
            .iter()
            .take(AT_ONCE)
            .filter(|order| {
                just.as_ref()
                    .is_none_or(|just| just.view.order.id != order.view.order.id)
            })
            .map(|order| card(visit, order, now))
            .collect(),
        just: just.map(|order| card(visit, &order, now)),
        more,
        first: before.map(|_| format!("{list}{}", urls::query(&[("tab", tab.word())]))),
        pick_url: urls::studio(locale, "pick_list"),
    };
    let title = visit.text("desk_orders.title");
    frame::page(
        &mut desk,
        ("studio/orders.html", "orders", &[], "orders"),
        title,
        &Form::default(),
        &page,
    )
    .await
}
