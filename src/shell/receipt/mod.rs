//! The receipt of an order, as a page to print and as a PDF: what was bought, from whom, for how much and how it
//! was paid. It is no VAT e-invoice (NĐ 70/2025/NĐ-CP), and says so. Everything on it is a copy on the order.

mod pdf;
mod sheet;

use entity::{Locale, PaymentMethod, purchase};
use serde::Serialize;

use crate::mails::address;
use commerce::orders::OrderView;
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;

pub use pdf::receipt_pdf;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptLine {
    /// Name with its pack and, in a gift set, the set.
    pub name: String,
    /// The pack.
    pub pack: Option<String>,
    /// The gift set it is part of.
    pub bundle: Option<String>,
    /// Pieces.
    pub quantity: i64,
    /// Price of a piece, đồng, tax included.
    pub unit_price: i64,
    /// Taken off, đồng.
    pub discount: i64,
    /// To pay, đồng.
    pub total: i64,
    /// Rate of the tax as it is written, where one is told.
    pub rate: Option<String>,
    /// Tax inside the total, đồng.
    pub vat: i64,
}

/// The tax of one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaxLine {
    /// Rate as it is written.
    pub rate: String,
    /// Lines without the tax, đồng.
    pub net: i64,
    /// Tax, đồng.
    pub vat: i64,
}

/// A receipt as `templates/buying/receipt.html` and the PDF show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Number of the order.
    pub number: String,
    /// Number in the producer's own series, once it has one.
    pub receipt_no: Option<String>,
    /// The day of the order in Việt Nam, written out.
    pub day: String,
    /// The producer.
    pub seller: String,
    /// The buyer, or whom the receipt is made out to.
    pub buyer: String,
    /// Tax code of whom it is made out to.
    pub tax_code: Option<String>,
    /// Address of whom it is made out to, or where the goods go.
    pub address: Option<String>,
    /// What was bought.
    pub lines: Vec<ReceiptLine>,
    /// Goods, đồng.
    pub goods: i64,
    /// Delivery, đồng.
    pub shipping: i64,
    /// Taken off, đồng.
    pub discount: i64,
    /// To pay, đồng.
    pub total: i64,
    /// Tax inside the total, đồng: the sum of the lines.
    pub vat: i64,
    /// The same by rate.
    pub taxes: Vec<TaxLine>,
    /// `cod`, `bank_transfer` or `card`.
    pub method: &'static str,
    /// Come in, đồng.
    pub received: i64,
    /// Gone back, đồng.
    pub refunded: i64,
    /// Where the PDF is; filled in by who serves the page.
    pub pdf_url: Option<String>,
}

impl Receipt {
    /// Of an order. Its number in the producer's series is given by `orders::invoice_number` before.
    pub fn new(view: &OrderView, purchase: &purchase::Model, locale: Locale) -> Self {
        let order = &view.order;
        let made_out = purchase.invoice_name.as_deref().filter(|name| !name.is_empty());
        let lines: Vec<ReceiptLine> = view
            .lines
            .iter()
            .map(|line| ReceiptLine {
                name: match (locale, &line.name_en) {
                    (Locale::En, Some(name)) => name.clone(),
                    _ => line.name_vi.clone(),
                },
                pack: line.pack.clone(),
                bundle: line.bundle_name.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price.dong(),
                discount: line.discount.dong(),
                total: line.total.dong(),
                rate: line.vat_bps.map(|bps| rate(bps, locale)),
                vat: line.vat.dong(),
            })
            .collect();
        let (received, refunded) = view
            .payment
            .as_ref()
            .map_or((0, 0), |(_, part)| (part.received.dong(), part.refunded.dong()));
        Self {
            number: order.number.clone(),
            receipt_no: order.invoice_no.map(|number| format!("{number:06}")),
            day: format::date(vietnam_day(order.placed_at), locale),
            seller: order.producer_name.clone(),
            buyer: made_out.map_or_else(|| purchase.name.clone(), str::to_owned),
            tax_code: purchase.invoice_tax_code.clone().filter(|code| !code.is_empty()),
            address: match made_out {
                Some(_) => purchase.invoice_address.clone(),
                None => address(purchase),
            },
            taxes: taxes(view, locale),
            lines,
            goods: order.goods.dong(),
            shipping: order.shipping.dong(),
            discount: order.discount.dong(),
            total: order.total.dong(),
            vat: order.vat.dong(),
            method: purchase.method.word(),
            received: match purchase.method {
                // Cash has no notice of its own: who has the goods has paid.
                PaymentMethod::Cod if order.delivered_at.is_some() => received.max(order.total.dong()),
                _ => received,
            },
            refunded,
            pdf_url: None,
        }
    }
}

/// A rate in hundredths of a per cent as it is written: `8 %`, `7,5 %`.
fn rate(bps: i32, locale: Locale) -> String {
    let (whole, rest) = (bps / 100, bps % 100);
    if rest == 0 {
        return format!("{whole}\u{a0}%");
    }
    let point = if locale == Locale::Vi { ',' } else { '.' };
    let decimals = format!("{rest:02}");
    format!("{whole}{point}{}\u{a0}%", decimals.trim_end_matches('0'))
}

/// The tax by rate, the highest first.
fn taxes(view: &OrderView, locale: Locale) -> Vec<TaxLine> {
    let mut by_rate = std::collections::BTreeMap::<i32, (i64, i64)>::new();
    for line in &view.lines {
        if let Some(bps) = line.vat_bps {
            let sums = by_rate.entry(bps).or_default();
            sums.0 = sums.0.saturating_add(line.total.dong() - line.vat.dong());
            sums.1 = sums.1.saturating_add(line.vat.dong());
        }
    }
    by_rate
        .into_iter()
        .rev()
        .map(|(bps, (net, vat))| TaxLine {
            rate: rate(bps, locale),
            net,
            vat,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_as_people_write_them() {
        assert_eq!(rate(800, Locale::Vi), "8\u{a0}%");
        assert_eq!(rate(0, Locale::Vi), "0\u{a0}%");
        assert_eq!(rate(750, Locale::Vi), "7,5\u{a0}%");
        assert_eq!(rate(525, Locale::En), "5.25\u{a0}%");
    }
}
