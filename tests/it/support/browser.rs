//! Somebody who asks for pages: follows nothing, keeps no cookies, and hands back what came.

use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Method, StatusCode};
use scraper::{Html, Selector};

/// A client of one site.
#[derive(Clone)]
pub struct Browser {
    /// The site's address, without a slash at the end.
    pub base: String,
    client: Client,
}

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
        }
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }

    /// Asks for a path with headers.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let began = std::time::Instant::now();
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request
            .send()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let (status, headers) = (response.status(), response.headers().clone());
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
