//! Letters to be sent.

use entity::Locale;
use foundation::mail::Letter;
use serde_json::{Value, json};

use super::buying::{NAME, PRODUCT};

/// A letter to an account, which needs nothing else in the database.
pub fn letter(key: &str, recipient: &str) -> Letter {
    Letter {
        key: key.to_owned(),
        template: "verify_email",
        locale: Locale::Vi,
        recipient: recipient.to_owned(),
        payload: json!({"name": "Lụa", "url": "/xac-nhan?t=abc"}),
    }
}

pub fn payload(template: &str) -> Value {
    match template {
        "order_placed" => json!({"purchase": 1}),
        "order_refunded" => json!({"purchase": 1, "order": 1, "amount": 3_000_000_000_i64}),
        "low_stock" => json!({"product": PRODUCT, "left": 3, "url": "/nguoi-ban/kho"}),
        "certificate_expiring" => {
            json!({"product": PRODUCT, "code": "HN-TS-4", "decision": "5/QĐ-UBND", "day": "2027-01-31"})
        }
        "paper_ending" => {
            json!({"product": PRODUCT, "paper": NAME, "day": "2027-01-31", "url": "/nguoi-ban/san-pham/7/giay-to"})
        }
        "certificate_revoked" => {
            json!({"product": PRODUCT, "code": "HN-TS-4", "decision": "6/QĐ-UBND", "day": "2027-01-31", "reason": NAME})
        }
        "order_disputed" | "sale_disputed" | "order_dispute_closed" | "sale_dispute_closed" => {
            json!({"purchase": 1, "order": 1, "amount": 3_000_000_000_i64, "lost": true})
        }
        order if order.starts_with("order_") || order == "new_order" || order == "unanswered_order" => {
            json!({"purchase": 1, "order": 1})
        }
        "new_enquiry" | "enquiry_sent" => json!({"enquiry": 1}),
        "new_complaint" | "complaint_received" | "complaint_answered" => {
            json!({"name": NAME, "number": "KN7K2M9Q0A", "answer": NAME, "url": "/khieu-nai/KN7K2M9Q0A?t=abc"})
        }
        "change_answered" => json!({"what": PRODUCT, "approved": false, "reason": NAME, "url": "/nguoi-ban"}),
        "invitation" => {
            json!({"name": NAME, "producer": PRODUCT, "owner": true, "url": "/nguoi-ban/loi-moi/abc"})
        }
        "bank_changed" => {
            json!({"name": NAME, "producer": PRODUCT, "account": "…3456", "url": "/nguoi-ban/cai-dat"})
        }
        "keeper_appointed" | "point_unconfirmed" => {
            json!({"name": NAME, "place": PRODUCT, "day": "2026-11-01", "url": "/nguoi-ban/diem-ban"})
        }
        desk if desk.starts_with("application_") || desk.starts_with("producer_") => {
            json!({"name": NAME, "producer": PRODUCT, "note": PRODUCT, "url": "/nguoi-ban"})
        }
        _ => json!({"name": NAME, "url": "/xac-nhan?t=abc-DEF_1"}),
    }
}
