//! One query for all lines of a cart, one more when there are gift sets among them.

use chrono::NaiveDate;
use entity::{DeliveryReach, Vnd};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

use foundation::kernel::error::Result;

/// A variant in a quantity, with all that buying it depends on.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Item {
    /// The cart line; 0 outside a cart.
    pub line_id: i64,
    /// Pieces.
    pub quantity: i64,
    /// The price the buyer last saw.
    pub seen_price: Vnd,
    /// Put aside for later.
    pub saved: bool,
    /// The variant.
    pub variant_id: i64,
    /// Its SKU.
    pub sku: String,
    /// Size of the pack.
    pub pack: Option<String>,
    /// What a piece is called.
    pub unit: String,
    /// Price of a piece, tax included.
    pub price: Vnd,
    /// Grams.
    pub weight_g: Option<i32>,
    /// Millilitres.
    pub volume_ml: Option<i32>,
    /// Rate of value-added tax, hundredths of a per cent.
    pub vat_bps: Option<i32>,
    /// Pieces per order.
    pub max_per_order: Option<i32>,
    /// The product.
    pub product_id: i64,
    /// Its address part.
    pub slug: String,
    /// Its set, 1 to 26.
    pub set_id: i64,
    /// `goods` or `service`.
    pub kind: String,
    /// What the public sees of it.
    pub status: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Whether goods of the set may travel by parcel.
    pub parcel: bool,
    /// How far the product travels by parcel.
    pub reach: DeliveryReach,
    /// The producer.
    pub producer_id: i64,
    /// Its address part.
    pub producer_slug: String,
    /// Its name.
    pub producer_name: String,
    /// What the public sees of it.
    pub producer_status: String,
    /// Where it is, degrees.
    pub producer_lat: Option<f64>,
    /// Where it is, degrees.
    pub producer_lon: Option<f64>,
    /// Pieces in the house.
    pub on_hand: Option<i64>,
    /// Pieces promised.
    pub reserved: Option<i64>,
    /// Sold without stock.
    pub made_to_order: Option<bool>,
    /// Whether it is a gift set.
    pub bundle: bool,
    /// Takes cash on delivery.
    pub accepts_cod: Option<bool>,
    /// Takes transfers.
    pub accepts_transfer: Option<bool>,
    /// Takes cards.
    pub accepts_card: Option<bool>,
    /// Bank by BIN.
    pub bank_bin: Option<String>,
    /// Account.
    pub bank_account: Option<String>,
    /// Holder.
    pub bank_holder: Option<String>,
    /// Commission, hundredths of a per cent.
    pub commission_bps: Option<i32>,
    /// How far the producer delivers itself, metres.
    pub own_radius_m: Option<i32>,
    /// What that costs.
    pub own_fee: Option<Vnd>,
    /// Goods above this are sent free.
    pub free_from: Option<Vnd>,
    /// First day of a holiday.
    pub closed_from: Option<NaiveDate>,
    /// Last day of a holiday.
    pub closed_until: Option<NaiveDate>,
    /// Where messages about orders go.
    pub producer_email: Option<String>,
    /// What a gift set is made of.
    #[sea_orm(skip)]
    pub parts: Vec<Part>,
}

/// What is in a gift set.
#[derive(Clone, Debug)]
pub struct Part {
    /// The goods; their quantity is that of one set.
    pub item: Item,
    /// Pieces in one set.
    pub quantity: i64,
    /// Share in the revenue.
    pub weight: i64,
}

// Names are asked for one by one: with four joins fewer PostgreSQL finds its plan in a tenth of the time.
const COLUMNS: &str = "v.id AS variant_id, v.sku AS sku, v.pack AS pack, v.unit AS unit, v.price AS price, \
    v.weight_g AS weight_g, v.volume_ml AS volume_ml, v.vat_bps AS vat_bps, v.max_per_order AS max_per_order, \
    p.id AS product_id, p.slug AS slug, p.set_id AS set_id, p.kind AS kind, p.status AS status, \
    COALESCE((SELECT t.name FROM product_texts t WHERE t.product_id = p.id AND t.locale = 'vi'), p.slug) AS name_vi, \
    (SELECT t.name FROM product_texts t WHERE t.product_id = p.id AND t.locale = 'en') AS name_en, \
    (SELECT st.parcel FROM product_sets st WHERE st.id = p.set_id) AS parcel, \
    COALESCE((SELECT d.reach FROM product_terms d WHERE d.product_id = p.id), 'anywhere') AS reach, \
    pr.id AS producer_id, pr.slug AS producer_slug, pr.status AS producer_status, \
    COALESCE((SELECT t.name FROM producer_texts t WHERE t.producer_id = pr.id AND t.locale = 'vi'), pr.slug) \
    AS producer_name, \
    pr.lat AS producer_lat, pr.lon AS producer_lon, \
    s.on_hand AS on_hand, s.reserved AS reserved, s.made_to_order AS made_to_order, \
    EXISTS (SELECT 1 FROM bundle_parts b WHERE b.bundle_id = v.id) AS bundle, \
    ps.accepts_cod AS accepts_cod, ps.accepts_transfer AS accepts_transfer, ps.accepts_card AS accepts_card, \
    ps.bank_bin AS bank_bin, ps.bank_account AS bank_account, ps.bank_holder AS bank_holder, \
    ps.commission_bps AS commission_bps, ps.own_radius_m AS own_radius_m, ps.own_fee AS own_fee, \
    ps.free_from AS free_from, ps.closed_from AS closed_from, ps.closed_until AS closed_until, \
    ps.email AS producer_email";

const TABLES: &str = "JOIN products p ON p.id = v.product_id \
    JOIN producers pr ON pr.id = p.producer_id \
    LEFT JOIN producer_settings ps ON ps.producer_id = pr.id \
    LEFT JOIN stock_items s ON s.variant_id = v.id";

/// The lines of a cart, oldest first; those put aside only with `with_saved`.
pub async fn of_cart(db: &impl ConnectionTrait, cart_id: i64, with_saved: bool) -> Result<Vec<Item>> {
    let saved = if with_saved { "" } else { "AND l.saved = FALSE" };
    let sql = format!(
        "SELECT l.id AS line_id, l.quantity AS quantity, l.seen_price AS seen_price, l.saved AS saved, {COLUMNS} \
         FROM cart_lines l JOIN variants v ON v.id = l.variant_id {TABLES} \
         WHERE l.cart_id = $1 {saved} ORDER BY l.id"
    );
    let items = read(db, &sql, [cart_id.into()]).await?;
    with_parts(db, items).await
}

/// One variant in a quantity, as it would be in a cart.
pub async fn of_variant(db: &impl ConnectionTrait, variant_id: i64, quantity: i64) -> Result<Option<Item>> {
    let sql = format!(
        "SELECT CAST(0 AS BIGINT) AS line_id, CAST($1 AS BIGINT) AS quantity, v.price AS seen_price, \
         FALSE AS saved, {COLUMNS} FROM variants v {TABLES} WHERE v.id = $2"
    );
    let items = read(db, &sql, [quantity.into(), variant_id.into()]).await?;
    Ok(with_parts(db, items).await?.pop())
}

async fn read(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Item>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Item::find_by_statement(statement).all(db).await?)
}

#[derive(FromQueryResult)]
struct PartRow {
    bundle_id: i64,
    quantity: i64,
    weight: i64,
    #[sea_orm(nested)]
    item: Item,
}

async fn with_parts(db: &impl ConnectionTrait, mut items: Vec<Item>) -> Result<Vec<Item>> {
    let bundles: Vec<String> = items
        .iter()
        .filter(|item| item.bundle)
        .map(|item| item.variant_id.to_string())
        .collect();
    if bundles.is_empty() {
        return Ok(items);
    }
    // Keys of rows, never text: they may stand in the statement.
    let sql = format!(
        "SELECT b.bundle_id AS bundle_id, b.weight AS weight, CAST(0 AS BIGINT) AS line_id, b.quantity AS quantity, \
         v.price AS seen_price, FALSE AS saved, {COLUMNS} \
         FROM bundle_parts b JOIN variants v ON v.id = b.part_id {TABLES} \
         WHERE b.bundle_id IN ({}) ORDER BY b.bundle_id, b.part_id",
        bundles.join(", ")
    );
    let statement = Statement::from_string(db.get_database_backend(), sql);
    for row in PartRow::find_by_statement(statement).all(db).await? {
        for item in items.iter_mut().filter(|item| item.variant_id == row.bundle_id) {
            item.parts.push(Part {
                item: row.item.clone(),
                quantity: row.quantity,
                weight: row.weight,
            });
        }
    }
    Ok(items)
}
