//! The products of a producer: the list, a new one, and what is done to one as a whole.

use actix_web::{HttpResponse, web};
use entity::{Locale, ProductKind, PublicStatus};
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listing::{Classes, classes, parse, typed};
use domain::listings::{self, Draft, Editor, Listing, Refusal, Words};
use shell::web::{Failure, Form, Visit, urls};

/// A product of the desk's producer, with what is written of it.
pub(super) struct Own {
    pub(super) id: i64,
    pub(super) status: PublicStatus,
    pub(super) live: Listing,
    pub(super) draft: Option<Draft>,
}

impl Own {
    /// What is being written, or else what is public.
    pub(super) fn content(&self) -> &Listing {
        self.draft.as_ref().map_or(&self.live, |draft| &draft.content)
    }

    /// The revision of the draft; 0 while there is none.
    pub(super) fn revision(&self) -> i64 {
        self.draft.as_ref().map_or(0, |draft| draft.revision)
    }

    /// Its name, for headings.
    pub(super) fn name(&self, locale: Locale) -> String {
        let content = self.content();
        let own = &content.words(locale).name;
        let shown = if own.is_empty() { &content.vi.name } else { own };
        shown.clone()
    }
}

/// The product of an address, if it is the desk's producer's.
pub(super) async fn own(desk: &Desk, id: &str) -> Result<Own, Failure> {
    let id: i64 = id.parse().map_err(|_no_number| Failure::NotFound)?;
    let db = &desk.shopper.visit.state.services.db;
    let product = listings::owned(db, desk.producer, id)
        .await?
        .filter(|product| product.status != PublicStatus::Retired)
        .ok_or(Failure::NotFound)?;
    Ok(Own {
        id,
        status: product.status,
        live: listings::live(db, &product).await?,
        draft: listings::of_product(db, desk.producer, id).await?,
    })
}

/// Who changes something here.
pub(super) fn editor(desk: &Desk) -> Editor<'_> {
    Editor {
        producer: desk.producer,
        actor: &desk.actor,
    }
}

/// A refusal in words; what is not theirs is not there.
pub(super) fn words(visit: &Visit, refusal: Refusal) -> Result<String, Failure> {
    if refusal == Refusal::Unknown {
        return Err(Failure::NotFound);
    }
    Ok(visit.text(&format!("listing.refused_{}", refusal.word())))
}

/// The address of a page about a product.
pub(super) fn at(locale: Locale, key: &str, id: i64) -> String {
    urls::studio_at(locale, key, &[&id.to_string()])
}

/// The same after something was done.
pub(super) fn done(locale: Locale, key: &str, id: i64, what: &str) -> String {
    format!("{}{}", at(locale, key, id), urls::query(&[("done", what)]))
}

/// A page about one product, in the row of its pages.
#[derive(Serialize)]
pub(super) struct Tab {
    label: String,
    url: String,
    current: bool,
}

/// The pages about one product.
pub(super) fn tabs(visit: &Visit, id: i64, current: &str) -> Vec<Tab> {
    ["listing", "pictures", "packs", "papers", "listing_preview"]
        .into_iter()
        .map(|key| Tab {
            label: visit.text(&format!("listing.tab_{key}")),
            url: at(visit.locale, key, id),
            current: key == current,
        })
        .collect()
}

/// What the public sees of a product, in a word.
pub(super) fn standing(status: PublicStatus, archived: bool) -> &'static str {
    match status {
        PublicStatus::Draft => "new",
        PublicStatus::Published => "public",
        PublicStatus::Hidden if archived => "archived",
        PublicStatus::Hidden => "hidden",
        PublicStatus::Retired => "retired",
    }
}

#[derive(Serialize)]
struct ListingsPage {
    rows: Vec<RowView>,
    new: String,
    table: String,
}

#[derive(Serialize)]
struct RowView {
    id: i64,
    name: String,
    standing: String,
    draft: Option<String>,
    packs: usize,
    /// Where it is written; only for owners.
    edit: Option<String>,
    act: String,
    may_archive: bool,
    may_restore: bool,
}

/// `GET /nguoi-ban/san-pham`
pub async fn index(mut desk: Desk) -> Result<HttpResponse, Failure> {
    index_page(&mut desk, &Form::default()).await
}

async fn index_page(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let owner = desk.is_owner();
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let rows = listings::mine(&visit.state.services.db, desk.producer, locale).await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            let standing = standing(row.status, row.archived);
            RowView {
                id: row.id,
                standing: visit.text(&format!("listing.standing_{standing}")),
                draft: row
                    .draft
                    .map(|state| visit.text(&format!("listing.state_{}", state.word()))),
                packs: row.packs,
                edit: owner.then(|| at(locale, "listing", row.id)),
                act: at(locale, "listing_act", row.id),
                may_archive: owner && standing == "public",
                may_restore: owner && standing == "archived",
                name: row.name,
            }
        })
        .collect();
    let page = ListingsPage {
        rows,
        new: urls::studio(locale, "listing_new"),
        table: urls::studio(locale, "listing_table"),
    };
    let title = visit.text("listing.title");
    frame::page(
        desk,
        ("studio/listings.html", "listings", &[], "listings"),
        title,
        form,
        &page,
    )
    .await
}

#[derive(Serialize)]
struct NewPage {
    classes: Classes,
}

/// `GET /nguoi-ban/san-pham/moi`
pub async fn new(desk: OwnersDesk) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    new_page(&mut desk, &Form::new([("kind", "goods".to_owned())])).await
}

async fn new_page(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let title = desk.shopper.visit.text("listing.new_title");
    let page = NewPage {
        classes: classes(&desk.shopper.visit),
    };
    frame::page(
        desk,
        ("studio/listing_new.html", "listing_new", &[], "listings"),
        title,
        form,
        &page,
    )
    .await
}

/// `POST /nguoi-ban/san-pham/moi`
pub async fn create(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let blank = Listing {
        slug: String::new(),
        set_id: 0,
        kind: ProductKind::Goods,
        season: None,
        vi: Words::default(),
        en: Words::default(),
        pictures: Vec::new(),
    };
    let mut content = parse(&desk.shopper.visit, &mut form, &blank);
    if !form.is_fine() {
        return new_page(&mut desk, &form).await;
    }
    if content.slug.is_empty() {
        content.slug.clone_from(&content.vi.name);
    }
    let services = desk.shopper.visit.state.services.clone();
    let id = listings::create(&services.db, services.clock.now(), editor(&desk), &content).await?;
    let to = done(desk.shopper.visit.locale, "pictures", id, "saved");
    Ok(desk.shopper.see(&to))
}

/// `POST /nguoi-ban/san-pham/{id}/viec`: copies, puts away, brings back, takes back, throws away.
pub async fn act(desk: OwnersDesk, id: web::Path<String>, mut form: Form) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let own = own(&desk, &id).await?;
    let services = desk.shopper.visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let editor = editor(&desk);
    let locale = desk.shopper.visit.locale;
    let list = || {
        format!(
            "{}{}",
            urls::studio(locale, "listings"),
            urls::query(&[("done", "saved")])
        )
    };
    let outcome = match form.get("do") {
        "archive" => listings::archive(db, now, editor, own.id).await?.map(|()| list()),
        "restore" => listings::restore(db, now, editor, own.id).await?.map(|()| list()),
        "duplicate" => listings::duplicate(db, now, editor, own.id)
            .await?
            .map(|copy| done(locale, "listing", copy, "saved")),
        "withdraw" => listings::withdraw(db, now, editor, own.id)
            .await?
            .map(|()| done(locale, "listing", own.id, "back")),
        "discard" => listings::discard(db, now, editor, own.id)
            .await?
            .map(|()| done(locale, "listing", own.id, "saved")),
        _ => {
            form.refuse("do", desk.shopper.visit.text("listing.refused_act"));
            return index_page(&mut desk, &form).await;
        }
    };
    match outcome {
        Ok(to) => Ok(desk.shopper.see(&to)),
        Err(refusal) => {
            let text = words(&desk.shopper.visit, refusal)?;
            form.refuse("do", text);
            index_page(&mut desk, &form).await
        }
    }
}

/// What a form shows of a listing when nothing was typed yet.
pub(super) fn form_of(own: &Own) -> Form {
    let mut form = typed(own.content());
    form.set("revision", own.revision().to_string());
    form
}
