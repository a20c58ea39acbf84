//! Documents straight from the data set, for tests that need no database.
//!
//! It builds what `indexing` builds from the database; see the fields of [`Document`].

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::document::{Document, Kind};

type Row = HashMap<String, String>;

/// The directory of the data set.
pub fn data_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("data")
}

/// The day all tests of search live on.
#[expect(clippy::missing_panics_doc, reason = "it is a day")]
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")
}

fn rows(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(data_dir().join(file)).expect("a file of the data set");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn get<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn list(text: &str, by: &[char]) -> Vec<String> {
    text.split(by)
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .map(str::to_owned)
        .collect()
}

fn join(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|p| !p.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("\n")
}

/// All documents of the data set, stories of producers and villages included.
pub fn documents() -> Vec<Document> {
    let communes: HashMap<String, String> = rows("communes.csv")
        .iter()
        .map(|row| {
            let name = get(row, "name_vi");
            let bare = name
                .strip_prefix("Phường ")
                .or_else(|| name.strip_prefix("Xã "))
                .unwrap_or(name);
            (get(row, "slug").to_owned(), bare.to_owned())
        })
        .collect();
    let producers = rows("producers.csv");
    let products = rows("products.csv");
    let villages = rows("craft_villages.csv");
    let names_of: HashMap<&str, [&str; 2]> = [&producers, &products, &villages]
        .into_iter()
        .flatten()
        .map(|r| (get(r, "slug"), [get(r, "name_vi"), get(r, "name_en")]))
        .collect();

    let mut out = Vec::new();
    let mut story_id = 0;
    let mut id = 0;
    let mut new = |kind: Kind, row: &Row| {
        id += 1;
        let mut document = Document::new(kind, id, get(row, "slug"));
        document.title_vi = get(row, "name_vi").to_owned();
        document.title_en = get(row, "name_en").to_owned();
        document.former_communes = list(get(row, "former_commune"), &[';']);
        document.former_districts = list(get(row, "former_district"), &[';']);
        let slug = get(row, "commune_slug");
        document.commune_slug = (!slug.is_empty()).then(|| slug.to_owned());
        document.commune = communes.get(slug).cloned();
        document
    };
    for row in &producers {
        let mut document = new(Kind::Producer, row);
        document.craft = list(get(row, "craft_or_field"), &[',']);
        document.producer_slug = Some(document.slug.clone());
        document.body_vi = get(row, "story_vi").to_owned();
        document.body_en = get(row, "story_en").to_owned();
        document.carries = products
            .iter()
            .filter(|p| get(p, "producer_slug") == document.slug)
            .flat_map(|p| [get(p, "name_vi").to_owned(), get(p, "name_en").to_owned()])
            .collect();
        out.push(story(&document, &mut story_id));
        out.push(document);
    }
    for row in &products {
        let mut document = new(Kind::Product, row);
        document.keywords = list(get(row, "tags"), &[';']);
        document.body_vi = join(&[get(row, "summary_vi"), get(row, "ingredients_or_materials")]);
        document.body_en = get(row, "summary_en").to_owned();
        document.group = get(row, "group").parse().ok();
        document.set = get(row, "subgroup").get(..2).and_then(|n| n.parse().ok());
        document.stars = get(row, "stars").parse().ok();
        document.stars_until = get(row, "recognised_year")
            .parse()
            .ok()
            .and_then(|y: i32| NaiveDate::from_ymd_opt(y + 3, 1, 1));
        document.price = get(row, "demo_price_vnd").parse().ok();
        if let Some(producer) = producers
            .iter()
            .find(|p| get(p, "slug") == get(row, "producer_slug"))
        {
            document.craft = list(get(producer, "craft_or_field"), &[',']);
            document.producer_names = vec![
                get(producer, "name_vi").to_owned(),
                get(producer, "name_en").to_owned(),
            ];
            document.producer_slug = Some(get(producer, "slug").to_owned());
            document.background = join(&[get(producer, "story_vi"), get(producer, "story_en")]);
            document.former_communes = list(get(producer, "former_commune"), &[';']);
            document.former_districts = list(get(producer, "former_district"), &[';']);
            let slug = get(producer, "commune_slug");
            document.commune_slug = (!slug.is_empty()).then(|| slug.to_owned());
            document.commune = communes.get(slug).cloned();
        }
        out.push(document);
    }
    for row in &villages {
        let mut document = new(Kind::Village, row);
        document.craft = list(
            &format!("{},{}", get(row, "craft_vi"), get(row, "craft_en")),
            &[','],
        );
        document.body_vi = join(&[get(row, "story_vi"), get(row, "what_to_do_vi")]);
        document.body_en = join(&[get(row, "story_en"), get(row, "what_to_do_en")]);
        out.push(story(&document, &mut story_id));
        out.push(document);
    }
    for row in &rows("sales_points.csv") {
        let mut document = new(Kind::SalesPoint, row);
        document.address = Some(get(row, "address_vi").to_owned());
        document.body_vi = join(&[get(row, "notes_vi"), get(row, "operator")]);
        document.body_en = get(row, "notes_en").to_owned();
        let shown = [
            "products_on_display",
            "producers_on_display",
            "linked_craft_village_slug",
        ];
        document.carries = shown
            .iter()
            .flat_map(|column| list(get(row, column), &[';']))
            .filter_map(|slug| names_of.get(slug.as_str()).copied())
            .flatten()
            .map(str::to_owned)
            .collect();
        out.push(document);
    }
    for row in &rows("events.csv") {
        let mut document = new(Kind::Event, row);
        document.address = Some(get(row, "venue_vi").to_owned());
        document.body_vi = get(row, "description_vi").to_owned();
        document.body_en = get(row, "description_en").to_owned();
        document.ends_on = [get(row, "ends_on"), get(row, "starts_on")]
            .iter()
            .find_map(|day| day.parse().ok());
        out.push(document);
    }
    out
}

fn story(owner: &Document, id: &mut i64) -> Document {
    *id += 1;
    let mut story = Document::new(Kind::Story, *id, &owner.slug);
    story.owner = Some((owner.kind, owner.slug.clone()));
    story.title_vi.clone_from(&owner.title_vi);
    story.title_en.clone_from(&owner.title_en);
    story.craft.clone_from(&owner.craft);
    story.former_communes.clone_from(&owner.former_communes);
    story.former_districts.clone_from(&owner.former_districts);
    story.commune.clone_from(&owner.commune);
    story.body_vi.clone_from(&owner.body_vi);
    story.body_en.clone_from(&owner.body_en);
    story
}
