//! A producer at its desk with one of its products, and the office that approves.

use super::browser::{Answer, Browser};
use super::shop::Shop;
use super::upload::{Parts, png};

/// The producer of the try-out.
pub const PRODUCER: &str = "gom-su-quang-vinh";
/// What a listing of the try-out is called from now on.
pub const NAME: &str = "Bát hoa sen vẽ tay";

/// An owner with a public product.
pub struct Maker {
    /// The owner.
    pub owner: Browser,
    /// The operator.
    pub operator: Browser,
    /// A public product of the owner's.
    pub product: i64,
    /// Its address part.
    pub slug: String,
}

impl Maker {
    /// Comes to the desk.
    pub async fn of(shop: &Shop) -> Self {
        shop.app.demo_people().await;
        let of = format!(
            "FROM products p JOIN producers r ON r.id = p.producer_id WHERE r.slug = '{PRODUCER}' AND p.kind = 'goods'"
        );
        let product = shop.number(&format!("SELECT MIN(p.id) {of}")).await;
        let slug = shop
            .text(&format!("SELECT slug FROM products WHERE id = {product}"))
            .await;
        Self {
            owner: shop.app.signed_in("producer").await,
            operator: shop.app.signed_in("operator").await,
            product,
            slug,
        }
    }

    /// The address of a page about the product.
    pub fn at(&self, rest: &str) -> String {
        format!("/nguoi-ban/san-pham/{}{rest}", self.product)
    }

    /// Adds a picture, `width` wide, and says what it shows.
    pub async fn picture(&self, width: u32) -> i64 {
        let parts = Parts::default().file("pictures", "a.png", &png(width, 300));
        self.owner.upload(&self.at("/anh"), parts).await.is(303);
        let page = self.owner.get(&self.at("/anh")).await.is(200);
        let fields = page.attributes("input[name^='alt_vi_']", "name");
        let mut typed = vec![("do".to_owned(), "save".to_owned()), revision(&page)];
        for name in &fields {
            typed.push((name.clone(), "Cái bát trên bàn gỗ".to_owned()));
            typed.push((
                name.replace("_vi_", "_en_"),
                "A bowl on a wooden table".to_owned(),
            ));
        }
        submit(&self.owner, &self.at("/anh/sap-xep"), &typed)
            .await
            .is(303);
        fields
            .last()
            .unwrap()
            .rsplit('_')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// Sends the words of the listing; `more` stands over what is typed otherwise.
    pub async fn write(&self, wish: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.owner.get(&self.at("")).await.is(200);
        let mut typed = vec![revision(&page)];
        for (name, value) in [
            ("name_vi", NAME),
            ("name_en", "Hand-painted lotus bowl"),
            ("summary_vi", "Bát sứ men trắng, sen vẽ tay."),
            (
                "summary_en",
                "A white porcelain bowl with a lotus painted by hand.",
            ),
            ("set", "21"),
            ("kind", "goods"),
            ("do", wish),
        ] {
            typed.push((name.to_owned(), value.to_owned()));
        }
        for (name, value) in more {
            typed.retain(|(known, _)| known != name);
            typed.push(((*name).to_owned(), (*value).to_owned()));
        }
        submit(&self.owner, &self.at(""), &typed).await
    }

    /// The address of the change that waits the longest, in a list of the queue.
    pub async fn waiting(&self, kind: &str) -> String {
        let queue = self.operator.get("/quan-tri/thay-doi").await.is(200);
        let prefix = format!("a[href^='/quan-tri/thay-doi/{kind}/']");
        queue.attributes(&prefix, "href").remove(0)
    }

    /// Decides on a change as its page shows it.
    pub async fn decide(&self, change: &str, wish: &str, reason: &str) -> Answer {
        let page = self.operator.get(change).await.is(200);
        let seen = |name: &str| page.attributes(&format!("input[name='{name}']"), "value")[0].clone();
        let typed = [
            ("revision".to_owned(), seen("revision")),
            ("mark".to_owned(), seen("mark")),
            ("do".to_owned(), wish.to_owned()),
            ("reason".to_owned(), reason.to_owned()),
        ];
        submit(&self.operator, change, &typed).await
    }

    /// Writes, hands in and has approved.
    pub async fn publish(&self, shop: &Shop, more: &[(&str, &str)]) {
        self.write("submit", more).await.is(303);
        let change = self.waiting("san-pham").await;
        self.decide(&change, "approve", "").await.is(303);
        shop.app.settle().await;
    }
}

/// Which revision a page shows.
pub fn revision(page: &Answer) -> (String, String) {
    let value = page.attributes("main input[name='revision']", "value");
    ("revision".to_owned(), value[0].clone())
}

/// Sends a form of owned pairs.
pub async fn submit(browser: &Browser, path: &str, typed: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.submit(path, &pairs).await
}
