//! Buyers over HTTP, as plain as can be: a cookie, a form, a look at the answer.

use reqwest::{Client, StatusCode, header};

/// A buyer with a cart of one browser.
pub struct Buyer {
    client: Client,
    cookie: String,
}

/// The middle of a page between two texts.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = page.split_once(from)?.1;
    Some(rest.split_once(to)?.0)
}

impl Buyer {
    /// A new browser.
    pub fn new() -> Self {
        Self {
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(std::time::Duration::from_mins(1))
                .build()
                .unwrap(),
            cookie: String::new(),
        }
    }

    async fn post(&mut self, base: &str, path: &str, body: String) -> reqwest::Result<reqwest::Response> {
        let answer = self
            .client
            .post(format!("{base}{path}"))
            .header(header::ORIGIN, base)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await?;
        if let Some(cookie) = answer.headers().get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        Ok(answer)
    }

    /// Puts a piece into the cart and reads the checkout; the form to be sent, or `None` when there is none.
    pub async fn prepare(
        &mut self,
        base: &str,
        variant: i64,
        method: &str,
    ) -> reqwest::Result<Option<String>> {
        let added = self
            .post(base, "/gio-hang", format!("variant={variant}&quantity=1"))
            .await?;
        if added.status() != StatusCode::SEE_OTHER {
            return Ok(None);
        }
        let page = self
            .client
            .get(format!("{base}/dat-hang"))
            .header(header::COOKIE, &self.cookie)
            .send()
            .await?
            .text()
            .await?;
        let value =
            |name: &str| between(&page, &format!("name=\"{name}\" value=\""), "\"").map(str::to_owned);
        let (Some(key), Some(total)) = (value("key"), value("total")) else {
            return Ok(None);
        };
        let delivery = between(&page, "name=\"delivery-", "\"").unwrap_or_default();
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("key", key.as_str()),
                ("total", &total),
                (&format!("delivery-{delivery}"), "parcel"),
                ("name", "Lan"),
                ("tel", "0912345678"),
                ("email", "lan@example.com"),
                ("street-address", "1"),
                ("address-level2", "Phường Láng"),
                ("address-level1", "Hà Nội"),
                ("method", method),
                ("terms", "1"),
            ])
            .finish();
        Ok(Some(body))
    }

    /// Sends the form; the address of the purchase, or the status of a refusal.
    pub async fn send(&mut self, base: &str, form: &str) -> reqwest::Result<Result<String, StatusCode>> {
        let answer = self.post(base, "/dat-hang", form.to_owned()).await?;
        let status = answer.status();
        if status == StatusCode::SEE_OTHER {
            let location = answer.headers().get(header::LOCATION).unwrap();
            let location = location.to_str().unwrap();
            // Who comes when nothing of the cart can be bought any more is led back to it, and told there.
            if location.starts_with("/don-hang/") {
                return Ok(Ok(location.to_owned()));
            }
        }
        Ok(Err(status))
    }

    /// Whether a page of a purchase is there.
    pub async fn sees(&self, base: &str, path: &str) -> bool {
        let answer = self.client.get(format!("{base}{path}")).send().await;
        answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }
}
