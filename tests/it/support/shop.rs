//! A site that sells: every producer of the data set takes cash and transfers, and the goods are known.

use domain::inventory;
use foundation::kernel::db::write_txn;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use super::app::App;
use super::customer::Customer;
use super::db::Content;

/// Goods to buy.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Goods {
    /// The variant.
    pub variant: i64,
    /// The product.
    pub product: i64,
    /// Its address part.
    pub slug: String,
    /// Its producer.
    pub producer: i64,
    /// Price of a piece.
    pub price: i64,
}

/// A site that sells.
pub struct Shop {
    /// The site.
    pub app: App,
    /// Goods of different producers that may travel by parcel, each with a hundred pieces.
    pub goods: Vec<Goods>,
}

impl Shop {
    /// Opens.
    pub async fn open() -> Self {
        Self::with(&[]).await
    }

    /// Opens with further flags.
    pub async fn with(flags: &[&str]) -> Self {
        let app = App::with(Content::Data, flags).await;
        commerce::demo::let_sell(&app.world.db, app.clock.now())
            .await
            .unwrap();
        let sql = "SELECT MIN(v.id) AS variant, MIN(p.id) AS product, MIN(p.slug) AS slug, p.producer_id AS producer, \
             MIN(v.price) AS price FROM variants v JOIN products p ON p.id = v.product_id \
             JOIN product_sets st ON st.id = p.set_id JOIN stock_items s ON s.variant_id = v.id \
             WHERE p.kind = 'goods' AND st.parcel = TRUE AND p.set_id NOT IN (14, 15, 25, 26) \
             AND s.made_to_order = FALSE GROUP BY p.producer_id HAVING COUNT(*) = 1 ORDER BY MIN(v.id) LIMIT 8";
        let db = &app.world.db;
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let goods = Goods::find_by_statement(statement).all(db).await.unwrap();
        assert!(goods.len() >= 4, "{goods:?}");
        let shop = Self { app, goods };
        for goods in &shop.goods {
            shop.stock(goods.variant, 100).await;
        }
        shop
    }

    /// Counts the pieces of a variant.
    pub async fn stock(&self, variant: i64, pieces: i64) {
        let db = &self.app.world.db;
        let txn = write_txn(db).await.unwrap();
        let now = self.app.clock.now();
        inventory::count(&txn, now, variant, pieces, "test", "test")
            .await
            .unwrap()
            .unwrap();
        txn.commit().await.unwrap();
    }

    /// Pieces in the house and pieces promised.
    pub async fn level(&self, variant: i64) -> (i64, i64) {
        let row = self
            .one(&format!(
                "SELECT on_hand AS a, reserved AS b FROM stock_items WHERE variant_id = {variant}"
            ))
            .await;
        (row.0, row.1)
    }

    /// A number from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        self.one(&format!(
            "SELECT CAST(({sql}) AS BIGINT) AS a, CAST(0 AS BIGINT) AS b"
        ))
        .await
        .0
    }

    /// A text from the database.
    pub async fn text(&self, sql: &str) -> String {
        let db = &self.app.world.db;
        let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    async fn one(&self, sql: &str) -> (i64, i64) {
        let db = &self.app.world.db;
        let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        (row.try_get("", "a").unwrap(), row.try_get("", "b").unwrap())
    }

    /// Changes rows behind the site's back.
    pub async fn run(&self, sql: &str) {
        self.app
            .world
            .db
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// A new browser.
    pub fn customer(&self) -> Customer {
        Customer::new(&format!("http://{}", self.app.running.address))
    }

    /// Insists that stock adds up and that nothing is promised that nobody wants.
    pub async fn adds_up(&self) {
        let wrong = inventory::discrepancies(&self.app.world.db).await.unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    /// Closes, after a last look at the books.
    pub async fn close(self) {
        self.adds_up().await;
        self.app.stop().await;
    }
}
