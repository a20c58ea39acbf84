//! Writing the rows about one product, by the writers of the forms.

use chrono::{DateTime, Utc};
use entity::{DeliveryReach, ImportKind, ProductKind, Vnd};

use super::column::{self, Column, of_pack, same};
use super::row::{Change, Problem, Why};
use super::store::Shown;
use super::value::rate;
use crate::inventory::{self, ShelfRefusal};
use crate::listings::{self, Editor, Listing, NewPack, Refusal, SERVICES, Terms, Whole, Words};
use foundation::kernel::db::{Txn, savepoint};
use foundation::kernel::error::{Answer, Result};

/// Why pieces were counted, as movements say it.
const REASON: &str = "import";

/// Writes the rows about one product; for each of them why it was left out, or nothing.
pub(super) async fn group(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    rows: &[Shown],
) -> Result<Vec<Option<Problem>>> {
    // What is refused half-way is taken back, and nothing else of the transaction.
    let inner = savepoint(txn).await?;
    let outcome = match rows.first().and_then(|shown| shown.row.product_id) {
        Some(product) => known(&inner, now, editor, product, rows).await?,
        None => new(&inner, now, editor, rows).await?,
    };
    match outcome {
        Ok(left) => {
            inner.commit().await?;
            Ok(left)
        }
        Err(problem) => {
            inner.rollback().await?;
            Ok(rows.iter().map(|_| Some(problem.clone())).collect())
        }
    }
}

fn of_product(shown: &Shown) -> impl Iterator<Item = &Change> {
    let changes = shown.content.changes.iter();
    changes.filter(|change| change.column.is_of_product())
}

fn of_its_pack(shown: &Shown) -> Vec<&Change> {
    let changes = shown.content.changes.iter();
    changes.filter(|change| change.column >= Column::Sku).collect()
}

/// Rows about a product that is there.
async fn known(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    rows: &[Shown],
) -> Answer<Vec<Option<Problem>>, Problem> {
    let Some(whole) = listings::whole(txn, editor.producer, product).await? else {
        return Ok(Err(Problem::new(None, Why::Gone)));
    };
    let mut left: Vec<Option<Problem>> = rows.iter().map(|shown| stale(shown, &whole)).collect();
    for (shown, left) in rows.iter().zip(&mut left) {
        let changes = of_its_pack(shown);
        if left.is_some() || changes.is_empty() {
            continue;
        }
        let inner = savepoint(txn).await?;
        match pack(&inner, now, editor, (&whole, shown), &changes).await? {
            Ok(()) => inner.commit().await?,
            Err(problem) => {
                inner.rollback().await?;
                *left = Some(problem);
            }
        }
    }
    let (mut content, mut terms) = (whole.listing.clone(), whole.terms);
    for (shown, left) in rows.iter().zip(&left) {
        for change in of_product(shown).filter(|_| left.is_none()) {
            say(&mut content, change);
            set(&mut terms, change);
        }
    }
    if terms != whole.terms
        && listings::save_terms_in(txn, now, editor, product, terms)
            .await?
            .is_err()
    {
        return Ok(Err(Problem::new(None, Why::Gone)));
    }
    if content != whole.listing
        && listings::save_in(txn, now, editor, (product, whole.revision), &content)
            .await?
            .is_err()
    {
        return Ok(Err(Problem::new(None, Why::Stale)));
    }
    Ok(Ok(left))
}

/// Why the words of a row are not written any more: somebody saved the draft since, or something else stands there.
fn stale(shown: &Shown, whole: &Whole) -> Option<Problem> {
    let there = |change: &Change| column::of_product(whole, change.column);
    let other = of_product(shown).find(|change| !same(&there(change), &change.before));
    // What is set at once is no part of the draft.
    let first = of_product(shown).find(|change| !change.column.is_of_terms());
    let saved = first.filter(|_| shown.row.revision != whole.revision);
    let change = other.or(saved)?;
    let now = there(change);
    Some(
        Problem::new(change.column, Why::Stale)
            .with(&now)
            .found(&change.after),
    )
}

/// Writes what a row says of its pack.
async fn pack(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (whole, shown): (&Whole, &Shown),
    changes: &[&Change],
) -> Answer<(), Problem> {
    let Some(id) = shown.row.variant_id else {
        return add(txn, now, editor, whole.id, changes).await;
    };
    let Some(there) = whole.packs.iter().find(|pack| pack.id == id) else {
        return Ok(Err(Problem::new(None, Why::Gone)));
    };
    for change in changes {
        let stands = of_pack(&there.is, there.on_hand, change.column);
        if !same(&stands, &change.before) {
            let stale = Problem::new(change.column, Why::Stale).with(&stands);
            return Ok(Err(stale.found(&change.after)));
        }
    }
    let (wanted, pieces) = filled(there.is.clone(), changes);
    if wanted != there.is {
        let saved = listings::save_pack_in(txn, now, editor, (whole.id, Some(id)), &wanted, None).await?;
        if let Err(refusal) = saved {
            return Ok(Err(refused(refusal)));
        }
    }
    let Some(pieces) = pieces else {
        return Ok(Ok(()));
    };
    let ids = (editor.producer, id);
    let counted = (pieces, Some(there.on_hand));
    let outcome = inventory::recount_in(txn, now, ids, counted, (REASON, editor.actor)).await?;
    Ok(outcome.map_err(|refusal| match refusal {
        ShelfRefusal::Promised(promised) => Problem::new(Column::Pieces, Why::Promised).with(&promised),
        ShelfRefusal::Changed(on_hand) => Problem::new(Column::Pieces, Why::Stale).with(&on_hand),
        ShelfRefusal::NotThere | ShelfRefusal::Negative => Problem::new(Column::Pieces, Why::Gone),
    }))
}

/// Adds the pack of a row to a product.
async fn add(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    changes: &[&Change],
) -> Answer<(), Problem> {
    let blank = NewPack {
        sku: String::new(),
        pack: None,
        unit: String::new(),
        price: Vnd::ZERO,
        weight_g: None,
        volume_ml: None,
        gtin: None,
        vat_bps: None,
        max_per_order: None,
        made_to_order: false,
    };
    let (wanted, pieces) = filled(blank, changes);
    let pieces = pieces.filter(|_| !wanted.made_to_order);
    let saved = listings::save_pack_in(txn, now, editor, (product, None), &wanted, pieces).await?;
    Ok(saved.map(drop).map_err(refused))
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::TakenSku => Problem::new(Column::Sku, Why::Taken),
        Refusal::TakenGtin => Problem::new(Column::Gtin, Why::Taken),
        Refusal::Unknown => Problem::new(None, Why::Gone),
        _ => Problem::new(None, Why::Stale),
    }
}

/// Rows that make a product: it comes with all of them or not at all.
async fn new(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    rows: &[Shown],
) -> Answer<Vec<Option<Problem>>, Problem> {
    let makes = |shown: &&Shown| shown.row.kind == ImportKind::NewProduct;
    let Some(first) = rows.iter().find(makes) else {
        return Ok(Err(Problem::new(None, Why::Gone)));
    };
    let mut content = Listing {
        slug: String::new(),
        set_id: 0,
        kind: ProductKind::Goods,
        season: None,
        vi: Words::default(),
        en: Words::default(),
        pictures: Vec::new(),
    };
    let mut terms = Terms::default();
    for change in of_product(first) {
        say(&mut content, change);
        set(&mut terms, change);
    }
    if content.slug.is_empty() {
        content.slug.clone_from(&content.vi.name);
    }
    let product = listings::create_in(txn, now, editor, &content).await?;
    if listings::save_terms_in(txn, now, editor, product, terms)
        .await?
        .is_err()
    {
        return Ok(Err(Problem::new(None, Why::Gone)));
    }
    for shown in rows {
        let changes = of_its_pack(shown);
        if changes.is_empty() {
            continue;
        }
        if let Err(problem) = add(txn, now, editor, product, &changes).await? {
            return Ok(Err(problem));
        }
    }
    Ok(Ok(rows.iter().map(|_| None).collect()))
}

/// Puts a value into a listing.
fn say(listing: &mut Listing, change: &Change) {
    let text = change.after.clone();
    let month = || change.after.parse::<i16>().ok();
    match change.column {
        Column::Slug => listing.slug = text,
        Column::Set => {
            listing.set_id = text.parse().unwrap_or(listing.set_id);
            listing.kind = if listing.set_id == SERVICES {
                ProductKind::Service
            } else {
                ProductKind::Goods
            };
        }
        Column::NameVi => listing.vi.name = text,
        Column::NameEn => listing.en.name = text,
        Column::SummaryVi => listing.vi.summary = text,
        Column::SummaryEn => listing.en.summary = text,
        Column::MaterialsVi => listing.vi.materials = text,
        Column::MaterialsEn => listing.en.materials = text,
        Column::CareVi => listing.vi.care = text,
        Column::CareEn => listing.en.care = text,
        // A season has both months or none, which was judged before: the other one follows.
        Column::SeasonFrom => {
            listing.season = month().map(|from| (from, listing.season.map_or(from, |(_, to)| to)));
        }
        Column::SeasonTo => {
            listing.season = month().map(|to| (listing.season.map_or(to, |(from, _)| from), to));
        }
        _ => {}
    }
}

/// Puts a value into the terms of a product.
fn set(terms: &mut Terms, change: &Change) {
    match change.column {
        Column::Reach => terms.reach = DeliveryReach::parse(&change.after).unwrap_or(terms.reach),
        Column::Capacity => terms.weekly_capacity = change.after.parse().ok(),
        _ => {}
    }
}

/// A pack with the values of a row, and the pieces that were counted.
fn filled(mut pack: NewPack, changes: &[&Change]) -> (NewPack, Option<i64>) {
    let mut pieces = None;
    for change in changes {
        let text = change.after.as_str();
        let some = Some(text).filter(|text| !text.is_empty());
        match change.column {
            Column::Sku => text.clone_into(&mut pack.sku),
            Column::Pack => pack.pack = some.map(str::to_owned),
            Column::Unit => text.clone_into(&mut pack.unit),
            Column::Price => pack.price = Vnd::new(text.parse().unwrap_or(0)),
            Column::WeightG => pack.weight_g = text.parse().ok(),
            Column::VolumeMl => pack.volume_ml = text.parse().ok(),
            Column::Gtin => pack.gtin = some.map(str::to_owned),
            Column::Vat => pack.vat_bps = some.and_then(rate),
            Column::Max => pack.max_per_order = text.parse().ok(),
            Column::MadeToOrder => pack.made_to_order = text == "1",
            Column::Pieces => pieces = text.parse().ok(),
            _ => {}
        }
    }
    (pack, pieces)
}
