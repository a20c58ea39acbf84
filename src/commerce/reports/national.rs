//! The table `PTNT_OCOP` of the national data specification (QĐ 5277/QĐ-BNNMT): one row for each product that was ever
//! certified, with the year's turnover on this site.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    Locale, PublicStatus, ReportFormat, Stars, commune, producer, producer_text, product, product_text,
    report_run,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tabular::{Sheet, Value};

use super::files::{Say, told};
use super::sales::net_of_products;
use domain::ratings;
use foundation::kernel::db::Db;
use foundation::kernel::error::{Context, Result};

/// The columns, exactly as the specification names them.
pub const COLUMNS: [&str; 9] = [
    "MA_OCOP",
    "Ma_DonViHanhChinh",
    "Ma_ThoiGian",
    "Ma_SanPham",
    "TenSanPham",
    "XepHang",
    "ChuTheSXKD",
    "DoanhThuNam",
    "TrangThai",
];
/// Products read at once: as many as both databases can bind.
const AT_ONCE: u64 = 1_000;

/// Stars as the specification writes them: `4*`.
pub fn stars_word(stars: Stars) -> String {
    format!("{}*", stars.get())
}

/// The national codes of all communes, by key, where they are known.
pub async fn commune_codes(db: &impl ConnectionTrait) -> Result<HashMap<i64, Option<String>>> {
    let rows: Vec<(i64, Option<String>)> = commune::Entity::find()
        .select_only()
        .columns([commune::Column::Id, commune::Column::Code])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The file of a run.
pub(super) async fn file(db: &Db, today: NaiveDate, run: &report_run::Model, say: &Say) -> Result<Vec<u8>> {
    let public = || product::Entity::find().filter(product::Column::Status.eq(PublicStatus::Published));
    let total = i64::try_from(public().count(db).await?).unwrap_or(i64::MAX);
    told(db, run.id, 0, total).await?;
    let communes = commune_codes(db).await?;
    let (mut rows, mut after, mut done) = (Vec::new(), 0, 0);
    loop {
        let some: Vec<(i64, String, i64)> = public()
            .select_only()
            .columns([
                product::Column::Id,
                product::Column::Slug,
                product::Column::ProducerId,
            ])
            .filter(product::Column::Id.gt(after))
            .order_by_asc(product::Column::Id)
            .limit(AT_ONCE)
            .into_tuple()
            .all(db)
            .await?;
        let Some((last, ..)) = some.last() else {
            break;
        };
        after = *last;
        done += i64::try_from(some.len()).unwrap_or(0);
        piece(db, (today, run.year), &communes, some, say, &mut rows).await?;
        told(db, run.id, done.min(total), total).await?;
    }
    let sheet = Sheet {
        name: "PTNT_OCOP".to_owned(),
        header: COLUMNS.map(str::to_owned).to_vec(),
        rows,
    };
    let workbook = run.format == ReportFormat::Xlsx;
    let made = tokio::task::spawn_blocking(move || {
        if workbook {
            tabular::xlsx(&[sheet]).context("making a workbook")
        } else {
            Ok(tabular::csv(&sheet))
        }
    });
    made.await.context("making a file")?
}

/// The rows of some products, given as (key, slug, producer).
async fn piece(
    db: &Db,
    (today, year): (NaiveDate, i32),
    communes: &HashMap<i64, Option<String>>,
    products: Vec<(i64, String, i64)>,
    say: &Say,
    rows: &mut Vec<Vec<Value>>,
) -> Result<()> {
    let ids: Vec<i64> = products.iter().map(|(id, ..)| *id).collect();
    let certificates = ratings::by_products(db, Some(&ids)).await?;
    let turnover = net_of_products(db, year, &ids).await?;
    let names: HashMap<i64, String> = product_text::Entity::find()
        .select_only()
        .columns([product_text::Column::ProductId, product_text::Column::Name])
        .filter(product_text::Column::Locale.eq(Locale::Vi))
        .filter(product_text::Column::ProductId.is_in(ids))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let makers = makers(db, products.iter().map(|(.., maker)| *maker)).await?;
    for (id, slug, maker) in products {
        let best = certificates
            .get(&id)
            .and_then(|certificates| ratings::best(certificates, today));
        let Some((certificate, standing)) = best else {
            continue;
        };
        let (name, commune) = makers.get(&maker).cloned().unwrap_or_default();
        let unit = commune.and_then(|commune| communes.get(&commune).cloned().flatten());
        let net = turnover.get(&id).map_or(0, |net| net.dong());
        rows.push(vec![
            certificate.code.as_str().into(),
            unit.into(),
            year.to_string().into(),
            slug.as_str().into(),
            names.get(&id).cloned().unwrap_or_else(|| slug.clone()).into(),
            stars_word(standing.stars).into(),
            name.into(),
            net.into(),
            say(Locale::Vi, &format!("report.standing_{}", standing.state.key())).into(),
        ]);
    }
    Ok(())
}

/// Name and commune of producers.
async fn makers(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, (String, Option<i64>)>> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names: HashMap<i64, String> = producer_text::Entity::find()
        .select_only()
        .columns([producer_text::Column::ProducerId, producer_text::Column::Name])
        .filter(producer_text::Column::Locale.eq(Locale::Vi))
        .filter(producer_text::Column::ProducerId.is_in(ids.iter().copied()))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows: Vec<(i64, String, Option<i64>)> = producer::Entity::find()
        .select_only()
        .columns([
            producer::Column::Id,
            producer::Column::Slug,
            producer::Column::CommuneId,
        ])
        .filter(producer::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, slug, commune)| (id, (names.remove(&id).unwrap_or(slug), commune)))
        .collect())
}
