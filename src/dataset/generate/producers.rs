//! Synthetic producers with a story each.

use entity::{
    LegalForm, Locale, OwnerKind, Precision, PublicStatus, producer, producer_text, story, story_text,
};
use rand::RngExt as _;

use super::rows::{insert, next_id};
use super::text::{pair, person, word};
use super::words::{FIELDS, HAMLETS};
use super::{Maker, SOURCE, text};
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::kernel::fold::{fold, slug};

/// Makes `count` producers from number `from` on.
pub async fn make(txn: &Txn, maker: &mut Maker, revision: i64, from: u64, count: u64) -> Result<()> {
    let mut id = next_id::<producer::Entity>(txn, producer::Column::Id).await?;
    let mut story_id = next_id::<story::Entity>(txn, story::Column::Id).await?;
    if from == 0 {
        maker.producers.0 = id;
    }
    let (mut rows, mut texts, mut stories, mut story_texts) = (vec![], vec![], vec![], vec![]);
    for number in from + 1..=from + count {
        let hamlet = word(&mut maker.rng, &HAMLETS);
        let field = pair(&mut maker.rng, &FIELDS);
        let (legal_form, names) = name(maker, field, hamlet);
        let slug = maker.slug(&slug(&names[0]), number);
        let commune = maker.commune();
        let placed = commune.as_ref().filter(|_| maker.rng.random_ratio(4, 5)).cloned();
        let (north, east) = (
            maker.rng.random_range(-0.02..0.02),
            maker.rng.random_range(-0.02..0.02),
        );
        rows.push(producer::Model {
            id,
            slug: slug.clone(),
            legal_form,
            commune_id: commune.map(|commune| commune.id),
            former_commune: None,
            former_district: None,
            lat: placed.as_ref().map(|place| place.lat + north),
            lon: placed.as_ref().map(|place| place.lon + east),
            precision: placed.map(|_| Precision::Approximate),
            founded_year: maker
                .rng
                .random_ratio(1, 3)
                .then(|| maker.rng.random_range(1985..2024)),
            status: PublicStatus::Published,
            source: SOURCE.to_owned(),
            verified: false,
            created_at: maker.now,
            updated_at: maker.now,
            revision,
        });
        stories.push(story::Model {
            id: story_id,
            slug,
            owner_kind: OwnerKind::Producer,
            owner_id: id,
            status: PublicStatus::Published,
            told_by: None,
            told_on: None,
            source: SOURCE.to_owned(),
            verified: false,
            created_at: maker.now,
            updated_at: maker.now,
            revision,
        });
        let told = text::story(&mut maker.rng, [&names[0], &names[1]], field, hamlet);
        let titles = [
            format!("Chuyện của {}", names[0]),
            format!("The story of {}", names[1]),
        ];
        let in_languages = Locale::ALL
            .into_iter()
            .zip(names)
            .zip(told)
            .zip(titles)
            .zip(field);
        for ((((locale, name), body), title), craft) in in_languages {
            story_texts.push(story_text::Model {
                story_id,
                locale,
                search_key: fold(&title),
                title,
                body,
            });
            texts.push(producer_text::Model {
                producer_id: id,
                locale,
                sort_key: maker.keys.key(&name),
                search_key: fold(&format!("{name} {craft}")),
                name,
                craft: Some(craft.to_owned()),
            });
        }
        id += 1;
        story_id += 1;
    }
    maker.producers.1 += count;
    insert(txn, rows).await?;
    insert(txn, texts).await?;
    insert(txn, stories).await?;
    insert(txn, story_texts).await
}

/// Cooperatives are called after hamlets, firms and households after people.
fn name(maker: &mut Maker, field: [&str; 2], hamlet: &str) -> (LegalForm, [String; 2]) {
    let [vi, en] = field;
    match maker.rng.random_range(0..10) {
        0..4 => (
            LegalForm::Cooperative,
            [
                format!("Hợp tác xã {vi} {hamlet}"),
                format!("{hamlet} {en} cooperative"),
            ],
        ),
        4 => (
            LegalForm::CooperativeGroup,
            [
                format!("Tổ hợp tác {vi} {hamlet}"),
                format!("{hamlet} {en} group"),
            ],
        ),
        5..7 => {
            let person = person(&mut maker.rng);
            (
                LegalForm::Company,
                [
                    format!("Công ty TNHH {vi} {person}"),
                    format!("{person} {en} Co., Ltd"),
                ],
            )
        }
        _ => {
            let person = person(&mut maker.rng);
            (
                LegalForm::Household,
                [format!("Hộ kinh doanh {person}"), format!("{person} household")],
            )
        }
    }
}
