//! A site where two producers sell: variant 1 of producer 1 at 80,000 ₫ and variant 2 of producer 2 at 30,000 ₫,
//! each parcel 20,000 ₫, twenty pieces each, 5 % commission. Purchases are placed by the rules themselves.

use std::collections::BTreeMap;

use commerce::addresses::Typed;
use commerce::checkout::{
    self, Buyer, Choice, Finding, PlaceRefusal, Placed, ReturnUrls, Step, Target, Wish, fulfil, place,
};
use commerce::payments::{self, CardProvider};
use entity::{
    DeliveryMethod, Locale, OrderStatus, PaymentMethod, Vnd, Zone, bank_line, dispute, job, mail, order,
    order_event, payment, payment_notice, receipt, refund,
};
use foundation::kernel::db::Db;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

use super::app::App;
use super::at;
use super::browser::Answer;
use super::db::Content;
use super::stripe::{SECRET, Stripe, mac};
use foundation::kernel::clock::Clock;

const MOMENT: &str = "'2026-11-21 03:00:00+00:00'";
/// Where transfers to producer 1 go.
pub const ACCOUNT: &str = "0123456789";
/// The secret of the bank's messenger.
pub const BANK_SECRET: &str = "a secret of the bank's messenger";

/// The site with its double of Stripe.
pub struct Till {
    /// The site.
    pub app: App,
    /// The double.
    pub stripe: Stripe,
}

impl Till {
    /// Opens it.
    pub async fn open() -> Self {
        let clock = Clock::fixed(at(super::NOW));
        let stripe = Stripe::start(clock.clone());
        let mut flags = stripe.flags();
        flags.push(format!("--bank-webhook-secret={BANK_SECRET}"));
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let app = App::at(Content::Tables, &flags, clock).await;
        for sql in rows() {
            app.world.run(&sql).await;
        }
        Self { app, stripe }
    }

    /// Its database.
    pub fn db(&self) -> &Db {
        &self.app.world.db
    }

    /// Now.
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.app.clock.now()
    }

    /// The card company as the site knows it.
    pub fn cards(&self) -> &dyn CardProvider {
        self.app.running.state.services.cards.as_deref().unwrap()
    }

    /// Buys pieces of variants.
    pub async fn buy(&self, method: PaymentMethod, wanted: &[(i64, i64)]) -> Bought {
        use std::sync::atomic::{AtomicI64, Ordering};
        static NUMBER: AtomicI64 = AtomicI64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        self.app
            .world
            .run(&format!(
                "INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES ({number}, 'cart{number}', {MOMENT}, {MOMENT})"
            ))
            .await;
        for (variant, quantity) in wanted {
            self.app
                .world
                .run(&format!(
                    "INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price, saved, added_at) \
                     VALUES ({number}, {variant}, {quantity}, 0, FALSE, {MOMENT})"
                ))
                .await;
        }
        let choice = Choice {
            method: DeliveryMethod::Parcel,
            place_id: None,
        };
        let mut wish = Wish {
            cart_id: number,
            key: format!("key{number}"),
            content: "0".repeat(64),
            buyer: Buyer {
                user_id: None,
                name: "Nguyễn Thị Hoa".to_owned(),
                email: None,
                phone: "+84912345678".to_owned(),
                address: Typed {
                    street: "1 Tràng Tiền".to_owned(),
                    ward: "Hoàn Kiếm".to_owned(),
                    district: String::new(),
                    province: "Hà Nội".to_owned(),
                },
                commune_id: None,
                locale: Locale::Vi,
            },
            choices: BTreeMap::from([(1, choice), (2, choice)]),
            target: Target {
                zone: Some(Zone::InnerHanoi),
                home: None,
            },
            method,
            shown_total: Vnd::new(-1),
            adult: false,
            marketing: false,
            note: None,
            coupon: None,
            gift_note: None,
            invoice: None,
            cards: true,
        };
        let secrets = &self.app.running.state.services.secrets;
        let refused = place(self.db(), self.now(), secrets, &wish).await.unwrap();
        let Err(PlaceRefusal::Changed(_, total)) = refused else {
            panic!("{refused:?}");
        };
        wish.shown_total = total;
        let placed = place(self.db(), self.now(), secrets, &wish)
            .await
            .unwrap()
            .unwrap();
        Bought::read(self.db(), placed).await
    }

    /// A purchase by card of 150,000 ₫ from both producers, with its page open.
    pub async fn buy_by_card(&self) -> (Bought, String) {
        let bought = self.buy(PaymentMethod::Card, &[(1, 1), (2, 1)]).await;
        self.begin(&bought).await.unwrap();
        let session = self.payment(&bought).await.provider_ref.unwrap();
        (bought, session)
    }

    /// Begins paying by card.
    pub async fn begin(&self, bought: &Bought) -> Result<String, checkout::BeginRefusal> {
        let urls = ReturnUrls {
            success: "https://cho.example/don-hang/paid".to_owned(),
            cancel: "https://cho.example/don-hang".to_owned(),
        };
        checkout::begin(self.db(), self.now(), self.cards(), bought.payments[0].id, &urls)
            .await
            .unwrap()
    }

    /// Stripe tells the site something.
    pub async fn tell(&self, body: &str) -> Answer {
        let signature = self.stripe.signature(SECRET, body, 0);
        let headers = [("stripe-signature", signature.as_str())];
        self.app.visitor().post("/webhooks/stripe", &headers, body).await
    }

    /// The bank's messenger tells the site something.
    pub async fn tell_bank(&self, body: &str) -> Answer {
        let at = self.now().timestamp().to_string();
        let signature = format!("sha256={}", mac(BANK_SECRET, &format!("{at}.{body}")));
        let headers = [("x-timestamp", at.as_str()), ("x-signature", signature.as_str())];
        self.app.visitor().post("/webhooks/bank", &headers, body).await
    }

    /// Waits until no job is due.
    pub async fn worked_off(&self) {
        for _ in 0..400 {
            let due = job::Entity::find()
                .filter(job::Column::DeadAt.is_null())
                .filter(Expr::col(job::Column::RunAt).lte(self.now()))
                .count(self.db())
                .await
                .unwrap();
            if due == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("jobs are never worked off");
    }

    /// Why jobs failed that wait for another try.
    pub async fn troubles(&self) -> Vec<String> {
        let jobs = job::Entity::find().all(self.db()).await.unwrap();
        jobs.into_iter().filter_map(|job| job.last_error).collect()
    }

    /// The first payment of a purchase as it stands.
    pub async fn payment(&self, bought: &Bought) -> payment::Model {
        payments::payment(self.db(), bought.payments[0].id)
            .await
            .unwrap()
            .unwrap()
    }

    /// Where the orders of a purchase stand.
    pub async fn stands(&self, bought: &Bought) -> Vec<OrderStatus> {
        let rows = order::Entity::find()
            .filter(order::Column::PurchaseId.eq(bought.placed.purchase_id))
            .order_by_asc(order::Column::Position);
        rows.all(self.db())
            .await
            .unwrap()
            .iter()
            .map(|order| order.status)
            .collect()
    }

    /// Kinds of what happened to an order.
    pub async fn events(&self, order_id: i64) -> Vec<String> {
        let rows = order_event::Entity::find()
            .filter(order_event::Column::OrderId.eq(order_id))
            .order_by_asc(order_event::Column::Id);
        rows.all(self.db())
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .collect()
    }

    /// All receipts.
    pub async fn receipts(&self) -> Vec<receipt::Model> {
        receipt::Entity::find().all(self.db()).await.unwrap()
    }

    /// All refunds.
    pub async fn refunds(&self) -> Vec<refund::Model> {
        refund::Entity::find()
            .order_by_asc(refund::Column::Id)
            .all(self.db())
            .await
            .unwrap()
    }

    /// All notices, with what became of them.
    pub async fn outcomes(&self) -> Vec<String> {
        let rows = payment_notice::Entity::find().order_by_asc(payment_notice::Column::Id);
        let outcome = |notice: payment_notice::Model| notice.outcome.unwrap_or_else(|| "-".to_owned());
        rows.all(self.db())
            .await
            .unwrap()
            .into_iter()
            .map(outcome)
            .collect()
    }

    /// All lines of statements: (memo, state).
    pub async fn bank_lines(&self) -> Vec<(String, String)> {
        let rows = bank_line::Entity::find().order_by_asc(bank_line::Column::Id);
        let pair = |line: bank_line::Model| (line.memo, line.state.word().to_owned());
        rows.all(self.db()).await.unwrap().into_iter().map(pair).collect()
    }

    /// All disputes: (status, over).
    pub async fn disputes(&self) -> Vec<(String, bool)> {
        let pair = |row: dispute::Model| (row.status, row.closed_at.is_some());
        dispute::Entity::find()
            .all(self.db())
            .await
            .unwrap()
            .into_iter()
            .map(pair)
            .collect()
    }

    /// Takes an order all the way to its buyer.
    pub async fn deliver(&self, order_id: i64) {
        let ship = Step::Ship {
            carrier: None,
            tracking: None,
        };
        for step in [Step::Pack, ship, Step::Deliver] {
            fulfil(self.db(), self.now(), order_id, &step, "user:1")
                .await
                .unwrap()
                .unwrap();
        }
    }

    /// Messages whose template ends so, with their recipients.
    pub async fn letters(&self, end: &str) -> Vec<String> {
        let rows = mail::Entity::find()
            .filter(mail::Column::Template.ends_with(end))
            .order_by_asc(mail::Column::Template)
            .order_by_asc(mail::Column::Recipient)
            .all(self.db())
            .await
            .unwrap();
        rows.iter()
            .map(|row| format!("{} {}", row.template, row.recipient))
            .collect()
    }

    /// What does not hold.
    pub async fn findings(&self) -> Vec<Finding> {
        checkout::check(self.db(), self.now()).await.unwrap()
    }

    /// Insists that everything holds.
    pub async fn holds(&self) {
        assert_eq!(self.findings().await, []);
    }
}

/// A purchase.
pub struct Bought {
    /// What placing said.
    pub placed: Placed,
    /// Its orders.
    pub orders: Vec<order::Model>,
    /// Its payments.
    pub payments: Vec<payment::Model>,
}

impl Bought {
    async fn read(db: &Db, placed: Placed) -> Self {
        let orders = order::Entity::find()
            .filter(order::Column::PurchaseId.eq(placed.purchase_id))
            .order_by_asc(order::Column::Position)
            .all(db)
            .await
            .unwrap();
        let payments = payments::of_purchase(db, placed.purchase_id).await.unwrap();
        Self {
            placed,
            orders,
            payments,
        }
    }
}

fn rows() -> Vec<String> {
    let mut rows = vec![
        "INSERT INTO product_groups (id, slug, roman, name_vi, name_en) VALUES (1, 'g', 'I', 'a', 'a')".to_owned(),
        "INSERT INTO product_sets (id, group_id, slug, name_vi, name_en, class_vi, ministry, parcel) VALUES (1, 1, 's', 'a', 'a', 'a', 'a', true)".to_owned(),
        "DELETE FROM shipping_rates".to_owned(),
        "INSERT INTO shipping_rates (zone, up_to_g, fee) VALUES ('inner_hanoi', 30000, 20000)".to_owned(),
    ];
    for (id, price) in [(1, 80_000), (2, 30_000)] {
        rows.push(format!(
            "INSERT INTO producers (id, slug, legal_form, lat, lon, \"precision\", status, source, verified, created_at, updated_at, revision) \
             VALUES ({id}, 'p{id}', 'coop', NULL, NULL, NULL, 'published', 'x', true, {MOMENT}, {MOMENT}, 1)"
        ));
        rows.push(format!(
            "INSERT INTO producer_texts (producer_id, locale, name, sort_key, search_key) VALUES ({id}, 'vi', 'Nhà {id}', 'n', 'nha {id}')"
        ));
        rows.push(format!(
            "INSERT INTO products (id, slug, producer_id, set_id, kind, status, season_from, season_to, tags, source, verified, created_at, updated_at, revision) \
             VALUES ({id}, 'sp{id}', {id}, 1, 'goods', 'published', NULL, NULL, '', 'x', true, {MOMENT}, {MOMENT}, 1)"
        ));
        rows.push(format!(
            "INSERT INTO product_texts (product_id, locale, name, summary, sort_key, search_key) VALUES ({id}, 'vi', 'Hàng {id}', 'x', 'h', 'hang {id}')"
        ));
        rows.push(format!(
            "INSERT INTO variants (id, product_id, sku, position, unit, price, demo_price) VALUES ({id}, {id}, 'S{id}', 0, 'kg', {price}, true)"
        ));
        rows.push(format!(
            "INSERT INTO stock_items (variant_id, on_hand, reserved, made_to_order, demo) VALUES ({id}, 20, 0, false, true)"
        ));
        rows.push(format!(
            "INSERT INTO stock_movements (variant_id, kind, on_hand, reserved, actor, at) VALUES ({id}, 'opening', 20, 0, 'test', {MOMENT})"
        ));
        let account = if id == 1 {
            ACCOUNT.to_owned()
        } else {
            "99 88 77".to_owned()
        };
        rows.push(format!(
            "INSERT INTO producer_settings (producer_id, bank_bin, bank_account, bank_holder, accepts_cod, accepts_transfer, accepts_card, commission_bps, low_stock_at, updated_at) \
             VALUES ({id}, '970436', '{account}', 'NHA {id}', true, true, true, 500, 3, {MOMENT})"
        ));
    }
    rows
}
