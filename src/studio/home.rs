//! The first page of the desk: what wants attention.

use actix_web::HttpResponse;
use entity::{BankLineState, OrderStatus, ReturnStatus};
use serde::Serialize;

use super::desk::{Desk, PRODUCER};
use super::frame;
use commerce::orders::Tab;
use commerce::{checkout, enquiries, orders};
use domain::{compliance, inventory, ratings};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::{Failure, Form, units, urls};

/// Things of a kind that are named; the pages behind them show all.
const NAMED: u64 = 6;
/// Packs that are looked at.
const PACKS: i64 = 500;
/// Days before its end at which a certificate is named: being ranked anew takes months.
const DAYS: i64 = 180;

/// Days before its end at which a paper of a product is named.
const PAPER_DAYS: u64 = 30;
/// Papers that are named.
const PAPERS: usize = 6;

/// Something that wants attention.
#[derive(Serialize)]
struct Todo {
    text: String,
    note: Option<String>,
    url: String,
}

/// Things of a kind.
#[derive(Serialize)]
struct Todos {
    key: &'static str,
    count: i64,
    url: String,
    items: Vec<Todo>,
}

#[derive(Serialize)]
struct HomePage {
    public: Option<String>,
    todos: Vec<Todos>,
    /// Where an owner sees what was sold.
    figures: Option<String>,
}

/// `GET /nguoi-ban`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let mut todos = of_orders(&desk).await?;
    todos.extend(of_money(&desk).await?);
    todos.extend(of_the_rest(&desk).await?);
    todos.retain(|todos| todos.count > 0);
    let visit = &desk.shopper.visit;
    let public = visit
        .edition
        .producer(desk.producer)
        .map(|producer| urls::producer(visit.locale, &producer.slug));
    let title = visit.text("studio.title");
    let page = HomePage {
        public,
        todos,
        figures: desk.is_owner().then(|| urls::studio(visit.locale, "figures")),
    };
    frame::page(
        &mut desk,
        ("studio/home.html", "home", &[], "home"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

/// Orders by what has to be done with them; those that wait for a word with their deadline.
async fn of_orders(desk: &Desk) -> Result<Vec<Todos>, Failure> {
    let visit = &desk.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let counts = orders::open_counts(db, desk.producer).await?;
    let count = |status| counts.get(&status).copied().unwrap_or_default();
    let tab = |tab: Tab| {
        let query = urls::query(&[("tab", tab.word())]);
        format!("{}{query}", urls::studio(locale, "orders"))
    };
    let confirm = orders::to_answer(db, desk.producer, NAMED).await?;
    let items = confirm.iter().map(|order| Todo {
        text: format!("{} · {}", order.number, format::vnd(order.total, locale)),
        note: order.expires_at.map(|until| {
            let until = format::moment(until, locale);
            visit.text_with("desk_orders.until", &[("name", &until)])
        }),
        url: urls::studio_at(locale, "order", &[&order.number]),
    });
    let plain = |key, status| Todos {
        key,
        count: count(status),
        url: tab(Tab::of(status)),
        items: Vec::new(),
    };
    Ok(vec![
        Todos {
            items: items.collect(),
            ..plain("confirm", OrderStatus::AwaitingConfirmation)
        },
        plain("pack", OrderStatus::Confirmed),
        plain("ship", OrderStatus::Packed),
    ])
}

/// Transfers nobody knows what they are for, money to be sent back, goods that somebody wants to give back.
async fn of_money(desk: &Desk) -> Result<Vec<Todos>, Failure> {
    let visit = &desk.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let page = |number: &str| urls::studio_at(locale, "order", &[number]);
    let lines = checkout::own_lines(db, desk.producer, BankLineState::Unmatched, NAMED).await?;
    let refunds = orders::refunds_to_send(db, desk.producer, NAMED).await?;
    let returns = orders::open_returns(db, desk.producer, NAMED).await?;
    let lines: Vec<Todo> = lines
        .iter()
        .map(|line| Todo {
            text: format!("{} · {}", format::vnd(line.amount, locale), line.memo),
            note: Some(format::moment(line.booked_at, locale)),
            url: urls::studio(locale, "statements"),
        })
        .collect();
    let refunds: Vec<Todo> = refunds
        .iter()
        .map(|(order, refund)| Todo {
            text: format!("{} · {}", order.number, format::vnd(refund.amount, locale)),
            note: None,
            url: page(&order.number),
        })
        .collect();
    let returns: Vec<Todo> = returns
        .iter()
        .map(|(order, status): &(_, ReturnStatus)| Todo {
            text: order.number.clone(),
            note: Some(visit.text(&format!("desk_orders.return_{}", status.word()))),
            url: page(&order.number),
        })
        .collect();
    Ok(vec![
        named("transfers", lines, urls::studio(locale, "statements")),
        named("refunds", refunds, urls::studio(locale, "orders")),
        named("returns", returns, urls::studio(locale, "orders")),
    ])
}

/// Questions, packs that run out, certificates that end.
async fn of_the_rest(desk: &Desk) -> Result<Vec<Todos>, Failure> {
    let visit = &desk.shopper.visit;
    let services = &visit.state.services;
    let (db, locale) = (&services.db, visit.locale);
    let asked = enquiries::unanswered(db, desk.producer).await?;
    let shelves = inventory::shelves(db, desk.producer, locale, PACKS).await?;
    let today = vietnam_day(services.clock.now());
    let ending = ratings::ending_soon(db, desk.producer, (today, DAYS), NAMED).await?;
    let stock = urls::studio(locale, "stock");
    let low_url = format!("{stock}{}", urls::query(&[("low", "1")]));
    let low: Vec<_> = shelves.iter().filter(|shelf| shelf.is_low()).collect();
    let packs = low.iter().take(6).map(|shelf| {
        let pack = units::spoken(visit, shelf.pack.as_deref().unwrap_or(&shelf.unit));
        Todo {
            text: format!("{} ({pack})", shelf.name),
            note: Some(visit.text_with("desk_orders.pieces_left", &[("n", &shelf.free().to_string())])),
            url: format!("{stock}#pack-{}", shelf.variant_id),
        }
    });
    let certificates = ending.iter().map(|one| Todo {
        text: one.name.clone(),
        note: Some(format::date(one.last_day, locale)),
        url: urls::certificate(locale, &one.code),
    });
    Ok(vec![
        Todos {
            key: "enquiries",
            count: i64::try_from(asked).unwrap_or(i64::MAX),
            url: urls::studio(locale, "enquiries"),
            items: Vec::new(),
        },
        Todos {
            key: "low",
            count: i64::try_from(low.len()).unwrap_or(i64::MAX),
            url: low_url,
            items: packs.collect(),
        },
        named("certificates", certificates.collect(), String::new()),
        named("papers", papers(desk).await?, urls::studio(locale, "listings")),
    ])
}

/// Papers of products that end soon or have ended.
async fn papers(desk: &Desk) -> Result<Vec<Todo>, Failure> {
    let visit = &desk.shopper.visit;
    let (services, locale) = (&visit.state.services, visit.locale);
    let days = (vietnam_day(services.clock.now()), PAPER_DAYS);
    let ending = compliance::ending(&services.db, desk.producer, days, PAPERS).await?;
    Ok(ending
        .into_iter()
        .map(|one| Todo {
            text: format!("{} · {}", one.name, one.label(locale)),
            note: Some(format::date(one.last_day, locale)),
            url: urls::studio_at(locale, "papers", &[&one.product_id.to_string()]),
        })
        .collect())
}

fn named(key: &'static str, items: Vec<Todo>, url: String) -> Todos {
    Todos {
        key,
        count: i64::try_from(items.len()).unwrap_or(i64::MAX),
        url,
        items,
    }
}

/// `POST /nguoi-ban/doi`: works for another of one's producers from now on.
pub async fn switch(mut desk: Desk, form: Form) -> Result<HttpResponse, Failure> {
    let own = desk.shopper.person.as_ref().is_some_and(|person| {
        let wanted = form.number("producer");
        person.producers.iter().any(|(id, _)| Some(*id) == wanted)
    });
    if !own {
        return Err(Failure::NotFound);
    }
    desk.shopper.set_cookie(PRODUCER, form.get("producer"), None);
    let to = urls::studio(desk.shopper.visit.locale, "home");
    Ok(desk.shopper.see(&to))
}
