//! `/og/{language}/{kind}/{slug}.jpg`: the picture that a shared link shows, drawn when first asked for.

use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use entity::Locale;
use tokio::sync::Semaphore;

use super::cards::commune_name;
use domain::gallery::Picture;
use foundation::kernel::cache::Cache;
use foundation::kernel::error::Context;
use foundation::media::MediaKey;
use illustration::fonts::Fonts;
use illustration::social::{Art, Card, draw_card};
use shell::web::urls::SITE_SLUG;
use shell::web::{Failure, State, Visit};

/// Drawn cards by edition and address.
static DRAWN: LazyLock<Cache<(i64, String), Bytes>> = LazyLock::new(|| {
    Cache::new(48 * 1024 * 1024, 48 * 1024, |key: &(i64, String), card| {
        key.1.len() + card.len()
    })
});

/// Drawing takes a processor for a while: two at a time, the rest waits.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What a card says.
struct Words {
    title: String,
    subtitle: String,
    stars: Option<u8>,
    picture: Option<Picture>,
}

/// Answers with the card as JPEG.
pub async fn show(
    visit: Visit,
    path: web::Path<(String, String, String)>,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    let (language, kind, slug) = path.into_inner();
    let locale = match language.as_str() {
        "vi" => Locale::Vi,
        "en" => Locale::En,
        _ => return Err(Failure::NotFound),
    };
    let mut visit = visit;
    visit.locale = locale;
    let words = words(&visit, &kind, &slug).ok_or(Failure::NotFound)?;
    let key = (visit.edition.version, visit.path.clone());
    let card = if let Some(card) = DRAWN.get(&key) {
        card
    } else {
        let card = draw(&state, words).await?;
        DRAWN.insert(key, card.clone());
        card
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "image/jpeg"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(card))
}

async fn draw(state: &State, words: Words) -> Result<Bytes, Failure> {
    let photo = match words.picture.as_ref().and_then(|picture| {
        picture
            .renditions
            .iter()
            .find(|size| size.width >= 640)
            .or(picture.renditions.last())
    }) {
        Some(size) => match MediaKey::parse(&size.jpeg) {
            Some(key) => state
                .services
                .store
                .get(&key)
                .await
                .context("the store of pictures")?,
            None => None,
        },
        None => None,
    };
    let fonts = fonts(state);
    let _turn = TURNS.acquire().await.context("a turn to draw")?;
    let drawn = tokio::task::spawn_blocking(move || {
        // A village gate for what has no picture yet.
        let gate = illustration::draw(&illustration::Brief::for_trade(
            "lang nghe",
            "cong lang",
            illustration::Variation::new(SITE_SLUG, 0),
        ));
        let art = photo.as_deref().map_or(Art::Svg(&gate), Art::Photo);
        let card = Card {
            title: &words.title,
            subtitle: &words.subtitle,
            site: "Chợ Làng",
            stars: words.stars,
            art,
        };
        draw_card(&card, &fonts)
    })
    .await
    .context("the card was not finished")?
    .context("drawing a card")?;
    Ok(Bytes::from(drawn))
}

/// The site's own fonts, as the asset build put them; without them cards carry no words.
fn fonts(state: &State) -> Arc<Fonts> {
    static FONTS: std::sync::OnceLock<Arc<Fonts>> = std::sync::OnceLock::new();
    FONTS
        .get_or_init(|| Arc::new(Fonts::from_files(state.views.assets().fonts())))
        .clone()
}

fn words(visit: &Visit, kind: &str, slug: &str) -> Option<Words> {
    let edition = &visit.edition;
    let locale = visit.locale;
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(match kind {
        "site" if slug == SITE_SLUG => Words {
            title: visit.text("home.meta_title"),
            subtitle: visit.text("home.title"),
            stars: None,
            picture: None,
        },
        "product" => {
            let product = edition.catalogue.by_slug(slug)?;
            let producer = edition.producer(product.producer_id)?;
            Words {
                title: product.name(locale).0.to_owned(),
                subtitle: joined([
                    Some(producer.name(locale).0.to_owned()),
                    commune_name(visit, producer.commune_id),
                ]),
                stars: product
                    .stars(edition.day)
                    .and_then(|stars| u8::try_from(stars).ok()),
                picture: product.picture.clone(),
            }
        }
        "producer" => {
            let producer = edition.producer_by_slug(slug)?;
            let craft = producer.craft(locale).map(str::to_owned);
            Words {
                title: producer.name(locale).0.to_owned(),
                subtitle: joined([craft, commune_name(visit, producer.commune_id)]),
                stars: None,
                picture: producer.picture.clone(),
            }
        }
        "place" => {
            let place = edition.places.by_slug(slug)?;
            Words {
                title: place.name(locale).0.to_owned(),
                subtitle: joined([None, commune_name(visit, place.commune_id)]),
                stars: None,
                picture: place.picture.clone(),
            }
        }
        "event" => {
            let event = edition.event_by_slug(slug)?;
            Words {
                title: event.name(locale).0.to_owned(),
                subtitle: event.venue(locale).unwrap_or_default().to_owned(),
                stars: None,
                picture: event.picture.clone(),
            }
        }
        "story" => {
            let story = edition.story_by_slug(slug)?;
            Words {
                title: story.title(locale).0.to_owned(),
                subtitle: super::stories::owner(visit, story)?.0,
                stars: None,
                picture: super::cards::owner_picture(visit, story).cloned(),
            }
        }
        _ => return None,
    })
}
