//! Somebody who gives goods back: an order that has come, the form, and the files that lie about afterwards.

use commerce::checkout::{self, Step};

use super::customer::Customer;
use super::shop::Shop;
use super::upload::Parts;

/// An order that is with its buyer.
pub struct Delivered {
    /// The purchase's page, with its token.
    pub page: String,
    /// Where the return is asked for, with the token.
    pub back: String,
}

/// Buys something and takes it all the way to its buyer.
pub async fn delivered(shop: &Shop, buyer: &Customer) -> Delivered {
    buyer.put(shop.goods[0].variant, "1").await.is(303);
    let page = buyer.buy("cod").await;
    let order = shop.number("SELECT MAX(id) FROM orders").await;
    let ship = Step::Ship {
        carrier: None,
        tracking: None,
    };
    for step in [Step::Confirm, Step::Pack, ship, Step::Deliver] {
        checkout::fulfil(&shop.app.world.db, shop.app.clock.now(), order, &step, "user:1")
            .await
            .unwrap()
            .unwrap();
    }
    let links = buyer.get(&page).await.is(200);
    let back = links.attributes(".order a[href*='/tra-hang']", "href");
    Delivered {
        page,
        back: back[0].clone(),
    }
}

/// A form with a reason.
pub fn reason(words: &str) -> Parts {
    Parts::default().text("reason", words)
}

/// The private files that lie in the data folder, by their keys.
pub fn files(shop: &Shop) -> Vec<String> {
    let root = shop.app.world.folder.path().join("files");
    let mut keys = Vec::new();
    for folder in std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        for file in std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            keys.push(file.strip_prefix(&root).unwrap().display().to_string());
        }
    }
    keys.sort();
    keys
}

/// How many returns were asked for.
pub async fn returns(shop: &Shop) -> i64 {
    shop.number("SELECT COUNT(*) FROM return_requests").await
}
