//! Receipts: the figures, the page, and the words of the PDF as a reader extracts them.

use std::process::Command;

use entity::{Locale, PaymentMethod, PaymentStatus, Vnd};
use serde_json::json;
use shell::receipt::{Receipt, receipt_pdf};
use shell::web::Views;

use crate::support::buying::{self, PRODUCER};
use crate::support::smtp::missing;

/// The words of a PDF as poppler reads them.
fn words(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipt.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(out) = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
    else {
        missing("pdftotext (poppler-utils)");
        return None;
    };
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).unwrap();
    let text = foundation::kernel::fold::nfc(&text).replace('\u{a0}', " ");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn figures_are_those_of_the_order() {
    let view = buying::sample(Locale::Vi, [1, 2]);
    let receipt = Receipt::new(&view.orders[0], &view.purchase, Locale::Vi);
    assert_eq!(receipt.total, 3_000_000_000);
    assert_eq!(receipt.day, "21/11/2026");
    assert_eq!(receipt.receipt_no.as_deref(), Some("000042"));
    // 10,800 with 8 % is 10,000 and 800; the lines make the total's tax.
    assert_eq!(receipt.taxes.len(), 1);
    assert_eq!((receipt.taxes[0].net, receipt.taxes[0].vat), (10_000, 800));
    assert_eq!(
        receipt.vat,
        receipt.lines.iter().map(|line| line.vat).sum::<i64>()
    );
    assert_eq!(receipt.vat, receipt.taxes.iter().map(|tax| tax.vat).sum::<i64>());
    let second = Receipt::new(&view.orders[1], &view.purchase, Locale::Vi);
    assert_eq!(
        (second.goods, second.shipping, second.discount, second.total),
        (170_000, 30_000, 20_000, 180_000)
    );
    assert_eq!(second.lines[0].total, 150_000);
    assert_eq!(second.received, 0);
}

#[test]
fn it_is_made_out_to_whom_was_asked_for() {
    let mut view = buying::sample(Locale::Vi, [1, 2]);
    view.purchase.invoice_name = Some("Công ty TNHH Ước Lễ".to_owned());
    view.purchase.invoice_tax_code = Some("0101234567".to_owned());
    view.purchase.invoice_address = Some("Thanh Oai, Hà Nội".to_owned());
    let receipt = Receipt::new(&view.orders[0], &view.purchase, Locale::Vi);
    assert_eq!(receipt.buyer, "Công ty TNHH Ước Lễ");
    assert_eq!(receipt.tax_code.as_deref(), Some("0101234567"));
    assert_eq!(receipt.address.as_deref(), Some("Thanh Oai, Hà Nội"));
    view.purchase.method = PaymentMethod::Card;
    let (payment, part) = view.orders[0].payment.as_mut().unwrap();
    payment.status = PaymentStatus::Paid;
    part.received = Vnd::new(3_000_000_000);
    part.refunded = Vnd::new(800);
    let receipt = Receipt::new(&view.orders[0], &view.purchase, Locale::Vi);
    assert_eq!(
        (receipt.method, receipt.received, receipt.refunded),
        ("card", 3_000_000_000, 800)
    );
}

#[test]
fn the_pdf_says_it_in_both_languages() {
    let views = Views::load().unwrap();
    for (locale, said) in [
        (
            Locale::Vi,
            [
                PRODUCER,
                "Biên nhận bán hàng",
                "Nguyễn Thị Lụa",
                "Trà sen \"Hiền Xiêm\" & <i>mứt</i>",
                "3.000.000.000 ₫",
                "2.999.989.200 ₫",
                "10.000 ₫",
                "800 ₫",
                "không phải hóa đơn điện tử",
                "12 ngõ 5 phố Hàng Bạc, phường Hoàn Kiếm, quận Hoàn Kiếm, Hà Nội",
                "Số 000042",
                "Trang 1/1",
            ],
        ),
        (
            Locale::En,
            [
                PRODUCER,
                "Receipt",
                "Nguyễn Thị Lụa",
                "No. 000042",
                "3,000,000,000 ₫",
                "2,999,989,200 ₫",
                "10,000 ₫",
                "800 ₫",
                "not a VAT e-invoice",
                "Bank transfer",
                "21 November 2026",
                "Page 1 of 1",
            ],
        ),
    ] {
        let view = buying::sample(locale, [1, 2]);
        let Ok(pdf) = receipt_pdf(&views, &view.orders[0], &view.purchase, locale).unwrap() else {
            missing("the built fonts (make assets)");
            return;
        };
        assert!(pdf.starts_with(b"%PDF-"));
        assert!(pdf.len() < 200_000, "{} bytes", pdf.len());
        let again = receipt_pdf(&views, &view.orders[0], &view.purchase, locale)
            .unwrap()
            .unwrap();
        assert_eq!(pdf, again, "the same order gives the same file");
        let Some(text) = words(&pdf) else { return };
        for said in said {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[test]
fn a_long_order_takes_several_pages_and_loses_nothing() {
    let views = Views::load().unwrap();
    let mut view = buying::sample(Locale::Vi, [1, 2]);
    let line = view.orders[1].lines[0].clone();
    view.orders[1].lines = (0..60)
        .map(|n| {
            let mut line = line.clone();
            line.name_vi =
                format!("Mặt hàng thứ {n} có tên dài để phải xuống dòng thêm một lần nữa 漢 \u{202e}");
            line
        })
        .collect();
    let Ok(pdf) = receipt_pdf(&views, &view.orders[1], &view.purchase, Locale::Vi).unwrap() else {
        missing("the built fonts (make assets)");
        return;
    };
    let Some(text) = words(&pdf) else { return };
    for n in 0..60 {
        assert!(text.contains(&format!("Mặt hàng thứ {n} ")), "line {n}: {text}");
    }
    assert!(text.contains("Trang 1/") && text.contains("Trang 3/"), "{text}");
}

#[test]
fn the_page_shows_the_same() {
    let views = Views::load().unwrap();
    let site = json!({
        "lang": "vi", "title": "x", "description": "", "canonical": null, "alternates": [], "noindex": true,
        "lost": false, "og_image": null, "json_ld": [], "demo": false, "breadcrumbs": [], "nav": [], "q": "",
        "footer": "", "urls": {"feed": "/feed.xml", "home": "/", "search": "/tim-kiem", "suggest": "/x", "cart": "/gio-hang", "cart_count": "/gio-hang/so-luong"},
    });
    for locale in [Locale::Vi, Locale::En] {
        let view = buying::sample(locale, [1, 2]);
        for order in &view.orders {
            let mut receipt = Receipt::new(order, &view.purchase, locale);
            receipt.pdf_url = Some("/x.pdf".to_owned());
            let html = views
                .page(locale, "buying/receipt.html", &site, &receipt)
                .unwrap();
            assert!(!html.contains('⟦') && !html.contains("<i>"), "{html}");
            let total = foundation::i18n::format::vnd(order.order.total, locale);
            assert!(html.contains(&total), "{total}");
        }
    }
}
