//! What is printed of a product, in words: taken from the edition, so that paper says what pages say today.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{Locale, OwnerKind};

use super::choice::Choice;
use domain::catalogue::Product;
use domain::labels::{self, Label};
use domain::producers::Producer;
use foundation::kernel::error::{Error, Result};
use foundation::kernel::fold::nfc;
use foundation::kernel::signing::SigningKey;
use foundation::mail::one_line;
use shell::web::{Visit, units, urls};

/// Letters of a code: what version 10 holds at level M (213), less what changing between digits and letters within an
/// address may cost. Its 57 modules are 0.44 mm wide on 25 mm, which cheap cameras read; the name in the code gives way
/// first.
const LETTERS: usize = 205;
/// Letters of a name and of the words about it.
const NAME: usize = 200;
const STORY: usize = 700;

/// A product as it is printed.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its name.
    pub name: String,
    /// Its name in English below, where both are wanted and there is one.
    pub second: Option<String>,
    /// Who makes it.
    pub maker: String,
    /// Where.
    pub address: String,
    /// The pack.
    pub pack: Option<String>,
    /// What it is, for posters.
    pub story: Option<String>,
    /// Its certificate, if that holds today.
    pub proof: Option<Proof>,
}

/// A certificate that holds on the day of printing.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    /// What the code says, which is what is printed too.
    pub label: Label,
    /// The address in the code.
    pub qr: String,
    /// The same address as people type it.
    pub address: String,
}

/// What people typed, on one line and composed.
fn clean(text: &str, longest: usize) -> String {
    nfc(&one_line(text, longest))
}

/// Where a producer works: its commune as it is called today, or the district it lay in.
pub(super) fn place(visit: &Visit, producer: &Producer) -> Option<String> {
    let commune = producer
        .commune_id
        .and_then(|id| visit.edition.taxonomy.commune(id));
    commune
        .map(|commune| commune.name.clone())
        .or_else(|| producer.former_district.clone())
}

/// The chosen products in words. They are the producer's own and public: `choice` has looked.
pub(super) fn items(visit: &Visit, choice: &Choice, summaries: &HashMap<i64, String>) -> Result<Vec<Item>> {
    let key = labels::key(&visit.state.services.secrets)?;
    choice
        .products
        .iter()
        .map(|(id, pack)| {
            let product = visit
                .edition
                .catalogue
                .by_id(*id)
                .ok_or_else(|| Error::new("a chosen product that is not public"))?;
            Ok(item(visit, choice, product, *pack, summaries.get(id), &key))
        })
        .collect()
}

fn item(
    visit: &Visit,
    choice: &Choice,
    product: &Product,
    pack: Option<i64>,
    summary: Option<&String>,
    key: &SigningKey,
) -> Item {
    let (edition, locale) = (&visit.edition, choice.locale);
    let name = clean(product.name(locale).0, NAME);
    let second = clean(product.name(Locale::En).0, NAME);
    let producer = edition.producer(product.producer_id);
    let story = edition
        .story_of(OwnerKind::Product, product.id)
        .map(|story| story.excerpt(locale))
        .filter(|excerpt| !excerpt.is_empty())
        .or(summary.map(String::as_str));
    let sold = product.variants.iter().find(|variant| Some(variant.id) == pack);
    Item {
        second: (choice.both && second != name).then_some(second),
        maker: producer.map_or_else(String::new, |producer| clean(producer.name(locale).0, NAME)),
        address: choice.address.clone(),
        pack: sold.map(|variant| {
            let said = variant.pack.as_deref().unwrap_or(&variant.unit);
            clean(&units::told(visit.state.views.texts(), locale, said), NAME)
        }),
        story: story.map(|story| clean(story, STORY)),
        proof: proof(
            &visit.state.services.origin,
            product,
            &name,
            (edition.day, locale),
            key,
        ),
        name,
    }
}

/// The certificate of a product with its code; nothing unless it holds today.
fn proof(
    origin: &str,
    product: &Product,
    name: &str,
    (today, locale): (NaiveDate, Locale),
    key: &SigningKey,
) -> Option<Proof> {
    let (certificate, _) = product.seal(today)?;
    let label = Label::new(certificate, name, today)?;
    let address = format!("{origin}{}", urls::certificate(locale, &label.code));
    let qr = address_with(origin, locale, &label, key);
    Some(Proof { label, qr, address })
}

/// The address in the code, as short as it has to be.
fn address_with(origin: &str, locale: Locale, label: &Label, key: &SigningKey) -> String {
    let bare = format!("{origin}{}", urls::certificate_label(locale, &label.code, "-"));
    let room = LETTERS.saturating_sub(bare.len() - 1);
    let signed = label.signed(key, room);
    format!(
        "{origin}{}",
        urls::certificate_label(locale, &label.code, &signed)
    )
}

#[cfg(test)]
mod tests {
    use entity::Stars;
    use foundation::kernel::secrets::Secrets;
    use shell::paper::Code;

    use super::*;

    #[test]
    fn the_code_is_coarse_enough_for_a_label_and_opens_the_check() {
        let key = labels::key(&Secrets::new("one")).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let label = Label {
            code: "HN-7F3KQ2MW".to_owned(),
            stars: Stars::new(4).unwrap(),
            confirmed: true,
            printed: day("2026-11-21"),
            issued: (day("2024-12-31"), day("2024-12-31")),
            valid_until: day("2027-12-31"),
            decision: "6768/QĐ-UBND".to_owned(),
            name: "Bánh chưng gấc nhân đậu xanh ".repeat(7),
        };
        for (origin, widest) in [
            ("https://cholang.vn", 57.0),
            ("https://cho-lang.hanoi.gov.vn", 57.0),
            ("http://127.0.0.1:8080", 57.0),
            (
                "https://a-very-long-name-of-a-host-that-nobody-would-print.example.org",
                69.0,
            ),
        ] {
            for locale in Locale::ALL {
                let address = address_with(origin, locale, &label, &key);
                let code = Code::new(&address).unwrap();
                assert_eq!(code.text(), address);
                assert!(code.modules() <= widest, "{address}: {}", code.modules());
                let (path, signed) = address.split_once("?s=").unwrap();
                assert!(path.ends_with("/HN-7F3KQ2MW"), "{path}");
                let read = Label::read(&key, "HN-7F3KQ2MW", signed).unwrap();
                assert_eq!((read.stars, read.valid_until), (label.stars, label.valid_until));
            }
        }
    }
}
