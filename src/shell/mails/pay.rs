//! How to pay, for messages that still want money: one transfer an order, with its picture code.

use entity::{Locale, PaymentStatus, payment};
use serde::Serialize;

use commerce::orders::OrderView;
use commerce::payments::vietqr;
use foundation::i18n::{Texts, format};
use foundation::mail::Picture;

/// Pixels of a module of the picture code, and its quiet edge in modules.
const MODULE: u32 = 8;
const EDGE: u32 = 4;

/// A transfer to one producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transfer {
    producer: String,
    bank: String,
    account: String,
    holder: String,
    amount: i64,
    memo: String,
    /// Until when goods are kept.
    until: Option<String>,
    /// Name of the picture code in the message.
    qr: Option<String>,
}

/// The transfers that are still wanted, with their picture codes.
pub fn transfers(orders: &[OrderView], texts: &Texts, locale: Locale) -> (Vec<Transfer>, Vec<Picture>) {
    let (mut transfers, mut pictures) = (Vec::new(), Vec::new());
    for view in orders {
        let Some((payment, _)) = view.payment.as_ref().filter(|(payment, _)| is_wanted(payment)) else {
            continue;
        };
        let (Some(bin), Some(account)) = (&payment.bank_bin, &payment.bank_account) else {
            continue;
        };
        let bank = vietqr::bank_name(bin).map_or_else(
            || texts.text(locale, "mail.bank_by_bin", &[("bin", bin)]),
            str::to_owned,
        );
        let qr = qr_png(payment).map(|png| {
            let name = format!("qr-{}", view.order.position);
            pictures.push(Picture {
                name: name.clone(),
                png,
            });
            name
        });
        transfers.push(Transfer {
            producer: view.order.producer_name.clone(),
            bank,
            account: account.clone(),
            holder: payment.bank_holder.clone().unwrap_or_default(),
            amount: payment.amount.dong() - payment.received.dong(),
            memo: payment.reference.clone(),
            until: payment.expires_at.map(|until| format::moment(until, locale)),
            qr,
        });
    }
    (transfers, pictures)
}

/// Whether money is still to come by this payment.
pub fn is_wanted(payment: &payment::Model) -> bool {
    matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Partial)
        && payment.amount > payment.received
}

/// The VietQR code of what is still to be transferred, as a PNG; the account stands in the text as well.
fn qr_png(payment: &payment::Model) -> Option<Vec<u8>> {
    png(&vietqr::TransferQr::of(payment)?.payload())
}

/// A picture code, black on white with its quiet edge.
fn png(payload: &str) -> Option<Vec<u8>> {
    let code = qrcode::QrCode::with_error_correction_level(payload, qrcode::EcLevel::M).ok()?;
    let width = u32::try_from(code.width()).ok()?;
    let side = (width + 2 * EDGE) * MODULE;
    let colors = code.to_colors();
    let dark = |x: u32, y: u32| {
        let (x, y) = (
            (x / MODULE).checked_sub(EDGE).filter(|x| *x < width)?,
            (y / MODULE).checked_sub(EDGE).filter(|y| *y < width)?,
        );
        colors.get(usize::try_from(y * width + x).ok()?).copied()
    };
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        image::Luma([if dark(x, y) == Some(qrcode::Color::Dark) {
            0
        } else {
            255
        }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_code_is_a_square_with_an_edge() {
        let bytes = png("00020101021238540010A0000007270124").unwrap();
        let picture = image::load_from_memory(&bytes).unwrap().to_luma8();
        assert_eq!(picture.width(), picture.height());
        assert_eq!(picture.get_pixel(0, 0).0, [255]);
        let first = EDGE * MODULE;
        assert_eq!(
            picture.get_pixel(first, first).0,
            [0],
            "the corner mark begins here"
        );
        assert_eq!(picture.get_pixel(first - 1, first).0, [255]);
    }
}
