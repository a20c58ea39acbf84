//! The shelf of a sales point: what is sold there as the public sees it, out today, taken off, added by name.

use actix_web::{HttpResponse, web};
use entity::PublicStatus;
use serde::Serialize;

use super::point_desk::{Keeper, Point, page, words};
use commerce::keeping::{self, Sold};
use domain::places::words as said;
use foundation::kernel::fold::clean;
use shell::indexing::finding;
use shell::web::{Failure, Form, Visit, urls};

/// Products on a page.
const ROWS: i64 = 20;
/// Products proposed for what was typed.
const FOUND: usize = 10;

#[derive(Serialize)]
struct Row {
    id: i64,
    name: String,
    producer: String,
    /// Its page; nothing while the public finds none.
    url: Option<String>,
    /// `confirmed` or `ask`.
    fresh: &'static str,
    fresh_label: String,
    out: bool,
}

#[derive(Serialize)]
struct Proposal {
    id: i64,
    name: String,
    producer: String,
    has: bool,
}

#[derive(Serialize)]
struct ShelfPage {
    rows: Vec<Row>,
    count: String,
    next: Option<String>,
    q: String,
    /// What fits to what was typed.
    proposals: Vec<Proposal>,
    here: String,
    scan: String,
}

fn row(visit: &Visit, point: &Point, today: chrono::NaiveDate, sold: Sold) -> Row {
    let public = sold.status == PublicStatus::Published;
    let seen = sold.last_confirmed_on.or(point.own.row.last_confirmed_on);
    let (fresh, fresh_label) = said::shelf(visit.state.views.texts(), visit.locale, seen, today);
    Row {
        id: sold.product_id,
        url: public.then(|| urls::product(visit.locale, &sold.slug)),
        out: sold.out_on == Some(today),
        name: sold.name,
        producer: sold.producer,
        fresh,
        fresh_label,
    }
}

/// Products that fit to what was typed, best first, as the public sees them.
async fn proposals(
    visit: &Visit,
    q: &str,
    has: &[i64],
    today: chrono::NaiveDate,
) -> Result<Vec<Proposal>, Failure> {
    let found = finding::product_ids(&visit.state.services, q, today).await?;
    let edition = &visit.edition;
    Ok(found
        .iter()
        .filter_map(|id| edition.catalogue.by_id(*id))
        .take(FOUND)
        .map(|product| Proposal {
            id: product.id,
            name: product.name(visit.locale).0.to_owned(),
            producer: edition
                .producer(product.producer_id)
                .map_or_else(String::new, |producer| producer.name(visit.locale).0.to_owned()),
            has: has.contains(&product.id),
        })
        .collect())
}

async fn shelf_page(keeper: &mut Keeper, point: &Point, form: &Form) -> Result<HttpResponse, Failure> {
    let today = keeper.today();
    let visit = keeper.visit();
    let (db, locale, place) = (&visit.state.services.db, visit.locale, &point.own.row);
    let page_no = visit.params.number("page").unwrap_or(1).clamp(1, 1_000);
    let most = i64::try_from(keeping::MOST_PRODUCTS).unwrap_or(i64::MAX);
    let skip = (page_no - 1) * ROWS;
    let mut sold = keeping::shelf(db, place.id, locale, (skip, ROWS + 1)).await?;
    let rows = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = sold.len() > rows;
    sold.truncate(rows);
    let q = clean(visit.params.get("q").unwrap_or_default(), 100);
    let proposals = if q.is_empty() {
        Vec::new()
    } else {
        let all = keeping::shelf(db, place.id, locale, (0, most)).await?;
        let has: Vec<i64> = all.iter().map(|sold| sold.product_id).collect();
        proposals(visit, &q, &has, today).await?
    };
    let count = keeping::shelf_count(db, place.id).await?;
    let here = urls::studio_at(locale, "point_shelf", &[&place.slug]);
    let further = (page_no + 1).to_string();
    let content = ShelfPage {
        rows: sold
            .into_iter()
            .map(|sold| row(visit, point, today, sold))
            .collect(),
        count: visit.text_with("point.products", &[("n", &count.to_string())]),
        next: more.then(|| format!("{here}{}", urls::query(&[("page", &further)]))),
        q,
        proposals,
        scan: urls::studio_at(locale, "point_scan", &[&place.slug]),
        here,
    };
    let title = visit.text("point.shelf_title");
    page(
        keeper,
        Some(point),
        ("studio/point_shelf.html", "point_shelf"),
        title,
        form,
        &content,
    )
}

/// `GET /nguoi-ban/diem-ban/{slug}/ke-hang?q=…`
pub(super) async fn show(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    shelf_page(&mut keeper, &point, &Form::default()).await
}

/// `POST /nguoi-ban/diem-ban/{slug}/ke-hang`: adds a product, takes one off, says that it has run out or is back.
pub(super) async fn update(
    mut keeper: Keeper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let product = form.number("product").ok_or(Failure::NotFound)?;
    let services = keeper.visit().state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let acting = keeper.acting(&point);
    let (outcome, done) = match form.get("do") {
        "add" => match keeping::put(db, now, acting, product).await? {
            Ok(new) => (Ok(()), if new { "added" } else { "had" }),
            Err(refusal) => (Err(refusal), "added"),
        },
        "remove" => (keeping::take_off(db, now, acting, product).await?, "removed"),
        "out" => (keeping::set_out(db, now, acting, product, true).await?, "out"),
        "back" => (keeping::set_out(db, now, acting, product, false).await?, "back"),
        _ => return Err(Failure::NotFound),
    };
    match outcome {
        Ok(()) => keeper.done("point_shelf", &point, done).await,
        Err(refusal) => {
            let words = words(keeper.visit(), refusal)?;
            form.refuse("find", words);
            shelf_page(&mut keeper, &point, &form).await
        }
    }
}
