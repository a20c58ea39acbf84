//! Search documents out of an edition and the long texts of the database.

use std::collections::HashMap;

use entity::{Locale, OwnerKind, PlaceKind, place_text, product_text, story_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use domain::catalogue::{Availability, Product};
use domain::edition::Edition;
use domain::events::Event;
use domain::places::Place;
use domain::producers::Producer;
use domain::stories::Story;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use search::{DocKey, Document, Kind};

/// How many documents are made at a time.
pub(super) const BATCH: usize = 500;

/// Long texts by key: Vietnamese and English.
type Bodies = HashMap<i64, [String; 2]>;

/// The documents of some keys; keys of things that the public does not see give none.
pub(super) async fn documents(db: &Db, edition: &Edition, keys: &[DocKey]) -> Result<Vec<Document>> {
    let ids = |kind: Kind| -> Vec<i64> {
        keys.iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.id)
            .collect()
    };
    let mut place_ids = ids(Kind::SalesPoint);
    place_ids.extend(ids(Kind::Village));
    let producers = ids(Kind::Producer);
    let mut story_ids = ids(Kind::Story);
    // Producers and villages are also found by what their stories tell.
    story_ids.extend(
        producers
            .iter()
            .filter_map(|id| edition.story_of(OwnerKind::Producer, *id))
            .map(|s| s.id),
    );
    story_ids.extend(
        place_ids
            .iter()
            .filter_map(|id| edition.story_of(OwnerKind::Place, *id))
            .map(|s| s.id),
    );
    // Products are found by what is told of their producer, only weakly.
    let product_ids = ids(Kind::Product);
    story_ids.extend(
        product_ids
            .iter()
            .filter_map(|id| edition.catalogue.by_id(*id))
            .filter_map(|product| edition.story_of(OwnerKind::Producer, product.producer_id))
            .map(|s| s.id),
    );
    story_ids.sort_unstable();
    story_ids.dedup();
    let products = product_bodies(db, &product_ids).await?;
    let stories = story_bodies(db, &story_ids).await?;
    let places = place_bodies(db, &place_ids).await?;
    let make = Make {
        edition,
        products,
        stories,
        places,
    };
    Ok(keys.iter().filter_map(|key| make.document(*key)).collect())
}

struct Make<'a> {
    edition: &'a Edition,
    products: Bodies,
    stories: Bodies,
    places: Bodies,
}

impl Make<'_> {
    fn document(&self, key: DocKey) -> Option<Document> {
        let edition = self.edition;
        Some(match key.kind {
            Kind::Product => self.product(edition.catalogue.by_id(key.id)?),
            Kind::Producer => self.producer(edition.producer(key.id)?),
            Kind::Story => self.story(edition.story(key.id)?)?,
            Kind::SalesPoint | Kind::Village => {
                let place = edition.places.by_id(key.id)?;
                (kind_of(place.kind) == key.kind).then(|| self.place(place))?
            }
            Kind::Event => self.event(edition.event(key.id)?),
        })
    }

    /// Where something is: the commune of today, and what stood there before.
    fn locate(&self, document: &mut Document, commune: Option<i64>, former: [Option<&String>; 2]) {
        let commune = commune.and_then(|id| self.edition.taxonomy.commune(id));
        document.commune = commune.map(|commune| bare(&commune.name).to_owned());
        document.commune_slug = commune.map(|commune| commune.slug.clone());
        let [commune, district] = former;
        document.former_communes = split(commune.map_or("", String::as_str), &[';']);
        document.former_districts = split(district.map_or("", String::as_str), &[';']);
    }

    fn body(bodies: &Bodies, id: i64, document: &mut Document) {
        if let Some([vi, en]) = bodies.get(&id) {
            join(&mut document.body_vi, vi);
            join(&mut document.body_en, en);
        }
    }

    fn product(&self, product: &Product) -> Document {
        let mut document = Document::new(Kind::Product, product.id, &product.slug);
        titles(&mut document, |locale| {
            product.speaks(locale).then(|| product.name(locale).0)
        });
        document.keywords.clone_from(&product.tags);
        Self::body(&self.products, product.id, &mut document);
        if let Some(producer) = self.edition.producer(product.producer_id) {
            document.craft = crafts(|locale| producer.craft(locale));
            document.producer_names =
                names(|locale| producer.speaks(locale).then(|| producer.name(locale).0));
            document.producer_slug = Some(producer.slug.clone());
            let told = self.edition.story_of(OwnerKind::Producer, producer.id);
            if let Some(texts) = told.and_then(|story| self.stories.get(&story.id)) {
                document.background = texts.join("\n");
            }
            let former = [
                producer.former_commune.as_ref(),
                producer.former_district.as_ref(),
            ];
            self.locate(&mut document, producer.commune_id, former);
            if let Some((lat, lon, _)) = producer.position {
                (document.lat, document.lon) = (Some(lat), Some(lon));
            }
        }
        document.group = self.edition.taxonomy.set(product.set_id).map(|set| set.group);
        document.set = Some(product.set_id);
        if let Some((certificate, standing)) = product.seal(self.edition.day) {
            document.stars = Some(standing.stars.get().into());
            document.stars_until = certificate.shown_until();
        }
        document.price = product.variants.iter().map(|variant| variant.price.dong()).min();
        document.in_stock = product.availability != Availability::SoldOut;
        document
    }

    fn producer(&self, producer: &Producer) -> Document {
        let mut document = Document::new(Kind::Producer, producer.id, &producer.slug);
        titles(&mut document, |locale| {
            producer.speaks(locale).then(|| producer.name(locale).0)
        });
        document.craft = crafts(|locale| producer.craft(locale));
        document.producer_slug = Some(producer.slug.clone());
        document.carries = self
            .edition
            .catalogue
            .of_producer(producer.id)
            .flat_map(|product| names(|locale| product.speaks(locale).then(|| product.name(locale).0)))
            .collect();
        let former = [
            producer.former_commune.as_ref(),
            producer.former_district.as_ref(),
        ];
        self.locate(&mut document, producer.commune_id, former);
        if let Some(story) = self.edition.story_of(OwnerKind::Producer, producer.id) {
            Self::body(&self.stories, story.id, &mut document);
        }
        if let Some((lat, lon, _)) = producer.position {
            (document.lat, document.lon) = (Some(lat), Some(lon));
        }
        document
    }

    fn place(&self, place: &Place) -> Document {
        let mut document = Document::new(kind_of(place.kind), place.id, &place.slug);
        titles(&mut document, |locale| {
            place.speaks(locale).then(|| place.name(locale).0)
        });
        self.locate(
            &mut document,
            place.commune_id,
            [None, place.former_district.as_ref()],
        );
        if let Some(at) = place.at() {
            (document.lat, document.lon) = (Some(at.lat()), Some(at.lon()));
        }
        document.address = place.address(Locale::Vi).map(str::to_owned);
        if place.kind == PlaceKind::CraftVillage {
            document.craft = crafts(|locale| place.craft(locale));
            if let Some(story) = self.edition.story_of(OwnerKind::Place, place.id) {
                Self::body(&self.stories, story.id, &mut document);
            }
        }
        Self::body(&self.places, place.id, &mut document);
        if let Some(operator) = &place.operator {
            join(&mut document.body_vi, operator);
        }
        let shown = place
            .stock
            .iter()
            .filter_map(|(id, _)| self.edition.catalogue.by_id(*id));
        let makers = place.producers.iter().filter_map(|id| self.edition.producer(*id));
        let village = place.village_id.and_then(|id| self.edition.places.by_id(id));
        document.carries =
            shown
                .flat_map(|product| names(|locale| product.speaks(locale).then(|| product.name(locale).0)))
                .chain(makers.flat_map(|producer| {
                    names(|locale| producer.speaks(locale).then(|| producer.name(locale).0))
                }))
                .chain(village.into_iter().flat_map(|village| {
                    names(|locale| village.speaks(locale).then(|| village.name(locale).0))
                }))
                .collect();
        document
    }

    fn event(&self, event: &Event) -> Document {
        let mut document = Document::new(Kind::Event, event.id, &event.slug);
        titles(&mut document, |locale| {
            event.speaks(locale).then(|| event.name(locale).0)
        });
        self.locate(&mut document, event.commune_id, [None, None]);
        document.address = event.venue(Locale::Vi).map(str::to_owned);
        event.description(Locale::Vi).clone_into(&mut document.body_vi);
        document.body_en = if event.speaks(Locale::En) {
            event.description(Locale::En).to_owned()
        } else {
            String::new()
        };
        document.ends_on = event.ends_on.or(event.starts_on);
        document
    }

    /// A story takes craft and places from what it is about.
    fn story(&self, story: &Story) -> Option<Document> {
        let owner = match story.owner_kind {
            OwnerKind::Product => self.product(self.edition.catalogue.by_id(story.owner_id)?),
            OwnerKind::Producer => self.producer(self.edition.producer(story.owner_id)?),
            OwnerKind::Place => self.place(self.edition.places.by_id(story.owner_id)?),
            OwnerKind::Event | OwnerKind::Story => return None,
        };
        let mut document = Document::new(Kind::Story, story.id, &story.slug);
        document.owner = Some((owner.kind, owner.slug));
        titles(&mut document, |locale| {
            story.speaks(locale).then(|| story.title(locale).0)
        });
        document.craft = owner.craft;
        document.former_communes = owner.former_communes;
        document.former_districts = owner.former_districts;
        document.commune = owner.commune;
        document.commune_slug = owner.commune_slug;
        Self::body(&self.stories, story.id, &mut document);
        Some(document)
    }
}

/// What search calls a place.
pub(super) fn kind_of(kind: PlaceKind) -> Kind {
    match kind {
        PlaceKind::CraftVillage => Kind::Village,
        PlaceKind::SalesPoint | PlaceKind::CreativeCentre => Kind::SalesPoint,
    }
}

fn titles<'a>(document: &mut Document, title: impl Fn(Locale) -> Option<&'a str>) {
    title(Locale::Vi)
        .unwrap_or_default()
        .clone_into(&mut document.title_vi);
    title(Locale::En)
        .unwrap_or_default()
        .clone_into(&mut document.title_en);
}

fn names<'a>(name: impl Fn(Locale) -> Option<&'a str>) -> Vec<String> {
    Locale::ALL
        .into_iter()
        .filter_map(name)
        .map(str::to_owned)
        .collect()
}

fn crafts<'a>(craft: impl Fn(Locale) -> Option<&'a str>) -> Vec<String> {
    let mut all: Vec<String> = Locale::ALL
        .into_iter()
        .filter_map(craft)
        .flat_map(|text| split(text, &[',']))
        .collect();
    all.dedup();
    all
}

fn split(text: &str, by: &[char]) -> Vec<String> {
    text.split(by)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A commune's name without its kind.
fn bare(name: &str) -> &str {
    ["Phường ", "Xã ", "Đặc khu "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

async fn product_bodies(db: &Db, ids: &[i64]) -> Result<Bodies> {
    let mut bodies = Bodies::new();
    for chunk in ids.chunks(domain::gallery::CHUNK) {
        let wanted = product_text::Column::ProductId.is_in(chunk.iter().copied());
        for row in product_text::Entity::find().filter(wanted).all(db).await? {
            let mut text = row.summary;
            join(&mut text, row.materials.as_deref().unwrap_or_default());
            put(&mut bodies, row.product_id, row.locale, text);
        }
    }
    Ok(bodies)
}

async fn story_bodies(db: &Db, ids: &[i64]) -> Result<Bodies> {
    let mut bodies = Bodies::new();
    for chunk in ids.chunks(domain::gallery::CHUNK) {
        let wanted = story_text::Column::StoryId.is_in(chunk.iter().copied());
        for row in story_text::Entity::find().filter(wanted).all(db).await? {
            put(&mut bodies, row.story_id, row.locale, row.body);
        }
    }
    Ok(bodies)
}

async fn place_bodies(db: &Db, ids: &[i64]) -> Result<Bodies> {
    let mut bodies = Bodies::new();
    for chunk in ids.chunks(domain::gallery::CHUNK) {
        let wanted = place_text::Column::PlaceId.is_in(chunk.iter().copied());
        for row in place_text::Entity::find().filter(wanted).all(db).await? {
            let mut text = row.what_to_do.unwrap_or_default();
            join(&mut text, row.notes.as_deref().unwrap_or_default());
            put(&mut bodies, row.place_id, row.locale, text);
        }
    }
    Ok(bodies)
}

fn put(bodies: &mut Bodies, id: i64, locale: Locale, text: String) {
    if let Some(slot) = bodies.entry(id).or_default().get_mut(locale.index()) {
        *slot = text;
    }
}
