//! Giving goods back: a reason and pictures, sent to the producer. Everything here begins at a purchase that the
//! asker may see; the pictures are given out nowhere else.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::order::open;
use commerce::orders::{self, OrderView, PurchaseView, ReturnRefusal, number};
use entity::{Locale, OrderStatus};
use foundation::media::private::Size;
use foundation::media::{Limits, MediaKey};
use shell::services::Services;
use shell::web::private_pictures::{self, NewPicture};
use shell::web::{Failure, Form, Meta, Shopper, Upload, UploadLimits, Uploads, urls};

const TEMPLATE: &str = "buying/return.html";
/// Characters of a reason.
const LONGEST: usize = 1_000;
/// Pictures of a return.
const MOST_PICTURES: usize = 5;

#[derive(Serialize)]
struct ReturnPage {
    form: Form,
    number: String,
    producer: String,
    /// Where the form is sent: with the token, so that nothing is read of what somebody else sends.
    action: String,
    back: String,
    most: usize,
    megabytes: usize,
}

/// The order with a number, if it is part of a purchase the asker may see.
async fn own(
    shopper: &Shopper,
    asked: &str,
    token: &str,
) -> Result<(PurchaseView, OrderView, String), Failure> {
    let (view, token) = open(shopper, asked, token).await?;
    let number = number::parse(asked).ok_or(Failure::NotFound)?;
    let part = view
        .orders
        .iter()
        .find(|part| part.order.number == number)
        .cloned()
        .ok_or(Failure::NotFound)?;
    Ok((view, part, token))
}

/// The same, if it can be given back.
async fn delivered(
    shopper: &Shopper,
    asked: &str,
    token: &str,
) -> Result<(PurchaseView, OrderView, String), Failure> {
    let found = own(shopper, asked, token).await?;
    if found.1.order.status == OrderStatus::Delivered {
        Ok(found)
    } else {
        Err(Failure::NotFound)
    }
}

/// The token in the address.
fn token_of(shopper: &Shopper) -> String {
    shopper.visit.params.get("t").unwrap_or_default().to_owned()
}

fn limits() -> UploadLimits {
    UploadLimits {
        files: MOST_PICTURES,
        file_bytes: Limits::default().max_bytes,
    }
}

fn page(
    shopper: &Shopper,
    view: &PurchaseView,
    part: &OrderView,
    token: &str,
    form: Form,
) -> (Meta, ReturnPage) {
    let number = part.order.number.clone();
    let meta = Meta {
        lost: true,
        ..Meta::new(
            shopper.visit.text("return.title"),
            urls::order_act(Locale::Vi, &number, "return"),
            urls::order_act(Locale::En, &number, "return"),
        )
    };
    let path = urls::order_act(shopper.visit.locale, &number, "return");
    let page = ReturnPage {
        form,
        producer: part.order.producer_name.clone(),
        action: format!("{path}{}", urls::query(&[("t", token)])),
        back: urls::order_with(shopper.visit.locale, &view.purchase.number, token),
        number,
        most: MOST_PICTURES,
        megabytes: limits().file_bytes >> 20,
    };
    (meta, page)
}

/// `GET /don-hang/{number}/tra-hang?t=…`.
pub async fn show(mut shopper: Shopper, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let (view, part, token) = delivered(&shopper, &asked, &token_of(&shopper)).await?;
    let (meta, page) = page(&shopper, &view, &part, &token, Form::default());
    shopper.page(TEMPLATE, meta, &page)
}

/// `POST /don-hang/{number}/tra-hang?t=…`.
pub async fn create(
    mut shopper: Shopper,
    asked: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Failure> {
    let (view, part, token) = delivered(&shopper, &asked, &token_of(&shopper)).await?;
    let mut came = upload.read(limits()).await?;
    judge(&shopper, &mut came);
    if came.form.is_fine() {
        ask(&shopper, part.order.id, &mut came).await?;
    }
    if came.form.is_fine() {
        let path = urls::order(shopper.visit.locale, &view.purchase.number);
        let query = urls::query(&[("t", &token), ("ok", "returned")]);
        return Ok(shopper.see(&format!("{path}{query}")));
    }
    let (meta, page) = page(&shopper, &view, &part, &token, came.form);
    shopper.refused(TEMPLATE, meta, &page)
}

/// What is wrong without looking into the files.
fn judge(shopper: &Shopper, came: &mut Uploads) {
    let visit = &shopper.visit;
    if came.form.get("reason").is_empty() {
        came.form.refuse("reason", visit.text("form.required"));
    }
    if came.too_many {
        let most = MOST_PICTURES.to_string();
        came.form
            .refuse("pictures", visit.text_with("media.too_many", &[("n", &most)]));
    }
}

/// Makes and keeps the pictures and asks for the return; refuses beside the field what is wrong, and leaves no
/// file behind then.
async fn ask(shopper: &Shopper, order_id: i64, came: &mut Uploads) -> Result<(), Failure> {
    let visit = &shopper.visit;
    let services = visit.state.services.clone();
    if orders::is_asked(&services.db, order_id).await? {
        came.form.refuse("reason", visit.text("return.asked_before"));
        return Ok(());
    }
    let pictures = match private_pictures::make(&services, &came.files).await? {
        Ok(pictures) => pictures,
        Err(refused) => {
            came.form.refuse("pictures", refused.words(visit));
            return Ok(());
        }
    };
    let reason: String = came.form.get("reason").chars().take(LONGEST).collect();
    match keep_and_ask(&services, order_id, &reason, &pictures).await? {
        Ok(()) => {}
        Err(refusal) => {
            private_pictures::discard(&services, &pictures).await;
            match refusal {
                ReturnRefusal::Asked => came.form.refuse("reason", visit.text("return.asked_before")),
                ReturnRefusal::NotDelivered => return Err(Failure::NotFound),
            }
        }
    }
    Ok(())
}

async fn keep_and_ask(
    services: &Services,
    order_id: i64,
    reason: &str,
    pictures: &[NewPicture],
) -> Result<Result<(), ReturnRefusal>, Failure> {
    let (db, now) = (&services.db, services.clock.now());
    let keys: Vec<MediaKey> = pictures.iter().map(|new| new.key.clone()).collect();
    orders::expect_files(db, now, &keys).await?;
    private_pictures::keep(services, pictures).await?;
    Ok(orders::ask_return(db, now, order_id, reason, &keys).await?)
}

/// `GET /don-hang/{number}/tra-hang/{picture}?t=…`, with `size=small` as it stands on the order's page.
pub async fn picture(
    mut shopper: Shopper,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (asked, picture) = asked.into_inner();
    let (_, part, _) = own(&shopper, &asked, &token_of(&shopper)).await?;
    let id: i64 = picture.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = shopper.visit.state.services.clone();
    let row = orders::picture_of(&services.db, part.order.id, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let size = match shopper.visit.params.get("size") {
        Some("small") => Size::Small,
        _ => Size::Large,
    };
    let called = format!("{}-{id}", part.order.number);
    let response = private_pictures::show(&services, &row.key, size, &called).await?;
    Ok(shopper.answer(response))
}
