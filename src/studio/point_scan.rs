//! A product put on the shelf by its label: read by the camera where the browser can, from a photograph, or typed.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::point_code::parse;
use super::point_desk::{Keeper, Point, page, words};
use commerce::keeping::{self, KeepRefusal};
use foundation::kernel::fold::clean;
use foundation::media::Limits;
use shell::web::{Failure, Form, Upload, UploadLimits, codes, urls, with_camera};

/// Characters of what was read that a refusal repeats.
const SHOWN: usize = 120;

#[derive(Serialize)]
struct ScanPage {
    megabytes: usize,
    shelf: String,
    /// The product that was put there a moment ago.
    last: Option<String>,
}

fn limits() -> UploadLimits {
    UploadLimits {
        files: 1,
        file_bytes: Limits::default().max_bytes,
    }
}

fn scan_page(keeper: &mut Keeper, point: &Point, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = keeper.visit();
    let last = visit
        .params
        .number("p")
        .and_then(|id| visit.edition.catalogue.by_id(id))
        .map(|product| product.name(visit.locale).0.to_owned());
    let content = ScanPage {
        megabytes: limits().file_bytes >> 20,
        shelf: urls::studio_at(visit.locale, "point_shelf", &[&point.own.row.slug]),
        last,
    };
    let title = visit.text("point.scan_title");
    let response = page(
        keeper,
        Some(point),
        ("studio/point_scan.html", "point_scan"),
        title,
        form,
        &content,
    )?;
    Ok(with_camera(response))
}

/// `GET /nguoi-ban/diem-ban/{slug}/quet-ma`
pub(super) async fn show(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    scan_page(&mut keeper, &point, &Form::default())
}

/// `POST /nguoi-ban/diem-ban/{slug}/quet-ma`: what the camera read or somebody typed, or a photograph. Nothing is
/// read of what is sent to a place that is not the sender's, and no photograph is kept.
pub(super) async fn create(
    mut keeper: Keeper,
    slug: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let came = upload.read(limits()).await?;
    let mut form = came.form;
    let visit = keeper.visit();
    let typed = form.get("code").to_owned();
    let mut field = "code";
    let texts = match came.files.first() {
        Some(file) if typed.is_empty() => {
            field = "photo";
            match codes::read(file).await? {
                Ok(texts) => texts,
                Err(refused) => {
                    form.refuse("photo", refused.words(visit));
                    return scan_page(&mut keeper, &point, &form);
                }
            }
        }
        _ => vec![typed],
    };
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let Some(first) = texts.first() else {
        let key = if field == "photo" {
            "point.no_code_seen"
        } else {
            "form.required"
        };
        form.refuse(field, visit.text(key));
        return scan_page(&mut keeper, &point, &form);
    };
    let shown = clean(first, SHOWN);
    let db = &visit.state.services.db;
    let mut product = None;
    for scanned in texts.iter().filter_map(|text| parse(text)) {
        product = keeping::product_of(db, &scanned).await?;
        if product.is_some() {
            break;
        }
    }
    let Some(product) = product else {
        form.refuse(field, visit.text_with("point.code_unknown", &[("code", &shown)]));
        return scan_page(&mut keeper, &point, &form);
    };
    let services = visit.state.services.clone();
    let acting = keeper.acting(&point);
    match keeping::put(&services.db, services.clock.now(), acting, product).await? {
        Ok(new) => {
            let visit = &keeper.shopper.visit;
            visit.state.editions.refresh().await?;
            let done = if new { "added" } else { "had" };
            let here = urls::studio_at(visit.locale, "point_scan", &[&point.own.row.slug]);
            let query = urls::query(&[("done", done), ("p", &product.to_string())]);
            Ok(keeper.shopper.see(&format!("{here}{query}")))
        }
        Err(refusal) => {
            let words = match refusal {
                // Whether there is such a product that nobody may see is not told.
                KeepRefusal::NotPublic => keeper
                    .visit()
                    .text_with("point.code_unknown", &[("code", &shown)]),
                refusal => words(keeper.visit(), refusal)?,
            };
            form.refuse(field, words);
            scan_page(&mut keeper, &point, &form)
        }
    }
}
