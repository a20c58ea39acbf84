//! The receipt of an order, as a page to print and as a PDF.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::order::open;
use commerce::orders::number;
use entity::Locale;
use foundation::kernel::error::Error;
use shell::receipt::{Receipt, receipt_pdf};
use shell::web::{Failure, Meta, Shopper, urls};

/// `GET /don-hang/{number}/bien-nhan?t=…`, with `format=pdf` as a file.
pub async fn show(mut shopper: Shopper, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let token = shopper.visit.params.get("t").unwrap_or_default().to_owned();
    let (view, token) = open(&shopper, &asked, &token).await?;
    let number = number::parse(&asked).ok_or(Failure::NotFound)?;
    let part = view
        .orders
        .into_iter()
        .find(|part| part.order.number == number && part.order.invoice_no.is_some())
        .ok_or(Failure::NotFound)?;
    let locale = shopper.visit.locale;
    let path = urls::order_act(locale, &number, "receipt");
    let with = |format: &str| format!("{path}{}", urls::query(&[("t", &token), ("format", format)]));
    if shopper.visit.params.get("format") == Some("pdf") {
        let (views, purchase) = (shopper.visit.state.views.clone(), view.purchase);
        let drawn = web::block(move || receipt_pdf(&views, &part, &purchase, locale))
            .await
            .map_err(|error| Error::because("drawing a receipt", error))??;
        let Ok(pdf) = drawn else {
            return Err(Failure::Unavailable(
                "the fonts of the receipt are not built".to_owned(),
            ));
        };
        let name = format!("attachment; filename=\"{number}.pdf\"");
        let response = HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "application/pdf"))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .insert_header((header::CONTENT_DISPOSITION, name))
            .body(pdf);
        return Ok(shopper.answer(response));
    }
    let mut receipt = Receipt::new(&part, &view.purchase, locale);
    receipt.pdf_url = Some(with("pdf"));
    let meta = Meta {
        lost: true,
        ..Meta::new(
            shopper.visit.text("receipt.title"),
            urls::order_act(Locale::Vi, &number, "receipt"),
            urls::order_act(Locale::En, &number, "receipt"),
        )
    };
    shopper.page("buying/receipt.html", meta, &receipt)
}
