//! A purchase of two producers and an enquiry, written as rows: for what is read from them, however they came
//! about.

use commerce::checkout::vat_inside;
use commerce::orders::{OrderView, PurchaseView, number};
use entity::{
    DeliveryMethod, EnquiryStatus, Locale, OrderStatus, PaymentMethod, PaymentStatus, Vnd, enquiry, order,
    order_line, payment, payment_part, product, purchase,
};
use foundation::kernel::db::Db;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::{NOW, at};

/// A name that wants to be markup, a header and a quotation.
pub const NAME: &str = "Nguyễn Thị Lụa <b>&\"\r\nBcc: tat-ca@example.com";
/// A product that wants to be markup.
pub const PRODUCT: &str = "Trà sen \"Hiền Xiêm\" & <i>mứt</i>";
/// A producer's name with every kind of Vietnamese letter.
pub const PRODUCER: &str = "Hợp tác xã Gốm sứ Bát Tràng – Nghề quỳ vàng Kiêu Kỵ";

fn line(
    order_id: i64,
    position: i16,
    name: &str,
    (quantity, price, discount): (i64, i64, i64),
) -> order_line::Model {
    let total = Vnd::new(quantity * price - discount);
    let vat_bps = match position {
        1 => Some(800),
        2 => None,
        _ => Some(1_000),
    };
    order_line::Model {
        id: order_id * 10 + i64::from(position),
        order_id,
        position,
        variant_id: None,
        product_slug: "tra-sen".to_owned(),
        sku: "TS-1".to_owned(),
        name_vi: name.to_owned(),
        name_en: Some(format!("{name} (en)")),
        pack: Some("hộp 500 g".to_owned()),
        unit: "hộp".to_owned(),
        quantity,
        unit_price: Vnd::new(price),
        goods: Vnd::new(quantity * price),
        discount: Vnd::new(discount),
        total,
        vat_bps,
        vat: vat_inside(total, vat_bps),
        weight_g: 500,
        counted: true,
        bundle_name: None,
    }
}

fn order_view(
    id: i64,
    (producer_id, producer_name): (i64, &str),
    lines: Vec<order_line::Model>,
    shipping: i64,
) -> OrderView {
    let sum =
        |amount: fn(&order_line::Model) -> Vnd| Vnd::new(lines.iter().map(|line| amount(line).dong()).sum());
    let (goods, discount, shipping) = (
        sum(|line| line.goods),
        sum(|line| line.discount),
        Vnd::new(shipping),
    );
    let total = goods.plus(shipping).unwrap().minus(discount).unwrap();
    let order = order::Model {
        id,
        purchase_id: 1,
        position: i16::try_from(id).unwrap(),
        number: number::number("2K7QD4", usize::try_from(id).unwrap()).unwrap(),
        producer_id,
        producer_name: producer_name.to_owned(),
        status: OrderStatus::AwaitingPayment,
        delivery: DeliveryMethod::Parcel,
        pickup_place_id: None,
        pickup_name: None,
        zone: None,
        goods,
        shipping,
        discount,
        subsidy: Vnd::ZERO,
        total,
        vat: sum(|line| line.vat),
        commission_bps: 0,
        commission: Vnd::ZERO,
        weight_g: 500,
        carrier: Some("Viettel Post".to_owned()),
        tracking_code: Some("VTP123456".to_owned()),
        expires_at: Some(at(NOW) + chrono::TimeDelta::hours(24)),
        status_at: at(NOW),
        placed_at: at(NOW),
        delivered_at: None,
        invoice_no: Some(42),
    };
    let payment = payment::Model {
        id,
        purchase_id: 1,
        method: PaymentMethod::BankTransfer,
        reference: order.number.clone(),
        provider_ref: None,
        provider_intent: None,
        redirect_url: None,
        bank_bin: Some("970436".to_owned()),
        bank_account: Some("0123456789".to_owned()),
        bank_holder: Some("HTX GOM BAT TRANG".to_owned()),
        amount: total,
        received: Vnd::ZERO,
        refunded: Vnd::ZERO,
        status: PaymentStatus::Pending,
        expires_at: order.expires_at,
        created_at: at(NOW),
        updated_at: at(NOW),
    };
    let part = payment_part::Model {
        payment_id: id,
        order_id: id,
        amount: total,
        received: Vnd::ZERO,
        refunded: Vnd::ZERO,
    };
    OrderView {
        order,
        lines,
        events: Vec::new(),
        payment: Some((payment, part)),
    }
}

/// The purchase: 3,000,000,000 đồng from one producer, 180,000 from the other.
pub fn sample(locale: Locale, producers: [i64; 2]) -> PurchaseView {
    let [first, second] = producers;
    let orders = vec![
        order_view(
            1,
            (first, PRODUCER),
            vec![
                line(1, 1, PRODUCT, (1, 10_800, 0)),
                line(
                    1,
                    2,
                    "Bình hút lộc men rạn đắp nổi rồng phượng cao cấp vẽ vàng 24k",
                    (1, 2_999_989_200, 0),
                ),
            ],
            0,
        ),
        order_view(
            2,
            (second, "Nhà Ước Lễ"),
            vec![line(2, 3, "Giò lụa Ước Lễ", (2, 85_000, 20_000))],
            30_000,
        ),
    ];
    PurchaseView {
        purchase: purchase::Model {
            id: 1,
            number: number::number("2K7QD4", 0).unwrap(),
            user_id: None,
            idempotency_key: "key".to_owned(),
            request_hash: "hash".to_owned(),
            locale,
            name: NAME.to_owned(),
            email: Some("lua@example.com".to_owned()),
            phone: "+84912345678".to_owned(),
            street: Some("12 ngõ 5 phố Hàng Bạc".to_owned()),
            commune_id: None,
            ward: Some("phường Hoàn Kiếm".to_owned()),
            district: Some("quận Hoàn Kiếm".to_owned()),
            province: Some("Hà Nội".to_owned()),
            note: None,
            gift_note: None,
            method: PaymentMethod::BankTransfer,
            goods: Vnd::new(3_000_170_000),
            shipping: Vnd::new(30_000),
            discount: Vnd::new(20_000),
            total: Vnd::new(3_000_180_000),
            coupon_code: None,
            invoice_name: None,
            invoice_tax_code: None,
            invoice_address: None,
            adult: false,
            placed_at: at(NOW),
            erased_at: None,
        },
        orders,
    }
}

/// Writes the purchase into a database that holds the data set.
pub async fn insert(db: &Db, locale: Locale) -> PurchaseView {
    let producers = entity::producer::Entity::find()
        .order_by_asc(entity::producer::Column::Id)
        .all(db)
        .await
        .unwrap();
    let view = sample(locale, [producers[0].id, producers[1].id]);
    view.purchase
        .clone()
        .into_active_model()
        .reset_all()
        .insert(db)
        .await
        .unwrap();
    for one in &view.orders {
        one.order
            .clone()
            .into_active_model()
            .reset_all()
            .insert(db)
            .await
            .unwrap();
        for line in &one.lines {
            line.clone()
                .into_active_model()
                .reset_all()
                .insert(db)
                .await
                .unwrap();
        }
        let (payment, part) = one.payment.clone().unwrap();
        payment.into_active_model().reset_all().insert(db).await.unwrap();
        part.into_active_model().reset_all().insert(db).await.unwrap();
    }
    view
}

/// A service of the data set.
pub const SERVICE: &str = "diem-du-lich-dich-vu-lang-que-hong-van";
/// Words that want to be an advert.
pub const WORDS: &str = "Đoàn có 12 trẻ em. <script>alert(1)</script>\nXem https://evil.example & \"quà\"";

/// Writes an enquiry about a service into a database that holds the data set.
pub async fn enquiry(db: &Db, user_id: Option<i64>) -> enquiry::Model {
    let service = product::Entity::find()
        .filter(product::Column::Slug.eq(SERVICE))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let row = enquiry::Model {
        id: 1,
        idempotency_key: "key".to_owned(),
        product_id: service.id,
        producer_id: service.producer_id,
        product_name: PRODUCT.to_owned(),
        user_id,
        name: NAME.to_owned(),
        phone: Some("+84912345678".to_owned()),
        email: Some("buyer@example.com".to_owned()),
        day: chrono::NaiveDate::from_ymd_opt(2026, 12, 25),
        people: Some(12),
        message: WORDS.to_owned(),
        locale: Locale::En,
        status: EnquiryStatus::New,
        text_version: "2026-11".to_owned(),
        created_at: at(NOW),
        erased_at: None,
    };
    row.clone()
        .into_active_model()
        .reset_all()
        .insert(db)
        .await
        .unwrap();
    row
}
