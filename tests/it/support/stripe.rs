//! A double of Stripe on this machine: forms in, whole objects out, every request written down. It keeps what it
//! is told, minds idempotency keys, and can be away.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use actix_web::http::Method;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use foundation::kernel::clock::Clock;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

/// The key the double takes.
pub const KEY: &str = "sk_test_double";
/// The secret it signs notices with.
pub const SECRET: &str = "whsec_double";

/// A request it got.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `POST /v1/checkout/sessions`.
    pub what: String,
    /// Its form.
    pub form: BTreeMap<String, String>,
    /// Its idempotency key.
    pub key: Option<String>,
}

/// What it keeps.
#[derive(Default)]
pub struct Memory {
    /// Sessions by number.
    pub sessions: BTreeMap<String, Value>,
    /// Refunds, oldest first.
    pub refunds: Vec<Value>,
    /// Every request.
    pub asked: Vec<Asked>,
    /// Whether it answers nothing but 503.
    pub away: bool,
    /// Whether it refuses to give money back.
    pub refuses_refunds: bool,
    keys: HashMap<String, (BTreeMap<String, String>, Value)>,
}

/// The double.
#[derive(Clone)]
pub struct Stripe {
    /// Its address.
    pub base: String,
    /// What it keeps.
    pub memory: Arc<Mutex<Memory>>,
    clock: Clock,
}

impl Stripe {
    /// Starts it on a free port.
    pub fn start(clock: Clock) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stripe = Self {
            base,
            memory: Arc::default(),
            clock,
        };
        let shared = stripe.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(shared.clone()))
                .default_service(web::to(answer))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        tokio::spawn(server);
        stripe
    }

    /// Flags that make a site use it.
    pub fn flags(&self) -> Vec<String> {
        vec![
            format!("--stripe-secret-key={KEY}"),
            format!("--stripe-webhook-secret={SECRET}"),
            format!("--stripe-api-base={}", self.base),
        ]
    }

    /// Changes what it keeps.
    pub fn with<T>(&self, change: impl FnOnce(&mut Memory) -> T) -> T {
        change(&mut self.memory.lock().unwrap())
    }

    /// Requests of a kind: `POST /v1/refunds`.
    pub fn asked(&self, what: &str) -> Vec<Asked> {
        self.with(|memory| {
            memory
                .asked
                .iter()
                .filter(|one| one.what == what)
                .cloned()
                .collect()
        })
    }

    /// The buyer pays on a page.
    pub fn pay(&self, session: &str) {
        self.set(session, "status", json!("complete"));
        self.set(session, "payment_status", json!("paid"));
        self.set(session, "payment_intent", json!(format!("pi_{session}")));
        self.set(session, "url", Value::Null);
    }

    /// Changes a field of a session.
    pub fn set(&self, session: &str, field: &str, value: Value) {
        self.with(|memory| memory.sessions.get_mut(session).unwrap()[field] = value);
    }

    /// The number of the only session.
    pub fn only(&self) -> String {
        self.with(|memory| {
            assert_eq!(memory.sessions.len(), 1);
            memory.sessions.keys().next().unwrap().clone()
        })
    }

    /// A notice about an object.
    pub fn event(&self, id: &str, kind: &str, object: &Value) -> String {
        json!({
            "id": id, "object": "event", "api_version": "2026-09-30.endive",
            "created": self.clock.now().timestamp(), "livemode": false, "pending_webhooks": 1,
            "request": {"id": null, "idempotency_key": null}, "type": kind, "data": {"object": object},
        })
        .to_string()
    }

    /// A notice about a session as it stands.
    pub fn session_event(&self, id: &str, kind: &str, session: &str) -> String {
        let object = self.with(|memory| memory.sessions[session].clone());
        self.event(id, &format!("checkout.session.{kind}"), &object)
    }

    /// The signature of a notice, so many seconds ago.
    pub fn signature(&self, secret: &str, body: &str, ago: i64) -> String {
        let at = self.clock.now().timestamp() - ago;
        format!("t={at},v1={}", mac(secret, &format!("{at}.{body}")))
    }
}

/// HMAC-SHA256, hex.
pub fn mac(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Status, kind, code and words of a refusal.
type Refusal = (u16, &'static str, &'static str, &'static str);

fn refused((status, kind, code, message): Refusal) -> HttpResponse {
    HttpResponse::build(status.try_into().unwrap())
        .json(json!({"error": {"type": kind, "code": code, "message": message}}))
}

async fn answer(stripe: web::Data<Stripe>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let parse = |text: &[u8]| -> BTreeMap<String, String> {
        url::form_urlencoded::parse(text).into_owned().collect()
    };
    let mut form = parse(&body);
    form.extend(parse(request.query_string().as_bytes()));
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let key = header("idempotency-key");
    let (now, base) = (stripe.clock.now().timestamp(), stripe.base.clone());
    let mut memory = stripe.memory.lock().unwrap();
    memory.asked.push(Asked {
        what: format!("{} {}", request.method(), request.path()),
        form: form.clone(),
        key: key.clone(),
    });
    if memory.away {
        return HttpResponse::ServiceUnavailable().body("<html>busy</html>");
    }
    if header("authorization") != Some(format!("Bearer {KEY}")) {
        return refused((401, "invalid_request_error", "api_key_invalid", "no such key"));
    }
    if let Some((before, object)) = key.as_ref().and_then(|key| memory.keys.get(key)) {
        if *before != form {
            return refused((
                400,
                "idempotency_error",
                "idempotency_key_in_use",
                "other parameters",
            ));
        }
        return HttpResponse::Ok().json(object);
    }
    let path: Vec<&str> = request.path().trim_start_matches("/v1/").split('/').collect();
    let made = match (request.method(), path.as_slice()) {
        (&Method::POST, ["checkout", "sessions"]) => session(&mut memory, &form, now, &base),
        (&Method::GET, ["checkout", "sessions", id]) => known(&memory, id),
        (&Method::POST, ["checkout", "sessions", id, "expire"]) => expired(&mut memory, id),
        (&Method::POST, ["refunds"]) => refund(&mut memory, &form, now),
        (&Method::GET, ["refunds"]) => {
            let of = form.get("payment_intent").cloned();
            let data: Vec<&Value> = memory
                .refunds
                .iter()
                .filter(|one| one["payment_intent"].as_str() == of.as_deref())
                .collect();
            Ok(json!({"object": "list", "url": "/v1/refunds", "has_more": false, "data": data}))
        }
        _ => Err((404, "invalid_request_error", "url_invalid", "no such path")),
    };
    match made {
        Ok(object) => {
            if let Some(key) = key {
                memory.keys.insert(key, (form, object.clone()));
            }
            HttpResponse::Ok().json(object)
        }
        Err(refusal) => refused(refusal),
    }
}

type Made = Result<Value, Refusal>;

fn session(memory: &mut Memory, form: &BTreeMap<String, String>, now: i64, base: &str) -> Made {
    let text = |name: &str| form.get(name).cloned();
    let wrong = |what: &'static str| (400, "invalid_request_error", "parameter_invalid", what);
    let mut total = 0;
    for at in 0.. {
        let Some(amount) = text(&format!("line_items[{at}][price_data][unit_amount]")) else {
            break;
        };
        let quantity = text(&format!("line_items[{at}][quantity]")).unwrap();
        total += amount.parse::<i64>().unwrap() * quantity.parse::<i64>().unwrap();
        if text(&format!("line_items[{at}][price_data][currency]")).as_deref() != Some("vnd") {
            return Err(wrong("currency"));
        }
    }
    let until: i64 = text("expires_at").unwrap().parse().unwrap();
    if !(now + 30 * 60..=now + 24 * 60 * 60).contains(&until) {
        return Err(wrong("expires_at"));
    }
    if total <= 0 || text("mode").as_deref() != Some("payment") {
        return Err(wrong("line_items"));
    }
    let id = format!("cs_test_{}", memory.sessions.len() + 1);
    let object = json!({
        "id": id, "object": "checkout.session", "url": format!("{base}/pay/{id}"), "status": "open",
        "payment_status": "unpaid", "mode": "payment", "amount_total": total, "amount_subtotal": total,
        "currency": "vnd", "client_reference_id": text("client_reference_id"), "payment_intent": null,
        "success_url": text("success_url"), "cancel_url": text("cancel_url"), "created": now,
        "expires_at": until, "livemode": false, "locale": text("locale"), "metadata": {},
        "customer_email": text("customer_email"), "automatic_tax": {"enabled": false, "status": null},
        "custom_fields": [], "custom_text": {}, "payment_method_types": ["card"], "shipping_options": [],
        "ui_mode": "hosted_page", "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    });
    memory.sessions.insert(id, object.clone());
    Ok(object)
}

fn known(memory: &Memory, id: &str) -> Made {
    let missing = || {
        (
            404,
            "invalid_request_error",
            "resource_missing",
            "no such session",
        )
    };
    memory.sessions.get(id).cloned().ok_or_else(missing)
}

fn expired(memory: &mut Memory, id: &str) -> Made {
    let session = known(memory, id)?;
    if session["status"] != "open" {
        return Err((400, "invalid_request_error", "session_not_open", "not open"));
    }
    let session = memory.sessions.get_mut(id).unwrap();
    session["status"] = json!("expired");
    session["url"] = Value::Null;
    Ok(session.clone())
}

fn refund(memory: &mut Memory, form: &BTreeMap<String, String>, now: i64) -> Made {
    let (intent, amount) = (
        form["payment_intent"].clone(),
        form["amount"].parse::<i64>().unwrap(),
    );
    let paid = memory
        .sessions
        .values()
        .find(|session| session["payment_intent"] == json!(intent))
        .map_or(0, |session| session["amount_total"].as_i64().unwrap());
    let back: i64 = memory
        .refunds
        .iter()
        .filter(|one| one["payment_intent"] == json!(intent))
        .map(|one| one["amount"].as_i64().unwrap())
        .sum();
    if memory.refuses_refunds || back + amount > paid {
        return Err((
            400,
            "invalid_request_error",
            "charge_already_refunded",
            "too much",
        ));
    }
    let object = json!({
        "id": format!("re_{}", memory.refunds.len() + 1), "object": "refund", "amount": amount, "created": now,
        "currency": "vnd", "payment_intent": intent, "status": "succeeded", "charge": "ch_1", "reason": null,
        "metadata": {"key": form.get("metadata[key]")},
    });
    memory.refunds.push(object.clone());
    Ok(object)
}
