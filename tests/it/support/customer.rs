//! Somebody who buys: keeps cookies, sends forms as a browser would, reads what comes back.

use std::collections::BTreeMap;

use super::browser::{Answer, Browser};
use super::upload::Parts;

/// A browser with cookies, and what buyers do with it.
pub struct Customer(Browser);

impl Customer {
    /// A new browser of the site at an address.
    pub fn new(base: &str) -> Self {
        Self(Browser::with_cookies(base))
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.0.get(path).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.0.submit(path, fields).await
    }

    /// Sends a form that carries files.
    pub async fn upload(&self, path: &str, parts: Parts) -> Answer {
        self.0.upload(path, parts).await
    }

    /// Puts goods into the cart.
    pub async fn put(&self, variant: i64, quantity: &str) -> Answer {
        let variant = variant.to_string();
        self.post("/gio-hang", &[("variant", &variant), ("quantity", quantity)])
            .await
    }

    /// The checkout as it is offered, filled in as most people would.
    pub async fn checkout(&self, method: &str) -> Order {
        let page = self.get("/dat-hang").await.is(200);
        let mut order = Order::default();
        for name in ["key", "total"] {
            let value = page.attributes(&format!("input[name='{name}']"), "value");
            order.set(name, &value[0]);
        }
        for choice in page.attributes("input[name^='delivery-'][checked]", "name") {
            let value = page.attributes(&format!("input[name='{choice}'][checked]"), "value");
            order.set(&choice, &value[0]);
        }
        for (name, value) in [
            ("name", "Nguyễn Thị Lan"),
            ("tel", "0912 345 678"),
            ("email", "lan@example.com"),
            ("street-address", "12 ngõ 5"),
            ("address-level2", "Phường Láng"),
            ("address-level1", "Hà Nội"),
            ("method", method),
            ("terms", "1"),
        ] {
            order.set(name, value);
        }
        order
    }

    /// Sends the checkout.
    pub async fn send(&self, order: &Order) -> Answer {
        let fields: Vec<(&str, &str)> = order
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post("/dat-hang", &fields).await
    }

    /// Buys what is in the cart; returns the address of the order.
    pub async fn buy(&self, method: &str) -> String {
        let order = self.checkout(method).await;
        let answer = self.send(&order).await.is(303);
        let path = answer.location().to_owned();
        assert!(path.starts_with("/don-hang/CL"), "{path}");
        path
    }
}

/// The fields of a checkout.
#[derive(Clone, Debug, Default)]
pub struct Order(pub BTreeMap<String, String>);

impl Order {
    /// Sets a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// A field.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}
