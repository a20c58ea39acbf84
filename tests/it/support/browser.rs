//! Somebody who asks for pages: follows nothing, keeps cookies only where that is wanted, and hands back what
//! came.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Method, StatusCode};
use scraper::{Html, Selector};

use super::upload::Parts;

/// A client of one site.
#[derive(Clone)]
pub struct Browser {
    /// The site's address, without a slash at the end.
    pub base: String,
    client: Client,
    jar: Option<Jar>,
    /// Where its pages say they come from.
    origin: String,
    /// The address a proxy in front would pass on.
    forwarded: Option<String>,
}

/// Cookies by name.
type Jar = Arc<Mutex<BTreeMap<String, String>>>;

/// What came back.
pub struct Answer {
    /// The path that was asked for.
    pub path: String,
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as it came over the wire.
    pub bytes: Vec<u8>,
    /// How long it took.
    pub took: std::time::Duration,
}

impl Browser {
    /// A client of the site at an address.
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(std::time::Duration::from_secs(30))
                .build()
                .unwrap(),
            jar: None,
            origin: base.to_owned(),
            forwarded: None,
        }
    }

    /// A client that keeps cookies and says where its forms come from, as browsers do.
    pub fn with_cookies(base: &str) -> Self {
        Self {
            jar: Some(Jar::default()),
            ..Self::new(base)
        }
    }

    /// The same, on a site that stands behind another address.
    #[must_use]
    pub fn seeing(mut self, origin: &str) -> Self {
        origin.clone_into(&mut self.origin);
        self
    }

    /// The same, through a proxy and from another network.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.forwarded = Some(address.to_owned());
        self
    }

    /// A cookie, with or without its prefix.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.jar.as_ref().unwrap().lock().unwrap();
        jar.get(name)
            .or_else(|| jar.get(&format!("__Host-{name}")))
            .cloned()
    }

    /// Sets a cookie by hand.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut jar = self.jar.as_ref().unwrap().lock().unwrap();
        jar.insert(name.to_owned(), value.to_owned());
    }

    /// Sends a form.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send(Method::POST, path, &[kind, ("origin", &self.origin)], body)
            .await
    }

    /// Sends a form that carries files.
    pub async fn upload(&self, path: &str, parts: Parts) -> Answer {
        let kind = Parts::content_type();
        let headers = [("content-type", kind.as_str()), ("origin", self.origin.as_str())];
        self.send(Method::POST, path, &headers, parts.body()).await
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }

    /// Asks for a path with headers.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(method, path, headers, String::new()).await
    }

    /// Sends a body.
    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(Method::POST, path, headers, body.to_owned()).await
    }

    /// Sends a body with headers.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Answer {
        let body: Vec<u8> = body.into();
        let began = std::time::Instant::now();
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(address) = &self.forwarded {
            request = request.header("x-forwarded-for", address);
        }
        if let Some(jar) = &self.jar {
            let cookies: Vec<String> = jar
                .lock()
                .unwrap()
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            if !cookies.is_empty() {
                request = request.header(header::COOKIE, cookies.join("; "));
            }
        }
        if !body.is_empty() {
            request = request.body(body);
        }
        let response = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let (status, headers) = (response.status(), response.headers().clone());
        self.keep(&headers);
        let bytes = response
            .bytes()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"))
            .to_vec();
        Answer {
            path: path.to_owned(),
            status,
            headers,
            bytes,
            took: began.elapsed(),
        }
    }

    /// Keeps the cookies of an answer and throws those away that it takes back.
    fn keep(&self, headers: &HeaderMap) {
        let Some(jar) = &self.jar else {
            return;
        };
        let mut jar = jar.lock().unwrap();
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Sends bytes as they are and reads what comes until the server closes: for requests that no
    /// client would make.
    pub async fn raw(&self, request: &[u8]) -> String {
        use std::io::{Read, Write};
        let (address, request) = (self.base.replace("http://", ""), request.to_vec());
        tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream
                .set_read_timeout(Some(std::time::Duration::from_secs(15)))
                .unwrap();
            // A server that refuses early may close before all is written.
            let _ = stream.write_all(&request);
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
        .await
        .unwrap()
    }
}

impl Answer {
    /// Insists on a status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.path, self.summary());
        self
    }

    /// A header, or nothing at all.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap_or_else(|_| panic!("{} is not UTF-8", self.path))
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.path, self.summary()))
    }

    /// The beginning of the body.
    pub fn summary(&self) -> String {
        String::from_utf8_lossy(&self.bytes).chars().take(600).collect()
    }

    /// The body as HTML.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// What people read: the text of `main`, blanks made one.
    pub fn main(&self) -> String {
        self.all("main").join(" ")
    }

    /// The texts of all elements that match.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html()
            .select(&selector)
            .map(|element| {
                let text: String = element.text().collect::<Vec<_>>().join(" ");
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// An attribute of all elements that match and have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html()
            .select(&selector)
            .filter_map(|element| element.value().attr(name).map(str::to_owned))
            .collect()
    }

    /// The JSON-LD documents of a page.
    pub fn json_ld(&self) -> Vec<serde_json::Value> {
        let selector = Selector::parse("script[type='application/ld+json']").unwrap();
        self.html()
            .select(&selector)
            .map(|element| serde_json::from_str(&element.inner_html()).unwrap())
            .collect()
    }
}
