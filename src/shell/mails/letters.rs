//! Messages that no feature below puts together.

use chrono::NaiveDate;
use entity::Locale;
use serde_json::json;

use crate::web::urls;
use foundation::mail::Letter;

/// "Running out", to a producer: at most once a day for a pack. `product` is its name with the pack, `left` the
/// pieces that can still be sold.
pub fn low_stock_letter(
    recipient: &str,
    (variant_id, product): (i64, &str),
    left: i64,
    today: NaiveDate,
) -> Letter {
    Letter {
        key: format!("low_stock:{variant_id}:{today}"),
        template: "low_stock",
        locale: Locale::Vi,
        recipient: recipient.to_owned(),
        payload: json!({"product": product, "left": left, "url": urls::studio(Locale::Vi, "stock")}),
    }
}
