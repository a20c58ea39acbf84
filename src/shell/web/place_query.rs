//! Which places an address asks for: the map page and its GeoJSON read the same parameters alike.
//!
//! What is no number, box or known slug is refused by name (400); a kind or a group that does not
//! exist simply finds nothing it could narrow, as on every list.

use chrono::{DateTime, Utc};
use entity::PlaceKind;

use super::failure::Failure;
use super::params::Params;
use domain::edition::Edition;
use domain::places::Filter;
use foundation::kernel::fold::fold;
use foundation::kernel::geo::{self, Bbox, DEFAULT_RADIUS_KM, HA_NOI, Position};
use search::Near;

/// How far "near" in a search reaches, in metres.
const AROUND_M: f64 = 8_000.0;

/// The kinds in the order of the form, with their words in addresses.
pub const KINDS: [(&str, PlaceKind); 3] = [
    ("sales_point", PlaceKind::SalesPoint),
    ("creative_centre", PlaceKind::CreativeCentre),
    ("craft_village", PlaceKind::CraftVillage),
];

/// What was asked.
#[derive(Debug, Default)]
pub struct PlaceQuery {
    /// The conditions.
    pub filter: Filter,
    /// The conditions as they stand in an address, without the box and the page.
    pub pairs: Vec<(&'static str, String)>,
    /// The box as it stands in an address.
    pub bbox: Option<String>,
    /// Radius in kilometres.
    pub radius_km: f64,
    /// The place name that was typed.
    pub at: Option<String>,
    /// Whether a place of that name is known; its middle is then the centre of the search.
    pub at_known: bool,
    /// Whether the box lies outside the operator's area altogether.
    pub elsewhere: bool,
}

impl PlaceQuery {
    /// Reads the parameters of an address.
    pub fn read(params: &Params, edition: &Edition, now: DateTime<Utc>) -> Result<Self, Failure> {
        let bad = |name: &str| Failure::Bad(name.to_owned());
        let kinds: Vec<_> = KINDS
            .into_iter()
            .filter(|(name, _)| params.all("kind").any(|kind| kind == *name))
            .collect();
        let group = params
            .number("group")
            .filter(|id| edition.taxonomy.group(*id).is_some());
        let commune = params
            .get("commune")
            .and_then(|slug| edition.taxonomy.commune_by_slug(slug));
        let product = params
            .get("carries")
            .and_then(|slug| edition.catalogue.by_slug(slug));
        let radius_km = match params.get("radius_km") {
            None => DEFAULT_RADIUS_KM,
            Some(text) => geo::radius_km(text).ok().ok_or_else(|| bad("radius_km"))?,
        };
        let at = params.get("at").map(str::to_owned);
        let named = at.as_deref().and_then(|name| find(edition, name));
        let near = match (&at, params.get("near")) {
            // A name typed into the form beats the position that the address still carries.
            (Some(_), _) => named,
            (None, Some(text)) => Some(Position::parse(text).ok().ok_or_else(|| bad("near"))?.coarse()),
            (None, None) => None,
        };
        let bbox = match params.get("bbox") {
            None => None,
            Some(text) => Some(Bbox::parse(text).ok().ok_or_else(|| bad("bbox"))?),
        };
        let clipped = bbox.and_then(|bbox| bbox.clip(&HA_NOI));
        let open = params.ticked("open");
        let mut pairs: Vec<_> = kinds
            .iter()
            .map(|(name, _)| ("kind", (*name).to_owned()))
            .collect();
        let mut pair =
            |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        pair("group", group.map(|id| id.to_string()));
        pair("carries", product.map(|product| product.slug.clone()));
        pair("commune", commune.map(|commune| commune.slug.clone()));
        pair("open", open.then(|| "1".to_owned()));
        pair("near", near.map(|near| format!("{},{}", near.lat(), near.lon())));
        pair(
            "radius_km",
            params
                .get("radius_km")
                .filter(|_| near.is_some())
                .map(str::to_owned),
        );
        Ok(Self {
            filter: Filter {
                kinds: kinds.into_iter().map(|(_, kind)| kind).collect(),
                group,
                carries: product.map(|product| product.id),
                commune: commune.map(|commune| commune.id),
                open_at: open.then_some(now),
                near: near.map(|near| (near, radius_km * 1_000.0)),
                bbox: clipped,
            },
            pairs,
            bbox: bbox.map(|b| format!("{:.4},{:.4},{:.4},{:.4}", b.west, b.south, b.east, b.north)),
            radius_km,
            at_known: at.is_none() || named.is_some(),
            at,
            elsewhere: bbox.is_some() && clipped.is_none(),
        })
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        !self.pairs.is_empty() || self.bbox.is_some() || self.at.is_some()
    }
}

/// Where a name that somebody typed lies: a commune, a former district, or a place of ours. Marks and
/// the kind of unit may be left out ("ha dong", "quận Hà Đông").
pub fn find(edition: &Edition, name: &str) -> Option<Position> {
    let wanted = bare(name);
    if wanted.chars().count() < 2 {
        return None;
    }
    let communes: Vec<_> = edition.taxonomy.communes().collect();
    if let Some(one) = communes.iter().find(|one| bare(&one.name) == wanted) {
        return Position::new(one.lat, one.lon);
    }
    let district: Vec<_> = communes
        .iter()
        .filter(|one| {
            one.former_districts
                .iter()
                .any(|district| bare(district) == wanted)
        })
        .collect();
    if !district.is_empty() {
        let count = f64::from(u32::try_from(district.len()).ok()?);
        let mean = |of: fn(&domain::taxonomy::Commune) -> f64| {
            district.iter().map(|one| of(one)).sum::<f64>() / count
        };
        return Position::new(mean(|one| one.lat), mean(|one| one.lon));
    }
    let place =
        edition.places.all().iter().find(|place| {
            place.at().is_some() && place.search_key(entity::Locale::Vi).contains(wanted.as_str())
        });
    if let Some(place) = place {
        return place.at();
    }
    let like = communes.iter().find(|one| bare(&one.name).contains(&wanted))?;
    Position::new(like.lat, like.lon)
}

/// What a search like "điểm bán gần Hà Đông" asks besides its words: the rest of the words and the circle
/// around the named place, if one is named and known.
pub fn around(edition: &Edition, text: &str) -> Option<(String, Near)> {
    const NEAR: [&str; 4] = ["gan", "near", "quanh", "around"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words
        .iter()
        .rposition(|word| NEAR.contains(&fold(word).as_str()))?;
    let (rest, name) = (words.get(..at)?, words.get(at + 1..)?);
    if rest.is_empty() {
        return None;
    }
    let near = Near {
        centre: find(edition, &name.join(" "))?,
        metres: AROUND_M,
    };
    Some((rest.join(" "), near))
}

/// Folded, without the words that only say what kind of unit it is.
fn bare(name: &str) -> String {
    const KINDS: [&str; 9] = [
        "gan ",
        "near ",
        "phuong ",
        "xa ",
        "quan ",
        "huyen ",
        "thi xa ",
        "thi tran ",
        "lang ",
    ];
    let mut name = fold(name);
    while let Some(rest) = KINDS.iter().find_map(|kind| name.strip_prefix(kind)) {
        name = rest.to_owned();
    }
    name
}
